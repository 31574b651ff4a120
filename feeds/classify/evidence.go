package classify

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

// footerBytes is the length below which a line may be the frame of a page.
const footerBytes = 240

// leadBytes is how much of a body counts as its lead: two or three paragraphs
// of Chinese. It ends at the end of a sentence.
const leadBytes = 900

// longBytes is the length above which a body is more than a summary: a thousand
// characters of Chinese.
const longBytes = 3000

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
	field    []point
	sections map[feeds.Section][]point
	// title and all are the groups that have a word in the title, anywhere.
	title, all set
	source     feeds.AuthorityID
	// long marks a text that is no summary, brief one that is all lead.
	long, brief bool
	// lead is the lead of the text, which the words were looked for in.
	lead string
	// fine is the word of the title that tells of a penalty.
	fine point
}

// weigh reads title and lead.
func (c *Classifier) weigh(w feeds.Writing) *evidence {
	e := &evidence{topics: map[feeds.Topic][]point{}, sections: map[feeds.Section][]point{}, source: w.Source, long: len(w.Body) > longBytes}
	title := w.Title
	if w.TitleZH != "" {
		title += "\n" + w.TitleZH
	}
	e.lead = lead(c.withoutFrame(w.Body))
	head := c.read(title + listed(w.Title, e.lead))
	e.brief = len(w.Body) <= leadBytes
	body := c.read(e.lead)
	for _, h := range head.hits {
		e.title = e.title.plus(c.words[h.ID].groups)
		if c.words[h.ID].groups.any(c.company.fine) {
			e.fine = point{words: head.text[h.Start:h.End], worth: topicPoints, title: true}
		}
	}
	e.all = e.title
	for _, h := range body.hits {
		e.all = e.all.plus(c.words[h.ID].groups)
	}
	c.count(e, head, true)
	c.count(e, body, false)
	c.sum(e)
	return e
}

// sum marks what words make together.
func (c *Classifier) sum(e *evidence) {
	for _, s := range []struct {
		group set
		title float64
		lead  float64
		least float64
	}{
		{c.company.noise, sum(e.noise, true), sum(e.noise, false), c.at.Noise},
		{c.company.field, sum(e.field, true), sum(e.field, false), 0.1},
		{c.company.topic, 0, e.clearest(), topicPoints},
	} {
		if s.title >= s.least {
			e.title = e.title.plus(s.group)
		}
		if s.title+s.lead >= s.least {
			e.all = e.all.plus(s.group)
		}
	}
}

// listed are the documents that a title leaves out (《…》等2项) and the lead names behind the
// one that the title has, each on a line. Of more than a few, no one is what the item is about.
func listed(title, lead string) string {
	end := strings.Index(title, "》等")
	from := strings.LastIndex(title[:max(end, 0)], "《")
	if end < 0 || from < 0 {
		return ""
	}
	_, rest, ok := strings.Cut(lead, title[from:end+len("》")])
	var out strings.Builder
	for n := 0; ok && n < fewListed; n++ {
		rest = strings.TrimLeft(rest, "、和及与以 ")
		if rest, ok = strings.CutPrefix(rest, "《"); !ok {
			return out.String()
		}
		var name string
		name, rest, ok = strings.Cut(rest, "》")
		out.WriteString("\n" + name)
	}
	return ""
}

// fewListed is how many documents beside that of the title are few.
const fewListed = 3

// reading is a zone of the text with its hits, masked ones left out.
type reading struct {
	text   string
	hits   []lexicon.Hit
	ends   []int  // of its sentences
	groups []set  // with a word in each sentence
	cited  []bool // the hit stands in a document that is only cited
}

// read finds the words of one zone.
func (c *Classifier) read(text string) reading {
	z := reading{text: text, ends: sentences(text)}
	if text == "" {
		return z
	}
	all := c.lex.All(compound(text), make([]lexicon.Hit, 0, 64))
	masked := c.masked(all)
	z.groups = make([]set, len(z.ends))
	z.hits = make([]lexicon.Hit, 0, len(all))
	for _, h := range all {
		if w := c.words[h.ID]; w.mask && len(w.rows) == 0 && w.groups == (set{}) || hidden(h, masked) {
			continue
		}
		z.hits = append(z.hits, h)
		at := z.sentence(h)
		z.groups[at] = z.groups[at].plus(c.words[h.ID].groups)
	}
	basis := c.company.basis
	quoted := bookTitles(text)
	z.cited = make([]bool, len(z.hits))
	for i, h := range z.hits {
		z.cited[i] = z.groups[z.sentence(h)].any(basis) && inside(h, quoted)
	}
	return z
}

// compound is a text with a blank for each hyphen between Latin letters, for English
// writes public-interest suit and public interest suit. Places stay what they were.
func compound(s string) string {
	var out []byte
	for i := 1; i < len(s)-1; i++ {
		next := strings.IndexByte(s[i:len(s)-1], '-')
		if next < 0 {
			break
		}
		if i += next; !isLatin(s[i-1]) || !isLatin(s[i+1]) {
			continue
		}
		if out == nil {
			out = []byte(s)
		}
		out[i] = ' '
	}
	if out == nil {
		return s
	}
	return string(out)
}

func isLatin(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

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

// hidden reports whether h is a part of a set phrase, not the phrase itself.
func hidden(h lexicon.Hit, phrases []lexicon.Hit) bool {
	return slices.ContainsFunc(phrases, func(p lexicon.Hit) bool {
		return p.Start <= h.Start && h.End <= p.End && h.End-h.Start < p.End-p.Start
	})
}

func inside(h lexicon.Hit, places []lexicon.Hit) bool {
	return slices.ContainsFunc(places, func(p lexicon.Hit) bool { return p.Start <= h.Start && h.End <= p.End })
}

func (z reading) sentence(h lexicon.Hit) int {
	n, _ := slices.BinarySearch(z.ends, h.End)
	return min(n, len(z.ends)-1)
}

// claim is a hit that speaks for the name of a row.
type claim struct {
	row  *row
	hit  lexicon.Hit
	size float64
}

// count adds the points of a zone. Of words within words that speak for the same
// thing only the longest counts, and each word once; it counts for as much as one
// within it whose company is there.
func (c *Classifier) count(e *evidence, z reading, title bool) {
	claims := c.claims(e, z, title)
	taken := claims[:0] // of the same memory: what is taken comes before what is looked at
	for _, cl := range claims {
		i := slices.IndexFunc(taken, func(t claim) bool {
			return t.row.kind == cl.row.kind && t.row.name == cl.row.name &&
				(t.hit.ID == cl.hit.ID || t.hit.Start <= cl.hit.Start && cl.hit.End <= t.hit.End)
		})
		if i < 0 {
			taken = append(taken, cl)
			continue
		}
		if cl.row.with != (set{}) {
			taken[i].size = max(taken[i].size, cl.size)
		}
	}
	for _, cl := range taken {
		p := point{words: strings.TrimSpace(z.text[cl.hit.Start:cl.hit.End]), worth: cl.size, title: title}
		switch name := cl.row.name; cl.row.kind {
		case topicRow:
			e.topics[feeds.Topic(name)] = append(e.topics[feeds.Topic(name)], p)
		case noiseRow:
			e.noise = append(e.noise, p)
		case fieldRow:
			e.field = append(e.field, p)
		case sectionRow:
			e.sections[feeds.Section(name)] = append(e.sections[feeds.Section(name)], p)
		}
	}
}

// claims are the hits that are worth something, the longest first and of equals
// the dearest.
func (c *Classifier) claims(e *evidence, z reading, title bool) []claim {
	var claims []claim
	for i, h := range z.hits {
		for _, n := range c.words[h.ID].rows {
			r := &c.rows[n]
			if worth := c.worth(e, z, r, i, title); worth > 0 {
				claims = append(claims, claim{r, h, worth})
			}
		}
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.hit.End-b.hit.Start, a.hit.End-a.hit.Start), cmp.Compare(b.size, a.size))
	})
	return claims
}

// worth is what a hit is worth in its company. A word of the title whose company
// stands in the lead is worth what it would be there.
func (c *Classifier) worth(e *evidence, z reading, r *row, hit int, title bool) float64 {
	if !e.all.all(r.also) || e.all.any(r.nowhere) || len(r.sources) > 0 && !matches(r.sources, e.source) {
		return 0
	}
	if title {
		switch {
		case e.title.any(r.without):
			return 0
		case e.title.all(r.with):
			return r.title
		case e.all.all(r.with):
			return r.lead
		}
		return 0
	}
	near := e.title.plus(z.groups[z.sentence(z.hits[hit])])
	if !near.all(r.with) || near.any(r.without) || z.cited[hit] {
		return 0
	}
	return r.lead
}

// withoutFrame leaves out short lines that belong to the frame of the page.
// It stops where the lead certainly ends.
func (c *Classifier) withoutFrame(body string) string {
	footer := c.company.footer
	var kept []string
	size := 0
	for line := range strings.Lines(body) {
		if size > 2*leadBytes {
			break
		}
		if len(line) < footerBytes && (isMenu(line) || slices.ContainsFunc(c.lex.All(line, nil), func(h lexicon.Hit) bool {
			return c.words[h.ID].groups.any(footer)
		})) {
			continue
		}
		kept = append(kept, line)
		size += len(line)
	}
	return strings.Join(kept, "")
}

// A row of links has at least so many names, none of which is longer.
const (
	menuLinks = 4
	linkRunes = 10
)

// isMenu reports whether a line is a row of links: short names that marks divide.
func isMenu(line string) bool {
	n := 0
	for name := range strings.FieldsFuncSeq(strings.TrimSpace(line), func(r rune) bool { return strings.ContainsRune("|｜丨　›»>＞", r) }) {
		if utf8.RuneCountInString(strings.TrimSpace(name)) > linkRunes {
			return false
		}
		n++
	}
	return n >= menuLinks
}

// bodyBegins are what stands where a page's own words end and what they
// introduce begins: the articles of a rule behind its first two, the second
// question of an interview, the rows of a table, the titles of other pages. Those
// mention everything.
var bodyBegins = []struct {
	mark string
	nth  int
}{
	{"第三条", 1},
	{"\n问", 2},
	{"\n序号", 1},
	{"\n1\t", 1},
	{"\n相关阅读", 1},
	{"\n相关链接", 1},
	{"\n相关新闻", 1},
	{"\n相关文章", 1},
	{"\n相关推荐", 1},
	{"\n延伸阅读", 1},
	{"\n往期", 1},
	{"\n热点推荐", 1},
	{"\n推荐阅读", 1},
}

// own is the part of a body before what it introduces begins.
func own(body string) string {
	for _, b := range bodyBegins {
		at := 0
		for range b.nth {
			i := strings.Index(body[at:], b.mark)
			if i < 0 {
				at = 0
				break
			}
			at += i + len(b.mark)
		}
		if at > len(b.mark) {
			body = body[:at-len(b.mark)]
		}
	}
	return body
}

// lead is the beginning of a body, up to the end of a sentence.
func lead(body string) string {
	body = own(strings.TrimSpace(body))
	if len(body) <= leadBytes+leadBytes/3 {
		return body
	}
	cut := leadBytes
	for cut < len(body) && !utf8.RuneStart(body[cut]) {
		cut++
	}
	return body[:cut+sentences(body[cut:min(cut+leadBytes/3, len(body))])[0]]
}

// sentences are the ends of the sentences of text.
func sentences(text string) []int {
	var ends []int
	for i, r := range text {
		switch r {
		case '。', '！', '？', '；', '\n':
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
