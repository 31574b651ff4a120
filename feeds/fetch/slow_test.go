package fetch_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

// sites answers by the first label of the host's name, without its number.
func sites(answers map[string]func(net.Conn)) fetch.DialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		name, _, _ := strings.Cut(addr, ".")
		return raw(answers[strings.TrimRight(name, "0123456789")])(ctx, network, addr)
	}
}

func drip(c net.Conn) {
	for ok := send(c, okHead, "\r\n"); ok; ok = send(c, "x") {
		time.Sleep(10 * time.Second)
	}
}

func short(c net.Conn) { send(c, okHead, "Content-Length: 2\r\n\r\nok") }

// long drips once it has sent more than is read beside others.
func long(c net.Conn) {
	if send(c, okHead, "\r\n", strings.Repeat("x", 300<<10)) {
		for ok := true; ok; ok = send(c, "x") {
			time.Sleep(10 * time.Second)
		}
	}
}

// whole sends a document that is nearly as long as one may be.
func whole(c net.Conn) {
	send(c, okHead, fmt.Sprintf("Content-Length: %d\r\n\r\n", 9<<20), strings.Repeat("x", 9<<20))
}

var manners = map[string]func(net.Conn){"drip": drip, "good": short, "long": long, "whole": whole}

// asked asks each host at once and gives how long each took and what came of it.
func asked(t *testing.T, c *fetch.Client, hosts ...string) (took map[string]time.Duration, docs map[string]feeds.Document) {
	t.Helper()
	took, docs = map[string]time.Duration{}, map[string]feeds.Document{}
	start := time.Now()
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Go(func() {
			doc := getAs(t, c, feeds.Request{URL: "http://" + host + ".example.cn/", Feed: true})
			mu.Lock()
			defer mu.Unlock()
			took[host], docs[host] = time.Since(start), doc
		})
		synctest.Wait() // one after the other takes its place
	}
	wg.Wait()
	return took, docs
}

func numbered(name string, n int) (hosts []string) {
	for i := range n {
		hosts = append(hosts, fmt.Sprint(name, i))
	}
	return hosts
}

func TestSlowSitesMakeWay(t *testing.T) {
	for drips, want := range []time.Duration{0, 0, 2 * time.Second, 2 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			c := fetch.New(fetch.Config{Gap: -1, InFlight: 2, Dial: sites(manners)})
			took, docs := asked(t, c, append(numbered("drip", drips), "good")...)
			wantOutcome(t, docs["good"], "", "")
			if got := took["good"].Round(time.Second); got != want {
				t.Errorf("the good site took %s beside %d slow ones, want %s", got, drips, want)
			}
			c.Close()
			time.Sleep(time.Minute)
		})
	}
}

func TestSlowSitesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fetch.New(fetch.Config{Gap: -1, InFlight: 2, Dial: sites(manners)})
		var slow sync.WaitGroup
		slow.Go(func() {
			_, docs := asked(t, c, numbered("drip", 4)...)
			wantOutcome(t, docs["drip0"], feeds.OutcomeError, "the site took longer than a minute")
		})
		time.Sleep(5 * time.Second) // two are aside by now, and the two others in flight
		took, docs := asked(t, c, "good")
		wantOutcome(t, docs["good"], "", "")
		// The first two end after a minute. Who stays looks for a place aside every
		// two seconds.
		if got := took["good"].Round(time.Second); got < 55*time.Second || got > 57*time.Second {
			t.Errorf("the good site took %s, want 55s: four slow sites leave nothing of two places", got)
		}
		slow.Wait()
		c.Close()
		time.Sleep(time.Minute)
	})
}

func TestLongBodiesShareTheirRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fetch.New(fetch.Config{Gap: -1, InFlight: 3, Dial: sites(manners)})
		took, docs := asked(t, c, append(numbered("long", 3), "good")...)
		wantOutcome(t, docs["good"], "", "")
		if took["good"] > time.Second {
			t.Errorf("the good site took %s: long bodies keep their places in flight", took["good"])
		}
		wantOutcome(t, docs["long1"], feeds.OutcomeError, "the site took longer than a minute")
		wantOutcome(t, docs["long2"], feeds.OutcomeError, "too many long documents came at once: this one is asked for again")
		if got := took["long2"].Round(time.Second); got != 30*time.Second {
			t.Errorf("a third long body waited %s for its room, want 30s", got)
		}
		c.Close()
		time.Sleep(time.Minute)
	})
}

// A document that was fetched and waits to be parsed takes memory as one that is fetched.
func TestLongDocumentsKeepTheirRoomUntilTheyAreParsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fetch.New(fetch.Config{Gap: -1, Dial: sites(manners)})
		get := func(ctx context.Context, host string) (feeds.Document, time.Duration) {
			began := time.Now()
			doc, err := c.Get(ctx, feeds.Request{URL: "http://" + host + ".example.cn/", Feed: true})
			if err != nil {
				t.Error(err)
			}
			return doc, time.Since(began)
		}
		held, parsed := feeds.Hold(t.Context())
		for _, host := range []string{"whole0", "whole1"} { // there is room for two
			doc, _ := get(held, host)
			wantOutcome(t, doc, "", "")
		}
		go func() {
			time.Sleep(10 * time.Second)
			parsed()
			parsed() // changes nothing
		}()
		doc, took := get(t.Context(), "whole2")
		wantOutcome(t, doc, "", "")
		if took.Round(time.Second) != 10*time.Second {
			t.Errorf("a third one came after %s, want 10s: when the others were parsed", took)
		}
		for _, host := range []string{"whole3", "whole4", "whole5"} { // nobody holds them
			if doc, took := get(t.Context(), host); doc.Outcome != "" || took > time.Second {
				t.Errorf("%s: %s after %s", host, doc.Outcome, took)
			}
		}
		c.Close()
		time.Sleep(time.Minute)
	})
}
