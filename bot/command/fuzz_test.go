package command_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
)

func FuzzParseLine(f *testing.F) {
	for _, s := range []string{"", "subscribe data-export mode:now", `mute s1 reason:"a b"`, "find “数据 出境”", "\x00\u3000\u202e\"", "a\"b c\"d"} {
		f.Add(s)
	}
	o := newOffice(f)
	p := o.person(here, "Ann")
	f.Fuzz(func(t *testing.T, line string) {
		verb, words := command.ParseLine(line)
		if verb == "" && len(words) > 0 || strings.ContainsAny(verb, "\x00\n") {
			t.Fatalf("%q is split into %q %q", line, verb, words)
		}
		if verb == "submit" || verb == "subscribe" {
			return // changes the store each time
		}
		if _, err := p.desk.Handle(context.Background(), bot.Command{Actor: p.actor, Verb: verb, Words: words}); err != nil {
			if _, ok := errors.AsType[*bot.Mistake](err); !ok {
				t.Fatalf("%q: %v", line, err)
			}
		}
	})
}
