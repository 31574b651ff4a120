package score

import (
	"fmt"
	"hash/fnv"
	"io"

	"github.com/regwire/regwire/feeds"
)

// folds is how many parts lines are cut into: four are fitted on, the fifth is
// read, each once.
const folds = 5

// foldsSay tells what the figures of the folds are. Points of words, patterns and
// tables are written by hand, so that only thresholds can be fitted anew.
const foldsSay = "thresholds of relevance and topics fitted on the other four folds; everything else is rules written by hand, which folds only spread, and a model of words trained on the project's own items"

// FitFunc gives the reading that was fitted on these lines alone.
type FitFunc func(lines []Line) ReadFunc

// Fold is a figure over the folds that have something to say about it.
type Fold struct {
	Mean  float64 `json:"mean"`
	Worst float64 `json:"worst"`
	Of    int     `json:"of"` // folds
}

func (f *Fold) add(v float64) {
	if f.Of == 0 || v < f.Worst {
		f.Worst = v
	}
	f.Mean = (f.Mean*float64(f.Of) + v) / float64(f.Of+1)
	f.Of++
}

// Folds are the figures of a cross-validation, each of lines that nothing was
// fitted on.
type Folds struct {
	Say       string                `json:"say"`
	Relevance Fold                  `json:"relevance_f1"`
	Topics    map[feeds.Topic]*Fold `json:"topics_f1"`
	MeanF1    Fold                  `json:"mean_f1"`
	Fields    map[string]*Fold      `json:"fields"`
}

// foldOf puts a line into a fold by its id alone, so that lines that are added
// move no other.
func foldOf(l Line) int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, l.ID) // a hash takes all that is written
	return int(h.Sum32() % folds)
}

// CrossValidate adds to the report what readings give that were fitted on the lines
// of the other folds.
func (r *Report) CrossValidate(in io.Reader, fit FitFunc) error {
	lines, err := answered(in)
	if err != nil {
		return fmt.Errorf("cross-validating: %w", err)
	}
	out := &Folds{Say: foldsSay, Topics: map[feeds.Topic]*Fold{}, Fields: map[string]*Fold{}}
	for k := range folds {
		var others, own []Line
		for _, l := range lines {
			if foldOf(l) == k {
				own = append(own, l)
			} else {
				others = append(others, l)
			}
		}
		if len(own) == 0 || len(others) == 0 {
			continue
		}
		out.take(Compare(own, read(own, fit(others), alone)))
	}
	r.Folds = out
	return nil
}

// alone leaves every item to itself: pairs may stand in two folds.
func alone(items []feeds.Item) []int {
	out := make([]int, len(items))
	for i := range out {
		out[i] = i
	}
	return out
}

func (f *Folds) take(r Report) {
	f.Relevance.add(r.Relevance.F1())
	f.MeanF1.add(r.MeanF1)
	for t, tally := range r.Topics {
		if f.Topics[t] == nil {
			f.Topics[t] = &Fold{}
		}
		f.Topics[t].add(tally.F1())
	}
	for name, a := range r.Fields {
		if f.Fields[name] == nil {
			f.Fields[name] = &Fold{}
		}
		f.Fields[name].add(share(a.Right, a.Of))
	}
}
