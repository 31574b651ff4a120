package catalog_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/classify"
)

func TestClassifyRulesAreWhole(t *testing.T) {
	rules, err := catalog.Classify()
	if err != nil {
		t.Fatal(err)
	}
	c, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	// All vocabularies of the program share 20 MB.
	if size := c.Size(); size > 8<<20 {
		t.Errorf("the vocabulary holds %d bytes, limit 8 MB", size)
	}
	if len(rules.Topics) != 14 {
		t.Errorf("%d topics, want 14", len(rules.Topics))
	}
	for _, topic := range rules.Topics {
		if topic.EN == "" || topic.ZH == "" || topic.About == "" {
			t.Errorf("topic %s lacks a name or what it is about", topic.ID)
		}
		if !slices.ContainsFunc(rules.Rows, func(r classify.Row) bool { return r.For == string(topic.ID) && r.Title >= 1 }) {
			t.Errorf("no word of a title shows topic %s", topic.ID)
		}
	}
	for _, rows := range [][]classify.Row{rules.Rows, rules.Noise, rules.Field, rules.Sections} {
		for _, r := range rows {
			if len(r.Words)+len(r.Of) == 0 || r.Title <= 0 || r.Lead < 0 || r.Lead > r.Title {
				t.Errorf("row for %s: %d words, %v points in the title, %v in the lead", r.For, len(r.Words), r.Title, r.Lead)
			}
		}
	}
}
