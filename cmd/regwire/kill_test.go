package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/replay"
)

// phases are the steps of the way of an item, by the message that the program
// logs when it enters one.
var phases = []string{"fetch", "commit", "reading", "join", "plan", "sending"}

// demoChannel is where the demo posts when not told otherwise.
const demoChannel = bot.ChannelID("console:local/demo")

// killsPerData kills hit one data directory; then it is run to the end and judged.
const killsPerData = 9

// TestKilledAnyTimeNothingIsLostNorToldTwiceUnmarked kills the program with
// SIGKILL at random moments and runs each data directory to the end.
func TestKilledAnyTimeNothingIsLostNorToldTwiceUnmarked(t *testing.T) {
	t.Parallel()
	program := built(t)
	random := rand.New(rand.NewPCG(bottest.Seed(t), 0))
	wantedKills := bottest.Rounds(25, 1000)
	hits := map[string]int{}
	const most = 10 // more data directories, where a busy machine kept phases from being hit
	for kills, more := 0, 0; kills < wantedKills || len(hits) < len(phases) && more < most; {
		dir := t.TempDir()
		ledger := filepath.Join(dir, "told.txt")
		here, wanted := 0, min(killsPerData, wantedKills-kills)
		if wanted <= 0 {
			wanted, more = 1, more+1
		}
		for i := range wanted {
			phase := phases[random.IntN(len(phases))]
			if i == 0 { // some phases are entered in a first run only
				phase = rarest(hits)
			}
			if killOnce(t, random, program, dir, ledger, phase) {
				hits[phase]++
				here++
			}
		}
		kills += here
		runToTheEnd(t, program, dir, ledger)
		judge(t, dir, ledger, here)
		if t.Failed() {
			return
		}
	}
	t.Logf("kills by phase: %v", hits)
	if len(hits) < len(phases) {
		t.Errorf("kills hit %d phases (%v), want all %d: the run does not count", len(hits), hits, len(phases))
	}
}

// rarest is the phase that was hit least.
func rarest(hits map[string]int) string {
	return slices.MinFunc(phases, func(a, b string) int { return cmp.Compare(hits[a], hits[b]) })
}

// killOnce starts the program and kills it a moment after it has entered the phase
// some times; it is false when the run ended before.
func killOnce(t *testing.T, random *rand.Rand, program, dir, ledger, phase string) (hit bool) {
	t.Helper()
	nth := 1 + random.IntN(6)
	cmd := demoProcess(t.Context(), t, program, dir, ledger)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	entered := 0
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Msg string `json:"msg"`
		}
		if json.Unmarshal(lines.Bytes(), &line) != nil || line.Msg != phase {
			continue
		}
		if entered++; entered == nth {
			time.Sleep(time.Duration(random.IntN(3000)) * time.Microsecond)
			hit = cmd.Process.Kill() == nil
			break
		}
	}
	_ = cmd.Wait() // killed, or ended by itself
	return hit
}

// built is the program as it ships, but for the profile, with which all would be
// compiled once more: a test binary with the race detector would spend the test's time
// on starting.
func built(t *testing.T) string {
	t.Helper()
	name, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

var buildOnce = sync.OnceValues(func() (string, error) {
	name := filepath.Join(shared(), "regwire")
	build := exec.CommandContext(context.Background(), "go", "build", "-pgo=off", "-o", name, ".")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return name, nil
})

func demoProcess(ctx context.Context, t *testing.T, program, dir, ledger string) *exec.Cmd {
	t.Helper()
	out, err := os.OpenFile(ledger, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = out.Close() })
	cmd := exec.CommandContext(ctx, program, "demo", "--once", "--data", filepath.Join(dir, "data"), "--log", "debug")
	cmd.Stdout = out
	return cmd
}

func runToTheEnd(t *testing.T, program, dir, ledger string) {
	t.Helper()
	cmd := demoProcess(t.Context(), t, program, dir, ledger)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Run(); err != nil {
		told, _ := os.ReadFile(ledger)
		t.Fatalf("the run to the end failed: %v\n%s\n%s", err, tail(errs.String()), tail(string(told)))
	}
}

func tail(s string) string { return s[max(0, len(s)-3000):] }

var toldEvent = regexp.MustCompile(`event (e\d+)`)

// judge compares what reached the terminal with an export of the store. That
// every expected item is there was judged by the run to the end.
func judge(t *testing.T, dir, ledger string, kills int) {
	t.Helper()
	told, err := os.ReadFile(ledger)
	if err != nil {
		t.Fatal(err)
	}
	recording, err := replay.September2022()
	if err != nil {
		t.Fatal(err)
	}
	expected, err := recording.Expected()
	if err != nil {
		t.Fatal(err)
	}
	l := bottest.Ledger{Settled: true, Least: len(expected), Repeats: kills}
	for post := range strings.SplitSeq(string(told), "\n\n") {
		m := toldEvent.FindStringSubmatch(strings.Join(strings.Fields(post), " "))
		if m == nil {
			continue
		}
		key := bot.DeliveryKey{Channel: demoChannel, Kind: bot.KindAlert, Subject: m[1]}
		l.Accepted = append(l.Accepted, bottest.Acceptance{
			Channel: demoChannel, Delivery: key.String(), Kind: bot.KindAlert, Subject: feeds.EventID(m[1]), Repeat: strings.Contains(post, "possible repeat"),
		})
	}
	out, errs, code := runIn(t, "", "export", "--data", filepath.Join(dir, "data"))
	if code != 0 {
		t.Fatalf("export: exit code %d: %s", code, errs)
	}
	if err := bottest.Check(strings.NewReader(out), l); err != nil {
		t.Errorf("after %d kills: %v", kills, err)
	}
}
