package command_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestWatchListIsPrivateToItsOwners(t *testing.T) {
	o := newOffice(t)
	ann, bob := o.person(here, "Ann"), o.person(here, "Bob")
	ann.actor.Admin = true
	ann.wants(`watch add app "Acme Pay"`, "it takes two", "You are the first", `watch add app "Acme Pay" owners:me,U0123ABC`)
	ann.wants("watch add app Ａcme　Pay 艾克米", `watch add app "Ａcme" "Pay" "艾克米" owners:me,U0123ABC`) // what was two names is seen to be
	ann.wants(`watch add app "Acme Pay" owners:<@U7|bob>`, "Owners: Ann, U7", "Notices use Chinese names")
	if answer := ann.say("watch add mini-program 艾克米 owners:Ann,Eve nomatch:weekly"); strings.Contains(answer, "Chinese names") {
		t.Errorf("a Chinese name is warned of: %q", answer)
	}
	ann.wants("watch list", "Acme Pay", "艾克米")
	bob.wants("watch list", "watch nothing yet")
	bob.wants("watch remove w1", "You watch nothing called “w1”")
	bob.wants("watch add app X owners:a,b", "is for admins")
	ann.wants("watch add gadget X owners:a,b", "“gadget” is no kind", `watch add app "gadget X"`)
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
	// A company is named in sentences, and in other spellings.
	text := string(o.publish("", "处罚决定", func(i *feeds.Item) {
		i.Reading.Section, i.Text = feeds.EnforcementCase, "对乙方盒子公司处以罚款，其 Box-Pay 应用被下架。"
	}))
	for _, line := range []string{"watch add company 盒子公司 owners:Ann,Bob", `watch add app "BoxPay" owners:Ann,Bob`} {
		ann.wants(line, "Named already in 1 notice", "["+text+"]")
	}
	ann.wants("watch", "owners: Ann, Bob")
	o.publish("", "通报", func(i *feeds.Item) { // where it could not be looked for
		i.Reading.Section, i.Reading.Apps = feeds.EnforcementCase, &feeds.AppList{Expected: 127, Unread: "the list is a picture"}
	})
	ann.wants("watch add app 时钟 owners:Ann,Bob", "1 notice of the last 365 days could not be read in full, and may name it")
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
