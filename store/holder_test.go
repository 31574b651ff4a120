package store

import "testing"

func TestLockedBy(t *testing.T) {
	const list = `1: POSIX  ADVISORY  WRITE 100 08:01:4711 0 EOF
2: FLOCK  ADVISORY  WRITE 200 08:01:4711 0 EOF
2: -> FLOCK  ADVISORY  WRITE 300 08:01:4712 0 EOF
3: FLOCK  ADVISORY  WRITE 400 00:16:14711 0 EOF
4: FLOCK
`
	for inode, want := range map[uint64]string{4711: "200", 4712: "", 14711: "400", 711: ""} {
		if got := lockedBy(list, inode); got != want {
			t.Errorf("lockedBy(%d) = %q, want %q", inode, got, want)
		}
	}
}
