package lineage

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// maxWords bounds the words of an English title that make keys.
const maxWords = 6

// wordKeys are keys by which an English report of a final text finds the draft, or what was told
// of the draft in English: the longest words of the English title, since those say the most.
func wordKeys(add func(kind, value string), item *feeds.Item) {
	han := feeds.HasHan(item.Title)
	if r := item.Reading; han && !r.Stage.InDraft() || !han && r.Stage != feeds.StageIssued && !r.Stage.InDraft() {
		return
	}
	words := slices.SortedFunc(maps.Keys(wordsOf(english(item))), func(x, y string) int {
		return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(x, y))
	})
	words = slices.DeleteFunc(words, func(w string) bool { return general[w] })
	bodies := first(item.Reading.Authorities, 2)
	if han && item.Reading.DocType == "regulation" {
		bodies = append(slices.Clone(bodies), "SC") // which adopts what ministries draft
	}
	for _, a := range bodies {
		for _, w := range first(words, maxWords) {
			add("word", string(a)+"|"+w)
		}
	}
}

// acrossLanguages compares English titles, ours or the publisher's; a statute is
// also known by its entry in the table of laws.
func (p *pair) acrossLanguages() (same bool, how certainty) {
	law := p.sameIssuer() && shared(laws(p.a.Item), laws(p.b.Item)) != ""
	least := sameWords
	if e := p.a.Reading.Dates.Effective.Day; e != "" && e == p.b.Reading.Dates.Effective.Day {
		least = likeName
	}
	words := (inEnglish(p.a.Item, p.b.Item) >= least && p.sameIssuer() || p.toldOf()) && !p.ofOther()
	return law || words, certainty(law && words)
}

// toldOf reports whether the title and first words of an English report of a final text have most
// of the words of a Chinese draft's title in our English.
func (p *pair) toldOf() bool {
	report, draft, ok := p.languages()
	if !ok || report.Reading.Stage != feeds.StageIssued || !draft.Reading.Stage.InDraft() || !p.sameIssuer() && !p.adopted() || report.Published < draft.Published {
		return false
	}
	said, both, telling := wordsOf(report.Title+" "+feeds.Clip(report.text(), firstWords)), 0, 0
	ours := wordsOf(english(draft.Item))
	for w := range ours {
		if said[w] {
			both++
			if !general[w] {
				telling++
			}
		}
	}
	return telling >= 2 && both >= 4 && both*10 >= len(ours)*7
}

// ofOther reports whether an English headline has more telling words of its own than in common
// with the Chinese title: it is then of another document, such as a contract for one region.
func (p *pair) ofOther() bool {
	headline, text, ok := p.languages()
	if !ok {
		return false
	}
	ours := wordsOf(english(text.Item))
	own, both := 0, 0
	for w := range wordsOf(headline.Title) {
		switch {
		case general[w]:
		case ours[w]:
			both++
		default:
			own++
		}
	}
	return own > both
}

// languages are the sides of which one is in English and the other in Chinese.
func (p *pair) languages() (en, zh *side, ok bool) {
	a, b := feeds.HasHan(p.a.Title), feeds.HasHan(p.b.Title)
	if a {
		return p.b, p.a, !b
	}
	return p.a, p.b, b
}

// firstWords is how much of a report, in bytes, says what it is of.
const firstWords = 300

// hollow words of English titles say nothing about which document is meant.
var hollow = setOf("the and for with from its new china chinese issue issued issues release released releases publish published publishes adopt adopts adopted take takes effect rule rules law laws measure measures provision provisions regulation regulations administration administrative interim service services draft drafts comment comments public national people republic second third first reading start starts force enter enters today seek seeks soliciting solicits publicly sought opinions under department departments order cac miit mps samr tc260 regime january february march april june july august september october november december")

// general words of English titles say what many documents are about.
var general = setOf("data information personal security protection management network internet online cyber cybersecurity technology technical requirement specification guideline guide standard notice announcement opinion use processing outbound export transfer flow")

// setOf is the set of the words.
func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// oneWord writes one way what translators write in several.
var oneWord = strings.NewReplacer("cross-border", "outbound", "cross-boundary", "outbound", "overseas", "outbound", "abroad", "outbound", "labelling", "annotation", "labeling", "annotation")

func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(oneWord.Replace(strings.ToLower(s)), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(w) > 2 && !hollow[w] {
			out[strings.TrimSuffix(w, "s")] = true
		}
	}
	return out
}

// inEnglish compares titles of two languages: the share of the smaller set of
// words, ours for a Chinese title, that the other has too.
func inEnglish(a, b *feeds.Item) float64 {
	x, y := wordsOf(english(a)), wordsOf(english(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 3 {
		return 0
	}
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return float64(both) / float64(len(x))
}

func english(i *feeds.Item) string {
	if !feeds.HasHan(i.Title) {
		return i.Title
	}
	return i.Reading.TitleEN.Text
}
