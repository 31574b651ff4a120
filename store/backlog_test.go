package store

import (
	"maps"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

func TestBacklogTellsWhatWaitsForWhat(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	s := OpenChecked(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	owe := func(channel bot.ChannelID, subject string, due time.Time) bot.Delivery {
		return bot.Delivery{Key: bot.DeliveryKey{Channel: channel, Kind: bot.KindAlert, Subject: subject}, State: bot.Pending, Created: now.Add(-time.Hour), Due: due}
	}
	err := s.Owe(t.Context(), []bot.Delivery{
		owe("slack:T1/C1", "e1", now.Add(-2*time.Minute)), owe("slack:T1/C1", "e2", now.Add(-time.Minute)),
		owe("slack:T1/C2", "e3", now.Add(-10*time.Minute)), owe("teams:workflows/a", "e4", now.Add(24*time.Hour)),
	})
	if err != nil {
		t.Fatal(err)
	}
	// The oldest waits for its next try, and is none the younger for it; another waits
	// for a person.
	for range 2 {
		claim, owed, err := s.ClaimChannel(t.Context(), "o")
		if err != nil {
			t.Fatal(err)
		}
		d := owed.Deliveries[0]
		r := bot.Result{Key: d.Key, State: bot.Retry, At: now, NextTry: now.Add(time.Hour)}
		if owed.Channel.ID == "slack:T1/C1" {
			r = bot.Result{Key: d.Key, State: bot.HeldUp, At: now}
		}
		if err := s.CommitResults(t.Context(), claim, []bot.Result{r}); err != nil {
			t.Fatal(err)
		}
		if err := s.Release(t.Context(), claim); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.AcceptRequest(t.Context(), bot.Accepted{Platform: "slack", Raw: []byte(`{}`)}, []string{"k"}, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	b, err := s.Backlog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[Wait]int{{"slack", WaitsTurn}: 1, {"slack", WaitsTime}: 1, {"slack", WaitsPerson}: 1, {"teams", WaitsTime}: 1}
	if !maps.Equal(b.Owed, want) || !b.Oldest.Equal(now.Add(-10*time.Minute)) || !b.Next.Equal(now.Add(time.Hour)) || b.Requests != 1 {
		t.Errorf("backlog %+v, want %v", b, want)
	}
}
