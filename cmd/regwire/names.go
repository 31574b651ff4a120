package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/classify"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/reading"
)

// names are the tables of the catalogue behind ids; it is a bot.Names.
type names struct {
	authorities map[feeds.AuthorityID]facts.Authority
	byName      map[string]feeds.AuthorityID
	laws        map[feeds.LawID]facts.Law
	topics      map[feeds.Topic]classify.Topic
	sources     map[feeds.SourceID]feeds.Source
	// added are the sources that people added; they change while others read.
	added atomic.Pointer[map[feeds.SourceID]feeds.Source]
}

// tables are everything the catalogue ships, read once.
type tables struct {
	names   *names
	sources []extract.Source
	rules   *extract.Set
	reader  *lateReader
	rows    classify.Rules
	// actors are the names of who may be bound; read when they are first asked for.
	actors func() map[string]string
}

// linkQueue is the source of links that people submit.
var linkQueue = feeds.Source{ID: "links", NameEN: "Submitted links", NameZH: "提交的链接", Kind: "links", Confidence: "high"}

// shipped is the catalogue but for its sources, read once in a process: no table of it
// ever changes.
var shipped = sync.OnceValues(func() (*shippedTables, error) {
	c := &shippedTables{}
	var err error
	if c.authorities, err = catalog.Authorities(); err != nil {
		return nil, fmt.Errorf("authorities: %w", err)
	}
	if c.laws, err = catalog.Laws(); err != nil {
		return nil, fmt.Errorf("laws: %w", err)
	}
	if c.rules, err = catalog.Classify(); err != nil {
		return nil, fmt.Errorf("topics: %w", err)
	}
	c.reader = c.newReader(nil)
	return c, nil
})

// shippedTables are the tables behind ids and texts as they ship.
type shippedTables struct {
	authorities []facts.Authority
	laws        []facts.Law
	rules       classify.Rules
	reader      *lateReader // with no terms but the shipped ones
}

// readTables reads the catalogue, with the sources and the terms of c.
func readTables(c config) (*tables, error) {
	ship, err := shipped()
	if err != nil {
		return nil, err
	}
	sources, err := readSources(c.Sources)
	if err != nil {
		return nil, err
	}
	reader := ship.reader
	if len(c.Terms) > 0 {
		reader = ship.newReader(c.Terms)
	}
	return &tables{
		names: newNames(ship.authorities, ship.laws, ship.rules, sources), sources: sources, rules: extract.NewSet(sources), reader: reader, rows: ship.rules,
		actors: sync.OnceValue(func() map[string]string { return actors(c.Terms) }),
	}, nil
}

func (c *shippedTables) newReader(own gloss.Own) *lateReader {
	return &lateReader{build: sync.OnceValues(func() (*reading.Reader, error) {
		terms, err := glossary()
		if err != nil {
			return nil, fmt.Errorf("glossary: %w", err)
		}
		factReader, err := facts.New(c.authorities, c.laws)
		if err != nil {
			return nil, fmt.Errorf("facts: %w", err)
		}
		classifier, err := classify.New(c.rules)
		if err != nil {
			return nil, fmt.Errorf("classification: %w", err)
		}
		proper := catalog.Names(c.authorities, c.laws)
		proper.Own = own
		glosser, err := gloss.New(terms, proper)
		if err != nil {
			return nil, fmt.Errorf("glossary: %w", err)
		}
		return reading.New(factReader, classifier, glosser), nil
	})}
}

// lateReader builds its vocabularies when the first text is read: most commands
// read none, and a start need not wait for them before it polls.
type lateReader struct {
	build func() (*reading.Reader, error)
}

// Read reads w. Vocabularies that cannot be built leave every text unsure, so that
// none is lost; a test keeps the shipped ones from getting there.
func (l *lateReader) Read(w feeds.Writing) feeds.Reading {
	r, err := l.build()
	if err != nil {
		return feeds.Reading{Relevance: feeds.Unsure, Section: feeds.OtherSection, Refused: err.Error()}
	}
	return r.Read(w)
}

// shippedSources are those of the catalogue, read once too.
var shippedSources = sync.OnceValues(catalog.Sources)

// readSources are the shipped sources and those of the operator's files.
func readSources(files []string) ([]extract.Source, error) {
	sources, err := shippedSources()
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	sources = slices.Clone(sources)
	taken := make(map[feeds.SourceID]bool, len(sources))
	for i := range sources {
		taken[sources[i].ID] = true
	}
	for _, name := range files {
		raw, err := readFile(name)
		if err != nil {
			return nil, err
		}
		own, err := catalog.ParseSource(name, raw)
		if err != nil {
			return nil, usageError{err}
		}
		for _, s := range own {
			if taken[s.ID] {
				return nil, usage("%s: source %s is there already: choose another id", name, s.ID)
			}
			taken[s.ID] = true
			sources = append(sources, s)
		}
	}
	return sources, nil
}

func newNames(authorities []facts.Authority, laws []facts.Law, rules classify.Rules, sources []extract.Source) *names {
	n := &names{
		authorities: map[feeds.AuthorityID]facts.Authority{}, byName: map[string]feeds.AuthorityID{}, laws: map[feeds.LawID]facts.Law{},
		topics: map[feeds.Topic]classify.Topic{}, sources: map[feeds.SourceID]feeds.Source{linkQueue.ID: linkQueue},
	}
	for _, a := range authorities {
		n.authorities[a.ID] = a
		for _, name := range append([]string{a.NameZH}, a.AliasesZH...) {
			if _, taken := n.byName[name]; !taken {
				n.byName[name] = a.ID
			}
		}
	}
	for _, l := range laws {
		n.laws[l.ID] = l
	}
	for _, t := range rules.Topics {
		n.topics[t.ID] = t
	}
	for _, s := range sources {
		n.sources[s.ID] = s.Source
	}
	return n
}

// longName is the length above which a name gives way to its abbreviation: a
// headline is read on a phone.
const longName = 55

func (n *names) Authority(id feeds.AuthorityID) (en, zh string) {
	a := n.authority(id)
	if len(a.NameEN) > longName {
		return a.Short(), a.NameZH
	}
	return a.NameEN, a.NameZH
}

func (n *names) AuthorityInFull(id feeds.AuthorityID) string { return n.authority(id).NameEN }

func (n *names) authority(id feeds.AuthorityID) facts.Authority {
	if a, ok := n.authorities[id]; ok {
		return a
	}
	return localCourt(id)
}

// localCourts are the kinds of those that stand in no table, with what each is called.
var localCourts = []struct{ kind, en, zh string }{{"COURT", "a court in ", "法院"}, {"PROC", "a procuratorate in ", "检察院"}}

// issuers are the authorities of each region, and its courts that stand in no table.
func (n *names) issuers() map[string][]feeds.AuthorityID {
	by := map[string][]feeds.AuthorityID{}
	for id, a := range n.authorities {
		by[a.Jurisdiction] = append(by[a.Jurisdiction], id)
	}
	for region := range by {
		if place, ok := strings.CutPrefix(region, feeds.Province); ok {
			for _, court := range localCourts {
				by[region] = append(by[region], feeds.AuthorityID(court.kind+"-"+place))
			}
		}
	}
	return by
}

// localCourt is a court or procuratorate that stands in no table: its code is its
// kind and its place. Any other code is its own name.
func localCourt(id feeds.AuthorityID) facts.Authority {
	a := facts.Authority{ID: id, NameEN: string(id), NameZH: string(id)}
	kind, place, _ := strings.Cut(string(id), "-")
	region := feeds.Province + place
	if !phrase.Has("region." + region) {
		return a
	}
	en, zh := phrase.Say("en", "region."+region), phrase.Say("zh", "region."+region)
	for _, court := range localCourts {
		if court.kind == kind {
			a.NameEN, a.NameZH, a.Jurisdiction = court.en+en, zh+court.zh, region
		}
	}
	return a
}

func (n *names) Local(id feeds.AuthorityID) bool {
	a := n.authorities[id]
	return a.Level != "" && a.Level != "national" && a.Level != "media" && a.Level != "committee"
}

func (n *names) Law(id feeds.LawID) (en, zh string) {
	l, ok := n.laws[id]
	if !ok {
		return string(id), string(id)
	}
	en, zh = l.NameEN, l.NameZH
	if l.ShortEN != "" {
		en = l.ShortEN
	}
	if len(l.ShortZH) > 0 {
		zh = l.ShortZH[0]
	}
	return en, zh
}

func (n *names) Topic(id feeds.Topic) (en, zh string) {
	if t, ok := n.topics[id]; ok {
		return t.EN, t.ZH
	}
	return string(id), string(id)
}

func (n *names) Source(id feeds.SourceID) (feeds.Source, bool) {
	if s, ok := n.sources[id]; ok {
		return s, ok
	}
	if added := n.added.Load(); added != nil {
		s, ok := (*added)[id]
		return s, ok
	}
	return feeds.Source{}, false
}

// publisher finds whose account an article's author is.
func (n *names) publisher(author string) (id feeds.AuthorityID, media, ok bool) {
	id, ok = n.byName[strings.TrimSpace(author)]
	return id, ok && n.authorities[id].Level == "media", ok
}

func (n *names) Region(id feeds.AuthorityID) string { return n.authority(id).Jurisdiction }

// catalogue is what the verbs check words against.
func (t *tables) catalogue(polled []extract.Source) command.Catalog {
	c := command.Catalog{Names: t.names}
	for _, row := range t.rows.Topics {
		c.Topics = append(c.Topics, command.Topic{ID: row.ID, EN: row.EN, ZH: row.ZH, About: row.About})
	}
	for _, s := range polled {
		c.Sources = append(c.Sources, s.Source)
	}
	for id, a := range t.names.authorities {
		c.AuthorityIDs = append(c.AuthorityIDs, string(id))
		if a.Jurisdiction != "" && !slices.Contains(c.Regions, a.Jurisdiction) {
			c.Regions = append(c.Regions, a.Jurisdiction)
		}
	}
	slices.Sort(c.AuthorityIDs)
	slices.Sort(c.Regions)
	by := sync.OnceValue(t.names.issuers)
	c.Issuers = func(region string) []feeds.AuthorityID { return by()[region] }
	called := sync.OnceValue(func() map[string]feeds.AuthorityID { return t.names.called(c.AuthorityIDs) })
	c.AuthorityNamed = func(name string) (feeds.AuthorityID, bool) {
		id, ok := called()[name]
		return id, ok
	}
	return c
}

// called are the authorities by what people call them, folded: by a name of their own
// before one that is short for others too.
func (n *names) called(ids []string) map[string]feeds.AuthorityID {
	by := map[string]feeds.AuthorityID{}
	for _, of := range []func(a facts.Authority) []string{
		func(a facts.Authority) []string { return []string{a.NameEN, a.NameZH} },
		func(a facts.Authority) []string { return slices.Concat(a.AliasesEN, a.AliasesZH) },
	} {
		for _, id := range ids {
			for _, name := range of(n.authorities[feeds.AuthorityID(id)]) {
				if name = bot.Fold(name); by[name] == "" {
					by[name] = feeds.AuthorityID(id)
				}
			}
		}
	}
	return by
}
