package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/store"
)

// TestADamagedDatabaseThatWasClosedIsToldInOneSentence spoils pages of a database that
// was closed in order, which no start looks over: whatever comes to such a page says
// what is wrong and the way out, and a record that is left out is named.
func TestADamagedDatabaseThatWasClosedIsToldInOneSentence(t *testing.T) {
	t.Parallel()
	program, dir := built(t), demoStore(t)
	good, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(t.TempDir(), "regwire.yaml")
	if err := os.WriteFile(config, []byte("only: [cac-releases]\negress: {proxy: \"http://127.0.0.1:1\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	commands := [][]string{
		{"find", "数据"},
		{"digest", "2022-09"},
		{"latest"},
		{"stats"},
		{"subscribe", "--channel", "console:local/other", "data-export"},
		{"backup", copied},
		{"serve", "--config", config},
	}
	random := rand.New(rand.NewPCG(bottest.Seed(t), 2))
	refused := map[string]int{}
	for n := range bottest.Rounds(5, 200) {
		raw, how := slices.Clone(good), ""
		for range 1 + 10*(n%3%2) {
			how, raw = damages[[]int{1, 2, 4, 5, 6}[n%5]](random, raw)
		}
		for _, args := range commands {
			if err := os.WriteFile(filepath.Join(dir, store.FileName), raw, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, left := range []string{filepath.Join(dir, "regwire.open"), copied} { // there where the last one was refused, or not
				_ = os.Remove(left)
			}
			got := commanded(t, program, append(slices.Clone(args), "--data", dir))
			last := got.stderr[strings.LastIndex(strings.TrimSpace(got.stderr), "\n")+1:] // behind what serve logs
			told := got.code == exitFailed && strings.Count(last, "regwire restore FILE --data ") == 1 || args[0] == "backup" && strings.Contains(got.stderr, "regwire verify --data ")
			switch {
			case strings.Contains(got.stderr, "goroutine "):
				t.Errorf("%s: %s: ended by\n%.3000s", how, args[0], got.stderr)
			case told:
				refused[args[0]]++
			case got.code != exitDone && !strings.Contains(got.stderr, "set aside"): // a subscription's event may be gone
				t.Errorf("%s: %s: refused without a way out: %s", how, args[0], got.stderr)
			}
		}
		if t.Failed() {
			return
		}
	}
	if len(refused) == 0 {
		t.Error("nothing was refused")
	}
	t.Log("refused", refused)
}

// commanded runs the program; serve, which does not end by itself, is asked to once it serves.
func commanded(t *testing.T, program string, args []string) ended {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	var out, errs lockedBuffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = cmd.Wait() // the exit code says it
	}()
	for asked, over := false, false; !over; {
		select {
		case <-done:
			over = true
		case <-time.After(50 * time.Millisecond):
			if !asked && strings.Contains(errs.String(), `"serving"`) {
				_ = cmd.Process.Signal(os.Interrupt) // it may have ended by itself
				asked = true
			}
		}
	}
	return ended{stdout: out.String(), stderr: errs.String(), code: cmd.ProcessState.ExitCode()}
}

// TestALookOverThatIsEndedFromOutsideSaysNothingOfTheDatabase keeps the child from
// being started, or from having memory: nobody is to restore a backup for it.
func TestALookOverThatIsEndedFromOutsideSaysNothingOfTheDatabase(t *testing.T) {
	t.Parallel()
	program, dir := built(t), demoStore(t)
	for limit, says := range map[string]string{
		"ulimit -n 12": "too many open files",
		// Not all systems end a child so; one that has enough all the same goes on.
		"ulimit -v 1500000": "",
	} {
		if err := os.WriteFile(filepath.Join(dir, "regwire.open"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.CommandContext(t.Context(), "sh", "-c", limit+`; exec "$0" list --channel console:local/me --data "$1"`, program, dir).CombinedOutput() // what it says is looked at
		if said := string(out); strings.Contains(said, "is damaged") || strings.Contains(said, "restore") || !strings.Contains(said, says) {
			t.Errorf("%s: %s", limit, said)
		}
	}
}
