package survey

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/store"
)

// TestMain is the program that Of starts: it looks over like the real one.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == Command {
		if err := Child(os.Args[2:], os.Stdout); err != nil {
			_, _ = io.WriteString(os.Stderr, "regwire: "+err.Error()+"\n") // as the program does
			os.Exit(ownFault)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestADatabaseIsLookedOverInAChild(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, store.FileName)
	s, err := store.Open(dir, store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Of(t.Context(), path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("one that is open is told as %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := Of(t.Context(), path); err != nil || !got.Sound() || got.Schema == 0 {
		t.Errorf("a good one is %+v, %v", got, err)
	}
	if err := Passes(t.Context(), path); err != nil {
		t.Errorf("a good one does not pass: %v", err)
	}
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	if err := Passes(t.Context(), path); !errors.Is(err, ErrUnsound) {
		t.Errorf("one that was cut off: %v", err)
	}
	if _, err := Of(t.Context(), path+".not"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("one that is not there: %v", err)
	}
}

// TestHowAChildEndedSaysWhoseFaultItWas: nobody is to restore a backup because a process
// was killed.
func TestHowAChildEndedSaysWhoseFaultItWas(t *testing.T) {
	for _, c := range []struct{ ends, said, fault, err string }{
		{"kill -KILL $$", "", "", "says nothing of the database"},
		{"exit 2", "fatal error: out of memory", "", "says nothing of the database"},
		{"exit 1", "regwire: no such file", "", "no such file"},
		{"kill -SEGV $$", "unexpected fault address", "reading it ends the program: unexpected fault address", ""},
		{"exit 2", "SIGXCPU: too much time", "did not end within 20s", ""},
		{"exit 2", "panic: page 7 is freed\ngoroutine 1", "reading it ends the program: panic: page 7 is freed", ""},
	} {
		ended, ok := errors.AsType[*exec.ExitError](exec.CommandContext(t.Context(), "sh", "-c", c.ends).Run())
		if !ok {
			t.Fatalf("%s ended well", c.ends)
		}
		s, err := afterEnd("x.db", 100, ended, c.said)
		switch {
		case c.err != "":
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s, %q: %v", c.ends, c.said, err)
			}
		case err != nil || len(s.Faults) != 1 || !strings.HasSuffix(s.Faults[0], c.fault):
			t.Errorf("%s, %q: %v, %v", c.ends, c.said, s.Faults, err)
		}
	}
}

func TestALookOverHasTheMoreTimeTheLargerTheDatabase(t *testing.T) {
	for size, want := range map[int64]time.Duration{0: 20 * time.Second, 512 << 20: 50 * time.Second, 40 << 30: 40*time.Minute + 20*time.Second} {
		if got := timeFor(size); got != want {
			t.Errorf("%d bytes: %s, want %s", size, got, want)
		}
	}
}
