package main

import (
	"strings"
	"sync"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/facts"
)

// dutiesOf reads what a text orders and forbids.
func dutiesOf(text string) []bot.Duty {
	all := facts.Duties(text)
	out := make([]bot.Duty, len(all))
	for i, d := range all {
		out[i] = bot.Duty{Article: d.Article, Number: d.Number, Forbids: d.Forbids, Who: d.Who, WhoEN: actorEnglish(d.Who), Authority: d.Authority, Term: d.Term, TermEN: d.TermEN, Text: d.Text}
	}
	return out
}

// actors are the nouns of the glossary; they are read when they are first asked for.
var actors = sync.OnceValue(func() map[string]string {
	nouns := map[string]string{}
	terms, err := catalog.Glossary()
	if err != nil {
		return nouns // embedded, and a test reads it: the Chinese stands alone then
	}
	for _, t := range terms {
		if t.Kind == "noun" || t.Kind == "org" {
			nouns[t.ZH] = t.EN
		}
	}
	return nouns
})

// actorEnglish is the English of who is bound: of the longest end of the words that the
// glossary has, "" where it has none.
func actorEnglish(who string) string {
	runes := []rune(who)
	for i := 0; i+1 < len(runes); i++ {
		if en := actors()[string(runes[i:])]; en != "" {
			return strings.ToLower(en)
		}
	}
	return ""
}
