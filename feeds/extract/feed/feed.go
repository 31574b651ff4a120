package feed

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/list"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// The limits of a feed.
const (
	MaxSize     = 10 << 20
	maxXMLDepth = 256
	maxXMLAttrs = 1_000
)

// reading is a document of which the entries of a feed are read.
type reading struct {
	*list.Reading
	// zoneFor is the zone of days that are told in UTC, of an entry with a title.
	zoneFor func(title string) *time.Location
}

// Read reads RSS, Atom and JSON Feed. zoneFor is the zone of days that are told in UTC, of an
// entry with the given title.
func Read(rows *list.Reading, zoneFor func(title string) *time.Location) answer.Result {
	r := &reading{Reading: rows, zoneFor: zoneFor}
	body := bytes.TrimSpace(r.Doc.Body)
	if len(body) > MaxSize {
		return answer.Failed("the feed has %d bytes, at most %d are read", len(body), MaxSize)
	}
	texts, err := &aside{body: body}, error(nil)
	switch {
	case len(body) == 0 && len(r.Doc.Raw) > 0: // nothing that is text
		return answer.Failed("the answer is a file, not a feed")
	case len(body) == 0:
		return answer.Failed("the feed is empty")
	case body[0] == '{':
		var v any
		if v, err = jsonvalue.Decode(body); err == nil && jsonvalue.Lookup(v, "items") == nil {
			// Anything in JSON would pass for a feed without entries.
			return answer.Failed("the answer is JSON without items, not a feed: %s", dom.Pick(answer.Refused(v), answer.Describe(r.Doc)))
		}
	case dom.IsMarkup(body):
		if p, perr := r.Page(); perr == nil {
			if res, odd := p.Odd(r.Doc, true); odd {
				return res
			}
		}
		return answer.Failed("the answer is a page, not a feed")
	default:
		texts, err = checkXML(mendPassages(asUTF8(fromRoot(body))))
	}
	if err != nil {
		return answer.Failed("%v", err)
	}
	feed, err := newFeedParser().Parse(bytes.NewReader(texts.rest()))
	texts.parsed()
	if err != nil {
		return answer.Failed("read feed: %v", err)
	}
	if lost := texts.entries - len(feed.Items); lost > 0 {
		return answer.Failed("read feed: %d of %d entries stand where no reader of feeds looks", lost, texts.entries)
	}
	set := list.NewEntries(len(feed.Items))
	skipped := 0
	for _, it := range feed.Items {
		putBack(texts, it)
		e, said := r.feedEntry(it)
		if e.URL == "" || e.Title == "" {
			skipped++
			continue
		}
		set.Add(e, said)
	}
	var warnings []string
	if skipped > 0 {
		warnings = append(warnings, fmt.Sprintf("%d of %d entries have no title or address", skipped, len(feed.Items)))
	}
	if skipped > 0 && len(set.List) == 0 {
		return answer.Failed("none of %d entries has a title and an address", skipped)
	}
	if w := r.Shared(set); w != "" {
		warnings = append(warnings, w)
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: set.List, Warnings: warnings}
}

// newFeedParser leaves out the hunt for pictures, which parses every text as HTML.
func newFeedParser() *gofeed.Parser {
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return p
}

// putBack completes what is read of an entry. Only a broken feed has a text anywhere but
// in its content or description.
func putBack(texts *aside, it *gofeed.Item) {
	for _, s := range []*string{&it.Title, &it.Link, &it.GUID, &it.Published, &it.Updated, &it.Content, &it.Description} {
		*s = texts.back(*s)
	}
}

// feedEntry reads one entry, and the words that tell its day.
func (r *reading) feedEntry(it *gofeed.Item) (e feeds.Entry, said string) {
	e = feeds.Entry{GUID: string(feeds.CleanLine(it.GUID))}
	e.Title = dom.ClipLine(list.Stripped(r.Rule, dom.Line(dom.Plain(it.Title))))
	e.URL = r.ItemAddress(it.Link)
	if e.URL == "" && strings.HasPrefix(it.GUID, "http") {
		e.URL = r.ItemAddress(it.GUID)
	}
	// A description is a teaser; only the content stands for the article.
	e.Text = dom.Plain(it.Content)
	if e.Title == "" {
		e.Title, _, _ = strings.Cut(dom.Pick(e.Text, dom.Plain(it.Description)), "\n")
	}
	e.Date, said = r.feedDay(r.zoneFor(e.Title), it.Published, it.Updated)
	return e, said
}

// feedDay is the day of the first of the dates that can be read, and that date.
func (r *reading) feedDay(zone *time.Location, written ...string) (feeds.Day, string) {
	formats := r.Rule.DateFormat
	c := date.Context{Zone: zone, Today: r.Today(), Written: r.Rule.Zone == ""}
	for _, s := range written {
		if len(formats) == 0 {
			if d := exactDay(s, c); d != "" {
				return d, s
			}
			formats = rule.Words{"rfc822"}
		}
		if d := date.Read(s, formats, c); d.Day != "" {
			return d.Day, s
		}
	}
	return "", ""
}

// exactDay reads a date that is written as the standards of feeds ask, which saves
// most feeds the search for one that is not.
func exactDay(s string, c date.Context) feeds.Day {
	for _, layout := range []string{time.RFC1123Z, time.RFC3339} {
		if (len(s) > 3 && s[3] == ',') != (layout == time.RFC1123Z) {
			continue
		}
		if t, err := time.Parse(layout, s); err == nil {
			return c.DayOf(t)
		}
	}
	return ""
}

// fromRoot is a feed without what a server printed before it.
func fromRoot(body []byte) []byte {
	if bytes.HasPrefix(body, []byte("<?xml")) {
		return body
	}
	head := body[:min(len(body), maxPrinted)]
	for _, root := range []string{"<?xml", "<rss", "<rdf:RDF", "<feed"} {
		if at := bytes.Index(head, []byte(root)); at >= 0 {
			return body[at:]
		}
	}
	return body
}

// maxPrinted is how much that may be.
const maxPrinted = 4 << 10

// asUTF8 corrects the declaration of a feed that was decoded already: the
// parser would decode it a second time.
func asUTF8(body []byte) []byte {
	if !bytes.HasPrefix(body, []byte("<?xml")) {
		return body
	}
	end := bytes.Index(body, []byte("?>"))
	if end < 0 || end > 256 || bytes.Contains(body[:end], []byte(`encoding="UTF-8"`)) {
		return body
	}
	return append([]byte(`<?xml version="1.0" encoding="UTF-8"?>`), body[end+2:]...)
}
