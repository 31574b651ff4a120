package bot

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// LawsNamed are the laws that the event's text names beside the one that it is itself.
func LawsNamed(e feeds.Event, names Names) []feeds.LawID {
	r := e.Reading
	return slices.DeleteFunc(slices.Clone(r.LegalBasis), func(l feeds.LawID) bool {
		en, zh := names.Law(l)
		return l == r.Subject || r.Stage != "" && (called(e.Title, zh) || called(r.TitleEN.Text, en))
	})
}

// called reports whether the title is the law's name, but for the country's before it
// and a remark in brackets behind, such as “(Draft)”.
func called(title, name string) bool {
	bare := func(s string) string {
		s = strings.Trim(Fold(s), " 《》")
		for _, mark := range []string{"中华人民共和国", "the ", "people's republic of china "} {
			s = strings.TrimPrefix(s, mark)
		}
		if i := strings.LastIndex(s, "("); i > 0 && strings.HasSuffix(s, ")") {
			s = s[:i]
		}
		return strings.Trim(strings.TrimSuffix(strings.TrimSpace(s), " of the people's republic of china"), " 《》")
	}
	return name != "" && bare(title) == bare(name)
}
