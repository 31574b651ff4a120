// Package spelling finds the name that was meant by one that nobody knows: a verb, a
// source, a key of a file.
package spelling

import (
	"cmp"
	"strings"
)

// Nearest is the candidate that was probably meant, or "" when none is near: at
// most a third of its letters differ, or it begins with what was typed.
func Nearest(typed string, candidates []string) string {
	typed = plain(typed)
	best, least := "", 1<<30
	for _, c := range candidates {
		p := plain(c)
		d := distance(typed, p)
		if len(typed) >= 3 && strings.HasPrefix(p, typed) {
			d = min(d, 1)
		}
		if d > max(1, len([]rune(p))/3) || d > least {
			continue
		}
		// Of two that are as near, one letter too many is likelier than another letter,
		// then the one that begins as what was typed.
		if d == least && cmp.Or(cmp.Compare(extra(typed, plain(best), d), extra(typed, p, d)), cmp.Compare(alike(typed, plain(best)), alike(typed, p)), cmp.Compare(len(p), len(plain(best)))) >= 0 {
			continue
		}
		best, least = c, d
	}
	return best
}

// extra is 1 when all that differs are letters too many in what was typed.
func extra(typed, p string, distance int) int {
	if len(typed)-len(p) == distance {
		return 1
	}
	return 0
}

// alike is how many bytes the two begin with alike, 0 where those are no word: fewer
// than three.
func alike(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	if n < 3 {
		return 0
	}
	return n
}

// plain makes names comparable: case, and the signs between words.
func plain(s string) string { return hyphens.Replace(strings.ToLower(clip(s))) }

var hyphens = strings.NewReplacer("_", "-", " ", "-")

// clip keeps what is typed in chat, which has no end, short enough to compare.
func clip(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// distance is the number of letters to add, drop, change or swap with their
// neighbour to make a of b.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	before, last := make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row := make([]int, len(rb)+1)
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(rb)]
}
