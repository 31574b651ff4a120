package command

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

// options takes the key:value words that a verb knows out of its words.
func options(c bot.Command, known ...string) (rest []string, values map[string]string, err error) {
	values = map[string]string{}
	for _, w := range c.Words {
		key, value, ok := cutKey(w)
		switch {
		case !ok:
			rest = append(rest, w)
		case slices.Contains(known, key):
			values[key] = value
		default:
			if best := spelling.Nearest(key, known); best != "" {
				return nil, nil, bot.Wrong("mistake.option_near", c.Verb, feeds.CleanLine(cut(key)), best)
			}
			return nil, nil, bot.Wrong("mistake.option", c.Verb, feeds.CleanLine(cut(key)), strings.Join(known, ", "))
		}
	}
	for key := range c.Form {
		if slices.Contains(known, key) && formValue(c, key) != "" {
			values[key] = formValue(c, key)
		}
	}
	return rest, values, nil
}

// formValue is a field of a submitted form.
func formValue(c bot.Command, name string) string {
	if v := c.Form[name]; len(v) > 0 {
		return strings.TrimSpace(v[0])
	}
	return ""
}

// withEvent puts the event of a submitted form before the words.
func withEvent(c bot.Command) bot.Command {
	if id := formValue(c, "event"); id != "" && len(c.Words) == 0 {
		c.Words = []string{id}
	}
	return c
}
