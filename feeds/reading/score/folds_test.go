package score_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/reading/score"
)

// many are labelled lines that only differ in their ids; every fourth is relevant.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"i%d","title":"t%d","expect":{"relevant":%t,"topics":[],"section":"other","authorities":[],"doc_type":"press"}}`+"\n", i, i, i%4 == 0)
	}
	return b.String()
}

// Each line is read once, by what was fitted on lines of which it is none.
func TestNoLineIsReadByWhatWasFittedOnIt(t *testing.T) {
	const n = 100
	in := many(n)
	report, err := score.Run(strings.NewReader(in), func(feeds.Writing) feeds.Reading { return feeds.Reading{} }, apart)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	fits := 0
	fit := func(lines []score.Line) score.ReadFunc {
		fits++
		known := map[string]bool{}
		for _, l := range lines {
			known[l.Title] = l.Expect.Relevant
		}
		return func(w feeds.Writing) feeds.Reading {
			if _, fitted := known[w.Title]; fitted {
				t.Errorf("%s is read by what was fitted on it", w.Title)
			}
			seen[w.Title]++
			return feeds.Reading{Relevance: feeds.Relevant, DocType: "press", Section: feeds.Legislation}
		}
	}
	if err := report.CrossValidate(strings.NewReader(in), fit); err != nil {
		t.Fatal(err)
	}
	if fits != 5 || len(seen) != n {
		t.Errorf("%d folds read %d of %d lines", fits, len(seen), n)
	}
	f := report.Folds
	if f.Relevance.Of != 5 || f.Relevance.Worst > f.Relevance.Mean || f.Relevance.Mean < 0.3 || f.Relevance.Mean > 0.5 {
		t.Errorf("relevance of the folds is %+v; a quarter is relevant and all are called so", f.Relevance)
	}
	if d := f.Fields["doc_type"]; d.Mean != 1 || d.Worst != 1 || f.Fields["section"].Mean != 0 {
		t.Errorf("doc_type %+v, section %+v", d, f.Fields["section"])
	}
	var text, data bytes.Buffer
	if err := report.WriteText(&text, false); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteJSON(&data, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"mean of 5 folds", "worst fold", f.Say} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, text.String())
		}
	}
	if !strings.Contains(data.String(), `"folds":{"say":`) {
		t.Errorf("no folds in %s", data.String())
	}
}

func TestFoldsNeedAnswers(t *testing.T) {
	var r score.Report
	if err := r.CrossValidate(strings.NewReader(`{"id":"a"}`), nil); err == nil || r.Folds != nil {
		t.Errorf("a line without answers: %v, %+v", err, r.Folds)
	}
}
