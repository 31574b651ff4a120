package slack

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
)

// TestAFloodOfForgedRequestsDelaysNoGenuineOne serves on a listener of its own,
// with as many forged requests as two cores make, from the same address.
func TestAFloodOfForgedRequestsDelaysNoGenuineOne(t *testing.T) {
	h := newHouse(t, nil)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx, l) }()
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	defer transport.CloseIdleConnections()
	send := func(secret bot.Secret, body string) int {
		r := signedRequest(secret, testNow, formType, body)
		r.RequestURI = ""
		r.URL.Scheme, r.URL.Host = "http", l.Addr().String()
		resp, err := transport.RoundTrip(r)
		if err != nil {
			return 0
		}
		defer resp.Body.Close()
		_, _ = io.Copy(io.Discard, resp.Body)
		return resp.StatusCode
	}
	var forged, taken atomic.Int64
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if status := send("0123456789abcdef0123456789abcdef", strings.Repeat("a", 1000)); status == http.StatusOK {
					taken.Add(1)
				}
				forged.Add(1)
				time.Sleep(time.Millisecond)
			}
		})
	}
	// A machine that others keep busy delays a request at times, and a flood always.
	const genuine = 100
	p99, answered := time.Hour, 0
	for round := 0; round < 3 && p99 > time.Second; round++ {
		var waits []time.Duration
		for n := range genuine {
			began := time.Now()
			switch send(newSecret, h.slash("find "+strings.Repeat("xyz"[round:round+1], n+1))) {
			case http.StatusOK:
				waits = append(waits, time.Since(began))
				answered++
			default:
				waits = append(waits, time.Hour)
			}
			time.Sleep(4 * time.Millisecond)
		}
		slices.Sort(waits)
		p99 = waits[genuine*99/100-1]
	}
	close(done)
	wg.Wait()
	if p99 > time.Second {
		t.Errorf("of a hundred genuine requests two or more waited %s, three times (an hour: refused)", p99)
	}
	if taken.Load() > 0 || forged.Load() < 100 {
		t.Errorf("%d forged, %d of them taken", forged.Load(), taken.Load())
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if n := len(h.slack.seen()); n < answered || answered < genuine-1 {
		t.Errorf("%d of %d genuine requests that were taken were answered", n, answered)
	}
}

func TestOneAddressCannotAskWithoutEnd(t *testing.T) {
	h := newHouse(t, nil)
	synctest.Test(t, func(t *testing.T) { // a slow machine would take longer than the second
		r := signedRequest("", testNow, formType, "")
		for range bot.GateRate {
			h.gate.Open(r.RemoteAddr)
		}
		if w := h.post(t, r); w.Code != http.StatusTooManyRequests {
			t.Errorf("status %d: its signature was looked at", w.Code)
		}
	})
}

// FuzzRequests feeds bodies whose signature holds: whatever stands in them is
// answered, in UTF-8, and only commands come of it.
func FuzzRequests(f *testing.F) {
	f.Add(formType, "command=%2Fregwire&team_id=T0123ABC&api_app_id=A0123ABC&text=find+x&channel_id=C0456DEF&user_id=U0789GHI&trigger_id=t")
	f.Add(formType, `payload={"type":"block_actions","api_app_id":"A0123ABC","team":{"id":"T0123ABC"},"user":{"id":"U0789GHI"},"trigger_id":"t","actions":[{"action_id":"take/0","value":"[\"e1\"]"}]}`)
	f.Add(formType, `payload={"type":"view_submission","api_app_id":"A0123ABC","team":{"id":"T0123ABC"},"view":{"id":"V","callback_id":"form:subscribe","private_metadata":"{","state":{"values":{"a":{"b":{"selected_options":[{"value":"x"}]}}}}}}`)
	f.Add(formType, `payload={"type":"message_action","api_app_id":"A0123ABC","team":{"id":"T0123ABC"},"message":{"text":"<https://a.example|x> <http"}}`)
	f.Add(jsonType, `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"E","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT> find <#C1|x> &lt;","channel":"C0456DEF"}}`)
	f.Add(jsonType, `{"type":"url_verification","challenge":"x"}`)
	f.Fuzz(func(t *testing.T, contentType, body string) {
		if strings.ContainsAny(contentType, "\r\n") {
			return
		}
		h := newHouse(t, nil)
		w := h.post(t, signedRequest(newSecret, testNow, contentType, body))
		if w.Code >= 500 {
			t.Errorf("status %d", w.Code)
		}
		h.drain(t)
		for _, c := range h.desk.commands() {
			if c.Actor.Workspace != "slack:T0123ABC" {
				t.Errorf("a command for %s", c.Actor.Workspace)
			}
		}
	})
}
