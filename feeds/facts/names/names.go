// Package names finds in a text the bodies and laws of two tables, by every name that a text
// may call them: New compiles the tables, Tables.Mentions finds. It knows which words only
// look like a name, and nothing of what a body does or a law is cited for.
//
// body.go and law.go tell names from other words, local.go finds the bodies that every place
// has by place and noun, place.go knows the provinces, and publisher.go whose an address is.
package names

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

// Tables are the two tables with all their names compiled. They are built once and never
// change, so any number of goroutines may share them.
type Tables struct {
	Authorities []Authority
	Laws        []Law
	// ByAuthority and ByLaw are where the rows with an id stand.
	ByAuthority map[feeds.AuthorityID]int
	ByLaw       map[feeds.LawID]int
	byHost      map[string]int // of authorities
	names       *lexicon.Lexicon
	terms       []name
	signatures  map[string]int // of English law names, see signature
	local       map[placed]int // bodies by kind and place, see localNamed
}

// name is what a term of the lexicon stands for.
type name struct {
	law   bool
	index int
	// weak marks a bare short name, which counts only where it cannot be other words.
	weak bool
	zh   bool
	// kind is one more than the row of localNames that the term is a noun of.
	kind int
}

// errUnknownAuthority is returned by New for a parent or issuer not in the table.
var errUnknownAuthority = errors.New("authority is not in the table")

// New compiles the two tables.
func New(authorities []Authority, laws []Law) (*Tables, error) {
	r := &Tables{
		Authorities: authorities, Laws: laws,
		ByAuthority: map[feeds.AuthorityID]int{}, ByLaw: map[feeds.LawID]int{},
		signatures: map[string]int{}, byHost: map[string]int{},
	}
	for i, a := range authorities {
		if _, twice := r.ByAuthority[a.ID]; twice {
			return nil, fmt.Errorf("authority %s is there twice", a.ID)
		}
		r.ByAuthority[a.ID] = i
		for _, host := range a.Hosts {
			r.byHost[host] = i
		}
	}
	for i, l := range laws {
		if _, twice := r.ByLaw[l.ID]; twice {
			return nil, fmt.Errorf("law %s is there twice", l.ID)
		}
		r.ByLaw[l.ID] = i
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

func (r *Tables) checkReferences() error {
	for _, a := range r.Authorities {
		if _, ok := r.ByAuthority[a.Parent]; a.Parent != "" && !ok {
			return fmt.Errorf("parent %s of %s: %w", a.Parent, a.ID, errUnknownAuthority)
		}
	}
	for _, l := range r.Laws {
		for _, id := range l.Issuers {
			if _, ok := r.ByAuthority[id]; !ok {
				return fmt.Errorf("issuer %s of %s: %w", id, l.ID, errUnknownAuthority)
			}
		}
	}
	return nil
}

func (r *Tables) term(text string, n name, exact bool) lexicon.Term {
	r.terms = append(r.terms, n)
	return lexicon.Term{Text: text, ID: int32(len(r.terms) - 1), Exact: exact}
}

// Authority is the row of the table with that id.
func (r *Tables) Authority(id feeds.AuthorityID) (Authority, bool) {
	i, ok := r.ByAuthority[id]
	if !ok {
		return Authority{}, false
	}
	return r.Authorities[i], true
}

// Law is the row of the table with that id.
func (r *Tables) Law(id feeds.LawID) (Law, bool) {
	i, ok := r.ByLaw[id]
	if !ok {
		return Law{}, false
	}
	return r.Laws[i], true
}

// IsMedia reports a news site.
func (r *Tables) IsMedia(id feeds.AuthorityID) bool {
	i, ok := r.ByAuthority[id]
	return ok && r.Authorities[i].Level == "media"
}
