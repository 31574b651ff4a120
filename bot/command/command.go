// Package command holds the verbs that people give, from any platform or the
// terminal, in one table: name, words, example, handler. Start with Desk.Handle.
//
// A verb checks its words against the catalogue, acts through small interfaces,
// and answers with a bot.Message of phrase keys, so that the same answer can be
// said in any language and by any platform. A wrong word gets a *bot.Mistake
// that says what to type instead; it never changes anything. Help, completion
// and tests are made from the same table.
package command

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Topic is a topic as people see it.
type Topic struct {
	ID     feeds.Topic
	EN, ZH string
	About  string // one English sentence
}

// Catalog is what the verbs check words against.
type Catalog struct {
	bot.Names
	Topics  []Topic
	Sources []feeds.Source
	// AuthorityIDs are all codes, for did-you-mean.
	AuthorityIDs []string
	// Region is the region of an authority, "CN-SH"; Regions are all of them.
	Region  func(feeds.AuthorityID) string
	Regions []string
}

// Desk handles commands.
type Desk struct {
	Subscriptions Subscriptions
	Items         Items
	Intake        Intake
	Watchers      Watchers
	Catalog       Catalog
	// Link makes an item of a submitted address, or says why it cannot be read.
	Link func(address string) (feeds.Found, error)
	// Base is the address of our own pages, "" when there are none.
	Base string
	Now  func() time.Time
	Log  *slog.Logger
}

// verb is one row of the table.
type verb struct {
	name    string
	words   string // usage after the name
	example string
	run     func(d *Desk, ctx context.Context, c bot.Command) (bot.Message, error)
	// alias is another name that people type.
	alias string
}

// verbs is the one table. It is filled in init, since help reads it.
var verbs []verb

func init() {
	verbs = []verb{
		{name: "subscribe", words: "TOPIC,… [authority:…] [region:…] [stage:…] [section:…] [WORD] [-WORD] [mode:…] [lang:…] [followups:…]", example: "subscribe data-export,app-enforcement authority:cac,miit stage:draft,final mode:now", run: (*Desk).subscribe},
		{name: "unsubscribe", words: "ID | TOPIC | all", example: "unsubscribe s3", run: (*Desk).unsubscribe},
		{name: "list", words: "[here | all]", example: "list", run: (*Desk).list},
		{name: "preview", words: "FILTERS", example: "preview app-enforcement region:sh", run: (*Desk).preview},
		{name: "find", words: "WORDS [since:2022-09] [topic:…] [authority:…]", example: "find 数据出境 since:2022-09", run: (*Desk).find},
		{name: "latest", words: "[N]", example: "latest 5", run: (*Desk).latest},
		{name: "item", words: "ID", example: "item e4", run: (*Desk).item, alias: "show"},
		{name: "why", words: "ID | URL", example: "why e4", run: (*Desk).why},
		{name: "deadlines", words: "[DAYS]", example: "deadlines 30d", run: (*Desk).deadlines},
		{name: "submit", words: "URL", example: "submit https://mp.weixin.qq.com/s/…", run: (*Desk).submit},
		{name: "sources", words: "[ID | all]", example: "sources", run: (*Desk).sources},
		{name: "topics", words: "", example: "topics", run: (*Desk).topics},
		{name: "help", words: "[VERB]", example: "help subscribe", run: (*Desk).help},
	}
}

// Verbs are the names of all verbs, in the order of the table.
func Verbs() []string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.name
	}
	return names
}

// Usage is how the verb is typed, and an example; ok is false for no verb.
func Usage(name string) (words, example string, ok bool) {
	v, ok := lookup(name)
	return v.words, v.example, ok
}

func lookup(name string) (verb, bool) {
	for _, v := range verbs {
		if v.name == name || v.alias == name && name != "" {
			return v, true
		}
	}
	return verb{}, false
}

// maxWords bounds what is looked at of a command.
const maxWords = 4000

// Handle answers a command. The error is a *bot.Mistake when the person can
// mend it, anything else is ours.
func (d *Desk) Handle(ctx context.Context, c bot.Command) (bot.Message, error) {
	name := strings.ToLower(c.Verb)
	if name == "" {
		name = "help"
	}
	v, ok := lookup(name)
	if !ok {
		if best := Nearest(name, Verbs()); best != "" {
			return bot.Message{}, bot.Wrong("mistake.verb_near", feeds.CleanLine(cut(c.Verb)), best)
		}
		return bot.Message{}, bot.Wrong("mistake.verb", feeds.CleanLine(cut(c.Verb)))
	}
	if n := len(strings.Join(c.Words, " ")); n > maxWords {
		return bot.Message{}, bot.Wrong("mistake.too_long", n, maxWords)
	}
	m, err := v.run(d, ctx, c)
	if errors.Is(err, feeds.ErrNotFound) {
		return bot.Message{}, bot.Wrong("mistake.not_found", feeds.CleanLine(cut(strings.Join(c.Words, " "))))
	}
	m.Private = true
	return m, err
}

// ParseLine splits what a person typed into verb and words; words in quotes of
// either width stay together.
func ParseLine(line string) (name string, words []string) {
	var word strings.Builder
	var open rune
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range string(feeds.CleanLine(line)) {
		switch {
		case open != 0 && r == open:
			open = 0
		case open != 0:
			word.WriteRune(r)
		case r == '"':
			open = '"'
		case r == '“':
			open = '”'
		case r == ' ' || r == '\u3000':
			flush()
		default:
			word.WriteRune(r)
		}
	}
	flush()
	if len(words) == 0 {
		return "", nil
	}
	return strings.ToLower(words[0]), words[1:]
}

func cut(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// view is what composing needs for the person who asks.
func (d *Desk) view(ctx context.Context, c bot.Command) bot.View {
	zone := time.UTC
	if ch, err := d.Subscriptions.Channel(ctx, c.Actor.Channel); err == nil {
		zone = ch.Location()
	}
	return bot.View{Now: d.Now(), Names: d.Catalog, Zone: zone, Base: d.Base}
}

// audit is the row a change leaves.
func (d *Desk) audit(c bot.Command, detail string) bot.Audit {
	who := c.Actor.User
	if c.Actor.Name != "" {
		who = c.Actor.Name
	}
	return bot.Audit{At: d.Now(), Actor: who, Channel: c.Actor.Channel, Verb: c.Verb, Detail: detail, Work: c.Actor.Workspace}
}

func (d *Desk) today() feeds.Day { return feeds.DayOf(d.Now(), feeds.Shanghai) }
