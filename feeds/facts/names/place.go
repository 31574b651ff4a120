package names

import (
	"slices"
	"strings"
	"sync"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/region"
)

// PlaceNames finds the provinces and what is in them in one pass; the id is the province's
// number. A city stands for its province.
var PlaceNames = sync.OnceValue(func() *lexicon.Lexicon {
	var terms []lexicon.Term
	for i, p := range region.Provinces() {
		for _, place := range append([]region.Place{p.Place}, p.Places...) {
			for _, n := range []string{place.ZH, place.EN} {
				if n != "" {
					terms = append(terms, lexicon.Term{Text: n, ID: int32(i), Exact: n[0] < 0x80})
				}
			}
		}
	}
	names, err := lexicon.New(terms)
	if err != nil {
		panic(err) // the table is ours, and a test compiles it
	}
	return names
})

// CodeOf is the code of the province that was found.
func CodeOf(h lexicon.Hit) string { return region.Provinces()[h.ID].Code }

// ProvinceOf is the code of the first place that text names, "" for none.
func ProvinceOf(text string) string {
	if h, ok := firstPlace(text); ok {
		return CodeOf(h)
	}
	return ""
}

func firstPlace(text string) (lexicon.Hit, bool) {
	if text == "" {
		return lexicon.Hit{}, false
	}
	var room [8]lexicon.Hit
	for _, h := range PlaceNames().Longest(text, room[:0]) {
		return h, true
	}
	return lexicon.Hit{}, false
}

// StartsWithPlace reports whether text begins with a place, a book title mark aside.
func StartsWithPlace(text string) bool {
	h, ok := firstPlace(text)
	return ok && strings.TrimLeft(text[:h.Start], `《"“`) == ""
}

// IsProvince reports whether name is that of the province itself.
func IsProvince(name, code string) bool {
	return slices.ContainsFunc(region.Provinces(), func(p region.Province) bool {
		return p.Code == code && (name == p.ZH || name == p.EN)
	})
}
