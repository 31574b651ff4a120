package dedupe_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/classify"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/reading"
)

// labelled is a line of the corpus.
type labelled struct {
	ID        feeds.ItemID      `json:"id"`
	Title     string            `json:"title"`
	TitleZH   string            `json:"title_zh"`
	Body      string            `json:"body"`
	URL       string            `json:"url"`
	Source    feeds.AuthorityID `json:"source_authority"`
	Published feeds.Day         `json:"published"`
	Expect    struct {
		Duplicate    feeds.ItemID `json:"duplicate_of"`
		NotDuplicate feeds.ItemID `json:"not_duplicate_of"`
	} `json:"expect"`
}

// readers read texts over the shipped tables, and know which publishers are news
// sites.
type readers struct {
	*reading.Reader
	media map[feeds.AuthorityID]bool
}

func newReaders(t testing.TB) readers {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	authorities, err := catalog.Authorities()
	must(err)
	laws, err := catalog.Laws()
	must(err)
	rules, err := catalog.Classify()
	must(err)
	terms, err := catalog.Glossary()
	must(err)
	r := readers{media: map[feeds.AuthorityID]bool{"MEDIA": true}}
	f, err := facts.New(authorities, laws)
	must(err)
	c, err := classify.New(rules)
	must(err)
	for _, a := range authorities {
		r.media[a.ID] = r.media[a.ID] || a.Level == "media"
	}
	g, err := gloss.New(terms, catalog.Names(authorities, laws))
	must(err)
	r.Reader = reading.New(f, c, g)
	return r
}

// read makes items of the lines of a corpus, as a poller would have them.
func (r readers) read(t testing.TB, path string) ([]labelled, []feeds.Item) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var lines []labelled
	var items []feeds.Item
	for scan := bufio.NewScanner(f); scan.Scan(); {
		var l labelled
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
		items = append(items, r.item(l))
	}
	return lines, items
}

func (r readers) item(l labelled) feeds.Item {
	i := feeds.Item{
		ID: l.ID, Title: l.Title, URL: l.URL, Host: feeds.Host(l.URL), Text: l.Body, Published: l.Published,
		Authority: l.Source, Media: r.media[l.Source], State: feeds.ItemRead,
	}
	w := i.Writing()
	w.TitleZH = l.TitleZH
	i.Reading = r.Read(w)
	return i
}

const corpora = "../reading/testdata/"

// Pairs of the corpus that are one, and pairs that only look so. Nothing else
// among all its items may become one.
func TestCorpusPairs(t *testing.T) {
	r := newReaders(t)
	lines, items := r.read(t, corpora+"dev.jsonl")
	seedLines, seed := r.read(t, corpora+"seed.jsonl")
	lines, items = append(lines, seedLines...), append(items, seed...)
	event := map[feeds.ItemID]int{}
	for i, e := range dedupe.Group(items) {
		event[items[i].ID] = e
	}
	known := map[[2]feeds.ItemID]bool{}
	joined, pairs, merged := 0, 0, 0
	for _, l := range lines {
		if d := l.Expect.Duplicate; d != "" {
			pairs++
			known[[2]feeds.ItemID{l.ID, d}], known[[2]feeds.ItemID{d, l.ID}] = true, true
			if event[l.ID] == event[d] {
				joined++
			} else {
				t.Logf("apart: %s %s", l.ID, d)
			}
		}
		if d := l.Expect.NotDuplicate; d != "" && event[l.ID] == event[d] {
			merged++
			t.Errorf("merged: %s %s", l.ID, d)
		}
	}
	for i, a := range items {
		for _, b := range items[:i] {
			if event[a.ID] == event[b.ID] && !known[[2]feeds.ItemID{a.ID, b.ID}] {
				t.Errorf("merged and not listed: %s %s | %s %s", b.ID, b.Title, a.ID, a.Title)
			}
		}
	}
	t.Logf("%d of %d true pairs joined, %d tempting ones merged", joined, pairs, merged)
	if joined < pairs-1 {
		t.Errorf("only %d of %d", joined, pairs)
	}
}
