package slack

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"sync"

	"github.com/regwire/regwire/bot"
)

// maxDrawn is how many messages are remembered: one alert goes to thousands of
// channels in few wordings.
const maxDrawn = 8

// drawn is a message as Slack is sent it, with the words it was made of.
type drawn struct {
	message bot.Message // what decides the layout alone
	lang    bot.Lang
	// form are the fields text and blocks as they stand behind others in a form;
	// bare says that there are no blocks.
	form string
	bare bool
}

// drawings remember the layouts made last: to lay an alert out takes longer than
// to post it. It is safe for concurrent use.
type drawings struct {
	mu   sync.Mutex
	last []*drawn // the newest last
}

// of lays m out, or finds how that was done before.
func (d *drawings) of(m bot.Message, lang bot.Lang) *drawn {
	key := bot.Message{Blocks: m.Blocks, Buttons: m.Buttons, Repeat: m.Repeat, Plain: m.Plain}
	d.mu.Lock()
	last := d.last
	d.mu.Unlock()
	for _, old := range slices.Backward(last) {
		if old.lang == lang && same(old.message, key) {
			return old
		}
	}
	fresh := draw(m, lang)
	fresh.message = ownWords(key)
	d.mu.Lock()
	defer d.mu.Unlock()
	// A new list each time: others may be reading the one before.
	d.last = append(slices.Clone(d.last[max(0, len(d.last)-maxDrawn+1):]), fresh)
	return fresh
}

// draw lays m out. Blocks that cannot be written as JSON leave the text alone.
func draw(m bot.Message, lang bot.Lang) *drawn {
	form := url.Values{"text": {fallback(m, lang)}}
	if !m.Plain {
		if blocks := layout(m, lang); len(blocks) > 0 {
			if raw, err := json.Marshal(blocks); err == nil {
				form.Set("blocks", string(raw))
			}
		}
	}
	return &drawn{lang: lang, form: "&" + form.Encode(), bare: !form.Has("blocks")}
}

// same reports whether two messages say the same, for the parts that decide the
// layout. Only arguments, which may be anything, are compared by reflection.
func same(a, b bot.Message) bool {
	return a.Repeat == b.Repeat && a.Plain == b.Plain &&
		slices.EqualFunc(a.Blocks, b.Blocks, sameBlock) && slices.EqualFunc(a.Buttons, b.Buttons, sameButton)
}

func sameBlock(a, b bot.Block) bool {
	return a.Kind == b.Kind && slices.EqualFunc(a.Lines, b.Lines, func(a, b bot.Line) bool { return slices.EqualFunc(a, b, sameSpan) })
}

func sameSpan(a, b bot.Span) bool {
	return a.Key == b.Key && a.Text == b.Text && a.Lang == b.Lang && a.Style == b.Style && a.URL == b.URL &&
		len(a.Args) == len(b.Args) && (len(a.Args) == 0 || reflect.DeepEqual(a.Args, b.Args))
}

func sameButton(a, b bot.Button) bool {
	return a.Label == b.Label && a.Of == b.Of && a.Verb == b.Verb && a.More == b.More && slices.Equal(a.Words, b.Words)
}

// ownWords copies what the caller may change later.
func ownWords(m bot.Message) bot.Message {
	m.Blocks, m.Buttons = slices.Clone(m.Blocks), slices.Clone(m.Buttons)
	for i := range m.Buttons {
		m.Buttons[i].Words = slices.Clone(m.Buttons[i].Words)
	}
	for i := range m.Blocks {
		lines := slices.Clone(m.Blocks[i].Lines)
		for j := range lines {
			lines[j] = ownSpans(lines[j])
		}
		m.Blocks[i].Lines = lines
	}
	return m
}

func ownSpans(spans []bot.Span) []bot.Span {
	spans = slices.Clone(spans)
	for i := range spans {
		spans[i].Args = slices.Clone(spans[i].Args)
		for j, arg := range spans[i].Args {
			switch a := arg.(type) {
			case bot.Span:
				spans[i].Args[j] = ownSpans([]bot.Span{a})[0]
			case []bot.Span:
				spans[i].Args[j] = ownSpans(a)
			}
		}
	}
	return spans
}
