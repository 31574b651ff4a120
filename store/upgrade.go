package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// upgrades bring the file of an earlier layout forward, the one at index n from
// layout n+1 to n+2. Each is all or nothing, and so may be cut short.
var upgrades = []func(*Store, *bbolt.Tx) error{
	func(s *Store, tx *bbolt.Tx) error {
		for _, t := range []table{tableMarks, tableCalendars, tableWatches, tableChecks, tableDays, tableSources, tableRequests} {
			if _, err := tx.CreateBucketIfNotExists([]byte(t)); err != nil {
				return fmt.Errorf("create bucket %s: %w", t, err)
			}
		}
		return s.rebuildDays(tx)
	},
	hashCalendars,
	func(s *Store, tx *bbolt.Tx) error { return errors.Join(s.dateAllSteps(tx), s.reviewOpen(tx)) },
	// A delivery's record leaves out its key from layout 5 on: those of before are read as
	// well, and only programs of before have to be kept from reading the others.
	func(*Store, *bbolt.Tx) error { return nil },
}

// reviewOpen has the pages of consultations that are open asked again: layouts before 4
// asked each once.
func (s *Store) reviewOpen(tx *bbolt.Tx) error {
	today := feeds.DayOf(s.now(), feeds.Shanghai)
	var leads []feeds.ItemID
	err := records(s, tx, tableEvents, nil, func(e *feeds.Event) error {
		if r := e.Reading; r.Relevance == feeds.Relevant && r.Dates.CommentCloses.Day >= today {
			leads = append(leads, e.Lead)
		}
		return nil
	})
	if err != nil {
		return err
	}
	items, err := s.getItems(tx, leads)
	if err != nil {
		return err
	}
	for _, i := range items {
		if i.State != feeds.ItemRead || i.TitleOnly || i.Given || i.Media || i.Submitted != nil || i.Quarantine != "" {
			continue
		}
		i.Seen.Again = s.now()
		if err := errors.Join(s.putUntouched(tx, &i), enqueue(tx, &i)); err != nil {
			return err
		}
	}
	return nil
}

// upgrade runs those upgrades that the file lacks. What is wrong with a file that
// tells no number is said by load.
func (s *Store) upgrade() error {
	for {
		n := s.layout()
		if n < 1 || n >= layoutSchema {
			return nil
		}
		if s.readOnly {
			return fmt.Errorf("open %s: its schema %d is older than this program's %d: open it for writing once", s.path, n, layoutSchema)
		}
		err := s.db.Update(func(tx *bbolt.Tx) error {
			if err := upgrades[n-1](s, tx); err != nil {
				return err
			}
			return putRecord(tx, tableMeta, []byte("schema"), n+1)
		})
		if err != nil {
			return fmt.Errorf("bring %s from schema %d to %d: %w", s.path, n, n+1, err)
		}
		s.log.Info("store brought forward", "path", s.path, "schema", n+1)
	}
}

// layout is the number of the file's layout, 0 when it cannot be told.
func (s *Store) layout() (n int) {
	_ = s.db.View(func(tx *bbolt.Tx) error { // 0 says it all
		meta := tableMeta.in(tx)
		if meta == nil {
			return nil
		}
		key := []byte("schema")
		if payload, err := frame.Payload(tableMeta, key, meta.Get(key)); err == nil {
			if json.Unmarshal(payload, &n) != nil {
				n = 0
			}
		}
		return nil
	})
	return n
}
