package bot

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

const (
	// mostQuotes and longestQuote, in characters, are how much of a page one sentence is
	// shown to rest on.
	mostQuotes   = 4
	longestQuote = 160
)

// Rests are the sentences of the summary, each with the words of the page that it rests on.
// One that rests on the title alone, or quotes the page itself, shows it already.
func Rests(e feeds.Event) []Line {
	var lines []Line
	for _, s := range e.Reading.Summary {
		words := restsOn(s)
		if len(words) == 0 || shown(s, e) {
			continue
		}
		spans := make([]Span, len(words))
		for i, w := range words {
			spans[i] = Say("word.quoted", w)
		}
		lines = append(lines, Line{Say("item.rests", Say("name", s.EN, s.ZH), spans)})
	}
	return lines
}

// Told reports whether a sentence of the summary that is shown rests on that quote.
func Told(e feeds.Event, q feeds.Quote) bool {
	return slices.ContainsFunc(e.Reading.Summary, func(s feeds.Sentence) bool {
		return !shown(s, e) && slices.Contains(s.Quotes, q)
	})
}

// restsOn are the words behind a sentence, each once.
func restsOn(s feeds.Sentence) []feeds.Text {
	var words []feeds.Text
	for _, q := range s.Quotes {
		w := feeds.Text(strings.Trim(string(feeds.CleanLine(q.Text)), "，。；、： "))
		if q.In == "title" || w == "" || strings.Contains(s.EN, string(w)) {
			continue
		}
		if r := []rune(string(w)); len(r) > longestQuote {
			w = feeds.Text(r[:longestQuote]) + "…"
		}
		if !slices.Contains(words, w) && len(words) < mostQuotes {
			words = append(words, w)
		}
	}
	return words
}
