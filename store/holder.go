package store

import (
	"fmt"
	"os"
	"strings"
	"syscall"
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
	if pid := lockedBy(string(list), stat.Ino); pid != "" {
		return fmt.Sprintf(" (process %s)", pid)
	}
	return ""
}

// lockedBy finds the process that holds a whole-file lock on the inode in lines
// such as "1: FLOCK  ADVISORY  WRITE 708 00:16:13 0 EOF". Requests that wait are
// marked with an arrow and are passed over.
func lockedBy(list string, inode uint64) string {
	suffix := fmt.Sprintf(":%d", inode)
	for line := range strings.Lines(list) {
		f := strings.Fields(line)
		if len(f) >= 6 && f[1] == "FLOCK" && strings.HasSuffix(f[5], suffix) {
			return f[4]
		}
	}
	return ""
}
