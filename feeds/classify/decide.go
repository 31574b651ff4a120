package classify

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// Thresholds in points.
const (
	topicPoints  = 1.0 // a topic beside others
	silentPoints = 0.5 // a topic when the title shows none
	noisePoints  = 1.0 // what is no news
	mostNoise    = 2.0 // what no topic outweighs
)

// The topics that the rules of picking speak of.
const (
	personalInformation feeds.Topic = "personal_information"
	litigation          feeds.Topic = "litigation"
	piCrime             feeds.Topic = "pi_crime"
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

// pick chooses the topics, in the order of the catalogue. The title decides;
// when it is silent, the lead does.
func (c *Classifier) pick(e *evidence) []feeds.Topic {
	need := silentPoints
	for _, t := range c.topics {
		if sum(e.topics[t], true) >= topicPoints {
			need = topicPoints
		}
	}
	var topics []feeds.Topic
	for _, t := range c.topics {
		if sum(e.topics[t], true)+sum(e.topics[t], false) >= need {
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
	if slices.Contains(topics, piCrime) && e.all&c.groups["civil_claim"] == 0 {
		drop(litigation)
	}
	if len(topics) > 1 && slices.Contains(topics, personalInformation) && !c.keepsPersonal(e, topics) {
		drop(personalInformation)
	}
	return topics
}

// keepsPersonal reports whether the general topic stays beside others: when the
// title names it and none of them, or for a penalty on a named handler.
func (c *Classifier) keepsPersonal(e *evidence, topics []feeds.Topic) bool {
	if sum(e.topics[personalInformation], true) < topicPoints {
		return false
	}
	return !slices.ContainsFunc(topics, func(t feeds.Topic) bool {
		return t != personalInformation && sum(e.topics[t], true) >= topicPoints
	})
}

// relevance weighs topics against noise.
func (e *evidence) relevance(topics []feeds.Topic) feeds.Relevance {
	against := sum(e.noise, true) + min(sum(e.noise, false), noisePoints)
	best := 0.0
	for _, points := range e.topics {
		best = max(best, sum(points, true))
	}
	switch {
	case against >= mostNoise && best < 2:
		return feeds.NotRelevant
	case len(topics) > 0 && against < noisePoints:
		return feeds.Relevant
	case len(topics) > 0 && best >= topicPoints && against < mostNoise:
		return feeds.Unsure
	case len(topics) > 0 || against >= noisePoints/2:
		return feeds.NotRelevant
	case len(e.field) > 0:
		return feeds.Unsure
	}
	return feeds.NotRelevant
}

// against are the words that spoke against relevance.
func (e *evidence) against() []feeds.Reason {
	var out []feeds.Reason
	for i, p := range e.noise {
		if i == 3 {
			break
		}
		out = append(out, feeds.Reason{For: "relevance", Words: p.words, Weight: -p.worth, In: p.in()})
	}
	return out
}

// file sets the section and returns the words that decided.
func (c *Classifier) file(w feeds.Writing, e *evidence, r *feeds.Reading) []feeds.Reason {
	best, most := feeds.EnforcementAuthority, -1.0
	var prior *Issuer
	for _, s := range sections {
		points := sum(e.sections[s], true) + sum(e.sections[s], false)
		var from *Issuer
		for i, is := range c.issuers {
			if is.Section == s && is.matches(w.Source) {
				points += is.Points
				from = &c.issuers[i]
				break
			}
		}
		if points > most {
			best, most, prior = s, points, from
		}
	}
	r.Section = best
	out := reasons("section", e.sections[best])
	if prior != nil {
		out = append(out, feeds.Reason{For: "section", Words: string(w.Source), Weight: prior.Points, In: "source"})
	}
	return out
}
