package term_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/gloss/token"
)

var rows = []term.Term{
	{ZH: "数据", EN: "Data", Kind: "noun"},
	{ZH: "数据安全", EN: "Data Security", Kind: "noun"},
	{ZH: "安全", EN: "Security", Kind: "noun"},
	{ZH: "评估", EN: "Assessment", Kind: "noun", Note: "base=assess"},
	{ZH: "加强", EN: "strengthen", Kind: "verb"},
	{ZH: "全", EN: "All", Kind: "noun"},
	{ZH: "公安部", EN: "Police Ministry", Kind: "org"},
	{ZH: "办法", EN: "Measures", Kind: "doc_type", Note: "head; link=for"},
	{ZH: "管理办法", EN: "Administrative Measures", Kind: "doc_type", Note: "head; link=on"},
	{ZH: "试行", EN: "Trial", Kind: "stage", Note: "only=end"},
}

func base(t *testing.T) *term.Base {
	t.Helper()
	b, err := term.New(rows, []term.Body{{ZH: "公安部", EN: "MPS"}, {ZH: "网信办", EN: "CAC"}, {ZH: "网信办", EN: "Another"}, {EN: "Nobody"}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWordsAndBodies(t *testing.T) {
	b := base(t)
	for zh, want := range map[string]string{"数据": "Data", "公安部": "Police Ministry", "网信办": "CAC", "隐私": "", "": ""} {
		if w, ok := b.Word(zh); w.EN != want || ok != (want != "") || b.Known(zh) != ok {
			t.Errorf("%s: %q, %v", zh, w.EN, ok)
		}
	}
	if w, _ := b.Word("评估"); w.Base != "assess" || !w.Nominal() {
		t.Errorf("the note of 评估 became %+v", w)
	}
	if w, _ := b.Word("加强"); w.Base != "strengthen" {
		t.Errorf("a verb has no base: %+v", w)
	}
	if n, w, ok := b.Prefix("数据安全评估", "noun"); !ok || n != len("数据安全") || w.EN != "Data Security" {
		t.Errorf("the longest term in front is %q of %d bytes", w.EN, n)
	}
	if _, _, ok := b.Prefix("数据安全", "verb"); ok {
		t.Error("a noun was found for a verb")
	}
	if types := b.Types(); len(types) != 2 || types[0].ZH != "管理办法" || types[1].Link != "for" {
		t.Errorf("types %+v, want the longest first", types)
	}
}

func TestCut(t *testing.T) {
	b := base(t)
	var desk term.Desk
	for _, c := range []struct {
		name, phrase string
		ready        []term.Prepared
		want         []string
	}{
		{"the longest words", "加强数据安全评估", nil, []string{"加强", "数据安全", "评估"}},
		{"a word rather than one character", "数据安全", nil, []string{"数据安全"}},
		{"unknown characters", "囧数据", nil, []string{"?囧", "数据"}},
		{"no ministry in its police", "公安部门", nil, []string{"?公", "?安", "?部", "?门"}},
		{"only at the end", "试行数据", nil, []string{"?试", "?行", "数据"}},
		{"at the end", "数据试行", nil, []string{"数据", "试行"}},
		{"what is no word", "3款数据", []term.Prepared{{Token: token.Token{ZH: "3款"}, At: 0, End: len("3款")}}, []string{"!3款", "数据"}},
	} {
		var got []string
		steps := b.Cut(c.phrase, c.ready, &desk)
		for i := 0; i < len(c.phrase); i = int(steps[i].End) {
			mark := map[int32]string{term.Unknown: "?", term.Ready: "!"}[steps[i].ID]
			got = append(got, mark+c.phrase[i:steps[i].End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %s was cut into %q, want %q", c.name, c.phrase, got, c.want)
		}
	}
}

func TestBadTermsAreRefused(t *testing.T) {
	for _, c := range []struct {
		row  term.Term
		want error
	}{
		{term.Term{ZH: "隐私", Kind: "noun"}, term.ErrEmpty},
		{term.Term{EN: "Privacy", Kind: "noun"}, term.ErrEmpty},
		{term.Term{ZH: "隐私", EN: "Privacy", Kind: "nuon"}, term.ErrKind},
		{term.Term{ZH: "數據", EN: "Data", Kind: "noun"}, term.ErrTwice},
	} {
		if _, err := term.New(append(slices.Clone(rows), c.row), nil); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.row, err, c.want)
		}
	}
}
