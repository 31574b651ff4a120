package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// looks is the Check of these tests, in this process.
func looks(_ context.Context, path string) error {
	s, err := Look(path)
	if err == nil && !s.Sound() {
		err = errors.New(s.Faults[0])
	}
	return err
}

func TestBackup(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	s.benchWrite(t, []byte("k"), []byte("v"))
	dir := t.TempDir()
	path := filepath.Join(dir, FileName)
	if err := s.Backup(t.Context(), path, looks); err != nil {
		t.Fatal(err)
	}
	if err := CheckHash(path); err != nil {
		t.Error(err)
	}
	if err := s.Backup(t.Context(), path, looks); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a second backup to the same file: %v", err)
	}
	copied := OpenChecked(t, dir, Options{ReadOnly: true})
	if err := copied.write(t.Context(), &request{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("write: %v, want ErrReadOnly", err)
	}
	err := copied.db.View(func(tx *bbolt.Tx) error {
		if tableMeta.in(tx).Get([]byte("k")) == nil {
			t.Error("the backup lacks the record")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestBackupThatFailsLeavesNothing(t *testing.T) {
	s, dir := OpenChecked(t, t.TempDir(), Options{}), t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "late.db"), looks); !errors.Is(err, context.Canceled) {
		t.Errorf("after its time: %v", err)
	}
	bad := errors.New("bad")
	if err := s.Backup(t.Context(), filepath.Join(dir, "bad.db"), func(context.Context, string) error { return bad }); !errors.Is(err, bad) {
		t.Errorf("a copy that is not good: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// owingStore is a store that owes two alerts to one channel and a list of tomorrow to
// another.
func owingStore(t *testing.T, dir string, now time.Time) *Store {
	t.Helper()
	s := OpenChecked(t, dir, Options{Now: func() time.Time { return now }})
	owe := func(channel bot.ChannelID, kind bot.Kind, subject string, due time.Time) bot.Delivery {
		return bot.Delivery{Key: bot.DeliveryKey{Channel: channel, Kind: kind, Subject: subject}, State: bot.Pending, Created: now, Due: due}
	}
	err := s.Owe(t.Context(), []bot.Delivery{
		owe("console:local/a", bot.KindAlert, "e1", now), owe("console:local/a", bot.KindAlert, "e2", now),
		owe("console:local/b", bot.KindDigest, "daily", now.Add(24*time.Hour)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRestoreHoldsWhatWasOwedAndKeepsTheOldDatabase(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	s := owingStore(t, dir, now)
	path := filepath.Join(t.TempDir(), "kept.db")
	if err := s.Backup(t.Context(), path, looks); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), dir, path, looks, now); !errors.Is(err, ErrInUse) {
		t.Fatalf("restore over a database in use: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(t.Context(), dir, path, looks, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Channels) != 1 || done.Channels[0] != (HeldChannel{"console:local/a", 2}) || done.Unproved {
		t.Errorf("restored: %+v", done)
	}
	if err := looks(t.Context(), done.Aside); err != nil {
		t.Errorf("the old database: %v", err)
	}
	s = OpenChecked(t, dir, Options{Now: func() time.Time { return now }})
	if _, ds, err := s.ClaimChannel(t.Context(), "o"); !errors.Is(err, feeds.ErrNoWork) {
		t.Errorf("what is owed is served without a person's word: %v %v", ds, err)
	}
	ch, err := s.Channel(t.Context(), "console:local/a")
	if err != nil || ch.Held == "" {
		t.Fatalf("channel: %+v %v", ch, err)
	}
	ch.Held = ""
	if err := s.PutChannel(t.Context(), ch, bot.Audit{}); err != nil {
		t.Fatal(err)
	}
	_, owed, err := s.ClaimChannel(t.Context(), "o")
	if err != nil || len(owed.Deliveries) != 2 || !owed.Deliveries[0].Repeat || !owed.Deliveries[1].Repeat {
		t.Errorf("resumed: %+v %v", owed.Deliveries, err)
	}
	if day, err := s.Repeats(t.Context()); day != "2026-03-02" || err != nil {
		t.Errorf("publications up to %q may be repeated, %v", day, err)
	}
}

func TestRestoreRefusesWhatIsNotTheBackup(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "kept.db")
	s := owingStore(t, dir, now)
	if err := s.Backup(t.Context(), path, looks); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), dir, path, looks, now); !errors.Is(err, ErrHash) {
		t.Errorf("a changed backup: %v", err)
	}
	bad := errors.New("bad")
	if err := os.Remove(path + hashSuffix); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), dir, path, func(context.Context, string) error { return bad }, now); !errors.Is(err, bad) {
		t.Errorf("a backup that is not good: %v", err)
	}
	after, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil || string(after) != string(before) {
		t.Errorf("the database was touched (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRestoreIntoAnEmptyDirectory(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "kept.db")
	if err := owingStore(t, t.TempDir(), now).Backup(t.Context(), path, looks); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	done, err := Restore(t.Context(), dir, path, looks, now)
	if err != nil || done.Aside != "" {
		t.Fatalf("%+v %v", done, err)
	}
	OpenChecked(t, dir, Options{})
}

func TestADatabaseThatWasNotClosedIsKnown(t *testing.T) {
	dir := t.TempDir()
	s := OpenChecked(t, dir, Options{})
	if CutShort(dir) {
		t.Error("cut short while it is open")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if CutShort(dir) {
		t.Error("cut short though it was closed")
	}
	if err := markOpen(dir); err != nil { // what a killed process leaves
		t.Fatal(err)
	}
	if !CutShort(dir) {
		t.Error("not closed, and not known")
	}
}

func TestLookNamesDamagedRecords(t *testing.T) {
	dir := t.TempDir()
	s := OpenChecked(t, dir, Options{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		return errors.Join(
			tableItems.in(tx).Put(seqKey(7), []byte("no record")), tableItems.in(tx).SetSequence(7),
			tableKnown.in(tx).Put(knownKey("s", 1), make([]byte, 12)),
		)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := Look(path)
	if err != nil || !got.Sound() || got.DamagedRecords != 2 || !strings.Contains(strings.Join(got.Damaged, "\n"), "items i7") {
		t.Errorf("%+v %v", got, err)
	}
}

func TestLookRefusesWhatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	if _, err := Look(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("regulation ", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Look(path); err != nil || got.Sound() {
		t.Errorf("a text: %+v %v", got, err)
	}
	if err := os.WriteFile(path+"0", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Look(path + "0"); err != nil || !slices.Equal(got.Faults, []string{"the file is empty"}) {
		t.Errorf("nothing: %+v %v", got, err)
	}
	db, err := bbolt.Open(path+"2", 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := Look(path + "2"); err != nil || got.Sound() {
		t.Errorf("somebody else's database: %+v %v", got, err)
	}
}
