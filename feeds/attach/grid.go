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

// rule is one horizontal line.
type rule struct{ y, x0, x1 int }

// findGrids finds the tables that are drawn with lines, from the top down.
//
// A pixel is of a line when it differs, in one direction, from what lies a few
// pixels to both sides of it: that holds for black, grey and white lines, on white
// and on shaded cells. Letters have such pixels too, but no long rows of them.
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

// contrast is the least difference between a line and what is beside it.
const contrast = 24

// onLine reports whether the pixel differs from both others in one direction.
func onLine(p, before, after int) bool {
	return p-before >= contrast && p-after >= contrast || before-p >= contrast && after-p >= contrast
}

func (b bitmap) horizontal(x, y, reach int) bool {
	return onLine(b.at(x, y), b.at(x, max(y-reach, 0)), b.at(x, min(y+reach, b.h-1))) || (y < reach || y >= b.h-reach) && b.at(x, y) < 128
}

func (b bitmap) vertical(x, y, reach int) bool {
	return onLine(b.at(x, y), b.at(max(x-reach, 0), y), b.at(min(x+reach, b.w-1), y)) || (x < reach || x >= b.w-reach) && b.at(x, y) < 128
}

// findRules finds horizontal lines of at least a quarter of the page's width.
func findRules(b bitmap, reach int) []rule {
	var out []rule
	for y := range b.h {
		x0, x1 := b.longest(y, reach)
		if x1-x0 < max(b.w/4, 80) {
			continue
		}
		if n := len(out); n > 0 && y-out[n-1].y <= reach {
			last := &out[n-1]
			last.y, last.x0, last.x1 = y, min(last.x0, x0), max(last.x1, x1)
			continue
		}
		out = append(out, rule{y, x0, x1})
	}
	return out
}

// longest is the longest run of line pixels in a row. Where another line crosses
// there are none for its width.
func (b bitmap) longest(y, reach int) (x0, x1 int) {
	from, last := -1, -1
	for x := range b.w {
		if !b.horizontal(x, y, reach) {
			continue
		}
		if from < 0 || x-last > 2*reach {
			from = x
		}
		last = x
		if last+1-from > x1-x0 {
			x0, x1 = from, last+1
		}
	}
	return x0, x1
}

// groupRules puts lines that follow each other and share most of their width into
// one table.
func groupRules(rules []rule, w int) [][]rule {
	var groups [][]rule
	for _, r := range rules {
		if n := len(groups); n > 0 {
			first := groups[n-1][0]
			if min(r.x1, first.x1)-max(r.x0, first.x0) >= w/5 && abs(r.x0-first.x0)+abs(r.x1-first.x1) < max(first.x1-first.x0, r.x1-r.x0)*3/4 {
				groups[n-1] = append(groups[n-1], r)
				continue
			}
		}
		groups = append(groups, []rule{r})
	}
	return groups
}

func abs(n int) int { return max(n, -n) }

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
	top, bottom := g.ys[0], g.ys[len(g.ys)-1]
	for x := max(x0-reach, 0); x < min(x1+reach, b.w); x++ {
		n := 0
		for y := top; y < bottom; y++ {
			if b.vertical(x, y, reach) {
				n++
			}
		}
		if n*5 < (bottom-top)*2 {
			continue
		}
		if k := len(g.xs); k > 0 && x-g.xs[k-1] <= reach {
			g.xs[k-1] = x
			continue
		}
		g.xs = append(g.xs, x)
	}
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
	b.merge(&g, reach)
	return g, true
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

func (b bitmap) ruledBelow(g grid, r, c, reach int) bool {
	y, n, all := g.ys[r+1], 0, 0
	for x := g.xs[c] + reach; x < g.xs[c+1]-reach; x++ {
		all++
		for dy := -reach; dy <= reach; dy++ {
			if yy := y + dy; yy >= 0 && yy < b.h && b.horizontal(x, yy, reach) {
				n++
				break
			}
		}
	}
	return n*2 >= all
}

func (b bitmap) ruledRight(g grid, r, c, reach int) bool {
	x, n, all := g.xs[c+1], 0, 0
	for y := g.ys[r] + reach; y < g.ys[r+1]-reach; y++ {
		all++
		for dx := -reach; dx <= reach; dx++ {
			if xx := x + dx; xx >= 0 && xx < b.w && b.vertical(xx, y, reach) {
				n++
				break
			}
		}
	}
	return n*2 >= all
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
