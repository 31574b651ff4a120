package web

import (
	"reflect"
	"testing"
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
