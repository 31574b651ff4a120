package command_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

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

func TestTheAnswerToALanguageIsInThat(t *testing.T) {
	p := newOffice(t).person(here, "Ann")
	for line, want := range map[string]bot.Lang{
		"settings lang:zh": bot.Chinese, "settings zone:Berlin": "", "settings 语言:双语": bot.Both, "subscribe children lang:en": bot.English, "subscribe juvenile": "",
	} {
		if _, m, err := p.try(line); err != nil || m.Lang != want {
			t.Errorf("%s: answered in %q, %v; want %q", line, m.Lang, err, want)
		}
	}
}

func TestBeforeTheFirstPollNobodyKnowsWhatToExpect(t *testing.T) {
	p := newOffice(t).person(here, "Ann")
	for _, line := range []string{"subscribe", "preview children", "subscribe children"} {
		p.wants(line, "Nothing was read yet")
	}
}

func TestWhoSitsAtTheTerminalReadsNamesOfChannels(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe children")
	o.must(o.store.PutChannel(t.Context(), bot.Channel{ID: here, Name: "Privacy"}, bot.Audit{}))
	p.wants("list all", "this channel")
	p.actor.Operator = true
	p.wants("list all", "Privacy ("+string(here)+")")
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

// TestWhereNothingWasReadNobodyIsToldToExpectNothing: it is what a new installation is
// asked first.
func TestWhereNothingWasReadNobodyIsToldToExpectNothing(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "U1")
	p.wants("subscribe data-export mode:now", "Nothing was read yet")
	p.wants("preview data-export", "Nothing was read yet")
	o.publish("", "标题", nil)
	p.wants("subscribe app-enforcement mode:now", "0 events matched: expect about 0 posts a week")
}
