package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/regwire/regwire/cmd/regwire/survey"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// backupForm names a backup by its time in UTC.
const backupForm = "regwire-20060102T150405Z.db"

type backupConfig struct {
	// Daily is of how many days, Weekly of how many weeks the newest backup is
	// kept; serving makes one a day unless Daily is 0.
	Daily  int `yaml:"daily"`
	Weekly int `yaml:"weekly"`
}

// retainConfig says how many days things are kept; 0 keeps them as long as the data
// directory.
type retainConfig struct {
	// Audit is of rows of the audit log, which name people.
	Audit int `yaml:"audit"`
	// Irrelevant is of texts and page copies of what is not relevant and was told to
	// nobody.
	Irrelevant int `yaml:"irrelevant"`
}

// from is the time that what is kept for some days reaches back to; zero for 0 days.
func (h *house) from(days int) time.Time {
	if days == 0 {
		return time.Time{}
	}
	return h.now().AddDate(0, 0, -days)
}

// leastRetained is the fewest days that anything can be kept: what is listed weekly, and
// what is asked about a month's newsletter, is still there.
const leastRetained = 45

const (
	// upkeepAfter leaves the start to what is owed.
	upkeepAfter = 5 * time.Minute
	upkeepEvery = time.Hour
	// upkeepLook is how often it is looked whether that has passed, by the clock on the
	// wall: a timer stands still while the machine sleeps.
	upkeepLook  = time.Minute
	backupEvery = 24 * time.Hour
	// sweepEvery is long, since a sweep looks at every item.
	sweepEvery = 24 * time.Hour
	// sweptAfter is the age from which a page copy that no item names is removed.
	sweptAfter = 24 * time.Hour
)

// upkeep backs the database up once a day, removes backups that are not kept, what is
// older than is retained, and page copies that nothing names, until ctx ends.
func (h *house) upkeep(ctx context.Context) error {
	var swept time.Time
	for last, every := h.now(), upkeepAfter; ; last, every = h.now(), upkeepEvery {
		for !isDue(last, every, h.now()) {
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(upkeepLook):
			}
		}
		if err := h.backUp(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("no backup was made", "err", err)
		}
		if !isDue(swept, sweepEvery, h.now()) {
			continue
		}
		if err := h.retain(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("what is older than is retained was not removed", "err", err)
		}
		if err := h.sweep(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("page copies were not swept", "err", err)
		}
		swept = h.now()
	}
}

// retain removes what the configuration does not have kept for good.
func (h *house) retain(ctx context.Context) error {
	c := h.config.Retain
	gone, err := h.store.Retain(ctx, store.Retention{Audit: h.from(c.Audit), Irrelevant: h.from(c.Irrelevant)})
	if gone != (store.Retained{}) {
		h.log.Info("what is older than is retained was removed", "audit_rows", gone.Audits, "texts", gone.Texts)
	}
	return err
}

// sweep removes page copies that no item names.
func (h *house) sweep(ctx context.Context) error {
	named, err := h.store.Copies(ctx)
	if err != nil {
		return err
	}
	removed, err := h.copies.Sweep(func(fingerprint string) bool { return named[fingerprint] }, sweptAfter)
	if removed > 0 {
		h.log.Info("page copies that nothing names were removed", "count", removed)
	}
	return err
}

// shrink writes the database anew where most of it is free pages, before it is opened.
func shrink(ctx context.Context, dir string, log *slog.Logger) error {
	done, err := store.Shrink(ctx, dir, 0, survey.Passes)
	if done.Before > 0 {
		log.Info("the database was written anew, since most of it was free", "bytes_before", done.Before, "bytes_after", done.After)
	}
	_, damaged := errors.AsType[*store.DamageError](err)
	switch {
	case damaged, errors.Is(err, store.ErrInUse):
		return err
	case err != nil && ctx.Err() == nil:
		log.Warn("the database stays as large as it is", "err", err)
	}
	return nil
}

// backUp makes a backup when the newest is a day old. One of a day to come, by a clock that
// has been set back since, keeps none from being made, and is left until that day.
func (h *house) backUp(ctx context.Context) error {
	if h.config.Backup.Daily == 0 {
		return nil
	}
	dir := filepath.Join(h.config.Data, store.BackupsDir)
	made, err := backupsIn(dir)
	if err != nil {
		return err
	}
	now := h.now()
	if slices.ContainsFunc(made, func(at time.Time) bool { return !isDue(at, backupEvery, now) }) {
		return nil
	}
	if !h.full().IsZero() {
		return feeds.ErrFull // what is left is for what is owed
	}
	path, err := h.backUpTo(ctx, "")
	if err != nil {
		return err
	}
	h.log.Info("backed up", "path", path)
	if made, err = backupsIn(dir); err != nil {
		return err
	}
	made = slices.DeleteFunc(made, now.Before)
	keep := kept(made, h.config.Backup)
	for _, at := range made {
		if keep[at] {
			continue
		}
		if err := store.RemoveBackup(filepath.Join(dir, at.Format(backupForm))); err != nil {
			return err
		}
	}
	return nil
}

// backUpTo writes a backup and gives its path, which is a dated one when path is
// empty.
func (h *house) backUpTo(ctx context.Context, path string) (string, error) {
	if path == "" {
		dir := filepath.Join(h.config.Data, store.BackupsDir)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", fmt.Errorf("back up: %w", err)
		}
		path = filepath.Join(dir, h.now().UTC().Format(backupForm))
	}
	err := h.store.Backup(ctx, path, survey.Passes)
	if errors.Is(err, survey.ErrUnsound) {
		err = fmt.Errorf("%w; the database may be damaged as well: stop regwire, run regwire verify --data %s, and restore an earlier backup if it says so", err, h.config.Data)
	}
	return path, err
}

// backupsIn are the times of the dated backups in dir, oldest first.
func backupsIn(dir string) ([]time.Time, error) {
	entries, err := os.ReadDir(dir) // sorted by name, and so by time
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var times []time.Time
	for _, e := range entries {
		if at, err := time.Parse(backupForm, e.Name()); err == nil {
			times = append(times, at)
		}
	}
	return times, nil
}

// kept chooses, of backups in the order of time, the newest of each of the last
// days and of each of the last weeks that have one.
func kept(made []time.Time, c backupConfig) map[time.Time]bool {
	keep := map[time.Time]bool{}
	for _, period := range []struct {
		of   func(time.Time) string
		most int
	}{
		{func(t time.Time) string { return t.Format(time.DateOnly) }, c.Daily},
		{func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, w) }, c.Weekly},
	} {
		seen := map[string]bool{}
		for i := len(made) - 1; i >= 0 && len(seen) < period.most; i-- {
			if p := period.of(made[i]); !seen[p] {
				seen[p] = true
				keep[made[i]] = true
			}
		}
	}
	return keep
}
