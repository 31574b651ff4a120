package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
)

// Bucket of this file: "requests", 'k' and a hash of a request's key -> 8-byte
// time until which it is remembered; 'u', that time and the hash -> nothing, to
// forget by; 'w' and an 8-byte number -> bot.Accepted, a request that waits for its
// work. It is not exported: what it holds is over in minutes.
const tableRequests table = "requests"

const (
	requestKey   = 'k'
	requestUntil = 'u'
	requestWaits = 'w'
	// forgetAtOnce bounds how many requests are forgotten with one that comes.
	forgetAtOnce = 64
)

// Seen reports whether a request of that key is new, and remembers it until
// then, over a restart too: a chat service may deliver one request twice.
func (s *Store) Seen(ctx context.Context, key string, until time.Time) (first bool, err error) {
	err = s.write(ctx, &request{do: func(tx *bbolt.Tx) (err error) {
		if err = forgetRequests(tx, s.millis()); err == nil {
			first, err = s.remember(tx, key, until)
		}
		return err
	}})
	return first && err == nil, err
}

func (s *Store) millis() uint64 { return uint64(s.now().UnixMilli()) } //nolint:gosec // after 1970

// remember keeps the key of a request until then, and reports whether it is new.
func (s *Store) remember(tx *bbolt.Tx, key string, until time.Time) (first bool, err error) {
	sum := sha256.Sum256([]byte(key))
	hash := sum[:16]
	at := append([]byte{requestKey}, hash...)
	if known := tableRequests.in(tx).Get(at); len(known) == 8 && binary.BigEndian.Uint64(known) > s.millis() {
		return false, nil
	}
	end := binary.BigEndian.AppendUint64(nil, uint64(until.UnixMilli())) //nolint:gosec // after 1970
	if err := putRaw(tx, tableRequests, at, end); err != nil {
		return false, err
	}
	return true, putRaw(tx, tableRequests, append(append([]byte{requestUntil}, end...), hash...), []byte{})
}

// AcceptRequest keeps a request until FinishRequest, over a restart too, and gives it its id;
// first is false, and nothing is kept, when one of its keys was seen already. The
// keys are remembered until then.
func (s *Store) AcceptRequest(ctx context.Context, r bot.Accepted, keys []string, until time.Time) (id string, first bool, err error) {
	err = s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if err := forgetRequests(tx, s.millis()); err != nil {
			return err
		}
		first = true
		for _, key := range keys {
			is, err := s.remember(tx, key, until)
			if err != nil {
				return err
			}
			first = first && is
		}
		if !first {
			return nil
		}
		n, err := tableRequests.in(tx).NextSequence()
		if err != nil {
			return fmt.Errorf("number a request: %w", err)
		}
		id = name(requestWaits, n)
		return putRecord(tx, tableRequests, waitingKey(n), r)
	}})
	if err != nil || !first {
		return "", false, err
	}
	return id, true, nil
}

func waitingKey(n uint64) []byte { return append([]byte{requestWaits}, seqKey(n)...) }

// BeginRequest notes that some of the work on a request may be done.
func (s *Store) BeginRequest(ctx context.Context, id string) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		_, err := s.beginRequest(tx, id, "")
		return err
	}})
}

// beginRequest is BeginRequest in the transaction of a change, and reports whether
// the request has made that change before. A request that is over needs none.
func (s *Store) beginRequest(tx *bbolt.Tx, id, change string) (before bool, err error) {
	if id == "" {
		return false, nil
	}
	n, err := number(requestWaits, id)
	if err != nil {
		return false, err
	}
	var r bot.Accepted
	ok, err := s.getRecord(tx, tableRequests, waitingKey(n), &r)
	switch {
	case err != nil || !ok:
		return false, err
	case slices.Contains(r.Did, change):
		return true, nil
	case change != "":
		r.Did = append(r.Did, change)
	case r.Begun:
		return false, nil
	}
	r.Begun = true
	return false, putRecord(tx, tableRequests, waitingKey(n), r)
}

// FinishRequest forgets a request whose work is done.
func (s *Store) FinishRequest(ctx context.Context, id string) error {
	n, err := number(requestWaits, id)
	if err != nil {
		return err
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error { return deleteKey(tx, tableRequests, waitingKey(n)) }})
}

// maxTries is how many starts one request waits at: one at which the program dies
// must not keep it from starting.
const maxTries = 3

// WaitingRequests are the requests of a platform that an earlier run of the program has
// accepted and not finished, in their order. One that waits for too many starts
// is given up.
func (s *Store) WaitingRequests(ctx context.Context, platform string) (list []bot.Accepted, err error) {
	err = s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		list = nil
		for k, raw := range tableRequests.under(tx, []byte{requestWaits}) {
			var r bot.Accepted
			ok, err := s.decode(tableRequests, k, raw, &r)
			if err != nil {
				return err
			}
			if ok && r.Platform == platform {
				r.ID = name(requestWaits, seqOf(k[1:]))
				list = append(list, r)
			}
		}
		return s.tried(tx, &list)
	}})
	return list, err
}

// tried counts one more start for each of the requests, and gives up those that
// had too many.
func (s *Store) tried(tx *bbolt.Tx, list *[]bot.Accepted) error {
	var kept []bot.Accepted
	for _, r := range *list {
		n, err := number(requestWaits, r.ID)
		if err != nil {
			return err
		}
		if r.Tries++; r.Tries > maxTries {
			s.log.Error("request given up", "platform", r.Platform, "starts", maxTries)
			if err := deleteKey(tx, tableRequests, waitingKey(n)); err != nil {
				return err
			}
			continue
		}
		if err := putRecord(tx, tableRequests, waitingKey(n), r); err != nil {
			return err
		}
		kept = append(kept, r)
	}
	*list = kept
	return nil
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
		if err := deleteKey(tx, tableRequests, bytes.Clone(k)); err != nil {
			return err
		}
	}
	return nil
}
