package gloss

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Costs of the segmentation: a word is cheap, a single character that is a word
// less so, and an unknown character dear.
const (
	costWord    = 10
	costSingle  = 13
	costLatin   = 12
	costUnknown = 60
)

// step is the best way on from one place.
type step struct {
	cost int32
	end  int32
	id   int32 // of a word; -1 unknown, -2 prepared
}

// prepared is a token that is no word, and where it stands.
type prepared struct {
	token.Token
	at, end int
}

// desk is the memory in which phrases are cut, one after the other.
type desk struct {
	hits  []lexicon.Hit
	first []int32 // by place: the first hit that begins there, counted from 1
	next  []int32 // by hit: the next one that begins where it does
	best  []step
}

// lay makes room for a phrase of so many bytes.
func (d *desk) lay(size int) {
	d.first = slices.Grow(d.first[:0], size)[:size]
	clear(d.first)
	d.best = slices.Grow(d.best[:0], size+1)[:size+1]
	d.best[size] = step{}
}

// segment cuts a phrase without blanks into tokens, so that the fewest
// characters stay unknown and the words are as long as they can be.
func (r *render) segment(s string) []token.Token {
	if s == r.cut.of && r.cut.tokens != nil {
		return r.cut.tokens
	}
	t := r.cutUp(s)
	// what stands in brackets may have left unknown words, which must be told again
	if !slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Group }) {
		r.cut.of, r.cut.tokens = s, t
	}
	return t
}

// cutUp is segment without memory.
func (r *render) cutUp(s string) []token.Token {
	ready := r.prepare(s)
	d := &r.desk // after prepare, which may cut what stands in brackets
	d.lay(len(s))
	d.hits = r.g.lex.All(s, d.hits[:0])
	d.next = slices.Grow(d.next[:0], len(d.hits))[:len(d.hits)]
	for n, h := range slices.Backward(d.hits) {
		if r.fits(s, h) {
			d.next[n], d.first[h.Start] = d.first[h.Start], int32(n+1)
		}
	}
	left := len(ready)
	for i := len(s) - 1; i >= 0; i-- {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		b := step{d.best[i+size].cost + costUnknown, int32(i + size), -1}
		if left > 0 && ready[left-1].at == i {
			left--
			b = step{d.best[ready[left].end].cost + costLatin, int32(ready[left].end), -2}
		}
		for n := d.first[i]; n > 0; n = d.next[n-1] {
			h := &d.hits[n-1]
			c := d.best[h.End].cost + costWord
			if h.End-h.Start == 3 && s[i] >= 0x80 {
				c = d.best[h.End].cost + costSingle
			}
			if c < b.cost || c == b.cost && int32(h.End) > b.end {
				b = step{c, int32(h.End), h.ID}
			}
		}
		d.best[i] = b
	}
	return r.mend(r.collect(s, d.best, ready))
}

// prepare reads what is no word: numbers, brackets, quotes, persons, Latin.
func (r *render) prepare(s string) (ready []prepared) {
	for i := 0; i < len(s); {
		t, n, ok := r.special(s, i)
		if !ok || n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		ready = append(ready, prepared{t, i, i + n})
		if t.Kind == token.Number || t.Kind == token.Ordinal {
			// A word may begin inside: 第三方, 一体化.
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		i += n
	}
	return ready
}

// fits checks what a hit's note demands of its neighbours.
func (r *render) fits(s string, h lexicon.Hit) bool {
	w := r.g.words[h.ID]
	next, _ := utf8.DecodeRuneInString(s[h.End:])
	switch {
	case w.End && h.End < len(s) && chinese.Han(next):
		return lawStage.MatchString(s[h.End:]) && h.Start > 0
	case next == '门' && w.Kind == "org" && strings.HasSuffix(s[:h.End], "部"):
		return false // 公安部门 is not 公安部
	}
	return true
}

// lawStage is what stands behind a law's name: its amendment, draft, or rules.
var lawStage = pattern.MustCompile(`^(?:修正|修订|草案|咨询|施行细则|实施细则|实施条例|修改)`)

func (r *render) collect(s string, best []step, ready []prepared) []token.Token {
	count := 0
	for i := 0; i < len(s); i = int(best[i].end) {
		count++
	}
	out := make([]token.Token, 0, count)
	for i := 0; i < len(s); {
		b := best[i]
		end := int(b.end)
		switch b.id {
		case -1:
			if n := len(out); n > 0 && out[n-1].Kind == token.Unknown {
				out[n-1].ZH += s[i:end]
			} else {
				out = append(out, token.Token{Kind: token.Unknown, ZH: s[i:end]})
			}
		case -2:
			for ready[0].at < i {
				ready = ready[1:]
			}
			out = append(out, ready[0].Token)
		default:
			if first, second, ok := r.twoWords(s[i:end], out, best, end); ok {
				out = append(out, first, second)
				break
			}
			out = append(out, r.token(s[i:end], b.id))
		}
		i = end
	}
	return out
}

// split is how a term is two words where it stands, the one behind fixed or the one in front.
type split struct {
	name, example string
	front, behind string
	// of gives both words by the one that is not fixed, the token in front of the term and what
	// the way on from its end is.
	of func(r *render, rest string, before token.Token, best []step, end int) (first, second token.Token, ok bool)
}

var splits = []split{
	{"whose consent", "强制用户同意收集信息", "", "同意", func(r *render, who string, before token.Token, _ []step, _ int) (first, second token.Token, ok bool) {
		consent := token.Token{Kind: token.Known, ZH: "同意", EN: "consent to", Word: token.Word{EN: "consent to", Kind: "verb", Base: "consent to"}}
		return r.wordOf(who), consent, consenting[who] && compelling[before.ZH]
	}},
	{"who answers", "某公司回应用户数据泄露", "", "回应", func(r *render, who string, before token.Token, best []step, end int) (first, second token.Token, ok bool) {
		first = r.wordOf(who)
		return first, r.wordOf("回应"), doer(first) && (r.nominalAt(best, end) || before.Kind == token.Number)
	}},
	{"told to do", "某平台被要求删除信息", "要求", "", func(r *render, what string, before token.Token, best []step, end int) (first, second token.Token, ok bool) {
		second = r.wordOf(what)
		return r.wordOf("要求"), second, second.Deed() && (before.Is("被") || beforeDeed[what] != "" && r.deedAt(best, end))
	}},
}

// twoWords are those that a term is behind the words out, where it is two.
func (r *render) twoWords(term string, out []token.Token, best []step, end int) (first, second token.Token, ok bool) {
	var before token.Token
	if n := len(out); n > 0 {
		before = out[n-1]
	}
	for i := range splits {
		x := &splits[i]
		rest, front := strings.CutPrefix(term, x.front)
		rest, behind := strings.CutSuffix(rest, x.behind)
		if !front || !behind || rest == "" {
			continue
		}
		if first, second, ok = x.of(r, rest, before, best, end); ok {
			if r.g.reached != nil {
				r.g.reached(x.name)
			}
			return first, second, true
		}
	}
	return token.Token{}, token.Token{}, false
}

// consenting are terms of whose consent something needs, and compelling verbs make somebody
// give it.
var (
	consenting = lexicon.Set("用户 消费者 当事人 个人")
	compelling = lexicon.Set("强制 强迫 要求 诱导 迫使 强制要求 诱骗")
)

// newWord reads a term; link is the preposition after a document type, which only those
// that may be heads need.
func newWord(t Term) (w token.Word, link string, err error) {
	w = token.Word{EN: t.EN, Kind: t.Kind}
	if t.ZH == "" || t.EN == "" {
		return w, "", ErrEmpty
	}
	if !slices.Contains(kinds, t.Kind) {
		return w, "", ErrKind
	}
	for note := range strings.SplitSeq(t.Note, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(note), "=")
		switch key {
		case "head":
			w.Head = true
		case "link":
			link = value
		case "base":
			w.Base = value
		case "noun":
			w.Noun = value
		case "only":
			w.Between, w.End = value == "between", value == "end"
		case "post":
			w.Post = true
		case "after":
			w.After = true
		case "prefix":
			w.Place = true
		}
	}
	if w.Kind == "verb" && w.Base == "" {
		w.Base = w.EN
	}
	return w, link, nil
}

// wordOf is the token of a term, unknown where there is none.
func (r *render) wordOf(zh string) token.Token {
	id, ok := r.g.index[zh]
	if !ok {
		return token.Token{Kind: token.Unknown, ZH: zh}
	}
	return r.token(zh, id)
}

// token is that of a term.
func (r *render) token(zh string, id int32) token.Token {
	w := r.g.words[id]
	if r.zh.Safety && strings.Contains(zh, "安全") {
		w = w.Safe()
	}
	return token.Token{Kind: token.Known, ZH: zh, EN: w.EN, Word: w}
}

// deedAt reports a word at that may be a deed.
func (r *render) deedAt(best []step, at int) bool {
	return at < len(best)-1 && best[at].id >= 0 && r.g.words[best[at].id].Base != ""
}

// nominalAt reports a noun there that is no deed.
func (r *render) nominalAt(best []step, at int) bool {
	return at < len(best)-1 && best[at].id >= 0 && r.g.words[best[at].id].Nominal() && r.g.words[best[at].id].Base == ""
}
