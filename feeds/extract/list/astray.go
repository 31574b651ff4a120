package list

import (
	"net/url"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
)

// Sites answer for a column that is no more with their home page, or with a page that says so
// and shows what is new elsewhere. Rows of either are other columns', and news of this list
// would look as if it had none.

// SentHome reports whether a site answered with its home page what was asked elsewhere on it.
func SentHome(doc feeds.Document) bool {
	asked, err := url.Parse(doc.Request.URL)
	if err != nil {
		return false
	}
	got, err := url.Parse(doc.URL)
	return err == nil && got.RawQuery == "" && address.BareHost(asked.Host) == address.BareHost(got.Host) &&
		isHome(doc.URL, got) && !isHome(doc.Request.URL, asked)
}

// isElsewhere reports whether no row stands in the column that a list has at its address.
func isElsewhere(rows []feeds.Entry, list string) bool {
	own := sectionOf(list)
	for _, e := range rows {
		if isUnder(sectionOf(e.URL), own) {
			return false
		}
	}
	return true
}
