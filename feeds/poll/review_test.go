package poll_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
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

// termReader reads the term of a consultation, and calls nothing else relevant.
type termReader struct{}

var term = regexp.MustCompile(`至(\d{4})年(\d+)月(\d+)日`)

func (termReader) Read(w feeds.Writing) feeds.Reading {
	m := term.FindStringSubmatch(w.Body)
	if m == nil {
		return feeds.Reading{Relevance: feeds.NotRelevant}
	}
	var y, mo, d int
	for i, n := range []*int{&y, &mo, &d} {
		_, _ = fmt.Sscan(m[i+1], n)
	}
	r := feeds.Reading{Relevance: feeds.Relevant, Section: feeds.Legislation, Stage: feeds.StageDraft}
	r.Dates.CommentCloses.Day = feeds.Day(fmt.Sprintf("%04d-%02d-%02d", y, mo, d))
	return r
}

const (
	consultation = "/gg/20220914/5b58744a4f4740fb8da5d003cd9b6d23.html"
	consulted    = "../replay/september2022/www.sheitc.sh.gov.cn/gg-20220914-5b58744a.html"
)

func TestAPageIsAskedAgainWhileItsTermRuns(t *testing.T) {
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	l := consultedLab(t)
	raw, err := os.ReadFile(consulted)
	if err != nil {
		t.Fatal(err)
	}
	page := func(edits ...string) {
		t.Helper()
		body := strings.NewReplacer(edits...).Replace(string(raw))
		for _, host := range []string{"www.sheitc.sh.gov.cn", "sheitc.sh.gov.cn"} {
			if err := l.sites.Set(host, consultation, replay.Answer{Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	moved := []string{"2022年10月12日", "2022年10月28日"}
	counter := "浏览 12 次"
	text := string(raw[strings.Index(string(raw), "<p "):strings.LastIndex(string(raw), "</p>")])
	for _, c := range []struct {
		name        string
		before      func()
		asks, plain int // requests of articles, those without validators
		read        int
		revision    int
		closes      feeds.Day
	}{
		{"as it was", func() {}, 1, 0, 0, 1, "2022-10-12"},
		{"another counter", func() { page("版权所有", counter) }, 1, 0, 0, 1, "2022-10-12"},
		{"the same bytes without validators", func() { page("版权所有", counter) }, 1, 1, 0, 1, "2022-10-12"},
		{"another term", func() { page(moved...) }, 1, 1, 1, 2, "2022-10-28"},
		{"that term", func() { page(moved...) }, 1, 1, 0, 2, "2022-10-28"},
		{"a word corrected", func() { page(append(moved, "鼓励数据利用", "促进数据利用")...) }, 1, 1, 1, 3, "2022-10-28"},
		{"a site under repair", func() { page(text, "<p>系统维护中，请稍后访问。</p>") }, 1, 1, 0, 3, "2022-10-28"},
		{"an error", func() { _ = l.sites.Fail("www.sheitc.sh.gov.cn", consultation, 500) }, 1, 1, 0, 3, "2022-10-28"},
		{"the page is gone", func() { _ = l.sites.Fail("www.sheitc.sh.gov.cn", consultation, 404) }, 1, 1, 0, 3, "2022-10-28"},
	} {
		c.before()
		l.round(27 * time.Hour)
		asks, plain := 0, 0
		for _, r := range l.sites.Requests() {
			if strings.HasPrefix(r.Path, "/gg/2022") && r.Status != http.StatusMovedPermanently {
				asks++
				if !r.Conditional {
					plain++
				}
			}
		}
		read := 0
		for _, o := range l.observed() {
			read += o.Read
		}
		e, i := l.consultation()
		if asks != c.asks || plain != c.plain || read != c.read {
			t.Errorf("%s: %d requests, %d without validators, %d readings; want %d, %d, %d", c.name, asks, plain, read, c.asks, c.plain, c.read)
		}
		if e.Revision != c.revision || e.Reading.Dates.CommentCloses.Day != c.closes || i.State != feeds.ItemRead || i.Text == "" {
			t.Errorf("%s: revision %d closes %s, %s with %d bytes of text; want revision %d, %s", c.name, e.Revision, e.Reading.Dates.CommentCloses.Day, i.State, len(i.Text), c.revision, c.closes)
		}
	}
	l.poller.Reload(extract.NewSet(all), nil) // the source is paused
	l.round(27 * time.Hour)
	if asked := l.sites.Requests(); len(asked) > 0 {
		t.Errorf("asked of a source that is paused: %+v", asked)
	}
	l.poller.Reload(extract.NewSet(all), slices.DeleteFunc(slices.Clone(all), func(s extract.Source) bool { return s.ID != "sheitc-announcements" }))
	e, _ := l.consultation()
	if c := e.Changes[1]; c.What != "deadline" || !c.News || c.Was != "2022-10-12" || c.Is != "2022-10-28" {
		t.Errorf("the moved term is told as %+v", c)
	}
	if c := e.Changes[2]; c.What != "edited" || c.News {
		t.Errorf("the corrected word is told as %+v", c)
	}
	page(moved...)
	asked := func() (n int) {
		for _, r := range l.sites.Requests() {
			if r.Path == consultation {
				n++
			}
		}
		return n
	}
	rules := extract.NewSet(all)
	l.poller.Reload(rules, nil) // the operator has switched its source off, and on again
	if l.round(27 * time.Hour); asked() > 0 {
		t.Error("asked, and its source is switched off")
	}
	l.poller.Reload(rules, slices.DeleteFunc(slices.Clone(all), func(s extract.Source) bool { return s.ID != "sheitc-announcements" }))
	if l.round(27 * time.Hour); asked() == 0 {
		t.Error("not asked once its source is switched on again")
	}
	l.round(60 * 24 * time.Hour) // past the term
	l.round(60 * 24 * time.Hour)
	if n := asked(); n > 0 {
		t.Errorf("asked %d times long after its term", n)
	}
}

// TestAReviewThatFailsInsideLeavesTheItemAsItWasRead: what a page says later may fell its
// reader, which takes nothing back of what was read and told.
func TestAReviewThatFailsInsideLeavesTheItemAsItWasRead(t *testing.T) {
	l := shippedLab(t, 30, func(_ *lab, d *poll.Deps, _ *poll.Config) { d.Read = felled{} }, "sheitc-announcements")
	l.round(0)
	before, read := l.consultation()
	raw, err := os.ReadFile(consulted)
	if err != nil {
		t.Fatal(err)
	}
	show := func(edits ...string) {
		t.Helper()
		body := strings.NewReplacer(edits...).Replace(string(raw))
		for _, host := range []string{"www.sheitc.sh.gov.cn", "sheitc.sh.gov.cn"} {
			if err := l.sites.Set(host, consultation, replay.Answer{Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	show("鼓励数据利用", "鼓励"+fells)
	for range 2 {
		failed := slices.ContainsFunc(l.round(27*time.Hour), func(o poll.Observation) bool { return strings.Contains(o.Reason, "felled") })
		e, i := l.consultation()
		if !failed || e.Revision != before.Revision || i.State != feeds.ItemRead || i.Quarantine != "" || i.Text != read.Text {
			t.Errorf("failed %t, revision %d of %d, %s, set aside for %q", failed, e.Revision, before.Revision, i.State, i.Quarantine)
		}
	}
	show("2022年10月12日", "2022年10月28日")
	l.round(27 * time.Hour)
	if e, _ := l.consultation(); e.Reading.Dates.CommentCloses.Day != "2022-10-28" {
		t.Errorf("closes %s once the page can be read again", e.Reading.Dates.CommentCloses.Day)
	}
}

// felled is a termReader that some words are too much for.
type felled struct{ termReader }

const fells = "felled"

func (f felled) Read(w feeds.Writing) feeds.Reading {
	if strings.Contains(w.Body, fells) {
		panic(fells)
	}
	return f.termReader.Read(w)
}

// consultedLab polls the source of the consultation, with its days read.
func consultedLab(t *testing.T) *lab {
	t.Helper()
	l := emptyLab(t, "sheitc-announcements")
	l.round(0)
	return l
}

// emptyLab has polled nothing yet, and polls these sources.
func emptyLab(t *testing.T, sources ...feeds.SourceID) *lab {
	t.Helper()
	return shippedLab(t, 30, func(_ *lab, d *poll.Deps, _ *poll.Config) { d.Read = termReader{} }, sources...)
}

// TestPageThatIsGoneIsToldOnceThatIsSure: publishers withdraw in silence, and sites
// are away for an hour.
func TestPageThatIsGoneIsToldOnceThatIsSure(t *testing.T) {
	l := consultedLab(t)
	_, i := l.consultation()
	l.sees(i.ID, []sighting{
		{404, 27 * time.Hour, nil, ""},
		{404, 13 * time.Hour, nil, ""},
		{200, 13 * time.Hour, nil, ""}, // it was the site after all: counted anew
		{404, 27 * time.Hour, nil, ""},
		{404, 6 * time.Hour, nil, ""}, // not asked that soon
		{404, 7 * time.Hour, nil, ""},
		{404, 13 * time.Hour, []string{"gone"}, "2022-10-04"},
		{404, 27 * time.Hour, []string{"gone"}, "2022-10-04"},
		{500, 27 * time.Hour, []string{"gone"}, "2022-10-04"},
		{200, 27 * time.Hour, []string{"gone", "back"}, ""},
		{200, 27 * time.Hour, []string{"gone", "back"}, ""},
	})
}

// TestAPageThatWasHandedInIsAskedAgain: it is told of like any other, but no list says
// that its site is well.
func TestAPageThatWasHandedInIsAskedAgain(t *testing.T) {
	l := emptyLab(t)
	address := "https://www.sheitc.sh.gov.cn" + consultation
	item := feeds.Item{Source: "links", Workspace: "slack:T1", URL: address, Host: "www.sheitc.sh.gov.cn", State: feeds.ItemUnread, Found: l.clock(), Submitted: &feeds.Submission{By: "U1", Workspace: "slack:T1", At: l.clock()}}
	kept, _, err := l.store.Submit(t.Context(), feeds.Found{Item: item, Keys: []feeds.Key{feeds.Key(address)}}, bot.Audit{At: l.clock()})
	if err != nil {
		t.Fatal(err)
	}
	l.round(0)
	e := l.sees(kept.ID, []sighting{
		{404, 27 * time.Hour, nil, ""},
		{404, 27 * time.Hour, nil, ""},
		{404, 27 * time.Hour, nil, ""}, // of a list's page it would be sure
		{404, 27 * time.Hour, []string{"gone"}, "2022-10-01"},
		{200, 27 * time.Hour, []string{"gone", "back"}, ""},
	})
	if e.Workspace != "slack:T1" {
		t.Errorf("the event belongs to %q", e.Workspace)
	}
}

// sighting is how the consultation's page answers some time later, and what is told of
// it by then.
type sighting struct {
	status  int
	later   time.Duration
	changes []string // but for the first, by which the event is new
	gone    feeds.Day
}

// sees lets the page answer in this way, one round after the other, and returns the
// event at the end. Whatever it answers, what was read of it stays.
func (l *lab) sees(id feeds.ItemID, sightings []sighting) (e feeds.Event) {
	l.t.Helper()
	for n, s := range sightings {
		if s.status == http.StatusOK {
			l.sites.Restore("www.sheitc.sh.gov.cn", consultation)
		} else if err := l.sites.Fail("www.sheitc.sh.gov.cn", consultation, s.status); err != nil {
			l.t.Fatal(err)
		}
		l.round(s.later)
		i, err := l.store.Item(l.t.Context(), id)
		if err != nil {
			l.t.Fatal(err)
		}
		if e, _, err = l.store.Event(l.t.Context(), i.Event); err != nil {
			l.t.Fatal(err)
		}
		var changes []string
		for _, ch := range e.Changes[1:] {
			if changes = append(changes, ch.What); !ch.News || ch.Detail != string(id) {
				l.t.Errorf("%d: told as %+v", n, ch)
			}
		}
		if !slices.Equal(changes, s.changes) || i.Gone != s.gone {
			l.t.Errorf("%d: %v, gone since %q; want %v, %q", n, changes, i.Gone, s.changes, s.gone)
		}
		if i.Text == "" || i.State != feeds.ItemRead || !i.ReadAt.Equal(time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)) {
			l.t.Errorf("%d: %s, read %s, with %d bytes", n, i.State, i.ReadAt, len(i.Text))
		}
	}
	return e
}

// TestSiteThatIsAwayIsNoPageThatIsGone: as long as no list of the source is read
// either, nobody knows.
func TestSiteThatIsAwayIsNoPageThatIsGone(t *testing.T) {
	l := consultedLab(t)
	for _, r := range l.sites.Requests() {
		if err := l.sites.Fail(r.Host, r.Path, 404); err != nil {
			t.Fatal(err)
		}
	}
	asked := 0
	for range 20 {
		l.round(13 * time.Hour)
		for _, r := range l.sites.Requests() {
			if r.Path == consultation {
				asked++
			}
		}
	}
	if e, i := l.consultation(); i.Gone != "" || len(e.Changes) != 1 {
		t.Errorf("gone since %q: %+v", i.Gone, e.Changes)
	}
	if asked < 5 || asked > 17 {
		t.Errorf("asked %d times in eleven days", asked)
	}
}

// consultation is the event and the item of the consultation.
func (l *lab) consultation() (feeds.Event, feeds.Item) {
	l.t.Helper()
	hits, _, err := l.store.Find(l.t.Context(), bot.Query{Words: []string{"公共数据开放实施细则"}, Items: true})
	if err != nil || len(hits) != 1 {
		l.t.Fatalf("%d hits, %v", len(hits), err)
	}
	item, err := l.store.Item(l.t.Context(), hits[0].Item.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	return hits[0].Event, item
}

// observed is what was seen in the last round, readings included.
func (l *lab) observed() []poll.Observation {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]poll.Observation(nil), l.seen...)
}
