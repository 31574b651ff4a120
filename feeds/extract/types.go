package extract

import (
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/feed"
	"github.com/regwire/regwire/feeds/extract/list"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// The types of a Rule, as a source's YAML writes them, are those of package rule.
type (
	Rule        = rule.Rule
	ListRule    = rule.List
	ArticleRule = rule.Article
	Value       = rule.Value
	Values      = rule.Values
	Words       = rule.Words
)

// Result is what one document said.
type Result = answer.Result

// NoRows begins the reason of a page that says nothing odd and has no rows.
const NoRows = list.NoRows

// Outline is one feed of an OPML list.
type Outline = feed.Outline

// ReadOPML reads the feeds of an OPML file, every address once. Folders are
// opened, and outlines without a feed's address skipped; a file beyond the
// limits is refused as a whole.
func ReadOPML(data []byte) ([]Outline, error) { return feed.ReadOPML(data) }

// WriteOPML writes feeds as an OPML 2.0 list.
func WriteOPML(title string, list []Outline) ([]byte, error) { return feed.WriteOPML(title, list) }
