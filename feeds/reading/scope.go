package reading

import (
	"strings"
	"unicode"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// aims are sentences of purpose and scope that have an English form. What they
// capture is glossed; a capture that keeps a Chinese word, or whose English does
// not hang together, makes no sentence. A text may also say what an earlier rule
// applied to, so the scope must be that of this document.
var aims = []struct {
	zh *pattern.Pattern
	en string
}{
	{pattern.MustCompile(`本[\p{Han}]{1,6}适用于(?:在)?(?:中华人民共和国)?境内([^，。；：]{2,28}?)[，。；]`), "Applies to % within China."},
	{pattern.MustCompile(`本[\p{Han}]{1,6}适用于([^，。；：]{2,28}?)[，。；]`), "Applies to %."},
	{pattern.MustCompile(`(?:^|[^原旧前》])(?:条例|办法|指南|指引|规定|标准|意见|要求|，)适用于([^，。；：]{2,28}?)[，。；]`), "Applies to %."},
	{pattern.MustCompile(`在(?:中华人民共和国|我国)?境内(?:开展|从事)?([^，。；：]{2,28}?)(?:的)?，(?:应当)?(?:适用|遵守)本`), "Applies to % within China."},
	{pattern.MustCompile(`(?:^|[。；　 ])([^，。；：　 ]{4,40}?)，(?:应当)?适用本[\p{Han}]{2}`), "Applies to %."},
	{pattern.MustCompile(`^[\s\d一二三四五六七八九十、第条]*为(?:了)?([^，。；：]{4,32}?)，`), "Aims at %."},
	{pattern.MustCompile(`旨在([^，。；：]{4,32}?)[，。；]`), "Aims at %."},
}

var (
	// localArea is the place that a local rule speaks of before its subject.
	localArea = pattern.MustCompile(`^(?:在)?(本市|本省|本自治区|本区|本行政区域|全国)(?:行政区域)?(?:范围)?(?:内)?(?:开展|从事|进行)?(?:的)?`)
	areasEN   = map[string]string{"本市": "this municipality", "本省": "this province", "本自治区": "this autonomous region", "本区": "this district", "本行政区域": "this administrative area", "全国": "the whole country"}
	// alongside is the management that a scope adds to its subject.
	alongside = pattern.MustCompile(`(?:及其|以及|及|和)(?:其)?(?:相关|有关)?((?:安全)?(?:监督)?管理)(?:等)?(?:相关)?(?:活动|工作)?$`)
	idle      = pattern.MustCompile(`(?:等)?(?:的)?(?:相关|有关)?(?:活动|工作)$`)
	// sound is English that can stand behind "applies to" or "aims at": what is
	// done, with at most one "of" phrase behind it.
	sound = pattern.MustCompile(`^(?i:(?:the )?(?:[a-z-]+ ){0,2}[a-z-]+(?:ing|tion|sion|ment|sis|ance|ence|sure|als?|ors?|ers?|ies|ons|ms|ns)\b)`)
	// gerund is a plain purpose: "regulating facial recognition"; a longer row of nouns
	// must have a preposition within.
	gerund = pattern.MustCompile(`^[a-z]+ing (?:(?:[\w'-]+ ){0,4}[\w'-]+|(?:[\w'-]+ ){1,4}(?:of|in|for|by|on|to) (?:[\w'-]+ ){0,4}[\w'-]+)$`)
	// piled is English that is words beside words: a clause where a noun should be, a
	// preposition without its noun.
	piled = pattern.MustCompile(`(?i)s (?:implement|conduct|provide|engage|process|use|collect|issue|handle|perform|establish|carry|make|take|impose|manage|protect)\b|\b(?:and|or|of|the|a|to|in|for|with) (?:and|or|of)\b|\b(?:and|or|of|the|a|to|in|for|with)$|with [a-z]+ing |on its own|this municipality|its related|\bwork\b|, all\b|^\w+ing (?:within|in|of|for|on) |carrying out|cross-border data$|\brelated(?: and\b|$)|^related|^relevant|^using|duties in`)
)

// purpose says what a rule is for and whom it binds.
func (c *composer) purpose() {
	for _, q := range append(append([]feeds.Quote{}, c.out.Scope...), c.out.Purpose...) {
		if c.english {
			text := strings.TrimSpace(q.Text)
			text = strings.TrimRight(text[begins(text):], ";:, ")
			if text != "" && !c.said(feeds.Clip(text, 120)) && len(text) < 260 {
				c.say(upperFirst(stop(text)), "", q)
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
		en := c.scope(m[1])
		if strings.HasPrefix(a.en, "Aims") && (!gerund.MatchString(en) || strings.Contains(en, " and ")) {
			continue
		}
		if en != "" {
			return upperFirst(strings.Replace(a.en, "%", en, 1))
		}
	}
	return ""
}

// scope renders a capture: its place last, its management beside it. It is empty
// where the English would not be sound.
func (c *composer) scope(zh string) string {
	tail := ""
	if m := localArea.FindStringSubmatch(zh); m != nil {
		tail, zh = " in "+areasEN[m[1]], zh[len(m[0]):]
	}
	if m := alongside.FindStringSubmatch(zh); m != nil {
		management := " and its management"
		if strings.Contains(m[1], "监督") {
			management = " and its supervision and management"
		}
		tail, zh = management+tail, strings.TrimSuffix(zh, m[0])
	}
	zh = idle.ReplaceAllString(zh, "")
	g := c.r.gloss.Phrase(zh)
	if g.Text == "" || len(g.Unknown) > 0 {
		return ""
	}
	en := doing(running(g.Text))
	if !sound.MatchString(en) || piled.MatchString(en) || len(strings.Fields(en)) > 14 || strings.Count(en, " of ") > 2 {
		return ""
	}
	return en + tail
}

// actors do something in a phrase that stands for a noun: "departments implement".
var actors = pattern.MustCompile(`\b(departments|agencies|organs|authorities|institutions|operators|providers|handlers|enterprises|companies|courts) (implement|carry|conduct|provide|perform|process|use|collect|handle|engage|publish)\b`)

// doing makes a participle of what they do.
func doing(en string) string {
	return actors.ReplaceAllStringFunc(en, func(s string) string { return strings.TrimSuffix(s, "e") + "ing" })
}

// proper words keep their capital inside a sentence.
var proper = pattern.MustCompile(`^(?:China|Chinese|Beijing|Shanghai|Guangdong|Hong|Kong|Macao|Greater|Bay|Area|Mainland|National|People's|Internet|Macao|Qianhai|Hengqin|Pudong|Lingang|Hainan|Tianjin|Chongqing|Zhejiang|Jiangsu|Fujian|Sichuan|Shenzhen|New|Delta|Yangtze|ASEAN|Qinglang)$`)

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
