package store

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// Buckets of this file. A scope is a source id and, for what a workspace's
// people submitted, the workspace, so that two workspaces keep apart.
//
//	"seen"   scope -> framed list of marks, the newest last
//	"known"  scope, zero byte, 8-byte hash -> 8-byte item number, CRC-32C
//
// "seen" answers for a whole document with one look-up. It is bounded; "known"
// is not, and is asked only when "seen" does not know: an old item that comes
// back is then not news.
const (
	tableSeen  table = "seen"
	tableKnown table = "known"
)

// A mark says which item a key stands for, and how its list showed that item.
type mark struct {
	key  uint64
	item uint64
	look uint32 // hash of what the list shows, to notice edits
}

const (
	markSize = 20
	// minMarks are kept of a scope at least; more if one document holds more.
	minMarks = 300
)

// marks is the record of one scope.
type marks struct {
	list    []mark
	at      int // where the last key was found: documents keep their order
	changed bool
}

func scope(source feeds.SourceID, w feeds.WorkspaceID) string {
	if w == "" {
		return string(source)
	}
	return string(source) + "\x01" + string(w)
}

func (s *Store) loadMarks(tx *bbolt.Tx, scope string) (*marks, error) {
	key := []byte(scope)
	raw := tableSeen.in(tx).Get(key)
	if raw == nil {
		return &marks{}, nil
	}
	payload, err := unframe(tableSeen, key, raw)
	if err != nil || len(payload)%markSize != 0 {
		s.damage.note(tableSeen, key)
		return &marks{}, nil
	}
	m := &marks{list: make([]mark, len(payload)/markSize)}
	for i := range m.list {
		b := payload[i*markSize:]
		m.list[i] = mark{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint32(b[16:])}
	}
	return m, nil
}

// store writes the record back if it changed, keeping the newest marks.
func (m *marks) store(tx *bbolt.Tx, scope string, keep int) error {
	if !m.changed {
		return nil
	}
	if over := len(m.list) - max(keep, minMarks); over > 0 {
		m.list = m.list[over:]
	}
	payload := make([]byte, 0, len(m.list)*markSize)
	for _, k := range m.list {
		payload = binary.BigEndian.AppendUint64(payload, k.key)
		payload = binary.BigEndian.AppendUint64(payload, k.item)
		payload = binary.BigEndian.AppendUint32(payload, k.look)
	}
	return putRaw(tx, tableSeen, []byte(scope), frame(tableSeen, []byte(scope), payload))
}

// find looks for the key, from the place of the last hit onwards.
func (m *marks) find(key uint64) (mark, bool) {
	for i := m.at; i < len(m.list); i++ {
		if m.list[i].key == key {
			m.at = i
			return m.list[i], true
		}
	}
	for i := range m.at {
		if m.list[i].key == key {
			m.at = i
			return m.list[i], true
		}
	}
	return mark{}, false
}

// add puts the keys of an item at the end, with its present look; older marks
// of the same keys go, and others of the item take the new look.
func (m *marks) add(keys []uint64, item uint64, look uint32) {
	kept := m.list[:0]
	for _, k := range m.list {
		if slices.Contains(keys, k.key) {
			continue
		}
		if k.item == item {
			k.look = look
		}
		kept = append(kept, k)
	}
	for _, k := range keys {
		kept = append(kept, mark{k, item, look})
	}
	m.list, m.at, m.changed = kept, 0, true
}

// lookOf hashes what a list shows of an item.
func lookOf(i *feeds.Item) uint32 {
	sum := crc32.Update(0, castagnoli, []byte(i.Title))
	for _, part := range []string{i.URL, string(i.Published), string(i.Deadline)} {
		sum = crc32.Update(sum, castagnoli, []byte{0})
		sum = crc32.Update(sum, castagnoli, []byte(part))
	}
	return sum
}

func hashes(keys []feeds.Key) []uint64 {
	list := make([]uint64, len(keys))
	for i, k := range keys {
		list[i] = hash64(k)
	}
	return list
}

func knownKey(scope string, hash uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(scope), 0), hash)
}

func putKnown(tx *bbolt.Tx, scope string, hash, item uint64) error {
	key := knownKey(scope, hash)
	value := seqKey(item)
	return putRaw(tx, tableKnown, key, binary.BigEndian.AppendUint32(value, checksum(tableKnown, key, 0, value)))
}

func (s *Store) getKnown(tx *bbolt.Tx, scope string, hash uint64) (item uint64, ok bool) {
	key := knownKey(scope, hash)
	raw := tableKnown.in(tx).Get(key)
	if raw == nil {
		return 0, false
	}
	if len(raw) != 12 || binary.BigEndian.Uint32(raw[8:]) != checksum(tableKnown, key, 0, raw[:8]) {
		s.log.Error("seen mark is damaged and counts as absent", "scope", scope)
		return 0, false
	}
	return binary.BigEndian.Uint64(raw), true
}

// recognise finds the item that any of the keys stands for in the scope. fresh
// is false when the record did not hold the first key, so that it should be
// brought up to date; seen says that look is what the list showed last time.
func (s *Store) recognise(tx *bbolt.Tx, m *marks, scope string, keys []feeds.Key, look uint32) (item uint64, seen, fresh, ok bool) {
	for i, k := range keys {
		if found, ok := m.find(hash64(k)); ok {
			return found.item, found.look == look, i == 0, true
		}
	}
	for _, k := range keys {
		if n, ok := s.getKnown(tx, scope, hash64(k)); ok {
			return n, false, false, true
		}
	}
	return 0, false, false, false
}

// scopes calls f with each scope that the workspace sees, its own ones first.
func scopes(tx *bbolt.Tx, w feeds.WorkspaceID, f func(scope string) (stop bool)) {
	for _, private := range []bool{true, false} {
		c := tableSeen.in(tx).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			source, of, isPrivate := strings.Cut(string(k), "\x01")
			if isPrivate != private || isPrivate && of != string(w) {
				continue
			}
			if f(scope(feeds.SourceID(source), feeds.WorkspaceID(of))) {
				return
			}
		}
	}
}

// itemOfKeys finds an item by any of the keys, whatever source published it:
// an own one of the workspace, else a public one.
func (s *Store) itemOfKeys(tx *bbolt.Tx, w feeds.WorkspaceID, keys []feeds.Key) (item uint64, ok bool) {
	list := hashes(keys)
	scopes(tx, w, func(scope string) bool {
		for _, h := range list {
			if item, ok = s.getKnown(tx, scope, h); ok {
				return true
			}
		}
		return false
	})
	return item, ok
}
