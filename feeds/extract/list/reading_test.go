package list

import (
	"net/url"
	"testing"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
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

// TestLinksAreSparedOnlyWhatDoesNotMatch: what is said of an address before it is
// resolved is what would be said of it then, wherever the host stands in what is wanted.
func TestLinksAreSparedOnlyWhatDoesNotMatch(t *testing.T) {
	base, err := url.Parse("https://www.x.cn/list/")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range []string{`/art/\d+`, `/www\.x\.cn/art/`, `/www\.x`, `/`, `^https://www\.x\.cn/art`, `art/\d+`, `/art/1\.html$`} {
		r := &Reading{Document: answer.Document{Base: base}, Rule: rule.List{Match: match}}
		for _, href := range []string{"/art/1.html", "/list/", "/www.x.cn/art/", "/", "https://www.x.cn/art/1.html"} {
			if want := rule.Expression(match).MatchString(address.Resolve(base, href)); r.maybe(href) != want {
				t.Errorf("%s for %s: %v, want %v", match, href, !want, want)
			}
		}
	}
}
