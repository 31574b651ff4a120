package extract_test

import (
	"bytes"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
)

// Sites change the surface of their pages and not what a person reads in them. surfaces are
// such changes that pages were once read wrongly after; each is made to every fixture and
// variant that is a page, which has to say what it said before.
var surfaces = []struct {
	name string
	// lists and articles say which pages it is made to.
	lists, articles bool
	change          func(*sheet) bool // false where there is nothing to change
}{
	{"blanks around addresses", true, true, func(s *sheet) bool {
		return s.each(atom.A, func(a *html.Node) { setAttr(a, "href", " \n"+getAttr(a, "href")+"\t") })
	}},
	{"addresses that go up first", true, true, func(s *sheet) bool {
		up := strings.Repeat("../", max(0, strings.Count(s.base.Path, "/")-1))
		return s.each(atom.A, func(a *html.Node) {
			u, err := s.base.Parse(strings.TrimSpace(getAttr(a, "href")))
			if err == nil && !strings.ContainsAny(getAttr(a, "href"), "\\\n") && !s.hasBase && s.base.Host == u.Host && s.base.Scheme == u.Scheme && u.Fragment == "" && strings.ContainsAny(getAttr(a, "href"), "/.") {
				setAttr(a, "href", up+strings.TrimPrefix(u.RequestURI(), "/"))
			}
		})
	}},
	{"names of elements in capitals", true, true, func(s *sheet) bool {
		s.render = func(raw []byte) []byte { return retoken(raw, capitals) }
		return true
	}},
	{"every element on lines of its own", true, true, func(s *sheet) bool {
		s.render = func(raw []byte) []byte { return retoken(raw, onLines) }
		return true
	}},
	{"more classes", true, true, func(s *sheet) bool {
		return s.each(0, func(n *html.Node) { setAttr(n, "class", strings.TrimSpace("x-a "+getAttr(n, "class")+" clearfix")) })
	}},
	{"scripts between rows and paragraphs", true, true, func(s *sheet) bool {
		return s.each(0, func(n *html.Node) {
			if is(n, atom.Li, atom.P) && n.Parent != nil {
				n.Parent.InsertBefore(element(atom.Script, "var d='2020-01-01';if(d)show(d);"), n.NextSibling)
			}
		})
	}},
	{"a day of today and a menu around", true, true, func(s *sheet) bool {
		return s.each(atom.Body, func(body *html.Node) {
			body.InsertBefore(element(atom.Ul, "", linked("/lm1/", "数据开放与共享服务")), body.FirstChild)
			body.AppendChild(classed(element(atom.Div, "主办单位：某某办公室　今天是2026年10月3日"), "footer"))
		})
	}},
	{"links held by fonts", true, false, func(s *sheet) bool {
		return s.eachLink(func(_, a *html.Node) { wrapAll(a, element(atom.Font, "")) })
	}},
	{"rows held by divisions", true, false, func(s *sheet) bool {
		return s.eachLink(func(row, _ *html.Node) {
			if is(row, atom.Li) {
				wrapAll(row, element(atom.Div, ""))
			}
		})
	}},
	{"bullets in links", true, false, func(s *sheet) bool {
		return s.eachLink(func(_, a *html.Node) { a.InsertBefore(&html.Node{Type: html.TextNode, Data: "• "}, a.FirstChild) })
	}},
	{"pictures in links", true, false, func(s *sheet) bool {
		return s.eachLink(func(_, a *html.Node) {
			a.InsertBefore(classed(element(atom.I, ""), "iconfont"), a.FirstChild)
			a.AppendChild(element(atom.Img, ""))
		})
	}},
	{"titles that are cut", true, false, func(s *sheet) bool {
		return s.eachLink(func(_, a *html.Node) {
			words := []rune(strings.TrimSpace(textOf(a)))
			if a.FirstChild == a.LastChild && a.FirstChild.Type == html.TextNode && len(words) > 12 && getAttr(a, "title") == "" && !dayOnly.MatchString(string(words)) {
				setAttr(a, "title", string(words))
				a.FirstChild.Data = string(words[:10]) + " …"
			}
		})
	}},
	{"empty title attributes", true, false, func(s *sheet) bool {
		return s.eachLink(func(_, a *html.Node) {
			if hint := getAttr(a, "title"); hint == "" || hint == strings.TrimSpace(textOf(a)) {
				setAttr(a, "title", "")
			}
		})
	}},
	{"the day a bare text", true, false, func(s *sheet) bool {
		return s.eachLink(func(row, a *html.Node) {
			for c := row.FirstChild; c != nil; c = c.NextSibling {
				if is(c, atom.Span, atom.I, atom.Em) && c != a && dayOnly.MatchString(textOf(c)) {
					row.InsertBefore(&html.Node{Type: html.TextNode, Data: textOf(c)}, c)
					row.RemoveChild(c)
					break
				}
			}
		})
	}},
	{"the day like a leaf, large before small", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.B, d), element(atom.I, y+"-"+m)}
		})
	}},
	{"the day like a leaf, small before large", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.P, y+"."+m), element(atom.P, d)}
		})
	}},
	{"the year under the day", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.Strong, m+"-"+d), element(atom.Em, y)}
		})
	}},
	{"attributes of components", true, true, func(s *sheet) bool {
		return s.each(0, func(n *html.Node) {
			setAttr(n, "data-v-7ba5bd90", "")
			setAttr(n, "data-reactid", "12")
		})
	}},
	{"addresses that a script opens", true, false, func(s *sheet) bool {
		return s.undescribed() && s.eachLink(func(_, a *html.Node) {
			if href := strings.TrimSpace(getAttr(a, "href")); !strings.ContainsAny(href, "'\\\n") && !strings.HasPrefix(href, "javascript:") {
				setAttr(a, "href", "javascript:window.open('"+href+"')")
			}
		})
	}},
	{"addresses that come late", true, false, func(s *sheet) bool {
		return s.undescribed() && s.eachLink(func(_, a *html.Node) {
			if href := strings.TrimSpace(getAttr(a, "href")); !strings.HasPrefix(href, "javascript:") {
				setAttr(a, "href", "javascript:;")
				setAttr(a, "data-href", href)
			}
		})
	}},
	{"days between blanks that hold together", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.Span, "\u00a0\u00a0"+y+"-"+m+"-"+d+"\u00a0")}
		})
	}},
	{"days with blanks between their parts", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.Span, y+"\u00a0年\u00a0"+m+"\u00a0月\u00a0"+d+"\u00a0日")}
		})
	}},
	{"days with their zone", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.Span, y+"-"+m+"-"+d+"T09:30:00+08:00")}
		})
	}},
	{"days in elements of their own", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.Span, "", element(atom.B, y), element(atom.I, "-"+m), element(atom.B, "-"+d))}
		})
	}},
	{"days in wide digits", true, false, func(s *sheet) bool {
		return s.eachDay(func(y, m, d string) []*html.Node {
			return []*html.Node{element(atom.Span, "［"+wide(y)+"－"+wide(m)+"－"+wide(d)+"］")}
		})
	}},
	{"other articles under the text", false, true, func(s *sheet) bool {
		return s.each(atom.Body, func(body *html.Node) {
			list := element(atom.Ul, "")
			for i := range 4 {
				list.AppendChild(element(atom.Li, "", linked(fmt.Sprintf("/a/202001/t20200101_%d.html", i), "关于做好某项工作的通知的解读"), element(atom.Span, "2020-01-01")))
			}
			body.AppendChild(element(atom.Div, "", element(atom.H3, "相关阅读"), list))
		})
	}},
	{"paragraphs in pieces", false, true, func(s *sheet) bool {
		return s.each(atom.P, func(p *html.Node) {
			text := p.FirstChild
			if text == nil || text.Type != html.TextNode || text.NextSibling != nil {
				return
			}
			words := []rune(text.Data)
			if half := len(words) / 2; half > 3 && isHan(words[half-1]) && isHan(words[half]) && strings.Contains(text.Data, "。") {
				p.RemoveChild(text)
				p.AppendChild(element(atom.Span, string(words[:half])))
				p.AppendChild(element(atom.Span, string(words[half:])))
			}
		})
	}},
}

// wide are digits as wide as Chinese characters.
func wide(digits string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, digits)
}

// otherwise are the pages of which a change makes ones that say something else, with why.
var otherwise = map[string]string{
	"titles that are cut: pj-day-behind-title.txt": "the day stands behind the title and is cut off",
}

func TestWhatAPageSaysIsNotItsSurface(t *testing.T) {
	pages := surfacePages(t)
	for _, c := range surfaces {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			changed := 0
			for _, p := range pages {
				if list := p.want.Outcome == feeds.OutcomeItems; list && !c.lists || !list && !c.articles || otherwise[c.name+": "+p.name] != "" {
					continue
				}
				s := newSheet(t, p)
				if !c.change(s) {
					continue
				}
				changed++
				if got, want := saysOf(p.src.Read(s.document())), saysOf(p.want); !slices.Equal(got, want) {
					t.Errorf("%s says\n%s\nand before\n%s", p.name, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
			if changed < 20 {
				t.Errorf("%d pages were changed, want more", changed)
			}
		})
	}
}

// surfacePage is a page that is read well, and what it says.
type surfacePage struct {
	name string
	src  extract.Source
	doc  feeds.Document
	want extract.Result
}

// surfacePages are the fixtures and the variants that are pages of HTML.
func surfacePages(t *testing.T) (out []surfacePage) {
	t.Helper()
	set := sources(t)
	add := func(name, source string, doc feeds.Document) {
		src, raw := set[source], bytes.TrimSpace(doc.Raw)
		if len(raw) == 0 || raw[0] != '<' || bytes.HasPrefix(raw, []byte("<?xml")) || bytes.Contains(raw, []byte("<![CDATA[")) || bytes.Contains(raw, []byte("<rss")) || bytes.Contains(raw, []byte("<feed")) || bytes.Contains(raw, []byte("<xml")) {
			return
		}
		if doc.URL == "" && len(src.Rule.Lists) > 0 && len(src.Rule.Lists[0].URLs) > 0 {
			doc.URL = src.Rule.Lists[0].URLs[0]
		}
		if want := src.Read(doc); want.Outcome.Good() {
			out = append(out, surfacePage{name, src, doc, want})
		}
	}
	for _, f := range fixtures {
		doc := document(t, f.source+"/"+f.file, f.url, f.shape)
		doc.Raw = doc.Body
		add(f.source+"/"+f.file, f.source, doc)
	}
	files, err := filepath.Glob("testdata/variants/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if v := readVariant(t, file); v.get("status") == "" && v.get("encoding") == "" {
			add(filepath.Base(file), v.get("source"), v.document(t))
		}
	}
	return out
}

// saysOf is what was read but for the text, whose pieces changes move.
func saysOf(res extract.Result) []string {
	out := []string{string(res.Outcome) + " " + res.Reason}
	for _, e := range res.Entries {
		out = append(out, fmt.Sprintf("%s %s %s %s", e.Date, e.Deadline, e.URL, e.Title))
	}
	for _, n := range res.Next {
		out = append(out, n.URL)
	}
	if a := res.Article; a.Title != "" {
		out = append(out, a.Title, string(a.Date), a.Author, a.DocNumber)
		for _, f := range a.Attachments {
			out = append(out, f.Name+" "+f.URL)
		}
	}
	return out
}

// sheet is a page that is being changed.
type sheet struct {
	page    surfacePage
	root    *html.Node
	base    *url.URL
	hasBase bool
	render  func([]byte) []byte // changes the bytes instead, if set
}

func newSheet(t *testing.T, p surfacePage) *sheet {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(p.doc.Raw))
	if err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse(p.doc.URL)
	if err != nil {
		t.Fatal(err)
	}
	return &sheet{page: p, root: root, base: base, hasBase: bytes.Contains(p.doc.Raw, []byte("<base"))}
}

// undescribed reports whether the page is a list that is read by the days beside its links.
func (s *sheet) undescribed() bool {
	return len(s.page.src.Rule.Lists) > 0 && s.page.src.Rule.Lists[0].Dated
}

// document is the changed page as it would have been fetched.
func (s *sheet) document() feeds.Document {
	doc := s.page.doc
	if s.render != nil {
		doc.Raw = s.render(doc.Raw)
	} else {
		var b bytes.Buffer
		if err := html.Render(&b, s.root); err != nil {
			return feeds.Document{}
		}
		doc.Raw = b.Bytes()
	}
	doc.Body, doc.Charset, doc.Replaced = fetch.Decode(doc.Raw, "", "")
	return doc
}
