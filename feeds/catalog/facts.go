package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts"
)

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
