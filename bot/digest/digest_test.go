package digest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

var update = flag.Bool("update", false, "write the expected results anew")

type names struct{ bottest.Names }

func (names) AuthorityInFull(id feeds.AuthorityID) string {
	en, _ := names{}.Authority(id)
	return en
}

func (names) Authority(id feeds.AuthorityID) (en, zh string) {
	return "Authority " + string(id), "机关" + string(id)
}

// entries are a draft, a rule with a person's note, a case whose text was not
// read, and what does not belong into a digest.
func entries() []Entry {
	quote := feeds.Quote{Text: "请于2022年10月12日前反馈", In: "text"}
	when := time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)
	entry := func(id feeds.EventID, section feeds.Section, edit func(*Entry)) Entry {
		e := Entry{
			Event: feeds.Event{ID: id, Title: "标题 " + string(id), Published: "2022-09-14", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: section, Authorities: []feeds.AuthorityID{"CAC"}, TitleEN: feeds.Gloss{Text: "Title <" + string(id) + "> & *more*", By: "ours"}}},
			Item:  feeds.Item{ID: "i" + feeds.ItemID(id[1:]), URL: "https://p.example/" + string(id) + "?a=1&b=<2>", Copy: "c", ReadAt: when},
		}
		if edit != nil {
			edit(&e)
		}
		return e
	}
	return []Entry{
		entry("e1", feeds.Legislation, func(e *Entry) {
			r := &e.Event.Reading
			r.Stage, r.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: "2022-10-12", Quote: quote}
			r.Summary = []feeds.Sentence{
				{EN: "Draft measures out for comment.", ZH: "办法征求意见稿。", Quotes: []feeds.Quote{{Text: "征求意见稿"}}},
				{EN: "Applies to all.", ZH: "适用于全部主体。", Quotes: []feeds.Quote{{Text: "适用"}}},
				{EN: "Comments close on 12 October 2022.", ZH: "意见反馈截止于2022年10月12日。", Quotes: []feeds.Quote{quote}},
			}
		}),
		entry("e2", feeds.Legislation, func(e *Entry) {
			e.Event.Reading.Stage, e.Note, e.NoteBy = feeds.StageIssued, "Applies to our apps", "Ann"
			e.Event.Reading.Authorities, e.Item.Gone = []feeds.AuthorityID{"CAC", "MIIT", "SAMR"}, "2022-09-29"
			e.Event.Reading.TitleEN.By = "official"
			e.Event.Reading.Summary = []feeds.Sentence{{EN: "One.", Quotes: []feeds.Quote{{Text: "一"}}}, {EN: "Two.", Quotes: []feeds.Quote{{Text: "二"}}}}
		}),
		entry("e3", feeds.EnforcementCase, func(e *Entry) {
			e.Event.Published, e.Event.Reading.TitleEN = "", feeds.Gloss{By: "none"}
			e.Item.Copy = ""
			e.Event.Reading.Summary = []feeds.Sentence{{EN: "The text was not read; this rests on the title alone."}}
		}),
		entry("e4", feeds.CourtLitigation, func(e *Entry) { e.Event.Reading.Relevance = feeds.Unsure }),
		entry("e5", feeds.OtherSection, nil),
		entry("e6", feeds.CourtLitigation, func(e *Entry) { e.Event.Alias = "e1" }),
	}
}

// coming are dates of the first entry, of an earlier event with its name, and of what
// does not belong into a digest.
func coming(all []Entry) []Coming {
	earlier := all[1]
	earlier.Event.ID, earlier.Event.Published, earlier.Item.URL = "e0", "2022-07-07", "https://p.example/e0"
	return []Coming{
		{Entry: earlier, What: "effective", Date: feeds.Date{Day: "2022-09-01", Computed: true}, Count: "2022-09-01"},
		{Entry: all[0], What: "comments", Date: feeds.Date{Day: "2022-10-12"}, Count: "2022-10-11"},
		{Entry: all[3], What: "due", Date: feeds.Date{Day: "2022-10-13"}, Count: "2022-10-13"},
	}
}

// made is what issues without pages are made with.
var made = Made{Names: names{}}

func dated(lang bot.Lang) Issue {
	with := Made{Names: names{}, Base: "https://us.example", Lang: lang}
	return Monthly("2022-09", entries(), with).WithDates(coming(entries()), with)
}

// An English headline may be a newspaper's: that it is published so makes it no official English.
func TestEnglishHeadlineIsCalledPublishedAndNotOfficial(t *testing.T) {
	for _, c := range []struct{ title, english, want string }{
		{"Police solve 36,000 cases", "Police solve 36,000 cases", " (English as published)"},
		{"数据出境安全评估办法", "Measures for Security Assessment of Outbound Data Transfer", " (official English)"},
	} {
		e := entries()[0]
		e.Event.Title, e.Event.Reading.TitleEN = c.title, feeds.Gloss{Text: c.english, By: "official"}
		if got := Monthly("2022-09", []Entry{e}, made).items()[0].whose(); got != c.want {
			t.Errorf("%s is marked%s, want%s", c.english, got, c.want)
		}
	}
}

// Two events that may be one are two items, each marked with the number of the other,
// whatever its section. What follows another, or is not in the issue, is marked nowhere.
func TestEventsThatMayBeOneAreMarkedWithTheNumberOfTheOther(t *testing.T) {
	draft, report, other := entries()[0], entries()[0], entries()[0]
	report.Event.ID, report.Event.Reading.Section = "e5", feeds.CourtLitigation
	other.Event.ID, other.Event.Title = "e6", "无关"
	draft.Event.Lineage = []feeds.Link{{Event: "e5", Relation: feeds.SameAs}, {Event: "e6", Relation: "draft_of"}, {Event: "e99", Relation: feeds.SameAs}}
	report.Event.Lineage = []feeds.Link{{Event: "e1", Relation: feeds.SameAs}}
	other.Event.Lineage = []feeds.Link{{Event: "e1", Relation: "final_of"}}
	for _, x := range Monthly("2022-09", []Entry{draft, report, other}, made).items() {
		want := map[feeds.EventID]string{"e1": " · POSSIBLY THE SAME AS ITEM 3, check", "e5": " · POSSIBLY THE SAME AS ITEM 2, check"}[x.Event]
		if _, got, _ := strings.Cut(x.byline(), "2022"); got != want {
			t.Errorf("%s is under %q, want %q", x.Event, x.byline(), want)
		}
	}
}

// Twelve items: the paragraphs of the tenth and later ones stand under a wider number.
func TestItemsOfMarkdownHoldTheirParagraphs(t *testing.T) {
	var all []Entry
	for range 12 {
		all = append(all, entries()[0])
	}
	raw, err := Monthly("2022-09", all, made).Markdown()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n9. **", "\n   Authority CAC · 14 Sep 2022\n", "\n10. **", "\n    Authority CAC · 14 Sep 2022\n"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("no %q in\n%s", want, raw)
		}
	}
}

// A newspaper that tells of a court, or of a company, is not published by them.
func TestReportIsPublishedByItsPaperAndNotByWhomItNames(t *testing.T) {
	quote := []feeds.Quote{{Text: "江阴市人民法院", In: "text"}}
	for kind, want := range map[string]string{"press": "Authority PAPER", "judgment": "Authority PAPER", "enforcement_notice": "Authority COURT"} {
		e := Entry{
			Event: feeds.Event{ID: "e1", Title: "标题", Published: "2022-09-05", Reading: feeds.Reading{
				Relevance: feeds.Relevant, Section: feeds.CourtLitigation, DocType: kind, Authorities: []feeds.AuthorityID{"COURT"},
				Summary: []feeds.Sentence{{EN: "Bodies named: the court.", Quotes: quote}},
			}},
			Item: feeds.Item{ID: "i1", URL: "https://paper.example/1", Authority: "PAPER"},
		}
		x := Monthly("2022-09", []Entry{e}, made).Sections[3].Items[0]
		if x.Issuers != want || x.byline() != want+" · 5 Sep 2022" || x.Text != "Bodies named: the court." {
			t.Errorf("%s: %q under %q; want %q", kind, x.Text, x.byline(), want)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, name := range []string{"issue.md", "issue.html", "issue.json", "issue-zh.md", "issue-zh.html", "issue-zh.json"} {
		lang := bot.English
		if strings.Contains(name, "-zh") {
			lang = bot.Chinese
		}
		issue := dated(lang)
		if n := issue.Count(); n != 3 {
			t.Fatalf("%d items, want the draft, the rule and the case", n)
		}
		_, format, _ := strings.Cut(name, ".")
		got, err := Formats[format](issue)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("what is written differs from %s:\n%s", path, got)
		}
	}
}

func TestAMonthWithoutDatesHasNoHeadingOfThem(t *testing.T) {
	const heading = "Dates of the month and ahead"
	for name, write := range Formats {
		for want, issue := range map[bool]Issue{true: dated(bot.English), false: Monthly("2022-09", entries(), made)} {
			raw, err := write(issue)
			if err != nil {
				t.Fatal(err)
			}
			if name == "docx" {
				raw = []byte(unzip(t, raw)["word/document.xml"])
			}
			if got := bytes.Contains(raw, []byte(heading)); got != want && name != "json" {
				t.Errorf("%s with dates %v: headed %v", name, want, got)
			}
		}
	}
}

// In Markdown what belongs to an item stands as far in as the item's words do.
func TestAMonthWithoutItemsSaysSo(t *testing.T) {
	for name, write := range Formats {
		raw, err := write(Monthly("2022-09", nil, Made{Names: names{}}))
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case name == "html" || name == "md":
			if !strings.Contains(string(raw), "No item of 2022-09") || strings.Contains(string(raw), "arked sentences") {
				t.Errorf("%s says %.500s", name, raw)
			}
		}
	}
}

func TestSentencesBelongToItemsOfTwoDigits(t *testing.T) {
	var many []Entry
	for range 4 {
		many = append(many, entries()...)
	}
	md, err := Monthly("2022-09", many, made).Markdown()
	if err != nil {
		t.Fatal(err)
	}
	items := regexp.MustCompile(`(?m)^([0-9]+\. )\*\*.*\n\n( *)\S`).FindAllStringSubmatch(string(md), -1)
	if len(items) < 10 {
		t.Fatalf("%d items", len(items))
	}
	for _, m := range items {
		if len(m[1]) != len(m[2]) {
			t.Errorf("after %q the text stands %d in", m[1], len(m[2]))
		}
	}
}

func TestWordDocumentHasFootnotesAndMarks(t *testing.T) {
	raw, err := dated(bot.English).DOCX()
	if err != nil {
		t.Fatal(err)
	}
	files := unzip(t, raw)
	document, notes := files["word/document.xml"], files["word/footnotes.xml"]
	for _, id := range []string{"1", "2", "3", "4"} {
		if !strings.Contains(document, `<w:footnoteReference w:id="`+id+`"/>`) || !strings.Contains(notes, `<w:footnote w:id="`+id+`">`) {
			t.Errorf("footnote %s is not in the text and the notes", id)
		}
	}
	if !strings.Contains(document, `<w:bookmarkStart w:id="2" w:name="item2"/>`) || !strings.Contains(document, `<w:fldSimple w:instr=" NOTEREF item2 \h ">`) {
		t.Error("a date does not lead to its item by a field")
	}
	if strings.Count(document, `<w:pStyle w:val="Note"/>`) != 1 || !strings.Contains(document, "Applies to our apps") {
		t.Error("the one note is not above its item, or is above others")
	}
	if !strings.Contains(document, `<w:highlight w:val="yellow"/>`) {
		t.Error("a sentence without a source is not highlighted")
	}
	if !strings.Contains(files["word/_rels/footnotes.xml.rels"], `Target="https://p.example/e1?a=1&amp;b=&lt;2&gt;"`) {
		t.Error("the original is not linked")
	}
	if strings.Count(notes, "Archived copy, read 30 Sep 2022") != 3 || strings.Count(notes, "No archived copy") != 1 {
		t.Errorf("a footnote does not say whether there is an archived copy:\n%s", notes)
	}
	again, err := dated(bot.English).DOCX()
	if err != nil || !bytes.Equal(raw, again) {
		t.Errorf("the same issue is not the same bytes (%v)", err)
	}
}

// TestWordNumbersItemsAndSlantsNoChinese: dates name items by number, so that items show it.
func TestWordNumbersItemsAndSlantsNoChinese(t *testing.T) {
	for _, lang := range []bot.Lang{bot.English, bot.Chinese} {
		raw, err := dated(lang).DOCX()
		if err != nil {
			t.Fatal(err)
		}
		files := unzip(t, raw)
		if !strings.Contains(files["word/numbering.xml"], `<w:pStyle w:val="Heading2"/>`) || !strings.Contains(files["word/styles.xml"], `<w:numPr><w:numId w:val="1"/></w:numPr>`) {
			t.Errorf("%s: headings of items are not numbered", lang)
		}
		for _, m := range regexp.MustCompile(`<w:i/></w:rPr><w:t xml:space="preserve">([^<]*)`).FindAllStringSubmatch(files["word/document.xml"], -1) {
			if feeds.HasHan(m[1]) {
				t.Errorf("%s: %q is slanted", lang, m[1])
			}
		}
	}
}

// unzip reads a document and checks that each of its parts is well-formed and
// that every part the relations name is there.
func unzip(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"} {
		if files[name] == "" {
			t.Errorf("document lacks %s", name)
		}
	}
	return files
}

func TestAnyTextIsSetWithoutBecomingMarkup(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.String().Draw(rt, "s")
		all := entries()
		all[0].Event.Title, all[0].Event.Reading.TitleEN.Text, all[0].Note = s, s, s
		all[0].Event.Reading.Summary = []feeds.Sentence{{EN: s}, {EN: s}}
		all[0].Item.URL = "https://p.example/" + s
		with := Made{Names: names{}, Base: "https://us.example", Lang: rapid.SampledFrom([]bot.Lang{bot.English, bot.Chinese}).Draw(rt, "lang")}
		issue := Monthly("2022-09", all, with).WithDates(coming(all), with)
		for name, write := range Formats {
			raw, err := write(issue)
			if err != nil {
				rt.Fatalf("%s: %v", name, err)
			}
			switch name {
			case "docx":
				unzip(t, raw)
			case "json":
				if !json.Valid(raw) {
					rt.Fatalf("JSON is not valid: %q", raw)
				}
			case "html":
				if n := strings.Count(string(raw), "<article"); n != 3 {
					rt.Fatalf("%d articles, want 3:\n%s", n, raw)
				}
			case "md":
				if n := strings.Count(string(raw), "\n## "); n != len(sections)+1 {
					rt.Fatalf("%d headings, want %d and that of the dates:\n%s", n, len(sections), raw)
				}
			}
		}
	})
}

func TestListFollowsTheSectionsAndMarksTheUnsure(t *testing.T) {
	v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: names{}, Zone: time.UTC}
	if _, err := List(bot.Say("plain", "x"), nil, v); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("an empty list gives %v, want nothing to say", err)
	}
	m, err := List(bot.Say("plain", "x"), entries(), v)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, b := range m.Blocks {
		for _, l := range b.Lines {
			lines = append(lines, l.Words(bot.English, phrase.Say))
		}
	}
	all := strings.Join(lines, "\n")
	if strings.Index(all, "[e1]") > strings.Index(all, "[e3]") || !strings.Contains(all, "[e4] (unsure)") || !strings.Contains(all, "[e5]") {
		t.Errorf("list is\n%s", all)
	}
}

func TestItemWithoutSummarySaysSo(t *testing.T) {
	e := entries()[0]
	e.Event.Reading.Summary, e.Event.Reading.Stage = nil, ""
	x := Monthly("2022-09", []Entry{e}, made).items()[0]
	if x.Text != "No summary could be drawn from its text: read the page." || x.Sentences[0].Sourced {
		t.Errorf("%+v", x.Sentences)
	}
}

// What rests on a title says so, with a summary and without: of a text that nobody read
// it was said that no summary could be drawn from it.
func TestItemWhoseTextWasNotReadSaysSo(t *testing.T) {
	const unread = "Its text was not read, so this rests on the title alone: read the page."
	e := entries()[0]
	e.Item.State, e.Event.Reading.Stage = feeds.ItemTitleOnly, ""
	if x := Monthly("2022-09", []Entry{e}, made).items()[0]; len(x.Sentences) != perItem || x.Sentences[1].Text != unread || x.Sentences[1].Sourced {
		t.Errorf("%+v", x.Sentences)
	}
	e.Event.Reading.Summary = nil
	if x := Monthly("2022-09", []Entry{e}, made).items()[0]; x.Text != unread {
		t.Errorf("%+v", x.Sentences)
	}
}

func TestWhatIsOfChinaComesFirst(t *testing.T) {
	all := entries()[:2]
	all[1].Abroad = true // the issued rule, which would lead
	items := Monthly("2022-09", all, made).items()
	if items[0].Event != "e1" || items[1].Event != "e2" || items[1].Footnote != 2 {
		t.Errorf("%s, then %s", items[0].Event, items[1].Event)
	}
}

func TestMonthIsWhole(t *testing.T) {
	for month, want := range map[string][2]feeds.Day{"2022-09": {"2022-09-01", "2022-09-30"}, "2024-02": {"2024-02-01", "2024-02-29"}} {
		first, last, err := Month(month)
		if err != nil || first != want[0] || last != want[1] {
			t.Errorf("%s is %s to %s, %v", month, first, last, err)
		}
	}
	if _, _, err := Month("2022-13"); err == nil {
		t.Error("a thirteenth month is taken")
	}
}

func TestAConsultationWithoutAClosingDateSaysSo(t *testing.T) {
	summary := []feeds.Sentence{{EN: "Draft standard out for comment."}, {EN: "Aims at order."}, {EN: "Applies to all."}}
	for name, c := range map[string]struct {
		dates feeds.Dates
		state feeds.ItemState
		want  string
	}{
		"not stated":      {want: "Draft standard out for comment. No closing date for comments is stated."},
		"not read":        {state: feeds.ItemTitleOnly, want: "Draft standard out for comment. Its text was not read, so whether it states a closing date for comments is not known."},
		"stated":          {dates: feeds.Dates{CommentCloses: feeds.Date{Day: "2022-10-12"}}, want: "Draft standard out for comment. Aims at order."},
		"in working days": {dates: feeds.Dates{CommentCloses: feeds.Date{WorkDays: 10}}, want: "Draft standard out for comment. Aims at order."},
	} {
		e := Entry{
			Event: feeds.Event{ID: "e1", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: feeds.Legislation, Stage: feeds.StageDraft, Dates: c.dates, Summary: summary}},
			Item:  feeds.Item{ID: "i1", State: c.state},
		}
		if got := Monthly("2022-09", []Entry{e}, made).Sections[0].Items[0].Text; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestWhatIsToBeDoneByADayIsToldBeforeSinceWhenATextApplies: the second sentence said that
// a rule was in force, and the day to report by was in neither.
func TestWhatIsToBeDoneByADayIsToldBeforeSinceWhenATextApplies(t *testing.T) {
	by := func(words string) []feeds.Quote { return []feeds.Quote{{Text: words, In: "text"}} }
	summary := []feeds.Sentence{
		{EN: "Issued by the regulator."},
		{EN: "In force since 28 September 2022.", Quotes: by("自印发之日起施行")},
		{EN: "Reporting is due by 31 October 2022.", Quotes: by("应当于10月31日前报送")},
	}
	dates := feeds.Dates{
		Effective: feeds.Date{Day: "2022-09-28", Quote: by("自印发之日起施行")[0]},
		Due:       feeds.Date{Day: "2022-10-31", Quote: by("应当于10月31日前报送")[0]},
	}
	e := Entry{Event: feeds.Event{ID: "e1", Reading: feeds.Reading{
		Relevance: feeds.Relevant, Section: feeds.Legislation, Stage: feeds.StageIssued, Dates: dates, Summary: summary,
	}}, Item: feeds.Item{ID: "i1"}}
	const want = "Issued by the regulator. Reporting is due by 31 October 2022."
	if got := Monthly("2022-09", []Entry{e}, made).Sections[0].Items[0].Text; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
