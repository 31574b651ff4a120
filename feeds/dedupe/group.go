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

// grouping is the events of items that come one by one.
type grouping struct {
	id     Identity
	groups []group             // by the item that began each
	home   []int               // the group that each item came to
	index  map[feeds.Key][]int // the groups under a key, as they were then
}

// Group gives for each item the index of the one that began its event: what a store would
// do with the items one by one, but for what a person did. What is not relevant joins nothing.
func Group(items []feeds.Item) []int {
	g := grouping{groups: make([]group, len(items)), home: make([]int, len(items)), index: map[feeds.Key][]int{}}
	for i, item := range items {
		g.groups[i].in, g.home[i] = i, i
		if item.Reading.Relevance == feeds.NotRelevant {
			continue
		}
		item.ID = feeds.ItemID(strconv.Itoa(i))
		read := g.id.EventKeys(item)
		v := g.id.Join(&read, g.candidates(&read))
		at := g.unite(i, v)
		c := feeds.CandidateOf("", item)
		c.Notes = read.Notes
		g.groups[at].take(c)
		g.home[i] = at
		for _, m := range v.Moves {
			g.move(m, items, at)
		}
		g.know(&read, at)
	}
	return g.began()
}

// whole is the group that a group became part of.
func (g *grouping) whole(n int) int {
	for g.groups[n].in != n {
		n = g.groups[n].in
	}
	return n
}

// know puts a group under the keys of an item in it.
func (g *grouping) know(read *feeds.ReadItem, at int) {
	for _, k := range read.Known() {
		if n := g.index[k]; len(n) == 0 || !slices.Contains(n, at) {
			g.index[k] = append(n, at)
		}
	}
}

// candidates are the groups that keys of the item lead to, the nearest first.
func (g *grouping) candidates(read *feeds.ReadItem) (out []feeds.Candidate) {
	var found []int
	for _, k := range slices.Concat(read.Keys, read.Sought) {
		at := g.index[k]
		found = feeds.Weigh(found, at[max(0, len(at)-feeds.MaxOfKey):])
	}
	var near []int
	for _, n := range feeds.Nearest(found) {
		if n = g.whole(n); !slices.Contains(near, n) {
			near = append(near, n)
		}
	}
	for _, n := range near[:min(len(near), feeds.MaxCandidates)] {
		out = append(out, g.groups[n].candidate(n))
	}
	return out
}

// unite makes one group of those that the verdict on an item names, and returns it: the
// item's own where it joins none.
func (g *grouping) unite(item int, v feeds.Verdict) int {
	if v.Join == "" {
		return item
	}
	var joined []int
	for _, e := range append(v.Same, v.Join) {
		n, _ := strconv.Atoi(string(e))
		joined = append(joined, n)
	}
	at := slices.Min(joined)
	for _, n := range joined {
		if n != at {
			g.groups[at].take(g.groups[n].of...)
			g.groups[n].in = at
		}
	}
	return at
}

// move takes an item out of its group into another.
func (g *grouping) move(m feeds.Move, items []feeds.Item, to int) {
	from, _ := strconv.Atoi(string(m.From))
	item, _ := strconv.Atoi(string(m.Item))
	g.groups[to].take(g.groups[from].leave(m.Item))
	g.home[item] = to
	read := g.id.EventKeys(items[item])
	g.know(&read, to)
}

// began is the first item of each one's group.
func (g *grouping) began() []int {
	first := map[int]int{}
	out := make([]int, len(g.home))
	for i := range out {
		n := g.whole(g.home[i])
		if _, ok := first[n]; !ok {
			first[n] = i
		}
		out[i] = first[n]
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
