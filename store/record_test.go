package store

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// The order of keys is the order of what they are made of.
func FuzzKeyOrder(f *testing.F) {
	f.Add("a.example", int64(1), uint64(1), "a", int64(0), uint64(2))
	f.Add("a", int64(-1), uint64(1), "a", int64(math.MaxInt64), uint64(1))
	f.Add("", int64(0), uint64(0), "\x01", int64(math.MinInt64), uint64(math.MaxUint64))
	f.Fuzz(func(t *testing.T, host1 string, try1 int64, n1 uint64, host2 string, try2 int64, n2 uint64) {
		if noZero(host1, host2) != nil {
			return // hosts hold no zero byte
		}
		one, two := unreadParts(host1, try1, n1), unreadParts(host2, try2, n2)
		got := bytes.Compare(one, two)
		want := bytes.Compare([]byte(host1), []byte(host2))
		if want == 0 {
			want = time.Unix(0, try1).Compare(time.Unix(0, try2))
		}
		if want == 0 {
			want = bytes.Compare(seqKey(n1), seqKey(n2))
		}
		if got != want {
			t.Errorf("(%q %d %d) and (%q %d %d) compare %d, want %d", host1, try1, n1, host2, try2, n2, got, want)
		}
		host, try := splitUnread(one)
		if host != host1 || !stampTime(try).Equal(time.Unix(0, try1)) || seqOf(one) != n1 {
			t.Errorf("(%q %d %d) is read back as (%q %v %d)", host1, try1, n1, host, stampTime(try), seqOf(one))
		}
	})
}

// stampTime reads back what stamp wrote.
func unreadParts(host string, try int64, n uint64) []byte {
	return append(append(words(host), seqKey(stamp(time.Unix(0, try)))...), seqKey(n)...)
}

// filled is a store with one of everything.
func filled(t *testing.T, dir string) *Store {
	t.Helper()
	s := OpenChecked(t, dir, Options{})
	ctx := t.Context()
	try := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	host := []feeds.Source{{ID: "cac", Host: "cac.example"}}
	c, _, err := s.ClaimHost(ctx, "w", host)
	try(err)
	found := cycle(1, 5)[0]
	for i := range found {
		found[i].Item.Host = "cac.example"
	}
	_, err = s.Commit(ctx, c, feeds.Round{Visit: &feeds.Visit{Source: "cac", At: time.Now(), Good: time.Now()}, Found: found})
	try(err)
	r, items, err := s.ClaimUnread(ctx, "w", 4)
	try(err)
	round := feeds.Round{}
	for _, item := range items {
		item.State, item.Text = feeds.ItemRead, "第一条 <为了> & "+item.Title
		round.Read = append(round.Read, feeds.ReadItem{Item: item, Keys: []feeds.Key{feeds.Key("core:" + item.Title)}})
	}
	_, err = s.Commit(ctx, r, round)
	try(err)
	_, err = s.Subscribe(ctx, bot.Subscription{Channel: "slack:T1/C1"}, bot.Channel{ID: "slack:T1/C1", Name: "<privacy & 隐私>"}, bot.Audit{Actor: "U1", Verb: "subscribe"})
	try(err)
	for range 2 {
		p, u, err := s.ClaimEvent(ctx, "w")
		try(err)
		alert := bot.Delivery{Key: bot.DeliveryKey{Channel: "slack:T1/C1", Kind: bot.KindAlert, Subject: string(u.Event.ID)}}
		list := bot.Delivery{Key: bot.DeliveryKey{Channel: "slack:T1/C2", Kind: bot.KindDigest, Subject: "daily"}, Events: []feeds.EventID{u.Event.ID}}
		try(s.CommitPlans(ctx, bot.Plan{Claim: p, Event: u.Event.ID, Revision: 1, Deliveries: []bot.Delivery{alert, list}}))
	}
	o, owed, err := s.ClaimChannel(ctx, "w")
	try(err)
	try(s.CommitSending(ctx, o, []bot.DeliveryKey{owed.Deliveries[0].Key}))
	try(s.CommitResults(ctx, o, []bot.Result{{Key: owed.Deliveries[0].Key, State: bot.Retry, WorkspaceNotBefore: time.Now().Add(time.Hour)}}))
	return s
}

func TestExportThenLoad(t *testing.T) {
	s := filled(t, t.TempDir())
	var first bytes.Buffer
	if err := s.Export(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	loaded := OpenChecked(t, dir, Options{})
	if err := loaded.Load(t.Context(), bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	var second bytes.Buffer
	if err := loaded.Export(t.Context(), &second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("export after load differs:\n%s\n%s", first.Bytes(), second.Bytes())
	}
	for _, kind := range []string{"audit", "channel", "counter", "delivery", "event", "eventkey", "item", "known", "listed", "owed", "seen", "subscription", "unplanned", "unread", "visit", "workspace"} {
		if !bytes.Contains(first.Bytes(), []byte(`{"kind":"`+kind+`"`)) {
			t.Errorf("export has no row of kind %s", kind)
		}
	}
	if err := loaded.Load(t.Context(), bytes.NewReader(first.Bytes())); err == nil {
		t.Error("loaded into a store that is not empty")
	}
	// What was loaded works: memory follows the file.
	if subs, _ := loaded.Subscriptions(t.Context()); len(subs) != 1 {
		t.Errorf("subscriptions = %v", subs)
	}
	if _, _, err := loaded.ClaimChannel(t.Context(), "w"); !errors.Is(err, feeds.ErrNoWork) {
		t.Errorf("ClaimChannel: %v, want the workspace to wait", err)
	}
	if _, items, err := loaded.ClaimUnread(t.Context(), "w", 10); err != nil || len(items) != 1 {
		t.Errorf("ClaimUnread: %v, %v", items, err)
	}
}

func TestLoadThatIsCutShort(t *testing.T) {
	var all bytes.Buffer
	if err := filled(t, t.TempDir()).Export(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	for name, input := range map[string][]byte{
		"in the middle of a line": all.Bytes()[:all.Len()/2],
		"with an unknown kind":    append(bytes.Clone(all.Bytes()), `{"kind":"surprise","key":"1","schema":1,"value":1}`...),
		"of a newer schema":       []byte(`{"kind":"event","key":"e1","schema":99,"value":{}}`),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Load(t.Context(), bytes.NewReader(input)); err == nil {
				t.Error("loaded")
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if s, err := Open(dir, Options{}); err == nil {
				t.Error("a half-loaded store was opened")
				_ = s.Close()
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	change := func(t *testing.T, dir string, f func(tx *bbolt.Tx) error) {
		t.Helper()
		db, err := bbolt.Open(filepath.Join(dir, FileName), 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(db.Update(f), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name  string
		spoil func(t *testing.T, dir string)
		want  error // nil: any
	}{
		{"a newer schema", func(t *testing.T, dir string) {
			change(t, dir, func(tx *bbolt.Tx) error { return putRecord(tx, tableMeta, []byte("schema"), layoutSchema+1) })
		}, ErrNewer},
		{"a damaged schema number", func(t *testing.T, dir string) {
			change(t, dir, func(tx *bbolt.Tx) error { return tableMeta.in(tx).Put([]byte("schema"), []byte("99")) })
		}, frame.ErrDamaged},
		{"a database of something else", func(t *testing.T, dir string) {
			change(t, dir, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(tableMeta)) })
		}, nil},
		{"a missing bucket", func(t *testing.T, dir string) {
			change(t, dir, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(tableOwed)) })
		}, nil},
		{"no database", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, FileName), bytes.Repeat([]byte("no"), 9000), 0o600); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"a file without its end", func(t *testing.T, dir string) { shorten(t, dir, 3) }, errShort},
		{"a file of one page", func(t *testing.T, dir string) { shorten(t, dir, 1) }, errShort},
		{"an empty file", func(t *testing.T, dir string) { shorten(t, dir, 0) }, errShort},
		{"a file that others can read", func(t *testing.T, dir string) {
			if err := os.Chmod(filepath.Join(dir, FileName), 0o644); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"a directory that everybody can write to", func(t *testing.T, dir string) {
			if err := os.Chmod(dir, 0o777); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"a link", func(t *testing.T, dir string) {
			path := filepath.Join(dir, FileName)
			if err := errors.Join(os.Rename(path, path+".real"), os.Symlink(path+".real", path)); err != nil {
				t.Fatal(err)
			}
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			tt.spoil(t, dir)
			before, _ := os.ReadFile(filepath.Join(dir, FileName))
			s, err = Open(dir, Options{})
			if err == nil {
				_ = s.Close()
				t.Fatal("opened")
			}
			if tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("Open: %v, want %v", err, tt.want)
			}
			if after, _ := os.ReadFile(filepath.Join(dir, FileName)); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// shorten leaves so many pages of the database, as a copy does that is broken off.
func shorten(t *testing.T, dir string, pages int64) {
	t.Helper()
	if err := os.Truncate(filepath.Join(dir, FileName), pages*int64(os.Getpagesize())); err != nil {
		t.Fatal(err)
	}
}

// A damaged record is set aside, and everything beside it goes on.
func TestDamagedRecords(t *testing.T) {
	dir := t.TempDir()
	s := filled(t, dir)
	firstOf := func(tab table) (key []byte) {
		_ = s.db.View(func(tx *bbolt.Tx) error {
			c := tab.in(tx).Cursor()
			k, _ := c.First()
			if tab == tableTexts { // that of another item than the damaged one
				k, _ = c.Next()
			}
			key = bytes.Clone(k)
			return nil
		})
		return key
	}
	for _, tab := range []table{tableItems, tableTexts, tableEvents, tableDeliveries, tableVisits, tableSubscriptions, tableSeen} {
		key := firstOf(tab)
		err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
			raw := bytes.Clone(tab.in(tx).Get(key))
			raw[len(raw)-2] ^= 0x10
			return tab.in(tx).Put(key, raw)
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = OpenChecked(t, dir, Options{})
	if _, err := s.Item(t.Context(), "i1"); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("damaged item: %v, want ErrNotFound", err)
	}
	if item, err := s.Item(t.Context(), "i2"); err != nil || item.Text != "" {
		t.Errorf("the item beside it: %q, %v; want it without its damaged text", item.Text, err)
	}
	if _, _, err := s.Event(t.Context(), "e1"); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("damaged event: %v, want ErrNotFound", err)
	}
	if _, total, err := s.Find(t.Context(), bot.Query{}); err != nil || total != 3 {
		t.Errorf("find: %d, %v; want the three good events", total, err)
	}
	c, visits, err := s.ClaimHost(t.Context(), "w", []feeds.Source{{ID: "cac", Host: "cac.example"}})
	if err != nil || visits[0].Good.IsZero() {
		t.Errorf("damaged visit = %+v, %v; it must not look like a first poll", visits, err)
	}
	found := cycle(1, 5)[0]
	done, err := s.Commit(t.Context(), c, feeds.Round{Found: found})
	if err != nil || len(done.New) != 0 {
		t.Errorf("found again: %+v, %v; want nothing new although the seen record is damaged", done, err)
	}
	if _, err := s.Deliveries(t.Context(), "daily"); err == nil {
		t.Error("deliveries of what is no event id")
	}
	if _, err := s.Deliveries(t.Context(), "e1"); err != nil {
		t.Errorf("Deliveries: %v", err)
	}
	var all bytes.Buffer
	if err := s.Export(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	if err := s.settle(t.Context()); err != nil { // lets the committer set the last ones aside
		t.Fatal(err)
	}
	if err := s.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	st, err := s.Stats(t.Context())
	if err != nil || st.Damaged != 6 {
		t.Errorf("%d records set aside, %v; want all but the seen record, which was written anew", st.Damaged, err)
	}
}

// What is damaged at the head of a queue does not keep what stands behind it.
func TestDamagedHeadOfQueue(t *testing.T) {
	s := filled(t, t.TempDir())
	spoil := func(tab table, key []byte) {
		t.Helper()
		err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
			raw := bytes.Clone(tab.in(tx).Get(key))
			raw[len(raw)-2] ^= 0x10
			return tab.in(tx).Put(key, raw)
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	spoil(tableEvents, seqKey(3)) // e3 and e4 are unplanned
	s.leads.mu.Lock()
	clear(s.leads.by) // as after a start: what is in memory is not damaged
	s.leads.mu.Unlock()
	if c, _, err := s.ClaimEvent(t.Context(), "w"); err != nil || c.Subject != "e4" {
		t.Errorf("ClaimEvent = %s, %v; want e4", c.Subject, err)
	}
	if err := s.Owe(t.Context(), []bot.Delivery{
		{Key: bot.DeliveryKey{Channel: "console:a/1", Kind: bot.KindNotice, Subject: "n"}},
		{Key: bot.DeliveryKey{Channel: "console:a/2", Kind: bot.KindNotice, Subject: "n"}},
	}); err != nil {
		t.Fatal(err)
	}
	key, _ := deliveryKey(bot.DeliveryKey{Channel: "console:a/1", Kind: bot.KindNotice, Subject: "n"})
	spoil(tableDeliveries, key)
	if c, _, err := s.ClaimChannel(t.Context(), "w"); err != nil || c.Subject != "console:a/2" {
		t.Errorf("ClaimChannel = %s, %v; want console:a/2", c.Subject, err)
	}
	c, _, err := s.ClaimHost(t.Context(), "w", []feeds.Source{{ID: "a", Host: "a.example"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(t.Context(), c, feeds.Round{Found: []feeds.Found{
		{Item: feeds.Item{Source: "a", Host: "a.example"}, Keys: []feeds.Key{"url:1"}},
		{Item: feeds.Item{Source: "a", Host: "b.example"}, Keys: []feeds.Key{"url:2"}},
	}}); err != nil {
		t.Fatal(err)
	}
	spoil(tableItems, seqKey(6)) // that of a.example
	if c, items, err := s.ClaimUnread(t.Context(), "w", 1); err != nil || c.Subject != "b.example" || len(items) != 1 {
		t.Errorf("ClaimUnread = %s, %v; want b.example", c.Subject, err)
	}
}
