package gloss

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/judge"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/gloss/token"
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
	maxDepth  = 6
)

// Glosser is a compiled term base. It never changes after New, so goroutines may
// share it.
type Glosser struct {
	terms  *term.Base
	laws   map[string]law
	names  *name.Reader
	frames []frame
	// framing are the patterns of frames.
	framing *pattern.Sieve
	own     []wording
	judge   *judge.Judge
	print   string
	// reached is told which form was rendered; tests set it.
	reached func(form string)
}

// Fingerprint names the term base and the rules that render it.
func (g *Glosser) Fingerprint() string { return g.print }

type law struct {
	en       string
	official bool
}

// New compiles a term base.
func New(terms []Term, names Names) (*Glosser, error) {
	g := &Glosser{laws: map[string]law{}}
	if zh, err := names.Own.Check(terms); err != nil {
		return nil, fmt.Errorf("own term for %q: %w", zh, err)
	}
	terms, names, g.own = names.Own.over(terms, names)
	sum := sha256.New()
	for _, t := range terms {
		_, _ = fmt.Fprintln(sum, t) // a hash takes all that is written
	}
	var err error
	if g.terms, err = term.New(terms, bodiesOf(names.Authorities)); err != nil {
		return nil, err
	}
	g.names = name.New(g.terms, g.field)
	g.addLaws(names.Laws)
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
	for w := range g.terms.All() {
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

func (g *Glosser) addLaws(laws []Name) {
	for _, n := range laws {
		key := chinese.LawKey(chinese.Normalize(n.ZH))
		if _, ok := g.laws[key]; !ok && n.EN != "" {
			g.laws[key] = law{standardNumber.ReplaceAllString(n.EN, ""), n.Official}
		}
	}
	for _, n := range laws {
		for _, a := range n.Aliases {
			// A nickname must not shadow the full name of another document.
			key := chinese.LawKey(chinese.Normalize(a))
			if _, ok := g.laws[key]; ok || n.EN == "" || key == "" {
				continue
			}
			en := standardNumber.ReplaceAllString(n.EN, "")
			if !strings.Contains(key, "号") {
				en = ofMacao.ReplaceAllString(en, "") // Taiwan's has the same name
			}
			if !strings.Contains(key, "版") {
				en = edition.ReplaceAllString(en, "") // it names every edition
			}
			g.laws[key] = law{en, n.Official}
		}
	}
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
	if l, ok := g.laws[chinese.LawKey(chinese.Unmarked(zh.Text))]; ok {
		return feeds.Gloss{Text: l.calledBy(zh.Text), By: by(l.official)}, judge.Signs{}
	}
	r := &render{g: g, zh: zh}
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
	r := &render{g: g}
	return plainly(r.done(r.phrase(chinese.Normalize(s))))
}

// Name is the English of an authority, court or procuratorate.
func (g *Glosser) Name(zh string) (en string, ok bool) {
	s := chinese.Normalize(strings.TrimSpace(zh))
	if s == "" || len(s) > maxTitle {
		return "", false
	}
	return g.names.Body(s)
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

// render is one rendering: what it could not translate gathers in unknown.
type render struct {
	g       *Glosser
	zh      chinese.Title
	unknown []string
	signs   judge.Signs
	depth   int
	many    bool // the issuers read last were more than one
	aside   bool // what a document is about: no sentence of its own
	inside  bool // within a frame, quotes or a name
	desk    term.Desk
	// cut is the phrase cut last: one is often looked at as a clause, then as a name.
	cut struct {
		of     string
		tokens []token.Token
	}
}

// done is the rendering, whose English it is, and what it shows of itself.
func (r *render) done(text string) (feeds.Gloss, judge.Signs) {
	if r.zh.Own {
		text = strings.ReplaceAll(text, " of the People's Republic of China", "")
	}
	text = english.TitleCase(theCrime.ReplaceAllString(english.Rejoined(english.Tidy(text)), "${1} the Crime of "))
	if text == "" {
		return feeds.Gloss{By: "none"}, r.signs
	}
	by := "ours"
	if len(r.unknown) > 0 || !judge.HangsTogether(text) || !judge.Sounds(text) {
		by = "rough"
	}
	return feeds.Gloss{Text: text, By: by, Unknown: r.unknown}, r.signs
}

// theCrime is one crime behind a preposition, which lacks its article.
var theCrime = pattern.MustCompile(`\b(for|of|on|over|with|against) Crime of `)

// deeper guards the recursion of brackets within brackets.
func (r *render) deeper() (func(), bool) {
	r.depth++
	return func() { r.depth-- }, r.depth <= maxDepth
}

// keep leaves zh Chinese, in brackets.
func (r *render) keep(zh string) string {
	if !slices.Contains(r.unknown, zh) {
		r.unknown = append(r.unknown, zh)
	}
	return "[" + zh + "]"
}

// try runs f and takes back what it left unknown when it fails.
func (r *render) try(f func() (string, bool)) (string, bool) {
	n, was := len(r.unknown), r.signs
	s, ok := f()
	if !ok {
		r.unknown, r.signs = r.unknown[:n], was
	}
	return s, ok
}

// Join lists names in English: "A", "A and B", "A, B and C".
func Join(list []string) string { return english.Join(list) }

// seriesOf is what a standard's English begins with, where its title begins with the series.
var seriesOf = pattern.MustCompile(`^(?:Information Security|Cybersecurity|Data Security|Information) Technology - `)

// calledBy is a law's English as far as the title zh names it: a standard may be cited
// without its series.
func (l law) calledBy(zh string) string {
	if strings.Contains(zh, "技术") && namesSeries.MatchString(zh) {
		return l.en
	}
	return seriesOf.ReplaceAllString(l.en, "")
}

// namesSeries is a title that names its series.
var namesSeries = pattern.MustCompile(`(?:信息安全|网络安全|数据安全|信息)技术`)
