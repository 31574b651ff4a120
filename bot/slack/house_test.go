package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	newSecret = bot.Secret("00112233445566778899aabbccddeeff")
	oldSecret = bot.Secret("ffeeddccbbaa99887766554433221100")
)

// memory remembers in the process.
type memory struct {
	mu    sync.Mutex
	seen  map[string]time.Time
	waits []bot.Accepted
	n     int
	err   error
	// slow keeps what is to be written down waiting until it is closed; may be nil.
	slow chan struct{}
}

func (m *memory) AcceptRequest(_ context.Context, r bot.Accepted, keys []string, until time.Time) (string, bool, error) {
	if m.slow != nil {
		<-m.slow
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return "", false, m.err
	}
	if m.seen == nil {
		m.seen = map[string]time.Time{}
	}
	first := true
	for _, key := range keys {
		_, known := m.seen[key]
		m.seen[key], first = until, first && !known
	}
	if !first {
		return "", false, nil
	}
	m.n++
	r.ID = fmt.Sprint("w", m.n)
	m.waits = append(m.waits, r)
	return r.ID, true, nil
}

func (m *memory) at(id string) int {
	return slices.IndexFunc(m.waits, func(r bot.Accepted) bool { return r.ID == id })
}

func (m *memory) BeginRequest(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := m.at(id); at >= 0 {
		m.waits[at].Begun = true
	}
	return m.err
}

func (m *memory) FinishRequest(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := m.at(id); at >= 0 {
		m.waits = slices.Delete(m.waits, at, at+1)
	}
	return m.err
}

func (m *memory) WaitingRequests(_ context.Context, platform string) ([]bot.Accepted, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.waits), func(r bot.Accepted) bool { return r.Platform != platform }), m.err
}

// desk answers commands by their verb and keeps them.
type desk struct {
	mu   sync.Mutex
	got  []bot.Command
	says map[string]func(c bot.Command) (bot.Message, error)
}

func (d *desk) Handle(_ context.Context, c bot.Command) (bot.Message, error) {
	d.mu.Lock()
	d.got = append(d.got, c)
	d.mu.Unlock()
	if say, ok := d.says[c.Verb]; ok {
		return say(c)
	}
	var m bot.Message
	m.Private = c.Verb != "share"
	m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text("answer to " + c.Verb + " " + strings.Join(c.Words, " ")))})
	return m, nil
}

func (d *desk) commands() []bot.Command {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.got)
}

// house is an inbox with all that it needs.
type house struct {
	*Inbox
	slack  *double
	desk   *desk
	memory *memory
}

func newHouse(t *testing.T, change func(*InboxConfig)) *house {
	t.Helper()
	h := &house{slack: newDouble(t, nil), desk: &desk{says: map[string]func(bot.Command) (bot.Message, error){}}, memory: &memory{}}
	c := InboxConfig{
		Handler: h.desk, Requests: h.memory, Team: "T0123ABC", App: "A0123ABC", Signing: []bot.Secret{newSecret, oldSecret},
		Lang: func(context.Context, bot.ChannelID) bot.Lang { return bot.English },
	}
	if change != nil {
		change(&c)
	}
	i, err := platform(t, h.slack.URL+"/api/").Inbox(c)
	if err != nil {
		t.Fatal(err)
	}
	h.Inbox = i
	return h
}

// drain works on what was taken, in the order it came.
func (h *house) drain(t *testing.T) {
	t.Helper()
	for len(h.queue) > 0 {
		h.one(t.Context(), <-h.queue)
		<-h.places
	}
}

// signedRequest is a request as Slack makes it.
func signedRequest(secret bot.Secret, at time.Time, contentType, body string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/slack", strings.NewReader(body))
	stamp := fmt.Sprint(at.Unix())
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

const formType, jsonType = "application/x-www-form-urlencoded", "application/json"

func (h *house) slash(text string) string {
	return url.Values{
		"team_id": {"T0123ABC"}, "api_app_id": {"A0123ABC"}, "channel_id": {"C0456DEF"}, "user_id": {"U0789GHI"}, "user_name": {"li"},
		"command": {"/regwire"}, "text": {text}, "trigger_id": {"trigger." + text}, "response_url": {h.slack.URL + "/commands/1"}, "is_enterprise_install": {"false"},
	}.Encode()
}

func (h *house) post(t *testing.T, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// does sends a signed request, expects it to be taken, and works on it.
func (h *house) does(t *testing.T, contentType, body string) string {
	t.Helper()
	w := h.post(t, signedRequest(newSecret, testNow, contentType, body))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, body)
	}
	h.drain(t)
	return w.Body.String()
}

func (h *house) interacts(t *testing.T, payload map[string]any) string {
	t.Helper()
	base := map[string]any{
		"api_app_id": "A0123ABC", "team": map[string]any{"id": "T0123ABC"}, "user": map[string]any{"id": "U0789GHI", "name": "li"},
		"trigger_id": fmt.Sprint("trigger.", len(h.slack.seen()), len(h.desk.commands())), "response_url": h.slack.URL + "/actions/1",
	}
	maps.Copy(base, payload)
	raw, err := json.Marshal(base)
	if err != nil {
		t.Fatal(err)
	}
	return h.does(t, formType, url.Values{"payload": {string(raw)}}.Encode())
}
