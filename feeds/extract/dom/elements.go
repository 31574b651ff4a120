package dom

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// MaxElements is how many elements a page may come to, some ten times the largest
	// list of names that was seen in one.
	MaxElements = 500_000
	// maxAttributes is how many an element may have, as in a feed.
	maxAttributes = 1000
	// maxActive is how deep elements nest, and so how many of them the parser repeats.
	maxActive = 512
	// attributesEach is how many attributes take what an element does.
	attributesEach = 2
	// longTag is the length from which a tag's attributes may be too many.
	longTag = 4 << 10
	// longPage is the length from which a page's attributes are looked at before it is
	// known to have many tags.
	longPage = 256 << 10
)

// formatting are the elements that the parser repeats in whatever follows while
// they are not closed, so that a page of kilobytes may come to millions of elements.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// raw are the elements whose content is no markup, but within SVG and MathML.
var raw = map[atom.Atom]bool{
	atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Noscript: true, atom.Plaintext: true,
	atom.Script: true, atom.Style: true, atom.Textarea: true, atom.Title: true, atom.Xmp: true,
}

// active are the formatting elements that are open, by their name and whole tag: of
// equal ones the parser keeps three. Each is repeated with its attributes.
type active struct {
	open  map[atom.Atom][]repeated
	times map[string]int
	n     int // of them
	comes int // to so many elements each time
}

type repeated struct {
	tag   string
	comes int
}

const equalOnes = 3

func (a *active) start(name atom.Atom, tag []byte, attributes int) {
	if a.times[string(tag)] >= equalOnes || a.n >= maxActive || (name == atom.A || name == atom.Nobr) && len(a.open[name]) > 0 {
		return
	}
	o := repeated{string(tag), 1 + attributes/attributesEach}
	a.n++
	a.comes += o.comes
	a.times[o.tag]++
	a.open[name] = append(a.open[name], o)
}

func (a *active) end(name atom.Atom) {
	open := a.open[name]
	if len(open) == 0 {
		return
	}
	last := open[len(open)-1]
	a.open[name] = open[:len(open)-1]
	a.times[last.tag]--
	a.n--
	a.comes -= last.comes
}

// mayExceed reports whether exceeds must look: reading the tags of every page twice would
// make a list a third dearer. It takes all formatting elements that ever begin for open,
// but for links and nobr, of which the parser keeps one each, and a tag for long up to the
// next >.
func mayExceed(body []byte) bool {
	tags, open, attributes := 0, 0, 0
	var single [2]int             // attributes of the longest link and nobr
	var lower [len("strong")]byte // no name of a formatting element is longer
	whole := mostAttributes(body) / attributesEach
	for {
		at := bytes.IndexByte(body, '<')
		if at < 0 {
			times := min(open, maxActive) + len(single) + (attributes+single[0]+single[1])/attributesEach
			return whole+tags*(1+times) > MaxElements
		}
		body = body[at+1:]
		n := nameOfTag(body)
		if n == 0 && !bytes.HasPrefix(body, []byte("/")) {
			continue
		}
		tags++
		if n == 0 {
			continue
		}
		if n <= len(lower) {
			for i, c := range body[:n] {
				lower[i] = c | 0x20 // letters and digits alone
			}
			switch name := atom.Lookup(lower[:n]); {
			case name == atom.A:
				single[0] = max(single[0], attributesOf(body[n:]))
			case name == atom.Nobr:
				single[1] = max(single[1], attributesOf(body[n:]))
			case formatting[name]:
				open++
				attributes += attributesOf(body[n:])
			}
		}
		if len(body) > longTag && bytes.IndexByte(body[:longTag], '>') < 0 {
			return true
		}
	}
}

// attributesOf is how many attributes a tag has, from behind its name: one begins where
// white space, a slash or a quoted value ends.
func attributesOf(s []byte) (n int) {
	var last byte // the last character that was no white space
	between := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '>':
			return n
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			between = true
			continue
		case c == '/':
			between = true
		case (c == '"' || c == '\'') && last == '=':
			end := bytes.IndexByte(s[i+1:], c)
			if end < 0 {
				return n
			}
			i += end + 1
			between = true
		case between && last != '=':
			n++
			between = false
		}
		last = s[i]
	}
	return n
}

// mostAttributes is how many attributes a page may have at most: each is two characters
// or more, and follows white space, a slash or a quote.
func mostAttributes(body []byte) (n int) {
	if len(body) <= longPage {
		return len(body) / 2
	}
	for _, before := range []string{" ", "\n", "\t", "\r", "\f", "/", `"`, "'"} {
		n += bytes.Count(body, []byte(before))
	}
	return min(n, len(body)/2)
}

// nameOfTag is the length of the name, in letters and digits, of the tag that begins
// before s.
func nameOfTag(s []byte) int {
	for i, c := range s {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return i
		}
	}
	return len(s)
}

// exceeds reports whether the parser would make more than MaxElements of the page, or
// an element of more than maxAttributes. It counts rather too much than too little.
func exceeds(body []byte) bool {
	if !mayExceed(body) {
		return false
	}
	z := html.NewTokenizer(bytes.NewReader(body))
	a := active{open: map[atom.Atom][]repeated{}, times: map[string]int{}}
	var within atom.Atom // the raw element that is open where its content may be markup
	foreign := false
	for elements := 0; elements <= MaxElements; {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		default:
			continue
		}
		tag := z.Raw()
		tag = slices.Clip(tag)
		written, more := z.TagName()
		name := atom.Lookup(written)
		if kind == html.EndTagToken {
			switch {
			case name == within:
				within = 0
			case formatting[name] && within == 0:
				a.end(name)
			}
			if !formatting[name] {
				elements += a.comes
			}
			continue
		}
		attributes := 0
		for ; more; attributes++ {
			if attributes == maxAttributes && len(tag) > longTag {
				return true
			}
			_, _, more = z.TagAttr()
		}
		elements += 1 + attributes/attributesEach
		if formatting[name] {
			a.start(name, tag, attributes)
		} else {
			elements += a.comes
		}
		if name == atom.Svg || name == atom.Math {
			foreign = true
		}
		if foreign {
			z.NextIsNotRawText()
			if raw[name] {
				within = name
			}
		}
	}
	return true
}
