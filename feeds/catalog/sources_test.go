package catalog_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/catalog"
)

func TestSources(t *testing.T) {
	sources, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if s.NameEN == "" || s.NameZH == "" || s.Authority == "" || s.Jurisdiction == "" {
			t.Errorf("%s: names, authority or jurisdiction are missing: %+v", s.ID, s.Source)
		}
		if s.Confidence == "low" && s.Disabled == "" && !s.DemoOnly {
			t.Errorf("%s: a rule of low confidence is polled", s.ID)
		}
		if len(s.Rule.Lists) > 0 && s.Host == "" {
			t.Errorf("%s: has a list but no host", s.ID)
		}
	}
}

func TestParseSource(t *testing.T) {
	const head = "authority: X\njurisdiction: CN\nsources:\n  - id: x\n    kind: html\n"
	for _, tt := range []struct{ name, yaml, want string }{
		{"unknown key", head + "    list:\n      urls: [\"https://x.example/\"]\n      rowz: li\n", `"rows"`},
		{"unknown key of a value", head + "    list:\n      urls: [\"https://x.example/\"]\n      link: {fron: a, match: b}\n", `"from"`},
		{"key at the wrong place", head + "    list:\n      urls: [\"https://x.example/\"]\n      monthly: 3\n", "not at this place"},
		{"unknown kind", strings.Replace(head, "html", "htm", 1), "kind"},
		{"no address", head + "    list: {rows: li}\n", "urls"},
		{"bad selector", head + "    list: {urls: [\"https://x.example/\"], rows: \"li[\"}\n", "rows"},
		{"slow selector", head + "    list: {urls: [\"https://x.example/\"], rows: \"li:contains(x)\"}\n", "not allowed"},
		{"bad expression", head + "    list: {urls: [\"https://x.example/\"], match: \"(\"}\n", "match"},
		{"unknown date format", head + "    list: {urls: [\"https://x.example/\"], rows: li, date_format: dmyy}\n", "date_format"},
		{"bad interval", head + "    every: soon\n    list: {urls: [\"https://x.example/\"], rows: li}\n", "every"},
		{"nothing", "authority: X\n", "sources"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := catalog.ParseSource("x.yaml", []byte(tt.yaml))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "x.yaml: ") {
				t.Errorf("got %v, want an error that names x.yaml and %q", err, tt.want)
			}
		})
	}
}
