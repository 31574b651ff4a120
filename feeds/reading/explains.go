package reading

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// genre is a kind of text that explains a rule and is none, by its title.
type genre struct {
	title  *pattern.Pattern
	en, zh string // the former with the preposition of its subject
	expert bool   // not of the body whose page it is
}

var explaining = []genre{
	{pattern.MustCompile(`答记者问|答问|问答|有问必答|你问我答|(?:常见问题|常見問題)`), "Questions and answers|on", "问答", false},
	{pattern.MustCompile(`专家(?:解读|观点|谈)|名家`), "Expert commentary|on", "专家解读", true},
	{pattern.MustCompile(`解读|图解|一图读懂|读懂`), "Explanation|of", "解读", false},
}

// explains reports whether the text explains a rule.
func (c *composer) explains() bool {
	return !c.english && slices.ContainsFunc(explaining, func(g genre) bool { return g.title.MatchString(c.w.Title) })
}

// explanation says whose explanation it is, and of what.
func (c *composer) explanation() {
	for _, x := range explaining {
		if !x.title.MatchString(c.w.Title) {
			continue
		}
		en, preposition, _ := strings.Cut(x.en, "|")
		zh, quotes := x.zh, []feeds.Quote{c.titleQuote()}
		rule, own := c.explained()
		if rule != "" {
			en, zh = en+" "+preposition+" the "+rule, own+zh
		}
		who := c.issuers()
		if who.en != "" && !x.expert {
			en, zh, quotes = en+", by "+who.en, who.zh+"："+zh, append(quotes, who.quotes...)
		}
		if rule != "" || who.en != "" {
			c.say(stop(en), zh+"。", quotes...)
		}
		return
	}
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
