package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"sync"

	"go.etcd.io/bbolt"
)

// Every record is framed:
//
//	byte 0     schema number of the record
//	byte 1-4   CRC-32C, big endian, over bucket name, key, schema number and payload
//	byte 5-    payload: JSON, or compressed text in the bucket "texts"
//
// bbolt has no checksum on its data pages, so a flipped bit or a page that was
// written to the wrong place would otherwise be served as truth. The key is in
// the checksum so that a good record at the wrong place is found out too.
const (
	recordSchema = 1
	frameSize    = 5
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errDamaged marks a record whose checksum does not hold.
var errDamaged = errors.New("record is damaged")

// table is the name of a bucket.
type table string

func (t table) in(tx *bbolt.Tx) *bbolt.Bucket { return tx.Bucket([]byte(t)) }

func checksum(t table, key []byte, schema byte, payload []byte) uint32 {
	sum := crc32.Update(sumName(t), castagnoli, key)
	sum = ^(castagnoli[byte(^sum)^schema] ^ ^sum>>8)
	return crc32.Update(sum, castagnoli, payload)
}

// sumName is the checksum of a bucket's name, byte by byte: package crc32 takes slices
// only, and would have one made for each record.
func sumName(t table) uint32 {
	sum := ^uint32(0)
	for i := range len(t) {
		sum = castagnoli[byte(sum)^t[i]] ^ sum>>8
	}
	return ^sum
}

func frame[P ~[]byte | ~string](t table, key []byte, payload P) []byte {
	raw := make([]byte, frameSize+len(payload))
	raw[0] = recordSchema
	copy(raw[frameSize:], payload)
	binary.BigEndian.PutUint32(raw[1:], checksum(t, key, recordSchema, raw[frameSize:]))
	return raw
}

// unframe gives the payload, which lives as long as the transaction.
func unframe(t table, key, raw []byte) ([]byte, error) {
	if len(raw) < frameSize || binary.BigEndian.Uint32(raw[1:]) != checksum(t, key, raw[0], raw[frameSize:]) {
		return nil, errDamaged
	}
	if raw[0] > recordSchema {
		return nil, fmt.Errorf("record of schema %d is newer than this program reads (%d)", raw[0], recordSchema)
	}
	return raw[frameSize:], nil
}

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
	return frame(t, key, payload), nil
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
	payload, err := unframe(t, key, raw)
	if errors.Is(err, errDamaged) {
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
