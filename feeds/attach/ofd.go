package attach

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// OFD is China's format of pages that do not flow (GB/T 33190): a ZIP whose XML tells where
// words and lines stand, in millimetres. Pages are laid out as those of a PDF are.

// ofdPart is a part of the package: the document, or a page of it.
type ofdPart struct {
	root string // of the document, from OFD.xml
	// Of the document: where its pages are, and their size.
	pages []string
	box   string
	// Of a page.
	words  []box
	lines  []ofdLine
	images int
	odd    int // signs that mean nothing without their font
}

// ofdLine is a line that is drawn, from one point to another.
type ofdLine struct{ x0, y0, x1, y1 float64 }

// errOddLetters is why a page of such letters has no text.
var errOddLetters = errors.New("its letters mean nothing without its fonts")

// readOFD reads the words of the pages, and the rows of the tables that are drawn on them.
func readOFD(raw []byte, with tools) (content, error) {
	a, err := openArchive(raw)
	if err != nil {
		return content{}, err
	}
	entry, err := a.main(kindOFD)
	if err != nil {
		return content{}, err
	}
	start, err := readPart(entry)
	if err != nil {
		return content{}, err
	}
	doc, err := readPart(a.part(beside("", start.root)))
	if err != nil || start.root == "" {
		return content{}, errBroken
	}
	var c content
	var end *seam
	images, odd := 0, 0
	for i, at := range doc.pages {
		if i == maxPages {
			return c, fmt.Errorf("only its first %d pages", maxPages)
		}
		page, err := readPart(a.part(beside(path.Dir(start.root), at)))
		if err != nil {
			return c, err
		}
		images, odd = images+page.images, odd+page.odd
		if page.box == "" {
			page.box = doc.box
		}
		p, sheet, ok := page.drawn()
		switch {
		case !ok:
			return c, errBroken
		case len(page.lines) == 0:
			end = layOut(p.words, &c, end)
		default:
			end = p.layOut(sheet, &c, end)
		}
	}
	switch {
	case len(doc.pages) == 0:
		return c, errBroken
	case c.words.Len() > 0:
		return c, nil
	case odd > 0:
		return c, errOddLetters
	case images > 0:
		return readOFDPictures(a, with)
	}
	return c, nil
}

// beside is the name of a part by the address that another part has for it.
func beside(folder, at string) string {
	if rest, whole := strings.CutPrefix(at, "/"); whole {
		return path.Clean(rest)
	}
	return path.Join(folder, at)
}

// ofdPicture is the name of a picture of a scanned page.
var ofdPicture = regexp.MustCompile(`(?i)/Res/[^/]+\.(?:png|jpe?g)$`)

// readOFDPictures reads a file whose pages are pictures.
func readOFDPictures(a *archive, with tools) (content, error) {
	c := content{seen: true}
	if with.tesseract == "" {
		return c, errNoTesseract
	}
	files := slices.DeleteFunc(slices.Clone(a.zip.File), func(f *zip.File) bool { return !ofdPicture.MatchString(f.Name) })
	slices.SortFunc(files, func(a, b *zip.File) int { return byNumber(a.Name, b.Name) })
	for i, f := range files {
		if i == maxScans {
			return c, fmt.Errorf("only its first %d scanned pages", maxScans)
		}
		raw, err := a.expand(f)
		if err != nil {
			return c, err
		}
		page, err := readPicture(raw, with)
		for line := range strings.SplitSeq(page.text(), "\n") {
			c.line(line)
		}
		c.rows = append(c.rows, page.rows[:min(len(page.rows), maxRows-len(c.rows))]...)
		if err != nil {
			return c, err
		}
	}
	if len(files) == 0 {
		return c, errors.New("its pages are pictures in a format that is not read")
	}
	return c, nil
}

// byNumber orders names that differ by a number.
func byNumber(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// readPart walks a part of the package.
func readPart(raw []byte) (ofdPart, error) {
	p := ofdReader{}
	d := xml.NewDecoder(bytes.NewReader(raw))
	some := false
	for {
		t, err := d.Token()
		if err != nil {
			if len(p.inside) > 0 || !some {
				return p.ofdPart, errBroken
			}
			return p.ofdPart, nil
		}
		switch t := t.(type) {
		case xml.StartElement:
			if some = true; len(p.inside) >= maxDepth {
				return p.ofdPart, errDepth
			}
			p.inside = append(p.inside, t.Name.Local)
			p.open(t)
		case xml.EndElement:
			p.inside = p.inside[:len(p.inside)-1]
			if t.Name.Local == "TextObject" || t.Name.Local == "PathObject" {
				p.object = nil
			}
		case xml.CharData:
			if n := len(p.inside); n > 0 {
				p.say(p.inside[n-1], string(t))
			}
		}
	}
}

// ofdReader is a part that is being read.
type ofdReader struct {
	ofdPart
	inside []string // the elements that are open
	object *ofdObject
}

func (p *ofdReader) open(e xml.StartElement) {
	switch e.Name.Local {
	case "Page":
		if at := attribute(e, "BaseLoc"); at != "" && len(p.pages) <= maxPages {
			p.pages = append(p.pages, at)
		}
	case "TextObject", "PathObject":
		p.object = newOFDObject(e)
	case "ImageObject":
		p.images++
	case "TextCode":
		if p.object != nil {
			p.object.code = e
		}
	}
}

// say takes the words of an element.
func (p *ofdReader) say(element, words string) {
	switch {
	case element == "DocRoot" && p.root == "":
		p.root = strings.TrimSpace(words)
	case element == "PhysicalBox" && p.box == "":
		p.box = words
	case element == "TextCode" && p.object != nil:
		p.object.write(&p.ofdPart, words)
	case element == "AbbreviatedData" && p.object != nil:
		p.object.draw(&p.ofdPart, words)
	}
}

// ofdObject is words or lines, and where they stand: in a box, and turned or sized by a matrix.
type ofdObject struct {
	x, y   float64
	filled bool // an area, whose edge is no line
	matrix [6]float64
	size   float64
	code   xml.StartElement // the words that are being read
}

func newOFDObject(e xml.StartElement) *ofdObject {
	o := &ofdObject{matrix: [6]float64{1, 0, 0, 1, 0, 0}, size: number(e, "Size")}
	if at := numbers(attribute(e, "Boundary")); len(at) == 4 {
		o.x, o.y = at[0], at[1]
		o.filled = attribute(e, "Stroke") == "false" && min(at[2], at[3]) > thinArea
	}
	if m := numbers(attribute(e, "CTM")); len(m) == 6 {
		o.matrix = [6]float64(m)
	}
	return o
}

// thinArea is how many millimetres an area is wide that stands for a line.
const thinArea = 1

// at is where a point of the object stands on its page.
func (o *ofdObject) at(x, y float64) (float64, float64) {
	m := o.matrix
	return o.x + m[0]*x + m[2]*y + m[4], o.y + m[1]*x + m[3]*y + m[5]
}

// write takes the words of an object: those that stand apart are words of their own.
func (o *ofdObject) write(p *ofdPart, said string) {
	steps := ofdSteps(attribute(o.code, "DeltaX"))
	down := ofdSteps(attribute(o.code, "DeltaY"))
	x, y := number(o.code, "X"), number(o.code, "Y")
	var word *ofdWord
	end := func() {
		if word != nil {
			p.words = append(p.words, word.box())
		}
		word = nil
	}
	for i, r := range []rune(said) {
		wide := o.size
		if r < 0x2e80 {
			wide = o.size / 2
		}
		px, py := o.at(x, y)
		ex, ey := o.at(x+wide, y-o.size)
		switch {
		case unicode.IsSpace(r):
			end()
		case unicode.In(r, unicode.Co) || unicode.IsControl(r) || r == unicode.ReplacementChar:
			p.odd++
		case len(p.words) < maxOFDWords:
			if word != nil && (math.Abs(py-word.base) > o.size/4 || px-word.x1 > o.size/3 || px < word.x1-o.size) {
				end()
			}
			if word == nil {
				word = &ofdWord{x0: px, x1: px, y0: ey, base: py}
			}
			word.text.WriteRune(r)
			word.x1, word.y0 = max(word.x1, ex), min(word.y0, ey)
		}
		if i < len(steps) {
			x += steps[i]
		} else if len(steps) == 0 {
			x += wide
		}
		if i < len(down) {
			y += down[i]
		}
	}
	end()
}

// maxOFDWords is how many words of a page are kept.
const maxOFDWords = 20_000

// ofdWord is a word that is being read, in millimetres.
type ofdWord struct {
	text             strings.Builder
	x0, x1, y0, base float64
}

// ofdUnit is how many of the units of a page's words a millimetre has until the size of the page
// is known.
const ofdUnit = 1_000

// box is the word with what hangs under its line.
func (w *ofdWord) box() box {
	at := func(n float64) int { return int(min(max(n, -pageLimit), pageLimit) * ofdUnit) }
	return box{x0: at(w.x0), y0: at(w.y0), x1: at(w.x1), y1: at(w.base + (w.base-w.y0)/8), text: w.text.String(), sure: 100}
}

// pageLimit is more millimetres than a page has.
const pageLimit = 10_000

// ofdSteps are the distances between signs: "5 g 3 4.2" is one of 5 and three of 4.2.
func ofdSteps(s string) (out []float64) {
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(out) < maxOFDWords; i++ {
		if fields[i] != "g" {
			out = append(out, decimal(fields[i]))
			continue
		}
		if i+2 >= len(fields) {
			break
		}
		for range min(max(atoi(fields[i+1]), 0), maxOFDWords-len(out)) {
			out = append(out, decimal(fields[i+2]))
		}
		i += 2
	}
	return out
}

// decimal is a number of millimetres, 0 for what is none.
func decimal(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > pageLimit {
		return 0
	}
	return n
}

func numbers(s string) (out []float64) {
	for f := range strings.FieldsSeq(s) {
		out = append(out, decimal(f))
	}
	return out
}

// draw takes the straight lines of a path: M moves, L draws a line, C closes; of curves the end
// alone counts.
func (o *ofdObject) draw(p *ofdPart, path string) {
	var x, y, x0, y0 float64
	fields := strings.Fields(path)
	next := func(at int) float64 {
		if at < len(fields) {
			return decimal(fields[at])
		}
		return 0
	}
	line := func(toX, toY float64) {
		if len(p.lines) < maxOFDLines && !o.filled {
			ax, ay := o.at(x, y)
			bx, by := o.at(toX, toY)
			p.lines = append(p.lines, ofdLine{ax, ay, bx, by})
		}
		x, y = toX, toY
	}
	for i := 0; i < len(fields); i++ {
		switch fields[i] {
		case "S", "M":
			x, y = next(i+1), next(i+2)
			x0, y0 = x, y
			i += 2
		case "L":
			line(next(i+1), next(i+2))
			i += 2
		case "Q":
			x, y = next(i+3), next(i+4)
			i += 4
		case "B":
			x, y = next(i+5), next(i+6)
			i += 6
		case "A":
			x, y = next(i+6), next(i+7)
			i += 7
		case "C":
			line(x0, y0)
		}
	}
}

// maxOFDLines is how many lines of a page are kept.
const maxOFDLines = 20_000

// drawn is the page with its words, as those of a PDF have it, and with the lines that stand
// upright or level drawn: by them the cells of tables are told.
func (p *ofdPart) drawn() (pdfPage, bitmap, bool) {
	size := numbers(p.box)
	if len(size) != 4 || size[2] < 1 || size[3] < 1 {
		return pdfPage{}, bitmap{}, false
	}
	w, h := size[2], size[3]
	unit := pageUnits / max(w, h)
	page := pdfPage{w: w, h: h, words: make([]box, len(p.words))}
	at := func(n int, from float64) int {
		return int(min(max((float64(n)/ofdUnit-from)*unit, 0), pageUnits))
	}
	for i, word := range p.words {
		word.x0, word.x1 = at(word.x0, size[0]), at(word.x1, size[0])
		word.y0, word.y1 = at(word.y0, size[1]), at(word.y1, size[1])
		page.words[i] = word
	}
	page.words = withoutMark(page.words)
	scale := drawn / max(w, h)
	sheet := newBitmap(max(int(w*scale), 1), max(int(h*scale), 1))
	for i := range sheet.pix {
		sheet.pix[i] = 255
	}
	for _, l := range p.lines {
		sheet.rule(int((l.x0-size[0])*scale), int((l.y0-size[1])*scale), int((l.x1-size[0])*scale), int((l.y1-size[1])*scale))
	}
	return page, sheet, true
}

// lineWidth is how many pixels wide a line is drawn.
const lineWidth = 2

// rule draws a line that stands upright or level, and no other.
func (b bitmap) rule(x0, y0, x1, y1 int) {
	x0, x1 = min(x0, x1), max(x0, x1)
	y0, y1 = min(y0, y1), max(y0, y1)
	if x1-x0 > lineWidth && y1-y0 > lineWidth {
		return
	}
	for y := max(y0, 0); y < min(max(y1, y0)+lineWidth, b.h); y++ {
		row := b.row(y)
		for x := max(x0, 0); x < min(max(x1, x0)+lineWidth, b.w); x++ {
			row[x] = 0
		}
	}
}
