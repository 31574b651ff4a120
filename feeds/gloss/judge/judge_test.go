package judge_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/gloss/judge"
)

func TestShippedTableIsRead(t *testing.T) {
	if _, err := judge.New(judge.Table, judge.Forms{}); err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(judge.Table, "\n")
	for name, table := range map[string]string{
		"nothing": "", "a weight too few": head[:strings.LastIndexByte(head, ' ')] + "\n" + rest, "no number": "x 1 1 1 1\n",
		"two words": head + "\nN N\n", "no part of speech": head + "\nN N NOUN\n",
	} {
		if _, err := judge.New(table, judge.Forms{}); !errors.Is(err, judge.ErrTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTaught: what reads as the usual English does is not doubted, and what was called bad
// is, by the turns alone.
func TestTaught(t *testing.T) {
	forms := judge.Forms{}
	for _, v := range []string{"protect", "publish", "collect"} {
		forms.Verb(v)
	}
	forms.Noun("Data Rules")
	var usual []string
	var said []judge.Judgement
	for range 20 {
		usual = append(usual, "Rules on Protecting Data", "Notice of Publishing Rules")
		said = append(said,
			judge.Judgement{English: "Rules on Publishing Data", Good: true},
			judge.Judgement{English: "Protects Publishes Collects of Data on", Signs: judge.Signs{Rowed: 6, Row: 6}})
	}
	table := judge.Teach(forms, usual, said)
	if again := judge.Teach(forms, usual, said); again != table {
		t.Error("the same English teaches another table")
	}
	j, err := judge.New(table, forms)
	if err != nil {
		t.Fatal(err)
	}
	if en := "Notice of Collecting Rules"; j.Doubts(en, judge.Signs{}) {
		t.Errorf("%s is doubted", en)
	}
	if en := "Collects Protects Publishes of Rules on"; !j.Doubts(en, judge.Signs{Rowed: 6, Row: 6}) {
		t.Errorf("%s is not doubted", en)
	}
}

func TestMarks(t *testing.T) {
	for en, want := range map[string]struct{ sounds, hangs bool }{
		"CAC Seeks Public Comments on the Measures for Data Security": {true, true},
		"Users Stolen Fined":           {false, true},
		"Notice on of Data":            {true, false},
		"Personal Data Collected in":   {true, false},
		"Company Intruded in":          {true, true},
		"Provisions on the Protection": {true, false},
		`Police Name "Apps on" Fined`:  {false, true},
		"Court Should Decision":        {false, true},
		"Approval the Transfer":        {true, false},
	} {
		if got := judge.Sounds(en); got != want.sounds {
			t.Errorf("%s sounds right: %v", en, got)
		}
		if got := judge.HangsTogether(en); got != want.hangs {
			t.Errorf("%s hangs together: %v", en, got)
		}
	}
}

func TestLongRowsAreRough(t *testing.T) {
	for s, want := range map[judge.Signs]bool{{Rowed: 9, Row: 3}: false, {Row: 4}: true, {Unjoined: true}: true} {
		if s.Rough() != want {
			t.Errorf("%+v: %v", s, s.Rough())
		}
	}
}
