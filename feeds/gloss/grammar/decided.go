package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// decides is what is decided about one body, and what of it is decided on: 核准某公司设立,
// 撤销某公司经营许可.
var decides = pattern.MustCompile(`^(依法)?(` + pattern.AnyKey(deciding) + `)(.{1,40}?(?:公司|银行|信用社|机构|集团|交易所|交易中心|中心|协会|学会|联合会|基金会|医院|学校|大学|高校|企业|单位|平台|分行|支行|经营者|运营者|运营商|服务商)(?:企业|集团|经营者|运营者)?(?:股份)?(?:有限)?(?:责任)?(?:公司)?(?:\p{Han}{2,8}(?:分行|支行|分公司))?)的?(.{2,40})$`)

// deciding are the verbs of such decisions as they stand before a noun.
var deciding = map[string]string{
	"核准": "Approving", "同意": "Approving", "批准": "Approving", "准予": "Approving", "不予核准": "Refusing to Approve", "不予批准": "Refusing to Approve", "不同意": "Refusing to Approve", "不予许可": "Refusing", "不予受理": "Refusing to Accept",
	"撤销": "Revoking", "吊销": "Revoking", "注销": "Deregistering", "撤回": "Withdrawing", "终止": "Terminating", "中止": "Suspending", "暂停": "Suspending", "恢复": "Resuming", "受理": "Accepting",
}

// Decided puts the body behind what is decided on: "Approving the Establishment of a
// Certain Bank".
func (r *Rendering) Decided(s string) (string, bool) {
	m := decides.FindStringSubmatch(permit.ReplaceAllString(s, "$1"))
	if s = permit.ReplaceAllString(s, "$1"); m == nil || strings.ContainsAny(s, "，；：《") {
		return "", false
	}
	body := r.Segment(m[3])
	if n := len(body) - 1; slices.ContainsFunc(body[:max(0, n-1)], token.Token.Verb) || Modifies(body[:n]) {
		return "", false // 某支付公司 may have one before its last word
	}
	body = slices.Clone(body) // cutting the next phrase may use its memory
	what := r.Segment(m[4])
	if slices.ContainsFunc(what[1:], token.Token.Verb) || Modifies(what) {
		return "", false
	}
	en, link := "", " of "
	switch noun := what[0].DeedNoun(); {
	case len(what) == 1 && what[0].Deed() && noun != "":
		en = "the " + noun
	case len(what) > 1 && what[0].Verb() && strings.Contains(deciding[m[2]], "Appro") && what[0].Word.Base != "" && nounPhrase(what[0].Word.Base) != english.Inflect(what[0].Word.Base, english.Gerund):
		en, link = "the "+r.Act(m[4]), " by "
	case Chain(what):
		en = "the " + english.Singular(r.Linear(what))
	default:
		return "", false
	}
	who := r.nouns(withoutName(body, m[3]))
	if !some.MatchString(m[3]) {
		who = english.Singular(who)
	}
	en = deciding[m[2]] + " " + en + link + who
	if m[1] != "" {
		en += " in Accordance with Law"
	}
	return en, true
}

// Agreed is Decided of what a body agrees to, without the verb for that.
func (r *Rendering) Agreed(s string) (string, bool) {
	const agree = "同意"
	en, ok := r.Decided(agree + s)
	return strings.TrimPrefix(en, deciding[agree]+" "), ok
}

// withoutName leaves the name of a company Chinese, which is no word even where it
// looks like one: 平安健康保险股份有限公司.
func withoutName(body []token.Token, zh string) []token.Token {
	if known := slices.ContainsFunc(body, func(x token.Token) bool {
		return x.Kind == token.Known && (x.Word.Kind == "org" || strings.HasSuffix(x.EN, " China"))
	}); known {
		return slices.DeleteFunc(body, func(x token.Token) bool { return strings.HasSuffix(x.ZH, "有限公司") || x.ZH == "中国" })
	}
	if !strings.Contains(zh, "有限") || strings.Contains(zh, "某") || some.MatchString(zh) {
		return body
	}
	i := slices.IndexFunc(body, func(x token.Token) bool { return x.Kind != token.Known || x.Word.Kind != "place" })
	if i < 0 || i+2 > len(body)-1 || body[i].Kind != token.Known {
		return body
	}
	body[i] = token.Token{Kind: token.Unknown, ZH: body[i].ZH}
	return body
}

// permit is one in title marks; some are several bodies.
var (
	permit = pattern.MustCompile(`《([^《》]{2,16}(?:许可证|证书|执照|资格证))》`)
	some   = pattern.MustCompile(`^(?:部分|有关|相关|若干|一批|多家|[\d一二两三四五六七八九十]+家)`)
)

// furtherTask is a task behind another without a mark between: 强化平台责任防范网络诈骗. What
// is safeguarded ends in what may be, as 保护 is also the last word of many a work.
var furtherTask = pattern.MustCompile(`^((?:进一步|全面|切实|依法|严厉)*(?:` + firstTask + `).{3,40})((?:维护|营造|防范|防止|遏制|净化|守护|便利|优化|规范|严防|惩治|治理)[^，、 ；]{4,40}|(?:更好|充分)发挥[^，、 ；]{2,40}作用|(?:保护|保障)[^，、 ；]{2,40}(?:权益|权利|隐私|安全|利益|健康|秩序))$`)

// firstTask begins the first of two.
const firstTask = `解决|加强|提高|增强|推行|规范|强化|完善|改进|深化|建立健全|建立|健全|构建|优化|打击|整治|压实|落实|推进|严格|明确|提升`

// furtherTasks joins them.
func (r *Rendering) furtherTasks(m []string) (string, bool) {
	if strings.ContainsAny(m[0], "，；： ") || mattersEnd.MatchString(m[0]) {
		return "", false
	}
	for _, how := range []string{"切实", "依法", "有效", "坚决", "共同", "更好"} {
		if before, ok := strings.CutSuffix(m[1], how); ok {
			m[1], m[2] = before, how+m[2]
		}
	}
	first, second := slices.Clone(r.Segment(m[1])), r.Segment(m[2])
	for len(second) > 2 && second[0].Kind == token.Known && second[0].Word.Kind == "adverb" {
		second = second[1:]
	}
	last, object := first[len(first)-1], second[len(second)-1]
	switch {
	case len(first) < 2 || !second[0].Deed() || Modifies(second):
		return "", false
	case len(second) == 1: // 更好发挥作用, which is one term
	case second[1].Kind == token.Known && (len(second) == 2 && abstract[second[1].ZH] && !owned[second[1].ZH] || second[1].Deed() && second[1].Verb()):
		return "", false // 防范能力
	case object.Kind == token.Known && workEnds.MatchString(object.ZH), Joining(last), last.Is("的"), last.Verb() && last.Nounless():
		return "", false
	case last.Kind != token.Known && last.Kind != token.Group:
		return "", false
	}
	n := len(r.Unknown)
	en := r.Subject(m[1]) + " and " + r.Subject(m[2])
	return en, len(r.Unknown) == n
}

// mattersEnd ends what several tasks are about: 有关事项.
var mattersEnd = pattern.MustCompile(`(?:事项|事宜|问题|情况|要求)$`)

// workEnds ends the name of a work, of which a task in the middle is a part: 风险防范机制.
var workEnds = pattern.MustCompile(`(?:工作|能力|机制|体系|制度|措施|水平|行动|活动|建设|方案|计划|管理|监管|落实)$`)
