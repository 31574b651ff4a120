// Package view makes one text ready for matching. A View is a title or a body folded into the
// form that patterns are written for, with its sentences, numbers and days found once and
// with the way back: Quote gives the published words behind any piece of it. Start with New,
// ScanNumbers and ScanDates. What a number or a day is for is left to those who read it.
//
// view.go folds and cuts; number.go reads counts and date.go days, in figures and in words,
// Chinese and English; cases.go keeps which case of a digest a place belongs to.
package view

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

// View is one text made ready for matching: digits and Latin letters of one
// width, one kind of bracket, quote and dash, and no blanks inside Chinese
// words.
type View struct {
	In  string // "title" or "text", as feeds.Quote names it
	Raw string // as it was published
	S   string // as patterns are matched on it
	// Low is S with ASCII letters in lower case; offsets are the same.
	Low string
	// Words and LowWords are S and Low, made ready for finding many words.
	Words, LowWords *pattern.Text
	// At leads each byte of S back to Raw.
	At []int32
	// Ends are the sentences.
	Ends    []Span
	English bool // which most of its letters are
	Numbers []Number
	Dates   []Date
	// Remaining is where the text last says how many are still outstanding, -1 for nowhere.
	Remaining int
	// Cases are where the cases of a digest stand, Headed marks those with a head of their
	// own; see Page.FindCases in package page.
	Cases  []Case
	Headed bool

	// Memory of Words and LowWords.
	ready, lowReady pattern.Text
}

// views are those that nobody reads any more: their memory serves the next.
var views = sync.Pool{New: func() any { return new(View) }}

// Done gives the view back. What was found in it are values, and pieces of strings.
func (v *View) Done() { views.Put(v) }

// Span is a piece of a view, in bytes.
type Span struct{ From, To int }

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

// UnifyText is s as a view holds it, but for blanks.
func UnifyText(s string) string { return strings.Map(unify, s) }

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

// datelineZH is where news comes from, in front of its first sentence: it is no place or day
// of what the news tells. 新华社北京9月1日电（记者 某某）.
var datelineZH = pattern.MustCompile(`^[\s　 ]*[(（【\[]?[\p{Han}·\d ]{2,30}?(?:电|讯)(?:[)）】\]]|[\s　 ]*[(（][\s　 ]*[\p{Han} ]{0,12}(?:记者|通讯员)[^)）\n]{0,40}[)）]|[\s　 ]+)[\s　 ]*`)

// maxDateline is how far one reaches.
const maxDateline = 240

// OpenerZH is how news begins a sentence in front of who does what.
var OpenerZH = pattern.MustCompile(`^(?:近日|日前|近期|今[日天]|昨[日天]|\d{1,2}月\d{1,2}日),`)

// Opens reports whether a sentence begins at i, but for when what it tells was.
func (v *View) Opens(i int) bool {
	from := v.Sentence(i).From
	return from == i || from+len(OpenerZH.FindString(v.S[from:i])) == i
}

// New folds what is raw into the form that patterns are written for, and keeps
// where each byte of it stood. Marks become narrow here, and no blank is left between Chinese
// characters: what is looked for is found however it was typed. The other folding of whole
// texts, that of package reading, goes the other way, for its sentences are shown to people.
func New(in, raw string) *View {
	v, _ := views.Get().(*View)
	v.In, v.Raw, v.Remaining, v.Cases, v.Headed = in, raw, -1, nil, false
	table := unifying()
	begin := 0
	if in == "text" {
		begin = len(datelineZH.FindString(feeds.Clip(raw, maxDateline)))
	}
	var b strings.Builder
	b.Grow(len(raw))
	v.At = slices.Grow(v.At[:0], len(raw)+1)
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
				v.At = append(v.At, int32(blank))
			}
			blank = -1
		}
		at := int32(i)
		last = r
		switch {
		case r < utf8.RuneSelf:
			v.At = append(v.At, at)
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
			v.At = append(v.At, at)
		}
		if r != written || r == utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		b.WriteString(raw[i : i+utf8.RuneLen(r)])
	}
	v.At = append(v.At, int32(len(raw)))
	v.English = latin > 3*han
	v.index(b.String(), capitals > 0)
	return v
}

// index makes s searchable.
func (v *View) index(s string, capitals bool) {
	v.S = s
	v.Words = v.ready.Reset(s)
	v.Low, v.LowWords = v.S, v.Words
	if capitals {
		v.Low = LowerASCII(s)
		v.LowWords = v.lowReady.Reset(v.Low)
	}
	v.Ends = Sentences(v.Ends[:0], s)
	if v.Words.HasAny("尚有", "仍有") {
		v.Remaining = max(strings.LastIndex(s, "尚有"), strings.LastIndex(s, "仍有"))
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

// LowerASCII is s with its letters of ASCII in lower case: offsets stay the same.
func LowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// Sentences cuts s at full stops, semicolons and line ends, and adds them to out.
func Sentences(out []Span, s string) []Span {
	from := 0
	cut := func(to int) {
		if strings.TrimSpace(s[from:to]) != "" {
			out = append(out, Span{from, to})
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

// Sentence is the sentence that holds the byte at i.
func (v *View) Sentence(i int) Span {
	k := sort.Search(len(v.Ends), func(k int) bool { return v.Ends[k].To > i })
	if k == len(v.Ends) {
		return Span{min(i, len(v.S)), len(v.S)}
	}
	e := v.Ends[k]
	if e.From > i {
		return Span{i, e.To}
	}
	return e
}

// MaxPassage is how far a sentence counts on either side of what it says; no
// sentence that a person wrote is longer.
const MaxPassage = 600

// Passage is the sentence at i, cut around i when it runs on without end.
func (v *View) Passage(i int) Span {
	s := v.Sentence(i)
	if s.To-s.From <= 2*MaxPassage {
		return s
	}
	pre, post := ClipLeft(v.S[s.From:i], MaxPassage), feeds.Clip(v.S[i:s.To], MaxPassage)
	return Span{i - len(pre), i + len(post)}
}

// Text is the piece of the view at p.
func (v *View) Text(p Span) string { return v.S[p.From:p.To] }

// Before is what of the sentence stands in front of i, and After what follows, up to limit
// bytes of each.
func (v *View) Before(i, limit int) string {
	return ClipLeft(v.S[v.Sentence(i).From:i], limit)
}

// After is what of the sentence follows i.
func (v *View) After(i, limit int) string {
	if i >= len(v.S) {
		return ""
	}
	return feeds.Clip(v.S[i:max(i, v.Sentence(i).To)], limit)
}

// ClipLeft keeps the last n bytes of s, at a rune boundary, as feeds.Clip keeps the first.
func ClipLeft(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := len(s) - n
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return s[i:]
}

// LineHead is what stands on the line in front of i; ok is false on the first
// line and when the line is longer than any signature.
func (v *View) LineHead(i int) (head string, ok bool) {
	const longest = 200
	from := max(0, i-longest)
	k := strings.LastIndexByte(v.S[from:i], '\n')
	if k < 0 {
		return "", false
	}
	return v.S[from+k+1 : i], true
}

// LineTail is what follows i on its line, up to limit bytes.
func (v *View) LineTail(i, limit int) string {
	tail, _, _ := strings.Cut(feeds.Clip(v.S[i:], limit), "\n")
	return tail
}

// Quote is the published words behind a piece of the view.
func (v *View) Quote(p Span) feeds.Quote {
	from, to := int(v.At[p.From]), int(v.At[p.To])
	words := v.Raw[from:to]
	trimmed := strings.TrimLeft(words, " \t\r\n\u3000")
	from += len(words) - len(trimmed)
	return feeds.Quote{Text: strings.TrimRight(trimmed, " \t\r\n\u3000"), In: v.In, Offset: from, Case: v.CaseAt(p.From)}
}

// ContainsAny reports whether s holds one of words.
func ContainsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// HasSuffix reports whether s ends with one of suffixes.
func HasSuffix(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}
