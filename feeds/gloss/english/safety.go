package english

import (
	"strings"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// itsSecurity is the word with the one in front, which tells whose it is.
var itsSecurity = pattern.MustCompile(`(?i)(?:[\w-]+ )?\bsecurity\b`)

// Safety says so in English that has security for it.
func Safety(en string) string {
	return itsSecurity.ReplaceAllStringFunc(en, func(m string) string {
		what := m[strings.LastIndexByte(m, ' ')+1:]
		before := strings.TrimSuffix(m, what)
		if attacked[strings.ToLower(strings.TrimSpace(before))] {
			return m
		}
		return before + what[:1] + "afety"
	})
}

// attacked are the words in front of it that leave no doubt.
var attacked = lexicon.Set("public social national homeland state income energy")
