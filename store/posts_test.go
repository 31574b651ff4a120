package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/storetest"
)

// post claims a channel that is due and posts all it owes, at the pace of a second.
func post(t *testing.T, s *Store) {
	t.Helper()
	c, owed, err := s.ClaimChannel(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range owed.Deliveries {
		r := bot.Result{Key: d.Key, State: bot.Sent, At: s.now(), ChannelNotBefore: s.now().Add(time.Second)}
		if err := errors.Join(s.CommitSending(t.Context(), c, []bot.DeliveryKey{d.Key}), s.CommitResults(t.Context(), c, []bot.Result{r})); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Release(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func oweNotice(t *testing.T, s *Store, c bot.ChannelID, n int) {
	t.Helper()
	d := bot.Delivery{Key: bot.DeliveryKey{Channel: c, Kind: bot.KindNotice, Subject: fmt.Sprint(n)}}
	if err := s.Owe(t.Context(), []bot.Delivery{d}); err != nil {
		t.Fatal(err)
	}
}

// resting asserts that no channel can be served.
func resting(t *testing.T, s *Store, when string) {
	t.Helper()
	if c, _, err := s.ClaimChannel(t.Context(), "w"); !errors.Is(err, feeds.ErrNoWork) {
		t.Errorf("%s: %s was handed out, %v; want it to rest", when, c.Subject, err)
	}
}

func (s *Store) restOnFile(t *testing.T) (raw []byte) {
	t.Helper()
	err := s.db.View(func(tx *bbolt.Tx) error {
		raw = bytes.Clone(tableMeta.in(tx).Get(keyRest))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestChannelsRestAfterAPostThoughTheProcessEnds(t *testing.T) {
	clock := storetest.NewClock(time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC))
	dir, opts := t.TempDir(), Options{Now: clock.Now}
	s := OpenChecked(t, dir, opts)
	oweNotice(t, s, "slack:T1/C1", 1)
	post(t, s)
	oweNotice(t, s, "slack:T1/C1", 2)
	resting(t, s, "at once")
	oweNotice(t, s, "slack:T1/C2", 1)
	post(t, s) // another channel, which need not rest
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = OpenChecked(t, dir, opts)
	resting(t, s, "after a start")
	clock.Move(shortRest + restAhead)
	post(t, s)
	if _, err := s.Channel(t.Context(), "slack:T1/C1"); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("a post left a record of its channel: %v", err)
	}
}

func TestRestIsWrittenSeldomAndForgotten(t *testing.T) {
	clock := storetest.NewClock(time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC))
	s := OpenChecked(t, t.TempDir(), Options{Now: clock.Now})
	var written [][]byte
	for i := range 100 {
		clock.Move(10 * time.Millisecond)
		oweNotice(t, s, bot.ChannelID(fmt.Sprintf("slack:T1/C%d", i)), 1)
		post(t, s)
		written = append(written, s.restOnFile(t))
	}
	if n := len(slices.CompactFunc(written, bytes.Equal)); n > 2 {
		t.Errorf("the file was told %d times in a second until when channels rest", n)
	}
	clock.Move(time.Minute)
	oweNotice(t, s, "slack:T1/C0", 2)
	post(t, s)
	if n := len(s.owing.pauses) + len(s.owing.rests); n > 2 {
		t.Errorf("%d waits are remembered, want that of the last post alone", n)
	}
}

func TestClockThatIsSetBackEndsTheRest(t *testing.T) {
	clock := storetest.NewClock(time.Date(2032, 9, 30, 10, 0, 0, 0, time.UTC))
	dir, opts := t.TempDir(), Options{Now: clock.Now}
	s := OpenChecked(t, dir, opts)
	oweNotice(t, s, "slack:T1/C1", 1)
	post(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	clock.Set(clock.Now().AddDate(-10, 0, 0))
	s = OpenChecked(t, dir, opts)
	oweNotice(t, s, "slack:T1/C1", 2)
	post(t, s)
}

// claimed hands out the channel that is due next, with the key of what it owes.
func claimed(t *testing.T, s *Store) (feeds.Claim, bot.DeliveryKey) {
	t.Helper()
	c, owed, err := s.ClaimChannel(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	return c, owed.Deliveries[0].Key
}

func TestTurnWritesTheEndAndThenTheBeginning(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name        string
		ctx         context.Context
		lost        bool // the claim under which the last post ended
		end, begin  error
		first, next bot.State
	}{
		{"both", t.Context(), false, nil, nil, bot.Sent, bot.Sending},
		{"told to stop", ended, false, nil, context.Canceled, bot.Sent, bot.Pending},
		{"a claim that was lost", t.Context(), true, feeds.ErrClaimLost, nil, bot.Sending, bot.Sending},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := OpenChecked(t, t.TempDir(), Options{})
			oweNotice(t, s, "slack:T1/C1", 1)
			oweNotice(t, s, "slack:T1/C2", 1)
			one, first := claimed(t, s)
			if err := s.CommitSending(t.Context(), one, []bot.DeliveryKey{first}); err != nil {
				t.Fatal(err)
			}
			if c.lost {
				if err := s.Release(t.Context(), one); err != nil {
					t.Fatal(err)
				}
			}
			two, next := claimed(t, s)
			for next.Channel == first.Channel { // given back: it may be the first again
				two, next = claimed(t, s)
			}
			e := bot.Ended{Claim: one, Results: []bot.Result{{Key: first, State: bot.Sent, At: s.now()}}}
			end, begin := s.CommitTurn(c.ctx, e, two, []bot.DeliveryKey{next})
			if !errors.Is(end, c.end) || !errors.Is(begin, c.begin) {
				t.Errorf("ended %v, began %v; want %v, %v", end, begin, c.end, c.begin)
			}
			told, err := s.Told(t.Context(), "1")
			if err != nil || len(told) != 2 || told[0].State != c.first || told[1].State != c.next {
				t.Errorf("deliveries %+v, %v; want them %s and %s", told, err, c.first, c.next)
			}
		})
	}
}

func TestWhatChangedAfterAClaimIsNotOverwritten(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	list := bot.Delivery{
		Key:    bot.DeliveryKey{Channel: "slack:T1/C1", Kind: bot.KindDigest, Subject: "daily", Occasion: "2022-09-30"},
		Events: []feeds.EventID{"e1"},
	}
	grow := func() {
		t.Helper()
		err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
			_, err := s.addAll(tx, []bot.Delivery{list}, true)
			return err
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	grow()
	s.owing.added([]due{{list.Key.Channel, 0}})
	c, owed, err := s.ClaimChannel(t.Context(), "w")
	if err != nil || len(owed.Deliveries) != 1 {
		t.Fatalf("owed %+v, %v", owed, err)
	}
	list.Events = []feeds.EventID{"e2"}
	grow()
	if err := s.CommitSending(t.Context(), c, []bot.DeliveryKey{list.Key}); err != nil {
		t.Fatal(err)
	}
	ds, err := s.Deliveries(t.Context(), "e2")
	if err != nil || len(ds) != 1 || len(ds[0].Events) != 2 || ds[0].State != bot.Sending || ds[0].Attempts != 1 {
		t.Errorf("deliveries %+v, %v; want the list with both events, in sending", ds, err)
	}
}

// A step of the clock while the process runs must neither silence a channel nor keep a
// claim whose holder is no more, and takes none from a holder who is at work.
func TestClockThatIsSetBackHoldsNothingUp(t *testing.T) {
	clock := storetest.NewClock(time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC))
	s := OpenChecked(t, t.TempDir(), Options{Now: clock.Now})
	oweNotice(t, s, "slack:T1/C1", 1)
	post(t, s)
	oweNotice(t, s, "slack:T1/C2", 1)
	lost, _, err := s.ClaimChannel(t.Context(), "w1")
	if err != nil || lost.Subject != "slack:T1/C2" {
		t.Fatal(lost, err)
	}
	host, _, err := s.ClaimHost(t.Context(), "w1", []feeds.Source{{ID: "a", Host: "a.example", Every: time.Hour}})
	if err != nil {
		t.Fatal(err)
	}
	oweNotice(t, s, "slack:T1/C1", 2)

	clock.Move(-100 * 24 * time.Hour)
	resting(t, s, "a moment after the last post")
	if _, _, err := s.ClaimHost(t.Context(), "w2", []feeds.Source{{ID: "a", Host: "a.example", Every: time.Hour}}); !errors.Is(err, feeds.ErrNoWork) {
		t.Errorf("a host was taken from its holder: %v", err)
	}
	if _, err := s.Renew(t.Context(), host); err != nil {
		t.Errorf("the holder cannot go on: %v", err)
	}
	clock.Move(2 * time.Second)
	post(t, s) // C1: it rests for as long as it would have
	resting(t, s, "the other channel has a holder")
	clock.Move(time.Minute)
	c, owed, err := s.ClaimChannel(t.Context(), "w2")
	if err != nil || c.Subject != lost.Subject || len(owed.Deliveries) != 1 {
		t.Fatalf("%s, %d deliveries, %v: want what the lost holder had", c.Subject, len(owed.Deliveries), err)
	}
	if err := s.CommitSending(t.Context(), lost, []bot.DeliveryKey{owed.Deliveries[0].Key}); !errors.Is(err, feeds.ErrClaimLost) {
		t.Errorf("the lost holder may write still: %v", err)
	}
	clock.Move(2 * time.Minute)
	if _, _, err := s.ClaimHost(t.Context(), "w2", []feeds.Source{{ID: "a", Host: "a.example", Every: time.Hour}}); err != nil {
		t.Errorf("a host whose holder is no more is not handed out: %v", err)
	}
}

// A try that was put off by seconds must not wait for a day because the clock was set back
// by one; what is due on a day keeps its day.
func TestATryThatWaitsIsMadeAfterTheClockWasSetBack(t *testing.T) {
	for name, restarted := range map[string]bool{"while it runs": false, "over a restart": true} {
		t.Run(name, func(t *testing.T) {
			clock := storetest.NewClock(time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC))
			dir, opts := t.TempDir(), Options{Now: clock.Now}
			s := OpenChecked(t, dir, opts)
			oweNotice(t, s, "slack:T1/C1", 1)
			c, key := claimed(t, s)
			soon := clock.Now().Add(30 * time.Second)
			r := bot.Result{Key: key, State: bot.Retry, At: clock.Now(), NextTry: soon, ChannelNotBefore: soon, WorkspaceNotBefore: soon}
			if err := errors.Join(s.CommitSending(t.Context(), c, []bot.DeliveryKey{key}), s.CommitResults(t.Context(), c, []bot.Result{r}), s.Release(t.Context(), c)); err != nil {
				t.Fatal(err)
			}
			// What is owed at once has the time at which it was owed.
			alert := bot.Delivery{Key: bot.DeliveryKey{Channel: "slack:T3/C3", Kind: bot.KindNotice, Subject: "x"}, Created: clock.Now(), Due: clock.Now()}
			weekly := bot.Delivery{Key: bot.DeliveryKey{Channel: "slack:T2/C2", Kind: bot.KindDigest, Subject: "weekly"}, Due: clock.Now().AddDate(0, 0, 2)}
			if err := s.Owe(t.Context(), []bot.Delivery{weekly}); err != nil {
				t.Fatal(err)
			}
			resting(t, s, "before its wait is over")
			if err := s.Owe(t.Context(), []bot.Delivery{alert}); err != nil {
				t.Fatal(err)
			}

			clock.Move(-24 * time.Hour)
			if restarted {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				s = OpenChecked(t, dir, opts)
			} else {
				resting(t, s, "as soon as the clock is set back")
				clock.Move(31 * time.Second)
			}
			_, one := claimed(t, s)
			if _, two := claimed(t, s); one == two || (one != key && one != alert.Key) || (two != key && two != alert.Key) {
				t.Errorf("%s and %s were handed out, want %s and %s", one, two, key, alert.Key)
			}
			resting(t, s, "with the list of a later day alone")
		})
	}
}

// What a channel owes still after a post is due too, though the file has it for a time that
// lies ahead.
func TestWhatIsLeftAfterAPostIsDueAfterTheClockWasSetBack(t *testing.T) {
	clock := storetest.NewClock(time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC))
	dir, opts := t.TempDir(), Options{Now: clock.Now}
	s := OpenChecked(t, dir, opts)
	for _, subject := range []string{"x", "y"} {
		if err := s.Owe(t.Context(), []bot.Delivery{{Key: bot.DeliveryKey{Channel: "slack:T1/C1", Kind: bot.KindNotice, Subject: subject}, Created: clock.Now(), Due: clock.Now()}}); err != nil {
			t.Fatal(err)
		}
	}
	clock.Move(-24 * time.Hour)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = OpenChecked(t, dir, opts)
	for _, subject := range []string{"x", "y"} {
		c, key := claimed(t, s)
		r := bot.Result{Key: key, State: bot.Sent, At: clock.Now()}
		if err := errors.Join(s.CommitSending(t.Context(), c, []bot.DeliveryKey{key}), s.CommitResults(t.Context(), c, []bot.Result{r}), s.Release(t.Context(), c)); err != nil || key.Subject != subject {
			t.Fatalf("%s, %v; want %s", key, err, subject)
		}
		clock.Move(3 * time.Second)
	}
}
