package english_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/gloss/english"
)

func TestForms(t *testing.T) {
	inflected := func(f func(string) string) func(string) string {
		return func(v string) string { return english.Inflect(v, f) }
	}
	for _, c := range []struct {
		name     string
		of       func(string) string
		in, want string
	}{
		{"doubled letter", inflected(english.Gerund), "submit reports", "submitting reports"},
		{"both verbs of a phrase", inflected(english.Gerund), "establish and improve", "establishing and improving"},
		{"an adverb before the verb", inflected(english.Third), "strictly apply", "strictly applies"},
		{"a verb that looks like an adverb", inflected(english.Third), "rely on", "relies on"},
		{"no other form", inflected(english.Third), "must notify", "must notify"},
		{"irregular", inflected(english.Participle), "withdraw", "withdrawn"},
		{"y behind a consonant", inflected(english.Participle), "notify", "notified"},
		{"noun of its own", english.NounOf, "protect", "protection"},
		{"noun with an adjective", english.NounOf, "illegally collect", "illegal collection"},
		{"what is not done", english.NounOf, "not file", "failure to file"},
		{"plural before of", english.Plural, "Measure for Banks", "Measures for Banks"},
		{"no plural", english.Plural, "Personal Information", "Personal Information"},
		{"plural in ies", english.Plural, "Penalty", "Penalties"},
		{"singular of an abbreviation", english.Singular, "Mobile Applications (Apps)", "Mobile Application (App)"},
		{"no singular", english.Singular, "Statistics", "Statistics"},
		{"legal capitals", english.TitleCase, "measures for the security of apps", "Measures for the Security of Apps"},
		{"article before a vowel", english.Tidy, "a  app , and", "an app,"},
		{"word twice", english.Tidy, "the the Data Data .", "the Data."},
		{"safety of things", english.Safety, "Food Security and Public Security", "Food Safety and Public Security"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.of(c.in); got != c.want {
				t.Errorf("%q became %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestSubjectsOfPluralVerbs(t *testing.T) {
	for subject, want := range map[string]bool{
		"Two Departments": true, "CAC and MIIT": true, "Police": true, "a Company and Its Staff": false, "Ministry of Transport": false,
		"National Development and Reform Commission": false, "Qantas": false, "More Than 100 Apps": true, "60% of Companies": true, "Bureau of Statistics": false,
	} {
		if got := english.IsPlural(subject); got != want {
			t.Errorf("%s: %v, want %v", subject, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{1: "First", 12: "Twelfth", 21: "21st", 112: "112th", 103: "103rd"} {
		if got := english.Ordinal(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	if got := english.Thousands("1234567"); got != "1,234,567" {
		t.Errorf("got %s", got)
	}
	if got := english.Join([]string{"A", "B", "C"}); got != "A, B and C" {
		t.Errorf("got %s", got)
	}
}
