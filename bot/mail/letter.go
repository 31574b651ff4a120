package mail

import (
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

//go:embed letter.html
var letterHTML string

var letterTemplate = template.Must(template.New("letter").Parse(letterHTML))

const (
	maxSubject = 180 // characters
	maxText    = 1 << 20
	maxPlain   = 64 << 10 // bytes of the simplest form
)

// view is what the template sees.
type view struct {
	Lang   string
	Blocks []block
}

// block is a group of lines with one role.
type block struct {
	Kind  bot.BlockKind
	Lines [][]span
}

// span is a run of words.
type span struct {
	Words string
	Style bot.Style
	URL   string // "" or http(s)
}

// letter writes the message as a letter to the addresses.
func (p *Platform) letter(id string, to []string, c bot.Channel, m bot.Message) (*gomail.Msg, error) {
	lang := c.Lang
	if lang == "" {
		lang = bot.Both
	}
	blocks := blocksOf(m, lang)
	out := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	if err := out.From(p.from.String()); err != nil {
		return nil, fmt.Errorf("write the sender: %w", err)
	}
	if err := out.To(to...); err != nil {
		return nil, fmt.Errorf("write the addresses: %w", err)
	}
	out.Subject(subject(blocks))
	out.SetDateWithValue(p.config.Now())
	out.SetMessageIDWithValue(id)
	if m.Thread.ID != "" {
		out.SetGenHeader("In-Reply-To", "<"+m.Thread.ID+">")
		out.SetGenHeader("References", "<"+m.Thread.ID+">")
	}
	_, domain, _ := strings.Cut(p.from.Address, "@")
	out.SetGenHeader("List-Id", "<"+string(feeds.CleanLine(c.ID.Place()))+".regwire."+domain+">")
	out.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's absence is answered
	out.SetGenHeader("X-Auto-Response-Suppress", "All")
	text := textOf(blocks)
	if m.Plain {
		out.SetBodyString(gomail.TypeTextPlain, text)
		return out, nil
	}
	var html strings.Builder
	if err := letterTemplate.Execute(&html, view{string(lang.Ours()), blocks}); err != nil {
		return nil, fmt.Errorf("write HTML: %w", err)
	}
	out.SetBodyString(gomail.TypeTextPlain, text)
	out.AddAlternativeString(gomail.TypeTextHTML, html.String())
	return out, nil
}

// blocksOf puts the message into words, as far as there is room.
func blocksOf(m bot.Message, lang bot.Lang) []block {
	if m.Repeat {
		mark := bot.Block{Kind: bot.Context, Lines: []bot.Line{{bot.Say("mark.repeat").As(bot.Bold)}}}
		m.Blocks = append([]bot.Block{mark}, m.Blocks...)
	}
	left := maxText
	if m.Plain {
		left = maxPlain
	}
	var out []block
	for _, b := range m.Blocks {
		shown := block{Kind: b.Kind}
		for _, l := range b.Lines {
			var spans []span
			for _, s := range l {
				words := []rune(strings.ReplaceAll(string(feeds.Clean(s.Words(lang, phrase.Say))), "\n", " "))
				if len(words) == 0 {
					continue
				}
				if room := max(left, 0) / 4; len(words) > room {
					words = append(words[:room:room], '…')
				}
				left -= 4 * len(words)
				spans = append(spans, span{string(words), s.Style.On(string(words)), bot.Link(s.URL)})
			}
			if len(spans) > 0 {
				shown.Lines = append(shown.Lines, spans)
			}
			if left <= 0 {
				return append(out, shown)
			}
		}
		if len(shown.Lines) > 0 || b.Kind == bot.Divider {
			out = append(out, shown)
		}
	}
	return out
}

// subject is what to do and of what, or the first words: a list of letters shows little
// more than the first fifty.
func subject(blocks []block) string {
	first := func(fits func(block) bool) (said []string) {
		if i := slices.IndexFunc(blocks, func(b block) bool { return len(b.Lines) > 0 && fits(b) }); i >= 0 {
			said = append(said, blocks[i].Lines[0][0].Words)
		}
		return said
	}
	said := append(first(func(b block) bool { return b.Kind == bot.Headline }), first(func(b block) bool { return b.Kind == bot.Title })...)
	if len(said) == 0 {
		said = first(func(block) bool { return true })
	}
	line := []rune(feeds.CleanLine(strings.Join(said, ": ")))
	switch {
	case len(line) == 0:
		return "regwire"
	case len(line) > maxSubject:
		line = append(line[:maxSubject:maxSubject], '…')
	}
	return string(line)
}

// before is what stands before the lines of a block in plain text.
var before = map[bot.BlockKind]string{bot.Bullets: "- ", bot.Quoted: "> "}

// textOf is the letter for who reads no HTML.
func textOf(blocks []block) string {
	var b strings.Builder
	for i, block := range blocks {
		if block.Kind == bot.Divider {
			b.WriteString("\n--------\n\n")
			continue
		}
		if i > 0 && (block.Kind == bot.Headline || block.Kind == bot.Context) {
			b.WriteByte('\n')
		}
		for _, line := range block.Lines {
			b.WriteString(before[block.Kind])
			for _, s := range line {
				b.WriteString(s.Words)
				if s.URL != "" {
					b.WriteString(" <" + s.URL + ">")
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}
