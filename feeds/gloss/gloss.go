package gloss

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/judge"
	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/pattern"
)

// Term is one row of the term base.
type Term = term.Term

// Name is an authority or a law with its English.
type Name struct {
	ZH      string
	Aliases []string
	EN      string
	// Short is what joint issuers are listed by: "CAC".
	Short string
	// Official is true when the English is the issuer's own or the accepted one.
	Official bool
}

// Names are the proper names that a Glosser knows beside its terms.
type Names struct {
	Authorities []Name
	Laws        []Name
	// Own goes before all tables.
	Own Own
}

// Limits of what is glossed: no real title comes near the first.
const (
	maxTitle  = 2 << 10
	maxPhrase = 4 << 10
)

// Glosser is a compiled term base. It never changes after New, so goroutines may
// share it.
type Glosser struct {
	rules  *grammar.Rules
	frames []frame
	// framing are the patterns of frames.
	framing *pattern.Sieve
	own     []wording
	judge   *judge.Judge
	print   string
}

// Fingerprint names the term base and the rules that render it.
func (g *Glosser) Fingerprint() string { return g.print }

// New compiles a term base.
func New(terms []Term, names Names) (*Glosser, error) {
	g := &Glosser{}
	if zh, err := names.Own.Check(terms); err != nil {
		return nil, fmt.Errorf("own term for %q: %w", zh, err)
	}
	terms, names, g.own = names.Own.over(terms, names)
	sum := sha256.New()
	for _, t := range terms {
		_, _ = fmt.Fprintln(sum, t) // a hash takes all that is written
	}
	base, err := term.New(terms, bodiesOf(names.Authorities))
	if err != nil {
		return nil, err
	}
	g.rules = grammar.New(base, lawsOf(names.Laws))
	if g.frames, err = readFrames(frameTable); err != nil {
		return nil, err
	}
	framing := make([]*pattern.Pattern, len(g.frames))
	for i := range g.frames {
		framing[i] = g.frames[i].re
	}
	g.framing = pattern.NewSieve(framing)
	if g.judge, err = judge.New(judge.Table, g.englishForms()); err != nil {
		return nil, err
	}
	_, _ = fmt.Fprint(sum, names, frameTable, judge.Table)
	g.print = hex.EncodeToString(sum.Sum(nil)[:4])
	return g, nil
}

// englishForms are those of the English words of the term base.
func (g *Glosser) englishForms() judge.Forms {
	forms := judge.Forms{}
	for w := range g.rules.Terms.All() {
		if w.Kind == "verb" {
			forms.Verb(w.Base)
		}
		switch {
		case w.Noun != "":
			forms.Noun(w.Noun)
		case w.Nominal():
			forms.Noun(w.EN)
		}
	}
	return forms
}

// bodiesOf are the names that authorities go by, the first of each.
func bodiesOf(authorities []Name) []term.Body {
	var out []term.Body
	for _, n := range authorities {
		en := cmp.Or(n.Short, n.EN)
		for i, zh := range append([]string{n.ZH}, n.Aliases...) {
			key := chinese.Normalize(zh)
			// An office or the cyber police of a body has a name of its own.
			if i > 0 && partial.MatchString(key) && !partial.MatchString(n.ZH) {
				continue
			}
			// 网信部门 of a place may be several: in a title they stay its authorities.
			if i > 0 && strings.HasSuffix(key, "部门") {
				continue
			}
			out = append(out, term.Body{ZH: key, EN: en})
		}
	}
	return out
}

// lawsOf are the names that laws go by.
func lawsOf(laws []Name) map[string]grammar.Law {
	out := map[string]grammar.Law{}
	for _, n := range laws {
		key := chinese.LawKey(chinese.Normalize(n.ZH))
		if _, ok := out[key]; !ok && n.EN != "" {
			out[key] = grammar.Law{EN: standardNumber.ReplaceAllString(n.EN, ""), Official: n.Official}
		}
	}
	for _, n := range laws {
		for _, a := range n.Aliases {
			// A nickname must not shadow the full name of another document.
			key := chinese.LawKey(chinese.Normalize(a))
			if _, ok := out[key]; ok || n.EN == "" || key == "" {
				continue
			}
			en := standardNumber.ReplaceAllString(n.EN, "")
			if !strings.Contains(key, "号") {
				en = ofMacao.ReplaceAllString(en, "") // Taiwan's has the same name
			}
			if !strings.Contains(key, "版") {
				en = edition.ReplaceAllString(en, "") // it names every edition
			}
			out[key] = grammar.Law{EN: en, Official: n.Official}
		}
	}
	return out
}

// partial names are those of parts of a body.
var partial = pattern.MustCompile(`(?:办公厅|办公室|秘书局|综合司|网警|网安|网安部门|检察|警方|省政府|市政府|区政府|总队|支队|公安|发布|公布|出台|印发|等)$`)

// standardNumber stands before the English of a standard; a title has its own.
var standardNumber = pattern.MustCompile(`^(?:(?:GB/T|GB|JR/T|YD/T|T/[A-Z]+) [\d.]+(?:-\d{4})?|TC260-PG-\w+) `)

// ofMacao stands behind the English of a law of Macao.
var ofMacao = pattern.MustCompile(` \(Macao Law [^()]+\)$`)

// edition stands behind the English of a document.
var edition = pattern.MustCompile(` \([^()]+ Edition\)$`)

// Title glosses a title. English titles pass through as they are.
func (g *Glosser) Title(title string) feeds.Gloss {
	out, signs := g.title(title)
	if out.By == "ours" && g.judge.Doubts(out.Text, signs) {
		out.By = "rough"
	}
	if out.By == "ours" && g.yours(title, out.Text) {
		out.By = "yours"
	}
	return out
}

func (g *Glosser) title(title string) (feeds.Gloss, judge.Signs) {
	s := strings.TrimSpace(title)
	if s == "" || len(s) > maxTitle || !utf8.ValidString(s) {
		return feeds.Gloss{By: "none"}, judge.Signs{}
	}
	if !chinese.HasHan(s) {
		return feeds.Gloss{Text: string(feeds.CleanLine(s)), By: "official"}, judge.Signs{}
	}
	if chinese.HasKana(s) {
		return feeds.Gloss{By: "none"}, judge.Signs{} // Japanese, which these terms do not read
	}
	zh := chinese.Read(s)
	if l, ok := g.rules.Laws[chinese.LawKey(chinese.Unmarked(zh.Text))]; ok {
		return feeds.Gloss{Text: l.CalledBy(zh.Text), By: by(l.Official)}, judge.Signs{}
	}
	r := &titling{Rendering: g.rules.Begin(zh), of: g}
	return r.done(r.title(zh.Text))
}

// Thing glosses what a text lists, worded as a title is: "完善数据管理制度". The judge has
// learnt from titles as a whole, so that it is not asked.
func (g *Glosser) Thing(zh string) feeds.Gloss { return plainly(g.title(zh)) }

// Phrase glosses a phrase or a short sentence.
func (g *Glosser) Phrase(zh string) feeds.Gloss {
	s := strings.TrimSpace(zh)
	if s == "" || len(s) > maxPhrase || !utf8.ValidString(s) {
		return feeds.Gloss{By: "none"}
	}
	if !chinese.HasHan(s) {
		return feeds.Gloss{Text: string(feeds.CleanLine(s)), By: "official"}
	}
	r := &titling{Rendering: g.rules.Begin(chinese.Title{}), of: g}
	return plainly(r.done(r.Phrase(chinese.Normalize(s))))
}

// Name is the English of an authority, court or procuratorate.
func (g *Glosser) Name(zh string) (en string, ok bool) {
	s := chinese.Normalize(strings.TrimSpace(zh))
	if s == "" || len(s) > maxTitle {
		return "", false
	}
	return g.rules.Names.Body(s)
}

// plainly is a rendering that is rough where its signs say so, the judge aside.
func plainly(out feeds.Gloss, s judge.Signs) feeds.Gloss {
	if out.By == "ours" && s.Rough() {
		out.By = "rough"
	}
	return out
}

func by(official bool) string {
	if official {
		return "official"
	}
	return "ours"
}

// titling is the rendering of a title as a whole.
type titling struct {
	*grammar.Rendering
	of *Glosser
}

// done is the rendering, whose English it is, and what it shows of itself.
func (r *titling) done(text string) (feeds.Gloss, judge.Signs) {
	if r.ZH.Own {
		text = strings.ReplaceAll(text, " of the People's Republic of China", "")
	}
	text = english.TitleCase(theCrime.ReplaceAllString(english.Rejoined(english.Tidy(text)), "${1} the Crime of "))
	if text == "" {
		return feeds.Gloss{By: "none"}, r.Signs
	}
	by := "ours"
	if len(r.Unknown) > 0 || !judge.HangsTogether(text) || !judge.Sounds(text) {
		by = "rough"
	}
	return feeds.Gloss{Text: text, By: by, Unknown: r.Unknown}, r.Signs
}

// theCrime is one crime behind a preposition, which lacks its article.
var theCrime = pattern.MustCompile(`\b(for|of|on|over|with|against) Crime of `)

// Join lists names in English: "A", "A and B", "A, B and C".
func Join(list []string) string { return english.Join(list) }
