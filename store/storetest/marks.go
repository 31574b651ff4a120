package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// own publishes an item that a workspace alone sees.
func (b *bench) own(t *testing.T, n int, w feeds.WorkspaceID) feeds.Item {
	t.Helper()
	f := found("a", n, "own")
	f.Item.Workspace = w
	return b.publish(t, f, nil, "core:own")
}

func testMarks(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"one note and one done for a workspace, one of others for each person": func(t *testing.T, b *bench) {
			e := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			for _, kind := range []bot.MarkKind{bot.MarkNote, bot.MarkDone, bot.MarkTake, bot.MarkSave} {
				for _, user := range []string{"U1", "U2"} {
					must(t, b.PutMark(t.Context(), bot.Mark{Workspace: "slack:T1", Event: e, Kind: kind, User: user, Text: user, At: b.clock.Now()}, audit))
				}
			}
			must(t, b.PutMark(t.Context(), bot.Mark{Workspace: "slack:T2", Event: e, Kind: bot.MarkNote, User: "U9"}, audit))
			b.Store = b.restart()
			marks, err := b.Marks(t.Context(), "slack:T1", e)
			must(t, err)
			n := map[bot.MarkKind]int{}
			for _, m := range marks {
				n[m.Kind]++
				if m.Kind.Shared() && m.User != "U2" {
					t.Errorf("%s is %s's, want the later one", m.Kind, m.User)
				}
			}
			if n[bot.MarkNote] != 1 || n[bot.MarkDone] != 1 || n[bot.MarkTake] != 2 || n[bot.MarkSave] != 2 {
				t.Errorf("marks %v", n)
			}
			all, err := b.Marks(t.Context(), "slack:T2", "")
			must(t, err)
			equal(t, "marks of the other workspace", len(all), 1)
		},
		"taken back, by whoever shares it": func(t *testing.T, b *bench) {
			e := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			m := bot.Mark{Workspace: "slack:T1", Event: e, Kind: bot.MarkDone, User: "U1"}
			wantErr(t, "before it is there", b.DropMark(t.Context(), m, audit), feeds.ErrNotFound)
			must(t, b.PutMark(t.Context(), m, audit))
			m.User = "U2"
			must(t, b.DropMark(t.Context(), m, audit))
			marks, err := b.Marks(t.Context(), "slack:T1", e)
			must(t, err)
			equal(t, "marks left", len(marks), 0)
		},
		"of what became part of an event, on that, until it stands alone again": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			of := func(e feeds.EventID, kind bot.MarkKind, user, text string) bot.Mark {
				b.clock.Move(time.Second)
				return bot.Mark{Workspace: "slack:T1", Event: e, Kind: kind, User: user, Text: text, At: b.clock.Now()}
			}
			for _, m := range []bot.Mark{
				of(x, bot.MarkNote, "U1", "of the first"), of(y, bot.MarkNote, "U2", "of the second"),
				of(y, bot.MarkTake, "U2", ""), of(x, bot.MarkTake, "U1", ""), of(y, bot.MarkSave, "U1", ""),
			} {
				must(t, b.PutMark(t.Context(), m, audit))
			}
			shown := func(e feeds.EventID) string {
				marks, err := b.Marks(t.Context(), "slack:T1", e)
				must(t, err)
				var all []string
				for _, m := range marks {
					all = append(all, string(m.Kind)+" "+m.User)
				}
				return strings.Join(all, ", ")
			}
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			equal(t, "marks of the whole", shown(x), "note U2, take U2, take U1, save U1")
			must(t, b.DropMark(t.Context(), of(x, bot.MarkSave, "U1", ""), audit))
			must(t, b.PutMark(t.Context(), of(x, bot.MarkNote, "U3", "of both"), audit))
			equal(t, "marks of the whole after it was marked", shown(x), "take U2, take U1, note U3")
			_, err := b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			equal(t, "marks of the first", shown(x), "take U1, note U3")
			equal(t, "marks of the second", shown(y), "note U2, take U2")
		},
		"only on what the workspace sees": func(t *testing.T, b *bench) {
			e := b.own(t, 1, "slack:T1").Event
			m := bot.Mark{Workspace: "slack:T2", Event: e, Kind: bot.MarkTake, User: "U1"}
			wantErr(t, "another's event", b.PutMark(t.Context(), m, audit), feeds.ErrNotFound)
			m.Event = "e99"
			wantErr(t, "no event", b.PutMark(t.Context(), m, audit), feeds.ErrNotFound)
		},
	})
}

func testWatches(t *testing.T, b *bench) {
	w, err := b.PutWatch(t.Context(), bot.WatchEntry{Workspace: "slack:T1", Name: "甲", Owners: []string{"U1", "U2"}}, audit)
	must(t, err)
	equal(t, "id", w.ID, "w1")
	wantErr(t, "removed by another workspace", b.DropWatch(t.Context(), "slack:T2", "w1", audit), feeds.ErrNotFound)
	w.Workspace = "slack:T2"
	_, err = b.PutWatch(t.Context(), w, audit)
	wantErr(t, "changed by another workspace", err, feeds.ErrNotFound)
	b.Store = b.restart()
	all, err := b.Watches(t.Context())
	must(t, err)
	if len(all) != 1 || all[0].Name != "甲" || all[0].Workspace != "slack:T1" {
		t.Errorf("entries = %+v", all)
	}
	must(t, b.DropWatch(t.Context(), "slack:T1", "w1", audit))
	w, err = b.PutWatch(t.Context(), bot.WatchEntry{Workspace: "slack:T1"}, audit)
	must(t, err)
	equal(t, "id, never given twice", w.ID, "w2")
}

func testCalendars(t *testing.T, b *bench) {
	k := bot.Calendar{Token: "AAAABBBBCCCCDDDDEEEE", Workspace: "slack:T1", User: "U1"}
	if err := b.PutCalendar(t.Context(), bot.Calendar{Token: "short"}, audit); err == nil {
		t.Error("a token that can be guessed is taken")
	}
	must(t, b.PutCalendar(t.Context(), k, audit))
	list, err := b.Calendars(t.Context(), "slack:T2")
	must(t, err)
	equal(t, "calendars of another workspace", len(list), 0)
	list, err = b.Calendars(t.Context(), "slack:T1")
	must(t, err)
	if len(list) != 1 || list[0].ID == "" || list[0].ID == k.Token || list[0].Token != "" {
		t.Fatalf("calendars = %+v, want one without its token", list)
	}
	wantErr(t, "revoked by another workspace", b.DropCalendar(t.Context(), "slack:T2", list[0].ID, audit), feeds.ErrNotFound)
	must(t, b.DropCalendar(t.Context(), "slack:T1", list[0].ID, audit))
	list, err = b.Calendars(t.Context(), "slack:T1")
	must(t, err)
	equal(t, "calendars left", len(list), 0)
}

// testMutes: the end of a mute makes due what was held.
func testMutes(t *testing.T, b *bench) {
	until := b.clock.Now().Add(48 * time.Hour)
	s, err := b.Subscribe(t.Context(), bot.Subscription{Channel: here, MutedUntil: until, Muted: "U1"}, bot.Channel{ID: here}, audit)
	must(t, err)
	b.owe(t, bot.Delivery{Key: bot.MuteKey(s), Due: until, Events: []feeds.EventID{"e1"}})
	b.quiet(t, "while it is muted")
	must(t, b.EndMute(t.Context(), s, audit))
	_, o := b.owed(t)
	equal(t, "what is owed", o.Deliveries[0].Key.Subject, bot.ListMuted)
	subs, err := b.Subscriptions(t.Context())
	must(t, err)
	if !subs[0].MutedUntil.IsZero() || subs[0].Muted != "" {
		t.Errorf("subscription = %+v, want it not muted", subs[0])
	}
}

// two are events of one item each.
func (b *bench) two(t *testing.T) (x, y feeds.EventID) {
	t.Helper()
	x = b.publish(t, found("a", 1, "t"), nil, "core:t").Event
	y = b.publish(t, found("b", 2, "u"), nil, "core:u").Event
	return x, y
}

func testJoinedByHand(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"joined, and restored": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			for range 2 {
				b.plan(t, here)
			}
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			e := b.event(t, x)
			if len(e.Items) != 2 || e.Revision != 2 || b.event(t, y).Alias != x {
				t.Errorf("joined event = %+v", e)
			}
			u, err := b.Deliveries(t.Context(), x)
			must(t, err)
			equal(t, "what either was told of", len(u), 2)
			alone, err := b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			equal(t, "event that stands alone", alone, y)
			if e := b.event(t, x); len(e.Items) != 1 || b.event(t, y).Alias != "" {
				t.Errorf("after it was restored: %+v", e)
			}
			item, err := b.Item(t.Context(), "i2")
			must(t, err)
			equal(t, "event of the item", item.Event, y)
		},
		"split, and joined again": func(t *testing.T, b *bench) {
			x := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			b.publish(t, found("b", 2, "t"), nil, "core:t")
			b.plan(t, here)
			alone, err := b.SplitEvent(t.Context(), x, "i2", audit)
			must(t, err)
			if e := b.event(t, alone); !slices.Equal(e.Items, []feeds.ItemID{"i2"}) || alone == x {
				t.Errorf("%s = %+v, want the item alone", alone, e)
			}
			b.plan(t, here) // both are told of
			b.plan(t, here)
			b.idle(t)
			_, err = b.SplitEvent(t.Context(), x, "i1", audit)
			wantErr(t, "the only item", err, feeds.ErrNotFound)
			must(t, b.JoinEvents(t.Context(), x, alone, audit))
			equal(t, "items", len(b.event(t, x).Items), 2)
		},
		"three in a row, taken apart from the middle and from the end": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			z := b.publish(t, found("c", 3, "v"), nil, "core:v").Event
			draft := b.publish(t, found("d", 4, "w"), nil, "core:w").Event
			must(t, b.LinkEvents(t.Context(), z, feeds.Link{Event: draft, Relation: "final_of", Sure: true}, false, audit))
			home := func() map[feeds.ItemID]feeds.EventID {
				at := map[feeds.ItemID]feeds.EventID{}
				for _, id := range []feeds.ItemID{"i1", "i2", "i3"} {
					i, err := b.Item(t.Context(), id)
					must(t, err)
					at[id] = i.Event
					if !slices.Contains(b.event(t, i.Event).Items, id) {
						t.Errorf("%s names %s, which lacks it", id, i.Event)
					}
				}
				return at
			}
			must(t, b.JoinEvents(t.Context(), y, z, audit))
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			if e := b.event(t, x); len(e.Items) != 3 || len(e.Lineage) != 1 || e.Lineage[0].Event != draft {
				t.Errorf("all three: %+v, want the step of the last too", e)
			}
			_, err := b.SplitEvent(t.Context(), z, "", audit)
			must(t, err)
			equal(t, "events of the items", fmt.Sprint(home()), fmt.Sprint(map[feeds.ItemID]feeds.EventID{"i1": x, "i2": x, "i3": z}))
			if e := b.event(t, x); len(e.Items) != 2 || len(e.Lineage) != 0 || len(b.event(t, z).Lineage) != 1 {
				t.Errorf("without the last: %+v", e)
			}
			_, err = b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			equal(t, "events of the items", fmt.Sprint(home()), fmt.Sprint(map[feeds.ItemID]feeds.EventID{"i1": x, "i2": y, "i3": z}))
		},
		"joined, and its item split off": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			alone, err := b.SplitEvent(t.Context(), x, "i2", audit)
			must(t, err)
			equal(t, "what stands alone, as before", alone, y)
			item, err := b.Item(t.Context(), "i2")
			must(t, err)
			equal(t, "event of the item", item.Event, y)
			_, err = b.SplitEvent(t.Context(), y, "", audit)
			wantErr(t, "its only item", err, feeds.ErrNotFound)
		},
		"split out of a part, and joined again": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			z := b.publish(t, found("c", 3, "v"), nil, "core:v").Event
			must(t, b.JoinEvents(t.Context(), x, z, audit))
			must(t, b.JoinEvents(t.Context(), y, x, audit))
			alone, err := b.SplitEvent(t.Context(), y, "i1", audit)
			must(t, err)
			rest, err := b.SplitEvent(t.Context(), y, "i2", audit)
			must(t, err)
			equal(t, "what is left of the part", rest, x)
			must(t, b.JoinEvents(t.Context(), y, rest, audit))
			must(t, b.JoinEvents(t.Context(), y, alone, audit))
			_, err = b.SplitEvent(t.Context(), x, "", audit)
			must(t, err)
			if e, whole := b.event(t, x), b.event(t, y); !slices.Equal(slices.Sorted(slices.Values(e.Items)), []feeds.ItemID{"i1", "i3"}) || !slices.Equal(whole.Items, []feeds.ItemID{"i2"}) {
				t.Errorf("events = %v and %v, want them as before the second was joined", e.Items, whole.Items)
			}
		},
		"joined, and the only item of the whole split off": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			alone, err := b.SplitEvent(t.Context(), x, "i1", audit)
			must(t, err)
			equal(t, "what stands alone, as before", alone, y)
			if e, part := b.event(t, x), b.event(t, y); !slices.Equal(e.Items, []feeds.ItemID{"i1"}) || part.Alias != "" || !slices.Equal(part.Items, []feeds.ItemID{"i2"}) {
				t.Errorf("events = %+v and %+v, want them as before", e, part)
			}
		},
		"joined of two items, and one of them split off": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			b.publish(t, found("c", 3, "u"), nil, "core:u")
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			alone, err := b.SplitEvent(t.Context(), x, "i2", audit)
			must(t, err)
			if alone == y || len(b.event(t, x).Items) != 2 {
				t.Errorf("%s stands alone out of %+v", alone, b.event(t, x))
			}
			back, err := b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			equal(t, "what is left of it", fmt.Sprint(back, b.event(t, y).Items), fmt.Sprint(y, []feeds.ItemID{"i3"}))
			_, err = b.SplitEvent(t.Context(), y, "", audit)
			wantErr(t, "its only item", err, feeds.ErrNotFound)
		},
		"events of different owners are not joined": func(t *testing.T, b *bench) {
			x := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			y := b.own(t, 2, "slack:T1").Event
			wantErr(t, "join", b.JoinEvents(t.Context(), x, y, audit), feeds.ErrNotFound)
			wantErr(t, "join with itself", b.JoinEvents(t.Context(), x, x, audit), feeds.ErrNotFound)
			wantErr(t, "link", b.LinkEvents(t.Context(), x, feeds.Link{Event: y, Relation: "final_of"}, false, audit), feeds.ErrNotFound)
		},
	})
}

// testLinkedByHand: from both sides, and unlinked.
func testLinkedByHand(t *testing.T, b *bench) {
	x, y := b.two(t)
	must(t, b.LinkEvents(t.Context(), x, feeds.Link{Event: y, Relation: "final_of", Sure: true, By: "U1"}, false, audit))
	e, other := b.event(t, x), b.event(t, y)
	if len(e.Lineage) != 1 || e.Lineage[0].By != "U1" || len(other.Lineage) != 1 || other.Lineage[0].Relation != "draft_of" {
		t.Errorf("lineage = %+v and %+v", e.Lineage, other.Lineage)
	}
	must(t, b.LinkEvents(t.Context(), y, feeds.Link{Event: x}, true, audit))
	if n := len(b.event(t, x).Lineage) + len(b.event(t, y).Lineage); n != 0 {
		t.Errorf("%d links left", n)
	}
	// What the text said comes back with its words, several steps together.
	text := b.publish(t, found("c", 3, "v"), nil, "core:v").Event
	b.find(t, found("d", 4, "w"))
	steps := []feeds.Link{{Event: text, Relation: "amends", Sure: true, Quote: "修改", Since: "2023-01-01", Item: "i4"}, {Event: text, Relation: "final_of", Quote: "草案", Item: "i4"}}
	later := b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict { return feeds.Verdict{Links: steps} }, nil, "core:v").Event
	must(t, b.LinkEvents(t.Context(), later, feeds.Link{Event: text, Relation: "qa_on", Sure: true, By: "U1"}, false, audit))
	must(t, b.LinkEvents(t.Context(), text, feeds.Link{Event: later}, true, audit))
	equal(t, "steps left", len(b.event(t, later).Lineage), 0)
	must(t, b.LinkEvents(t.Context(), text, feeds.Link{Event: later}, false, audit))
	if l := b.event(t, later).Lineage; len(l) != 1 || l[0].Relation != "qa_on" || l[0].By != "U1" {
		t.Errorf("linked by hand: %+v", l)
	}
	must(t, b.LinkEvents(t.Context(), later, feeds.Link{Event: text}, false, audit))
	if l := b.event(t, later).Lineage; !slices.Equal(l, steps) {
		t.Errorf("brought back: %+v, want %+v", l, steps)
	}
	if l := b.event(t, text).Lineage; len(l) != 2 || l[0].Quote != "修改" || l[1].Relation != "draft_of" {
		t.Errorf("brought back from the other side: %+v", l)
	}
}

func testDays(t *testing.T, b *bench) {
	ids := func(hits []bot.Hit, err error) []feeds.EventID {
		t.Helper()
		must(t, err)
		var out []feeds.EventID
		for _, h := range hits {
			out = append(out, h.Event.ID)
		}
		return out
	}
	publish := func(t *testing.T, b *bench, n int, w feeds.WorkspaceID, day feeds.Day, dates feeds.Dates, stage feeds.Stage) feeds.EventID {
		t.Helper()
		f := found("a", n, string(day))
		f.Item.Workspace, f.Item.Published = w, day
		return b.publish(t, f, func(i *feeds.Item) { i.Reading.Dates, i.Reading.Stage = dates, stage }, feeds.Key("core:"+string(day))).Event
	}
	x := publish(t, b, 1, "", "2022-09-01", feeds.Dates{CommentCloses: feeds.Date{Day: "2022-10-12"}, Effective: feeds.Date{Day: "2022-12-01"}}, feeds.StageDraft)
	y := publish(t, b, 2, "slack:T1", "2022-09-20", feeds.Dates{Effective: feeds.Date{Day: "2022-10-01"}}, feeds.StageIssued)
	z := publish(t, b, 3, "", "2022-09-30", feeds.Dates{}, feeds.StageDraft)
	for range 2 {
		for _, c := range []struct {
			name string
			got  []feeds.EventID
			want []feeds.EventID
		}{
			{"dated, one's own too, each once", ids(b.Dated(t.Context(), "slack:T1", "2022-09-01", "2023-01-01")), []feeds.EventID{y, x}},
			{"dated, not those of others", ids(b.Dated(t.Context(), "slack:T2", "2022-09-01", "2023-01-01")), []feeds.EventID{x}},
			{"dated, both ends count", ids(b.Dated(t.Context(), "slack:T1", "2022-10-01", "2022-10-12")), []feeds.EventID{y, x}},
			{"dated, after", ids(b.Dated(t.Context(), "slack:T1", "2022-10-13", "2022-11-30")), nil},
			{"published", ids(b.Published(t.Context(), "slack:T1", "2022-09-01", "2022-09-20", nil)), []feeds.EventID{x, y}},
			{"published, those wanted", ids(b.Published(t.Context(), "slack:T1", "2022-09-01", "2022-09-20", func(h *bot.Hit) bool { return h.Event.ID == y })), []feeds.EventID{y}},
			{"drafts without a closing date", ids(b.Undated(t.Context(), "slack:T1", "2022-01-01", "2022-12-31", nil)), []feeds.EventID{z}},
		} {
			if !slices.Equal(c.got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
			}
		}
		b.Store = b.restart()
	}
}

func testChecks(t *testing.T, b *bench) {
	visit := func(t *testing.T, o feeds.Outcome) {
		t.Helper()
		const after = time.Hour
		c := b.hostClaim(t, "a")
		good := b.clock.Now()
		if !o.Good() {
			good = time.Time{}
		}
		must(t, b.Touch(t.Context(), c, feeds.Visit{Source: "a", At: b.clock.Now(), Outcome: o, Good: good, Reason: "no", NextDue: b.clock.Now().Add(after)}))
		must(t, b.Release(t.Context(), c))
		b.clock.Move(after)
	}
	b.find(t, found("a", 1, "t")) // without a visit of its own: nothing is counted
	visit(t, feeds.OutcomeItems)
	visit(t, feeds.OutcomeBlocked)
	visit(t, feeds.OutcomeError)
	visit(t, feeds.OutcomeItems)
	b.Store = b.restart()
	b.clock.Move(90 * time.Minute)
	visit(t, feeds.OutcomeItems)
	list, err := b.Checks(t.Context(), "2022-09")
	must(t, err)
	if len(list) != 1 || list[0].Checks != 5 || list[0].Good != 3 || len(list[0].Gaps) != 2 {
		t.Fatalf("checks = %+v, want 5, 3 of them good, and 2 gaps", list)
	}
	blocked, stopped := list[0].Gaps[0], list[0].Gaps[1]
	if d := blocked.To.Sub(blocked.From); d != 2*time.Hour || blocked.Why != "no" {
		t.Errorf("gap of blocked visits lasts %s (%s)", d, blocked.Why)
	}
	if d := stopped.To.Sub(stopped.From); d != 90*time.Minute {
		t.Errorf("gap in which nothing ran lasts %s", d)
	}
}
