package slack

import (
	"slices"

	"github.com/regwire/regwire/bot"
)

// fits reports whether a message holds all rows of m.
func fits(m bot.Message, lang bot.Lang) bool {
	if m.Plain {
		n := 0
		for _, r := range rows(m, lang, true) {
			n += bot.Units(r.text) + 1
		}
		return n <= maxText
	}
	all := rows(m, lang, false)
	blocks := append(assemble(all, slices.Repeat([]bool{true}, len(all)), lang), actions(m.Buttons, lang)...)
	return len(blocks) <= maxBlocks && size(blocks) <= maxAll
}
