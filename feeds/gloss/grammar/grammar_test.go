package grammar_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/term"
)

// rules are those of a language of some dozen words: what more words do is tested with the
// shipped term base, by package gloss.
func rules(t *testing.T) *grammar.Rules {
	t.Helper()
	terms, err := term.New([]term.Term{
		{ZH: "数据", EN: "Data", Kind: "noun"},
		{ZH: "安全", EN: "Security", Kind: "noun"},
		{ZH: "个人信息", EN: "Personal Information", Kind: "noun"},
		{ZH: "评估", EN: "Assessment", Kind: "noun", Note: "base=assess"},
		{ZH: "平台", EN: "Platform", Kind: "noun"},
		{ZH: "企业", EN: "Enterprises", Kind: "noun"},
		{ZH: "发布", EN: "publish", Kind: "verb"},
		{ZH: "处理", EN: "process", Kind: "verb"},
		{ZH: "网信办", EN: "CAC", Kind: "org"},
		{ZH: "的", EN: "of", Kind: "connective"},
		{ZH: "和", EN: "and", Kind: "connective"},
		{ZH: "指南", EN: "Guidelines", Kind: "doc_type", Note: "head; link=for"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return grammar.New(terms, map[string]grammar.Law{chinese.LawKey("数据安全法"): {EN: "Data Security Law", Official: true}})
}

func TestSmallLanguage(t *testing.T) {
	g := rules(t)
	for _, c := range []struct {
		name   string
		render func(*grammar.Rendering, string) string
		in, en string
		left   []string
	}{
		{"a chain of nouns", (*grammar.Rendering).Phrase, "数据安全评估", "Data Security Assessment", nil},
		{"what is done to what", (*grammar.Rendering).Phrase, "企业处理的个人信息", "Personal Information processed by Enterprises", nil},
		{"what no term tells", (*grammar.Rendering).Phrase, "数据囧", "Data [囧]", []string{"囧"}},
		{"a sentence", (*grammar.Rendering).Clause, "网信办发布数据安全指南", "CAC publishes Guidelines for Data Security", nil},
		{"a document", (*grammar.Rendering).Document, "数据安全评估指南", "Guidelines for Data Security Assessment", nil},
		{"a law", (*grammar.Rendering).Document, "数据安全法", "Data Security Law", nil},
	} {
		r := g.Begin(chinese.Title{})
		if en := english.Tidy(c.render(r, c.in)); en != c.en || !slices.Equal(r.Unknown, c.left) {
			t.Errorf("%s: %s became %q and left %q, want %q and %q", c.name, c.in, en, r.Unknown, c.en, c.left)
		}
	}
}

// TestAttemptsLeaveNothing: what a way that failed left unknown is not told.
func TestAttemptsLeaveNothing(t *testing.T) {
	r := rules(t).Begin(chinese.Title{})
	if en, ok := r.Try(func() (string, bool) { return r.Phrase("囧"), false }); ok || en == "" || len(r.Unknown) > 0 || r.Signs.Rowed > 0 {
		t.Errorf("%q is left, %q unknown, %+v", en, r.Unknown, r.Signs)
	}
}
