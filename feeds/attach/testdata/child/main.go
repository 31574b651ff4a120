// Child is the child process of this package's tests. It is built without the race
// detector, which needs more memory than a child may have.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"github.com/regwire/regwire/feeds/attach"
)

func main() {
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(command string, args []string) error {
	if command == "weigh" {
		return weigh(args)
	}
	return attach.Child(args, os.Stdin, os.Stdout)
}

// weigh starts a child and prints the most memory that it had, in MiB, and its
// processor time in nanoseconds. The system counts with it what its parent had when
// it was started: this process is small, and the tests' is not.
func weigh(args []string) error {
	cmd := exec.Command(os.Args[0], args...) //nolint:noctx // it ends by its own limits
	cmd.Stdin = os.Stdin
	_ = cmd.Run() // it may well fail: what it took counts
	used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return fmt.Errorf("no usage of the child")
	}
	_, err := fmt.Println(used.Maxrss>>10, int64(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()))
	return err
}
