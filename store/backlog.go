package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
)

// Backlog is what waits, for operators and metrics.
type Backlog struct {
	// Owed counts deliveries that are neither sent nor given up by the platform of
	// their channel and by what they wait for.
	Owed map[Wait]int
	// Oldest is when the oldest of those that should have been posted by now was due.
	Oldest time.Time
	// Next is when the time of the first of those comes that wait for theirs.
	Next time.Time
	// Requests are commands that were taken and are not done.
	Requests int
	// Writes wait for the committer.
	Writes int
}

// Wait is what deliveries of a platform wait for.
type Wait struct {
	Platform string
	For      string
}

// What a delivery waits for: its turn, its time (a list's, or the next try's), or a
// person.
const (
	WaitsTurn   = "turn"
	WaitsTime   = "time"
	WaitsPerson = "person"
)

// agedMost bounds how many of the oldest deliveries are looked at for when they were
// due: each is a record, and the scrape of a metric must stay cheap.
const agedMost = 100

// Backlog counts what waits. It walks the queue of what is owed, not the records.
func (s *Store) Backlog(context.Context) (Backlog, error) {
	b := Backlog{Owed: map[Wait]int{}, Writes: len(s.requests)}
	now := stamp(s.now())
	type place struct {
		seq uint64
		key []byte
	}
	var open []place
	err := s.db.View(func(tx *bbolt.Tx) error {
		for k, v := range tableOwed.under(tx, nil) {
			channel, seq, ok := bytes.Cut(k, []byte{0})
			if !ok || len(seq) != 8 || len(v) < 8 {
				continue
			}
			w := Wait{Platform: bot.ChannelID(channel).Platform(), For: WaitsTurn}
			switch at := binary.BigEndian.Uint64(v); {
			case at == never:
				w.For = WaitsPerson
			case at > now:
				w.For = WaitsTime
				if next := stampTime(at); b.Next.IsZero() || next.Before(b.Next) {
					b.Next = next
				}
			}
			if b.Owed[w]++; w.For != WaitsPerson {
				open = append(open, place{binary.BigEndian.Uint64(seq), v[8:]})
			}
		}
		slices.SortFunc(open, func(a, b place) int { return cmp.Compare(a.seq, b.seq) })
		for _, p := range open[:min(len(open), agedMost)] {
			d, ok, err := s.getDelivery(tx, p.key)
			if err != nil {
				return err
			}
			if at := cmp.Or(d.Due, d.Created); ok && !at.After(s.now()) && (b.Oldest.IsZero() || at.Before(b.Oldest)) {
				b.Oldest = at
			}
		}
		for range tableRequests.under(tx, []byte{requestWaits}) {
			b.Requests++
		}
		return nil
	})
	return b, err
}

// ForPerson counts by channel the deliveries that wait for a person.
func (s *Store) ForPerson(context.Context) (map[bot.ChannelID]int, error) {
	by := map[bot.ChannelID]int{}
	err := s.db.View(func(tx *bbolt.Tx) error {
		for k, v := range tableOwed.under(tx, nil) {
			if channel, _, ok := bytes.Cut(k, []byte{0}); ok && len(v) >= 8 && binary.BigEndian.Uint64(v) == never {
				by[bot.ChannelID(channel)]++
			}
		}
		return nil
	})
	return by, err
}
