package main

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// TestACourtOutsideTheTableHasItsPlace: who subscribed to Shanghai hears of its courts too.
func TestACourtOutsideTheTableHasItsPlace(t *testing.T) {
	tables, err := readTables(config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id             feeds.AuthorityID
		en, zh, region string
	}{
		{"COURT-SH", "a court in Shanghai", "上海法院", "CN-SH"},
		{"PROC-ZJ", "a procuratorate in Zhejiang", "浙江检察院", "CN-ZJ"},
		{"COURT-??", "COURT-??", "COURT-??", ""},
		{"MIIT", "Ministry of Industry and Information Technology", "中华人民共和国工业和信息化部", "CN"},
	} {
		en, zh := tables.names.Authority(c.id)
		if region := tables.names.Region(c.id); en != c.en || zh != c.zh || region != c.region {
			t.Errorf("%s is %q, %q in region %q, want %q, %q in %q", c.id, en, zh, region, c.en, c.zh, c.region)
		}
	}
}

// TestAFootnoteHasTheWholeName, however long it is; a headline has the short one.
func TestAFootnoteHasTheWholeName(t *testing.T) {
	tables, err := readTables(config{})
	if err != nil {
		t.Fatal(err)
	}
	const full = "Office of the Privacy Commissioner for Personal Data, Hong Kong"
	if got := tables.names.AuthorityInFull("PCPD"); got != full {
		t.Errorf("in full %q, want %q", got, full)
	}
	if short, _ := tables.names.Authority("PCPD"); short != "PCPD" {
		t.Errorf("in a headline %q, want PCPD", short)
	}
}

// TestAuthoritiesAreFoundByRegionAndByName: filters take a region for all its authorities,
// and an authority by what people call it.
func TestAuthoritiesAreFoundByRegionAndByName(t *testing.T) {
	all, err := readTables(config{})
	if err != nil {
		t.Fatal(err)
	}
	c := all.catalogue(nil)
	for region, want := range map[string]struct{ in, out feeds.AuthorityID }{
		"CN-SH": {"SHCA", "CAC"}, "CN": {"CAC", "SHCA"}, "CN-QH": {"COURT-QH", "COURT-SH"}, "CN-ZJ": {"PROC-ZJ", "CAC"}, "HK": {"PCPD", "CAC"},
	} {
		if ids := c.Issuers(region); !slices.Contains(ids, want.in) || slices.Contains(ids, want.out) {
			t.Errorf("%s has %v", region, ids)
		}
	}
	for name, want := range map[string]feeds.AuthorityID{
		"国家网信办": "CAC", "国家互联网信息办公室": "CAC", "Cyberspace Administration of China": "CAC", "shanghai communications administration": "SHCA", "ＭＩＩＴ": "MIIT", "nobody": "",
	} {
		if id, ok := c.AuthorityNamed(bot.Fold(name)); id != want || ok != (want != "") {
			t.Errorf("%s is %q", name, id)
		}
	}
}
