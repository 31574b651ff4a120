package attach

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// fence gives up what reading an attachment does not need: processor time and
// memory beyond the limits, core dumps, many open files, and by a filter of system
// calls the network and other processes. Programs that are started later inherit
// all of it. There is no way back.
func fence(cpu int) error {
	runtime.GOMAXPROCS(1)
	debug.SetMemoryLimit(memoryBytes * 3 / 4)
	for _, l := range []struct {
		resource int
		soft     uint64
		hard     uint64
	}{
		{unix.RLIMIT_CPU, uint64(cpu), uint64(cpu) + 1},
		// Not RLIMIT_AS: a Go process reserves more address space than this at its
		// start and never uses it. DATA counts what may be written to.
		{unix.RLIMIT_DATA, memoryBytes, memoryBytes},
		{unix.RLIMIT_CORE, 0, 0},
		{unix.RLIMIT_NOFILE, 64, 64},
		{unix.RLIMIT_FSIZE, memoryBytes, memoryBytes},
	} {
		if err := syscall.Setrlimit(l.resource, &syscall.Rlimit{Cur: l.soft, Max: l.hard}); err != nil {
			return fmt.Errorf("set limit %d: %w", l.resource, err)
		}
	}
	return filterCalls()
}

// refused are system calls that answer "not permitted": all that opens a way to
// the network or into another process. Reading files and starting programs stays
// possible.
var refused = []uint32{
	unix.SYS_SOCKET, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_IO_URING_SETUP,
	unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_PIDFD_GETFD,
	unix.SYS_MOUNT, unix.SYS_SETNS, unix.SYS_UNSHARE, unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_KEYCTL,
}

// auditArch is how the kernel names the machine to a filter.
var auditArch = map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}

// filterCalls installs the filter on every thread.
func filterCalls() error {
	arch, ok := auditArch[runtime.GOARCH]
	if !ok {
		return fmt.Errorf("no filter of system calls for %s", runtime.GOARCH)
	}
	const (
		offsetCall = 0
		offsetArch = 4
		x32        = 0x40000000 // a second set of numbers on amd64
	)
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	answer := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	deny := unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	prog := []unix.SockFilter{
		load(offsetArch),
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: arch, Jt: 1},
		answer(deny),
		load(offsetCall),
		{Code: unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K, K: x32, Jf: 1},
		answer(deny),
	}
	for _, call := range refused {
		prog = append(prog, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: call, Jf: 1}, answer(deny))
	}
	prog = append(prog, answer(unix.SECCOMP_RET_ALLOW))
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up new privileges: %w", err)
	}
	p := unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&p)))
	if errno != 0 {
		return fmt.Errorf("filter system calls: %w", errno)
	}
	return nil
}

// apart puts the command into a process group of its own, which is killed as a
// whole, and ends it when this process ends.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// outOfTime reports whether the kernel ended a process at its limit of processor
// time.
func outOfTime(s *os.ProcessState) bool {
	if s == nil {
		return false
	}
	w, ok := s.Sys().(syscall.WaitStatus)
	return ok && w.Signaled() && (w.Signal() == syscall.SIGXCPU || w.Signal() == syscall.SIGKILL)
}

// spend lowers the processor time of programs started from now on to what the
// attachment has left, so that all of them together stay within its limit.
func spend(used, cpu float64) error {
	var own syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &own); err != nil {
		return fmt.Errorf("read the processor time used: %w", err)
	}
	left := cpu - used - seconds(own)
	if left < 0.3 {
		return errTime
	}
	// The limit is on this process too, which has used some of it.
	soft := uint64(left+seconds(own)) + 1
	return os.NewSyscallError("setrlimit", syscall.Setrlimit(unix.RLIMIT_CPU, &syscall.Rlimit{Cur: min(soft, uint64(cpu)), Max: uint64(cpu) + 1}))
}

func seconds(r syscall.Rusage) float64 {
	return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)/1e6
}

// attached ends the command when this process ends.
func attached(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
