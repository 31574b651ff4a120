package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Mention is a name of the tables where it stands in a view.
type Mention struct {
	view.Span
	Index int // of Tables.Authorities or Tables.Laws
	weak  bool
	ZH    bool // the name is a Chinese one
}

func (r *Tables) lawTerms() []lexicon.Term {
	var out []lexicon.Term
	for i, l := range r.Laws {
		for _, s := range chineseLawNames(l) {
			n := name{law: true, index: i, zh: true, weak: weakLawName(l, s)}
			out = append(out, r.term(s, n, false))
		}
		for _, s := range englishLawNames(l) {
			acronym := allCapital(s)
			out = append(out, r.term(s, name{law: true, index: i}, acronym))
		}
		for _, s := range []string{l.NameEN, l.ShortEN} {
			if sig := signature(s); strings.Count(sig, " ") >= 3 {
				if _, taken := r.signatures[sig]; !taken {
					r.signatures[sig] = i
				}
			}
		}
	}
	return out
}

const (
	RepublicZH = "中华人民共和国"
	republicEN = " of the People's Republic of China"
	DraftZH    = "（征求意见稿）"
)

// chineseLawNames are the names a Chinese text may use. Most texts leave out
// the state's name and the family of a standard.
func chineseLawNames(l Law) []string {
	names := append([]string{l.NameZH}, l.ShortZH...)
	if s, ok := strings.CutPrefix(l.NameZH, RepublicZH); ok {
		names = append(names, s)
	}
	if s, ok := strings.CutSuffix(l.NameZH, "（试行）"); ok {
		names = append(names, s)
	}
	return distinct(names)
}

func englishLawNames(l Law) []string {
	names := append([]string{l.NameEN, l.ShortEN}, l.AliasesEN...)
	if s, ok := strings.CutSuffix(l.NameEN, republicEN); ok {
		names = append(names, s)
	}
	for _, s := range slices.Clone(names) { // the news writes of one regulation
		if rest, ok := strings.CutPrefix(s, "Regulations on "); ok {
			names = append(names, "Regulation on "+rest)
		}
	}
	return distinct(names)
}

func distinct(names []string) []string {
	var out []string
	for _, n := range names {
		if n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// noOtherWords are short names of laws that are no other words: only Hong Kong and Macao
// write 私隐.
var noOtherWords = map[string]bool{"刑法": true, "私隐条例": true}

// weakLawName reports whether a short name may be ordinary words, so that it
// counts only in title marks or before an article number.
func weakLawName(l Law, s string) bool {
	if s == l.NameZH || strings.HasPrefix(l.NameZH, RepublicZH) && s == l.NameZH[len(RepublicZH):] {
		return l.Type == "national_standard" || l.Type == "practice_guide"
	}
	if noOtherWords[s] {
		return false
	}
	runes := utf8.RuneCountInString(s)
	switch l.Type {
	case "law", "taiwan_law", "judicial_interpretation":
		return runes < 3
	case "administrative_regulation":
		return runes < 4
	}
	return runes < 7
}

func allCapital(s string) bool { return s == strings.ToUpper(s) && !strings.Contains(s, " ") }

// Mentions are the authorities and laws named in v, longest names first. A law
// inside a longer name counts only when it has title marks of its own.
func (r *Tables) Mentions(v *view.View, title string) (bodies, cited []Mention) {
	hits := r.names.All(v.S, nil)
	slices.SortFunc(hits, func(a, b lexicon.Hit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return cmp.Or(b.End-a.End, r.terms[b.ID].kind-r.terms[a.ID].kind)
	})
	bodyEnd, lawEnd := 0, 0
	for _, h := range hits {
		n := r.terms[h.ID]
		m := Mention{view.Span{From: h.Start, To: h.End}, n.index, n.weak, n.zh}
		if n.law {
			if h.Start < lawEnd && !titled(v.S, m.Span) || !r.lawNamed(v, m) {
				continue
			}
			lawEnd = max(lawEnd, h.End)
			cited = append(cited, m)
			continue
		}
		if n.kind > 0 {
			var ok bool
			if m, ok = r.localNamed(v, m, n.kind, title); !ok {
				continue
			}
		}
		if m.From < bodyEnd || !r.bodyNamed(v, m) {
			continue
		}
		bodyEnd = m.To
		bodies = append(bodies, m)
	}
	return bodies, cited
}

// titled reports whether p stands in title marks.
func titled(s string, p view.Span) bool {
	pre, post := s[:p.From], s[p.To:]
	if strings.HasSuffix(pre, "\"") && strings.HasPrefix(post, "\"") {
		return true
	}
	open := strings.HasSuffix(pre, "《") || strings.HasSuffix(pre, "〈")
	return open && (strings.HasPrefix(post, "》") || strings.HasPrefix(post, "〉") || strings.HasPrefix(post, "("))
}

// lawWords follow a name in 法 when it is another word: 数据安全法规, 法律, 法治. What a law
// lays down (网络安全法规定) is its own.
var lawWords = []string{"律", "规", "治", "制", "院", "学", "庭", "人", "典"}

var (
	// namesBefore end what may stand in title marks in front of a law's own name.
	namesBefore = []string{RepublicZH, "修改", "修订", "废止", "实施", "贯彻", "落实", "执行", "适用", "违反", "关于", "依据", "根据", "《", "〈", "、", "和", "与", "及", "对", "的", " ", "：", "年"}
	// fields end the words for a trade or a place, of whose own rule the name may be the end.
	fields = pattern.MustCompile(`(?:业|领域|系统|部门|[省市区县])$`)
	rules  = pattern.MustCompile(`(?:办法|规定|条例|规则|细则|指引|指南)(?:[(（][^()（）]*[)）])?$`)
)

// endsAnother reports whether the name at p is the end of another one: the rule of a trade,
// 证券期货业数据安全管理办法, is not the general one.
func endsAnother(s string, p view.Span) bool {
	if !rules.MatchString(s[p.From:p.To]) {
		return false
	}
	pre := view.ClipLeft(s[:p.From], 120)
	if fields.MatchString(pre) {
		return true
	}
	open := strings.LastIndexAny(pre, "《〈")
	if open < 0 || strings.ContainsAny(pre[open:], "》〉\n") {
		return false
	}
	return !slices.ContainsFunc(namesBefore, func(w string) bool { return strings.HasSuffix(pre, w) })
}

// furtherPart follows the name of an interpretation where it is that of the next one: 解释(二).
var furtherPart = pattern.MustCompile(`^\([二三四五六七八九]\)`)

func (r *Tables) lawNamed(v *view.View, m Mention) bool {
	if !m.ZH {
		return true
	}
	if endsAnother(v.S, m.Span) {
		return false
	}
	post := v.S[m.To:]
	if furtherPart.MatchString(post) {
		return false
	}
	if strings.HasSuffix(v.S[m.From:m.To], "法") {
		for _, w := range lawWords {
			if strings.HasPrefix(post, w) && !strings.HasPrefix(post, "规定") {
				return false
			}
		}
	}
	if !m.weak {
		return true
	}
	return titled(v.S, m.Span) || strings.HasPrefix(post, "第") || strings.HasPrefix(post, "》")
}

// typeNames begin an English title that ends with its subject: "Provisions on
// Protecting the Personal Information of Telecommunications …".
var typeNames = map[string]bool{
	"Law": true, "Regulation": true, "Regulations": true, "Measures": true, "Provisions": true, "Rules": true,
	"Decision": true, "Guidelines": true, "Interpretation": true, "Methods": true, "Ordinance": true,
}

// maxTranslated is how far into a text translated titles are looked for: what a
// text rests on stands in its first pages.
const maxTranslated = 16 << 10

// Translated finds laws whose English titles the text words in its own way: the
// same content words in any form and order.
func (r *Tables) Translated(v *view.View) []int {
	var out []int
	for i := 0; i < len(v.S) && i < maxTranslated; {
		if !view.IsWord(v.S[i]) {
			i++
			continue
		}
		e := view.WordEnd(v.S, i)
		if !typeNames[v.S[i:e]] {
			i = e
			continue
		}
		title := feeds.Clip(v.S[i:], 240)
		if k := strings.IndexAny(title, ".;:()\"\n"); k > 0 {
			title = title[:k]
		}
		words := strings.FieldsFunc(title, func(c rune) bool { return c == ' ' || c == ',' })
		if l, ok := r.longestSignature(words[:min(len(words), 24)]); ok {
			out = append(out, l)
		}
		i = e
	}
	return out
}

func (r *Tables) longestSignature(words []string) (int, bool) {
	for n := len(words); n >= 4; n-- {
		if i, ok := r.signatures[signature(strings.Join(words[:n], " "))]; ok {
			return i, true
		}
	}
	return 0, false
}

// emptyWords carry no meaning in the English title of a law, or are the ones
// that translators choose freely.
var emptyWords = map[string]bool{
	"the": true, "of": true, "on": true, "for": true, "and": true, "in": true, "to": true, "a": true, "by": true,
	"administration": true, "administrative": true, "management": true, "managing": true, "administering": true,
	"people's": true, "republic": true, "china": true, "interim": true, "provisional": true, "trial": true,
	"implementation": true, "outbound": true, "cross-border": true, "cross-boundary": true, "services": true, "service": true,
	"draft": true, "comments": true,
}

// signature reduces an English title to its content words, in any grammatical
// form and order.
func signature(title string) string {
	var words []string
	for w := range strings.FieldsFuncSeq(view.LowerASCII(title), func(c rune) bool { return c == ' ' || c == ',' || c == '(' || c == ')' }) {
		if emptyWords[w] {
			continue
		}
		words = append(words, feeds.Clip(strings.TrimRight(w, "'s"), 6))
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}
