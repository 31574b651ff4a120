package catalog

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts"
)

// The tables of package facts: one row a line, columns parted by tabs, several
// values of one column by bars. A question mark after a law's English name marks one
// that was not confirmed to be the issuer's own or the accepted one.
//
//go:embed authorities.tsv laws.tsv
var factTables embed.FS

var (
	authorityColumns = []string{"id", "name_en", "name_zh", "aliases_zh", "aliases_en", "jurisdiction", "level", "parent", "hosts"}
	lawColumns       = []string{"id", "name_zh", "short_zh", "name_en", "short_en", "aliases_en", "type", "issuers", "effective", "status"}
)

var authorityLevels = []string{"national", "provincial", "municipal", "committee", "court", "procuratorate", "exchange", "consumer_council", "company", "media"}

var lawStatuses = []string{"in_force", "draft", "superseded", "repealed"}

// Authorities is the table of bodies that issue documents and of news sites.
func Authorities() ([]facts.Authority, error) {
	var out []facts.Authority
	err := eachRow("authorities.tsv", authorityColumns, func(c []string) error {
		if !slices.Contains(authorityLevels, c[6]) {
			return fmt.Errorf("level %q is not one of %s", c[6], strings.Join(authorityLevels, ", "))
		}
		out = append(out, facts.Authority{
			ID: feeds.AuthorityID(c[0]), NameEN: c[1], NameZH: c[2], AliasesZH: values(c[3]), AliasesEN: values(c[4]),
			Jurisdiction: c[5], Level: c[6], Parent: feeds.AuthorityID(c[7]), Hosts: values(c[8]),
		})
		return nil
	})
	return out, err
}

// Laws is the table of statutes, rules and standards that texts cite.
func Laws() ([]facts.Law, error) {
	var out []facts.Law
	err := eachRow("laws.tsv", lawColumns, func(c []string) error {
		if !slices.Contains(lawStatuses, c[9]) {
			return fmt.Errorf("status %q is not one of %s", c[9], strings.Join(lawStatuses, ", "))
		}
		effective := feeds.Day(c[8])
		if effective != "" && !effective.Valid() {
			return fmt.Errorf("effective %q is no date", effective)
		}
		name, unsure := strings.CutSuffix(c[3], "?")
		l := facts.Law{
			ID: feeds.LawID(c[0]), NameZH: c[1], ShortZH: values(c[2]), NameEN: name, Official: !unsure, ShortEN: c[4], AliasesEN: values(c[5]),
			Type: c[6], Effective: effective, Status: c[9],
		}
		for _, id := range values(c[7]) {
			l.Issuers = append(l.Issuers, feeds.AuthorityID(id))
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

func values(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// eachRow reads a table strictly: the header must be columns, every row must
// have as many cells, and no cell may be padded.
func eachRow(file string, columns []string, row func(cells []string) error) error {
	data, err := factTables.ReadFile(file)
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
