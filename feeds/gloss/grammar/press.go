package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// How the press words a deed with what is said of it: that it is against the law, that it
// goes on, that somebody reported on it, or how long its doer is to be in prison.

// found is a deed whose object stands in front of it, with what it is found to be: 擅自将
// 客户照片用于广告构成侵权.
var found = pattern.MustCompile(`^(未经[^将把]{2,8}|擅自|私自|非法|违规|违法)?(?:将|把)([^，、；《》]{2,24}?)(` + pattern.AnyKey(handings) + `)([^，；《》]{2,20}?)(?:的行为)?(` + pattern.AnyKey(findings) + `)$`)

// findings are what it may be found to be.
var findings = map[string]string{
	"构成侵权": "Constitutes Infringement", "属侵权": "Constitutes Infringement", "属于侵权": "Constitutes Infringement", "侵权": "Constitutes Infringement",
	"构成违约": "Constitutes Breach of Contract", "违法": "Is Illegal", "属违法": "Is Illegal", "构成违法": "Is Illegal",
	"侵犯隐私": "Infringes on Privacy", "侵犯隐私权": "Infringes on the Right to Privacy", "被判侵权": "Held to Infringe",
	"不构成侵权": "Does Not Constitute Infringement",
}

func (r *Rendering) unlawful(m []string) (string, bool) {
	what, aim := r.Segment(m[2]), r.Segment(m[4])
	if slices.ContainsFunc(what, token.Token.Verb) || slices.ContainsFunc(aim, func(x token.Token) bool { return x.Verb() || asking[x.ZH] }) {
		return "", false
	}
	how, lead := "", illegally[m[1]]
	switch {
	case lead != "", m[1] == "":
	case m[1] == "擅自", m[1] == "私自":
		how = " without Authorization"
	default:
		t := r.Segment(m[1])
		if len(t) != 1 || !t[0].Word.After {
			return "", false
		}
		how = " " + t[0].EN
	}
	deed := handings[m[3]]
	return strings.TrimSpace(lead + " " + english.Inflect(strings.ToLower(deed.bare), english.Gerund) + " " + r.Thing(what) + " " + deed.link + " " + r.Thing(aim) + how + " " + findings[m[5]]), true
}

// foundIn is such a deed with where it is done in front: 在业主群发布他人照片构成侵权.
var foundIn = pattern.MustCompile(`^在([^，；《》的 ]{1,12}?(?:群|朋友圈|微博|抖音|平台|网站|媒体|软件|中|上|里|内|场所|直播间|网络|网|栏))((?:擅自|公开|恶意)?(?:公开|发布|公示|散布|传播|曝光|转发|上传|张贴|展示|披露|泄露|安装|辱骂|诋毁)[^，；《》的 ]{2,24}?)(` + pattern.AnyKey(findings) + `)$`)

func (r *Rendering) unlawfulIn(m []string) (string, bool) {
	deed, finding := r.Segment(m[2]), findings[m[3]]
	if !slices.ContainsFunc(deed[:min(2, len(deed))], token.Token.Deed) {
		return "", false
	}
	en := r.deedOf(slices.Clone(deed))
	where := r.Thing(r.Segment(strings.TrimRight(m[1], "中上里内")))
	return en + " in " + where + " " + finding, true
}

// goingOn is a deed that goes on although it is forbidden.
var goingOn = pattern.MustCompile(`^([^，：；《》的 ]{4,30}?)(?:行为|现象|乱象|问题)?(?:屡禁不止|屡禁不绝|屡禁难止|屡打不绝)$`)

func (r *Rendering) persisting(m []string) (string, bool) {
	t := r.Segment(m[1])
	if slices.ContainsFunc(t, token.Token.Deed) {
		if en, ok := r.Doing(t, true); ok {
			return en + " Persists", true
		}
		if !t[0].Deed() {
			return "", false
		}
		return r.Act(m[1]) + " Persists", true
	}
	en := r.Thing(t)
	if english.IsPlural(en) {
		return en + " Persist", true
	}
	return en + " Persists", true
}

// stirs is a deed with what it gives rise to: 教师擅自公布成绩引发争议.
var stirs = pattern.MustCompile(`^([^，：；《》的 ]{4,30}?)(?:引发|引起|惹)(` + pattern.AnyKey(stirred) + `)$`)

// stirred are what it may give rise to.
var stirred = map[string]string{"争议": "Controversy", "质疑": "Doubts", "关注": "Attention", "热议": "Heated Debate", "担忧": "Concerns", "不满": "Discontent"}

func (r *Rendering) stirring(m []string) (string, bool) {
	t := r.Segment(m[1])
	if bears(t) {
		return "", false
	}
	en, ok := r.Doing(t, false)
	return en + " Triggers " + stirred[m[2]], ok
}

// reportedBy is somebody who tells of what somebody else does: 媒体曝光酒店强制刷脸问题.
var reportedBy = pattern.MustCompile(`^([^，：；《》的]{2,16}?)(` + pattern.AnyKey(reportings) + `)([^，：；《》的]{4,30}?)(?:等)?(问题|乱象|现象|行为)?$`)

// reportings are the verbs of it in English.
var reportings = map[string]string{
	"点评": "comment on", "评议": "comment on", "曝光": "expose", "关注": "follow", "聚焦": "focus on", "披露": "disclose", "揭露": "expose", "炮轰": "criticize", "批评": "criticize", "点名": "name",
	"查处": "take action over", "依法查处": "take action over", "严肃查处": "take action over", "通报": "report on", "整治": "rectify",
}

// exposing are those that need no word behind for what they tell of.
var exposing = lexicon.Set("曝光 揭露 批评")

func (r *Rendering) reportedOn(m []string) (string, bool) {
	who, what := r.Segment(m[1]), r.Segment(m[3])
	if m[4] == "" && (bears(what) || m[2] != "点名" && (what[0].Kind == token.Number || !exposing[m[2]])) {
		return "", false
	}
	if last := who[len(who)-1]; !Doer(last) || slices.ContainsFunc(who, token.Token.Deed) {
		return "", false
	}
	en, ok := r.Doing(what, true)
	if !ok {
		return "", false
	}
	by := r.Thing(who)
	return by + " " + english.InflectFor(reportings[m[2]], by) + " " + en, true
}

// reportedThat is somebody who tells what befell somebody, or may: 媒体曝光多款手表可被监听.
func (r *Rendering) reportedThat(m []string) (string, bool) {
	if r.Inside {
		return "", false
	}
	who, t := r.Segment(m[1]), slices.Clone(r.Segment(m[3]))
	if last := who[len(who)-1]; !Doer(last) || slices.ContainsFunc(who, token.Token.Deed) || Modifies(t) {
		return "", false
	}
	n := len(r.Unknown)
	c, ok := r.parse(t)
	if !ok || len(c.subject) == 0 || !c.passive && !c.verb.Done() && c.aux.mood == plain || c.aux.mood == lexical || slices.ContainsFunc(c.subject, token.Token.Verb) {
		return "", false
	}
	that := " That "
	if c.aux.mood == plain {
		that = " " // Microsoft Confirms Systems Hacked
	}
	by := r.Thing(who)
	return by + " " + english.InflectFor(accounts[m[2]], by) + that + r.say(c), len(r.Unknown) == n
}

var (
	tellsThat = pattern.MustCompile(`^([^，：；《》的被遭因 ]{2,10}?)(` + pattern.AnyKey(accounts) + `)([^，：；《》 ]{2,24}?(?:[被遭可会能将已]|存在)[^，：；《》 ]{1,24})$`)
	accounts  = map[string]string{"发现": "find", "证实": "confirm", "确认": "confirm", "承认": "admit", "曝光": "reveal", "报道": "report", "报道称": "report", "报道说": "report", "曝": "reveal", "披露": "disclose", "透露": "disclose", "称": "say", "声称": "claim", "指出": "point out"}
)

// askedVerdict is what is asked of the deed that the clause in front told of: 合法吗.
func (r *Rendering) askedVerdict(m []string) (string, bool) {
	return verdictsAsked[m[1]], !r.Inside
}

// askedAlone is that with its object: 是否侵犯隐私.
func (r *Rendering) askedAlone(m []string) (string, bool) {
	if r.Inside {
		return "", false
	}
	verb, what := r.Segment(m[1]), r.Segment(m[2])
	if len(verb) != 1 || !verb[0].Deed() || slices.ContainsFunc(what, token.Token.Verb) {
		return "", false
	}
	return "Does It " + english.Capital(verb[0].Word.Base) + " " + r.Thing(what), true
}

var (
	verdictAsked  = pattern.MustCompile(`^这?(` + pattern.AnyKey(verdictsAsked) + `)？?$`)
	askedWhether  = pattern.MustCompile(`^(?:这)?是否(侵犯|构成|违反|侵害|属于|涉嫌)([^，：；的]{2,12})$`)
	verdictsAsked = map[string]string{
		"合法吗": "Is It Lawful", "违法吗": "Is It Illegal", "侵权吗": "Is It an Infringement", "合适吗": "Is It Appropriate", "合规吗": "Is It Compliant", "合理吗": "Is It Reasonable",
		"犯法吗": "Is It Illegal", "犯罪吗": "Is It a Crime", "有效吗": "Is It Valid", "靠谱吗": "Is It Reliable", "安全吗": "Is It Safe", "侵犯隐私吗": "Does It Infringe on Privacy",
		"是否合法": "Is It Lawful", "是否违法": "Is It Illegal", "是否侵权": "Is It an Infringement", "是否合规": "Is It Compliant", "是否合理": "Is It Reasonable", "是否有效": "Is It Valid",
		"构成侵权吗": "Does It Constitute Infringement", "是否构成侵权": "Does It Constitute Infringement", "属于侵权吗": "Is It an Infringement",
	}
)

// deedThenFate is a deed with what its doer suffered for it, who was named before: 收受好处费
// 被判刑.
var deedThenFate = pattern.MustCompile(`^([^，：；《》因被涉 ]{0,30}?)(被(?:一审|二审|终审|依法|公安机关|警方|民警|法院|检察机关|检察院)?(?:行政|刑事)?(?:判刑|处罚|行政处罚|罚款|罚|刑拘|行拘|刑事拘留|行政拘留|拘留|逮捕|批捕|公诉|抓获|抓|警告|约谈|通报|开除|辞退|停职|免职|追责|问责|查处)|(?:被判|获刑|领刑)(?:[一两二三四五六七八九十\d]+年)?(?:[一两二三四五六七八九十\d]+个月)?|落网|被捕)$`)

// punishedFor renders it: "Sentenced for Accepting Kickbacks".
func (r *Rendering) punishedFor(m []string) (string, bool) {
	if r.Inside {
		return "", false
	}
	t := r.Segment(m[1])
	if len(t) == 0 && sentencedTo.MatchString(m[2]) {
		return r.fateOf(m[2])
	}
	if len(t) == 0 || !t[0].Verb() || english.Spaced(t[0].Word.Base) && len(t) < 2 || Modifies(t) || prepositions[t[0].ZH] != "" || causing[t[0].ZH] != "" || slices.ContainsFunc(t[1:], func(x token.Token) bool { return x.Verb() || asking[x.ZH] || Doer(x) && x.Kind == token.Known }) {
		return "", false
	}
	link := " for "
	if profiting[t[0].ZH] {
		link = " After "
	}
	n := len(r.Unknown)
	deed := r.deedOf(slices.Clone(t))
	fate, ok := r.fateOf(m[2])
	return fate + link + deed, ok && len(r.Unknown) == n
}

// somebody stands for one of whom the clause before told, where this one does not say who.
const somebody = "男子"

// befellThem is what befell those of whom the clause before told: 被判公开道歉并赔偿1元.
func (r *Rendering) befellThem(m []string) (string, bool) {
	if r.Inside || r.aside {
		return "", false
	}
	n := len(r.Unknown)
	c, ok := r.ClauseOf(slices.Clone(r.Segment(somebody + m[0])))
	if !ok || len(c.subject) == 0 || len(c.object) == 0 {
		return "", false
	}
	who := r.Topic(c.subject, true)
	en, named := strings.CutPrefix(r.say(c), who+" ")
	return en, named && len(r.Unknown) == n
}

// befellThose begins such a clause.
var befellThose = pattern.MustCompile(`^被判.+$`)

// fateOf is what befell somebody whom the clause does not name.
func (r *Rendering) fateOf(s string) (string, bool) {
	if t := r.Segment(s); len(t) == 1 && strings.HasPrefix(t[0].Word.Base, "be ") {
		return strings.TrimSuffix(strings.TrimPrefix(t[0].Word.Base, "be "), " to"), true // 落网
	}
	c, ok := r.ClauseOf(r.Segment(somebody + s))
	c.subject, c.passive = nil, true
	if len(c.object) == 1 && measuresOfTime[c.object[0].Noun] {
		c.verb.ZH, c.verb.Word.Base = "被判", "be sentenced to"
	}
	return r.say(c), ok
}

// sentencedTo is such a fate with its length.
var sentencedTo = pattern.MustCompile(`[年月]$`)

// profiting verbs tell no wrong by themselves.
var profiting = lexicon.Set("获利 牟利 获取 赚取 非法获利")

// AtInstance tells before which court, "" where that is not said: " on Appeal".
func AtInstance(zh string) string { return instances[zh] }

// instances are the courts that are named so.
var instances = map[string]string{"一审": " at First Instance", "二审": " on Appeal", "终审": " on Final Appeal", "再审": " on Retrial"}

var (
	// aimedAt ends what somebody suffers from others.
	aimedAt = pattern.MustCompile(`(?:诈骗案?|骗局|攻击|勒索|犯罪|盗窃案?|间谍活动|诈骗活动|网络攻击|恶意软件|钓鱼邮件)$`)
	// doxxed begins what 起底 is in Hong Kong, where it exposes nobody but a victim.
	doxxed = pattern.MustCompile(`^(?:罪|案|行为|信息|内容|个案|投诉|网站|刑事|违法|相关|有关)`)
)

// entering verbs are done with a password.
var entering = lexicon.Set("获取 输入 破解 设置 修改 重置 泄露 窃取 盗取 更换 告知 提供 共享 套取 骗取")

// suing is who goes to court against whom, and what came of it: 业主起诉物业胜诉.
var suing = pattern.MustCompile(`^([^，：；《》的]{2,20}?)(?:起诉|状告|诉)([^，：；《》]{2,30}?)(` + pattern.AnyKey(suits) + `)([\d.,]+[万亿]?元)?$`)

// suits are what may come of it.
var suits = map[string]string{
	"胜诉": "Won", "一审胜诉": "Won at First Instance", "二审胜诉": "Won on Appeal", "终审胜诉": "Won on Final Appeal", "败诉": "Lost",
	"一审败诉": "Lost at First Instance", "二审败诉": "Lost on Appeal", "获支持": "Upheld", "获法院支持": "Upheld", "被驳回": "Dismissed",
	"遭驳回": "Dismissed", "获赔": "Ends in Compensation", "获立案": "Accepted", "获受理": "Accepted",
}

// accuser is who prosecutes, where others sue.
var accuser = pattern.MustCompile(`检察院|检察署|地检署|检察机关|检察官|检方|公诉|警|司法部|最高检|机关|法院`)

// sued renders it: "Suit by Property Owners Against Property Management Won".
func (r *Rendering) sued(m []string) (string, bool) {
	who, whom := r.Segment(m[1]), r.Segment(m[2])
	if len(who) == 0 || !Doer(who[len(who)-1]) || slices.ContainsFunc(who, token.Token.Verb) || accuser.MatchString(m[1]) {
		return "", false
	}
	en := "Suit by " + r.Thing(who) + " Against "
	if one, deed, ok := r.DoerAndDeed(whom, false); ok {
		en += one + " for " + deed
	} else if Doer(whom[len(whom)-1]) && !slices.ContainsFunc(whom, token.Token.Verb) {
		en += r.Thing(whom)
	} else if over, ok := r.suedOver(clause{verb: r.wordOf("起诉"), object: whom}); ok && !slices.ContainsFunc(whom, token.Token.Verb) {
		en += over // 业主起诉物业强制刷脸胜诉
	} else {
		return "", false
	}
	en += " " + suits[m[3]]
	if m[4] != "" {
		en += " of " + r.Phrase(m[4])
	}
	return en, true
}
