package list

import (
	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// The limits of one list.
const (
	MaxItems    = 500    // rows after the baseline
	MaxBaseline = 20_000 // and at it
)

// Reading is a document of which the rows of a list are read.
type Reading struct {
	answer.Document
	// Rule is the source's rule for it.
	Rule rule.List
	// Form is what addresses of items look like where the rule does not say.
	Form string
	// OneDay says that all rows are of one day, as those of an edition are.
	OneDay bool
	// columns are the tables' columns of days of publication, as they are met.
	columns map[*html.Node]column
	matches matches           // of the list that is read, see match
	order   func() date.Order // of the list, for days in digits
}
