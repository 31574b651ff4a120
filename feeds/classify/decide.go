package classify

import (
	"math"
	"slices"

	"github.com/regwire/regwire/feeds"
)

// topicPoints is the unit of all points: what makes a topic beside others.
const topicPoints = 1.0

// passing is the share of the clearest topic's points up to which a lead speaks
// of another one in passing: half, and a little for what sums leave over.
const passing = 0.51

// aside is what makes a topic of which a clear title says nothing when the text is
// long: such texts touch on much, where a summary names only what counts.
const aside = 1.5

// Thresholds lie between what words say, in points, and what is judged. They are what
// Fit can learn from labelled items; the points of the words are set by hand.
type Thresholds struct {
	Silent float64 // a topic when the title shows none
	Clear  float64 // a lead that is clear without the title
	Quiet  float64 // noise that leaves a silent title open
	Mild   float64 // the most that a lead says against a title that shows one
	Noise  float64 // what is no news
	Most   float64 // what no topic outweighs
}

// Usual are the thresholds that are shipped.
var Usual = Thresholds{Silent: 0.5, Clear: 0.7, Quiet: 0.3, Mild: 0.7, Noise: 1.0, Most: 2.0}

// The topics that the rules of picking speak of.
const (
	personalInformation feeds.Topic = "personal_information"
	litigation          feeds.Topic = "litigation"
	piCrime             feeds.Topic = "pi_crime"
	appEnforcement      feeds.Topic = "app_enforcement"
	standards           feeds.Topic = "standards"
	minors              feeds.Topic = "minors"
	cybersecurity       feeds.Topic = "cybersecurity"
	aiAlgorithms        feeds.Topic = "ai_algorithms"
	contentGovernance   feeds.Topic = "content_governance"
)

func sum(points []point, title bool) float64 {
	total := 0.0
	for _, p := range points {
		if p.title == title {
			total += p.worth
		}
	}
	return total
}

// strongest is the worth of the two best words of a zone: a long title is no
// better proof than a short one.
func strongest(points []point, title bool) float64 {
	var first, second float64
	for _, p := range points {
		switch {
		case p.title != title:
		case p.worth > first:
			first, second = p.worth, first
		case p.worth > second:
			second = p.worth
		}
	}
	return first + second
}

// clearest is the most that title and lead together say of one topic.
func (e *evidence) clearest() float64 {
	most := 0.0
	for _, points := range e.topics {
		most = max(most, sum(points, true)+sum(points, false))
	}
	return most
}

// shows is the most that the title says of one topic.
func (e *evidence) shows() float64 {
	most := 0.0
	for _, points := range e.topics {
		most = max(most, sum(points, true))
	}
	return most
}

// pick chooses the topics, in the order of the catalogue. The title decides;
// when it is silent, the lead does, but what it says at no more than half
// the strength of its clearest topic is said in passing.
func (c *Classifier) pick(e *evidence) []feeds.Topic {
	need := c.at.Silent
	for _, t := range c.topics {
		if sum(e.topics[t], true) >= topicPoints {
			need = topicPoints
		}
	}
	switch {
	case e.title.any(c.company.roundup):
		need = c.at.Silent // each piece of news counts
	case need < topicPoints:
		need = min(max(need, passing*e.clearest()), topicPoints)
	}
	var topics []feeds.Topic
	for _, t := range c.topics {
		title, enough := sum(e.topics[t], true), need
		switch {
		case e.long && need == topicPoints && title == 0:
			enough = aside
		case t == piCrime && e.all.any(c.company.caught) && e.all.any(c.company.dealt) && e.all.any(c.company.crimeBody):
			enough = min(need, c.at.Clear) // by whatever else the title catches the eye
		}
		if title+sum(e.topics[t], false) >= enough {
			topics = append(topics, t)
		}
	}
	return c.settle(e, topics)
}

// settle applies what one topic means for another.
func (c *Classifier) settle(e *evidence, topics []feeds.Topic) []feeds.Topic {
	drop := func(t feeds.Topic) {
		topics = slices.DeleteFunc(topics, func(x feeds.Topic) bool { return x == t })
	}
	criminal := slices.Contains(topics, piCrime) || len(topics) > 1 && e.all.any(c.company.sentenced)
	civil := e.all.any(c.company.civilClaim) || sum(e.topics[litigation], true) >= topicPoints && sum(e.topics[piCrime], true) < topicPoints && !e.all.any(c.company.sentenced.plus(c.company.penal))
	if criminal && !civil {
		drop(litigation)
	}
	if slices.Contains(topics, piCrime) && !civil {
		drop(minors) // whose records were sold is no matter of minors
	}
	suit := e.title.any(c.company.civilSuit) || e.title.any(c.company.civilClaim) && sum(e.topics[piCrime], true) < topicPoints
	if suit && !e.all.any(c.company.penal) && slices.Contains(topics, litigation) {
		drop(piCrime) // 侵犯公民个人信息民事公益诉讼 is a suit alone
	}
	named := c.namedHandler(e, topics)
	switch general := slices.Contains(topics, personalInformation); {
	case general && len(topics) > 1 && !named && !c.keepsPersonal(e, topics):
		drop(personalInformation)
	case !general && len(topics) > 0 && named:
		topics = append(topics, personalInformation)
		e.topics[personalInformation] = append(e.topics[personalInformation], e.fine)
	}
	return topics
}

// keepsPersonal reports whether the general topic stays beside others: when the
// title names it and none of them, or as the third of several subjects. It never stays beside
// a crime or a suit.
func (c *Classifier) keepsPersonal(e *evidence, topics []feeds.Topic) bool {
	if sum(e.topics[personalInformation], true) < topicPoints {
		return false
	}
	return !slices.ContainsFunc(topics, func(t feeds.Topic) bool {
		switch t {
		case personalInformation:
			return false
		case litigation, piCrime:
			return true
		case appEnforcement:
			return e.title.any(c.company.app.plus(c.company.series)) || sum(e.topics[t], true) >= topicPoints
		}
		return sum(e.topics[t], true) >= topicPoints && !e.title.any(c.company.enumerated)
	})
}

// namedHandler reports whether the title tells of a penalty on a handler that it
// names, for handling personal information.
func (c *Classifier) namedHandler(e *evidence, topics []feeds.Topic) bool {
	if slices.Contains(topics, litigation) || slices.Contains(topics, piCrime) {
		return false
	}
	if e.title.any(c.company.unnamedInTitle) && !e.all.any(c.company.firmName) {
		return false
	}
	return e.fine.words != "" && e.all.any(c.company.personal) &&
		!e.all.any(c.company.unnamed) && !e.title.any(c.company.procedure)
}

// relevance weighs topics against noise.
func (c *Classifier) relevance(e *evidence, topics []feeds.Topic) feeds.Relevance {
	best := e.shows()
	most := c.at.Noise
	if best >= topicPoints {
		most = c.at.Mild
	}
	against := sum(e.noise, true) + min(sum(e.noise, false), most)
	near := sum(e.field, true)
	clear := e.clearest() >= c.at.Clear || matches(c.regulators, e.source)
	silent := best < topicPoints && (!e.title.any(c.company.acts) || !clear)
	switch {
	case sum(e.noise, true) >= c.at.Most && !e.title.any(c.company.draft):
		return feeds.NotRelevant
	case len(topics) > 0 && silent && against < c.at.Quiet:
		return feeds.Unsure
	case len(topics) > 0 && silent:
		return feeds.NotRelevant
	case len(topics) > 0 && against < c.at.Noise, near >= topicPoints && against == 0:
		return feeds.Relevant
	case len(topics) > 0 && best >= topicPoints && against <= c.at.Noise && e.title.any(c.company.acts):
		return feeds.Relevant
	case len(topics) > 0 && best >= topicPoints && against < c.at.Most:
		return feeds.Unsure
	case len(topics) == 0 && near > 0 && against < c.at.Silent:
		return feeds.Unsure
	}
	return feeds.NotRelevant
}

// why gives the words behind the relevance: the best of the topics and of the
// field, and what spoke against.
func (c *Classifier) why(e *evidence) []feeds.Reason {
	var found []point
	for _, t := range c.topics {
		found = append(found, e.topics[t]...)
	}
	out := reasons("relevance", append(found, e.field...))
	for _, r := range reasons("relevance", e.noise) {
		r.Weight = -r.Weight
		out = append(out, r)
	}
	return out
}

// file sets the section and returns the words that decided.
func (c *Classifier) file(w feeds.Writing, e *evidence, r *feeds.Reading, o *opinion) []feeds.Reason {
	best, most, backed := feeds.EnforcementAuthority, 0.0, 0.0
	var given []feeds.Reason
	for _, s := range sections {
		beside, backs := c.beside(w, r, s), math.Round(files*100*o.of(sectionClass(s)))/100
		points := strongest(e.sections[s], true) + strongest(e.sections[s], false) + backs
		for _, reason := range beside {
			points += reason.Weight
		}
		if points > most {
			best, most, given, backed = s, points, beside, backs
		}
	}
	r.Section = best
	if backed > 0 {
		given = append(given, feeds.Reason{For: "section", Words: o.word(sectionClass(best)), Weight: backed, In: "model"})
	}
	return append(reasons("section", e.sections[best]), given...)
}

// beside is what speaks for a section beside words: whose page it is, the topics,
// and the facts.
func (c *Classifier) beside(w feeds.Writing, r *feeds.Reading, s feeds.Section) []feeds.Reason {
	var out []feeds.Reason
	add := func(words string, points float64, in string) {
		out = append(out, feeds.Reason{For: "section", Words: words, Weight: points, In: in})
	}
	for _, is := range c.issuers {
		if is.Section == s && matches(is.Codes, w.Source) {
			add(string(w.Source), is.Points, "source")
			break
		}
	}
	for _, l := range c.leanings {
		if l.Section == s && slices.Contains(r.Topics, l.Topic) {
			add(string(l.Topic), l.Points, "topics")
		}
	}
	for _, k := range c.kinds {
		if k.Section == s && (k.Kind == r.DocType || k.Kind == string(r.Stage)) {
			add(k.Kind, k.Points, "facts")
		}
	}
	return out
}
