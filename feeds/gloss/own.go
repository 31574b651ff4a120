package gloss

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/chinese"
)

// Own is the English that readers want for the names of things, by their Chinese,
// whatever the tables say: a firm that writes "key data" for 重要数据.
type Own map[string]string

// Errors of Own.Check.
var (
	ErrOwnChinese = errors.New("the left side is the Chinese of a name, at most 40 characters, as it stands in titles")
	ErrOwnEnglish = errors.New("the right side is its English, in one line of at most 120 characters")
	ErrBends      = errors.New("a verb or connective, which English bends by what stands around it: only names of things can have an English of one's own")
)

const (
	ownChinese = 40  // characters
	ownEnglish = 120 // characters
)

// nameable are the kinds of terms that stand unbent wherever they are put.
var nameable = []string{"noun", "org", "place", "doc_type"}

// Check gives the first mistake, in the order of the Chinese, and the Chinese that has it.
func (o Own) Check(terms []Term) (zh string, err error) {
	kinds := make(map[string]string, len(terms))
	for _, t := range terms {
		kinds[chinese.Normalize(t.ZH)] = t.Kind
	}
	for _, zh := range slices.Sorted(maps.Keys(o)) {
		en := o[zh]
		switch kind, known := kinds[chinese.Normalize(zh)]; {
		case !chinese.HasHan(zh) || utf8.RuneCountInString(zh) > ownChinese || strings.ContainsAny(zh, "《》，。；：、 \t\n"):
			return zh, ErrOwnChinese
		case strings.TrimSpace(en) == "" || chinese.HasHan(en) || utf8.RuneCountInString(en) > ownEnglish || strings.ContainsFunc(en, func(r rune) bool { return r < ' ' }):
			return zh, ErrOwnEnglish
		case known && !slices.Contains(nameable, kind):
			return zh, ErrBends
		}
	}
	return "", nil
}

// over puts one's own English into the tables, and adds what they lack. It gives back
// what is looked for to tell whose English a title is.
func (o Own) over(terms []Term, names Names) ([]Term, Names, []wording) {
	if len(o) == 0 {
		return terms, names, nil
	}
	put := make(map[string]wording, len(o))
	for _, zh := range slices.Sorted(maps.Keys(o)) {
		key := chinese.LawKey(chinese.Normalize(zh))
		put[key] = wording{key, strings.TrimSpace(o[zh])}
	}
	left := maps.Clone(put)
	take := func(zh string) (string, bool) {
		key := chinese.LawKey(chinese.Normalize(zh))
		w, ok := put[key]
		delete(left, key)
		return w.en, ok
	}
	terms = slices.Clone(terms)
	within := map[string]string{} // what longer names say in ours
	for i, t := range terms {
		if en, ok := take(t.ZH); ok {
			within[chinese.LawKey(chinese.Normalize(t.ZH))] = t.EN
			terms[i].EN = en
		}
	}
	parts := slices.Collect(maps.Keys(within)) // the longest first
	slices.SortFunc(parts, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	reworded := func(zh, en string) string {
		key := chinese.LawKey(chinese.Normalize(zh))
		if _, named := put[key]; named {
			return en
		}
		for _, part := range parts {
			if strings.Contains(key, part) {
				en = inPlace(en, within[part], put[part].en)
			}
		}
		return en
	}
	for i, t := range terms {
		terms[i].EN = reworded(t.ZH, t.EN)
	}
	names.Authorities = slices.Clone(names.Authorities)
	bodies := map[string]bool{}
	for i, n := range names.Authorities {
		if en, ok := take(n.ZH); ok {
			names.Authorities[i].EN, names.Authorities[i].Short = en, en
		}
		for _, zh := range n.Aliases {
			bodies[chinese.LawKey(chinese.Normalize(zh))] = true
		}
	}
	names.Laws = slices.Clone(names.Laws)
	for i, n := range names.Laws {
		if !n.Official { // a name of the issuer's own stays as the issuer has it
			names.Laws[i].EN = reworded(n.ZH, n.EN)
		}
		for _, zh := range append([]string{n.ZH}, n.Aliases...) {
			if en, ok := take(zh); ok {
				names.Laws[i].EN, names.Laws[i].Official = en, false
				put[chinese.LawKey(chinese.Normalize(zh))] = wording{"", en} // whichever of its names a title has
			}
		}
	}
	var sought []wording
	for _, key := range slices.Sorted(maps.Keys(put)) {
		if _, ok := left[key]; ok {
			kind := "noun"
			if bodies[key] {
				kind = "org"
			}
			terms = append(terms, Term{ZH: key, EN: put[key].en, Kind: kind})
		}
		sought = append(sought, wording{put[key].zh, strings.ToLower(put[key].en)})
	}
	return terms, names, sought
}

// inPlace puts one's own words where a longer name has ours.
func inPlace(en, ours, own string) string {
	at := strings.Index(en, ours)
	if at < 0 || !wordEnds(en, at) || !wordEnds(en, at+len(ours)) {
		return en
	}
	return en[:at] + own + en[at+len(ours):]
}

// wordEnds says whether no word goes on over a place of English.
func wordEnds(en string, at int) bool {
	letter := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
	return at == 0 || at == len(en) || !letter(en[at-1]) || !letter(en[at])
}

// wording is one's own English beside the Chinese that it is for.
type wording struct{ zh, en string }

// yours says whether English of the reader's own went into that of a title.
func (g *Glosser) yours(zh, en string) bool {
	if len(g.own) == 0 {
		return false
	}
	zh, en = chinese.LawKey(chinese.Normalize(zh)), strings.ToLower(en)
	return slices.ContainsFunc(g.own, func(w wording) bool { return strings.Contains(zh, w.zh) && strings.Contains(en, w.en) })
}
