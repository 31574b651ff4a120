package classify

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

// leadBytes is how much of a body counts as its lead: two or three paragraphs
// of Chinese. It ends at the end of a sentence.
const leadBytes = 900

// point is one word that counts.
type point struct {
	words string
	worth float64
	title bool
}

func (p point) in() string {
	if p.title {
		return "title"
	}
	return "text"
}

// evidence is everything that the words of one text say.
type evidence struct {
	topics   map[feeds.Topic][]point
	noise    []point
	kinds    []string // of noise, beside it
	field    []point
	sections map[feeds.Section][]point
	// title and all are the groups that have a word in the title, anywhere.
	title, all uint64
	// long is true when there is a body to judge by.
	long bool
}

// weigh reads title and lead.
func (c *Classifier) weigh(w feeds.Writing) *evidence {
	e := &evidence{topics: map[feeds.Topic][]point{}, sections: map[feeds.Section][]point{}}
	title := w.Title
	if w.TitleZH != "" {
		title += "\n" + w.TitleZH
	}
	head := c.read(title)
	lead := lead(w.Body)
	e.long = lead != ""
	body := c.read(lead)
	for _, h := range head.hits {
		e.title |= c.words[h.ID].groups
	}
	e.all = e.title
	for _, h := range body.hits {
		e.all |= c.words[h.ID].groups
	}
	c.count(e, head, true)
	c.count(e, body, false)
	return e
}

// reading is a zone of the text with its hits, masked ones left out.
type reading struct {
	text   string
	hits   []lexicon.Hit
	ends   []int    // of its sentences
	groups []uint64 // with a word in each sentence
	cited  []bool   // the hit stands in a document that is only cited
}

// read finds the words of one zone.
func (c *Classifier) read(text string) reading {
	z := reading{text: text, ends: sentences(text)}
	if text == "" {
		return z
	}
	all := c.lex.All(text, make([]lexicon.Hit, 0, 64))
	masked := c.masked(all)
	z.groups = make([]uint64, len(z.ends))
	for _, h := range all {
		if m := c.words[h.ID].mask; m || inside(h, masked) {
			continue
		}
		z.hits = append(z.hits, h)
		z.groups[z.sentence(h)] |= c.words[h.ID].groups
	}
	basis := c.groups[basisGroup]
	quoted := bookTitles(text)
	z.cited = make([]bool, len(z.hits))
	for i, h := range z.hits {
		z.cited[i] = z.groups[z.sentence(h)]&basis != 0 && inside(h, quoted)
	}
	return z
}

// masked are the places of set phrases.
func (c *Classifier) masked(hits []lexicon.Hit) []lexicon.Hit {
	var out []lexicon.Hit
	for _, h := range hits {
		if c.words[h.ID].mask {
			out = append(out, h)
		}
	}
	return out
}

func inside(h lexicon.Hit, places []lexicon.Hit) bool {
	return slices.ContainsFunc(places, func(p lexicon.Hit) bool { return p.Start <= h.Start && h.End <= p.End })
}

func (z reading) sentence(h lexicon.Hit) int {
	n, _ := slices.BinarySearch(z.ends, h.End)
	return min(n, len(z.ends)-1)
}

// count adds the points of a zone. Of words within words that speak for the same
// thing only the longest counts, and each word once.
func (c *Classifier) count(e *evidence, z reading, title bool) {
	type claim struct {
		row int32
		hit int
	}
	var claims []claim
	for i, h := range z.hits {
		for _, r := range c.words[h.ID].rows {
			claims = append(claims, claim{r, i})
		}
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		x, y := z.hits[a.hit], z.hits[b.hit]
		return cmp.Compare(y.End-y.Start, x.End-x.Start)
	})
	type owned struct {
		kind rowKind
		name string
		id   int32
	}
	taken := map[owned]bool{}
	places := map[owned][]lexicon.Hit{}
	for _, cl := range claims {
		r, h := c.rows[cl.row], z.hits[cl.hit]
		owner := owned{kind: r.kind, name: r.name}
		word := owned{r.kind, r.name, h.ID + 1}
		if taken[word] || inside(h, places[owner]) {
			continue
		}
		worth := c.worth(e, z, r, cl.hit, title)
		if worth == 0 && r.kind != fieldRow {
			continue
		}
		taken[word] = true
		places[owner] = append(places[owner], h)
		p := point{words: strings.TrimSpace(z.text[h.Start:h.End]), worth: worth, title: title}
		switch r.kind {
		case topicRow:
			e.topics[feeds.Topic(r.name)] = append(e.topics[feeds.Topic(r.name)], p)
		case noiseRow:
			e.noise, e.kinds = append(e.noise, p), append(e.kinds, r.name)
		case fieldRow:
			e.field = append(e.field, p)
		case sectionRow:
			e.sections[feeds.Section(r.name)] = append(e.sections[feeds.Section(r.name)], p)
		}
	}
}

// worth is what a hit is worth in its company. A word of the title whose company
// stands in the lead is worth what it would be there.
func (c *Classifier) worth(e *evidence, z reading, r row, hit int, title bool) float64 {
	if title {
		switch {
		case e.title&r.without != 0:
			return 0
		case e.title&r.with == r.with:
			return r.title
		case e.all&r.with == r.with:
			return r.lead
		}
		return 0
	}
	near := e.title | z.groups[z.sentence(z.hits[hit])]
	if near&r.with != r.with || near&r.without != 0 || z.cited[hit] && r.kind == topicRow {
		return 0
	}
	return r.lead
}

// lead is the beginning of a body, up to the end of a sentence.
func lead(body string) string {
	body = strings.TrimSpace(body)
	if len(body) <= leadBytes+leadBytes/3 {
		return body
	}
	cut := leadBytes
	for !utf8.RuneStart(body[cut]) {
		cut++
	}
	for _, end := range sentences(body[cut : cut+leadBytes/3]) {
		return body[:cut+end]
	}
	return body[:cut]
}

// sentences are the ends of the sentences of text.
func sentences(text string) []int {
	var ends []int
	for i, r := range text {
		switch r {
		case '。', '！', '？', '；', '\n', ';':
			ends = append(ends, i+utf8.RuneLen(r))
		case '.':
			if i+1 < len(text) && text[i+1] == ' ' {
				ends = append(ends, i+1)
			}
		}
	}
	if len(ends) == 0 || ends[len(ends)-1] < len(text) {
		ends = append(ends, len(text))
	}
	return ends
}

// bookTitles are the places of 《…》.
func bookTitles(text string) []lexicon.Hit {
	var out []lexicon.Hit
	open := -1
	for i, r := range text {
		switch {
		case r == '《' && open < 0:
			open = i
		case r == '》' && open >= 0:
			out = append(out, lexicon.Hit{Start: open, End: i})
			open = -1
		}
	}
	return out
}
