package index

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/store/frame"
)

// memory is a database in memory, with the documents to be searched. A write that fails
// leaves no trace.
type memory struct {
	top     *memoryBucket
	id      int
	docs    map[uint64]*Document // whole, without what the index adds
	waiting map[uint64]bool
	full    bool   // refuses what grows
	before  func() // is called before the next write, may be nil
}

var errFull = errors.New("the disk is full")

func newMemory() *memory {
	return &memory{top: &memoryBucket{}, docs: map[uint64]*Document{}, waiting: map[uint64]bool{}}
}

func (m *memory) View(do func(Reader) error) error { return do(&memoryTx{m, m.top, m.id}) }

func (m *memory) Write(grows bool, do func(Tx) error) error {
	if grows && m.full {
		return errFull
	}
	if m.before != nil {
		m.before()
	}
	top := m.top.clone()
	if err := do(&memoryTx{m, top, m.id + 1}); err != nil {
		return err
	}
	m.top, m.id = top, m.id+1
	return nil
}

// put writes a document, as a store does.
func (m *memory) put(t rapid.TB, d *Document) {
	t.Helper()
	err := m.Write(false, func(tx Tx) error {
		m.docs[d.Item] = d
		return Touch(tx, d.Item)
	})
	if err != nil {
		t.Fatal(err)
	}
}

type memoryTx struct {
	*memory
	*memoryBucket
	now int
}

func (tx *memoryTx) ID() int { return tx.now }

func (tx *memoryTx) Items() Cursor {
	b := &memoryBucket{}
	for n := range tx.docs {
		_ = b.Put(numberKey(n), []byte{})
	}
	return b.Cursor()
}

func (tx *memoryTx) Waiting(most int) map[uint64]bool {
	if len(tx.waiting) > most {
		return nil
	}
	return tx.waiting
}

func (tx *memoryTx) Outline(item uint64) (*Document, error) {
	whole, ok := tx.docs[item]
	if !ok {
		return nil, nil
	}
	d := *whole
	title, _, _ := strings.Cut(d.Text, "\n")
	d.Text, d.Outline = title+"\n", true
	return &d, nil
}

func (tx *memoryTx) Fill(d *Document) error {
	d.Text, d.Outline = tx.docs[d.Item].Text, false
	return nil
}

func (tx *memoryTx) Text(item uint64) (string, error) {
	_, text, _ := strings.Cut(tx.docs[item].Text, "\n")
	return text, nil
}

func (tx *memoryTx) Whole(item uint64, _ string) (*Document, error) { return tx.docs[item], nil }

// memoryBucket is a Bucket: entries in the order of their keys.
type memoryBucket struct{ entries []memoryEntry }

type memoryEntry struct {
	key, value []byte
	in         *memoryBucket // of a bucket, whose value is nil
}

func (b *memoryBucket) clone() *memoryBucket {
	c := &memoryBucket{slices.Clone(b.entries)}
	for i, e := range c.entries {
		if e.in != nil {
			c.entries[i].in = e.in.clone()
		}
	}
	return c
}

func (b *memoryBucket) at(key []byte) (int, bool) {
	at := sort.Search(len(b.entries), func(i int) bool { return bytes.Compare(b.entries[i].key, key) >= 0 })
	return at, at < len(b.entries) && bytes.Equal(b.entries[at].key, key)
}

func (b *memoryBucket) put(e memoryEntry) {
	at, ok := b.at(e.key)
	if !ok {
		b.entries = slices.Insert(b.entries, at, e)
	}
	b.entries[at] = e
}

func (b *memoryBucket) Bucket(name []byte) Bucket {
	if at, ok := b.at(name); ok && b.entries[at].in != nil {
		return b.entries[at].in
	}
	return nil
}

func (b *memoryBucket) MakeBucket(name []byte) (Bucket, error) {
	if in := b.Bucket(name); in != nil {
		return in, nil
	}
	in := &memoryBucket{}
	b.put(memoryEntry{key: bytes.Clone(name), in: in})
	return in, nil
}

func (b *memoryBucket) DeleteBucket(name []byte) error {
	at, ok := b.at(name)
	if !ok || b.entries[at].in == nil {
		return fmt.Errorf("there is no bucket %s", name)
	}
	b.entries = slices.Delete(b.entries, at, at+1)
	return nil
}

func (b *memoryBucket) Get(key []byte) []byte {
	if at, ok := b.at(key); ok {
		return b.entries[at].value
	}
	return nil
}

func (b *memoryBucket) Put(key, value []byte) error {
	b.put(memoryEntry{key: bytes.Clone(key), value: append([]byte{}, value...)})
	return nil
}

func (b *memoryBucket) Delete(key []byte) error {
	if at, ok := b.at(key); ok {
		b.entries = slices.Delete(b.entries, at, at+1)
	}
	return nil
}

func (b *memoryBucket) Cursor() Cursor { return &memoryCursor{b: b} }
func (b *memoryBucket) Fill(float64)   {}

type memoryCursor struct {
	b  *memoryBucket
	at int
}

func (c *memoryCursor) give() (key, value []byte) {
	if c.at < 0 || c.at >= len(c.b.entries) {
		return nil, nil
	}
	return c.b.entries[c.at].key, c.b.entries[c.at].value
}

func (c *memoryCursor) First() (key, value []byte) { c.at = 0; return c.give() }
func (c *memoryCursor) Last() (key, value []byte)  { c.at = len(c.b.entries) - 1; return c.give() }
func (c *memoryCursor) Next() (key, value []byte)  { c.at++; return c.give() }
func (c *memoryCursor) Prev() (key, value []byte)  { c.at--; return c.give() }

func (c *memoryCursor) Seek(at []byte) (key, value []byte) {
	c.at, _ = c.b.at(at)
	return c.give()
}

// dump writes all keys and values of a bucket, in hexadecimal where they are no words.
func (b *memoryBucket) dump(to *strings.Builder, indent string) {
	for _, e := range b.entries {
		key := string(e.key)
		switch {
		case len(key) == 8:
			key = fmt.Sprint(numberOf(e.key))
		case len(key) == 5 || len(key) == 9:
			key = fmt.Sprintf("%c %x", key[0], key[1:])
		}
		value := fmt.Sprintf("%x", e.value)
		if key == string(headKey) {
			value = fmt.Sprintf("%x %s", e.value[:frame.Size], e.value[frame.Size:])
		}
		fmt.Fprintf(to, "%s%s: %s\n", indent, key, value)
		if e.in != nil {
			e.in.dump(to, indent+"  ")
		}
	}
}
