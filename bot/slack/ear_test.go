package slack

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/slacktest"
)

// spoken is one thing that the program asked of Slack.
type spoken struct {
	Method string         `json:"method"`
	Args   map[string]any `json:"args"`
}

// ear is the library's own test server with the methods that it lacks; it keeps
// what the program says. Its ids of messages follow from what they say, so that
// two runs have the same.
type ear struct {
	*slacktest.Server
	mu    sync.Mutex
	calls []spoken
	// refuse answers a call with Slack's word for why not, "" when it does not.
	refuse func(spoken) string
	out    chan []byte    // envelopes on their way to the program
	acks   map[string]any // by envelope
}

func newEar(t *testing.T) *ear {
	t.Helper()
	e := &ear{out: make(chan []byte), acks: map[string]any{}}
	e.Server = slacktest.NewTestServer(func(c slacktest.Customize) {
		for _, method := range []string{
			"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.scheduleMessage", "chat.deleteScheduledMessage",
			"views.open", "views.update", "views.publish",
		} {
			c.Handle("/"+method, e.hear(method))
		}
		c.Handle("/respond/", e.hear("respond"))
		c.Handle("/ws", slacktest.Websocket(e.socket))
		c.Handle("/auth.test", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-OAuth-Scopes", "chat:write,commands,app_mentions:read,im:write")
			_, _ = io.WriteString(w, `{"ok":true,"url":"https://acme.slack.com/","team":"Acme","user":"regwire","team_id":"T0123ABC","user_id":"U0BOT","bot_id":"B0BOT"}`)
		})
	})
	e.Start()
	t.Cleanup(e.Stop)
	return e
}

func (e *ear) hear(method string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		s := spoken{Method: method, Args: arguments(raw)}
		e.mu.Lock()
		e.calls = append(e.calls, s)
		n := len(e.calls)
		e.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		if e.refuse != nil {
			if why := e.refuse(s); why != "" {
				_, _ = fmt.Fprintf(w, `{"ok":false,"error":%q}`, why)
				return
			}
		}
		switch {
		case method == "respond":
			_, _ = io.WriteString(w, "ok")
		case strings.HasPrefix(method, "views."):
			_, _ = fmt.Fprintf(w, `{"ok":true,"view":{"id":"V%d","hash":"h%d"}}`, n, n)
		case method == "chat.scheduleMessage":
			_, _ = io.WriteString(w, `{"ok":true,"channel":"C0456DEF","scheduled_message_id":"Q1","post_at":"1"}`)
		default:
			ts := s.Args["ts"]
			if ts == nil {
				ts = fmt.Sprintf("1664532000.%06d", crc32.ChecksumIEEE([]byte(plainly(fmt.Sprint(s.Args["text"]))))%1e6)
			}
			_, _ = fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":%q,"message":{"thread_ts":%q}}`, s.Args["channel"], ts, fmt.Sprint(s.Args["thread_ts"]))
		}
	}
}

// arguments are those of a call as JSON, however they came; the token is no part
// of them, and so is the hour for which a test message is laid down.
func arguments(raw []byte) map[string]any {
	args := map[string]any{}
	if json.Unmarshal(raw, &args) == nil {
		return args
	}
	form, _ := url.ParseQuery(string(raw))
	for key, values := range form {
		switch v := values[0]; {
		case key == "token" || key == "post_at":
		case strings.HasPrefix(v, "{") || strings.HasPrefix(v, "["):
			var value any
			if err := json.Unmarshal([]byte(v), &value); err != nil {
				value = v
			}
			args[key] = value
		case v == "true" || v == "false":
			args[key] = v == "true"
		default:
			args[key] = v
		}
	}
	return args
}

func (e *ear) heard() []spoken {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]spoken(nil), e.calls...)
}

// socket is one life of the program's socket. Slack pings, which the test server
// does not: a socket without pings is given up.
func (e *ear) socket(conn *websocket.Conn) {
	gone := make(chan struct{})
	var writer sync.WaitGroup
	defer writer.Wait()
	defer close(gone)
	writer.Go(func() {
		for {
			var err error
			select {
			case <-gone:
				return
			case raw := <-e.out:
				err = conn.WriteMessage(websocket.TextMessage, raw)
			case <-time.After(5 * time.Second):
				err = conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
			}
			if err != nil {
				return
			}
		}
	})
	for {
		var ack struct {
			ID      string `json:"envelope_id"`
			Payload any    `json:"payload"`
		}
		if err := conn.ReadJSON(&ack); err != nil {
			return
		}
		e.mu.Lock()
		e.acks[ack.ID] = ack.Payload
		e.mu.Unlock()
	}
}

// acknowledged is what the program sent back at once for the envelope.
func (e *ear) acknowledged(id string) (payload any, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	payload, ok = e.acks[id]
	return payload, ok
}
