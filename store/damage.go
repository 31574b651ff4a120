package store

import (
	"bytes"
	"errors"
	"sync"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/frame"
)

// Buckets of this file: "damaged" holds, under bucket name, zero byte and key,
// the bytes of records whose checksum did not hold, for a person to look at.
const tableDamaged table = "damaged"

// damage notes damaged records as readers meet them; the committer sets them
// aside, because a reader cannot write.
type damage struct {
	mu    sync.Mutex
	noted map[string]damaged
}

type damaged struct {
	table table
	key   []byte
}

func newDamage() *damage { return &damage{noted: map[string]damaged{}} }

func (d *damage) note(t table, key []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.noted[string(t)+"\x00"+string(key)] = damaged{t, bytes.Clone(key)}
}

func (d *damage) take() map[string]damaged {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.noted) == 0 {
		return nil
	}
	noted := d.noted
	d.noted = map[string]damaged{}
	return noted
}

// setAside moves the damaged records that were met since the last time into the
// bucket "damaged" and takes them out of the queues. It belongs to the committer.
func (s *Store) setAside() {
	noted := s.damage.take()
	if len(noted) == 0 {
		return
	}
	err := s.db.Update(func(tx *bbolt.Tx) error {
		for full, d := range noted {
			raw := d.table.in(tx).Get(d.key)
			if _, err := frame.Payload(d.table, d.key, raw); raw == nil || err == nil {
				continue // written anew since
			}
			if err := putRaw(tx, tableDamaged, []byte(full), bytes.Clone(raw)); err != nil {
				return err
			}
			if err := deleteKey(tx, d.table, d.key); err != nil {
				return err
			}
			if err := errors.Join(dropFromQueue(tx, d), retouch(tx, d)); err != nil {
				return err
			}
			s.log.Error("record is damaged and was set aside", "bucket", string(d.table), "key", keyText(d.table, d.key))
		}
		return nil
	})
	if err != nil {
		s.log.Error("damaged records could not be set aside", "err", err)
	}
}

// dropFromQueue removes the record from the queue that leads to it, which would
// otherwise offer it for ever.
func dropFromQueue(tx *bbolt.Tx, d damaged) error {
	switch d.table {
	case tableItems:
		return deleteWhere(tx, tableUnread, func(k, _ []byte) bool { return bytes.HasSuffix(k, d.key) })
	case tableEvents:
		return deleteKey(tx, tableUnplanned, d.key)
	case tableDeliveries:
		return deleteWhere(tx, tableOwed, func(_, v []byte) bool { return bytes.HasSuffix(v, d.key) && len(v) == len(d.key)+8 })
	}
	return nil
}

func deleteWhere(tx *bbolt.Tx, t table, match func(k, v []byte) bool) error {
	var found [][]byte
	for k, v := range t.under(tx, nil) {
		if match(k, v) {
			found = append(found, bytes.Clone(k))
		}
	}
	for _, k := range found {
		if err := deleteKey(tx, t, k); err != nil {
			return err
		}
	}
	return nil
}
