package attach

import (
	"cmp"
	"slices"
	"strings"
)

// layOut makes lines and rows of words that are known only by where they stand.
// Words that stand apart on a line are segments of it; lines of several segments
// are rows of a table, whose columns are the strips that no segment crosses. Before is the
// seam to the page before; the one at the end is nil where no rows stand.
func layOut(words []box, c *content, before *seam) (end *seam) {
	for _, part := range regions(textLines(words)) {
		if part.cols == nil {
			for _, l := range part.lines {
				c.line(l.text())
			}
			continue
		}
		if s := c.pageRows(part.rows(), before); s != nil {
			end, before = s, nil
		}
	}
	return end
}

// textLine is words of one height, from left to right, in segments.
type textLine struct {
	segments []box
	y0, y1   int
}

func (l textLine) text() string {
	out := make([]string, len(l.segments))
	for i, s := range l.segments {
		out[i] = s.text
	}
	return strings.Join(out, " ")
}

// textLines gathers words that stand beside each other.
func textLines(words []box) []textLine {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b box) int { return cmp.Compare(a.midY(), b.midY()) })
	var out []textLine
	var line []box
	end := func() {
		if len(line) > 0 {
			out = append(out, segments(line))
		}
		line = nil
	}
	y0, y1 := 0, 0
	for _, w := range words {
		if len(line) > 0 && (w.midY() > y1 || w.midY() < y0) {
			end()
		}
		if len(line) == 0 {
			y0, y1 = w.y0+w.high()/5, w.y1-w.high()/5
		}
		line = append(line, w)
	}
	end()
	return out
}

// segments joins the words of a line that stand closer than a third of their height:
// wider than a blank, narrower than what keeps two columns apart.
func segments(words []box) textLine {
	slices.SortStableFunc(words, func(a, b box) int { return cmp.Compare(a.x0, b.x0) })
	l := textLine{y0: words[0].y0, y1: words[0].y1}
	for _, w := range words {
		l.y0, l.y1 = min(l.y0, w.y0), max(l.y1, w.y1)
		if n := len(l.segments); n > 0 {
			last := &l.segments[n-1]
			if w.x0-last.x1 < (last.high()+w.high())*3/20 {
				last.text += glue(last.text, w.text)
				last.x1, last.y0, last.y1 = max(last.x1, w.x1), min(last.y0, w.y0), max(last.y1, w.y1)
				continue
			}
		}
		l.segments = append(l.segments, w)
	}
	return l
}

// region is a run of lines: a table when it has columns, otherwise text.
type region struct {
	lines    []textLine
	cols     [][2]int
	headless bool // it begins with a row, not with a header
}

// maxWrapped is how many lines of one segment may stand between rows: a cell of
// one column that is wrapped.
const maxWrapped = 4

// regions cuts a page into text and tables.
func regions(lines []textLine) []region {
	var out []region
	text := func(l ...textLine) {
		if n := len(out); n > 0 && out[n-1].cols == nil {
			out[n-1].lines = append(out[n-1].lines, l...)
		} else if len(l) > 0 {
			out = append(out, region{lines: l})
		}
	}
	for i := 0; i < len(lines); {
		to := tableEnd(lines, i)
		if to == i {
			text(lines[i])
			i++
			continue
		}
		r := region{lines: lines[i:to]}
		if r.cols = columns(r.lines); r.cols == nil {
			text(r.lines...)
		} else {
			out = append(out, r)
		}
		i = to
	}
	return out
}

// tableEnd is where the table that begins at i ends; i when none begins there.
func tableEnd(lines []textLine, i int) int {
	if len(lines[i].segments) < 2 {
		return i
	}
	rows, end, single := 0, i, 0
	for j := i; j < len(lines) && single <= maxWrapped; j++ {
		if len(lines[j].segments) >= 2 {
			rows, end, single = rows+1, j+1, 0
		} else {
			single++
		}
	}
	if rows < 3 {
		return i
	}
	// A cell that is wrapped may have its last line below all others.
	for end < len(lines) && len(lines[end].segments) == 1 && lines[end].y0-lines[end-1].y1 < lines[end].segments[0].high()*3/4 && !crosses(lines[end].segments[0], columns(lines[i:end])) {
		end++
	}
	return end
}

// columns are the strips that segments stand in. Of many lines a few may be
// joined wrongly and reach across.
func columns(lines []textLine) [][2]int {
	const unit = 4
	counts := map[int]int{}
	rows, last := 0, 0
	for _, l := range lines {
		if len(l.segments) < 2 {
			continue
		}
		rows++
		for _, s := range l.segments {
			for x := s.x0 / unit; x <= s.x1/unit; x++ {
				counts[x]++
				last = max(last, x)
			}
		}
	}
	var out [][2]int
	from := -1
	for x := range last + 2 {
		on := counts[x] > rows/20
		if on && from < 0 {
			from = x
		}
		if !on && from >= 0 {
			out = append(out, [2]int{from * unit, x * unit})
			from = -1
		}
	}
	if len(out) < 2 || len(out) > maxColumns {
		return nil
	}
	return out
}

// crosses reports whether a segment stands in more than one column.
func crosses(s box, cols [][2]int) bool {
	n := 0
	for _, c := range cols {
		if min(s.x1, c[1])-max(s.x0, c[0]) > (s.x1-s.x0)/10 {
			n++
		}
	}
	return n > 1
}

// band is what stands beside each other in a table: a row, or a part of one.
type band struct {
	cells  []string
	y0, y1 int
}

// rows puts the lines of the region into rows. Cells that are wrapped make more
// lines than rows: lines that overlap in height are of one row, and where a column
// numbers the rows, what has no number belongs to the nearer row that has one.
func (r region) rows() [][]string {
	bands := r.bands()
	numbered := numberColumn(bands, len(r.cols))
	var out [][]string
	if numbered < 0 {
		for _, b := range bands {
			out = append(out, b.cells)
		}
		return out
	}
	var rows []band
	var loose []band   // bands before the next number
	seen := r.headless // a number
	for _, b := range bands {
		switch {
		case !isNumber(b.cells[numbered]) && !seen:
			// The header: its lines lie close, or into one another.
			if n := len(rows); n > 0 && b.y0 < rows[n-1].y1 {
				rows[n-1].join(b)
			} else {
				rows = append(rows, b)
			}
		case !isNumber(b.cells[numbered]) && b.cells[numbered] != "":
			rows = append(rows, append(loose, b)...)
			loose = nil
		case !isNumber(b.cells[numbered]):
			loose = append(loose, b)
		default:
			if !seen && len(rows) > 0 {
				rows, loose = headless(rows, b)
			}
			rows, loose, seen = place(rows, loose, b), nil, true
		}
	}
	if len(rows) > 0 {
		for _, b := range loose {
			rows[len(rows)-1].join(b)
		}
	}
	for _, b := range rows {
		out = append(out, b.cells)
	}
	return out
}

// headless takes from rows the last bands that lie into b: they are not of the
// header but the first lines of b's wrapped cells.
func headless(rows []band, b band) (header, loose []band) {
	n := len(rows)
	for n > 1 && rows[n-1].y1 > b.y0 {
		n--
	}
	return rows[:n:n], slices.Clone(rows[n:])
}

// place adds the numbered band b after rows; what stood between belongs to the
// row above up to the widest gap, and to b below it.
func place(rows, loose []band, b band) []band {
	at := 0
	if len(loose) > 0 && len(rows) > 0 {
		above := &rows[len(rows)-1]
		widest, y := -1, above.y1
		for i, l := range append(slices.Clone(loose), b) {
			if gap := l.y0 - y; gap > widest {
				widest, at = gap, i
			}
			y = l.y1
		}
		for _, l := range loose[:at] {
			above.join(l)
		}
	}
	for i := len(loose) - 1; i >= at; i-- {
		top := loose[i]
		top.join(b)
		b = top
	}
	return append(rows, b)
}

func (b *band) join(below band) {
	for i, s := range below.cells {
		if s != "" {
			b.cells[i] += glue(b.cells[i], s)
		}
	}
	b.y0, b.y1 = min(b.y0, below.y0), max(b.y1, below.y1)
}

func (r region) bands() []band {
	lines := slices.Clone(r.lines)
	slices.SortStableFunc(lines, func(a, b textLine) int { return cmp.Compare(a.y0, b.y0) })
	var out []band
	for _, l := range lines {
		b := band{cells: make([]string, len(r.cols)), y0: l.y0, y1: l.y1}
		for _, s := range l.segments {
			i := r.column(s)
			b.cells[i] += glue(b.cells[i], s.text)
		}
		if n := len(out); n > 0 && out[n-1].y1-l.y0 > (l.y1-l.y0)/4 {
			out[n-1].join(b)
			continue
		}
		out = append(out, b)
	}
	return out
}

// column is the one that a segment shares most of its width with.
func (r region) column(s box) int {
	best, most := 0, -1<<30
	for i, c := range r.cols {
		if n := min(s.x1, c[1]) - max(s.x0, c[0]); n > most {
			best, most = i, n
		}
	}
	return best
}

// numberColumn is the column whose cells number the rows, -1 when there is none.
func numberColumn(bands []band, cols int) int {
	for c := range min(cols, 2) {
		filled, numbers := 0, 0
		for _, b := range bands {
			if b.cells[c] != "" {
				filled++
			}
			if isNumber(b.cells[c]) {
				numbers++
			}
		}
		if numbers >= 2 && numbers*3 >= filled*2 {
			return c
		}
	}
	return -1
}

func isNumber(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), ".、")
	return s != "" && len(s) <= 4 && strings.Trim(s, "0123456789") == ""
}
