package extract

import (
	"github.com/regwire/regwire/feeds/extract/answer"
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
