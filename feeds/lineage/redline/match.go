package redline

import (
	"cmp"
	"maps"
	"slices"
)

const (
	// alike is how much of two wordings must be common to call one the successor
	// of the other, alikeNumber how much when both have the same number.
	alike       = 0.4
	alikeNumber = 0.25
	// common is how many units may share a pair of characters before the pair
	// stops proposing candidates, which keeps matching near linear.
	common = 24
	// tries bounds the candidates that are compared for one unit.
	tries = 6
)

// match gives for every new unit the old one it comes from, or -1. Equal
// wordings are matched first, the same number before any other; what is left is
// paired by how much is common.
func match(olds, news []unit) []int {
	from := make([]int, len(news))
	for i := range from {
		from[i] = -1
	}
	taken := make([]bool, len(olds))
	equal(olds, news, from, taken, func(u unit) unit { return u })
	equal(olds, news, from, taken, func(u unit) unit { u.number = ""; return u })
	for _, p := range pairs(olds, news, from, taken) {
		if from[p.new] < 0 && !taken[p.old] {
			from[p.new], taken[p.old] = p.old, true
		}
	}
	return from
}

func equal(olds, news []unit, from []int, taken []bool, key func(unit) unit) {
	where := map[unit][]int{}
	for j, u := range olds {
		if !taken[j] {
			where[key(u)] = append(where[key(u)], j)
		}
	}
	for i, u := range news {
		if at := where[key(u)]; from[i] < 0 && len(at) > 0 {
			from[i], taken[at[0]] = at[0], true
			where[key(u)] = at[1:]
		}
	}
}

type couple struct {
	old, new int
	score    float64
}

// pairs proposes who comes from whom among the rest, the best first.
func pairs(olds, news []unit, from []int, taken []bool) []couple {
	index := map[uint64][]int{}
	grams := make([][]uint64, len(olds))
	byNumber := map[string]int{}
	for j, u := range olds {
		if taken[j] {
			continue
		}
		grams[j] = Bigrams(u.body)
		if u.number != "" {
			byNumber[u.number] = j
		}
		for k, g := range grams[j] {
			if k == 0 || g != grams[j][k-1] {
				index[g] = append(index[g], j)
			}
		}
	}
	var out []couple
	for i, u := range news {
		if from[i] >= 0 {
			continue
		}
		mine := Bigrams(u.body)
		for _, j := range candidates(mine, index, byNumber, u.number) {
			if olds[j].what != u.what {
				continue
			}
			score, floor := Dice(mine, grams[j]), alike
			if u.number != "" && olds[j].number == u.number {
				floor = alikeNumber
				score += 0.05
			}
			if score >= floor {
				out = append(out, couple{j, i, score})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y couple) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.new, y.new), cmp.Compare(x.old, y.old))
	})
	return out
}

// candidates are the old units that share most of the rarer pairs, and the one
// of the same number.
func candidates(mine []uint64, index map[uint64][]int, byNumber map[string]int, number string) []int {
	hits := map[int]int{}
	for _, g := range mine {
		if at := index[g]; len(at) <= common {
			for _, j := range at {
				hits[j]++
			}
		}
	}
	best := slices.SortedFunc(maps.Keys(hits), func(x, y int) int { return cmp.Or(cmp.Compare(hits[y], hits[x]), cmp.Compare(x, y)) })
	best = best[:min(len(best), tries)]
	if j, ok := byNumber[number]; ok && number != "" && !slices.Contains(best, j) {
		best = append(best, j)
	}
	return best
}

// Bigrams are the pairs of neighbouring characters, sorted.
func Bigrams(s string) []uint64 {
	var out []uint64
	last := rune(0)
	for _, r := range s {
		out = append(out, uint64(last)<<32|uint64(r))
		last = r
	}
	slices.Sort(out)
	return out
}

// Dice is twice what two sorted lists have in common over what they have.
func Dice(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
