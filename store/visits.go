package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// Buckets of this file: "visits", source id -> feeds.Visit.
const tableVisits table = "visits"

// flushEvery is how long the time of a visit that brought nothing may wait.
const flushEvery = time.Minute

// dueVisits knows in memory when each source is due, and keeps visits that were
// touched and not flushed yet.
type dueVisits struct {
	mu      sync.Mutex
	last    map[feeds.SourceID]lastVisit
	touched map[feeds.SourceID]feeds.Visit
	hosts   *hosts
}

// hosts is a list of sources by host, walked round and round so that a cycle
// over all of them costs one pass.
type hosts struct {
	of  []feeds.Source
	all []hosted
	at  int
}

// hosted are the sources of one host.
type hosted struct {
	name    string
	sources []*feeds.Source
}

// lastVisit is when a source was visited last, and when it is due again.
type lastVisit struct{ at, next time.Time }

func newDueVisits() *dueVisits {
	return &dueVisits{last: map[feeds.SourceID]lastVisit{}, touched: map[feeds.SourceID]feeds.Visit{}, hosts: &hosts{}}
}

func (s *Store) loadDue(tx *bbolt.Tx) error {
	s.due.mu.Lock()
	defer s.due.mu.Unlock()
	return records(s, tx, tableVisits, nil, func(v *feeds.Visit) error {
		s.due.last[v.Source] = lastVisit{v.At, v.NextDue}
		return nil
	})
}

// arrange groups the sources by host, again only when another slice comes.
func (d *dueVisits) arrange(sources []feeds.Source) *hosts {
	if of := d.hosts.of; len(of) == len(sources) && (len(of) == 0 || &of[0] == &sources[0]) {
		return d.hosts
	}
	h := &hosts{of: sources}
	places := map[string]int{}
	for i := range sources {
		source := &sources[i]
		place, ok := places[source.Host]
		if !ok {
			place = len(h.all)
			places[source.Host] = place
			h.all = append(h.all, hosted{name: source.Host})
		}
		h.all[place].sources = append(h.all[place].sources, source)
	}
	d.hosts = h
	return h
}

// claim walks on to the next host that is due and free.
func (d *dueVisits) claim(sources []feeds.Source, now time.Time, take func(host string) bool) []*feeds.Source {
	d.mu.Lock()
	defer d.mu.Unlock()
	h := d.arrange(sources)
	for range h.all {
		host := h.all[h.at]
		h.at = (h.at + 1) % len(h.all)
		if d.isDue(host.sources, now) && take(host.name) {
			return host.sources
		}
	}
	return nil
}

func (d *dueVisits) isDue(sources []*feeds.Source, now time.Time) bool {
	return slices.ContainsFunc(sources, func(source *feeds.Source) bool { return d.ripe(source, now) })
}

// ripe reports whether the time of the source has come. A visit that lies ahead was written
// by a clock that has been set back since, and so was when the next one is due.
func (d *dueVisits) ripe(source *feeds.Source, now time.Time) bool {
	v := d.last[source.ID]
	return !v.next.After(now) || liesAhead(v.at, now)
}

// due are those of the sources that are due, with their visits when all of them are in
// memory, as they are between flushes while nothing changes; nil when one is not.
func (d *dueVisits) due(sources []*feeds.Source, now time.Time) (ids []feeds.SourceID, visits []feeds.Visit) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ids, visits = make([]feeds.SourceID, 0, len(sources)), make([]feeds.Visit, 0, len(sources))
	for _, source := range sources {
		if !d.ripe(source, now) {
			continue
		}
		ids = append(ids, source.ID)
		if v, ok := d.touched[source.ID]; ok && visits != nil {
			visits = append(visits, v)
		} else {
			visits = nil
		}
	}
	return ids, visits
}

// ClaimHost claims one host that has due sources among those given and returns
// their visits. Callers hand in the same slice each time and leave it unchanged:
// it is arranged by host once.
func (s *Store) ClaimHost(ctx context.Context, owner string, sources []feeds.Source) (feeds.Claim, []feeds.Visit, error) {
	var claim feeds.Claim
	var lapsed bool
	if err := s.room.Growing(); err != nil {
		return feeds.Claim{}, nil, err
	}
	now := s.now()
	of := s.due.claim(sources, now, func(host string) (ok bool) {
		claim, lapsed, ok = s.claims.Take(feeds.ClaimHost, host, owner)
		return ok
	})
	if of == nil {
		return feeds.Claim{}, nil, feeds.ErrNoWork
	}
	if err := s.settleIf(ctx, lapsed); err != nil {
		return feeds.Claim{}, nil, s.giveBack(claim, err)
	}
	ids, visits := s.due.due(of, now)
	if len(ids) == 0 { // the one whose lease ended had just finished
		return feeds.Claim{}, nil, s.giveBack(claim, feeds.ErrNoWork)
	}
	if visits != nil {
		return claim, visits, nil
	}
	visits = make([]feeds.Visit, len(ids))
	err := s.db.View(func(tx *bbolt.Tx) (err error) {
		for i, id := range ids {
			if visits[i], err = s.visit(tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return feeds.Claim{}, nil, s.giveBack(claim, err)
	}
	return claim, visits, nil
}

// visit is the visit of a source, touched or stored. A source whose record was
// damaged counts as visited, without validators: taken for new, its news would
// be a baseline that nobody is told of.
func (s *Store) visit(tx *bbolt.Tx, id feeds.SourceID) (feeds.Visit, error) {
	s.due.mu.Lock()
	v, ok := s.due.touched[id]
	s.due.mu.Unlock()
	if ok {
		return v, nil
	}
	raw := tableVisits.in(tx).Get([]byte(id))
	if raw == nil {
		return s.unvisited(tx, id), nil
	}
	ok, err := s.decode(tableVisits, []byte(id), raw, &v)
	if err == nil && !ok {
		v = s.lostVisit(id)
	}
	return v, err
}

func (s *Store) unvisited(tx *bbolt.Tx, id feeds.SourceID) feeds.Visit {
	if tableDamaged.in(tx).Get([]byte(string(tableVisits)+"\x00"+string(id))) != nil {
		return s.lostVisit(id)
	}
	return feeds.Visit{Source: id}
}

func (s *Store) lostVisit(id feeds.SourceID) feeds.Visit {
	return feeds.Visit{Source: id, Good: s.now(), Reason: "what was known of earlier visits was damaged and set aside"}
}

func (s *Store) putVisit(tx *bbolt.Tx, v feeds.Visit) error {
	if v.Source == "" {
		return fmt.Errorf("visit names no source")
	}
	return putRecord(tx, tableVisits, []byte(v.Source), v)
}

// visited brings memory up to date after a visit was committed.
func (d *dueVisits) visited(v feeds.Visit) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last[v.Source] = lastVisit{v.At, v.NextDue}
	delete(d.touched, v.Source)
}

// Touch keeps a visit that brought nothing, in memory until the next flush.
func (s *Store) Touch(_ context.Context, c feeds.Claim, v feeds.Visit) error {
	if err := s.claims.Check(c, feeds.ClaimHost); err != nil {
		return err
	}
	if s.readOnly {
		return ErrReadOnly
	}
	s.due.mu.Lock()
	defer s.due.mu.Unlock()
	s.checks.note(v, 0)
	s.due.touched[v.Source] = v
	s.due.last[v.Source] = lastVisit{v.At, v.NextDue}
	return nil
}

func (s *Store) flushLoop() {
	defer close(s.flushed)
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-tick.C:
			if err := s.flushVisits(context.Background()); err != nil && !errors.Is(err, ErrClosed) && !errors.Is(err, feeds.ErrFull) {
				s.log.Error("visit times could not be flushed", "err", err)
			}
		}
	}
}

// flushVisits writes the touched visits in one transaction. They leave memory
// only once they are committed, and only if they were not touched again.
func (s *Store) flushVisits(ctx context.Context) error {
	s.due.mu.Lock()
	some := len(s.due.touched) > 0
	s.due.mu.Unlock()
	if !some && !s.checks.some() {
		return nil
	}
	var flushed map[feeds.SourceID]feeds.Visit
	notes := s.checks.take()
	err := s.write(ctx, &request{
		do: func(tx *bbolt.Tx) error {
			s.due.mu.Lock()
			flushed = maps.Clone(s.due.touched)
			s.due.mu.Unlock()
			for _, id := range slices.Sorted(maps.Keys(flushed)) {
				if err := s.flushVisit(tx, flushed[id]); err != nil {
					return err
				}
			}
			return s.flushChecks(tx, notes)
		},
		after: func() {
			s.due.mu.Lock()
			defer s.due.mu.Unlock()
			for id, v := range flushed {
				if s.due.touched[id].At.Equal(v.At) {
					delete(s.due.touched, id)
				}
			}
		},
	})
	if err != nil {
		s.checks.giveBack(notes)
	}
	return err
}

// flushVisit writes a touched visit unless a later one was committed meanwhile.
func (s *Store) flushVisit(tx *bbolt.Tx, v feeds.Visit) error {
	var stored feeds.Visit
	ok, err := s.getRecord(tx, tableVisits, []byte(v.Source), &stored)
	if err != nil || ok && stored.At.After(v.At) && !liesAhead(stored.At, s.now()) {
		return err
	}
	return s.putVisit(tx, v)
}

// Visits are those of every source ever visited, by source id.
func (s *Store) Visits(_ context.Context) ([]feeds.Visit, error) {
	found := map[feeds.SourceID]feeds.Visit{}
	err := s.db.View(func(tx *bbolt.Tx) error {
		return records(s, tx, tableVisits, nil, func(v *feeds.Visit) error {
			found[v.Source] = *v
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	s.due.mu.Lock()
	maps.Copy(found, s.due.touched)
	s.due.mu.Unlock()
	return slices.SortedFunc(maps.Values(found), func(a, b feeds.Visit) int {
		return cmp.Compare(a.Source, b.Source)
	}), nil
}

// Hasten makes the sources due at once. It is kept in memory: after a restart
// they are due when their last visit said.
func (s *Store) Hasten(sources []feeds.SourceID) {
	s.due.mu.Lock()
	defer s.due.mu.Unlock()
	for _, id := range sources {
		delete(s.due.last, id)
	}
}
