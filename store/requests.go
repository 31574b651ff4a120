package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"go.etcd.io/bbolt"
)

// Bucket of this file: "requests", 'k' and a hash of a request's key -> 8-byte
// time until which it is remembered; 'u', that time and the hash -> nothing, to
// forget by. It is not exported: what it holds is over in minutes.
const tableRequests table = "requests"

const (
	requestKey   = 'k'
	requestUntil = 'u'
	// forgetAtOnce bounds how many requests are forgotten with one that comes.
	forgetAtOnce = 64
)

// Seen reports whether a request of that key is new, and remembers it until
// then, over a restart too: a chat service may deliver one request twice.
func (s *Store) Seen(ctx context.Context, key string, until time.Time) (first bool, err error) {
	sum := sha256.Sum256([]byte(key))
	hash := sum[:16]
	err = s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		now := uint64(s.now().UnixMilli()) //nolint:gosec // after 1970
		if err := forgetRequests(tx, now); err != nil {
			return err
		}
		b := tableRequests.in(tx)
		at := append([]byte{requestKey}, hash...)
		if known := b.Get(at); len(known) == 8 && binary.BigEndian.Uint64(known) > now {
			first = false
			return nil
		}
		first = true
		end := binary.BigEndian.AppendUint64(nil, uint64(until.UnixMilli())) //nolint:gosec // after 1970
		if err := putRaw(tx, tableRequests, at, end); err != nil {
			return err
		}
		return putRaw(tx, tableRequests, append(append([]byte{requestUntil}, end...), hash...), []byte{})
	}})
	return first && err == nil, err
}

// forgetRequests drops what need not be remembered any more.
func forgetRequests(tx *bbolt.Tx, now uint64) error {
	c := tableRequests.in(tx).Cursor()
	for range forgetAtOnce {
		k, _ := c.Seek([]byte{requestUntil})
		if len(k) != 1+8+16 || binary.BigEndian.Uint64(k[1:9]) > now {
			return nil
		}
		hash := append([]byte{requestKey}, k[9:]...)
		if until := tableRequests.in(tx).Get(hash); len(until) == 8 && binary.BigEndian.Uint64(until) <= now {
			if err := deleteKey(tx, tableRequests, hash); err != nil {
				return err
			}
		}
		if err := deleteKey(tx, tableRequests, append([]byte(nil), k...)); err != nil {
			return err
		}
	}
	return nil
}
