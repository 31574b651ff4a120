package list

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// readList reads a page of this markup by a rule.
func readList(t *testing.T, l rule.List, markup string) answer.Result {
	t.Helper()
	base, err := url.Parse("https://www.x.cn/o/")
	if err != nil {
		t.Fatal(err)
	}
	return Read(&Reading{Rule: l, Document: answer.Document{
		Doc:  feeds.Document{URL: base.String(), Status: 200, Body: []byte("<!DOCTYPE html><html><body>" + markup + "</body></html>"), At: time.Date(2026, 10, 3, 9, 0, 0, 0, time.UTC)},
		Base: base, Zone: time.FixedZone("CST", 8*3600),
	}})
}

// readRows tells each row of such a page: day, address, title.
func readRows(t *testing.T, l rule.List, markup string) string {
	t.Helper()
	var out []string
	for _, e := range readList(t, l, markup).Entries {
		out = append(out, strings.TrimSpace(string(e.Date)+" "+strings.TrimPrefix(e.URL, "https://www.x.cn")+" "+e.Title))
	}
	return strings.Join(out, "\n")
}

func TestRowsOfAListThatNobodyDescribed(t *testing.T) {
	const (
		one   = `<li><a href="/o/1.html">关于开展专项行动的公告</a><span>2026-09-03</span></li>`
		two   = `<li><a href="/o/2.html">关于发布国家标准的公告</a><span>2026-09-02</span></li>`
		three = `<li><a href="/o/3.html">关于公开征求意见的公告</a><span>2026-09-01</span></li>`
		rows  = "2026-09-03 /o/1.html 关于开展专项行动的公告\n2026-09-02 /o/2.html 关于发布国家标准的公告\n2026-09-01 /o/3.html 关于公开征求意见的公告"
	)
	row := func(inside string) string { return `<ul>` + one + two + three + `<li>` + inside + `</li></ul>` }
	const fourth = "\n2026-08-31 /o/4.html 关于举办培训活动的通知"
	for name, tt := range map[string]struct{ markup, want string }{
		"links with days":                          {`<ul>` + one + two + three + `</ul>`, rows},
		"without what links a column":              {row(`<a class="cat" href="/tzgg/">通知公告与培训活动</a><a href="/o/4.html">关于举办培训活动的通知</a><span>2026-08-31</span>`), rows + fourth},
		"or a writer":                              {row(`<a href="/author/li/">网络数据管理局李静</a><a href="/o/4.html">关于举办培训活动的通知</a><span>2026-08-31</span>`), rows + fourth},
		"without what explains a row":              {row(`<a href="/o/4.html">关于举办培训活动的通知</a><span>2026-08-31</span><ul><li><a href="/o/5.html">培训活动有关问题的解读</a></li></ul>`), rows + fourth},
		"but with a list in a row, if it has days": {row(`<a href="/o/4.html">关于举办培训活动的通知</a><span>2026-08-31</span><ul><li><a href="/o/5.html">培训活动有关问题的解读</a><span>2026-08-30</span></li></ul>`), rows + fourth + "\n2026-08-30 /o/5.html 培训活动有关问题的解读"},
		"a title with bold words in its midst":     {row(`<a href="/o/4.html">关于<b>举办培训活动</b>的通知<i>2026-08-31</i></a>`), rows + fourth},
		"a title over its summary":                 {row(`<a href="/o/4.html"><p>关于举办培训活动的通知</p><p>活动的时间和地点以及其他有关事项</p><p>2026-08-31</p></a>`), rows + fourth},
		"a heading in a link over the row":         {row(`<a href="/o/4.html"><h4>关于举办培训活动的通知</h4><div>活动的时间和地点以及其他有关事项</div><div>2026-08-31</div></a>`), rows + fourth},
		"a link that covers its row":               {row(`<h4>关于举办培训活动的通知</h4><span>2026-08-31</span><a href="/o/4.html"></a>`), rows + fourth},
		"a link that goes on":                      {row(`<h4>关于举办培训活动的通知</h4><span>2026-08-31</span><a href="/o/4.html">查看详情</a>`), rows + fourth},
		"whose heading leads nowhere":              {row(`<h4><a href="javascript:;">关于举办培训活动的通知</a></h4><span>2026-08-31</span><a href="/o/4.html">查看详情</a>`), rows + fourth},
		"whose heading leads there itself":         {row(`<h4><a href="/o/4.html">关于举办培训活动的通知</a></h4><span>2026-08-31</span><a href="/o/5.html">查看详情</a>`), rows + fourth},
		"a link that goes on, without a heading":   {row(`<div>关于举办培训活动的通知</div><span>2026-08-31</span><a href="/o/4.html">查看详情</a>`), rows + fourth},
		"a picture that has the title":             {row(`<a href="/o/4.html"><img src="/p/1.jpg" alt="关于举办培训活动的通知"></a><span>2026-08-31</span>`), rows + fourth},
		"a picture beside the words":               {row(`<a href="/o/4.html"><img src="/p/1.jpg" alt="活动现场的照片与说明"></a><a href="/o/4.html">关于举办培训活动的通知</a><span>2026-08-31</span>`), rows + fourth},
		"links of paging":                          {`<ul>` + one + two + three + `</ul><div><a href="/o/index_2.html">下一页</a><span>2026-09-03</span></div>`, rows},
		"the home page":                            {row(`<a href="https://www.x.cn/">中央网信办门户网站首页</a><span>2026-08-31</span>`), rows},
		"a link to nowhere":                        {row(`<a href="javascript:;">关于举办培训活动的通知</a><span>2026-08-31</span>`), rows},
		"a row that was copied":                    {`<ul><li style="display:none"><a href="/o/0.html">此处为标题的示例文字</a><span>2026-01-01</span></li>` + one + two + three + `</ul>`, rows},
	} {
		if got := readRows(t, rule.List{Dated: true}, tt.markup); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestTitlesInATableStandUnderTheirHead(t *testing.T) {
	head := `<tr><th>编号</th><th>起草单位</th><th>标准名称</th><th>日期</th><th>操作</th></tr>`
	body := ""
	for _, row := range []string{"1", "2", "3"} {
		body += `<tr><td>` + row + `</td><td>中国电子技术标准化研究院</td><td>信息安全技术 第` + row + `部分的要求</td><td>2026-09-0` + row + `</td><td><a href="/o/` + row + `.html">查看</a></td></tr>`
	}
	const want = "2026-09-01 /o/1.html 信息安全技术 第1部分的要求\n2026-09-02 /o/2.html 信息安全技术 第2部分的要求\n2026-09-03 /o/3.html 信息安全技术 第3部分的要求"
	if got := readRows(t, rule.List{Dated: true}, `<table>`+head+body+`</table>`); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	without := strings.ReplaceAll(want, "信息安全技术 第1部分的要求", "中国电子技术标准化研究院")
	without = strings.ReplaceAll(strings.ReplaceAll(without, "信息安全技术 第2部分的要求", "中国电子技术标准化研究院"), "信息安全技术 第3部分的要求", "中国电子技术标准化研究院")
	if got := readRows(t, rule.List{Dated: true}, `<table>`+body+`</table>`); got != without {
		t.Errorf("without a head\n%s\nwant\n%s", got, without)
	}
}

func TestBoxesOfOtherColumnsAreNoneOfAList(t *testing.T) {
	box := func(column string, rows string) string {
		return `<div><h3><a href="/` + column + `/">更多</a></h3>` + listOf(rows) + `</div>`
	}
	own := listOf("o1 o2")
	for name, tt := range map[string]struct{ markup, want string }{
		"two of them":                     {own + box("b", "b1 b2") + box("c", "c1 c2"), "o1 o2"},
		"one of them":                     {own + box("b", "b1 b2") + listOf("c1 c2"), "o1 o2 b1 b2 c1 c2"},
		"without one of the page's own":   {listOf("a1 a2") + box("b", "b1 b2") + box("c", "c1 c2"), "a1 a2 b1 b2 c1 c2"},
		"one that leads to several":       {own + box("b", "b1 d2") + box("c", "c1 c2"), "o1 o2 b1 d2 c1 c2"},
		"one of a single row":             {own + box("b", "b1") + box("c", "c1 c2") + box("d", "d1 d2"), "o1 o2 b1"},
		"one whose link leads elsewhere":  {own + box("e", "b1 b2") + box("c", "c1 c2") + box("d", "d1 d2"), "o1 o2 b1 b2"},
		"one whose link leads home":       {own + `<div><a href="/">更多</a>` + listOf("b1 b2") + `</div>` + box("c", "c1 c2") + box("d", "d1 d2"), "o1 o2 b1 b2"},
		"one in a box with another":       {own + `<div><a href="/b/">更多</a>` + listOf("b1 b2") + listOf("e1 e2") + `</div>` + box("c", "c1 c2") + box("d", "d1 d2"), "o1 o2 b1 b2 e1 e2"},
		"one whose link stands over more": {own + `<div><a href="/b/">更多</a><div>` + listOf("b1 b2") + `</div></div>` + box("c", "c1 c2"), "o1 o2"},
		"a page of the site's first":      {own + box("b", "b1 b2") + box("c", "c1 c2"), "o1 o2 b1 b2 c1 c2"},
	} {
		at := "https://www.x.cn/o/"
		if strings.Contains(name, "first") {
			at = "https://www.x.cn/"
		}
		base, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		s, l := rowsIn(tt.markup)
		// The links over the boxes are no rows.
		s.keep(func(i int) bool { return s.List[i].Title != "更多" })
		s.dropElsewhere(l, base)
		if got := titles(s); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}
