package reading

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/regwire/regwire/feeds"
)

// aims are sentences of purpose and scope that have an English form. What they
// capture is glossed; a capture that keeps a Chinese word makes no sentence.
var aims = []struct {
	zh *regexp.Regexp
	en string
}{
	{regexp.MustCompile(`适用于(?:在)?(?:中华人民共和国)?境内([^，。；：]{2,28}?)(?:的活动)?[，。；]`), "Applies to % within China."},
	{regexp.MustCompile(`适用于([^，。；：]{2,28}?)(?:的活动)?[，。；]`), "Applies to %."},
	{regexp.MustCompile(`在(?:中华人民共和国|我国)?境内(?:开展|从事)?([^，。；：]{2,28}?)(?:的)?，(?:应当)?(?:适用|遵守)本`), "Applies to % within China."},
	{regexp.MustCompile(`^[\s\d一二三四五六七八九十、第条]*为(?:了)?([^，。；：]{4,32}?)(?:工作)?，`), "Aims at %."},
	{regexp.MustCompile(`旨在([^，。；：]{4,32}?)[，。；]`), "Aims at %."},
}

// purpose says what a rule is for and whom it binds.
func (c *composer) purpose() {
	for _, q := range append(append([]feeds.Quote{}, c.out.Scope...), c.out.Purpose...) {
		if c.english {
			if !c.said(q.Text) && len(q.Text) < 260 && q.Text != "" {
				c.say(strings.TrimSpace(q.Text), "", q)
				return
			}
			continue
		}
		if en := c.aim(q.Text); en != "" {
			c.say(en, strings.TrimSpace(q.Text), q)
			return
		}
	}
}

func (c *composer) aim(zh string) string {
	for _, a := range aims {
		m := a.zh.FindStringSubmatch(zh)
		if m == nil {
			continue
		}
		g := c.r.gloss.Phrase(m[1])
		if g.Text == "" || len(g.Unknown) > 0 {
			continue
		}
		return upperFirst(strings.Replace(a.en, "%", running(g.Text), 1))
	}
	return ""
}

// proper words keep their capital inside a sentence.
var proper = regexp.MustCompile(`^(?:China|Chinese|Beijing|Shanghai|Guangdong|Hong|Kong|Macao|Greater|Bay|Area|Mainland|National|People's|Internet)$`)

// running writes a phrase in title capitals as running text.
func running(title string) string {
	words := strings.Split(title, " ")
	for i, w := range words {
		bare := strings.Trim(w, ",.;:()\"'")
		upper := 0
		for _, r := range bare {
			if unicode.IsUpper(r) {
				upper++
			}
		}
		if upper == 1 && !proper.MatchString(bare) {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}
