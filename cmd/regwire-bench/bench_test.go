package main

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

// through asks a publisher as the egress proxy that it is.
func through(t *testing.T, h http.Handler) *http.Client {
	t.Helper()
	address, stop, err := listen(h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: address})}, Timeout: 5 * time.Second}
}

func ask(t *testing.T, c *http.Client, address, tag string) (status int, header http.Header, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	resp, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(raw)
}

func TestPublisherServesFeedsThatAreRead(t *testing.T) {
	c := through(t, NewPublisher(Knobs{Items: usualItems, Body: usualBody, Validators: true}))
	for i := range 4 {
		_, header, body := ask(t, c, "http://"+hostName(i)+"/feed.xml", "")
		feed, err := gofeed.NewParser().Parse(strings.NewReader(body))
		if err != nil || len(feed.Items) != usualItems || feed.Items[0].Content == "" {
			t.Fatalf("host %d: %v", i, err)
		}
		if len(body) < 19<<10 || len(body) > 32<<10 {
			t.Errorf("host %d: %d bytes, want about 21 KB", i, len(body))
		}
		if status, _, again := ask(t, c, "http://"+hostName(i)+"/feed.xml", header.Get("ETag")); status != http.StatusNotModified || again != "" {
			t.Errorf("host %d: %d with %d bytes when its tag is known", i, status, len(again))
		}
	}
}

func TestPublisherChangesWhatItSays(t *testing.T) {
	p := NewPublisher(Knobs{Items: usualItems, Body: 40, Change: 100})
	c := through(t, p)
	newest := title(hostName(1), usualItems+1)
	if _, _, first := ask(t, c, "http://"+hostName(1)+"/feed.xml", ""); strings.Contains(first, newest) {
		t.Error("the first visit shows what is published later")
	}
	_, _, second := ask(t, c, "http://"+hostName(1)+"/feed.xml", "")
	if !strings.Contains(second, newest) || strings.Count(second, "<entry>") != usualItems || p.Counts().Changes != 1 {
		t.Errorf("%d entries, the new one among them: %t, %d changes", strings.Count(second, "<entry>"), strings.Contains(second, newest), p.Counts().Changes)
	}
}

func TestPublisherMisbehaves(t *testing.T) {
	for fault, want := range map[Fault]func(status int, body string) bool{
		Errors:    func(status int, _ string) bool { return status == http.StatusInternalServerError },
		Truncated: func(_ int, body string) bool { return body != "" && !strings.Contains(body, "</feed>") },
		GBK: func(_ int, body string) bool {
			return strings.Contains(body, `encoding="GBK"`) && !strings.Contains(body, "通报")
		},
		Redirect: func(_ int, body string) bool { return strings.Contains(body, "</feed>") },
	} {
		c := through(t, NewPublisher(Knobs{Items: usualItems, Body: 40, Fault: fault, Faulty: 100}))
		if status, _, body := ask(t, c, "http://"+hostName(1)+"/feed.xml", ""); !want(status, body) {
			t.Errorf("%s: %d, %.80q", fault, status, body)
		}
	}
}

func TestEndlessBodyHasNoEnd(t *testing.T) {
	c := through(t, NewPublisher(Knobs{Items: 1, Fault: Endless, Faulty: 100}))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+hostName(1)+"/feed.xml", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if n, err := io.CopyN(io.Discard, resp.Body, 32<<20); err != nil {
		t.Errorf("ended after %d bytes: %v", n, err)
	}
}

func TestSlackTurnsAwayByScript(t *testing.T) {
	s := NewSlack(map[string]int{"C1": 1}, 2)
	address, stop, err := listen(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	post := func(channel string) int {
		resp, err := http.PostForm("http://"+address+"/api/chat.postMessage", url.Values{"channel": {channel}}) //nolint:noctx // a test's own server
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
	if got := []int{post("C1"), post("C1"), post("C2")}; got[0] != 429 || got[1] != 200 || got[2] != 200 {
		t.Errorf("answers %v, want 429, 200, 200", got)
	}
	if posts, places, held := s.Accepted(); posts != 2 || places != 2 || held != 1 {
		t.Errorf("%d posts on %d channels, %d turned away", posts, places, held)
	}
}

func TestRoundsOfAChildAreAddedUp(t *testing.T) {
	r := run{rounds: []round{{Visits: 10, Commits: 9}, {Visits: 10, Unchanged: 10}, {Visits: 10, Commits: 1}}}
	if s := r.steady(); s.Visits != 20 || s.Unchanged != 10 || s.Commits != 1 {
		t.Errorf("%+v", s)
	}
	if m := median([]float64{3, 1, 2}); m != 2 {
		t.Errorf("median %v", m)
	}
}

func TestFigureKnowsItsBar(t *testing.T) {
	for _, f := range []figure{{value: 1.2, limit: 1.3}, {value: 9, limit: 8, least: true}, {value: 99, free: true}} {
		if !f.met() {
			t.Errorf("%+v is called missed", f)
		}
	}
	for _, f := range []figure{{value: 1.4, limit: 1.3}, {value: 7, limit: 8, least: true}} {
		if f.met() || !bytes.Contains([]byte(f.String()), []byte("FAIL")) {
			t.Errorf("%+v is called met", f)
		}
	}
}
