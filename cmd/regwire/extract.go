package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/spelling"
)

type extractCmd struct {
	Source      string    `arg:"" help:"Id of the source."`
	File        string    `help:"The saved document, the last of the chain; - is standard input." required:"" placeholder:"PAGE"`
	As          string    `help:"list or article." enum:"list,article," default:""`
	URL         string    `help:"Address the document was fetched from." placeholder:"U"`
	Status      int       `help:"Status of the answer." default:"200" placeholder:"N"`
	ContentType string    `help:"Content type of the answer." placeholder:"T"`
	At          fetchedAt `help:"When it was fetched, RFC 3339 or a day." placeholder:"TIME"`
	Config      string    `help:"Configuration file, for sources of one's own." placeholder:"FILE"`
}

// fetchedAt is a time of RFC 3339, or the beginning of a day in Shanghai.
type fetchedAt struct{ time.Time }

// UnmarshalText reads either.
func (t *fetchedAt) UnmarshalText(text []byte) (err error) {
	if t.Time, err = time.Parse(time.RFC3339, string(text)); err == nil {
		return nil
	}
	if d := feeds.Day(text); d.Valid() {
		t.Time = d.Time(feeds.Shanghai)
		return nil
	}
	return fmt.Errorf("%q is no time like 2026-10-03T09:00:00+08:00 and no day like 2026-10-03", text)
}

// check refuses what no answer can have.
func (e *extractCmd) check() error {
	if u, err := url.Parse(e.URL); e.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return usage("--url: %q is no address that begins with http:// or https://", e.URL)
	}
	if e.Status < 100 || e.Status > 599 {
		return usage("--status: %d is no status of an answer, which are from 100 to 599", e.Status)
	}
	return nil
}

// extracted is the answer of `regwire extract`, one JSON object.
type extracted struct {
	Outcome    feeds.Outcome  `json:"outcome"`
	Reason     string         `json:"reason,omitempty"`
	Items      []extractedRow `json:"items"`
	Article    *extractedPage `json:"article"`
	RedirectTo string         `json:"redirect_to"`
	Warnings   []string       `json:"warnings,omitempty"`
	Broke      string         `json:"broke,omitempty"` // where, for those who mend it
}

type extractedRow struct {
	Title    string    `json:"title"`
	URL      string    `json:"url"`
	Date     feeds.Day `json:"date"`
	Deadline feeds.Day `json:"deadline,omitempty"`
}

type extractedPage struct {
	Title       string          `json:"title"`
	Date        feeds.Day       `json:"date"`
	Author      string          `json:"author"`
	Text        string          `json:"text"`
	DocNumber   string          `json:"doc_number,omitempty"`
	Unread      string          `json:"unread,omitempty"`
	Attachments []extractedFile `json:"attachments"`
}

type extractedFile struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Run puts a saved document through the source's rule.
func (e *extractCmd) Run(ctx context.Context, p *program) error {
	c, err := p.settings(dataFlag{Config: e.Config})
	if err != nil {
		return err
	}
	sources, err := readSources(c.Sources)
	if err != nil {
		return err
	}
	src, set, err := p.sourceOf(ctx, e.Source, c.Data, sources)
	if err != nil {
		return err
	}
	if err := e.check(); err != nil {
		return err
	}
	raw, err := p.bytes(e.File)
	if err != nil {
		return err
	}
	return e.through(set, src, raw, p.stdout)
}

// through puts the document through the source's rule and writes the answer.
func (e *extractCmd) through(set *extract.Set, src extract.Source, raw []byte, w io.Writer) error {
	doc := e.document(src, raw)
	if doc.Request.Shape == feeds.ShapeArticle && e.URL != "" {
		src = set.ArticleSource(e.URL, src.ID)
	}
	res, inTime := src.ReadInTime(doc, nil)
	if !inTime {
		return fmt.Errorf("%s as %s: %s", e.File, src.ID, res.Reason)
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(answer(res))
}

// document is the saved page as the fetcher would have handed it over.
func (e *extractCmd) document(src extract.Source, raw []byte) feeds.Document {
	at := e.At.Time
	if at.IsZero() {
		at = time.Now()
	}
	shape := feeds.Shape(e.As)
	if shape == "" {
		shape = feeds.ShapeArticle
		if e.URL == "" || src.IsList(e.URL) {
			shape = feeds.ShapeList
		}
	}
	req := feeds.Request{URL: e.URL, Shape: shape, Charset: src.Rule.Article.Charset}
	if shape == feeds.ShapeList && len(src.Rule.Lists) > 0 {
		req.Charset = src.Rule.Lists[0].Charset
	}
	header := http.Header{}
	if e.ContentType != "" {
		header.Set("Content-Type", e.ContentType)
	}
	doc := feeds.Document{Request: req, URL: req.URL, Status: e.Status, Header: header, Raw: raw, At: at}
	doc.Body, doc.Charset, doc.Replaced = fetch.Decode(raw, e.ContentType, req.Charset)
	doc.Outcome, doc.Reason = fetch.ByStatus(e.Status, header, doc.Body)
	doc.NotModified = e.Status == http.StatusNotModified
	return doc
}

func answer(r extract.Result) extracted {
	out := extracted{Outcome: r.Outcome, Reason: r.Reason, Items: []extractedRow{}, RedirectTo: r.RedirectTo, Warnings: r.Warnings, Broke: r.Broke}
	for _, x := range r.Entries {
		out.Items = append(out.Items, extractedRow{Title: x.Title, URL: x.URL, Date: x.Date, Deadline: x.Deadline})
	}
	if r.Outcome == feeds.OutcomeArticle {
		a := r.Article
		page := &extractedPage{Title: a.Title, Date: a.Date, Author: a.Author, Text: a.Text, DocNumber: a.DocNumber, Unread: r.Unread, Attachments: []extractedFile{}}
		for _, f := range a.Attachments {
			page.Attachments = append(page.Attachments, extractedFile{Name: f.Name, URL: f.URL})
		}
		out.Article = page
	}
	return out
}

func unknownSource(id string, sources []extract.Source) error {
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = string(s.ID)
	}
	slices.Sort(ids)
	if best := spelling.Nearest(id, ids); best != "" {
		return usage("no source is called %q: did you mean %s?", id, best)
	}
	return usage("no source is called %q: regwire sources lists them", id)
}

func (p *program) bytes(name string) ([]byte, error) {
	if name != "-" {
		return readFile(name)
	}
	raw, err := io.ReadAll(p.stdin)
	if err != nil {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	return raw, nil
}
