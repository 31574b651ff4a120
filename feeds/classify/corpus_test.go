package classify_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sync"
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
		DocType  string        `json:"doc_type"`
	} `json:"expect"`
}

func (l labelled) writing() feeds.Writing {
	return feeds.Writing{Title: l.Title, TitleZH: l.TitleZH, Body: l.Body, Source: l.Authority}
}

// corpus are the items of a set that package reading is measured on too.
func corpus(t testing.TB, name string) []labelled {
	t.Helper()
	return itemsOf(t, filepath.Join("..", "reading", "testdata", name))
}

func itemsOf(t testing.TB, path string) []labelled {
	t.Helper()
	file, err := os.Open(path)
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

// built is the classifier of the catalogue, built once for all tests.
var built = sync.OnceValues(func() (*classify.Classifier, error) {
	rules, err := catalog.Classify()
	if err != nil {
		return nil, err
	}
	return classify.New(rules)
})

func shipped(t testing.TB) *classify.Classifier {
	t.Helper()
	c, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// topics are those of the catalogue.
func topics(t testing.TB) []classify.Topic {
	t.Helper()
	rules, err := catalog.Classify()
	if err != nil {
		t.Fatal(err)
	}
	return rules.Topics
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

// measure is how the shipped rules do on some lines.
type measure struct {
	relevance tally
	// unsure and not: lines called unsure of those that are not relevant.
	unsure, not int
	// grave are misses of rules and of cases.
	grave   []string
	topics  map[feeds.Topic]*tally
	section int
	lines   int
}

func (m measure) meanF1() float64 {
	total := 0.0
	for _, t := range m.topics {
		total += t.f1()
	}
	return total / float64(len(m.topics))
}

func judgeAll(t testing.TB, c *classify.Classifier, topics []classify.Topic, lines []labelled) measure {
	t.Helper()
	m := measure{topics: map[feeds.Topic]*tally{}, lines: len(lines)}
	for _, x := range topics {
		m.topics[x.ID] = &tally{}
	}
	for _, l := range lines {
		var r feeds.Reading
		c.Judge(l.writing(), &r)
		got, want := r.Relevance != feeds.NotRelevant, l.Expect.Relevant
		m.relevance.add(got, want)
		if !want {
			m.not++
			if got {
				m.unsure++
			}
		}
		if want && !got && (l.Expect.Section == feeds.Legislation || l.Expect.Section == feeds.EnforcementCase) {
			m.grave = append(m.grave, l.ID)
		}
		for _, x := range topics {
			m.topics[x.ID].add(slices.Contains(r.Topics, x.ID), slices.Contains(l.Expect.Topics, x.ID))
		}
		if r.Section == l.Expect.Section {
			m.section++
		}
		slices.Sort(r.Topics)
		slices.Sort(l.Expect.Topics)
		if got != want || r.Section != l.Expect.Section || !slices.Equal(r.Topics, l.Expect.Topics) {
			t.Logf("%s %s: %v\n want %v %v\n got  %v %v\n %v", l.ID, l.Title, r.Relevance, l.Expect.Topics, l.Expect.Section, r.Topics, r.Section, r.Reasons)
		}
	}
	return m
}

// The bars are what the rules reached; they only go up.
func TestCorpusBars(t *testing.T) {
	c, topics := shipped(t), topics(t)
	dev := corpus(t, "dev.jsonl")
	var even, odd []labelled
	for i, l := range dev {
		if i%2 == 0 {
			odd = append(odd, l)
		} else {
			even = append(even, l)
		}
	}
	for _, part := range []struct {
		name             string
		lines            []labelled
		relevance, topic float64
		sections         int // wrong, at most
	}{
		{"seed", corpus(t, "seed.jsonl"), 1, 1, 0},
		{"dev", dev, 1, 0.99, 0},
		{"dev, odd", odd, 1, 0.99, 0},
		{"dev, even", even, 1, 0.99, 0},
	} {
		t.Run(part.name, func(t *testing.T) {
			m := judgeAll(t, c, topics, part.lines)
			if f := m.relevance.f1(); f < part.relevance {
				t.Errorf("F1 of relevance %.3f, bar %.3f", f, part.relevance)
			}
			if f := m.meanF1(); f < part.topic {
				t.Errorf("mean F1 of topics %.3f, bar %.3f", f, part.topic)
			}
			if wrong := m.lines - m.section; wrong > part.sections {
				t.Errorf("%d of %d sections wrong, bar %d", wrong, m.lines, part.sections)
			}
			if len(m.grave) > 0 {
				t.Errorf("rules or cases were missed: %v", m.grave)
			}
			if m.not > 0 && float64(m.unsure)/float64(m.not) > 0.05 {
				t.Errorf("%d of %d lines that are not relevant are not put aside", m.unsure, m.not)
			}
			for _, id := range []feeds.Topic{"data_export", "app_enforcement", "pi_crime"} {
				if n := m.topics[id].over + m.topics[id].missed; n > 1 {
					t.Errorf("%d errors of %s, at most one", n, id)
				}
			}
			t.Logf("relevance %.3f %+v, unsure %d of %d, topics %.3f, section %d of %d",
				m.relevance.f1(), m.relevance, m.unsure, m.not, m.meanF1(), m.section, m.lines)
		})
	}
}

// Items that lists print, most of them titles alone. The bars only go up.
//
// recent: of 2025 and 2026, in three lots: half of the first and the second were built on at
// once, the other half of the first when it had been measured; nothing was built on the third.
//
// headlines: what the press, police and regulators call it in other words than the law does.
// The first lot and the third, in English, were halved: one half was built on at once, the
// other half of the first when it had been measured.
//
// trade: what firms of security and the press write of it, what market regulators announce of
// other law, drafts of standards and news of data laws abroad. Of the first lot one half was
// built on, the other is the third, which was measured at the end alone; the second was built
// on when it had been measured.
//
// lists: what lists of the shipped sources carry, in their proportion, a third of it with a
// sentence or two. The first lot was built on; nothing was built on the second, which gave
// relevance 94.8 and topics 85.0 before the rules for the first and 95.1 and 85.7 with them.
//
// thirds: titles alone, titles with a text of a hundred characters and more, and whole pages
// with their menus and footers, four in ten of them noise. The first lot was built on at once,
// the second when it had been measured: relevance 89.3 and topics 80.9 before the rules for the
// first, 92.8 and 85.7 with them.
//
// fourths: half of 389 titles, texts and pages of the same kinds; before anything was built on
// it, relevance 89.4 and topics 80.8. kept: the other half, for which nothing was done.
//
// From thirds back, and fourths, the model has learnt of these sets since; of kept it has not.
func TestItemsOfLists(t *testing.T) {
	for _, set := range []struct {
		name             string
		relevance, topic float64
		sections         int // wrong, at most
	}{
		{"recent", 0.98, 0.95, 8},
		{"headlines", 0.97, 0.89, 47},
		{"trade", 0.90, 0.82, 38},
		{"lists", 0.955, 0.88, 41},
		{"thirds", 0.98, 0.93, 22},
		{"fourths", 0.96, 0.91, 14},
		{"kept", 0.90, 0.84, 42},
	} {
		t.Run(set.name, func(t *testing.T) {
			m := judgeAll(t, shipped(t), topics(t), itemsOf(t, "testdata/"+set.name+".jsonl"))
			if f := m.relevance.f1(); f < set.relevance {
				t.Errorf("F1 of relevance %.3f, bar %.3f", f, set.relevance)
			}
			if f := m.meanF1(); f < set.topic {
				t.Errorf("mean F1 of topics %.3f, bar %.3f", f, set.topic)
			}
			if n := m.lines - m.section; n > set.sections {
				t.Errorf("%d of %d sections wrong, bar %d", n, m.lines, set.sections)
			}
			t.Logf("relevance %.3f %+v, topics %.3f, section %d of %d", m.relevance.f1(), m.relevance, m.meanF1(), m.section, m.lines)
		})
	}
}
