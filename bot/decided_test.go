package bot_test

import (
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// topical is a catalogue that knows one topic.
type topical struct{ unknown }

func (topical) Topic(feeds.Topic) (en, zh string) {
	return "Cross-border data transfer", "数据出境"
}

// TestAReasonNamesItsTopic: who asks why, in Chinese above all, has no use for a code.
func TestAReasonNamesItsTopic(t *testing.T) {
	for _, c := range []struct {
		reason   feeds.Reason
		what, by string
	}{
		{feeds.Reason{For: "data_export", Words: "出境_x", In: "title"}, "数据出境", "出境_x"},
		{feeds.Reason{For: "section", Words: "data_export", In: "topics"}, "栏目", "数据出境"},
		{feeds.Reason{For: "relevance", Words: "enforcement_notice", In: "facts"}, "相关性", "enforcement-notice"},
	} {
		if got := bot.Decided(c.reason, topical{}).Words(bot.Chinese, phrase.Say); got != c.what {
			t.Errorf("%v is for %q, want %q", c.reason, got, c.what)
		}
		if got := bot.DecidedBy(c.reason, topical{}).Words(bot.Chinese, phrase.Say); got != c.by {
			t.Errorf("%v rests on %q, want %q", c.reason, got, c.by)
		}
	}
}
