package command_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// wordsOf is what a person is told of an error.
func wordsOf(err error) string {
	if m, ok := errors.AsType[*bot.Mistake](err); ok {
		return m.Say.Words(bot.English, phrase.Say)
	}
	return "ERROR " + err.Error()
}

func TestEveryVerbHasHelpAndItsExampleIsUnderstood(t *testing.T) {
	o := newOffice(t)
	for range 12 {
		o.publish("", "标题", nil)
	}
	p := o.person(here, "U1")
	p.actor.Admin = true
	p.say("subscribe data-export mode:now")
	p.say("subscribe app-enforcement")
	p.say("subscribe all")
	o.desk.Rules = func(feeds.WorkspaceID) command.Rules { return command.Rules{Curates: true} }
	verbs := slices.DeleteFunc(command.Verbs(), func(v string) bool { return v == "unsubscribe" })
	for _, v := range append(verbs, "unsubscribe") {
		_, example, ok := command.Usage(v)
		if !ok || example == "" {
			t.Errorf("%s has no example", v)
			continue
		}
		example = strings.ReplaceAll(strings.ReplaceAll(example, "2022-12-01", "2032-12-01"), "2022-11-01", "2032-11-01")
		if answer, _, err := p.try(example); err != nil && v != "source" {
			t.Errorf("%s: %s", example, answer)
		}
		if answer := p.say("help " + v); !strings.Contains(answer, v) {
			t.Errorf("help %s: %q", v, answer)
		}
	}
	p.wants("", "subscribe", "coverage")
}

// TestHelpSaysWhatTheWordsOfAVerbMayBe: who is told [stage:…] alone has to guess.
func TestHelpSaysWhatTheWordsOfAVerbMayBe(t *testing.T) {
	p := newOffice(t).person(here, "U1")
	for _, verb := range []string{"subscribe", "preview", "find", "deadlines"} {
		p.wants("help "+verb, "stage: one of draft, final, in-force, ended, case", "authority: its code or its name", "topics lists them all")
	}
	p.wants("help subscribe", "mode: one of now, daily, weekly", "followups: ", "one of thread, channel, off")
	p.wants("help watch", "KIND: one of app, mini-program, sdk, entity, vendor")
	p.wants("help event", "later-draft-of")
	for _, c := range []struct{ verb, not string }{{"take", "one of"}, {"settings", "topics"}, {"preview", "mode:"}} {
		if answer := p.say("help " + c.verb); strings.Contains(answer, c.not) {
			t.Errorf("help %s says %q", c.verb, answer)
		}
	}
}

func TestMistakesNameWhatWasMeant(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	p := o.person(here, "U1")
	p.say("subscribe data-export")
	for line, want := range map[string]string{
		"subscibe x":                   "Did you mean subscribe?",
		"subscribe data-exprt":         "Did you mean data-export?",
		"subscribe score:9":            "Filters have no “score:”",
		"subscribe kind:news":          "Filters have no “kind:”",
		"subscribe urgent:now":         "Filters have no “urgent:”",
		"subscribe stage:drafts":       "Did you mean draft?",
		"mute s1":                      "until when",
		"mute s1 untl:2032-01-01":      "Did you mean until:?",
		"mute s1 until:2020-01-01":     "is not ahead",
		"mute s9 until:3d":             "no subscription “s9”",
		"unmute s1":                    "is not muted",
		"done " + e:                    "Why is " + e + " done?",
		"undone " + e:                  "no done to take back",
		"note e99 x":                   "Nothing is known as “e99”",
		"feedback " + e + " maybe":     "yes or no",
		"watch":                        "add, remove or list",
		"watch add app Acme owners:U1": "is for admins",
		"event join e1 e2":             "is for admins",
		"settings zone:Mars/Base":      "is not a time zone",
		"settings quiet:25:00-07:00":   "no quiet hours",
		"settings colour:red":          "has no “colour:”",
		"digest 2022-13":               "is not a month",
		"since lastweek":               "is not a day",
		"share subscribe x":            "share takes a look-up",
		"remind " + e + " soon":        "is not a day",
		"item e99":                     "Nothing is known as “e99”",
		"deadlines soon":               "not a number above zero",
		"list everywhere":              "It takes: here, me, all",
		"find x stage:inforce":         "Did you mean in-force?",
		"find x stage:gone":            "It takes: draft, final, in-force, ended, case",
	} {
		if answer, _, err := p.try(line); err == nil && !strings.HasPrefix(line, "done ") || !strings.Contains(answer, want) {
			t.Errorf("%.40s: %q, want %q", line, answer, want)
		}
	}
}

func TestIdsAreKnownHoweverTheyAreTyped(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	for _, typed := range []string{strings.ToUpper(e), e + ".", "#" + e, e + "，", "https://us.example/event/" + e, "<https://us.example/event/" + e + ">"} {
		p.wants("item "+typed, "Details ("+e+")")
	}
	p.wants("/regwire item "+e, "Details ("+e+")")
	p.wants("@regwire item "+e, "Details ("+e+")")
	p.wants("take "+strings.ToUpper(e), e+" is yours")
	p.wants("mute S1 until:3d", "s1 muted")
	p.say("subscribe app-enforcement")
	p.wants("unsubscribe s2, s9", "no subscription “s9”")
	p.wants("unsubscribe S2， s1. data-export", "Unsubscribed s2, s1")
	p.wants("item https://elsewhere.example/event/"+e, "Nothing is known as “https://elsewhere.example/event/")
}

func TestWhatIsNotReadIsNotCalledIrrelevant(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	source := feeds.Source{ID: "s", Host: "h.example"}
	found := feeds.Item{Source: "s", URL: "https://h.example/1", Host: "h.example", Title: "通知", Found: o.now, State: feeds.ItemUnread}
	claim, _, err := o.store.ClaimHost(t.Context(), "t", []feeds.Source{source})
	o.must(err)
	_, err = o.store.Commit(t.Context(), claim, feeds.Round{Found: []feeds.Found{{Item: found, Keys: []feeds.Key{"url:https://h.example/1"}}}})
	o.must(err)
	o.must(o.store.Release(t.Context(), claim))
	for _, verb := range []string{"item", "why"} {
		if answer := p.say(verb + " i1"); !strings.Contains(answer, "waits to be read") || strings.Contains(answer, "not relevant") || strings.Contains(answer, "filed") {
			t.Errorf("%s of an unread item: %s", verb, answer)
		}
	}
	claim, items, err := o.store.ClaimUnread(t.Context(), "t", 1)
	o.must(err)
	i := items[0]
	i.Unread, i.Attempts, i.NextTry = "error: the page holds no article", 1, o.now.Add(time.Hour)
	_, err = o.store.Commit(t.Context(), claim, feeds.Round{Retry: []feeds.Item{i}})
	o.must(err)
	o.must(o.store.Release(t.Context(), claim))
	for _, verb := range []string{"item", "why"} {
		p.wants(verb+" i1", "1 try to read it failed (error: the page holds no article)", "tried again from")
	}
}

func TestWhyIsSaidInChineseToo(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", func(i *feeds.Item) {
		i.Reading.Stage, i.Reading.Dates.CommentCloses.Day = feeds.StageDraft, "2022-12-01"
	}))
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	for _, filter := range []string{"app-enforcement", "all -data-export", "authority:miit", "region:sh", "stage:final", "section:court-litigation", "all “没有的词”", "all -标题"} {
		p.say("subscribe " + filter)
	}
	p.say("unsubscribe s1")
	m, err := o.desk.Handle(t.Context(), bot.Command{Actor: p.actor, Verb: "why", Words: []string{e}})
	o.must(err)
	var said strings.Builder
	for _, b := range m.Blocks {
		for _, l := range b.Lines {
			said.WriteString(l.Words(bot.Chinese, phrase.Say) + "\n")
		}
	}
	for _, no := range []string{"所选主题不含 data-export", "data-export 中有被排除的主题", "所选机关不含 CAC", "来自其他地区", "所选阶段不含 draft", "所选栏目不含 legislation", "未出现“没有的词”", "出现了被排除的“标题”", "已放弃（本频道已没有订阅需要它）"} {
		if !strings.Contains(said.String(), no) {
			t.Errorf("no %q in %s", no, said.String())
		}
	}
}

func TestWhyOfWhatHasNoReasonsSaysSo(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	o.person(here, "Ann").wants("why "+e, "What decided:", "nothing in its title or text spoke")
}

func TestWhySaysThatTheTextWasNotRead(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", func(i *feeds.Item) { i.State, i.Unread = feeds.ItemTitleOnly, "page is gone" }))
	o.person(here, "Ann").wants("why "+e, "Text not read (page is gone): this rests on the title alone.")
}

func TestNothingIsAListOfNothingAndNobodySharesIt(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	if _, m, err := p.try("help"); err != nil || !slices.Equal(m.Data.([]string), command.Verbs()) {
		t.Errorf("help as data: %v %v, want the verbs", m.Data, err)
	}
	for _, line := range []string{"find x", "latest", "since 2022-09-01", "deadlines", "list", "saved", "watch list", "preview", "coverage 2022-09"} {
		_, m, err := p.try(line)
		if err != nil || len(m.Buttons) > 0 {
			t.Errorf("%s: %v, buttons %v", line, err, m.Buttons)
		}
		if raw, err := json.Marshal(m.Data); err != nil || line != "coverage 2022-09" && string(raw) != "[]" || string(raw) == "null" {
			t.Errorf("%s as data: %s %v", line, raw, err)
		}
	}
}

func TestUnsubscribingSaysWhatIsNotPosted(t *testing.T) {
	o := newOffice(t)
	draft := func(i *feeds.Item) {
		i.Reading.Stage, i.Reading.Dates.CommentCloses.Day = feeds.StageDraft, "2022-12-01"
	}
	e := string(o.publish("", "标题", draft))
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	p.say("subscribe data-export authority:cac")
	if answer := p.say("unsubscribe s1"); !strings.Contains(answer, "Unsubscribed s1") || strings.Contains(answer, "waited") {
		t.Errorf("the other subscription has it posted: %s", answer)
	}
	p.wants("why "+e, "s2 wants it")
	p.wants("unsubscribe all", "Unsubscribed s2", "1 event that waited to be posted here will not be")
	p.wants("why "+e, "list to this channel: given up (no subscription of this channel wants it any more)")
	issued := o.publish("", "办法", func(i *feeds.Item) { i.Reading.Stage = feeds.StageIssued })
	p.say("subscribe data-export")
	o.must(o.store.Owe(t.Context(), []bot.Delivery{{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindAlert, Subject: string(issued)}}}))
	p.wants("unsubscribe all", "2 events that waited")
	o.set(o.now.Add(time.Hour))
	p.say("subscribe data-export")
	p.wants("why "+string(issued), "alert to this channel: given up", "s4 wants it, but was made after it was told")
	p.say("unsubscribe all")
	p.say("subscribe app-enforcement")
	if answer := p.say("unsubscribe all"); strings.Contains(answer, "waited") {
		t.Errorf("nothing waited: %s", answer)
	}
}

func TestFilterGrammar(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "U1")
	answer := p.say("subscribe data-export,app-enforcement authority:cac,miit region:sh stage:draft,final,in-force section:legislation -会议 “个人 信息” draft:weekly final:now in-force:daily lang:zh followups:channel")
	for _, want := range []string{"data_export, app_enforcement", "CAC, MIIT", "from Shanghai", "draft, issued, in force", "Legislation", "without the words “会议”", "with the words “个人 信息”", "draft in a weekly list", "issued at once", "in force in a daily list"} {
		if !strings.Contains(answer, want) {
			t.Errorf("the rule said back lacks %q: %s", want, answer)
		}
	}
	subs, err := o.store.Subscriptions(t.Context())
	o.must(err)
	if s := subs[0]; s.Followups != "channel" || s.ByStage["in_force"] != bot.Daily || s.Filter.NotWords[0] != "会议" {
		t.Errorf("subscription = %+v", s)
	}
	p.wants("subscribe data-export,app-enforcement authority:cac,miit region:sh stage:draft,final,in-force section:legislation -会议 “个人 信息”", "Already subscribed")
}

func TestNothingThatIsAskedForIsPassedOverInSilence(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "U1")
	p.wants("subscribe 数据出境，应用 authority:cac、miit lang:zh followups:off", "as s1: topics data_export, app_enforcement, issued by CAC, MIIT", "Set with it: language Chinese, later news not at all")
	p.wants("subscribe data-export，app-enforcement authority:cac,miit lang:en followups:channel", "Already subscribed as s1", "Set with it: language English, later news in the channel")
	ch, err := o.store.Channel(t.Context(), here)
	o.must(err)
	subs, err := o.store.Subscriptions(t.Context())
	o.must(err)
	if ch.Lang != bot.English || len(subs) != 1 || subs[0].Followups != "channel" {
		t.Errorf("channel %+v, subscriptions %+v", ch, subs)
	}
	p.wants("subscribe data-export mode:draft:weekly final:now", "as s2", "draft in a weekly list, issued at once")
	p.wants("subscribe data-export draft:weekly", "Already subscribed as s2")
	p.wants("subscribe data-export in-force:weekly", "as s3", "in force in a weekly list")
	p.wants("subscribe data-export since:2022-09", "Filters have no “since:”")
	p.wants("preview data-export until:2022-09", "Filters have no “until:”")
	p.wants("subscribe data-export authority:，", "authority: needs a value")
	p.wants("subscribe x:y", "final, followups, in-force, lang")
	p.wants("preview region:上海", "from Shanghai;")
	p.wants("preview region:SHANGHAI、cn", "from Shanghai, China (national);")
	p.wants("preview region:shangai", "Did you mean shanghai?")
	p.wants("preview region:atlantis", "It takes: china, shanghai.")
	p.wants("subscribe in-force:soon", "in-force does not know “soon”")
}

func TestSubscribingTellsOnceWhatIsOpenNow(t *testing.T) {
	o := newOffice(t)
	draft := func(closes feeds.Day) func(*feeds.Item) {
		return func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: closes}
		}
	}
	issued := func(day feeds.Day) func(*feeds.Item) {
		return func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.Effective = feeds.StageIssued, feeds.Date{Day: day}
		}
	}
	want := []feeds.EventID{o.publish("", "open", draft("2022-10-12")), o.publish("", "soon", issued("2022-11-01")), o.publish("", "undated", draft(""))}
	o.publish("", "closed", draft("2022-09-29"))
	o.publish("", "late", issued("2023-06-01"))
	o.publish("", "in force", issued("2022-09-01"))
	o.publish("slack:T2", "of others", draft("2022-10-12"))
	o.publish("", "another topic", func(i *feeds.Item) {
		draft("2022-10-12")(i)
		i.Reading.Topics = []feeds.Topic{"app_enforcement"}
	})
	p := o.person(here, "U1")
	p.wants("subscribe data-export", "as s1", "expect about", "Unless a mode is given")
	_, owed, err := o.store.ClaimChannel(t.Context(), "t")
	o.must(err)
	if len(owed.Deliveries) != 1 {
		t.Fatalf("owed %+v, want one list", owed.Deliveries)
	}
	d := owed.Deliveries[0]
	if d.Key.Kind != bot.KindDigest || d.Key.Subject != bot.ListOpen || d.Key.Occasion != "s1" || len(d.Events) != 3 {
		t.Errorf("owed %+v, want the list of %v", d, want)
	}
	for _, e := range want {
		if !strings.Contains(" "+string(d.Events[0])+" "+string(d.Events[1])+" "+string(d.Events[2])+" ", " "+string(e)+" ") {
			t.Errorf("list %v lacks %s", d.Events, e)
		}
	}
}

func TestMarksAreSeenByTheWorkspaceAndTakenBack(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	ann, bob, other := o.person(here, "Ann"), o.person(here, "Bob"), o.person(there, "Eve")
	ann.wants("take "+e, "is yours")
	ann.wants("note "+e+" Applies to our entity", "stands on "+e)
	bob.wants("done "+e+` reason:"comments sent"`, "marked done by Bob: comments sent")
	bob.wants("item "+e, "Applies to our entity", "note by Ann", "Taken by Ann", "Marked done by Bob: comments sent")
	if answer := other.say("item " + e); strings.Contains(answer, "Ann") || strings.Contains(answer, "Bob") {
		t.Errorf("another workspace reads %q", answer)
	}
	other.wants("undone "+e, "no done")
	ann.wants("undone "+e, "open again")
	if answer := ann.say("item " + e); strings.Contains(answer, "Marked done") {
		t.Errorf("taken back, and still %q", answer)
	}
	ann.wants("note "+e, "Applies to our entity")
	ann.wants("note "+e+" off", "is gone")
	ann.wants("note "+e, "has no note")
	ann.wants("saved", "nothing yet")
	ann.say("save " + e)
	ann.wants("saved", "["+e+"]")
	bob.wants("saved", "nothing yet")
	ann.wants("remind "+e+" 3d", "3 Oct 2022")
}

func TestDoneAsksForAReasonAndTakesItFromTheForm(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	p := o.person(here, "Ann")
	_, m, err := p.try("done " + e)
	if err != nil || m.Submit != "done" || len(m.Form) != 2 || m.Form[0].Value != e {
		t.Fatalf("answer %+v, %v; want a form for the reason", m, err)
	}
	m, err = o.desk.Handle(t.Context(), bot.Command{Actor: p.actor, Verb: "done", Form: map[string][]string{"event": {e}, "reason": {"sent"}}})
	if err != nil || !strings.Contains(text(m), "done by Ann: sent") {
		t.Errorf("answer %q, %v", text(m), err)
	}
}

func TestThreeAnswersProposeAFilterAndChangeNothing(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe all")
	for n := range 3 {
		answer := p.say("feedback " + string(o.publish("", "标题", nil)) + " no")
		if got := strings.Contains(answer, "-data-export"); got != (n == 2) {
			t.Errorf("answer %d: %q", n+1, answer)
		}
	}
	p.wants("list", "everything relevant")
}

func TestEverythingMayBeAskedForWithAMode(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.wants("preview all mode:weekly", "everything relevant")
	p.say("subscribe all mode:weekly followups:channel")
	subs, err := o.store.Subscriptions(t.Context())
	o.must(err)
	if s := subs[0]; s.Mode != bot.Weekly || s.Followups != "channel" || len(s.Filter.Words) > 0 {
		t.Errorf("subscription %+v", s)
	}
}

func TestMuteHasAnEndAnOwnerAndAReason(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	p.say("subscribe app-enforcement")
	p.wants(`mute data-export until:2022-12-01 reason:"too many"`, "s1 muted until 1 Dec 2022: too many")
	p.wants("list", "MUTED until 1 Dec 2022 (Ann: too many)")
	e := string(o.publish("", "标题", nil))
	p.wants("why "+e, "s1 wants it, and is muted")
	p.wants("unmute s1", "s1 heard again")
	if answer := p.say("list"); strings.Contains(answer, "MUTED") {
		t.Errorf("after unmute: %q", answer)
	}
}

func TestWatchListIsPrivateToItsOwners(t *testing.T) {
	o := newOffice(t)
	ann, bob := o.person(here, "Ann"), o.person(here, "Bob")
	ann.actor.Admin = true
	ann.wants(`watch add app "Acme Pay"`, "it takes two", "You are the first", `watch add app "Acme Pay" owners:me,U0123ABC`)
	ann.wants(`watch add app "Acme Pay" owners:<@U7|bob>`, "Owners: Ann, U7", "Notices use Chinese names")
	if answer := ann.say("watch add mini-program 艾克米 owners:Ann,Eve nomatch:weekly"); strings.Contains(answer, "Chinese names") {
		t.Errorf("a Chinese name is warned of: %q", answer)
	}
	ann.wants("watch list", "Acme Pay", "艾克米")
	bob.wants("watch list", "watch nothing yet")
	bob.wants("watch remove w1", "You watch nothing called “w1”")
	bob.wants("watch add app X owners:a,b", "is for admins")
	ann.wants("watch add gadget X owners:a,b", "It takes: app")
	ann.wants("watch remove w1", "no longer watched")
	all, err := o.store.Watches(t.Context())
	o.must(err)
	if len(all) != 1 || !all[0].Quiet {
		t.Errorf("entries = %+v", all)
	}
}

func TestANewWatchedNameIsLookedUpInEarlierNotices(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "通报", func(i *feeds.Item) {
		i.Reading.Section, i.Reading.Apps = feeds.EnforcementCase, &feeds.AppList{Rows: []feeds.AppRow{{Row: 1, Name: "艾克米支付", Problem: "违规收集"}}}
	}))
	other := string(o.publish("slack:T2", "通报", func(i *feeds.Item) { // of people elsewhere
		i.Reading.Section, i.Reading.Apps = feeds.EnforcementCase, &feeds.AppList{Rows: []feeds.AppRow{{Row: 1, Name: "艾克米支付"}}}
	}))
	ann := o.person(here, "Ann")
	ann.actor.Admin = true
	answer := ann.say("watch add app 艾克米支付 owners:Ann,Bob")
	if !strings.Contains(answer, "Named already in 1 notice") || !strings.Contains(answer, "["+e+"] · 艾克米支付 | 违规收集") || strings.Contains(answer, other) {
		t.Errorf("a name that a notice named: %s", answer)
	}
	if answer := ann.say("watch add app 日历 owners:Ann,Bob"); strings.Contains(answer, "Named already") {
		t.Errorf("a name that nobody named: %s", answer)
	}
	ann.wants("watch list", "owners: Ann, Bob")
}

// What a notice says of a watched name goes to its owners alone: one who cannot be
// written to would never hear of a match.
func TestOwnersOfAWatchedNameCanBeWrittenTo(t *testing.T) {
	o := newOffice(t)
	o.desk.Person = func(_ feeds.WorkspaceID, id string) bool { return strings.HasPrefix(id, "U0") }
	ann := o.person(here, "U0ANN")
	ann.actor.Admin = true
	for _, line := range []string{"watch add app 支付 owners:@ben,@cat", "watch add app 支付 owners:U0BEN,cat", "watch add app 支付 owners:U0BEN,#general"} {
		ann.wants(line, "nobody who can be told privately here")
	}
	ann.wants("watch add app 支付 owners:me", "You are the first")
	ann.wants("watch add app 支付 owners:<@U0BEN|ben>", "Owners: U0ANN, U0BEN")
	ann.wants("watch add app 钱包 owners:U0BEN,me", "Owners: U0BEN, U0ANN")
	ann.wants("watch add app 账单 Bills, owners:@U0BEN, @U0CAT", "Owners: U0BEN, U0CAT")
	ann.wants("watch add app 红包 owners: <@U0BEN|ben> <@U0CAT|cat> @cosme", "Owners: U0BEN, U0CAT")
	o.person(here, "U0BEN").wants("watch list", "账单 / Bills", "红包 / @cosme")
	terminal := o.person(here, "operator")
	terminal.actor.Admin, terminal.actor.Operator = true, true
	terminal.wants("watch add app 支票 owners:U0BEN", "Name both", `watch add app "支票" owners:U0123ABC,U0456DEF`)
	terminal.wants("watch add app 支票 owners:U0BEN,me", "“me” is nobody")
	terminal.wants("watch add app 支票 owners:U0BEN,U0CAT", "Owners: U0BEN, U0CAT")
	e := string(o.publish("", "标题", nil))
	terminal.wants("take "+e, "say it there")
	terminal.wants("remind "+e, "say it there")
	terminal.wants("done "+e+" filed", "is marked done")
}

func TestCorrectionsAreForWhoSpeaksForAll(t *testing.T) {
	o := newOffice(t)
	x, y, own := string(o.publish("", "甲", nil)), string(o.publish("", "乙", nil)), string(o.publish("slack:T1", "丙", nil))
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.wants("event join "+x+" "+y, "seen by other workspaces")
	o.desk.Rules = func(feeds.WorkspaceID) command.Rules { return command.Rules{Curates: true} }
	p.wants("event join "+x+" "+y, y+" is part of "+x)
	p.wants("item "+y, "Details ("+x+")")
	p.wants("event split "+y, y+" stands alone now, out of "+x)
	p.wants("event join "+x+" "+own, "so they stay apart")
	p.wants("event join "+x+" "+strings.ToUpper(x), "are one event already")
	p.wants("event link "+x+" "+x+" final-of", "are one event already")
	p.wants("event join "+x+" e99", "Nothing is known as “e99”")
	p.wants("event split "+x+" i99", "“i99” is no item of "+x)
	p.wants("event link "+x+" "+y+" final-off", "Did you mean final-of?")
	p.wants("event link "+x+" "+y+" final-of", "are linked")
	p.wants("item "+x, "Earlier draft: 乙")
	p.wants("event unlink "+x+" "+y, "no longer linked")
	p.wants("event unlink "+x+" "+y, x+" and "+y+" are not linked")
	p.wants("event split "+x, "has one item only")
	p.wants("event link "+x+" "+y+" same-as", "are linked") // who is sure joins them
	p.wants("item "+x, "The same as: 乙 (possible, confirm)")
	p.wants("event join "+x+" "+y, y+" is part of "+x)
	if said := p.say("item " + x); strings.Contains(said, "The same as") {
		t.Errorf("what was joined may still be the same:\n%s", said)
	}
}

// TestCorrectionsInOddOrders: three become one and are taken apart from the end, a step
// follows its event into another, and what undoes a correction brings back what was there.
func TestCorrectionsInOddOrders(t *testing.T) {
	o := newOffice(t)
	x, y, z, draft := string(o.publish("", "甲", nil)), string(o.publish("", "乙", nil)), string(o.publish("", "丙", nil)), string(o.publish("", "丁", nil))
	p := o.person(here, "operator")
	p.actor.Admin, p.actor.Operator = true, true
	p.wants("event join "+x, "join takes two events")
	p.wants("event link "+x+" "+y, "link takes two events")
	p.wants("event link "+z+" "+draft+" final-of perhaps", "link takes two events")
	p.wants("event link "+z+" "+draft+" back", "nobody has corrected how")
	back := func(one, other string) string { return "event link " + one + " " + other + " back" }
	p.wants("event link "+z+" "+draft+" final-of possible", back(z, draft)+" takes it back")
	p.wants("event link "+z+" "+draft+" amends", back(z, draft)+" takes it back")
	p.wants(back(z, draft), "are linked as before")
	p.wants("event join "+y+" "+z, z+" is part of "+y)
	p.wants("event join "+x+" "+y, y+" is part of "+x)
	p.wants("item "+x, "Earlier draft: 丁 (possible, confirm)")
	p.wants("item "+z, "Details ("+x+")")
	p.wants("event link "+draft+" "+z+" draft-of", back(draft, z)+" takes it back")
	p.wants("item "+x, "Earlier draft: 丁")
	p.wants(back(draft, z), "are linked as before")
	p.wants("item "+x, "Earlier draft: 丁 (possible, confirm)")
	p.wants("event join "+draft+" "+z, "or name "+x)
	p.wants("event split "+z+" i1", z+" is part of "+x)
	p.wants("event unlink "+draft+" "+x, back(draft, x)+" takes it back")
	p.wants("event unlink "+x+" "+draft, "are not linked")
	p.wants("event split "+z, z+" stands alone now, out of "+x)
	p.wants("event split "+y, y+" stands alone now, out of "+x)
	p.wants("event split "+x, "has one item only")
	p.wants("event join "+x+" "+y, y+" is part of "+x)
	p.wants("event split "+x, "stands alone now, out of "+x)
	p.wants("event split "+y, "each was split off")
}

func TestAConfirmedRepealHoldsFromItsDay(t *testing.T) {
	o := newOffice(t)
	o.desk.Rules = func(feeds.WorkspaceID) command.Rules { return command.Rules{Curates: true} }
	rule := func(effective feeds.Day) func(*feeds.Item) {
		return func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.Effective.Day = feeds.StageIssued, effective
		}
	}
	old := string(o.publish("", "旧规定", rule("2020-01-01")))
	undated, later := string(o.publish("", "新规定", rule(""))), string(o.publish("", "更新的规定", rule("2022-12-01")))
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.wants("event link "+old+" "+later+" repealed-by", "are linked")
	p.wants("item "+old, "IN FORCE")
	p.wants("event link "+undated+" "+old+" repeals", "are linked")
	p.wants("item "+old, "READ, repealed 28 Sep 2022")
	p.wants("event unlink "+undated+" "+old, "no longer linked")
	p.wants("item "+old, "IN FORCE")
	o.set(time.Date(2022, 12, 1, 10, 0, 0, 0, feeds.Shanghai))
	p.wants("item "+old, "READ, repealed 1 Dec 2022")
}

func TestAFilterByStageKnowsWhatHasEnded(t *testing.T) {
	o := newOffice(t)
	o.desk.Rules = func(feeds.WorkspaceID) command.Rules { return command.Rules{Curates: true} }
	rule := func(effective, expires feeds.Day) func(*feeds.Item) {
		return func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.Effective.Day, i.Reading.Dates.Expires.Day = feeds.StageIssued, effective, expires
		}
	}
	repealed, amended := string(o.publish("", "甲规定", rule("2020-01-01", ""))), string(o.publish("", "乙规定", rule("2020-01-01", "")))
	expired, holds := string(o.publish("", "丙规定", rule("2020-01-01", "2021-12-31"))), string(o.publish("", "丁规定", rule("2022-09-01", "")))
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.say("event link " + holds + " " + repealed + " repeals")
	p.say("event link " + amended + " " + holds + " amended-by")
	p.wants("item "+repealed, "READ, repealed 1 Sep 2022")
	p.wants("item "+amended, "IN FORCE since 1 Jan 2020, amended 1 Sep 2022")
	for stage, want := range map[string][]string{"in-force": {amended, holds}, "ended": {repealed, expired}, "draft": nil} {
		answer := p.say("find 规定 stage:" + stage)
		for _, e := range []string{repealed, amended, expired, holds} {
			if got := strings.Contains(answer, "["+e+"]"); got != slices.Contains(want, e) {
				t.Errorf("stage %s, %s found: %t\n%s", stage, e, got, answer)
			}
		}
	}
	p.say("subscribe stage:in-force")
	p.wants("why "+repealed, "the stages asked for do not include ended")
	p.wants("why "+amended, "wants it")
}

func TestRolesOfAWorkspace(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	o.desk.Rules = func(w feeds.WorkspaceID) command.Rules {
		if w != "slack:T1" {
			return command.Rules{}
		}
		return command.Rules{Verbs: map[string]command.Role{"subscribe": command.Admins, "watch": command.Anyone, "latest": command.Admins}, Admins: []string{"Ann"}}
	}
	ann, bob, guest := o.person(here, "Ann"), o.person(here, "Bob"), o.person(here, "Guest")
	guest.actor.Guest = true
	bob.wants("subscribe", "subscribe is for admins here")
	ann.wants("subscribe all", "as s1")
	guest.wants("mute s1 until:3d", "mute is for members of this workspace")
	guest.wants("item "+e, "标题")
	guest.wants("find 标题 share", "share is for members")
	o.person(there, "Bob").wants("subscribe all", "as s2")
	bob.wants("latest", "latest is for admins here")
	bob.wants("share latest", "latest is for admins here")
	bob.wants("watch add app 支付 owners:Bob,Cat", "支付")
	o.person(there, "Bob").wants("watch add app 支付 owners:Bob,Cat", "watch add is for admins here")
}

func TestShareIsSeenByAllAndEverythingElseByTheAskerAlone(t *testing.T) {
	o := newOffice(t)
	o.publish("", "标题", nil)
	p := o.person(here, "Ann")
	for line, private := range map[string]bool{"find 标题": true, "share find 标题": false, "find 标题 share": false, "latest": true} {
		_, m, err := p.try(line)
		if err != nil || m.Private != private {
			t.Errorf("%s: private %v, %v; want %v", line, m.Private, err, private)
		}
	}
	_, m, err := p.try("find 标题")
	o.must(err)
	if b := m.Buttons[len(m.Buttons)-1]; b.Verb != "share" || strings.Join(b.Words, " ") != "find 标题" {
		t.Errorf("button %+v, want share find 标题", b)
	}
}

func TestSettingsAreSaidBack(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe all")
	p.wants("settings quiet:22:00-07:00 zone:Europe/Berlin workdays:on lang:zh followups:off", "language Chinese", "time zone Europe/Berlin", "quiet hours 22:00-07:00", "working days only", "later news not at all")
	c, err := o.store.Channel(t.Context(), here)
	o.must(err)
	if c.Quiet != "22:00-07:00" || c.Zone != "Europe/Berlin" || !c.WorkDays || c.Lang != bot.Chinese {
		t.Errorf("channel = %+v", c)
	}
	p.wants("settings quiet:off workdays:off", "no quiet hours", "every day")
}

func TestSettingsSayWhereLaterNewsGoes(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.wants("settings", "later news in the thread of the first post.")
	p.wants("settings followups:channel", "Nothing is subscribed here yet", "subscribe … followups:channel")
	p.say("subscribe data-export followups:channel")
	p.say("subscribe app-enforcement")
	p.say("subscribe children followups:channel")
	p.wants("settings", "later news in the thread of the first post (s2), later news in the channel (s1, s3).")
	p.wants("settings followups:channel", "later news in the channel.")
}

// A token that was revoked holds a whole workspace. That stands where people look, and
// resume says what it did.
func TestHeldWorkspaceIsSeenAndResumed(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe all")
	id := o.publish("", "标题", nil)
	d := bot.Delivery{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindAlert, Subject: string(id)}, State: bot.Pending, Due: o.now}
	ctx := t.Context()
	o.must(o.store.Owe(ctx, []bot.Delivery{d}))
	claim, owed, err := o.store.ClaimChannel(ctx, "t")
	o.must(err)
	o.must(o.store.CommitSending(ctx, claim, []bot.DeliveryKey{owed.Deliveries[0].Key}))
	o.must(o.store.CommitResults(ctx, claim, []bot.Result{{Key: owed.Deliveries[0].Key, State: bot.Retry, Reason: "token_revoked", HoldWorkspace: "token_revoked: make a new one", At: o.now}}))
	o.must(o.store.Release(ctx, claim))
	p.wants("list", "HELD: token_revoked: make a new one. Once that is mended: resume")
	p.wants("why "+string(id), "this channel: held (token_revoked: make a new one)")
	p.wants("resume", "Posts come to this channel again")
	p.wants("resume", "is not held")
	p.wants("why "+string(id), "this channel: to be tried again (token_revoked)")
	if answer := p.say("list"); strings.Contains(answer, "HELD") {
		t.Errorf("after resume: %q", answer)
	}
}

func TestResumeServesAHeldChannelAgain(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe all")
	p.wants("resume", "is not held")
	c, err := o.store.Channel(t.Context(), here)
	o.must(err)
	c.Held = "is_archived"
	o.must(o.store.PutChannel(t.Context(), c, bot.Audit{}))
	p.wants("list", "is_archived")
	p.wants("resume", "Posts come to this channel again")
	if c, err = o.store.Channel(t.Context(), here); err != nil || c.Held != "" {
		t.Errorf("channel = %+v, %v", c, err)
	}
}

func TestWhySaysWhatWasNotPosted(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe app-enforcement")
	e := string(o.publish("", "标题", nil))
	p.wants("why "+e, "s1 did not want it: the topics asked for do not include data-export")
	p.wants("why https://cac.example/never", "never seen", "Source cac on that site has not been read yet")
	p.wants("why https://off.example/x", "Source off on that site is not polled: needs a browser")
	p.wants("why https://nobody.example/x", "No source is on nobody.example")
	p.say("submit https://nobody.example/y")
	p.wants("why https://nobody.example/y", "waits to be read")
	o.person(there, "Eve").wants("why https://nobody.example/y", "never seen")
	p.say(`subscribe 正文里的词`)
	f := string(o.publish("", "另一标题", func(i *feeds.Item) { i.Text = "这里有正文里的词。" }))
	p.wants("why "+f, "s2 wants it")
	o.set(o.now.Add(time.Hour))
	p.say("subscribe data-export")
	p.wants("why "+f, "s2 wants it at once", "s3 wants it, but was made after it was told")
}

func TestCalendarAddressIsToldOnceAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	first := p.say("deadlines ical data-export")
	if !strings.Contains(first, "https://us.example/ical/") || len(first) < 60 {
		t.Errorf("answer %q", first)
	}
	p.wants("deadlines ical data-export", "You were given this calendar on 30 Sep 2022", "deadlines ical off")
	if other := p.say("deadlines ical"); other == first {
		t.Error("another filter has the same address")
	}
	p.wants("deadlines ical off", "2 calendar addresses taken back")
	if again := p.say("deadlines ical data-export"); again == first {
		t.Error("a revoked address is given again")
	}
	o.desk.Base = ""
	p.wants("deadlines ical", "listen.pages")
}

func TestDeadlinesNearestFirst(t *testing.T) {
	o := newOffice(t)
	for _, day := range []feeds.Day{"2022-11-13", "2022-10-12", "2023-09-01"} {
		o.publish("", "标题"+string(day), func(i *feeds.Item) {
			i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day, Before: true}
		})
	}
	answer := o.person(here, "Ann").say("deadlines 43d")
	if near, far := strings.Index(answer, "2022-10-12"), strings.Index(answer, "2022-11-13"); near < 0 || far < near || strings.Contains(answer, "2023") {
		t.Errorf("answer %q", answer)
	}
	// The card says 13 November and 43 days: both count to the 12th.
	for _, want := range []string{"13 Nov 2022 (43 days, counted to 12 Nov 2022)", "12 Oct 2022 (11 days, counted to 11 Oct 2022)"} {
		if !strings.Contains(answer, want) {
			t.Errorf("answer lacks %q: %q", want, answer)
		}
	}
	o.set(o.now.AddDate(0, 0, 11))
	o.person(here, "Ann").wants("deadlines 5d", "12 Oct 2022 (counted to today) comments close")
	o.set(o.now.AddDate(0, 0, 1))
	o.person(here, "Ann").wants("deadlines 5d", "12 Oct 2022 (today) comments close")
}

func TestItemSaysFiguresAsTheTextBoundsThem(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", func(i *feeds.Item) {
		i.Reading.Figures = []feeds.Figure{
			{Name: "records", Value: 7000, Bound: "more", Quote: feeds.Quote{Text: "7000余条"}},
			{Name: "fine_cny", Value: 45000, Quote: feeds.Quote{Text: "四万五千元"}},
		}
	}))
	o.person(here, "Ann").wants("item "+e, "records: more than 7,000 (text: “7000余条”)", "fine, yuan: 45,000 (text: “四万五千元”)")
}

func TestSinceGivesDatesFirst(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe data-export")
	o.publish("", "甲", nil)
	o.publish("", "乙", func(i *feeds.Item) {
		i.Reading.Stage, i.Reading.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: "2022-10-12"}
	})
	o.publish("", "丙", func(i *feeds.Item) { i.Reading.Topics = []feeds.Topic{"app_enforcement"} })
	answer := p.say("since 2022-09-30")
	if a, b := strings.Index(answer, "甲"), strings.Index(answer, "乙"); b < 0 || a < b || strings.Contains(answer, "丙") {
		t.Errorf("answer %q", answer)
	}
	p.wants("since 2022-10-01", "Nothing for this channel")
}

func TestSinceTakesADayOrHowManyDaysBack(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	for word, day := range map[string]string{"today": "30 Sep", "yesterday": "29 Sep", "昨天": "29 Sep", "7d": "23 Sep", "2w": "16 Sep", "2022-09": "1 Sep", "2022-09-14": "14 Sep"} {
		p.wants("since "+word, "since "+day+" 2022")
	}
	e := string(o.publish("", "标题", nil))
	if answer := p.say("since 7d"); !strings.Contains(answer, e) || strings.Contains(answer, "The rest") {
		t.Errorf("the rest of nothing is told of: %s", answer)
	}
	p.wants("find 标题 since:7d", "["+e+"]")
	p.wants("find 标题 since:1d", "Nothing found")
}

// A terminal has no buttons: what takes a correction back is told.
func TestOperatorIsToldWhatTakesACorrectionBack(t *testing.T) {
	o := newOffice(t)
	a, b := string(o.publish("", "甲", nil)), string(o.publish("", "乙", nil))
	p := o.person(here, "Ann")
	p.actor.Operator, p.actor.Admin = true, true
	p.wants("event join "+a+" "+b, "event split "+b+" takes it back")
	p.wants("event split "+b, "event join "+a+" "+b+" takes it back")
	p.wants("event link "+a+" "+b+" amends", "event link "+a+" "+b+" back takes it back")
	p.wants("watch add \"Acme Pay\"", "app, mini-program, sdk", "watch add app \"Acme Pay\"")
}

// Every verb has one Chinese name, that no other has, and is known by it.
func TestVerbsAreKnownByTheirChineseNames(t *testing.T) {
	of := map[string]string{}
	for _, name := range command.Verbs() {
		zh := command.InChinese(name)
		if !feeds.HasHan(zh) || of[zh] != "" {
			t.Errorf("%s is called %q, as is %q", name, zh, of[zh])
		}
		of[zh] = name
		if got, words := command.ParseLine("@regwire " + zh + " 甲 乙"); got != name || len(words) != 2 {
			t.Errorf("%s is taken for %s %q", zh, got, words)
		}
	}
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	p := o.person(here, "Ann")
	p.actor.Lang = bot.Chinese
	p.wants("检索 标题", "["+e+"]")
	p.wants("订阅 data-export", "s1")
	p.wants("find \"\"", "What should be found?")
}

func TestDigestHasTheNotesOfTheAskersWorkspace(t *testing.T) {
	o := newOffice(t)
	e := string(o.publish("", "标题", nil))
	o.publish("slack:T2", "of others", nil)
	p := o.person(here, "Ann")
	p.say("note " + e + " Ours")
	_, m, err := p.try("digest 2022-09")
	o.must(err)
	issue, ok := m.Data.(digest.Issue)
	if !ok || issue.Count() != 1 || issue.Sections[0].Items[0].Note != "Ours" {
		t.Errorf("issue = %+v", m.Data)
	}
	p.wants("digest 2021-01", "No item of 2021-01")
	o.desk.Base = "https://us.example"
	if _, m, err := p.try("digest 2022-09"); err != nil || m.Blocks[1].Lines[0][0].URL != "https://us.example/digest/2022-09" {
		t.Errorf("%+v, %v: no link to the page", m.Blocks, err)
	}
}

// A newsletter tells which dates lie behind its month, and what took effect in it, of
// all that was published until its end.
func TestDigestTellsTheDatesOfTheMonthAndAhead(t *testing.T) {
	o := newOffice(t)
	for title, d := range map[string]struct {
		published feeds.Day
		dates     feeds.Dates
	}{
		"draft":        {"2022-09-08", feeds.Dates{CommentCloses: feeds.Date{Day: "2022-10-08"}}},
		"earlier":      {"2022-07-07", feeds.Dates{Effective: feeds.Date{Day: "2022-09-01"}}},
		"in the month": {"2022-09-02", feeds.Dates{Effective: feeds.Date{Day: "2022-09-09"}}},
		"over":         {"2022-08-02", feeds.Dates{CommentCloses: feeds.Date{Day: "2022-09-09"}}},
		"today":        {"2022-08-03", feeds.Dates{CommentCloses: feeds.Date{Day: "2022-09-30"}}},
		"later":        {"2022-10-02", feeds.Dates{Effective: feeds.Date{Day: "2022-11-01"}}},
		"far":          {"2022-09-03", feeds.Dates{Effective: feeds.Date{Day: "2023-09-01"}}},
	} {
		o.publish("", title, func(i *feeds.Item) { i.Published, i.Reading.Dates = d.published, d.dates })
	}
	p := o.person(here, "Ann")
	dates := func() string {
		_, m, err := p.try("digest 2022-09")
		o.must(err)
		var got []string
		for _, d := range m.Data.(digest.Issue).Dates {
			got = append(got, fmt.Sprintf("%s %s %s %v", d.Day, d.What, d.Item.TitleZH, d.Earlier))
		}
		return strings.Join(got, ", ")
	}
	const rest = "2022-10-08 comments draft false"
	if got, want := dates(), "2022-09-01 effective earlier true, 2022-09-30 comments today true, "+rest; got != want {
		t.Errorf("while the month runs: %s, want %s", got, want)
	}
	o.set(o.now.AddDate(0, 0, 1))
	if got, want := dates(), "2022-09-01 effective earlier true, "+rest; got != want {
		t.Errorf("after the month: %s, want %s", got, want)
	}
}

// The newsletter for everybody holds what is public, and nothing that people wrote.
func TestNewsletterForEverybodyHoldsNothingPrivate(t *testing.T) {
	o := newOffice(t)
	id := o.publish("", "public", nil)
	o.publish("slack:T1", "private", nil)
	ann := o.person(here, "Ann")
	ann.say("note " + string(id) + " Ours")
	issue, err := o.desk.Newsletter(t.Context(), "2022-09", bot.Chinese)
	o.must(err)
	if issue.Count() != 1 || issue.Sections[0].Items[0].TitleZH != "public" || issue.Sections[0].Items[0].Note != "" || issue.Lang != bot.Chinese {
		t.Errorf("issue = %+v", issue)
	}
	_, m, err := ann.try("digest 2022-09")
	o.must(err)
	if own := m.Data.(digest.Issue); own.Count() != 2 {
		t.Errorf("the workspace's own has %d items", own.Count())
	}
}

func TestDigestPutsOtherCountriesLast(t *testing.T) {
	o := newOffice(t)
	o.desk.Catalog.Region = func(a feeds.AuthorityID) string {
		return map[feeds.AuthorityID]string{"CAC": "CN", "SHCA": "CN-SH", "PCPD": "HK", "PDPC": "SG", "ICO": "GB"}[a]
	}
	for title, ids := range map[string][]feeds.AuthorityID{"a": {"PDPC"}, "b": {"ICO", "PDPC"}, "c": {"PCPD"}, "d": {"PDPC", "CAC"}, "e": {"PAPER"}, "f": {"SHCA"}} {
		o.publish("", title, func(i *feeds.Item) { i.Reading.Authorities = ids })
	}
	_, m, err := o.person(here, "Ann").try("digest 2022-09")
	o.must(err)
	var order strings.Builder
	for _, part := range m.Data.(digest.Issue).Sections {
		for _, x := range part.Items {
			order.WriteString(x.TitleZH)
		}
	}
	if got := order.String(); got != "cdefab" {
		t.Errorf("items are in the order %s, want cdefab", got)
	}
}

// What was there from the first is not announced, and why says whence it came.
func TestWhySaysWhatIsNotAnnounced(t *testing.T) {
	o := newOffice(t)
	for title, c := range map[string]struct {
		given bool
		want  string
	}{"polled": {false, "Read at the first poll"}, "loaded": {true, "Loaded from a file"}} {
		o.first = true
		id := o.publish("", title, func(i *feeds.Item) { i.Given = c.given })
		o.person(here, "Ann").wants("why "+string(id), c.want)
	}
}

// The dates ahead are a table too, and as JSON the list that they were.
func TestDatesAreATable(t *testing.T) {
	o := newOffice(t)
	o.publish("", "办法", func(i *feeds.Item) {
		i.Reading.Dates.CommentCloses = feeds.Date{Day: "2022-10-12", Before: true, Quote: feeds.Quote{Text: "请于2022年10月12日前反馈"}}
	})
	_, m, err := o.person(here, "Ann").try("deadlines 60d")
	o.must(err)
	k, ok := m.Data.(command.Dates)
	if !ok {
		t.Fatalf("data is %T", m.Data)
	}
	raw, err := k.CSV()
	if want := "2022-10-12,2022-10-11,11,comments,no,e1,办法,办法,CAC,请于2022年10月12日前反馈,https://cac.example/1\n"; err != nil || !strings.HasSuffix(string(raw), want) {
		t.Errorf("table %s, %v", raw, err)
	}
	_, m, err = o.person(here, "Ann").try("deadlines 1d")
	o.must(err)
	if raw, err := m.Data.(command.Dates).CSV(); err != nil || strings.Count(string(raw), "\n") != 1 {
		t.Errorf("a table of none: %s, %v", raw, err)
	}
	var list []struct{ What string }
	if raw, err := json.Marshal(k); err != nil || json.Unmarshal(raw, &list) != nil || len(list) != 1 || list[0].What != "comments" {
		t.Errorf("as JSON %s, %v", raw, err)
	}
}

// Duties are quoted as they stand, authorities' own last, and of a draft it is said that
// they bind nobody.
func TestDutiesAreQuotedWithWhoAndWhen(t *testing.T) {
	o := newOffice(t)
	o.desk.Duties = func(text string) []feeds.Duty {
		if text == "" {
			return nil
		}
		return []feeds.Duty{
			{Article: "第六条", Number: "6", Who: "网信部门", Authority: true, Text: "网信部门应当公开。"},
			{Article: "第七条", Number: "7", Who: "运营者", WhoEN: "operators", Term: "30日内", TermEN: "within 30 days", Text: "=运营者应当备案。"},
		}
	}
	rule := string(o.publish("", "办法", func(i *feeds.Item) { i.Text, i.Reading.Stage = "text", feeds.StageDraft }))
	bare := string(o.publish("", "公告", nil))
	p := o.person(here, "Ann")
	answer := p.say("duties " + rule)
	for _, want := range []string{"2 sentences", "This is a draft", "Article 7 · MUST · operators · within 30 days · “=运营者应当备案。”", "no advice"} {
		if !strings.Contains(answer, want) {
			t.Errorf("no %q in %q", want, answer)
		}
	}
	if strings.Index(answer, "Article 7") > strings.Index(answer, "Article 6") {
		t.Errorf("an authority's comes first: %q", answer)
	}
	p.wants("duties "+bare, "No sentence that orders")
	p.wants("duties", "needs an id")
	_, m, err := p.try("duties " + rule)
	o.must(err)
	raw, err := m.Data.(command.Duties).CSV()
	if err != nil || !strings.HasPrefix(string(raw), "\uFEFFevent,article") || !strings.Contains(string(raw), "7,must,operators,运营者,no,within 30 days,30日内,'=运营者应当备案。,yes") {
		t.Errorf("table %s, %v", raw, err)
	}
}

// Coverage counts what was posted to the workspace that asks, and for the operator to any.
func TestCoverageCountsWhatWasPostedWhereTheActorSees(t *testing.T) {
	o := newOffice(t)
	e := o.publish("", "标题", nil)
	o.desk.Catalog.Sources = []feeds.Source{{ID: "s1", Host: "h1.example"}}
	claim, u, err := o.store.ClaimEvent(t.Context(), "t")
	o.must(err)
	alert := bot.DeliveryKey{Channel: here, Kind: bot.KindAlert, Subject: string(e)}
	o.must(o.store.CommitPlans(t.Context(), bot.Plan{Claim: claim, Event: e, Revision: u.Event.Revision, Deliveries: []bot.Delivery{{Key: alert, Revision: u.Event.Revision}}}))
	posted := func(channel bot.ChannelID, operator bool) int {
		p := o.person(channel, "Ann")
		p.actor.Operator = operator
		_, m, err := p.try("coverage 2022-09")
		o.must(err)
		n := 0
		for _, row := range m.Data.(command.Coverage).Rows {
			n += row.Posted
		}
		return n
	}
	if n := posted(here, false); n != 0 {
		t.Errorf("%d are called posted while they are owed", n)
	}
	claim, _, err = o.store.ClaimChannel(t.Context(), "t")
	o.must(err)
	o.must(o.store.CommitSending(t.Context(), claim, []bot.DeliveryKey{alert}))
	o.must(o.store.CommitResults(t.Context(), claim, []bot.Result{{Key: alert, State: bot.Sent, At: o.now}}))
	if mine, other, any := posted(here, false), posted(there, false), posted(there, true); mine != 1 || other != 0 || any != 1 {
		t.Errorf("posted %d here, %d in another workspace, %d to the operator; want 1, 0, 1", mine, other, any)
	}
}

func TestCoverageIsSealed(t *testing.T) {
	o := newOffice(t)
	claim, _, err := o.store.ClaimHost(t.Context(), "t", []feeds.Source{{ID: "cac", Host: "cac.example"}})
	o.must(err)
	o.must(o.store.Touch(t.Context(), claim, feeds.Visit{Source: "cac", At: o.now, Good: o.now, Outcome: feeds.OutcomeItems, NextDue: o.now.Add(time.Hour)}))
	o.must(o.store.Release(t.Context(), claim))
	p := o.person(here, "Ann")
	_, m, err := p.try("coverage 2022-09")
	o.must(err)
	k, ok := m.Data.(command.Coverage)
	if !ok || len(k.Rows) != 1 || k.Rows[0].Checks != 1 || len(k.SHA256) != 64 {
		t.Fatalf("coverage = %+v", m.Data)
	}
	for _, name := range []string{"=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "＠x", " =cmd|' /C calc'!A0", "\u3000=1", "\u200b=1", "\ufeff+1", "x=1", "国家网信办", ""} {
		k.Rows[0].Name, k.Rows[0].Disabled = name, name
		raw, err := k.CSV()
		if err != nil || !strings.Contains(string(raw), k.SHA256) {
			t.Fatalf("table %s, %v", raw, err)
		}
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %d rows, %v", name, len(rows), err)
		}
		kept := name
		if !slices.Contains([]string{"x=1", "国家网信办", ""}, name) {
			kept = "'" + name
		}
		if rows[1][3] != kept || rows[1][10] != kept {
			t.Errorf("%q stands in the table as %q and %q", name, rows[1][3], rows[1][10])
		}
	}
	p.wants("coverage 2021-01", "Nothing was watched")
}

func TestSameIDsInAnotherWorkspaceAreUnknown(t *testing.T) {
	o := newOffice(t)
	own := string(o.publish("slack:T1", "秘密", nil))
	eve := o.person(there, "Eve")
	eve.actor.Admin = true
	for _, line := range []string{"item " + own, "why " + own, "take " + own, "note " + own + " x", "done " + own + " reason:x", "remind " + own, "save " + own, "feedback " + own + " no", "event split " + own, "event join " + own + " " + own, "item i1"} {
		eve.wants(line, "Nothing is known as")
	}
	if answer := eve.say("find 秘密"); strings.Contains(answer, "["+own) {
		t.Errorf("found: %q", answer)
	}
}

// TestFindKnowsWhatTheTopicsAreCalled: data export had found statistics of trade, whose
// English holds both words, and not what the topic of that name is about.
func TestFindKnowsWhatTheTopicsAreCalled(t *testing.T) {
	o := newOffice(t)
	of := string(o.publish("", "江苏省数据出境安全评估申报工作指引", func(*feeds.Item) {}))
	trade := string(o.publish("", "外贸出口数据", func(i *feeds.Item) {
		i.Reading.Topics, i.Reading.TitleEN = nil, feeds.Gloss{Text: "Data on the Export of Goods"}
	}))
	p := o.person(here, "Ann")
	for line, want := range map[string][2]string{
		"find data export":                {of, trade},
		"find Data Export":                {of, trade},
		"find data-export":                {of, trade},
		"find data export stage:final":    {"Nothing found", of},
		"find data export goods":          {trade, of},
		"find data export topic:apps":     {"Nothing found", of},
		"find 数据出境":                       {"topic:data-export finds all", "looked up"},
		`find "data on the export"`:       {trade, of},
		`find "data export" since:1999`:   {"Nothing found", "looked up"},
		"find data export page:1 -nobody": {of, trade},
	} {
		if answer := p.say(line); !strings.Contains(answer, want[0]) || strings.Contains(answer, "["+want[1]+"]") {
			t.Errorf("%s: %s", line, answer)
		}
	}
	for line, found := range map[string]bool{
		"until:2022": true, "until:2022-09": true, "since:2022 until:2022": true, "since:2022-09 until:2022-09": true,
		"until:2022-08": false, "since:2022-10": false, "since:2023": false, "until:2021": false,
	} {
		if got := !strings.Contains(p.say("find 数据出境 "+line), "Nothing found"); got != found {
			t.Errorf("find %s: found is %v", line, got)
		}
	}
	p.wants("find data export", "is a topic, data_export, and", `In quotes, "data export"`)
	p.wants("find apps", "topic:app-enforcement finds all of the topic app_enforcement")
}

// TestFindKeepsToTheRegion: find had passed over region: without a word, and found all.
func TestFindKeepsToTheRegion(t *testing.T) {
	o := newOffice(t)
	o.desk.Catalog.AuthorityIDs = []string{"CAC", "SHCA"}
	o.desk.Catalog.Region = func(a feeds.AuthorityID) string {
		return map[feeds.AuthorityID]string{"CAC": "CN", "SHCA": "CN-SH"}[a]
	}
	by := func(a feeds.AuthorityID) string {
		return string(o.publish("", "标题", func(i *feeds.Item) { i.Reading.Authorities = []feeds.AuthorityID{a} }))
	}
	cac, sh := by("CAC"), by("SHCA")
	p := o.person(here, "Ann")
	for line, want := range map[string]string{"find region:sh": sh, "find 标题 region:shanghai": sh, "find region:china": cac, "find 标题 region:china": cac} {
		answer := p.say(line)
		if !strings.HasPrefix(answer, "1 page found") || !strings.Contains(answer, "["+want+"]") {
			t.Errorf("%s: %s", line, answer)
		}
	}
	o.desk.Catalog.Issuers = func(string) []feeds.AuthorityID { return nil }
	p.wants("find region:sh", "Nothing found")
}
