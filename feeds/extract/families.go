package extract

import "github.com/regwire/regwire/feeds/extract/rule"

// families are content systems whose static lists look alike everywhere: what a
// rule leaves open is taken from here, so that a source of a known family is an
// address and little more.
var families = map[string]rule.List{
	// TRS WCM: rows without a class, addresses ./YYYYMM/tYYYYMMDD_<id>.html.
	"trs-wcm": {
		Match: `/t\d{8}_\d+\.s?html?(?:[?#]|$)`,
		Title: rule.From("@title"), Date: rule.From("span", "i", "em", ".date", ".time", "alone", `url:/t(\d{8})_`), DateFormat: rule.Words{"ymd", "md", "stamp"},
	},
	// The portals of Shanghai: rows repeated in comments, /YYYYMMDD/<32 hex>.html.
	"sh-gov": {
		Match: `/\d{8}/[0-9a-f]{32}\.html`,
		Title: rule.From("@title"), Date: rule.From("span.time", "span", ".time", "alone", `url:/(\d{8})/[0-9a-f]{32}`),
	},
	// The portals of Guangdong: addresses without a date.
	"gd-gov": {
		Match: `/content/(?:\d+/\d+/)?m?post_\d+\.html`,
		Title: rule.From("@title"), Date: rule.From("span", ".time", ".date", "em", "i", "alone"),
	},
	// The Ministry of Public Security: /n…/n…/c<id>/content.html.
	"ccontent": {
		Match: `/c\d+/content(?:_\d+)?\.html`, Date: rule.From("span", ".date", "alone"),
	},
	// The People's Bank: few rows show their day, a long node id starts with the one on
	// which the page was made.
	"pbc": {
		Match: `/\d{15,}/index\.html|/\d+/\d+/\d{6,}/index\.html`,
		Title: rule.From("@title"), Date: rule.From("span.hui12", ".hui12", `url:/(\d{8})\d{7,}/index`),
	},
	// The portal software of many newspapers: /system/YYYY/MM/DD/<9 digits>.shtml.
	"enorth": {
		Match: `/system/\d{4}/\d{2}/\d{2}/\d{6,}\.s?html?`, Date: rule.From(`url:/system/(\d{4})/(\d{2})/(\d{2})/`),
	},
	// Statements that carry their day in the file's name.
	"press-date": {
		Match: `/press_\d{8}[a-z]?\.html`, Date: rule.From(`url:press_(\d{8})`),
	},
}

// filled is the list with what its family knows.
func (s Source) filled(l rule.List) rule.List {
	if s.kindOf(l) != "html" {
		return l
	}
	return fillIn(l, families[s.Family])
}
