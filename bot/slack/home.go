package slack

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
)

// homeParts are what the Home shows: the answers of verbs, for the person.
var homeParts = []struct {
	title bot.Phrase
	verb  string
	words []string
	// first keeps the answer to its first line.
	first bool
}{
	{title: "slack.home_subscriptions", verb: "list", words: []string{"me"}},
	{title: "slack.home_deadlines", verb: "deadlines", words: []string{"30d"}},
	{title: "slack.home_saved", verb: "saved"},
	{title: "slack.home_sources", verb: "sources", first: true},
}

// homeBlocks and homeAll are what one part of the Home may take: a page of rows.
const (
	homeBlocks = 20
	homeAll    = 12000
)

// homePages are the words by which each part of a Home was turned to the page it
// shows. The Home itself remembers them.
type homePages map[string][]string

// pages are those of the Home that somebody has before them.
func (v seenView) pages() homePages {
	var p homePages
	if json.Unmarshal([]byte(v.Metadata), &p) != nil {
		return nil // one of before, or none of ours: the first pages
	}
	return p
}

// turn has one part turned, the others as they are.
func (p homePages) turn(verb string, words []string) homePages {
	turned := maps.Clone(p)
	if turned == nil {
		turned = homePages{}
	}
	turned[verb] = words
	return turned
}

// home publishes the person's Home: each part is the answer of a verb, so that
// the Home and the commands never say different things. A part whose verb has
// nothing to say to this person is left out.
func (i *Inbox) home(ctx context.Context, team, user string, at homePages) {
	lang := i.langOf(team, user)
	who := i.actor(team, user, "", user, lang)
	var blocks []api.Block
	kept := homePages{}
	for _, part := range homeParts {
		words := part.words
		if turned := at[part.verb]; len(turned) > 0 {
			words, kept[part.verb] = turned, turned
		}
		m, err := i.config.Handler.Handle(ctx, bot.Command{Actor: who, Verb: part.verb, Words: words})
		if err != nil {
			continue
		}
		if part.first {
			m = firstLine(m)
		}
		// What one sees alone is shared where others are.
		m.Buttons = slices.DeleteFunc(slices.Clone(m.Buttons), func(b bot.Button) bool { return b.Verb == "share" })
		said := layoutIn(m, lang, homeBlocks, homeAll)
		if len(said) == 0 {
			continue
		}
		blocks = append(blocks, api.NewHeaderBlock(label(say(lang, part.title), 150)))
		blocks = append(blocks, said...)
	}
	meta, err := json.Marshal(kept)
	if err != nil || bot.Units(string(meta)) > maxMeta {
		meta = nil // the first pages, then
	}
	view := api.HomeTabViewRequest{Type: api.VTHomeTab, Blocks: api.Blocks{BlockSet: someBlock(blocks)}, PrivateMetadata: string(meta)}
	err = insist(ctx, func(ctx context.Context) error {
		ctx, record, cancel := begin(ctx)
		defer cancel()
		if _, err := i.platform.api.PublishViewContext(ctx, api.PublishViewContextRequest{UserID: user, View: view}); err != nil {
			return i.platform.meaning(record, bot.Message{}, err)
		}
		return nil
	})
	if err != nil {
		i.platform.config.Log.Warn("home not published", "err", err)
	}
}

// firstLine is the message cut to its first line.
func firstLine(m bot.Message) bot.Message {
	for _, b := range m.Blocks {
		if len(b.Lines) > 0 {
			return bot.Message{Blocks: []bot.Block{{Kind: b.Kind, Lines: b.Lines[:1]}}}
		}
	}
	return bot.Message{}
}
