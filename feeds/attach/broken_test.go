package attach_test

import (
	"slices"
	"testing"
)

// TestNamesBrokenByANarrowColumnAreWhole: what stands on a line of its own because it is
// another thing stays apart.
func TestNamesBrokenByANarrowColumnAreWhole(t *testing.T) {
	cell := func(inside string) string { return "<w:tc>" + inside + "</w:tc>" }
	broken := func(a, b string) string {
		return `<w:p><w:r><w:t>` + a + `</w:t><w:br/><w:t>` + b + `</w:t></w:r></w:p>`
	}
	a := read(t, reader(t), "a.docx", docx(t, "<w:tbl><w:tr>"+cell(broken("应用", "名称"))+cell(wordParagraph("开发者"))+cell(wordParagraph("来源"))+"</w:tr><w:tr>"+
		cell(wordParagraph("云帆")+wordParagraph("健身"))+cell(broken("上海云帆科技", "有限公司"))+cell(broken("华为应用市场", "应用宝"))+"</w:tr></w:tbl>"))
	want := [][]string{{"应用名称", "开发者", "来源"}, {"云帆健身", "上海云帆科技有限公司", "华为应用市场 应用宝"}}
	if !slices.EqualFunc(a.Table, want, slices.Equal) {
		t.Errorf("rows are %q, want %q", a.Table, want)
	}
	b := read(t, reader(t), "a.xlsx", xlsx(t, [][]string{{"序号", "应用\n名称"}, {"1", "云帆\r\n记账"}}))
	if want := [][]string{{"序号", "应用名称"}, {"1", "云帆记账"}}; !slices.EqualFunc(b.Table, want, slices.Equal) {
		t.Errorf("rows are %q, want %q", b.Table, want)
	}
}
