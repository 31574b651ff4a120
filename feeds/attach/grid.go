package attach

import (
	"cmp"
	"slices"
)

// grid is a ruled table on a page: where its lines run, and which of its cells
// belong together because the line between them is missing.
type grid struct {
	xs, ys []int // the lines, in order
	owner  []int // for cell r*cols+c: the top left cell of those merged with it
}

func (g grid) cols() int { return len(g.xs) - 1 }
func (g grid) rows() int { return len(g.ys) - 1 }

// right is where the last of its lines from top to bottom runs.
func (g grid) right() int { return g.xs[len(g.xs)-1] }

// around reports whether a place lies within the table.
func (g grid) around(x, y int) bool {
	return x >= g.xs[0] && x <= g.right() && y >= g.ys[0] && y <= g.ys[g.rows()]
}

// rule is one horizontal line.
type rule struct{ y, x0, x1 int }

// middles are the middles of places that follow each other within a distance: a
// line is several pixels thick.
func middles(places []int, within int) []int {
	var out []int
	for i := 0; i < len(places); {
		j := i
		for j+1 < len(places) && places[j+1]-places[j] <= within {
			j++
		}
		out = append(out, (places[i]+places[j])/2)
		i = j + 1
	}
	return out
}

// findGrids finds the tables that are drawn with lines, from the top down.
//
// A pixel is of a line when it differs, in one direction, from what lies a few
// pixels to both sides of it: that holds for black, grey and white lines, on white
// and on shaded cells. A horizontal line may also be the edge of a shaded row.
// Letters have such pixels too, but no long and dense rows of them.
func findGrids(b bitmap) []grid {
	reach := max(4, b.w/400)
	var grids []grid
	for _, group := range groupRules(findRules(b, reach), b.w) {
		if g, ok := b.grid(group, reach); ok {
			grids = append(grids, g)
		}
	}
	return grids
}

const (
	// contrast is the least difference between a line and what is beside it, edge
	// that between two grounds.
	contrast = 24
	edge     = 48
)

// onLine reports whether the pixel differs from both others in one direction.
func onLine(p, before, after int) bool {
	return p-before >= contrast && p-after >= contrast || before-p >= contrast && after-p >= contrast
}

// horizontal reports whether the pixel is of a horizontal line. At the rim of the
// page there is only one side.
func (b bitmap) horizontal(x, y, reach int) bool {
	p := b.at(x, y)
	switch {
	case y < reach && y+reach < b.h:
		return b.at(x, y+reach)-p >= 2*contrast
	case y >= b.h-reach && y >= reach:
		return b.at(x, y-reach)-p >= 2*contrast
	case b.h <= 2*reach:
		return false
	}
	return onLine(p, b.at(x, y-reach), b.at(x, y+reach))
}

// onEdge reports whether the ground above differs from that below.
func (b bitmap) onEdge(x, y, reach int) bool {
	return y >= reach && y < b.h-reach && abs(b.at(x, y-reach)-b.at(x, y+reach)) >= edge
}

// vertical reports the same of a vertical line.
func (b bitmap) vertical(x, y, reach int) bool {
	p := b.at(x, y)
	switch {
	case x < reach && x+reach < b.w:
		return b.at(x+reach, y)-p >= 2*contrast
	case x >= b.w-reach && x >= reach:
		return b.at(x-reach, y)-p >= 2*contrast
	case b.w <= 2*reach:
		return false
	}
	return onLine(p, b.at(x-reach, y), b.at(x+reach, y))
}

// findRules finds horizontal lines of at least a quarter of the page's width, from the top
// down. Two tables side by side have two at one height.
func findRules(b bitmap, reach int) []rule {
	var out []rule
	var open []gathered // those that are being gathered
	for y := range b.h {
		open = slices.DeleteFunc(open, func(g gathered) bool { return y-g.last > reach })
		for _, run := range b.lineRuns(y, reach) {
			if run[1]-run[0] < max(b.w/4, 80) {
				continue
			}
			at := slices.IndexFunc(open, func(g gathered) bool {
				r := out[g.rule]
				return 2*(min(r.x1, run[1])-max(r.x0, run[0])) > min(r.x1-r.x0, run[1]-run[0])
			})
			if at < 0 {
				open = append(open, gathered{rule: len(out), first: y, last: y})
				out = append(out, rule{y, run[0], run[1]})
				continue
			}
			g := &open[at]
			r := &out[g.rule]
			r.y, r.x0, r.x1 = (g.first+y)/2, min(r.x0, run[0]), max(r.x1, run[1])
			g.last = y
		}
	}
	return out
}

// gathered is a line that is being gathered: its place among the lines, and the heights at
// which it was met.
type gathered struct{ rule, first, last int }

// lineRuns are the runs of line pixels in a row. Where another line crosses there are none
// for its width; what has more holes is a line of text.
func (b bitmap) lineRuns(y, reach int) (out [][2]int) {
	from, last, n, end := -1, -1, 0, 0
	for x := range b.w {
		if !b.horizontal(x, y, reach) && !b.onEdge(x, y, reach) {
			continue
		}
		if from < 0 || x-last > 2*reach {
			if end > from && from >= 0 {
				out = append(out, [2]int{from, end})
			}
			from, n, end = x, 0, 0
		}
		last = x
		if n++; n*5 >= (last+1-from)*4 {
			end = last + 1
		}
	}
	if from >= 0 && end > from {
		out = append(out, [2]int{from, end})
	}
	return out
}

// groupRules puts lines that follow each other and share most of their width into
// one table, or into one of two that stand side by side.
func groupRules(rules []rule, w int) [][]rule {
	var groups [][]rule
	for _, r := range rules {
		at := len(groups) - 1
		for at >= max(0, len(groups)-2) && !r.follows(groups[at][0], w) {
			at--
		}
		if at >= max(0, len(groups)-2) {
			groups[at] = append(groups[at], r)
		} else {
			groups = append(groups, []rule{r})
		}
	}
	return groups
}

// follows reports whether a line may be of the table that begins with another.
func (r rule) follows(first rule, w int) bool {
	return min(r.x1, first.x1)-max(r.x0, first.x0) >= w/5 && abs(r.x0-first.x0)+abs(r.x1-first.x1) < max(first.x1-first.x0, r.x1-r.x0)*3/4
}

func abs(n int) int { return max(n, -n) }

// ruledAt reports whether a vertical line of a grid runs at x: line pixels from one of its
// horizontal lines to another at least, and over enough of its height, in one piece or in
// several with rows of a single cell between them. Text that is alike in every row stands in
// columns too, with a hole between rows.
func (b bitmap) ruledAt(x int, ys []int, reach int) bool {
	from, last, n, tallest, across := -1, -1, 0, 0, 0
	spans := false
	end := func() {
		if n*5 < (last+1-from)*4 {
			return
		}
		if whole := spanned(ys, from-reach, last+reach); whole > 0 {
			spans, across = true, across+whole
		}
	}
	top, bottom := ys[0], ys[len(ys)-1]
	for y := top; y <= bottom; y++ {
		if !b.vertical(x, y, reach) {
			continue
		}
		if from < 0 || y-last > 2*reach {
			if from >= 0 {
				end()
			}
			from, n = y, 0
		}
		last = y
		if n++; n*5 >= (y+1-from)*4 {
			tallest = max(tallest, y+1-from)
		}
	}
	if from >= 0 {
		end()
	}
	return spans && max(tallest, across)*10 >= (bottom-top)*3
}

// spanned is how much of the height between horizontal lines lies, from line to line, between
// two heights.
func spanned(ys []int, from, to int) (whole int) {
	for i := 1; i < len(ys); i++ {
		if ys[i-1] >= from && ys[i] <= to {
			whole += ys[i] - ys[i-1]
		}
	}
	return whole
}

// maxLines bounds the lines of a grid in each direction.
const maxLines = 2 * maxRows

// grid finds the vertical lines between horizontal ones.
func (b bitmap) grid(rules []rule, reach int) (grid, bool) {
	if len(rules) < 2 {
		return grid{}, false
	}
	x0, x1 := rules[0].x0, rules[0].x1
	var g grid
	for _, r := range rules {
		x0, x1 = min(x0, r.x0), max(x1, r.x1)
		g.ys = append(g.ys, r.y)
	}
	for x := max(x0-reach, 0); x < min(x1+reach, b.w); x++ {
		if b.ruledAt(x, g.ys, reach) {
			g.xs = append(g.xs, x)
		}
	}
	g.xs = middles(g.xs, reach)
	// One row alone, continued from the page before, has to have its sides.
	if len(rules) == 2 && len(g.xs) < 3 {
		return grid{}, false
	}
	// Some tables are open at their sides.
	if len(g.xs) > 0 && g.xs[0]-x0 > 4*reach {
		g.xs = slices.Insert(g.xs, 0, x0)
	}
	if n := len(g.xs); n > 0 && x1-g.xs[n-1] > 4*reach {
		g.xs = append(g.xs, x1)
	}
	if g.cols() < 2 || g.cols() > maxColumns || len(g.ys) > maxLines {
		return grid{}, false
	}
	g.ys = b.rowLines(g, reach)
	if len(g.ys) > maxLines {
		return grid{}, false
	}
	b.merge(&g, reach)
	return g, true
}

// anyRule reports whether a horizontal line, or the edge of a shaded row, runs through a part
// of the page.
func (b bitmap) anyRule(x0, x1, y0, y1, reach int) bool {
	for y := max(y0, 0); y < min(y1, b.h); y++ {
		n := 0
		for x := x0; x < x1; x++ {
			if b.horizontal(x, y, reach) || b.onEdge(x, y, reach) {
				n++
			}
		}
		if n*4 >= (x1-x0)*3 {
			return true
		}
	}
	return false
}

// rowLines are all horizontal lines of a grid whose columns are known: those over
// single columns too, which part the rows beside a merged cell.
func (b bitmap) rowLines(g grid, reach int) []int {
	top, bottom := g.ys[0], g.ys[len(g.ys)-1]
	var out []int
	for y := top; y <= bottom; y++ {
		if slices.Contains(g.ys, y) || b.anyColumn(g, y, reach) {
			out = append(out, y)
		}
	}
	return middles(out, reach)
}

// anyColumn reports whether a line runs through all of a column at this height.
func (b bitmap) anyColumn(g grid, y, reach int) bool {
	for c := range g.cols() {
		x0, x1 := g.xs[c]+reach, g.xs[c+1]-reach
		n := 0
		for x := x0; x < x1; x++ {
			if b.horizontal(x, y, reach) {
				n++
			}
		}
		if x1-x0 >= 3*reach && n*10 >= (x1-x0)*9 {
			return true
		}
	}
	return false
}

// merge joins cells that have no line between them.
func (b bitmap) merge(g *grid, reach int) {
	cols := g.cols()
	g.owner = make([]int, cols*g.rows())
	for i := range g.owner {
		g.owner[i] = i
	}
	root := func(i int) int {
		for g.owner[i] != i {
			i = g.owner[i]
		}
		return i
	}
	join := func(i, j int) {
		i, j = root(i), root(j)
		g.owner[max(i, j)] = min(i, j)
	}
	for r := range g.rows() {
		for c := range cols {
			if r+1 < g.rows() && !b.ruledBelow(*g, r, c, reach) {
				join(r*cols+c, (r+1)*cols+c)
			}
			if c+1 < cols && !b.ruledRight(*g, r, c, reach) {
				join(r*cols+c, r*cols+c+1)
			}
		}
	}
	for i := range g.owner {
		g.owner[i] = root(i)
	}
}

// ruledBelow reports whether a line runs below a cell. Text that a merged cell has
// there is no line: at no height is it dense.
func (b bitmap) ruledBelow(g grid, r, c, reach int) bool {
	return b.anyRule(g.xs[c]+reach, g.xs[c+1]-reach, g.ys[r+1]-reach, g.ys[r+1]+reach+1, reach)
}

// ruledRight reports the same of the right side of a cell. It looks as near to its corners as
// it may: a letter of a merged cell comes less near.
func (b bitmap) ruledRight(g grid, r, c, reach int) bool {
	y0, y1 := g.ys[r]+reach/2, g.ys[r+1]-reach/2
	for x := max(g.xs[c+1]-reach, 0); x <= min(g.xs[c+1]+reach, b.w-1); x++ {
		n := 0
		for y := y0; y < y1; y++ {
			if b.vertical(x, y, reach) {
				n++
			}
		}
		if n*4 >= (y1-y0)*3 {
			return true
		}
	}
	return false
}

// cell is the index of the cell in which a point lies, -1 for none.
func (g grid) cell(x, y int) int {
	c, r := between(g.xs, x), between(g.ys, y)
	if c < 0 || r < 0 {
		return -1
	}
	return g.owner[r*g.cols()+c]
}

func between(lines []int, v int) int {
	i, _ := slices.BinarySearchFunc(lines, v, cmp.Compare[int])
	if i == 0 || i == len(lines) {
		return -1
	}
	return i - 1
}

// lastRow is the last row that a cell of a single column reaches into, its own for others.
func (g grid) lastRow(owner int) int {
	row, col := owner/g.cols(), owner%g.cols()
	if col+1 < g.cols() && g.owner[owner+1] == owner {
		return row
	}
	for row+1 < g.rows() && g.owner[(row+1)*g.cols()+col] == owner {
		row++
	}
	return row
}

// end is where a cell ends: its right side, and its bottom where it has a single column.
func (g grid) end(owner int) (right, bottom int) {
	i := owner
	for (i+1)%g.cols() != 0 && g.owner[i+1] == owner {
		i++
	}
	return g.xs[i%g.cols()+1], g.ys[g.lastRow(owner)+1]
}

// extent is the box of a cell with all that are merged with it.
func (g grid) extent(owner int) box {
	out := box{x0: 1 << 30, y0: 1 << 30}
	for i, o := range g.owner {
		if o != owner {
			continue
		}
		r, c := i/g.cols(), i%g.cols()
		out.x0, out.x1 = min(out.x0, g.xs[c]), max(out.x1, g.xs[c+1])
		out.y0, out.y1 = min(out.y0, g.ys[r]), max(out.y1, g.ys[r+1])
	}
	return out
}

// box is a part of a page with the words in it.
type box struct {
	x0, y0, x1, y1 int
	text           string
	// sure is how certain the reading is, of 100.
	sure float64
	// line tells words of one line from those of another, 0 when not known.
	line int
}

func (b box) midX() int { return (b.x0 + b.x1) / 2 }
func (b box) midY() int { return (b.y0 + b.y1) / 2 }
func (b box) high() int { return b.y1 - b.y0 }
