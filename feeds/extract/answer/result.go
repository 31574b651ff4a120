package answer

import (
	"fmt"

	"github.com/regwire/regwire/feeds"
)

// Result is what one document said.
type Result struct {
	Outcome feeds.Outcome
	Reason  string // one sentence when the outcome is not good
	Entries []feeds.Entry
	Article feeds.Article
	// Next are further documents of the same chain; what they say is joined to
	// this. A chain is at most extract.MaxChain steps long.
	Next []feeds.Request
	// Cursor is where a source that is read in steps goes on, once all of it was
	// read well.
	Cursor string
	// RedirectTo is the target of a redirect written into the page.
	RedirectTo string
	// Unread says why an article's text is missing although the page is there.
	Unread string
	// Warnings are odd things that health should know.
	Warnings []string
	// Broke is what broke the parser and where, for a log; Reason says only that it did.
	Broke string `json:",omitempty"`
}

// Broken is the result of a document that broke the parser; it is to be called where the panic
// is recovered.
func Broken(panicked any) Result {
	res := Failed("the page broke the parser")
	res.Broke = fmt.Sprintf("%v at %s", panicked, feeds.PanickedAt())
	return res
}

// Failed is the result of a document that could not be read.
func Failed(format string, args ...any) Result {
	return Result{Outcome: feeds.OutcomeError, Reason: fmt.Sprintf(format, args...)}
}
