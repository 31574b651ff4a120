package dedupe

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// opus is what an item is about, taken from its title, text and reading. What
// costs is made when it is first asked for, and all is noted with the item: while it
// rests it keeps what was made of the text, never the text.
type opus struct {
	item      *feeds.Item   // while keys are made or a Join runs
	source    func() string // of the text, as long
	title     string        // in simplified characters
	core      string        // title without agency, stage, edition, frame
	bare      string        // core without figures
	documents []string      // cores of the documents that the title is about
	counts    numbers       // of the title
	lead      string        // lead authority, or whose page it is
	english   bool
	explains  bool // Q&A, infographic, commentary
	amends    bool // a decision to amend or repeal, not the rule itself
	removes   bool // a removal, not a notice that names
	carries   bool // tells of how a document is carried out
	standard  bool // about a standard, by its title
	again     bool // a further round of comments
	cut       bool // the title ends in dots, for want of room

	text    *sketch
	figures *numbers
	amounts *map[int64]bool
	counted *map[int64]bool
	pairs   *set
	wording *map[string]bool
	where   *[]string
	forces  *[]string
	bureaus *[]string
	copies  *bool
	address *string
	trade   *uint32
	things  *[]string
	matter  *string
	said    *string // the text; this and what follows goes when it rests
	spelled *string
}

// of is the opus of an item, from its notes where they have it, until it rests.
func of(notes *feeds.Notes, item *feeds.Item, text func() string) *opus {
	o, ok := notes.Identity.(*opus)
	if !ok {
		o = about(item)
		notes.Identity = o
	}
	o.item, o.source = item, text
	return o
}

// forwarding are the words of an authority that hands on what another has issued, in its
// title or the beginning of its text.
var forwarding = []string{"转发", "转载"}

const forwardBytes = 150

// forwards reports whether it is another authority's document, under its name.
func (o *opus) forwards() bool {
	return once(&o.copies, func() bool {
		return !o.item.Media && containsAny(o.title+feeds.Clip(o.body(), forwardBytes), forwarding)
	})
}

// rest lets go of the text, which its item has or a store.
func (o *opus) rest() { o.item, o.source, o.said, o.spelled = nil, nil, nil, nil }

// once gives what the slot holds, made when it is first asked for.
func once[T any](slot **T, make func() T) T {
	if *slot == nil {
		made := make()
		*slot = &made
	}
	return **slot
}

var (
	// carrying are the words of those who carry out what another has issued.
	carrying = pattern.MustCompile(`(?:贯彻|落实|宣贯)(?:执行|实施)?[《\p{Han}]`)
	// standards are the words for one; 标准合同 is a contract.
	standards = pattern.MustCompile(`国标|标准(?:[^合]|$)|(?i:\bstandards?\b(?: [^c]|$)|\bgb/?t?[ 0-9])`)
)

// amendsEN is a headline of an amendment.
var amendsEN = pattern.MustCompile(`(?i:\b(?:amend\w*|revis(?:e|es|ed|ing|ions?))\b)`)

func about(item *feeds.Item) *opus {
	title := lexicon.Simplified(wholeTitle(item))
	english := !feeds.HasHan(title)
	o := &opus{
		title: title, core: Core(title), documents: documents(title), counts: titleNumbers(title),
		english: english, explains: feeds.GenreOf(title) != "",
		amends: amendsEN.MatchString(title) || strings.Contains(title, "修改") || strings.Contains(title, "修正") || strings.Contains(title, "废止") || strings.Contains(title, "修订") && strings.Contains(title, "决定"),
		again:  strings.Contains(title, "再次") || strings.Contains(title, "二次征求") || strings.Contains(title, "延长"),
	}
	o.carries, o.standard = carrying.MatchString(title), standards.MatchString(title)
	o.cut = strings.HasSuffix(title, "…") || strings.HasSuffix(title, "...")
	o.bare = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, o.core)
	o.removes = item.Removes()
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
	if strings.HasPrefix(feeds.FoldTitle(t), strings.TrimRight(feeds.FoldTitle(item.Title), ".…")) {
		return t
	}
	return item.Title
}

// body is the text in simplified characters, as much as is looked at.
func (o *opus) body() string {
	return once(&o.said, func() string {
		text := feeds.Clip(o.source(), maxText)
		if lexicon.Traditional(feeds.Clip(text, scriptBytes)) {
			return lexicon.Simplified(text)
		}
		return text
	})
}

// scriptBytes is how much of a text shows in which characters it is written.
const scriptBytes = 150

// maxText bounds the text that is looked at, in bytes: enough for maxTokens of any language.
const maxText = 32 << 10

// sketch is that of the text; of a short one it knows nothing.
func (o *opus) sketch() *sketch {
	if o.text == nil {
		var p scan
		o.scan(&p)
	}
	return o.text
}

// scan reads the text into p, which then has the keys under which near texts meet.
func (o *opus) scan(p *scan) {
	if body := o.body(); utf8.RuneCountInString(body) >= minTokens {
		p.read(body)
	}
	o.text = p.sketch()
}

// titlePairs are the pairs of tokens of the title's core, without figures.
func (o *opus) titlePairs() set {
	return once(&o.pairs, func() set { return pairsOf(o.bare) })
}

// gist is the bare title without who tells of it.
func (o *opus) gist() string {
	return once(&o.matter, func() string { return gist(o.bare) })
}

// canonical is the identity form of the address.
func (o *opus) canonical() string {
	return once(&o.address, func() string { return Canonical(o.item.URL) })
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
	return once(&o.figures, func() numbers { return numbersOf(beginning(o.body())) })
}

// values are the numbers of title and text, in whatever way they are written.
func (o *opus) values() map[int64]bool {
	return once(&o.amounts, func() map[int64]bool { return values(o.title + "\n" + beginning(o.body())) })
}

// details are what the text counts, but for articles that it cites and numbers as long as
// those of telephones.
func (o *opus) details() map[int64]bool {
	return once(&o.counted, func() map[int64]bool {
		out := map[int64]bool{}
		cited := o.numbers()["条"]
		for v := range o.values() {
			if v < maxDetail && !cited[strconv.FormatInt(v, 10)] {
				out[v] = true
			}
		}
		return out
	})
}

// maxDetail is more than a rule counts of anything.
const maxDetail = 10_000

// words are those of the title in English, ours or its own.
func (o *opus) words() map[string]bool {
	return once(&o.wording, func() map[string]bool {
		if o.english {
			return wordsOf(o.title)
		}
		return wordsOf(o.item.Reading.TitleEN.Text)
	})
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
	return once(&o.where, func() []string {
		if o.english {
			return placesOfEN(o.title)
		}
		return placesOf(o.core)
	})
}

// police are the places below a province whose police it was.
func (o *opus) police() []string {
	return once(&o.forces, func() []string { return policeOf(o.title + " " + feeds.Clip(o.body(), storyBytes)) })
}

// offices are those of cities that the title and the first words name.
func (o *opus) offices() []string {
	return once(&o.bureaus, func() []string { return officesOf(o.title + " " + feeds.Clip(o.body(), storyBytes)) })
}

// revises reports a press headline that may call a decision to amend by its outcome.
func (o *opus) revises() bool {
	return o.item.Media && containsAny(o.title, []string{"修订", "修法", "大修", "新版"})
}

// trades are those that the title and the first words name.
func (o *opus) trades() uint32 {
	return once(&o.trade, func() uint32 { return tradesOf(strings.ToLower(o.title + " " + feeds.Clip(o.body(), storyBytes))) })
}

// setOff are the names that the title and the first words set off in quotation marks.
func (o *opus) setOff() []string {
	return once(&o.things, func() (out []string) {
		for _, m := range quoted.FindAllStringSubmatch(o.title+" "+feeds.Clip(o.body(), storyBytes), maxSetOff) {
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
		return out
	})
}

// maxSetOff bounds the names that are set off.
const maxSetOff = 12

// reported are the cores of the documents that the title is about and, of a press report,
// of those that its first sentences name.
func (o *opus) reported() []string {
	if !o.item.Media {
		return o.documents
	}
	out := slices.Clone(o.documents)
	first := []rune(feeds.FoldTitle(feeds.Clip(o.body(), 16*leadRunes)))
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
	return once(&o.spelled, func() string { return strings.Map(letters, lessShort(feeds.FoldTitle(beginning(o.body())))) })
}

// beginning is the part of a text that is compared character by character.
func beginning(s string) string {
	if len(s) > maxFigureText {
		return strings.ToValidUTF8(s[:maxFigureText], "")
	}
	return s
}
