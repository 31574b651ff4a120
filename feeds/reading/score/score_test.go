package score_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/reading/score"
)

const two = `{"id":"a","note":"<kept>","title":"数据出境安全评估办法","body":"自2022年9月1日起施行。","url":"https://x.example/a","source_authority":"CAC","published":"2022-07-08","expect":{"relevant":true,"topics":["data_export"],"section":"legislation","authorities":["CAC"],"doc_type":"measures","status":"final","effective_date":"2022-09-01","comment_deadline":null,"figures":{"apps":3},"legal_basis":["CL9"],"duplicate_of":null,"not_duplicate_of":null}}

{"id":"b","title":"9月1日起施行","body":"","url":"https://y.example/b","source_authority":"XINHUA","published":"2022-07-09","expect":{"relevant":true,"topics":["data_export"],"section":"legislation","authorities":["CAC"],"doc_type":"press","status":null,"effective_date":null,"comment_deadline":null,"figures":{},"legal_basis":[],"duplicate_of":"a","not_duplicate_of":null}}
`

// rule reads line a as its answers say, and b as noise.
func rule(w feeds.Writing) feeds.Reading {
	if w.Media {
		return feeds.Reading{Relevance: feeds.NotRelevant, Stage: feeds.StageIssued, LegalBasis: []feeds.LawID{"PIPL"}}
	}
	return feeds.Reading{
		Relevance: feeds.Unsure, Topics: []feeds.Topic{"data_export"}, Section: feeds.Legislation,
		Authorities: []feeds.AuthorityID{"CAC"}, DocType: "measures", Stage: feeds.StageIssued,
		Dates:      feeds.Dates{Effective: feeds.Date{Day: "2022-09-01"}},
		Figures:    []feeds.Figure{{Name: "apps", Value: 9, Minor: true}, {Name: "apps", Value: 3}},
		LegalBasis: []feeds.LawID{"CRIM", "SAM"},
		Summary:    []feeds.Sentence{{EN: "One."}, {EN: "Two."}},
		Reasons:    []feeds.Reason{{For: "data_export", Words: "数据出境", Weight: 1, In: "title"}},
	}
}

func together(items []feeds.Item) []int { return make([]int, len(items)) }

func apart(items []feeds.Item) []int {
	first := make([]int, len(items))
	for i := range first {
		first[i] = i
	}
	return first
}

func TestReadKeepsTheObjectAndAddsGot(t *testing.T) {
	var out bytes.Buffer
	lines, err := score.Lines(strings.NewReader(two))
	if err != nil {
		t.Fatal(err)
	}
	if err := score.Read(lines, &out, rule, together); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(rows) != 2 {
		t.Fatalf("%d lines out, want 2:\n%s", len(rows), out.String())
	}
	if want := `{"id":"a","note":"<kept>","title":`; !strings.HasPrefix(rows[0], want) {
		t.Errorf("first line is %.60q, want it to begin with %q", rows[0], want)
	}
	if strings.Contains(out.String(), `"expect"`) {
		t.Error("the answers are in what was read")
	}
	var b struct {
		Got score.Got `json:"got"`
	}
	if err := json.Unmarshal([]byte(rows[0]), &b); err != nil {
		t.Fatal(err)
	}
	g := b.Got
	if !g.Relevant || !g.Unsure || *g.Status != "final" || *g.EffectiveDate != "2022-09-01" || g.Figures["apps"] != 3 ||
		!slices.Contains(g.LegalBasis, "CL9") || g.Summary != "One. Two." || g.Event != "a" {
		t.Errorf("got = %+v", g)
	}
	if err := json.Unmarshal([]byte(rows[1]), &b); err != nil {
		t.Fatal(err)
	}
	if g := b.Got; g.Relevant || g.Section != feeds.OtherSection || g.Status != nil || len(g.LegalBasis) != 0 || g.Event != "a" {
		t.Errorf("what is not relevant has %+v", g)
	}
}

func TestRunCounts(t *testing.T) {
	r, err := score.Run(strings.NewReader(two), rule, together)
	if err != nil {
		t.Fatal(err)
	}
	if want := (score.Tally{Right: 1, Missed: 1}); r.Relevance != want {
		t.Errorf("relevance %+v, want %+v", r.Relevance, want)
	}
	if e := r.Topics["data_export"].Errors(); e != 1 {
		t.Errorf("%d errors of topic, want 1", e)
	}
	if a := *r.Fields["figures"]; a.Right != 2 || a.Of != 2 || a.Stated != 1 || a.StatedRight != 1 {
		t.Errorf("figures %+v", a)
	}
	if a := *r.Fields["section"]; a.Right != 1 {
		t.Errorf("section %+v, want one right", a)
	}
	if r.Events.Joined != 1 || r.Events.OfDuplicates != 1 || r.Events.Unexpected != 0 {
		t.Errorf("events %+v", r.Events)
	}
}

func TestRunCountsEvents(t *testing.T) {
	tempting := strings.Replace(two, `"duplicate_of":"a"`, `"duplicate_of":null`, 1)
	i := strings.LastIndex(tempting, `"not_duplicate_of":null`)
	tempting = tempting[:i] + `"not_duplicate_of":"a"}}`
	for _, c := range []struct {
		name, in string
		group    score.GroupFunc
		want     score.Events
	}{
		{"missed", two, apart, score.Events{OfDuplicates: 1}},
		{"kept apart", tempting, apart, score.Events{OfTempting: 1}},
		{"merged", tempting, together, score.Events{OfTempting: 1, WronglyMerged: 1, Unexpected: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := score.Run(strings.NewReader(c.in), rule, c.group)
			if err != nil {
				t.Fatal(err)
			}
			if r.Events != c.want {
				t.Errorf("events %+v, want %+v", r.Events, c.want)
			}
		})
	}
}

func TestReportShowsWordsThatDecided(t *testing.T) {
	wrong := strings.Replace(two, `"topics":["data_export"]`, `"topics":[]`, 1)
	r, err := score.Run(strings.NewReader(wrong), rule, apart)
	if err != nil {
		t.Fatal(err)
	}
	var text, short, object bytes.Buffer
	if err := errors.Join(r.WriteText(&text, true), r.WriteText(&short, false), r.WriteJSON(&object, true)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 lines", "a  data_export: want \"false\", got \"true\"", "+1.0  数据出境 (title)", "legal_basis"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, text.String())
		}
	}
	if strings.Contains(short.String(), "want \"") {
		t.Errorf("mistakes are printed unasked:\n%s", short.String())
	}
	var back struct {
		Relevance struct {
			F1 float64 `json:"f1"`
		} `json:"relevance"`
		Mistakes []score.Mistake `json:"mistakes"`
	}
	if err := json.Unmarshal(object.Bytes(), &back); err != nil || back.Relevance.F1 == 0 || len(back.Mistakes) == 0 {
		t.Errorf("JSON %s: %v", object.String(), err)
	}
}

func TestLinesRefuses(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no JSON", "{\"id\":\"a\"}\n{oops", "line 2 is no item"},
		{"same id twice", "{\"id\":\"a\"}\n{\"id\":\"a\"}", "line 2: id \"a\" is that of line 1 too"},
		{"no object", "[]", "line 1 is no item"},
		{"endless line", "{\"id\":\"" + strings.Repeat("a", 17<<20), "longer than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := score.Lines(strings.NewReader(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
	if _, err := score.Run(strings.NewReader(`{"id":"a"}`), rule, apart); err == nil || !strings.Contains(err.Error(), "expect") {
		t.Errorf("a line without answers: %v", err)
	}
	if lines, err := score.Lines(strings.NewReader("{}")); err != nil || lines[0].ID != "line-1" {
		t.Errorf("a line without id: %v, %v", lines, err)
	}
}

// A reading that gives every answer of the corpora scores full marks, so the
// comparison itself costs nothing.
func TestAnswersScoreFullMarks(t *testing.T) {
	for _, name := range []string{"seed.jsonl", "dev.jsonl"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("..", "testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			lines, err := score.Lines(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			got := make([]score.Got, len(lines))
			for i, l := range lines {
				e := l.Expect
				got[i] = score.Got{
					Relevant: e.Relevant, Topics: e.Topics, Section: e.Section, Authorities: e.Authorities, DocType: e.DocType,
					Status: e.Status, EffectiveDate: e.EffectiveDate, CommentDeadline: e.CommentDeadline,
					Figures: e.Figures, LegalBasis: e.LegalBasis, Event: l.ID,
				}
				if e.DuplicateOf != nil {
					got[i].Event = *e.DuplicateOf
				}
			}
			r := score.Compare(lines, got)
			if len(r.Mistakes) != 0 {
				t.Errorf("%d mistakes, the first %v", len(r.Mistakes), r.Mistakes[0])
			}
			if r.Relevance.F1() != 1 || r.MeanF1 < 0.9999 {
				t.Errorf("relevance %v, topics %v", r.Relevance.F1(), r.MeanF1)
			}
		})
	}
}
