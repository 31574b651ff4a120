package answer

import (
	"errors"
	"net/url"
	"sync"
	"time"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// Document is one document that is read.
type Document struct {
	Doc feeds.Document
	// Part is what the document's request asked for, Step which document of a chain it is, ""
	// for the first.
	Part, Step string
	// Base is what its addresses are relative to, Zone that of its days.
	Base *url.URL
	Zone *time.Location

	page *Page // parsed once, when a reader asks for it
}

// Today is the publisher's calendar day at which the document was fetched.
func (d *Document) Today() feeds.Day { return feeds.DayOf(d.Doc.At, d.Zone) }

// Page parses the document once.
func (d *Document) Page() (*Page, error) {
	if d.page != nil {
		return d.page, nil
	}
	if isCut(d.Doc.Body) {
		return nil, errors.New("the page is cut")
	}
	p, err := dom.Parse(d.Doc.Body, d.Base)
	if err != nil {
		return nil, err
	}
	d.page = &Page{Page: p}
	return d.page, nil
}

// Anew forgets the page, which reading takes apart: who asks again gets it whole.
func (d *Document) Anew() { d.page = nil }

// Page is the page of a document, with what it shows once that was told.
type Page struct {
	*dom.Page
	text string // of all that the page shows, when told
	told bool
	// Dated is whether it shows a day of publication, once its article was looked for.
	Dated bool
}

// Order tells what comes first in the days of a page.
func (p *Page) Order(host string) func() date.Order {
	return sync.OnceValue(func() date.Order { return OrderOn(p.Root, host) })
}

// OrderOn is the order of such days under a node of a page on a host.
func OrderOn(root *html.Node, host string) date.Order {
	return date.OrderOf(dom.Texts(root), dom.Attr(dom.First(root, "html[lang]"), "lang"), host)
}
