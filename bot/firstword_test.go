package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// TestADayToActByLeadsUntilItHasPassed: what must be filed by a day says so first, a rule
// that is yet to take effect when it does.
func TestADayToActByLeadsUntilItHasPassed(t *testing.T) {
	due := feeds.Date{Day: "2022-10-31", Before: true, Quote: feeds.Quote{Text: "应于10月底前完成备案。"}}
	for _, c := range []struct {
		today, effective feeds.Day
		want             string
	}{
		{"2022-09-30", "", "ACT by 31 Oct 2022 (30 days left)"},
		{"2022-10-30", "", "ACT by 31 Oct 2022 (count to today)"},
		{"2022-10-31", "", "ACT by 31 Oct 2022 (today, if that day counts)"},
		{"2022-11-01", "", "READ, issued"},
		{"2022-09-30", "2022-09-01", "ACT by 31 Oct 2022"},
		{"2022-09-30", "2022-10-15", "PREPARE for 15 Oct 2022"},
	} {
		r := feeds.Reading{Stage: feeds.StageIssued, DocType: "notice", Dates: feeds.Dates{Due: due, Effective: feeds.Date{Day: c.effective}}}
		v := bot.View{Now: c.today.Time(feeds.Shanghai), Names: unknown{}, Zone: time.UTC}
		if words := said(bot.Alert(feeds.Event{ID: "e1", Title: "通知", Published: "2022-09-01", Reading: r}, nil, v)); !strings.HasPrefix(words, c.want) {
			t.Errorf("on %s, in effect from %q: want %q first:\n%s", c.today, c.effective, c.want, words)
		}
	}
}

// TestATermToRectifyCountsDown as one for comments does, and ends.
func TestATermToRectifyCountsDown(t *testing.T) {
	term := feeds.Date{Day: "2022-10-31", Before: true, Quote: feeds.Quote{Text: "应在10月31日前完成整改。"}}
	for today, want := range map[feeds.Day]string{
		"2022-09-30": "RECTIFY by 31 Oct 2022 (30 days left)", "2022-10-30": "RECTIFY by 31 Oct 2022 (count to today)",
		"2022-10-31": "RECTIFY by 31 Oct 2022 (today, if that day counts)", "2022-11-01": "RECTIFY, term ended 31 Oct 2022",
	} {
		r := appNotice(feeds.Figure{Name: "apps", Value: 3})
		r.Dates.Rectify = term
		if words := alertOn(today, r); !strings.HasPrefix(words, want) {
			t.Errorf("on %s: want %q first:\n%s", today, want, words)
		}
	}
}

// TestARemovalIsNoTermToRectify, though it counts the apps that were named before, and
// says that no list was found.
func TestARemovalIsNoTermToRectify(t *testing.T) {
	removed, found, named := feeds.Figure{Name: "apps_removed", Value: 5}, feeds.Figure{Name: "apps_found", Value: 12}, feeds.Figure{Name: "apps", Value: 12}
	for _, c := range []struct {
		figures []feeds.Figure
		want    string
	}{
		{[]feeds.Figure{removed, named, {Name: "apps", Value: 5}, found}, "ENFORCED"},
		{[]feeds.Figure{removed}, "ENFORCED"},
		{[]feeds.Figure{removed, named}, "RECTIFY, term not stated"},
		{[]feeds.Figure{named}, "RECTIFY, term not stated"},
	} {
		words := alertOn("2022-09-30", appNotice(c.figures...))
		if !strings.HasPrefix(words, c.want) || !strings.Contains(words, "LIST NOT FOUND: the text counts ") {
			t.Errorf("%v: want %q and no list:\n%s", c.figures, c.want, words)
		}
	}
	r := appNotice(named)
	r.Apps = &feeds.AppList{Expected: 12} // counted, and none of them read
	if words := alertOn("2022-09-30", r); !strings.Contains(words, "LIST NOT FOUND: the text counts 12 apps") {
		t.Errorf("nothing is said of a list that was not found:\n%s", words)
	}
	r.DocType = "press"
	if words := alertOn("2022-09-30", r); strings.Contains(words, "LIST") {
		t.Errorf("a report has no list:\n%s", words)
	}
}

// appNotice is a notice that counts apps.
func appNotice(figures ...feeds.Figure) feeds.Reading {
	return feeds.Reading{Section: feeds.EnforcementCase, DocType: "enforcement_notice", Topics: []feeds.Topic{"app_enforcement"}, Figures: figures}
}

// alertOn is the alert of a reading on a day.
func alertOn(today feeds.Day, r feeds.Reading) string {
	v := bot.View{Now: today.Time(feeds.Shanghai), Names: unknown{}, Zone: time.UTC}
	return said(bot.Alert(feeds.Event{ID: "e1", Title: "通报", Published: "2022-09-01", Reading: r}, nil, v))
}

// TestADraftOfOldAsksForNoComments: where no closing date is known, it has passed some day.
func TestADraftOfOldAsksForNoComments(t *testing.T) {
	for today, want := range map[feeds.Day]string{"2022-10-01": "COMMENT, closing date not", "2023-02-28": "COMMENT, closing date not", "2023-03-01": "READ, comments sought since 1 Sep 2022; closing date not known"} {
		r := feeds.Reading{Stage: feeds.StageDraft, DocType: "departmental_rule"}
		v := bot.View{Now: today.Time(feeds.Shanghai), Names: unknown{}, Zone: time.UTC}
		if words := said(bot.Alert(feeds.Event{ID: "e1", Title: "征求意见稿", Published: "2022-09-01", Reading: r}, nil, v)); !strings.HasPrefix(words, want) {
			t.Errorf("on %s: want %q first:\n%s", today, want, words)
		}
	}
}

// TestAListWhoseCountedRowsWereReadIsCalledWhole: what was not read beside them is no row of it.
func TestAListWhoseCountedRowsWereReadIsCalledWhole(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	const unread = "read in part: 1 of its 2 files could not be read whole: 说明: an archive inside an archive is not opened"
	rows := []feeds.AppRow{{Row: 1, Name: "甲"}, {Row: 2, Name: "乙"}}
	for counted, want := range map[int]string{
		0: "List: 2 rows read from a Word file, and not all (" + unread + "). Open it for the rest.\n",
		1: "List: 2 rows read from a Word file, and not all (" + unread + "). Open it for the rest.\n",
		2: "List: 2 of 2 rows read from a Word file; beside them, something was not (" + unread + ")\n",
		3: "List: only 2 of 3 rows read from a Word file. Open it for the rest.\n",
	} {
		e := feeds.Event{ID: "e1", Lead: "i1", Title: "通报", Reading: feeds.Reading{
			DocType: "enforcement_notice", Apps: &feeds.AppList{Expected: counted, Rows: rows, From: "docx", Unread: unread},
		}}
		if words := said(bot.Alert(e, []feeds.Item{{ID: "i1"}}, v)); !strings.Contains(words, want) {
			t.Errorf("of %d counted it says:\n%s", counted, words)
		}
	}
}

// TestAListOfMoreRowsThanTheNoticeCountsSaysBoth: "97 of 97" beside "96 apps removed" was
// told as if they agreed.
func TestAListOfMoreRowsThanTheNoticeCountsSaysBoth(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	rows := []feeds.AppRow{{Row: 1, Name: "甲"}, {Row: 2, Name: "乙"}}
	for counted, want := range map[int]string{
		0: "List: 2 of 2 rows read from a Word file\n",
		1: "List: 2 rows read from a Word file, where the notice counts 1\n",
		2: "List: 2 of 2 rows read from a Word file\n",
	} {
		e := feeds.Event{ID: "e1", Title: "通报", Reading: feeds.Reading{
			DocType: "enforcement_notice", Apps: &feeds.AppList{Expected: counted, Rows: rows, From: "docx"},
		}}
		if words := said(bot.Alert(e, nil, v)); !strings.Contains(words, want) {
			t.Errorf("of %d counted it says:\n%s", counted, words)
		}
	}
}
