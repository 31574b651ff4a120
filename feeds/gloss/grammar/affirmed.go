package grammar

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// What headlines tell of somebody in one breath: what he says of news about himself, what
// befell him for what he did without a word for why, and what is hard to have of him.

// inOneBreath is a rendering of such a clause, where it is the headline itself and all of
// its words are known.
func inOneBreath(read func(*Rendering, []string) (string, bool)) func(*Rendering, []string) (string, bool) {
	return func(r *Rendering, m []string) (string, bool) {
		if r.Inside || r.aside {
			return "", false
		}
		n := len(r.Unknown)
		en, ok := read(r, m)
		return en, ok && en != "" && len(r.Unknown) == n
	}
}

// affirming is somebody who says whether news about himself is true: 澳航证实客户数据泄露.
var affirming = pattern.MustCompile(`^([^，：；《》“将把 ]{2,24}?)(?:正式|官方|公开|首次|终于|已|对此)?(` + pattern.AnyKey(affirmations) + `)了?(?:其|自己|曾|有)?((?:遭遇|遭受|遭到|遭|受到|发生)?)([^，：；《》？ ]{3,40})$`)

// affirmations are the verbs of it.
var affirmations = map[string]string{"证实": "confirm", "确认": "confirm", "承认": "admit", "否认": "deny"}

func (r *Rendering) affirmed(m []string) (string, bool) {
	who, what := r.Segment(m[1]), r.Segment(m[4])
	last := who[len(who)-1]
	if slices.ContainsFunc(who, token.Token.Deed) || Modifies(who) || !Doer(last) && !(last.Kind == token.Known && last.Word.Kind == "noun" && len(who) == 1) {
		return "", false
	}
	if m[3] == "" && !told(what) {
		return "", false // 确认违法事实 is no news about oneself
	}
	name := r.Topic(who, true)
	en := r.Phrase(m[4])
	if m[3] != "" {
		en = definite(en)
		if !english.IsPlural(en) && !strings.HasPrefix(en, "the ") {
			en = "a " + en
		} else if !english.IsPlural(en) {
			en = "a " + strings.TrimPrefix(en, "the ")
		}
	}
	return name + " " + english.InflectFor(affirmations[m[2]], name) + " " + en, true
}

// told reports what may be said to be true or not: something that was done or happened.
func told(t []token.Token) bool {
	return t[0].Deed() || newsEnd.MatchString(t[len(t)-1].ZH) || t[len(t)-1].Deed() && !slices.ContainsFunc(t, func(x token.Token) bool {
		return x.Kind == token.Known && (x.Word.Kind == "connective" && !x.Is("的"))
	})
}

// newsEnd ends what somebody may be asked about.
var newsEnd = pattern.MustCompile(`(?:泄露|外泄|泄漏|失窃|被盗|攻击|入侵|裁员|收购|传闻|传言|事件|漏洞|故障|宕机|造假|违规|监听|后门)$`)

// flawIn is a product in which a flaw was found: 路由器曝高危漏洞.
var flawIn = pattern.MustCompile(`^([^，：；《》“被 ]{2,40}?|[A-Za-z][\w.\-' ]*[^，：；《》“被 ]{0,20}?)(?:再次|再|又|被)?(?:曝出|曝|爆出|爆)(?:存在|有)?([^，：；《》“ ]{2,24}?(?:漏洞|缺陷|后门|隐患|弱点))$`)

func (r *Rendering) flawFound(m []string) (string, bool) {
	t := r.Segment(m[1])
	if slices.ContainsFunc(t, token.Token.Verb) || Modifies(t) {
		return "", false
	}
	return r.Phrase(m[2]) + " Found in " + r.Topic(t, true), true
}

// atOnce is a deed with what befell its doer, told behind each other: 算法上线未备案被约谈.
var atOnce = pattern.MustCompile(`^([^，：；《》“因被涉将把对遭受向给 ]{4,40}?)被(?:依法|集中|公开|集体)?(` + pattern.AnyKey(consequences) + `)$`)

// consequences are what befalls somebody, worded as English joins what he did.
var consequences = map[string]string{
	"通报下架": "Named and Removed from App Stores for", "点名下架": "Named and Removed from App Stores for", "约谈下架": "Called in for a Regulatory Interview and Removed from App Stores for",
	"下架": "Removed from App Stores for", "下架处理": "Removed from App Stores for", "下架处置": "Removed from App Stores for",
	"封号": "Banned from the Platform for", "封禁": "Banned from the Platform for", "禁言": "Muted for", "关停": "Shut Down for", "叫停": "Ordered to Stop for",
	"通报": "Publicly Named for", "点名": "Publicly Named for", "曝光": "Exposed for", "约谈": "Called in for a Regulatory Interview over", "警告": "Warned for",
	"处罚": "Penalized for", "行政处罚": "Penalized for", "罚": "Fined for", "罚款": "Fined for", "重罚": "Heavily Fined for", "查处": "Investigated and Punished for", "问责": "Held Accountable for", "追责": "Held Accountable for",
	"起诉": "Sued for", "诉": "Sued for", "立案": "Placed under Investigation for", "立案调查": "Placed under Investigation for", "责令整改": "Ordered to Rectify over", "责令改正": "Ordered to Rectify over",
	"判退款": "Ordered to Refund for", "判退费": "Ordered to Refund for", "判赔": "Ordered to Pay Compensation for", "判赔偿": "Ordered to Pay Compensation for", "判道歉": "Ordered to Apologize for",
	"判侵权": "Held to Infringe for", "判担责": "Held Liable for", "判违约": "Held in Breach of Contract for", "判违法": "Held to Break the Law by",
	"警方端掉": "Busted by Police for", "警方捣毁": "Busted by Police for", "警方打掉": "Busted by Police for", "警方查处": "Investigated and Punished by Police for", "警方抓获": "Apprehended by Police for",
	"投诉": complained, "举报": reported, "质疑": questioned,
}

// ownFates are those that no other rule joins to a deed.
var ownFates = pattern.MustCompile(`下架|封|禁言|关停|叫停|投诉|举报|质疑|退款|退费|警方|责令|查处|追责|问责|判侵权|判担责|判违约|判违法`)

// What others say of somebody names him behind.
const (
	complained = "Complaints about"
	reported   = "Reports against"
	questioned = "Questions about"
)

// consequencesAlone are those where it is no doer that the deed stands behind: 自动续费未提示
// 被判退款.
var consequencesAlone = map[string]string{
	"判退款": "Refund Ordered over", "判退费": "Refund Ordered over", "判赔": "Compensation Ordered over", "判赔偿": "Compensation Ordered over", "处罚": "Penalty over", "罚": "Fine over",
	"罚款": "Fine over", "投诉": "Complaints over", "举报": "Reports over", "质疑": "Questions over", "判侵权": "Infringement Found in", "起诉": "Suit over",
}

func (r *Rendering) blamedAtOnce(m []string) (string, bool) {
	t := r.Segment(m[1])
	if slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") || x.Kind == token.Comma || x.Kind == token.Unknown }) {
		return "", false
	}
	at := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Known && begins(x) })
	if at > 0 && not(t[at]) && (people[t[at-1].ZH] || !offered(t[at-1]) && !Doer(t[at-1]) && !handledData[t[at-1].ZH]) {
		at = 0 // 自动续费未提示, 会员到期未提醒: left leftUndone by others
	} else if at > 0 && people[t[at-1].ZH] && slices.ContainsFunc(t[at:], not) {
		at = 0
	}
	if at == 0 {
		return r.deedAlone(t, consequencesAlone[m[2]])
	}
	if at < 0 || !t[at-1].Nominal() && t[at-1].Kind != token.Latin {
		return "", false
	}
	who := t[:at]
	last := who[at-1]
	if !offered(last) && !Doer(last) && !handledData[last.ZH] {
		return "", false
	}
	var moved []token.Token
	if handledData[last.ZH] {
		if at < 2 || !not(t[at]) || !offered(who[at-2]) && !Doer(who[at-2]) && !people[who[at-2].ZH] {
			return "", false
		}
		from := at - 1
		if people[who[at-2].ZH] && at > 2 {
			from = at - 2 // 某医院患者信息
		}
		who, moved = who[:from], who[from:]
	}
	if len(t[at:]) == 1 && illegally[t[at].ZH] != "" {
		return r.Topic(who, true) + " " + consequences[m[2]] + " Violations", true
	}
	if !ownFates.MatchString(m[2]) && !slices.ContainsFunc(t, not) && !againstRules.MatchString(t[at].ZH) && illegally[t[at].ZH] == "" {
		return "", false // which other rules read
	}
	deed, ok := r.deedWithout(t[at:], moved)
	if !ok {
		return "", false
	}
	name, fate := r.Topic(who, true), consequences[m[2]]
	switch fate {
	case complained, reported, questioned:
		return fate + " " + name + " over " + deed, true
	}
	return name + " " + fate + " " + deed, true
}

// begins reports a word that a deed begins with.
func begins(t token.Token) bool {
	return t.Deed() && !setting[t.ZH] || not(t) || illegally[t.ZH] != "" || againstRules.MatchString(t.ZH)
}

// againstRules are nouns for what is done against rules: 强制授权.
var againstRules = pattern.MustCompile(`^(?:违规|违法|非法|擅自|私自|强制|强行|过度|超范围|频繁|超权限).`)

// setting are deeds that name a thing in front of another noun.
var setting = lexicon.Set("生成 合成 交易 支付 服务 运营 管理 购物 外卖 直播 教育 培训 开发 监管")

// not reports a word for something not done.
func not(t token.Token) bool {
	_, ok := fails[t.ZH]
	return ok && t.Kind == token.Known && t.ZH != "不"
}

// offered are things that are offered to the public, which are blamed as who offers them.
func offered(t token.Token) bool {
	return t.Kind == token.Known && (offers.MatchString(t.ZH) || strings.EqualFold(t.ZH, "app") || t.Word.Kind == "org")
}

var offers = pattern.MustCompile(`(?:大模型|模型|算法|软件|程序|应用|智能体|网站|系统|平台|公众号|账号|直播间|健身房|小区|公园|景区|商场|超市|酒店|学校|医院|公司|企业|银行|机构|门店|店)$`)

// handledData are things that somebody has to take care of.
var handledData = lexicon.Set("数据 信息 个人信息 用户数据 客户信息 用户信息 患者信息 数据库 日志 隐私政策 服务器")

// deedWithout is a deed, of which something may have been left leftUndone: 上线未备案.
func (r *Rendering) deedWithout(t, object []token.Token) (string, bool) {
	at := slices.IndexFunc(t, not)
	if at < 0 {
		return r.Act(Text(t)), true
	}
	if at+1 >= len(t) {
		return "", false
	}
	if noun := leftUnsaid[t[at+1].ZH]; noun != "" && at > 0 && at+2 == len(t) {
		return r.deverbalNoun(t[:at]) + " without " + noun, true
	}
	verb, what := cmp.Or(leftUndone[t[at+1].ZH], t[at+1].Word.Base), slices.Concat(object, t[at+2:])
	if verb == "" {
		return "", false
	}
	if len(what) > 0 && slices.ContainsFunc(what, token.Token.Deed) {
		return "", false
	}
	obj := ""
	if len(what) > 0 {
		obj = " " + r.Thing(what)
	}
	if at == 0 {
		how := fails[t[0].ZH]
		return strings.TrimSpace(how.lead + " " + verb + obj + " " + how.tail), true
	}
	if fails[t[at].ZH].tail != "" || slices.ContainsFunc(t[1:at], token.Token.Verb) {
		return "", false
	}
	return r.Act(Text(t[:at])) + " without " + english.Inflect(verb, english.Gerund) + obj, true
}

// leftUndone are nouns of what should be done with data, as verbs; leftUnsaid is what should be said.
var (
	leftUndone = map[string]string{"脱敏": "mask", "加密": "encrypt", "备份": "back up", "匿名化": "anonymize", "去标识化": "de-identify"}
	leftUnsaid = map[string]string{"提示": "Notice", "告知": "Notice", "通知": "Notice", "提醒": "a Reminder", "同意": "Consent", "授权": "Authorization", "公示": "Publication"}
)

// deedAlone is a deed that nobody is named to have done, with what came of it.
func (r *Rendering) deedAlone(t []token.Token, fate string) (string, bool) {
	at := slices.IndexFunc(t, not)
	if fate == "" || at < 1 || at+1 >= len(t) {
		return "", false
	}
	deed, ok := r.deedWithout(t, nil)
	return fate + " " + deed, ok
}

// hard is what is hard to have: 会员注销难.
var hard = pattern.MustCompile(`^([^，：；《》“的、不难 ]{2,16}?)(难|不易)(?:吗)?$`)

func (r *Rendering) hardToHave(m []string) (string, bool) {
	t := r.Segment(m[1])
	if last := t[len(t)-1]; !last.Deed() && !sought[last.ZH] || slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Unknown }) {
		return "", false
	}
	return "Difficulty in " + r.deverbalNoun(t), true
}

// sought are nouns of what somebody tries to get.
var sought = lexicon.Set("退费 退款 退订 维权 注销 取消 解绑 举证 执行 停车 就医 入学 取证 监管 贷款 融资 就业 退货 理赔 投诉 解约")

// deverbalNoun is what is done with something as a noun: Membership Cancellation.
func (r *Rendering) deverbalNoun(t []token.Token) string {
	defer func(was bool) { r.Inside = was }(r.Inside)
	r.Inside = true
	return r.Phrase(Text(t))
}

// offshoots are parts that a company has in other countries.
var offshoots = pattern.MustCompile(`^(?:子公司|分公司|分支机构|分行|支行|分部|工厂|门店|业务|用户|客户|网站|官网|总部|员工|办事处|经销商)$`)

// ofCompany ends the name of a company that another holds.
var ofCompany = pattern.MustCompile(`(?:子公司|分公司)$`)

// offshoot is such a part with whose it is: 工商银行美国子公司.
func (r *Rendering) offshoot(t []token.Token, _ func([]token.Token) string) (string, bool) {
	if len(t) == 2 && t[1].Kind == token.Known && ofCompany.MatchString(t[1].ZH) && (t[0].Kind == token.Latin || t[0].Kind == token.Known && t[0].Word.Kind == "org" && !Authority(t[0])) {
		return Possessive(t[0].EN) + " " + english.Singular(t[1].EN), true // 三星美国子公司, of which the latter is a term
	}
	if len(t) != 3 || t[0].Kind != token.Latin && (t[0].Kind != token.Known || t[0].Word.Kind != "org") || !countries[t[1].EN] || t[2].Kind != token.Known || !offshoots.MatchString(t[2].ZH) {
		return "", false
	}
	part := t[2].EN
	if t[2].ZH == "子公司" {
		part = english.Singular(part)
	}
	return Possessive(t[0].EN) + " " + cmp.Or(demonym[t[1].EN], t[1].EN) + " " + part, true
}
