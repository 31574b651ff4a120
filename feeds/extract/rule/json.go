package rule

import (
	"strings"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
)

// JSON is what v says in a row of JSON.
func (v Value) JSON(row any) string {
	if v.Match == "" && v.To != "" {
		s, ok := jsonvalue.Fill(v.To, row)
		if !ok {
			return ""
		}
		return s
	}
	s := v.Cut(jsonvalue.Text(jsonvalue.Lookup(row, v.From)))
	if v.To != "" && s != "" {
		s, _ = jsonvalue.Fill(s, row)
	}
	return s
}

// JSON is the first text that any of the values has in a row of JSON.
func (vs Values) JSON(row any) string {
	for _, v := range vs {
		if s := v.JSON(row); strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// JSONDay is the day that the first of the values which tells one has in a row of JSON, and the
// words that tell it.
func (vs Values) JSONDay(row any, named Words, c date.Context) (date.Span, string) {
	for _, v := range vs {
		words, formats := v.JSON(row), named
		if strings.HasPrefix(v.From, "url") {
			words, formats = Values{v}.First(Spot{URL: c.URL}), date.FormatsOf(named, true)
		}
		if len(formats) == 0 {
			formats = Words{"ymd", "epoch"}
		}
		if d := date.Read(words, formats, c); d.Day != "" {
			return d, words
		}
	}
	return date.Span{}, ""
}
