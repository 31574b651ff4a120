package slack

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestSocketModeIsNoHTTP2 has a Slack that speaks HTTP/2 at the address of its sockets too:
// once posts go over that, a socket that offered it as well would be taken for it.
func TestSocketModeIsNoHTTP2(t *testing.T) {
	var connected, two atomic.Int32
	s := httptest.NewUnstartedServer(nil)
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			two.Add(1)
		}
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case "/socket":
			conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
			if err != nil {
				return
			}
			connected.Add(1)
			_ = conn.WriteJSON(map[string]any{"type": "hello"})
			_ = conn.Close()
		case "/api/apps.connections.open":
			_, _ = fmt.Fprintf(w, `{"ok":true,"url":%q}`, strings.Replace(s.URL, "https", "wss", 1)+"/socket")
		default:
			_, _ = fmt.Fprint(w, `{"ok":true,"team_id":"T0123ABC"}`)
		}
	})
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	p, err := New(Config{Token: "xoxb-1-a", Base: s.URL + "/api/", Client: s.Client()})
	if err != nil {
		t.Fatal(err)
	}
	i, err := p.Inbox(InboxConfig{Handler: &desk{}, Requests: &memory{}, Team: "T0123ABC", AppToken: "xapp-1-A0-1-abc"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Check(t.Context()); err != nil || two.Load() != 1 {
		t.Fatalf("%v, and %d requests by HTTP/2: the test shows nothing", err, two.Load())
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- i.Listen(ctx) }()
	for began := time.Now(); connected.Load() < 2 && time.Since(began) < 10*time.Second; {
		time.Sleep(time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if connected.Load() < 2 {
		t.Errorf("%d connections, want a second behind the first", connected.Load())
	}
}
