package catalog_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/facts"
)

// TestFactTablesFitTogether loads both tables: codes are unique, and parents
// and issuers are codes of the authorities table.
func TestFactTablesFitTogether(t *testing.T) {
	authorities, err := catalog.Authorities()
	if err != nil {
		t.Fatal(err)
	}
	laws, err := catalog.Laws()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := facts.New(authorities, laws); err != nil {
		t.Fatal(err)
	}
	for _, l := range laws {
		if l.Status == "in_force" && l.Type == "law" && l.Official && l.Effective == "" {
			t.Errorf("%s is in force without a date", l.ID)
		}
	}
	for _, a := range authorities {
		if a.NameEN == "" || a.NameZH == "" || a.Jurisdiction == "" {
			t.Errorf("%s lacks a name or jurisdiction", a.ID)
		}
	}
}
