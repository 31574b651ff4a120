package extract

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxElements is how many elements a page may come to, some ten times the largest
	// list of names that was seen in one.
	maxElements = 500_000
	// maxAttributes is how many an element may have, as in a feed.
	maxAttributes = 1000
	// maxActive is how deep elements nest, and so how many of them the parser repeats.
	maxActive = 512
	// longTag is the length from which a tag's attributes are counted.
	longTag = 4 << 10
	// small is a page of few tags that is not looked through: whatever they hold is little.
	small = 64 << 10
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
// equal ones the parser keeps three.
type active struct {
	open  map[atom.Atom][]string
	times map[string]int
	n     int
}

const equalOnes = 3

func (a *active) start(name atom.Atom, tag []byte) {
	if a.times[string(tag)] >= equalOnes || a.n >= maxActive || (name == atom.A || name == atom.Nobr) && len(a.open[name]) > 0 {
		return
	}
	a.n++
	a.times[string(tag)]++
	a.open[name] = append(a.open[name], string(tag))
}

func (a *active) end(name atom.Atom) {
	open := a.open[name]
	if len(open) == 0 {
		return
	}
	last := open[len(open)-1]
	a.open[name] = open[:len(open)-1]
	a.times[last]--
	a.n--
}

// exceeds reports whether the parser would make more than maxElements of the page, or
// an element of more than maxAttributes. It counts rather too much than too little,
// and nothing where there are too few tags for that.
func exceeds(body []byte) bool {
	if tags := bytes.Count(body, []byte("<")); tags*min(tags, maxActive) <= maxElements && len(body) < small {
		return false
	}
	z := html.NewTokenizer(bytes.NewReader(body))
	a := active{open: map[atom.Atom][]string{}, times: map[string]int{}}
	var within atom.Atom // the raw element that is open where its content may be markup
	foreign := false
	for elements := 0; elements <= maxElements; {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		default:
			continue
		}
		tag := z.Raw()
		tag = tag[:len(tag):len(tag)]
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
				elements += a.n
			}
			continue
		}
		elements++
		if formatting[name] {
			a.start(name, tag)
		} else {
			elements += a.n
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
		if len(tag) > longTag {
			for n := 0; more; n++ {
				if n == maxAttributes {
					return true
				}
				_, _, more = z.TagAttr()
			}
		}
	}
	return true
}
