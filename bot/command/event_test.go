package command_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

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
	p.wants("event split "+x, y+" stands alone now, out of "+x)
	p.wants("event split "+y, "has one item only")
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
