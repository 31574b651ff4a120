package poll_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
)

const feedHost = "feed.example.com"

// rss is a feed of items "id | title | day of September 2022".
func rss(items ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`)
	for _, it := range items {
		f := strings.Split(it, " | ")
		fmt.Fprintf(&b, `<item><guid isPermaLink="false">%s</guid><link>https://%s/a/%s</link><title>%s</title><pubDate>%s</pubDate><description>x</description></item>`, f[0], feedHost, f[0], f[1], f[2])
	}
	return b.String() + `</channel></rss>`
}

func day(d int) string {
	return time.Date(2022, 9, d, 9, 0, 0, 0, feeds.Shanghai).Format(time.RFC1123Z)
}

// feedLab polls one feed that is hourly and has ten items a month.
func feedLab(t *testing.T, change func(*extract.Source), body string) *lab {
	t.Helper()
	return feedLabWith(t, func(*lab, *poll.Deps, *poll.Config) {}, change, body)
}

// feedLabWith is feedLab with something of the poller changed.
func feedLabWith(t *testing.T, poller func(*lab, *poll.Deps, *poll.Config), change func(*extract.Source), body string) *lab {
	t.Helper()
	list, err := catalog.ParseSource("t", []byte("authority: CAC\njurisdiction: CN\nsources:\n  - {id: f, kind: feed, family: feed, every: 1h, monthly: 10, list: {urls: [\"https://"+feedHost+"/feed.xml\"]}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&list[0])
	}
	return newLabWith(t, town{feedHost + "/feed.xml": "!Content-Type: application/rss+xml\n" + body}.recording(t), 0, list, poller, "f")
}

func (l *lab) serve(a replay.Answer) {
	l.t.Helper()
	if err := l.sites.Set(feedHost, "/feed.xml", a); err != nil {
		l.t.Fatal(err)
	}
}

func TestHealthSaysWhatIsOddAndSinceWhen(t *testing.T) {
	first := rss("1 | 关于数据出境的第一个通知 | "+day(28), "2 | 关于数据出境的第二个通知 | "+day(27))
	fail := replay.Answer{Status: 500}
	page := func(s string) replay.Answer { return replay.Answer{Body: []byte(s)} }
	step := func(after time.Duration, a replay.Answer) func(*lab) {
		return func(l *lab) { l.serve(a); l.round(after) }
	}
	same := func(after time.Duration) func(*lab) { return func(l *lab) { l.round(after) } }
	for _, c := range []struct {
		name   string
		steps  []func(*lab)
		want   feeds.HealthState
		reason string
	}{
		{"good", []func(*lab){same(2 * time.Hour)}, feeds.HealthOK, ""},
		{"one failure", []func(*lab){step(2*time.Hour, fail)}, feeds.HealthDegraded, "500"},
		{"three failures", []func(*lab){step(2*time.Hour, fail), step(24*time.Hour, fail), step(24*time.Hour, fail)}, feeds.HealthBroken, "500"},
		{"back after a failure", []func(*lab){step(2*time.Hour, fail), step(24*time.Hour, page(first))}, feeds.HealthOK, ""},
		{"empty after full", []func(*lab){step(2*time.Hour, page(rss()))}, feeds.HealthDegraded, "empty list where the last visit read 2 rows"},
		{"rule matches nothing", []func(*lab){step(2*time.Hour, page(`<html><body><p>Welcome to our new site, which has no feed at all any more.</p></body></html>`))}, feeds.HealthDegraded, ""},
		{"undecodable", []func(*lab){step(2*time.Hour, page(strings.ReplaceAll(first, "通知", "\xff\xfe\xff\xfe")))}, feeds.HealthDegraded, "8 of 471 characters could not be decoded"},
		{"a character in a thousand undecodable", []func(*lab){step(2*time.Hour, page(strings.Replace(first, "<description>x", "<description>\xff"+strings.Repeat("文", 1000), 1)))}, feeds.HealthOK, ""},
		{"dates go backwards", []func(*lab){step(2*time.Hour, page(rss("0 | 关于数据出境的旧通知 | Wed, 01 Jun 2022 09:00:00 +0800")))}, feeds.HealthDegraded, "backwards"},
		{"undecodable, and still so", []func(*lab){step(2*time.Hour, page(strings.ReplaceAll(first, "通知", "\xff\xfe\xff\xfe"))), same(2 * time.Hour), same(30 * time.Hour)}, feeds.HealthDegraded, "decoded"},
		{"undecodable, and mended", []func(*lab){step(2*time.Hour, page(strings.ReplaceAll(first, "通知", "\xff\xfe\xff\xfe"))), same(2 * time.Hour), step(2*time.Hour, page(first))}, feeds.HealthOK, ""},
		{"dates that are gone", []func(*lab){step(2*time.Hour, page(rss("1 | 关于数据出境的第一个通知 | ", "2 | 关于数据出境的第二个通知 | ")))}, feeds.HealthDegraded, "none of 2 rows has a date"},
		{"future dates", []func(*lab){step(2*time.Hour, page(rss("9 | 关于数据出境的新通知 | Wed, 01 Jun 2033 09:00:00 +0800")))}, feeds.HealthDegraded, "future"},
		{"silent", []func(*lab){same(13 * 24 * time.Hour), same(2 * 24 * time.Hour)}, feeds.HealthSilent, "nothing new"},
		{"not silent yet", []func(*lab){same(13 * 24 * time.Hour)}, feeds.HealthOK, ""},
		{"ids churn", []func(*lab){
			step(2*time.Hour, page(strings.NewReplacer(">1<", ">a1<", "/a/1<", "/a/1?s=1<").Replace(first))),
			step(2*time.Hour, page(strings.NewReplacer(">1<", ">b1<", "/a/1<", "/a/1?s=2<").Replace(first))),
		}, feeds.HealthDegraded, "unstable ids"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := feedLab(t, nil, first)
			l.round(0)
			for _, s := range c.steps {
				s(l)
			}
			h := l.visit("f").Health
			if h.State != c.want || !strings.Contains(h.Reason, c.reason) {
				t.Errorf("%s (%s), want %s (%s)", h.State, h.Reason, c.want, c.reason)
			}
			if h.Since.IsZero() || h.Since.After(l.clock()) {
				t.Errorf("since %s", h.Since)
			}
		})
	}
}

// TestRuleThatMatchesNothingSaysOfHowManyLinks: a page that was laid out anew has
// links, and none that the rule knows.
func TestRuleThatMatchesNothingSaysOfHowManyLinks(t *testing.T) {
	list, err := catalog.ParseSource("t", []byte("authority: CAC\njurisdiction: CN\nsources:\n  - {id: f, kind: html, family: trs-wcm, every: 1h, list: {urls: [\"https://"+feedHost+"/list/\"]}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	row := func(href string) string {
		return fmt.Sprintf(`<li><a href=%q>关于数据出境安全评估的通知</a><span>2022-09-28</span></li>`, href)
	}
	page := func(rows string) string { return "<html><body><ul>" + rows + "</ul></body></html>" }
	l := newLabOf(t, town{feedHost + "/list/": page(row("./202209/t20220928_1.html"))}.recording(t), 0, list, "f")
	l.round(0)
	if err := l.sites.Set(feedHost, "/list/", replay.Answer{Body: []byte(page(strings.Repeat(row("/new/layout/1"), 31)))}); err != nil {
		t.Fatal(err)
	}
	l.round(2 * time.Hour)
	if h := l.visit("f").Health; h.State != feeds.HealthDegraded || !strings.Contains(h.Reason, "matches 0 of 31 links") {
		t.Errorf("%s (%s)", h.State, h.Reason)
	}
}

// TestOneTimeOnEveryRowIsDegraded: a feed that writes the time of its building into
// every entry tells no day of any.
func TestOneTimeOnEveryRowIsDegraded(t *testing.T) {
	const built = "Fri, 30 Sep 2022 03:12:44 +0800"
	var rows []string
	for i := range 6 {
		rows = append(rows, fmt.Sprintf("%d | 关于数据出境的第%d个通知 | %s", i, i, built))
	}
	l := feedLab(t, nil, rss(rows...))
	l.round(0)
	if h := l.visit("f").Health; h.State != feeds.HealthDegraded || !strings.Contains(h.Reason, "6 of 6 rows carry one time, "+built) {
		t.Errorf("%s (%s)", h.State, h.Reason)
	}
	for _, i := range l.all() {
		if i.Published == "2022-09-30" {
			t.Errorf("%s is dated by the feed's building", i.URL)
		}
	}
}

func TestStateOfHealthKeepsItsBeginning(t *testing.T) {
	l := feedLab(t, nil, rss("1 | 关于数据出境的通知 | "+day(28)))
	l.round(0)
	l.serve(replay.Answer{Status: 500})
	l.round(2 * time.Hour)
	began := l.clock()
	l.round(12 * time.Hour)
	if h := l.visit("f").Health; h.State != feeds.HealthDegraded || !h.Since.Equal(began) {
		t.Errorf("%s since %s, want degraded since %s", h.State, h.Since, began)
	}
}

func TestOldItemsInCrowdsAreNoNews(t *testing.T) {
	for _, c := range []struct {
		old      int
		announce bool
	}{{5, true}, {21, false}} {
		t.Run(fmt.Sprint(c.old), func(t *testing.T) {
			t.Parallel()
			l := feedLab(t, nil, rss("1 | 关于数据出境的通知 | "+day(28)))
			l.round(0)
			rows := []string{"new | 关于今日数据出境新规的通知 | " + day(30)}
			for i := range c.old {
				rows = append(rows, fmt.Sprintf("old%d | 旧通知之%d：关于第%d类数据的说明 | Wed, 01 Jun 2022 09:00:00 +0800", i, i, i))
			}
			l.serve(replay.Answer{Body: []byte(rss(rows...))})
			l.round(2 * time.Hour)
			hits, _, err := l.store.Find(t.Context(), bot.Query{Items: true, Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits {
				i := h.Item
				want := strings.Contains(i.URL, "/a/1") || strings.Contains(i.URL, "/a/old") && !c.announce
				if i.Baseline != want {
					t.Errorf("%s: baseline %v, want %v", i.URL, i.Baseline, want)
				}
			}
			if h := l.visit("f").Health; (h.State == feeds.HealthDegraded) == c.announce {
				t.Errorf("health %s (%s)", h.State, h.Reason)
			}
			if len(hits) != c.old+2 {
				t.Errorf("%d items, want %d: what is held is stored", len(hits), c.old+2)
			}
		})
	}
}

func TestRetryAfterIsRemembered(t *testing.T) {
	l := feedLab(t, nil, rss("1 | 关于数据出境的通知 | "+day(28)))
	l.round(0)
	l.serve(replay.Answer{Status: 429, Header: http.Header{"Retry-After": {"36000"}}})
	l.round(2 * time.Hour)
	if got := l.visit("f").NextDue.Sub(l.clock()); got < 10*time.Hour {
		t.Errorf("due again in %s, the publisher asked for 10 h", got)
	}
	if seen := l.round(9 * time.Hour); len(seen) != 0 {
		t.Errorf("%d visits before the time the publisher named", len(seen))
	}
	if seen := l.round(2 * time.Hour); len(seen) != 1 {
		t.Errorf("%d visits after it, want 1", len(seen))
	}
}

func TestOneVisitADayAsksWithoutValidators(t *testing.T) {
	l := feedLab(t, nil, rss("1 | 关于数据出境的通知 | "+day(28)))
	l.round(0)
	plain := 0
	for range 24 {
		l.round(2 * time.Hour)
		for _, r := range l.sites.Requests() {
			if r.Path == "/feed.xml" && !r.Conditional {
				plain++
			}
		}
	}
	if plain < 1 || plain > 2 {
		t.Errorf("%d unconditional visits in two days, want one a day", plain)
	}
}

func TestAClockThatWasSetBackAsksWithoutValidatorsAtOnce(t *testing.T) {
	l := feedLab(t, nil, rss("1 | 关于数据出境的通知 | "+day(28)))
	l.round(0)
	l.round(-400 * 24 * time.Hour)
	asked := l.sites.Requests()
	if last := asked[len(asked)-1]; last.Path != "/feed.xml" || last.Conditional {
		t.Errorf("asked %+v, want the feed without validators: the last such visit lies ahead", last)
	}
}

func TestSourceWithHoursRestsOutsideThem(t *testing.T) {
	l := feedLab(t, func(s *extract.Source) { s.Hours = "08:00-19:00" }, rss("1 | 关于数据出境的通知 | "+day(28)))
	l.round(0) // 18:00
	if seen := l.round(2 * time.Hour); len(seen) != 0 {
		t.Errorf("%d visits at 20:00", len(seen))
	}
	if seen := l.round(11 * time.Hour); len(seen) != 0 {
		t.Errorf("%d visits at 07:00", len(seen))
	}
	if seen := l.round(90 * time.Minute); len(seen) != 1 {
		t.Errorf("%d visits at 08:30, want 1", len(seen))
	}
}

func TestListThatWasEmptyAndFillsIsNoNewsButForWhatIsNew(t *testing.T) {
	l := feedLab(t, nil, rss())
	l.round(0)
	l.serve(replay.Answer{Body: []byte(rss(
		"1 | 关于数据出境的第一个通知 | "+day(30), "2 | 关于算法备案的第二个通告 | "+day(12), "3 | 关于应用下架的第三个通报 | "+day(5), "4 | 关于标准发布的第四个公告 | "+day(1),
	))})
	l.round(2 * time.Hour)
	for _, i := range l.all() {
		if want := !strings.HasSuffix(i.URL, "/a/1"); i.Baseline != want {
			t.Errorf("%s of %s: baseline %v, want %v", i.URL, i.Published, i.Baseline, want)
		}
	}
	if n := len(l.all()); n != 4 {
		t.Errorf("%d items, want 4", n)
	}
}
