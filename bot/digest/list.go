package digest

import (
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// sectioned is the number of lines above which a list is cut into the sections
// of the newsletter.
const sectioned = 6

// List is the list of a day, a week, or of whatever else waited, a line an
// event: in the order of the newsletter's sections, and under their names when it
// is long. ErrNothing says that there is none.
func List(head bot.Span, entries []Entry, v bot.View) (bot.Message, error) {
	var m bot.Message
	if len(entries) == 0 {
		return m, bot.ErrNothing
	}
	m.Add(bot.Headline, bot.Line{head.As(bot.Bold)})
	var all []bot.Line
	for _, s := range append(slices.Clone(sections), feeds.OtherSection) {
		lines := linesOf(entries, s, v)
		if len(lines) == 0 {
			continue
		}
		if len(entries) > sectioned {
			m.Add(bot.Body, bot.Line{bot.Say(bot.Phrase("section." + s)).As(bot.Bold)})
			m.Add(bot.Bullets, lines...)
			continue
		}
		all = append(all, lines...)
	}
	m.Add(bot.Bullets, all...)
	return m, nil
}

// linesOf are the entries of a section; what is filed nowhere counts as other.
func linesOf(entries []Entry, s feeds.Section, v bot.View) []bot.Line {
	var lines []bot.Line
	for _, e := range entries {
		at := e.Event.Reading.Section
		if !slices.Contains(sections, at) {
			at = feeds.OtherSection
		}
		if at != s {
			continue
		}
		l := bot.Short(e.Event, []feeds.Item{e.Item}, v)
		if e.Event.Reading.Relevance == feeds.Unsure {
			l = append(l, bot.Say("short.unsure").As(bot.Italic))
		}
		if e.Late {
			l = append(l, bot.Say("short.late").As(bot.Italic))
		}
		lines = append(lines, l)
	}
	return lines
}
