package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

const pollFeed = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>` +
	`<item><title>关于某应用侵害用户权益的通报</title><link>http://f1.bench.example/a1</link><guid>a1</guid><pubDate>Wed, 14 Sep 2022 10:00:00 +0800</pubDate><content:encoded>某应用违规收集个人信息。</content:encoded></item>` +
	`<item><title>关于开展专项检查的通知</title><link>http://f1.bench.example/a2</link><guid>a2</guid><pubDate>Wed, 14 Sep 2022 10:00:00 +0800</pubDate><content:encoded>现开展专项检查。</content:encoded></item></channel></rss>`

// polling is a data directory whose one source a loopback proxy answers for, and a
// receiver of what is posted.
func polling(t *testing.T) (config string) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.URL.Path == "/hook" {
			w.WriteHeader(http.StatusAccepted)
			return
		}
		if r.URL.Host != "f1.bench.example" || r.URL.Path != "/feed.xml" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, pollFeed)
	}))
	t.Cleanup(site.Close)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("sources.yaml", `authority: CAC
jurisdiction: CN
sources:
  - id: f1
    name_en: One
    name_zh: 一
    kind: feed
    family: feed
    every: 1h
    list: {urls: ["http://f1.bench.example/feed.xml"]}
`)
	return write("regwire.yaml", "data: data\nsources: [sources.yaml]\nonly: [f1]\negress: {proxy: \""+site.URL+"\"}\npoll: {gap: 0s}\n")
}

func TestPollVisitsWhatIsDueAndEnds(t *testing.T) {
	config := polling(t)
	for i, tt := range []struct {
		name string
		args []string
		want []polled
	}{
		{"lists only", []string{"--no-read"}, []polled{{Visits: 1, Parsed: 1, New: 2}}},
		{"nothing is due, what is new is read", nil, []polled{{Read: 2}}},
		{"all, again and again", []string{"--all", "--times", "2"}, []polled{{Visits: 1, Unchanged: 1}, {Visits: 1, Unchanged: 1}}},
	} {
		out, errs, code := runIn(t, "", append([]string{"poll", "--config", config, "--json"}, tt.args...)...)
		if code != 0 {
			t.Fatalf("%s: exit code %d: %s", tt.name, code, errs)
		}
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if len(lines) != len(tt.want) {
			t.Fatalf("%s: %d lines, want %d:\n%s", tt.name, len(lines), len(tt.want), out)
		}
		for n, line := range lines {
			var got polled
			if err := json.Unmarshal([]byte(line), &got); err != nil {
				t.Fatalf("%s: %v in %s", tt.name, err, line)
			}
			if wrote := got.New+got.Read > 0; wrote != (got.Commits > 0) {
				t.Errorf("%s: %d commits for %d new and %d read items", tt.name, got.Commits, got.New, got.Read)
			}
			got.Poll, got.Seconds, got.Commits = 0, 0, 0
			if got != tt.want[n] {
				t.Errorf("step %d, %s: %+v, want %+v", i, tt.name, got, tt.want[n])
			}
		}
	}
}

// TestPollPostsWhatIsOwedThoughTheDiskIsFull, as serve does: what a full disk stops is polling.
func TestPollPostsWhatIsOwedThoughTheDiskIsFull(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	clock.Set(day("2022-10-28", 18))
	h.store.NoRoom(feeds.ErrFull)
	if _, err := (&pollCmd{Post: true}).once(t.Context(), h, &tally{}); !errors.Is(err, feeds.ErrFull) {
		t.Errorf("polling on a full disk: %v", err)
	}
	if !strings.Contains(out.String(), "comments close 13 Nov 2022") {
		t.Errorf("the reminder of the day was not posted: %s", out)
	}
}

// TestASourceWhosePageIsNeverDoneKeepsNoOtherWaiting runs the program itself, with one
// core: what reads the page does not end before the process does.
func TestASourceWhosePageIsNeverDoneKeepsNoOtherWaiting(t *testing.T) {
	t.Parallel()
	program := built(t)
	slow, page, _ := slowSource(t)
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int64
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, "%s<!-- %d -->", raw, asked.Add(1))
		case "/feed.xml":
			fmt.Fprintf(w, "%s<!-- %d -->", pollFeed, asked.Add(1))
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	dir := t.TempDir()
	rules, err := os.ReadFile(filepath.Join(filepath.Dir(slow), "slow.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	rules = append([]byte(strings.Replace(string(rules), "https:", "http:", 1)), "  - {id: f1, kind: feed, family: feed, every: 1h, list: {urls: [\"http://f1.bench.example/feed.xml\"]}}\n"...)
	config := filepath.Join(dir, "regwire.yaml")
	settings := fmt.Sprintf("data: data\nsources: [sources.yaml]\nonly: [slow, f1]\negress: {proxy: %q}\npoll: {gap: 0s}\n", site.URL)
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "sources.yaml"), rules, 0o600), os.WriteFile(config, []byte(settings), 0o600)); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "poll", "--config", config, "--json", "--no-read", "--all", "--times", "3")
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, errs.String())
	}
	for line := range strings.Lines(string(out)) {
		var got polled
		if err := json.Unmarshal([]byte(line), &got); err != nil || got.Visits != 2 || got.Failed != 1 {
			t.Errorf("%v: %s", err, line)
		}
	}
	said, _, _ := runIn(t, "", "sources", "slow", "--config", config)
	if !strings.Contains(strings.Join(strings.Fields(said), " "), "the document before is still being read") {
		t.Errorf("the source says %s", said)
	}
}

func TestPollRefusesToPollNoTimes(t *testing.T) {
	if _, errs, code := runIn(t, "", "poll", "--times", "0", "--data", t.TempDir()); code != exitUsage || !strings.Contains(errs, "--times") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// TestPollPostsToChatsByTheirSecrets: who polls from cron has the same secrets as who
// serves, and who only looks needs none.
func TestPollPostsToChatsByTheirSecrets(t *testing.T) {
	config := polling(t)
	raw, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw) + "post: {operators: \"webhook:local/archive\"}\nwebhooks:\n  archive: {url: HOOK, secret: SECRET}\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := runIn(t, "", "topics", "--config", config); code != 0 {
		t.Fatalf("topics: exit code %d: %s", code, errs)
	}
	env := map[string]string{"HOOK": "http://f1.bench.example/hook", "SECRET": strings.Repeat("0123", 8)}
	out, errs, code := runWith(t, env, "poll", "--config", config, "--post", "--json")
	if code != 0 || strings.Contains(out, `"posted":0`) {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}
