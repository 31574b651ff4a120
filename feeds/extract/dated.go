package extract

import (
	"unicode"

	"github.com/regwire/regwire/feeds"
)

// A link is a row of an undescribed list when its title says something: five
// Chinese characters, or as much in letters. What navigation says is shorter.
const (
	titleHan     = 5
	titleLetters = 16
)

// datedPlaces are where a row of an undescribed list shows its day.
var datedPlaces = from(
	"alone", "time@datetime", ".date", ".time", "row",
	`url:/t(\d{8})_`, `url:/((?:19|20)\d{2})[-/](\d{2})[-/](\d{2})/`, `url:/((?:19|20)\d{2})-(\d{2})/(\d{2})/`, `url:/((?:19|20)\d{6})/`,
)

// isDatedRow reports whether an entry of an undescribed list is a row of it, which
// takes a title and a date.
func isDatedRow(e feeds.Entry) bool {
	if e.Date == "" {
		return false
	}
	han, letters := 0, 0
	for _, r := range e.Title {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return han >= titleHan || letters >= titleLetters
}
