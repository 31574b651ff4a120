package classify_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/classify"
)

// labelled is what this package is measured on of a line of the corpora.
type labelled struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	TitleZH   string            `json:"title_zh"`
	Body      string            `json:"body"`
	Authority feeds.AuthorityID `json:"source_authority"`
	Note      string            `json:"note"`
	Expect    struct {
		Relevant bool          `json:"relevant"`
		Topics   []feeds.Topic `json:"topics"`
		Section  feeds.Section `json:"section"`
	} `json:"expect"`
}

func (l labelled) writing() feeds.Writing {
	return feeds.Writing{Title: l.Title, TitleZH: l.TitleZH, Body: l.Body, Source: l.Authority}
}

func corpus(t testing.TB, name string) []labelled {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "reading", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // read only
	var lines []labelled
	scan := bufio.NewScanner(file)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var l labelled
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}

func shipped(t testing.TB) (*classify.Classifier, []classify.Topic) {
	t.Helper()
	rules, err := catalog.Classify()
	if err != nil {
		t.Fatal(err)
	}
	c, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	return c, rules.Topics
}

// tally counts hits and misses of one yes-or-no question.
type tally struct{ right, over, missed int }

func (t *tally) add(got, want bool) {
	switch {
	case got && want:
		t.right++
	case got:
		t.over++
	case want:
		t.missed++
	}
}

func (t tally) f1() float64 {
	if t.right+t.over+t.missed == 0 {
		return 1
	}
	return float64(2*t.right) / float64(2*t.right+t.over+t.missed)
}

func TestErr(t *testing.T) {
	c, topics := shipped(t)
	t.Logf("%d bytes", c.Size())
	for _, name := range []string{"seed.jsonl", "dev.jsonl"} {
		rel := tally{}
		unsure, negs := 0, 0
		by := map[feeds.Topic]*tally{}
		for _, x := range topics {
			by[x.ID] = &tally{}
		}
		sec := 0
		n := 0
		for _, l := range corpus(t, name) {
			var r feeds.Reading
			c.Judge(l.writing(), &r)
			rel.add(r.Relevance != feeds.NotRelevant, l.Expect.Relevant)
			if !l.Expect.Relevant {
				negs++
				if r.Relevance == feeds.Unsure {
					unsure++
				}
			}
			bad := (r.Relevance != feeds.NotRelevant) != l.Expect.Relevant || r.Relevance == feeds.Unsure
			for _, x := range topics {
				g, w := slices.Contains(r.Topics, x.ID), slices.Contains(l.Expect.Topics, x.ID)
				by[x.ID].add(g, w)
				if g != w {
					bad = true
				}
			}
			n++
			if r.Section == l.Expect.Section {
				sec++
			} else {
				bad = true
			}
			if bad {
				t.Logf("%s %s | %s %s\n   want %v %v %v\n   got  %v %v %v\n   %v", l.ID, l.Authority, l.Title, l.TitleZH, l.Expect.Relevant, l.Expect.Topics, l.Expect.Section, r.Relevance, r.Topics, r.Section, r.Reasons)
			}
		}
		mean := 0.0
		for _, x := range topics {
			t.Logf("%-22s %+v %.3f", x.ID, *by[x.ID], by[x.ID].f1())
			mean += by[x.ID].f1()
		}
		t.Logf("%s relevance %+v F1 %.3f, unsure %d of %d not; mean topic F1 %.3f; section %d/%d", name, rel, rel.f1(), unsure, negs, mean/float64(len(topics)), sec, n)
	}
}
