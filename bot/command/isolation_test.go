package command_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

// belongings are everything in the store that belongs to the workspace, and what
// it sees of public events: what no other workspace may change.
func (o *office) belongings(w feeds.WorkspaceID, events []feeds.EventID) string {
	o.t.Helper()
	ctx := o.t.(*testing.T).Context()
	subs, err := o.store.Subscriptions(ctx)
	o.must(err)
	subs = slices.DeleteFunc(subs, func(s bot.Subscription) bool { return s.Channel.Workspace() != w })
	marks, err := o.store.Marks(ctx, w, "")
	o.must(err)
	watches, err := o.store.Watches(ctx)
	o.must(err)
	watches = slices.DeleteFunc(watches, func(x bot.WatchEntry) bool { return x.Workspace != w })
	calendars, err := o.store.Calendars(ctx, w)
	o.must(err)
	channels, err := o.store.Channels(ctx)
	o.must(err)
	channels = slices.DeleteFunc(channels, func(c bot.Channel) bool { return c.ID.Workspace() != w })
	var seen []feeds.Event
	for _, id := range events {
		e, _, err := o.store.Event(ctx, id)
		o.must(err)
		if e.Workspace == "" || e.Workspace == w {
			seen = append(seen, e)
		}
	}
	raw, err := json.Marshal([]any{append([]bot.Subscription{}, subs...), marks, append([]bot.WatchEntry{}, watches...), calendars, append([]bot.Channel{}, channels...), append([]feeds.Event{}, seen...)})
	o.must(err)
	return string(raw)
}

// wild makes commands of verbs, ids that exist somewhere, and words that carry
// the mark of who says them.
type wild struct {
	*rand.Rand
	mark string
}

func (w wild) of(list ...string) string { return list[w.IntN(len(list))] }
func (w wild) id(letter string, n int) string {
	return fmt.Sprintf("%s%d", letter, 1+w.IntN(n))
}
func (w wild) words() string { return fmt.Sprintf("%s%d", w.mark, w.IntN(50)) }

func (w wild) command() string {
	e := w.id("e", 14)
	switch w.IntN(26) {
	case 0:
		return "subscribe " + w.of("data-export", "app-enforcement", "") + " " + w.words() + " mode:" + w.of("now", "daily")
	case 1:
		return "unsubscribe " + w.of(w.id("s", 30), w.id("s", 30), "data-export", "all")
	case 2:
		return "list " + w.of("", "all", "me")
	case 3:
		return "mute " + w.of(w.id("s", 30), "data-export") + " until:" + w.of("2d", "2022-12-01") + " reason:" + w.words()
	case 4:
		return "unmute " + w.id("s", 30)
	case 5:
		return w.of("find", "preview") + " " + w.of("标题", "秘密", w.words())
	case 6:
		return w.of("latest 50", "deadlines 3000d", "since 2022-09-01", "digest 2022-09", "coverage 2022-09")
	case 7, 8:
		return w.of("item ", "why ") + w.of(e, w.id("i", 14), "https://cac.example/"+fmt.Sprint(w.IntN(14)), "https://links.example/"+fmt.Sprint(w.IntN(5)))
	case 9, 10:
		return "note " + e + " " + w.of(w.words(), w.words(), "", "off")
	case 11:
		return "take " + e
	case 12, 13:
		return w.of("done "+e+" reason:"+w.words(), "undone "+e)
	case 14:
		return w.of("remind "+e, "remind "+e+" 5d", "save "+e, "saved")
	case 15:
		return "feedback " + e + " " + w.of("no", "yes")
	case 16:
		return "event " + w.of("split "+e, "split "+e+" "+w.id("i", 14), "join "+e+" "+w.id("e", 14), "link "+e+" "+w.id("e", 14)+" amends", "unlink "+e+" "+w.id("e", 14))
	case 17, 18:
		return "watch add app " + w.words() + " owners:U1,U2"
	case 19, 20:
		return w.of("watch list", "watch remove "+w.id("w", 60))
	case 21:
		return "submit https://links.example/" + fmt.Sprint(w.IntN(5))
	case 22:
		return "share " + w.of("item "+e, "latest", "digest 2022-09")
	case 23:
		return "settings quiet:2" + fmt.Sprint(w.IntN(4)) + ":00-07:00 lang:" + w.of("en", "zh") + w.of("", " followups:off")
	case 24:
		return w.of("resume", "sources", "topics", "help")
	}
	return "deadlines ical " + w.of("", "data-export", "off", w.words())
}

func TestNothingCrossesBetweenWorkspaces(t *testing.T) {
	const marks = "T1zz T2zz"
	o := newOffice(t)
	source := rand.New(rand.NewPCG(bottest.Seed(t), 1))
	strangers := bottest.Rounds(1_000, 10_000)
	var events []feeds.EventID
	for n := range 12 {
		w := []feeds.WorkspaceID{"", "slack:T1", "slack:T2"}[n%3]
		title := "标题"
		if w != "" {
			title = "秘密 " + strings.Fields(marks)[n%3-1]
		}
		events = append(events, o.publish(w, title, func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: "2022-10-12"}
		}))
	}
	people := map[string][]person{}
	for mark, c := range map[string]bot.ChannelID{"T1zz": here, "T2zz": there} {
		for _, user := range []string{"U1", "U2"} { // the same ids in both
			p := o.person(c, user)
			p.actor.Admin = user == "U1"
			people[mark] = append(people[mark], p)
		}
	}
	done, refused := 0, 0
	for n := range strangers {
		us, them := "T1zz", "T2zz"
		if n%2 == 1 {
			us, them = them, us
		}
		theirs := people[them][0].actor.Workspace
		check := n%5 == 0
		before := ""
		if check {
			before = o.belongings(theirs, events)
		}
		o.set(o.now.Add(time.Second))
		line := wild{source, us}.command()
		answer, m, err := people[us][source.IntN(2)].try(line)
		if err != nil {
			refused++
			if strings.HasPrefix(answer, "ERROR") {
				t.Fatalf("%d: %s: %v", n, line, err)
			}
		} else {
			done++
		}
		raw, err := json.Marshal(m.Data)
		o.must(err)
		if strings.Contains(answer, them) || strings.Contains(string(raw), them) {
			t.Fatalf("%d: %s: %s is told what belongs to %s:\n%s\n%s", n, line, us, them, answer, raw)
		}
		if check {
			if after := o.belongings(theirs, events); after != before {
				t.Fatalf("%d: %s changed what belongs to another workspace:\n%s\nbecame\n%s", n, line, before, after)
			}
		}
	}
	if done < strangers/3 || refused < strangers/20 {
		t.Errorf("only %d commands were done and %d refused: the run shows little", done, refused)
	}
}
