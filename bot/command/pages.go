package command

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// A long answer is given a page at a time: page:2 behind the words asks for the
// second, and buttons lead to the pages before and after.

const (
	// pageSize is how many rows a page has: as many as fit a message of any
	// platform, in two languages.
	pageSize = 10
	// wholeSize is how many rows there are at most where there are no pages: at the
	// terminal, and in what is shared, of which a platform may put the rest into a
	// thread.
	wholeSize = 50
)

var pageForm = regexp.MustCompile(`^page:([1-9][0-9]{0,5})$`)

// Turns reports whether the words of a command turn to another page of an answer.
func Turns(words []string) bool { return slices.ContainsFunc(words, pageForm.MatchString) }

// turned takes the page that is asked for out of the words.
func turned(c bot.Command) (bot.Command, error) {
	words := make([]string, 0, len(c.Words))
	for _, w := range c.Words {
		if m := pageForm.FindStringSubmatch(w); m != nil {
			c.Page, _ = strconv.Atoi(m[1]) // six digits at most
		} else if key, value, ok := cutKey(w); ok && key == "page" {
			return c, bot.Wrong("mistake.number", feeds.CleanLine(cut(value)), "page:2")
		} else {
			words = append(words, w)
		}
	}
	c.Words = words
	return c, nil
}

// window says which of so many rows are on the page that is asked for. A page
// beyond the end is the last one.
func window(c bot.Command, rows int) (from, to, page, pages int) {
	size := pageSize
	if c.Page == bot.NoPages || c.Actor.Operator {
		size = wholeSize
	}
	pages = max((rows+size-1)/size, 1)
	if c.Page == bot.NoPages {
		return 0, min(rows, size), 1, 1
	}
	page = min(max(c.Page, 1), pages)
	return (page - 1) * size, min(page*size, rows), page, pages
}

// part is a run of rows of a list, under a heading unless that is empty.
type part struct {
	head bot.Line
	rows int
	row  func(i int) bot.Line
}

// listed is a part of the lines, without a heading.
func listed(lines []bot.Line) part {
	return part{rows: len(lines), row: func(i int) bot.Line { return lines[i] }}
}

// addRows adds the rows of the parts that are on the page, and says which of how
// many they are.
func addRows(c bot.Command, m *bot.Message, parts ...part) {
	all := 0
	for _, p := range parts {
		all += p.rows
	}
	from, to, page, pages := window(c, all)
	before := 0 // rows of the parts before
	for _, p := range parts {
		first, last := max(from-before, 0), min(to-before, p.rows)
		before += p.rows
		if first >= last {
			continue
		}
		if len(p.head) > 0 {
			m.Add(bot.Body, p.head)
		}
		lines := make([]bot.Line, 0, last-first)
		for i := first; i < last; i++ {
			lines = append(lines, p.row(i))
		}
		m.Add(bot.Bullets, lines...)
	}
	m.Page, m.Pages = page, pages
	switch {
	case pages > 1:
		m.Add(bot.Context, pageLine(c, from+1, to, all, page, pages))
	case to < all:
		m.Add(bot.Context, bot.Line{bot.Say("list.rest", all-to)})
	}
}

// pageLine says which of how many rows are shown, and at the terminal, which has no
// buttons, how the next ones are asked for.
func pageLine(c bot.Command, from, to, all, page, pages int) bot.Line {
	l := bot.Line{bot.Say("rows.page", from, to, all)}
	if c.Actor.Operator && page < pages {
		l = append(l, bot.Say("rows.next", page+1))
	}
	return l
}

// turning are the buttons to the pages before and after.
func turning(name string, words []string, m bot.Message) []bot.Button {
	var out []bot.Button
	to := func(label bot.Phrase, page int) {
		if page >= 1 && page <= m.Pages {
			out = append(out, bot.Button{Label: label, Verb: name, Words: append(slices.Clone(words), "page:"+strconv.Itoa(page))})
		}
	}
	if m.Pages > 1 {
		to("button.back", m.Page-1)
		to("button.next", m.Page+1)
	}
	return out
}
