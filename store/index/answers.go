package index

import (
	"container/heap"
	"slices"
)

// answers gives the places that were asked for, in order, and the number of all.
// Where each must be looked at, counting ends at Query.Counted and what is asked for,
// and the total is one more than what is sure. They are not all when the window was
// too small.
func (s *search) answers() (found []Answer, total int, all bool, err error) {
	if !slices.ContainsFunc(s.found, func(p place) bool { return p.check }) {
		slices.SortFunc(s.found, place.compare)
		return page(s.found, s.q.Offset, s.q.Limit), s.total + len(s.found), true, nil
	}
	enough := max(s.q.Counted, s.keep)
	if s.keep == 0 {
		enough = len(s.found)
	}
	var sure []place
	queue := byAge(s.found)
	heap.Init(&queue)
	for len(queue) > 0 && len(sure) <= enough {
		p := heap.Pop(&queue).(place)
		if s.unseen.before(p) {
			return nil, 0, false, nil
		}
		if n := len(sure); n > 0 && s.q.Of == OfEvent && sure[n-1].Event == p.Event {
			continue
		}
		if err := s.ctx.Err(); err != nil {
			return nil, 0, false, err
		}
		if p.check {
			ok, err := s.verify(p)
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
		if s.unseen.ok {
			return nil, 0, false, nil
		}
		total += s.total
	}
	return page(sure, s.q.Offset, s.q.Limit), total, true, nil
}

// page is the part of the places that is asked for.
func page(places []place, offset, limit int) []Answer {
	places = places[min(max(offset, 0), len(places)):]
	if limit > 0 {
		places = places[:min(limit, len(places))]
	}
	found := make([]Answer, len(places))
	for i, p := range places {
		found[i] = p.Answer
	}
	return found
}

// verify looks for the words in the text, which answers most, then in the titles too.
func (s *search) verify(p place) (bool, error) {
	text, err := s.r.Text(p.Item)
	if err != nil {
		return false, err
	}
	if len(s.q.Not) == 0 && !slices.ContainsFunc(s.q.Words, func(w string) bool { return !contains(text, w) }) {
		return true, nil
	}
	d, err := s.r.Whole(p.Item, text)
	return d != nil && d.holds(s.q), err
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
