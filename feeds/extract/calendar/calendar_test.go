package calendar

import (
	"testing"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestALeafIsADayInPieces(t *testing.T) {
	for markup, want := range map[string]feeds.Day{
		`<p><b>15</b><i>2026-09</i></p>`:                    "2026-09-15",
		`<p><i>2026.09</i><b>15日</b></p>`:                   "2026-09-15",
		`<p><b>09-15</b><span>2026</span></p>`:              "2026-09-15",
		`<p><b>15</b><i>9月</i><span>2026年</span></p>`:       "2026-09-15",
		`<p><b>15</b><i>Sep</i><span>2026</span></p>`:       "2026-09-15",
		`<p><b>15</b><script>1</script><i>2026-09</i></p>`:  "2026-09-15",
		`<p><b>2026</b><i>2026-09</i></p>`:                  "",
		`<p><b>15</b><i>2026-09</i><a>关于通报</a><u>二</u></p>`: "",
		`<p><b>31</b><i>2026-09</i></p>`:                    "",
	} {
		p := dom.First(dom.Fragment(markup), "p")
		if got := Leaf(p); got != want {
			t.Errorf("%s shows %q, want %q", markup, got, want)
		}
		if IsLeaf(p) != (want != "") {
			t.Errorf("whether %s is a leaf", markup)
		}
	}
}

func TestOfARowTheDayIsThatOfNeighbours(t *testing.T) {
	row := dom.First(dom.Fragment(`<ul><li><b>15</b><i>2026-09</i><a href="/1">关于第3批问题应用的通报</a></li></ul>`), "li")
	if got := InRow(rule.Spot{Scope: row, Link: dom.First(row, "a")}); got != "2026-09-15" {
		t.Errorf("the row shows %q", got)
	}
}

func TestWhatStandsBehindALabel(t *testing.T) {
	for _, c := range []struct{ markup, want string }{
		{`<p><span>发布日期：</span><span>2026-09-15</span></p>`, "2026-09-15"},
		{`<p><b>发布日期：</b> 2026-09-15 </p>`, "2026-09-15"},
		{`<p><span>来源：</span><a href="/a">网信办</a>、<a href="/b">工信部</a></p>`, "网信办、工信部"},
		{`<p>发布日期：</p>`, ""},
	} {
		var label *html.Node
		for n := range dom.Fragment(c.markup).Descendants() {
			if n.Type == html.TextNode && label == nil {
				label = n
			}
		}
		if got := Behind(label, ""); got != c.want {
			t.Errorf("behind the label of %s stands %q, want %q", c.markup, got, c.want)
		}
	}
}
