package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// Segment cuts a phrase without blanks into tokens, so that the fewest
// characters stay unknown and the words are as long as they can be.
func (r *Rendering) Segment(s string) []token.Token {
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
func (r *Rendering) cutUp(s string) []token.Token {
	ready := r.prepare(s)
	// after prepare, which may cut what stands in brackets in the same memory
	return r.mend(r.collect(s, r.g.Terms.Cut(s, ready, &r.desk), ready))
}

// prepare reads what is no word: numbers, brackets, quotes, persons, Latin.
func (r *Rendering) prepare(s string) (ready []term.Prepared) {
	for i := 0; i < len(s); {
		t, n, ok := r.special(s, i)
		if !ok || n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		ready = append(ready, term.Prepared{Token: t, At: i, End: i + n})
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

func (r *Rendering) collect(s string, best []term.Step, ready []term.Prepared) []token.Token {
	count := 0
	for i := 0; i < len(s); i = int(best[i].End) {
		count++
	}
	out := make([]token.Token, 0, count)
	for i := 0; i < len(s); {
		b := best[i]
		end := int(b.End)
		switch b.ID {
		case term.Unknown:
			if n := len(out); n > 0 && out[n-1].Kind == token.Unknown {
				out[n-1].ZH += s[i:end]
			} else {
				out = append(out, token.Token{Kind: token.Unknown, ZH: s[i:end]})
			}
		case term.Ready:
			for ready[0].At < i {
				ready = ready[1:]
			}
			out = append(out, ready[0].Token)
		default:
			if first, second, ok := r.twoWords(s[i:end], out, best, end); ok {
				out = append(out, first, second)
				break
			}
			out = append(out, r.token(s[i:end], r.g.Terms.Of(b.ID)))
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
	of func(r *Rendering, rest string, before token.Token, best []term.Step, end int) (first, second token.Token, ok bool)
}

var splits = []split{
	{"whose consent", "强制用户同意收集信息", "", "同意", func(r *Rendering, who string, before token.Token, _ []term.Step, _ int) (first, second token.Token, ok bool) {
		consent := token.Token{Kind: token.Known, ZH: "同意", EN: "consent to", Word: token.Word{EN: "consent to", Kind: "verb", Base: "consent to"}}
		return r.wordOf(who), consent, consenting[who] && compelling[before.ZH]
	}},
	{"who answers", "某公司回应用户数据泄露", "", "回应", func(r *Rendering, who string, before token.Token, best []term.Step, end int) (first, second token.Token, ok bool) {
		first = r.wordOf(who)
		return first, r.wordOf("回应"), Doer(first) && (r.nominalAt(best, end) || before.Kind == token.Number)
	}},
	{"told to do", "某平台被要求删除信息", "要求", "", func(r *Rendering, what string, before token.Token, best []term.Step, end int) (first, second token.Token, ok bool) {
		second = r.wordOf(what)
		return r.wordOf("要求"), second, second.Deed() && (before.Is("被") || beforeDeed[what] != "" && r.deedAt(best, end))
	}},
}

// twoWords are those that a term is behind the words out, where it is two.
func (r *Rendering) twoWords(term string, out []token.Token, best []term.Step, end int) (first, second token.Token, ok bool) {
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
			r.reached(x.name)
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

// wordOf is the token of a term, unknown where there is none.
func (r *Rendering) wordOf(zh string) token.Token {
	w, ok := r.g.Terms.Word(zh)
	if !ok {
		return token.Token{Kind: token.Unknown, ZH: zh}
	}
	return r.token(zh, w)
}

// token is that of a term.
func (r *Rendering) token(zh string, w token.Word) token.Token {
	if r.ZH.Safety && strings.Contains(zh, "安全") {
		w = w.Safe()
	}
	return token.Token{Kind: token.Known, ZH: zh, EN: w.EN, Word: w}
}

// deedAt reports a word at that may be a deed.
func (r *Rendering) deedAt(best []term.Step, at int) bool {
	return at < len(best)-1 && best[at].ID >= 0 && r.g.Terms.Of(best[at].ID).Base != ""
}

// nominalAt reports a noun there that is no deed.
func (r *Rendering) nominalAt(best []term.Step, at int) bool {
	if at >= len(best)-1 || best[at].ID < 0 {
		return false
	}
	w := r.g.Terms.Of(best[at].ID)
	return w.Nominal() && w.Base == ""
}
