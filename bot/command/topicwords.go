package command

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// unhyphened writes the name of a topic in words.
var unhyphened = strings.NewReplacer("-", " ", "_", " ")

// topicOfWords is the topic that the words name, all of them together.
func (d *Desk) topicOfWords(words []string) (feeds.Topic, bool) {
	if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, " ") }) {
		return "", false // in quotes: as it stands
	}
	plain := func(name string) string { return unhyphened.Replace(bot.Fold(name)) }
	name := plain(strings.Join(words, " "))
	for _, t := range d.Catalog.Topics {
		if name == plain(string(t.ID)) || name == plain(t.EN) || name == t.ZH {
			return t.ID, true
		}
	}
	return "", false
}

// topicsNamed are the topics that have one of the words in their name, as they are typed:
// who subscribes to 个人信息 is to learn of the topic 个人信息保护.
func (d *Desk) topicsNamed(words []string) (list []bot.Span) {
	for _, t := range d.Catalog.Topics {
		if slices.ContainsFunc(words, func(w string) bool {
			return utf8.RuneCountInString(w) > 1 && (strings.Contains(t.ZH, w) || strings.Contains(" "+bot.Fold(t.EN)+" ", " "+bot.Fold(w)+" "))
		}) {
			list = append(list, bot.Say("name", typed(string(t.ID))+" ("+t.EN+")", typed(string(t.ID))+"（"+t.ZH+"）"))
		}
	}
	return list
}

// foundOfTopic answers words that name a topic. Several are looked up as that topic, since
// the texts have other words for it: data export is 数据出境 to them, and as single words
// the export of goods. A single one is looked for, and the topic offered.
func (d *Desk) foundOfTopic(ctx context.Context, c bot.Command, q bot.Query, t feeds.Topic) (bot.Message, error) {
	name := d.topicName(t)
	if len(q.Words) == 1 && !strings.Contains(q.Words[0], "-") {
		m, err := d.found(ctx, c, q)
		m.Add(bot.Context, bot.Line{bot.Say("find.topic_too", typed(string(t)), name)})
		return m, err
	}
	of := q
	of.Words, of.Filter.Topics = nil, []feeds.Topic{t}
	m, err := d.found(ctx, c, of)
	if err != nil {
		return m, err
	}
	if hits, ok := m.Data.([]bot.Hit); ok && len(hits) == 0 {
		return d.found(ctx, c, q)
	}
	words := strings.Join(q.Words, " ")
	if len(q.Words) == 1 { // in quotes it would be the topic again
		words = strings.ReplaceAll(words, "-", " ")
	}
	m.Add(bot.Context, bot.Line{bot.Say("find.as_topic", feeds.CleanLine(words), name)})
	return m, nil
}
