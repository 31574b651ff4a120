package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
	"github.com/regwire/regwire/store/storetest"
)

func TestBackupsKept(t *testing.T) {
	var made []time.Time
	for d := range 60 {
		made = append(made, time.Date(2026, 1, 1+d, 3, 0, 0, 0, time.UTC))
	}
	keep := kept(made, backupConfig{Daily: 7, Weekly: 4})
	var days []string
	for _, at := range made {
		if keep[at] {
			days = append(days, at.Format("01-02"))
		}
	}
	// The newest is of Sunday 1 March; before the seven days, two more weeks.
	if want := []string{"02-08", "02-15", "02-22", "02-23", "02-24", "02-25", "02-26", "02-27", "02-28", "03-01"}; !slices.Equal(days, want) {
		t.Errorf("kept %v, want %v", days, want)
	}
}

func TestUpkeepBacksUpOnceADayAndSweepsWhatNothingNames(t *testing.T) {
	dir := demoStore(t)
	clock := storetest.NewClock(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	c := config{Data: dir, Backup: backupConfig{Daily: 2}}
	h, err := build(c, surroundings{now: clock.Now, log: slog.New(slog.DiscardHandler), out: io.Discard, posted: func(bot.Delivery, bot.Result) {}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	}()
	for range 4 * 24 / 6 { // four days, looked at every six hours
		if err := h.backUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock.Move(6 * time.Hour)
	}
	made, err := backupsIn(filepath.Join(dir, store.BackupsDir))
	if err != nil || len(made) != 2 || !made[1].Equal(time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("backups after four days: %v %v", made, err)
	}
	named, err := h.store.Copies(t.Context())
	if err != nil || len(named) == 0 {
		t.Fatal(named, err)
	}
	lost, err := h.copies.Put([]byte("nothing names this"), copies.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-2 * sweptAfter)
	err = filepath.WalkDir(filepath.Join(dir, "copies"), func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(path, old, old))
	})
	if err := errors.Join(err, h.sweep(t.Context())); err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.copies.Get(lost); !errors.Is(err, copies.ErrNotFound) {
		t.Errorf("a copy that nothing names: %v", err)
	}
	for fingerprint := range named {
		if _, _, err := h.copies.Get(fingerprint); err != nil {
			t.Errorf("a copy that an item names: %v", err)
		}
	}
}

// A machine that was asleep is backed up once it is awake, and not an hour of Go's other
// clock later, which stands still meanwhile; so is one whose clock was years ahead.
func TestUpkeepIsDoneByTheClockOnTheWall(t *testing.T) {
	dir := demoStore(t)
	synctest.Test(t, func(t *testing.T) {
		began := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
		clock := storetest.NewClock(began)
		h, err := build(config{Data: dir, Backup: backupConfig{Daily: 1}}, surroundings{now: clock.Now, log: slog.New(slog.DiscardHandler), out: io.Discard, posted: func(bot.Delivery, bot.Result) {}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, end := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- h.upkeep(ctx) }()
		for _, c := range []struct {
			name string
			at   time.Time
			want []time.Time
		}{
			{"just started", began, nil},
			{"awake after a night", began.Add(9 * time.Hour), []time.Time{began.Add(9 * time.Hour)}},
			{"years ahead", began.AddDate(9, 0, 0), []time.Time{began.AddDate(9, 0, 0)}},
			{"set right again", began.Add(24 * time.Hour), []time.Time{began.Add(24 * time.Hour), began.AddDate(9, 0, 0)}},
			{"a day later", began.Add(48 * time.Hour), []time.Time{began.Add(48 * time.Hour), began.AddDate(9, 0, 0)}},
		} {
			clock.Set(c.at)
			time.Sleep(2 * upkeepLook)
			synctest.Wait()
			if made, err := backupsIn(filepath.Join(dir, store.BackupsDir)); err != nil || !slices.Equal(made, c.want) {
				t.Errorf("%s: backups %v %v, want %v", c.name, made, err, c.want)
			}
		}
		end()
		if err := errors.Join(<-ended, h.close()); err != nil {
			t.Error(err)
		}
	})
}

func TestUpkeepRemovesWhatIsOlderThanIsRetained(t *testing.T) {
	dir := demoStore(t)
	clock := storetest.NewClock(time.Date(2023, 3, 1, 12, 0, 0, 0, time.UTC))
	open := func(c retainConfig) *house {
		h, err := build(config{Data: dir, Retain: c}, surroundings{now: clock.Now, log: slog.New(slog.DiscardHandler), out: io.Discard, posted: func(bot.Delivery, bot.Result) {}})
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	states := func(h *house) (texts, relevant, copies int) {
		for n := 1; ; n++ {
			i, err := h.store.Item(t.Context(), feeds.ItemID(fmt.Sprint("i", n)))
			if errors.Is(err, feeds.ErrNotFound) {
				return texts, relevant, copies
			}
			if err != nil {
				t.Fatal(err)
			}
			if i.Text != "" {
				texts++
			}
			if i.Copy != "" {
				copies++
			}
			if i.Text != "" && i.Reading.Relevance != feeds.NotRelevant {
				relevant++
			}
		}
	}
	h := open(retainConfig{})
	texts, relevant, kept := states(h)
	if relevant == 0 || texts == relevant {
		t.Fatalf("%d texts, %d of them relevant: there is nothing to tell apart", texts, relevant)
	}
	if err := errors.Join(h.retain(t.Context()), h.close()); err != nil {
		t.Fatal(err)
	}
	h = open(retainConfig{Irrelevant: 90})
	if now, _, _ := states(h); now != texts {
		t.Errorf("%d texts of %d where all are kept for good", now, texts)
	}
	if err := h.retain(t.Context()); err != nil {
		t.Fatal(err)
	}
	after, still, copiesAfter := states(h)
	if still != relevant || after >= texts || copiesAfter >= kept {
		t.Errorf("%d texts of %d, %d relevant of %d, %d copies of %d", after, texts, still, relevant, copiesAfter, kept)
	}
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	errs := &bytes.Buffer{}
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: errs, getenv: func(string) string { return "" }}
	if code := p.run(t.Context(), []string{"verify", "--data", dir}); code != 0 {
		t.Errorf("verify: exit code %d: %s", code, errs)
	}
}
