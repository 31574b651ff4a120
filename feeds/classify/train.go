package classify

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// How the model is trained: logistic regression by stochastic gradient descent, one
// class against the rest. Topics are trained on relevant items alone, for it is among
// them that they are told apart, and kinds of document on all whose kind is given.
const (
	rareTokens   = 3 // a token must stand in so many items
	keptRelevant = 6000
	keptTopic    = 1500
	keptKind     = 1500
	rareKind     = 40 // items of a kind of document, below which it is not learnt
)

// course is one way of training.
type course struct {
	passes   int
	rate, l2 float64
}

var (
	relevanceCourse = course{20, 0.8, 2e-5}
	topicCourse     = course{25, 1, 1e-5} // kinds of document too
)

// example is a sample as training sees it.
type example struct {
	tokens []int32
	norm   float64
	sample Sample
}

// Train makes a model of labelled items. The same samples give the same model.
func Train(samples []Sample, topics []feeds.Topic) *Model {
	m := &Model{index: map[uint64]int32{}, classes: []string{relevantClass}}
	for _, t := range topics {
		m.classes = append(m.classes, string(t))
	}
	for _, s := range sections {
		m.classes = append(m.classes, sectionClass(s))
	}
	for _, k := range kindsOf(samples) {
		m.classes = append(m.classes, kindClass(k))
	}
	examples := m.vocabulary(samples)
	m.bias = make([]float64, len(m.classes))
	m.weights = make([][]weight, len(m.names))
	relevant := only(examples, func(s Sample) bool { return s.Relevant })
	ofKind := only(examples, func(s Sample) bool { return s.Kind != "" })
	for i, class := range m.classes {
		set, how, keep := relevant, topicCourse, keptTopic
		is := func(s Sample) bool {
			return slices.Contains(s.Topics, feeds.Topic(class)) || s.Section != "" && sectionClass(s.Section) == class
		}
		switch kind, ok := strings.CutPrefix(class, kindClass("")); {
		case i == 0:
			set, how, keep = examples, relevanceCourse, keptRelevant
			is = func(s Sample) bool { return s.Relevant }
		case ok:
			set, keep = ofKind, keptKind
			is = func(s Sample) bool { return s.Kind == kind }
		}
		w, b := how.run(set, len(m.names), is)
		m.bias[i] = math.Round(b*1000) / 1000
		for _, k := range heaviest(w, keep) {
			if v := math.Round(w[k]*100) / 100; v != 0 {
				m.weights[k] = append(m.weights[k], weight{int32(i), float32(v)})
			}
		}
	}
	return m.compact()
}

// kindsOf are the kinds of document that are common enough to be learnt.
func kindsOf(samples []Sample) []string {
	of := map[string]int{}
	for _, s := range samples {
		of[s.Kind]++
	}
	maps.DeleteFunc(of, func(kind string, n int) bool { return kind == "" || n < rareKind })
	return slices.Sorted(maps.Keys(of))
}

func only(all []example, is func(Sample) bool) []example {
	return slices.DeleteFunc(slices.Clone(all), func(e example) bool { return !is(e.sample) })
}

// vocabulary numbers the tokens that are common enough.
func (m *Model) vocabulary(samples []Sample) []example {
	in := map[uint64]int{}
	for _, s := range samples {
		seen := map[uint64]bool{}
		tokens(s.Writing, lead(s.Writing.Body), func(_ int, key uint64, _, _ rune, _ string) {
			if !seen[key] {
				seen[key] = true
				in[key]++
			}
		})
	}
	out := make([]example, len(samples))
	for i, s := range samples {
		out[i].sample = s
		total := 0
		tokens(s.Writing, lead(s.Writing.Body), func(zone int, key uint64, first, second rune, word string) {
			total++
			if in[key] < rareTokens {
				return
			}
			n, ok := m.index[key]
			if !ok {
				n = int32(len(m.names))
				m.enter(key, n)
				if word == "" {
					word = string([]rune{first, second})
				}
				m.names = append(m.names, prefixes[zone]+word)
			}
			out[i].tokens = append(out[i].tokens, n)
		})
		out[i].norm = 1 / math.Sqrt(float64(max(total, 1)))
	}
	return out
}

// run trains one class.
func (c course) run(set []example, size int, is func(Sample) bool) (w []float64, bias float64) {
	w = make([]float64, size)
	order := make([]int, len(set))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same order every time
	for pass := range c.passes {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := c.rate / (1 + float64(pass)/5)
		for _, i := range order {
			e := set[i]
			z := 0.0
			for _, t := range e.tokens {
				z += w[t]
			}
			want := 0.0
			if is(e.sample) {
				want = 1
			}
			g := rate * (want - sigmoid(bias+e.norm*z))
			bias += g / 10
			for _, t := range e.tokens {
				w[t] = w[t]*(1-c.l2) + g*e.norm
			}
		}
	}
	return w, bias
}

// heaviest are the tokens that weigh most, in the order of the vocabulary.
func heaviest(w []float64, n int) []int {
	order := make([]int, len(w))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(math.Abs(w[b]), math.Abs(w[a])) })
	order = order[:min(n, len(order))]
	slices.Sort(order)
	return order
}

// compact drops tokens without weight and sorts the rest by name.
func (m *Model) compact() *Model {
	out := &Model{classes: m.classes, bias: m.bias, index: map[uint64]int32{}}
	order := make([]int, 0, len(m.names))
	for i, ws := range m.weights {
		if len(ws) > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(m.names[a], m.names[b]) })
	for _, i := range order {
		key, ok := keyOf(m.names[i])
		if !ok {
			continue
		}
		out.enter(key, int32(len(out.names)))
		out.names, out.weights = append(out.names, m.names[i]), append(out.weights, m.weights[i])
	}
	return out
}
