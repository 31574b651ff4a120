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

// What only headlines say: who has something to say on it, who is let do what, and how
// many there are behind what they are.

// headlines are the forms that a clause has in headlines alone.
var headlines []form[[]string]

func init() {
	headlines = []form[[]string]{
		{"verdict asked", "擅自公开他人照片，合法吗？", verdictAsked, (*Rendering).askedVerdict},
		{"asked alone", "小区安装摄像头，是否侵犯隐私？", askedWhether, (*Rendering).askedAlone},
		{"said so", "人脸信息被盗用？法院这样判", saidSo, (*Rendering).saidSo},
		{"of a gang", "警方追踪贩卖个人信息团伙", ofGangs, (*Rendering).ofGang},
		{"when it ends", "骚扰电话何时休", atLast, (*Rendering).endsWhen},
		{"cases handled", "互联网法院审理涉人工智能案件", handling, (*Rendering).casesTried},
		{"leak of so many", "韩国逾2000万用户信息遭泄露", leakOfMany, (*Rendering).leakedMany},
		{"unlawful", "擅自将客户照片用于广告构成侵权", found, (*Rendering).unlawful},
		{"unlawful in a place", "在业主群发布他人照片构成侵权", foundIn, (*Rendering).unlawfulIn},
		{"persisting", "App违规收集个人信息屡禁不止", goingOn, (*Rendering).persisting},
		{"reported on", "中消协点评扫码点餐过度收集个人信息问题", reportedBy, (*Rendering).reportedOn},
		{"reported that", "媒体曝光多款手表可被监听", tellsThat, (*Rendering).reportedThat},
		{"stirring", "教师擅自公布成绩引发争议", stirs, (*Rendering).stirring},
		{"news about oneself", "比亚迪否认车主数据泄露", affirming, inOneBreath((*Rendering).affirmed)},
		{"flaw found", "某品牌路由器曝高危漏洞", flawIn, inOneBreath((*Rendering).flawFound)},
		{"blamed at once", "大模型上线未备案被下架", atOnce, inOneBreath((*Rendering).blamedAtOnce)},
		{"hard to have", "会员注销难", hard, inOneBreath((*Rendering).hardToHave)},
		{"suit", "业主起诉物业胜诉", suing, (*Rendering).sued},
		{"handed", "不得将人脸信息用于训练算法", handing, (*Rendering).handed},
		{"never to", "请勿向陌生人透露验证码", neverTo, (*Rendering).toldNobody},
		{"before a deed", "出售旧手机前请清除个人信息", beforehand, (*Rendering).advised},
		{"called for", "专家呼吁为儿童设立标准", calledFor, (*Rendering).calledFor},
		{"how it came about", "信息是怎么泄露的", cameAbout, (*Rendering).cameAbout},
		{"by whom", "你的人脸信息被谁拿走", takenByWhom, (*Rendering).takenByWhom},
		{"judged deed", "爬取公开数据的行为合法", judgedDeed, (*Rendering).judged},
		{"told to tell whether", "欧盟要求谷歌披露其是否共享数据", tellsWhether, (*Rendering).tellsWhether},
		{"amounting to", "平台向外包公司提供简历构成侵权", towardAll, (*Rendering).amountsTo},
		{"at an instance", "一审判决平台停止爬取", atInstance, (*Rendering).atInstance},
		{"after what befell him", "某平台被约谈后整改", befell, (*Rendering).afterBeing},
		{"befallen twice", "学校网站被黑后遭处罚", befellTwice, (*Rendering).befellTwice},
		{"what befell them", "未经同意发布照片，被判公开道歉并赔偿1元", befellThose, (*Rendering).befellThem},
		{"gone where", "你的行车数据去哪儿了", goneWhere, (*Rendering).goneWhere},
		{"punished for", "收受好处费被判刑", deedThenFate, (*Rendering).punishedFor},
		{"careful", "连接免费Wi-Fi需谨慎", careful, (*Rendering).careful},
		{"record", "创GDPR罚款纪录", recordSet, (*Rendering).recordSet},
		{"reason", "某银行被罚50万元，因客户信息保护不到位", reasonAlone, (*Rendering).reasonAlone},
		{"with what came of it", "某银行遭黑客攻击致客户信息外泄", cameOfIt, (*Rendering).cameOfIt},
		{"found there", "酒店房间发现针孔摄像头", foundThere, inOneBreath((*Rendering).foundThere)},
		{"in order to", "意大利封禁DeepSeek，以保护用户数据", inOrderTo, (*Rendering).inOrderTo},
		{"alleging", "美国13州起诉TikTok，称其损害青少年心理健康", alleging, (*Rendering).alleging},
		{"befallen at an instance", "辅警出售公民信息，一审被判三年六个月", befallenAt, (*Rendering).befallenAt},
		{"in fields", "教育、医疗等领域存在过度收集个人信息问题", inFields, (*Rendering).inFields},
		{"rule that bids", "参议院通过法案要求平台删除数据", ruleBids, (*Rendering).ruleBids},
		{"found doing", "16款App存在违规收集个人信息问题", foundDoing, (*Rendering).foundDoing},
	}
}

// saidSo ends with the word for what the article says, of somebody.
var saidSo = pattern.MustCompile(`^([^，：；《》]{1,16}?)(?:是?这样|是?这么|如此)(` + pattern.AnyKey(sayings) + `|` + pattern.AnyKey(doings) + `)(?:的)?$`)

// sayings are the verbs of what somebody says, doings of how he did it, in the past.
var (
	sayings = map[string]string{"说": "say", "看": "say", "规定": "provide", "建议": "suggest", "提醒": "advise", "提示": "advise", "回答": "say", "答": "say", "解答": "say", "支招": "advise"}
	doings  = map[string]string{"判": "Ruled", "判决": "Ruled", "认定": "Ruled", "裁定": "Ruled", "回应": "Responded", "解释": "Explained It", "做": "Did It", "处理": "Handled It", "处罚": "Punished It"}
)

func (r *Rendering) saidSo(m []string) (string, bool) {
	t := r.Segment(m[1])
	if len(t) == 0 || slices.ContainsFunc(t, token.Token.Deed) {
		return "", false
	}
	who := definite(r.Thing(t))
	if did := doings[m[2]]; did != "" {
		return "How " + who + " " + did, true
	}
	return "What " + who + " " + english.InflectFor(sayings[m[2]], who), true
}

// ofGangs is what befell a gang that is told by its deeds alone, which reads as those
// deeds befalling it.
var ofGangs = pattern.MustCompile(`^([^，、的]{2,16}?(?:打击|追踪|抓获|抓捕|跨省抓捕|捣毁|打掉|端掉|锁定|追查|逮捕|拘捕|起诉))((?:侵犯|贩卖|出售|倒卖|买卖|窃取|盗取|盗卖|泄露|非法\p{Han}{2})[^，、的]{2,20}?)((?:犯罪|黑产|不法)?(?:团伙|集团))$`)

// ruleBids is a rule that somebody makes, with what it has others do or not do.
var ruleBids = pattern.MustCompile(`^([^，：；《》的]{2,16}?)((?:拟|将|正式)?(?:通过|出台|签署|颁布|公布|推出|提出|批准))([^，：；《》的]{0,8}?(?:法案|法律|条例|法规|行政令|行政命令|总统令|规定|新规|决议|提案|法令))((?:禁止|严禁|要求|强制|授权|允许)[^，：；《》]{3,40})$`)

func (r *Rendering) ruleBids(m []string) (string, bool) {
	does := r.Act(m[4])
	return r.Clause(m[1]+m[2]+m[3]) + " " + does, gerundFirst.MatchString(does)
}

func (r *Rendering) ofGang(m []string) (string, bool) {
	return r.Clause(m[1] + m[2] + "的" + m[3]), !r.Inside
}

// atLast asks when a nuisance ends.
var atLast = pattern.MustCompile(`^([^，：；《》]{2,24}?)(?:何时|何日)(?:才)?(?:能)?(?:够)?(?:休|了|止|终|到头|终结|了结|停止|停|消停|是个头)$`)

func (r *Rendering) endsWhen(m []string) (string, bool) {
	what := r.Segment(m[1])
	if len(what) == 0 || asking[what[len(what)-1].ZH] {
		return "", false
	}
	return "When Will " + r.Thing(what) + " End", true
}

// casesTried is the work on cases that involve something, which headlines tell.
func (r *Rendering) casesTried(m []string) (string, bool) {
	if !strings.Contains(m[0], "涉") {
		return "", false
	}
	return r.handlingCases(m)
}

// calledFor is what somebody wants done for somebody.
var calledFor = pattern.MustCompile(`^([^，：；《》]{2,12}?)(` + pattern.AnyKey(calls) + `)为([^，：；《》、的]{2,20}?)((?:建立|设立|制定|设置|提供|开设|出台|增设|明确|留出)[^，：；《》]{2,24})$`)

// calls are the verbs of it in English.
var calls = map[string]string{"呼吁": "call for", "建议": "propose", "倡议": "propose", "主张": "propose"}

func (r *Rendering) calledFor(m []string) (string, bool) {
	by, whom, deed := r.Segment(m[1]), r.Segment(m[3]), r.Segment(m[4])
	if !Doer(by[len(by)-1]) || len(deed) < 2 || slices.ContainsFunc(whom, token.Token.Verb) {
		return "", false
	}
	who := r.Thing(by)
	return who + " " + english.InflectFor(calls[m[2]], who) + " " + r.deedOf(deed) + " for " + r.Thing(whom), true
}

// cameAbout asks how something was done.
var cameAbout = pattern.MustCompile(`^([^，、的]{2,16}?)是?(?:怎么|如何|怎样)(?:被)?(\p{Han}{2,4})的$`)

func (r *Rendering) cameAbout(m []string) (string, bool) {
	return r.asksOf("How", r.Segment(m[1]), r.Segment(m[2]))
}

// takenByWhom asks who did it.
var takenByWhom = pattern.MustCompile(`^([^，、的]{0,6}的?[^，、的]{2,16}?)被谁(\p{Han}{2,4})$`)

func (r *Rendering) takenByWhom(m []string) (string, bool) {
	verb := r.Segment(m[2])
	if len(verb) != 1 || english.Spaced(verb[0].Word.Base) {
		return "", false
	}
	return r.asksOf("By Whom", r.Segment(m[1]), verb)
}

// asksOf is the question of how, or by whom, something was done.
func (r *Rendering) asksOf(question string, what, verb []token.Token) (string, bool) {
	if len(verb) != 1 || !verb[0].Deed() || len(what) == 0 || slices.ContainsFunc(what, token.Token.Deed) {
		return "", false
	}
	subject, was := r.Thing(what), " Was "
	if english.IsPlural(subject) {
		was = " Were "
	}
	return question + was + subject + " " + r.verb(&clause{passive: true, verb: verb[0]}, ""), true
}

// judgedDeed is a deed with what it is in law.
var judgedDeed = pattern.MustCompile(`^([^，：；《》的]{4,30}?)的?(?:行为|做法)(` + pattern.AnyKey(lawfulness) + `)$`)

// lawfulness is what it may be.
var lawfulness = map[string]string{
	"合法": "Is Lawful", "不违法": "Is Not Unlawful", "违法": "Is Unlawful", "不合法": "Is Unlawful", "侵权": "Constitutes Infringement",
	"不侵权": "Does Not Constitute Infringement", "无效": "Is Void", "有效": "Is Valid", "构成侵权": "Constitutes Infringement",
	"不构成侵权": "Does Not Constitute Infringement", "属于违法": "Is Unlawful", "涉嫌违法": "Is Suspected of Being Unlawful", "不当": "Is Improper", "欠妥": "Is Improper", "不妥": "Is Improper", "不合规": "Is Not Compliant", "违规": "Violates Rules", "不合理": "Is Unreasonable", "合规": "Is Compliant",
}

func (r *Rendering) judged(m []string) (string, bool) {
	t := r.Segment(m[1])
	if len(t) < 2 || Modifies(t) {
		return "", false
	}
	if !t[0].Deed() {
		t = slices.Clone(t)
		if at := slices.IndexFunc(t, token.Token.Deed); at > 0 && Doer(t[at-1]) {
			t[at].Word.Kind = "verb" // which the word behind says
		}
		en, ok := r.Doing(t, true)
		return en + " " + lawfulness[m[2]], ok // TikTok收集儿童数据做法不当
	}
	return r.Act(m[1]) + " " + lawfulness[m[2]], true
}

// tellsWhether is what one is told to tell. What it is asked about is no question of the
// headline's.
var (
	tellsWhether = pattern.MustCompile(`^([^，：；是]{2,16}?)(` + pattern.AnyKey(bids) + `)([^，：；是]{2,16}?)(` + pattern.AnyKey(toTell) + `)其?是否([^，：；]{3,40})$`)
	bids         = map[string]string{"命令": "order", "责令": "order", "要求": "require", "敦促": "urge", "促请": "urge", "呼吁": "urge"}
	toTell       = map[string]string{"披露": "Disclose", "公开": "Disclose", "说明": "Explain", "解释": "Explain", "报告": "Report", "澄清": "Clarify", "告知": "Say"}
	gerundFirst  = pattern.MustCompile(`^(?:[A-Za-z]+ly )?[A-Za-z]+ing\b`)
)

func (r *Rendering) tellsWhether(m []string) (string, bool) {
	who, whom := r.Segment(m[1]), r.Segment(m[3])
	deed := r.Act(m[5])
	if !Doer(who[len(who)-1]) || !Doer(whom[len(whom)-1]) || !gerundFirst.MatchString(deed) {
		return "", false
	}
	by, of := r.Thing(who), r.Thing(whom)
	it := " Whether It Is "
	if english.IsPlural(of) {
		it = " Whether They Are "
	}
	return by + " " + english.InflectFor(bids[m[2]], by) + " " + of + " to " + toTell[m[4]] + it + deed, true
}

// towardAll is a deed toward somebody with what it amounts to.
var towardAll = pattern.MustCompile(`^.+向.+构成.+$`)

func (r *Rendering) amountsTo(m []string) (string, bool) {
	t := r.Segment(m[0])
	v := slices.IndexFunc(t, func(x token.Token) bool { return x.Verb() && (x.Is("构成") || x.Is("不构成")) })
	to := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("向") })
	if to < 1 || v < to+3 || v+1 >= len(t) || Modifies(t) || !Doer(t[to-1]) {
		return "", false
	}
	k := r.frontEnd(t[:v], to)
	if k < 0 || !giving[t[k].ZH] || k+1 >= v {
		return "", false
	}
	is := "Constitutes "
	if t[v].Is("不构成") {
		is = "Does Not Constitute "
	}
	return r.Thing(t[:to]) + " " + english.Inflect(t[k].Word.Base, english.Gerund) + " " + r.named(t[k+1:v], r.predicate) + " to " + r.Thing(t[to+1:k]) + " " + is + r.Thing(t[v+1:]), true
}

// atInstance is what a court decided, told by its instance alone.
var atInstance = pattern.MustCompile(`^([^，：；的一二终再]{0,12}?(?:法院|中院|高院|最高法))?(一审|二审|终审|再审)((?:判决|判令|认定|裁定|驳回|支持)[^，：；]{3,50})$`)

func (r *Rendering) atInstance(m []string) (string, bool) {
	return r.Clause(cmp.Or(m[1], "法院")+m[3]) + instances[m[2]], true
}

// befell is what befell somebody, told alone, or with what he did or left undone
// afterwards.
var befell = pattern.MustCompile(`^([^，、的]{0,20}?)被((?:责令|依法)?\p{Han}{2,4}?)(?:(后(?:仍|仍然|依然|还)?(?:不|未|拒不)|后)(?:立即|及时|即|已)?(整改|改正|下架|关停|道歉|上诉|申诉|整顿))?$`)

func (r *Rendering) afterBeing(m []string) (string, bool) {
	if m[1] != "" && m[3] == "" {
		return "", false
	}
	verb := r.Segment(m[2])
	if len(verb) != 1 || !verb[0].Deed() {
		return "", false
	}
	fate := passive(auxiliary{}, verb[0].Word.Base, verb[0].ZH, "", false)
	next := r.Segment(m[4])
	if m[3] == "" {
		return fate, m[1] == ""
	}
	if len(next) != 1 || !next[0].Deed() {
		return "", false
	}
	did := english.Inflect(next[0].Word.Base, english.Gerund)
	if m[3] != "后" {
		did = "Failing to " + next[0].Word.Base
	}
	return strings.TrimSpace(r.Thing(r.Segment(m[1])) + " " + did + " After Being " + fate), true
}

// befellTwice is what befell somebody after something else had.
var befellTwice = pattern.MustCompile(`^([^，：；。《》 的因]{3,20}?[被遭](?:黑|黑客(?:攻击|入侵)|网络攻击|攻击|入侵|篡改|挂马|植入木马|盗用|勒索|曝光|举报|投诉))后[被遭]((?:行政|公安机关|网信部门|网信办|工信部|监管部门|法院|警方|依法)?(?:处罚|罚款|罚|约谈|通报|查处|警告|立案调查|起诉|下架))$`)

func (r *Rendering) befellTwice(m []string) (string, bool) {
	if r.Inside {
		return "", false
	}
	fate, ok := r.fateOf("被" + m[2])
	return r.Clause(m[1]) + ", Then " + fate, ok
}

// goneWhere asks what became of something.
var goneWhere = pattern.MustCompile(`^([^，：；。《》 ]{2,16}?)(?:都)?(?:去了?哪儿?里?|去哪儿?里?了|流向了?哪儿?里?)$`)

func (r *Rendering) goneWhere(m []string) (string, bool) {
	en := r.Thing(r.Segment(m[1]))
	return "Where " + english.Capital(have(english.IsPlural(en))) + " " + en + " Gone", true
}

// careful is what one should be careful with.
var careful = pattern.MustCompile(`^([^，、的]{3,20}?)(?:须|需|要|应|务必|必须|请)(?:保持)?(?:谨慎|慎重|当心|小心|警惕)$`)

func (r *Rendering) careful(m []string) (string, bool) {
	t := r.Segment(m[1])
	if len(t) < 2 || !t[0].Verb() {
		return "", false
	}
	return r.deedOf(t) + " Requires Caution", true
}

// recordSet is what somebody or something sets a record of.
var (
	recordSet  = pattern.MustCompile(`^(?:创下?|刷新|打破|再创)([^，：；。 ]{2,20}?)(` + pattern.AnyKey(recordsSet) + `)$`)
	recordsSet = map[string]string{"纪录": "Setting a Record", "新纪录": "Setting a New Record", "新高": "Setting a New High", "历史新高": "Setting an All-time High", "最高纪录": "Setting a Record"}
)

func (r *Rendering) recordSet(m []string) (string, bool) {
	t := r.Segment(m[1])
	if !plainThing(t) {
		return "", false
	}
	return recordsSet[m[2]] + " for " + english.Plural(r.Thing(t)), true
}

// reasonAlone is why something befell somebody, in a clause of its own.
var (
	reasonAlone = pattern.MustCompile(`^(因|由于)(.+)$`)
	reasons     = map[string]string{"因": "For ", "由于": "Due to "}
)

func (r *Rendering) reasonAlone(m []string) (string, bool) {
	if t := r.Segment(m[2]); len(t) > 2 && strings.HasSuffix(beforeDeed[t[0].ZH], " to") && t[1].Deed() {
		return reasons[m[1]] + r.Act(m[2]), true // 因拒绝提供密码
	}
	if en, ok := r.unmended(m[2], nil); ok {
		return reasons[m[1]] + en, true
	}
	if !amiss.MatchString(m[2]) || !plainThing(r.Segment(m[2])[:1]) {
		return "", false
	}
	return reasons[m[1]] + r.Act(m[2]), true
}

// cameOfIt is what befell somebody, with what came of that.
var cameOfIt = pattern.MustCompile(`^([^，：；《》因的 ]{2,30}?[遭被受][^，：；《》的 ]{2,14}?)(?:致使|导致|致)([^，：；《》 ]{4,30}?(?:外泄|泄露|泄漏|瘫痪|中断|停摆|停运|停产|停飞|暴露|受损|被盗|丢失))$`)

func (r *Rendering) cameOfIt(m []string) (string, bool) {
	if r.Inside || r.aside {
		return "", false
	}
	n, t := len(r.Unknown), r.Segment(m[2])
	if len(t) < 2 {
		return "", false
	}
	last := t[len(t)-1]
	if last.Kind != token.Known || !last.Deed() || !plainThing(t[:len(t)-1]) {
		return "", false
	}
	noun := last.DeedNoun()
	if noun == "" {
		return "", false
	}
	what := r.Thing(t[:len(t)-1])
	en := r.Clause(m[1]) + ", Causing " + noun + " of " + what
	return en, len(r.Unknown) == n
}

// foundThere is what was found where nobody is who found it.
var foundThere = pattern.MustCompile(`^([^，：；《》被的 ]{0,12}?(?:房间|房内|卧室|厕所|卫生间|试衣间|更衣室|浴室|宿舍|出租屋|家中|车内|客房|包间))(?:内|里)?(?:被)?(?:发现|惊现|查出|藏有)([^，：；《》 ]{2,16}?(?:摄像头|设备|装置|窃听器|镜头))$`)

func (r *Rendering) foundThere(m []string) (string, bool) {
	where, what := r.Segment(m[1]), r.Segment(m[2])
	if len(where) == 0 || len(what) == 0 || !plainThing(where) || !plainThing(what) {
		return "", false
	}
	return r.Thing(what) + " Found in " + r.Thing(where), true
}

// inOrderTo is what the clause before was done for.
var inOrderTo = pattern.MustCompile(`^以((?:便|求|期)?\p{Han}{2,4}[^，：；《》]{2,30})$`)

func (r *Rendering) inOrderTo(m []string) (string, bool) {
	t := r.Segment(strings.TrimLeft(m[1], "便求期"))
	if r.Inside || r.aside || len(t) < 2 || !t[0].Deed() || !intents[t[0].ZH] || Modifies(t[:2]) {
		return "", false
	}
	return "to " + strings.TrimSuffix(t[0].Word.Base, english.TailOf(t[0].Word.Base)) + " " + r.named(t[1:], r.predicate) + english.TailOf(t[0].Word.Base), true
}

// intents are the verbs of it.
var intents = lexicon.Set("保护 防止 避免 应对 遏制 打击 加强 确保 满足 维护 促进 推动 减少 降低 换取 规避 阻止 配合 提高 提升 保障 遵守 符合 支持 获取 限制 防范 解决 改善 逃避 掩盖 训练 限制 禁止 扩大 吸引 安抚 回应 推进 强化 实现 缓解 预防 保证 抵御 追踪 骗取 牟取 谋取 换取 赢得 争取")

// alleging is what somebody says of whom he acts against.
var alleging = pattern.MustCompile(`^(?:指控|指责|指|称|控)其([^，：；《》的]{4,40})$`)

func (r *Rendering) alleging(m []string) (string, bool) {
	t := r.Segment(m[1])
	at := slices.IndexFunc(t, token.Token.Deed)
	if r.Inside || r.aside || at < 0 || at+1 >= len(t) || slices.ContainsFunc(t[:at], func(x token.Token) bool { return x.Kind != token.Known || x.Word.Kind != "adverb" || x.Word.After }) {
		return "", false
	}
	n := len(r.Unknown)
	c := clause{verb: t[at], object: t[at+1:]}
	lead := strings.Join(r.adverbs(t[:at]), " ")
	en := strings.TrimSpace(lead + " " + english.Inflect(bareVerb(c.verb, c.object), english.Third) + " " + r.complement(c) + english.TailOf(c.verb.Word.Base))
	return "Alleging It " + en, len(r.Unknown) == n
}

// befallenAt is what befell whom the clause before told of, by the instance it befell him at.
var befallenAt = pattern.MustCompile(`^(一审|二审|终审|再审)((?:被判|获刑|被罚|被处)[^，：；《》]{1,30})$`)

func (r *Rendering) befallenAt(m []string) (string, bool) {
	if r.Inside || r.aside {
		return "", false
	}
	fate := r.Clause(m[2])
	return fate + instances[m[1]], fate != ""
}

// inFields is what is done in fields, which do nothing themselves.
var inFields = pattern.MustCompile(`^([^，：；《》在]{2,24}?等(?:领域|行业|场景|环节))(存在)?([^，：；《》、]{4,40}?)(?:的)?(?:违法|违规)?(?:行为|问题|情况|情形|现象|乱象)?$`)

func (r *Rendering) inFields(m []string) (string, bool) {
	t := r.Segment(m[3])
	if len(t) < 2 || !t[0].Deed() && !((illegally[t[0].ZH] != "" || t[0].Word.Kind == "adverb") && t[1].Deed()) || Modifies(t) || !t[len(t)-1].Word.Nominal() || bears(t) {
		return "", false
	}
	in := " in "
	if m[2] != "" {
		in = " Found in "
	}
	return r.Act(m[3]) + in + strings.TrimPrefix(r.nouns(r.Segment(m[1])), "the "), true
}

// foundDoing is one in whom a deed was found.
var foundDoing = pattern.MustCompile(`^([^，：；《》]{2,24}?)存在([^，：；《》、]{4,40}?)(?:的)?(?:违法|违规)?(?:行为|问题|情况|情形)$`)

func (r *Rendering) foundDoing(m []string) (string, bool) {
	who, t := r.Segment(m[1]), r.Segment(m[2])
	if len(t) == 1 && selfContained(t[0].Word.Base) && Doer(who[len(who)-1]) {
		return r.Thing(who) + " Found " + english.Inflect(t[0].Word.Base, english.Gerund), true // 存在违规收集个人信息情况
	}
	if len(t) < 2 || !(t[0].Deed() && (t[0].Verb() || illegally[t[0].ZH] != "")) && !(t[0].Word.Kind == "adverb" && t[1].Deed()) || Modifies(t[1:]) {
		return "", false
	}
	by, deed, ok := r.DoerAndDeed(r.Segment(m[1]+m[2]), true)
	return by + " Found " + deed, ok
}
