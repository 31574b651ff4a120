package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

// Copies of the database are made in rooms of their own inside the data directory. A
// process that is killed leaves its room behind, as large as the database.

// leavings are the names of what is left behind by who was killed.
var leavings = []struct {
	in   string
	name *regexp.Regexp
	// after is how old a file must be: one may be in use by who finds that there is no
	// database, and so holds no lock.
	after time.Duration
}{
	{in: ".", name: regexp.MustCompile(`^(restore|verify|shrink)-\d+$`)},
	{in: ".", name: regexp.MustCompile(`^regwire\.db\.tmp\d+$`), after: 10 * time.Minute},
	{in: BackupsDir, name: regexp.MustCompile(`\.tmp\d+$`)},
}

// BackupsDir is where backups go inside the data directory.
const BackupsDir = "backups"

// Workroom makes a folder inside the data directory for a copy of the database, named
// by the pattern of os.MkdirTemp; leave removes it.
func Workroom(dir, pattern string) (room string, leave func(), err error) {
	room, err = os.MkdirTemp(dir, pattern)
	if err != nil {
		return "", nil, err
	}
	held, err := os.Open(room)
	if err == nil {
		err = syscall.Flock(int(held.Fd()), syscall.LOCK_EX)
	}
	if err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(room))
	}
	return room, func() {
		_ = os.RemoveAll(room) // what stays behind is swept at the next start
		_ = held.Close()
	}, nil
}

// sweep removes what killed processes left behind in the data directory.
func sweep(dir string) (removed []string, err error) {
	for _, l := range leavings {
		entries, list := os.ReadDir(filepath.Join(dir, l.in))
		if list != nil && !errors.Is(list, fs.ErrNotExist) {
			err = errors.Join(err, list)
		}
		for _, e := range entries {
			path := filepath.Join(dir, l.in, e.Name())
			if !l.name.MatchString(e.Name()) || !abandoned(path, l.after) {
				continue
			}
			if gone := os.RemoveAll(path); gone != nil {
				err = errors.Join(err, gone)
				continue
			}
			removed = append(removed, path)
		}
	}
	if err != nil {
		err = fmt.Errorf("sweep %s: %w", dir, err)
	}
	return removed, err
}

// abandoned reports whether nobody holds what lies at path.
func abandoned(path string, after time.Duration) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() // ends the lock, too
	info, err := f.Stat()
	return err == nil && time.Since(info.ModTime()) >= after && syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
