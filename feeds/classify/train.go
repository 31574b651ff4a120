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

// How the model is trained: logistic regression by stochastic gradient descent, for
// relevance, topics and sections one class against the rest, for kinds of document,
// of which a text has one, one against each other. Topics are trained on relevant
// items alone, for it is among them that they are told apart, and kinds of document
// on all whose kind is given.
const (
	rareTokens = 3  // a token must stand in so many items
	rareClass  = 40 // items of a topic or kind of document, below which it is not learnt
)

// course is one way of training.
type course struct {
	passes int
	rate   float64 // of learning, which falls with each pass
	step   float64 // of tokens that have steps of their own, 0 for none
	l2     float64
	kept   int             // tokens of each class
	squash func([]float64) // makes probabilities of scores
}

var (
	relevanceCourse = course{20, 0.8, 0.2, 2e-5, 20000, each}
	topicCourse     = course{25, 1, 0.25, 1e-5, 3000, each} // sections too
	kindCourse      = course{25, 1, 0, 1e-4, 3000, oneOf}
)

// example is a sample as training sees it.
type example struct {
	tokens []int32
	norm   float64
	sample Sample
}

// Train makes a model of labelled items. The same samples give the same model.
func (c *Classifier) Train(samples []Sample) *Model {
	m := &Model{index: map[uint64]int32{}}
	examples := c.vocabulary(m, samples)
	m.weights = make([][]weight, len(m.names))
	relevant := only(examples, func(s Sample) bool { return s.Relevant })
	ofKind := m.withoutRare(only(examples, func(s Sample) bool { return s.Kind != "" }))
	m.learn(relevanceCourse, m.withoutForm(examples), []string{relevantClass}, func(s Sample, _ string) bool { return s.Relevant })
	m.learn(topicCourse, relevant, append(c.common(relevant), sectionClasses()...), func(s Sample, class string) bool {
		return slices.Contains(s.Topics, feeds.Topic(class)) || s.Section != "" && sectionClass(s.Section) == class
	})
	m.learn(kindCourse, ofKind, kindsOf(ofKind), func(s Sample, class string) bool { return kindClass(s.Kind) == class })
	return m.compact()
}

// formWords are English words that say how a text is written and not what it is about.
// Relevance is not learnt of them: texts of the field are longer than others among
// the labelled items, so that each "that" and "and" would count for the field, and
// a long text about anything else would be asked about.
var formWords = wordSet(`about above across after again against all also although among and any are around
	because been before being below between both but can could did does doing down during each either even every
	few for from further had has have having her here him his how into its itself just less many may might more
	most much must near nor not now off once one only onto other others our out over own per same shall she should
	since some such than that the their them then there these they this those three through too two under until
	upon very was were what when where whether which while who whom whose why will with within without would yet you your`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// withoutForm is the examples without the tokens of formWords, in whatever zone.
func (m *Model) withoutForm(examples []example) []example {
	form := make([]bool, len(m.names))
	for i, name := range m.names {
		form[i] = formWords[wordsOf(name)]
	}
	out := slices.Clone(examples)
	for i, e := range out {
		out[i].tokens = slices.DeleteFunc(slices.Clone(e.tokens), func(t int32) bool { return form[t] })
	}
	return out
}

// withoutRare is the examples without the tokens that are rare among them.
func (m *Model) withoutRare(examples []example) []example {
	in := make([]int, len(m.names))
	for _, e := range examples {
		seen := map[int32]bool{}
		for _, t := range e.tokens {
			if !seen[t] {
				seen[t] = true
				in[t]++
			}
		}
	}
	out := slices.Clone(examples)
	for i, e := range out {
		out[i].tokens = slices.DeleteFunc(slices.Clone(e.tokens), func(t int32) bool { return in[t] < rareTokens })
	}
	return out
}

// common are the topics that are common enough to be learnt.
func (c *Classifier) common(set []example) []string {
	of := map[feeds.Topic]int{}
	for _, e := range set {
		for _, t := range e.sample.Topics {
			of[t]++
		}
	}
	var out []string
	for _, t := range c.topics {
		if of[t] >= rareClass {
			out = append(out, string(t))
		}
	}
	return out
}

func sectionClasses() []string {
	out := make([]string, len(sections))
	for i, s := range sections {
		out[i] = sectionClass(s)
	}
	return out
}

// kindsOf are the kinds of document that are common enough to be learnt.
func kindsOf(set []example) []string {
	of := map[string]int{}
	for _, e := range set {
		of[kindClass(e.sample.Kind)]++
	}
	maps.DeleteFunc(of, func(_ string, n int) bool { return n < rareClass })
	return slices.Sorted(maps.Keys(of))
}

// learn adds classes that are trained together, with the tokens that weigh most.
func (m *Model) learn(how course, set []example, classes []string, is func(s Sample, class string) bool) {
	if len(classes) == 0 {
		return
	}
	w, bias := how.run(set, len(m.names), classes, is)
	for i, class := range classes {
		n := int32(len(m.classes))
		m.classes, m.bias = append(m.classes, class), append(m.bias, math.Round(bias[i]*1000)/1000)
		for _, k := range heaviest(w[i], how.kept) {
			if v := math.Round(w[i][k]*100) / 100; v != 0 {
				m.weights[k] = append(m.weights[k], weight{n, float32(v)})
			}
		}
	}
}

func only(all []example, is func(Sample) bool) []example {
	return slices.DeleteFunc(slices.Clone(all), func(e example) bool { return !is(e.sample) })
}

// vocabulary numbers the tokens that are common enough.
func (c *Classifier) vocabulary(m *Model, samples []Sample) []example {
	in := map[uint64]int{}
	weighed := make([]*evidence, len(samples))
	for i, s := range samples {
		weighed[i] = c.weigh(s.Writing)
		seen := map[uint64]bool{}
		c.tokens(see(s.Writing, weighed[i]), weighed[i], func(_ int, key uint64, _, _ rune, _ string) {
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
		c.tokens(see(s.Writing, weighed[i]), weighed[i], func(zone int, key uint64, first, second rune, word string) {
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

// negligible is an error too small to learn from.
const negligible = 1e-4

// unsure is the square of the gradients that a token is taken to have had before the
// first: it keeps the first steps of rare ones small.
const unsure = 1e-4

// run trains classes side by side. Where a course says so, each token has steps of its own,
// the smaller the more it has been taught (AdaGrad): what stands in few items is not drowned
// by the groups of words that stand in thousands. On items that neither rules nor model had
// seen that told relevance and topics better, and kinds of document worse.
func (c course) run(set []example, size int, classes []string, is func(s Sample, class string) bool) (w [][]float64, bias []float64) {
	w, bias = make([][]float64, len(classes)), make([]float64, len(classes))
	taught := make([][]float64, len(classes)) // the squares of gradients so far
	for k := range w {
		w[k], taught[k] = make([]float64, size), make([]float64, size)
	}
	p := make([]float64, len(classes))
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
			for k := range p {
				p[k] = bias[k] + e.norm*dot(w[k], e.tokens)
			}
			c.squash(p)
			for k, class := range classes {
				off := -p[k]
				if is(e.sample, class) {
					off++
				}
				if math.Abs(off) < negligible {
					continue
				}
				bias[k] += rate * off / 10
				g := off * e.norm
				for _, t := range e.tokens {
					taught[k][t] += g * g
					w[k][t] = w[k][t]*(1-c.l2) + g*c.pace(rate, taught[k][t])
				}
			}
		}
	}
	return w, bias
}

// pace is how far a token goes along its gradient.
func (c course) pace(rate, taught float64) float64 {
	if c.step == 0 {
		return rate
	}
	return c.step / math.Sqrt(taught+unsure)
}

func dot(w []float64, tokens []int32) float64 {
	sum := 0.0
	for _, t := range tokens {
		sum += w[t]
	}
	return sum
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
	out := &Model{classes: m.classes, kinds: kindsBegin(m.classes), bias: m.bias, index: map[uint64]int32{}}
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
		out.learnt(key, m.names[i], m.weights[i])
	}
	return out
}
