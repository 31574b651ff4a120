package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/cmd/regwire/survey"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

// provenAfterCrash looks the database over when the last process did not close it,
// before this one opens it.
func provenAfterCrash(ctx context.Context, dir string) error {
	if !store.CutShort(dir) {
		return nil
	}
	return proven(ctx, dir)
}

// proven looks the database over, unless another process has it open.
func proven(ctx context.Context, dir string) error {
	path := filepath.Join(dir, store.FileName)
	switch err := survey.Passes(ctx, path); {
	case err == nil || errors.Is(err, store.ErrInUse):
		return nil
	case strings.HasSuffix(err.Error(), store.HalfLoaded), !errors.Is(err, survey.ErrUnsound):
		return err
	default:
		return fmt.Errorf("%w; nothing was changed: restore the newest backup by regwire restore FILE --data %s", err, dir)
	}
}

type backupCmd struct {
	dataFlag
	File string `arg:"" optional:"" help:"Where to write the copy; a dated file in backups/ of the data directory when not given."`
}

// Run writes one consistent snapshot of the database and looks it over. Page copies
// are files of their own and are copied by any tool.
func (b *backupCmd) Run(ctx context.Context, p *program) error {
	args := []string{"backup"}
	if b.File != "" {
		path, err := filepath.Abs(b.File) // the serving process stands in another directory
		if err != nil {
			return fmt.Errorf("back up to %s: %w", b.File, err)
		}
		b.File = path
		args = append(args, path)
	}
	return p.withHouse(ctx, b.dataFlag, args, func(h *house) error {
		path, err := h.backUpTo(ctx, b.File)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.stdout, "backed up to %s, looked over and good; its SHA-256 is beside it. Page copies are files: copy %s too\n", path, filepath.Join(h.config.Data, "copies"))
		return err
	})
}

type verifyCmd struct {
	dataFlag
	File string `arg:"" optional:"" help:"A backup; the database and the page copies of the data directory when not given."`
}

// Run looks over a backup, or the database and the page copies that it names.
func (v *verifyCmd) Run(ctx context.Context, p *program) error {
	if v.File != "" {
		return p.verifyBackup(ctx, v.File)
	}
	if p.house != nil {
		return p.house.verify(ctx, p)
	}
	c, err := p.settings(v.dataFlag)
	if err != nil {
		return err
	}
	if !store.Exists(c.Data) {
		return noStore(c.Data)
	}
	return p.whoHas(ctx, c.Data, []string{"verify"}, func() error {
		if err := p.sayDatabase(ctx, filepath.Join(c.Data, store.FileName), fixDatabase(c.Data)); err != nil {
			return err
		}
		return p.withHouse(ctx, v.dataFlag, []string{"verify"}, func(h *house) error { return h.verifyCopies(ctx, p) })
	})
}

func (p *program) verifyBackup(ctx context.Context, path string) error {
	if err := there(path); err != nil {
		return err
	}
	err := store.CheckHash(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		fmt.Fprintln(p.stdout, "hash       none beside the file")
	case err != nil:
		return err
	default:
		fmt.Fprintln(p.stdout, "hash       ok")
	}
	return p.sayDatabase(ctx, path, "do not restore it, and take another backup that regwire verify FILE finds good")
}

// fixDatabase is what to do about a damaged database in dir.
func fixDatabase(dir string) string {
	return "restore the newest backup that regwire verify FILE finds good by regwire restore FILE --data " + dir
}

// sayDatabase prints what a survey found; an error when the file must not be used, with
// what to do then.
func (p *program) sayDatabase(ctx context.Context, path, fix string) error {
	s, err := survey.Of(ctx, path)
	if err != nil {
		return err
	}
	if !s.Sound() {
		return fmt.Errorf("%s is damaged: %s: %s", path, strings.Join(s.Faults, "; "), fix)
	}
	fmt.Fprintf(p.stdout, "database   ok: %s, schema %d, %.1f MB\n", counted(s.Records, "record"), s.Schema, float64(s.Bytes)/1e6)
	if s.DamagedRecords > 0 {
		fmt.Fprintf(p.stdout, "records    %d damaged, set aside when they are met: %s\n", s.DamagedRecords, strings.Join(s.Damaged, ", "))
	}
	return nil
}

// verify looks over a snapshot of the database that this process serves, and every
// page copy it names.
func (h *house) verify(ctx context.Context, p *program) error {
	room, leave, err := store.Workroom(h.config.Data, "verify-*")
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	defer leave()
	snapshot := filepath.Join(room, store.FileName)
	if err := h.store.Backup(ctx, snapshot, func(context.Context, string) error { return nil }); err != nil {
		return err
	}
	if err := p.sayDatabase(ctx, snapshot, fixDatabase(h.config.Data)); err != nil {
		return err
	}
	return h.verifyCopies(ctx, p)
}

func (h *house) verifyCopies(ctx context.Context, p *program) error {
	named, err := h.store.Copies(ctx)
	if err != nil {
		return err
	}
	var bad []string
	for fingerprint := range named {
		if _, _, err := h.copies.Get(fingerprint); err != nil {
			bad = append(bad, fmt.Sprintf("%s: %v", fingerprint, copyFault(err)))
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	slices.Sort(bad)
	if len(bad) > 0 {
		return fmt.Errorf("%d of %d page copies are missing or damaged, bring their files back from where the folder copies is kept: %s", len(bad), len(named), strings.Join(bad[:min(len(bad), 5)], "; "))
	}
	_, err = fmt.Fprintf(p.stdout, "copies     ok: %d pages are what their SHA-256 says\n", len(named))
	return err
}

func copyFault(err error) error {
	for _, known := range []error{copies.ErrNotFound, copies.ErrDamaged} {
		if errors.Is(err, known) {
			return known
		}
	}
	return err
}

type restoreCmd struct {
	dataFlag
	File string `arg:"" help:"The backup."`
}

// Run puts a backup into the place of the database.
func (r *restoreCmd) Run(ctx context.Context, p *program) error {
	if p.house != nil {
		return usage("restore cannot run while regwire serves this store: stop it first")
	}
	c, err := p.settings(r.dataFlag)
	if err != nil {
		return err
	}
	if err := there(r.File); err != nil {
		return err
	}
	done, err := store.Restore(ctx, c.Data, r.File, survey.Passes, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s is in place in %s\n", r.File, c.Data)
	if done.Unproved {
		fmt.Fprintln(p.stdout, "no SHA-256 stood beside it: only its own checksums were compared")
	}
	if done.Aside != "" {
		fmt.Fprintf(p.stdout, "the database that was there is %s\n", done.Aside)
	}
	for _, ch := range done.Channels {
		fmt.Fprintf(p.stdout, "held: %d that may have been posted since the backup; to post them, marked as possible repeats: regwire resume --channel %s\n", ch.Owed, ch.ID)
	}
	_, err = fmt.Fprintln(p.stdout, "What was published between the backup and now is found again; its alerts are marked as possible repeats for seven days.")
	return err
}
