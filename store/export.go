package store

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// row is one line of an export.
type row struct {
	Kind   string          `json:"kind"`
	Key    string          `json:"key"`
	Schema int             `json:"schema"`
	Value  json.RawMessage `json:"value"`
}

// form is how the keys and values of a bucket look in an export.
type form int

const (
	numbered form = iota // key is a letter and a number, value JSON
	named                // key is text, value JSON
	raw                  // both are hexadecimal
)

// family says how one bucket is exported; the order here is that of the lines.
type family struct {
	kind   string
	table  table
	form   form
	letter byte
}

// families are all buckets but "meta", whose schema number is in each row, "texts",
// which are exported with their items, "days", which is derived, and "requests", which
// are over in minutes.
var families = []family{
	{"alias", tableAliases, raw, 0},
	{"audit", tableAudit, numbered, 'a'},
	{"calendar", tableCalendars, named, 0},
	{"channel", tableChannels, named, 0},
	{"check", tableChecks, named, 0},
	{"damaged", tableDamaged, raw, 0},
	{"delivery", tableDeliveries, named, 0},
	{"event", tableEvents, numbered, 'e'},
	{"eventkey", tableEventKeys, raw, 0},
	{"item", tableItems, numbered, 'i'},
	{"known", tableKnown, raw, 0},
	{"listed", tableListed, raw, 0},
	{"mark", tableMarks, named, 0},
	{"owed", tableOwed, raw, 0},
	{"seen", tableSeen, raw, 0},
	{"source", tableSources, named, 0},
	{"subscription", tableSubscriptions, numbered, 's'},
	{"unplanned", tableUnplanned, raw, 0},
	{"unread", tableUnread, raw, 0},
	{"visit", tableVisits, named, 0},
	{"watch", tableWatches, numbered, 'w'},
	{"workspace", tableWorkspaces, named, 0},
}

// counted are the buckets whose sequence gives ids.
var counted = []table{tableItems, tableEvents, tableDeliveries, tableSubscriptions, tableAudit, tableWatches}

const kindCounter = "counter"

// keyText is how a key is shown in an export and in logs.
func keyText(t table, key []byte) string {
	for _, f := range families {
		if f.table == t {
			return f.keyText(key)
		}
	}
	return hex.EncodeToString(key)
}

func (f family) keyText(key []byte) string {
	switch f.form {
	case numbered:
		return name(f.letter, seqOf(key))
	case named:
		if f.joined() {
			return fmt.Sprintf("%q", wordsOf(key))
		}
		return string(key)
	}
	return hex.EncodeToString(key)
}

// joined reports whether the bucket's keys are several strings.
func (f family) joined() bool {
	return f.table == tableDeliveries || f.table == tableMarks || f.table == tableChecks
}

func (f family) key(text string) ([]byte, error) {
	switch f.form {
	case numbered:
		n, err := number(f.letter, text)
		return seqKey(n), err
	case named:
		return []byte(text), nil
	}
	return hex.DecodeString(text)
}

// Export writes everything as JSON Lines, of one moment, sorted by kind and
// key, the counters last.
// It is what Load reads. Page copies are not part of it.
func (s *Store) Export(ctx context.Context, w io.Writer) error {
	if !s.readOnly {
		if err := s.flushVisits(ctx); err != nil {
			return err
		}
	}
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	err := s.db.View(func(tx *bbolt.Tx) error {
		for _, f := range families {
			if err := s.exportFamily(ctx, tx, f, enc); err != nil {
				return fmt.Errorf("export %s: %w", f.table, err)
			}
		}
		for _, t := range counted {
			value, err := json.Marshal(t.in(tx).Sequence())
			if err != nil {
				return err
			}
			if err := enc.Encode(row{kindCounter, string(t), layoutSchema, value}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func (s *Store) exportFamily(ctx context.Context, tx *bbolt.Tx, f family, enc *json.Encoder) error {
	return f.table.in(tx).ForEach(func(k, v []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		value, ok, err := s.exportValue(tx, f, k, v)
		if err != nil || !ok {
			return err
		}
		return enc.Encode(row{f.kind, f.keyText(k), layoutSchema, value})
	})
}

// exportValue is the JSON of a record, ok false for a damaged one.
func (s *Store) exportValue(tx *bbolt.Tx, f family, k, v []byte) (value json.RawMessage, ok bool, err error) {
	if f.form == raw {
		value, err = json.Marshal(hex.EncodeToString(v))
		return value, true, err
	}
	payload, err := frame.Payload(f.table, k, v)
	if errors.Is(err, frame.ErrDamaged) {
		s.damage.note(f.table, k)
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	switch f.table {
	case tableItems:
	case tableDeliveries: // with its key
		var d delivery
		if err := d.decode(k, payload); err != nil {
			return nil, false, err
		}
		value, err = json.Marshal(d)
		return value, true, err
	default:
		return payload, true, nil
	}
	var item feeds.Item
	if err := json.Unmarshal(payload, &item); err != nil {
		return nil, false, err
	}
	if item.Text, err = s.getText(tx, item.ID); err != nil {
		return nil, false, err
	}
	value, err = json.Marshal(item)
	return value, true, err
}

// loadBatch is how many rows one transaction of Load takes.
const loadBatch = 1000

// Load reads an export into a store that is still empty. A load that is cut
// short leaves a store that Open refuses.
func (s *Store) Load(ctx context.Context, r io.Reader) error {
	begin := &request{do: func(tx *bbolt.Tx) error {
		for _, t := range tables {
			if k, _ := t.in(tx).Cursor().First(); k != nil && t != tableMeta {
				return fmt.Errorf("load: the store is not empty (bucket %s has records): load an export into a new data directory", t)
			}
		}
		return putRecord(tx, tableMeta, []byte("loading"), true)
	}}
	if err := s.write(ctx, begin); err != nil {
		return err
	}
	s.private.Store(true) // what comes may be a workspace's own
	dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<16))
	for line := 1; ; {
		rows, err := readRows(dec, line)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		if err := s.write(ctx, &request{grows: true, do: func(tx *bbolt.Tx) error { return s.loadRows(tx, rows, line) }}); err != nil {
			return err
		}
		line += len(rows)
	}
	end := &request{do: func(tx *bbolt.Tx) error {
		if err := s.dateAllSteps(tx); err != nil {
			return err
		}
		if err := s.rebuildDays(tx); err != nil {
			return err
		}
		return deleteKey(tx, tableMeta, []byte("loading"))
	}}
	if err := s.write(ctx, end); err != nil {
		return err
	}
	s.indexSoon()
	return s.load()
}

func readRows(dec *json.Decoder, line int) ([]row, error) {
	rows := make([]row, 0, loadBatch)
	for len(rows) < loadBatch {
		var r row
		err := dec.Decode(&r)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("load: row %d: %w", line+len(rows), err)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func (s *Store) loadRows(tx *bbolt.Tx, rows []row, line int) error {
	for i, r := range rows {
		if err := s.loadRow(tx, r); err != nil {
			return fmt.Errorf("load: row %d (%s %s): %w", line+i, r.Kind, r.Key, err)
		}
	}
	return nil
}

func (s *Store) loadRow(tx *bbolt.Tx, r row) error {
	if r.Schema > layoutSchema {
		return fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, r.Schema, layoutSchema)
	}
	if r.Kind == kindCounter {
		return loadCounter(tx, r)
	}
	for _, f := range families {
		if f.kind == r.Kind {
			return f.load(s, tx, r)
		}
	}
	return fmt.Errorf("unknown kind of row")
}

func loadCounter(tx *bbolt.Tx, r row) error {
	var n uint64
	if err := json.Unmarshal(r.Value, &n); err != nil {
		return err
	}
	for _, t := range counted {
		if string(t) == r.Key {
			return t.in(tx).SetSequence(n)
		}
	}
	return fmt.Errorf("unknown counter")
}

// loads put back the records whose key is made of their value, or that are kept in more
// places than their bucket.
var loads = map[table]func(s *Store, tx *bbolt.Tx, value json.RawMessage) error{
	tableItems: func(s *Store, tx *bbolt.Tx, value json.RawMessage) error {
		var item feeds.Item
		if err := json.Unmarshal(value, &item); err != nil {
			return err
		}
		return s.putItem(tx, &item)
	},
	tableDeliveries: func(_ *Store, tx *bbolt.Tx, value json.RawMessage) error {
		var d delivery
		if err := json.Unmarshal(value, &d); err != nil {
			return err
		}
		return rewrite(tx, &d)
	},
	tableMarks: func(_ *Store, tx *bbolt.Tx, value json.RawMessage) error {
		var m bot.Mark
		if err := json.Unmarshal(value, &m); err != nil {
			return err
		}
		key, err := markKey(m)
		if err != nil {
			return err
		}
		return putRaw(tx, tableMarks, key, frame.Of(tableMarks, key, value))
	},
	tableCalendars: func(_ *Store, tx *bbolt.Tx, value json.RawMessage) error {
		c, err := tokenless(value)
		if err != nil {
			return err
		}
		return putRecord(tx, tableCalendars, []byte(c.ID), c)
	},
	tableChecks: func(_ *Store, tx *bbolt.Tx, value json.RawMessage) error {
		var w watched
		if err := json.Unmarshal(value, &w); err != nil {
			return err
		}
		key := checkKey(w.Month, w.Source)
		return putRaw(tx, tableChecks, key, frame.Of(tableChecks, key, value))
	},
}

func (f family) load(s *Store, tx *bbolt.Tx, r row) error {
	if load, ok := loads[f.table]; ok {
		return load(s, tx, r.Value)
	}
	key, err := f.key(r.Key)
	if err != nil {
		return err
	}
	if f.form != raw {
		return putRaw(tx, f.table, key, frame.Of(f.table, key, r.Value))
	}
	var text string
	if err := json.Unmarshal(r.Value, &text); err != nil {
		return err
	}
	value, err := hex.DecodeString(text)
	if err != nil {
		return err
	}
	return putRaw(tx, f.table, key, value)
}
