package main

import (
	"strings"
	"sync"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/facts"
)

// dutiesOf reads what a text orders and forbids, and says in English who is bound.
func dutiesOf(text string) []feeds.Duty {
	all := facts.Duties(text)
	for i := range all {
		all[i].WhoEN = actorEnglish(all[i].Who)
	}
	return all
}

// glossary is read once, for the titles and for who is bound.
var glossary = sync.OnceValues(catalog.Glossary)

// actors are the nouns of the glossary; they are read when they are first asked for.
var actors = sync.OnceValue(func() map[string]string {
	nouns := map[string]string{}
	terms, err := glossary()
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
