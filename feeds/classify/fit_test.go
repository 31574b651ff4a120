package classify_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/classify"
)

// media are the pages that carry reports alone.
var media = map[feeds.AuthorityID]bool{"CHINACOURT": true, "CNR": true, "LEGALDAILY": true, "MEDIA": true, "PEOPLE": true, "XINHUA": true}

// samples are the items of a labelled file of package reading.
func samples(t *testing.T, file string) []classify.Sample {
	t.Helper()
	return samplesOf(corpus(t, file))
}

func samplesOf(lines []labelled) []classify.Sample {
	out := make([]classify.Sample, 0, len(lines))
	for _, l := range lines {
		s := classify.Sample{Writing: l.writing(), Relevant: l.Expect.Relevant, Topics: l.Expect.Topics, Section: l.Expect.Section}
		if !media[l.Authority] {
			s.Kind = l.Expect.DocType
		}
		out = append(out, s)
	}
	return out
}

func TestFitLeavesWhatIsGood(t *testing.T) {
	c := shipped(t)
	all := samples(t, "seed.jsonl")
	before := c.With(classify.Usual)
	if got := c.Fit(all); got != classify.Usual {
		t.Errorf("nothing is better on %d items that are judged rightly, yet thresholds became %+v", len(all), got)
	}
	for _, s := range all { // and fitting leaves no trace
		var a, b feeds.Reading
		c.Judge(s.Writing, &a)
		before.Judge(s.Writing, &b)
		if a.Relevance != b.Relevance || !slices.Equal(a.Topics, b.Topics) {
			t.Errorf("%s: %s %v, before %s %v", s.Writing.Title, a.Relevance, a.Topics, b.Relevance, b.Topics)
		}
	}
}

// Of items that are labelled by other thresholds, Fit finds its way to these.
func TestFitMovesThresholds(t *testing.T) {
	c := shipped(t).Taught(nil) // the model mends some of what thresholds do
	strict := c.With(classify.Thresholds{Silent: 1.2, Clear: 2, Quiet: 0.1, Mild: 0.7, Noise: 0.4, Most: 0.8})
	odd := samples(t, "titles.jsonl")
	for i := range odd {
		var r feeds.Reading
		strict.Judge(odd[i].Writing, &r)
		odd[i].Relevant, odd[i].Topics, odd[i].LegalBasis = r.Relevance != feeds.NotRelevant, r.Topics, nil
	}
	got := c.Fit(odd)
	if again := c.Fit(odd); again != got {
		t.Errorf("the second time %+v, the first %+v", again, got)
	}
	wrong := func(c *classify.Classifier) (n int) {
		for _, s := range odd {
			var r feeds.Reading
			if c.Judge(s.Writing, &r); (r.Relevance != feeds.NotRelevant) != s.Relevant || !slices.Equal(r.Topics, s.Topics) {
				n++
			}
		}
		return n
	}
	if usual, fitted := wrong(c), wrong(c.With(got)); fitted >= usual/2 {
		t.Errorf("%d of %d are judged wrongly by fitted thresholds %+v, %d by the usual ones", fitted, len(odd), got, usual)
	}
}
