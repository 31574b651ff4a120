package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/store/storetest"
)

func TestRequestIsNewOnceUntilItIsForgottenOverARestartToo(t *testing.T) {
	dir, clock := t.TempDir(), storetest.NewClock(time.Date(2022, 9, 30, 18, 0, 0, 0, time.UTC))
	open := func() *Store {
		s, err := Open(dir, Options{Now: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	seen := func(key string) bool {
		first, err := s.Seen(t.Context(), key, clock.Now().Add(10*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		return first
	}
	if !seen("a") || seen("a") || !seen("b") {
		t.Fatal("a request is not told from its copy")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open()
	t.Cleanup(func() { _ = s.Close() })
	if seen("a") {
		t.Error("the copy of a request counts as new after a restart")
	}
	clock.Move(11 * time.Minute)
	if !seen("a") {
		t.Error("a request is remembered for longer than told")
	}
	for i := range 200 {
		seen(fmt.Sprint(i))
	}
	clock.Move(time.Hour)
	for range 5 {
		seen("c")
	}
	if n := s.count(t, tableRequests); n > 2 {
		t.Errorf("%d rows are left of requests that are over", n)
	}
}

func (s *Store) count(t *testing.T, table table) (n int) {
	t.Helper()
	if err := s.db.View(func(tx *bbolt.Tx) error {
		n = table.in(tx).Stats().KeyN
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAcceptedRequestWaitsOverARestartUntilItIsFinished(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2022, 9, 30, 18, 0, 0, 0, time.UTC)
	open := func() *Store {
		s, err := Open(dir, Options{Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	accept := func(platform, raw string, keys ...string) string {
		t.Helper()
		id, first, err := s.AcceptRequest(t.Context(), bot.Accepted{Platform: platform, Raw: []byte(raw)}, keys, now.Add(10*time.Minute))
		if err != nil || first != (id != "") {
			t.Fatalf("accepted as %q, %t, %v", id, first, err)
		}
		return id
	}
	waits := func(platform string, want ...string) []bot.Accepted {
		t.Helper()
		list, err := s.WaitingRequests(t.Context(), platform)
		var got []string
		for _, r := range list {
			got = append(got, string(r.Raw))
		}
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%s waits for %q, %v; want %q", platform, got, err, want)
		}
		return list
	}
	one, two, three := accept("slack", `"one"`, "a", "b"), accept("slack", `"two"`, "c"), accept("slack", `"three"`, "d")
	accept("teams", `"four"`, "e")
	if id := accept("slack", `"again"`, "z", "b"); id != "" {
		t.Error("a request with a key that was seen is accepted")
	}
	// A change is committed together with the note that the request has begun.
	sub := bot.Subscription{Channel: "slack:T/C"}
	if _, err := s.Subscribe(t.Context(), sub, bot.Channel{}, bot.Audit{Request: two}); err != nil {
		t.Fatal(err)
	}
	// The same change again leaves no second row, another one does.
	rows := s.count(t, tableAudit)
	for change, want := range map[string]int{"s1": 1, "s2": 1} {
		for range 2 {
			if err := s.PutChannel(t.Context(), bot.Channel{ID: "slack:T/C"}, bot.Audit{Verb: "mute", Detail: change, Request: two}); err != nil {
				t.Fatal(err)
			}
		}
		if rows += want; s.count(t, tableAudit) != rows {
			t.Errorf("%d rows after %s twice, want %d", s.count(t, tableAudit), change, rows)
		}
	}
	if err := s.FinishRequest(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open()
	if list := waits("slack", `"two"`, `"three"`); !list[0].Begun || list[1].Begun || list[1].ID != three {
		t.Errorf("waiting %+v", list)
	}
	if err := s.BeginRequest(t.Context(), three); err != nil {
		t.Fatal(err)
	}
	if err := s.BeginRequest(t.Context(), one); err != nil {
		t.Errorf("what is over cannot be begun: %v", err)
	}
	if list := waits("slack", `"two"`, `"three"`); !list[1].Begun || list[1].Tries != 2 {
		t.Errorf("waiting %+v", list)
	}
	waits("slack", `"two"`, `"three"`)
	waits("slack") // given up after three starts
	waits("teams", `"four"`)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
