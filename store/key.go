package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Keys are made of strings ended by a zero byte and of 8-byte big endian
// numbers, so that bytes sort as the values do.

func seqKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func seqOf(key []byte) uint64 {
	if len(key) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key[len(key)-8:])
}

// stamp orders times before and after 1970; the zero time comes first.
func stamp(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.UnixNano()) ^ (1 << 63)
}

// stampTime is the time of a stamp.
func stampTime(n uint64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, int64(n^(1<<63))) //nolint:gosec // the bits that stamp took
}

// never is the stamp of work that waits for a person.
const never = math.MaxUint64

// words joins strings to a key; none of them may hold a zero byte.
func words(parts ...string) []byte {
	n := 8 // room for a number behind
	for _, p := range parts {
		n += len(p) + 1
	}
	key := make([]byte, 0, n)
	for _, p := range parts {
		key = append(append(key, p...), 0)
	}
	return key
}

// wordsOf splits what words joined.
func wordsOf(key []byte) []string {
	return strings.Split(strings.TrimSuffix(string(key), "\x00"), "\x00")
}

func noZero(parts ...string) error {
	for _, p := range parts {
		if strings.ContainsRune(p, 0) {
			return fmt.Errorf("%q holds a zero byte", p)
		}
	}
	return nil
}

// number reads an id of the store: a letter and a decimal number.
func number(letter byte, id string) (uint64, error) {
	if len(id) < 2 || id[0] != letter || id[1] == '0' || id[1] == '+' {
		return 0, fmt.Errorf("%q is no id: %w", id, feeds.ErrNotFound)
	}
	n, err := strconv.ParseUint(id[1:], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no id: %w", id, feeds.ErrNotFound)
	}
	return n, nil
}

func name(letter byte, n uint64) string { return string(letter) + strconv.FormatUint(n, 10) }

func itemKey(id feeds.ItemID) ([]byte, error) {
	n, err := number('i', string(id))
	return seqKey(n), err
}

func itemID(n uint64) feeds.ItemID { return feeds.ItemID(name('i', n)) }

func eventKey(id feeds.EventID) ([]byte, error) {
	n, err := number('e', string(id))
	return seqKey(n), err
}

func eventID(n uint64) feeds.EventID { return feeds.EventID(name('e', n)) }

// hash64 shortens an identity key. A strong hash, cut, because publishers choose
// what is hashed and must not be able to make two items look like one.
func hash64(k feeds.Key) uint64 {
	sum := digest(k)
	return binary.BigEndian.Uint64(sum[:])
}

// hash128 shortens a grouping key, whose value may be longer than bbolt's keys.
func hash128(k feeds.Key) []byte {
	sum := digest(k)
	return sum[:16]
}

func digest(k feeds.Key) (sum [sha256.Size]byte) {
	h, _ := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.Reset()
	h.space = append(h.space[:0], k...)
	_, _ = h.Write(h.space) // a hash never fails
	h.space = h.Sum(h.space[:0])
	copy(sum[:], h.space)
	return sum
}

// hashers are kept, since keys are hashed by tens of thousands when many sources are new.
var hashers = sync.Pool{New: func() any { return &hasher{Hash: sha256.New()} }}

type hasher struct {
	hash.Hash
	space []byte
}
