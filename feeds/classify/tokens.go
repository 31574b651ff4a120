package classify

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

// zones of tokens: the text as a whole, its title, its lead and the title's end.
const (
	anywhere = iota
	inTitle
	inLead
	atEnd
)

// token packs a pair of characters with its zone; a word of letters is a hash.
func token(zone int, a, b rune) uint64 { return uint64(zone)<<60 | uint64(a)<<24 | uint64(b) }

func wordToken(zone int, word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return uint64(zone)<<60 | 1<<59 | h>>5
}

// seen is a text as the model reads it.
type seen struct{ title, lead string }

func see(w feeds.Writing, e *evidence) seen {
	title := w.Title
	if w.TitleZH != "" {
		title += " " + w.TitleZH
	}
	return seen{families.Replace(lexicon.Fold(title)), families.Replace(lexicon.Fold(firstRunes(uncited(e.lead), modelRunes)))}
}

// tokens hands the tokens of a text to take, with their zone's letter and words.
func (c *Classifier) tokens(s seen, e *evidence, take func(zone int, key uint64, first, second rune, word string)) {
	scan(s.title, inTitle, take)
	if first, second := ending(s.title); second != 0 {
		take(atEnd, token(atEnd, first, second), first, second, "")
	}
	scan(s.lead, inLead, take)
	if e.source != "" {
		kind := sourceMark + sortOf(e.source)
		take(anywhere, wordToken(anywhere, kind), 0, 0, kind)
	}
	for _, s := range c.signs {
		if e.title.any(s.bit) {
			take(inTitle, s.inTitle, 0, 0, s.name)
		}
		if e.all.any(s.bit) {
			take(anywhere, s.anywhere, 0, 0, s.name)
		}
	}
}

// sign is the token of a group of words that the rules found.
type sign struct {
	name              string
	bit               set
	inTitle, anywhere uint64
}

// signsOf are the tokens of groups, in one order, but for those that the model is not
// told of.
func signsOf(groups map[string]set, mute []string) []sign {
	var out []sign
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		if slices.Contains(mute, g) {
			continue
		}
		name := groupMark + strings.TrimSpace(g)
		out = append(out, sign{name, groups[g], wordToken(inTitle, name), wordToken(anywhere, name)})
	}
	return out
}

// ending are the last two Chinese characters of a title, which say what kind of
// document it names.
func ending(title string) (first, second rune) {
	for title != "" {
		r, n := utf8.DecodeLastRuneInString(title)
		title = title[:len(title)-n]
		switch {
		case r < firstHan || r > lastHan:
		case second == 0:
			second = r
		default:
			return r, second
		}
	}
	return 0, 0
}

// families are series of standards, whose names say nothing of a standard's subject; what
// a trade requires for the safety of its data is none.
var families = strings.NewReplacer("数据安全技术要求", "数据安全要求", "数据安全技术规范", "数据安全规范", "数据安全技术", " ", "网络安全技术", " ", "信息安全技术", " ", "网络安全标准实践指南", "标准实践指南", "网络安全国家标准", "国家标准")

// sortOf is the code of a body, of a local one without its place: "CAC" of SHCAC.
func sortOf(id feeds.AuthorityID) string {
	for _, s := range []feeds.AuthorityID{"CAC", "PSD", "PSB", "HPC", "PPR", "IPC", "NPC", "AMR", "DEX", "CA", "DA", "IC"} {
		if rest, ok := strings.CutSuffix(string(id), string(s)); ok && len(rest) >= 2 {
			return strings.ToLower(string(s))
		}
	}
	return strings.ToLower(string(id))
}

// uncited is a text without the documents that it names: most are what it rests on.
func uncited(s string) string {
	if !strings.Contains(s, "《") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "《")
		n := strings.Index(s[max(i, 0):], "》")
		if i < 0 || n < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i])
		b.WriteByte(' ')
		s = s[i+n+len("》"):]
	}
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

func scan(s string, zone int, take func(zone int, key uint64, first, second rune, word string)) {
	var last rune
	start := -1
	end := func(i int) {
		if start >= 0 && i-start >= 3 {
			word := s[start:i]
			take(anywhere, wordToken(anywhere, word), 0, 0, word)
			take(zone, wordToken(zone, word), 0, 0, word)
		}
		start = -1
	}
	for i, r := range s {
		if r >= 'a' && r <= 'z' {
			if start < 0 {
				start = i
			}
			last = 0
			continue
		}
		end(i)
		if r < firstHan || r > lastHan {
			last = 0
			continue
		}
		if last != 0 {
			take(anywhere, token(anywhere, last, r), last, r, "")
			take(zone, token(zone, last, r), last, r, "")
		}
		last = r
	}
	end(len(s))
}

// The characters that the model reads.
const firstHan, lastHan = '一', '鿿'

// wordsOf are a token's words as a text has them: without the mark of its zone, and ""
// for the tokens of whose page it is and of groups.
func wordsOf(name string) string {
	for _, prefix := range prefixes[inTitle:] {
		if words, ok := strings.CutPrefix(name, prefix); ok {
			name = words
			break
		}
	}
	if strings.HasPrefix(name, sourceMark) || strings.HasPrefix(name, groupMark) {
		return ""
	}
	return name
}

// prefixes mark the zones in a model's file.
var prefixes = [...]string{anywhere: "", inTitle: "t:", inLead: "b:", atEnd: "e:"}

// sourceMark begins the token of whose page a text is, groupMark that of a group of
// words.
const (
	sourceMark = "src:"
	groupMark  = "group:"
)
