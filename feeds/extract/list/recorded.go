package list

import (
	"encoding/xml"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

// recordRows are the rows of a page whose scripts make them of what it holds in another form:
// the attributes of elements, records of XML, calls of one function.
func (r *Reading) recordRows(p *answer.Page) []feeds.Entry {
	w := rowWalk{Reading: r, least: 2}
	for _, records := range [][]rowRecord{inAttributes(p.Root), inIslands(p.Root, r.Doc.Body), inCalls(p.Root)} {
		lists := map[any][]any{}
		var order []any
		for _, rec := range records {
			if lists[rec.list] == nil {
				order = append(order, rec.list)
			}
			lists[rec.list] = append(lists[rec.list], rec.fields)
		}
		for _, list := range order {
			w.list(lists[list])
		}
	}
	return w.longest
}

// rowRecord is what one row is made of, and what the rows of its list have in common.
type rowRecord struct {
	list   any
	fields map[string]any
}

// rowKind is of elements of one kind side by side.
type rowKind struct {
	parent *html.Node
	name   string
}

// fewestFields is what a record has at least: title, day and address.
const fewestFields = 3

// inAttributes are the elements that tell of themselves in attributes.
func inAttributes(root *html.Node) (out []rowRecord) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || len(n.Attr) < fewestFields || dom.Is(n, atom.Meta, atom.Link, atom.Script, atom.Img, atom.Input) {
			continue
		}
		fields := make(map[string]any, len(n.Attr))
		for _, a := range n.Attr {
			fields[strings.TrimPrefix(a.Key, "data-")] = a.Val
		}
		if out = append(out, rowRecord{rowKind{n.Parent, n.Data}, fields}); len(out) == script.MaxNodes {
			break
		}
	}
	return out
}

// island is an element of XML in a page of HTML, whose parser knows some names of its elements
// as others.
var island = regexp.MustCompile(`(?is)<xml\b[^>]*>(.*?)</xml>`)

// inIslands are the records of XML that a page holds in an element or a script of its own.
func inIslands(root *html.Node, body []byte) (out []rowRecord) {
	for i, m := range island.FindAllSubmatch(body, script.MaxValues) {
		out = append(out, inXML(string(m[1]), i)...)
	}
	for i, s := range dom.All(root, "script[type$='/xml' i]") {
		if i == script.MaxValues {
			break
		}
		out = append(out, inXML(dom.Script(s), -1-i)...)
	}
	return out
}

// inXML are the elements of a document that hold as many others as a record has fields, each
// with words and nothing else.
func inXML(document string, number int) (out []rowRecord) {
	if len(document) > script.MaxSize {
		return nil
	}
	type element struct {
		name   string
		words  strings.Builder
		fields map[string]any
	}
	d := xml.NewDecoder(strings.NewReader(document))
	d.Strict = false
	var open []*element
	for range script.MaxNodes {
		t, err := d.Token()
		if err != nil {
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, fields: map[string]any{}}
			for _, a := range t.Attr {
				e.fields[a.Name.Local] = a.Value
			}
			if open = append(open, e); len(open) > script.MaxDeep {
				return out
			}
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].words.Write(t)
			}
		case xml.EndElement:
			if len(open) == 0 {
				return out
			}
			e := open[len(open)-1]
			open = open[:len(open)-1]
			switch words := strings.TrimSpace(e.words.String()); {
			case len(e.fields) >= fewestFields:
				out = append(out, rowRecord{[2]any{number, len(open)}, e.fields})
			case len(open) > 0 && words != "":
				open[len(open)-1].fields[e.name] = words
			}
		}
	}
	return out
}

// longestCall is more than the strings of a row take.
const longestCall = 4 << 10

// callBegin is the beginning of a call with a string, rowPage an address of a page.
var (
	callBegin = pattern.MustCompile(`([A-Za-z_$][\w$.]*)\(\s*['"]`)
	rowPage   = pattern.MustCompile(`(?i)^(?:(?:https?:)?//|\.{0,2}/)[^\s<>]+$|^[\w./-]+\.(?:s?html?|jspx?|aspx?|php)(?:\?\S*)?$`)
)

// inCalls are the calls of a function whose strings are a title, an address and a day, each of
// them once.
func inCalls(root *html.Node) (out []rowRecord) {
	for _, s := range dom.All(root, "script") {
		code := dom.Script(s)
		if len(code) > script.MaxSize {
			continue
		}
		for _, at := range callBegin.FindAllStringSubmatchIndex(code, script.MaxNodes) {
			if fields := ofCall(script.CallStrings(feeds.Clip(code[at[1]-1:], longestCall))); fields != nil {
				out = append(out, rowRecord{code[at[2]:at[3]], fields})
			}
		}
	}
	return out
}

// ofCall is the record that the strings of a call make; nil for none, or for more than one.
func ofCall(words []string) map[string]any {
	fields := map[string]any{}
	for _, s := range words {
		name := ""
		switch {
		case date.IsAlone(s):
			name = "date"
		case rowPage.MatchString(s):
			name = "url"
		case dom.CouldBeTitle(s):
			name = "title"
		default:
			continue // a number, the kind of the row
		}
		if fields[name] != nil {
			return nil
		}
		fields[name] = s
	}
	if len(fields) < fewestFields {
		return nil
	}
	return fields
}
