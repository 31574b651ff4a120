package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"sync"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/frame"
)

// Every record is framed, see package frame: its payload is JSON, or compressed text in
// the bucket "texts".

// table is the name of a bucket.
type table string

func (t table) in(tx *bbolt.Tx) *bbolt.Bucket { return tx.Bucket([]byte(t)) }

// under gives the keys of the table that begin with prefix, with their values, in order;
// nil is before all. Both live as long as the transaction; the table must not change meanwhile.
func (t table) under(tx *bbolt.Tx, prefix []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		c := t.in(tx).Cursor()
		for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			if !yield(k, v) {
				return
			}
		}
	}
}

// records calls f with each record of the table whose key begins with prefix, in order,
// until it fails. Damaged ones are passed over, as getRecord does.
func records[T any](s *Store, tx *bbolt.Tx, t table, prefix []byte, f func(v *T) error) error {
	for k, raw := range t.under(tx, prefix) {
		var v T
		ok, err := s.decode(t, k, raw, &v)
		if ok && err == nil {
			err = f(&v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// collect lists the records that want says yes to, all where it is nil.
func collect[T any](s *Store, tx *bbolt.Tx, t table, prefix []byte, want func(v *T) bool) (list []T, err error) {
	err = records(s, tx, t, prefix, func(v *T) error {
		if want == nil || want(v) {
			list = append(list, *v)
		}
		return nil
	})
	return list, err
}

// putRecord writes v as a framed JSON record.
func putRecord(tx *bbolt.Tx, t table, key []byte, v any) error {
	raw, err := encodeRecord(t, key, v)
	if err != nil {
		return err
	}
	return putRaw(tx, t, key, raw)
}

func encodeRecord(t table, key []byte, v any) ([]byte, error) {
	e, _ := encoders.Get().(*encoder)
	defer encoders.Put(e)
	payload, err := e.encode(v)
	if err != nil {
		return nil, fmt.Errorf("encode record of %s: %w", t, err)
	}
	return frame.Of(t, key, payload), nil
}

// encoder writes what json.Marshal does into memory that is used again: frame
// makes the only copy.
type encoder struct {
	buf bytes.Buffer
	to  *json.Encoder
}

var encoders = sync.Pool{New: func() any {
	e := &encoder{}
	e.to = json.NewEncoder(&e.buf)
	return e
}}

// room is memory for what is written by hand, more than most records take; it holds until
// the next call.
func (e *encoder) room() []byte {
	e.buf.Reset()
	e.buf.Grow(1 << 10)
	return e.buf.AvailableBuffer()
}

// encode gives memory that holds until the next call.
func (e *encoder) encode(v any) ([]byte, error) {
	e.buf.Reset()
	if err := e.to.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(e.buf.Bytes(), []byte{'\n'}), nil
}

func putRaw(tx *bbolt.Tx, t table, key, value []byte) error {
	if err := t.in(tx).Put(key, value); err != nil {
		return fmt.Errorf("write to %s: %w", t, err)
	}
	return nil
}

func deleteKey(tx *bbolt.Tx, t table, key []byte) error {
	if err := t.in(tx).Delete(key); err != nil {
		return fmt.Errorf("delete from %s: %w", t, err)
	}
	return nil
}

// getRecord reads the record of key into v and reports whether there is one. A
// damaged record counts as absent: it is noted, and set aside by the committer.
func (s *Store) getRecord(tx *bbolt.Tx, t table, key []byte, v any) (bool, error) {
	raw := t.in(tx).Get(key)
	if raw == nil {
		return false, nil
	}
	return s.decode(t, key, raw, v)
}

func (s *Store) decode(t table, key, raw []byte, v any) (bool, error) {
	payload, err := frame.Payload(t, key, raw)
	if errors.Is(err, frame.ErrDamaged) {
		s.damage.note(t, key)
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read from %s: %w", t, err)
	}
	if d, ok := v.(*delivery); ok {
		err = d.decode(key, payload)
	} else {
		err = json.Unmarshal(payload, v)
	}
	if err != nil {
		return false, fmt.Errorf("decode record of %s: %w", t, err)
	}
	return true, nil
}
