package command_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

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
	o.desk.Catalog.Names = placed{regions: map[feeds.AuthorityID]string{"CAC": "CN", "SHCA": "CN-SH", "PCPD": "HK", "PDPC": "SG", "ICO": "GB"}}
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
