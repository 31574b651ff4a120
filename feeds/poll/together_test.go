package poll_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
)

// refusing is a store that cannot write the reading of one item, and counts how many
// readings come at once.
type refusing struct {
	poll.Store
	mu      sync.Mutex
	title   string
	sizes   []int
	refused int
}

func (r *refusing) Commit(ctx context.Context, c feeds.Claim, round feeds.Round) (feeds.Committed, error) {
	r.mu.Lock()
	if len(round.Read) > 0 {
		r.sizes = append(r.sizes, len(round.Read))
	}
	bad := slices.ContainsFunc(round.Read, func(i feeds.ReadItem) bool { return i.Item.Title == r.title })
	if bad {
		r.refused++
	}
	r.mu.Unlock()
	if bad {
		return feeds.Committed{}, errors.New("this one cannot be written")
	}
	return r.Store.Commit(ctx, c, round)
}

// withTexts is a lab whose store holds unread items of one host that came with their text.
func withTexts(t *testing.T, n int) (*lab, *refusing) {
	t.Helper()
	recording, err := replay.September2022()
	if err != nil {
		t.Fatal(err)
	}
	r := &refusing{}
	l := newLabWith(t, recording, 0, nil, func(_ *lab, d *poll.Deps, c *poll.Config) {
		r.Store = d.Store
		d.Store = r
		c.Idle = time.Millisecond
	})
	for i := range n {
		item := feeds.Item{
			Source: "submitted", Workspace: "T1", URL: fmt.Sprintf("https://law.example.cn/%d", i), Host: "law.example.cn",
			Title: fmt.Sprintf("item %d", i), Text: "text", Given: true, Found: l.clock(),
		}
		if _, _, err := l.store.Submit(t.Context(), feeds.Found{Item: item, Keys: []feeds.Key{feeds.Key(item.URL)}}, bot.Audit{At: l.clock()}); err != nil {
			t.Fatal(err)
		}
	}
	return l, r
}

func TestReadingsThatNeedNoRequestAreCommittedTogether(t *testing.T) {
	l, r := withTexts(t, 20)
	if err := l.poller.ReadAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.sizes, []int{20}) {
		t.Errorf("commits of %v readings, want one of 20", r.sizes)
	}
	if len(l.seen) != 20 {
		t.Errorf("%d readings observed, want 20", len(l.seen))
	}
}

// TestReadingOneHostLeavesTheOthers: who loads items waits for no page of another site.
func TestReadingOneHostLeavesTheOthers(t *testing.T) {
	l, _ := withTexts(t, 3)
	if err := l.poller.ReadHost(t.Context(), "other.example"); err != nil || len(l.seen) != 0 {
		t.Errorf("%d readings of a host that has none, %v", len(l.seen), err)
	}
	if err := l.poller.ReadHost(t.Context(), "law.example.cn"); err != nil || len(l.seen) != 3 {
		t.Errorf("%d readings, want 3; %v", len(l.seen), err)
	}
}

func TestAReadingThatCannotBeWrittenDoesNotKeepTheOthers(t *testing.T) {
	l, r := withTexts(t, 8)
	r.title = "item 3"
	if err := l.poller.ReadAll(t.Context()); err == nil {
		t.Error("nobody was told that a reading could not be written")
	}
	if len(l.seen) != 7 {
		t.Errorf("%d readings observed, want 7", len(l.seen))
	}
	if _, _, err := l.store.ClaimUnread(t.Context(), "test", 10); !errors.Is(err, feeds.ErrNoWork) {
		t.Errorf("the one that could not be written is due at once: %v", err)
	}
	l.mu.Lock()
	l.now = l.now.Add(time.Hour)
	l.mu.Unlock()
	_, left, err := l.store.ClaimUnread(t.Context(), "test", 10)
	if err != nil || len(left) != 1 || left[0].Title != r.title || left[0].Attempts != 1 {
		t.Errorf("left to read: %v, %v; want the one that could not be written", left, err)
	}
}
