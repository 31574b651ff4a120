package attach_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/attach"
)

// prisoner is a command of the test binary: it fences itself off and then tries to
// get out to the address that follows.
const prisoner = "prisoner"

// self is the program that is started as a child.
var self string

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == prisoner {
		exit(breakOut(os.Args[2]))
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "attach-child-")
	if err != nil {
		exit(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // a leftover in the temporary folder harms nobody
	self = filepath.Join(dir, "child")
	if out, err := exec.Command("go", "build", "-o", self, "./testdata/child").CombinedOutput(); err != nil { //nolint:noctx // before any test
		exit(fmt.Errorf("build the child: %w\n%s", err, out))
	}
	return m.Run()
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// breakOut fails unless everything it tries is refused.
func breakOut(address string) error {
	if err := attach.Fence(); err != nil {
		return err
	}
	if c, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.Background(), "tcp", address); err == nil {
		return fmt.Errorf("reached %s", c.RemoteAddr())
	}
	if _, err := net.ListenPacket("udp", "127.0.0.1:0"); err == nil { //nolint:noctx // it must not come so far
		return fmt.Errorf("opened a UDP socket")
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	script := fmt.Sprintf("exec 3<>/dev/tcp/%s/%s", host, port)
	if exec.Command("bash", "-c", script).Run() == nil { //nolint:noctx // ends by itself
		return fmt.Errorf("a program that was started reached %s", address)
	}
	return nil
}

func reader(t *testing.T) *attach.Reader {
	t.Helper()
	return attach.New(attach.Config{Self: self})
}

func read(t *testing.T, r *attach.Reader, name string, raw []byte) feeds.Attachment {
	t.Helper()
	return r.Attach(t.Context(), feeds.Attachment{Name: name, URL: "https://site.example/" + name}, feeds.Document{Raw: raw})
}

// needs fails the test where a program is missing that CI installs.
func needs(t *testing.T, program, pkg string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Fatalf("%s is needed for this test: apt-get install %s (.ci/run does it)", program, pkg)
	}
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
