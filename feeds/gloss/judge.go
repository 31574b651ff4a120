package gloss

import (
	_ "embed"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// A title is put into English by rules, and none of them knows whether the whole reads as
// English. It shows in how many words no rule took apart, how long the longest row of
// these is, whether they hide a sentence, and in how many turns of the English are odd:
// three words whose parts of speech hardly ever follow each other in our other titles.
// How much each counts is learnt from titles that people judged (see Glosser.Teach), and
// what a title adds up to above nothing is shown as rough.

// signs are what a rendering shows of itself.
type signs struct {
	rowed    int  // tokens in rows that no grammar joined
	row      int  // words of the longest of these
	unjoined bool // a row hides a sentence
	odd      int  // turns of the English that are not usual
}

// inRow notes tokens that are put one after the other.
func (s *signs) inRow(t []token) {
	s.rowed += len(t)
	s.row = max(s.row, wordsOf(t))
	s.unjoined = s.unjoined || unjoined(t)
}

// plainly is a rendering that is rough where a row of it is long or hides a sentence.
func plainly(out feeds.Gloss, s signs) feeds.Gloss {
	if out.By == "ours" && (s.row >= roughRow || s.unjoined) {
		out.By = "rough"
	}
	return out
}

// roughRow is from how many words on a row of them reads like a list: of 114 titles
// that were looked through, about two in three above it did, and one in five below.
const roughRow = 4

// values are the signs as the judge weighs them.
func (s signs) values() [4]float64 {
	hidden := 0.0
	if s.unjoined {
		hidden = 1
	}
	return [...]float64{math.Sqrt(float64(s.rowed)), float64(min(s.row, 6)), hidden, math.Sqrt(float64(s.odd))}
}

// judge weighs signs.
type judge struct {
	usual   turns
	bias    float64
	weights [4]float64
}

// doubts reports signs of English that a reader should not rely on.
func (j *judge) doubts(s signs) bool {
	sum := j.bias
	for i, v := range s.values() {
		sum += j.weights[i] * v
	}
	return sum > 0
}

// odd counts the turns of English that are not usual.
func (g *Glosser) odd(en string) int {
	n := 0
	g.eachTurn(en, func(t turn) {
		if !g.judge.usual.has(t) {
			n++
		}
	})
	return n
}

// judgeTable is the judge that is shipped: its bias and weights, then the usual turns.
//
//go:embed judge.txt
var judgeTable string

// errJudge is returned for a table that is not well formed.
var errJudge = errors.New("table of the judge is not well formed")

// readJudge reads what judge.write wrote.
func readJudge(table string) (*judge, error) {
	j := &judge{usual: newTurns()}
	head, rest, _ := strings.Cut(table, "\n")
	numbers := strings.Fields(head)
	if len(numbers) != 1+len(j.weights) {
		return nil, fmt.Errorf("%d numbers in front: %w", len(numbers), errJudge)
	}
	for i, s := range numbers {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, fmt.Errorf("weight %q: %w", s, errJudge)
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
			return nil, fmt.Errorf("turn %q: %w", line, errJudge)
		}
		for i, name := range names {
			var ok bool
			if s[i], ok = named[name]; !ok {
				return nil, fmt.Errorf("part of speech %q: %w", name, errJudge)
			}
		}
		j.usual.add(turnOf(s[0], s[1], s[2]))
	}
	return j, nil
}

// write writes the judge for readJudge.
func (j *judge) write() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.2f", j.bias)
	for _, w := range j.weights {
		fmt.Fprintf(&b, " %.2f", w)
	}
	b.WriteByte('\n')
	n := turn(len(speeches))
	var lines []string
	for t := range n * n * n {
		if j.usual.has(t) {
			lines = append(lines, speeches[t/n/n]+" "+speeches[t/n%n]+" "+speeches[t%n]+"\n")
		}
	}
	slices.Sort(lines)
	for _, line := range lines {
		b.WriteString(line)
	}
	return b.String()
}

// Judgement is what a person says of a title's English.
type Judgement struct {
	Title string
	// Of is the Key of the English that was judged: of any other it says nothing.
	Of string
	// Good English says what the title says, nothing less, in sentences that could be cited.
	Good bool
}

// Key is what a judgement knows the English by that it is of.
func Key(en string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(en)) // a hash takes all that is written
	return fmt.Sprintf("%08x", h.Sum32())
}

const (
	seldom = 3 // a turn that is seen no more often is not usual
	// tolerated is the share of good titles that may be shown as rough: of news leads, which
	// are harder to tell than the titles of documents, almost one in five.
	tolerated = 0.195
)

// Teach makes the table of a judge of titles, whose English tells which turns are usual,
// and of what people judged. The same titles give the same table.
func (g *Glosser) Teach(titles []string, judgements []Judgement) string {
	j := &judge{usual: newTurns()}
	seen := map[turn]int{}
	judged := map[string]bool{}
	for _, x := range judgements {
		judged[x.Title] = true
	}
	for _, title := range titles {
		if judged[title] {
			continue // or its turns would be the more usual to itself
		}
		if out, _ := g.title(title); out.By == "ours" {
			g.eachTurn(out.Text, func(t turn) { seen[t]++ })
		}
	}
	for t, n := range seen {
		if n > seldom {
			j.usual.add(t)
		}
	}
	taught := *g
	taught.judge = j
	var values [][4]float64
	var bad []bool
	for _, x := range judgements {
		if out, s := g.title(x.Title); out.By == "ours" && Key(out.Text) == x.Of {
			s.odd = taught.odd(out.Text)
			values, bad = append(values, s.values()), append(bad, !x.Good)
		}
	}
	j.fit(values, bad)
	return j.write()
}

// Steps of the fit, which is logistic regression on all judgements at once.
const (
	fitPasses = 400
	fitRate   = 1.2
	fitDecay  = 1.0 // for a weight of one, beside as many judgements as there are
)

// fit learns the weights from values of signs and whether the English was bad.
func (j *judge) fit(values [][4]float64, bad []bool) {
	n := float64(len(values))
	var mean, spread [4]float64
	for k := range mean {
		for _, v := range values {
			mean[k] += v[k] / n
		}
		for _, v := range values {
			spread[k] += (v[k] - mean[k]) * (v[k] - mean[k]) / n
		}
		spread[k] = max(math.Sqrt(spread[k]), 1e-6)
	}
	bias, weights := 0.0, [4]float64{}
	for range fitPasses {
		up, steps := 0.0, [4]float64{}
		for i, v := range values {
			sum := bias
			for k := range v {
				sum += weights[k] * (v[k] - mean[k]) / spread[k]
			}
			off := 1 / (1 + math.Exp(-sum))
			if bad[i] {
				off--
			}
			up += off
			for k := range v {
				steps[k] += off * (v[k] - mean[k]) / spread[k]
			}
		}
		bias -= fitRate * up / n
		for k := range weights {
			weights[k] -= fitRate * (steps[k] + fitDecay*weights[k]) / n
		}
	}
	for k := range weights {
		j.weights[k] = math.Round(weights[k]/spread[k]*100) / 100
	}
	j.tolerate(values, bad)
}

// tolerate sets the bias by how many good titles may be doubted.
func (j *judge) tolerate(values [][4]float64, bad []bool) {
	j.bias = 0
	var sums []float64
	for i, v := range values {
		if bad[i] {
			continue
		}
		sum := 0.0
		for k := range v {
			sum += j.weights[k] * v[k]
		}
		sums = append(sums, sum)
	}
	if len(sums) == 0 {
		return
	}
	slices.Sort(sums)
	j.bias = -math.Ceil(sums[int(float64(len(sums)-1)*(1-tolerated))]*100) / 100
}
