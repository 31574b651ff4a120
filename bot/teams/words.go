package teams

import (
	"strings"

	"github.com/rivo/uniseg"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// ellipsis ends what was cut.
const ellipsis = "…"

// joiner is an invisible sign without width. Cleaning drops it from data, so
// every one in a card was put there by us.
const joiner = '\u2060'

// clean makes words fit for a card: cleaned once more, so that no path around
// feeds.Text reaches Teams, on one line, and with {{ and ${ broken, which open
// the functions and templates of cards.
func clean(words string) string {
	words = oneLine.Replace(string(feeds.Clean(words)))
	if !strings.Contains(words, "{") {
		return words
	}
	var b strings.Builder
	prev := rune(-1)
	for _, r := range words {
		if r == '{' && (prev == '{' || prev == '$') {
			b.WriteRune(joiner)
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// escaped makes words stand as they are where Markdown is read: a backslash before
// each of its signs, and nothing that is taken for an address.
func escaped(words string) string { return markdown.Replace(words) }

var markdown = func() *strings.Replacer {
	pairs := []string{"://", "\\:" + string(joiner) + "//", "www.", "www" + string(joiner) + "\\."}
	for _, sign := range "\\`*_[]()#+-.!<>|~" {
		pairs = append(pairs, string(sign), "\\"+string(sign))
	}
	return strings.NewReplacer(pairs...)
}()

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

// shorten cuts words on a border of what people see as one character, so that
// they take at most room units, and reports whether it had to.
func shorten(words string, room int) (string, bool) {
	if len(words) <= room {
		return words, false
	}
	state, taken := -1, 0
	for rest := words; rest != ""; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if room -= bot.Units(g); room < 0 {
			return words[:taken], true
		}
		taken += len(g)
	}
	return words, false
}

// cut is shorten with the sign that it did.
func cut(words string, room int) string {
	short, was := shorten(words, room-1)
	if was {
		return short + ellipsis
	}
	return words
}

// size is how many bytes v takes where JSON is counted as UTF-16.
func size(v any) int {
	raw, err := feeds.JSON(v)
	if err != nil {
		return 1 << 30 // nothing that cannot be written fits
	}
	return 2 * bot.Units(string(raw))
}

// say is a sentence of ours in the language of a channel.
func say(lang bot.Lang, key bot.Phrase, args ...any) string {
	return phrase.Say(string(lang.Ours()), string(key), args...)
}

// word is a word of somebody else's for logs and people: short, without controls.
func word(s string) string { return cut(string(feeds.CleanLine(s)), 200) }
