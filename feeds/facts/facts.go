// Package facts reads from the text of an official page what it states: who
// issued it, what kind of document it is and where it stands, its dates,
// figures, document numbers and legal basis, the apps it names and the words of
// procedure it uses. Start with New and Reader.Read. A caller who can guess at the
// kind of document that no rule knows, or doubt it, takes Reader.ReadGuessing.
//
// Every fact carries the words it was read from and their place in the text as
// it was published. A number or a day that the text does not state is never
// given, except a term that was worked out, which is marked as computed. What
// the text is about (relevance, topics, section) and what it is called in
// English are left to others.
//
// The rules are linguistic: forms of dates and numbers, the words around them,
// and the shape of official titles. Names of bodies and of laws come from two
// tables that the caller hands in.
package facts

import (
	"errors"
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

// Authority is a body that issues documents or takes acts, or a news site that
// reports them.
type Authority struct {
	ID           feeds.AuthorityID
	NameEN       string
	NameZH       string
	AliasesZH    []string
	AliasesEN    []string
	Jurisdiction string // "CN", "CN-BJ", "EU"
	// Level is "national", "provincial", "municipal", "committee", "court",
	// "procuratorate", "exchange", "consumer_council", "company" or "media".
	Level  string
	Parent feeds.AuthorityID
	Hosts  []string
}

// Short is the abbreviation that the English aliases hold, or the name. Those of
// local bodies are known where they sit, not to readers.
func (a Authority) Short() string {
	if a.Level == "provincial" || a.Level == "municipal" {
		return a.NameEN
	}
	for _, alias := range a.AliasesEN {
		if alias == strings.ToUpper(alias) && len(alias) <= 8 && !strings.Contains(alias, " ") {
			return alias
		}
	}
	return a.NameEN
}

// Law is a statute, rule or standard that texts cite.
type Law struct {
	ID        feeds.LawID
	NameZH    string
	ShortZH   []string
	NameEN    string
	Official  bool // NameEN is the issuer's own English, or the accepted one
	ShortEN   string
	AliasesEN []string
	Type      string // "law", "administrative_regulation", "national_standard"
	Issuers   []feeds.AuthorityID
	Effective feeds.Day
	Status    string // "in_force", "draft", "superseded", "repealed"
}

// Version names the rules of this package in feeds.Reading.Version.
const Version = "facts-2"

// The most of a title that is read, and of what a hostile text may hold of one kind:
// what a notice states of itself stands among its first dates and figures
// or its last.
const (
	maxTitle   = 4 << 10
	maxDates   = 160
	maxFigures = 200
)

// Reader reads facts. It is built once and never changes, so any number of
// goroutines may share it.
type Reader struct {
	authorities []Authority
	laws        []Law
	byAuthority map[feeds.AuthorityID]int
	byHost      map[string]int // of authorities
	byLaw       map[feeds.LawID]int
	names       *lexicon.Lexicon
	terms       []name
	signatures  map[string]int // of English law names, see signature
	local       map[placed]int // bodies by kind and place, see localNamed
}

// Guess says what kind of document a text is that rules take for one kind, "" where no
// rule knows, and why; it returns "" where it does not know better.
type Guess func(ruled string) (kind string, why []feeds.Reason)

// name is what a term of the lexicon stands for.
type name struct {
	law   bool
	index int
	// bare short names of laws count only where they cannot be other words.
	weak bool
	zh   bool
	// kind is one more than the row of localNames that the term is a noun of.
	kind int
}

// errUnknownAuthority is returned by New for a parent or issuer not in the table.
var errUnknownAuthority = errors.New("authority is not in the table")

// New compiles the two tables.
func New(authorities []Authority, laws []Law) (*Reader, error) {
	r := &Reader{
		authorities: authorities, laws: laws,
		byAuthority: map[feeds.AuthorityID]int{}, byLaw: map[feeds.LawID]int{},
		signatures: map[string]int{}, byHost: map[string]int{},
	}
	for i, a := range authorities {
		if _, twice := r.byAuthority[a.ID]; twice {
			return nil, fmt.Errorf("authority %s is there twice", a.ID)
		}
		r.byAuthority[a.ID] = i
		for _, host := range a.Hosts {
			r.byHost[host] = i
		}
	}
	for i, l := range laws {
		if _, twice := r.byLaw[l.ID]; twice {
			return nil, fmt.Errorf("law %s is there twice", l.ID)
		}
		r.byLaw[l.ID] = i
	}
	if err := r.checkReferences(); err != nil {
		return nil, err
	}
	names, err := lexicon.New(append(r.authorityTerms(), r.lawTerms()...))
	if err != nil {
		return nil, fmt.Errorf("compiling names of authorities and laws: %w", err)
	}
	r.names = names
	return r, nil
}

func (r *Reader) checkReferences() error {
	for _, a := range r.authorities {
		if _, ok := r.byAuthority[a.Parent]; a.Parent != "" && !ok {
			return fmt.Errorf("parent %s of %s: %w", a.Parent, a.ID, errUnknownAuthority)
		}
	}
	for _, l := range r.laws {
		for _, id := range l.Issuers {
			if _, ok := r.byAuthority[id]; !ok {
				return fmt.Errorf("issuer %s of %s: %w", id, l.ID, errUnknownAuthority)
			}
		}
	}
	return nil
}

func (r *Reader) term(text string, n name, exact bool) lexicon.Term {
	r.terms = append(r.terms, n)
	return lexicon.Term{Text: text, ID: int32(len(r.terms) - 1), Exact: exact}
}

// Authority is the row of the table with that id.
func (r *Reader) Authority(id feeds.AuthorityID) (Authority, bool) {
	i, ok := r.byAuthority[id]
	if !ok {
		return Authority{}, false
	}
	return r.authorities[i], true
}

// Law is the row of the table with that id.
func (r *Reader) Law(id feeds.LawID) (Law, bool) {
	i, ok := r.byLaw[id]
	if !ok {
		return Law{}, false
	}
	return r.laws[i], true
}

// page is a writing while it is read.
type page struct {
	feeds.Writing
	r     *Reader
	title *view
	zh    *view // the Chinese title of an English item
	body  *view
	views []*view
	// bodies and laws are the names found, by view.
	bodies [][]mention
	cited  [][]mention
	media  bool
	// articles to articlesEnd is where the body is the text of a rule, from
	// 第一条 to its last article.
	articles, articlesEnd int
	// effectiveRank is how surely Dates.Effective is the document's own.
	effectiveRank int
	// guess is asked for the kind of document, nil for nobody; guessed marks one that
	// it gave.
	guess   Guess
	guessed bool
	// sure marks a kind that nobody is asked about.
	sure bool
	// filing is the name of what the title says was filed; see filings.
	filing string
	// beside are numbers of apps that a notice does not name; see appCounts.
	beside []feeds.Figure
	out    feeds.Reading
}

// Read finds the facts of w. The caller's other fields of the Reading (what it
// is about, its English) stay empty.
func (r *Reader) Read(w feeds.Writing) feeds.Reading { return r.ReadGuessing(w, nil) }

// ReadGuessing is Read, asking guess what it says of the kind of document.
func (r *Reader) ReadGuessing(w feeds.Writing, guess Guess) feeds.Reading {
	p := r.open(w)
	p.guess = guess
	p.kind()
	p.stage()
	p.findCases()
	p.issuers()
	p.drafter()
	p.legalBasis()
	p.times()
	p.settleStage()
	p.subject()
	p.force()
	p.figures()
	p.documentNumbers()
	p.procedure()
	p.sentencesOf()
	p.contacts()
	p.apps()
	p.out.Version = Version
	p.done()
	return p.out
}

func (r *Reader) open(w feeds.Writing) *page {
	p := &page{Writing: w, r: r, media: w.Media || r.isMedia(w.Source)}
	w.Title, w.TitleZH = feeds.Clip(w.Title, maxTitle), feeds.Clip(w.TitleZH, maxTitle)
	w.Body = feeds.Clip(w.Body, feeds.MaxText)
	p.Writing = w
	p.title = newView("title", w.Title)
	p.zh = newView("title", w.TitleZH)
	p.body = newView("text", cutFooter(w.Body))
	p.views = []*view{p.title, p.zh, p.body}
	for _, v := range p.views {
		v.numbers = scanNumbers(v.s)
		v.dates = scanDates(v, w.Published)
		bodies, cited := r.mentions(v, w.Title)
		cited = p.placed(v, cited)
		bodies = p.whose(v, bodies)
		p.bodies, p.cited = append(p.bodies, bodies), append(p.cited, cited)
	}
	p.dated()
	p.articles, p.articlesEnd = articlesOf(p.body.s)
	return p
}

// articlesOf finds the articles of a rule in s: from the line that begins with
// 第一条 to the end of the line of its last article.
func articlesOf(s string) (from, to int) {
	from = strings.Index(s, "第一条")
	if from < 0 || from > 0 && s[from-1] != '\n' {
		return len(s), len(s)
	}
	to = from
	for i := from; i >= 0; {
		line, _, more := strings.Cut(s[i:], "\n")
		if strings.HasPrefix(line, "第") && strings.Contains(feeds.Clip(line, 30), "条") {
			to = i + len(line)
		}
		if !more {
			break
		}
		i += len(line) + 1
	}
	return from, to
}

func (r *Reader) isMedia(id feeds.AuthorityID) bool {
	i, ok := r.byAuthority[id]
	return ok && r.authorities[i].Level == "media"
}

// footers begin the part of a page that belongs to the site, not to the text.
var footers = []string{
	"版权所有", "网站标识码", "备案编号：", "京ICP备", "ICP备", "公网安备", "主办单位：", "技术支持：",
	"隐私声明", "隐私政策|", "扫一扫在手机打开", "上一篇：", "下一篇：", "相关链接：", "相关阅读", "All rights reserved",
}

// cutFooter drops the last lines of the body from the first that only a site's
// frame has. Text in front of them is never cut.
func cutFooter(body string) string {
	end := len(body)
	for lines := 0; lines < 12 && end > 0; lines++ {
		from := strings.LastIndexByte(body[:end], '\n') + 1
		line := body[from:end]
		if len(line) < 300 && from > 0 && isFooter(line) {
			body = body[:from-1]
		}
		end = from - 1
	}
	return body
}

func isFooter(line string) bool {
	for _, f := range footers {
		if strings.Contains(line, f) {
			return true
		}
	}
	return false
}
