package extract

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/list"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// The limits of one document.
const (
	maxNext = 32 // requests one document may lead to
)

// MaxChain is how many documents may follow a first one, each asked by the one
// before it.
const MaxChain = 4

// Source is a source together with the rule that reads it.
type Source struct {
	feeds.Source
	Rule rule.Rule
	// Baseline raises the cap on rows from 500 to 20,000.
	Baseline bool
	// BackDays is how many days back the first visit of an e-paper looks; 0
	// means a week.
	BackDays int
}

// kind is one way of reading documents.
type kind struct {
	start   func(Source, int, feeds.Visit, time.Time) []feeds.Request
	list    func(*reading) answer.Result
	article func(*reading) answer.Result
	// check looks for the fields without which the kind cannot work.
	check func(rule.List) error
}

// kinds has a row for every kind. It is filled by init because the functions
// look kinds up themselves.
var kinds map[string]kind

func init() {
	kinds = map[string]kind{
		"html":         {start: startURLs, list: readRowsPage, article: readArticlePage, check: needAddresses},
		"json":         {start: startURLs, list: readJSONRows, article: readArticlePage, check: needRows},
		"cac":          {start: startCAC, list: readCAC, article: readArticlePage, check: needChannel},
		"jpaas":        {start: startURLs, list: readJPaaS, article: readArticlePage, check: needAddresses},
		"jpage":        {start: startURLs, list: readJPage, article: readArticlePage, check: needAddresses},
		"gkmlpt":       {start: startURLs, list: readGKMLPT, article: readGKMLPTArticle, check: needAddresses},
		"epaper":       {start: startEditions, list: readEdition, article: readArticlePage, check: needAddresses},
		"feed":         {start: startURLs, list: readFeedRows, article: readArticlePage, check: needAddresses},
		"wechat":       {article: readWeChat},
		"wechat-album": {start: startURLs, list: readAlbum, article: readWeChat, check: needAddresses},
		"share":        {article: readSharedPage},
		"links":        {article: readArticlePage},
	}
}

// reading is one document being read.
type reading struct {
	list.Reading
	src  Source
	kind string
}

// Start returns the requests that a visit begins with. All are asked.
func (s Source) Start(v feeds.Visit, now time.Time) []feeds.Request {
	var out []feeds.Request
	for i := range s.Rule.Lists {
		k := kinds[s.kindOf(s.Rule.Lists[i])]
		if k.start == nil {
			continue
		}
		if requests := k.start(s, i, v, now); out == nil {
			out = requests // of most sources all
		} else {
			out = append(out, requests...)
		}
	}
	return out
}

func (s Source) kindOf(l rule.List) string {
	if l.Kind != "" {
		return l.Kind
	}
	return s.Kind
}

// ListHost is the host of the source's first list: claims and pace are by host.
func (s Source) ListHost() string {
	if len(s.Rule.Lists) == 0 {
		return ""
	}
	return feeds.Host(s.firstAddress(s.Rule.Lists[0], time.Time{}))
}

// startURLs asks every address of a list.
func startURLs(s Source, i int, _ feeds.Visit, _ time.Time) []feeds.Request {
	l := s.Rule.Lists[i]
	out := make([]feeds.Request, 0, len(l.URLs))
	for _, u := range l.URLs {
		out = append(out, s.request(l, strconv.Itoa(i), u))
	}
	return out
}

// request is the request for one address of a list, with what to ask instead
// when it fails.
func (s Source) request(l rule.List, part, address string) feeds.Request {
	req := feeds.Request{
		URL: address, Header: l.Headers, Charset: l.Charset,
		Shape: feeds.ShapeList, Part: part, Feed: s.kindOf(l) == "feed",
	}
	if len(l.Form) > 0 {
		req.Form = url.Values{}
		for k, v := range l.Form {
			req.Form.Set(k, v)
		}
		req.Method = http.MethodPost
	}
	if l.JSON != "" {
		req.JSON, req.Method = l.JSON, http.MethodPost
	}
	if e := s.elseOf(l); e != nil {
		if other := s.elseRequest(*e, part+".else"); other.URL != "" {
			req.Else = &other
		}
	}
	return req
}

// elseOf is the list that is asked instead of l, filled in from it.
func (s Source) elseOf(l rule.List) *rule.List {
	if l.Else == nil {
		return nil
	}
	e := *l.Else
	if s.kindOf(e) == s.kindOf(l) {
		e = fillIn(e, l)
	}
	return &e
}

func (s Source) elseRequest(l rule.List, part string) feeds.Request {
	if s.kindOf(l) == "cac" {
		return cacRequest(s, l, part)
	}
	if len(l.URLs) == 0 {
		return feeds.Request{}
	}
	return s.request(l, part, l.URLs[0])
}

// Read turns one document into what it says. Whether that is a list or an
// article is in the document's request.
func (s Source) Read(doc feeds.Document) (res Result) {
	defer func() {
		// A page that breaks a parser must cost one visit, not the process.
		if p := recover(); p != nil {
			res = answer.Broken(p)
		}
	}()
	if doc.NotModified {
		return answer.Result{Outcome: feeds.OutcomeItems}
	}
	if doc.Request.Shape == feeds.ShapeArticle || len(s.Rule.Lists) == 0 {
		return s.readArticle(doc) // a queue of links has articles only
	}
	return s.readList(doc)
}

// articleZone is the name of the zone that the source states for its articles, or else for
// its lists.
func (s Source) articleZone() string {
	zone := s.Rule.Article.Zone
	for _, l := range s.Rule.Lists {
		zone = cmp.Or(zone, l.Zone)
	}
	return zone
}

// zoneFor is the zone of days that are told in UTC: the source's, where it states one.
func (r *reading) zoneFor(title string) *time.Location {
	if r.Rule.Zone != "" || r.src.articleZone() != "" {
		return r.Zone
	}
	return date.ZoneAbroad(title, r.Base.Hostname(), r.Zone)
}

func (s Source) readArticle(doc feeds.Document) answer.Result {
	r := &reading{src: s, kind: s.Kind}
	r.Document = answer.Document{Doc: doc, Part: doc.Request.Part, Zone: date.Zone(s.articleZone())}
	r.Base = address.BaseOf(doc, s.home())
	if doc.Outcome == feeds.OutcomeRedirect {
		return sentOn(doc, r.Base)
	}
	if doc.Outcome != "" {
		return answer.Result{Outcome: doc.Outcome, Reason: doc.Reason}
	}
	k, ok := kinds[s.Kind]
	if !ok {
		k.article = readArticlePage
	}
	if list.SentHome(doc) {
		return answer.Failed("the site sends to its home page instead")
	}
	return k.article(r)
}

// readList reads a list with the part of the rule that its request names. A
// document of unknown part is tried with every part, its own address first.
func (s Source) readList(doc feeds.Document) answer.Result {
	if doc.Request.Part != "" {
		l, step, ok := s.part(doc.Request.Part)
		if !ok {
			return answer.Failed("the rule has no part %q", doc.Request.Part)
		}
		return s.readPart(doc, l, doc.Request.Part, step)
	}
	var first *answer.Result
	for _, p := range s.parts(doc) {
		l, step, _ := s.part(p)
		res := s.readPart(doc, l, p, step)
		if res.Outcome == feeds.OutcomeItems && len(res.Entries)+len(res.Next) > 0 {
			return res
		}
		if first == nil || res.Outcome == feeds.OutcomeItems && !first.Outcome.Good() {
			first = &res
		}
	}
	return *first
}

func (s Source) readPart(doc feeds.Document, l rule.List, part, step string) answer.Result {
	name := s.kindOf(l)
	l = s.filled(l)
	r := &reading{src: s, kind: name}
	r.Document = answer.Document{Doc: doc, Part: part, Step: step, Zone: date.Zone(l.Zone)}
	r.Rule, r.Form, r.OneDay = l, s.form(name), name == "epaper"
	r.Base = address.BaseOf(doc, s.firstAddress(l, doc.At))
	if doc.Outcome == feeds.OutcomeRedirect {
		return sentOn(doc, r.Base)
	}
	if doc.Outcome != "" && (name != "epaper" || doc.Outcome != feeds.OutcomeGone) {
		return answer.Result{Outcome: doc.Outcome, Reason: doc.Reason}
	}
	if list.SentHome(doc) {
		return answer.Result{Outcome: feeds.OutcomeGone, Reason: "the site sends to its home page instead"}
	}
	return r.finish(kinds[name].list(r))
}

// finish applies the limits that hold for every list.
func (r *reading) finish(res answer.Result) answer.Result {
	if res.Outcome != feeds.OutcomeItems {
		return res
	}
	limit := list.MaxItems
	if r.src.Baseline {
		limit = list.MaxBaseline
	}
	if len(res.Entries) > limit {
		res.Warnings = append(res.Warnings, fmt.Sprintf("%d rows, only the first %d are taken", len(res.Entries), limit))
		res.Entries = res.Entries[:limit]
	}
	if len(res.Next) > maxNext {
		res.Next = res.Next[:maxNext]
	}
	if w := oddDates(res.Entries, r.Today(), r.kind == "jpaas"); w != "" {
		res.Warnings = append(res.Warnings, w)
	}
	if !r.Doc.At.IsZero() {
		believe(res.Entries, r.Today())
	}
	return res
}

// Days of publication that are believed: a rule may be dated to when it comes out in
// print, but 9999-12-31 is a field that nobody filled in, and such a row would stand
// before all news for ever.
const (
	firstDay  = feeds.Day("1949-10-01")
	daysAhead = 400
)

// believe takes the days away that nobody published on.
func believe(entries []feeds.Entry, today feeds.Day) {
	last := today.Add(daysAhead)
	for i := range entries {
		if d := entries[i].Date; !d.Valid() || d < firstDay || d > last {
			entries[i].Date = ""
		}
	}
}

// part finds the rule that a request's Part names: the list's number, ".else"
// for what is asked instead, "+step" for a later document of a chain.
func (s Source) part(name string) (rule.List, string, bool) {
	name, step, _ := strings.Cut(name, "+")
	number, rest, _ := strings.Cut(name, ".")
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(s.Rule.Lists) {
		return rule.List{}, "", false
	}
	l := s.Rule.Lists[i]
	for rest != "" {
		e := s.elseOf(l)
		if e == nil {
			return rule.List{}, "", false
		}
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "else"), ".")
		l = *e
	}
	return l, step, true
}

// parts lists every part of the rule, those of the document's address first.
func (s Source) parts(doc feeds.Document) []string {
	var own, others []string
	for i := range s.Rule.Lists {
		name := strconv.Itoa(i)
		for l := &s.Rule.Lists[i]; l != nil; l = l.Else {
			if s.holds(*l, doc.Request.URL) || s.holds(*l, doc.URL) {
				own = append(own, name)
			} else {
				others = append(others, name)
			}
			if l.Then != nil {
				others = append(others, name+"+lead")
			}
			name += ".else"
		}
	}
	return append(own, others...)
}

// IsList reports whether address is one of the source's lists: one that it
// polls, or one that such a list leads to.
func (s Source) IsList(address string) bool {
	for i := range s.Rule.Lists {
		for l := &s.Rule.Lists[i]; l != nil; l = l.Else {
			if s.holds(*l, address) {
				return true
			}
		}
	}
	return false
}

// chained are the addresses, by kind, that a list's first document leads to.
var chained = map[string]string{
	"cac": "/cms/JsonList", "jpaas": "/front/page/build/unit", "jpage": "/jpage/dataproxy.jsp", "gkmlpt": "/gkmlpt/api/",
}

// holds reports whether a link belongs to the list.
func (s Source) holds(l rule.List, link string) bool {
	if link == "" {
		return false
	}
	if address.IsOneOf(l.URLs, link) || address.IsOneOf(l.Also, link) {
		return true
	}
	kind := s.kindOf(l)
	if kind == "epaper" {
		return isEdition(l, link)
	}
	if l.Lead != nil && l.Lead.To != "" {
		stem, _, _ := strings.Cut(l.Lead.To, "$1")
		return strings.HasPrefix(address.Bare(link), address.Bare(stem))
	}
	mark := chained[kind]
	return mark != "" && strings.Contains(link, mark)
}

func (s Source) firstAddress(l rule.List, at time.Time) string {
	switch {
	case s.kindOf(l) == "cac" && len(l.URLs) == 0:
		return cacAPI
	case len(l.URLs) == 0:
		return ""
	case s.kindOf(l) == "epaper":
		return editionAddress(l.URLs[0], feeds.DayOf(at, date.Zone(l.Zone)))
	}
	return l.URLs[0]
}

// home is an address on the host of the source's articles, for a page that
// comes without one.
func (s Source) home() string {
	u := &url.URL{Scheme: "https"}
	if len(s.Rule.Lists) > 0 {
		if list, err := url.Parse(s.firstAddress(s.Rule.Lists[0], time.Time{})); err == nil && list.Host != "" {
			u = &url.URL{Scheme: list.Scheme, Host: list.Host}
		}
	}
	if len(s.Rule.Article.On) > 0 {
		u.Host, _, _ = strings.Cut(strings.TrimPrefix(s.Rule.Article.On[0], "*."), "/")
	}
	if u.Host == "" {
		return ""
	}
	return u.String() + "/"
}

// oddDates says what is strange about the dates of a list. The templates of some
// systems show none, which is as usual there: the articles have them.
func oddDates(entries []feeds.Entry, today feeds.Day, undated bool) string {
	future, dated := 0, 0
	for _, e := range entries {
		if e.Date == "" {
			continue
		}
		dated++
		if e.Date > today.Add(1) || !e.Date.Valid() { // year 10000
			future++
		}
	}
	switch {
	case future > 0:
		return fmt.Sprintf("%d of %d rows are dated in the future", future, len(entries))
	case dated == 0 && len(entries) > 0 && !undated:
		return fmt.Sprintf("none of %d rows has a date", len(entries))
	}
	return ""
}
