package dedupe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// opus is what an item is about, taken from its title, text and reading. What
// costs is made when it is first asked for, and a lead's is noted with it: it keeps
// what was made of the text, never the text.
type opus struct {
	item      *feeds.Item
	body      func() string // the text, while a Join runs
	title     string
	core      string   // title without agency, stage, edition, frame
	bare      string   // core without figures
	documents []string // cores of the documents that the title is about
	counts    numbers  // of the title
	lead      string   // lead authority, or whose page it is
	english   bool
	explains  bool // Q&A, infographic, commentary
	amends    bool // a decision to amend or repeal, not the rule itself
	removes   bool // a removal, not a notice that names
	again     bool // a further round of comments
	cut       bool // the title ends in dots, for want of room

	text    *sketch
	figures numbers
	pairs   set
	where   *[]string
	address *string
	trade   *uint32
}

// lead is the opus of a candidate's lead, from its notes where they have it.
func lead(c *feeds.Candidate) *opus {
	o, ok := c.Notes.Identity.(*opus)
	if !ok {
		o = about(c.Lead, c.Text)
		c.Notes.Identity = o
	}
	o.body = c.Text
	return o
}

func about(item *feeds.Item, body func() string) *opus {
	title := wholeTitle(item)
	o := &opus{
		item: item, body: body, title: title, core: Core(title), documents: documents(title), counts: titleNumbers(title),
		english: !hasHan(title), explains: containsAny(strings.ToLower(title), explaining),
		amends: strings.Contains(title, "修改") || strings.Contains(title, "废止") || strings.Contains(title, "修订") && strings.Contains(title, "决定"),
		again:  strings.Contains(title, "再次") || strings.Contains(title, "二次征求") || strings.Contains(title, "延长"),
	}
	o.cut = strings.HasSuffix(title, "…") || strings.HasSuffix(title, "...")
	o.bare = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, o.core)
	o.removes = removes(item)
	o.lead = string(item.Authority)
	if as := item.Reading.Authorities; len(as) > 0 {
		o.lead = string(as[0])
	}
	return o
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// wholeTitle prefers the heading of the article where the list cut the title.
func wholeTitle(item *feeds.Item) string {
	t := item.Article.Title
	if len(t) <= len(item.Title) {
		return item.Title
	}
	if strings.HasPrefix(fold(t), strings.TrimRight(fold(item.Title), ".…")) {
		return t
	}
	return item.Title
}

// sketch is that of the text; of a short one it knows nothing.
func (o *opus) sketch() *sketch {
	if o.text == nil {
		p := scan{}
		if body := o.body(); utf8.RuneCountInString(body) >= minTokens {
			p.read(body)
		}
		o.text = p.sketch()
	}
	return o.text
}

// titlePairs are the pairs of tokens of the title's core, without figures.
func (o *opus) titlePairs() set {
	if o.pairs == nil {
		o.pairs = pairsOf(o.bare)
	}
	return o.pairs
}

// canonical is the identity form of the address.
func (o *opus) canonical() string {
	if o.address == nil {
		c := Canonical(o.item.URL)
		o.address = &c
	}
	return *o.address
}

// host is that of the address.
func (o *opus) host() string {
	host, _, _ := strings.Cut(strings.TrimPrefix(o.canonical(), "https://"), "/")
	return host
}

// maxFigureText bounds the text whose figures are read, in bytes.
const maxFigureText = 9000

// numbers are those of the text.
func (o *opus) numbers() numbers {
	if o.figures == nil {
		o.figures = numbersOf(beginning(o.body()))
	}
	return o.figures
}

// batch is the number in its series, by the title or else the text.
func (o *opus) batch() map[string]bool {
	if b := o.counts["批"]; len(b) > 0 {
		return b
	}
	return o.numbers()["批"]
}

// places are those that the core names.
func (o *opus) places() []string {
	if o.where == nil {
		p := placesOf(o.core)
		o.where = &p
	}
	return *o.where
}

// trades are those that the title and the first words name.
func (o *opus) trades() uint32 {
	if o.trade == nil {
		t := tradesOf(o.title + clip(o.body(), storyBytes))
		o.trade = &t
	}
	return *o.trade
}

// reported are the cores of the documents that the title is about and, of a press report,
// of those that its first sentences name.
func (o *opus) reported() []string {
	if !o.item.Media {
		return o.documents
	}
	out := slices.Clone(o.documents)
	first := []rune(fold(o.item.Text))
	for _, m := range inMarks.FindAllStringSubmatch(string(first[:min(len(first), leadRunes)]), 3) {
		if d := Core(m[1]); !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// leadRunes is how much of a press report says what it is about.
const leadRunes = 200

// letters are those of the beginning of the text, as a core has them.
func (o *opus) letters() string {
	return strings.Map(letters, fold(beginning(o.body())))
}

// beginning is the part of a text that is compared character by character.
func beginning(s string) string {
	if len(s) > maxFigureText {
		return strings.ToValidUTF8(s[:maxFigureText], "")
	}
	return s
}

// removes reports whether the item tells of a removal alone: one that also names
// further apps is a notice.
func removes(i *feeds.Item) bool {
	removed, told := i.Reading.Figure("apps_removed")
	named, also := i.Reading.Figure("apps")
	return (told || strings.Contains(i.Title, "下架")) && (!also || !told || named.Value == removed.Value)
}
