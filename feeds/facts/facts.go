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
// tables that the caller hands in. What is read stands in packages below, each above
// those that it imports:
//
//   - view is one text made ready for matching, with its sentences, numbers and days;
//   - names finds bodies and laws in it, of the two tables;
//   - page is a title and a text with all this, and what was read of them so far;
//   - kind reads what the document is and where it stands;
//   - issuer, dates, figure, apps and procedure read who, when, how many, which apps, and
//     what was done. None of them knows another;
//   - duty reads what the articles of a rule order and forbid, for whoever asks.
//
// What is read in a few lines stands here: the laws cited, the rule that the title is about,
// numbers of documents, purposes and addresses.
package facts

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/apps"
	"github.com/regwire/regwire/feeds/facts/dates"
	"github.com/regwire/regwire/feeds/facts/figure"
	"github.com/regwire/regwire/feeds/facts/issuer"
	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/procedure"
)

// The rows of the two tables, and who guesses at kinds.
type (
	Authority = names.Authority
	Law       = names.Law
	Guess     = kind.Guess
)

// Version names the rules of this package in feeds.Reading.Version.
const Version = "facts-2"

// Reader reads facts. It is built once and never changes, so any number of
// goroutines may share it.
type Reader struct{ names *names.Tables }

// New compiles the two tables.
func New(authorities []Authority, laws []Law) (*Reader, error) {
	tables, err := names.New(authorities, laws)
	if err != nil {
		return nil, err
	}
	return &Reader{names: tables}, nil
}

// Authority is the row of the table with that id.
func (r *Reader) Authority(id feeds.AuthorityID) (Authority, bool) { return r.names.Authority(id) }

// Law is the row of the table with that id.
func (r *Reader) Law(id feeds.LawID) (Law, bool) { return r.names.Law(id) }

// Placed is w with whose page it is, by its address, where that is not said: of what
// people hand in there may be no more. What the address does not tell stays unsaid.
func (r *Reader) Placed(w feeds.Writing) feeds.Writing { return r.names.Placed(w) }

// reading is a page while what stands in this package is read.
type reading struct{ *page.Page }

// Read finds the facts of w. The caller's other fields of the Reading (what it
// is about, its English) stay empty.
func (r *Reader) Read(w feeds.Writing) feeds.Reading { return r.ReadGuessing(w, nil) }

// ReadGuessing is Read, asking guess what it says of the kind of document.
func (r *Reader) ReadGuessing(w feeds.Writing, guess Guess) feeds.Reading {
	p := page.Open(r.names, w)
	defer p.Close()
	own := &reading{p}
	k := kind.Read(p, guess)
	p.FindCases()
	issuer.Read(p)
	own.legalBasis()
	dates.Read(p)
	k.Settle()
	own.subject()
	k.Force()
	figure.Read(p)
	own.documentNumbers()
	apps.Problems(p)
	procedure.Read(p)
	own.sentencesOf()
	own.contacts()
	apps.Read(p)
	p.Out.Version = Version
	return p.Out
}
