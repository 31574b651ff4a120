package slack

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// answering is a way to HTTP on which every request is answered so.
type answering func(*http.Request) *http.Response

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }

// dripping is a body that never comes to its end.
type dripping struct{ ctx context.Context }

func (d dripping) Read(p []byte) (int, error) {
	select {
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	case <-time.After(time.Second):
		p[0] = ' '
		return 1, nil
	}
}

func (dripping) Close() error { return nil }

// The library asks for its connections without a limit in time of its own.
func TestAnAnswerThatDripsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drips := doer{&http.Client{Transport: answering(func(r *http.Request) *http.Response {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: dripping{r.Context()}}
		})}, time.Now}
		req, err := http.NewRequest(http.MethodPost, "https://slack.example/api/apps.connections.open", nil) //nolint:noctx // that is the point
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		resp, err := drips.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if _, err := io.ReadAll(resp.Body); err == nil || time.Since(began) > 2*callTimeout {
			t.Errorf("read for %s: %v", time.Since(began), err)
		}
	})
}

// The library waits for as long as it is told: once for 31 years.
func TestAskedForPatienceWithoutEndItWaitsAnHourAtMost(t *testing.T) {
	for said, want := range map[string]string{
		"": "30", "7": "7", "-5": "30", "soon": "30", "1000000000": "3600", "999999999999999999999": "30",
		testNow.Add(-time.Hour).Format(http.TimeFormat): "1", testNow.Add(time.Minute).Format(http.TimeFormat): "60",
	} {
		limits := doer{&http.Client{Transport: answering(func(*http.Request) *http.Response {
			return &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {said}}, Body: http.NoBody}
		})}, func() time.Time { return testNow }}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://slack.example/api/apps.connections.open", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := limits.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if got := resp.Header.Get("Retry-After"); got != want {
			t.Errorf("Retry-After %q: the library waits %s s, want %s", said, got, want)
		}
	}
}

// A Slack that ends each connection as soon as it is made, as it does where Socket Mode is
// switched off, is not asked for the next without a pause, and the operator is told.
func TestConnectionsThatEndAtOnceAreMadeEverMoreSlowly(t *testing.T) {
	for _, reason := range []string{"link_disabled", "warning", "refresh_requested", "too_many_websockets"} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, func(c *InboxConfig) { c.AppToken = "xapp-1-A0-1-abc" })
			var log bytes.Buffer
			h.platform.config.Log = slog.New(slog.NewTextHandler(&log, nil))
			w := newWire(t, h)
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- h.Listen(ctx) }()
			until := time.After(3 * time.Second)
			for again := true; again; {
				select {
				case conn := <-w.conns:
					_ = conn.WriteJSON(map[string]any{"type": "disconnect", "reason": reason})
				case <-until:
					again = false
				}
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			// After half a second to one, then one to two.
			if n := w.opened.Load(); n < 2 || n > 4 {
				t.Errorf("%d connections were asked for in 3 s", n)
			}
			if said := log.String(); !strings.Contains(said, "see that Socket Mode is on") {
				t.Errorf("the log says %q", said)
			}
		})
	}
}
