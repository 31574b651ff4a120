package store

import (
	"fmt"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// locksFile is where Linux lists who holds which file lock; see proc_locks(5).
const locksFile = "/proc/locks"

// holder names the process that has path locked, as far as the system tells.
func holder(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	list, err := os.ReadFile(locksFile)
	if err != nil {
		return ""
	}
	if pid := lockedBy(string(list), uint64(stat.Dev), stat.Ino); pid != "" { //nolint:unconvert // narrower on other systems
		return fmt.Sprintf(" (process %s)", pid)
	}
	return ""
}

// lockedBy finds the process that holds a whole-file lock on the inode of the device in
// lines such as "1: FLOCK  ADVISORY  WRITE 708 00:16:13 0 EOF". Requests that wait are
// marked with an arrow and are passed over. A file system that tells files another device
// than locks, as btrfs does, has nobody named: the wrong process might be stopped.
func lockedBy(list string, device, inode uint64) string {
	file := fmt.Sprintf("%02x:%02x:%d", unix.Major(device), unix.Minor(device), inode)
	for line := range strings.Lines(list) {
		f := strings.Fields(line)
		if len(f) >= 6 && f[1] == "FLOCK" && f[5] == file {
			return f[4]
		}
	}
	return ""
}
