package slack

import (
	"encoding/json"
	"fmt"
	"slices"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// The limits of a message. Slack refuses a message that breaks one, so each is
// kept for any message whatever. The sum of all blocks is not documented: a
// message was seen refused at about 13,200 characters (slackapi/bolt-js 2509).
const (
	maxBlocks      = 50
	maxSection     = 2900 // 3,000 by Slack
	maxElements    = 10   // of a context block
	maxAll         = 12000
	maxText        = 3900 // longer text is split by Slack at any place
	maxActions     = 25   // elements of an actions block
	maxSideBySide  = 3    // more buttons than that are hard to hit on a phone
	maxMenus       = 5
	maxVerb        = 100
	maxLabel       = 75
	maxValue       = 2000
	maxOptions     = 5
	maxOptionValue = 150
	maxButtons     = 4000 // of maxAll, for all actions together
	maxMetadata    = 3000 // of the delivery's key
)

// room is how long one line of a block may be. A title of 100 KB is cut; it
// stands whole on the page it links to.
var room = map[bot.BlockKind]int{
	bot.Headline: 700, bot.Title: 900, bot.Original: 900,
	bot.Body: 1500, bot.Bullets: 900, bot.Quoted: 1500, bot.Context: 900,
}

// row is one line of a message in Slack's markup.
type row struct {
	kind bot.BlockKind
	text string
	// group is the index of the block it came from.
	group int
}

// rows are the lines of the message; a line without words is none.
func rows(m bot.Message, lang bot.Lang, plain bool) []row {
	if lang == "" {
		lang = bot.Both
	}
	var out []row
	add := func(kind bot.BlockKind, group int, l bot.Line) {
		ps := pieces(l, lang)
		if kind == bot.Headline && !slices.ContainsFunc(ps, func(p piece) bool { return p.style != bot.Normal }) {
			for i := range ps {
				ps[i].style = bot.Bold
			}
		}
		if text := mrkdwn(ps, room[kind], plain); text != "" {
			out = append(out, row{kind: kind, text: prefixes[kind] + text, group: group})
		}
	}
	if m.Repeat {
		add(bot.Context, -1, bot.Line{bot.Say("mark.repeat").As(bot.Bold)})
	}
	for i, b := range m.Blocks {
		if b.Kind == bot.Divider {
			out = append(out, row{kind: bot.Divider, group: i})
			continue
		}
		for _, l := range b.Lines {
			add(b.Kind, i, l)
		}
	}
	return out
}

// prefixes stand before each line of a block.
var prefixes = map[bot.BlockKind]string{bot.Bullets: "• ", bot.Quoted: "> "}

// ranks say what is given up first when a message is too long for Slack: the
// highest number. Within a rank the last lines go first.
var ranks = map[bot.BlockKind]int{bot.Headline: 0, bot.Title: 0, bot.Original: 0, bot.Context: 1, bot.Divider: 2, bot.Body: 2, bot.Bullets: 2, bot.Quoted: 2}

// layout is the message as blocks that keep every limit.
func layout(m bot.Message, lang bot.Lang) []api.Block {
	return layoutIn(m, lang, maxBlocks, maxAll)
}

// layoutIn is the message in at most so many blocks and characters. Lines that do
// not fit are counted in a line of their own where they would stand.
func layoutIn(m bot.Message, lang bot.Lang, most, chars int) []api.Block {
	all := rows(m, lang, false)
	buttons := actions(m.Buttons, lang)
	keep := make([]bool, len(all))
	for i := range keep {
		keep[i] = true
	}
	order := givenUp(all)
	// First what can surely not fit goes, by the bare size of the texts; then one
	// line after the other, by what Slack would be sent.
	sum := 0
	for _, r := range all {
		sum += size(r.text)
	}
	for len(order) > 0 && sum > chars {
		sum -= size(all[order[0]].text)
		keep[order[0]], order = false, order[1:]
	}
	for {
		blocks := append(assemble(all, keep, lang), buttons...)
		if len(order) == 0 || len(blocks) <= most && size(blocks) <= chars {
			return blocks
		}
		keep[order[0]], order = false, order[1:]
	}
}

// givenUp are the rows in the order in which they are given up.
func givenUp(all []row) []int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = len(all) - 1 - i
	}
	slices.SortStableFunc(order, func(a, b int) int { return ranks[all[b].kind] - ranks[all[a].kind] })
	return order
}

// size is how many characters v takes in the JSON that Slack is sent.
func size(v any) int {
	raw, err := json.Marshal(v)
	if err != nil {
		return maxAll + 1
	}
	return bot.Units(string(raw))
}

// assemble gathers the rows that are kept into blocks.
func assemble(all []row, keep []bool, lang bot.Lang) []api.Block {
	var s sheet
	missing := 0
	for _, k := range keep {
		if !k {
			missing++
		}
	}
	told := missing == 0
	for i, r := range all {
		switch {
		case keep[i]:
			s.add(r)
		case !told:
			told = true
			s.add(row{kind: bot.Body, text: "_" + say(lang, "slack.more", missing) + "_", group: r.group})
		}
	}
	return s.done()
}

// sheet puts rows into as few blocks as the limits allow.
type sheet struct {
	blocks  []api.Block
	section string // text of the open section
	part    int    // which part of an alert it is
	context []api.MixedElement
}

// parts tells which kinds share a section: the head of an alert is one, what it
// says another.
var parts = map[bot.BlockKind]int{bot.Headline: 1, bot.Title: 1, bot.Original: 1, bot.Body: 2, bot.Bullets: 2, bot.Quoted: 2}

func (s *sheet) add(r row) {
	switch r.kind {
	case bot.Divider:
		s.flush()
		s.blocks = append(s.blocks, api.NewDividerBlock())
	case bot.Context:
		s.flushSection()
		if len(s.context) == maxElements {
			s.flush()
		}
		s.context = append(s.context, markup(r.text))
	default:
		s.flushContext()
		if s.section != "" && (s.part != parts[r.kind] || bot.Units(s.section)+1+bot.Units(r.text) > maxSection) {
			s.flushSection()
		}
		if s.section != "" {
			s.section += "\n"
		}
		s.section += r.text
		s.part = parts[r.kind]
	}
}

func (s *sheet) flush() { s.flushSection(); s.flushContext() }

func (s *sheet) flushSection() {
	if s.section == "" {
		return
	}
	s.blocks = append(s.blocks, api.NewSectionBlock(markup(s.section), nil, nil, api.SectionBlockOptionExpand(true)))
	s.section = ""
}

func (s *sheet) flushContext() {
	if len(s.context) == 0 {
		return
	}
	s.blocks = append(s.blocks, api.NewContextBlock("", s.context...))
	s.context = nil
}

func (s *sheet) done() []api.Block { s.flush(); return s.blocks }

// markup is a text object that Slack does not search for names and addresses: it
// links what we link and nothing else.
func markup(text string) *api.TextBlockObject {
	return api.NewTextBlockObject(api.MarkdownType, text, false, true)
}

// label is a text object without any markup, cut to the limit.
func label(words string, most int) *api.TextBlockObject {
	short, cut := shortenPlain(words, most)
	if cut {
		short += ellipsis
	}
	return api.NewTextBlockObject(api.PlainTextType, short, false, false)
}

// shortenPlain is shorten with room for the sign that it was cut. Slack reads
// entities in plain text too, so the signs are dear there as well.
func shortenPlain(words string, most int) (string, bool) {
	if short, cut := shorten(words, most); !cut {
		return escape(short), false
	}
	short, _ := shorten(words, most-bot.Units(ellipsis))
	return escape(short), true
}

// actions are the buttons in one block: three side by side, the rest in a menu.
// The action's id is the verb, its value the words as JSON.
func actions(buttons []bot.Button, lang bot.Lang) []api.Block {
	var elements []api.BlockElement
	var menu []*api.OptionBlockObject
	left := maxButtons
	for _, b := range buttons {
		value, ok := wordsValue(b.Words)
		name := say(lang, b.Label)
		if name != "" && b.Of != "" {
			name += " " + string(feeds.CleanLine(b.Of))
		}
		if !ok || name == "" || b.Verb == "" || len(b.Verb) > maxVerb {
			continue
		}
		if o, ok := option(b, name); ok && (b.More || len(elements) >= maxSideBySide) {
			if left >= size(o) && len(menu) < maxOptions*maxMenus {
				left -= size(o)
				menu = append(menu, o)
			}
			continue
		}
		e := api.NewButtonBlockElement(actionID(b.Verb, len(elements)), value, label(name, maxLabel))
		if left >= size(e) && len(elements) < maxActions-maxMenus {
			left -= size(e)
			elements = append(elements, e)
		}
	}
	for chunk := range slices.Chunk(menu, maxOptions) {
		elements = append(elements, choice(chunk, len(elements)))
	}
	if len(elements) == 0 {
		return nil
	}
	return []api.Block{api.NewActionBlock("", elements...)}
}

// choice is a menu of the options; one alone is a button, since a menu of one
// hides what it offers.
func choice(options []*api.OptionBlockObject, n int) api.BlockElement {
	if len(options) > 1 {
		return api.NewOverflowBlockElement(actionID(menuVerb, n), options...)
	}
	return api.NewButtonBlockElement(actionID(menuVerb, n), options[0].Value, options[0].Text)
}

// menuVerb is the action of a menu: the verb is the first of the chosen words.
const menuVerb = "more"

// option is a button as a choice of a menu; ok is false when its words are too
// long for one.
func option(b bot.Button, name string) (o *api.OptionBlockObject, ok bool) {
	value, ok := wordsValue(append([]string{b.Verb}, b.Words...))
	return api.NewOptionBlockObject(value, label(name, maxLabel), nil), ok && bot.Units(value) <= maxOptionValue
}

// actionID is the verb with the place of the button: Slack wants the ids of one
// block to differ, and two buttons may run one verb.
func actionID(verb string, n int) string { return fmt.Sprintf("%s/%d", verb, n) }

// wordsValue writes words as a button's value; ok is false when they are too long.
func wordsValue(words []string) (value string, ok bool) {
	if words == nil {
		words = []string{}
	}
	raw, err := json.Marshal(words)
	if err != nil || bot.Units(string(raw)) > maxValue {
		return "", false
	}
	return string(raw), true
}

// fallback is the message as text alone: for notifications and screen readers
// beside blocks, and as the simplest layout without them.
func fallback(m bot.Message, lang bot.Lang) string {
	all := rows(m, lang, true)
	text := ""
	for i, r := range all {
		if r.kind == bot.Divider {
			continue
		}
		more := say(lang, "slack.more", len(all)-i)
		if bot.Units(text)+bot.Units(r.text)+bot.Units(more)+2 > maxText {
			return text + "\n" + more
		}
		if text != "" {
			text += "\n"
		}
		text += r.text
	}
	if text == "" {
		return ellipsis // Slack takes no post without text
	}
	return text
}
