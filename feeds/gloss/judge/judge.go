// Package judge says of English that rules made of Chinese whether a reader should rely on
// it. Start with New and Judge.Doubts.
//
// None of the rules knows whether the whole reads as English. It shows in how many words
// no rule took apart, how long the longest row of these is, whether they hide a sentence
// (Signs), and in how many turns of the English are odd: three words whose parts of speech
// hardly ever follow each other in our other titles (turns.go). How much each counts is
// learnt from titles that people judged (Teach, which makes judge.txt), and what a title
// adds up to above nothing is to be shown as rough. Besides, there are marks of English
// that says something else than the title or breaks off, whatever the judge would weigh:
// Sounds and HangsTogether (marks.go).
//
// It knows no Chinese, and mends nothing.
package judge

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Signs are what a rendering shows of itself.
type Signs struct {
	Rowed    int  // tokens in rows that no grammar joined
	Row      int  // words of the longest of these
	Unjoined bool // a row hides a sentence
}

// Rough reports a row that is long or hides a sentence, which is enough to doubt what is
// no title: of these alone the judge has learnt.
func (s Signs) Rough() bool { return s.Row >= roughRow || s.Unjoined }

// roughRow is from how many words on a row of them reads like a list: of 114 titles
// that were looked through, about two in three above it did, and one in five below.
const roughRow = 4

// values are the signs as the judge weighs them, with how many turns are odd.
func (s Signs) values(odd int) [4]float64 {
	hidden := 0.0
	if s.Unjoined {
		hidden = 1
	}
	return [...]float64{math.Sqrt(float64(s.Rowed)), float64(min(s.Row, 6)), hidden, math.Sqrt(float64(odd))}
}

// Judge weighs signs. It never changes, so goroutines may share it.
type Judge struct {
	forms   Forms
	usual   turns
	bias    float64
	weights [4]float64
}

// Doubts reports English that a reader should not rely on, by what it shows of itself and
// by its turns.
func (j *Judge) Doubts(en string, s Signs) bool {
	sum := j.bias
	for i, v := range s.values(j.odd(en)) {
		sum += j.weights[i] * v
	}
	return sum > 0
}

// odd counts the turns of English that are not usual.
func (j *Judge) odd(en string) int {
	n := 0
	j.forms.eachTurn(en, func(t turn) {
		if !j.usual.has(t) {
			n++
		}
	})
	return n
}

// Table is what the shipped judge has learnt: its bias and weights, then the usual turns.
//
//go:embed judge.txt
var Table string

// ErrTable is returned for a table that is not well formed.
var ErrTable = errors.New("table of the judge is not well formed")

// New reads what Teach wrote, of words that have these forms.
func New(table string, forms Forms) (*Judge, error) {
	j := &Judge{forms: forms.compact(), usual: newTurns()}
	head, rest, _ := strings.Cut(table, "\n")
	numbers := strings.Fields(head)
	if len(numbers) != 1+len(j.weights) {
		return nil, fmt.Errorf("%d numbers in front: %w", len(numbers), ErrTable)
	}
	for i, s := range numbers {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, fmt.Errorf("weight %q: %w", s, ErrTable)
		}
		if i == 0 {
			j.bias = v
		} else {
			j.weights[i-1] = v
		}
	}
	named := map[string]speech{}
	for i, name := range speeches {
		named[name] = speech(i)
	}
	for line := range strings.Lines(rest) {
		var s [3]speech
		names := strings.Fields(line)
		if len(names) != len(s) {
			return nil, fmt.Errorf("turn %q: %w", line, ErrTable)
		}
		for i, name := range names {
			var ok bool
			if s[i], ok = named[name]; !ok {
				return nil, fmt.Errorf("part of speech %q: %w", name, ErrTable)
			}
		}
		j.usual.add(turnOf(s[0], s[1], s[2]))
	}
	return j, nil
}
