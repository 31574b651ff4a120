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

func TestWrongFileSaysWhereAndWhat(t *testing.T) {
	const head = "authority: CAC\njurisdiction: CN\nsources:\n  - id: x\n    kind: html\n"
	const list = head + "    list:\n      urls: [\"https://x.example/\"]\n      rows: li\n"
	for _, tt := range []struct{ name, yaml, want string }{
		{"unknown key", list + "      titel: a\n", `x.yaml:9: unknown key "titel": did you mean "title"?`},
		{"unknown key of a value", list + "      link: {fron: a, match: b}\n", `x.yaml:9: unknown key "fron": did you mean "from"?`},
		{"key at the wrong place", list + "      monthly: 3\n", `x.yaml:9: unknown key "monthly" here: it belongs under "sources"`},
		{"unknown kind", strings.Replace(list, "html", "htm", 1), `x.yaml:5: x: kind: "htm" is none of cac, `},
		{"no id", strings.Replace(list, "id: x\n    kind", "kind", 1), "x.yaml:4: id: a source needs one"},
		{"no kind", strings.Replace(list, "    kind: html\n", "", 1), `x.yaml:4: x: kind: "" is none of cac, `},
		{"no list", head, "x.yaml:4: x: list: kind html needs one"},
		{"no address", head + "    list:\n      rows: li\n", "x.yaml:7: x: list.urls: at least one address is wanted"},
		{"no rows", head + "    list:\n      urls: [\"https://x.example/\"]\n", "x.yaml:7: x: list.rows: a list needs rows"},
		{"bad selector", strings.Replace(list, "rows: li", `rows: "li["`, 1), `x.yaml:8: x: list.rows: selector "li[": `},
		{"slow selector", strings.Replace(list, "rows: li", `rows: "li:contains(x)"`, 1), `x.yaml:8: x: list.rows: selector "li:contains(x)": :contains and :matches are not allowed`},
		{"siblings of siblings", strings.Replace(list, "rows: li", `rows: "li ~ li ~ li"`, 1), `x.yaml:8: x: list.rows: selector "li ~ li ~ li": more than one ~`},
		{"selector of an alternative", list + "      else:\n        urls: [\"https://x.example/b\"]\n        rows: \"a[\"\n", `x.yaml:11: x: list.else.rows: selector "a[": `},
		{"second of two lists", head + "    lists:\n      - urls: [\"https://x.example/\"]\n        rows: li\n      - urls: [\"https://x.example/b\"]\n        rows: \"a[\"\n", `x.yaml:10: x: lists[1].rows: selector "a[": `},
		{"bad expression", list + "      match: \"(\"\n", "x.yaml:9: x: list.match: error parsing regexp: "},
		{"unknown date format", list + "      date_format: dmyy\n", `x.yaml:9: x: list.date_format: "dmyy" is none of dmy, epoch`},
		{"unknown zone", list + "      date_tz: Asia/Shangai\n", `x.yaml:9: x: list.date_tz: "Asia/Shangai" is no time zone`},
		{"unknown charset", list + "      charset: gbkk\n", `x.yaml:9: x: list.charset: "gbkk" is none that is known, like utf-8 or gb18030`},
		{"tab inside a list", strings.Replace(list, "      rows", "\trows", 1), `x.yaml:8: a tab stands in front`},
		{"no address of the web", strings.Replace(list, "https", "ftp", 1), `x.yaml:7: x: list.urls: "ftp://x.example/" is no address of the web`},
		{"endless interval", strings.Replace(list, "kind: html", "kind: html\n    every: 9000h", 1), `x.yaml:6: x: every: "9000h" is no time from 1m to 744h`},
		{"bad interval", strings.Replace(list, "kind: html", "kind: html\n    every: soon", 1), `x.yaml:6: x: every: "soon" is no time from 1m to 744h`},
		{"text for a number", strings.Replace(list, "kind: html", "kind: html\n    monthly: many", 1), "x.yaml:6: text stands where a number is wanted"},
		{"mapping for a list", strings.Replace(list, `["https://x.example/"]`, "{a: b}", 1), "x.yaml:7: a mapping of keys stands where a list is wanted"},
		{"article's selector", list + "    article:\n      body: \"div[\"\n", `x.yaml:10: x: article.body: selector "div[": `},
		{"key twice", list + "      rows: a\n", `x.yaml:9: key "rows" stands here for the second time: line 8 has it too`},
		{"tab", list + "\tdate: span\n", `x.yaml:9: a tab stands in front`},
		{"second source", list + strings.Replace(strings.SplitN(list, "sources:\n", 2)[1], "rows: li", `rows: "a:::b"`, 1), `x.yaml:13: x: list.rows: selector "a:::b": `},
		{"id twice", list + strings.SplitN(list, "sources:\n", 2)[1], "x.yaml:9: x: id: another source of the file has it too"},
		{"other charset", strings.Replace(list, "kind: html", "kind: html\n    name_zh: \xd6\xd0\xce\xc4", 1), "x.yaml:6: this is no UTF-8"},
		{"no authority of the table", strings.Replace(list, "CAC", "EDBP", 1), `x.yaml:1: authority: "EDBP" is no code that is known: leave it out, or did you mean EDPB?`},
		{"no region of the table", strings.Replace(list, ": CN", ": XX", 1), `x.yaml:2: jurisdiction: "XX" is none of AU, CA, CN, CN-AH`},
		{"id that cannot be typed", strings.Replace(list, "id: x", "id: x one/2", 1), "x.yaml:4: x one/2: id: an id is small letters and digits"},
		{"user in an address", strings.Replace(list, "https://", "https://u:p@", 1), "x.yaml:7: x: list.urls: the address at x.example holds a user name"},
		{"less than nothing a month", strings.Replace(list, "kind: html", "kind: html\n    monthly: -1", 1), "x.yaml:6: x: monthly: -1 is no number of items"},
		{"no YAML", "<html></html>", "x.yaml:1: text stands where a mapping of keys is wanted"},
		{"two documents", list + "---\n" + list, "x.yaml: the file holds 2 documents"},
		{"nothing", "authority: CAC\n", "x.yaml: sources: the file has none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := catalog.ParseSource("x.yaml", []byte(tt.yaml))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestARuleThatWasTakenIsReadAlthoughNobodyKnowsItsAuthorityNow(t *testing.T) {
	rule := []byte("authority: BODY-THAT-WAS\nsources:\n  - id: x\n    kind: feed\n    list: {urls: [\"https://x.example/feed\"]}\n")
	if _, err := catalog.ParseSource("x.yaml", rule); err == nil || !strings.Contains(err.Error(), "BODY-THAT-WAS") {
		t.Errorf("taken anew: %v", err)
	}
	if list, err := catalog.KeptSource("x", rule); err != nil || len(list) != 1 || list[0].Authority != "BODY-THAT-WAS" {
		t.Errorf("kept: %+v, %v", list, err)
	}
}
