package fetch_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

// diary is a site in memory that notes when it was asked for what; every answer
// takes a second.
type diary struct {
	robots string

	mu     sync.Mutex
	start  time.Time
	lines  []string
	active int
	most   int
}

func (d *diary) dial(_ context.Context, _, addr string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	host, _, _ := net.SplitHostPort(addr)
	go d.serve(theirs, host)
	return ours, nil
}

func (d *diary) serve(conn net.Conn, host string) {
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	for {
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		d.mu.Lock()
		d.lines = append(d.lines, time.Since(d.start).String()+" "+host+req.URL.Path)
		d.active++
		d.most = max(d.most, d.active)
		d.mu.Unlock()
		time.Sleep(time.Second)
		d.mu.Lock()
		d.active--
		d.mu.Unlock()
		resp := http.Response{StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: req, Body: http.NoBody}
		if req.URL.Path == "/robots.txt" && d.robots != "" {
			resp.Body = io.NopCloser(strings.NewReader(d.robots))
			resp.ContentLength = int64(len(d.robots))
		}
		if err := resp.Write(conn); err != nil {
			return
		}
	}
}

// inBubble runs f with a client of the site, in a bubble of fake time.
func inBubble(t *testing.T, d *diary, cfg fetch.Config, f func(t *testing.T, c *fetch.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d.start = time.Now()
		cfg.Dial = d.dial
		c := fetch.New(cfg)
		f(t, c)
		c.Close()
		time.Sleep(time.Minute)
	})
}

func (d *diary) want(t *testing.T, lines ...string) {
	t.Helper()
	if !slices.Equal(d.lines, lines) {
		t.Errorf("requests\n%q\nwant\n%q", d.lines, lines)
	}
}

func TestOneRequestAtATimeWithAGap(t *testing.T) {
	d := &diary{}
	inBubble(t, d, fetch.Config{}, func(t *testing.T, c *fetch.Client) {
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() { get(t, c, "http://www.example.cn/a") })
		}
		wg.Wait()
	})
	d.want(t, "0s www.example.cn/robots.txt", "3s www.example.cn/a", "6s www.example.cn/a", "9s www.example.cn/a")
}

func TestHostsDoNotWaitForEachOther(t *testing.T) {
	d := &diary{}
	inBubble(t, d, fetch.Config{Gap: -1, InFlight: 2}, func(t *testing.T, c *fetch.Client) {
		var wg sync.WaitGroup
		for _, host := range []string{"a", "b", "c", "d"} {
			wg.Go(func() { get(t, c, "http://"+host+".example.cn/robots.txt") })
		}
		wg.Wait()
		if took := time.Since(d.start); took != 4*time.Second {
			t.Errorf("took %s; four hosts of two requests, two at once, want 4s", took)
		}
	})
	if d.most != 2 {
		t.Errorf("%d requests at once, want 2", d.most)
	}
}

func TestCrawlDelay(t *testing.T) {
	d := &diary{robots: "User-agent: *\nCrawl-delay: 10\n"}
	inBubble(t, d, fetch.Config{}, func(t *testing.T, c *fetch.Client) {
		get(t, c, "http://www.example.cn/a")
		get(t, c, "http://www.example.cn/b")
	})
	d.want(t, "0s www.example.cn/robots.txt", "3s www.example.cn/a", "14s www.example.cn/b")
}

func TestLongCrawlDelayIsHandedBack(t *testing.T) {
	d := &diary{robots: "User-agent: *\nCrawl-delay: 86400\n"}
	inBubble(t, d, fetch.Config{}, func(t *testing.T, c *fetch.Client) {
		wantOutcome(t, get(t, c, "http://www.example.cn/a"), "", "")
		doc := get(t, c, "http://www.example.cn/a")
		if doc.Outcome != feeds.OutcomeThrottled || doc.RetryAfter != time.Hour {
			t.Errorf("outcome %q %s, retry after %s, want throttled for an hour", doc.Outcome, doc.Reason, doc.RetryAfter)
		}
		time.Sleep(doc.RetryAfter)
		wantOutcome(t, get(t, c, "http://www.example.cn/a"), "", "")
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	d := &diary{}
	inBubble(t, d, fetch.Config{Gap: 30 * time.Second}, func(t *testing.T, c *fetch.Client) {
		get(t, c, "http://www.example.cn/robots.txt")
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		start := time.Now()
		if _, err := c.Get(ctx, feeds.Request{URL: "http://www.example.cn/a"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want the deadline", err)
		}
		if took := time.Since(start); took != 5*time.Second {
			t.Errorf("waited %s, want 5s", took)
		}
		get(t, c, "http://www.example.cn/b") // the turn was given back
	})
}

func TestRobotsIsAskedOnceADay(t *testing.T) {
	d := &diary{robots: "User-agent: *\nDisallow: /x\n"}
	inBubble(t, d, fetch.Config{Gap: -1}, func(t *testing.T, c *fetch.Client) {
		for range 3 {
			get(t, c, "http://www.example.cn/a")
			time.Sleep(10 * time.Hour)
		}
		get(t, c, "http://www.example.cn/a")
	})
	asked := 0
	for _, line := range d.lines {
		if line[len(line)-len("robots.txt"):] == "robots.txt" {
			asked++
		}
	}
	if asked != 2 {
		t.Errorf("robots.txt asked %d times in 30 hours, want 2", asked)
	}
}
