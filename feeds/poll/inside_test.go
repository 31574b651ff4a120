package poll_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

// canary is a listener on the machine that nobody may reach.
func canary(t *testing.T) (address string, hits *atomic.Int32) {
	t.Helper()
	hits = &atomic.Int32{}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return l.Addr().String(), hits
}

// attached opens every attachment that it is given.
type attached struct{}

func (attached) Attach(_ context.Context, a feeds.Attachment, _ feeds.Document) feeds.Attachment {
	return a
}

// TestNothingThatPublishersOrPeopleWriteReachesInside polls a site whose every
// answer points to an address of the machine itself. Only the site's own address
// is allowed, by the operator's exact entry.
func TestNothingThatPublishersOrPeopleWriteReachesInside(t *testing.T) {
	inside, hits := canary(t)
	_, port, _ := net.SplitHostPort(inside)
	var site *httptest.Server
	site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.Redirect(w, r, "http://"+inside+"/robots.txt", http.StatusFound)
		case "/redirect.xml":
			http.Redirect(w, r, "http://"+inside+"/x", http.StatusMovedPermanently)
		case "/meta.html":
			fmt.Fprintf(w, `<html><head><meta http-equiv="refresh" content="0;url=http://%s/"></head></html>`, inside)
		case "/lead.html":
			fmt.Fprintf(w, `<html><body><script parseType="buildstatic" url="http://%s/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'webId':'1','pageId':'2','tagId':'当前栏目_list'}"></script></body></html>`, inside)
		case "/feed.xml":
			fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "http://`+inside+`/dtd">]><rss version="2.0"><channel><title>t</title></channel></rss>`)
		case "/items.xml":
			var b strings.Builder
			for i, a := range []string{inside, "localhost:" + port, "0x7f000001:" + port, "2130706433:" + port, "127.1:" + port, "[::ffff:127.0.0.1]:" + port} {
				fmt.Fprintf(&b, `<item><title>关于第%d号地址的通知</title><link>http://%s/a%d.html</link><guid>g%d</guid></item>`, i, a, i, i)
			}
			fmt.Fprintf(&b, `<item><title>关于附件的通知</title><link>%s/article.html</link><guid>ga</guid></item>`, site.URL)
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`+b.String()+`</channel></rss>`)
		case "/article.html":
			fmt.Fprintf(w, `<html><body><h1>关于附件的通知</h1><div class="TRS_Editor"><p>见附件。</p><a href="http://%s/a.pdf">附件</a><img src="http://%s/b.png"></div></body></html>`, inside, inside)
		}
	}))
	t.Cleanup(site.Close)
	var list []extract.Source
	for i, p := range []string{"feed /redirect.xml", "html /meta.html", "jpaas /lead.html", "feed /feed.xml", "feed /items.xml", "feed /inside"} {
		kind, path, _ := strings.Cut(p, " ")
		address := site.URL + path
		if path == "/inside" {
			address = "http://" + inside + "/feed.xml"
		}
		extra := ""
		if kind == "html" {
			extra = ", rows: li"
		}
		s, err := catalog.ParseSource("t", fmt.Appendf(nil, "authority: CAC\njurisdiction: CN\nsources:\n  - {id: s%d, kind: %s, family: feed, every: 1h, list: {urls: [%q]%s}}\n", i, kind, address, extra))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s...)
	}
	now := func() time.Time { return time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai) }
	db, err := store.Open(t.TempDir(), store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	kept, err := copies.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	at := netip.MustParseAddrPort(strings.TrimPrefix(site.URL, "http://"))
	client := fetch.New(fetch.Config{Allow: []string{at.String()}, Ports: []int{int(at.Port())}, Gap: -1, Now: now})
	t.Cleanup(client.Close)
	var seen []poll.Observation
	p := poll.New(poll.Deps{
		Store: db, Fetch: client, Read: plainReader{}, Keep: kept, Attach: attached{}, Identity: dedupe.Identity{},
		Rules: extract.NewSet(list), Sources: list, Log: slog.New(slog.DiscardHandler), Now: now,
	}, poll.Config{Workers: 1, Backfill: 30, Idle: time.Millisecond, Observe: func(o poll.Observation) { seen = append(seen, o) }})
	for _, u := range []string{"http://" + inside + "/", "http://localhost:" + port + "/"} {
		f := feeds.Found{
			Item: feeds.Item{Source: "links", URL: u, State: feeds.ItemUnread, Found: now(), Submitted: &feeds.Submission{By: "U1", At: now()}},
			Keys: dedupe.Identity{}.ItemKeys("links", feeds.Entry{URL: u}),
		}
		if _, _, err := db.Submit(t.Context(), f, bot.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"http://" + inside + "/", site.URL + "/meta.html"} {
		if got, err := p.Propose(t.Context(), address); err == nil {
			t.Errorf("%s was proposed as %+v", address, got)
		}
	}
	visits, read := 0, 0
	for _, o := range seen {
		if o.Read > 0 {
			read++
			continue
		}
		visits++
		if strings.Contains(o.Reason, "refused") || strings.Contains(o.Reason, "timed out") {
			t.Errorf("%s: %q tells what listens inside", o.Source, o.Reason)
		}
	}
	if visits < len(list) || read == 0 {
		t.Errorf("%d visits and %d readings: too few to prove anything", visits, read)
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the inside was asked %d times", n)
	}
}
