package store

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestLockedBy(t *testing.T) {
	const list = `1: POSIX  ADVISORY  WRITE 100 08:01:4711 0 EOF
2: FLOCK  ADVISORY  WRITE 150 fd:10:4711 0 EOF
3: FLOCK  ADVISORY  WRITE 200 08:01:4711 0 EOF
3: -> FLOCK  ADVISORY  WRITE 300 08:01:4712 0 EOF
4: FLOCK  ADVISORY  WRITE 400 00:16:14711 0 EOF
5: FLOCK
`
	for _, c := range []struct {
		major, minor uint32
		inode        uint64
		want         string
	}{
		{8, 1, 4711, "200"},
		{0xfd, 0x10, 4711, "150"}, // the same number on another disk
		{8, 2, 4711, ""},
		{8, 1, 4712, ""},
		{0, 0x16, 14711, "400"},
		{8, 1, 711, ""},
	} {
		if got := lockedBy(list, unix.Mkdev(c.major, c.minor), c.inode); got != c.want {
			t.Errorf("%x:%x:%d is held by %q, want %q", c.major, c.minor, c.inode, got, c.want)
		}
	}
}
