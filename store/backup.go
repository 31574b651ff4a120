package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"
)

// Check looks over a database file that is to be kept or used, and refuses it by
// an error.
type Check func(ctx context.Context, path string) error

// hashSuffix names the file beside a backup that holds its SHA-256, in the form
// that sha256sum -c reads.
const hashSuffix = ".sha256"

// ErrHash says that a backup is not the file that was written.
var ErrHash = errors.New("the backup is not what was written: its SHA-256 differs")

// Backup writes one consistent copy of the database to path, which must not exist,
// and its SHA-256 beside it. The copy is whole and check has passed it before it
// gets its name.
func (s *Store) Backup(ctx context.Context, path string, check Check) error {
	if !s.readOnly {
		if err := s.flushVisits(ctx); err != nil {
			return err
		}
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("back up: %s is there already: name another file", path)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".tmp*")
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	hash := sha256.New()
	to := &stoppable{ctx: ctx, to: io.MultiWriter(tmp, hash)}
	err = s.db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(to)
		return err
	})
	if to.err != nil { // bbolt does not wrap the error of the writer
		err = to.err
	}
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	if err := check(ctx, tmp.Name()); err != nil {
		return fmt.Errorf("back up to %s: the copy is not good: %w", path, err)
	}
	line := hex.EncodeToString(hash.Sum(nil)) + "  " + filepath.Base(path) + "\n"
	if err := writeSynced(path+hashSuffix, strings.NewReader(line)); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// stoppable is a writer whose writes end when the caller gives up: a backup that
// drags on holds free pages and makes the database grow.
type stoppable struct {
	ctx context.Context
	to  io.Writer
	err error // of the write that failed
}

func (w *stoppable) Write(p []byte) (n int, err error) {
	if err = w.ctx.Err(); err == nil {
		n, err = w.to.Write(p)
	}
	w.err = cmp.Or(w.err, err)
	return n, err
}

// CheckHash compares a backup with the SHA-256 beside it; ErrHash when it differs,
// fs.ErrNotExist when there is none to compare with.
func CheckHash(path string) error {
	line, err := os.ReadFile(path + hashSuffix)
	if err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	want, _, _ := strings.Cut(string(line), " ")
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	if hex.EncodeToString(hash.Sum(nil)) != want {
		return fmt.Errorf("check %s against %s: %w", path, filepath.Base(path)+hashSuffix, ErrHash)
	}
	return nil
}

// RemoveBackup removes a backup and the SHA-256 beside it.
func RemoveBackup(path string) error {
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("remove backup: %w", err)
	}
	if err := os.Remove(path + hashSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove backup: %w", err)
	}
	return nil
}

// writeSynced writes a file that only its owner can read, and waits until it is on
// disk.
func writeSynced(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}
