package deadline

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

func consultation(closes feeds.Date) feeds.Event {
	return feeds.Event{
		ID: "e7", Revision: 2, Title: "办法（征求意见稿）", Changed: time.Date(2022, 9, 14, 8, 0, 0, 0, time.UTC),
		Reading: feeds.Reading{
			Relevance: feeds.Relevant, Stage: feeds.StageDraft, Dates: feeds.Dates{CommentCloses: closes},
			TitleEN: feeds.Gloss{Text: "Measures; one, two (Draft)", By: "ours"},
		},
	}
}

func TestUpcomingCountsToTheEarlierDayWhereWordsLeaveItOpen(t *testing.T) {
	hits := []bot.Hit{
		{Event: consultation(feeds.Date{Day: "2022-11-13", Before: true})},
		{Event: feeds.Event{ID: "e8", Reading: feeds.Reading{Dates: feeds.Dates{Effective: feeds.Date{Day: "2022-10-01"}, Expires: feeds.Date{Day: "2032-10-01"}}}}},
		{Event: feeds.Event{ID: "e9", Reading: feeds.Reading{Dates: feeds.Dates{Rectify: feeds.Date{Day: "2022-09-29"}}}}},
	}
	all := Upcoming(hits, "2022-09-30", 60)
	if len(all) != 2 || all[0].What != Effective || all[0].Days != 1 || all[1].Count != "2022-11-12" || all[1].Days != 43 {
		t.Errorf("got %+v, want the effective date in 1 day and comments counted to 12 November", all)
	}
	for days, want := range map[int]int{42: 1, 43: 2} {
		if got := len(Upcoming(hits, "2022-09-30", days)); got != want {
			t.Errorf("%d dates within %d days, want %d", got, days, want)
		}
	}
}

func TestADateCountsToTheDayThatSurelyCounts(t *testing.T) {
	for today, want := range map[feeds.Day][2]string{ // the day counts, or leaves that open
		"2022-11-11": {"13 Nov 2022 (2 days) comments close", "13 Nov 2022 (1 day, counted to 12 Nov 2022) comments close"},
		"2022-11-12": {"13 Nov 2022 (1 day) comments close", "13 Nov 2022 (counted to today) comments close"},
		"2022-11-13": {"13 Nov 2022 (today) comments close", "13 Nov 2022 (today) comments close"},
	} {
		for i, open := range []bool{false, true} {
			got := ""
			for _, d := range Upcoming([]bot.Hit{{Event: consultation(feeds.Date{Day: "2022-11-13", Before: open})}}, today, 60) {
				got += d.When().Words(bot.English, phrase.Say)
			}
			if got != want[i] {
				t.Errorf("on %s, left open %v: %q, want %q", today, open, got, want[i])
			}
		}
	}
}

func TestReminderMovesToTheWorkingDayBefore(t *testing.T) {
	// The National Day holiday of 2022 ran from 1 to 7 October; 8 and 9 October, a
	// weekend, were worked in China and not elsewhere.
	d := Of(consultation(feeds.Date{Day: "2022-10-12"}), "2022-09-14")[0]
	want := map[int]feeds.Day{14: "2022-09-28", 7: "2022-09-30", 3: "2022-09-30", 1: "2022-10-11"}
	for _, r := range reminders(d, weekdays) {
		if r.On != want[r.Before] {
			t.Errorf("T-%d is sent on %s, want %s", r.Before, r.On, want[r.Before])
		}
	}
}

func TestReminderIsDueOnceAndOnlyAfterReadersLearntOfTheDate(t *testing.T) {
	d := Of(consultation(feeds.Date{Day: "2022-11-16"}), "2022-09-14")[0]
	cases := []struct {
		name          string
		learnt, today feeds.Day
		want          string
	}{
		{"before the first", "2022-09-14", "2022-11-01", ""},
		{"the first", "2022-09-14", "2022-11-02", "comments:2022-11-16:T-14"},
		{"the day after, when the program did not run", "2022-09-14", "2022-11-03", "comments:2022-11-16:T-14"},
		{"the second", "2022-09-14", "2022-11-09", "comments:2022-11-16:T-7"},
		{"told on that day", "2022-11-09", "2022-11-09", ""},
		{"the last", "2022-11-09", "2022-11-15", "comments:2022-11-16:T-1"},
		{"on the day", "2022-09-14", "2022-11-16", "comments:2022-11-16:T-1"},
		{"past", "2022-09-14", "2022-11-17", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if r, ok := due(d, c.learnt, c.today, weekdays); ok {
				got = r.Occasion()
			}
			if got != c.want {
				t.Errorf("on %s: %q, want %q", c.today, got, c.want)
			}
		})
	}
}

func TestTermToRectifyIsRemindedOfLikeAnyOther(t *testing.T) {
	e := feeds.Event{ID: "e9", Revision: 1, Reading: feeds.Reading{Section: feeds.EnforcementCase, Dates: feeds.Dates{Rectify: feeds.Date{Day: "2022-09-30"}}}}
	told := bot.Delivery{SentAt: time.Date(2022, 9, 23, 10, 0, 0, 0, feeds.Shanghai), Ref: bot.Reference{ID: "1.1"}}
	for today, want := range map[feeds.Day]string{
		"2022-09-23": "", "2022-09-26": "", "2022-09-27": "rectify:2022-09-30:T-3", "2022-09-29": "rectify:2022-09-30:T-1",
		"2022-09-30": "rectify:2022-09-30:T-1", "2022-10-01": "",
	} {
		got := ""
		for _, d := range Owed(e, told, bot.Channel{ID: "slack:T/C"}, today) {
			if got = d.Key.Occasion; d.Key.Kind != bot.KindReminder || d.Ref != told.Ref {
				t.Errorf("on %s owed %s, want a reminder in the thread", today, d.Key)
			}
		}
		if got != want {
			t.Errorf("on %s: %q, want %q", today, got, want)
		}
	}
	if r, ok := ParseOccasion("rectify:2022-09-30:T-1"); !ok || !r.Last() {
		t.Errorf("the last reminder is read as %+v", r)
	}
	e.Reading.Dates = feeds.Dates{Due: feeds.Date{Day: "2022-09-30"}}
	if owed := Owed(e, told, bot.Channel{ID: "slack:T/C"}, "2022-09-29"); len(owed) != 1 || owed[0].Key.Occasion != "due:2022-09-30:T-1" {
		t.Errorf("of a day to file by is reminded: %v, want the last reminder", owed)
	}
	e.Reading.Dates = feeds.Dates{Expires: feeds.Date{Day: "2022-09-30"}}
	if owed := Owed(e, told, bot.Channel{ID: "slack:T/C"}, "2022-09-29"); len(owed) > 0 {
		t.Errorf("of the end of a rule is reminded: %v", owed)
	}
}

func TestOccasionsAreReadBack(t *testing.T) {
	for _, bad := range []string{"", "comments", "comments:x:T-1", "comments:2022-11-16:T-x", "asked:2022-11-16", "a:2022-11-16:T--1"} {
		if r, ok := ParseOccasion(bad); ok {
			t.Errorf("%q is read as %+v", bad, r)
		}
	}
	r := Reminder{What: Comments, Day: "2022-11-16", Before: 3}
	if got, ok := ParseOccasion(r.Occasion()); !ok || got != r {
		t.Errorf("%s is read as %+v, %v", r.Occasion(), got, ok)
	}
}

func TestEveryReminderIsOnAWorkingDayAndNeverLate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := feeds.Day("2021-01-01").Add(rapid.IntRange(0, 2500).Draw(t, "day"))
		d := Of(consultation(feeds.Date{Day: day, Before: rapid.Bool().Draw(t, "before")}), day.Add(-30))[0]
		last := feeds.Day("")
		for _, r := range reminders(d, weekdays) {
			if r.On > d.Count.Add(-r.Before) || !inChina(r.On) || !weekdays(r.On) || r.On < last {
				t.Fatalf("reminder %+v of %+v is late, out of order or on a day off", r, d)
			}
			last = r.On
		}
		today := d.Count.Add(-rapid.IntRange(-3, 40).Draw(t, "ahead"))
		if r, ok := due(d, "2000-01-01", today, weekdays); ok && (r.On > today || today > d.Count) {
			t.Fatalf("%+v is due on %s", r, today)
		}
	})
}

func TestOwedOnTheDayARuleTakesEffect(t *testing.T) {
	e := feeds.Event{ID: "e8", Revision: 1, Reading: feeds.Reading{Stage: feeds.StageIssued, Dates: feeds.Dates{Effective: feeds.Date{Day: "2022-09-30"}}}}
	told := bot.Delivery{SentAt: time.Date(2022, 9, 9, 10, 0, 0, 0, feeds.Shanghai), Ref: bot.Reference{ID: "1.1"}}
	owed := Owed(e, told, bot.Channel{ID: "slack:T/C"}, "2022-09-30")
	kinds := map[bot.Kind]string{}
	for _, d := range owed {
		kinds[d.Key.Kind] = d.Key.Occasion
		if d.Ref != told.Ref {
			t.Errorf("%s does not go to the thread", d.Key)
		}
	}
	if kinds[bot.KindFollowup] != "in_force:2022-09-30" {
		t.Errorf("owed %v, want the news that it is in force", kinds)
	}
	e.Alias = "e1"
	if owed := Owed(e, told, bot.Channel{ID: "slack:T/C"}, "2022-09-30"); len(owed) > 0 {
		t.Errorf("an event that became part of another is owed %v", owed)
	}
}

// A clock that ran ahead when the alert was posted takes no reminder away.
func TestWhatWasToldByAClockThatRanAheadIsRemindedOf(t *testing.T) {
	e := consultation(feeds.Date{Day: "2022-11-11"})
	told := bot.Delivery{SentAt: time.Date(2031, 1, 1, 0, 0, 0, 0, feeds.Shanghai)}
	owed := Owed(e, told, bot.Channel{ID: "slack:T/C"}, "2022-11-04")
	if len(owed) != 1 || owed[0].Key.Occasion != "comments:2022-11-11:T-7" {
		t.Errorf("owed %+v", owed)
	}
}

func TestCalendarEntry(t *testing.T) {
	e := consultation(feeds.Date{Day: "2022-11-13", Clock: "17:00", Quote: feeds.Quote{Text: "请于2022年11月13日前,反馈;谢谢\\"}})
	got := string(ICS(Feed{Name: "d", Host: "h.example", Base: "https://h.example", Lang: bot.English}, Of(e, "2022-09-14")))
	for _, want := range []string{
		"UID:e7-comments@h.example\r\n", "SEQUENCE:2\r\n", "DTSTART;VALUE=DATE:20221113\r\nDTEND;VALUE=DATE:20221114\r\n",
		"SUMMARY:Comments close: Measures\\; one\\, two (Draft)\r\n", "URL:https://h.example/event/e7\r\n", "STATUS:CONFIRMED\r\n",
		"DTSTAMP:20220914T080000Z\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("calendar lacks %q:\n%s", want, got)
		}
	}
	if plain := unfold(got); !strings.Contains(plain, `请于2022年11月13日前\,反馈\;谢谢\\`) || !strings.Contains(plain, "until 17:00 Beijing") {
		t.Errorf("description is not escaped or lacks the hour:\n%s", plain)
	}
	if strings.Contains(got, "RRULE") {
		t.Error("an entry recurs")
	}
}

// Where the words leave the day open the entry stands on the safe one, and a day that was
// worked out is called so, in the list and in the calendar.
func TestCalendarEntryStandsOnTheDayToCountTo(t *testing.T) {
	e := consultation(feeds.Date{Day: "2022-11-13", Before: true, Computed: true})
	all := Of(e, "2022-09-14")
	got := unfold(string(ICS(Feed{Lang: bot.English}, all)))
	for _, want := range []string{"DTSTART;VALUE=DATE:20221112\r\n", "The text says 13 Nov 2022", "13 Nov 2022 is computed"} {
		if !strings.Contains(got, want) {
			t.Errorf("calendar lacks %q:\n%s", want, got)
		}
	}
	if words := all[0].When().Words(bot.English, phrase.Say); !strings.HasSuffix(words, "comments close (computed)") {
		t.Errorf("the list says %q", words)
	}
}

func TestDateThatFellAwayIsCancelled(t *testing.T) {
	e := consultation(feeds.Date{})
	e.Changes = []feeds.Change{{Revision: 1, What: "new"}, {Revision: 2, What: "deadline", Was: "2022-10-12"}}
	got := string(ICS(Feed{}, Of(e, "2022-09-20")))
	if !strings.Contains(got, "STATUS:CANCELLED") || !strings.Contains(got, "DTSTART;VALUE=DATE:20221012") || !strings.Contains(got, "UID:e7-comments@regwire") {
		t.Errorf("no cancelled entry of 12 October:\n%s", got)
	}
}

// unfold takes the folding of RFC 5545 back.
func unfold(s string) string { return strings.ReplaceAll(s, "\r\n ", "") }

// sound reports what is wrong with a calendar by RFC 5545's rules for lines.
func sound(raw []byte) string {
	if !utf8.Valid(raw) {
		return "not UTF-8"
	}
	if !strings.HasSuffix(string(raw), "\r\n") {
		return "does not end with a line end"
	}
	depth := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
		if len(line) > maxOctets {
			return "line too long: " + line
		}
		if strings.ContainsAny(line, "\r\n\x00") {
			return "bare line end"
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(unfold(string(raw)), "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.Contains(name, " ") {
			return "no content line: " + line
		}
		switch name {
		case "BEGIN":
			depth++
		case "END":
			depth--
		}
		if depth < 0 || strings.HasPrefix(name, "BEGIN") && value == "" {
			return "unbalanced"
		}
	}
	if depth != 0 {
		return "unbalanced"
	}
	return ""
}

func FuzzICS(f *testing.F) {
	f.Add("办法（征求意见稿）", "请于2022年11月13日前将意见反馈", "17:00", 3)
	f.Add("a;b,c\\d\r\nEND:VCALENDAR\r\n", "\x00\x7f\u2028", "", -1)
	f.Add(strings.Repeat("𠀀é\u0301", 100), strings.Repeat("a", 76), "x", 0)
	f.Fuzz(func(t *testing.T, title, quote, clock string, revision int) {
		e := consultation(feeds.Date{Day: "2022-11-13", Clock: clock, Quote: feeds.Quote{Text: quote}})
		e.Title, e.Reading.TitleEN.Text, e.Revision = title, title, revision
		for _, lang := range []bot.Lang{bot.English, bot.Chinese} {
			raw := ICS(Feed{Name: title, Host: "h", Base: "https://h/" + title, Lang: lang}, Of(e, "2022-09-14"))
			if wrong := sound(raw); wrong != "" {
				t.Fatalf("%s\n%q", wrong, raw)
			}
			if n := strings.Count(unfold(string(raw)), "\r\nBEGIN:VEVENT"); n != 1 {
				t.Fatalf("%d entries, want 1", n)
			}
		}
	})
}
