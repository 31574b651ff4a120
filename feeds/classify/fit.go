package classify

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// Sample is an item with what a person says of it.
type Sample struct {
	Writing    feeds.Writing
	LegalBasis []feeds.LawID // as package facts finds it
	Relevant   bool
	Topics     []feeds.Topic
	Section    feeds.Section // "" where nobody says
	Kind       string        // of document, "" where nobody says or whose page it is says all
}

// With is the classifier with other thresholds.
func (c *Classifier) With(t Thresholds) *Classifier {
	other := *c
	other.at = t
	return &other
}

// Steps of the search for thresholds.
const (
	fitSteps  = 25 // tenths of a point that each is tried at
	fitPasses = 2
	// fitGain is how much better a threshold has to be than the one before: a gain
	// of one item in many is chance.
	fitGain = 0.002
)

// Fit looks for the thresholds by which the samples are judged best: relevance F1
// and mean F1 of the topics together. It goes through them one by one, twice, from
// those that are shipped, and leaves them where nothing is better. There is no
// chance in it: the same samples give the same thresholds.
func (c *Classifier) Fit(samples []Sample) Thresholds {
	weighed := make([]*evidence, len(samples))
	for i, s := range samples {
		weighed[i] = c.weigh(s.Writing)
		c.rests(weighed[i], s.LegalBasis)
	}
	at := Usual
	best := c.With(at).agreement(samples, weighed)
	for range fitPasses {
		for _, part := range []func(*Thresholds) *float64{
			func(t *Thresholds) *float64 { return &t.Silent },
			func(t *Thresholds) *float64 { return &t.Clear },
			func(t *Thresholds) *float64 { return &t.Quiet },
			func(t *Thresholds) *float64 { return &t.Mild },
			func(t *Thresholds) *float64 { return &t.Noise },
			func(t *Thresholds) *float64 { return &t.Most },
		} {
			for step := range fitSteps {
				try := at
				*part(&try) = float64(step+1) / 10
				if got := c.With(try).agreement(samples, weighed); got > best+fitGain {
					at, best = try, got
				}
			}
		}
	}
	return at
}

// counts are answers to one question: right, and wrong either way.
type counts struct{ right, wrong int }

func (n *counts) add(got, want bool) {
	switch {
	case got && want:
		n.right += 2
	case got != want:
		n.wrong++
	}
}

func (n counts) f1() float64 {
	if n.right+n.wrong == 0 {
		return 1
	}
	return float64(n.right) / float64(n.right+n.wrong)
}

// agreement is how well the samples are judged, from evidence that was weighed.
func (c *Classifier) agreement(samples []Sample, weighed []*evidence) float64 {
	var relevance counts
	topics := map[feeds.Topic]*counts{}
	for i, s := range samples {
		found, about := c.judged(weighed[i])
		relevance.add(found, s.Relevant)
		for _, t := range c.topics {
			got, want := slices.Contains(about, t), slices.Contains(s.Topics, t)
			if !got && !want {
				continue
			}
			if topics[t] == nil {
				topics[t] = &counts{}
			}
			topics[t].add(got, want)
		}
	}
	mean := 0.0
	for _, t := range c.topics { // in one order, since sums depend on it
		if topics[t] != nil {
			mean += topics[t].f1()
		}
	}
	return relevance.f1() + mean/float64(max(len(topics), 1))
}

// judged is the judgement of evidence, which stays as it was.
func (c *Classifier) judged(e *evidence) (relevant bool, topics []feeds.Topic) {
	general, was := e.topics[personalInformation]
	topics = c.pick(e)
	relevant = c.relevance(e, topics) != feeds.NotRelevant
	if was {
		e.topics[personalInformation] = general
	} else {
		delete(e.topics, personalInformation)
	}
	if !relevant {
		topics = nil
	}
	return relevant, topics
}
