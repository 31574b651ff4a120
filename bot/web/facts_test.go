package web

import (
	"reflect"
	"slices"
	"testing"

	"github.com/regwire/regwire/bot"
)

func TestFactsOfOneKindStandUnderOneLabel(t *testing.T) {
	quoted := func(words string) []quote { return []quote{{Text: words}} }
	got := underOneLabel([]fact{
		{Label: "Cases", Words: "1"},
		{Label: "Penalty", Quotes: quoted("赔礼道歉")},
		{Label: "Penalty", Quotes: quoted("罚金")},
		{Label: "Penalty", Quotes: quoted("赔礼道歉")},
		{Label: "Scope", Quotes: quoted("罚金")},
	})
	want := []fact{{Label: "Cases", Words: "1"}, {Label: "Penalty", Quotes: quoted("赔礼道歉")}, {Quotes: quoted("罚金")}, {Label: "Scope", Quotes: quoted("罚金")}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// The words of procedure stand as they are, with what they mean where the reader's
// language is another.
func TestWordsOfProcedureAreToldInTheReadersLanguageToo(t *testing.T) {
	for lang, want := range map[bot.Lang][]string{
		bot.English: {"拘役 (criminal detention as a sentence)", "fined", "从未见过的词"},
		bot.Chinese: {"拘役", "fined（罚款）", "从未见过的词"},
	} {
		var got []string
		for _, f := range (voice{lang: lang}).procedure([]string{"拘役", "fined", "从未见过的词"}) {
			got = append(got, f.Words)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
