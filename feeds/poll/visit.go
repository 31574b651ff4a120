package poll

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

const (
	// baselineReach is how far back articles are read at a first poll.
	baselineReach = 90
	// stepReach is how far back a source that is read in steps begins.
	stepReach = 7
)

// harvest is what the lists of one visit gave.
type harvest struct {
	entries   []sighting
	pages     map[string]feeds.Page
	cursor    string
	lists     int // lists asked
	unchanged int // of them, those that are as they were
	bad       []feeds.Document
	worst     feeds.Outcome
	reason    string
	warnings  []string
	wait      time.Duration // what the publisher asked for
	rows      int
	parsed    int
}

// fills is how many rows at once, where the last good visit found none, are a list
// that could not be read then.
const fills = 3

// sighting is an entry with whether its page was never read before.
type sighting struct {
	entry feeds.Entry
	first bool
	// since is the day of the last good visit when that found an empty list: what
	// was published from then on is news although the list fills at once.
	since feeds.Day
}

// visit asks all lists of a source and commits what is new, or nothing.
func (p *Poller) visit(ctx context.Context, c feeds.Claim, s extract.Source, v feeds.Visit) error {
	began, now := time.Now(), p.deps.Now()
	baseline := v.Good.IsZero()
	v.Source, v.At = s.ID, now
	h := p.lists(ctx, s, &v, now)
	if ctx.Err() != nil {
		return nil //nolint:nilerr // a visit that was cut short taught nothing
	}
	found := p.items(s, h, baseline, now)
	advance := len(h.pages) > 0 || len(found) > 0
	p.learn(s, &v, h, now)
	o := Observation{Source: s.ID, Outcome: v.Outcome, Reason: v.Reason, Rows: h.rows, Parsed: h.parsed, Unchanged: h.unchanged == h.lists && h.lists > 0}
	if !advance {
		o.Took = time.Since(began)
		p.config.Observe(o)
		return p.deps.Store.Touch(ctx, c, v)
	}
	late := feeds.Day("")
	if !baseline {
		late = feeds.DayOf(now, feeds.Shanghai).Add(-lateAge)
	}
	p.deps.Log.Debug("commit", "source", s.ID, "found", len(found))
	done, err := p.deps.Store.Commit(ctx, c, feeds.Round{Visit: &v, Found: found, Late: late})
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	p.wake() // what was found may be read now
	o.New, o.Took = len(done.New), time.Since(began)
	p.config.Observe(o)
	if done.Late > 0 {
		p.deps.Log.Warn("old items held: the source shows many at once", "source", s.ID, "held", done.Late)
	}
	if o.New > 0 {
		p.deps.Log.Info("poll found news", "source", s.ID, "new", o.New, "took", o.Took)
	}
	return nil
}

// lists asks all lists of the source, once a day whether they changed or not.
func (p *Poller) lists(ctx context.Context, s extract.Source, v *feeds.Visit, now time.Time) harvest {
	if v.Cursor == "" {
		v.Cursor = string(feeds.DayOf(now, feeds.Shanghai).Add(-max(p.config.Backfill, stepReach)))
	}
	since := now.Sub(v.Unconditional)
	conditional := since >= 0 && since < 24*time.Hour // it lies ahead where the clock was set back
	if !conditional {
		v.Unconditional = now
	}
	h := harvest{pages: map[string]feeds.Page{}}
	for _, r := range s.Start(*v, now) {
		h.lists++
		p.list(ctx, s, *v, r, conditional, &h)
		if ctx.Err() != nil {
			break
		}
	}
	return h
}

// learn puts into the visit what its lists taught of the source.
func (p *Poller) learn(s extract.Source, v *feeds.Visit, h harvest, now time.Time) {
	if len(h.pages) > 0 {
		// A copy: while it is not flushed the store has the visit as it was handed out, and
		// may be writing it.
		pages := maps.Clone(v.Pages)
		if pages == nil {
			pages = map[string]feeds.Page{}
		}
		maps.Copy(pages, h.pages)
		v.Pages = pages
		forget(v)
	}
	v.Cursor = max(v.Cursor, h.cursor)
	v.Outcome, v.Reason = feeds.OutcomeItems, ""
	if h.worst != "" {
		v.Outcome, v.Reason = h.worst, h.reason
		if h.lists > 1 {
			v.Reason = fmt.Sprintf("%d of %d lists: %s", len(h.bad), h.lists, h.reason)
		}
	}
	if h.lists > len(h.bad) {
		v.Good = now
		p.good.note(s.ID, now)
	}
	p.schedule(s, v, h.wait)
	judge(s.Source, v, h.warnings, now)
}

// list asks one list with its chain of further documents, and its alternative
// when the answer is not good.
func (p *Poller) list(ctx context.Context, s extract.Source, v feeds.Visit, r feeds.Request, conditional bool, h *harvest) {
	before, known := v.Pages[r.Key()]
	if known && conditional && !before.Chain {
		r.ETag, r.LastModified = before.ETag, before.LastModified
	}
	if !before.Chain {
		r.Known = before.Fingerprint
	}
	chain := p.follow(ctx, s, r, before)
	if ctx.Err() != nil {
		return // cut short: it says nothing about the source
	}
	h.parsed += chain.parsed
	h.wait = max(h.wait, chain.wait)
	if !chain.outcome.Good() && r.Else != nil {
		p.deps.Log.Debug("list asked another way", "source", s.ID, "outcome", chain.outcome, "reason", chain.reason)
		p.list(ctx, s, v, *r.Else, conditional, h)
		return
	}
	if chain.outcome.Good() && !chain.unchanged && chain.cursor == "" && before.Count > 0 && len(chain.entries) == 0 {
		chain.outcome, chain.reason = feeds.OutcomeError, fmt.Sprintf("empty list where the last visit read %d rows", before.Count)
	}
	if !chain.outcome.Good() {
		h.bad = append(h.bad, chain.doc)
		h.worst, h.reason = chain.outcome, chain.reason
		p.deps.Log.Warn("list not read", "source", s.ID, "url", r.URL, "outcome", chain.outcome, "reason", chain.reason)
		return
	}
	h.cursor = max(h.cursor, chain.cursor)
	if chain.unchanged {
		h.unchanged++
		h.rows += before.Count
		if before.Odd != "" {
			h.warnings = append(h.warnings, before.Odd)
		}
		return
	}
	h.take(r.Key(), chain, before, known, v.Good)
}

// take adds what a list gave that is not as it was: before is what the last visit
// kept of it, if it is known, and good when the source was last read.
func (h *harvest) take(key string, c chain, before feeds.Page, known bool, good time.Time) {
	h.rows += len(c.entries)
	page := c.page
	page.Rows, page.Count = rowsFingerprint(c.entries), len(c.entries)
	warnings := append(c.warnings, compare(before, &page, c.entries)...)
	if len(warnings) > 0 {
		page.Odd = warnings[0]
	}
	h.warnings = append(h.warnings, warnings...)
	if known && page.Rows == before.Rows {
		h.unchanged++
		// The bytes differ and the rows do not: a clock or a counter on the page.
		// Nothing is committed; the next visit parses again, which costs no write.
		return
	}
	h.pages[key] = page
	stepwise := c.cursor != ""
	seen := sighting{first: !known && !stepwise}
	if known && !stepwise && before.Count == 0 && len(c.entries) >= fills {
		seen.first, seen.since = true, feeds.DayOf(good, feeds.Shanghai)
	}
	h.entries = slices.Grow(h.entries, len(c.entries))
	for _, e := range c.entries {
		seen.entry = e
		h.entries = append(h.entries, seen)
	}
}

// items makes items of the entries that the visit read.
func (p *Poller) items(s extract.Source, h harvest, baseline bool, now time.Time) []feeds.Found {
	if len(h.entries) == 0 {
		return nil
	}
	reach := p.reach(now)
	address := make(map[string]string, len(h.entries)) // the first, by guid
	shared := map[string]bool{}                        // guids of several addresses
	for i := range h.entries {
		e := &h.entries[i].entry
		first, ok := address[e.GUID]
		if !ok {
			address[e.GUID] = e.URL
		} else if first != e.URL {
			shared[e.GUID] = true
		}
	}
	found := make([]feeds.Found, 0, len(h.entries))
	seen := make(map[feeds.Key]bool, len(h.entries))
	for _, e := range h.entries {
		entry := e.entry
		if shared[entry.GUID] {
			entry.GUID = "" // one guid for several addresses is no identity
		}
		keys := p.deps.Identity.ItemKeys(s.ID, entry)
		if len(keys) == 0 || seen[keys[0]] {
			continue
		}
		seen[keys[0]] = true
		// In its place: an item is two kilobytes.
		found = append(found, feeds.Found{Keys: keys})
		item := &found[len(found)-1].Item
		item.Source, item.Workspace, item.Authority, item.Media = s.ID, s.Workspace, s.Authority, s.Media
		item.URL, item.Host, item.Title = entry.URL, feeds.Host(entry.URL), string(feeds.CleanLine(entry.Title))
		item.Published, item.Deadline, item.DeadlineQuote = entry.Date, entry.Deadline, entry.DeadlineQuote
		item.Text, item.Given = entry.Text, entry.Text != ""
		item.Found, item.State = now, feeds.ItemUnread
		if baseline || e.first && (e.since == "" || entry.Date < e.since) {
			reach.old(item)
		}
	}
	oldestFirst(announcedFirst(found))
	return found
}

// announcedFirst puts what is announced before what a first poll only takes note of, which
// stays as the list has it, and gives the former.
func announcedFirst(found []feeds.Found) []feeds.Found {
	slices.SortStableFunc(found, func(a, b feeds.Found) int {
		switch {
		case a.Item.Baseline == b.Item.Baseline:
			return 0
		case b.Item.Baseline:
			return -1
		}
		return 1
	})
	n := slices.IndexFunc(found, func(f feeds.Found) bool { return f.Item.Baseline })
	if n < 0 {
		return found
	}
	return found[:n]
}

// oldestFirst puts what is new together into the order in which it is read and told. Lists
// have the newest on top, and of one day the last; where days are missing nothing else is known.
func oldestFirst(found []feeds.Found) {
	slices.Reverse(found)
	if !slices.ContainsFunc(found, func(f feeds.Found) bool { return f.Item.Published == "" }) {
		slices.SortStableFunc(found, func(a, b feeds.Found) int { return cmp.Compare(a.Item.Published, b.Item.Published) })
	}
}

// reach is how far back a first poll goes: days before which nothing is announced,
// and nothing read. Of no backfill nothing is announced at all.
type reach struct {
	announced, read feeds.Day
	none            bool
}

func (p *Poller) reach(now time.Time) reach {
	today := feeds.DayOf(now, feeds.Shanghai)
	return reach{announced: today.Add(-p.config.Backfill), read: today.Add(-baselineReach), none: p.config.Backfill == 0}
}

// old marks an item of a first poll: not announced unless the backfill reaches
// it, its article read only within the reach of a baseline.
func (r reach) old(item *feeds.Item) {
	item.Baseline = item.Published == "" || item.Published < r.announced || r.none
	if item.Published != "" && item.Published < r.read {
		item.TitleOnly, item.Unread = true, "published long before the first poll"
	}
}

// maxPages bounds what a visit remembers: an e-paper has a new page every day.
const maxPages = 64

// forget drops what the visit remembers of documents that are not asked any
// more, the smallest keys first: dated addresses sort by day.
func forget(v *feeds.Visit) {
	for len(v.Pages) > maxPages {
		oldest := ""
		for k := range v.Pages {
			if oldest == "" || k < oldest {
				oldest = k
			}
		}
		delete(v.Pages, oldest)
	}
}
