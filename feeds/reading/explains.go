package reading

import (
	"cmp"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// genres are what a text that explains a rule is called, the English with the preposition
// of its subject.
var genres = map[feeds.Genre]struct{ en, zh string }{
	feeds.Questions:   {"Questions and answers|on", "问答"},
	feeds.Commentary:  {"Expert commentary|on", "专家解读"},
	feeds.Explanation: {"Explanation|of", "解读"},
}

// notesZH is the title of what tells how a rule was drafted and why.
var notesZH = pattern.MustCompile(`(?:起草|编制|修订)(?:的?情况)?的?(?:说明|情况)(?:$|[（(])`)

// explains reports whether the text explains a rule.
func (c *composer) explains() bool {
	return !c.english && (feeds.GenreOf(c.w.Title) != "" || notesZH.MatchString(c.w.Title))
}

// explanation says whose explanation it is, and of what.
func (c *composer) explanation() {
	genre := feeds.GenreOf(c.w.Title)
	en, preposition, noted := strings.Cut(genres[genre].en, "|")
	if !noted {
		en, preposition = "Drafting notes", "on"
	}
	zh, quotes := cmp.Or(genres[genre].zh, "起草说明"), []feeds.Quote{c.titleQuote()}
	rule, own := c.explained()
	if rule != "" {
		en, zh = en+" "+preposition+" the "+rule, own+zh
	}
	who := c.issuers()
	if genre == feeds.Questions && c.byOthers() {
		who = named{}
	}
	if who.en != "" && genre != feeds.Commentary {
		en, zh, quotes = en+", by "+who.en, who.zh+"："+zh, append(quotes, who.quotes...)
	}
	if rule != "" || who.en != "" {
		c.say(stop(en), zh+"。", quotes...)
	}
}

// askedZH is how the press tells what a body answered.
var askedZH = pattern.MustCompile(`答记者问|记者[^。]{0,12}采访|负责人[^。]{0,24}(?:回答|介绍|表示|就)|(?:局|部|办|委)答`)

// byOthers reports questions and answers on a news site that no body answers: a law firm's
// to its clients.
func (c *composer) byOthers() bool {
	own, _ := c.r.facts.Authority(c.w.Source)
	return (c.w.Media || own.Level == "media") && !askedZH.MatchString(c.w.Title+"\n"+feeds.Clip(c.w.Body, 1200))
}

// explained is the rule that the title names, with its English.
func (c *composer) explained() (en, zh string) {
	if m := titled.FindStringSubmatch(c.w.Title); m != nil {
		if g := c.r.gloss.Title(m[1]); len(g.Unknown) == 0 && g.Text != "" {
			return g.Text, m[0]
		}
	}
	for _, id := range c.out.LegalBasis {
		if l, ok := c.r.facts.Law(id); ok && l.NameEN != "" && strings.Contains(c.w.Title, strings.TrimPrefix(l.NameZH, "中华人民共和国")) {
			return l.NameEN, marked(l.NameZH)
		}
	}
	return "", ""
}

// titled is a rule in title marks.
var titled = pattern.MustCompile(`《([^》]{4,80})》`)
