package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Bucket of this file: "checks", month, source (each ended by a zero byte) ->
// watched.
const tableChecks table = "checks"

// watched is a bot.Check with when the next visit should have come.
type watched struct {
	bot.Check
	Due time.Time `json:"due,omitzero"`
}

const (
	// late is how much later than due a visit may be without a gap.
	late = time.Hour
	// maxGaps bounds the gaps kept of a source and month.
	maxGaps = 200
)

// checks counts visits in memory until the next flush of visit times.
type checks struct {
	mu    sync.Mutex
	notes map[feeds.SourceID]*noted
	bad   map[feeds.SourceID]bool // how the last visit ended; absent when not known
	// written is the month of the visit before, which is that of most.
	written string
	year    int
	of      time.Month
}

// noted is what the visits of one source since the last flush came to.
type noted struct {
	months []monthly     // nearly always one
	turns  []feeds.Visit // visits that were not good, or the first good one again
	last   feeds.Visit
	first  time.Time
}

// monthly is what the visits of one month came to.
type monthly struct {
	month               string
	checks, good, found int
}

// of gives the counts of the month.
func (n *noted) of(month string) *monthly {
	for i := range n.months {
		if n.months[i].month == month {
			return &n.months[i]
		}
	}
	n.months = append(n.months, monthly{month: month})
	return &n.months[len(n.months)-1]
}

func newChecks() *checks {
	return &checks{notes: map[feeds.SourceID]*noted{}, bad: map[feeds.SourceID]bool{}}
}

func monthOf(t time.Time) string { return t.In(feeds.Shanghai).Format("2006-01") }

// month is monthOf, written anew only when it is another one; the caller holds the lock.
func (c *checks) month(t time.Time) string {
	if year, month, _ := t.In(feeds.Shanghai).Date(); year != c.year || month != c.of {
		c.year, c.of, c.written = year, month, monthOf(t)
	}
	return c.written
}

// note counts a visit and the new items it brought.
func (c *checks) note(v feeds.Visit, found int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.notes[v.Source]
	if n == nil {
		n = &noted{first: v.At}
		c.notes[v.Source] = n
	}
	count := n.of(c.month(v.At))
	count.checks++
	count.found += found
	good := v.Outcome.Good()
	if good {
		count.good++
	}
	was, known := c.bad[v.Source]
	if !known || was == good {
		v := v
		v.Pages, v.Months = nil, nil
		n.turns = append(n.turns, v)
	}
	c.bad[v.Source] = !good
	n.last = v
}

// take hands over what was noted.
func (c *checks) take() map[feeds.SourceID]*noted {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.notes
	c.notes = map[feeds.SourceID]*noted{}
	return n
}

// giveBack takes back what could not be written.
func (c *checks) giveBack(notes map[feeds.SourceID]*noted) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, old := range notes {
		n := c.notes[id]
		if n == nil {
			c.notes[id] = old
			continue
		}
		for _, m := range old.months {
			count := n.of(m.month)
			count.checks += m.checks
			count.good += m.good
			count.found += m.found
		}
		n.turns, n.first = append(old.turns, n.turns...), old.first
	}
}

func (c *checks) some() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.notes) > 0
}

func checkKey(month string, id feeds.SourceID) []byte { return words(month, string(id)) }

// flushChecks writes what was noted.
func (s *Store) flushChecks(tx *bbolt.Tx, notes map[feeds.SourceID]*noted) error {
	for _, id := range slices.Sorted(maps.Keys(notes)) {
		n := notes[id]
		slices.SortFunc(n.months, func(a, b monthly) int { return cmp.Compare(a.month, b.month) })
		for _, count := range n.months {
			if err := s.flushCheck(tx, id, count, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) flushCheck(tx *bbolt.Tx, id feeds.SourceID, count monthly, n *noted) error {
	month := count.month
	key := checkKey(month, id)
	w := watched{Check: bot.Check{Source: id, Month: month}}
	known, err := s.getRecord(tx, tableChecks, key, &w)
	if err != nil {
		return err
	}
	if !known {
		if err := s.carryOver(tx, id, month, &w); err != nil {
			return err
		}
	}
	w.Checks += count.checks
	w.Good += count.good
	w.Found += count.found
	if monthOf(n.first) == month && !w.Due.IsZero() && n.first.Sub(w.Due) > late && !open(w.Gaps) {
		w.Gaps = append(w.Gaps, bot.Gap{From: w.Due, To: n.first, Why: "not polled: the program did not run"})
	}
	for _, v := range n.turns {
		if monthOf(v.At) == month {
			w.Gaps = turn(w.Gaps, v)
		}
	}
	w.Gaps = w.Gaps[max(0, len(w.Gaps)-maxGaps):]
	w.Due = n.last.NextDue
	return putRecord(tx, tableChecks, key, w)
}

// carryOver takes a gap that was open at the end of the month before into the
// new one.
func (s *Store) carryOver(tx *bbolt.Tx, id feeds.SourceID, month string, w *watched) error {
	first, err := time.ParseInLocation("2006-01", month, feeds.Shanghai)
	if err != nil {
		return fmt.Errorf("month %q: %w", month, err)
	}
	key := checkKey(monthOf(first.AddDate(0, 0, -1)), id)
	var before watched
	ok, err := s.getRecord(tx, tableChecks, key, &before)
	if err != nil || !ok {
		return err
	}
	w.Due = before.Due
	if !open(before.Gaps) {
		return nil
	}
	gap := &before.Gaps[len(before.Gaps)-1]
	w.Gaps = []bot.Gap{{From: first, Why: gap.Why}}
	gap.To = first
	return putRecord(tx, tableChecks, key, before)
}

func open(gaps []bot.Gap) bool { return len(gaps) > 0 && gaps[len(gaps)-1].To.IsZero() }

// turn opens a gap at a visit that was not good and closes it at one that was.
func turn(gaps []bot.Gap, v feeds.Visit) []bot.Gap {
	switch {
	case v.Outcome.Good() && open(gaps):
		gaps[len(gaps)-1].To = v.At
	case !v.Outcome.Good() && !open(gaps):
		from := v.At
		if !v.Good.IsZero() && monthOf(v.Good) == monthOf(v.At) {
			from = v.Good
		}
		gaps = append(gaps, bot.Gap{From: from, Why: v.Reason})
	}
	return gaps
}

// Checks are what watching came to in the month, "2022-09", by source.
func (s *Store) Checks(ctx context.Context, month string) (list []bot.Check, err error) {
	if !s.readOnly {
		if err := s.flushVisits(ctx); err != nil {
			return nil, err
		}
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		return records(s, tx, tableChecks, words(month), func(w *watched) error {
			list = append(list, w.Check)
			return nil
		})
	})
	return list, err
}
