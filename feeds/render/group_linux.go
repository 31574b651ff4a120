package render

import (
	"os/exec"
	"syscall"
)

// apart puts the command into a process group of its own, which is killed as a
// whole: a browser is many processes.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// endGroup kills what is left of the group.
func endGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // nobody may be left
	}
}

// limit keeps the browser's processes from running on and from dumping core. Its
// memory is limited by flags: it reserves far more address space than it uses.
func limit() error {
	const seconds = 40
	for resource, n := range map[int]uint64{syscall.RLIMIT_CPU: seconds, syscall.RLIMIT_CORE: 0, syscall.RLIMIT_FSIZE: 256 << 20} {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			return err
		}
	}
	return nil
}
