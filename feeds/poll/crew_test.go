package poll_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

// sluggish answers for hosts that are called slow after a minute, and for the others
// at once.
type sluggish struct {
	mu     sync.Mutex
	flying int
	most   int
}

func (s *sluggish) Get(_ context.Context, r feeds.Request) (feeds.Document, error) {
	s.mu.Lock()
	s.flying++
	s.most = max(s.most, s.flying)
	s.mu.Unlock()
	if strings.Contains(r.URL, "slow") {
		time.Sleep(time.Minute)
	}
	s.mu.Lock()
	s.flying--
	s.mu.Unlock()
	body := []byte(rss("1 | 关于数据出境的通知 | Wed, 14 Sep 2022 10:00:00 +0800"))
	return feeds.Document{Request: r, URL: r.URL, Status: 200, Raw: body, Body: body, At: time.Now()}, nil
}

func TestWorkersAtSlowSitesAreRelieved(t *testing.T) {
	const workers, slow, good = 4, 6, 50
	synctest.Test(t, func(t *testing.T) {
		var sources []extract.Source
		for i := range slow + good {
			name := fmt.Sprintf("good%d", i)
			if i < slow { // they are asked first
				name = fmt.Sprintf("slow%d", i)
			}
			s := extract.Source{
				Source: feeds.Source{ID: feeds.SourceID(name), Host: name + ".example.cn", Kind: "feed", Every: time.Hour},
				Rule:   extract.Rule{Lists: []extract.ListRule{{URLs: []string{"http://" + name + ".example.cn/feed"}}}},
			}
			sources = append(sources, s)
		}
		kept, err := store.Open(t.TempDir(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		pages, err := copies.New(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		var mu sync.Mutex
		var last time.Duration // when the last good site was read
		var visits int
		fetch := &sluggish{}
		p := poll.New(poll.Deps{
			Store: kept, Fetch: fetch, Read: plainReader{}, Keep: pages, Identity: dedupe.Identity{},
			Rules: extract.NewSet(sources), Sources: sources, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		}, poll.Config{Workers: workers, Observe: func(o poll.Observation) {
			mu.Lock()
			defer mu.Unlock()
			visits++
			if strings.HasPrefix(string(o.Source), "good") {
				last = max(last, time.Since(start))
			}
		}})
		if err := p.VisitAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if visits != slow+good {
			t.Errorf("%d visits, want %d", visits, slow+good)
		}
		// All workers are at slow sites, then two of those who relieve them.
		if last > 10*time.Second {
			t.Errorf("the last good site was read after %s, behind %d slow ones for %d workers", last, slow, workers)
		}
		if fetch.most > 2*workers {
			t.Errorf("%d visits at once, want %d at most", fetch.most, 2*workers)
		}
		if took := time.Since(start); took > 90*time.Second {
			t.Errorf("all took %s", took)
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
}
