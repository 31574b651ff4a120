package attach

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// Word numbers paragraphs by itself: of a rule the articles, of a list its rows. What it shows of a
// number stands in no paragraph, but in a part of its own that says how each level of each list is
// numbered.

// levels are how the levels of a list are numbered, and how far each has come.
type levels struct {
	formats [maxLevels]levelFormat
	counts  [maxLevels]int
}

// maxLevels is how many levels a list has.
const maxLevels = 9

// levelFormat is how a level is numbered: the kind of its figures, the text around them ("第%1条"),
// and what it begins with.
type levelFormat struct {
	kind, text string
	start      int
}

// numbering is what the part says: the list of each number by which paragraphs name one.
type numbering map[string]*levels

// maxLists is how many lists of a document are kept.
const maxLists = 2_000

// readNumbering reads the part, of which what is damaged numbers nothing.
func readNumbering(raw []byte) numbering {
	shapes, out := map[string]*levels{}, numbering{}
	var shape *levels
	list, level := "", 0
	d := xml.NewDecoder(bytes.NewReader(raw))
	for len(shapes) < maxLists && len(out) < maxLists {
		t, err := d.Token()
		if err != nil {
			break
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "abstractNum":
			shape = &levels{}
			shapes[attribute(e, "abstractNumId")] = shape
		case "num":
			shape, list = nil, attribute(e, "numId")
		case "abstractNumId":
			if s := shapes[value(e)]; s != nil && list != "" {
				own := *s // each list counts by itself
				out[list] = &own
			}
		case "lvl":
			level = min(max(atoi(attribute(e, "ilvl")), 0), maxLevels-1)
		case "numFmt", "lvlText", "start":
			if shape == nil {
				continue
			}
			switch f := &shape.formats[level]; e.Name.Local {
			case "numFmt":
				f.kind = value(e)
			case "lvlText":
				f.text = value(e)
			default:
				f.start = atoi(value(e))
			}
		}
	}
	return out
}

// listPlace is the list that a paragraph is of, and its level there.
type listPlace struct {
	list  string
	level int
}

// maxStyles is how many styles of a document are kept, maxBased how many stand on one another.
const (
	maxStyles = 5_000
	maxBased  = 10
)

// readStyles reads the lists that the styles of a document put their paragraphs into.
func readStyles(raw []byte) map[string]listPlace {
	out, based := map[string]listPlace{}, map[string]string{}
	style := ""
	d := xml.NewDecoder(bytes.NewReader(raw))
	for len(out) < maxStyles && len(based) < maxStyles {
		t, err := d.Token()
		if err != nil {
			break
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		p := out[style]
		switch e.Name.Local {
		case "style":
			style = attribute(e, "styleId")
		case "basedOn":
			based[style] = value(e)
		case "numId":
			p.list = value(e)
			out[style] = p
		case "ilvl":
			p.level = atoi(value(e))
			out[style] = p
		}
	}
	for style := range based {
		p := out[style]
		for on, n := based[style], 0; p.list == "" && on != "" && n < maxBased; on, n = based[on], n+1 {
			p.list = out[on].list // the level is the style's own
			if p.level == 0 {
				p.level = out[on].level
			}
		}
		if p.list != "" {
			out[style] = p
		}
	}
	return out
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // 0 for what is no number
	return n
}

// next is what stands before the next paragraph of a level of a list, "" where that has no figures.
func (n numbering) next(list string, level int) string {
	l := n[list]
	if l == nil || level < 0 || level >= maxLevels {
		return ""
	}
	l.counts[level]++
	for i := level + 1; i < maxLevels; i++ {
		l.counts[i] = 0
	}
	if kind := l.formats[level].kind; kind == "bullet" || kind == "none" || kind == "" {
		return ""
	}
	out := l.formats[level].text
	for i := range level + 1 {
		f := l.formats[i]
		out = strings.ReplaceAll(out, "%"+strconv.Itoa(i+1), figures(f.kind, max(f.start, 0)+max(l.counts[i], 1)-1))
	}
	return out
}

// figures is a number in figures of a kind; those of rare kinds are told in Arabic ones.
func figures(kind string, n int) string {
	switch {
	case strings.HasPrefix(kind, "chinese") || strings.HasPrefix(kind, "japanese") || strings.HasPrefix(kind, "taiwanese") || kind == "ideographDigital":
		if n > 0 && n < 1000 {
			return hanFigures(n)
		}
	case kind == "lowerLetter" && n > 0 && n <= 26:
		return string(rune('a' + n - 1))
	case kind == "upperLetter" && n > 0 && n <= 26:
		return string(rune('A' + n - 1))
	}
	return strconv.Itoa(n)
}

// hanFigures is a number below a thousand in Chinese figures: 十二, 一百零五.
func hanFigures(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	hundreds, tens, ones := n/100, n/10%10, n%10
	out := ""
	if hundreds > 0 {
		out = digits[hundreds] + "百"
		if tens == 0 && ones > 0 {
			out += "零"
		}
	}
	switch {
	case tens > 1 || tens == 1 && hundreds > 0:
		out += digits[tens] + "十"
	case tens == 1:
		out += "十"
	}
	return out + digits[ones]
}
