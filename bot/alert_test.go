package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// unknown is a catalogue that knows nobody.
type unknown struct{}

func (unknown) AuthorityInFull(feeds.AuthorityID) string        { return "" }
func (unknown) Authority(feeds.AuthorityID) (en, zh string)     { return "", "" }
func (unknown) Local(feeds.AuthorityID) bool                    { return false }
func (unknown) Region(feeds.AuthorityID) string                 { return "" }
func (unknown) Law(feeds.LawID) (en, zh string)                 { return "", "" }
func (unknown) Topic(feeds.Topic) (en, zh string)               { return "", "" }
func (unknown) Source(feeds.SourceID) (s feeds.Source, ok bool) { return s, false }

func TestAnIssuerThatIsNotKnownLeavesNoGap(t *testing.T) {
	e := feeds.Event{ID: "e1", Title: "办法（征求意见稿）", Reading: feeds.Reading{Stage: feeds.StageDraft, DocType: "measures"}}
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for _, l := range []bot.Line{bot.Alert(e, nil, v).Blocks[0].Lines[0], bot.Short(e, nil, v)} {
		if words := l.Words(bot.English, phrase.Say); strings.Contains(strings.ReplaceAll(words, " ", ""), "··") {
			t.Errorf("%q", words)
		}
	}
}

func TestAttachmentThatWasNotReadSaysWhy(t *testing.T) {
	e := feeds.Event{ID: "e1", Lead: "i1", Title: "办法（征求意见稿）", Reading: feeds.Reading{Stage: feeds.StageDraft, DocType: "measures"}}
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for _, c := range []struct {
		a    feeds.Attachment
		want string
	}{
		{feeds.Attachment{Name: "a.pdf", How: "pdf", Read: "x"}, "a.pdf (read)"},
		{feeds.Attachment{Name: "a.pdf", Unread: "pdftotext is not installed"}, "a.pdf (not read: pdftotext is not installed)"},
		{feeds.Attachment{Name: "a.xlsx", How: "xlsx", Unread: "read in part: only its first 5000 rows"}, "a.xlsx (read in part: only its first 5000 rows)"},
		{feeds.Attachment{Name: "a.png", Image: true, Unread: "picture"}, "picture (not read)"},
		{feeds.Attachment{Name: "a.png", Image: true, Unread: "tesseract is not installed"}, "picture (not read: tesseract is not installed)"},
		{feeds.Attachment{Name: "a.pdf"}, "a.pdf (not read)"},
		{feeds.Attachment{Name: "附件：名单.xlsx", How: "xlsx"}, "名单.xlsx (read)"},
		{feeds.Attachment{Name: "附件1：名单.xlsx", How: "xlsx"}, "附件1：名单.xlsx (read)"},
	} {
		words := said(bot.Alert(e, []feeds.Item{{ID: "i1", Article: feeds.Article{Attachments: []feeds.Attachment{c.a}}}}, v))
		if !strings.Contains(words, "Attachments: "+c.want+"\n") {
			t.Errorf("%+v: lacks %q:\n%s", c.a, c.want, words)
		}
	}
}

func TestAnAppWithARowForEachProblemIsNamedOnce(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	rows := func(names ...string) (out []feeds.AppRow) {
		for _, n := range names {
			out = append(out, feeds.AppRow{Name: n, Problem: "一"}, feeds.AppRow{Name: n, Problem: "二"})
		}
		return out
	}
	for want, list := range map[string][]feeds.AppRow{
		"Names: 甲、乙\n":                                rows("甲", "乙"),
		"Names: 甲、乙、丙、丁、戊\n":                          rows("甲", "乙", "丙", "丁", "戊"),
		"Names: 甲、乙、丙、丁、戊 … (all of them: item e1)\n": rows("甲", "乙", "丙", "丁", "戊", "己"),
	} {
		e := feeds.Event{ID: "e1", Lead: "i1", Title: "通报", Reading: feeds.Reading{DocType: "enforcement_notice", Apps: &feeds.AppList{Rows: list, From: "table"}}}
		if words := said(bot.Alert(e, []feeds.Item{{ID: "i1"}}, v)); !strings.Contains(words, want) {
			t.Errorf("lacks %q:\n%s", want, words)
		}
		v := v
		v.Base = "https://us.example" // where a page lists them
		if words := said(bot.Alert(e, []feeds.Item{{ID: "i1"}}, v)); strings.Contains(words, "all of them") {
			t.Errorf("names a command where there is a page:\n%s", words)
		}
	}
}

func TestATextThatWasNotReadWholeSaysSo(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for refused, want := range map[string]string{
		"text beyond 256 KiB was not read":                               "Text not read whole (text beyond 256 KiB was not read)",
		"reading the text failed: runtime error: index out of range [3]": "Text not read whole (reading the text failed)",
		"": "",
	} {
		e := feeds.Event{ID: "e1", Lead: "i1", Title: "办法", Reading: feeds.Reading{DocType: "measures", Refused: refused}}
		words := said(bot.Alert(e, []feeds.Item{{ID: "i1", State: feeds.ItemRead}}, v))
		if !strings.Contains(words, want) || strings.Contains(words, "whole") != (refused != "") || strings.Contains(words, "index") {
			t.Errorf("of %q it says:\n%s", refused, words)
		}
	}
}

// said is all that a message says in English, line by line.
func said(m bot.Message) string {
	var words strings.Builder
	for _, b := range m.Blocks {
		for _, l := range b.Lines {
			words.WriteString(l.Words(bot.English, phrase.Say) + "\n")
		}
	}
	return words.String()
}

func TestAlertSaysNothingTwice(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	e := feeds.Event{ID: "e1", Title: "办法（征求意见稿）", Reading: feeds.Reading{
		Stage: feeds.StageDraft, DocType: "measures", Authorities: []feeds.AuthorityID{"CAC"},
		Dates: feeds.Dates{CommentCloses: feeds.Date{Day: "2022-10-12"}},
		Summary: []feeds.Sentence{
			{EN: "Draft measures out for comment.", Restates: feeds.RestatesIssue},
			{EN: "Applies to all."},
			{EN: "Comments close on 12 October 2022.", Restates: feeds.RestatesDates},
		},
	}}
	words := said(bot.Alert(e, nil, v))
	if strings.Contains(words, "out for comment") || strings.Contains(words, "Comments close") || !strings.Contains(words, "Applies to all.") {
		t.Errorf("got:\n%s", words)
	}
	// Of four issuers the first line names one: the summary names them all.
	e.Reading.Authorities = []feeds.AuthorityID{"CAC", "MIIT", "MPS", "SAMR"}
	if words := said(bot.Alert(e, nil, v)); !strings.Contains(words, "out for comment") {
		t.Errorf("four issuers:\n%s", words)
	}
}

// English that is rough says so wherever it stands, and that the Chinese is to be relied on
// where that stands below.
func TestRoughEnglishSaysSo(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for by, want := range map[string][2]string{
		"rough": {"Names 8 (rough English) · ", "Names 8 (our rough English: rely on the Chinese)\n点名8款\n"},
		"ours":  {"Names 8 · ", "Names 8 (our English)\n点名8款\n"},
	} {
		e := feeds.Event{ID: "e1", Title: "点名8款", Reading: feeds.Reading{TitleEN: feeds.Gloss{Text: "Names 8", By: by}}}
		short := bot.Short(e, nil, v)
		if words := short.Words(bot.English, phrase.Say); !strings.Contains(words, want[0]) {
			t.Errorf("%s in a list: %q, want %q", by, words, want[0])
		}
		if words := short.Words(bot.Chinese, phrase.Say); !strings.Contains(words, "点名8款 · ") {
			t.Errorf("%s in a Chinese list: %q", by, words)
		}
		if words := said(bot.Alert(e, nil, v)); !strings.Contains(words, want[1]) {
			t.Errorf("%s in an alert: %q, want %q", by, words, want[1])
		}
	}
}

// The sentence of an English page that the line of the dates quotes is told once.
func TestAQuotedSentenceIsNotToldInTheSummaryToo(t *testing.T) {
	v := bot.View{Now: time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	const sentence = "The measures take effect on 15 July 2026."
	quote := feeds.Quote{Text: sentence, In: "text"}
	e := feeds.Event{ID: "e1", Title: "CAC issues measures", Reading: feeds.Reading{
		Stage: feeds.StageIssued, DocType: "measures", Dates: feeds.Dates{Effective: feeds.Date{Day: "2026-07-15", Quote: quote}},
		Summary: []feeds.Sentence{{EN: sentence, Quotes: []feeds.Quote{quote}}, {EN: "They ask for a minors' mode."}},
	}}
	if words := said(bot.Alert(e, nil, v)); strings.Count(words, sentence) != 1 || !strings.Contains(words, "minors' mode") {
		t.Errorf("got:\n%s", words)
	}
	e.Reading.Dates.Effective.Quote = feeds.Quote{}
	if words := said(bot.Alert(e, nil, v)); !strings.Contains(words, sentence) {
		t.Errorf("what is not quoted is not told:\n%s", words)
	}
}

// What was loaded was not polled, and the alert does not say so.
func TestWhatWasLoadedIsNotCalledPolled(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	e := feeds.Event{ID: "e1", Lead: "i1", Title: "办法"}
	i := feeds.Item{ID: "i1", Given: true, Found: v.Now, Published: "2022-09-01"}
	if words := said(bot.Alert(e, []feeds.Item{i}, v)); strings.Contains(words, "Polled") || !strings.Contains(words, "Loaded from a file 30 Sep 2022") {
		t.Errorf("got:\n%s", words)
	}
}

func TestTermInWorkingDaysWithoutADayIsNoMissingTerm(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	term := feeds.Date{WorkDays: 15, Quote: feeds.Quote{Text: "请于15个工作日内反馈。"}}
	for want, r := range map[string]feeds.Reading{
		"COMMENT within 15 working days": {Stage: feeds.StageDraft, DocType: "measures", Dates: feeds.Dates{CommentCloses: term}},
		"RECTIFY within 15 working days": {Section: feeds.EnforcementCase, DocType: "enforcement_notice", Topics: []feeds.Topic{"app_enforcement"}, Dates: feeds.Dates{Rectify: term}},
	} {
		words := said(bot.Alert(feeds.Event{ID: "e1", Title: "通知", Reading: r}, nil, v))
		if !strings.HasPrefix(words, want) || !strings.Contains(words, "within 15 working days (text: “请于15个工作日内反馈。”)") || strings.Contains(words, "closing date not stated") || strings.Contains(words, "term not stated") {
			t.Errorf("lacks %q:\n%s", want, words)
		}
	}
}

func TestDraftWhoseFinalTextIsKnownAsksForNoComments(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for _, c := range []struct {
		stage    feeds.Stage
		link     feeds.Link
		closes   feeds.Day
		outdated bool
	}{
		{feeds.StageDraft, feeds.Link{Relation: "draft_of", Sure: true}, "", true},
		{feeds.StageReading, feeds.Link{Relation: "draft_of", Sure: true}, "", true},
		{feeds.StageDraft, feeds.Link{Relation: "draft_of"}, "", false},
		{feeds.StageDraft, feeds.Link{Relation: "earlier_draft_of", Sure: true}, "", false},
		{feeds.StageDraft, feeds.Link{Relation: "draft_of", Sure: true}, "2022-09-01", false}, // its term says it already
		{feeds.StageIssued, feeds.Link{Relation: "draft_of", Sure: true}, "", false},
	} {
		e := feeds.Event{ID: "e1", Title: "办法", Lineage: []feeds.Link{c.link}, Reading: feeds.Reading{Stage: c.stage, Dates: feeds.Dates{CommentCloses: feeds.Date{Day: c.closes}}}}
		word := bot.FirstWord(e, feeds.Item{}, v).Words(bot.English, phrase.Say)
		if got := word == phrase.Say("en", "word.outdated"); got != c.outdated {
			t.Errorf("%s, %s, sure %t, closes %q: %s", c.stage, c.link.Relation, c.link.Sure, c.closes, word)
		}
	}
}

func TestARuleIsRepealedFromTheDayThatTheRepealTakesEffect(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for _, c := range []struct {
		link     feeds.Link
		repealed bool
	}{
		{feeds.Link{Relation: "repealed_by", Sure: true, Since: "2022-09-30"}, true},
		{feeds.Link{Relation: "repealed_by", Sure: true, Since: "2022-10-01"}, false},
		{feeds.Link{Relation: "repealed_by", Sure: true}, false}, // nobody states the day
		{feeds.Link{Relation: "repealed_by", Since: "2022-09-01"}, false},
		{feeds.Link{Relation: "repeals", Sure: true, Since: "2022-09-01"}, false},
	} {
		e := feeds.Event{ID: "e1", Title: "办法", Lineage: []feeds.Link{c.link}, Reading: feeds.Reading{Stage: feeds.StageIssued, Dates: feeds.Dates{Effective: feeds.Date{Day: "2017-06-01"}}}}
		for _, said := range []string{
			bot.FirstWord(e, feeds.Item{}, v).Words(bot.English, phrase.Say),
			bot.Short(e, nil, v).Words(bot.English, phrase.Say), // a list knows no more than the event
		} {
			if got := strings.HasPrefix(said, phrase.Say("en", "word.repealed")); got != c.repealed {
				t.Errorf("%+v: %s", c.link, said)
			}
		}
	}
}

func TestTheFirstWordOfAnAmendedTextSaysSinceWhenItHolds(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	for _, c := range []struct {
		docType   string
		effective feeds.Day
		want      string
	}{
		{"measures", "2017-06-01", "IN FORCE since 1 Jun 2017, amended 1 Sep 2022"},
		{"measures", "", "IN FORCE, amended 1 Sep 2022"},
		{"guideline", "", "GUIDANCE, amended 1 Sep 2022"},
	} {
		e := feeds.Event{
			ID: "e1", Title: "办法", Lineage: []feeds.Link{{Event: "e2", Relation: "amended_by", Sure: true, Since: "2022-09-01"}},
			Reading: feeds.Reading{DocType: c.docType, Stage: feeds.StageIssued, Dates: feeds.Dates{Effective: feeds.Date{Day: c.effective}}},
		}
		if got := bot.FirstWord(e, feeds.Item{}, v).Words(bot.English, phrase.Say); got != c.want {
			t.Errorf("%s in force %q: %q, want %q", c.docType, c.effective, got, c.want)
		}
	}
}

func TestASentenceOfTheSummaryIsToldInTheReadersLanguage(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC}
	e := feeds.Event{ID: "e1", Title: "办法", Reading: feeds.Reading{DocType: "measures", Summary: []feeds.Sentence{{EN: "Sorts data.", ZH: "将数据分类。"}, {EN: "A quote."}}}}
	var en, zh string
	for _, b := range bot.Alert(e, nil, v).Blocks {
		for _, l := range b.Lines {
			en, zh = en+l.Words(bot.English, phrase.Say)+"\n", zh+l.Words(bot.Chinese, phrase.Say)+"\n"
		}
	}
	if !strings.Contains(en, "Sorts data.\n") || strings.Contains(en, "分类") || !strings.Contains(en, "A quote.\n") {
		t.Errorf("in English:\n%s", en)
	}
	if !strings.Contains(zh, "将数据分类。\n") || strings.Contains(zh, "Sorts") || !strings.Contains(zh, "A quote.\n") {
		t.Errorf("in Chinese:\n%s", zh)
	}
}

func TestAChangeSaysWhichDateMovedFromWhereToWhere(t *testing.T) {
	for _, c := range []struct {
		change feeds.Change
		want   string
	}{
		{feeds.Change{What: "deadline", Was: "2022-10-12", Is: "2022-11-13"}, "the closing date has moved from 12 Oct 2022 to 13 Nov 2022"},
		{feeds.Change{What: "deadline", Was: "2022-10-12"}, "the closing date 12 Oct 2022 is no longer stated"},
		{feeds.Change{What: "deadline", Is: "2022-10-12"}, "a closing date is stated now: 12 Oct 2022"},
		{feeds.Change{What: "deadline"}, "the closing date has moved"}, // in working days
		{feeds.Change{What: "effective", Was: "2022-10-12", Is: "2022-11-13"}, "the day of effect has moved from 12 Oct 2022 to 13 Nov 2022"},
		{feeds.Change{What: "effective", Is: "2022-10-12"}, "the day of effect is stated now: 12 Oct 2022"},
		{feeds.Change{What: "text", Detail: "i4"}, "the text has been read"},
		{feeds.Change{What: "gone", Detail: "i4"}, "the publisher's page is no longer there"},
		{feeds.Change{What: "back", Detail: "i4"}, "the publisher's page is there again"},
		{feeds.Change{What: "title", Detail: "原题 to 新题"}, "the title was edited"},
	} {
		if got := (bot.Line{bot.Changed(c.change)}).Words(bot.English, phrase.Say); got != c.want {
			t.Errorf("%+v: %q, want %q", c.change, got, c.want)
		}
	}
}

func TestTheLinkOfAPageThatIsGoneSaysSinceWhen(t *testing.T) {
	item := feeds.Item{URL: "https://www.cac.gov.cn/1.htm"}
	for gone, want := range map[feeds.Day][2]string{"": {"Original", "原文"}, "2022-10-04": {"Original, not there since 4 Oct 2022", "原文（2022年10月4日起无法访问）"}} {
		item.Gone = gone
		l := bot.AtPublisher(item)
		if en, zh := (bot.Line{l}).Words(bot.English, phrase.Say), (bot.Line{l}).Words(bot.Chinese, phrase.Say); en != want[0] || zh != want[1] || l.URL != item.URL {
			t.Errorf("%q: %q, %q to %s, want %q", gone, en, zh, l.URL, want)
		}
	}
}

func TestNewsOfARevisionIsTheNewestUpToIt(t *testing.T) {
	changes := []feeds.Change{{Revision: 1, What: "new"}, {Revision: 2, What: "deadline", News: true}, {Revision: 3, What: "also_at"}, {Revision: 4, What: "deadline", News: true}}
	for occasion, want := range map[string]int{"r2": 2, "r3": 2, "r4": 4, "r9": 4, "r1": 4, "in_force:2022-09-30": 4} {
		if got := bot.News(changes, bot.OccasionRevision(occasion)); got.Revision != want {
			t.Errorf("%s: news is %+v, want that of revision %d", occasion, got, want)
		}
	}
	if got := bot.OccasionRevision(bot.RevisionOccasion(12)); got != 12 {
		t.Errorf("revision 12 is read back as %d", got)
	}
}

func TestAnEventToldLateIsCalledAnUpdate(t *testing.T) {
	born := time.Date(2022, 9, 14, 0, 0, 0, 0, time.UTC)
	e := feeds.Event{ID: "e1", Title: "办法（征求意见稿）", Revision: 2, Born: born, Published: "2022-09-14", Reading: feeds.Reading{Stage: feeds.StageDraft}, Changes: []feeds.Change{
		{Revision: 1, At: born, What: "new", News: true},
		{Revision: 2, At: born.AddDate(0, 0, 9), What: "deadline", Was: "2022-10-12", Is: "2022-11-13", News: true},
	}}
	v := bot.View{Now: born.AddDate(0, 0, 9), Names: unknown{}, Zone: time.UTC}
	says := func() bool {
		for _, b := range bot.Alert(e, nil, v).Blocks {
			for _, l := range b.Lines {
				if l.Words(bot.English, phrase.Say) == "Update: the closing date has moved from 12 Oct 2022 to 13 Nov 2022. First published 14 Sep 2022, before this channel subscribed." {
					return true
				}
			}
		}
		return false
	}
	if says() {
		t.Error("an alert to who subscribed before is called an update")
	}
	if v.Since = born.AddDate(0, 0, 3); !says() {
		t.Error("an alert to who subscribed later is not called an update")
	}
}

func TestAStepSaysFromWhenItHoldsAndADraftAmendsNothing(t *testing.T) {
	rule := func(id feeds.EventID, title string, stage feeds.Stage) feeds.Event {
		return feeds.Event{ID: id, Title: title, Reading: feeds.Reading{Stage: stage, TitleEN: feeds.Gloss{By: "ours", Text: string(id)}}}
	}
	law, draft, later := rule("e1", "规定", feeds.StageIssued), rule("e2", "修改草案", feeds.StageDraft), rule("e3", "决定", feeds.StageIssued)
	v := bot.View{Names: unknown{}, Related: map[feeds.EventID]feeds.Event{"e1": law, "e2": draft, "e3": later}}
	for _, c := range []struct {
		of   feeds.Event
		link feeds.Link
		want string
	}{
		{law, feeds.Link{Event: "e2", Relation: "amended_by", Sure: true}, "Amendment in draft: e2"},
		{draft, feeds.Link{Event: "e1", Relation: "amends", Sure: true}, "Would amend: e1"},
		{law, feeds.Link{Event: "e3", Relation: "amended_by", Sure: true, Since: "2022-10-01"}, "Amended by: e3, from 1 Oct 2022"},
		{later, feeds.Link{Event: "e1", Relation: "amends", Sure: true, Since: "2022-10-01"}, "Amends: e1"},
		{law, feeds.Link{Event: "e3", Relation: "repealed_by", Since: "2022-10-01"}, "Repealed by: e3, from 1 Oct 2022 (possible, confirm)"},
		{law, feeds.Link{Event: "e9", Relation: "qa_on", Sure: true}, "Explains: e9"},
		{law, feeds.Link{Event: "e3", Relation: feeds.SameAs}, "The same as: e3 (possible, confirm)"},
	} {
		if got := bot.Step(c.of, c.link, v).Words(bot.English, phrase.Say); got != c.want {
			t.Errorf("%+v: %q, want %q", c.link, got, c.want)
		}
	}
	if got := bot.Step(law, feeds.Link{Event: "e3", Relation: "amended_by", Sure: true}, v).Words(bot.Chinese, phrase.Say); got != "被修改：决定" {
		t.Errorf("in Chinese: %q", got)
	}
}

func TestADateThatWasNotReadIsNotCalledNotStated(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}}
	for _, kind := range []string{"measures", "guideline"} {
		e := feeds.Event{ID: "e1", Title: "办法", Reading: feeds.Reading{Stage: feeds.StageIssued, DocType: kind}}
		for state, want := range map[feeds.ItemState]string{feeds.ItemRead: "effective date not stated", feeds.ItemTitleOnly: "effective date not read"} {
			if got := bot.FirstWord(e, feeds.Item{State: state}, v).Words(bot.English, phrase.Say); !strings.HasSuffix(got, want) {
				t.Errorf("%s, %s: %q", kind, state, got)
			}
		}
	}
}

func TestTheFirstWordCountsToTheLastDayThatSurelyCounts(t *testing.T) {
	e := feeds.Event{ID: "e1", Reading: feeds.Reading{Stage: feeds.StageDraft}}
	for _, c := range []struct {
		closes feeds.Date
		today  feeds.Day
		en, zh string
	}{
		{feeds.Date{Day: "2022-11-13"}, "2022-09-30", "COMMENT by 13 Nov 2022 (44 days left)", "征求意见 截至2022年11月13日（还有44天）"},
		{feeds.Date{Day: "2022-11-13", Before: true}, "2022-09-30", "COMMENT by 13 Nov 2022 (43 days left)", "征求意见 截至2022年11月13日（还有43天）"},
		{feeds.Date{Day: "2022-11-13"}, "2022-11-12", "COMMENT by 13 Nov 2022 (1 day left)", "征求意见 截至2022年11月13日（还有1天）"},
		{feeds.Date{Day: "2022-11-13", Before: true}, "2022-11-12", "COMMENT by 13 Nov 2022 (count to today)", "征求意见 截至2022年11月13日（按今天计）"},
		{feeds.Date{Day: "2022-11-13"}, "2022-11-13", "COMMENT by 13 Nov 2022 (today)", "征求意见 截至2022年11月13日（今天）"},
		{feeds.Date{Day: "2022-11-13", Before: true}, "2022-11-13", "COMMENT by 13 Nov 2022 (today, if that day counts)", "征求意见 截至2022年11月13日（今天，当日是否计入不明）"},
	} {
		e.Reading.Dates.CommentCloses = c.closes
		span := bot.FirstWord(e, feeds.Item{}, bot.View{Now: c.today.Time(feeds.Shanghai).Add(12 * time.Hour)})
		if got := span.Words(bot.English, phrase.Say); got != c.en {
			t.Errorf("%+v on %s: %q, want %q", c.closes, c.today, got, c.en)
		}
		if got := span.Words(bot.Chinese, phrase.Say); got != c.zh {
			t.Errorf("%+v on %s: %q, want %q", c.closes, c.today, got, c.zh)
		}
	}
}

// What may be the same is no earlier text: that none was found is said all the same.
func TestWhatMayBeTheSameIsNoEarlierText(t *testing.T) {
	e := feeds.Event{ID: "e1", Title: "规定", Reading: feeds.Reading{Stage: feeds.StageIssued}, Lineage: []feeds.Link{{Event: "e2", Relation: feeds.SameAs}}}
	m := bot.Alert(e, []feeds.Item{{ID: "i1"}}, bot.View{Names: unknown{}, Zone: feeds.Shanghai})
	if want := "The same as: e2 (possible, confirm) · Earlier: none found"; !strings.Contains(said(m), want) {
		t.Errorf("no %q in\n%s", want, said(m))
	}
}

// Who was named month after month is told of the last notices; the rest is a step away.
func TestAnAlertTellsAFewStepsOfOneKindAndWhereTheOthersAre(t *testing.T) {
	e := feeds.Event{ID: "e20", Title: "通报", Lineage: []feeds.Link{{Event: "e18", Relation: "removal_of", Sure: true}}}
	v := bot.View{Names: unknown{}, Zone: feeds.Shanghai, Related: map[feeds.EventID]feeds.Event{}}
	for n := range 15 {
		id := feeds.EventID(fmt.Sprintf("e%d", n+1))
		e.Lineage = append(e.Lineage, feeds.Link{Event: id, Relation: "names_again", Sure: n == 2})
		v.Related[id] = feeds.Event{ID: id, Title: "通报" + string(id), Published: feeds.Day(fmt.Sprintf("2022-09-%02d", n+1))}
	}
	for _, c := range []struct {
		lang       bot.Lang
		base, want string
	}{
		{bot.English, "", "Earlier notice: e18 · Named before in: 通报e3 · Named before in: 通报e14 (possible, confirm) · Named before in: 通报e15 (possible, confirm) · and 12 more: item e20"},
		{bot.English, "https://pages.example", "通报e15 (possible, confirm) · and 12 more"},
		{bot.Chinese, "", "此前通报：e18 · 此前已通报：通报e3 · 此前已通报：通报e14（可能，请确认） · 此前已通报：通报e15（可能，请确认） · 另有12项：item e20"},
	} {
		v.Base = c.base
		var told []string
		link := ""
		for _, b := range bot.Alert(e, []feeds.Item{{ID: "i1"}}, v).Blocks {
			for _, l := range b.Lines {
				told = append(told, l.Words(c.lang, phrase.Say))
				for _, s := range l {
					if strings.HasSuffix(s.URL, "#"+bot.StepsOfPage) {
						link = s.URL
					}
				}
			}
		}
		if all := strings.Join(told, "\n"); !strings.Contains(all, c.want) {
			t.Errorf("%s: no %q in\n%s", c.lang, c.want, all)
		}
		if c.base != "" && link != c.base+"/event/e20#steps" {
			t.Errorf("the rest is at %q", link)
		}
	}
	if more := bot.MoreSteps(e, v); len(more) != 12 {
		t.Errorf("%d steps are left out, want 12", len(more))
	}
}

func TestOfTwoStepsToPartsOfOneEventTheSurerIsTold(t *testing.T) {
	whole := feeds.Event{ID: "e2", Title: "规定（草案）"}
	e := feeds.Event{ID: "e1", Lineage: []feeds.Link{
		{Event: "e2", Relation: feeds.FinalOf}, {Event: "e3", Relation: feeds.FinalOf, Sure: true}, {Event: "e2", Relation: feeds.Amends}, {Event: "e4", Relation: feeds.DraftOf},
	}}
	v := bot.View{Related: map[feeds.EventID]feeds.Event{"e2": whole, "e3": whole, "e4": e}}
	want := []feeds.Link{{Event: "e3", Relation: feeds.FinalOf, Sure: true}, {Event: "e2", Relation: feeds.Amends}}
	if got := bot.Steps(e, v); !slices.Equal(got, want) {
		t.Errorf("steps are %+v, want %+v", got, want)
	}
}

func TestAnAlertOfAProvinceNamesOthersThatDidTheSame(t *testing.T) {
	e := feeds.Event{ID: "e1", Title: "江苏省数据出境安全评估申报工作指引", Reading: feeds.Reading{Stage: feeds.StageIssued, DocType: "guide"}}
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}, Zone: time.UTC, Base: "https://bot.example"}
	for i, region := range []string{"CN-SH", "CN-ZJ", "CN-BJ", "CN-GD", "CN-TJ"} {
		id := feeds.EventID(fmt.Sprintf("e%d", i+2))
		v.Echoes = append(v.Echoes, bot.Echo{Region: region, Hit: bot.Hit{Event: feeds.Event{ID: id}}})
		m := bot.Alert(e, nil, v)
		var words []string
		linked := false
		for _, b := range m.Blocks {
			for _, l := range b.Lines {
				words = append(words, l.Words(bot.English, phrase.Say))
				linked = linked || strings.Contains(fmt.Sprintf("%+v", l), "https://bot.example/event/"+string(id))
			}
		}
		want := "Other provinces: " + []string{"Shanghai", "Shanghai, Zhejiang", "Shanghai, Zhejiang, Beijing", "Shanghai, Zhejiang, Beijing, Guangdong", "Shanghai, Zhejiang, Beijing, Guangdong and 1 more"}[i]
		if all := strings.Join(words, "\n"); !strings.Contains(all, want) || linked != (i < 4) {
			t.Errorf("want %q, linked %v in\n%s", want, linked, all)
		}
	}
}
