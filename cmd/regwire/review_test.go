package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/replay"
	"github.com/regwire/regwire/store/storetest"
)

// TestATermThatIsMovedWhereItStandsIsToldOnce edits the page of a consultation that the
// demo has told of; its list stays as it was.
func TestATermThatIsMovedWhereItStandsIsToldOnce(t *testing.T) {
	recording, err := replay.September2022()
	if err != nil {
		t.Fatal(err)
	}
	sites, err := recording.Serve()
	if err != nil {
		t.Fatal(err)
	}
	defer sites.Close()
	clock, out := storetest.NewClock(time.Date(2022, 10, 8, 12, 0, 0, 0, feeds.Shanghai)), &bytes.Buffer{}
	h, err := build(config{Data: demoStore(t), Poll: pollConfig{Gap: new(pause)}, Post: postConfig{Burst: 1000}}, surroundings{
		now: clock.Now, log: slog.New(slog.DiscardHandler), out: out, posted: func(bot.Delivery, bot.Result) {},
		dial: sites.DialContext, roots: sites.RootCAs(), recording: recording,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	}()
	const host, path = "www.sheitc.sh.gov.cn", "/gg/20220914/5b58744a4f4740fb8da5d003cd9b6d23.html"
	page, err := os.ReadFile("../../feeds/replay/september2022/" + host + "/gg-20220914-5b58744a.html")
	if err != nil {
		t.Fatal(err)
	}
	moved := strings.ReplaceAll(string(page), "2022年10月12日", "2022年10月28日")
	answer := replay.Answer{Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(moved)}
	for _, c := range []struct {
		name   string
		before func() error
		told   bool
	}{
		{"as it was", func() error { return nil }, false},
		{"moved", func() error { return sites.Set(host, path, answer) }, true},
		{"as it was moved", func() error { return nil }, false},
	} {
		if err := c.before(); err != nil {
			t.Fatal(err)
		}
		clock.Move(30 * time.Hour)
		out.Reset()
		if err := h.poller.ReadAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := h.outbox.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		const news = "the closing date has moved from 12 Oct 2022 to 28 Oct 2022"
		if got := strings.Count(strings.Join(strings.Fields(out.String()), " "), news); got != map[bool]int{true: 1}[c.told] {
			t.Errorf("%s: told %d times:\n%s", c.name, got, out)
		}
	}
}
