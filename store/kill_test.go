package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// childDir, when set, makes the test binary a process that commits rounds to
// the store in that directory until it is killed.
const childDir = "REGWIRE_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const (
	killSources  = 4
	killPerRound = 3
)

func killSource(n int) feeds.SourceID { return feeds.SourceID(fmt.Sprintf("s%d", n)) }

func killRound(source, n int) []feeds.Found {
	var found []feeds.Found
	for i := range killPerRound {
		url := fmt.Sprintf("https://s%d.example/%d/%d", source, n, i)
		found = append(found, feeds.Found{
			Item: feeds.Item{Source: killSource(source), URL: url, Title: "t"},
			Keys: []feeds.Key{feeds.Key("url:" + url)},
		})
	}
	return found
}

// writeUntilKilled commits round after round of several sources, and says so
// after each.
func writeUntilKilled(dir string) error {
	s, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	ctx := context.Background()
	failed := make(chan error)
	for source := range killSources {
		go func() {
			host := fmt.Sprintf("s%d.example", source)
			c, visits, err := s.ClaimHost(ctx, "child", []feeds.Source{{ID: killSource(source), Host: host}})
			if err != nil {
				failed <- err
				return
			}
			last, _ := strconv.Atoi(visits[0].Cursor)
			for n := last + 1; ; n++ {
				v := feeds.Visit{Source: killSource(source), At: time.Now(), Cursor: strconv.Itoa(n)}
				if _, err := s.Commit(ctx, c, feeds.Round{Visit: &v, Found: killRound(source, n)}); err != nil {
					failed <- err
					return
				}
				fmt.Printf("%d %d\n", source, n)
			}
		}()
	}
	return <-failed
}

// TestKill kills a writing process again and again: what it has acknowledged is
// there, what is there is whole, and the file passes bbolt's check.
func TestKill(t *testing.T) {
	const kills = 25
	dir := t.TempDir()
	acked := make([]int, killSources)
	total := 0
	for k := range kills {
		total += killOnce(t, dir, 1+rand.IntN(12), time.Duration(rand.IntN(20_000))*time.Microsecond, acked)
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("after kill %d: %v", k, err)
		}
		checkAcked(t, s, acked)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("after kill %d", k)
		}
	}
	check(t, dir)
	if total < kills*2 {
		t.Errorf("only %d rounds in %d kills: the run proves nothing", total, kills)
	}
	t.Logf("%d kills, %d acknowledged rounds", kills, total)
}

// killOnce runs a child, kills it some time after it has acknowledged so many rounds,
// since a disk may take long for each, and notes the newest of each source.
func killOnce(t *testing.T, dir string, least int, after time.Duration, acked []int) (rounds int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.Error(err)
			}
			break // a last line that was cut short acknowledges nothing
		}
		var source, n int
		if _, err := fmt.Sscanf(line, "%d %d\n", &source, &n); err != nil {
			t.Fatalf("child said %q", line)
		}
		if rounds++; rounds == least {
			time.AfterFunc(after, func() { _ = child.Process.Kill() })
		}
		acked[source] = max(acked[source], n)
	}
	if err := child.Wait(); err == nil {
		t.Error("the child ended by itself")
	}
	return rounds
}

func checkAcked(t *testing.T, s *Store, acked []int) {
	t.Helper()
	visits, err := s.Visits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range visits {
		source, _ := strconv.Atoi(string(v.Source[1:]))
		n, _ := strconv.Atoi(v.Cursor)
		if n < acked[source] {
			t.Errorf("%s: the visit of round %d was acknowledged, that of %d is stored", v.Source, acked[source], n)
		}
		// The visit vouches for its items, and every earlier one was there when
		// it was checked last; the newest three stand for all.
		for round := max(1, n-2); round <= n; round++ {
			for _, f := range killRound(source, round) {
				if _, err := s.ItemFor(t.Context(), "", f.Keys); err != nil {
					t.Errorf("%s round %d of %d: %v", v.Source, round, n, err)
				}
			}
		}
	}
	if len(visits) != killSources {
		for source, n := range acked {
			if n > 0 && len(visits) == 0 {
				t.Errorf("source %d: %d rounds were acknowledged, no visit is stored", source, n)
			}
		}
	}
}

// Of several processes that create a store at the same time, each opens a whole
// one or is told that it is in use.
func TestCreationRace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	type outcome struct {
		s   *Store
		err error
	}
	outcomes := make(chan outcome)
	for range 4 {
		go func() { s, err := Open(dir, Options{}); outcomes <- outcome{s, err} }()
	}
	opened := 0
	for range 4 {
		o := <-outcomes
		if o.err == nil {
			opened++
			defer func() { _ = o.s.Close() }()
		} else if !errors.Is(o.err, ErrInUse) {
			t.Errorf("Open: %v", o.err)
		}
	}
	if opened != 1 {
		t.Errorf("%d opened, want one", opened)
	}
}
