package gloss_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// corpusTitles are the Chinese titles of every labelled set.
func corpusTitles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../reading/testdata/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled sets: %v", err)
	}
	seen := map[string]bool{}
	var out []string
	add := func(title string) {
		if !seen[title] && strings.ContainsFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			seen[title] = true
			out = append(out, title)
		}
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var item struct {
				Title   string `json:"title"`
				TitleZH string `json:"title_zh"`
			}
			if err := json.Unmarshal([]byte(line), &item); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			add(item.Title)
			add(item.TitleZH)
		}
	}
	return out
}

// signs are of English that no editor would let pass, whatever the title says; what a
// title keeps in Chinese is left out of it.
var signs = []struct {
	name string
	re   *regexp.Regexp
}{
	{"prepositions side by side", regexp.MustCompile(`(?i)\b(?:of|on|for|with|by|to|from|at|against|under|without) (?:of|on|for|with|by|from|at|into|under|and|or)\b`)},
	{"a preposition without its noun", regexp.MustCompile(`(?i)(?:^|[ "(])(?:of|on|for|with|from|against|under|and|or|the|an?)(?:[,;:)]|$)`)},
	{"a noun beside what is done to it", regexp.MustCompile(`\b(?:[A-Z]\w+(?:tion|sion|sis)|Approval|Removal|Renewal|Seizure|Security|Issuance|Grant|Recall) (?:a|an|the) [A-Z]`)},
	{"what is not a noun behind Not", regexp.MustCompile(`\bNot [A-Z]\w+(?:tion|sion|val|ment|ance)\b`)},
	{"articles side by side", regexp.MustCompile(`(?i)\b(?:a|an|the) (?:a|an|the|and|or|of|to)\b`)},
	{"a where an belongs", regexp.MustCompile(`\b[Aa] (?:AI|App|E-commerce|Enterprise|Online|Official|Intelligent|Internet)\b`)},
	{"an where a belongs", regexp.MustCompile(`(?:^| )[Aa]n (?:Certain|Bank|Company|Platform|University|Uni\w*|Data|Man|Woman)\b`)},
	{"one of many", regexp.MustCompile(`\b(?:a|an) (?:[A-Z][a-z-]+ ){0,2}(?:Apps|Companies|Enterprises|Banks|Hospitals|Universities|Institutions|Platforms)(?: (?:in|for|by|is|has)|,|$)`)},
	{"a blank before a mark", regexp.MustCompile(` [,;:.)]|\( |  `)},
	{"a small letter in front", regexp.MustCompile(`^[a-z]\w* `)},
}

var kept = regexp.MustCompile(`\[[^\]]*\]`)

// TestEnglishHangsTogether looks at the English of every title of the labelled sets.
func TestEnglishHangsTogether(t *testing.T) {
	g := glosser(t)
	titles := corpusTitles(t)
	if len(titles) < 3000 {
		t.Fatalf("%d titles, want some thousand", len(titles))
	}
	for _, title := range titles {
		en := kept.ReplaceAllString(g.Title(title).Text, "X")
		for _, s := range signs {
			if m := s.re.FindString(en); m != "" {
				t.Errorf("%s, %q:\n %s\n %s", s.name, m, title, en)
			}
		}
		words := strings.Fields(en)
		for i := 1; i < len(words); i++ {
			w := words[i]
			if w == words[i-1] && len(w) > 2 && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
				t.Errorf("%s twice:\n %s\n %s", w, title, en)
			}
		}
		for _, pair := range [][2]string{{"(", ")"}, {"“", "”"}} {
			if strings.Count(en, pair[0]) != strings.Count(en, pair[1]) {
				t.Errorf("%s is not closed:\n %s\n %s", pair[0], title, en)
			}
		}
	}
}
