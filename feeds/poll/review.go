package poll

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
)

// A page is edited where it stands, and no list shows it: a closing date is put off, a
// figure corrected. So the page of a relevant item is asked again while something can
// come of it.

// reviews say how often; the first row that applies decides, and where none does the
// page is not asked any more.
var reviews = []struct {
	is    func(i feeds.Item, today feeds.Day) bool
	every time.Duration
}{
	{func(i feeds.Item, today feeds.Day) bool { return ahead(i.Reading.Dates.CommentCloses, today, 3) }, 6 * time.Hour},
	{func(i feeds.Item, today feeds.Day) bool { return published(i, today, 3) }, 12 * time.Hour},
	{func(i feeds.Item, today feeds.Day) bool {
		d := i.Reading.Dates
		return ahead(d.CommentCloses, today, 366) || ahead(d.Rectify, today, 366) || ahead(d.Due, today, 366)
	}, 24 * time.Hour},
	{func(i feeds.Item, today feeds.Day) bool {
		return i.Reading.Stage == feeds.StageDraft && !i.Reading.Dates.CommentCloses.Stated() && published(i, today, 60)
	}, 24 * time.Hour},
	{func(i feeds.Item, today feeds.Day) bool { return ahead(i.Reading.Dates.Effective, today, 2*366) }, 7 * 24 * time.Hour},
	{func(i feeds.Item, today feeds.Day) bool { return published(i, today, 30) }, 7 * 24 * time.Hour},
}

// ahead reports whether the day is today or one of the next days.
func ahead(d feeds.Date, today feeds.Day, days int) bool {
	return d.Day.Valid() && d.Day >= today && d.Day.Sub(today) <= days
}

// published reports whether the item was published in the last days. A day that is
// still to come is a slip of the publisher's, and would have its page asked for until
// then.
func published(i feeds.Item, today feeds.Day, days int) bool {
	day := i.Published
	if !day.Valid() || day > today {
		day = feeds.DayOf(i.Found, feeds.Shanghai)
	}
	return today.Sub(day) <= days
}

// reviewMost is how many pages of a host are asked again under one claim: what is new
// there must not wait behind them for long.
const reviewMost = 4

// reviewed reports whether the item was read, and its page is to be asked again.
func reviewed(i feeds.Item) bool { return i.State == feeds.ItemRead }

// nextReview is when the page of an item that was read is asked again; zero for never.
// What media publish on their own, and pages drawn by a browser, are asked once.
func (p *Poller) nextReview(i feeds.Item) time.Time {
	if i.State != feeds.ItemRead || i.Reading.Relevance != feeds.Relevant || i.Media && i.Submitted == nil || !asks(i) || i.Quarantine != "" {
		return time.Time{}
	}
	src := p.articleSource(i.URL, i.Source)
	if _, file := src.FileRequest(i.URL); file || src.Rendered() {
		return time.Time{}
	}
	now := p.deps.Now()
	today := feeds.DayOf(now, feeds.Shanghai)
	for _, row := range reviews {
		if row.is(i, today) {
			spread := time.Duration(rand.Float64() * jitter * float64(row.every))
			return opening(now.Add(row.every+spread), src.Hours, spread)
		}
	}
	return time.Time{}
}

// review asks the page of an item that was read again, with its validators. Only a page
// that says something else than it did is read again; what cannot be had this time
// stays as it was read.
func (p *Poller) review(ctx context.Context, item feeds.Item) (feeds.Round, Observation) {
	o := Observation{Source: item.Source, Reading: true, Outcome: feeds.OutcomeArticle, Unchanged: true}
	as := func(wait time.Duration) (feeds.Round, Observation) {
		if item.Seen.Again = p.nextReview(item); !item.Seen.Again.IsZero() && wait > 0 {
			item.Seen.Again = latest(item.Seen.Again, p.deps.Now().Add(wait))
		}
		return feeds.Round{Retry: []feeds.Item{item}}, o
	}
	if _, polled := p.source(item.Source); !polled && item.Submitted == nil { // somebody paused it, or switched it off
		return as(0)
	}
	src := p.articleSource(item.URL, item.Source)
	req, why := src.ArticleRequest(item.URL)
	if why != "" {
		return as(0)
	}
	req.ETag, req.LastModified, req.Known = item.Seen.ETag, item.Seen.LastModified, item.Seen.Fingerprint
	c := p.follow(ctx, src, req, feeds.Page{Fingerprint: item.Seen.Fingerprint})
	if !c.unchanged {
		o.Outcome, o.Reason, o.Parsed, o.Unchanged = c.outcome, c.reason, c.parsed, false
		switch {
		case c.outcome == feeds.OutcomeGone && item.Gone == "":
			return p.missed(item, c.wait), o
		case c.outcome != feeds.OutcomeArticle || shrunk(item, c.article):
			return as(c.wait)
		}
		item.Seen, o.Unchanged = seenOf(c.page), sameArticle(item, c.article)
	}
	back := item.Gone != ""
	item.Gone, item.Seen.Missing, item.Seen.Misses = "", time.Time{}, 0
	switch {
	case o.Unchanged && back:
		item.Seen.Again = p.nextReview(item)
		return p.offer(item), o
	case o.Unchanged:
		return as(c.wait)
	}
	o.Read = 1
	p.take(ctx, &item, c, &o)
	return p.finish(item), o
}

// A page that is not there any more is news, since publishers withdraw and correct in
// silence. It has to be missing several times and for a while, as long as lists of its
// source are read: else the site is away, not the page. What people handed in has no
// list, and has to be missing for longer.
const (
	goneTries = 3
	goneAfter = 24 * time.Hour
	goneAlone = 3 * goneAfter
	goneEvery = goneAfter / (goneTries - 1)
	// goneMost bounds how often a page is asked for that soon.
	goneMost = 4 * goneTries
)

// missed notes that the page of an item that was read was not there.
func (p *Poller) missed(item feeds.Item, wait time.Duration) feeds.Round {
	now := p.deps.Now()
	if item.Seen.Misses++; item.Seen.Misses == 1 {
		item.Seen.Missing = now
	}
	item.Seen.Again = p.nextReview(item)
	if item.Seen.Misses >= goneTries && p.surelyGone(item, now) {
		item.Gone = feeds.DayOf(item.Seen.Missing, feeds.Shanghai)
		return p.offer(item)
	}
	if item.Seen.Misses < goneMost {
		item.Seen.Again = opening(now.Add(max(goneEvery, wait)), p.articleSource(item.URL, item.Source).Hours, 0)
	}
	return feeds.Round{Retry: []feeds.Item{item}}
}

// surelyGone reports whether it is the page that is missing, and not its site.
func (p *Poller) surelyGone(item feeds.Item, now time.Time) bool {
	away := now.Sub(item.Seen.Missing)
	if item.Submitted != nil {
		return away >= goneAlone
	}
	return away >= goneAfter && p.good.last(item.Source).After(item.Seen.Missing)
}

// shrunk reports whether the article says less than a quarter of what was read of the
// item: such a page is a site's notice of repairs or of a wall far more often than an
// edit, and to believe it would take back every date.
func shrunk(i feeds.Item, a feeds.Article) bool {
	return a.Text == "" || len(a.Text) < len(cmp.Or(i.Text, i.Article.Text))/4
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// seenOf are the validators of a page that was asked for; of one that leads on to
// further documents there are none, since the first says nothing of the rest.
func seenOf(page feeds.Page) feeds.Seen {
	if page.Chain {
		return feeds.Seen{}
	}
	return feeds.Seen{ETag: page.ETag, LastModified: page.LastModified, Fingerprint: page.Fingerprint}
}

// sameArticle reports whether the article says what was read of the item: pages carry
// clocks and counters that are none of it.
func sameArticle(i feeds.Item, a feeds.Article) bool {
	files := func(as []feeds.Attachment) []string {
		out := make([]string, len(as))
		for n, x := range as {
			out[n] = x.URL
		}
		return out
	}
	return a.Text == cmp.Or(i.Text, i.Article.Text) && a.Title == i.Article.Title && slices.Equal(files(a.Attachments), files(i.Article.Attachments))
}
