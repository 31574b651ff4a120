package main

import (
	"maps"
	"strings"
	"sync"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/facts/duty"
	"github.com/regwire/regwire/feeds/gloss"
)

// duties reads what a text orders and forbids, and says in English who is bound.
func (t *tables) duties(text string) []feeds.Duty {
	all := duty.Of(text)
	for i := range all {
		all[i].WhoEN = actorEnglish(t.actors(), all[i].Who)
	}
	return all
}

// glossary is read once, for the titles and for who is bound.
var glossary = sync.OnceValues(catalog.Glossary)

// actors are the nouns of the glossary, and those of one's own.
func actors(own gloss.Own) map[string]string {
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
	maps.Copy(nouns, own)
	return nouns
}

// actorEnglish is the English of who is bound: of the longest end of the words that the
// nouns have, "" where they have none.
func actorEnglish(nouns map[string]string, who string) string {
	runes := []rune(who)
	for i := 0; i+1 < len(runes); i++ {
		if en := nouns[string(runes[i:])]; en != "" {
			return strings.ToLower(en)
		}
	}
	return ""
}
