package command_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/digest"
)

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
	ann.wants("remind "+e+" off", "called off")
	ann.wants("remind "+e+" off", "no reminder")
	ann.wants("save "+e+" off", "not saved any more")
	ann.wants("save "+e+" 关闭", "was not saved")
	ann.wants("saved", "nothing yet")
	bob.wants("take "+e+" off", "was not yours")
	ann.wants("take "+e+" off", "not yours any more")
	if answer := ann.say("item " + e); strings.Contains(answer, "Taken by") {
		t.Errorf("taken back, and still %q", answer)
	}
}

// TestASecondEventIsNotPassedOver: who names two must not believe that both were meant.
func TestASecondEventIsNotPassedOver(t *testing.T) {
	o := newOffice(t)
	a, b := string(o.publish("", "标题", nil)), string(o.publish("", "又一标题", nil))
	p := o.person(here, "Ann")
	for _, verb := range []string{"take", "save", "remind", "undone", "item", "duties", "why", "share item"} {
		p.wants(verb+" "+a+" "+b, "one event at a time")
	}
	p.wants("saved", "nothing yet")
	p.wants("note "+a+" "+b+" says the same", "stands on")
	_, m, err := p.try("take " + a)
	if err != nil || len(m.Buttons) != 1 {
		t.Fatalf("%+v, %v: want the button that takes it back", m.Buttons, err)
	}
	p.wants(m.Buttons[0].Verb+" "+strings.Join(m.Buttons[0].Words, " "), "not yours any more")
}

// What people did to a page stays when another page shows that both are one event.
func TestMarksFollowTheirEventIntoAnother(t *testing.T) {
	o := newOffice(t)
	x, y := o.publish("", "甲", nil), o.publish("slack:T1", "乙", nil)
	o.must(o.store.JoinEvents(t.Context(), x, o.publish("", "丙", nil), bot.Audit{}))
	p := o.person(here, "Ann")
	p.say("save " + string(y))
	p.say("take " + string(y))
	p.say("note " + string(y) + " Ours")
	p.say("save e3") // which is x
	z := o.publish("slack:T1", "丁", nil)
	o.must(o.store.JoinEvents(t.Context(), z, y, bot.Audit{}))
	p.wants("item "+string(z), "Taken by Ann", "Ours")
	p.wants("saved", "["+string(z)+"]", "["+string(x)+"]")
	_, m, err := p.try("digest 2022-09")
	o.must(err)
	issue, _ := m.Data.(digest.Issue)
	var notes []string
	for _, s := range issue.Sections {
		for _, i := range s.Items {
			notes = append(notes, string(i.Event)+" "+i.Note)
		}
	}
	slices.Sort(notes)
	if want := []string{string(x) + " ", string(z) + " Ours"}; !slices.Equal(notes, want) {
		t.Errorf("notes of the newsletter %q, want %q", notes, want)
	}
	p.wants("note "+string(z)+" off", "is gone")
	p.wants("note "+string(z), "has no note")
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
