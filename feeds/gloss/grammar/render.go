package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/judge"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// maxDepth is how deep brackets may stand within brackets.
const maxDepth = 6

// Rules are those of the grammar, with the words and names that they are for. They never
// change, so goroutines may share them.
type Rules struct {
	Terms *term.Base
	Names *name.Reader
	Laws  map[string]Law // by chinese.LawKey
	// Reached is told which form was rendered; tests set it.
	Reached func(form string)
}

// New gives the rules for a term base and laws, by their keys.
func New(terms *term.Base, laws map[string]Law) *Rules {
	g := &Rules{Terms: terms, Laws: laws}
	g.Names = name.New(terms, g.field)
	return g
}

// Begin begins a rendering of what zh tells of.
func (g *Rules) Begin(zh chinese.Title) *Rendering { return &Rendering{g: g, ZH: zh} }

// Law is the English of one, and whether it is the issuer's own or the accepted one.
type Law struct {
	EN       string
	Official bool
}

// Rendering is one rendering: what it could not translate gathers in Unknown, what it shows
// of itself in Signs.
type Rendering struct {
	g       *Rules
	ZH      chinese.Title
	Unknown []string
	Signs   judge.Signs
	depth   int
	Many    bool // the issuers read last were more than one
	aside   bool // what a document is about: no sentence of its own
	Inside  bool // within a frame, quotes or a name
	desk    term.Desk
	// cut is the phrase cut last: one is often looked at as a clause, then as a name.
	cut struct {
		of     string
		tokens []token.Token
	}
}

// Deeper guards the recursion of brackets within brackets.
func (r *Rendering) Deeper() (func(), bool) {
	r.depth++
	return func() { r.depth-- }, r.depth <= maxDepth
}

// keep leaves zh Chinese, in brackets.
func (r *Rendering) keep(zh string) string {
	if !slices.Contains(r.Unknown, zh) {
		r.Unknown = append(r.Unknown, zh)
	}
	return "[" + zh + "]"
}

// Try runs f and takes back what it left unknown when it fails.
func (r *Rendering) Try(f func() (string, bool)) (string, bool) {
	n, was := len(r.Unknown), r.Signs
	s, ok := f()
	if !ok {
		r.Unknown, r.Signs = r.Unknown[:n], was
	}
	return s, ok
}

// seriesOf is what a standard's English begins with, where its title begins with the series.
var seriesOf = pattern.MustCompile(`^(?:Information Security|Cybersecurity|Data Security|Information) Technology - `)

// CalledBy is a law's English as far as the title zh names it: a standard may be cited
// without its series.
func (l Law) CalledBy(zh string) string {
	if strings.Contains(zh, "技术") && namesSeries.MatchString(zh) {
		return l.EN
	}
	return seriesOf.ReplaceAllString(l.EN, "")
}

// namesSeries is a title that names its series.
var namesSeries = pattern.MustCompile(`(?:信息安全|网络安全|数据安全|信息)技术`)
