package store

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// keptMonths is how many months a visit counts new items of.
const keptMonths = 12

// visited is the round's visit with what the round brought. It is made anew, since
// a round that failed among others is committed a second time.
func (w *round) visited(now time.Time) feeds.Visit {
	v := *w.Visit
	n := len(w.done.New)
	if n == 0 {
		return v
	}
	v.LastNew = now
	if w.done.Late > 0 {
		if v.Health.State != feeds.HealthDegraded {
			v.Health.State, v.Health.Since = feeds.HealthDegraded, now
		}
		v.Health.Reason = fmt.Sprintf("%d items more than a month old came at once and are kept without being told", w.done.Late)
	}
	v.Months = maps.Clone(v.Months)
	if v.Months == nil {
		v.Months = map[string]int{}
	}
	v.Months[now.In(feeds.Shanghai).Format("2006-01")] += n
	months := slices.Sorted(maps.Keys(v.Months))
	for _, m := range months[:max(0, len(months)-keptMonths)] {
		delete(v.Months, m)
	}
	return v
}

// holdLate keeps old items of a source from being announced when many new ones are old: the
// source has opened its archive, or moved it to new addresses, which is no news.
func (s *Store) holdLate(tx *bbolt.Tx, w *round, m *marks, of string, found []feeds.Found) {
	if w.Late == "" {
		return
	}
	var late []int
	for i := range found {
		f := &found[i]
		if f.Item.Baseline || f.Item.Published == "" || f.Item.Published >= w.Late || len(f.Keys) == 0 {
			continue
		}
		if _, same := m.find(byLook, lookOf(f)); same {
			continue
		}
		if _, known := s.recognise(tx, m, of, hashes(f.Keys)); !known {
			late = append(late, i)
		}
	}
	if len(late) <= feeds.MaxLate {
		return
	}
	for _, i := range late {
		found[i].Item.Baseline = true
		w.held = append(w.held, &found[i].Item)
	}
	w.done.Late += len(late)
}

// letGo takes back what holdLate did, before the round is committed a second time: what is
// held already would not be counted. There was no first time when w is nil.
func (w *round) letGo() {
	if w == nil {
		return
	}
	for _, i := range w.held {
		i.Baseline = false
	}
}
