// Package web serves plain pages that anybody behind the listener may read: the
// newest events, one event with the sentences it rests on, the copy of a page
// that was kept, the dates ahead, the draft of a month's newsletter, the state of the
// sources, and the same events as Atom and JSON Feed. Start with New and Pages.
// Metrics and probes have a listener of their own: NewMetrics.
//
// Pages are read-only (GET and HEAD), run no script, and show public events
// alone: what belongs to a workspace is not found here. Publisher text is escaped
// by html/template, a kept page is never sent as HTML of ours, and a request that
// names another host is refused. Logging in is not asked for: who may reach the
// listener is the operator's choice.
package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

// Items is what the pages look up.
type Items interface {
	Item(ctx context.Context, id feeds.ItemID) (feeds.Item, error) // with its text
	Event(ctx context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error)
	// Find answers a query and says how many match in all.
	Find(ctx context.Context, q bot.Query) ([]bot.Hit, int, error)
}

// Visits is what the page of sources needs.
type Visits interface {
	Visits(ctx context.Context) ([]feeds.Visit, error)
}

// Deps are what the pages are made from. Items, Names, Now and Log are needed.
type Deps struct {
	Items Items
	Names bot.Names
	// Copies gives the page of an item as it was kept; nil when none are.
	Copies func(ctx context.Context, id feeds.ItemID) (raw []byte, contentType string, err error)
	// Evidence writes a ZIP file of an event with those of its items; nil when none is made.
	Evidence func(ctx context.Context, e feeds.Event, items []feeds.Item, w io.Writer) error
	// Duties are what an event's text orders and forbids; nil reads none.
	Duties func(ctx context.Context, e feeds.Event, items []feeds.Item) (command.Duties, error)
	// Echoes are rules of provinces that carry out the one of an event; nil looks for none.
	Echoes func(ctx context.Context, w feeds.WorkspaceID, e feeds.Event) (command.Echoes, error)
	// Redline compares two versions of a text; false where they are none. Nil compares none.
	Redline func(old, fresh string) (bot.Redline, bool)
	Visits  Visits
	// Calendars are the addresses of /ical; nil when there are none.
	Calendars Calendars
	// Issue is a month's newsletter of what everybody may see; nil when none is made.
	Issue   func(ctx context.Context, month string, lang bot.Lang) (digest.Issue, error)
	Sources []feeds.Source
	Topics  []command.Topic
	// Base is the address that readers use, "https://regwire.example"; "" is the
	// address of the request. Its host, localhost and plain IP addresses are the names
	// that requests may carry.
	Base string
	// Health says what is wrong with the bot; nil means nothing is asked.
	Health func(ctx context.Context) error
	Now    func() time.Time
	Log    *slog.Logger
}

// Pages are the pages.
type Pages struct {
	Deps
	hosts map[string]bool
	hops  *visitors
}

// New returns the pages.
func New(d Deps) *Pages {
	p := &Pages{Deps: d, hosts: map[string]bool{"localhost": true}, hops: newVisitors(time.Now)}
	p.Base = strings.TrimRight(d.Base, "/")
	if host := feeds.Host(p.Base); host != "" {
		p.hosts[host] = true
	}
	return p
}

// Handler answers all requests.
func (p *Pages) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, page := range map[string]page{
		"/{$}":            (*Pages).events,
		"/event/{id}":     (*Pages).event,
		"/copy/{id}":      (*Pages).text,
		"/duties/{id}":    (*Pages).duties,
		"/evidence/{id}":  (*Pages).evidence,
		"/copy/{id}/page": (*Pages).copied,
		"/dates":          (*Pages).dates,
		"/digest":         (*Pages).thisMonth,
		"/digest/{id}":    (*Pages).newsletter,
		"/sources":        (*Pages).sources,
		"/feed.atom":      (*Pages).atom,
		"/feed.json":      (*Pages).jsonFeed,
		"/ical/{file}":    (*Pages).ical,
		"/style.css":      (*Pages).style,
		"/":               (*Pages).nothing,
	} {
		mux.Handle(pattern, p.answer(page))
	}
	probe := probes{p.Health, p.Log}
	mux.HandleFunc("/healthz", probe.ready)
	mux.HandleFunc("/livez", probe.live)
	return p.guard(mux)
}

// page writes one page, or says why it cannot.
type page func(p *Pages, w http.ResponseWriter, r *http.Request) error

// answer turns the error of a page into what a person sees.
func (p *Pages) answer(show page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), answerLimit)
		defer cancel()
		err := show(p, w, r.WithContext(ctx))
		switch {
		case err == nil || r.Context().Err() != nil: // nobody waits any more
		case errors.Is(err, feeds.ErrNotFound):
			p.problem(w, r, http.StatusNotFound, "page.not_found", "page.not_found_why")
		default:
			p.Log.ErrorContext(ctx, "page failed", "path", clip(r.URL.Path), "err", err)
			p.problem(w, r, http.StatusInternalServerError, "page.failed", "page.failed_why")
		}
	})
}

func (p *Pages) nothing(http.ResponseWriter, *http.Request) error { return feeds.ErrNotFound }

// write sends the body; a reader that has gone away is nobody's fault.
func (p *Pages) write(w http.ResponseWriter, r *http.Request, body []byte) {
	if _, err := w.Write(body); err != nil {
		p.Log.DebugContext(r.Context(), "page not taken", "path", clip(r.URL.Path), "err", err)
	}
}

// answerLimit is how long an answer may take to make.
const answerLimit = 20 * time.Second

// Serve answers on l until ctx ends; answers under way get a few seconds.
func (p *Pages) Serve(ctx context.Context, l net.Listener) error {
	return bot.Serve(ctx, l, p.Handler(), p.Log)
}
