package lineage

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	// deciding is the title of a decision on several rules, which its text names.
	deciding = pattern.MustCompile(`(?:修改|修订|废止|宣布失效)[^《》]{0,12}(?:部分|若干|一批|有关|[一二三四五六七八九十0-9]+[部件项个])[^《》]{0,20}(?:决定|公告)`)
	// ended are rules that such a text repeals, in a sentence or as a list, revising is one
	// that it amends.
	ended    = pattern.MustCompile(`(?:废止|宣布失效)(?:下列[^《》。]{0,24}[:：]|以下[^《》。]{0,24}[:：])?[^《》。]{0,6}[《〈][^。]{2,600}`)
	revising = pattern.MustCompile(`(?:修改|将|对)[《〈]([^《》〈〉]{2,80})[》〉]|[《〈]([^《》〈〉]{2,80})[》〉](?:\([^)]{0,60}\)|（[^）]{0,60}）)?作?(?:如下|出)修改`)
)

const (
	// decided is how much of a decision is read, in bytes, and maxDecided how many rules of
	// each kind are taken from it.
	decided    = 16 << 10
	maxDecided = 12
)

// decide reads the rules that a decision on several repeals and amends.
func (s *side) decide() (repeals, revises []name) {
	if !deciding.MatchString(s.Title) {
		return nil, nil
	}
	text := feeds.Clip(s.text(), decided)
	add := func(to []name, title string) []name {
		n := nameOf(title)
		if len(to) < maxDecided && len([]rune(n.stem)) >= minName && !slices.Contains(to, n) {
			to = append(to, n)
		}
		return to
	}
	for _, m := range ended.FindAllString(text, 4) {
		m, _, _ = strings.Cut(m, "修改")
		for _, q := range marked.FindAllStringSubmatch(m, maxDecided) {
			repeals = add(repeals, q[1])
		}
	}
	for _, m := range revising.FindAllStringSubmatch(text, 2*maxDecided) {
		revises = add(revises, m[1]+m[2])
	}
	return repeals, revises
}
