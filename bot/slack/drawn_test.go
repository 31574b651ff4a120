package slack

import (
	"fmt"
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
				if got := d.of(wordy(text), bot.Both).text; got != fallback(wordy(text), bot.Both) {
					t.Errorf("%s was drawn as %q", text, got)
				}
			}
		})
	}
	wg.Wait()
	if len(d.last) > maxDrawn {
		t.Errorf("%d are remembered, want at most %d", len(d.last), maxDrawn)
	}
}
