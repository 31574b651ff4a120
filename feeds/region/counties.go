package region

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// countyTable is the counties, districts and cities below a prefecture whose whole Chinese name
// one province alone has, a province a line. Those that several have (鼓楼区) tell nothing, and
// have no place in it.
//
//go:embed counties.tsv
var countyTable string

// counties are the codes of provinces by the names of what is in them.
var counties = sync.OnceValue(func() map[string]string {
	all, err := parseCounties(countyTable)
	if err != nil {
		panic(err) // the table is ours, and a test reads it
	}
	return all
})

func parseCounties(table string) (map[string]string, error) {
	head, rows, _ := strings.Cut(table, "\n")
	if head != "province\tcounties" {
		return nil, fmt.Errorf("counties.tsv line 1: columns are %q", head)
	}
	all := map[string]string{}
	number := 1
	for line := range strings.Lines(rows) {
		number++
		code, list, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || !slices.ContainsFunc(Provinces(), func(p Province) bool { return p.Code == code }) {
			return nil, fmt.Errorf("counties.tsv line %d: %q is no province", number, code)
		}
		for name := range strings.FieldsSeq(list) {
			if other, twice := all[name]; twice {
				return nil, fmt.Errorf("counties.tsv line %d: %s is in %s already", number, name, other)
			}
			all[name] = code
		}
	}
	return all, nil
}

const (
	countyRunes = 15 // of the longest name of the table
	shortCounty = 2  // runes of a name with which many a word ends: 和县, 新县
)

// CountyAtEnd is the code of the province of the county, district or city below a prefecture
// with whose whole Chinese name text ends, "" where it ends with none, or with one that
// several provinces have. A name of two characters counts alone or behind that of a place.
func CountyAtEnd(text string) string {
	from := len(text)
	for range countyRunes {
		if from == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	for ; from < len(text); from++ {
		if !utf8.RuneStart(text[from]) {
			continue
		}
		name := text[from:]
		code, ok := counties()[name]
		if !ok || utf8.RuneCountInString(name) <= shortCounty && from > 0 && !endsPlace(text[:from]) {
			continue
		}
		return code
	}
	return ""
}

// endsPlace reports whether s ends like the name of a place that has counties.
func endsPlace(s string) bool {
	return slices.ContainsFunc([]string{"省", "市", "州", "盟", "地区", "自治区"}, func(e string) bool { return strings.HasSuffix(s, e) })
}
