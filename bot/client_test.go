package bot_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/regwire/regwire/bot"
)

// What answers with headers without end is not listened to without end.
func TestAnAnswerOfEndlessHeadersIsGivenUpEarly(t *testing.T) {
	var wrote atomic.Int64
	line := bytes.Repeat([]byte("x"), 1000)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, buf, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, err = buf.WriteString("HTTP/1.1 200 OK\r\n")
		for n := 0; err == nil && wrote.Load() < 64<<20; n++ {
			_, err = fmt.Fprintf(buf, "X-%d: %s\r\n", n, line)
			wrote.Add(int64(len(line)))
		}
	}))
	defer s.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := bot.Client(nil, nil).Do(req)
	if err == nil {
		_ = resp.Body.Close()
		t.Fatal("the answer was taken")
	}
	s.Close()                         // it has noticed then that nobody listens
	if n := wrote.Load(); n > 9<<20 { // what the system's own buffers took
		t.Errorf("%d bytes of headers were taken", n)
	}
}
