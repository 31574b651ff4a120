package dedupe

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// toldTwice reports whether both tell in English of the same rule or draft, at least one of them
// in the press or as a law firm. Chinese reports have the rule's name in common; English ones
// translate it each in their own way. So they must agree on its maker, its stage and the day on
// which it applies or its comments close, and share enough words that are not in every headline.
func (p pair) toldTwice() bool {
	a, b := p.a.item.Reading, p.b.item.Reading
	if !p.englishPress() || !p.closer(actDays) || a.Stage == "" || a.Stage != b.Stage || !sharesTopic(a, b) {
		return false
	}
	if p.a.standard != p.b.standard || p.exchanged() || !p.sameIssuer() && !p.untoldIssuer() {
		return false
	}
	day, other := a.Dates.Effective, b.Dates.Effective
	if a.Stage.InDraft() {
		day, other = a.Dates.CommentCloses, b.Dates.CommentCloses
	}
	if day.Day == "" || day.Day != other.Day || day.Computed || other.Computed {
		return false
	}
	return p.a.toldIn(p.b) || p.b.toldIn(p.a)
}

// toldIn reports whether the other's headline and first sentences have half of this headline's
// words, and two of them words that are not in half of all headlines.
func (o *opus) toldIn(other *opus) bool {
	headline, story := o.words(), wordsOf(other.title+" "+feeds.Clip(other.body(), storyBytes))
	share, _ := shared(headline, story)
	return share >= 0.5 && own(headline, story) > 1
}

// englishPress reports whether both are English, and one of them the press: each headline has
// its own words, as if it were of another language.
func (p pair) englishPress() bool { return p.a.english && p.b.english && p.media() }

// ruleNamed is a headline that calls what it tells of a rule of a kind that is no standard.
var ruleNamed = pattern.MustCompile(`(?:办法|规定|条例)(?:$|[^\p{Han}]|[\d]{1,2}月|[今明]起)|(?i:\b(?:measures|provisions|regulations)\b)`)
