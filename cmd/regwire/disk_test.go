package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/bottest"
)

// onSmallDisk is the program serving from a disk of its own.
type onSmallDisk struct {
	*exec.Cmd
	data      string // as seen from here
	pages     string
	out, errs lockedBuffer
	ended     chan error
}

// smallDisk is its size.
const smallDisk = 64 << 20

// serveOnSmallDisk starts the program on a disk of its own; prepare is a command of
// the shell that is run in the data directory before. Nil where the system lets no
// such disk be made.
func serveOnSmallDisk(t *testing.T, program, config, pages, prepare string) *onSmallDisk {
	t.Helper()
	dir := filepath.Dir(config)
	s := &onSmallDisk{pages: "http://" + pages, ended: make(chan error, 1)}
	script := fmt.Sprintf(`mount -t tmpfs -o size=%d,mode=700 none "$1" && cd "$1" && %s && exec "$2" serve --config "$3" --log info`, smallDisk, prepare)
	s.Cmd = exec.CommandContext(context.WithoutCancel(t.Context()), "sh", "-c", script, "sh", filepath.Join(dir, "data"), program, config)
	s.Stdout, s.Stderr = &s.out, &s.errs
	s.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	if err := s.Start(); err != nil {
		t.Logf("no disk of its own can be made here: %v", err)
		return nil
	}
	go func() {
		s.ended <- s.Wait()
		close(s.ended)
	}()
	t.Cleanup(func() {
		_ = s.Process.Kill() // it may have ended
		for range s.ended {
		}
	})
	s.data = fmt.Sprintf("/proc/%d/root%s/data", s.Process.Pid, dir)
	for began := time.Now(); !strings.Contains(s.errs.String(), `"serving"`); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-s.ended:
			if strings.Contains(s.errs.String(), "mount:") {
				t.Logf("no disk of its own can be made here: %s", s.errs.String())
				return nil
			}
			t.Fatalf("it ended: %v\n%s", err, s.errs.String())
		default:
		}
		if time.Since(began) > 2*time.Minute {
			t.Fatalf("it does not serve: %s", s.errs.String())
		}
	}
	return s
}

// fill takes all that is left of the disk.
func (s *onSmallDisk) fill(t *testing.T) (empty func()) {
	t.Helper()
	name := filepath.Join(s.data, "filler")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 20; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			if !errors.Is(err, syscall.ENOSPC) {
				t.Fatal(err)
			}
			size /= 2
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *onSmallDisk) until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for began := time.Now(); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > 2*time.Minute {
			t.Fatalf("waited in vain until %s\n%s\n%s", what, s.out.String(), s.errs.String())
		}
	}
}

// get asks for a page.
func (s *onSmallDisk) get(t *testing.T, page string) (status int, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.pages+page, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	raw, _ := io.ReadAll(resp.Body) // what is missing is missed
	return resp.StatusCode, string(raw)
}

// stop ends the program as its supervisor does.
func (s *onSmallDisk) stop(t *testing.T) {
	t.Helper()
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-s.ended; err != nil {
		t.Errorf("it did not end well: %v\n%s", err, s.errs.String())
	}
}

// said is how often the operators were told, words being wrapped.
func (s *onSmallDisk) said(words string) int {
	return strings.Count(strings.Join(strings.Fields(s.out.String()), " "), words)
}

// TestAFullDiskStopsPollingAndNotPosting fills the disk under a serving program: it
// says so once wherever somebody may look, posts what is owed, takes commands,
// fetches nothing, and goes on by itself when there is room.
func TestAFullDiskStopsPollingAndNotPosting(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	var pagesAsked sync.Map // by path
	// It is the program's proxy, so that nothing else is reached.
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/page") {
			asked.Add(1)
			pagesAsked.Store(r.URL.Path, true)
			_, _ = io.WriteString(w, "<!doctype html><title>公告</title><article><h1>公告</h1><p>关于个人信息保护的公告。</p></article>")
			return
		}
		http.NotFound(w, r)
	}))
	defer site.Close()
	program, dir, pages, metrics := built(t), t.TempDir(), bottest.FreeAddress(t), bottest.FreeAddress(t)
	config := filepath.Join(dir, "regwire.yaml")
	text := fmt.Sprintf("data: data\nonly: [cac-releases]\negress: {proxy: %q, allow: [%q]}\npoll: {gap: 1ms}\npost: {operators: \"console:local/ops\"}\nlisten: {pages: %q, metrics: %q}\n", site.URL, strings.TrimPrefix(site.URL, "http://"), pages, metrics)
	if err := errors.Join(os.WriteFile(config, []byte(text), 0o600), os.Mkdir(filepath.Join(dir, "data"), 0o700)); err != nil {
		t.Fatal(err)
	}
	s := serveOnSmallDisk(t, program, config, pages, "true")
	if s == nil {
		return
	}
	submit := func(n int) {
		t.Helper()
		out, errs, code := runIn(t, "", "submit", "--data", s.data, fmt.Sprintf("http://notices.example.cn/page%d", n))
		if code != exitDone || !strings.Contains(out, "Taken as") {
			t.Fatalf("submit: %d %s%s", code, out, errs)
		}
	}
	// One that was read when the disk became full, and could not be written, is asked
	// for once more: each page counts by itself.
	wasAsked := func(n int) func() bool {
		return func() bool {
			_, ok := pagesAsked.Load(fmt.Sprint("/page", n))
			return ok
		}
	}
	submit(0)
	s.until(t, "a page is read", wasAsked(0))
	for n := range bottest.Rounds(1, 20) {
		before := asked.Load()
		empty := s.fill(t)
		s.until(t, "operators are told that it is full", func() bool { return s.said("is full since") == n+1 })
		if status, text := s.get(t, "/healthz"); status != http.StatusServiceUnavailable || !strings.Contains(text, "the disk of the data directory is full") {
			t.Errorf("/healthz: %d %s", status, text)
		}
		if status, _ := s.get(t, "/livez"); status != http.StatusOK {
			t.Errorf("/livez: %d", status)
		}
		measured := &onSmallDisk{pages: "http://" + metrics}
		if _, text := measured.get(t, "/metrics"); !strings.Contains(text, "\nregwire_disk_full 1\n") || !strings.Contains(text, `regwire_posts_total{platform="console",state="sent"}`) {
			t.Errorf("/metrics: %s", text)
		}
		if out, _, _ := runIn(t, "", "sources", "--data", s.data); !strings.Contains(out, "Free some space there") {
			t.Errorf("sources: %s", out)
		}
		submit(n + 1)
		time.Sleep(2 * time.Second) // in which a page would be asked for
		if got := asked.Load(); got != before {
			t.Errorf("%d pages were asked for", got-before)
		}
		empty()
		s.until(t, "the page is read", wasAsked(n+1))
		s.until(t, "operators are told that there is room", func() bool { return s.said("has room again") == n+1 })
		if status, text := s.get(t, "/healthz"); status != http.StatusOK {
			t.Errorf("/healthz: %d %s", status, text)
		}
		if t.Failed() {
			return
		}
	}
	rounds := bottest.Rounds(1, 20)
	if log := s.errs.String(); strings.Count(log, `"level":"ERROR"`) != rounds || strings.Count(log, `"msg":"the disk has room again`) != rounds {
		t.Errorf("logged in %d rounds:\n%s", rounds, log)
	}
	s.stop(t)

	// It starts on a disk that is full already, and says so.
	s = serveOnSmallDisk(t, program, config, pages, `"$2" subscribe --data . --channel console:local/me data-export >/dev/null && { dd if=/dev/zero of=filler bs=1M 2>/dev/null || true; }`)
	if s == nil {
		t.Fatal("no disk could be made a second time")
	}
	s.until(t, "it says that it is full", func() bool { _, text := s.get(t, "/healthz"); return strings.Contains(text, "is full since") })
	if err := os.Remove(filepath.Join(s.data, "filler")); err != nil {
		t.Fatal(err)
	}
	s.until(t, "it is well", func() bool { status, _ := s.get(t, "/healthz"); return status == http.StatusOK })
	s.stop(t)
}

// lockedBuffer is written and read at once.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
