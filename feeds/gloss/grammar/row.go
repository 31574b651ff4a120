package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// What a row of nouns has in front in Chinese (when, where, how many, of which series)
// English puts behind. Each of these renders one of them, and is false of any other row.

// timed puts behind when something is: 2024年春节期间值班安排, 上半年进出口情况.
func (r *Rendering) timed(t []token.Token) (string, bool) {
	if len(t) < 2 {
		return "", false
	}
	year := t[0].Kind == token.Date && len(t[0].EN) == len("2026")
	if year {
		if en, ok := r.parted(t[1:]); ok {
			return en + " in " + t[0].EN, true
		}
	}
	switch {
	case inPeriod(t):
		return r.Linear(t[1:]) + " in " + t[0].EN, true
	case inPart(t):
		return r.Linear(t[1:]) + " " + timeNouns[t[0].ZH], true
	case len(t) > 2 && t[0].Kind == token.Date && strings.HasPrefix(t[1].EN, "during the ") && !t[2].Verb():
		return r.Linear(t[2:]) + " During the " + t[0].EN + strings.TrimPrefix(t[1].EN, "during the"), true
	}
	return r.inEra(t)
}

// inEra is what there is in an era: 大数据时代政府信息公开.
func (r *Rendering) inEra(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t[:min(2, len(t))], func(x token.Token) bool { return x.Kind == token.Known && strings.HasSuffix(x.ZH, "时代") })
	if i < 0 || i+1 >= len(t) || !strings.HasSuffix(t[i].EN, "Era") || i > 0 && !t[0].Nominal() || t[i+1].Verb() || Joining(t[i+1]) || t[i+1].Is("的") {
		return "", false
	}
	era := line{r: r, t: t[:i+1]}
	return r.Linear(t[i+1:]) + " in the " + strings.TrimPrefix(era.text(), "the "), true
}

// inPeriod reports a part of a year in front of what it tells of: 2024年第三季度支付
// 体系运行情况.
func inPeriod(t []token.Token) bool {
	return len(t) > 1 && t[0].Kind == token.Date && strings.HasPrefix(t[0].EN, "the ") && t[1].Kind != token.Date && !Joining(t[1])
}

// inPart reports a part of the year that is not named: 上半年进出口情况.
func inPart(t []token.Token) bool {
	return len(t) > 1 && t[0].Kind == token.Known && strings.HasPrefix(timeNouns[t[0].ZH], "in the ") && t[1].Kind == token.Known && t[1].Word.Nominal() && plainThing(t[1:])
}

// locatedIn puts behind where those are who are not named, or counted: 湖南某科技公司,
// 北京多家公司, 加州多地信号灯, 天津11款APP, 江苏苏州.
func (r *Rendering) locatedIn(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || t[0].Kind != token.Known || t[0].Word.Kind != "place" && !countries[t[0].EN] {
		return "", false
	}
	place := t[0].Word.Kind == "place"
	switch where := t[0].EN; {
	case place && n == 1 && name.IsProvince(t[0].ZH) && t[1].Kind == token.Known && t[1].Word.Kind == "place" && !name.IsProvince(t[1].ZH):
		return t[1].EN + ", " + where, true
	case n < 2:
	case place && t[1].Is("某") && Doer(t[n]) && thingAlone(t[2:]):
		return r.Linear(t[1:]) + " in " + name.Short(where), true
	case manyOf[t[1].ZH] && (plainThing(t[2:]) || Doer(t[n])):
		return t[1].EN + " " + english.Plural(r.Linear(t[2:])) + " in " + where, true
	case t[1].Is("多地") && plainThing(t[2:]):
		return r.Linear(t[2:]) + " in Multiple Parts of " + where, true
	case place && t[1].Kind == token.Number && t[1].Noun != "" && t[n].Kind == token.Known && !t[n].Deed() && Doer(t[n]) && plainThing(t[2:]):
		return r.Linear(t[1:]) + " in " + where, true
	}
	return "", false
}

// manyOf tell that there are many.
var manyOf = lexicon.Set("多个 多家 多所 多款 多名 多起 多项")

// countedOf tells first how many there are: 属地6家平台, 某银行两名员工,
// 多家OTA平台, 9国14家机构.
func (r *Rendering) countedOf(t []token.Token) (string, bool) {
	n := len(t) - 2
	switch {
	case n > 0 && nearby[t[0].ZH] && t[1].Kind == token.Number && t[0].Kind == token.Known:
		return r.Linear(append([]token.Token{t[1], t[0]}, t[2:]...)), true
	case n > 0 && t[n].Kind == token.Number && staff.MatchString(t[n+1].ZH) && Doer(t[n-1]) && !slices.ContainsFunc(t[:n], func(x token.Token) bool { return x.Verb() || x.Kind == token.Comma || x.Is("的") || Joining(x) }):
		return t[n].EN + " " + english.Plural(t[n+1].EN) + " of " + r.Linear(t[:n]), true
	case n > 0 && manyOf[t[0].ZH] && t[1].Kind == token.Latin && t[2].Nominal() && plainThing(t[2:]):
		return t[0].EN + " " + t[1].EN + " " + english.Plural(r.Linear(t[2:])), true
	case n >= 0 && t[0].Kind == token.Number && t[0].Noun == "Countries" && t[1].Kind == token.Number:
		return r.Linear(t[1:]) + " of " + t[0].EN + " Countries", true
	}
	return "", false
}

// staff are who somebody has.
var staff = pattern.MustCompile(`(?:员工|工作人员|职员|医生|护士|教师|老师|学生|高管|负责人|辅警|民警|经理|客服|业务员)$`)

// nearby are where those are that a number behind counts.
var nearby = lexicon.Set("属地 辖区 辖区内 本地 本市 本省 省内 市内")

// including names some of those that are counted: 抖音、微博等16家平台.
func (r *Rendering) including(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("等") })
	if i < 1 || i+2 >= len(t) || t[i+1].Kind != token.Number || t[i+1].Noun == "Departments" || !namesAlone(t[:i]) && !plainThing(t[:i]) || !plainThing(t[i+2:]) {
		return "", false
	}
	return r.Linear(t[i+1:]) + " Including " + english.Join(strings.Split(r.listed(t[:i]), ", ")), true
}

// namesAlone reports names side by side, of which none is a deed.
func namesAlone(t []token.Token) bool {
	return !slices.ContainsFunc(t, func(x token.Token) bool {
		return x.Kind != token.Latin && x.Kind != token.Comma && !Joining(x) && (x.Kind != token.Known || x.Deed() || !x.Word.Nominal() && x.Word.Kind != "place" && x.Word.Kind != "org")
	})
}

// seriesOn is a series of what there is on something: 个人信息保护系列专项行动.
func (r *Rendering) seriesOn(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("系列") })
	if i < 1 || i+1 >= len(t) || t[0].Deed() || !plainThing(t[:i]) && i > 1 || !plainThing(t[i+1:]) {
		return "", false
	}
	things := english.Plural(r.Linear(t[i+1:]))
	if t[i-1].Kind == token.Group {
		return "a Series of " + t[0].EN + " " + things, true
	}
	return "a Series of " + things + " on " + r.Linear(t[:i]), true
}

// empowered puts behind, or joins by a hyphen, what makes something possible:
// 大数据赋能法律监督, AI赋能新型工业化数据集.
func (r *Rendering) empowered(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("赋能") })
	if i < 1 || i+1 >= len(t) || t[0].Deed() || !plainThing(t[:i]) || !plainThing(t[i+1:]) {
		return "", false
	}
	if i == 1 && i+2 < len(t) && enabling[t[0].ZH] {
		return t[0].EN + "-enabled " + r.Linear(t[i+1:]), true
	}
	return r.Linear(t[i+1:]) + " Empowered by " + r.Linear(t[:i]), true
}

// enabling is what English has one word for where it makes something possible.
var enabling = lexicon.Set("AI 人工智能 数据 科技")

// duty is what somebody is bound to: APP上架审核主体责任.
func (r *Rendering) duty(t []token.Token) (string, bool) {
	if len(t) < 3 {
		return "", false
	}
	return r.dutiful(t)
}

// owningPhrase puts behind whose something is that English calls by a phrase, before
// which no noun stands: 检验检测机构能力验证结果.
func (r *Rendering) owningPhrase(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || n > 3 || t[n].Word.Base != "" || !strings.Contains(t[n].EN, " of ") || fixed.MatchString(t[n].EN) || strings.HasSuffix(t[n].ZH, "权益") ||
		slices.ContainsFunc(t, func(x token.Token) bool {
			return x.Kind != token.Known || x.Word.Kind != "noun" || x.Deed() || strings.Contains(x.EN, `"`)
		}) {
		return "", false
	}
	whose := line{r: r, t: t[:n]}
	en := whose.text()
	switch {
	case Doer(t[n-1]):
		en = english.Plural(en)
	case !institutes[en[strings.LastIndexByte(en, ' ')+1:]]:
		return "", false // 省级, 汽车
	}
	return t[n].EN + " of " + definite(en), true
}
