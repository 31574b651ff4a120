package web

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// entry is one event as a feed tells it. Its id never changes, so that a reader
// program shows an event once and replaces it when its revision rises.
type entry struct {
	ID, URL, Original, Title, Text string
	Published, Updated             time.Time
	Topics                         []string
}

// entries are the events that the wish asks for, the newest first, a page of them; more
// says that there is another.
func (p *Pages) entries(ctx context.Context, v voice, w wish) (page []entry, more bool, err error) {
	q := w.query()
	q.Limit, q.Offset = feedLength, (w.Page-1)*feedLength
	hits, total, err := p.find(ctx, q)
	if err != nil {
		return nil, false, err
	}
	out := make([]entry, 0, len(hits))
	for _, h := range hits {
		e, items, err := p.public(ctx, h.Event.ID)
		if errors.Is(err, feeds.ErrNotFound) {
			continue // joined to another, or forgotten, since it was found
		}
		if err != nil {
			return nil, false, fmt.Errorf("fetch event %s: %w", h.Event.ID, err)
		}
		out = append(out, p.entry(v, e, items))
	}
	return out, total > w.Page*feedLength, nil
}

// addresses are those of a page of a feed: its own, that of the feed, of its list among
// the pages, and of the feed's next page, "" when there is none.
func (v voice) addresses(w wish, page string, more bool) (self, feed, home, next string) {
	self = v.base + v.in(w.path(page))
	if more {
		further := w
		further.Page++
		next = v.base + v.in(further.path(page))
	}
	w.Page = 1
	return self, v.base + v.in(w.path(page)), v.base + v.in(w.path("/")), next
}

func (p *Pages) entry(v voice, e feeds.Event, items []feeds.Item) entry {
	m := bot.Alert(e, items, p.view(v))
	x := entry{
		ID: v.base + "/event/" + string(e.ID), Title: v.title(e), Text: v.plain(m),
		Published: e.Published.Time(feeds.Shanghai), Updated: e.Changed,
	}
	x.URL = x.ID
	if x.Published.IsZero() {
		x.Published = e.Born
	}
	for _, i := range items {
		if i.ID == e.Lead {
			x.Original, _, _ = v.link(i.URL)
		}
	}
	for _, t := range e.Reading.Topics {
		x.Topics = append(x.Topics, string(t))
	}
	return x
}

// plain is the message as running text, one line each.
func (v voice) plain(m bot.Message) string {
	var b strings.Builder
	for _, block := range v.blocks(m) {
		for _, line := range block.Lines {
			for _, s := range line {
				b.WriteString(s.Words)
			}
			b.WriteByte('\n')
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// heading names the feed by what it is limited to.
func (p *Pages) heading(v voice, w wish) string {
	parts := []string{"regwire"}
	for _, o := range p.topicOptions(v, w.Topic) {
		if o.Chosen {
			parts = append(parts, o.Label)
		}
	}
	if w.Section != "" {
		parts = append(parts, v.say("section."+string(w.Section)))
	}
	if w.Words != "" {
		parts = append(parts, w.Words)
	}
	return strings.Join(parts, " · ")
}

// newest is when the youngest entry changed; a feed without entries is as old
// as the start of time, so that it does not seem to change at each look.
func newest(all []entry) time.Time {
	t := time.Unix(0, 0).UTC()
	for _, e := range all {
		if e.Updated.After(t) {
			t = e.Updated
		}
	}
	return t
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Links     []atomLink `xml:"link"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Terms     []atomTerm `xml:"category"`
	Content   atomText   `xml:"content"`
}

// atomFeed has the elements of RFC 4287 that a list of events needs.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Author  string      `xml:"author>name"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

func (p *Pages) atom(w http.ResponseWriter, r *http.Request) error {
	v, wish := p.voice(r), p.wishOf(r.URL.Query())
	all, more, err := p.entries(r.Context(), v, wish)
	if err != nil {
		return err
	}
	self, feed, home, next := v.addresses(wish, "/feed.atom", more)
	f := atomFeed{
		ID: feed, Title: p.heading(v, wish), Author: "regwire", Updated: stamp(newest(all)),
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: self}, {Rel: "alternate", Type: "text/html", Href: home}},
	}
	if next != "" { // RFC 5005, 3
		f.Links = append(f.Links, atomLink{Rel: "next", Type: "application/atom+xml", Href: next})
	}
	for _, e := range all {
		f.Entries = append(f.Entries, atomOf(e))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		return fmt.Errorf("write Atom feed: %w", err)
	}
	b.WriteByte('\n')
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	serve(w, r, b.Bytes(), feedCache)
	return nil
}

const feedCache = "max-age=300"

func atomOf(e entry) atomEntry {
	x := atomEntry{
		ID: e.ID, Title: e.Title, Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: e.URL}},
		Published: stamp(e.Published), Updated: stamp(e.Updated), Content: atomText{Type: "text", Text: e.Text},
	}
	if e.Original != "" {
		x.Links = append(x.Links, atomLink{Rel: "via", Href: e.Original})
	}
	for _, t := range e.Topics {
		x.Terms = append(x.Terms, atomTerm{Term: t})
	}
	return x
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// jsonFeed1 is JSON Feed 1.1.
type jsonFeed1 struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url"`
	Feed    string     `json:"feed_url"`
	Next    string     `json:"next_url,omitempty"`
	Lang    string     `json:"language"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	External  string   `json:"external_url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

func (p *Pages) jsonFeed(w http.ResponseWriter, r *http.Request) error {
	v, wish := p.voice(r), p.wishOf(r.URL.Query())
	all, more, err := p.entries(r.Context(), v, wish)
	if err != nil {
		return err
	}
	f := jsonFeed1{Version: "https://jsonfeed.org/version/1.1", Title: p.heading(v, wish), Lang: "en", Items: []jsonItem{}}
	_, f.Feed, f.Home, f.Next = v.addresses(wish, "/feed.json", more)
	if v.lang == bot.Chinese {
		f.Lang = "zh-CN"
	}
	for _, e := range all {
		f.Items = append(f.Items, jsonItem{
			ID: e.ID, URL: e.URL, External: e.Original, Title: e.Title, Text: e.Text,
			Published: stamp(e.Published), Modified: stamp(e.Updated), Tags: e.Topics,
		})
	}
	body, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return fmt.Errorf("write JSON feed: %w", err)
	}
	w.Header().Set("Content-Type", "application/feed+json; charset=utf-8")
	serve(w, r, append(body, '\n'), feedCache)
	return nil
}
