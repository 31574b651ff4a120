// Package console is the platform that posts to a terminal: the demo, a serve
// without chat, and the answers of the command line. Start with New and Render.
//
// It removes nothing from a message and adds no markup but bold and underline
// where the terminal shows them. Publisher text was cleaned of control
// characters when it became a feeds.Text, and is cleaned once more here, since a
// terminal obeys what it is sent.
package console

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/rivo/uniseg"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// Name is the platform part of console channels.
const Name = "console"

// Widest is how wide text is set where nothing says less; wider it is hard to read.
const Widest = 100

// Config are the settings of the console.
type Config struct {
	// Color writes bold and dim; only for a terminal.
	Color bool `json:"color,omitempty"`
	// Width of a line in columns; Widest when 0.
	Width int `json:"width,omitempty"`
}

// Platform posts to w. It is safe for concurrent use.
type Platform struct {
	config Config
	mu     sync.Mutex
	w      io.Writer
	posts  int
	now    func() time.Time
}

// New returns a platform that writes to w.
func New(w io.Writer, c Config, now func() time.Time) *Platform {
	return &Platform{config: c, w: w, now: now}
}

// Name is "console".
func (p *Platform) Name() string { return Name }

// Can says that a terminal neither edits nor threads: later news is a new post.
func (p *Platform) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }

// Pace is none: a terminal takes what comes.
func (p *Platform) Pace() time.Duration { return 0 }

// Post writes the message whole, between two blank lines.
func (p *Platform) Post(_ context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	text := Render(m, c.Lang, p.config)
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err := io.WriteString(p.w, "\n"+text+"\n"); err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateRetry, Code: "terminal does not take it", Err: err}
	}
	p.posts++
	return bot.Reference{ID: fmt.Sprintf("%s-%d", p.now().UTC().Format("20060102T150405"), p.posts)}, nil
}

// Render writes the message for a terminal, without a final blank line.
func Render(m bot.Message, lang bot.Lang, c Config) string {
	if c.Width <= 0 {
		c.Width = Widest
	}
	if lang == "" {
		lang = bot.Both
	}
	var b strings.Builder
	if m.Repeat {
		b.WriteString(c.style("("+phrase.Say(string(lang), "mark.repeat")+")", bot.Bold) + "\n")
	}
	for _, block := range m.Blocks {
		if block.Kind == bot.Divider {
			b.WriteString(strings.Repeat("─", min(c.Width, 40)) + "\n")
			continue
		}
		for _, line := range block.Lines {
			c.line(&b, block.Kind, line, lang)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// indents are what stands before the first and the further lines of a block.
var indents = map[bot.BlockKind][2]string{
	bot.Headline: {"", "  "},
	bot.Bullets:  {"  • ", "    "},
	bot.Quoted:   {"  │ ", "  │ "},
}

func (c Config) line(b *strings.Builder, kind bot.BlockKind, line bot.Line, lang bot.Lang) {
	indent, ok := indents[kind]
	if !ok {
		indent = [2]string{"  ", "  "}
	}
	var text strings.Builder
	for _, s := range line {
		words := string(feeds.Clean(s.Words(lang, phrase.Say)))
		if words == "" {
			continue
		}
		text.WriteString(c.style(words, s.Style))
		if at := address(s.URL); at != "" {
			text.WriteString(" <" + at + ">")
		}
	}
	if text.Len() == 0 {
		return
	}
	b.WriteString(wrap(text.String(), c.Width, indent[0], indent[1]))
	b.WriteByte('\n')
}

// address is an address that a terminal may offer to open: http and https, with
// nothing in it that could end it early.
func address(raw string) string {
	u, err := url.Parse(string(feeds.CleanLine(raw)))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(u.String())
}

func (c Config) style(s string, style bot.Style) string {
	if !c.Color {
		return s
	}
	switch style {
	case bot.Bold:
		return "\x1b[1m" + s + "\x1b[0m"
	case bot.Italic:
		return "\x1b[2m" + s + "\x1b[0m"
	}
	return s
}

// wrap breaks s into lines of at most width columns, at blanks or between Han
// characters; an address is never broken.
func wrap(s string, width int, first, further string) string {
	var b strings.Builder
	b.WriteString(first)
	column := uniseg.StringWidth(first)
	state := -1
	for rest := s; rest != ""; {
		var piece string
		piece, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if strings.HasPrefix(piece, "<http") { // an address breaks at its slashes by the rules of text
			if end := strings.IndexByte(piece+rest, '>'); end >= len(piece) {
				whole := piece + rest
				piece, rest, state = whole[:end+1], whole[end+1:], -1
			}
		}
		w := uniseg.StringWidth(visible(strings.TrimRight(piece, " ")))
		if column+w > width && column > uniseg.StringWidth(further) {
			b.WriteString("\n" + further)
			column, piece = uniseg.StringWidth(further), strings.TrimLeft(piece, " ")
		}
		b.WriteString(piece)
		column += uniseg.StringWidth(visible(piece))
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// visible drops our own styling from what is measured.
func visible(s string) string { return unstyled.Replace(s) }

var unstyled = strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[0m", "")
