package poll

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

const (
	maxDepth = 4   // documents after one another
	maxChain = 100 // documents of one chain in all
	// largeBody is the length from which documents are parsed one after another; few
	// lists and hardly any article come to it.
	largeBody = 256 << 10
)

// movedForGood is after how many permanent redirects in a row an operator is told; the
// address itself is changed by a person.
const movedForGood = 3

// chain is what one request and the documents it led to gave.
type chain struct {
	outcome   feeds.Outcome
	reason    string
	doc       feeds.Document // the last one fetched
	first     feeds.Document // the answer to the request itself
	entries   []feeds.Entry
	article   feeds.Article
	unread    string
	page      feeds.Page
	cursor    string
	unchanged bool
	warnings  []string
	wait      time.Duration
	count     int
	parsed    int
	hopped    bool
}

// follow asks r and what its answer leads to, and joins what all of it says.
// The first answer that is not good ends it: half a list is no list. before is what the last
// visit learnt of the answer to r.
func (p *Poller) follow(ctx context.Context, s extract.Source, r feeds.Request, before feeds.Page) chain {
	f := following{poller: p, source: s, before: before}
	f.ask(ctx, r, 0)
	return f.chain
}

// following is a chain while it is followed.
type following struct {
	chain
	poller *Poller
	source extract.Source
	before feeds.Page
}

// ask asks one document of the chain, so many steps from the first, and those it leads to.
func (c *following) ask(ctx context.Context, r feeds.Request, depth int) {
	if c.count++; c.count > maxChain || depth > maxDepth {
		c.outcome, c.reason = feeds.OutcomeError, "leads to too many further documents"
		return
	}
	c.poller.deps.Log.LogAttrs(ctx, slog.LevelDebug, "fetch", slog.String("url", r.URL))
	held, done := feeds.Hold(ctx)
	defer done()
	doc, err := c.poller.deps.Fetch.Get(held, r)
	if err != nil {
		c.outcome, c.reason = feeds.OutcomeError, err.Error()
		return
	}
	c.doc = doc
	c.wait = max(c.wait, doc.RetryAfter, doc.MaxAge)
	if depth == 0 {
		known := c.begin(doc, c.before)
		if c.page.Permanent == movedForGood {
			c.poller.deps.Log.Warn("list has moved for good: its source needs the new address", "source", c.source.ID, "url", doc.Request.URL, "to", doc.MovedTo)
		}
		if known {
			return
		}
	}
	res := c.poller.parse(c.source, doc)
	done() // before more is asked for
	c.parsed++
	c.outcome, c.reason = res.Outcome, res.Reason
	c.warnings = append(c.warnings, res.Warnings...)
	if w := undecoded(doc); w != "" {
		c.warnings = append(c.warnings, w)
	}
	if res.Outcome == feeds.OutcomeRedirect {
		c.hop(ctx, doc, res.RedirectTo, depth)
		return
	}
	if !res.Outcome.Good() {
		return
	}
	c.join(res)
	if depth == 0 {
		c.page.Chain = len(res.Next) > 0
	}
	for _, next := range res.Next {
		c.ask(ctx, next, depth+1)
		if !c.outcome.Good() {
			return
		}
	}
}

// begin notes the answer to the request itself, and reports whether it is what was
// read before.
func (c *chain) begin(doc feeds.Document, before feeds.Page) (known bool) {
	c.first = doc
	if doc.NotModified {
		c.outcome, c.unchanged = feeds.OutcomeItems, true
		return true
	}
	c.page = feeds.Page{ETag: doc.Header.Get("ETag"), LastModified: doc.Header.Get("Last-Modified"), Fingerprint: feeds.Fingerprint(doc.Raw)}
	if doc.MovedTo != "" {
		c.page.MovedTo, c.page.Permanent = doc.MovedTo, 1
		if before.MovedTo == doc.MovedTo {
			c.page.Permanent = before.Permanent + 1
		}
	}
	if doc.Outcome == "" && before.Fingerprint != "" && before.Fingerprint == c.page.Fingerprint && !before.Chain {
		c.outcome, c.unchanged = feeds.OutcomeItems, true
	}
	return c.unchanged
}

// join adds what a document says to what those before it said.
func (c *chain) join(res extract.Result) {
	c.entries = append(c.entries, res.Entries...)
	if res.Outcome == feeds.OutcomeArticle {
		if c.article.Text == "" && c.article.Title == "" {
			c.article = res.Article
		} else {
			c.article = extract.JoinArticle(c.article, res.Article)
		}
	}
	c.unread = cmp.Or(res.Unread, c.unread)
	c.cursor = max(c.cursor, res.Cursor)
}

// parse reads a document through its source's rule when a core is free for it. One
// that takes too long costs its visit, and then those of its source until it is done:
// whoever writes pages that are never done keeps no other source waiting.
func (p *Poller) parse(s extract.Source, doc feeds.Document) extract.Result {
	if _, still := p.endless.Load(s.ID); still {
		return extract.Result{Outcome: feeds.OutcomeError, Reason: "the document before is still being read"}
	}
	if len(doc.Body) > largeBody { // first: who waits for it keeps no core
		p.large <- struct{}{}
		defer func() { <-p.large }()
	}
	p.parsing <- struct{}{}
	defer func() { <-p.parsing }()
	done := make(chan struct{})
	res, inTime := s.ReadInTime(doc, func() { close(done) })
	if !inTime {
		p.endless.Store(s.ID, true)
		go func() {
			<-done
			p.endless.Delete(s.ID)
		}()
	}
	p.logBroken(s.ID, doc.Request.URL, res)
	return res
}

// logBroken logs where a document broke the parser, which no reader of its source can mend.
func (p *Poller) logBroken(source feeds.SourceID, address string, res extract.Result) {
	if res.Broke != "" {
		p.deps.Log.Error("page broke the parser", "source", source, "url", address, "err", res.Broke)
	}
}

// hop follows a redirect that the page itself makes, once, within one domain.
func (c *following) hop(ctx context.Context, doc feeds.Document, to string, depth int) {
	if c.hopped || !sameDomain(doc.URL, to) {
		c.outcome, c.reason = feeds.OutcomeRedirect, fmt.Sprintf("page sends on to %s", feeds.Host(to))
		return
	}
	c.hopped = true
	next := doc.Request
	next.URL, next.Method, next.Form, next.ETag, next.LastModified = to, http.MethodGet, nil, "", ""
	next.JSON = ""
	c.ask(ctx, next, depth)
}

// sameDomain reports whether both addresses belong to one registered domain.
func sameDomain(a, b string) bool { return domain(feeds.Host(a)) == domain(feeds.Host(b)) }

// domain is the registered domain of a host, or the host where there is none.
func domain(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return host // its figures are no labels
	}
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// undecoded warns of a body of which more than one character in a hundred could not be decoded.
func undecoded(doc feeds.Document) string {
	if doc.Replaced == 0 {
		return ""
	}
	n := utf8.RuneCount(doc.Body)
	if doc.Replaced*100 <= n {
		return ""
	}
	return fmt.Sprintf("%d of %d characters could not be decoded", doc.Replaced, n)
}
