package facts

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// view is one text made ready for matching: digits and Latin letters of one
// width, one kind of bracket, quote and dash, and no blanks inside Chinese
// words. at leads each of its bytes back to the text that was published.
type view struct {
	in  string // "title" or "text", as feeds.Quote names it
	raw string
	s   string
	// low is s with ASCII letters in lower case; offsets are the same.
	low string
	// words and lowWords are s and low, made ready for finding many words.
	words, lowWords *pattern.Text
	at              []int32
	ends            []span
	english         bool
	numbers         []number
	// remaining is where the text last says how many are still outstanding.
	remaining int
	dates     []datum
	// cases are where the cases of a digest stand, headed marks those with a head of their
	// own; see findCases.
	cases  []oneCase
	headed bool

	// Memory of words and lowWords.
	ready, lowReady pattern.Text
}

// views are those that nobody reads any more: their memory serves the next.
var views = sync.Pool{New: func() any { return new(view) }}

// done gives the views back. What was found in them are values, and pieces of strings.
func (p *page) done() {
	for _, v := range p.views {
		views.Put(v)
	}
}

// span is a piece of a view, in bytes.
type span struct{ from, to int }

// unified maps variants that publishers mix freely to one form.
var unified = map[rune]rune{
	'〔': '[', '〕': ']', '【': '[', '】': ']',
	'“': '"', '”': '"', '„': '"', '「': '"', '」': '"',
	'‘': '\'', '’': '\'', '‛': '\'',
	'—': '-', '–': '-', '―': '-', '−': '-', '‐': '-', '‑': '-',
	'○': '〇', '◯': '〇', '\u3000': ' ', '\u00a0': ' ', '\t': ' ', '\r': ' ',
	'﹙': '(', '﹚': ')',
}

// unify is the form of r in a view.
func unify(r rune) rune {
	if r > 0xffff {
		return r
	}
	return rune(unifying()[r])
}

// The block of the characters that have simplified forms.
const firstHan, lastHan = '一', '鿿'

// unifying is the form of every character of the basic plane.
var unifying = sync.OnceValue(func() *[1 << 16]uint16 {
	var table [1 << 16]uint16
	for r := range rune(len(table)) {
		table[r] = uint16(feeds.Narrow(r))
		if r >= firstHan && r <= lastHan {
			// Patterns are written in simplified characters.
			if u, _ := utf8.DecodeRuneInString(lexicon.Fold(string(r))); u >= firstHan && u <= lastHan {
				table[r] = uint16(u)
			}
		}
	}
	for from, to := range unified {
		table[from] = uint16(to)
	}
	return &table
})

// unifyText is s as a view holds it, but for blanks.
func unifyText(s string) string { return strings.Map(unify, s) }

// Simplified is s with its traditional characters in simplified form: as many bytes as s,
// so that an offset in one is an offset in the other.
func Simplified(s string) string {
	return strings.Map(func(r rune) rune {
		if u := unify(r); r >= firstHan && r <= lastHan && utf8.RuneLen(u) == utf8.RuneLen(r) {
			return u
		}
		return r
	}, s)
}

// re is one of the patterns of this package, which has some six hundred.
func re(s string) *pattern.Pattern { return pattern.MustCompile(s) }

// datelineZH is where news comes from, in front of its first sentence: it is no place or day
// of what the news tells. 新华社北京9月1日电（记者 某某）.
var datelineZH = re(`^[\s　 ]*[(（【\[]?[\p{Han}·\d ]{2,30}?(?:电|讯)(?:[)）】\]]|[\s　 ]*[(（][\s　 ]*[\p{Han} ]{0,12}(?:记者|通讯员)[^)）\n]{0,40}[)）]|[\s　 ]+)[\s　 ]*`)

// maxDateline is how far one reaches.
const maxDateline = 240

// openerZH is how news begins a sentence in front of who does what.
var openerZH = re(`^(?:近日|日前|近期|今[日天]|昨[日天]|\d{1,2}月\d{1,2}日),`)

// opens reports whether a sentence begins at i, but for when what it tells was.
func (v *view) opens(i int) bool {
	from := v.sentence(i).from
	return from == i || from+len(openerZH.FindString(v.s[from:i])) == i
}

// newView folds what is raw into the form that patterns are written for, and keeps
// where each byte of it stood. Marks become narrow here, and no blank is left between Chinese
// characters: what is looked for is found however it was typed. The other folding of whole
// texts, that of package reading, goes the other way, for its sentences are shown to people.
func newView(in, raw string) *view {
	v, _ := views.Get().(*view)
	v.in, v.raw, v.remaining, v.cases, v.headed = in, raw, -1, nil, false
	table := unifying()
	begin := 0
	if in == "text" {
		begin = len(datelineZH.FindString(feeds.Clip(raw, maxDateline)))
	}
	var b strings.Builder
	b.Grow(len(raw))
	v.at = slices.Grow(v.at[:0], len(raw)+1)
	han, latin, capitals := 0, 0, 0
	var last rune
	blank := -1
	for i, r := range raw[begin:] {
		i += begin
		written := r
		if r <= 0xffff {
			r = rune(table[r])
		}
		if invisible(r) {
			continue
		}
		if r == ' ' {
			if blank < 0 {
				blank = i
			}
			continue
		}
		if blank >= 0 {
			if keepsBlank(last, r) {
				b.WriteByte(' ')
				v.at = append(v.at, int32(blank))
			}
			blank = -1
		}
		at := int32(i)
		last = r
		switch {
		case r < utf8.RuneSelf:
			v.at = append(v.at, at)
			b.WriteByte(byte(r))
			if c := r | 0x20; c >= 'a' && c <= 'z' {
				latin++
			}
			if r >= 'A' && r <= 'Z' {
				capitals++
			}
			continue
		case isHan(r):
			han++
		}
		for range utf8.RuneLen(r) {
			v.at = append(v.at, at)
		}
		if r != written || r == utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		b.WriteString(raw[i : i+utf8.RuneLen(r)])
	}
	v.at = append(v.at, int32(len(raw)))
	v.english = latin > 3*han
	v.index(b.String(), capitals > 0)
	return v
}

// index makes s searchable.
func (v *view) index(s string, capitals bool) {
	v.s = s
	v.words = v.ready.Reset(s)
	v.low, v.lowWords = v.s, v.words
	if capitals {
		v.low = lowerASCII(s)
		v.lowWords = v.lowReady.Reset(v.low)
	}
	v.ends = sentences(v.ends[:0], s)
	if v.words.HasAny("尚有", "仍有") {
		v.remaining = max(strings.LastIndex(s, "尚有"), strings.LastIndex(s, "仍有"))
	}
}

// keepsBlank reports whether a blank between two runes carries meaning: in
// Latin text it does, beside a Chinese character it is layout.
func keepsBlank(a, b rune) bool {
	if a == 0 || a == '\n' || b == '\n' {
		return false
	}
	return a < 0x2e80 && b < 0x2e80
}

func invisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r == 0x2060 || r == 0xfeff
}

func isHan(r rune) bool { return r == '〇' || r >= 0x3400 && r <= 0x9fff }

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// sentences cuts s at full stops, semicolons and line ends, and adds them to out.
func sentences(out []span, s string) []span {
	from := 0
	cut := func(to int) {
		if strings.TrimSpace(s[from:to]) != "" {
			out = append(out, span{from, to})
		}
		from = to
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n', ';', '!', '?':
			cut(i + 1)
		case '.':
			if endsEnglish(s, i) {
				cut(i + 1)
			}
		case 0xe3:
			if strings.HasPrefix(s[i:], "。") {
				i += len("。") - 1
				cut(i + 1)
			}
		}
	}
	cut(len(s))
	return out
}

// endsEnglish reports whether the stop at i ends a sentence rather than an
// abbreviation or a number.
func endsEnglish(s string, i int) bool {
	if i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '"' && s[i+1] != '\n' {
		return false
	}
	w := s[max(0, i-4):i]
	if k := strings.LastIndexAny(w, " (\n"); k >= 0 {
		w = w[k+1:]
	}
	switch w {
	case "No", "Nos", "Art", "Co", "Ltd", "Inc", "Mr", "Ms", "Dr", "v", "vs", "Cap", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec":
		return false
	}
	if strings.Contains(w, ".") && i+2 < len(s) { // 5 p.m. on Friday
		next := s[i+2]
		return next != '(' && (next < 'a' || next > 'z')
	}
	return true
}

// sentence is the sentence that holds the byte at i.
func (v *view) sentence(i int) span {
	k := sort.Search(len(v.ends), func(k int) bool { return v.ends[k].to > i })
	if k == len(v.ends) {
		return span{min(i, len(v.s)), len(v.s)}
	}
	e := v.ends[k]
	if e.from > i {
		return span{i, e.to}
	}
	return e
}

// maxPassage is how far a sentence counts on either side of what it says; no
// sentence that a person wrote is longer.
const maxPassage = 600

// passage is the sentence at i, cut around i when it runs on without end.
func (v *view) passage(i int) span {
	s := v.sentence(i)
	if s.to-s.from <= 2*maxPassage {
		return s
	}
	pre, post := clipLeft(v.s[s.from:i], maxPassage), feeds.Clip(v.s[i:s.to], maxPassage)
	return span{i - len(pre), i + len(post)}
}

// text is the piece of the view, before is what of its sentence stands in
// front of it, after what follows.
func (v *view) text(p span) string { return v.s[p.from:p.to] }

func (v *view) before(i, limit int) string {
	return clipLeft(v.s[v.sentence(i).from:i], limit)
}

func (v *view) after(i, limit int) string {
	if i >= len(v.s) {
		return ""
	}
	return feeds.Clip(v.s[i:max(i, v.sentence(i).to)], limit)
}

// clipLeft keeps the last n bytes of s, at a rune boundary, as feeds.Clip keeps the first.
func clipLeft(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := len(s) - n
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return s[i:]
}

// lineHead is what stands on the line in front of i; ok is false on the first
// line and when the line is longer than any signature.
func (v *view) lineHead(i int) (head string, ok bool) {
	const longest = 200
	from := max(0, i-longest)
	k := strings.LastIndexByte(v.s[from:i], '\n')
	if k < 0 {
		return "", false
	}
	return v.s[from+k+1 : i], true
}

// lineTail is what follows i on its line, up to limit bytes.
func (v *view) lineTail(i, limit int) string {
	tail, _, _ := strings.Cut(feeds.Clip(v.s[i:], limit), "\n")
	return tail
}

// quote is the published words behind a piece of the view.
func (v *view) quote(p span) feeds.Quote {
	from, to := int(v.at[p.from]), int(v.at[p.to])
	words := v.raw[from:to]
	trimmed := strings.TrimLeft(words, " \t\r\n\u3000")
	from += len(words) - len(trimmed)
	return feeds.Quote{Text: strings.TrimRight(trimmed, " \t\r\n\u3000"), In: v.in, Offset: from, Case: v.caseAt(p.from)}
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
