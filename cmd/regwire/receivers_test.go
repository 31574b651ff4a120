package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

const (
	receivers  = 3 // webhooks, as many flows, and as many conversations of Teams
	teamsApp   = "11111111-2222-3333-4444-555555555555"
	teamsPlace = "teams:99999999-8888-7777-6666-555555555555/19:"
)

// flowTold is what a flow or a conversation was handed: it learns neither delivery nor
// event, so what it is about is known by the title.
type flowTold struct {
	flow, title string
	repeat      bool
}

var postedTitle = regexp.MustCompile(`《([A-Z0-9]+省个人信息保护\d号管理办法)》`)

// receive takes what is posted to a webhook, a flow or a conversation of Teams, or not, in
// the moods of a Slack: any answer of the 200s says that it did.
func (s *moodySlack) receive(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil || r.Context().Err() != nil {
		return
	}
	kind, place, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	said := strings.Repeat("ok", 10)
	if kind == "v3" {
		place, said = strings.Split(place, "/")[1], `{"id":"1664532000"}`
	}
	s.mu.Lock()
	mood := s.mood(func(m mood) bool { return m.name != "fatal_error" && m.name != "taken and nonsense" }) // a 200 is a yes there
	s.n++
	n := s.n
	key := ""
	if mood.takes {
		if kind == "hook" {
			var b struct {
				Delivery, Kind, Event, Post string
				Revision                    int
				Repeat                      bool
			}
			if err := json.Unmarshal(raw, &b); err != nil {
				s.accepted = append(s.accepted, bottest.Acceptance{Channel: "none", Ref: err.Error()})
			}
			key = b.Delivery
			s.accepted = append(s.accepted, bottest.Acceptance{Ref: b.Post, At: time.Now(), Channel: bot.ChannelID("webhook:local/" + place), Delivery: b.Delivery, Kind: bot.Kind(b.Kind), Subject: feeds.EventID(b.Event), Revision: b.Revision, Repeat: b.Repeat})
		} else {
			m := postedTitle.FindSubmatch(raw)
			if m == nil {
				m = [][]byte{nil, raw}
			}
			key = place + string(m[1])
			s.flows = append(s.flows, flowTold{place, string(m[1]), strings.Contains(string(raw), "possible repeat")})
		}
		s.open[n] = key
		if mood.name != "well" {
			s.lies++
		}
	}
	wait, late := time.Duration(s.random.Int64N(int64(s.slow))), s.random.IntN(3) == 0
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
	if mood.name == "well" && late {
		w.WriteHeader(http.StatusAccepted)
	}
	mood.answer(s, w, said)
}

// receiving is a data directory whose items all webhooks, flows and conversations want.
func receiving(t *testing.T, s *moodySlack, program string) (config string, env []string) {
	t.Helper()
	dir := t.TempDir()
	host := strings.TrimPrefix(s.URL, "http://")
	var list, only, hooks, flows strings.Builder
	list.WriteString("authority: CAC\njurisdiction: CN\nsources:\n")
	for i := range postedSources {
		fmt.Fprintf(&list, "  - {id: f%d, name_en: S%d, name_zh: 源%d, kind: feed, family: feed, every: 1m, list: {urls: [\"http://f%d.bench.example/feed.xml\"]}}\n", i, i, i, i)
		fmt.Fprintf(&only, "f%d, ", i)
	}
	var channels []string
	var known strings.Builder // what an earlier run learnt of conversations
	for i := range receivers {
		fmt.Fprintf(&hooks, "  hook%d: {url: HOOK%d, secret: SECRET}\n", i, i)
		fmt.Fprintf(&flows, "    flow%d: FLOW%d\n", i, i)
		conversation := fmt.Sprintf("%sbot%d@thread.tacv2", teamsPlace, i)
		channels = append(channels, fmt.Sprintf("webhook:local/hook%d", i), fmt.Sprintf("teams:workflows/flow%d", i), conversation)
		fmt.Fprintf(&known, `{"kind":"channel","key":%q,"schema":5,"value":{"id":%q,"ref":{"service_url":%q,"type":"channel","bot":"28:%s"}}}`+"\n", conversation, conversation, s.URL+"/", teamsApp)
		env = append(env, fmt.Sprintf("HOOK%d=%s/hook/hook%d", i, s.URL, i), fmt.Sprintf("FLOW%d=%s/flow/flow%d?sig=x", i, s.URL, i))
	}
	env = append(env, "SECRET="+strings.Repeat("not a secret ", 3), "TEAMS_APP_ID="+teamsApp, "TEAMS_TENANT_ID="+strings.TrimSuffix(strings.TrimPrefix(teamsPlace, "teams:"), "/19:"), "TEAMS_APP_PASSWORD=not a secret")
	text := fmt.Sprintf("data: data\nsources: [sources.yaml]\nonly: [%s]\negress: {proxy: %q, allow: [%q]}\npoll: {gap: 0s, backfill: 30}\npost: {burst: 1000}\nwebhooks:\n%steams:\n  listen: \"127.0.0.1:0\"\n  login: %s\n  metadata: %s/v1/none\n  service_hosts: [%q]\n  workflow_hosts: [%q]\n  workflows:\n%s", strings.TrimSuffix(only.String(), ", "), s.URL, host, hooks.String(), s.URL, s.URL, s.URL, host, flows.String())
	config = filepath.Join(dir, "regwire.yaml")
	learnt := filepath.Join(dir, "known.jsonl")
	for name, content := range map[string]string{config: text, filepath.Join(dir, "sources.yaml"): list.String(), learnt: known.String()} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, errs, code := runIn(t, "", "load", learnt, "--data", filepath.Join(dir, "data")); code != 0 {
		t.Fatal(errs)
	}
	for _, channel := range channels {
		cmd := exec.CommandContext(t.Context(), program, "subscribe", "all", "mode:now", "--channel", channel, "--config", config)
		cmd.Env = append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return config, env
}

// TestServeKilledWhilePostingToReceiversLosesNothing kills a serving program again and again while
// it posts to webhooks, and to flows and conversations of Teams, that answer late, wrongly
// or not at all; then all is posted, and every repeat is marked.
func TestServeKilledWhilePostingToReceiversLosesNothing(t *testing.T) {
	t.Parallel()
	program, random := built(t), rand.New(rand.NewPCG(bottest.Seed(t), 3))
	for range bottest.Rounds(1, 10) {
		killedWhilePosting(t, program, random)
	}
}

func killedWhilePosting(t *testing.T, program string, random *rand.Rand) {
	t.Helper()
	s := newMoodySlack(t, random.Uint64(), 400*time.Millisecond)
	config, env := receiving(t, s, program)
	allowed, hit := 0, 0
	for range bottest.Rounds(5, 10) {
		cmd, _ := servingAs(t, program, config, env...)
		before, wanted := s.calls(), 1+random.IntN(10)
		for began := time.Now(); s.calls() < before+wanted && time.Since(began) < 20*time.Second; {
			time.Sleep(time.Millisecond)
		}
		if s.calls() >= before+wanted {
			hit++
		}
		allowed += s.unsure()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	if hit == 0 {
		t.Error("no kill hit a post: the run does not count")
	}
	s.mu.Lock()
	s.well = true
	s.mu.Unlock()
	export, log := servedOut(t, program, config, env...)
	var ofHooks strings.Builder
	givenUp := 0 // with the reason, as what was sent into the void three times is
	for line := range strings.Lines(export) {
		var r struct {
			Kind  string
			Value struct {
				State  bot.State
				Reason string
			}
		}
		if !strings.Contains(line, "teams:") {
			ofHooks.WriteString(line)
		} else if json.Unmarshal([]byte(line), &r) == nil && r.Kind == "delivery" && r.Value.State != bot.Sent && r.Value.Reason != "" {
			givenUp++
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t.Logf("%d calls, %d taken by webhooks, %d by flows, %d lies, %d unsure at a kill", s.n, len(s.accepted), len(s.flows), s.lies, allowed)
	l := bottest.Ledger{Accepted: s.accepted, Repeats: s.lies + allowed, Settled: true, Least: postedSources * postedItems * receivers, Logs: log, Secrets: []string{"not a secret"}}
	if err := bottest.Check(strings.NewReader(ofHooks.String()), l); err != nil {
		t.Error(err)
	}
	copies, unmarked := map[flowTold]int{}, map[flowTold]int{}
	for _, f := range s.flows {
		of := flowTold{flow: f.flow, title: f.title}
		if copies[of]++; !f.repeat {
			unmarked[of]++
		}
	}
	for of, n := range copies {
		if unmarked[of] > 1 || n > 3 {
			t.Errorf("%s was told %d times of %s, %d times unmarked", of.flow, n, of.title, unmarked[of])
		}
	}
	if want := 2 * postedSources * postedItems * receivers; len(copies)+givenUp < want {
		t.Errorf("flows and conversations were told of %d items, and %d were given up, want %d", len(copies), givenUp, want)
	}
	if slices.ContainsFunc(s.flows, func(f flowTold) bool { return len(f.title) > 200 }) {
		t.Error("a post to a flow holds no title")
	}
}
