package token_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/gloss/token"
)

func word(zh, kind, en, base string) token.Token {
	return token.Token{ZH: zh, EN: en, Word: token.Word{EN: en, Kind: kind, Base: base}}
}

func TestWhatATokenMayBe(t *testing.T) {
	publish, assessment := word("发布", "verb", "publish", "publish"), word("评估", "noun", "Assessment", "assess")
	fined, approved, data := word("被罚款", "verb", "be fined", "be fined"), word("获批", "noun", "Approved", ""), word("数据", "noun", "Data", "")
	for _, c := range []struct {
		name string
		is   func(token.Token) bool
		yes  []token.Token
		no   []token.Token
	}{
		{"verb", token.Token.Verb, []token.Token{publish, fined}, []token.Token{assessment, data}},
		{"deed", token.Token.Deed, []token.Token{publish, assessment}, []token.Token{approved, data}},
		{"outcome", token.Token.Done, []token.Token{approved}, []token.Token{fined, data, word("被告", "noun", "Defendant", "")}},
		{"fate", token.Token.Befallen, []token.Token{fined}, []token.Token{publish, approved}},
		{"noun", token.Token.Nominal, []token.Token{assessment, data}, []token.Token{publish, {Kind: token.Number, ZH: "3款"}}},
		{"of a deed", token.Token.OfDeed, []token.Token{publish, assessment, word("保护", "noun", "Protection", "")}, []token.Token{data}},
	} {
		for _, x := range c.yes {
			if !c.is(x) {
				t.Errorf("%s is no %s", x.ZH, c.name)
			}
		}
		for _, x := range c.no {
			if c.is(x) {
				t.Errorf("%s is a %s", x.ZH, c.name)
			}
		}
	}
}

func TestNounsOfDeeds(t *testing.T) {
	for want, x := range map[string]token.Token{
		"Assessment": word("评估", "noun", "Assessment", "assess"), "protection": word("保护", "verb", "protect", "protect"),
		"Reporting": word("报告", "noun", "Report", "report"), "": word("不备案", "verb", "not file", "not file"),
	} {
		if got := x.DeedNoun(); got != want {
			t.Errorf("%s: %q, want %q", x.ZH, got, want)
		}
	}
	if got := word("回应", "verb", "respond to", "respond to").Governing(); got != "to" {
		t.Errorf("got %q", got)
	}
}

func TestPlaced(t *testing.T) {
	in := []token.Token{{ZH: "甲"}, {ZH: "乙"}, {ZH: "丙"}}
	p := token.Placed{In: in, I: 1}
	if p.Prev().ZH != "甲" || p.Next().ZH != "丙" || p.At(2).ZH != "" || p.At(-2).ZH != "" || p.Left() != 1 || p.First() || p.Last() || len(p.Before()) != 1 || p.Final().ZH != "丙" {
		t.Errorf("%+v tells its neighbours wrongly", p)
	}
}
