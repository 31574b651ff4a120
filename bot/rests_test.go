package bot_test

import (
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// TestASentenceShowsTheWordsItRestsOn, each once and without the marks around them; what is
// taken from the title, and what a sentence quotes itself, is seen already.
func TestASentenceShowsTheWordsItRestsOn(t *testing.T) {
	in := func(place string, words ...string) (qs []feeds.Quote) {
		for i, w := range words {
			qs = append(qs, feeds.Quote{Text: w, In: place, Offset: i})
		}
		return qs
	}
	fine := in("text", "，处罚款8万元", "处罚款8万元")
	e := feeds.Event{Reading: feeds.Reading{Summary: []feeds.Sentence{
		{EN: "Penalty: fine of RMB 80,000.", ZH: "处罚：罚款80000元。", Quotes: fine},
		{EN: "2 typical cases.", ZH: "典型案例2件。", Quotes: in("title", "2起")},
		{EN: "The company was fined.", Quotes: in("text", "The company was fined.")},
		{EN: "Takes effect on 1 May 2026.", ZH: "2026年5月1日起施行。", Restates: feeds.RestatesDates, Quotes: in("text", "自2026年5月1日起施行")},
	}}}
	lines := bot.Rests(e)
	if len(lines) != 1 {
		t.Fatalf("%d sentences, want the one whose words are not seen: %+v", len(lines), lines)
	}
	for lang, want := range map[bot.Lang]string{
		bot.English: "Penalty: fine of RMB 80,000. (text: “处罚款8万元”)",
		bot.Chinese: "处罚：罚款80000元。（原文：“处罚款8万元”）",
	} {
		if got := lines[0].Words(lang, phrase.Say); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if !bot.Told(e, fine[0]) || bot.Told(e, feeds.Quote{Text: "8万元", In: "text", Offset: 9}) {
		t.Error("a figure is told where a sentence rests on its words, and nowhere else")
	}
}
