package teams

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
)

// The limits of a card, in bytes of JSON counted as UTF-16: a text in Chinese
// takes less there than on the wire, one in English twice as much. Teams refuses
// bot messages somewhere between 28 and 100 KB and Workflows cards at 28 KB; what
// a flow adds is not ours to know.
const (
	budgetBot       = 25 << 10
	budgetWorkflows = 18 << 10
	budgetPlain     = 8 << 10
	// envelope is what stands around a card in a request.
	envelope = 3 << 10
	// maxActions are the actions of a card: Teams shows six side by side, the
	// others behind a menu.
	maxActions  = 12
	maxPrimary  = 6
	actionsPart = 4 // actions take at most a fourth of the budget,
	fieldsPart  = 2 // fields of a form half of it
)

// The versions of the card schema. Phones stop at 1.2; only Action.Execute needs
// more, and says what to do where it is not known.
const (
	versionPlain   = "1.2"
	versionExecute = "1.5"
)

// card is an Adaptive Card.
type card struct {
	Type         string   `json:"type"`
	Schema       string   `json:"$schema"`
	Version      string   `json:"version"`
	FallbackText string   `json:"fallbackText"`
	Body         []any    `json:"body"`
	Actions      []action `json:"actions,omitempty"`
	MSTeams      width    `json:"msteams"`
}

// width makes a card as wide as the channel.
type width struct {
	Width string `json:"width"`
}

// richText is one line. Its words are never read as Markdown, unlike those of a
// TextBlock, and always wrap.
type richText struct {
	Type      string `json:"type"`
	Inlines   []any  `json:"inlines"` // run, or a bare string
	Spacing   string `json:"spacing,omitempty"`
	Separator bool   `json:"separator,omitempty"`
}

// run is words with a look.
type run struct {
	Type         string   `json:"type"`
	Text         string   `json:"text"`
	Size         string   `json:"size,omitempty"`
	Weight       string   `json:"weight,omitempty"`
	Color        string   `json:"color,omitempty"`
	Subtle       bool     `json:"isSubtle,omitempty"`
	Italic       bool     `json:"italic,omitempty"`
	FontType     string   `json:"fontType,omitempty"`
	SelectAction *openURL `json:"selectAction,omitempty"`
}

type openURL struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

// target is what a place takes.
type target struct {
	budget int
	// talks is false where nobody hears a pressed button.
	talks bool
	// opened is the command that made the form of the message.
	opened origin
}

// flowTarget is a flow.
var flowTarget = target{budget: budgetWorkflows - 512}

// conversationTarget is a conversation, for a card that the command opened.
func conversationTarget(opened origin) target {
	return target{budget: budgetBot - envelope, talks: true, opened: opened}
}

// look is how a kind of line stands out, and how long it may be. A title of
// 100 KB is cut; it stands whole on the page it links to.
type look struct {
	room    int
	rank    int // what is given up first when a card is too long: the highest
	prefix  string
	spacing string // before the first line of a block; further ones follow close
	style   run
}

var looks = map[bot.BlockKind]look{
	bot.Headline: {room: 600, rank: 0, style: run{Weight: "Bolder", Color: "Accent"}},
	bot.Title:    {room: 800, rank: 0, spacing: "Small", style: run{Size: "Medium"}},
	bot.Original: {room: 800, rank: 0, spacing: "None"},
	bot.Body:     {room: 1500, rank: 2, spacing: "Small"},
	bot.Bullets:  {room: 900, rank: 2, prefix: "• ", spacing: "Small"},
	bot.Quoted:   {room: 1500, rank: 2, prefix: "│ ", spacing: "Small", style: run{Subtle: true}},
	bot.Context:  {room: 900, rank: 1, spacing: "Small", style: run{Size: "Small", Subtle: true}},
}

// plainRoom is how long a line of the simplest layout may be.
const plainRoom = 300

// row is one line of a card with what it costs.
type row struct {
	line richText
	rank int
	cost int
}

// rows are the lines of the message, those of lists of at most bullets units; a
// line without words is none.
func rows(m bot.Message, lang bot.Lang, bullets int) []row {
	blocks := m.Blocks
	if m.Repeat {
		blocks = append([]bot.Block{{Kind: bot.Context, Lines: []bot.Line{{bot.Say("mark.repeat").As(bot.Bold)}}}}, blocks...)
	}
	var out []row
	divided := false
	for _, b := range blocks {
		if b.Kind == bot.Divider {
			divided = len(out) > 0
			continue
		}
		for n, l := range b.Lines {
			room, plain := looks[b.Kind].room, m.Plain
			if b.Kind == bot.Bullets && bullets < room {
				room, plain = bullets, true
			}
			if m.Plain {
				room = min(room, plainRoom)
			}
			line, ok := inline(l, b.Kind, lang, room, plain)
			if !ok {
				continue
			}
			if n > 0 {
				line.Spacing = "None"
			}
			line.Separator, divided = divided, false
			out = append(out, row{line: line, rank: looks[b.Kind].rank, cost: size(line) + size(",")})
		}
	}
	return out
}

// inline writes a line of at most room units; ok is false when it has no words.
func inline(l bot.Line, kind bot.BlockKind, lang bot.Lang, room int, plain bool) (richText, bool) {
	k := looks[kind]
	out := richText{Type: "RichTextBlock", Spacing: k.spacing}
	styled := slices.ContainsFunc(l, func(s bot.Span) bool { return s.Style != bot.Normal })
	empty := true
	for _, s := range l {
		words := clean(s.Words(lang, phrase.Say))
		if empty {
			words = strings.TrimLeft(words, " ")
		}
		if words == "" {
			continue
		}
		if empty {
			empty = false
			if k.prefix != "" {
				out.Inlines = append(out.Inlines, runOf(k.prefix, bot.Span{}, k.style, plain))
			}
		}
		short, over := shorten(words, room-1)
		if over {
			short += ellipsis
		}
		style := k.style
		if kind == bot.Headline && styled && s.Style == bot.Normal {
			style.Weight = ""
		}
		out.Inlines = joined(out.Inlines, runOf(short, s, style, plain))
		if room -= bot.Units(short); over || room <= 1 {
			break
		}
	}
	return out, !empty
}

// joined is the line with one more run; one that looks like the last becomes part
// of it, since every run costs room.
func joined(line []any, next any) []any {
	if len(line) == 0 {
		return append(line, next)
	}
	last := &line[len(line)-1]
	switch n := next.(type) {
	case string:
		if l, ok := (*last).(string); ok {
			*last = clean(l + n)
			return line
		}
	case run:
		l, ok := (*last).(run)
		words := n.Text
		if n.Text = l.Text; ok && n == l && n.SelectAction == nil {
			l.Text = clean(l.Text + words)
			*last = l
			return line
		}
	}
	return append(line, next)
}

// runOf is words with the look of their line and their own; a bare string where
// both are ordinary.
func runOf(words string, s bot.Span, style run, plain bool) any {
	r := style
	if plain {
		r = run{}
	}
	r.Type, r.Text = "TextRun", words
	if at := bot.Link(s.URL); at != "" {
		r.SelectAction = &openURL{Type: "Action.OpenUrl", URL: at}
	}
	if !plain {
		switch s.Style.On(words) {
		case bot.Bold:
			r.Weight = "Bolder"
		case bot.Italic:
			r.Italic = true
		case bot.Code:
			r.FontType = "Monospace"
		}
	}
	if r == (run{Type: "TextRun", Text: words}) {
		return words
	}
	return r
}

// layout is the message as a card that keeps the limit. Lines that do not fit are
// counted in a line of their own where they would stand.
func layout(m bot.Message, lang bot.Lang, t target) card {
	c, _ := laidOut(m, lang, t)
	return c
}

// holds reports whether one card shows all of m, each row of a list long enough to tell
// what it is, with room for a line more.
func holds(m bot.Message, lang bot.Lang, t target) bool {
	const line = 512
	t.budget -= line
	_, whole := laidOut(m, lang, t)
	return whole
}

// widths are how much of each row of a list a card shows: every row is worth more than the
// end of each. From legible on a row tells what it is.
var widths = []int{looks[bot.Bullets].room, legible, 100, 70}

const legible = 160

func laidOut(m bot.Message, lang bot.Lang, t target) (_ card, whole bool) {
	if m.Plain {
		t = target{budget: min(t.budget, budgetPlain)}
	}
	c := card{
		Type: "AdaptiveCard", Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Version: versionPlain,
		FallbackText: fallback(m, lang), Body: []any{}, MSTeams: width{"Full"},
	}
	if t.talks {
		c.Actions = actions(m, lang, t)
	}
	if len(c.Actions) > 0 {
		c.Version = versionExecute
	}
	var form []any
	if len(c.Actions) > 0 && m.Submit != "" {
		form = fields(m.Form, lang, t.budget/fieldsPart)
	}
	left := t.budget - size(c) - size(form)
	var all []row
	var keep []bool
	var missing int
	lists := slices.ContainsFunc(m.Blocks, func(b bot.Block) bool { return b.Kind == bot.Bullets })
	for _, width := range widths {
		all = rows(m, lang, width)
		keep, missing = fit(all, left, lang)
		whole = missing == 0 && width >= legible
		if missing == 0 || !lists {
			break
		}
	}
	for i, r := range all {
		if keep[i] {
			c.Body = append(c.Body, r.line)
		} else if missing > 0 {
			c.Body = append(c.Body, moreLine(lang, missing))
			missing = 0
		}
	}
	c.Body = append(c.Body, form...)
	return c, whole
}

// fallback is what a client shows that is too old for the card: it reads Markdown.
func fallback(m bot.Message, lang bot.Lang) string {
	if words := summary(m, lang); words != "" {
		return escaped(words) + " – " + say(lang, "teams.too_old")
	}
	return say(lang, "teams.too_old")
}

func moreLine(lang bot.Lang, n int) richText {
	return richText{Type: "RichTextBlock", Spacing: "Small", Inlines: []any{run{Type: "TextRun", Text: say(lang, "teams.more", n), Italic: true}}}
}

// fit chooses the rows that fit into left bytes: of what is given up first, the
// last goes first.
func fit(all []row, left int, lang bot.Lang) (keep []bool, missing int) {
	keep = make([]bool, len(all))
	order := make([]int, len(all))
	sum := 0
	for i, r := range all {
		keep[i], order[i] = true, len(all)-1-i
		sum += r.cost
	}
	if sum <= left {
		return keep, 0
	}
	slices.SortStableFunc(order, func(a, b int) int { return all[b].rank - all[a].rank })
	left -= size(moreLine(lang, len(all))) + size(",")
	for _, i := range order {
		if sum <= left {
			break
		}
		sum -= all[i].cost
		keep[i] = false
		missing++
	}
	return keep, missing
}
