package bottest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Polled is the store as polling uses it.
type Polled interface {
	ClaimHost(ctx context.Context, owner string, sources []feeds.Source) (feeds.Claim, []feeds.Visit, error)
	ClaimUnread(ctx context.Context, owner string, most int) (feeds.Claim, []feeds.Item, error)
	Commit(ctx context.Context, c feeds.Claim, r feeds.Round) (feeds.Committed, error)
	Release(ctx context.Context, c feeds.Claim) error
}

// Publish makes an event of each topic the way polling does, published two days
// before now.
func Publish(t testing.TB, s Polled, now time.Time, topics ...feeds.Topic) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	source := feeds.Source{ID: "cac", Host: "cac.example"}
	var found []feeds.Found
	for n := range topics {
		address := fmt.Sprintf("https://cac.example/%d", n)
		item := feeds.Item{
			Source: source.ID, URL: address, Host: source.Host, Title: fmt.Sprintf("第%d号通知", n),
			Published: feeds.DayOf(now, feeds.Shanghai).Add(-2), Found: now, State: feeds.ItemUnread,
		}
		found = append(found, feeds.Found{Item: item, Keys: []feeds.Key{feeds.Key("url:" + address)}})
	}
	claim, _, err := s.ClaimHost(ctx, "t", []feeds.Source{source})
	must(err)
	_, err = s.Commit(ctx, claim, feeds.Round{Found: found})
	must(err)
	must(s.Release(ctx, claim))
	claim, items, err := s.ClaimUnread(ctx, "t", len(topics))
	must(err)
	read := make([]feeds.ReadItem, len(items))
	for n, i := range items {
		i.State, i.ReadAt, i.NextTry = feeds.ItemRead, now, time.Time{}
		i.Reading = feeds.Reading{Relevance: feeds.Relevant, Section: feeds.Legislation, Topics: topics[n : n+1], Authorities: []feeds.AuthorityID{"CAC"}}
		read[n] = feeds.ReadItem{Item: i, Keys: []feeds.Key{feeds.Key("core:" + i.URL)}}
	}
	_, err = s.Commit(ctx, claim, feeds.Round{Read: read})
	must(err)
	must(s.Release(ctx, claim))
}

// Names are names that are the ids themselves.
type Names struct{}

// Authority is the id.
func (Names) Authority(id feeds.AuthorityID) (en, zh string) { return string(id), string(id) }

// AuthorityInFull is the id.
func (Names) AuthorityInFull(id feeds.AuthorityID) string { return string(id) }

// Local says that every authority is national.
func (Names) Local(feeds.AuthorityID) bool { return false }

// Region says that every authority is national.
func (Names) Region(feeds.AuthorityID) string { return "CN" }

// Law is the id.
func (Names) Law(id feeds.LawID) (en, zh string) { return string(id), string(id) }

// Topic is the id.
func (Names) Topic(id feeds.Topic) (en, zh string) { return string(id), string(id) }

// Source knows none.
func (Names) Source(feeds.SourceID) (feeds.Source, bool) { return feeds.Source{}, false }
