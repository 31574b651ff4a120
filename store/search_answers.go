package store

import (
	"container/heap"
	"slices"

	"github.com/regwire/regwire/bot"
)

// answers gives the places that were asked for, in order, and the number of all.
// Where each must be looked at, counting ends at bot.Counted and what the page needs,
// and the total is one more than what is sure. They are not all when the window was
// too small.
func (x *search) answers() (found []place, total int, all bool, err error) {
	if !slices.ContainsFunc(x.found, func(p place) bool { return p.check }) {
		slices.SortFunc(x.found, place.compare)
		return page(x.found, x.m.Offset, x.m.Limit), x.total + len(x.found), true, nil
	}
	enough := max(bot.Counted, x.keep)
	if x.keep == 0 {
		enough = len(x.found)
	}
	var sure []place
	queue := byAge(x.found)
	heap.Init(&queue)
	for len(queue) > 0 && len(sure) <= enough {
		p := heap.Pop(&queue).(place)
		if x.unseen.before(p) {
			return nil, 0, false, nil
		}
		if n := len(sure); n > 0 && x.sieve.of == ofEvent && sure[n-1].event == p.event {
			continue
		}
		if err := x.ctx.Err(); err != nil {
			return nil, 0, false, err
		}
		if p.check {
			ok, err := x.verify(p)
			if err != nil {
				return nil, 0, false, err
			}
			if !ok {
				continue
			}
		}
		sure = append(sure, p)
	}
	if total = len(sure); total <= enough {
		if x.unseen.ok {
			return nil, 0, false, nil
		}
		total += x.total
	}
	return page(sure, x.m.Offset, x.m.Limit), total, true, nil
}

// verify looks for the words in the text, which answers most, then in the titles too.
func (x *search) verify(p place) (bool, error) {
	l, err := x.store.look(x.tx, p.item)
	if err != nil {
		return false, err
	}
	if len(x.m.not) == 0 && !slices.ContainsFunc(x.m.words, func(w string) bool { return !contains(l.text, w) }) {
		return true, nil
	}
	d, err := x.store.lookWhole(x.tx, p.item, l)
	return d != nil && d.holds(x.sieve.of, x.m), err
}

// byAge is a heap of places, the newest first.
type byAge []place

func (h byAge) Len() int           { return len(h) }
func (h byAge) Less(i, j int) bool { return h[i].compare(h[j]) < 0 }
func (h byAge) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byAge) Push(p any)        { *h = append(*h, p.(place)) }
func (h *byAge) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
