package index

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/regwire/regwire/store/frame"
)

// version of the format of all of the index.
const version = 3

// head says what the index consists of.
type head struct {
	Version  int           `json:"version"`
	Born     uint64        `json:"born"` // transaction that made the index: what is not touched is as it was then, or younger
	Mark     uint64        `json:"mark"` // items up to here stand in segments, unless touched
	Next     uint32        `json:"next"` // number of the next segment
	Segments []segmentHead `json:"segments"`
}

type segmentHead struct {
	ID     uint32 `json:"id"`
	Docs   int    `json:"docs"`
	Dead   int    `json:"dead,omitempty"`
	First  uint64 `json:"first"` // items
	Last   uint64 `json:"last"`
	Words  int    `json:"words,omitempty"` // parts of words
	Titled bool   `json:"titled,omitempty"`
}

var (
	segmentsName = []byte(Name)
	touchedName  = []byte(TouchedName)
	headKey      = []byte("head")
)

func segmentName(id uint32) []byte { return binary.BigEndian.AppendUint32([]byte{'s'}, id) }

// headOf reads the head; ok is false when there is no index of this version.
func headOf(tx Tx) (h head, ok bool) {
	b := tx.Bucket(segmentsName)
	if b == nil || tx.Bucket(touchedName) == nil {
		return head{}, false
	}
	payload, err := frame.Payload(Name, headKey, b.Get(headKey))
	if err != nil || json.Unmarshal(payload, &h) != nil || h.Version != version {
		return head{}, false
	}
	return h, true
}

func putHead(tx Tx, h head) error {
	payload, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("encode the head of the search index: %w", err)
	}
	if err := tx.Bucket(segmentsName).Put(headKey, frame.Of(Name, headKey, payload)); err != nil {
		return fmt.Errorf("write the head of the search index: %w", err)
	}
	return nil
}

// decodedHead is a head with the record that says it.
type decodedHead struct {
	raw  []byte
	head head
}

// headIn is headOf for finds, from memory when the record is the same. Its segments
// come with the newest items first. It is shared: read only.
func (x *Index) headIn(tx Tx) (head, bool) {
	b := tx.Bucket(segmentsName)
	if b == nil {
		return head{}, false
	}
	raw := b.Get(headKey)
	x.mu.Lock()
	last := x.head
	x.mu.Unlock()
	if raw != nil && bytes.Equal(raw, last.raw) {
		return last.head, true
	}
	h, ok := headOf(tx)
	if !ok {
		return head{}, false
	}
	slices.SortFunc(h.Segments, func(a, b segmentHead) int { return cmp.Compare(b.Last, a.Last) })
	x.mu.Lock()
	defer x.mu.Unlock()
	x.head = decodedHead{bytes.Clone(raw), h}
	return h, true
}

// Touch has an item indexed anew. It belongs into the transaction that changes what the
// item is found by.
func Touch(tx Tx, item uint64) error {
	b := tx.Bucket(touchedName)
	if b == nil {
		return nil // no index yet, so that there is nothing to bring up to date
	}
	if err := b.Put(numberKey(item), numberKey(uint64(tx.ID()))); err != nil {
		return fmt.Errorf("touch an item: %w", err)
	}
	return nil
}

// Drop takes the index away.
func Drop(tx Tx) error {
	for _, name := range [][]byte{segmentsName, touchedName} {
		if tx.Bucket(name) == nil {
			continue
		}
		if err := tx.DeleteBucket(name); err != nil {
			return fmt.Errorf("drop %s: %w", name, err)
		}
	}
	return nil
}

// prepare drops an index that cannot be used, makes an empty one where there is none,
// and sweeps away segments that were not finished.
func (x *Index) prepare(sweep bool) error {
	drop := x.mends()
	var left [][]byte
	ok := false
	err := x.db.View(func(r Reader) error {
		var h head
		if h, ok = headOf(r); ok && sweep {
			left = leftover(r, h)
		}
		return nil
	})
	if err != nil || ok && !drop && len(left) == 0 {
		return err
	}
	return x.db.Write(false, func(tx Tx) error {
		if _, ok := headOf(tx); ok && !drop {
			for _, name := range left {
				if err := tx.Bucket(segmentsName).DeleteBucket(name); err != nil {
					return fmt.Errorf("sweep a segment away: %w", err)
				}
			}
			return nil
		}
		if err := Drop(tx); err != nil {
			return err
		}
		for _, name := range [][]byte{segmentsName, touchedName} {
			if _, err := tx.MakeBucket(name); err != nil {
				return fmt.Errorf("create bucket %s: %w", name, err)
			}
		}
		return putHead(tx, head{Version: version, Born: uint64(tx.ID()), Next: 1})
	})
}

// leftover are the names of segments that the head does not name.
func leftover(tx Tx, h head) [][]byte {
	known := map[string]bool{}
	for _, g := range h.Segments {
		known[string(segmentName(g.ID))] = true
	}
	var left [][]byte
	c := tx.Bucket(segmentsName).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if v == nil && !known[string(k)] {
			left = append(left, bytes.Clone(k))
		}
	}
	return left
}
