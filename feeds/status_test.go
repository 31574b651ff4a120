package feeds

import "testing"

func TestStatusIsThatOfTheDayItIsShown(t *testing.T) {
	rule := func(effective, expires Day) Reading {
		return Reading{Stage: StageIssued, Dates: Dates{Effective: Date{Day: effective}, Expires: Date{Day: expires}}}
	}
	draft := Reading{Stage: StageDraft, Dates: Dates{CommentCloses: Date{Day: "2022-10-31"}}}
	by := func(relation Relation, since Day) Link {
		return Link{Event: "e2", Relation: relation, Sure: true, Since: since}
	}
	for _, c := range []struct {
		name    string
		reading Reading
		links   []Link
		day     Day
		want    Status
	}{
		{"in force", rule("2022-01-01", ""), nil, "2022-09-30", StatusInForce},
		{"amended, not yet", rule("2022-01-01", ""), []Link{by("amended_by", "2022-10-01")}, "2022-09-30", StatusInForce},
		{"amended", rule("2022-01-01", ""), []Link{by("amended_by", "2022-10-01")}, "2022-10-01", StatusAmended},
		{"amended by a draft", rule("2022-01-01", ""), []Link{by("amended_by", "")}, "2022-10-01", StatusInForce},
		{"perhaps amended", rule("2022-01-01", ""), []Link{{Event: "e2", Relation: "amended_by", Since: "2022-10-01"}}, "2022-10-01", StatusInForce},
		{"amended, then repealed", rule("2022-01-01", ""), []Link{by("amended_by", "2022-10-01"), by("repealed_by", "2023-01-01")}, "2023-01-01", StatusRepealed},
		{"repealed before it took effect", rule("2023-06-01", ""), []Link{by("repealed_by", "2023-01-01")}, "2023-01-01", StatusRepealed},
		{"its last day", rule("2022-01-01", "2022-12-31"), nil, "2022-12-31", StatusInForce},
		{"expired", rule("2022-01-01", "2022-12-31"), []Link{by("amended_by", "2022-02-01")}, "2023-01-01", StatusExpired},
		{"open", draft, []Link{by("earlier_draft_of", "")}, "2022-09-30", StatusDraftOpen},
		{"open, with its final text known", draft, []Link{by("draft_of", "")}, "2022-09-30", StatusDraftClosed},
		{"withdrawn", draft, []Link{by("withdrawn_by", "2022-09-30")}, "2022-09-30", StatusWithdrawn},
		{"no rule", Reading{}, []Link{by("repealed_by", "2022-01-01")}, "2022-09-30", ""},
	} {
		e := Event{Reading: c.reading, Lineage: c.links}
		if got := e.StatusOn(c.day); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		ended := c.want == StatusRepealed || c.want == StatusExpired || c.want == StatusWithdrawn
		if since := c.reading.Ends(c.links); (since != "" && since <= c.day && c.reading.Stage != "") != ended {
			t.Errorf("%s: ends %q, and is %q on %s", c.name, since, c.want, c.day)
		}
	}
}
