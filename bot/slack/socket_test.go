package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// wire is the far end of Socket Mode: it hands out tickets and keeps the live
// connections.
type wire struct {
	opened atomic.Int64
	live   atomic.Int64
	most   atomic.Int64
	conns  chan *websocket.Conn
	heard  chan map[string]any
}

func newWire(t *testing.T, h *house) *wire {
	t.Helper()
	w := &wire{conns: make(chan *websocket.Conn, 16), heard: make(chan map[string]any, 64)}
	mux := http.NewServeMux()
	mux.HandleFunc("/socket", func(rw http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
		conn, err := up.Upgrade(rw, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		// The end of the last connection may be read after the beginning of this one.
		for began := time.Now(); w.live.Load() > 0 && time.Since(began) < time.Minute; {
			time.Sleep(time.Millisecond)
		}
		w.most.Store(max(w.most.Load(), w.live.Add(1)))
		defer w.live.Add(-1)
		_ = conn.WriteJSON(map[string]any{"type": "hello", "num_connections": 1})
		w.conns <- conn
		for {
			var heard map[string]any
			if err := conn.ReadJSON(&heard); err != nil {
				return
			}
			w.heard <- heard
		}
	})
	old := h.slack.Config.Handler
	mux.Handle("/", old)
	h.slack.Config.Handler = mux
	h.slack.answer = func(_ int, a asked, rw http.ResponseWriter) bool {
		if a.Method != "apps.connections.open" {
			return false
		}
		w.opened.Add(1)
		rw.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(rw, `{"ok":true,"url":%q}`, strings.Replace(h.slack.URL, "http", "ws", 1)+"/socket?ticket=t")
		return true
	}
	return w
}

func (w *wire) conn(t *testing.T) *websocket.Conn {
	t.Helper()
	select {
	case c := <-w.conns:
		return c
	case <-time.After(time.Minute):
		t.Fatal("nobody connected")
		return nil
	}
}

func (w *wire) acknowledged(t *testing.T, id string) map[string]any {
	t.Helper()
	select {
	case heard := <-w.heard:
		if heard["envelope_id"] != id {
			t.Errorf("heard %v, want %s", heard, id)
		}
		return heard
	case <-time.After(time.Minute):
		t.Fatalf("%s was not acknowledged", id)
		return nil
	}
}

func envelope(t *testing.T, kind, id, payload string, accepts bool) []byte {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"type": kind, "envelope_id": id, "payload": json.RawMessage(payload), "accepts_response_payload": accepts})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestSocketModeAndHTTPAreOneHandler(t *testing.T) {
	h := newHouse(t, func(c *InboxConfig) { c.AppToken = "xapp-1-A0-1-abc" })
	w := newWire(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- h.Listen(ctx) }()
	go func() { ended <- h.Work(ctx) }()
	conn := w.conn(t)
	slash := `{"team_id":"T0123ABC","api_app_id":"A0123ABC","channel_id":"C0456DEF","user_id":"U0789GHI","command":"/regwire","text":"latest","trigger_id":"t1","response_url":"` + h.slack.URL + `/commands/1","is_enterprise_install":"false"}`
	for _, e := range [][3]string{
		{"slash_commands", "e1", slash},
		{"slash_commands", "e1b", slash}, // the same request, delivered twice
		{"events_api", "e2", `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"Ev1","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT> topics","channel":"C0456DEF","ts":"1.1"}}`},
		{"interactive", "e3", `{"type":"block_actions","api_app_id":"A0123ABC","team":{"id":"T0123ABC"},"user":{"id":"U0789GHI"},"trigger_id":"t3","channel":{"id":"C0456DEF"},"message":{"blocks":[{"type":"section","text":7}]},"actions":[{"action_id":"take/0","block_id":"b","value":"[\"e1\"]","action_ts":"1"}]}`},
		{"slash_commands", "e4", strings.ReplaceAll(slash, "T0123ABC", "T0OTHER")},
	} {
		if err := conn.WriteMessage(websocket.TextMessage, envelope(t, e[0], e[1], e[2], e[0] == "interactive")); err != nil {
			t.Fatal(err)
		}
		if heard := w.acknowledged(t, e[1]); heard["payload"] != nil {
			t.Errorf("%s was acknowledged with %v", e[1], heard["payload"])
		}
	}
	waitFor(t, "three commands", func() bool { return len(h.desk.commands()) == 3 })
	got := map[string]bool{}
	for _, c := range h.desk.commands() {
		got[c.Verb] = true
	}
	if !got["latest"] || !got["topics"] || !got["take"] {
		t.Errorf("commands %+v", h.desk.commands())
	}
	if !h.Connected() {
		t.Error("health does not show the connection")
	}

	// A form that is sent is answered in the acknowledgement, and small.
	if err := conn.WriteMessage(websocket.TextMessage, envelope(t, "interactive", "e5", `{"type":"view_submission","api_app_id":"A0123ABC","team":{"id":"T0123ABC"},"user":{"id":"U0789GHI"},"trigger_id":"t5","view":{"id":"V1","callback_id":"form:subscribe","state":{"values":{}}}}`, true)); err != nil {
		t.Fatal(err)
	}
	if heard := w.acknowledged(t, "e5"); heard["payload"] == nil {
		t.Error("a form was sent and nothing said")
	}

	// Told to go, and cut off: each time one new connection, never two.
	if err := conn.WriteJSON(map[string]any{"type": "disconnect", "reason": "warning"}); err != nil {
		t.Fatal(err)
	}
	conn = w.conn(t)
	_ = conn.NetConn().Close()
	conn = w.conn(t)
	if err := conn.WriteMessage(websocket.TextMessage, envelope(t, "slash_commands", "e6", strings.ReplaceAll(slash, `"t1"`, `"t6"`), false)); err != nil {
		t.Fatal(err)
	}
	w.acknowledged(t, "e6")
	waitFor(t, "a command on the third connection", func() bool { return len(h.desk.commands()) >= 5 })
	if n := w.most.Load(); n > 1 {
		t.Errorf("%d connections at once", n)
	}
	cancel()
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if h.Connected() {
		t.Error("health shows a connection that is gone")
	}
}

func TestWhatTheSocketBringsIsWrittenDownBeforeItIsAcknowledged(t *testing.T) {
	h := newHouse(t, func(c *InboxConfig) { c.AppToken = "xapp-1-A0-1-abc" })
	h.memory.slow = make(chan struct{})
	w := newWire(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.Listen(ctx) }()
	slash := `{"team_id":"T0123ABC","api_app_id":"A0123ABC","channel_id":"C0456DEF","user_id":"U0789GHI","command":"/regwire","text":"note e1 x","trigger_id":"t1"}`
	if err := w.conn(t).WriteMessage(websocket.TextMessage, envelope(t, "slash_commands", "e1", slash, true)); err != nil {
		t.Fatal(err)
	}
	select {
	case heard := <-w.heard:
		t.Errorf("acknowledged and not written down: %v", heard)
	case <-time.After(300 * time.Millisecond):
	}
	close(h.memory.slow)
	w.acknowledged(t, "e1")
	if n := len(h.memory.waits); n != 1 {
		t.Errorf("%d requests are written down", n)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestARefusedAppTokenIsNamed(t *testing.T) {
	h := newHouse(t, func(c *InboxConfig) { c.AppToken = "xapp-1-A0-1-abc" })
	h.slack.answer = refuse("invalid_auth")
	err := socketError(h.connection(t.Context()))
	if err == nil || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") || !strings.Contains(err.Error(), "connections:write") || strings.Contains(err.Error(), "xapp-1") {
		t.Errorf("%v", err)
	}
	if a := h.slack.seen()[0]; strings.Contains(a.Body, "xapp-") {
		t.Errorf("the app token went into the body: %s", a.Body)
	}
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for began := time.Now(); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// The connection may end in that moment, as it does when the program is stopped.
func TestAPersonWhoIsTurnedAwayOverTheSocketIsTold(t *testing.T) {
	h := newHouse(t, nil)
	ctx, end := context.WithCancel(t.Context())
	end()
	h.turnAway(ctx, ofCommand(slashCommand{TeamID: "T0123ABC", ChannelID: "C0456DEF", UserID: "U0789GHI", ResponseURL: h.slack.URL + "/commands/1"}))
	if err := h.turned.Wait(); err != nil {
		t.Fatal(err)
	}
	if calls := h.slack.seen(); len(calls) != 1 || !strings.Contains(calls[0].Body, "try again") {
		t.Errorf("calls %+v", calls)
	}
}

func TestOfAFloodOverTheSocketAFewAreToldThatTheyAreTurnedAway(t *testing.T) {
	h := newHouse(t, nil)
	hold := make(chan struct{})
	h.slack.answer = func(int, asked, http.ResponseWriter) bool {
		<-hold
		return false
	}
	for range 20 * workers {
		h.turnAway(t.Context(), ofCommand(slashCommand{TeamID: "T0123ABC", ChannelID: "C0456DEF", UserID: "U0789GHI", ResponseURL: h.slack.URL + "/commands/1"}))
	}
	close(hold)
	if err := h.turned.Wait(); err != nil {
		t.Error(err)
	}
	if n := len(h.slack.seen()); n != workers {
		t.Errorf("%d were told, want %d", n, workers)
	}
}

// TestWhatTheSocketBringsFillsNoLog has the far end send what is not asked for without end:
// all is acknowledged, and a few lines tell of it.
func TestWhatTheSocketBringsFillsNoLog(t *testing.T) {
	h := newHouse(t, func(c *InboxConfig) { c.AppToken = "xapp-1-A0-1-abc" })
	var log bytes.Buffer
	h.platform.config.Log = slog.New(slog.NewTextHandler(&log, nil))
	w := newWire(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.Listen(ctx) }()
	conn := w.conn(t)
	const flood = 500
	go func() {
		for n := range flood {
			kind, payload := "martian", `{}`
			if n%2 == 0 {
				kind, payload = "slash_commands", `{"team_id":"T9STRANGE"}`
			}
			if conn.WriteMessage(websocket.TextMessage, envelope(t, kind, fmt.Sprintf("e%d", n), payload, false)) != nil {
				return
			}
		}
	}()
	for range flood {
		select {
		case <-w.heard:
		case <-time.After(time.Minute):
			t.Fatal("not all was acknowledged")
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if n := strings.Count(log.String(), "\n"); n > 30 || !strings.Contains(log.String(), "not served") || !strings.Contains(log.String(), "T9STRANGE") {
		t.Errorf("%d lines of %d requests:\n%.2000s", n, flood, log.String())
	}
}
