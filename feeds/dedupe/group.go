package dedupe

import (
	"slices"
	"strconv"

	"github.com/regwire/regwire/feeds"
)

// group is an event while items are grouped: its items, the one that leads it first.
type group struct {
	of []feeds.Candidate
	in int // the group that it became part of, its own number where it stands alone
}

// Group gives for each item the index of the one that began its event: what a store would
// do with the items one by one, but for what a person did. What is not relevant joins nothing.
func Group(items []feeds.Item) []int {
	var id Identity
	index := map[feeds.Key][]int{}
	groups := make([]group, len(items))
	home := make([]int, len(items)) // the group that each came to
	whole := func(n int) int {
		for groups[n].in != n {
			n = groups[n].in
		}
		return n
	}
	know := func(read *feeds.ReadItem, at int) {
		for _, k := range read.Known() {
			if n := index[k]; len(n) == 0 || !slices.Contains(n, at) {
				index[k] = append(n, at)
			}
		}
	}
	for i, item := range items {
		groups[i].in, home[i] = i, i
		if item.Reading.Relevance == feeds.NotRelevant {
			continue
		}
		item.ID = feeds.ItemID(strconv.Itoa(i))
		read := id.EventKeys(item)
		var found []int
		for _, k := range slices.Concat(read.Keys, read.Sought) {
			at := index[k]
			found = feeds.Weigh(found, at[max(0, len(at)-feeds.MaxOfKey):])
		}
		var near []int
		for _, n := range feeds.Nearest(found) {
			if n = whole(n); !slices.Contains(near, n) {
				near = append(near, n)
			}
		}
		var candidates []feeds.Candidate
		for _, n := range near[:min(len(near), feeds.MaxCandidates)] {
			candidates = append(candidates, groups[n].candidate(n))
		}
		v := id.Join(&read, candidates)
		at := i
		var joined []int
		if v.Join != "" {
			for _, e := range append(v.Same, v.Join) {
				n, _ := strconv.Atoi(string(e))
				joined = append(joined, n)
			}
			at = slices.Min(joined)
		}
		for _, n := range joined {
			if n != at {
				groups[at].take(groups[n].of...)
				groups[n].in = at
			}
		}
		c := feeds.CandidateOf("", item)
		c.Notes = read.Notes
		groups[at].take(c)
		home[i] = at
		for _, m := range v.Moves {
			from, _ := strconv.Atoi(string(m.From))
			moved, _ := strconv.Atoi(string(m.Item))
			groups[at].take(groups[from].leave(m.Item))
			home[moved] = at
			found := id.EventKeys(items[moved])
			know(&found, at)
		}
		know(&read, at)
	}
	began := map[int]int{}
	out := make([]int, len(items))
	for i := range out {
		n := whole(home[i])
		if _, ok := began[n]; !ok {
			began[n] = i
		}
		out[i] = began[n]
	}
	return out
}

// leave takes an item out.
func (g *group) leave(id feeds.ItemID) (gone feeds.Candidate) {
	i := slices.IndexFunc(g.of, func(c feeds.Candidate) bool { return c.Lead.ID == id })
	gone = g.of[i]
	g.of = slices.Delete(g.of, i, i+1)
	return gone
}

// take adds items, of which an authority's leads before the press's.
func (g *group) take(items ...feeds.Candidate) {
	for _, c := range items {
		g.of = append(g.of, c)
		if last := len(g.of) - 1; g.of[0].Lead.Media && !c.Lead.Media {
			g.of[0], g.of[last] = g.of[last], g.of[0]
		}
	}
}

// candidate is the event as a store offers it.
func (g *group) candidate(number int) feeds.Candidate {
	c := g.of[0]
	c.Event = feeds.EventID(strconv.Itoa(number))
	if rest := g.of[1:min(len(g.of), 1+feeds.MaxAlso)]; len(rest) > 0 {
		c.Also = func() []feeds.Candidate { return rest }
	}
	return c
}
