package grammar

import (
	"slices"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// touching words begin a clause that tells what a case is about.
var touching = lexicon.Set("涉 涉及")

// Touches reports a clause that tells what a case is about: 涉数据权益司法保护.
func Touches(t []token.Token) bool { return len(t) > 1 && touching[t[0].ZH] }

// TouchesDeed reports one that is about what somebody did: 涉违反信用信息采集规定.
func TouchesDeed(t []token.Token) bool {
	return len(t) > 2 && Touches(t) && (t[1].Deed() || illegally[t[1].ZH] != "" && t[2].Deed())
}

var ruleEnd = pattern.MustCompile(`(?:条例|办法|规定|细则|指南|指引|规则|规程|若干措施|(?:行动|实施|工作)方案|行动计划|公告|通告|公示|白皮书|蓝皮书)$`)

// NamesRule reports a title that is a rule's name although a verb in it could be
// that of a sentence: 数据中心发展条例.
func NamesRule(s string, t []token.Token) bool {
	return ruleEnd.MatchString(s) && !slices.ContainsFunc(t, func(x token.Token) bool {
		a, aux := auxiliaries[x.ZH]
		return handled[x.ZH] || publishes[x.ZH] && paperEnd.MatchString(s) || aux && !a.weak && x.Kind == token.Known
	}) && !obliged(t) && !fronts(t)
}

// paperEnd ends the name of what is put out on the work of a body, whose verbs are in it.
var paperEnd = pattern.MustCompile(`(?:白皮书|蓝皮书|年报|年度报告)$`)

// fronts reports one who acts, with what it acts on behind: 公署就人工智能提出指引.
func fronts(t []token.Token) bool {
	for i := 1; i+2 < len(t); i++ {
		if t[i].Is("就") && acts(t[i-1]) && slices.ContainsFunc(t[i+1:], token.Token.Verb) {
			return true
		}
	}
	return false
}

// obliged reports one who should do something: 平台应向用户提供规则.
func obliged(t []token.Token) bool {
	for i := 1; i+1 < len(t); i++ {
		if _, aux := auxiliaries[t[i].ZH]; aux && t[i].Kind == token.Known && Doer(t[i-1]) {
			return true
		}
	}
	return false
}

// handled are verbs of what is done with rules.
var handled = lexicon.Set(`联合发布 联合印发 联合公布 联合出台 讨论 预告 发出 判决 判令 责令 收紧 放宽 简化 取消 调整 更新 修正 预告 三读通过 拟规定 有了 发布 公布 印发
	出台 通过 审议 修订 修改 制定 违反 遵守 落实 贯彻 执行 实施 解读 学习 宣传 废止 起草 颁布 推出 施行 表决通过 审议通过
	完善 依据 根据 适用 严格执行 贯彻落实 贯彻实施 征求 答`)
