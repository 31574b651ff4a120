package classify

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// What the model may decide, by how likely it holds a thing to be. It has heard what the
// rules found, so that on texts that neither had seen it is right more often than they
// are: a text that they find nothing for is asked about, one that they ask about is put
// aside, and one that they are sure of is asked about or put aside, each from the
// likelihood on at which that was right more often than not. It names topics where the
// rules name none, or one that they missed when it is surer, and takes away what it all
// but rules out. The kind of a document it gives where no rule knows one, or where the
// rules know one of those in doubted.
const (
	rescues   = 0.5
	strays    = 0.8  // where no word is of the field's things
	never     = 2    // more likely than anything is
	overrules = 0.92 // against words of noise
	hesitates = 0.4
	refutes   = 0.15
	alone     = 0.5
	adds      = 0.66
	drops     = 0.05 // a general topic
	denies    = 0.02 // any other
	files     = 4    // the points of a section that it is sure of
	renames   = 0.6
)

// doubted are kinds of document that rules tell by a word of the title which titles of
// other kinds have as well: on items that the rules had not seen the model was right
// about these more often, and about no other kind.
var doubted = map[string]bool{"enforcement_notice": true, "standard": true}

// general are topics whose words texts on others use as well, for which the same holds.
var general = map[feeds.Topic]bool{personalInformation: true, "data_security": true}

// modelRunes is how much of a body the model sees: what a summary holds.
const modelRunes = 300

// relevantClass is the class of relevance; the topics follow it.
const relevantClass = "relevant"

// sectionClass is the class of a section.
func sectionClass(s feeds.Section) string { return "section:" + string(s) }

// kindClass is the class of a kind of document.
func kindClass(kind string) string { return "kind:" + kind }

// kindsBegin is where the kinds of document begin among classes.
func kindsBegin(classes []string) int {
	if i := slices.IndexFunc(classes, func(c string) bool { return strings.HasPrefix(c, kindClass("")) }); i >= 0 {
		return i
	}
	return len(classes)
}

// Model is a linear model over pairs of characters and words, of the whole text, its
// title and its lead apart, and over the groups of words that the rules found. It is
// trained on labelled items (see Classifier.Train) and backs the rules up on texts
// that say a thing in words that nobody listed. It never changes, so goroutines may
// share it.
type Model struct {
	classes []string // kinds of document stand last: of these one is right
	kinds   int      // where they begin
	bias    []float64
	index   map[uint64]int32 // of a token in names and weights
	maybe   sieve            // what most tokens are soon told not to be in index by
	names   []string
	weights [][]weight // in the order of classes
	ofKinds []int      // where those of kinds begin in each, which few texts ask for
}

// sieve is a set of bits, one for some tokens of many.
type sieve [1 << (sieveBits - 6)]uint64

const sieveBits = 17

func (s *sieve) bit(key uint64) (word *uint64, bit uint64) {
	h := key * 0x9e3779b97f4a7c15 >> (64 - sieveBits) // the golden ratio of 64 bits spreads them
	return &s[h>>6], 1 << (h & 63)
}

// enter gives a token its place.
func (m *Model) enter(key uint64, at int32) {
	m.index[key] = at
	word, bit := m.maybe.bit(key)
	*word |= bit
}

// learnt enters a token with its weights behind the others.
func (m *Model) learnt(key uint64, name string, ws []weight) {
	m.enter(key, int32(len(m.names)))
	kinds := slices.IndexFunc(ws, func(w weight) bool { return int(w.class) >= m.kinds })
	if kinds < 0 {
		kinds = len(ws)
	}
	m.names, m.weights, m.ofKinds = append(m.names, name), append(m.weights, ws), append(m.ofKinds, kinds)
}

// weight is what one token says for one class.
type weight struct {
	class int32
	value float32
}

// ErrModel is returned for a model that is not well formed.
var ErrModel = errors.New("model is not well formed")

// opinion is what the model says of one text.
type opinion struct {
	m     *Model
	p     []float64 // of classes that are no kinds of document
	found []int32
	norm  float64
	text  seen
}

// judge gives the probability of each class, by the title and the lead of a text.
func (m *Model) judge(c *Classifier, w feeds.Writing, e *evidence) *opinion {
	o := &opinion{m: m, p: make([]float64, m.kinds), found: make([]int32, 0, 256), text: see(w, e)}
	total := 0
	c.tokens(o.text, e, func(_ int, key uint64, _, _ rune, _ string) {
		total++
		if word, bit := m.maybe.bit(key); *word&bit == 0 {
			return
		}
		i, ok := m.index[key]
		if !ok {
			return
		}
		o.found = append(o.found, i)
		for _, x := range m.weights[i][:m.ofKinds[i]] {
			o.p[x.class] += float64(x.value)
		}
	})
	o.norm = 1 / math.Sqrt(float64(max(total, 1)))
	for i := range o.p {
		o.p[i] = m.bias[i] + o.norm*o.p[i]
	}
	each(o.p)
	return o
}

// each makes probabilities of the scores of classes that may all be right.
func each(scores []float64) {
	for i, z := range scores {
		scores[i] = 1 / (1 + math.Exp(-max(-30, min(30, z))))
	}
}

// oneOf makes probabilities of the scores of classes of which one is right.
func oneOf(scores []float64) {
	best, sum := slices.Max(scores), 0.0
	for i, z := range scores {
		scores[i] = math.Exp(z - best)
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// of is the probability of a class, 0 for one that the model does not know.
func (o *opinion) of(class string) float64 {
	if o == nil {
		return 0
	}
	if i := slices.Index(o.m.classes, class); i >= 0 {
		return o.p[i]
	}
	return 0
}

// says is what a token says for a class.
func (m *Model) says(token, class int32) float32 {
	for _, x := range m.weights[token] {
		if x.class == class {
			return x.value
		}
		if x.class > class {
			break
		}
	}
	return 0
}

// word is what of the text speaks loudest for a class, or the class itself.
func (o *opinion) word(class string) string {
	if said := o.said(class, 1); len(said) > 0 {
		return slices.MaxFunc(said, func(a, b point) int { return cmp.Compare(a.worth, b.worth) }).words
	}
	_, name, _ := strings.Cut(class, ":")
	return name
}

// reasons are what of the text speaks most for a class, at most three.
func (o *opinion) reasons(what, class string) []feeds.Reason { return o.named(what, class, 1) }

// doubts are what of the text speaks most against a class.
func (o *opinion) doubts(what, class string) []feeds.Reason { return o.named(what, class, -1) }

func (o *opinion) named(what, class string, side float64) []feeds.Reason {
	out := reasons(what, o.said(class, side))
	for i := range out {
		out[i].In, out[i].Weight = "model", side*math.Round(out[i].Weight*100)/100
	}
	return out
}

// quiet is the share of the loudest up to which a token is no part of what a text says.
const quiet = 0.4

// said is what of the text speaks for a class, or against it where side is -1.
func (o *opinion) said(class string, side float64) []point {
	c, most := int32(slices.Index(o.m.classes, class)), 0.0
	for _, i := range o.found {
		if v := side * float64(o.m.says(i, c)); v > most && wordsOf(o.m.names[i]) != "" {
			most = v
		}
	}
	loud := map[string]float64{}
	for _, i := range o.found {
		if v := side * float64(o.m.says(i, c)); v > quiet*most {
			words := wordsOf(o.m.names[i])
			loud[words] = max(loud[words], v)
		}
	}
	return append(spoken(o.text.title, loud), spoken(o.text.lead, loud)...)
}

// spoken are the words of text that are loud: pairs of characters that run on are the word
// that they make, as loud as its loudest.
func spoken(text string, loud map[string]float64) []point {
	var out []point
	from, to := 0, 0 // of the last of out, if pairs made it
	before, latin := -1, -1
	for i, r := range text + "\n" {
		switch {
		case r >= 'a' && r <= 'z':
			if before = -1; latin < 0 {
				latin = i
			}
			continue
		case latin >= 0:
			if v := loud[text[latin:i]]; v > 0 {
				out, to = append(out, point{words: text[latin:i], worth: v}), 0
			}
			latin = -1
		}
		if r < firstHan || r > lastHan {
			before = -1
			continue
		}
		end := i + utf8.RuneLen(r)
		if before >= 0 {
			if v := loud[text[before:end]]; v > 0 {
				if before < to {
					out, v = out[:len(out)-1], max(v, out[len(out)-1].worth)
				} else {
					from = before
				}
				to = end
				out = append(out, point{words: text[from:to], worth: v})
			}
		}
		before = i
	}
	return out
}

// opinion is the model's of the text, which is asked once.
func (x *Weighed) opinion() *opinion {
	if x.second == nil {
		x.second = x.c.model.judge(x.c, x.w, x.e)
	}
	return x.second
}

// backs is the model's opinion of a text, nil where there is no model.
func (x *Weighed) backs() *opinion {
	if x.c.model == nil {
		return nil
	}
	return x.opinion()
}

// weighs lets the model ask about a text that the rules do not know, and doubt what they
// are for: not long texts, which touch on much, for it was trained on summaries, nor what
// is near the field by its name, nor an act of the field that the title tells.
func (o *opinion) weighs(c *Classifier, e *evidence, r *feeds.Reading) {
	p := o.of(relevantClass)
	switch {
	case r.Relevance == feeds.NotRelevant:
		if p >= c.needed(e) {
			r.Relevance = feeds.Unsure
			r.Reasons = append(r.Reasons, o.reasons("relevance", relevantClass)...)
		}
	case e.long || sum(e.field, true) > 0 || e.shows() >= topicPoints && e.title.any(c.company.acts):
	case p < hesitates:
		r.Relevance = feeds.Unsure
		if p < refutes {
			r.Relevance = feeds.NotRelevant
		}
		r.Reasons = append(r.Reasons, o.doubts("relevance", relevantClass)...)
	}
}

// needed is how likely a text has to be that the rules find nothing for.
func (c *Classifier) needed(e *evidence) float64 {
	switch {
	case sum(e.noise, true)+sum(e.noise, false) >= c.at.Quiet:
		return overrules
	case !e.all.any(c.company.near) && e.title.any(c.company.rule):
		return never // a rule says in its title what it is about
	case !e.all.any(c.company.near):
		return strays
	}
	return rescues
}

// advise returns the topics with those that the model is sure of and without those that it
// all but rules out.
func (o *opinion) advise(c *Classifier, e *evidence, r *feeds.Reading, topics []feeds.Topic) []feeds.Topic {
	if e.long && len(topics) > 0 {
		return topics // it was trained on summaries; long texts touch on much
	}
	enough := adds
	switch near := sum(e.field, true) > 0; {
	case len(topics) == 0 && near:
		enough = overrules // what is near the field has no topic on purpose
	case len(topics) == 0:
		enough = alone
	}
	var out []feeds.Topic
	for _, t := range c.topics {
		switch {
		case slices.Contains(topics, t):
			if len(topics) == 1 || !e.brief || !o.denies(e, t) {
				out = append(out, t)
			}
		case o.of(string(t)) >= enough && c.besides(e, t, topics):
			out = append(out, t)
			r.Reasons = append(r.Reasons, o.reasons(string(t), string(t))...)
		}
	}
	if len(topics) == 1 && len(out) > 1 && topics[0] == personalInformation && !c.namedHandler(e, out) && !c.keepsPersonal(e, out) {
		return slices.DeleteFunc(out, func(t feeds.Topic) bool { return t == personalInformation })
	}
	return out
}

// denies reports whether the model is all but sure that a topic is not the text's: a general
// one, or one that the title does not show.
func (o *opinion) denies(e *evidence, t feeds.Topic) bool {
	p := o.of(string(t))
	return general[t] && p < drops || p < denies && sum(e.topics[t], true) < topicPoints
}

// besides reports whether the model may add a topic to others: what is general, and the
// line between crimes and suits, is left to the rules. What is said on networks is no
// matter of their security, though it is written with the same word, nor of the app that
// the title names for it, and ciphers are no algorithms that decide about people.
func (c *Classifier) besides(e *evidence, t feeds.Topic, topics []feeds.Topic) bool {
	switch {
	case t == cybersecurity && slices.Contains(topics, contentGovernance):
		return false
	case t == appEnforcement && slices.Contains(topics, contentGovernance) && e.title.any(c.company.app):
		return false
	case t == aiAlgorithms && e.title.any(c.company.cipher):
		return false
	}
	return len(topics) == 0 || t != personalInformation && t != litigation && t != piCrime
}

// Kind is the kind of document that the model takes a text for of which no rule knows,
// with the words that decided; of one that the rules take for another kind only where
// that is easily taken for others and the model is sure. "" leaves it to the rules.
func (x *Weighed) Kind(ruled string) (kind string, why []feeds.Reason) {
	if x.c.model == nil || x.e.long || ruled != "" && (!doubted[ruled] || !x.e.brief) { // it was trained on summaries
		return "", nil
	}
	o := x.opinion()
	kind, p := o.kind()
	if ruled != "" && (p < renames || kind == ruled) {
		return "", nil
	}
	return kind, o.reasons("doc_type", kindClass(kind))
}

// kind is the likeliest kind of document.
func (o *opinion) kind() (kind string, p float64) {
	m := o.m
	if m.kinds == len(m.classes) {
		return "", 0
	}
	scores := make([]float64, len(m.classes)-m.kinds)
	for _, i := range o.found {
		for _, x := range m.weights[i][m.ofKinds[i]:] {
			scores[int(x.class)-m.kinds] += float64(x.value)
		}
	}
	for k := range scores {
		scores[k] = m.bias[m.kinds+k] + o.norm*scores[k]
	}
	oneOf(scores)
	p = slices.Max(scores)
	return strings.TrimPrefix(m.classes[m.kinds+slices.Index(scores, p)], kindClass("")), p
}

// Alone is the model's word alone: how likely a text is relevant, its likeliest topic
// and kind of document.
func (x *Weighed) Alone() (relevant float64, topic feeds.Topic, kind string) {
	o, best := x.opinion(), 0.0
	for _, t := range x.c.topics {
		if p := o.of(string(t)); p > best {
			best, topic = p, t
		}
	}
	kind, _ = o.kind()
	return o.of(relevantClass), topic, kind
}
