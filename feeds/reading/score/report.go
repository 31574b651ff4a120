package score

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// Tally counts the answers to one yes-or-no question.
type Tally struct {
	Right  int `json:"right"`  // yes, and so it is
	Over   int `json:"over"`   // yes, and it is not
	Missed int `json:"missed"` // no, and it is
}

func (t *Tally) add(got, want bool) {
	switch {
	case got && want:
		t.Right++
	case got:
		t.Over++
	case want:
		t.Missed++
	}
}

// Errors is the number of wrong answers.
func (t Tally) Errors() int { return t.Over + t.Missed }

// Precision is the share of yeses that are right; 1 when there are none.
func (t Tally) Precision() float64 { return share(t.Right, t.Right+t.Over) }

// Recall is the share of what is so that was found; 1 when there is none.
func (t Tally) Recall() float64 { return share(t.Right, t.Right+t.Missed) }

// F1 is the harmonic mean of both.
func (t Tally) F1() float64 { return share(2*t.Right, 2*t.Right+t.Over+t.Missed) }

// MarshalJSON adds what is worked out from the counts.
func (t Tally) MarshalJSON() ([]byte, error) {
	type counts Tally // without this method
	return json.Marshal(struct {
		counts
		Errors    int     `json:"errors"`
		Precision float64 `json:"precision"`
		Recall    float64 `json:"recall"`
		F1        float64 `json:"f1"`
	}{counts(t), t.Errors(), t.Precision(), t.Recall(), t.F1()})
}

func share(part, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(part) / float64(of)
}

// Accuracy is the share of lines on which a field is right. Stated counts those
// where the answer is not empty: that nothing was found where nothing is says
// little.
type Accuracy struct {
	Right       int `json:"right"`
	Of          int `json:"of"`
	StatedRight int `json:"stated_right"`
	Stated      int `json:"stated"`
}

// Events is how well lines were joined.
type Events struct {
	Joined        int `json:"joined"`
	OfDuplicates  int `json:"of_duplicates"`
	WronglyMerged int `json:"wrongly_merged"`
	OfTempting    int `json:"of_tempting"` // pairs that must stay apart
	Unexpected    int `json:"unexpected"`  // lines joined to one that no answer names
}

// Mistake is one field of one line that differs from its answer.
type Mistake struct {
	ID    string `json:"id"`
	Field string `json:"field"`
	Want  string `json:"want"`
	Got   string `json:"got"`
	Title string `json:"title"`
	// Reasons are those of the field, the words that decided.
	Reasons []feeds.Reason `json:"reasons,omitempty"`
}

// Report is the comparison of readings with answers.
type Report struct {
	Lines     int   `json:"lines"`
	Relevance Tally `json:"relevance"`
	// Unsure counts lines that are not relevant and were called unsure, of Not.
	Unsure int `json:"unsure"`
	Not    int `json:"not"`
	// Topics has a row for every topic of the answers and of the readings;
	// MeanF1 is the mean over those rows.
	Topics   map[feeds.Topic]*Tally `json:"topics"`
	MeanF1   float64                `json:"mean_f1"`
	Fields   map[string]*Accuracy   `json:"fields"`
	Events   Events                 `json:"events"`
	Folds    *Folds                 `json:"folds,omitempty"` // see CrossValidate
	Mistakes []Mistake              `json:"mistakes,omitempty"`
}

// fields are the names of the compared fields, in the order of the report.
var fields = []string{
	"section", "authorities", "doc_type", "status", "effective_date", "comment_deadline", "figures", "legal_basis",
}

// compared are the statutes that answers list; a reading may name more.
var compared = []feeds.LawID{
	"CSL", "DSL", "PIPL", "CC", "NDSR", "CIIR", "TELR", "TIUPIP", "MOPR", "MPL", "CRPL", "ATFL", "CRYL", "PSAPL", "PDPO", "CL9",
}

// Run reads the lines of in and compares what was found with their answers.
func Run(in io.Reader, reading ReadFunc, group GroupFunc) (Report, error) {
	lines, err := answered(in)
	if err != nil {
		return Report{}, err
	}
	return Compare(lines, read(lines, reading, group)), nil
}

// answered reads lines that all carry answers.
func answered(in io.Reader) ([]Line, error) {
	lines, err := Lines(in)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l.Expect == nil {
			return nil, fmt.Errorf("line %d (%s) has no field \"expect\" to compare with", l.number, l.ID)
		}
	}
	return lines, nil
}

// Compare compares got with the answers of lines, one for each.
func Compare(lines []Line, got []Got) Report {
	r := Report{Lines: len(lines), Topics: map[feeds.Topic]*Tally{}, Fields: map[string]*Accuracy{}}
	for _, f := range fields {
		r.Fields[f] = &Accuracy{}
	}
	for i, l := range lines {
		for _, t := range slices.Concat(l.Expect.Topics, got[i].Topics) {
			if r.Topics[t] == nil {
				r.Topics[t] = &Tally{}
			}
		}
	}
	for i, l := range lines {
		r.judge(l, got[i])
		r.compare(l, got[i])
	}
	r.events(lines, got)
	for _, t := range r.Topics {
		r.MeanF1 += t.F1() / float64(len(r.Topics))
	}
	return r
}

// judge compares relevance and topics.
func (r *Report) judge(l Line, got Got) {
	want := l.Expect
	r.Relevance.add(got.Relevant, want.Relevant)
	if got.Relevant != want.Relevant {
		r.mistake(l, got, "relevance", fmt.Sprint(want.Relevant), fmt.Sprint(got.Relevant))
	}
	if !want.Relevant {
		r.Not++
		if got.Unsure {
			r.Unsure++
		}
	}
	for _, t := range slices.Sorted(maps.Keys(r.Topics)) {
		has, should := slices.Contains(got.Topics, t), slices.Contains(want.Topics, t)
		r.Topics[t].add(has, should)
		if has != should {
			r.mistake(l, got, string(t), fmt.Sprint(should), fmt.Sprint(has))
		}
	}
}

// compare compares the other fields.
func (r *Report) compare(l Line, got Got) {
	w := l.Expect
	for _, f := range []struct{ name, want, got string }{
		{"section", string(w.Section), string(got.Section)},
		{"authorities", set(w.Authorities), set(got.Authorities)},
		{"doc_type", w.DocType, got.DocType},
		{"status", value(w.Status), value(got.Status)},
		{"effective_date", value(w.EffectiveDate), value(got.EffectiveDate)},
		{"comment_deadline", value(w.CommentDeadline), value(got.CommentDeadline)},
		{"figures", figures(w.Figures, w.Figures), figures(w.Figures, got.Figures)},
		{"legal_basis", set(listed(w.LegalBasis)), set(listed(got.LegalBasis))},
	} {
		a := r.Fields[f.name]
		a.Of++
		if f.want != "" {
			a.Stated++
		}
		if f.want != f.got {
			r.mistake(l, got, f.name, f.want, f.got)
			continue
		}
		a.Right++
		if f.want != "" {
			a.StatedRight++
		}
	}
}

// events compares the joining of lines.
func (r *Report) events(lines []Line, got []Got) {
	at := map[string]int{}
	for i, l := range lines {
		at[l.ID] = i
	}
	for i, l := range lines {
		if of := l.Expect.DuplicateOf; of != nil {
			if j, ok := at[*of]; ok {
				r.Events.OfDuplicates++
				if got[i].Event == got[j].Event {
					r.Events.Joined++
				} else {
					r.mistake(l, got[i], "event", "with "+*of, "apart")
				}
			}
		} else if got[i].Event != l.ID && !duplicateOf(lines[at[got[i].Event]], l.ID) {
			r.Events.Unexpected++
			r.mistake(l, got[i], "event", "apart", "with "+got[i].Event)
		}
		if not := l.Expect.NotDuplicateOf; not != nil {
			if j, ok := at[*not]; ok {
				r.Events.OfTempting++
				if got[i].Event == got[j].Event {
					r.Events.WronglyMerged++
					r.mistake(l, got[i], "event", "apart from "+*not, "together")
				}
			}
		}
	}
}

// duplicateOf reports whether l's answer is that it repeats the line id.
func duplicateOf(l Line, id string) bool {
	return l.Expect.DuplicateOf != nil && *l.Expect.DuplicateOf == id
}

func (r *Report) mistake(l Line, got Got, field, want, have string) {
	m := Mistake{ID: l.ID, Field: field, Want: want, Got: have, Title: l.Title}
	for _, x := range got.Reasons {
		if x.For == field {
			m.Reasons = append(m.Reasons, x)
		}
	}
	r.Mistakes = append(r.Mistakes, m)
}

// set is a list as a text that does not depend on its order.
func set[T ~string](s []T) string {
	s = slices.Sorted(slices.Values(s))
	words := make([]string, 0, len(s))
	for _, x := range slices.Compact(s) {
		words = append(words, string(x))
	}
	return strings.Join(words, " ")
}

func listed(laws []feeds.LawID) []feeds.LawID {
	return slices.DeleteFunc(slices.Clone(laws), func(id feeds.LawID) bool { return !slices.Contains(compared, id) })
}

func value[T ~string](p *T) string {
	if p == nil {
		return ""
	}
	return string(*p)
}

// figures shows those of have that the answer names.
func figures(want, have map[string]int64) string {
	var words []string
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if v, ok := have[k]; ok {
			words = append(words, fmt.Sprintf("%s=%d", k, v))
		}
	}
	return strings.Join(words, " ")
}
