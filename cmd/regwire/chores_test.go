package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/storetest"
)

// tc260 is the consultation of the recording that closes before 13 November, so
// that people count to the 12th.
const tc260 = "https://www.tc260.org.cn/portal/article/1/20220914181019"

// after moves the clock, does the chores, delivers, and returns what was posted.
func after(t *testing.T, h *house, out interface {
	String() string
	Reset()
}, clock *storetest.Clock, at time.Time,
) string {
	t.Helper()
	clock.Set(at)
	out.Reset()
	if err := h.editor.Chores(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func day(d feeds.Day, hour int) time.Time {
	return d.Time(feeds.Shanghai).Add(time.Duration(hour) * time.Hour)
}

func TestRemindersGoOutOnceAndStopWhenDone(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	const what = "comments close 13 Nov 2022"
	if got := after(t, h, out, clock, day("2022-10-27", 18)); strings.Contains(got, what) {
		t.Errorf("before the first reminder: %s", got)
	}
	if got := after(t, h, out, clock, day("2022-10-28", 18)); !strings.Contains(got, what) || !strings.Contains(got, "15 days left") {
		t.Errorf("T-14 falls on a Saturday, so on Friday 28 October: %s", got)
	}
	if got := after(t, h, out, clock, day("2022-10-28", 20)); strings.Contains(got, what) {
		t.Errorf("told twice: %s", got)
	}
	asked(t, h, `done `+tc260+` reason:"comments sent"`)
	if got := after(t, h, out, clock, day("2022-11-04", 18)); strings.Contains(got, what) {
		t.Errorf("T-7 after it was done: %s", got)
	}
	if got := after(t, h, out, clock, day("2022-11-11", 18)); !strings.Contains(got, what) || !strings.Contains(got, "Marked done by you: comments sent") {
		t.Errorf("the last reminder says who called it done: %s", got)
	}
	if got := after(t, h, out, clock, day("2022-11-14", 18)); strings.Contains(got, what) {
		t.Errorf("after the date: %s", got)
	}
}

func TestWhatAChannelUnsubscribedFromIsNotRemindedOf(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	clock.Set(day("2022-10-28", 8))
	if err := h.editor.Chores(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked(t, h, "subscribe juvenile")
	if answer := asked(t, h, "unsubscribe s1"); !strings.Contains(answer, "1 event that waited") {
		t.Errorf("the reminder waits: %s", answer)
	}
	const what = "comments close 13 Nov 2022"
	for _, d := range []feeds.Day{"2022-10-28", "2022-11-04"} {
		if got := after(t, h, out, clock, day(d, 18)); strings.Contains(got, what) {
			t.Errorf("reminded on %s by a subscription that wants something else: %s", d, got)
		}
	}
	asked(t, h, "subscribe all")
	if got := after(t, h, out, clock, day("2022-11-04", 20)); !strings.Contains(got, what) {
		t.Errorf("who subscribes again is reminded again: %s", got)
	}
}

func TestWhoTookOrAskedIsRemindedInPrivate(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	asked(t, h, "take "+tc260)
	asked(t, h, "remind "+tc260+" 2022-10-20")
	private := bot.Direct(demoChannel.Workspace(), "you")
	if got := after(t, h, out, clock, day("2022-10-20", 18)); !strings.Contains(got, "You asked to be reminded") {
		t.Errorf("on the day asked for: %s", got)
	}
	after(t, h, out, clock, day("2022-10-28", 18))
	e := eventOf(t, h, tc260)
	ds, err := h.store.Deliveries(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	occasions := map[bot.ChannelID]int{}
	for _, d := range ds {
		if d.Key.Kind == bot.KindReminder {
			occasions[d.Key.Channel]++
		}
	}
	if occasions[private] != 2 || occasions[demoChannel] != 1 {
		t.Errorf("reminders by channel: %v, want 2 in private and 1 to the channel", occasions)
	}
}

func eventOf(t *testing.T, h *house, url string) feeds.EventID {
	t.Helper()
	f, err := h.link(url)
	if err != nil {
		t.Fatal(err)
	}
	item, err := h.store.ItemFor(t.Context(), "", f.Keys)
	if err != nil {
		t.Fatal(err)
	}
	return item.Event
}

func TestOperatorsAreToldOnceOfEachSource(t *testing.T) {
	h, out, clock := demoHouse(t, func(c *config) { c.Post.Operators = "console:local/ops" })
	got := after(t, h, out, clock, day("2022-09-30", 19))
	if n := strings.Count(got, "Sources: "); n != 1 {
		t.Errorf("what is told of sources is %d posts, want one:\n%s", n, got)
	}
	if n := strings.Count(got, "First poll of "); n < 15 || !strings.Contains(got, "First poll of cac-releases: 13 items listed, none announced") {
		t.Errorf("%d sources told of:\n%s", n, got)
	}
	if again := after(t, h, out, clock, day("2022-09-30", 20)); strings.Contains(again, "First poll") {
		t.Errorf("told twice: %s", again)
	}
}

func TestOperatorsAreToldWhatAFirstPollAnnounces(t *testing.T) {
	h, out, clock := demoHouse(t, func(c *config) { c.Post.Operators, c.Poll.Backfill = "console:local/ops", 30 })
	if got := after(t, h, out, clock, day("2022-09-30", 19)); !strings.Contains(got, "First poll of cac-releases: 13 items listed, those of the last 30 days announced") {
		t.Error(got)
	}
}

func TestNationalSourcesThatStayUnreadAreToldOnceToWhoDependsOnThem(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	// The National Day holiday ended on 7 October: the second working day after 30
	// September is Sunday 9 October, which was worked.
	if got := after(t, h, out, clock, day("2022-10-09", 18)); strings.Contains(got, "has not been read since") {
		t.Errorf("within two working days: %s", got)
	}
	got := after(t, h, out, clock, day("2022-10-11", 18))
	if !strings.Contains(got, "CAC, official releases has not been read since 30 Sep 2022") {
		t.Errorf("after two working days: %s", got)
	}
	if again := after(t, h, out, clock, day("2022-10-12", 18)); strings.Contains(again, "has not been read since") {
		t.Errorf("told twice: %s", again)
	}
}

// TestThatTheBotWasAwayIsNoNewsOfItsSources: right after a start nothing was read for as long
// as the bot was off, and a moment later all of it is.
func TestThatTheBotWasAwayIsNoNewsOfItsSources(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	start := day("2022-10-17", 18) // a Monday
	h.awake = start
	for _, c := range []struct {
		after time.Duration
		told  bool
	}{{0, false}, {settleIn - time.Minute, false}, {settleIn, true}} {
		got := after(t, h, out, clock, start.Add(c.after))
		for _, words := range []string{"has not been read since", "Sources read this week"} {
			if strings.Contains(got, words) != c.told {
				t.Errorf("%s after the start: %q in %q, want %t", c.after, words, got, c.told)
			}
		}
	}
}

func TestWeeklyLineSaysWhatWasNotRead(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	got := after(t, h, out, clock, day("2022-10-10", 18))
	if !strings.Contains(got, "Sources read this week: 0 of ") || !strings.Contains(got, "Not read: ") {
		t.Errorf("on Monday: %s", got)
	}
	if again := after(t, h, out, clock, day("2022-10-11", 18)); strings.Contains(again, "Sources read this week") {
		t.Errorf("on Tuesday: %s", again)
	}
}

// Who narrows what is polled, or adds to it, is told of that and not of all the others.
func TestWeeklyLineIsOfTheSourcesThatReachTheChannel(t *testing.T) {
	h, out, clock := demoHouse(t, func(c *config) { c.Only = []string{"cac-policies"} })
	for id, w := range map[feeds.SourceID]feeds.WorkspaceID{"village": "", "ours": demoChannel.Workspace(), "theirs": "slack:T9"} {
		rule := fmt.Sprintf("sources:\n  - id: %s\n    name_en: The %s\n    kind: html\n    list:\n      urls: [\"http://list.example/tz/\"]\n      rows: ul li\n      title: a\n", id, id)
		if err := h.store.PutSource(t.Context(), bot.OwnSource{ID: id, Workspace: w, Rule: rule, At: clock.Now()}, bot.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.Join(strings.Fields(after(t, h, out, clock, day("2022-10-10", 18))), " ")
	for _, want := range []string{"Sources read this week: 0 of 3.", "The village (never)", "The ours (never)", "sources that can be polled are left out by the configuration."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	for _, not := range []string{"theirs", "cannot be polled"} {
		if strings.Contains(got, not) {
			t.Errorf("%q in %s", not, got)
		}
	}
}

func TestHeldChannelIsToldToItsOwnerAndTheOperatorsOnce(t *testing.T) {
	h, out, clock := demoHouse(t, func(c *config) { c.Post.Operators = "console:local/ops" })
	after(t, h, out, clock, day("2022-10-08", 10))
	if err := h.store.PutChannel(t.Context(), bot.Channel{ID: demoChannel, Held: "is_archived", HeldAt: clock.Now()}, bot.Audit{}); err != nil {
		t.Fatal(err)
	}
	got := after(t, h, out, clock, day("2022-10-08", 11))
	if n := strings.Count(got, "is held: is_archived"); n != 2 {
		t.Errorf("told %d times, want the owner and the operators:\n%s", n, got)
	}
	if got := after(t, h, out, clock, day("2022-10-08", 12)); strings.Contains(got, "is held") {
		t.Errorf("told again: %s", got)
	}
}

// What was planned while the alert was being posted is put under it, unless the alert
// said it already.
func TestWhatIsOwedForARevisionFindsItsAlert(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	id := eventOf(t, h, tc260)
	told, err := h.store.Deliveries(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	alert := told[0]
	if alert.Key.Kind != bot.KindAlert || alert.State != bot.Sent {
		t.Fatalf("first delivery is %+v", alert)
	}
	owed := func(c bot.ChannelID, occasion string) bot.Delivery {
		return bot.Delivery{Key: bot.DeliveryKey{Channel: c, Kind: bot.KindFollowup, Subject: string(id), Occasion: occasion}}
	}
	newer := owed(demoChannel, bot.RevisionOccasion(alert.Revision+1))
	followup := h.editor.Composers()[bot.KindFollowup]
	if m, err := followup(t.Context(), newer, bot.Channel{ID: demoChannel}); err != nil || m.Thread != alert.Ref || m.Thread.ID == "" {
		t.Errorf("stands under %+v, %v; want %+v", m.Thread, err, alert.Ref)
	}
	for _, d := range []bot.Delivery{owed(demoChannel, bot.RevisionOccasion(alert.Revision)), owed("console:local/other", newer.Key.Occasion)} {
		if _, err := followup(t.Context(), d, bot.Channel{ID: d.Key.Channel}); !errors.Is(err, bot.ErrNothing) {
			t.Errorf("%s: %v, want nothing to say", d.Key, err)
		}
	}
	if m, err := followup(t.Context(), owed(demoChannel, "mark@1"), bot.Channel{ID: demoChannel}); err != nil || m.Thread.ID != "" {
		t.Errorf("what people did: %+v, %v", m.Thread, err)
	}
}

// One start without a token must not silence its channels for good.
func TestChannelHeldForALackingPlatformIsServedOnceItIsThere(t *testing.T) {
	h, _, clock := demoHouse(t, nil)
	ctx := t.Context()
	want := map[bot.ChannelID]string{
		demoChannel:                     outbox.Unserved(demoChannel),
		"console:local/archived":        "is_archived",
		"slack:T0123ABC/C0456DEF":       outbox.Unserved("slack:T0123ABC/C0456DEF"),
		"console:local/not-held-at-all": "",
	}
	for id, held := range want {
		if err := h.store.PutChannel(ctx, bot.Channel{ID: id, Held: held, HeldAt: clock.Now()}, bot.Audit{At: clock.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.rejoin(ctx); err != nil {
		t.Fatal(err)
	}
	want[demoChannel] = ""
	for id, held := range want {
		if c, err := h.store.Channel(ctx, id); err != nil || c.Held != held {
			t.Errorf("%s is held for %q, %v; want %q", id, c.Held, err, held)
		}
	}
}

// noticeTo is a post that is owed to the channel.
func noticeTo(c bot.ChannelID) bot.Delivery {
	return bot.Delivery{
		Key:   bot.DeliveryKey{Channel: c, Kind: bot.KindNotice, Subject: "x", Occasion: "y"},
		State: bot.Pending, Args: map[string]string{"key": "report.baseline", "0": "x", "1": "1"},
	}
}

// owedAbout does the chores and returns what is owed of the subject.
func owedAbout(t *testing.T, h *house, subject string) []bot.Delivery {
	t.Helper()
	if err := h.editor.Chores(t.Context()); err != nil {
		t.Fatal(err)
	}
	owed, err := h.store.Told(t.Context(), subject)
	if err != nil {
		t.Fatal(err)
	}
	return owed
}

func TestHeldWorkspaceIsToldToOperatorsElsewhere(t *testing.T) {
	h, _, clock := demoHouse(t, func(c *config) { c.Post.Operators = "console:local/ops" })
	ctx := t.Context()
	channel := bot.ChannelID("slack:T0123ABC/C0456DEF")
	if err := h.store.PutChannel(ctx, bot.Channel{ID: channel}, bot.Audit{At: clock.Now()}); err != nil {
		t.Fatal(err)
	}
	d := noticeTo(channel)
	if err := h.store.Owe(ctx, []bot.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	claim, _, err := h.store.ClaimChannel(ctx, "t")
	if err != nil || claim.Subject != string(channel) {
		t.Fatalf("claimed %v, %v", claim.Subject, err)
	}
	if err := h.store.CommitResults(ctx, claim, []bot.Result{{Key: d.Key, State: bot.Retry, HoldWorkspace: "token_revoked", At: clock.Now()}}); err != nil {
		t.Fatal(err)
	}
	if owed := owedAbout(t, h, "held:slack:T0123ABC"); len(owed) != 1 || owed[0].Key.Channel != "console:local/ops" || owed[0].Args["1"] != "token_revoked" {
		t.Errorf("owed %+v: want one to the operators", owed)
	}
	f, err := h.figures(ctx)
	if err != nil || f.Held != 1 {
		t.Errorf("%d channels count as held, %v; want 1", f.Held, err)
	}
}

func TestPostsThatWaitForAPersonAreToldToOperatorsOnceADay(t *testing.T) {
	h, _, clock := demoHouse(t, func(c *config) { c.Post.Operators = "console:local/ops" })
	ctx := t.Context()
	d := noticeTo("slack:T0123ABC/C0456DEF")
	if err := h.store.Owe(ctx, []bot.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	claim, _, err := h.store.ClaimChannel(ctx, "t")
	if err != nil || claim.Subject != string(d.Key.Channel) {
		t.Fatalf("claimed %v, %v", claim.Subject, err)
	}
	if err := h.store.CommitResults(ctx, claim, []bot.Result{{Key: d.Key, State: bot.HeldUp, Reason: "unclear", At: clock.Now()}}); err != nil {
		t.Fatal(err)
	}
	if owed := owedAbout(t, h, "posts:slack:T0123ABC/C0456DEF"); len(owed) != 1 || owed[0].Key.Channel != "console:local/ops" || owed[0].Args["1"] != "1" || owed[0].Key.Occasion != string(feeds.DayOf(h.now(), feeds.Shanghai)) {
		t.Errorf("owed %+v: want one to the operators", owed)
	}
}

// A subscription made at the terminal has no owner in the chat, and an owner of a
// watched name who cannot be reached is told of to the other owners.
func TestHeldPrivateChannelIsToldToTheOtherOwnersOfWhatItWatches(t *testing.T) {
	h, _, clock := demoHouse(t, nil)
	ctx := t.Context()
	channel := bot.ChannelID("slack:T0123ABC/C0456DEF")
	audit := bot.Audit{At: clock.Now()}
	if _, err := h.store.Subscribe(ctx, bot.Subscription{Channel: channel, Owner: "operator"}, bot.Channel{ID: channel}, audit); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.PutWatch(ctx, bot.WatchEntry{Workspace: channel.Workspace(), Kind: "app", Name: "随申行", Owners: []string{"U0ANN", "U0BEN"}}, audit); err != nil {
		t.Fatal(err)
	}
	for _, id := range []bot.ChannelID{channel, bot.Direct(channel.Workspace(), "U0ANN")} {
		if err := h.store.PutChannel(ctx, bot.Channel{ID: id, Held: "user_not_found", HeldAt: clock.Now()}, audit); err != nil {
			t.Fatal(err)
		}
	}
	owed := append(owedAbout(t, h, "held:slack:T0123ABC/U0ANN"), owedAbout(t, h, "held:"+string(channel))...)
	if len(owed) != 1 || owed[0].Key.Channel.Place() != "U0BEN" || owed[0].Args["0"] != "slack:T0123ABC/U0ANN" {
		t.Errorf("owed %+v: want one to the other owner, and none to somebody called operator", owed)
	}
}

// TestAChoreThatPanicsKeepsNoOther: the process goes on, and what the chores behind it owe is
// owed all the same.
func TestAChoreThatPanicsKeepsNoOther(t *testing.T) {
	h, out, clock := demoHouse(t, nil)
	clock.Set(day("2022-10-31", 18)) // a Monday, with reminders due
	h.desk = nil                     // which reminders ask who wants them
	err := h.editor.Chores(t.Context())
	if !errors.Is(err, bot.ErrPanic) || !strings.Contains(err.Error(), "reminders: ") || strings.Contains(err.Error(), "weekly lines: ") {
		t.Errorf("chores gave %v, want a panic in the reminders alone", err)
	}
	if err := h.outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "Sources read this week") {
		t.Errorf("no weekly line in %s", got)
	}
}
