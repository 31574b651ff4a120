package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// listing is a way in which texts say what they are about in a list: what the words
// behind the cue are, and whether its things are deeds, which begin with a verb.
type listing struct {
	cue    *pattern.Pattern
	en, zh string
	deeds  bool
	either bool // what a campaign is against is a thing as often as a deed
}

// targeted is how the notice of a campaign lists what it is against.
var targeted = listing{cue: pattern.MustCompile(`(?:深入整治|重点整治|集中整治|重点治理|着力整治|集中治理)(?:以下)?([^、》。；：，][^。；]{6,260})`), en: "Targets named", zh: "整治重点", either: true}

// checked is how the notice of an inspection lists what is looked at.
var checked = listing{cue: pattern.MustCompile(`重点(?:检查|核查|排查|抽查|检测)(?:以下)?([^、》。；：，][^。；]{6,260})`), en: "Checks named", zh: "检查重点", either: true}

// covering are how rules, plans and policies list what they deal with.
var covering = []listing{
	{cue: pattern.MustCompile(`[任务举措要求方面](?:包括)?：([^、》。；][^。；]{6,260})`), en: "Tasks named", zh: "所列任务", deeds: true},
	{cue: pattern.MustCompile(`(?:对|就)([^、》。；：，][^。；：]{6,160}?)(?:等)?(?:方面|内容|事项|问题)?(?:作出|做出|进行)(?:了)?(?:具体|明确|细化|详细|全面|系统)*(?:规定|规范|要求)`), en: "Deals with", zh: "涉及"},
	{cue: pattern.MustCompile(`(?:明确|细化|规定)了?([^、》。；：，了][^。；：，]{6,120})`), en: "Deals with", zh: "涉及"},
	{cue: pattern.MustCompile(`(?:提出|部署)(?:要)?([^、》。；：，][^。；：]{8,200})`), en: "Calls for", zh: "提出", deeds: true},
}

// What is read of a list.
const (
	mostListed = 5    // things that are told
	listReach  = 1800 // bytes of the text in which it is looked for
	listItem   = 9    // characters of a thing; longer ones are clauses
	listDeed   = 16   // of a deed
)

var (
	// restOfList ends a list, with all that follows it: 等六类问题, 要求.
	restOfList = pattern.MustCompile(`(?:等[\p{Han}\d]{0,12}|(?:方面|问题|任务|内容|要求|情形|领域|乱象|事项|措施|举措))(?:，.*)?$`)
	inBrackets = pattern.MustCompile(`（[^（）]*）`)
	// deed is a thing that begins with what is to be done.
	deed = pattern.MustCompile(`^(?:建立健全|建立|健全|完善|推进|推动|加强|强化|加快|培育|发展|建设|探索|促进|规范|鼓励|支持|优化|提升|深化|构建|打造|落实|提高|扩大|严格|保障|防范|明晰)`)
	// clausal is a thing that is a clause of its own, or only part of one.
	clausal = pattern.MustCompile(`应当?|必须|不得|须|可以|将|已|被|的$|（|其|该|本|为|至|于|自|\d|以|并|在|对|由|从|与|^[未不无严按向经拟重的]|^(?:明确|提出|开展|制定|任何|相关|有关)`)
	// laidOn stands before what somebody must do, where no subject of a rule is told.
	laidOn = pattern.MustCompile(`(?:应当?|须|必须|负责|要求)[^，。；]{0,30}$|(?:应当?|必须|不得)[^，。；]{0,40}，$`)
	// wholeText is where the document itself begins: articles speak of one thing each.
	wholeText = pattern.MustCompile(`第一[章条][ 　\n]|\n第一[章条]`)
	gerundial = pattern.MustCompile(`^[a-z]+ing\b`)
	// workNouns are gerunds that are nouns, and no deeds where a noun is meant.
	workNouns = pattern.MustCompile(`^(?:monitoring|grading|licensing|reporting|processing|filing|training|labell?ing|pricing|sharing|opening|trading|hearing|cross-border|marketing|profiling|testing|screening|funding|staffing)\b`)
)

// joining are words between the things of a list.
var joining = strings.NewReplacer("以及", "、", "和", "、")

// covers says what a text lists as its subject.
func (c *composer) covers() {
	for _, l := range covering {
		if found := c.listed(l); len(found.en) > 1 {
			c.sayListed(l, found)
			return
		}
	}
}

func (c *composer) sayListed(l listing, found told) { c.sayAll(l.en+": ", l.zh+"：", found) }

// listed are the things of the first list of that kind of which at least two have a sound
// English form.
func (c *composer) listed(l listing) told {
	if c.english || len(c.list) >= maxSentences {
		return told{}
	}
	text := feeds.Clip(c.w.Body, listReach)
	if at := wholeText.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	for _, at := range l.cue.FindAllStringSubmatchIndex(text, 3) {
		from, to := around(text, at[0], at[1])
		if ofOthers.MatchString(text[from:to]) || laidOn.MatchString(text[from:at[0]]) {
			continue
		}
		if found := c.things(l, text[at[2]:at[3]]); len(found.en) > 1 {
			found.quotes = []feeds.Quote{{Text: text[at[0]:at[1]], In: "text", Offset: at[0]}}
			return found
		}
	}
	return told{}
}

// things are those of a list that have a sound English form, with a word for the others;
// none where a list of things has deeds in it.
func (c *composer) things(l listing, list string) told {
	list = restOfList.ReplaceAllString(inBrackets.ReplaceAllString(list, ""), "")
	if !l.deeds {
		list = joining.Replace(list)
	}
	var found told
	rest := false
	split := func(s, marks string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(marks, r) })
	}
	var all []string
	for _, group := range split(list, "，") {
		things := split(group, "、")
		odd := slices.IndexFunc(things, func(s string) bool { return deed.MatchString(s) != l.deeds })
		switch {
		case odd < 0 || l.either:
			all = append(all, things...)
		case l.deeds:
			rest = true // what a deed is done to goes on, or a goal stands first: 到2029年…
		default:
			return told{}
		}
	}
	for _, thing := range all {
		en := c.thing(l, strings.Trim(thing, "“”"))
		if en == "" || len(found.en) == mostListed {
			rest = true
			continue
		}
		found.add(en, thing, feeds.Quote{})
	}
	if rest && len(found.en) > 1 {
		found.add("others", "等", feeds.Quote{})
	}
	return found
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// thing is the English of one thing of a list, empty where it would not be sound.
func (c *composer) thing(l listing, zh string) string {
	most := listItem
	if l.deeds {
		most = listDeed
	}
	if n := utf8.RuneCountInString(zh); n < 3 || n > most || clausal.MatchString(zh) || !strings.ContainsFunc(zh, han) {
		return ""
	}
	g := c.r.gloss.Thing(zh)
	if g.By == "rough" || g.By == "none" || len(g.Unknown) > 0 || piled.MatchString(g.Text) {
		return ""
	}
	en := running(g.Text)
	does := gerundial.MatchString(en) && (l.deeds || !workNouns.MatchString(en))
	if l.either || does == l.deeds && !strings.HasPrefix(en, "report on ") {
		return en
	}
	return ""
}
