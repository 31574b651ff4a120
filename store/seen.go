package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
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
	look uint64 // hash of what the list shows, to notice edits
}

const (
	markSize = 24
	// minMarks are kept of a scope at least; more if one document holds more.
	minMarks = 300
)

// marks is the record of one scope, as it is stored. A row of a list that looks
// as it did last time is recognised by that alone; only for others are the keys
// hashed.
type marks struct {
	raw     []byte
	at      int // offset of the last hit: documents keep their order
	changed bool
	// own says that raw is no memory of the database's, and may be appended to.
	own bool
	// first says that "known" held nothing of the scope when the record was read:
	// until it is stored, raw answers for "known" too.
	first bool
}

func scope(source feeds.SourceID, w feeds.WorkspaceID) string {
	if w == "" {
		return string(source)
	}
	return string(source) + privateMark + string(w)
}

// privateMark stands between the source and the workspace of a scope.
const privateMark = "\x01"

func (s *Store) loadMarks(tx *bbolt.Tx, scope string) (*marks, error) {
	key := []byte(scope)
	raw := tableSeen.in(tx).Get(key)
	if raw == nil {
		return &marks{first: !knows(tx, scope)}, nil
	}
	payload, err := frame.Payload(tableSeen, key, raw)
	if errors.Is(err, frame.ErrDamaged) || len(payload)%markSize != 0 {
		s.damage.note(tableSeen, key)
		return &marks{}, nil
	}
	return &marks{raw: payload}, err
}

// store writes the record back if it changed, keeping the newest marks.
func (m *marks) store(tx *bbolt.Tx, scope string, keep int) error {
	if !m.changed {
		return nil
	}
	m.raw = m.raw[max(0, len(m.raw)-max(keep, minMarks)*markSize):]
	return putRaw(tx, tableSeen, []byte(scope), frame.Of(tableSeen, []byte(scope), m.raw))
}

func markAt(raw []byte) mark {
	return mark{binary.BigEndian.Uint64(raw), binary.BigEndian.Uint64(raw[8:]), binary.BigEndian.Uint64(raw[16:])}
}

func (k mark) append(raw []byte) []byte {
	raw = binary.BigEndian.AppendUint64(raw, k.key)
	raw = binary.BigEndian.AppendUint64(raw, k.item)
	return binary.BigEndian.AppendUint64(raw, k.look)
}

// Offsets in a mark of what is looked for.
const (
	byKey  = 0
	byLook = 16
)

// find looks for a key or a look, from the place of the last hit onwards.
func (m *marks) find(by int, want uint64) (mark, bool) {
	for i := m.at; i < len(m.raw); i += markSize {
		if binary.BigEndian.Uint64(m.raw[i+by:]) == want {
			m.at = i
			return markAt(m.raw[i:]), true
		}
	}
	for i := 0; i < m.at; i += markSize {
		if binary.BigEndian.Uint64(m.raw[i+by:]) == want {
			m.at = i
			return markAt(m.raw[i:]), true
		}
	}
	return mark{}, false
}

// add puts the keys of an item at the end, with its present look; older marks
// of the same keys go, and others of the item take the new look.
func (m *marks) add(keys []uint64, item, look uint64) {
	if m.own && !m.holds(keys, item) {
		for _, k := range keys {
			m.raw = mark{k, item, look}.append(m.raw)
		}
		m.at, m.changed = 0, true
		return
	}
	kept := make([]byte, 0, len(m.raw)+len(keys)*markSize)
	for raw := m.raw; len(raw) > 0; raw = raw[markSize:] {
		k := markAt(raw)
		if slices.Contains(keys, k.key) {
			continue
		}
		if k.item == item {
			k.look = look
		}
		kept = k.append(kept)
	}
	for _, k := range keys {
		kept = mark{k, item, look}.append(kept)
	}
	m.raw, m.at, m.changed, m.own = kept, 0, true, true
}

// holds reports whether there is a mark of the item or of one of the keys.
func (m *marks) holds(keys []uint64, item uint64) bool {
	for i := 0; i < len(m.raw); i += markSize {
		if k := markAt(m.raw[i:]); k.item == item || slices.Contains(keys, k.key) {
			return true
		}
	}
	return false
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// lookOf hashes what a list shows of an item, and its keys: as long as it stays
// there is nothing to learn. Half of it is of the keys alone, so that two items
// would have to collide twice.
func lookOf(f *feeds.Found) uint64 {
	h, _ := hashers.Get().(*hasher)
	defer hashers.Put(h)
	i := &f.Item
	all := h.space[:0]
	for _, k := range f.Keys {
		all = append(append(all, k...), 0)
	}
	keys := crc32.Checksum(all, castagnoli)
	all = append(append(all[:0], i.Title...), 0)
	all = append(append(all, i.URL...), 0)
	all = append(append(all, i.Published...), 0)
	all = append(all, i.Deadline...)
	h.space = all
	return uint64(keys)<<32 | uint64(crc32.Checksum(all, castagnoli))
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
	return putRaw(tx, tableKnown, key, binary.BigEndian.AppendUint32(value, frame.Sum(tableKnown, key, 0, value)))
}

func (s *Store) getKnown(tx *bbolt.Tx, scope string, hash uint64) (item uint64, ok bool) {
	key := knownKey(scope, hash)
	raw := tableKnown.in(tx).Get(key)
	if raw == nil {
		return 0, false
	}
	if item, ok = knownItem(key, raw); !ok {
		s.log.Error("seen mark is damaged and counts as absent", "scope", scope)
	}
	return item, ok
}

// knownItem is the item that a record names, ok false when it is damaged.
func knownItem(key, raw []byte) (item uint64, ok bool) {
	if len(raw) != 12 || binary.BigEndian.Uint32(raw[8:]) != frame.Sum(tableKnown, key, 0, raw[:8]) {
		return 0, false
	}
	return binary.BigEndian.Uint64(raw), true
}

// known is getKnown, without a look where nothing can be found: m was asked.
func (s *Store) known(tx *bbolt.Tx, m *marks, scope string, hash uint64) (item uint64, ok bool) {
	if m.first {
		return 0, false
	}
	return s.getKnown(tx, scope, hash)
}

// knows reports whether anything of the scope is known for good.
func knows(tx *bbolt.Tx, scope string) bool {
	prefix := words(scope)
	k, _ := tableKnown.in(tx).Cursor().Seek(prefix)
	return bytes.HasPrefix(k, prefix)
}

// recognise finds the mark of the item that any of the keys, as hashes, stands for in the
// scope. One that only the unbounded record knows has no look.
func (s *Store) recognise(tx *bbolt.Tx, m *marks, scope string, keys []uint64) (mark, bool) {
	for _, k := range keys {
		if found, ok := m.find(byKey, k); ok {
			return found, true
		}
	}
	for _, k := range keys {
		if n, ok := s.known(tx, m, scope, k); ok {
			return mark{item: n}, true
		}
	}
	return mark{}, false
}

// has reports whether all keys have their mark.
func (m *marks) has(keys []uint64) bool {
	for _, k := range keys {
		if _, ok := m.find(byKey, k); !ok {
			return false
		}
	}
	return true
}

// loadPrivate finds out whether a workspace has items of its own.
func (s *Store) loadPrivate(tx *bbolt.Tx) error {
	for k := range tableSeen.under(tx, nil) {
		if strings.Contains(string(k), privateMark) {
			s.private.Store(true)
			break
		}
	}
	return nil
}

// scopes calls f with each scope that the workspace sees, its own ones first.
func scopes(tx *bbolt.Tx, w feeds.WorkspaceID, f func(scope string) (stop bool)) {
	for _, private := range []bool{true, false} {
		for k := range tableSeen.under(tx, nil) {
			source, of, isPrivate := strings.Cut(string(k), privateMark)
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
