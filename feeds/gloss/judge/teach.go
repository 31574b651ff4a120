package judge

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Judgement is what a person says of English that was rendered.
type Judgement struct {
	English string
	Signs   Signs
	// Good English says what the title says, nothing less, in sentences that could be cited.
	Good bool
}

const (
	seldom = 3 // a turn that is seen no more often is not usual
	// tolerated is the share of good titles that may be shown as rough: of news leads, which
	// are harder to tell than the titles of documents, almost one in five.
	tolerated = 0.195
)

// Teach makes the table of a judge of the English of titles, which tells the turns that are
// usual, and of what people judged of other titles, or their turns would be the more usual to
// themselves. The same English gives the same table.
func Teach(forms Forms, usual []string, judgements []Judgement) string {
	j := &Judge{forms: forms.compact(), usual: newTurns()}
	seen := map[turn]int{}
	for _, en := range usual {
		j.forms.eachTurn(en, func(t turn) { seen[t]++ })
	}
	for t, n := range seen {
		if n > seldom {
			j.usual.add(t)
		}
	}
	var values [][4]float64
	var bad []bool
	for _, x := range judgements {
		values, bad = append(values, x.Signs.values(j.odd(x.English))), append(bad, !x.Good)
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
func (j *Judge) fit(values [][4]float64, bad []bool) {
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
func (j *Judge) tolerate(values [][4]float64, bad []bool) {
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

// write writes the judge for New.
func (j *Judge) write() string {
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
