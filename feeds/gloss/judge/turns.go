package judge

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
)

// speech is what an English word is to its neighbours: a part of speech, as far as its
// Forms tell it. A word of ownWords and a mark of ownMarks is one of its
// own.
type speech uint8

const (
	atEdge           speech = iota // before the first word and behind the last
	isNoun                         // and what is not known
	isPlural                       // ends as one does, and is no form of a verb
	isBare                         // "Disclose"
	isBareOrNoun                   // "Report"
	isFinite                       // "Discloses"
	isFiniteOrPlural               // "Reports"
	isDoing                        // "Disclosing"
	isDoingOrNoun                  // "Training"
	isDone                         // "Disclosed"
	isAdverb
	isOwner // "Users'"
	isNumber
	isQuote
	isHaving
	isBeing
	isModal
	isMark // any other
	firstOwn
)

// ownWords and ownMarks are parts of speech of their own.
const (
	ownWords = `of on for in to by with from at and or the a an into under within over as against per via without
		through about after before between during off upon their its than more not that which who how why what when
		where other others including involving most all no`
	ownMarks = `, : ; ( ) ? ! -`
)

// speeches are the names of parts of speech, in their order.
var speeches = append(append(
	[]string{"^", "N", "Ns", "V", "V|N", "Vs", "Vs|Ns", "Ving", "Ving|N", "Ved", "ADV", "POSS", "NUM", `"`, "HAVE", "BE", "MODAL", "*"},
	strings.Fields(ownWords)...), strings.Fields(ownMarks)...)

// speechOf are the words and marks of which no Forms need be asked.
var speechOf = func() map[string]speech {
	m := map[string]speech{}
	for i, name := range speeches[firstOwn:] {
		m[name] = firstOwn + speech(i)
	}
	for s, words := range map[speech]string{
		isModal:  "will must may can should shall cannot could would",
		isHaving: "have has had",
		isBeing:  "is are was were be been being",
		isQuote:  `" “ ”`,
		m["-"]:   "– —",
	} {
		for w := range lexicon.Set(words) {
			m[w] = s
		}
	}
	return m
}()

// speech is the part of speech of a word.
func (f Forms) speech(w string) speech {
	var room [40]byte // a map is asked for a small word in it without another string
	low, capitals := room[:0], true
	for i := 0; i < min(len(w), len(room)); i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if english.Letter(rune(c)) {
			capitals = false
		}
		low = append(low, c)
	}
	if s, ok := speechOf[string(low)]; ok {
		return s
	}
	low = bytes.TrimRight(low, ".")
	ends := func(with string) bool { return bytes.HasSuffix(low, []byte(with)) }
	form := f[string(low)]
	noun := form&ofNoun != 0
	switch {
	case w[0] >= '0' && w[0] <= '9':
		return isNumber
	case !english.Letter(rune(w[0])):
		return isMark
	case capitals && len(w) > 1:
		return isNoun
	case ends("'s"), ends("s'"):
		return isOwner
	case ends("ly") && form == 0:
		return isAdverb
	case form&ofDoing != 0 && !noun:
		return isDoing
	case ends("ing"):
		return isDoingOrNoun
	case form&ofDone != 0 && form&ofBare == 0:
		return isDone
	case form&ofFinite != 0 && noun:
		return isFiniteOrPlural
	case form&ofFinite != 0:
		return isFinite
	case form&ofBare != 0 && noun:
		return isBareOrNoun
	case form&ofBare != 0:
		return isBare
	case ends("s") && !ends("ss"):
		return isPlural
	}
	return isNoun
}

// turn is how three words follow each other: their parts of speech, as one number.
type turn uint32

func turnOf(a, b, c speech) turn {
	n := turn(len(speeches))
	return (turn(a)*n+turn(b))*n + turn(c)
}

// turns are a set of them.
type turns []uint64

func newTurns() turns {
	return make(turns, (turnOf(0, 0, 0)+turn(len(speeches)*len(speeches)*len(speeches)))/64+1)
}

func (s turns) has(t turn) bool { return s[t>>6]&(1<<(t&63)) != 0 }
func (s turns) add(t turn)      { s[t>>6] |= 1 << (t & 63) }

// eachTurn calls see for the turns of an English title.
func (f Forms) eachTurn(en string, see func(turn)) {
	a, b := atEdge, atEdge
	next := func(c speech) {
		see(turnOf(a, b, c))
		a, b = b, c
	}
	for en != "" {
		n := wordLength(en)
		if en[0] != ' ' {
			next(f.speech(en[:n]))
		}
		en = en[n:]
	}
	next(atEdge)
}

// wordLength is the length of the word, the number or the mark that s begins with.
func wordLength(s string) int {
	inside := func(c byte) bool { return false }
	switch c := s[0]; {
	case english.Letter(rune(c)):
		inside = func(c byte) bool { return english.Letter(rune(c)) || strings.IndexByte(`'-&./`, c) >= 0 }
	case c >= '0' && c <= '9':
		inside = func(c byte) bool { return c >= '0' && c <= '9' || c == ',' || c == '.' || c == '%' }
	}
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) && inside(s[n]) {
		n++
	}
	return n
}
