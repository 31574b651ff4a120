//go:build !race

package gloss_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/gloss"
)

const judgeFile = "judge/judge.txt"

// judged are the judgements of a lot of testdata/judged.tsv: a title, the key of the
// English that was judged, "good" or "bad", and the lot, which was drawn: "taught" is what
// the judge learns from, "apart" was looked at when it was done. Whoever judged did not see
// how the title was marked. Bad English says something else than the title or less, or is
// no sentence that could be cited.
func judged(t *testing.T, lot string) []gloss.Judgement {
	t.Helper()
	data, err := os.ReadFile("testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []gloss.Judgement
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 4 || cells[2] != "good" && cells[2] != "bad" {
			t.Fatalf("judgement %q: want title, key, good or bad, and lot", line)
		}
		if cells[3] == lot {
			out = append(out, gloss.Judgement{Title: cells[0], Of: cells[1], Good: cells[2] == "good"})
		}
	}
	return out
}

// titlesOfAll are the Chinese titles of the labelled sets and of the golden pairs, but for
// those that are judged apart.
func titlesOfAll(t *testing.T) []string {
	t.Helper()
	titles := corpusTitles(t)
	data, err := os.ReadFile("testdata/titles.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		zh, _, _ := strings.Cut(line, "\t")
		titles = append(titles, zh)
	}
	apart := map[string]bool{}
	for _, x := range judged(t, "apart") {
		apart[x.Title] = true
	}
	slices.Sort(titles)
	return slices.Compact(slices.DeleteFunc(titles, func(title string) bool { return apart[title] }))
}

// TestJudgeIsWhatTheTitlesTeach: the shipped judge is what titles and judgements
// teach. English that is mended makes other turns, so a few lines may differ.
func TestJudgeIsWhatTheTitlesTeach(t *testing.T) {
	taught := glosser(t).Teach(titlesOfAll(t), judged(t, "taught"))
	if *update {
		if err := os.WriteFile(judgeFile, []byte(taught), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shipped, err := os.ReadFile(judgeFile)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for line := range strings.Lines(string(shipped)) {
		have[line] = true
	}
	lines, other := 0, 0
	for line := range strings.Lines(taught) {
		lines++
		if !have[line] {
			other++
		}
	}
	if other > lines/20 {
		t.Errorf("%d of %d lines of the judge are not those of %s: run go test -update", other, lines, judgeFile)
	}
}

// TestJudgeMarksBadEnglish: of titles whose English is still what was judged, most of the
// bad are shown as rough, and few of the good.
func TestJudgeMarksBadEnglish(t *testing.T) {
	g := glosser(t)
	for lot, bar := range map[string]struct{ bad, good float64 }{"taught": {70, 20}, "apart": {58, 20}} {
		judgements := judged(t, lot)
		var of, rough [2]int // bad and good
		for _, x := range judgements {
			out := g.Title(x.Title)
			if gloss.Key(out.Text) != x.Of {
				continue // other English than was judged
			}
			which := 0
			if x.Good {
				which = 1
			}
			of[which]++
			if out.By == "rough" {
				rough[which]++
			}
		}
		if of[0]+of[1] < len(judgements)/2 {
			t.Errorf("%s: %d of %d judgements are still of the English that is rendered: judge titles anew", lot, of[0]+of[1], len(judgements))
			continue
		}
		bad, good := 100*float64(rough[0])/float64(of[0]), 100*float64(rough[1])/float64(of[1])
		t.Logf("%s: %.1f %% of %d bad titles are shown as rough, %.1f %% of %d good ones", lot, bad, of[0], good, of[1])
		if bad < bar.bad || good > bar.good {
			t.Errorf("%s: %.1f %% of bad titles are shown as rough, bar %.0f; %.1f %% of good ones, at most %.0f", lot, bad, bar.bad, good, bar.good)
		}
	}
}
