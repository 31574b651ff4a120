package bot

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
)

func notice(expected int, names ...string) feeds.Event {
	list := &feeds.AppList{Expected: expected, From: "table"}
	for i, n := range names {
		name, developer, _ := strings.Cut(n, "|")
		list.Rows = append(list.Rows, feeds.AppRow{Row: i + 1, Name: name, Developer: developer})
	}
	return feeds.Event{ID: "e1", Lead: "i1", Title: "关于侵害用户权益行为APP的通报", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: feeds.EnforcementCase, Apps: list}}
}

func lower(s string) string { return Fold(s) }

func TestCompare(t *testing.T) {
	e := notice(4, "艾克米支付|艾克米（上海）科技有限公司", "ＡＣＭＥ　Pay|甲公司", "随申行助手|乙公司", "日历|丙公司")
	cases := []struct {
		name  string
		entry WatchEntry
		row   int
		exact bool
	}{
		{"the name itself", WatchEntry{Name: "艾克米支付"}, 1, true},
		{"width, case and blanks", WatchEntry{Name: "acme pay"}, 2, true},
		{"an alias", WatchEntry{Name: "Acme", Aliases: []string{"艾克米支付"}}, 1, true},
		{"the developer's legal name, other brackets", WatchEntry{Kind: "entity", Name: "艾克米(上海)科技有限公司"}, 1, true},
		{"part of a longer name", WatchEntry{Name: "随申行"}, 3, false},
		{"one letter off", WatchEntry{Name: "艾克米支村"}, 1, false},
		{"an exact alias before a near name", WatchEntry{Name: "随申行", Aliases: []string{"日历"}}, 4, true},
		{"a place in brackets left out", WatchEntry{Kind: "entity", Name: "艾克米科技"}, 1, false},
		{"a place in brackets put in", WatchEntry{Kind: "entity", Name: "甲（北京）公司"}, 2, false},
		{"too short to be near", WatchEntry{Name: "日"}, 0, false},
		{"another name", WatchEntry{Name: "完全不同的应用"}, 0, false},
		{"empty", WatchEntry{}, 0, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Comparer(e, nil, lower)([]WatchEntry{c.entry})
			switch {
			case c.row == 0 && len(r.Hits) != 0:
				t.Errorf("got %+v, want no match", r.Hits)
			case c.row != 0 && (len(r.Hits) != 1 || r.Hits[0].Row != c.row || r.Hits[0].Exact != c.exact):
				t.Errorf("got %+v, want row %d, exact %v", r.Hits, c.row, c.exact)
			}
		})
	}
}

// Of rows that are near a name the nearest is told, wherever it stands: names of one firm
// are like each other.
func TestCompareTellsTheNearestRow(t *testing.T) {
	e := notice(4, "艾克米出行司机版|甲公司", "艾克米出行|乙公司", "艾克米支付|丙公司", "艾克米支付助手|丁公司")
	for name, row := range map[string]int{"艾克米支付（安卓版）": 3, "艾克米出行（极速版）": 2, "艾克米支付助手（鸿蒙）": 4, "艾克米出行司": 2, "艾克米支村": 3, "艾克米出行司机": 1} {
		if r := Comparer(e, nil, lower)([]WatchEntry{{Name: name}}); len(r.Hits) != 1 || r.Hits[0].Row != row || r.Hits[0].Exact {
			t.Errorf("%s: %+v, want row %d", name, r.Hits, row)
		}
	}
}

// A text holds the rows of its tables as well: a name that is part of a row's is quoted
// with the row, and is no more than near.
func TestCompareQuotesTheRowAndNotTheTextThatHoldsIt(t *testing.T) {
	e := notice(2, "随申行助手|乙公司", "日历|某某科技（北京）有限公司")
	items := []feeds.Item{{ID: "i1", Text: "1随申行助手乙公司\n2日历某某科技（北京）有限公司\n由艾克米支付提供"}}
	for name, want := range map[string]WatchHit{
		"随申行": {Row: 1, Quote: "随申行助手 | 乙公司"}, "某某科技": {Row: 2, Quote: "日历 | 某某科技（北京）有限公司"}, "艾克米支付": {Exact: true},
	} {
		r := Comparer(e, items, lower)([]WatchEntry{{Name: name}})
		if len(r.Hits) != 1 || r.Hits[0].Row != want.Row || r.Hits[0].Exact != want.Exact || want.Row > 0 && r.Hits[0].Quote != want.Quote {
			t.Errorf("%s: %+v, want %+v", name, r.Hits, want)
		}
	}
}

func TestCompareSaysHowMuchWasCompared(t *testing.T) {
	if r := Comparer(notice(2, "甲应用", "乙应用"), nil, lower)(nil); !r.Whole() || r.Names != 2 {
		t.Errorf("a list read whole gives %+v", r)
	}
	if r := Comparer(notice(127, "甲应用"), nil, lower)(nil); r.Whole() || r.Of != 127 {
		t.Errorf("1 of 127 rows gives %+v", r)
	}
	picture := notice(0)
	picture.Reading.Apps.Unread = "picture"
	picture.Reading.Figures = []feeds.Figure{{Name: "apps", Value: 41}}
	if r := Comparer(picture, nil, lower)(nil); r.Whole() || r.Of != 41 {
		t.Errorf("a picture of 41 rows gives %+v", r)
	}
	unread := []feeds.Item{{ID: "i1", State: feeds.ItemTitleOnly, Unread: "gone"}}
	e := notice(0)
	e.Reading.Apps = nil
	if r := Comparer(e, unread, lower)(nil); r.Whole() {
		t.Errorf("a text that was not read gives %+v", r)
	}
}

func TestCompareFindsNamesInATextAsWholeWords(t *testing.T) {
	e := feeds.Event{Lead: "i1", Title: "处罚", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: feeds.EnforcementCase, Penalties: []feeds.Quote{{Text: "罚款"}}}}
	items := []feeds.Item{{ID: "i1", State: feeds.ItemRead, Text: "经查，Acme Meter 与艾克米公司违法收集个人信息。"}}
	for name, want := range map[string]bool{"艾克米公司": true, "Acme Meter": true, "Acme Met": false, "Meter": true, "公": false} {
		r := Comparer(e, items, lower)([]WatchEntry{{Name: name}})
		if got := len(r.Hits) > 0; got != want {
			t.Errorf("%q found: %v, want %v (%+v)", name, got, want, r.Hits)
		}
		for _, h := range r.Hits {
			if !h.Exact || !strings.Contains(h.Quote, strings.ToLower(name)) {
				t.Errorf("%q gives %+v, want the words around it", name, h)
			}
		}
	}
}

// A name is written with other blanks and hyphens, and a file breaks it at the end of a line:
// it may be ours, and may be two words that stand side by side.
func TestCompareFindsOtherSpellingsInATextAsNear(t *testing.T) {
	e := feeds.Event{Lead: "i1", Title: "处罚", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: feeds.EnforcementCase, Penalties: []feeds.Quote{{Text: "罚款"}}}}
	items := []feeds.Item{{ID: "i1", State: feeds.ItemRead, Text: "经查，AcmePay、Tik-Tok、阿卜·都拉 与随申\n行违法收集。alphabetagamma 与 to do 无关。"}}
	for name, want := range map[string]bool{
		"Acme Pay": true, "TikTok": true, "阿卜都拉": true, "随申行": true, // near
		"Alpha Beta": false, "ToDo": false, "Pay Tik": false,
	} {
		r := Comparer(e, items, lower)([]WatchEntry{{Name: name}})
		if got := len(r.Hits) > 0 && !r.Hits[0].Exact; got != want {
			t.Errorf("%q is near: %v, want %v (%+v)", name, got, want, r.Hits)
		}
	}
}

// A picture is read with mistakes; what people wrote is meant as it stands.
func TestCompareForgivesAPictureOneCharacter(t *testing.T) {
	e := notice(2, "随甲行|甲公司", "日厉|乙公司")
	for _, machine := range []bool{true, false} {
		for i := range e.Reading.Apps.Rows {
			e.Reading.Apps.Rows[i].Machine = machine
		}
		if r := Comparer(e, nil, lower)([]WatchEntry{{Name: "随申行"}, {Name: "日历"}}); len(r.Hits) > 0 != machine || machine && (len(r.Hits) != 1 || r.Hits[0].Row != 1 || r.Hits[0].Exact) {
			t.Errorf("read by a machine: %t, hits %+v", machine, r.Hits)
		}
	}
}

// What is no notice about somebody speaks of products all over; its title does not.
func TestCompareReadsTheTitlesOfWhatNamesNobody(t *testing.T) {
	e := feeds.Event{Lead: "i1", Title: "网信部门约谈艾克米公司", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: feeds.EnforcementAuthority}}
	items := []feeds.Item{{ID: "i1", State: feeds.ItemTitleOnly, Unread: "drawn by a script", Title: e.Title, Text: "来源：随申行公众号"}}
	for name, want := range map[string]int{"艾克米公司": 1, "随申行": 0} {
		if r := Comparer(e, items, lower)([]WatchEntry{{Name: name}}); len(r.Hits) != want || !r.Whole() {
			t.Errorf("%s: %+v, want %d hits and all titles compared", name, r, want)
		}
	}
}

// Names stand in a repost, in a file behind the notice, or with the company's place.
func TestCompareReadsAllThatTheEventSays(t *testing.T) {
	e := feeds.Event{Lead: "i1", Title: "处罚", Reading: feeds.Reading{Relevance: feeds.Relevant, Section: feeds.EnforcementCase, Penalties: []feeds.Quote{{Text: "罚款"}}}}
	items := []feeds.Item{
		{ID: "i1", State: feeds.ItemRead, Text: "对一家公司罚款。", Article: feeds.Article{Attachments: []feeds.Attachment{{Name: "决定书.docx", How: "docx", Read: "当事人：艾克米（上海）科技有限公司"}}}},
		{ID: "i2", State: feeds.ItemRead, Title: "随申行被罚", Text: "转载：对日历公司罚款。"},
	}
	for name, exact := range map[string]bool{"艾克米（上海）科技有限公司": true, "随申行": true, "日历公司": true, "艾克米科技有限公司": false} {
		r := Comparer(e, items, lower)([]WatchEntry{{Name: name}})
		if len(r.Hits) != 1 || r.Hits[0].Exact != exact || r.Hits[0].Row != 0 {
			t.Errorf("%q gives %+v, want a hit in the text, exact %t", name, r.Hits, exact)
		}
		if !exact && !strings.Contains(r.Hits[0].Quote, lower("艾克米（上海）科技有限公司")) {
			t.Errorf("%q quotes %q, want the text as it stands", name, r.Hits[0].Quote)
		}
	}
	if r := Comparer(e, items, lower)([]WatchEntry{{Name: "别家公司"}}); len(r.Hits) != 0 {
		t.Errorf("a name that stands nowhere gives %+v", r.Hits)
	}
}

func TestARowAlwaysMatchesItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringN(1, 40, 80), 1, 5).Draw(t, "names")
		e := notice(0)
		for i, n := range names {
			e.Reading.Apps.Rows = append(e.Reading.Apps.Rows, feeds.AppRow{Row: i + 1, Name: n})
		}
		n := rapid.IntRange(0, len(names)-1).Draw(t, "n")
		r := Comparer(e, nil, lower)([]WatchEntry{{Name: names[n]}})
		if squeeze(lower(names[n])) != "" && (len(r.Hits) != 1 || !r.Hits[0].Exact) {
			t.Fatalf("%q gives %+v, want an exact match", names[n], r.Hits)
		}
	})
}

func TestEditsIsADistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := []rune(rapid.StringN(0, 8, 32).Draw(t, "a")), []rune(rapid.StringN(0, 8, 32).Draw(t, "b"))
		d := edits(a, b)
		if d != edits(b, a) || (d == 0) != (string(a) == string(b)) || d > max(len(a), len(b)) {
			t.Fatalf("distance of %q and %q is %d", string(a), string(b), d)
		}
	})
}

func TestDefaultMode(t *testing.T) {
	cases := []struct {
		name string
		r    feeds.Reading
		want Mode
	}{
		{"an open consultation", feeds.Reading{Stage: feeds.StageDraft}, Now},
		{"an issued rule about crimes against personal information", feeds.Reading{Stage: feeds.StageIssued, Topics: []feeds.Topic{"pi_crime"}}, Now},
		{"an app notice", feeds.Reading{Topics: []feeds.Topic{"app_enforcement"}, Section: feeds.EnforcementCase}, Weekly},
		{"an app notice with a term", feeds.Reading{Topics: []feeds.Topic{"app_enforcement"}, Section: feeds.EnforcementCase, Dates: feeds.Dates{Rectify: feeds.Date{WorkDays: 5}}}, Now},
		{"a campaign about apps", feeds.Reading{Topics: []feeds.Topic{"app_enforcement"}, Section: feeds.EnforcementAuthority}, Now},
		{"arrests", feeds.Reading{Topics: []feeds.Topic{"pi_crime"}, Section: feeds.EnforcementCase}, Weekly},
		{"news", feeds.Reading{Section: feeds.EnforcementAuthority}, Now},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.r.Relevance = feeds.Relevant
			if got := defaultMode(c.r); got != c.want {
				t.Errorf("default mode %s, want %s", got, c.want)
			}
			e := feeds.Event{Reading: c.r}
			if got, no := Match(Subscription{}, e, nil, "2022-09-30", nil); got != c.want || no != nil {
				t.Errorf("Match gives %s %q, want %s", got, no, c.want)
			}
			if got, _ := Match(Subscription{Mode: Daily}, e, nil, "2022-09-30", nil); got != Daily {
				t.Errorf("a subscription's own mode gives way to %s", got)
			}
		})
	}
}

func TestQuietUntil(t *testing.T) {
	night := Channel{Zone: "Europe/Berlin", Quiet: "22:00-07:00"}
	work := Channel{Zone: "Europe/Berlin", Quiet: "22:00-07:00", WorkDays: true}
	noon := Channel{Quiet: "12:00-13:00"}
	cases := []struct {
		name      string
		c         Channel
		now, want string // UTC
	}{
		{"by day", night, "2022-09-30T10:00:00Z", "2022-09-30T10:00:00Z"},
		{"before midnight", night, "2022-09-30T20:30:00Z", "2022-10-01T05:00:00Z"},
		{"after midnight", night, "2022-09-30T23:00:00Z", "2022-10-01T05:00:00Z"},
		{"to the minute", night, "2022-10-01T05:00:00Z", "2022-10-01T05:00:00Z"},
		{"Friday night to Monday morning", work, "2022-09-30T20:30:00Z", "2022-10-03T05:00:00Z"},
		{"Sunday", work, "2022-10-02T10:00:00Z", "2022-10-03T05:00:00Z"},
		{"within a day, no zone", noon, "2022-09-30T12:30:00Z", "2022-09-30T13:00:00Z"},
		{"no quiet hours", Channel{}, "2022-09-30T23:00:00Z", "2022-09-30T23:00:00Z"},
		{"over the night in which clocks go back", night, "2022-10-29T21:00:00Z", "2022-10-30T06:00:00Z"},
		{"to an hour that a change of clocks leaves out", Channel{Zone: "America/New_York", Quiet: "23:30-02:30"}, "2026-03-08T05:00:00Z", "2026-03-08T07:30:00Z"},
		{"from within the night whose end is left out", Channel{Zone: "America/New_York", Quiet: "01:30-02:30"}, "2026-03-08T06:45:00Z", "2026-03-08T07:30:00Z"},
		{"to a Sunday whose first hour is left out", Channel{Zone: "America/Santiago", WorkDays: true}, "2026-09-05T15:00:00Z", "2026-09-07T03:00:00Z"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, c.now)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.c.QuietUntil(now).UTC().Format(time.RFC3339); got != c.want {
				t.Errorf("at %s quiet until %s, want %s", c.now, got, c.want)
			}
		})
	}
}

func TestQuietEndsWithinDaysAndOutsideQuietHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hour := rapid.IntRange(0, 23)
		c := Channel{
			Zone:     rapid.SampledFrom([]string{"", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago", "Asia/Beirut"}).Draw(t, "zone"),
			WorkDays: rapid.Bool().Draw(t, "work"),
			Quiet:    time.Date(2022, 1, 1, hour.Draw(t, "from"), 30, 0, 0, time.UTC).Format("15:04") + "-" + time.Date(2022, 1, 1, hour.Draw(t, "to"), 0, 0, 0, time.UTC).Format("15:04"),
		}
		now := time.Unix(rapid.Int64Range(1_200_000_000, 1_900_000_000).Draw(t, "now"), 0)
		until := c.QuietUntil(now)
		if until.Before(now) || until.Sub(now) > 5*24*time.Hour {
			t.Fatalf("%+v at %s is quiet until %s", c, now, until)
		}
		if again := c.QuietUntil(until); again.Sub(until) > time.Hour { // a change of clocks may add one
			t.Fatalf("%+v is quiet until %s and then until %s", c, until, again)
		}
	})
}
