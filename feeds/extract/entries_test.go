package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// rssOf is a feed of n entries; when gives each its date.
func rssOf(n int, address string, when func(i int) string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>关于第%d号事项的通知</title><link>https://a.example/%s%d.html</link><pubDate>%s</pubDate></item>`, i, address, i, when(i))
	}
	return b.String() + `</channel></rss>`
}

func readFeedText(body string) extract.Result {
	s := extract.Source{Source: feeds.Source{ID: "f", Kind: "feed", Family: "feed"}, Rule: extract.Rule{Lists: []extract.ListRule{{URLs: []string{"https://a.example/feed"}}}}}
	return s.Read(feeds.Document{Request: feeds.Request{Shape: feeds.ShapeList}, URL: "https://a.example/feed", Status: 200, Body: []byte(body), At: at})
}

func TestTimeThatIsTheListsAndNotTheRows(t *testing.T) {
	written := func(s string) func(int) string { return func(int) string { return s } }
	own := func(i int) string {
		return time.Date(2026, 9, 28-i, 9, i, 7, 0, feeds.Shanghai).Format(time.RFC1123Z)
	}
	for _, c := range []struct {
		name, body string
		dates      string // of the entries, "-" for none
		warning    string
	}{
		{"every entry has the time of the build", rssOf(6, "a", written("Thu, 01 Oct 2026 03:12:44 +0800")), "- - - - - -", "6 of 6 rows carry one time, Thu, 01 Oct 2026 03:12:44 +0800"},
		{"most entries have it", rssOf(7, "a", func(i int) string {
			if i < 5 {
				return "Thu, 01 Oct 2026 03:12:44 +0800"
			}
			return own(i)
		}), "- - - - - 2026-09-23 2026-09-22", "5 of 7 rows"},
		{"the address tells the day", rssOf(5, "t20260901_", written("Thu, 01 Oct 2026 03:12:44 +0800")), "2026-09-01 2026-09-01 2026-09-01 2026-09-01 2026-09-01", "5 of 5 rows"},
		{"four entries are too few to tell", rssOf(4, "a", written("Thu, 01 Oct 2026 03:12:44 +0800")), "2026-10-01 2026-10-01 2026-10-01 2026-10-01", ""},
		{"a batch at a full minute", rssOf(6, "a", written("Thu, 01 Oct 2026 10:00:00 +0800")), strings.TrimSpace(strings.Repeat("2026-10-01 ", 6)), ""},
		{"a day alone", rssOf(6, "a", written("Thu, 01 Oct 2026 00:00:00 +0800")), strings.TrimSpace(strings.Repeat("2026-10-01 ", 6)), ""},
		{"twelve of a day that is today's", rssOf(12, "a", written("Sat, 03 Oct 2026 00:00:00 +0800")), strings.TrimSpace(strings.Repeat("2026-10-03 ", 12)), ""},
		{"twelve of a day long ago", rssOf(12, "a", written("Fri, 12 May 2023 00:00:00 +0800")), strings.TrimSpace(strings.Repeat("2023-05-12 ", 12)), "all 12 rows carry one day, 2023-05-12: perhaps that on which the site moved"},
		{"twelve of one day whose addresses tell others", rssOf(12, "t20210908_", written("Fri, 12 May 2023 00:00:00 +0800")), strings.TrimSpace(strings.Repeat("2021-09-08 ", 12)), "all 12 rows carry one day, 2023-05-12, and their addresses others"},
		{"own times", rssOf(5, "a", own), "2026-09-28 2026-09-27 2026-09-26 2026-09-25 2026-09-24", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := readFeedText(c.body)
			var dates []string
			for _, e := range res.Entries {
				if e.Date == "" {
					e.Date = "-"
				}
				dates = append(dates, string(e.Date))
			}
			said := strings.Join(res.Warnings, "; ")
			if got := strings.Join(dates, " "); got != c.dates || !strings.Contains(said, c.warning) || c.warning == "" && said != "" {
				t.Errorf("%s (%q), want %s (%q)", got, said, c.dates, c.warning)
			}
		})
	}
}

// TestOneTimeInJSON: the times of an API come as words or as seconds.
func TestOneTimeInJSON(t *testing.T) {
	rows := func(when string) string {
		var rows []string
		for i := range 6 {
			rows = append(rows, fmt.Sprintf(`{"docId":%d,"docTitle":"关于第%d号事项的通知","publishDate":%s}`, i+1, i, when))
		}
		return `{"rptCode":200,"data":{"rows":[` + strings.Join(rows, ",") + `]}}`
	}
	for when, want := range map[string]feeds.Day{`"2026-09-30 03:12:44"`: "", `"1790795564"`: "", `"1790795564000"`: "", `"2026-09-30 00:00:00.0"`: "2026-09-30", `"1790697600"`: "2026-09-30"} {
		s := sources(t)["nfra-supervision"]
		s.Rule.Lists = slices.Clone(s.Rule.Lists)
		s.Rule.Lists[0].DateFormat = extract.Words{"ymd", "epoch"}
		res := s.Read(feeds.Document{Request: feeds.Request{Shape: feeds.ShapeList}, URL: "https://www.nfra.gov.cn/x", Status: 200, Body: []byte(rows(when)), At: at})
		if len(res.Entries) != 6 || res.Entries[0].Date != want || (want == "") != (len(res.Warnings) > 0) {
			t.Errorf("%s: %+v %v", when, res.Entries, res.Warnings)
		}
	}
}

// TestEditionIsOfOneDay: all articles of a paper are of its day.
func TestEditionIsOfOneDay(t *testing.T) {
	var b strings.Builder
	for i := range 14 {
		fmt.Fprintf(&b, `<a href="content_%d.htm">第%d篇文章的标题</a>`, 250000+i, i)
	}
	const at1 = "http://rmfyb.chinacourt.org/paper/html/2026-09/16/node_2.htm"
	res := sources(t)["rmfyb-epaper"].Read(feeds.Document{Request: feeds.Request{URL: at1, Shape: feeds.ShapeList}, URL: at1, Status: 200, Body: []byte("<html><body>" + b.String() + "</body></html>"), At: at})
	if len(res.Entries) != 14 || res.Entries[3].Date != "2026-09-16" || len(res.Warnings) > 0 {
		t.Errorf("%d rows, %v", len(res.Entries), res.Warnings)
	}
}

// TestDayInWordsWhereTheRuleLooks: a rule that names the place of the day need not say that it
// stands there in English, among other words.
func TestDayInWordsWhereTheRuleLooks(t *testing.T) {
	for said, want := range map[string]feeds.Day{
		"Posted on September 5, 2026 by Communications": "2026-09-05", "By Jane Doe on 3 September 2026": "2026-09-03",
		"News (3rd Sept. 2026)": "2026-09-03", "September 2026": "", "5 comments": "",
	} {
		s := sources(t)["beijing-cac"]
		s.Rule.Lists = []extract.ListRule{{URLs: extract.Words{"https://www.a.example.org/news/"}, Rows: extract.Words{"li"}, Title: extract.Values{{From: "a"}}, Date: extract.Values{{From: ".meta"}}}}
		body := []byte(`<html><body><ul><li><a href="/news/1">Commissioner opens a consultation on guidance</a><span class="meta">` + said + `</span></li></ul></body></html>`)
		res := s.Read(feeds.Document{Request: feeds.Request{URL: "https://www.a.example.org/news/", Shape: feeds.ShapeList}, URL: "https://www.a.example.org/news/", Status: 200, Body: body, At: at})
		if len(res.Entries) != 1 || res.Entries[0].Date != want {
			t.Errorf("%s: %+v (%s), want %s", said, res.Entries, res.Reason, want)
		}
	}
}
