package slack

import (
	"fmt"
	"net/url"
	"reflect"
	"sync"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func wordy(text string) bot.Message {
	var m bot.Message
	m.Add(bot.Headline, bot.Line{bot.Say("slack.more", bot.Quote(feeds.Text(text)))})
	m.Buttons = []bot.Button{{Label: "button.done", Verb: "done", Words: []string{text}}}
	return m
}

// What is remembered is found by equal words, and by nothing else.
func TestDrawnAgain(t *testing.T) {
	var d drawings
	first := d.of(wordy("a"), bot.Both)
	if d.of(wordy("a"), bot.Both) != first {
		t.Error("the same words were laid out again")
	}
	repeat, plain := wordy("a"), wordy("a")
	repeat.Repeat, plain.Plain = true, true
	for name, other := range map[string]*drawn{
		"words": d.of(wordy("b"), bot.Both), "language": d.of(wordy("a"), bot.Chinese),
		"repeat": d.of(repeat, bot.Both), "plain": d.of(plain, bot.Both),
	} {
		if other == first {
			t.Errorf("another %s got the layout of the first", name)
		}
	}
}

// Whoever changes a message in place gets the layout of its new words.
func TestDrawnKeepsItsOwnWords(t *testing.T) {
	var d drawings
	m := wordy("a")
	first := d.of(m, bot.Both)
	m.Blocks[0].Lines[0][0].Args[0] = bot.Quote("b")
	m.Buttons[0].Words[0] = "b"
	if d.of(m, bot.Both) == first {
		t.Error("changed words got the old layout")
	}
	if d.of(wordy("a"), bot.Both) != first {
		t.Error("the change reached what is remembered")
	}
}

func TestDrawnIsBounded(t *testing.T) {
	var d drawings
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 50 {
				text := fmt.Sprint(i, j)
				form, err := url.ParseQuery(d.of(wordy(text), bot.Both).form)
				if err != nil || form.Get("text") != fallback(wordy(text), bot.Both) || !form.Has("blocks") {
					t.Errorf("%s was drawn as %v, %v", text, form, err)
				}
			}
		})
	}
	wg.Wait()
	if len(d.last) > maxDrawn {
		t.Errorf("%d are remembered, want at most %d", len(d.last), maxDrawn)
	}
}

// Each part of a message that is shown makes it another message.
func TestSameTellsEveryPartApart(t *testing.T) {
	span := bot.Span{Key: "k", Text: "t", Lang: bot.English, Style: bot.Bold, URL: "https://a.example", Args: []any{1}}
	button := bot.Button{Label: "l", Of: "o", Verb: "v", Words: []string{"w"}}
	whole := func() bot.Message {
		return bot.Message{
			Blocks:  []bot.Block{{Kind: bot.Body, Lines: []bot.Line{{span}}}},
			Buttons: []bot.Button{button},
		}
	}
	for _, part := range []struct {
		of  any
		set func(m *bot.Message, v reflect.Value)
	}{
		{span, func(m *bot.Message, v reflect.Value) { m.Blocks[0].Lines[0] = bot.Line{v.Interface().(bot.Span)} }},
		{button, func(m *bot.Message, v reflect.Value) { m.Buttons[0] = v.Interface().(bot.Button) }},
		{whole().Blocks[0], func(m *bot.Message, v reflect.Value) { m.Blocks[0] = v.Interface().(bot.Block) }},
	} {
		typ := reflect.TypeOf(part.of)
		for i := range typ.NumField() {
			changed := reflect.New(typ).Elem()
			changed.Set(reflect.ValueOf(part.of))
			if f := changed.Field(i); f.IsZero() {
				f.Set(reflect.ValueOf(true))
			} else {
				f.SetZero()
			}
			m := whole()
			part.set(&m, changed)
			if same(whole(), m) || !same(m, m) {
				t.Errorf("a change of %s.%s is not seen", typ, typ.Field(i).Name)
			}
		}
	}
}
