package date

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// monthNames are the names of the months in languages of Europe that authorities and their
// readers write, by month, in full and cut short.
var monthNames = [...]string{
	"januar|jänner|januari|janvier|janeiro|enero|gennaio|jan|janv|ene|gen",
	"februar|februari|février|fevrier|fevereiro|febrero|febbraio|feb|févr|fev",
	"märz|maart|mars|marts|março|marzo|mär|mrz|mar",
	"april|avril|abril|aprile|apr|avr|abr",
	"mai|mei|maj|maio|mayo|maggio|mag",
	"juni|juin|junho|junio|giugno|jun|giu",
	"juli|juillet|julho|julio|luglio|jul|juil|lug",
	"august|augustus|augusti|août|aout|agosto|aug|ago",
	"september|septembre|setembro|septiembre|setiembre|settembre|sep|sept|set",
	"oktober|octobre|outubro|octubre|ottobre|okt|out|ott",
	"november|novembre|novembro|noviembre|nov",
	"dezember|december|desember|décembre|dezembro|diciembre|dicembre|dez|déc|dic",
}

var (
	// foreignDay is a day with such a name: 2. März 2026, 12 août 2026, 3 de fevereiro de 2026.
	foreignDay = pattern.MustCompile(`(?i)(\d{1,2})(?:\.|er|º)?\s+(?:de\s+|di\s+)?(` + strings.Join(monthNames[:], "|") + `)\.?\s+(?:de\s+)?((?:19|20)\d{2})`)
	// foreignLabel is what stands before a day of publication in those languages.
	foreignLabel = pattern.MustCompile(`(?i)^(?:publié(?:e|es|s)?\s+le|(?:veröffentlicht|erschienen|erstellt)\s+am|stand|pubblicat[oa]\s+il|publicad[oa]\s+(?:el|em)|gepubliceerd(?:\s+op)?|datum|data|fecha|date)\s*:?\s*`)
)

// inEnglish writes such days with the English names.
func inEnglish(s string) string {
	if !strings.Contains(s, "20") && !strings.Contains(s, "19") || !strings.ContainsAny(s, "aeiouäûAEJM") {
		return s
	}
	return foreignDay.ReplaceAllStringFunc(s, func(d string) string {
		m := foreignDay.FindStringSubmatch(d)
		name := strings.ToLower(m[2])
		month := slices.IndexFunc(monthNames[:], func(names string) bool {
			return slices.Contains(strings.Split(names, "|"), name)
		})
		return m[1] + " " + months[month] + " " + m[3]
	})
}
