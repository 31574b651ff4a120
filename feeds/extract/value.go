package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// regexps keeps compiled expressions of rules.
var regexps sync.Map // string -> *regexp.Regexp

// never matches nothing: it stands for an expression that does not compile.
var never = regexp.MustCompile(`[^\s\S]`)

func expression(s string) *regexp.Regexp {
	if c, ok := regexps.Load(s); ok {
		return c.(*regexp.Regexp)
	}
	c, err := regexp.Compile(s)
	if err != nil {
		c = never
	}
	regexps.Store(s, c)
	return c
}

// spot is where values of one row or page are looked for.
type spot struct {
	scope *html.Node   // the row, or the whole page
	link  *html.Node   // the row's link, nil for a page
	tail  []*html.Node // what follows a link that has no row of its own
	url   string       // the item's address
}

// saying is what a value found at one place.
type saying struct {
	text   string
	inLink bool // the place stands inside the row's link
}

// texts are what v says at p, in page order; most values want only the first.
func (v Value) texts(p spot) []saying {
	var out []saying
	for _, s := range v.raw(p) {
		if s.text = v.cut(s.text); s.text != "" {
			out = append(out, s)
		}
	}
	switch {
	case v.Last && len(out) > 1:
		return out[len(out)-1:]
	case v.Nth > len(out):
		return nil
	case v.Nth > 0:
		return out[v.Nth-1 : v.Nth]
	}
	return out
}

// cut applies Match and To.
func (v Value) cut(s string) string {
	if v.Match == "" {
		return s
	}
	re := expression(v.Match)
	m := re.FindStringSubmatchIndex(s)
	if m == nil {
		return ""
	}
	if v.To != "" {
		return string(re.ExpandString(nil, v.To, s, m))
	}
	if len(m) >= 4 && m[2] >= 0 {
		return s[m[2]:m[3]]
	}
	return s[m[0]:m[1]]
}

func (v Value) raw(p spot) []saying {
	switch re, isURL := strings.CutPrefix(v.From, "url:"); {
	case isURL:
		if m := expression(re).FindStringSubmatch(p.url); m != nil {
			return []saying{{text: strings.Join(m[min(1, len(m)-1):], "-")}}
		}
		return nil
	case v.From == "url":
		return []saying{{text: p.url}}
	case v.From == "row":
		return []saying{{text: p.rest()}}
	case v.From == "alone":
		return p.alone()
	}
	var out []saying
	sel, name := splitAttr(v.From)
	for _, n := range p.find(sel) {
		s := saying{inLink: dom.Within(n, p.link)}
		switch {
		case name != "":
			s.text, s.inLink = dom.Attr(n, name), false
		case dom.Is(n, atom.Script) && n.FirstChild != nil:
			s.text = n.FirstChild.Data
		default:
			s.text = dom.Inline(n, nil)
		}
		out = append(out, s)
	}
	return out
}

// find are the elements of the spot that sel selects; "" is the link itself.
func (p spot) find(sel string) []*html.Node {
	if sel == "" {
		if p.link != nil {
			return []*html.Node{p.link}
		}
		return []*html.Node{p.scope}
	}
	out := dom.All(p.scope, sel)
	for _, t := range p.tail {
		if t.Type == html.ElementNode {
			out = append(out, dom.All(t, sel)...)
		}
	}
	return out
}

// rest is the row's text without its link.
func (p spot) rest() string {
	parts := []string{dom.Inline(p.scope, p.link)}
	for _, t := range p.tail {
		parts = append(parts, dom.Inline(t, nil))
	}
	return strings.Join(parts, " ")
}

// alone are the pieces of text in the row that are a date and nothing else, in
// whatever element they stand.
func (p spot) alone() []saying {
	var out []saying
	for _, n := range append([]*html.Node{p.scope}, p.tail...) {
		if n.Type == html.TextNode && date.IsAlone(n.Data) {
			out = append(out, saying{text: n.Data})
		}
		for d := range n.Descendants() {
			if d.Type == html.TextNode && len(d.Data) < 64 && (date.IsAlone(d.Data) || date.IsSince(d.Data)) {
				out = append(out, saying{text: d.Data})
			}
		}
	}
	if out == nil {
		return p.inPieces()
	}
	return out
}

// inPieces are the elements of the row that are a date and nothing else, in pieces of their own.
func (p spot) inPieces() (out []saying) {
	for _, n := range append([]*html.Node{p.scope}, p.tail...) {
		for d := range n.Descendants() {
			if dom.Is(d, atom.Span, atom.Em, atom.I, atom.P, atom.Div, atom.Td, atom.Time) && dom.Is(d.FirstChild, atom.B, atom.I, atom.Em, atom.Span, atom.Strong, atom.Font) && !dom.HasManyNodes(d) {
				if day := dom.Inline(d, nil); len(day) < 64 && date.IsAlone(day) && fourDigits.MatchString(day) {
					out = append(out, saying{text: date.Squeeze(day), inLink: dom.Within(d, p.link)})
				}
			}
		}
	}
	return out
}

// date reads the row's day, and the end of the period when it is one.
func (vs Values) date(p spot, named Words, c date.Context) (date.Span, string) {
	c.URL = p.url
	var clock date.Span
	said := ""
	for _, v := range vs {
		formats := date.FormatsOf(named, strings.HasPrefix(v.From, "url"))
		for _, s := range v.texts(p) {
			// Words of a title speak of days too; inside a link only an element
			// that holds nothing but a date is the row's.
			if s.inLink && !date.IsAlone(s.text) {
				continue
			}
			if !c.Ends && strings.ContainsAny(s.text, "止束效行施执废期更前") {
				s.text = date.WithoutOthers(s.text)
			}
			d := date.Read(s.text, formats, c)
			switch {
			case d.Day == "":
			case !date.IsClock(s.text):
				return d, s.text
			case v.From == "row", v.From == "alone" && !dom.Is(p.scope, atom.Li, atom.Tr, atom.Dd, atom.Article) && !isRepeated(p.scope):
			case clock.Day == "":
				clock, said = d, s.text // the page's own, unless there is no other
			}
		}
	}
	return clock, said
}

// isRepeated reports whether an element beside n is of its kind and class, as the rows of a
// list are.
func isRepeated(n *html.Node) bool {
	class := dom.Attr(n, "class")
	for _, s := range []*html.Node{n.PrevSibling, n.NextSibling} {
		if s != nil && s.Type == html.TextNode && strings.TrimSpace(s.Data) == "" {
			if s == n.PrevSibling {
				s = s.PrevSibling
			} else {
				s = s.NextSibling
			}
		}
		if class != "" && s != nil && s.Type == html.ElementNode && s.DataAtom == n.DataAtom && dom.Attr(s, "class") == class {
			return true
		}
	}
	return false
}

// splitAttr splits "a.b@title" into selector and attribute.
func splitAttr(s string) (sel, name string) {
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return s, ""
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
}

// inAddress reports whether the value is cut out of the item's address.
func (v Value) inAddress() bool { return strings.HasPrefix(v.From, "url") }

// shownFirst parts the places that a row shows from the first one in its address and
// what comes behind it.
func (vs Values) shownFirst() (shown, addressed Values) {
	at := slices.IndexFunc(vs, Value.inAddress)
	if at < 0 {
		return vs, nil
	}
	return vs[:at], vs[at:]
}

// first is the first text that any of the values has.
func (vs Values) first(p spot) string {
	for _, v := range vs {
		for _, s := range v.texts(p) {
			if s := strings.TrimSpace(s.text); s != "" {
				return s
			}
		}
	}
	return ""
}
