package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
)

// sourcing lets people add sources to the house.
type sourcing struct{ *house }

// maxPack bounds a file of sources.
const maxPack = 5 << 20

// Propose finds out how what can be read.
func (s sourcing) Propose(ctx context.Context, w feeds.WorkspaceID, what string, operator bool) ([]bot.Proposal, error) {
	switch {
	case !strings.ContainsAny(what, "\n<"):
		return s.proposeAddress(ctx, w, what)
	case !operator || len(what) > maxPack:
		return nil, bot.Wrong("mistake.source_verb")
	}
	if _, text := ofFile(what, ""); strings.HasPrefix(strings.TrimLeft(text, "\ufeff \t\r\n"), "<") {
		return s.proposeOPML(w, what)
	}
	return s.proposePack(ctx, what)
}

func (s sourcing) proposeAddress(ctx context.Context, w feeds.WorkspaceID, address string) ([]bot.Proposal, error) {
	if _, err := s.fetch.CheckURL(address); err != nil {
		return nil, unreadable(address, err)
	}
	got, err := s.poller.Propose(ctx, address)
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
func (s sourcing) named(src extract.Source, w feeds.WorkspaceID, list, title string) (bot.Proposal, error) {
	host := feeds.Host(list)
	sum := sha256.Sum256([]byte(string(w) + "\x00" + list))
	id := feeds.SourceID("own-" + strings.Trim(notOfID.ReplaceAllString(host, "-"), "-") + "-" + hex.EncodeToString(sum[:3]))
	like := s.tables.rules.ArticleSource(list, "").Source
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
func (s sourcing) proposeOPML(w feeds.WorkspaceID, text string) ([]bot.Proposal, error) {
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
			p = bot.Proposal{List: clip(o.Feed), Refused: whyRefused(err), Line: o.Line}
		}
		out = append(out, p)
	}
	if !slices.ContainsFunc(out, func(p bot.Proposal) bool { return p.Refused == "" }) {
		return nil, first
	}
	return out, nil
}

func (s sourcing) proposeFeed(w feeds.WorkspaceID, o extract.Outline) (bot.Proposal, error) {
	if _, err := s.fetch.CheckURL(o.Feed); err != nil {
		return bot.Proposal{}, err
	}
	return s.named(extract.Guesses(o.Feed, feeds.Document{})[0], w, o.Feed, o.Title)
}

// proposePack takes a source pack apart and reads what each source shows now.
func (s sourcing) proposePack(ctx context.Context, text string) ([]bot.Proposal, error) {
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
			if _, shipped := s.tables.rules.Source(src.ID); shipped {
				return nil, unreadable(string(src.ID), errors.New("a shipped source has this id: choose another"))
			}
			p := bot.Proposal{Source: src.Source, Rule: string(file)}
			for _, r := range src.Start(feeds.Visit{}, s.now()) {
				if _, err := s.fetch.CheckURL(r.URL); err != nil {
					return nil, unreadable(r.URL, err)
				}
				p.List = r.URL
			}
			if p.Rows, err = s.poller.Preview(ctx, src); err != nil {
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
	return bot.Wrong("mistake.source_read", feeds.CleanLine(clip(what)), feeds.CleanLine(whyRefused(err)))
}

func whyRefused(err error) string { return strings.TrimPrefix(refused(err), "error: ") }

// Keep stores a source and polls it from now on.
func (s sourcing) Keep(ctx context.Context, o bot.OwnSource, a bot.Audit) error {
	if err := s.store.PutSource(ctx, o, a); err != nil {
		return err
	}
	return s.reload(ctx)
}

// Drop forgets a source.
func (s sourcing) Drop(ctx context.Context, w feeds.WorkspaceID, id feeds.SourceID, a bot.Audit) error {
	if err := s.store.DropSource(ctx, w, id, a); err != nil {
		return err
	}
	return s.reload(ctx)
}

// OwnSources are the sources that people added.
func (s sourcing) OwnSources(ctx context.Context) ([]bot.OwnSource, error) {
	return s.store.OwnSources(ctx)
}

// Added are the sources that people added, as they are polled.
func (s sourcing) Added(ctx context.Context) []feeds.Source {
	own, err := s.store.OwnSources(ctx)
	if err != nil {
		s.log.Error("sources that people added were not read", "err", err)
	}
	var out []feeds.Source
	for _, o := range own {
		if src, err := ownSource(o); err == nil {
			out = append(out, src.Source)
		}
	}
	return out
}

// Pack writes sources as a pack, or those that are feeds as OPML.
func (s sourcing) Pack(list []bot.OwnSource, opml bool) (string, error) {
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
		src, err := ownSource(o)
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

// ownSource is the source that a stored rule describes.
func ownSource(o bot.OwnSource) (extract.Source, error) {
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

// reload polls the shipped sources and those that people added.
func (h *house) reload(ctx context.Context) error {
	h.reloading.Lock()
	defer h.reloading.Unlock()
	own, err := h.store.OwnSources(ctx)
	if err != nil {
		return fmt.Errorf("read the sources that people added: %w", err)
	}
	all, polled := slices.Clone(h.tables.sources), slices.Clone(h.sources)
	added := make(map[feeds.SourceID]feeds.Source, len(own))
	for _, o := range own {
		src, err := ownSource(o)
		if err != nil {
			h.log.Error("source that was added cannot be read any more", "source", o.ID, "err", err)
			continue
		}
		all, polled = append(all, src), append(polled, src)
		added[src.ID] = src.Source
	}
	h.tables.names.added.Store(&added)
	h.poller.Reload(extract.NewSet(all), polled)
	return nil
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

// withFile puts a file's content in the place of its name, for the verbs that
// take a file at the terminal: the serving process has another folder.
func withFile(words []string) ([]string, error) {
	if len(words) < 2 || words[0] != "add" && words[0] != "import" {
		return words, nil
	}
	ext := strings.ToLower(filepath.Ext(words[1]))
	if !slices.Contains([]string{".yaml", ".yml", ".opml", ".xml"}, ext) {
		if info, err := os.Stat(words[1]); err == nil && info.Mode().IsRegular() {
			return nil, usage("%s: a pack is a file whose name ends in .yaml or .yml, a list in .opml or .xml", words[1])
		}
		return words, nil
	}
	if strings.Contains(words[1], "://") {
		return words, nil
	}
	info, err := os.Stat(words[1])
	if err == nil && info.Size() > maxPack {
		return nil, usage("%s: more than %d MiB", words[1], maxPack>>20)
	}
	raw, err := readFile(words[1])
	if err != nil {
		return nil, err
	}
	words = slices.Clone(words)
	words[1] = fileMark + string(raw) + nameMark + string(feeds.CleanLine(filepath.Base(words[1])))
	return words, nil
}

// asFlags writes flags as they are typed, for the process that serves the store.
func asFlags(flags map[string]string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		out = append(out, "--"+name+"="+flags[name])
	}
	return out
}
