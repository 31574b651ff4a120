package classify

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

// Topic is one of the topics that people subscribe to.
type Topic struct {
	ID    feeds.Topic `yaml:"id"`
	EN    string      `yaml:"en"`
	ZH    string      `yaml:"zh"`
	About string      `yaml:"about"`
}

// Row gives the points that each of its words is worth for a topic, against
// relevance (For names the kind of noise) or for a section.
type Row struct {
	For   string  `yaml:"for"`
	Title float64 `yaml:"title"`
	Lead  float64 `yaml:"lead"`
	// With names groups that must each have a word in the title or in the same
	// sentence; of Without, none may. Those of Also must, and those of Nowhere may
	// not, have one anywhere in title and lead.
	With    []string `yaml:"with"`
	Also    []string `yaml:"also"`
	Without []string `yaml:"without"`
	Nowhere []string `yaml:"nowhere"`
	// Sources are patterns of authority codes: the row counts on their pages only.
	Sources []string `yaml:"sources"`
	Words   []string `yaml:"words"`
	// Of names groups whose words are words of the row too: what several rows speak of
	// is written down once.
	Of []string `yaml:"of"`
}

// Issuer gives points for a section by whose page it is. Codes are patterns of
// authority codes as in path.Match.
type Issuer struct {
	Section feeds.Section `yaml:"section"`
	Points  float64       `yaml:"points"`
	Codes   []string      `yaml:"codes"`
}

// Leaning gives points for a section by a topic of the item.
type Leaning struct {
	Topic   feeds.Topic   `yaml:"topic"`
	Section feeds.Section `yaml:"section"`
	Points  float64       `yaml:"points"`
}

// Kind gives points for a section by a kind of document, or a stage, that
// package facts found.
type Kind struct {
	Kind    string        `yaml:"kind"`
	Section feeds.Section `yaml:"section"`
	Points  float64       `yaml:"points"`
}

// Basis gives points for a topic by a law that the text of a penalty rests on.
type Basis struct {
	Law    feeds.LawID `yaml:"law"`
	Topic  feeds.Topic `yaml:"topic"`
	Points float64     `yaml:"points"`
}

// Rules are everything a Classifier knows, as the catalogue holds it.
type Rules struct {
	Topics []Topic `yaml:"topics"`
	// Masks are names whose parts say nothing: "网络安全宣传周".
	Masks []string `yaml:"masks"`
	// Bodies are such names of offices: they stand in the group acting as well.
	Bodies []string            `yaml:"bodies"`
	Groups map[string][]string `yaml:"groups"`
	// Mute are groups that the model is not told of: words of any kind of text.
	Mute []string `yaml:"mute"`
	// Regulators are patterns of authority codes whose pages are mostly about the
	// field.
	Regulators []string `yaml:"regulators"`
	// Own are patterns of authority codes whose rules are all of the field.
	Own []string `yaml:"own"`
	// Footers are words whose short lines belong to the frame of a page.
	Footers []string `yaml:"footers"`
	// Basis are words beside which a document in 《》 is only cited.
	Basis []string `yaml:"basis"`
	Rows  []Row    `yaml:"rows"`

	Noise []Row `yaml:"noise"`
	// Field are words of the whole field, and documents near it, of no topic: one
	// point is relevant, less is unsure.
	Field    []Row    `yaml:"field"`
	Sections []Row    `yaml:"sections"`
	Issuers  []Issuer `yaml:"issuers"`
	// Leanings are points that a topic of the item is worth for a section.
	Leanings []Leaning `yaml:"leanings"`
	Kinds    []Kind    `yaml:"kinds"`
	// Model is the text of a trained model, "" for none; see Model.
	Model string `yaml:"-"`
	// Bases are points that a law cited in a penalty is worth for a topic.
	Bases []Basis `yaml:"bases"`
}

// Errors of New.
var (
	ErrUnknownTopic   = errors.New("no such topic")
	ErrUnknownGroup   = errors.New("no such group")
	ErrUnknownSection = errors.New("no such section")
	ErrBadWord        = errors.New("word is not well formed")
)

// rowKind says what a row gives points for.
type rowKind uint8

const (
	topicRow rowKind = iota
	noiseRow
	fieldRow
	sectionRow
)

// row is a row of any kind, compiled.
type row struct {
	kind          rowKind
	name          string // topic, kind of noise or section
	title, lead   float64
	with, without set // near the word
	also, nowhere set // anywhere
	sources       []string
}

// entry is what one word of the vocabulary means.
type entry struct {
	mask   bool
	groups set
	rows   []int32
}

// builder collects the vocabulary before it is compiled.
type builder struct {
	byWord map[string]int32
	terms  []lexicon.Term
	words  []entry
	groups map[string]set
	rows   []row
	lists  map[string][]string // the words of groups as written
}

// maxGroups is how many groups of words a set of bits holds beside our own.
var maxGroups = setSize - len(ours)

func newBuilder(r Rules) (*builder, error) {
	b := &builder{byWord: map[string]int32{}, groups: map[string]set{}, lists: r.Groups}
	names := slices.Sorted(maps.Keys(r.Groups))
	if len(names) > maxGroups {
		return nil, fmt.Errorf("%d groups, at most %d can be told apart", len(names), maxGroups)
	}
	for i, name := range append(names, ours...) {
		bit := bitOf(i)
		b.groups[name] = bit
		words := r.Groups[name]
		switch name {
		case basisGroup:
			words = r.Basis
		case footerGroup:
			words = r.Footers
		}
		if err := b.add(words, func(e *entry) { e.groups = e.groups.plus(bit) }); err != nil {
			return nil, fmt.Errorf("group %s: %w", name, err)
		}
	}
	if err := b.add(r.Masks, func(e *entry) { e.mask = true }); err != nil {
		return nil, fmt.Errorf("masks: %w", err)
	}
	acting := b.groups[actingGroup]
	if err := b.add(r.Bodies, func(e *entry) { e.mask, e.groups = true, e.groups.plus(acting) }); err != nil {
		return nil, fmt.Errorf("bodies: %w", err)
	}
	return b, b.addRows(r)
}

func (b *builder) addRows(r Rules) error {
	for _, w := range r.Rows {
		if !slices.ContainsFunc(r.Topics, func(t Topic) bool { return string(t.ID) == w.For }) {
			return fmt.Errorf("row for %q: %w", w.For, ErrUnknownTopic)
		}
	}
	for _, b := range r.Bases {
		if !slices.ContainsFunc(r.Topics, func(t Topic) bool { return t.ID == b.Topic }) {
			return fmt.Errorf("basis %s for %q: %w", b.Law, b.Topic, ErrUnknownTopic)
		}
	}
	for _, w := range r.Sections {
		if !slices.Contains(sections, feeds.Section(w.For)) {
			return fmt.Errorf("row for %q: %w", w.For, ErrUnknownSection)
		}
	}
	for _, part := range []struct {
		kind rowKind
		rows []Row
	}{
		{topicRow, r.Rows}, {noiseRow, r.Noise}, {sectionRow, r.Sections}, {fieldRow, r.Field},
	} {
		for _, w := range part.rows {
			if err := b.addRow(part.kind, w); err != nil {
				return fmt.Errorf("row for %s: %w", w.For, err)
			}
		}
	}
	return nil
}

func (b *builder) addRow(kind rowKind, w Row) error {
	compiled := row{kind: kind, name: w.For, title: w.Title, lead: w.Lead, sources: w.Sources}
	for _, company := range []struct {
		names []string
		bits  *set
	}{
		{w.With, &compiled.with}, {w.Without, &compiled.without}, {w.Also, &compiled.also}, {w.Nowhere, &compiled.nowhere},
	} {
		bits, err := b.bits(company.names)
		if err != nil {
			return err
		}
		*company.bits = bits
	}
	words := slices.Clone(w.Words)
	for _, group := range w.Of {
		list, ok := b.lists[group]
		if !ok {
			return fmt.Errorf("%q: %w", group, ErrUnknownGroup)
		}
		words = append(words, list...)
	}
	n := int32(len(b.rows))
	b.rows = append(b.rows, compiled)
	return b.add(words, func(e *entry) { e.rows = append(e.rows, n) })
}

// add enters every word that the patterns stand for and lets set mark it once.
func (b *builder) add(patterns []string, set func(*entry)) error {
	seen := map[int32]bool{}
	for _, p := range patterns {
		words, err := expand(p)
		if err != nil {
			return err
		}
		for _, w := range words {
			f := compound(strings.TrimSpace(lexicon.Fold(w)))
			if f == "" {
				continue
			}
			id, ok := b.byWord[f]
			if !ok {
				id = int32(len(b.words))
				b.byWord[f] = id
				b.words = append(b.words, entry{})
				b.terms = append(b.terms, lexicon.Term{Text: f, ID: id})
			}
			if !seen[id] {
				seen[id] = true
				set(&b.words[id])
			}
		}
	}
	return nil
}

func (b *builder) bits(names []string) (set, error) {
	var bits set
	for _, n := range names {
		bit, ok := b.groups[n]
		if !ok {
			return set{}, fmt.Errorf("%q: %w", n, ErrUnknownGroup)
		}
		bits = bits.plus(bit)
	}
	return bits, nil
}

// expand lists the words that a pattern stands for: "(a|b)c" is "ac" and "bc".
// Parentheses may be nested.
func expand(pattern string) ([]string, error) {
	words, rest, err := alternatives(pattern)
	if err == nil && rest != "" {
		err = fmt.Errorf("%q: %w", pattern, ErrBadWord)
	}
	return words, err
}

// alternatives reads "a|b(c|d)" up to a closing parenthesis or the end.
func alternatives(s string) (words []string, rest string, err error) {
	parts := []string{""}
	for s != "" {
		switch s[0] {
		case ')':
			return append(words, parts...), s, nil
		case '|':
			words, parts, s = append(words, parts...), []string{""}, s[1:]
		case '(':
			inner, after, err := alternatives(s[1:])
			if err != nil {
				return nil, "", err
			}
			if !strings.HasPrefix(after, ")") {
				return nil, "", fmt.Errorf("%q: %w", s, ErrBadWord)
			}
			parts, s = product(parts, inner), after[1:]
		default:
			n := strings.IndexAny(s, "()|")
			if n < 0 {
				n = len(s)
			}
			parts, s = product(parts, []string{s[:n]}), s[n:]
		}
	}
	return append(words, parts...), "", nil
}

func product(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// matches reports whether code fits one of patterns.
func matches(patterns []string, code feeds.AuthorityID) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, string(code))
		return err == nil && ok
	})
}
