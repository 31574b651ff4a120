// Package region knows the provinces of China with their cities, and the districts that are
// known by themselves, by the names under which texts give them. Start with Provinces.
//
// The names are a table, places.tsv: a place a line, each province's own first. Of a city
// whose Chinese name is part of everyday phrases the table has the name with 市, and no
// English name that two provinces have. Counties stand in a table of their own, counties.tsv,
// in Chinese and for their province alone: those of the package china-division 2.7.0 (the
// codes of the statistics bureau) whose names one province alone has. What a place means belongs to whoever asks.
package region

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed places.tsv
var table string

// Place is the names of a place; one of the two may be missing.
type Place struct{ ZH, EN string }

// Province is a province, autonomous region or municipality by the two letters that the codes
// of regions (ISO 3166-2:CN) and of local bodies have, with the places in it.
type Province struct {
	Code string
	Place
	Places []Place
}

// Provinces are all of them, in the order of the table. Nobody may change them.
var Provinces = sync.OnceValue(func() []Province {
	all, err := parse(table)
	if err != nil {
		panic(err) // the table is ours, and a test reads it
	}
	return all
})

// Named is the place of a Chinese name with its province.
func Named(zh string) (Place, Province, bool) {
	for _, p := range Provinces() {
		if p.ZH == zh {
			return p.Place, p, true
		}
		if i := slices.IndexFunc(p.Places, func(n Place) bool { return n.ZH == zh }); i >= 0 {
			return p.Places[i], p, true
		}
	}
	return Place{}, Province{}, false
}

// missing stands in the table for a name that a place does not have.
const missing = "-"

func parse(table string) ([]Province, error) {
	head, rows, _ := strings.Cut(table, "\n")
	if head != "province\tname_zh\tname_en" {
		return nil, fmt.Errorf("places.tsv line 1: columns are %q", head)
	}
	var all []Province
	number := 1
	for line := range strings.Lines(rows) {
		number++
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 || slices.Contains(cells, "") {
			return nil, fmt.Errorf("places.tsv line %d: want a province, a Chinese and an English name, or %s for none", number, missing)
		}
		place := Place{ZH: strings.TrimPrefix(cells[1], missing), EN: strings.TrimPrefix(cells[2], missing)}
		if last := len(all) - 1; last >= 0 && all[last].Code == cells[0] {
			all[last].Places = append(all[last].Places, place)
			continue
		}
		all = append(all, Province{Code: cells[0], Place: place})
	}
	return all, nil
}
