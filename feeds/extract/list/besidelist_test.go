package list

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// rowsIn collects the links of a page, each with its list and the day beside it.
func rowsIn(markup string) (*Entries, lists) {
	s, l := NewEntries(0), lists{}
	for _, a := range dom.All(dom.Fragment(markup), "a") {
		said := dom.Inline(dom.OrRoot(dom.First(a.Parent, "i")), nil)
		address := "https://www.x.cn" + dom.Attr(a, "href")
		s.Add(feeds.Entry{Title: dom.Inline(a, nil), URL: address}, said)
		l.add(rule.Spot{Scope: a.Parent, Link: a, URL: address}, address, said)
	}
	return s, l
}

// listOf is the markup of a list: every row is a letter of its column and a number, and shows a day
// unless a star follows it.
func listOf(rows string) string {
	var b strings.Builder
	for row := range strings.FieldsSeq(rows) {
		name, day := strings.TrimSuffix(row, "*"), "<i>09-01</i>"
		if name != row {
			day = ""
		}
		b.WriteString(`<li><a href="/` + name[:1] + `/202609/t` + name[1:] + `.html">` + name + `</a>` + day + `</li>`)
	}
	return "<ul>" + b.String() + "</ul>"
}

func TestRowsOfOtherColumnsBesideAListAreDropped(t *testing.T) {
	for name, tt := range map[string]struct{ markup, want string }{
		"a list without days":                      {listOf("a1 a2") + listOf("b1* b2*"), "a1 a2"},
		"unless it leads to the page's own column": {listOf("a1 a2") + listOf("o1* o2*"), "a1 a2 o1 o2"},
		"or to that of the list with days":         {listOf("a1 a2") + listOf("a3* a4*"), "a1 a2 a3 a4"},
		"or shows one itself":                      {listOf("a1 a2") + listOf("b1* b2"), "a1 a2 b1 b2"},
		"beside a list that does not show all":     {listOf("a1 a2*") + listOf("b1* b2*"), "a1 a2 b1 b2"},
		"beside one row":                           {listOf("a1") + listOf("b1* b2*"), "a1 b1 b2"},
		"a single row beside a short list":         {listOf("a1 a2 a3 a4") + listOf("b1*"), "a1 a2 a3 a4 b1"},
		"a single row beside a long one":           {listOf("a1 a2 a3 a4 a5") + listOf("b1*"), "a1 a2 a3 a4 a5"},
		"a link in no list beside a long one":      {listOf("a1 a2 a3 a4 a5") + `<p><a href="/b/202609/t1.html">b1</a></p>`, "a1 a2 a3 a4 a5"},
		"which shows its day":                      {listOf("a1 a2 a3 a4 a5") + `<p><a href="/b/202609/t1.html">b1</a><i>09-01</i></p>`, "a1 a2 a3 a4 a5 b1"},
		"a row that a list without days repeats":   {listOf("a1 b1 a2") + listOf("b1* c1*"), "a1 b1 a2 c1"},
		"a list without days that repeats no row":  {listOf("a1 b1 a2") + listOf("c1* c2*"), "a1 b1 a2"},
	} {
		s, l := rowsIn(tt.markup)
		s.dropBeside(l, "x.cn/o")
		if got := titles(s); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func titles(s *Entries) string {
	var out []string
	for _, e := range s.List {
		out = append(out, e.Title)
	}
	return strings.Join(out, " ")
}

func TestRankingsOfOtherColumnsAreDropped(t *testing.T) {
	const head = `<h3>热门文章</h3>`
	own := listOf("o1 o2 o3")
	for name, tt := range map[string]struct{ markup, want string }{
		"in a box of their own":                {`<div>` + own + `</div><div>` + head + listOf("b1 b2") + `</div>`, "o1 o2 o3"},
		"two boxes deep":                       {`<div>` + own + `</div><div>` + head + `<div>` + listOf("b1 b2") + `</div></div>`, "o1 o2 o3"},
		"too deep":                             {`<div>` + own + `</div><div>` + head + `<article><main><form>` + listOf("b1 b2") + `</form></main></article></div>`, "o1 o2 o3 b1 b2"},
		"in what is no box":                    {`<div>` + own + `</div><form>` + head + listOf("b1 b2") + `</form>`, "o1 o2 o3 b1 b2"},
		"under another heading":                {`<div>` + own + `</div><div><h3>公示公告</h3>` + listOf("b1 b2") + `</div>`, "o1 o2 o3 b1 b2"},
		"under a link":                         {`<div>` + own + `</div><div><h3><a href="/b/">热门文章</a></h3>` + listOf("b1 b2") + `</div>`, "o1 o2 o3 热门文章 b1 b2"},
		"under no words":                       {`<div>` + own + `</div><div>` + listOf("") + `</div>`, "o1 o2 o3"},
		"of the page's own column":             {`<div>` + own + `</div><div>` + head + listOf("o4 b2") + `</div>`, "o1 o2 o3 o4 b2"},
		"in the box of the page's own":         {`<div>` + head + own + listOf("b1 b2") + `</div>`, "o1 o2 o3 b1 b2"},
		"beside too few of the page's own":     {`<div>` + listOf("o1 o2") + `</div><div>` + head + listOf("b1 b2") + `</div>`, "o1 o2 b1 b2"},
		"beside more of the page's own behind": {`<div>` + head + listOf("b1 b2") + `</div><div>` + listOf("o4 b3") + `</div><div>` + own + `</div>`, "o4 b3 o1 o2 o3"},
	} {
		s, l := rowsIn(tt.markup)
		s.dropRanking(l, "x.cn/o")
		if got := titles(s); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestARowThatAScriptCopiesIsAPattern(t *testing.T) {
	const hidden = `<li style="display:none">标题</li>`
	for name, tt := range map[string]struct {
		markup string
		want   bool
	}{
		"before one that is shown":     {hidden + ` <li>公告</li>`, true},
		"before others that are not":   {hidden + hidden, false},
		"at the end":                   {`<li>公告</li>` + hidden, false},
		"before an element of another": {hidden + `<p>公告</p>`, false},
		"when it is shown":             {`<li>标题</li><li>公告</li>`, false},
	} {
		row := dom.First(dom.Fragment("<ul>"+tt.markup+"</ul>"), "li")
		if strings.HasPrefix(tt.markup, "<li>公告") {
			row = row.NextSibling
		}
		if got := isPattern(row); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
