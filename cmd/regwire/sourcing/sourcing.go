// Package sourcing takes the sources that people add. What they give, an address, a pack in
// YAML or a list in OPML, becomes proposals that show what would be read; a proposal that is
// kept is a rule in the store, and Source is what it comes to when it is polled. Start with
// Sourcing.Propose; command.Sourcing says what is promised.
//
// Nothing is stored before Keep. Each address is looked over by the fetcher's guard first.
package sourcing

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/poll"
)

// Store keeps what people add.
type Store interface {
	PutSource(ctx context.Context, o bot.OwnSource, a bot.Audit) error
	DropSource(ctx context.Context, w feeds.WorkspaceID, id feeds.SourceID, a bot.Audit) error
	OwnSources(ctx context.Context) ([]bot.OwnSource, error)
}

// Poller reads what a source would show, and stores nothing.
type Poller interface {
	Propose(ctx context.Context, address string) (poll.Proposed, error)
	Preview(ctx context.Context, s extract.Source) ([]feeds.Entry, error)
}

// Deps are what sources are added with. All are needed.
type Deps struct {
	Store  Store
	Poller Poller
	// CheckURL looks an address over, as the fetcher does before it asks.
	CheckURL func(address string) (*url.URL, error)
	// Shipped are the sources that nobody added.
	Shipped *extract.Set
	// Reload polls what the store has from now on.
	Reload func(ctx context.Context) error
	Log    *slog.Logger
	Now    func() time.Time
}

// Sourcing adds sources.
type Sourcing struct{ deps Deps }

// New returns a Sourcing.
func New(d Deps) *Sourcing { return &Sourcing{d} }

// MaxPack bounds a file of sources.
const MaxPack = 5 << 20

// Propose finds out how what can be read.
func (s *Sourcing) Propose(ctx context.Context, w feeds.WorkspaceID, what string, operator bool) ([]bot.Proposal, error) {
	switch {
	case !strings.ContainsAny(what, "\n<"):
		return s.proposeAddress(ctx, w, what)
	case !operator || len(what) > MaxPack:
		return nil, bot.Wrong("mistake.source_verb")
	}
	if _, text := ofFile(what, ""); strings.HasPrefix(strings.TrimLeft(text, "\ufeff \t\r\n"), "<") {
		return s.proposeOPML(w, what)
	}
	return s.proposePack(ctx, what)
}

func (s *Sourcing) proposeAddress(ctx context.Context, w feeds.WorkspaceID, address string) ([]bot.Proposal, error) {
	if _, err := s.deps.CheckURL(address); err != nil {
		return nil, unreadable(address, err)
	}
	got, err := s.deps.Poller.Propose(ctx, address)
	if err != nil {
		return nil, unreadable(address, err)
	}
	p, err := s.named(got.Source, w, got.List, got.Title)
	if err != nil {
		return nil, unreadable(address, err)
	}
	p.Rows = got.Rows
	return []bot.Proposal{p}, nil
}

// named is the proposal under a name and id, with its rule written out. A site
// that a shipped source reads too keeps its authority.
func (s *Sourcing) named(src extract.Source, w feeds.WorkspaceID, list, title string) (bot.Proposal, error) {
	host := feeds.Host(list)
	sum := sha256.Sum256([]byte(string(w) + "\x00" + list))
	id := feeds.SourceID("own-" + strings.Trim(notOfID.ReplaceAllString(host, "-"), "-") + "-" + hex.EncodeToString(sum[:3]))
	like := s.deps.Shipped.ArticleSource(list, "").Source
	title = sourceTitle(title, host)
	src = catalog.Named(src, id, title, like)
	rule, err := catalog.WriteSource(src)
	if err != nil {
		return bot.Proposal{}, err
	}
	if _, err := catalog.ParseSource(string(id), rule); err != nil {
		return bot.Proposal{}, err
	}
	return bot.Proposal{Source: src.Source, Rule: string(rule), List: list}, nil
}

// columnTitle is the length of a title that names a column and not its site: 通知公告.
const columnTitle = 6

// sourceTitle is what a source is called in alerts: by what it calls itself, and by
// its host where that says too little.
func sourceTitle(title, host string) string {
	switch {
	case title == "":
		return host
	case utf8.RuneCountInString(title) <= columnTitle && host != "":
		return title + " (" + host + ")"
	}
	return title
}

// proposeOPML takes every feed of a list that may be polled; none is asked before it is.
// The others come with the reason: a list of a hundred feeds has one that is long dead.
func (s *Sourcing) proposeOPML(w feeds.WorkspaceID, text string) ([]bot.Proposal, error) {
	name, text := ofFile(text, "OPML")
	outlines, err := extract.ReadOPML([]byte(text))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if len(outlines) == 0 {
		return nil, unreadable(name, errors.New("it lists no feed"))
	}
	var out []bot.Proposal
	var first error
	for _, o := range outlines {
		p, err := s.proposeFeed(w, o)
		if err != nil {
			first = cmp.Or(first, unreadable(o.Feed, err))
			p = bot.Proposal{List: clip(o.Feed), Refused: string(Why(err)), Line: o.Line}
		}
		out = append(out, p)
	}
	if !slices.ContainsFunc(out, func(p bot.Proposal) bool { return p.Refused == "" }) {
		return nil, first
	}
	return out, nil
}

func (s *Sourcing) proposeFeed(w feeds.WorkspaceID, o extract.Outline) (bot.Proposal, error) {
	if _, err := s.deps.CheckURL(o.Feed); err != nil {
		return bot.Proposal{}, err
	}
	return s.named(extract.Guesses(o.Feed, feeds.Document{})[0], w, o.Feed, o.Title)
}

// proposePack takes a source pack apart and reads what each source shows now.
func (s *Sourcing) proposePack(ctx context.Context, text string) ([]bot.Proposal, error) {
	var out []bot.Proposal
	name, text := ofFile(text, "pack")
	data := []byte(text)
	for _, file := range catalog.SplitPack(data) {
		list, err := catalog.ParseSource(name, file)
		if err != nil {
			_, err = catalog.ParseSource(name, catalog.InPlace(data, file)) // by the line of the whole
			return nil, unreadable(name, err)
		}
		for _, src := range list {
			if _, shipped := s.deps.Shipped.Source(src.ID); shipped {
				return nil, unreadable(string(src.ID), errors.New("a shipped source has this id: choose another"))
			}
			p := bot.Proposal{Source: src.Source, Rule: string(file)}
			for _, r := range src.Start(feeds.Visit{}, s.deps.Now()) {
				if _, err := s.deps.CheckURL(r.URL); err != nil {
					return nil, unreadable(r.URL, err)
				}
				p.List = r.URL
			}
			if p.Rows, err = s.deps.Poller.Preview(ctx, src); err != nil {
				return nil, unreadable(string(src.ID), err)
			}
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, unreadable(name, errors.New("it names no source"))
	}
	return out, nil
}

// notOfID is what a host may have and an id may not.
var notOfID = regexp.MustCompile(`[^a-z0-9]+`)

func unreadable(what string, err error) error {
	return bot.Wrong("mistake.source_read", Shown(what), Why(err))
}

// Shown is what somebody typed as an answer repeats it: shortened, and without what a chat
// would take for more than letters.
func Shown(typed string) feeds.Text { return feeds.CleanLine(clip(typed)) }

func clip(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Why is why an address is not read, without the word for all such reasons.
func Why(err error) feeds.Text {
	words := strings.TrimPrefix(err.Error(), fetch.ErrBlocked.Error()+": ")
	return feeds.CleanLine(strings.TrimPrefix(words, string(feeds.OutcomeError)+": "))
}

// Keep stores a source and polls it from now on.
func (s *Sourcing) Keep(ctx context.Context, o bot.OwnSource, a bot.Audit) error {
	if err := s.deps.Store.PutSource(ctx, o, a); err != nil {
		return err
	}
	return s.deps.Reload(ctx)
}

// Drop forgets a source.
func (s *Sourcing) Drop(ctx context.Context, w feeds.WorkspaceID, id feeds.SourceID, a bot.Audit) error {
	if err := s.deps.Store.DropSource(ctx, w, id, a); err != nil {
		return err
	}
	return s.deps.Reload(ctx)
}

// OwnSources are the sources that people added.
func (s *Sourcing) OwnSources(ctx context.Context) ([]bot.OwnSource, error) {
	return s.deps.Store.OwnSources(ctx)
}

// Added are the sources that people added, as they are polled.
func (s *Sourcing) Added(ctx context.Context) []feeds.Source {
	own, err := s.deps.Store.OwnSources(ctx)
	if err != nil {
		s.deps.Log.Error("sources that people added were not read", "err", err)
	}
	var out []feeds.Source
	for _, o := range own {
		if src, err := Source(o); err == nil {
			out = append(out, src.Source)
		}
	}
	return out
}

// Pack writes sources as a pack, or those that are feeds as OPML.
func (s *Sourcing) Pack(list []bot.OwnSource, opml bool) (string, error) {
	if !opml {
		var files [][]byte
		for _, o := range list {
			if !slices.ContainsFunc(files, func(f []byte) bool { return string(f) == o.Rule }) {
				files = append(files, []byte(o.Rule))
			}
		}
		return string(catalog.JoinPack(files)), nil
	}
	var outlines []extract.Outline
	for _, o := range list {
		src, err := Source(o)
		if err != nil || src.Kind != "feed" {
			continue
		}
		for _, r := range src.Start(feeds.Visit{}, time.Time{}) {
			outlines = append(outlines, extract.Outline{Title: src.NameZH, Feed: r.URL})
		}
	}
	raw, err := extract.WriteOPML("regwire", outlines)
	return string(raw), err
}

// Source is the source that a stored rule describes.
func Source(o bot.OwnSource) (extract.Source, error) {
	list, err := catalog.KeptSource(string(o.ID), []byte(o.Rule))
	if err != nil {
		return extract.Source{}, err
	}
	i := slices.IndexFunc(list, func(s extract.Source) bool { return s.ID == o.ID })
	if i < 0 {
		return extract.Source{}, fmt.Errorf("the rule has no source %s", o.ID)
	}
	src := list[i]
	src.Workspace = o.Workspace
	if o.Paused != "" {
		src.Disabled = o.Paused
	}
	return src, nil
}

// fileMark stands before the text of a file among words: never the beginning of a flag.
// nameMark stands between the text and the name of the file.
const (
	fileMark = "\n"
	nameMark = "\x00"
)

// ofFile is the text of a file among words, and its name; of text that came without one it is
// called something.
func ofFile(what, called string) (name, text string) {
	text, ok := strings.CutPrefix(what, fileMark)
	at := strings.LastIndex(text, nameMark)
	if !ok || at < 0 {
		return called, text
	}
	return text[at+len(nameMark):], text[:at]
}

// AsWord is a file among the words of a command, for the process that serves the store: it
// stands in another folder.
func AsWord(name string, content []byte) string {
	return fileMark + string(content) + nameMark + string(feeds.CleanLine(name))
}
