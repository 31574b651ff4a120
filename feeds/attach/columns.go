package attach

import "slices"

// readLines reads a page without ruled tables. Its columns are told by the white
// strips between them and its lines by those within a column, so that Tesseract
// reads one line of one cell at a time; rows are rebuilt from where those stood.
func readLines(b bitmap, with tools, tb *bench, c *content) error {
	page, ok := b.unshaded().cutOut(0, 0, b.w, b.h)
	if !ok {
		return nil
	}
	places, letter := page.pieces()
	var blocks []block
	kept := places[:0]
	for _, p := range places {
		if k, ok := page.cutOut(p.x0, p.y0, p.x1, p.y1); ok {
			k = k.unwrapped(letter)
			k.row = p.line
			blocks, kept = append(blocks, k), append(kept, p)
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	read, to, err := recogniseAll(blocks, with, tb)
	c.leaveOff(with.from, to, len(blocks))
	var words []box
	for i := range read {
		sum, letters := read[i].sure()
		// Of one or two letters Tesseract is never sure; they end a wrapped name.
		if letters > 0 && (letters <= 2 || sum/float64(letters) >= leastSure) {
			p := kept[with.from+i]
			p.text = read[i].String()
			words = append(words, p)
		}
	}
	layOut(words, c, nil)
	return err
}

// unshaded is the page with dark on white in rows that are shaded dark too, as headers are:
// their ground would be taken for ink.
func (b bitmap) unshaded() bitmap {
	page, _ := b.ground(0, 0, b.w, b.h)
	out := b
	for y := range b.h {
		ground, _ := b.ground(0, y, b.w, y+1)
		if abs(ground-page) < 2*edge {
			continue
		}
		x0, x1, n := b.w, 0, 0
		for x, p := range b.row(y) {
			if abs(int(p)-ground) < contrast {
				x0, x1, n = min(x0, x), x+1, n+1
			}
		}
		if n*5 < b.w*2 {
			continue
		}
		if &out.pix[0] == &b.pix[0] {
			out.pix = slices.Clone(b.pix)
		}
		for x := range b.w {
			out.pix[y*b.w+x] = byte(page)
			if x >= x0 && x < x1 {
				off := abs(b.at(x, y) - ground)
				out.pix[y*b.w+x] = byte(max(page-off, 0))
			}
		}
	}
	return out
}

// dark is where ink begins on a page that was cut out.
const dark = 128

// pieces are the lines of the page, in each column for itself.
func (b bitmap) pieces() (out []box, letter int) {
	letter = b.letterHigh()
	strips := b.strips(letter)
	for _, run := range b.runs(0, b.w, 0, b.h) {
		// A title runs over the strips between columns.
		if run[1]-run[0] <= 2*letter && b.bridged(strips, run) {
			title := b.tight(0, b.w, run)
			title.line = run[0]
			out = append(out, title)
			continue
		}
		for _, p := range b.rowPieces(strips, run, letter) {
			p.line = run[0]
			out = append(out, p)
		}
	}
	return out, letter
}

// rowPieces are the lines of each column between two heights at which the page is
// white. Where one column has a single line, all of it is one row, and what is
// wrapped in the others is one piece.
func (b bitmap) rowPieces(strips [][2]int, run [2]int, letter int) []box {
	var columns [][]box
	single := false
	for i := range len(strips) - 1 {
		// From the middle of a strip: a few long lines reach into it.
		x0, x1 := (strips[i][0]+strips[i][1])/2, (strips[i+1][0]+strips[i+1][1])/2
		var lines []box
		for _, line := range wholeLines(b.runs(x0, x1, run[0], run[1]), letter) {
			if line[1]-line[0] >= letter/3 {
				lines = append(lines, b.tight(x0, x1, line))
			}
		}
		if len(lines) > 0 {
			columns = append(columns, lines)
			single = single || len(lines) == 1
		}
	}
	var out []box
	for _, lines := range columns {
		if single && len(lines) <= maxWrapped && len(columns) > 1 {
			lines = []box{around(lines)}
		}
		out = append(out, lines...)
	}
	return out
}

func around(boxes []box) box {
	out := boxes[0]
	for _, b := range boxes {
		out.x0, out.y0, out.x1, out.y1 = min(out.x0, b.x0), min(out.y0, b.y0), max(out.x1, b.x1), max(out.y1, b.y1)
	}
	return out
}

// runs are the heights, within a part of the page, in which there is ink.
func (b bitmap) runs(x0, x1, y0, y1 int) [][2]int {
	var out [][2]int
	from := -1
	for y := y0; y <= y1; y++ {
		on := y < y1 && slices.ContainsFunc(b.row(y)[x0:x1], func(p byte) bool { return p < dark })
		if on && from < 0 {
			from = y
		}
		if !on && from >= 0 {
			out = append(out, [2]int{from, y})
			from = -1
		}
	}
	return out
}

// tight is the box of the ink in a part of the page.
func (b bitmap) tight(x0, x1 int, run [2]int) box {
	out := box{x0: x1, x1: x0, y0: run[0], y1: run[1]}
	for y := run[0]; y < run[1]; y++ {
		for x, p := range b.row(y)[x0:x1] {
			if p < dark {
				out.x0, out.x1 = min(out.x0, x0+x), max(out.x1, x0+x+1)
			}
		}
	}
	return out
}

// letterHigh is the usual height of a line. It is measured in narrow slices,
// since lines of different columns may overlap in height.
func (b bitmap) letterHigh() int {
	const slice = 24
	var highs []int
	for x := 0; x < b.w; x += slice {
		for _, r := range b.runs(x, min(x+slice, b.w), 0, b.h) {
			if h := r[1] - r[0]; h >= 6 {
				highs = append(highs, h)
			}
		}
	}
	if len(highs) == 0 {
		return letterHigh
	}
	slices.Sort(highs)
	return highs[len(highs)/2]
}

// strips are the white strips between columns, with the two sides of the page. A
// title or a footnote may cross them.
func (b bitmap) strips(letter int) [][2]int {
	runs := b.runs(0, b.w, 0, b.h)
	count := make([]int, b.w) // of the runs with ink at this place
	for _, r := range runs {
		for x, on := range b.inked(r) {
			if on {
				count[x]++
			}
		}
	}
	crossing := min(len(runs)/8, 2)
	out := [][2]int{{0, 0}}
	from := -1
	for x := range b.w {
		white := count[x] <= crossing
		if white && from < 0 {
			from = x
		}
		if !white && from >= 0 {
			if from > 0 && x-from >= max(letter/2, 4) {
				out = append(out, [2]int{from, x})
			}
			from = -1
		}
	}
	return append(out, [2]int{b.w, b.w})
}

// inked tells for every place whether there is ink at these heights.
func (b bitmap) inked(run [2]int) []bool {
	out := make([]bool, b.w)
	for y := run[0]; y < run[1]; y++ {
		for x, p := range b.row(y) {
			out[x] = out[x] || p < dark
		}
	}
	return out
}

// bridged reports whether there is ink across a strip at these heights, more than
// a long word that reaches into it.
func (b bitmap) bridged(strips [][2]int, run [2]int) bool {
	on := b.inked(run)
	for _, s := range strips[1 : len(strips)-1] {
		n := 0
		for _, ink := range on[s[0]:s[1]] {
			if ink {
				n++
			}
		}
		if n*5 >= (s[1]-s[0])*2 {
			return true
		}
	}
	return false
}
