package facts_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

var (
	showErrors = flag.Bool("errors", false, "print every field of the corpora that was read wrong")
	half       = flag.String("half", "", "only even or odd items: even, odd")
)

// labelled is one line of the corpora.
type labelled struct {
	ID              string            `json:"id"`
	Title           string            `json:"title"`
	TitleZH         string            `json:"title_zh"`
	Body            string            `json:"body"`
	URL             string            `json:"url"`
	SourceAuthority feeds.AuthorityID `json:"source_authority"`
	Published       feeds.Day         `json:"published"`
	Expect          struct {
		Relevant        bool                `json:"relevant"`
		Authorities     []feeds.AuthorityID `json:"authorities"`
		DocType         string              `json:"doc_type"`
		Status          string              `json:"status"`
		EffectiveDate   feeds.Day           `json:"effective_date"`
		CommentDeadline feeds.Day           `json:"comment_deadline"`
		Figures         map[string]int64    `json:"figures"`
		LegalBasis      []string            `json:"legal_basis"`
	} `json:"expect"`
}

func corpus(tb testing.TB, name string) []labelled {
	tb.Helper()
	f, err := os.Open("../reading/testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			tb.Error(err)
		}
	}()
	var out []labelled
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var l labelled
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			tb.Fatalf("%s: %v", name, err)
		}
		out = append(out, l)
	}
	return out
}

func (l labelled) writing() feeds.Writing {
	return feeds.Writing{
		Title: l.Title, TitleZH: l.TitleZH, Body: l.Body, URL: l.URL,
		Source: l.SourceAuthority, Published: l.Published,
	}
}

// labelStatus is a status in the words of the corpora, which speak as of the
// day of publication.
func labelStatus(r feeds.Reading, day feeds.Day) string {
	switch r.StatusOn(day) {
	case feeds.StatusInReading, feeds.StatusDraftOpen, feeds.StatusDraftClosed:
		return "draft"
	case feeds.StatusIssuedFuture, feeds.StatusIssuedUndated:
		return "final"
	case feeds.StatusInForce:
		return "in_force"
	}
	return ""
}

// labelledLaws are the ids that the corpora name; theirs for CRIM is CL9.
var labelledLaws = strings.Fields("CSL DSL PIPL CC NDSR CIIR TELR TIUPIP MOPR MPL CRPL ATFL CRYL PSAPL PDPO CRIM")

func basis(ids []feeds.LawID) string {
	var out []string
	for _, id := range ids {
		if slices.Contains(labelledLaws, string(id)) {
			out = append(out, strings.Replace(string(id), "CRIM", "CL9", 1))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// fields gives what was read and what the label says, field by field.
func (l labelled) fields(r feeds.Reading) map[string][2]string {
	e := l.Expect
	slices.Sort(e.LegalBasis)
	got := map[string]int64{}
	for name := range e.Figures {
		if f, ok := r.Figure(name); ok {
			got[name] = f.Value
		}
	}
	return map[string][2]string{
		"authorities":      {joined(r.Authorities), joined(e.Authorities)},
		"doc_type":         {r.DocType, e.DocType},
		"status":           {labelStatus(r, l.Published), e.Status},
		"effective_date":   {string(r.Dates.Effective.Day), string(e.EffectiveDate)},
		"comment_deadline": {string(r.Dates.CommentCloses.Day), string(e.CommentDeadline)},
		"figures":          {fmt.Sprint(got), fmt.Sprint(orEmpty(e.Figures))},
		"legal_basis":      {basis(r.LegalBasis), strings.Join(e.LegalBasis, " ")},
	}
}

func orEmpty(m map[string]int64) map[string]int64 {
	if m == nil {
		return map[string]int64{}
	}
	return m
}

func joined(ids []feeds.AuthorityID) string {
	s := make([]string, len(ids))
	for i, id := range ids {
		s[i] = string(id)
	}
	slices.Sort(s)
	return strings.Join(s, " ")
}

// bars are the shares of relevant items read exactly right. They only go up.
var bars = map[string]map[string]float64{
	"dev.jsonl": {
		"authorities": 0.98, "doc_type": 0.98, "status": 0.98, "effective_date": 0.99,
		"comment_deadline": 0.99, "figures": 0.98, "legal_basis": 0.98,
	},
	"seed.jsonl": {
		"authorities": 1, "doc_type": 1, "status": 1, "effective_date": 1,
		"comment_deadline": 1, "figures": 1, "legal_basis": 1,
	},
}

func TestCorpusIsReadExactly(t *testing.T) {
	r := factstest.Reader(t)
	for name, fields := range bars {
		t.Run(name, func(t *testing.T) {
			right, n := map[string]int{}, 0
			for i, l := range corpus(t, name) {
				if !l.Expect.Relevant || *half == "even" && (i+1)%2 == 1 || *half == "odd" && (i+1)%2 == 0 {
					continue
				}
				n++
				got := r.Read(l.writing())
				for field, pair := range l.fields(got) {
					if pair[0] == pair[1] {
						right[field]++
					} else if *showErrors {
						t.Logf("%s %s: got %q, want %q: %.60s", l.ID, field, pair[0], pair[1], l.Title)
					}
				}
			}
			for field, bar := range fields {
				share := float64(right[field]) / float64(n)
				t.Logf("%-16s %.3f of %d", field, share, n)
				if share < bar && *half == "" {
					t.Errorf("%s: %.3f of %d relevant items are right, want %.3f", field, share, n, bar)
				}
			}
		})
	}
}
