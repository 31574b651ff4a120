package poll_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
	"github.com/regwire/regwire/store"
)

// lending is a store that remembers which visits it handed out, and what they were then.
type lending struct {
	*store.Store
	visits []feeds.Visit
	pages  []map[string]feeds.Page
}

func (l *lending) ClaimHost(ctx context.Context, owner string, sources []feeds.Source) (feeds.Claim, []feeds.Visit, error) {
	c, visits, err := l.Store.ClaimHost(ctx, owner, sources)
	for _, v := range visits {
		l.visits, l.pages = append(l.visits, v), append(l.pages, maps.Clone(v.Pages))
	}
	return c, visits, err
}

// A store may write a visit down while it is handed out.
func TestAVisitThatWasHandedOutIsNotChanged(t *testing.T) {
	var s *lending
	old := "1 | 关于数据出境的第一个通知 | " + day(28)
	l := feedLabWith(t, func(l *lab, d *poll.Deps, c *poll.Config) {
		s = &lending{Store: l.store}
		d.Store, c.Workers = s, 1
	}, nil, rss(old))
	l.round(0)
	l.round(90 * time.Minute) // brings nothing: the store has it in memory
	l.serve(replay.Answer{Body: []byte(rss("2 | 关于数据出境的第二个通知 | "+day(29), old))})
	if seen := l.round(90 * time.Minute); len(seen) != 1 || seen[0].New != 1 {
		t.Fatalf("observed %+v, want one new item", seen)
	}
	if len(s.visits) != 3 {
		t.Fatalf("%d visits handed out, want 3", len(s.visits))
	}
	for i, v := range s.visits {
		if !maps.Equal(v.Pages, s.pages[i]) {
			t.Errorf("visit %d was handed out with pages %v, and has %v now", i, s.pages[i], v.Pages)
		}
	}
}
