// Package classify judges a text: whether a data-protection lawyer would expect
// it, which topics it is about, and where the digest files it. Start with New
// and Classifier.Judge.
//
// Judgement is weighted evidence. Words of the catalogue are worth points, more
// in the title than in the lead, and some count only in company: 标准合同 is
// about data when data leaves the country in the same sentence, and about
// labour otherwise. Names whose parts mislead are masked, documents that are
// only cited as a legal basis do not count, and neither does anything below the
// lead, where long texts mention everything. Every decision keeps the words that
// made it (feeds.Reason).
//
// Behind the rules stands a Model, trained on the labelled items by Train: a text
// that no rule speaks for or against is asked about when the model is sure of it, a
// topic that the rules missed is added when it is surer, and a general one beside
// others is taken away that the model all but rules out. It also names the kind of a document of
// which package facts knows none, and of some that rules take for a kind too easily
// (Weighed.Kind), which is why words are weighed before facts are read.
//
// Facts of the text (who, what kind of document, which stage) are read by package
// facts; Judge uses them where they are there and does without otherwise.
package classify

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

// sections in the order in which the first of equals wins.
var sections = []feeds.Section{
	feeds.Legislation, feeds.EnforcementCase, feeds.CourtLitigation, feeds.EnforcementAuthority,
}

// Classifier judges texts by one set of rules. It never changes, so goroutines
// may share it.
type Classifier struct {
	topics     []feeds.Topic
	lex        *lexicon.Lexicon
	words      []entry
	rows       []row
	company    company
	signs      []sign // of the groups and of what was found besides
	issuers    []Issuer
	leanings   []Leaning
	kinds      []Kind
	bases      []Basis
	regulators []string
	own        []string
	at         Thresholds
	model      *Model // nil for none
	version    string
}

// New compiles rules.
func New(r Rules) (*Classifier, error) {
	b, err := newBuilder(r)
	if err != nil {
		return nil, fmt.Errorf("compiling the rules of classification: %w", err)
	}
	lex, err := lexicon.New(b.terms)
	if err != nil {
		return nil, fmt.Errorf("compiling the words of classification: %w", err)
	}
	groups, err := b.companyOf()
	if err == nil {
		_, err = b.bits(r.Mute)
	}
	if err != nil {
		return nil, fmt.Errorf("compiling the rules of classification: %w", err)
	}
	c := &Classifier{
		lex: lex, words: b.words, rows: b.rows, company: groups,
		issuers: r.Issuers, leanings: r.Leanings, kinds: r.Kinds, bases: r.Bases, regulators: r.Regulators, own: r.Own, at: Usual,
	}
	c.signs = signsOf(b.groups, r.Mute)
	if r.Model != "" {
		if c.model, err = readModel(r.Model); err != nil {
			return nil, fmt.Errorf("compiling the rules of classification: %w", err)
		}
	}
	for _, t := range r.Topics {
		c.topics = append(c.topics, t.ID)
	}
	data, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("fingerprinting the rules of classification: %w", err)
	}
	sum := sha256.Sum256(data)
	c.version = hex.EncodeToString(sum[:6])
	return c, nil
}

// Fingerprint tells one set of rules from another.
func (c *Classifier) Fingerprint() string { return c.version }

// Size is the memory in bytes of the compiled vocabulary.
func (c *Classifier) Size() int { return c.lex.Size() }

// Taught is the classifier with another model.
func (c *Classifier) Taught(m *Model) *Classifier {
	other := *c
	other.model = m
	return &other
}

// Weighed is a text whose words have been weighed, before its facts are known.
type Weighed struct {
	c      *Classifier
	w      feeds.Writing
	e      *evidence
	second *opinion // of the model, nil before it is asked
}

// Weigh finds the words of w that count.
func (c *Classifier) Weigh(w feeds.Writing) *Weighed { return &Weighed{c: c, w: w, e: c.weigh(w)} }

// Judge is Weigh and Weighed.Judge in one.
func (c *Classifier) Judge(w feeds.Writing, r *feeds.Reading) { c.Weigh(w).Judge(r) }

// Judge sets Relevance, Topics and Section of r, which holds the facts of the text,
// and appends the reasons.
func (x *Weighed) Judge(r *feeds.Reading) {
	c, w, e := x.c, x.w, x.e
	c.rests(e, r.LegalBasis)
	topics := c.withStandards(e, c.pick(e), r.DocType)
	r.Relevance = c.relevance(e, topics)
	r.Reasons = append(r.Reasons, c.why(e)...)
	o := x.backs()
	if o != nil {
		o.weighs(c, e, r)
	}
	if r.Relevance == feeds.NotRelevant && (c.ownRule(e, r) || c.decidesBy(e, r.LegalBasis) || c.tellsCrime(e, topics)) {
		r.Relevance = feeds.Unsure
	}
	if r.Relevance == feeds.NotRelevant {
		r.Topics, r.Section = nil, feeds.OtherSection
		return
	}
	if o != nil {
		topics = o.advise(c, e, r, topics)
	}
	topics = c.besideFlaw(e, topics)
	r.Topics = topics
	for _, t := range topics {
		r.Reasons = append(r.Reasons, reasons(string(t), e.topics[t])...)
	}
	r.Reasons = append(r.Reasons, c.file(w, e, r, o)...)
	c.suits(e, r)
}

// besideFlaw is topics without AI where the title tells of a hole in software: what the
// software is for makes no rule of it.
func (c *Classifier) besideFlaw(e *evidence, topics []feeds.Topic) []feeds.Topic {
	if !e.title.any(c.company.flaw) || e.title.any(c.company.rule) || !slices.Contains(topics, cybersecurity) {
		return topics
	}
	return slices.DeleteFunc(topics, func(t feeds.Topic) bool { return t == aiAlgorithms })
}

// withStandards adds the topic of standards to one of the field that its words
// do not call so: a bare 技术规范.
func (c *Classifier) withStandards(e *evidence, topics []feeds.Topic, kind string) []feeds.Topic {
	if kind != "standard" || len(topics) == 0 || slices.Contains(topics, standards) || !e.all.any(c.company.digital) {
		return topics
	}
	e.topics[standards] = append(e.topics[standards], point{words: kind, worth: topicPoints})
	return c.pick(e)
}

// suits adds the topic of suits to what courts tell of the field that is about no
// crime, whatever it calls itself; the general topic never stays beside it.
func (c *Classifier) suits(e *evidence, r *feeds.Reading) {
	if r.Section != feeds.CourtLitigation || e.long || e.all.any(c.company.penal) || slices.Contains(r.Topics, litigation) || slices.Contains(r.Topics, piCrime) {
		return
	}
	r.Topics = append(slices.DeleteFunc(r.Topics, func(t feeds.Topic) bool { return t == personalInformation }), litigation)
	r.Reasons = append(r.Reasons, reasons(string(litigation), e.sections[r.Section])...)
}

// ownRule reports a rule about data or networks of a body that makes rules of the
// field alone, against which no word speaks.
func (c *Classifier) ownRule(e *evidence, r *feeds.Reading) bool {
	return r.Stage != "" && len(e.noise) == 0 && e.title.any(c.company.data.plus(c.company.network)) && matches(c.own, e.source)
}

// decidesBy reports a penalty or a decision of a court by a law of the field, whatever
// trade it befell.
func (c *Classifier) decidesBy(e *evidence, laws []feeds.LawID) bool {
	return sum(e.noise, true) < c.at.Most && e.title.any(c.company.acts) && slices.ContainsFunc(c.bases, func(b Basis) bool { return slices.Contains(laws, b.Law) })
}

// tellsCrime reports a text that says by clear words that people's particulars were
// stolen or sold, and somebody caught: no headline about something else hides it.
func (c *Classifier) tellsCrime(e *evidence, topics []feeds.Topic) bool {
	return slices.Contains(topics, piCrime) && e.all.any(c.company.caught) && e.all.any(c.company.dealt) && sum(e.topics[piCrime], false) >= c.at.Clear
}

// rests adds what the laws tell that a penalty rests on.
func (c *Classifier) rests(e *evidence, laws []feeds.LawID) {
	if !e.title.any(c.company.penalty) {
		return
	}
	for _, b := range c.bases {
		if slices.Contains(laws, b.Law) {
			e.topics[b.Topic] = append(e.topics[b.Topic], point{words: string(b.Law), worth: b.Points})
		}
	}
}

// reasons are the strongest words behind one decision, at most three; none says again
// what a longer one beside it says.
func reasons(what string, found []point) []feeds.Reason {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b point) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(len(b.words), len(a.words)))
	})
	var out []feeds.Reason
	for _, p := range found {
		if len(out) == 3 {
			break
		}
		if !slices.ContainsFunc(out, func(r feeds.Reason) bool { return r.In == p.in() && strings.Contains(r.Words, p.words) }) {
			out = append(out, feeds.Reason{For: what, Words: p.words, Weight: p.worth, In: p.in()})
		}
	}
	return out
}
