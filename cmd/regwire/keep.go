package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

// Databases are looked over in a child of this program: a damaged one can end the
// process that reads it.

// surveyCommand starts such a child.
const surveyCommand = "survey-database"

// surveyChild prints the survey of the database that args name.
func surveyChild(_ context.Context, p *program, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%s is started by regwire itself", surveyCommand)
	}
	info, err := os.Stat(args[0])
	if err != nil {
		return fmt.Errorf("look over the database: %w", err)
	}
	limit := int64(surveyTime(info.Size()).Seconds())
	var seconds syscall.Rlimit
	setLimit(&seconds.Cur, limit)
	setLimit(&seconds.Max, limit+1)
	if err := syscall.Setrlimit(syscall.RLIMIT_CPU, &seconds); err != nil {
		return fmt.Errorf("look over the database: limit the time: %w", err)
	}
	s, err := store.Look(args[0])
	if err != nil {
		return err
	}
	return json.NewEncoder(p.stdout).Encode(s)
}

// setLimit sets one end of a limit, whose type is another one on FreeBSD.
func setLimit[T int64 | uint64](to *T, n int64) { *to = T(n) }

// surveyTime is how much of a processor's time the survey of a file of so many bytes
// may take: one that takes longer is led in circles.
func surveyTime(size int64) time.Duration {
	return 20*time.Second + time.Minute/1024*time.Duration(size>>20)
}

// surveyPatience is how often its time a survey may last on a slow disk or a busy machine.
const surveyPatience = 30

// survey looks the database over in a child. A child that the file ends is a fault of
// the file; one that could not be started, or was ended by somebody, says nothing of it.
func survey(ctx context.Context, path string) (store.Survey, error) {
	self, err := os.Executable()
	if err != nil {
		return store.Survey{}, fmt.Errorf("look over the database: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return store.Survey{}, fmt.Errorf("look over the database: %w", err)
	}
	limit := surveyTime(info.Size()) * surveyPatience
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(limited, self, surveyCommand, path)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &complaint, []string{"GOTRACEBACK=none"}
	err = cmd.Run()
	var s store.Survey
	switch {
	case err == nil:
		return s, json.Unmarshal(out.Bytes(), &s)
	case ctx.Err() != nil:
		return s, ctx.Err()
	case limited.Err() != nil:
		return s, fmt.Errorf("look over %s: it did not end within %s: is its disk slow?", path, limit)
	}
	ended, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return s, fmt.Errorf("look over %s: %w", path, err)
	}
	said := strings.TrimSpace(complaint.String())
	first, _, _ := strings.Cut(said, "\n")
	switch code := ended.ExitCode(); {
	case code == exitInUse:
		return s, fmt.Errorf("look over %s: %w", path, store.ErrInUse)
	case code == exitFailed:
		return s, errors.New(strings.TrimPrefix(said, "regwire: "))
	case blameless(ended, said):
		return s, fmt.Errorf("look over %s: the process that does it was ended (%s): that says nothing of the database; give it more memory, or try again", path, cmp.Or(string(feeds.CleanLine(first)), ended.String()))
	case strings.HasPrefix(said, "SIGXCPU"):
		return store.Survey{Bytes: info.Size(), Faults: []string{fmt.Sprintf("reading it did not end within %s", surveyTime(info.Size()))}}, nil
	}
	return store.Survey{Bytes: info.Size(), Faults: []string{"reading it ends the program: " + string(feeds.CleanLine(first))}}, nil
}

// blameless reports whether a survey was ended by something else than the file: a
// signal that somebody sent, or the system, which has nothing left to give.
func blameless(ended *exec.ExitError, said string) bool {
	status, ok := ended.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return !slices.Contains([]syscall.Signal{syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGXCPU}, status.Signal())
	}
	return slices.ContainsFunc([]string{"out of memory", "cannot allocate memory", "failed to create new OS thread", "too many open files"}, func(s string) bool {
		return strings.Contains(said, s)
	})
}

// errUnsound says of a database file that it must not be used.
var errUnsound = errors.New("is damaged")

// passes is a store.Check.
func passes(ctx context.Context, path string) error {
	s, err := survey(ctx, path)
	if err != nil {
		return err
	}
	if !s.Sound() {
		return fmt.Errorf("%s %w: %s", path, errUnsound, s.Faults[0])
	}
	return nil
}

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
	switch err := passes(ctx, path); {
	case err == nil || errors.Is(err, store.ErrInUse):
		return nil
	case strings.HasSuffix(err.Error(), store.HalfLoaded), !errors.Is(err, errUnsound):
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
	s, err := survey(ctx, path)
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
	done, err := store.Restore(ctx, c.Data, r.File, passes, time.Now())
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
