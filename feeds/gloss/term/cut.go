package term

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

// Step is the best way on from one place of a phrase.
type Step struct {
	cost int32
	End  int32
	ID   int32 // of a word, Unknown or Ready
}

// What a step is that is no word.
const (
	Unknown int32 = -1 // a character that no word holds
	Ready   int32 = -2 // what was prepared
)

// Prepared is a token that is no word, and where it stands.
type Prepared struct {
	token.Token
	At, End int
}

// Desk is the memory in which phrases are cut, one after the other.
type Desk struct {
	hits  []lexicon.Hit
	first []int32 // by place: the first hit that begins there, counted from 1
	next  []int32 // by hit: the next one that begins where it does
	best  []Step
}

// lay makes room for a phrase of so many bytes.
func (d *Desk) lay(size int) {
	d.first = slices.Grow(d.first[:0], size)[:size]
	clear(d.first)
	d.best = slices.Grow(d.best[:0], size+1)[:size+1]
	d.best[size] = Step{}
}

// Cut is the best way through a phrase without blanks, by place: of all ways the one whose
// fewest characters stay unknown and whose words are as long as they can be. What is ready
// is no word, and stands in the order of its places.
func (b *Base) Cut(s string, ready []Prepared, d *Desk) []Step {
	d.lay(len(s))
	d.hits = b.lex.All(s, d.hits[:0])
	d.next = slices.Grow(d.next[:0], len(d.hits))[:len(d.hits)]
	for n, h := range slices.Backward(d.hits) {
		if b.fits(s, h) {
			d.next[n], d.first[h.Start] = d.first[h.Start], int32(n+1)
		}
	}
	left := len(ready)
	for i := len(s) - 1; i >= 0; i-- {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		best := Step{d.best[i+size].cost + costUnknown, int32(i + size), Unknown}
		if left > 0 && ready[left-1].At == i {
			left--
			best = Step{d.best[ready[left].End].cost + costLatin, int32(ready[left].End), Ready}
		}
		for n := d.first[i]; n > 0; n = d.next[n-1] {
			h := &d.hits[n-1]
			c := d.best[h.End].cost + costWord
			if h.End-h.Start == 3 && s[i] >= 0x80 {
				c = d.best[h.End].cost + costSingle
			}
			if c < best.cost || c == best.cost && int32(h.End) > best.End {
				best = Step{c, int32(h.End), h.ID}
			}
		}
		d.best[i] = best
	}
	return d.best
}

// fits checks what a hit's note demands of its neighbours.
func (b *Base) fits(s string, h lexicon.Hit) bool {
	w := &b.words[h.ID]
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
