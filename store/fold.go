package store

import (
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// fold is bot.Fold, quick for the characters that nearly all texts are made of.
func fold(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch r = feeds.Narrow(r); {
		case r >= 'A' && r <= 'Z':
			b = append(b, byte(r)+'a'-'A')
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		case r >= 0x3400 && r <= 0x9fff, r >= 0x3001 && r <= 0x3029, r >= 0x2018 && r <= 0x201d:
			b = utf8.AppendRune(b, r)
		default:
			return bot.Fold(s)
		}
	}
	return string(b)
}
