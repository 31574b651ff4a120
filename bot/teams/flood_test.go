package teams

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// asks is a question of a chat of two.
func (d *double) asks(n int, chat string) map[string]any {
	a := d.hello()
	a["id"], a["conversation"] = fmt.Sprintf("%s-%d", chat, n), map[string]any{"id": chat, "conversationType": "personal", "tenantId": testTenant}
	return a
}

// TestWhoAsksOnAndOnKeepsNobodyElseWaiting: answers in one conversation have a pace, which
// no other conversation waits for, nor the end of the program.
func TestWhoAsksOnAndOnKeepsNobodyElseWaiting(t *testing.T) {
	d := newDouble(t)
	d.now = time.Now()
	i, m := d.inbox(t, func(c *Config) {
		c.Now, c.Pace = time.Now, &Pace{Conversation: []Rate{{3 * time.Second, 1}}}
	})
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- i.Run(ctx, l) }()
	codes := map[int]int{}
	for n := range 100 {
		codes[knock(t, i, d.asks(n, "a:flood"), "Bearer "+d.issuer.sign(t, d.claims())).Code]++
	}
	if codes[http.StatusOK] < shareOfOne || codes[http.StatusServiceUnavailable] < 20 {
		t.Errorf("of 100 questions in one conversation: %v", codes)
	}
	for n := range 3 {
		chat := fmt.Sprint("a:other", n)
		if w := knock(t, i, d.asks(0, chat), "Bearer "+d.issuer.sign(t, d.claims())); w.Code != http.StatusOK {
			t.Errorf("another conversation is answered %d", w.Code)
		}
		for began := time.Now(); answeredIn(d, chat) == 0; time.Sleep(5 * time.Millisecond) {
			if time.Since(began) > 10*time.Second {
				t.Fatal("another conversation waits for the flood")
			}
		}
	}
	began := time.Now()
	stop()
	if err := <-ended; err != nil || time.Since(began) > 10*time.Second {
		t.Errorf("it ended with %v after %s", err, time.Since(began))
	}
	if answered := answeredIn(d, "a:flood"); answered == 0 || len(m.waits) == 0 || len(m.waits)+answered != codes[http.StatusOK] {
		t.Errorf("of %d questions that were taken %d are answered and %d left to the next start", codes[http.StatusOK], answered, len(m.waits))
	}
}

// answeredIn counts the answers in a chat.
func answeredIn(d *double, chat string) (n int) {
	for _, a := range d.asked() {
		if a.Method == http.MethodPost && strings.HasPrefix(a.Path, "/v3/conversations/"+chat+"/") {
			n++
		}
	}
	return n
}
