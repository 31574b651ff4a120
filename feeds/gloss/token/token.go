// Package token has the pieces that a Chinese phrase is cut into: words with what the term
// base notes of them, numbers, dates, names, and what stands in brackets. Start with Token.
//
// A Token tells by itself what it may be to its neighbours: a verb, a deed under the name
// of a noun, what became of somebody. Placed is one among its neighbours. What the pieces
// are together is for grammar to say, which is not here.
package token

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Kind is what a piece is.
type Kind uint8

const (
	Known   Kind = iota // a word of the term base, or made one by a rule
	Unknown             // Chinese that no term tells
	Number              // a count with its measure word
	Ordinal             // "Second Batch", "No. 3"
	Date
	Money
	Group // brackets, quotes and title marks, rendered already
	Latin
	Comma // 、
)

// Token is one piece of a phrase.
type Token struct {
	Kind   Kind
	ZH, EN string
	Word   Word   // its notes, where it is known
	Noun   string // of a number: what it counts where no noun follows
	Batch  bool   // of an ordinal: "Second Batch"
}

// Verb reports a word that is a verb and nothing else.
func (t Token) Verb() bool { return t.Kind == Known && t.Word.Kind == "verb" }

// Is reports whether the token is that Chinese word.
func (t Token) Is(zh string) bool { return t.Kind == Known && t.ZH == zh }

// Anew is a word of which nothing stays but how it is written.
func Anew(t Token, en, kind string, after bool) Token {
	return Token{Kind: Known, ZH: t.ZH, EN: en, Word: Word{EN: en, Kind: kind, After: after}}
}

// Turned is a word of another kind, with its other notes.
func Turned(t Token, en, kind, base string) Token {
	t.EN, t.Word.EN, t.Word.Kind, t.Word.Base, t.Word.Noun = en, en, kind, base, ""
	return t
}

// Deed reports whether the token can be the verb of a clause.
func (t Token) Deed() bool { return t.Kind == Known && t.Word.Base != "" }

// Done reports a word that tells what became of its subject: 获批, 被罚.
func (t Token) Done() bool {
	return t.Kind == Known && t.Word.Base == "" && t.Word.Kind == "noun" && (outcomes[t.ZH] || strings.HasPrefix(t.ZH, "被") && t.ZH != "被告" && !strings.HasSuffix(t.ZH, "人"))
}

var outcomes = lexicon.Set("全部落地 部分胜诉 一审败诉 二审败诉 一审胜诉 二审胜诉 终审败诉 终审胜诉 被追责 二审维持原判 上诉失败 维持不变 上黑榜 获批 获赔 获支持 获批发布 起施行 正式立项 获批立项 敲定 败诉 胜诉 落槌")

// Befallen reports a verb that tells what befell its subject: 被判道歉, 遭勒索.
func (t Token) Befallen() bool {
	return t.Verb() && (strings.HasPrefix(t.Word.Base, "be ") && (strings.HasPrefix(t.ZH, "被") || strings.HasPrefix(t.ZH, "获")) || strings.HasPrefix(t.ZH, "遭") && t.ZH != "遭")
}

// Nominal reports a word that can stand as a noun.
func (t Token) Nominal() bool { return t.Kind == Known && t.Word.Nominal() }

// Nounless reports a verb whose only noun is its -ing form.
func (t Token) Nounless() bool { return t.Word.Noun == "" && !english.HasNoun(t.Word.Base) }

// NounOfItsOwn reports a verb whose noun is no gerund: 运营 is Operation.
func (t Token) NounOfItsOwn() bool {
	noun := t.Word.Noun
	if noun == "" {
		noun = english.NounOf(t.Word.Base)
	}
	return english.TailOf(t.Word.Base) == "" && noun != english.Inflect(t.Word.Base, english.Gerund)
}

// Governing joins the noun of a deed to what it is done to.
func (t Token) Governing() string {
	if english.Spaced(t.Word.Base) {
		return t.Word.Base[strings.LastIndexByte(t.Word.Base, ' ')+1:]
	}
	return "of"
}

// OfDeed reports a deed, or a noun that is one's name.
func (t Token) OfDeed() bool {
	return t.Deed() || t.Kind == Known && (t.Word.Kind == "noun" || t.Is("公示")) && deedNames.MatchString(t.ZH)
}

var deedNames = pattern.MustCompile(`^(?:安全|合规)?(?:防护|保护|管理|监管|治理|评估|检测|监测|认证|审查|审计|检查)$|^公示$`)

// DeedNoun is the noun of a deed, "" for one that English has no good noun for.
func (t Token) DeedNoun() string {
	noun := t.Word.Noun
	if noun == "" && (t.Word.Kind == "noun" || t.Is("公示")) {
		noun = t.EN
	}
	if noun == "" {
		noun = english.NounOf(t.Word.Base)
	}
	noun = strings.TrimSuffix(noun, " of")
	if with := t.Governing(); with == "with" {
		noun = strings.TrimSuffix(noun, " "+with) // Regulatory Interview with
	}
	if english.Spaced(strings.ToLower(noun)) || strings.HasPrefix(noun, "failure to ") || strings.Contains(noun, " of ") || strings.HasSuffix(noun, "Penalty") || strings.HasSuffix(noun, "Penalties") {
		return ""
	}
	if n := reports[noun]; n != "" {
		return n
	}
	return noun
}

// reports are nouns of what a deed leaves, in place of which the deed is meant.
var reports = map[string]string{"Report": "Reporting", "Label": "Labeling", "Standard": "Standardization", "Plan": "Planning"}
