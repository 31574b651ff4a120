package attach

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The measures of the sheet that Tesseract is given.
const (
	letterHigh = 34     // what its models read best, in pixels
	sheetHigh  = 3_000  // pixels of one run
	sheetWide  = 12_000 // and at most
	margin     = 24
	// leastSure is the mean certainty below which a row is not taken for read.
	leastSure = 45
)

// readBitmap reads a page: the cells of its ruled tables as rows, what stands
// around them as text. A page without ruled tables is read as a whole, and its
// rows are rebuilt from where its words stand.
//
// Tesseract reads ruled tables badly, so it never sees one: every cell is cut out,
// and they are put below one another on a new sheet, where a word tells by its
// height in which cell it stood.
func readBitmap(b bitmap, with tools, tb *bench, c *content) error {
	if with.tesseract == "" {
		return errNoTesseract
	}
	b = b.straight()
	var blocks []block
	below := 0
	for i, g := range slices.Concat(sideBySide(findGrids(b))...) {
		if below < g.ys[0] {
			blocks = append(blocks, b.loose(below, g.ys[0])...)
		}
		blocks = append(blocks, b.cells(g, i+1)...)
		below = max(below, g.ys[len(g.ys)-1])
	}
	if len(blocks) == 0 {
		return readLines(b, with, tb, c)
	}
	blocks = append(blocks, b.loose(below, b.h)...)
	return readBlocks(blocks, with, tb, c)
}

var errNoTesseract = fmt.Errorf("it is a picture, and tesseract is not installed")

// block is one cut-out of a page: a cell, or a strip of text outside of tables.
type block struct {
	bitmap
	cols     int // of the table; 0 outside of one
	table    int // the number of the table, from 1
	row, col int // a row outside of a table is told by its height
	until    int // the last row that a cell of one column reaches into
	letter   int // how high a line of it is
}

// cells cuts out the cells of a numbered table that hold something, row by row.
func (b bitmap) cells(g grid, table int) []block {
	var out []block
	letter := b.letterHigh()
	for i, owner := range g.owner {
		if i != owner {
			continue
		}
		e := g.extent(i)
		inset := max(3, b.w/500)
		if k, ok := b.cutOut(e.x0+inset, e.y0+inset, e.x1-inset, e.y1-inset); ok {
			k = k.unwrapped(letter)
			k.cols, k.table, k.row, k.col = g.cols(), table, i/g.cols(), i%g.cols()
			k.until = g.lastRow(i)
			out = append(out, k)
		}
	}
	return out
}

// unwrapped puts the lines of a cell beside each other: the last letter of a name,
// alone on its line, is misread more often than not.
func (k block) unwrapped(letter int) block {
	const most = 8
	lines := wholeLines(k.runs(0, k.w, 0, k.h), letter)
	wide, high := 0, 0
	for _, l := range lines {
		high = max(high, l[1]-l[0])
	}
	gap := high / 6
	var boxes []box
	for _, l := range lines {
		b := k.tight(0, k.w, l)
		wide += b.x1 - b.x0 + gap
		boxes = append(boxes, b)
	}
	if len(lines) < 2 || len(lines) > most || wide > most*letterHigh*letterHigh {
		return k
	}
	one := newBitmap(wide, high)
	for i := range one.pix {
		one.pix[i] = 255
	}
	x := 0
	for _, b := range boxes {
		top := (high - b.high()) / 2
		for y := b.y0; y < b.y1; y++ {
			copy(one.row(top + y - b.y0)[x:], k.bitmap.row(y)[b.x0:b.x1])
		}
		x += b.x1 - b.x0 + gap
	}
	k.bitmap, k.letter = one, high
	return k
}

// wholeLines joins runs of ink that are parts of one letter: 号 and 二 are white
// somewhere in between.
func wholeLines(runs [][2]int, letter int) [][2]int {
	for _, r := range runs {
		letter = max(letter, r[1]-r[0])
	}
	var out [][2]int
	for _, r := range runs {
		if n := len(out); n > 0 && r[1]-out[n-1][0] <= letter*6/5 {
			out[n-1][1] = r[1]
			continue
		}
		out = append(out, r)
	}
	return out
}

// loose cuts out the strip between two heights.
func (b bitmap) loose(y0, y1 int) []block {
	if k, ok := b.cutOut(0, y0+4, b.w, y1-4); ok {
		k.row = y0
		return []block{k}
	}
	return nil
}

// cutOut copies a part of the page, tight around what is drawn in it, dark on
// white whatever its colours were.
func (b bitmap) cutOut(x0, y0, x1, y1 int) (block, bool) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, b.w), min(y1, b.h)
	if x1-x0 < 4 || y1-y0 < 4 {
		return block{}, false
	}
	ground, most := b.ground(x0, y0, x1, y1)
	if most < 50 {
		return block{}, false // nothing but ground, or what JPEG left on it
	}
	ink := most * 2 / 5
	left, right, top, bottom := x1, x0, y1, y0
	high, run := 0, 0
	for y := y0; y < y1; y++ {
		some := false
		for x := x0; x < x1; x++ {
			if abs(b.at(x, y)-ground) > ink {
				some = true
				left, right = min(left, x), max(right, x)
			}
		}
		if !some {
			run = 0
			continue
		}
		top, bottom = min(top, y), max(bottom, y)
		run++
		high = max(high, run)
	}
	if right-left < 2 || bottom-top < 4 {
		return block{}, false
	}
	k := block{bitmap: newBitmap(right-left+1, bottom-top+1), letter: high}
	for y := range k.h {
		for x := range k.w {
			k.pix[y*k.w+x] = byte(255 - min(255, abs(b.at(left+x, top+y)-ground)*255/most))
		}
	}
	return k, true
}

// ground is the most frequent brightness of a part, and how far another is from
// it at most.
func (b bitmap) ground(x0, y0, x1, y1 int) (ground, most int) {
	var count [256]int
	for y := y0; y < y1; y++ {
		for _, p := range b.pix[y*b.w+x0 : y*b.w+x1] {
			count[p]++
		}
	}
	for v, n := range count {
		if n > count[ground] {
			ground = v
		}
	}
	for v, n := range count {
		if n > 0 {
			most = max(most, abs(v-ground))
		}
	}
	return ground, most
}

// readBlocks takes rows and text from blocks. What was read before the time ended
// is kept, as far as its rows are whole.
func readBlocks(blocks []block, with tools, tb *bench, c *content) error {
	c.ruled = ruledRows(blocks)
	read, to, err := recogniseAll(blocks, with, tb)
	takeRows(blocks[min(with.from, to):to], read, c)
	c.leaveOff(with.from, to, len(blocks))
	return err
}

// leaveOff notes where the reading ended for want of time.
func (c *content) leaveOff(from, to, all int) {
	if from < to && to < all {
		c.next = to
	}
}

// ruledRows is how many rows the tables have.
func ruledRows(blocks []block) (n int) {
	for i, k := range blocks {
		if k.cols > 0 && (i == 0 || !k.sameRow(blocks[i-1])) {
			n++
		}
	}
	return n
}

func (k block) sameRow(other block) bool { return k.table == other.table && k.row == other.row }

// recogniseAll reads the blocks sheet by sheet, from the one at which a child before
// this one left off. It returns what stands in them, and the first that it did not
// read, which begins a row.
func recogniseAll(blocks []block, with tools, tb *bench) (read []cellText, to int, err error) {
	scale := scaleOf(blocks)
	for to = with.from; to < len(blocks); {
		sheet, tops, end := compose(blocks, to, scale)
		words, err := recognise(sheet, with.tesseract, tb)
		if err != nil {
			for to > with.from && blocks[to].sameRow(blocks[to-1]) {
				to--
			}
			return read[:to-with.from], to, err
		}
		texts := make([]cellText, end-to)
		for _, w := range words {
			i, exact := slices.BinarySearch(tops, w.midY())
			if !exact {
				i--
			}
			if i >= 0 && i < len(texts) {
				texts[i].add(w)
			}
		}
		read, to = append(read, texts...), end
	}
	return read, to, nil
}

// scaleOf brings the usual line to the height that is read best.
func scaleOf(blocks []block) float64 {
	var highs []int
	for _, k := range blocks {
		highs = append(highs, k.letter)
	}
	slices.Sort(highs)
	return min(max(letterHigh/float64(max(highs[len(highs)/2], 1)), 0.4), 3)
}

// compose puts blocks from the given one on below one another. It returns where
// each begins, and the first that had no place.
func compose(blocks []block, from int, scale float64) (sheet bitmap, tops []int, to int) {
	wide, high := 0, margin
	size := func(n int) int { return max(1, int(float64(n)*scale)) }
	for to = from; to < len(blocks); to++ {
		k := blocks[to]
		if to > from && high+size(k.h)+margin > sheetHigh {
			break
		}
		tops = append(tops, high-margin/2)
		high += min(size(k.h), sheetWide) + margin
		wide = max(wide, min(size(k.w), sheetWide))
	}
	sheet = newBitmap(wide+2*margin, high)
	for i := range sheet.pix {
		sheet.pix[i] = 255
	}
	for i, top := range tops {
		k := blocks[from+i]
		sheet.draw(k.bitmap, margin, top+margin/2, min(size(k.w), sheetWide), min(size(k.h), sheetWide))
	}
	return sheet, tops, to
}

// draw copies src, scaled to w by h, with its top left corner at x, y.
func (b bitmap) draw(src bitmap, x, y, w, h int) {
	for dy := range h {
		sy := (float64(dy)+0.5)*float64(src.h)/float64(h) - 0.5
		y0 := min(max(int(sy), 0), src.h-1)
		y1, fy := min(y0+1, src.h-1), max(sy-float64(y0), 0)
		row := b.row(y + dy)
		for dx := range w {
			sx := (float64(dx)+0.5)*float64(src.w)/float64(w) - 0.5
			x0 := min(max(int(sx), 0), src.w-1)
			x1, fx := min(x0+1, src.w-1), max(sx-float64(x0), 0)
			top := float64(src.at(x0, y0))*(1-fx) + float64(src.at(x1, y0))*fx
			low := float64(src.at(x0, y1))*(1-fx) + float64(src.at(x1, y1))*fx
			row[x+dx] = byte(top*(1-fy) + low*fy + 0.5)
		}
	}
}

// cellText is what was read in one block.
type cellText struct {
	words []box
}

func (t *cellText) add(w box) { t.words = append(t.words, w) }

// sure is the mean certainty of its letters.
func (t *cellText) sure() (sum float64, letters int) {
	for _, w := range t.words {
		n := utf8.RuneCountInString(w.text)
		sum, letters = sum+w.sure*float64(n), letters+n
	}
	return sum, letters
}

func (t *cellText) String() string {
	var b strings.Builder
	for _, w := range t.words {
		b.WriteString(glue(b.String(), w.text))
	}
	return asNumber(bracketed(b.String()))
}

// misread are brackets of Chinese text whose first is taken for another mark.
var misread = regexp.MustCompile(`[〈《「『【(（]([^〈《「『【(（〉》」』】()）]*\p{Han}[^〈《「『【(（〉》」』】()）]*)[)）]`)

// bracketed is what was read, with both brackets of one kind.
func bracketed(s string) string { return misread.ReplaceAllString(s, "（$1）") }

// lookAlikes are what a model of Chinese takes digits for.
var lookAlikes = strings.NewReplacer("了", "7", "口", "0", "O", "0", "o", "0", "l", "1", "I", "1", "|", "1", "丨", "1", "〇", "0", " ", "")

// asNumber reads a cell as a number or a version when look-alikes are all that
// keeps it from being one.
func asNumber(s string) string {
	n := lookAlikes.Replace(s)
	digits := strings.TrimLeft(n, "vV")
	if s != "了" && !strings.ContainsAny(s, "0123456789") || digits == "" || strings.Trim(digits, "0123456789.") != "" {
		return s
	}
	return n
}

// glue is word as it follows what was written before it: Chinese is written
// without blanks.
func glue(before, word string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(word)
	if before == "" || wide(last) || wide(first) {
		return word
	}
	return " " + word
}

// wide reports characters that are set without blanks around them.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef || r >= 0x2010 && r <= 0x201f
}

// takeRows makes rows of the cells that were read. A row that is too uncertain is
// left out, so that it counts as not read.
func takeRows(blocks []block, read []cellText, c *content) {
	above := map[int]int{} // the block last met in a column
	for i := 0; i < len(blocks); {
		k := blocks[i]
		if k.cols == 0 {
			for line := range strings.SplitSeq(lines(read[i].words), "\n") {
				c.line(line)
			}
			i++
			continue
		}
		row, sure, letters := make([]string, k.cols), 0.0, 0
		for ; i < len(blocks) && blocks[i].table == k.table && blocks[i].row == k.row; i++ {
			row[blocks[i].col] = read[i].String()
			above[blocks[i].col] = i
			s, n := read[i].sure()
			sure, letters = sure+s, letters+n
		}
		for col, i := range above {
			if a := blocks[i]; a.table == k.table && a.row < k.row && a.until >= k.row && col < len(row) && row[col] == "" {
				row[col] = read[i].String()
			}
		}
		if letters > 0 && sure/float64(letters) >= leastSure {
			c.row(row)
		}
	}
}

// lines joins words line by line, as they were recognised.
func lines(words []box) string {
	var b strings.Builder
	line := 0
	for i, w := range words {
		switch {
		case i == 0:
		case w.line != line:
			b.WriteByte('\n')
		default:
			b.WriteString(glue(b.String(), w.text))
			continue
		}
		line = w.line
		b.WriteString(w.text)
	}
	return b.String()
}

// recognise gives a sheet to Tesseract. Its model of simplified
// Chinese knows Latin letters too; together with the English one it takes Chinese
// words for Latin ones. Page segmentation 6 takes the sheet as one block of lines,
// which is dark on white already.
func recognise(sheet bitmap, tesseract string, tb *bench) ([]box, error) {
	out, err := tb.run(sheet.pgm(), tesseract, "stdin", "stdout", "-l", "chi_sim", "--psm", "6", "--dpi", "300", "-c", "tessedit_do_invert=0", "tsv")
	return parseTSV(out), err
}

// parseTSV reads the words of Tesseract's table: level, page, block, paragraph,
// line, word, left, top, width, height, confidence, text.
func parseTSV(raw []byte) []box {
	var out []box
	for row := range bytes.SplitSeq(raw, []byte("\n")) {
		f := strings.Split(strings.TrimRight(string(row), "\r"), "\t")
		if len(f) != 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" || !utf8.ValidString(f[11]) {
			continue
		}
		var n [10]int
		good := true
		for i := range n {
			v, err := strconv.Atoi(f[i])
			good = good && err == nil && v >= 0 && v < 1<<20
			n[i] = v
		}
		sure, err := strconv.ParseFloat(f[10], 64)
		if !good || err != nil || !(sure >= 0 && sure <= 100) {
			continue
		}
		out = append(out, box{x0: n[6], y0: n[7], x1: n[6] + n[8], y1: n[7] + n[9], text: strings.TrimSpace(f[11]), sure: sure, line: 1 + n[2]<<24 | n[3]<<12 | n[4]})
	}
	return out
}
