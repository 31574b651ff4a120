package room

import (
	"errors"
	"os"
	"syscall"
)

// allocate gives the file its blocks up to that length.
func allocate(f *os.File, to int64) error {
	err := syscall.Fallocate(int(f.Fd()), 0, 0, to)
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) {
		return errors.ErrUnsupported
	}
	return err
}
