package slack

import (
	"reflect"
	"slices"
	"sync"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
)

// maxDrawn is how many messages are remembered: one alert goes to thousands of
// channels in few wordings.
const maxDrawn = 8

// drawn is a message as Slack is sent it, with the words it was made of.
type drawn struct {
	message bot.Message // what decides the layout alone
	lang    bot.Lang
	text    string
	blocks  []api.Block
}

// drawings remember the layouts made last: to lay an alert out takes longer than
// to post it. It is safe for concurrent use.
type drawings struct {
	mu   sync.Mutex
	last []*drawn // the newest last
}

// of lays m out, or finds how that was done before. The blocks are shared and
// must not be changed.
func (d *drawings) of(m bot.Message, lang bot.Lang) *drawn {
	key := bot.Message{Blocks: m.Blocks, Buttons: m.Buttons, Repeat: m.Repeat, Plain: m.Plain}
	d.mu.Lock()
	last := d.last
	d.mu.Unlock()
	for _, old := range slices.Backward(last) {
		if old.lang == lang && reflect.DeepEqual(old.message, key) {
			return old
		}
	}
	fresh := &drawn{message: ownWords(key), lang: lang, text: fallback(m, lang)}
	if !m.Plain {
		fresh.blocks = slices.Clip(layout(m, lang))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	// A new list each time: others may be reading the one before.
	d.last = append(slices.Clone(d.last[max(0, len(d.last)-maxDrawn+1):]), fresh)
	return fresh
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
