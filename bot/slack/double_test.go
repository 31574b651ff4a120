package slack

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

const testToken = bot.Secret("xoxb-1-2-notasecret")

var testNow = time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)

// asked is one call that reached the double.
type asked struct {
	Method string
	Form   url.Values
	Body   string
}

// double is a Slack that can lie: answer decides about each call, nil accepts.
type double struct {
	*httptest.Server
	mu    sync.Mutex
	calls []asked
	// answer writes an answer and reports true, or leaves it to the double.
	answer func(n int, a asked, w http.ResponseWriter) bool
}

func newDouble(t *testing.T, answer func(n int, a asked, w http.ResponseWriter) bool) *double {
	t.Helper()
	d := &double{answer: answer}
	d.Server = httptest.NewServer(http.HandlerFunc(d.serve))
	t.Cleanup(d.Close)
	return d
}

func (d *double) serve(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	form, _ := url.ParseQuery(string(raw))
	a := asked{Method: strings.TrimPrefix(r.URL.Path, "/api/"), Form: form, Body: string(raw)}
	d.mu.Lock()
	d.calls = append(d.calls, a)
	n := len(d.calls)
	d.mu.Unlock()
	if d.answer != nil && d.answer(n, a, w) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":"1664532000.%06d","message":{"thread_ts":%q}}`, form.Get("channel"), n, form.Get("thread_ts"))
}

func (d *double) seen() []asked {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]asked(nil), d.calls...)
}

// refuse answers every call with the error.
func refuse(word string) func(int, asked, http.ResponseWriter) bool {
	return func(_ int, _ asked, w http.ResponseWriter) bool {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": word})
		return true
	}
}

func platform(t *testing.T, base string) *Platform {
	t.Helper()
	p, err := New(Config{Token: testToken, Base: base, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var legal = bot.Channel{ID: "slack:T0123ABC/C0456DEF", Lang: bot.English}

func hello() bot.Message {
	m := bot.Message{Kind: bot.KindAlert, Delivery: "slack:T0123ABC/C0456DEF|alert|e1|"}
	m.Add(bot.Headline, bot.Line{bot.Say("word.read")})
	m.Add(bot.Body, bot.Line{bot.Quote("A notice")})
	return m
}
