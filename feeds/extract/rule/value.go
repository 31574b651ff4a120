package rule

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

// Expression is the compiled expression of a rule, which was checked when it was read; one that
// does not compile matches nothing.
func Expression(s string) *regexp.Regexp {
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

// Spot is where values of one row or page are looked for.
type Spot struct {
	Scope *html.Node   // the row, or the whole page
	Link  *html.Node   // the row's link, nil for a page
	Tail  []*html.Node // what follows a link that has no row of its own
	URL   string       // the item's address
}

// Saying is what a value found at one place.
type Saying struct {
	Text   string
	InLink bool // the place stands inside the row's link
}

// Texts are what v says at p, in page order; most values want only the first.
func (v Value) Texts(p Spot) []Saying {
	var out []Saying
	for _, s := range v.raw(p) {
		if s.Text = v.Cut(s.Text); s.Text != "" {
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

// Cut applies Match and To.
func (v Value) Cut(s string) string {
	if v.Match == "" {
		return s
	}
	re := Expression(v.Match)
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

func (v Value) raw(p Spot) []Saying {
	switch re, isURL := strings.CutPrefix(v.From, "url:"); {
	case isURL:
		if m := Expression(re).FindStringSubmatch(p.URL); m != nil {
			return []Saying{{Text: strings.Join(m[min(1, len(m)-1):], "-")}}
		}
		return nil
	case v.From == "url":
		return []Saying{{Text: p.URL}}
	case v.From == "row":
		return []Saying{{Text: p.rest()}}
	case v.From == "alone":
		return p.alone()
	}
	var out []Saying
	sel, name := SplitAttr(v.From)
	for _, n := range p.Find(sel) {
		s := Saying{InLink: dom.Within(n, p.Link)}
		switch {
		case name != "":
			s.Text, s.InLink = dom.Attr(n, name), false
		case dom.Is(n, atom.Script) && n.FirstChild != nil:
			s.Text = n.FirstChild.Data
		default:
			s.Text = dom.Inline(n, nil)
		}
		out = append(out, s)
	}
	return out
}

// Find are the elements of the spot that sel selects; "" is the link itself.
func (p Spot) Find(sel string) []*html.Node {
	if sel == "" {
		if p.Link != nil {
			return []*html.Node{p.Link}
		}
		return []*html.Node{p.Scope}
	}
	out := dom.All(p.Scope, sel)
	for _, t := range p.Tail {
		if t.Type == html.ElementNode {
			out = append(out, dom.All(t, sel)...)
		}
	}
	return out
}

// rest is the row's text without its link.
func (p Spot) rest() string {
	parts := []string{dom.Inline(p.Scope, p.Link)}
	for _, t := range p.Tail {
		parts = append(parts, dom.Inline(t, nil))
	}
	return strings.Join(parts, " ")
}

// alone are the pieces of text in the row that are a date and nothing else, in
// whatever element they stand.
func (p Spot) alone() []Saying {
	var out []Saying
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		if n.Type == html.TextNode && date.IsAlone(n.Data) {
			out = append(out, Saying{Text: n.Data})
		}
		for d := range n.Descendants() {
			if d.Type == html.TextNode && len(d.Data) < 64 && (date.IsAlone(d.Data) || date.IsSince(d.Data)) {
				out = append(out, Saying{Text: d.Data})
			}
		}
	}
	if out == nil {
		return p.inPieces()
	}
	return out
}

// inPieces are the elements of the row that are a date and nothing else, in pieces of their own.
func (p Spot) inPieces() (out []Saying) {
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		for d := range n.Descendants() {
			if dom.Is(d, atom.Span, atom.Em, atom.I, atom.P, atom.Div, atom.Td, atom.Time) && dom.Is(d.FirstChild, atom.B, atom.I, atom.Em, atom.Span, atom.Strong, atom.Font) && !dom.HasManyNodes(d) {
				if day := dom.Inline(d, nil); len(day) < 64 && date.IsAlone(day) && date.HasYear(day) {
					out = append(out, Saying{Text: date.Squeeze(day), InLink: dom.Within(d, p.Link)})
				}
			}
		}
	}
	return out
}

// Day reads the row's day, and the end of the period when it is one.
func (vs Values) Day(p Spot, named Words, c date.Context) (date.Span, string) {
	c.URL = p.URL
	var clock date.Span
	said := ""
	for _, v := range vs {
		formats := date.FormatsOf(named, strings.HasPrefix(v.From, "url"))
		for _, s := range v.Texts(p) {
			// Words of a title speak of days too; inside a link only an element
			// that holds nothing but a date is the row's.
			if s.InLink && !date.IsAlone(s.Text) {
				continue
			}
			if !c.Ends && strings.ContainsAny(s.Text, "止束效行施执废期更前") {
				s.Text = date.WithoutOthers(s.Text)
			}
			d := date.Read(s.Text, formats, c)
			switch {
			case d.Day == "":
			case !date.IsClock(s.Text):
				return d, s.Text
			case v.From == "row", v.From == "alone" && !dom.Is(p.Scope, atom.Li, atom.Tr, atom.Dd, atom.Article) && !isRepeated(p.Scope):
			case clock.Day == "":
				clock, said = d, s.Text // the page's own, unless there is no other
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

// SplitAttr splits "a.b@title" into selector and attribute.
func SplitAttr(s string) (sel, name string) {
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return s, ""
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
}

// InAddress reports whether the value is cut out of the item's address.
func (v Value) InAddress() bool { return strings.HasPrefix(v.From, "url") }

// ShownFirst parts the places that a row shows from the first one in its address and
// what comes behind it.
func (vs Values) ShownFirst() (shown, addressed Values) {
	at := slices.IndexFunc(vs, Value.InAddress)
	if at < 0 {
		return vs, nil
	}
	return vs[:at], vs[at:]
}

// First is the first text that any of the values has.
func (vs Values) First(p Spot) string {
	for _, v := range vs {
		for _, s := range v.Texts(p) {
			if s := strings.TrimSpace(s.Text); s != "" {
				return s
			}
		}
	}
	return ""
}
