package catalog

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// The tables of packages facts and gloss: one row a line, columns parted by tabs, several
// values of one column by bars. A question mark after a law's English name marks one
// that was not confirmed to be the issuer's own or the accepted one.
//
//go:embed authorities.tsv laws.tsv glossary.tsv
var tables embed.FS

// eachRow reads a table strictly: the header must be columns, every row must
// have as many cells, and no cell may be padded.
func eachRow(file string, columns []string, row func(cells []string) error) error {
	data, err := tables.ReadFile(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	number := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(string(data), "\n"), "\n") {
		number++
		cells := strings.Split(line, "\t")
		if number == 1 {
			if !slices.Equal(cells, columns) {
				return fmt.Errorf("%s line 1: columns must be %s", file, strings.Join(columns, ", "))
			}
			continue
		}
		if len(cells) != len(columns) {
			return fmt.Errorf("%s line %d: %d cells, want %d", file, number, len(cells), len(columns))
		}
		for i, c := range cells {
			if c != strings.TrimSpace(c) {
				return fmt.Errorf("%s line %d: %s is padded with blanks", file, number, columns[i])
			}
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("%s line %d: %w", file, number, err)
		}
	}
	return nil
}
