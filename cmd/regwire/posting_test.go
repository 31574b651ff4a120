package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

const (
	postedSources  = 4
	postedItems    = 4 // of each source
	postedChannels = 10
)

// moodySlack takes posts and answers late, wrongly or not at all, and is the proxy
// through which the program reaches its publishers, who are slow.
type moodySlack struct {
	*httptest.Server
	mu       sync.Mutex
	random   *rand.Rand
	well     bool // it answers at once, and truly
	honest   bool // it answers truly
	slow     time.Duration
	n        int
	accepted []bottest.Acceptance
	flows    []flowTold
	lies     int            // posts that it took and did not say so
	open     map[int]string // calls that are not answered yet, by delivery
	answered map[string]time.Time
	until    time.Time // of a Retry-After
	early    int       // calls before that
}

func newMoodySlack(t *testing.T, seed uint64, slow time.Duration) *moodySlack {
	s := &moodySlack{random: rand.New(rand.NewPCG(seed, 1)), slow: slow, open: map[int]string{}, answered: map[string]time.Time{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *moodySlack) serve(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/hook/"), strings.HasPrefix(r.URL.Path, "/flow/"), strings.HasPrefix(r.URL.Path, "/v3/") && r.Method == http.MethodPost:
		s.receive(w, r)
	case strings.HasPrefix(r.URL.Path, "/v3/"):
		w.WriteHeader(http.StatusNotFound) // that there is no such person is a clear answer
	case strings.HasSuffix(r.URL.Path, "/oauth2/v2.0/token"):
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"token_type":"Bearer","expires_in":3599,"access_token":"x"}`)
	case r.URL.Host != "":
		s.publish(w, r)
	case r.URL.Path == "/api/auth.test":
		_, _ = io.WriteString(w, `{"ok":true,"url":"https://x.slack.com/","team":"x","user":"regwire","team_id":"T0123ABC","user_id":"U0BOT","bot_id":"B0BOT"}`)
	default:
		s.take(w, r)
	}
}

// publish serves a feed of some regulator, slowly.
func (s *moodySlack) publish(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	wait := time.Duration(s.random.IntN(300)) * time.Millisecond
	s.mu.Unlock()
	time.Sleep(wait)
	if r.URL.Path != "/feed.xml" {
		http.NotFound(w, r)
		return
	}
	site, _, _ := strings.Cut(r.URL.Host, ".")
	fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>`)
	for i := range postedItems {
		name := fmt.Sprintf("%s%c", site, 'a'+i)
		fmt.Fprintf(w, `<item><title>关于发布《%s省个人信息保护%d号管理办法》的通知</title><link>http://%s/%s</link><guid>%s</guid><pubDate>%s</pubDate><content:encoded>现发布个人信息保护管理办法第%s号，自公布之日起施行。</content:encoded></item>`,
			strings.ToUpper(site), i, r.URL.Host, name, name, time.Now().Add(-time.Hour).Format(time.RFC1123Z), name)
	}
	fmt.Fprint(w, `</channel></rss>`)
}

// mood is a way in which it answers: whether it takes the post, and how it says so.
type mood struct {
	name   string
	takes  bool
	weight int
	answer func(s *moodySlack, w http.ResponseWriter, said string)
}

var moods = []mood{
	{"well", true, 60, func(_ *moodySlack, w http.ResponseWriter, said string) { _, _ = io.WriteString(w, said) }},
	{"429", false, 3, func(s *moodySlack, w http.ResponseWriter, _ string) {
		s.mu.Lock()
		s.until = time.Now().Add(time.Second)
		s.mu.Unlock()
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	}},
	{"500", false, 5, func(_ *moodySlack, w http.ResponseWriter, _ string) { w.WriteHeader(http.StatusInternalServerError) }},
	{"taken and 500", true, 5, func(_ *moodySlack, w http.ResponseWriter, _ string) { w.WriteHeader(http.StatusInternalServerError) }},
	{"fatal_error", false, 4, func(_ *moodySlack, w http.ResponseWriter, _ string) {
		_, _ = io.WriteString(w, `{"ok":false,"error":"fatal_error"}`)
	}},
	{"taken and cut", true, 5, func(_ *moodySlack, w http.ResponseWriter, said string) {
		w.Header().Set("Content-Length", "4000")
		_, _ = io.WriteString(w, said[:len(said)/2])
		panic(http.ErrAbortHandler)
	}},
	{"taken and reset", true, 5, func(*moodySlack, http.ResponseWriter, string) { panic(http.ErrAbortHandler) }},
	{"reset", false, 5, func(*moodySlack, http.ResponseWriter, string) { panic(http.ErrAbortHandler) }},
	{"taken and nonsense", true, 3, func(_ *moodySlack, w http.ResponseWriter, _ string) { _, _ = io.WriteString(w, "<html>busy</html>") }},
	{"taken and 502", true, 2, func(_ *moodySlack, w http.ResponseWriter, _ string) { w.WriteHeader(http.StatusBadGateway) }},
	{"taken and 504", true, 3, func(_ *moodySlack, w http.ResponseWriter, _ string) { w.WriteHeader(http.StatusGatewayTimeout) }},
}

// mood is how it answers now, by one of those that may be: it is held with its lock.
func (s *moodySlack) mood(may func(mood) bool) mood {
	if s.well || s.honest {
		return moods[0]
	}
	for {
		m, all := moods[0], 0
		for _, next := range moods { // each by its weight
			if all += next.weight; s.random.IntN(all) < next.weight {
				m = next
			}
		}
		if may(m) {
			return m
		}
	}
}

// take takes a post or not.
func (s *moodySlack) take(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil || r.Context().Err() != nil {
		return
	}
	var of struct {
		Payload struct {
			Delivery, Event, Kind string
			Repeat                bool
			Revision              int
		} `json:"event_payload"`
	}
	_ = json.Unmarshal([]byte(r.PostForm.Get("metadata")), &of)
	key := of.Payload.Delivery
	s.mu.Lock()
	mood := s.mood(func(mood) bool { return true })
	if time.Now().Before(s.until) {
		s.early++
	}
	s.n++
	n := s.n
	a := bottest.Acceptance{
		Ref: fmt.Sprintf("1664532000.%06d", n), At: time.Now(), Channel: bot.ChannelID("slack:T0123ABC/" + r.PostForm.Get("channel")), Delivery: key,
		Kind: bot.Kind(of.Payload.Kind), Subject: feeds.EventID(of.Payload.Event), Revision: of.Payload.Revision, Repeat: of.Payload.Repeat,
	}
	if mood.takes && strings.HasSuffix(r.URL.Path, "/chat.postMessage") {
		s.accepted = append(s.accepted, a)
		s.open[n] = key
	}
	if mood.takes && mood.name != "well" {
		s.lies++
	}
	wait := time.Duration(s.random.Int64N(int64(s.slow)))
	if s.well {
		wait = 0
	}
	s.mu.Unlock()
	time.Sleep(wait)
	defer func() {
		s.mu.Lock()
		delete(s.open, n)
		s.answered[key] = time.Now()
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "application/json")
	mood.answer(s, w, fmt.Sprintf(`{"ok":true,"channel":%q,"ts":%q,"message":{}}`, r.PostForm.Get("channel"), a.Ref))
}

// unsure is how many posts were taken whose answer the program may not have written
// down: those under way, and those answered a moment ago.
func (s *moodySlack) unsure() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.open)
	for _, at := range s.answered {
		if time.Since(at) < time.Second {
			n++
		}
	}
	return n
}

// posting is a data directory whose sources have what all of its channels want.
func posting(t *testing.T, s *moodySlack) (config string) {
	t.Helper()
	dir := t.TempDir()
	var list strings.Builder
	list.WriteString("authority: CAC\njurisdiction: CN\nsources:\n")
	var only []string
	for i := range postedSources {
		id := fmt.Sprintf("f%d", i)
		only = append(only, id)
		fmt.Fprintf(&list, "  - {id: %s, name_en: S%d, name_zh: 源%d, kind: feed, family: feed, every: 1m, list: {urls: [\"http://%s.bench.example/feed.xml\"]}}\n", id, i, i, id)
	}
	config = filepath.Join(dir, "regwire.yaml")
	text := fmt.Sprintf("data: data\nsources: [sources.yaml]\nonly: [%s]\negress: {proxy: %q}\npoll: {gap: 0s, backfill: 30}\npost: {burst: 1000}\nslack: {base: \"%s/api/\"}\n", strings.Join(only, ", "), s.URL, s.URL)
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "sources.yaml"), []byte(list.String()), 0o600), os.WriteFile(config, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
	for i := range postedChannels {
		if _, errs, code := runIn(t, "", "subscribe", "all", "mode:now", "--channel", fmt.Sprintf("slack:T0123ABC/C%03d", i), "--data", filepath.Join(dir, "data")); code != 0 {
			t.Fatal(errs)
		}
	}
	return config
}

// servingAs starts the program and waits until it serves.
func servingAs(t *testing.T, program, config string, env ...string) (cmd *exec.Cmd, log *lockedBuffer) {
	t.Helper()
	log = &lockedBuffer{}
	cmd = exec.CommandContext(context.WithoutCancel(t.Context()), program, "serve", "--config", config, "--log", "info")
	cmd.Env = append(append(os.Environ(), "SLACK_BOT_TOKEN=xoxb-1-2-notasecret"), env...)
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); !strings.Contains(log.String(), `"serving"`); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > 2*time.Minute {
			_ = cmd.Process.Kill()
			t.Fatalf("it does not serve: %s", log.String())
		}
	}
	return cmd, log
}

// TestServeEndedAnyTimeWhilePostingLosesNothing ends a serving program at random
// moments, with SIGKILL or SIGTERM, while it polls slow sites and posts to a Slack that
// answers late, wrongly or not at all; then all is posted, and every repeat is marked.
func TestServeEndedAnyTimeWhilePostingLosesNothing(t *testing.T) {
	t.Parallel()
	program, random := built(t), rand.New(rand.NewPCG(bottest.Seed(t), 2))
	for range bottest.Rounds(1, 20) {
		s := newMoodySlack(t, random.Uint64(), 400*time.Millisecond)
		config := posting(t, s)
		allowed := 0
		for range bottest.Rounds(3, 10) {
			cmd, log := servingAs(t, program, config)
			time.Sleep(time.Duration(random.IntN(2500)) * time.Millisecond)
			if random.IntN(2) == 0 {
				allowed += s.unsure()
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
				continue
			}
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			if err := cmd.Wait(); err != nil {
				t.Errorf("it did not end well: %v\n%s", err, tail(log.String()))
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("its end took %s", took)
			}
		}
		s.mu.Lock()
		s.well = true
		s.mu.Unlock()
		export, log := servedOut(t, program, config)
		s.mu.Lock()
		l := bottest.Ledger{Accepted: s.accepted, Repeats: s.lies + allowed, Settled: true, Least: postedSources * postedItems * postedChannels, Logs: log, Secrets: []string{"xoxb-1-2-notasecret"}}
		t.Logf("%d calls, %d accepted, %d lies, %d unsure at a kill, %d before Retry-After", s.n, len(s.accepted), s.lies, allowed, s.early)
		s.mu.Unlock()
		if err := bottest.Check(strings.NewReader(export), l); err != nil {
			t.Errorf("%v\n%s", err, tail(log))
		}
	}
}

// servedOut lets the program serve until all is posted, and gives what is stored then and
// what it logged.
func servedOut(t *testing.T, program, config string, env ...string) (export, logged string) {
	t.Helper()
	cmd, log := servingAs(t, program, config, env...)
	data := filepath.Join(filepath.Dir(config), "data")
	for began := time.Now(); time.Since(began) < 3*time.Minute; time.Sleep(time.Second) {
		if said, _, code := runIn(t, "", "export", "--data", data); code == 0 && allPosted(said) {
			break
		}
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Errorf("it did not end well: %v\n%s", err, tail(log.String()))
	}
	if export, _, _ = runIn(t, "", "export", "--data", data); !allPosted(export) {
		t.Errorf("not all was posted\n%s", tail(log.String()))
	}
	return export, log.String()
}

// allPosted says that an export has deliveries and owes none that may be posted.
func allPosted(export string) bool {
	some := false
	for line := range strings.Lines(export) {
		var r struct {
			Kind  string
			Value struct {
				State bot.State
				Key   bot.DeliveryKey
			}
		}
		if json.Unmarshal([]byte(line), &r) != nil || r.Kind != "delivery" {
			continue
		}
		some = true
		if r.Value.State == bot.Pending || r.Value.State == bot.Retry || r.Value.State == bot.Sending {
			return false
		}
	}
	return some
}

// TestServeToldToEndFinishesThePostsUnderWay: who stops it in order finds no repeat
// afterwards, however long the answers take within its grace.
func TestServeToldToEndFinishesThePostsUnderWay(t *testing.T) {
	t.Parallel()
	program := built(t)
	s := newMoodySlack(t, bottest.Seed(t), time.Second)
	s.honest = true
	config := posting(t, s)
	data := filepath.Join(filepath.Dir(config), "data")
	for range bottest.Rounds(2, 20) {
		cmd, log := servingAs(t, program, config)
		before := s.calls()
		for began := time.Now(); s.calls() < before+5 && time.Since(began) < time.Minute; {
			time.Sleep(5 * time.Millisecond)
		}
		if err := errors.Join(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait()); err != nil {
			t.Errorf("it did not end well: %v\n%s", err, tail(log.String()))
		}
		export, _, _ := runIn(t, "", "export", "--data", data)
		if strings.Contains(export, `"state":"sending"`) {
			t.Error("a post is still under way")
		}
		s.mu.Lock()
		l := bottest.Ledger{Accepted: s.accepted, Least: 5}
		s.mu.Unlock()
		if err := bottest.Check(strings.NewReader(export), l); err != nil {
			t.Error(err)
		}
		for line := range strings.Lines(export) {
			if strings.Contains(line, `"kind":"delivery"`) && (strings.Contains(line, `"lies":`) || strings.Contains(line, `"repeat":true`)) {
				t.Errorf("it would be repeated: %s", line)
			}
		}
		if t.Failed() {
			return
		}
	}
}

func (s *moodySlack) calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n
}
