package attach

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
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
	last := strconv.Itoa(maxPages + 1) // one more tells whether there is more
	out, err := tb.run(raw, with.pdftotext, "-q", "-bbox", "-l", last, "-", "-")
	pages := parseBBox(out)
	more := len(pages) > maxPages
	pages = pages[:min(len(pages), maxPages)]
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
	var end *seam
	for i, p := range pages {
		p.words = withoutMark(p.words)
		if i < len(sheets) {
			end = p.layOut(sheets[i], &c, end)
		} else {
			end = layOut(p.words, &c, end)
		}
	}
	if more {
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
		return c, fmt.Errorf("only its first %d scanned pages", maxScans)
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

// withoutMark is the words of a page without those of a mark that lies across it: letters
// several times as high as the others, one by one where it is turned.
func withoutMark(words []box) []box {
	highs := make([]int, len(words))
	for i, w := range words {
		highs[i] = w.high()
	}
	slices.Sort(highs)
	if len(highs) < fewWords {
		return words
	}
	usual := highs[len(highs)/2]
	return slices.DeleteFunc(words, func(w box) bool { return w.high() > 3*usual && utf8.RuneCountInString(w.text) <= 2 })
}

// fewWords is fewer than a table has on a page.
const fewWords = 12

// layOut makes rows of the tables that are drawn on the page, and text of the rest. It
// takes the seam before the page, and returns the one at its end.
func (p pdfPage) layOut(sheet bitmap, c *content, before *seam) (end *seam) {
	scale := float64(max(sheet.w, sheet.h)) / pageUnits
	words := p.words
	below := 0
	take := func(s *seam) {
		if s != nil {
			end, before = s, nil
		}
	}
	for _, grids := range sideBySide(findGrids(sheet)) {
		top, bottom := grids[0].ys[0], 0
		for _, g := range grids {
			top, bottom = min(top, g.ys[0]), max(bottom, g.ys[g.rows()])
		}
		top, bottom = int(float64(top)/scale), int(float64(bottom)/scale)
		if top < below {
			continue
		}
		var over, left, right, between, after []box
		inside := make([][]box, len(grids))
		for _, w := range words {
			x, y := int(float64(w.midX())*scale), int(float64(w.midY())*scale)
			at := slices.IndexFunc(grids, func(g grid) bool { return g.around(x, y) })
			switch {
			case w.midY() < top:
				over = append(over, w)
			case w.midY() > bottom:
				after = append(after, w)
			case at >= 0:
				inside[at] = append(inside[at], w)
			case x < grids[0].xs[0]:
				left = append(left, w)
			case x > grids[len(grids)-1].right():
				right = append(right, w)
			default:
				between = append(between, w)
			}
		}
		take(layOut(over, c, before))
		take(layOut(between, c, before)) // over one of the tables, or under it
		p.beside(left, sheet, grids, c)
		for i, g := range grids {
			take(g.fill(inside[i], scale, c, before))
		}
		p.beside(right, sheet, grids, c)
		words, below = after, bottom
	}
	take(layOut(words, c, before))
	return end
}

// sideBySide puts tables together that stand beside each other at heights they share, from
// the left to the right.
func sideBySide(grids []grid) (out [][]grid) {
	for _, g := range grids {
		if n := len(out); n > 0 && !slices.ContainsFunc(out[n-1], func(o grid) bool { return g.xs[0] <= o.right() && o.xs[0] <= g.right() }) &&
			slices.ContainsFunc(out[n-1], func(o grid) bool { return g.ys[0] < o.ys[o.rows()] && o.ys[0] < g.ys[g.rows()] }) {
			out[n-1] = append(out[n-1], g)
			slices.SortFunc(out[n-1], func(a, b grid) int { return a.xs[0] - b.xs[0] })
			continue
		}
		out = append(out, []grid{g})
	}
	return out
}

// beside lays out what stands at the side of a table: another one, at times.
func (p pdfPage) beside(words []box, sheet bitmap, grids []grid, c *content) {
	if len(words) < fewWords {
		for _, w := range words {
			c.line(w.text)
		}
		return
	}
	p.words = words
	p.layOut(sheet.without(grids), c, nil)
}

// without is the page with nothing at the heights of tables but what stands beside them.
func (b bitmap) without(grids []grid) bitmap {
	out := newBitmap(b.w, b.h)
	for i := range out.pix {
		out.pix[i] = 255
	}
	const rim = 4
	x0, x1 := max(grids[0].xs[0]-rim, 0), min(grids[len(grids)-1].right()+rim, b.w)
	top, bottom := b.h, 0
	for _, g := range grids {
		top, bottom = min(top, g.ys[0]), max(bottom, g.ys[g.rows()])
	}
	for y := max(top-rim, 0); y < min(bottom+rim, b.h); y++ {
		copy(out.row(y)[:x0], b.row(y)[:x0])
		copy(out.row(y)[x1:], b.row(y)[x1:])
	}
	return out
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

// fill puts words into the cells of a grid, in the order they are given. A cell that reaches
// over from the page before says what it does there.
func (g grid) fill(words []box, scale float64, c *content, before *seam) *seam {
	cols := g.cols()
	cells, full := make([]string, len(g.owner)), make([]bool, len(g.owner))
	inside := make([][]box, len(g.owner))
	for _, w := range words {
		i := g.cell(int(float64(w.midX())*scale), int(float64(w.midY())*scale))
		if i < 0 {
			c.line(w.text)
			continue
		}
		inside[i] = append(inside[i], w)
		cells[i] += glue(cells[i], w.text)
		// The next letter had no place behind it, nor the next line below.
		right, bottom := g.end(i)
		full[i] = float64(right)/scale-float64(w.x1) < 2*float64(w.high()) && float64(bottom)/scale-float64(w.y1) < 1.5*float64(w.high())
	}
	g.reachDown(cells)
	rows := g.unruled(slices.Collect(slices.Chunk(cells, cols)), inside)
	rest := g.reachOver(rows, c, before)
	g.reachDown(cells)
	clear(rest)
	end := c.pageRows(rows, before)
	if end == nil || end == before {
		return end
	}
	last := (g.rows() - 1) * cols
	for i := last; i < last+cols; i++ {
		end.full, end.tall = append(end.full, full[g.owner[i]]), append(end.tall, g.owner[i]/cols < g.rows()-1 && g.owner[i]%cols == i%cols)
	}
	return end
}

// unruled parts the rows of a grid that has lines between its columns alone: of one whose
// first cell holds the numbers of several, each line stands in a row of its own.
func (g grid) unruled(rows [][]string, inside [][]box) [][]string {
	cols := g.cols()
	var out [][]string
	for r, row := range rows {
		numbers := inside[r*cols]
		if len(numbers) < 3 || slices.ContainsFunc(numbers, func(w box) bool { return !isNumber(w.text) }) {
			out = append(out, row)
			continue
		}
		part := region{headless: true}
		for j := range cols {
			words := inside[r*cols+j]
			if len(words) == 0 {
				part.cols = append(part.cols, [2]int{-1, -1})
				continue
			}
			around := around(words)
			part.cols = append(part.cols, [2]int{around.x0, around.x1})
			part.lines = append(part.lines, textLines(words)...)
		}
		out = append(out, part.rows()...)
	}
	return out
}

// reachOver puts what a cell says that reaches over from the page before into all of its rows,
// on both pages: its words may stand on either, or on both. A row that is the rest of the one
// before is returned, for it is none of its own.
func (g grid) reachOver(rows [][]string, c *content, before *seam) (rest []string) {
	head, cols := before.under(rows), g.cols()
	above := before.above(c, cols)
	if above == nil || head == len(rows) || head >= g.rows() {
		return nil
	}
	row := rows[head]
	if before.rest(above, row) {
		rest = row
		c.joinRest(before, row)
	}
	for j := range cols {
		i := head*cols + j
		down := g.lastRow(i) > head
		switch {
		case g.owner[i] != i || above[j] == "" || !down && !before.reachesOver(j):
		case rest != nil || row[j] == "":
			row[j] = above[j]
		case down && before.goesOn(j):
			before.say(c, j, goOn(above[j], row[j]))
			row[j] = above[j]
		}
	}
	return rest
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
				if p, ok := pageOf(t); ok && len(pages) <= maxPages {
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
