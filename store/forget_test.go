package store

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// person whose rows are written beside those of others.
const (
	forgotten     = "U0GONE"
	forgottenName = "Ann Gone"
)

// fillWithPeople writes rows of two people of one workspace and of their namesakes in
// another.
func fillWithPeople(t *testing.T, s *Store) {
	t.Helper()
	ctx, at := t.Context(), time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		for _, id := range []feeds.EventID{"e1", "e2"} {
			by := map[feeds.EventID]string{"e1": forgottenName, "e2": "Bea"}[id]
			if err := putEvent(tx, feeds.Event{ID: id, Revision: 1, Lineage: []feeds.Link{{Event: "e3", Relation: "amends", By: by}}}); err != nil {
				return err
			}
		}
		// A namesake's, of another workspace.
		if err := putEvent(tx, feeds.Event{ID: "e3", Workspace: "slack:T2", Revision: 1, Lineage: []feeds.Link{{Event: "e1", Relation: "amended_by", By: forgottenName}}}); err != nil {
			return err
		}
		for n, by := range []string{forgotten, "U0KEPT"} {
			if err := s.putItem(tx, &feeds.Item{ID: itemID(uint64(n + 1)), Source: "links", State: feeds.ItemRead, Submitted: &feeds.Submission{By: by, Workspace: "slack:T1", Channel: "slack:T1/C1"}}); err != nil {
				return err
			}
		}
		return nil
	}}))
	for _, p := range []struct {
		w          feeds.WorkspaceID
		user, name string
	}{{"slack:T1", forgotten, forgottenName}, {"slack:T1", "U0KEPT", "Bea"}, {"slack:T2", forgotten, "Ann elsewhere"}} {
		direct := bot.Direct(p.w, p.user)
		audit := func(verb, detail string) bot.Audit {
			return bot.Audit{At: at, Actor: p.name, User: p.user, Work: p.w, Channel: direct, Verb: verb, Detail: detail}
		}
		for _, kind := range []bot.MarkKind{bot.MarkTake, bot.MarkRemind, bot.MarkSave, bot.MarkFeedback} {
			must(s.PutMark(ctx, bot.Mark{Workspace: p.w, Event: "e1", Kind: kind, User: p.user, Name: p.name, Channel: direct, At: at}, audit("mark", "e1")))
		}
		event := map[string]feeds.EventID{forgotten: "e1", "U0KEPT": "e2"}[p.user]
		must(s.PutMark(ctx, bot.Mark{Workspace: p.w, Event: event, Kind: bot.MarkNote, User: p.user, Name: p.name, Text: "applies to us, says " + p.name, At: at}, audit("note", "e1")))
		must(s.PutCalendar(ctx, bot.Calendar{Token: "token-of-" + p.user + string(p.w), Workspace: p.w, User: p.user, Created: at}, audit("deadlines", "ical")))
		_, err := s.PutWatch(ctx, bot.WatchEntry{Workspace: p.w, Kind: "app", Name: "Pay", Owners: []string{p.user, "U0THIRD"}}, audit("watch", "add owners:"+p.user))
		must(err)
		_, err = s.PutWatch(ctx, bot.WatchEntry{Workspace: p.w, Kind: "app", Name: "Own", Owners: []string{p.user}}, audit("watch", "add"))
		must(err)
		_, err = s.Subscribe(ctx, bot.Subscription{Channel: direct, Owner: p.user}, bot.Channel{ID: direct, Name: p.name, Ref: map[string]string{"user": "29:" + p.user}}, audit("subscribe", "all"))
		must(err)
		shared := bot.ChannelID(string(p.w) + "/C1")
		_, err = s.Subscribe(ctx, bot.Subscription{Channel: shared, Owner: p.user, Muted: p.name + ": holiday"}, bot.Channel{ID: shared}, audit("subscribe", "all"))
		must(err)
		must(s.PutChannel(ctx, bot.Channel{ID: bot.ChannelID(string(p.w) + "/chat-" + p.user), Ref: map[string]string{"user": "29:" + p.user}}, bot.Audit{At: at, Actor: "29:" + p.user, Work: p.w, Verb: "conversation"}))
		chat := bot.ChannelID(string(p.w) + "/D-" + p.user)
		_, err = s.Subscribe(ctx, bot.Subscription{Channel: chat, Owner: p.user}, bot.Channel{ID: chat}, bot.Audit{At: at, Actor: p.name, User: p.user, Work: p.w, Channel: chat, Verb: "subscribe"})
		must(err)
		must(s.PutSource(ctx, bot.OwnSource{ID: feeds.SourceID("own-" + strings.ToLower(p.name[:3]) + string(p.w[7:])), Workspace: p.w, By: p.user, Rule: "x"}, audit("source", "add")))
		must(s.Owe(ctx, []bot.Delivery{
			{Key: bot.DeliveryKey{Channel: direct, Kind: bot.KindReminder, Subject: "e1", Occasion: "T-1"}},
			{Key: bot.DeliveryKey{Channel: direct, Kind: bot.KindDigest, Subject: "daily", Occasion: "2022-09-30"}, Events: []feeds.EventID{"e1"}},
			{Key: bot.DeliveryKey{Channel: shared, Kind: bot.KindNotice, Subject: "held:" + string(direct), Occasion: "1"}},
			{Key: bot.DeliveryKey{Channel: shared, Kind: bot.KindNotice, Subject: "n", Occasion: p.user + "x"}, Args: map[string]string{"0": "told to " + string(direct)}},
		}))
	}
}

// exportOf is everything that is stored, but for the bytes of keys in hexadecimal.
func exportOf(t *testing.T, s *Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Export(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNothingIsKeptOfAPersonWhoIsForgotten(t *testing.T) {
	dir := t.TempDir()
	s := OpenChecked(t, dir, Options{})
	fillWithPeople(t, s)
	before := exportOf(t, s)
	chat := func(c bot.ChannelID) bool { return strings.HasPrefix(c.Place(), "D-") }
	ask := bot.Forgetting{Workspace: "slack:T1", User: forgotten, Chat: chat, Look: true}
	seen, err := s.Forget(t.Context(), ask, bot.Audit{})
	if err != nil {
		t.Fatal(err)
	}
	if exportOf(t, s) != before {
		t.Fatal("a look has changed something")
	}
	ask.Look, ask.Alias = false, "forgotten-1"
	told, err := s.Forget(t.Context(), ask, bot.Audit{Actor: "operator", Verb: "forget", Detail: "forgotten-1"})
	if err != nil {
		t.Fatal(err)
	}
	want := bot.Forgotten{
		Marks: 4, Calendars: 1, Direct: 5, Deliveries: 3, Watches: 1, Unowned: []bot.WatchID{"w2"},
		Notes: 1, Subscriptions: 1, Submissions: 2, Links: 1, Notices: 1, Audits: 13,
	}
	for name, got := range map[string]bot.Forgotten{"look": seen, "told": told} {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	again, err := s.Forget(t.Context(), bot.Forgetting{Workspace: "slack:T1", User: forgotten, Look: true}, bot.Audit{})
	if err != nil || again.Any() {
		t.Errorf("there is still something: %+v, %v", again, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = OpenChecked(t, dir, Options{})
	after := exportOf(t, s)
	for line := range strings.Lines(after) {
		elsewhere := strings.Contains(line, `"workspace":"slack:T2"`)
		if strings.Contains(line, forgottenName) && !elsewhere || strings.Contains(line, forgotten) && !strings.Contains(line, "slack:T2") && !strings.Contains(line, forgotten+"x") {
			t.Errorf("still kept: %s", line)
		}
	}
	// The namesake elsewhere, and the colleague, are as they were.
	for line := range strings.Lines(before) {
		other := strings.Contains(line, "slack:T2") || strings.Contains(line, "U0KEPT") && !strings.Contains(line, forgotten)
		if other && !strings.Contains(after, line) {
			t.Errorf("changed or gone: %s", line)
		}
	}
	if subs, err := s.Subscriptions(t.Context()); err != nil || slices.ContainsFunc(subs, func(x bot.Subscription) bool { return x.Channel == bot.Direct("slack:T1", forgotten) }) {
		t.Errorf("the private channel is still subscribed: %+v, %v", subs, err)
	}
	for c, owed, err := s.ClaimChannel(t.Context(), "w"); err == nil; c, owed, err = s.ClaimChannel(t.Context(), "w") {
		if c.Subject == string(bot.Direct("slack:T1", forgotten)) {
			t.Errorf("still owed: %+v", owed.Deliveries)
		}
	}
}

func TestReplaceWord(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"owners:me,U1", "owners:me,X"}, {"U1", "X"}, {"U12 and AU1", "U12 and AU1"}, {"由U1处理", "由X处理"}, {"U1U1", "U1U1"}, {"", ""}, {"slack:T1/U1", "slack:T1/X"},
	} {
		if got := replaceWord(c.in, "U1", "X"); got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
}
