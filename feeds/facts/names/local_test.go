package names_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// TestLocalBodiesInEnglish: a body and its place, in either order and by any of the
// nouns that English texts have for it, is the table's; one of a city below the table
// is its province's.
func TestLocalBodiesInEnglish(t *testing.T) {
	r := factstest.Reader(t)
	for words, want := range map[string]feeds.AuthorityID{
		"Guangdong Provincial Communications Administration":                    "GDCA",
		"Sichuan telecoms watchdog":                                             "SCCA",
		"Communications Administration of Inner Mongolia Autonomous Region":     "NMCA",
		"Hubei Administration of Communications":                                "HBCA",
		"Shanghai Municipal Cyberspace Affairs Office":                          "SHCAC",
		"cyberspace administration in Beijing":                                  "BJCAC",
		"Xinjiang's internet watchdog":                                          "XJCAC",
		"Guangxi branch of the Cyberspace Administration of China":              "GXCAC",
		"Cyberspace Administration of the Guangxi Zhuang Autonomous Region":     "GXCAC",
		"Zhejiang Provincial Market Supervision Bureau":                         "ZJAMR",
		"Public Security Department of Guangdong Province":                      "GDPSD",
		"police in Chongqing":                                                   "CQPSB",
		"Jiangxi Provincial Development and Reform Commission":                  "JXDRC",
		"Guizhou's big data bureau":                                             "GZDA",
		"Shenzhen cyberspace office":                                            "SZCAC",
		"Sichuan Provincial Higher People's Court":                              "SCHPC",
		"Foshan Cyberspace Administration":                                      "GDCAC",
		"Public Security Bureau of Wuhan":                                       "HBPSD",
		"Haidian District Market Supervision Bureau":                            "BJAMR",
		"Cyberspace Administration of China":                                    "CAC",
		"Ministry of Public Security, together with the police in 31 provinces": "MPS",
	} {
		w := feeds.Writing{
			Title: "Company penalised over leak of personal information", Source: "MEDIA", Published: "2024-05-06", Media: true,
			Body: "The " + words + " said on Monday that it had investigated a company over leaked personal information.",
		}
		if got := r.Read(w).Authorities; !slices.Equal(got, []feeds.AuthorityID{want}) {
			t.Errorf("%s: %v, want %s", words, got, want)
		}
	}
}

// TestALocalBodyIsOfThePlaceThatTheTitleNames: a text goes on to speak of the city's.
func TestALocalBodyIsOfThePlaceThatTheTitleNames(t *testing.T) {
	r := factstest.Reader(t)
	for _, tt := range []struct {
		title, body string
		want        []feeds.AuthorityID
	}{
		{"Shanghai fines three gyms over face scans", "Each was fined by the city's cyberspace administration.", []feeds.AuthorityID{"SHCAC"}},
		{"Two Hubei hospitals fined over leaked data", "The provincial cyberspace administration fined them.", []feeds.AuthorityID{"HBCAC"}},
		{"Ten apps removed in Inner Mongolia", "The region's communications administration had named them.", []feeds.AuthorityID{"NMCA"}},
		{"Gyms fined over face scans", "Each was fined by the municipal cyberspace administration.", []feeds.AuthorityID{"MEDIA"}},
		{"Shanghai gyms fined over face scans", "The cyberspace regulator fined each.", []feeds.AuthorityID{"CAC"}},
	} {
		w := feeds.Writing{Title: tt.title, Body: tt.body, Source: "MEDIA", Published: "2026-02-04", Media: true}
		if got := r.Read(w).Authorities; !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.title, got, tt.want)
		}
	}
}

func TestLocalCourtsInEnglish(t *testing.T) {
	r := factstest.Reader(t)
	for words, want := range map[string]feeds.AuthorityID{
		"Chaoyang District Court of Beijing":        "COURT-BJ",
		"Gulou District Court, Nanjing":             "COURT-JS",
		"Kunshan People's Court":                    "COURT-JS",
		"People's Court of Jiangning District":      "COURT-JS",
		"Yinzhou District People's Procuratorate":   "PROC-ZJ",
		"Beijing High People's Court":               "BJHPC",
		"court in Beijing's Haidian district":       "COURT-BJ",
		"Shenzhen Nanshan District People's Court":  "COURT-GD",
		"Xihu District Court in Hangzhou":           "COURT-ZJ",
		"Guangzhou Internet Court, which met today": "GZIC",
	} {
		w := feeds.Writing{
			Title: "Owner wins suit over disclosure of personal information", Source: "MEDIA", Published: "2024-05-06", Media: true,
			Body: "The " + words + " held that the firm had infringed the plaintiff's personal information and ordered an apology.",
		}
		if got := r.Read(w).Authorities; !slices.Equal(got, []feeds.AuthorityID{want}) {
			t.Errorf("%s: %v, want %s", words, got, want)
		}
	}
}

// TestAProvincesRegulatorOfAppsIsItsCommunicationsAdministration: a headline on apps
// calls it the province's regulator; of other things that may be any.
func TestAProvincesRegulatorOfAppsIsItsCommunicationsAdministration(t *testing.T) {
	r := factstest.Reader(t)
	for title, want := range map[string]feeds.AuthorityID{
		"Thirty-two apps named by Jiangsu regulator for prying": "JSCA",
		"Jiangsu regulator inspects fair for tea":               "MEDIA",
	} {
		w := feeds.Writing{Title: title, Source: "MEDIA", Published: "2024-05-06", Media: true, Body: "The list has ten entries."}
		if got := r.Read(w).Authorities; !slices.Equal(got, []feeds.AuthorityID{want}) {
			t.Errorf("%s: %v, want %s", title, got, want)
		}
	}
}
