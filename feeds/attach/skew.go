package attach

import "math"

// Scanned pages lie askew, by a degree or two as a rule. Neither lines of a table nor those of text
// are found by what stands at one height then, so that a page is set straight first.

const (
	mostSkew   = 4.0  // degrees that are looked for to either side
	coarseStep = 0.25 // degrees from one angle to the next
	fineStep   = 0.02
	leastSkew  = 0.06
	skewWide   = 1_200 // pixels of the width on which it is looked for
	skewHigh   = 3_600 // and of the height at most
	skewEdge   = 40    // the least difference between a pixel and the one above it at an edge
	surer      = 1.03  // how much better an angle has to be than none
)

// straight is the page turned by as much as it lies askew.
func (b bitmap) straight() bitmap {
	angle := b.skew()
	if angle == 0 {
		return b
	}
	return b.turned(angle)
}

// skew is by how many degrees a page was turned clockwise, 0 where that is not certain. Edges of
// lines and of letters gather at few heights where a page is straight.
func (b bitmap) skew() float64 {
	small := b.shrunk(max(1, b.w/skewWide))
	small.h = min(small.h, skewHigh)
	var edges [][2]int
	for y := 1; y < small.h; y++ {
		for x := 0; x < small.w; x += 2 { // the others tell no more
			if abs(small.at(x, y)-small.at(x, y-1)) >= skewEdge {
				edges = append(edges, [2]int{x, y})
			}
		}
	}
	reach := int(math.Tan(mostSkew*math.Pi/180)*float64(small.w)) + 2
	counts := make([]int, small.h+2*reach)
	gathered := func(angle float64) (sum float64) {
		clear(counts)
		slope := int(math.Tan(angle*math.Pi/180) * (1 << 16))
		for _, e := range edges {
			counts[e[1]-e[0]*slope>>16+reach]++
		}
		for _, n := range counts {
			sum += float64(n) * float64(n)
		}
		return sum
	}
	level := gathered(0)
	best, most := 0.0, level
	look := func(from, to, step float64) {
		for angle := from; angle <= to; angle += step {
			if sum := gathered(angle); sum > most {
				best, most = angle, sum
			}
		}
	}
	look(coarseStep-mostSkew, mostSkew-coarseStep, coarseStep)
	look(best-coarseStep, best+coarseStep, fineStep)
	if math.Abs(best) < leastSkew || most < surer*level {
		return 0
	}
	return best
}

// shrunk is a page in which squares of n by n pixels are one, as bright as they are together.
func (b bitmap) shrunk(n int) bitmap {
	if n < 2 {
		return b
	}
	out := newBitmap(b.w/n, b.h/n)
	for y := range out.h {
		for x := range out.w {
			sum := 0
			for dy := range n {
				for _, p := range b.row(y*n + dy)[x*n : x*n+n] {
					sum += int(p)
				}
			}
			out.pix[y*out.w+x] = byte(sum / (n * n))
		}
	}
	return out
}

// turned is a page turned back by an angle around its middle, on its own ground.
func (b bitmap) turned(angle float64) bitmap {
	out := newBitmap(b.w, b.h)
	ground, _ := b.ground(0, 0, b.w, b.h)
	sin, cos := math.Sincos(angle * math.Pi / 180)
	midX, midY := float64(b.w-1)/2, float64(b.h-1)/2
	for y := range out.h {
		fy := float64(y) - midY
		row := out.row(y)
		for x := range row {
			fx := float64(x) - midX
			sx, sy := cos*fx-sin*fy+midX, sin*fx+cos*fy+midY
			x0, y0 := int(math.Floor(sx)), int(math.Floor(sy))
			if x0 < 0 || y0 < 0 || x0+1 >= b.w || y0+1 >= b.h {
				row[x] = byte(ground)
				continue
			}
			right, low := sx-float64(x0), sy-float64(y0)
			top := float64(b.at(x0, y0))*(1-right) + float64(b.at(x0+1, y0))*right
			bottom := float64(b.at(x0, y0+1))*(1-right) + float64(b.at(x0+1, y0+1))*right
			row[x] = byte(top*(1-low) + bottom*low + 0.5)
		}
	}
	return out
}
