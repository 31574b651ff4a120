package webhook

import (
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// Body is what a receiver gets. Fields may be added; none changes its meaning.
type Body struct {
	Version int       `json:"version"` // 1
	Post    string    `json:"post"`    // id of this post
	SentAt  time.Time `json:"sent_at"`
	// Delivery, with Part, is the same in every copy of one delivery; Repeat says that an
	// earlier copy may have arrived.
	Delivery string `json:"delivery"`
	// Part is which part of a long list this is, from 2; 0 is the first or the only one.
	Part   int  `json:"part,omitempty"`
	Repeat bool `json:"repeat"`
	// Members are the deliveries that one list is the post of.
	Members []string `json:"members,omitempty"`
	// Kind is alert, update, followup, reminder, digest or notice.
	Kind     string `json:"kind,omitempty"`
	Event    string `json:"event,omitempty"`
	Revision int    `json:"revision,omitempty"`
	// Replaces and Follows name an earlier post by its id.
	Replaces string `json:"replaces,omitempty"`
	Follows  string `json:"follows,omitempty"`
	// Lang is the language of the channel: en, zh or both.
	Lang   string  `json:"lang"`
	Blocks []Block `json:"blocks"`
	// Cut says that the message was too long and how many lines are missing.
	Cut int `json:"cut,omitempty"`
}

// Block is a group of lines with one role: headline, title, original, body,
// bullets, quoted, context or divider.
type Block struct {
	Kind  string `json:"kind"`
	Lines []Line `json:"lines,omitempty"`
}

// Line is one line in both languages, text without any markup.
type Line struct {
	EN    string `json:"en"`
	ZH    string `json:"zh"`
	Links []Link `json:"links,omitempty"`
}

// Link is an address that words of the line lead to.
type Link struct {
	EN  string `json:"en"`
	ZH  string `json:"zh"`
	URL string `json:"url"`
}

const (
	maxLine  = 4000 // characters of one line in one language
	maxBody  = 128 << 10
	maxPlain = 16 << 10 // of the simplest form
)

// written is a message as a body that keeps its limit, without the id of the post; lines
// that do not fit are counted.
func written(c bot.Channel, m bot.Message, now time.Time) Body {
	b := Body{
		Version: 1, SentAt: now.UTC().Truncate(time.Second), Delivery: short(m.Delivery), Part: m.Part, Repeat: m.Repeat,
		Kind: string(m.Kind), Event: string(m.Subject), Revision: m.Revision,
		Replaces: m.Edit.ID, Follows: m.Thread.ID, Lang: string(c.Lang), Blocks: []Block{},
	}
	if b.Lang == "" {
		b.Lang = string(bot.Both)
	}
	left := maxBody
	if m.Plain {
		left = maxPlain
	}
	for _, member := range m.Members {
		b.Members = append(b.Members, short(member))
		left -= len(member) + len(`"",`)
	}
	if m.Repeat {
		m.Blocks = append([]bot.Block{{Kind: bot.Context, Lines: []bot.Line{{bot.Say("mark.repeat")}}}}, m.Blocks...)
	}
	for _, block := range m.Blocks {
		out := Block{Kind: string(block.Kind)}
		left -= len(out.Kind) + len(`{"kind":"","lines":[]},`)
		for _, l := range block.Lines {
			line := newLine(l)
			raw, err := feeds.JSON(line)
			if left -= len(raw) + 1; left < 0 || err != nil {
				b.Cut++
				continue
			}
			out.Lines = append(out.Lines, line)
		}
		if left > 0 || len(out.Lines) > 0 {
			b.Blocks = append(b.Blocks, out)
		}
	}
	return b
}

// newLine puts a line into words of both languages.
func newLine(l bot.Line) Line {
	out := Line{EN: short(l.Words(bot.English, phrase.Say)), ZH: short(l.Words(bot.Chinese, phrase.Say))}
	for _, s := range l {
		if at := bot.Link(s.URL); at != "" {
			out.Links = append(out.Links, Link{EN: short(s.Words(bot.English, phrase.Say)), ZH: short(s.Words(bot.Chinese, phrase.Say)), URL: at})
		}
	}
	return out
}

// short is text as a receiver may show it, cut on a border of what people see as
// one character.
func short(s string) string {
	s = strings.ReplaceAll(string(feeds.Clean(s)), "\n", " ")
	if len(s) <= maxLine {
		return s
	}
	taken, state := 0, -1
	for rest := s; rest != ""; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if taken+len(g) > maxLine {
			break
		}
		taken += len(g)
	}
	return s[:taken] + "…"
}
