package command_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
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
		example = strings.ReplaceAll(example, "2022-11-01", "2032-11-01")
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
		"unmute":                       "such as unmute s3",
		"done " + e:                    "Why is " + e + " done?",
		"undone " + e:                  "no done to take back",
		"note e99 x":                   "Nothing is known as “e99”",
		"feedback " + e + " maybe":     "yes or no",
		"watch everything":             "add, remove or list",
		"watch add app Acme owners:U1": "is for admins",
		"event join e1 e2":             "is for admins",
		"settings zone:Mars/Base":      "is not a time zone",
		"settings quiet:25:00-07:00":   "no quiet hours",
		"settings quiet:25-7 zone:x":   "is not a time zone",
		"settings colour:red":          "has no “colour:”",
		"digest 2022-13":               "is not a month",
		"digest 2022-10":               "2022-10 has not come yet: the newest month is 2022-09",
		"coverage 9999-12":             "has not come yet",
		"since lastweek":               "is not a day",
		"share subscribe x":            "share takes a look-up",
		"deadlines ical share":         "share takes a look-up",
		"remind " + e + " soon":        "is not a day",
		"item e99":                     "Nothing is known as “e99”",
		"deadlines soon":               "is neither how far to look ahead",
		"list everywhere":              "It takes: here, me, all",
		"find x stage:inforce":         "Did you mean in-force?",
		"find x stage:gone":            "It takes: draft, final, in-force, ended, case",
	} {
		if answer, _, err := p.try(line); err == nil && !strings.HasPrefix(line, "done ") || !strings.Contains(answer, want) {
			t.Errorf("%.40s: %q, want %q", line, answer, want)
		}
	}
}

// Whoever types a verb alone is answered, or told what to type behind it.
func TestAVerbAloneIsAnswered(t *testing.T) {
	o := newOffice(t)
	for _, operator := range []bool{false, true} {
		p := o.person(here, "Ann")
		p.actor.Admin, p.actor.Operator = true, operator
		for _, verb := range command.Verbs() {
			if answer, _, err := p.try(verb); answer == "" {
				t.Errorf("%s is answered by nothing, %v", verb, err)
			}
		}
	}
	o.person(here, "Ann").wants("why", "why needs an id")
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

// What was posted three times without a clear answer waits for a person, in a channel that
// is served.
func TestResumePostsWhatWaitsForAPerson(t *testing.T) {
	o := newOffice(t)
	p := o.person(here, "Ann")
	p.say("subscribe all")
	id := o.publish("", "标题", nil)
	ctx := t.Context()
	o.must(o.store.Owe(ctx, []bot.Delivery{{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindAlert, Subject: string(id)}, State: bot.Pending, Due: o.now}}))
	claim, owed, err := o.store.ClaimChannel(ctx, "t")
	o.must(err)
	o.must(o.store.CommitResults(ctx, claim, []bot.Result{{Key: owed.Deliveries[0].Key, State: bot.HeldUp, Reason: "unclear", Repeat: true, At: o.now}}))
	o.must(o.store.Release(ctx, claim))
	p.wants("why "+string(id), "this channel: held (unclear)")
	p.wants("resume", "1 post that waited for a person comes to this channel now")
	p.wants("resume", "is not held")
	if _, owed, err = o.store.ClaimChannel(ctx, "t"); err != nil || owed.Deliveries[0].State != bot.Retry || !owed.Deliveries[0].Repeat {
		t.Errorf("owed %+v, %v", owed.Deliveries, err)
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
