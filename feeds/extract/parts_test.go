package extract

import (
	"net/url"
	"testing"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestBestTitle(t *testing.T) {
	for _, tt := range []struct{ name, value, shown, hint, want string }{
		{"text only", "", "关于通报", "", "关于通报"},
		{"cut text, longer attribute", "", "关于问题APP的...", "关于问题APP的通报", "关于问题APP的通报"},
		{"cut attribute, whole text", "关于问题…", "关于问题APP的通报", "关于问题…", "关于问题APP的通报"},
		{"real marks of omission", "关于《条例》……的说明", "关于《条例》……的说明", "别的", "关于《条例》……的说明"},
		{"attribute with line breaks", "关于公开征求\n  意见", "关于公开征求意见的公告", "关于公开征求\n  意见", "关于公开征求意见的公告"},
		{"attribute with line breaks, cut text", "", "关于公开征求...", "关于公开征求\n  意见的公告", "关于公开征求意见的公告"},
		{"blank shown by the page", "", "通报 （2026年第8批）", "", "通报 （2026年第8批）"},
		{"line break between Latin words", "", "Data\nprotection", "", "Data protection"},
		{"cut everywhere", "", "关于问题APP…", "", "关于问题APP…"},
	} {
		if got := bestTitle(tt.value, tt.shown, tt.hint); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestASourcesHostIsThatOfItsItems(t *testing.T) {
	s := Source{Rule: rule.Rule{Lists: []rule.List{{URLs: []string{"http://WWW.cac.gov.cn:8080/list"}}}}}
	if got := s.ListHost(); got != "www.cac.gov.cn" {
		t.Errorf("its host is %q, which no item of its pages has", got)
	}
}

// TestLinksAreSparedOnlyWhatDoesNotMatch: what is said of an address before it is
// resolved is what would be said of it then, wherever the host stands in what is wanted.
func TestLinksAreSparedOnlyWhatDoesNotMatch(t *testing.T) {
	base, err := url.Parse("https://www.x.cn/list/")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range []string{`/art/\d+`, `/www\.x\.cn/art/`, `/www\.x`, `/`, `^https://www\.x\.cn/art`, `art/\d+`, `/art/1\.html$`} {
		r := &reading{Document: answer.Document{Base: base}, list: rule.List{Match: match}}
		for _, href := range []string{"/art/1.html", "/list/", "/www.x.cn/art/", "/", "https://www.x.cn/art/1.html"} {
			if want := rule.Expression(match).MatchString(address.Resolve(base, href)); r.maybe(href) != want {
				t.Errorf("%s for %s: %v, want %v", match, href, !want, want)
			}
		}
	}
}

func TestDocNumber(t *testing.T) {
	for text, want := range map[string]string{
		"国信办发〔2022〕14号 各有关单位": "国信办发〔2022〕14号",
		"国家互联网信息办公室令 第12号":    "国家互联网信息办公室令第12号",
		"商务部公告2025年第5号":       "商务部公告2025年第5号",
		"公告〔十五届〕第89号":         "公告〔十五届〕第89号",
		"根据网络安全法，现予通报":        "",
	} {
		if got := docnumber.Of("", "", "", text); got != want {
			t.Errorf("number in %q = %q, want %q", text, got, want)
		}
	}
}

func TestTables(t *testing.T) {
	root := dom.Fragment(`<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></table>
		<table><tr><td>one column</td></tr></table><table><tr><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>`)
	got := tables(root)
	want := [][][]string{{{"a", "b", "b"}, {"a", "c", "d"}}, {{"x", "y"}}}
	if len(got) != len(want) {
		t.Fatalf("tables = %q, want %q", got, want)
	}
	for i := range want {
		for j := range want[i] {
			for k := range want[i][j] {
				if got[i][j][k] != want[i][j][k] {
					t.Errorf("cell %d.%d.%d = %q, want %q", i, j, k, got[i][j][k], want[i][j][k])
				}
			}
		}
	}
}

func TestIcons(t *testing.T) {
	for markup, want := range map[string]bool{
		`<img src="/images/icon_pdf.gif">`:                               true,
		`<img src="/images/pdf.png">`:                                    true,
		`<img src="/sys/icons/a.png">`:                                   true,
		`<img src="/images/share_wx.png">`:                               true,
		`<img src="a.png" width="16">`:                                   true,
		`<img src="a.png" style="display: none">`:                        true,
		`<img src="/2022/W020220914.png" width="600">`:                   false,
		`<img data-src="https://mmbiz.qpic.cn/mmbiz_png/xDoTy/640">`:     false,
		`<img src="https://res.weixin.example/upload/20220914/001.jpg">`: false,
		`<img src="/images/online-list.png">`:                            false,
	} {
		if got := isIcon(dom.First(dom.Fragment(markup), "img")); got != want {
			t.Errorf("isIcon(%s) = %v", markup, got)
		}
	}
}
