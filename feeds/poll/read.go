package poll

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

const (
	readBatch = 32
	// gathers is how long readings that needed no request may wait to be committed
	// together: what a transaction costs hardly grows with them.
	gathers = 50 * time.Millisecond
	// giveUpTries and giveUpAfter: then the title alone is read and marked so.
	giveUpTries = 3
	giveUpAfter = 30 * time.Minute
)

// laterTries are the waits before text is looked for again once the title alone
// was read; text that comes then is an update.
var laterTries = []time.Duration{6 * time.Hour, 24 * time.Hour, 72 * time.Hour}

// readSome claims one host's unread items and reads them.
func (p *Poller) readSome(ctx context.Context) (bool, error) {
	return p.readClaimed(ctx, func() (feeds.Claim, []feeds.Item, error) {
		return p.deps.Store.ClaimUnread(ctx, p.config.Owner, readBatch)
	})
}

// readClaimed reads what is claimed.
func (p *Poller) readClaimed(ctx context.Context, claimed func() (feeds.Claim, []feeds.Item, error)) (bool, error) {
	claim, items, err := claimed()
	if errors.Is(err, feeds.ErrNoWork) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("claim unread items: %w", err)
	}
	defer p.wake() // the host may have more
	defer p.release(ctx, &claim)
	defer p.hold(ctx, claim)()
	var done readings
	asked := 0
	for i, item := range items {
		if ctx.Err() != nil {
			return true, nil
		}
		if reviewed(item) {
			asked++
		}
		began := time.Now()
		round, o := p.readContained(ctx, item)
		if ctx.Err() != nil {
			return true, nil // cut short: the item stays as it was
		}
		if o.full != nil {
			return true, o.full // it is read again when its copy can be kept
		}
		o.Took = time.Since(began)
		done.add(item, round, o)
		last := i == len(items)-1 || reviewed(items[i+1]) && asked == reviewMost
		if !last && !asks(item) && !asks(items[i+1]) && time.Since(done.began) < gathers {
			continue
		}
		if err := p.commit(ctx, claim, done); err != nil {
			return true, fmt.Errorf("commit readings of %s: %w", claim.Subject, err)
		}
		if last {
			break
		}
		done = readings{}
		if claim, err = p.deps.Store.Renew(ctx, claim); err != nil {
			return true, fmt.Errorf("keep the claim on unread items of %s: %w", claim.Subject, err)
		}
	}
	return true, nil
}

// asks reports whether the item's article has to be asked for.
func asks(item feeds.Item) bool { return !item.TitleOnly && !item.Given }

// readings are those that wait to be committed together.
type readings struct {
	items  []feeds.Item  // as they were claimed
	rounds []feeds.Round // each of one item
	told   []Observation
	began  time.Time
}

func (r *readings) add(item feeds.Item, round feeds.Round, o Observation) {
	if len(r.rounds) == 0 {
		r.began = time.Now()
	}
	r.items, r.rounds, r.told = append(r.items, item), append(r.rounds, round), append(r.told, o)
}

// together is one round of all.
func (r *readings) together() feeds.Round {
	if len(r.rounds) == 1 {
		return r.rounds[0]
	}
	all := feeds.Round{Read: make([]feeds.ReadItem, 0, len(r.rounds))} // an item is more than a kilobyte
	for _, one := range r.rounds {
		all.Read, all.Retry = append(all.Read, one.Read...), append(all.Retry, one.Retry...)
		if one.Join != nil {
			all.Join = one.Join
		}
	}
	return all
}

// commit writes the readings together or, when that fails, each by itself: one that
// cannot be written must not keep the others, and is put off.
func (p *Poller) commit(ctx context.Context, claim feeds.Claim, done readings) error {
	_, err := p.deps.Store.Commit(ctx, claim, done.together())
	if err == nil {
		for _, o := range done.told {
			p.config.Observe(o)
		}
		return nil
	}
	if passing(ctx, err) {
		return err
	}
	var failed []error
	for i, one := range done.rounds {
		if len(done.rounds) > 1 {
			_, err = p.deps.Store.Commit(ctx, claim, one)
		}
		if err != nil {
			failed = append(failed, err, p.putOff(ctx, claim, done.items[i], err))
			continue
		}
		p.config.Observe(done.told[i])
	}
	return errors.Join(failed...)
}

// putOff has an item whose reading could not be written wait, and sets it aside after some
// tries: due as it is, it would be the first of its host again and again, its page be asked
// for each time, and nothing behind it be read.
func (p *Poller) putOff(ctx context.Context, claim feeds.Claim, item feeds.Item, why error) error {
	now := p.deps.Now()
	switch item.Attempts++; {
	case reviewed(item):
		item.Seen.Again = now.Add(laterTries[0])
	case item.State == feeds.ItemTitleOnly:
		item.NextTry = now.Add(laterTries[0])
	case item.Attempts < giveUpTries:
		item.NextTry = now.Add(backoff(item.Attempts, time.Minute, giveUpAfter))
	default:
		item.Quarantine = fmt.Sprintf("reading failed inside: %v", why)
		p.deps.Log.Error("item set aside", "item", item.ID, "source", item.Source, "err", why)
	}
	_, err := p.deps.Store.Commit(ctx, claim, feeds.Round{Retry: []feeds.Item{item}})
	return err
}

// readContained sets an item aside when reading it panics, so that it does not
// cost work again and the others go on. One that was read well before stays as it was.
func (p *Poller) readContained(ctx context.Context, item feeds.Item) (round feeds.Round, o Observation) {
	defer func() {
		if r := recover(); r != nil {
			why := fmt.Sprintf("reading failed inside: %v", r)
			o = Observation{Source: item.Source, Reading: true, Outcome: feeds.OutcomeError, Reason: why}
			if reviewed(item) {
				p.deps.Log.Error("item not read again", "item", item.ID, "source", item.Source, "err", r, "at", feeds.PanickedAt())
				item.Seen.Again = p.deps.Now().Add(laterTries[0])
				round = feeds.Round{Retry: []feeds.Item{item}}
				return
			}
			p.deps.Log.Error("item set aside", "item", item.ID, "source", item.Source, "err", r, "at", feeds.PanickedAt())
			item.State, item.Quarantine = feeds.ItemRead, why
			round = feeds.Round{Read: []feeds.ReadItem{{Item: item}}}
		}
	}()
	return p.readItem(ctx, item)
}

func (p *Poller) readItem(ctx context.Context, item feeds.Item) (feeds.Round, Observation) {
	if reviewed(item) {
		return p.review(ctx, item)
	}
	o := Observation{Source: item.Source, Reading: true, Outcome: feeds.OutcomeArticle, Read: 1}
	item.NextTry = time.Time{} // this is the try; only a failed one sets the next
	if !item.TitleOnly && !item.Given {
		src := p.articleSource(item.URL, item.Source)
		if item.Submitted != nil {
			item.Authority, item.Media = src.Authority, src.Media
		}
		if retry := p.article(ctx, src, &item, &o); retry {
			o.Read = 0
			return feeds.Round{Retry: []feeds.Item{item}}, o
		}
	}
	return p.finish(item), o
}

// finish reads what is there of the item and asks for its event.
func (p *Poller) finish(item feeds.Item) feeds.Round {
	item.ReadAt = p.deps.Now()
	item.State = feeds.ItemRead
	if item.Text == "" && item.Unread != "" {
		item.State = feeds.ItemTitleOnly
	}
	p.deps.Log.Debug("reading", "item", item.ID)
	item.Reading = p.deps.Read.Read(item.Writing())
	if item.State == feeds.ItemRead {
		item.Seen.Again = p.nextReview(item)
	}
	return p.offer(item)
}

// offer is the round of an item as it was read.
func (p *Poller) offer(item feeds.Item) feeds.Round {
	read := feeds.ReadItem{Item: item}
	if item.Reading.Relevance != feeds.NotRelevant {
		read = p.deps.Identity.EventKeys(item)
	}
	return feeds.Round{Read: []feeds.ReadItem{read}, Join: p.join}
}

// join is the identity's decision, told in the log.
func (p *Poller) join(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
	v := p.deps.Identity.Join(read, candidates)
	p.deps.Log.Debug("join", "item", read.Item.ID, "candidates", len(candidates), "event", v.Join)
	return v
}

// article fetches and extracts the item's article into it. It reports whether
// the item has to wait for another try.
func (p *Poller) article(ctx context.Context, src extract.Source, item *feeds.Item, o *Observation) (retry bool) {
	req, why := src.ArticleRequest(item.URL)
	if why != "" {
		if drawn, ok := p.rendered(ctx, src, *item, false); ok {
			p.take(ctx, item, drawn, o)
			return false
		}
		if req, file := src.FileRequest(item.URL); file {
			return p.file(ctx, req, item, o)
		}
		item.Unread, item.TitleOnly = why, true
		return false
	}
	c := p.follow(ctx, src, req, feeds.Page{})
	if c.outcome == feeds.OutcomeArticle && c.unread != "" {
		if drawn, ok := p.rendered(ctx, src, *item, true); ok {
			p.take(ctx, item, drawn, o)
			return false
		}
	}
	o.Outcome, o.Reason, o.Parsed = c.outcome, c.reason, c.parsed
	if name, file := extract.FileTitle(c.first); file && c.first.Outcome == "" {
		p.opened(ctx, item, c.first, name, o)
		return false
	}
	if len(c.first.Raw) > 0 && (c.outcome.Good() || c.outcome == feeds.OutcomeGone) {
		p.keep(item, c.first, o)
	}
	switch c.outcome {
	case feeds.OutcomeArticle:
		item.Seen = seenOf(c.page)
		p.fill(ctx, item, c, o)
		return false
	case feeds.OutcomeGone:
		item.Unread, item.TitleOnly = "page is gone", true
		return false
	}
	return p.again(item, c)
}

// rendered has a browser draw the article where there is one and the rule says
// so. A page that nobody has asked for yet is asked for like any other first, which
// keeps the host's pace and its robots.txt.
func (p *Poller) rendered(ctx context.Context, src extract.Source, item feeds.Item, asked bool) (chain, bool) {
	if p.deps.Render == nil || !src.Rendered() {
		return chain{}, false
	}
	req := feeds.Request{URL: item.URL, Shape: feeds.ShapeArticle}
	if !asked {
		if doc, err := p.deps.Fetch.Get(ctx, req); err != nil || doc.Outcome != "" {
			return chain{}, false
		}
	}
	doc, err := p.deps.Render.Render(ctx, req)
	if err != nil {
		return chain{}, false
	}
	res := src.ReadRendered(doc)
	p.logBroken(src.ID, item.URL, res)
	if res.Outcome != feeds.OutcomeArticle {
		p.deps.Log.Info("page not read by a browser", "source", src.ID, "url", item.URL, "reason", res.Reason)
		return chain{}, false
	}
	return chain{outcome: res.Outcome, first: doc, article: res.Article, parsed: 1}, true
}

// take takes what a browser has drawn.
func (p *Poller) take(ctx context.Context, item *feeds.Item, drawn chain, o *Observation) {
	o.Outcome, o.Parsed = drawn.outcome, drawn.parsed
	p.keep(item, drawn.first, o)
	p.fill(ctx, item, drawn, o)
}

// again counts a failed try. After the last one the title alone is read, and
// the text looked for at longer intervals.
func (p *Poller) again(item *feeds.Item, c chain) (retry bool) {
	now := p.deps.Now()
	item.Attempts++
	item.Unread = fmt.Sprintf("%s: %s", c.outcome, c.reason)
	if item.Attempts < giveUpTries && now.Sub(item.Found) < giveUpAfter {
		item.NextTry = now.Add(max(c.wait, backoff(item.Attempts, time.Minute, giveUpAfter)))
		return true
	}
	// Given up by the clock there were fewer tries, which must not end the search.
	if later := max(0, item.Attempts-giveUpTries); later < len(laterTries) {
		item.NextTry = now.Add(laterTries[later])
	}
	return false
}

// fill takes what the article says into the item.
func (p *Poller) fill(ctx context.Context, item *feeds.Item, c chain, o *Observation) {
	a := c.article
	item.Text, a.Text = a.Text, ""
	item.Article = a
	item.Unread = c.unread
	if item.Text == "" && item.Unread == "" {
		item.Unread = "page holds no text"
	}
	if a.Title != "" && (item.Title == "" || item.Submitted != nil || feeds.Completes(item.Title, a.Title)) {
		item.Title = string(feeds.CleanLine(a.Title))
	}
	if item.Submitted != nil && p.deps.Publisher != nil {
		if id, media, ok := p.deps.Publisher(a.Author); ok {
			item.Authority, item.Media = id, media
		}
	}
	if item.Published == "" && a.Date != "" {
		item.Published = a.Date
		p.dated(item)
	}
	for i, att := range item.Article.Attachments {
		if i >= maxOpened {
			item.Article.Attachments[i].Unread = fmt.Sprintf("only the first %d attachments are opened", maxOpened)
			continue
		}
		item.Article.Attachments[i] = p.attachment(ctx, att, o)
	}
}

// file asks for an item that is a file, and reads it.
func (p *Poller) file(ctx context.Context, req feeds.Request, item *feeds.Item, o *Observation) (retry bool) {
	item.Title = cmp.Or(item.Title, extract.AddressTitle(req.URL))
	doc, err := p.deps.Fetch.Get(ctx, req)
	switch {
	case err != nil:
		return p.again(item, chain{outcome: feeds.OutcomeError, reason: err.Error()})
	case doc.Outcome == feeds.OutcomeGone:
		item.Unread, item.TitleOnly = "page is gone", true
		return false
	case doc.Outcome != "":
		o.Outcome, o.Reason = doc.Outcome, doc.Reason
		return p.again(item, chain{outcome: doc.Outcome, reason: doc.Reason, wait: doc.RetryAfter})
	}
	name, _ := extract.FileTitle(doc)
	p.opened(ctx, item, doc, name, o)
	return false
}

// opened takes what a file says for the text of an item, as an attachment is read.
func (p *Poller) opened(ctx context.Context, item *feeds.Item, doc feeds.Document, name string, o *Observation) {
	p.keep(item, doc, o)
	o.Outcome, o.Reason = feeds.OutcomeArticle, ""
	a := feeds.Attachment{Name: name, URL: item.URL, Copy: item.Copy, Unread: "the address is that of a file"}
	if p.deps.Attach != nil {
		a.Unread = ""
		a = p.deps.Attach.Attach(ctx, a, doc)
	}
	if item.Submitted != nil { // else its list has a title
		item.Title = cmp.Or(extract.TextTitle(a.Read), item.Title)
	}
	item.Title = cmp.Or(item.Title, name)
	if a.Read == "" && len(a.Table) == 0 {
		item.Unread, item.TitleOnly = cmp.Or(a.Unread, "the address is that of a file"), true
		return
	}
	if item.Published == "" {
		item.Published = extract.TextDay(a.Read, feeds.DayOf(p.deps.Now(), feeds.Shanghai))
		p.dated(item)
	}
	item.Text, item.Unread = a.Read, ""
	item.Article = feeds.Article{Attachments: []feeds.Attachment{a}}
}

// maxOpened bounds the attachments of one article: each is a request, and maybe
// seconds of reading.
const maxOpened = 30

// dated announces an item of a first poll after all, when its article gives the
// day that its list lacked and the backfill reaches it.
func (p *Poller) dated(item *feeds.Item) {
	if item.Baseline && p.config.Backfill > 0 {
		item.Baseline = item.Published < feeds.DayOf(item.Found, feeds.Shanghai).Add(-p.config.Backfill)
	}
}

// attachment fetches, keeps and reads one attachment where a reader is there for it.
func (p *Poller) attachment(ctx context.Context, a feeds.Attachment, o *Observation) feeds.Attachment {
	if p.deps.Attach == nil {
		if a.Image {
			a.Unread = "picture"
		} else {
			a.Unread = "files are not opened here"
		}
		return a
	}
	doc, err := p.deps.Fetch.Get(ctx, feeds.Request{URL: a.URL, Attachment: true})
	switch {
	case err != nil:
		a.Unread = err.Error()
	case doc.Outcome != "":
		a.Unread = fmt.Sprintf("%s: %s", doc.Outcome, doc.Reason)
	default:
		a.Copy = p.kept(doc, o)
		a = p.deps.Attach.Attach(ctx, a, doc)
	}
	return a
}

// keep keeps the copy of the page before the round that names it.
func (p *Poller) keep(item *feeds.Item, doc feeds.Document, o *Observation) {
	item.Copy = cmp.Or(p.kept(doc, o), item.Copy)
}

// kept keeps the copy of a page or file and gives its fingerprint; "" when it is not kept.
func (p *Poller) kept(doc feeds.Document, o *Observation) string {
	print, err := p.deps.Keep.Keep(doc)
	if errors.Is(err, feeds.ErrFull) {
		o.full = fmt.Errorf("keep the copy of a page: %w", err)
	} else if err != nil {
		p.deps.Log.Error("copy not kept", "url", cmp.Or(doc.URL, doc.Request.URL), "err", err)
	}
	return print
}
