package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

// faulty is a Slack on the way to another that limits and fails: of the calls that
// say something every fourth is answered 429, and of every seventh the answer is a
// 500 although it was taken.
type faulty struct {
	*httptest.Server
	mu       sync.Mutex
	behind   string
	n        int
	limits   int
	lies     int
	accepted []bottest.Acceptance
	shared   int // posts for all to see that are no delivery
	// answers are what single people were told, by the text.
	answers []string
}

func newFaulty(t *testing.T, behind string) *faulty {
	t.Helper()
	f := &faulty{behind: strings.TrimSuffix(behind, "/api/")}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

// quietCalls are the calls that say nothing to anybody.
var quietCalls = []string{"auth.test", "chat.scheduleMessage", "chat.deleteScheduledMessage"}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	says := !slices.Contains(quietCalls, method)
	f.mu.Lock()
	if says {
		f.n++
	}
	n := f.n
	limit, lie := says && n%4 == 2, says && n%7 == 5 && n%4 != 2
	if limit {
		f.limits++
	}
	if lie && method == "chat.postMessage" {
		f.lies++
	}
	f.mu.Unlock()
	if limit {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	status, answer := http.StatusOK, []byte("ok")
	if strings.HasPrefix(r.URL.Path, "/api/") {
		req, err := http.NewRequestWithContext(r.Context(), r.Method, f.behind+r.URL.Path, bytes.NewReader(raw))
		if err != nil {
			return
		}
		req.Header = r.Header.Clone()
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return
		}
		defer resp.Body.Close()
		if answer, err = io.ReadAll(resp.Body); err != nil {
			return
		}
		status = resp.StatusCode
	}
	f.took(method, arguments(raw), answer)
	if lie {
		status, answer = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(answer)
}

// took notes what was taken.
func (f *faulty) took(method string, args map[string]any, answer []byte) {
	var said struct {
		OK bool   `json:"ok"`
		TS string `json:"ts"`
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case strings.HasPrefix(method, "/respond"), method == "chat.postEphemeral":
		f.answers = append(f.answers, fmt.Sprint(args["text"]))
		return
	case json.Unmarshal(answer, &said) != nil || !said.OK:
		return
	}
	meta, _ := args["metadata"].(map[string]any)
	payload, _ := meta["event_payload"].(map[string]any)
	delivery, _ := payload["delivery"].(string)
	if method == "chat.postMessage" && delivery == "" {
		f.shared++
	}
	if method != "chat.postMessage" && method != "chat.update" || delivery == "" || payload["part"] != nil {
		return
	}
	repeat, _ := payload["repeat"].(bool)
	event, _ := payload["event"].(string)
	a := bottest.Acceptance{Ref: said.TS, Channel: channelOfEmulator, Delivery: delivery, Kind: bot.Kind(stringOf(payload["kind"])), Subject: feeds.EventID(event), Repeat: repeat}
	if method == "chat.update" {
		// The same edit twice has one effect, and carries no mark.
		a.Edit, a.Repeat = said.TS, slices.ContainsFunc(f.accepted, func(b bottest.Acceptance) bool { return b.Delivery == delivery })
		if a.Repeat {
			return
		}
	}
	f.accepted = append(f.accepted, a)
}

const channelOfEmulator = bot.ChannelID("slack:T000000001/C000000001")

// alerts is how many different alerts were taken.
func (f *faulty) alerts() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	taken := map[string]bool{}
	for _, a := range f.accepted {
		if a.Kind == bot.KindAlert {
			taken[a.Delivery] = true
		}
	}
	return len(taken)
}

func (f *faulty) told(words string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, a := range f.answers {
		if strings.Contains(a, words) {
			n++
		}
	}
	return n
}

// TestEmulatedSlackThatLimitsAndFails has the demo post its alerts, and people
// give commands, while a part of all calls is limited and a part of all answers
// lies. What came of it is judged by the store's export and what the emulator took.
func TestEmulatedSlackThatLimitsAndFails(t *testing.T) {
	t.Parallel()
	base := emulator(t)
	if base == "" {
		return
	}
	f := newFaulty(t, base)
	data := t.TempDir() + "/data"
	r := runLive(t, f.URL+"/api/", data, string(channelOfEmulator), true, "--live", "1ms")
	r.patiently(t, "the made-up notice is posted", func() bool { return f.alerts() == 20 })
	// Publishing the notice moves the demo's clock, so it is asked for only now.
	clock := r.demoClock(t)
	type says struct{ text, answer string }
	commands := []says{
		{"find 数据出境", "found for"},
		{"deadlines 60d", "within 60 days"},
		{"latest 3", "The 3 newest"},
		{"topics", "14 topics"},
		{"sources", "19 sources"},
		{"subscribe pi-crime", "Subscribed this channel"},
		{"list", "subscription"},
		{"take " + draftPage, "is yours"},
		{"note " + draftPage + " ours", "Your note stands"},
		{"done " + draftPage + " reason:sent", "is marked done"},
		{"undone " + draftPage, "is open again"},
		{"save " + draftPage, "is saved"},
		{"watch list", "You watch nothing"},
		{"help find", "look up events"},
		{"coverage 2022-09", "Coverage of 2022-09"},
		{"since 2022-09-14", "Since 14 Sep 2022"},
		{"nonsense", "is not a command"},
	}
	for n, c := range commands {
		status, answer := r.signedPost(t, clock(), formType, formOf(map[string]string{
			"team_id": "T000000001", "api_app_id": "A0123ABC", "channel_id": "C000000001", "user_id": "U000000001", "user_name": "admin", "command": "/regwire",
			"text": c.text, "trigger_id": fmt.Sprint("faulty.", n), "response_url": fmt.Sprintf("%s/respond/%d", f.URL, n),
		}))
		if status != http.StatusOK {
			t.Fatalf("%s: status %d %s\n%s", c.text, status, answer, r.out)
		}
	}
	for _, c := range commands {
		r.patiently(t, c.text+" is answered", func() bool { return f.told(c.answer) > 0 })
	}
	status, _ := r.signedPost(t, clock(), formType, formOf(map[string]string{
		"team_id": "T000000001", "api_app_id": "A0123ABC", "channel_id": "C000000001", "user_id": "U000000001", "user_name": "admin", "command": "/regwire",
		"text": "share latest 3", "trigger_id": "faulty.share", "response_url": f.URL + "/respond/share",
	}))
	if status != http.StatusOK {
		t.Fatal(status)
	}
	r.patiently(t, "the answer is shared", func() bool { f.mu.Lock(); defer f.mu.Unlock(); return f.shared > 0 })
	// Edits of cards may still be due: until nothing more comes for a while.
	calls, quiet := 0, time.Now()
	r.patiently(t, "nothing more comes", func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.n > calls {
			calls, quiet = f.n, time.Now()
		}
		return time.Since(quiet) > 5*time.Second
	})
	r.kill()
	export := exported(t, data)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.limits < 5 || f.lies < 2 {
		t.Errorf("%d calls were limited and %d answers lied: too few to prove anything", f.limits, f.lies)
	}
	if err := bottest.Check(strings.NewReader(export), bottest.Ledger{Accepted: f.accepted, Repeats: f.lies + 1, Least: 20, Region: func(feeds.AuthorityID) string { return "" }}); err != nil {
		t.Error(err)
	}
	// One whose answer lied just before the kill is still owed its second copy.
	if states := alertStates(export, string(channelOfEmulator)); states["sent"]+states["retry"]+states["sending"] != 20 || states["sent"] < 18 {
		t.Errorf("the states of alerts are %v, want 20 sent or about to be sent again", states)
	}
	for verb, n := range audited(t, export) {
		if want := map[string]int{"subscribe": 2, "take": 1, "note": 1, "done": 1, "undone": 1, "save": 1}[verb]; want > 0 && n != want {
			t.Errorf("%s had %d effects, want %d", verb, n, want)
		}
	}
}

func formOf(values map[string]string) string {
	form := url.Values{}
	for key, v := range values {
		form.Set(key, v)
	}
	return form.Encode()
}

// audited counts the rows of the audit by verb.
func audited(t *testing.T, export string) map[string]int {
	t.Helper()
	by := map[string]int{}
	for line := range strings.Lines(export) {
		var r struct {
			Kind  string
			Value json.RawMessage
		}
		var a bot.Audit
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Kind != "audit" {
			continue
		}
		if err := json.Unmarshal(r.Value, &a); err != nil {
			t.Fatal(err)
		}
		by[a.Verb]++
	}
	return by
}

// TestAcknowledgedIsDoneThoughTheProgramIsKilled kills the program again and
// again right after it has acknowledged commands, and counts their effects.
func TestAcknowledgedIsDoneThoughTheProgramIsKilled(t *testing.T) {
	for name, signed := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			acknowledgedIsDone(t, signed)
		})
	}
}

func acknowledgedIsDone(t *testing.T, signed bool) {
	t.Helper()
	export := keptStore(t)
	ids := eventsByAge(t, export)
	data := loaded(t, export)
	e := newEar(t)
	const rounds, each = 5, 6
	for round := range rounds {
		c := newTalk(t, e, data, signed, "--live", "1h")
		for c.sent = round * each; c.sent < (round+1)*each; {
			c.types(counsel, channelOf, fmt.Sprintf("note %s round %d", ids[fmt.Sprint(c.sent+1)], round))
		}
		c.kill()
	}
	r := runLive(t, e.GetAPIURL(), data, "slack:T0123ABC/C0456DEF", signed, "--live", "1h")
	// Each note is of another event, and each is answered at least once.
	r.patiently(t, "what was left is done", func() bool { return len(answersIn(e.heard())) == rounds*each })
	r.kill()
	if n := audited(t, exported(t, data))["note"]; n != rounds*each {
		t.Errorf("%d acknowledged notes had %d effects", rounds*each, n)
	}
}

// answersIn are the different answers to people.
func answersIn(calls []spoken) map[string]bool {
	texts := map[string]bool{}
	for _, s := range calls {
		if s.Method == "respond" || s.Method == "chat.postEphemeral" {
			texts[stringOf(s.Args["text"])] = true
		}
	}
	return texts
}
