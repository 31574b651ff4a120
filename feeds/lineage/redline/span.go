package redline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Op says what a Span does.
type Op string

// The operations.
const (
	Equal  Op = "equal"
	Delete Op = "delete"
	Insert Op = "insert"
)

// Span is a stretch of wording that stayed, went or came.
type Span struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

const (
	// maxClauseEdits and maxRuneEdits bound the search for the shortest edit; a
	// stretch that needs more is shown as replaced whole, which also reads better.
	maxClauseEdits = 600
	maxRuneEdits   = 250
	// island is the length, in characters, under which an unchanged stretch
	// between two edits is shown as part of them.
	island = 2
)

// spans are how a becomes b: first by clause, then by character inside the
// clauses that were replaced.
func spans(a, b string) []Span {
	var out []Span
	list := edits(clauses(a), clauses(b), maxClauseEdits)
	for i := 0; i < len(list); i++ {
		if i+1 < len(list) && list[i].Op == Delete && list[i+1].Op == Insert {
			out = append(out, edits(letters(list[i].Text), letters(list[i+1].Text), maxRuneEdits)...)
			i++
			continue
		}
		out = append(out, list[i])
	}
	return merge(drown(merge(out)))
}

// merge joins neighbouring spans of one kind; of two neighbours that differ,
// what went stands before what came.
func merge(list []Span) []Span {
	var out []Span
	var gone, come strings.Builder
	flush := func() {
		if gone.Len() > 0 {
			out = append(out, Span{Delete, gone.String()})
		}
		if come.Len() > 0 {
			out = append(out, Span{Insert, come.String()})
		}
		gone.Reset()
		come.Reset()
	}
	for _, s := range list {
		switch {
		case s.Text == "":
		case s.Op == Delete:
			gone.WriteString(s.Text)
		case s.Op == Insert:
			come.WriteString(s.Text)
		case gone.Len()+come.Len() == 0 && len(out) > 0 && out[len(out)-1].Op == Equal:
			out[len(out)-1].Text += s.Text
		default:
			flush()
			out = append(out, s)
		}
	}
	flush()
	return out
}

// drown turns tiny unchanged stretches between edits into part of the edits: a
// single character in common is chance.
func drown(list []Span) []Span {
	var out []Span
	for i, s := range list {
		if s.Op == Equal && i > 0 && i < len(list)-1 && utf8.RuneCountInString(s.Text) < island {
			out = append(out, Span{Delete, s.Text}, Span{Insert, s.Text})
			continue
		}
		out = append(out, s)
	}
	return out
}

// clauses cuts after every mark of punctuation.
func clauses(s string) []string {
	var out []string
	from := 0
	for i, r := range s {
		if strings.ContainsRune("，。；：、,;.", r) {
			end := i + utf8.RuneLen(r)
			out = append(out, s[from:end])
			from = end
		}
	}
	return append(out, s[from:])
}

func letters(s string) []string { return strings.Split(s, "") }

// edits is the shortest way from a to b in tokens (Myers 1986), or the
// replacement of all of it when that takes more than most steps.
func edits(a, b []string, most int) []Span {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := []Span{{Equal, strings.Join(a[:head], "")}}
	out = append(out, middle(a[head:len(a)-tail], b[head:len(b)-tail], most)...)
	return merge(append(out, Span{Equal, strings.Join(a[len(a)-tail:], "")}))
}

func middle(a, b []string, most int) []Span {
	trace, found := search(a, b, most)
	if !found {
		return []Span{{Delete, strings.Join(a, "")}, {Insert, strings.Join(b, "")}}
	}
	var back []Span
	x, y := len(a), len(b)
	for d := len(trace) - 1; d > 0; d-- {
		v := trace[d-1] // furthest x on diagonal k, for |k| < d, at v[k+d-1]
		k := x - y
		down := k == -d || k != d && reach(v, d, k-1) < reach(v, d, k+1)
		from := k - 1
		if down {
			from = k + 1
		}
		px := reach(v, d, from)
		py := px - from
		for x > px && y > py {
			x, y = x-1, y-1
			back = append(back, Span{Equal, a[x]})
		}
		if down {
			y--
			back = append(back, Span{Insert, b[y]})
		} else {
			x--
			back = append(back, Span{Delete, a[x]})
		}
	}
	for x > 0 {
		x--
		back = append(back, Span{Equal, a[x]})
	}
	slices.Reverse(back)
	return back
}

// reach is how far step d-1 came on diagonal k, -1 where it was not.
func reach(v []int, d, k int) int {
	if i := k + d - 1; i >= 0 && i < len(v) {
		return v[i]
	}
	return -1
}

// search runs the steps forward and keeps, for each, the furthest reach on every
// diagonal.
func search(a, b []string, most int) (trace [][]int, found bool) {
	for d := 0; d <= most && d <= len(a)+len(b); d++ {
		v := make([]int, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				last := trace[d-1]
				if k == -d || k != d && reach(last, d, k-1) < reach(last, d, k+1) {
					x = reach(last, d, k+1)
				} else {
					x = reach(last, d, k-1) + 1
				}
			}
			y := x - k
			for x < len(a) && y < len(b) && x >= 0 && y >= 0 && a[x] == b[y] {
				x, y = x+1, y+1
			}
			v[k+d] = x
			if x >= len(a) && y >= len(b) {
				return append(trace, v), true
			}
		}
		trace = append(trace, v)
	}
	return trace, false
}
