package attach

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// The limits of a PDF. A page is drawn so that its longer side has this many
// pixels: to find the lines of tables, or to read a scan.
const (
	maxPages = 60
	drawn    = 1_400
	scanned  = 2_400
	// maxScans bounds the pages that are read as pictures.
	maxScans = 8
)

// readPDF takes the words of a PDF from pdftotext with where they stand. Lines of
// tables are not text, so every page is drawn and they are looked for there; words
// of one cell are one cell then, however they are wrapped.
func readPDF(raw []byte, with tools) (content, error) {
	var c content
	tb := newBench(with)
	last := strconv.Itoa(maxPages)
	out, err := tb.run(raw, with.pdftotext, "-q", "-bbox", "-l", last, "-", "-")
	pages := parseBBox(out)
	if err != nil && len(pages) == 0 {
		return c, err
	}
	if len(pages) == 0 {
		return c, errBroken
	}
	if !slices.ContainsFunc(pages, func(p pdfPage) bool { return len(p.words) > 0 }) {
		return readScan(raw, with, tb, len(pages))
	}
	sheets := drawPages(raw, with, tb)
	for i, p := range pages {
		if i < len(sheets) {
			p.layOut(sheets[i], &c)
		} else {
			layOut(p.words, &c)
		}
	}
	if len(pages) == maxPages {
		return c, fmt.Errorf("only its first %d pages", maxPages)
	}
	return c, err
}

// drawPages draws the pages. Without them the words alone have to do, so an error
// is none of the attachment's.
func drawPages(raw []byte, with tools, tb *bench) []bitmap {
	out, err := tb.run(raw, with.pdftoppm(), "-q", "-gray", "-l", strconv.Itoa(maxOutput/drawn/drawn), "-scale-to", strconv.Itoa(drawn), "-")
	if err != nil && len(out) == 0 {
		return nil
	}
	var sheets []bitmap
	for {
		b, rest, ok := parsePGM(out)
		if !ok {
			return sheets
		}
		sheets, out = append(sheets, b), rest
	}
}

// readScan reads a PDF that holds pictures of pages only.
func readScan(raw []byte, with tools, tb *bench, pages int) (content, error) {
	c := content{seen: true}
	if with.tesseract == "" {
		return c, errNoTesseract
	}
	for n := 1; n <= min(pages, maxScans); n++ {
		page := strconv.Itoa(n)
		out, err := tb.run(raw, with.pdftoppm(), "-q", "-gray", "-f", page, "-l", page, "-scale-to", strconv.Itoa(scanned), "-")
		b, _, ok := parsePGM(out)
		if err == nil && !ok {
			err = errBroken
		}
		if err == nil {
			err = readBitmap(b, with, tb, &c)
		}
		if err != nil {
			return c, err
		}
	}
	if pages > maxScans {
		return c, fmt.Errorf("only %d of its %d scanned pages", maxScans, pages)
	}
	return c, nil
}

// pageUnits is the longer side of a page in the units of its words.
const pageUnits = 4_000

// pdfPage is one page with its words.
type pdfPage struct {
	w, h  float64
	words []box
}

// layOut makes rows of the tables that are drawn on the page, and text of the rest.
func (p pdfPage) layOut(sheet bitmap, c *content) {
	scale := float64(max(sheet.w, sheet.h)) / pageUnits
	words := p.words
	below := 0
	for _, g := range findGrids(sheet) {
		top, bottom := int(float64(g.ys[0])/scale), int(float64(g.ys[len(g.ys)-1])/scale)
		if top < below {
			continue
		}
		var before, inside, after []box
		for _, w := range words {
			switch y := w.midY(); {
			case y < top:
				before = append(before, w)
			case y <= bottom:
				inside = append(inside, w)
			default:
				after = append(after, w)
			}
		}
		layOut(before, c)
		g.fill(inside, scale, c)
		words, below = after, bottom
	}
	layOut(words, c)
}

// reachDown puts what a cell of a single column says that reaches into rows below into each
// of them.
func (g grid) reachDown(cells []string) {
	for i, owner := range g.owner {
		if owner == i {
			for row := i/g.cols() + 1; row <= g.lastRow(i); row++ {
				cells[row*g.cols()+i%g.cols()] = cells[i]
			}
		}
	}
}

// fill puts words into the cells of a grid, in the order they are given.
func (g grid) fill(words []box, scale float64, c *content) {
	cells := make([]string, len(g.owner))
	for _, w := range words {
		if i := g.cell(int(float64(w.midX())*scale), int(float64(w.midY())*scale)); i >= 0 {
			cells[i] += glue(cells[i], w.text)
		} else {
			c.line(w.text)
		}
	}
	g.reachDown(cells)
	for row := range slices.Chunk(cells, g.cols()) {
		c.row(row)
	}
}

// parseBBox reads what pdftotext -bbox writes: pages and words with their boxes.
// The title in its head is the document's and may hold anything.
func parseBBox(raw []byte) []pdfPage {
	d := xml.NewDecoder(bytes.NewReader(bytes.ToValidUTF8(raw, []byte("\uFFFD"))))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var pages []pdfPage
	var word *box
	for {
		t, err := d.Token()
		if err != nil {
			return pages // the end, or a fault: what was read before it stands
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "page":
				if p, ok := pageOf(t); ok && len(pages) < maxPages {
					pages = append(pages, p)
				}
			case "word":
				if len(pages) > 0 {
					word = wordOf(t, pages[len(pages)-1])
				}
			}
		case xml.CharData:
			if word != nil {
				word.text += string(t)
			}
		case xml.EndElement:
			if t.Name.Local == "word" && word != nil {
				if p := &pages[len(pages)-1]; word.text != "" {
					p.words = append(p.words, *word)
				}
				word = nil
			}
		}
	}
}

func number(e xml.StartElement, name string) float64 {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			n, err := strconv.ParseFloat(a.Value, 64)
			if err == nil && !math.IsNaN(n) && math.Abs(n) < 1e6 {
				return n
			}
		}
	}
	return 0
}

func pageOf(e xml.StartElement) (pdfPage, bool) {
	p := pdfPage{w: number(e, "width"), h: number(e, "height")}
	return p, p.w > 0 && p.h > 0
}

func wordOf(e xml.StartElement, p pdfPage) *box {
	unit := pageUnits / max(p.w, p.h)
	at := func(name string) int { return int(min(max(number(e, name)*unit, 0), pageUnits)) }
	b := &box{x0: at("xMin"), y0: at("yMin"), x1: at("xMax"), y1: at("yMax"), sure: 100}
	if b.x1 < b.x0 || b.y1 < b.y0 {
		return nil
	}
	return b
}
