package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// sentence renders a headline's clause: subject, adverbs, verb, object.
func (r *Rendering) sentence(t []token.Token) (string, bool) {
	if len(t) > 2 && (t[0].Kind == token.Date || t[0].Word.Kind == "adverb") && strings.HasPrefix(t[0].EN, "by ") && t[1].Verb() && !t[1].Befallen() {
		return "to " + t[1].Word.Base + " " + r.named(t[2:], r.predicate) + " " + t[0].EN, true // 到2026年建成10个数据集
	}
	c, ok := r.ClauseOf(t)
	if !ok {
		return "", false
	}
	return r.say(c), true
}

// ClauseOf takes a clause apart; false where the tokens are no sentence.
func (r *Rendering) ClauseOf(t []token.Token) (clause, bool) {
	if !r.aside {
		if lead := leadTime(t); lead > 0 && lead < len(t) {
			if c, ok := r.ClauseOf(t[lead:]); ok {
				if publishes[c.verb.ZH] && !sinceWhen.MatchString(t[lead-1].EN) {
					c.subject = t[:lead+len(c.subject)] // 11月我国出口数据发布: of the month
					return c, true
				}
				c.adverbs = append(slices.Clone(t[:lead]), c.adverbs...)
				return c, true
			}
			return tallied(t, lead)
		}
		if c, ok := r.parse(t); ok {
			return c, true
		}
	}
	if end := len(t) - 1; end > 0 && eventive[t[end].ZH] && !r.Inside && r.finite(t, end) {
		return taken(t, end), true
	}
	at := slices.IndexFunc(t, func(x token.Token) bool { return x.Verb() || x.Kind == token.Known && x.Word.Base != "" })
	for at > 0 && at < len(t) {
		if r.finite(t, at) {
			return taken(t, at), true
		}
		next := slices.IndexFunc(t[at+1:], func(x token.Token) bool { return x.Verb() || x.Kind == token.Known && x.Word.Base != "" })
		if next < 0 || t[at].Verb() {
			break
		}
		at += 1 + next
	}
	return clause{}, false
}

// subject is where the subject before the adverbs of the verb at ends.
func subject(t []token.Token, at int) int {
	for at > 0 {
		switch last := t[at-1]; {
		case last.Kind == token.Known && (last.Word.Kind == "adverb" || timeNouns[last.ZH] != "" && at > 1), last.Kind == token.Date && at > 1:
			at--
		case at > 2 && last.Kind == token.Known && (last.Word.Kind == "place" || last.Word.Kind == "noun") && t[at-2].Is("在"):
			at -= 2
		default:
			return at
		}
	}
	return at
}

// person reports one who does what the verb behind tells, alone or as several: 程序员植入代码.
func person(t token.Token) bool {
	return t.Kind == token.Number && t.Noun == "People" || t.Kind == token.Known && (people[t.ZH] || personal.MatchString(t.ZH))
}

// personal ends who is no body: somebody of a trade, an age or a family.
var personal = pattern.MustCompile(`(?:员|人|者|生|师|男子|女子|记者|警|官|客|主|哥|夫|妻|儿|友|长|民|汉|爷|妈|手|户|黑客|内鬼)$`)

// handsOn verbs are done to systems, sites and software, which bear no other deed then.
var handsOn = lexicon.Set("攻击 入侵 侵入 破坏 瘫痪 黑进 搭建 开发 制作 运营 架设 登录 破解 关停 投诉 举报 仿冒")

// spying verbs name what somebody is sued over, in front of the word for that.
var spying = lexicon.Set("窃听 监听 追踪 跟踪 监控 抓取 爬取 偷拍 收集 采集 泄露 盗用 窃取 偷录")

// titled is what stands in front of a name to say whose it is: 电信巨头Lumen.
var titled = pattern.MustCompile(`(?:巨头|公司|平台|企业|集团|品牌|应用|厂商|软件|大厂|组织|团伙|网站|车企|银行|机构|运营商)$`)

// bidden reports one who may be told to do the first deed that follows, whatever tells of him.
func bidden(t []token.Token) bool {
	at := slices.IndexFunc(t, token.Token.Deed)
	return Doer(t[0]) || at > 0 && Doer(t[at-1])
}

// telling are deeds that are done about a case.
var telling = lexicon.Set("解读 发布 举办 会见 公开 叫停 走进 新增 查询 使用 利用")

// bears reports a noun at the end that has all before it tell of itself: 泄露信息案.
func bears(t []token.Token) bool {
	last := t[len(t)-1].ZH
	if owned[last] {
		return false
	}
	return carriers[last] || woes[last] || crimes[last] || bearing.MatchString(last)
}

var bearing = pattern.MustCompile(`(?:案|案件|案例|事件|通知|公告|指南|行动|活动|机制|办法|规定|条例|犯罪|罪|书|纠纷|骗局|链|专项|系统|工程|计划|项目|方案|报告|名单|服务|产品|功能|工作)$`)

// listing verbs have a sentence's subject when what they govern is counted.
var listing = lexicon.Set("下架 约谈 通报 罚款 处罚 曝光 处置 查处 下线 点名")

// PutsOut reports a verb whose subject may be a place.
func PutsOut(t token.Token) bool { return publishes[t.ZH] }

// publishes are verbs whose subject may be a place: 上海发布数据条例.
var publishes = lexicon.Set("发布 公布 印发 出台 启动 推出 通报")

// actors are nouns that act in headlines.
var actors = lexicon.Set(`总统 总理 首相 部长 议员 州长 市长 总裁 创始人 发言人 总检察长 美国州 晚会 两国 当局 国会 参议院 众议院 我国 海关 三地 两地 各地 多地 负责人 应用商店 全国法院 网信系统 谷歌 苹果 微软
	亚马逊 特斯拉 微信 支付宝 抖音 小红书 微博 百度 腾讯 阿里巴巴 华为 小米 字节跳动 滴滴 美团 京东 拼多多 携程 快手 三星
	本田 高德 会议 常务会议 全体会议 国务院常务会议 物业 用户 消费者 银行 医院 学校 平台企业 网站 警方 检察机关 公安机关
	法院 检察院 网警 公安 部门 企业 运营商 代表团 专家 民警 工作组 平台 监管部门 监管机构 两部门 多部门 委员会 协会
	市场监管部门`)

// eventive verbs end headlines: 大会召开, 条例施行.
var eventive = lexicon.Set(`三读通过 难取消 难注销 难删除 难维权 难落地 层出不穷 防不胜防 愈演愈烈 屡见不鲜 无处不在 无孔不入 刻不容缓 势在必行 触目惊心 尘埃落定 受理 正式受理 互认 告破 频发 加快推进 频生 上路 任重道远 来了 引关注 引发关注 受关注 加速落地 加剧 终审宣判 适用 颁发 推行 全面推行 生效
	正式生效 落地见效 见效 提请审议 完成 启用 开庭 提上日程 提上议程 到期 届满 扩容 公开宣判 一审宣判 二审宣判 取得 召开
	举行 举办 启动 发布 公布 施行 起施行 今起施行 正式施行 实施 开幕 闭幕 成立 揭牌 揭牌成立 正式揭牌成立 正式成立 上线
	正式上线 正式发布 正式启动 对外发布 揭晓 落幕 收官 开通 开业 出台 印发 通过 获批 宣判 通过备案 完成备案 落地 亮相 签约
	开班 增长 同比增长 下降 上涨 突破 获通过 投用 试运行 升级 发布实施 获批发布 正式印发 正式实施 进入 达成`)

// active verbs keep their active form at the end of a headline.
var active = lexicon.Set("cooperate keep worsen occur have arrive attract gather intensify apply take go come open close appear conclude grow fall rise begin start enter be sign end pass obtain exceed arrive")

// leadTime counts the tokens in front that tell when. A year may belong to the name
// of what follows: 2024年国家网络安全宣传周.
func leadTime(t []token.Token) int {
	n := 0
	for n < len(t) && when(t[n]) {
		n++
	}
	if n == 1 && n < len(t) && len(t[0].EN) == len("2024") && t[0].Kind == token.Date {
		if x := t[1]; x.Kind != token.Known || x.Word.Kind != "org" && !x.Is("我国") && !x.Is("全国") && !(x.Is("网信系统") && len(t) > 3 && t[2].Deed()) && !(x.Deed() && achieved[x.ZH] && len(t) > 3 && t[len(t)-1].Kind == token.Number) {
			return 0
		}
	}
	return n
}

// sinceWhen is a date with a preposition, which goes with the verb.
var sinceWhen = pattern.MustCompile(`^(?:from|since|by) `)

// tallied is what was done in a time with so many, by nobody who is named:
// 去年查处案件7000余起.
func tallied(t []token.Token, lead int) (clause, bool) {
	told := t[:lead]
	for lead+1 < len(t) && t[lead].Kind == token.Known && t[lead].Word.Kind == "adverb" {
		lead++
		told = t[:lead]
	}
	verb, last := t[lead], t[len(t)-1]
	if lead+1 == len(t) && (verb.Done() || verb.Verb() && eventive[verb.ZH]) {
		return clause{adverbs: told, verb: verb}, true // 明年起施行
	}
	if !verb.Deed() || last.Kind != token.Number || len(t)-lead < 3 || !sentencing[verb.ZH] && slices.ContainsFunc(t[lead+1:], token.Token.Verb) {
		return clause{}, false
	}
	return clause{adverbs: told, verb: verb, object: t[lead+1:], passive: true}, true
}

// taken takes apart a clause whose verb is at.
func taken(t []token.Token, at int) clause {
	n := subject(t, at)
	return clause{subject: t[:n], adverbs: t[n:at], verb: t[at], object: t[at+1:]}
}

// predicate renders what follows the verb of a sentence: a second verb tells
// the purpose of the first.
func (r *Rendering) predicate(t []token.Token) string {
	if slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Comma }) {
		if en, ok := r.acts(Text(t)); ok {
			return en
		}
	}
	if en, ok := r.several(t); ok {
		return en
	}
	if en, ok := r.countedFor(t); ok {
		return en // 披露人工智能五大安全风险
	}
	if len(t) > 0 && strings.HasPrefix(t[0].ZH, "《") {
		return theDocument(r.nouns(t))
	}
	if slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") || x.Word.Post || x.Is("用") }) {
		return r.nouns(t)
	}
	if en, ok := r.carried(t); ok {
		return en
	}
	if en, ok := r.sortedLast(t); ok {
		return en
	}
	if inPeriod(t) {
		return r.predicate(t[1:]) + " in " + t[0].EN
	}
	if inPart(t) {
		return r.predicate(t[1:]) + " " + timeNouns[t[0].ZH]
	}
	l := line{r: r, t: t, purpose: true}
	return l.text()
}

// theDocument gives the name of a document its article, which one of several has not.
func theDocument(en string) string {
	if strings.HasPrefix(en, "Several ") {
		return en
	}
	return "the " + en
}

// Doing renders a deed with its doer: "Hospitals Leaking Patients' Information";
// anyone may be the doer where a deed is sure to be told.
func (r *Rendering) Doing(t []token.Token, anyone bool) (string, bool) {
	who, deed, ok := r.DoerAndDeed(t, anyone)
	return who + " " + deed, ok
}

// DoerAndDeed is doing in two.
func (r *Rendering) DoerAndDeed(t []token.Token, anyone bool) (who, deed string, ok bool) {
	if Modifies(t) || slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("对") || anyone && x.Word.Post }) {
		return "", "", false
	}
	if i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("前") || x.Is("后") }); i > 1 && i+2 < len(t) && t[i-1].Deed() && t[i+1].Deed() && selfContained(t[i-1].Word.Base) {
		who, deed, ok = r.DoerAndDeed(slices.Concat(t[:i-1], t[i+1:]), anyone)
		when := map[bool]string{true: " Before ", false: " After "}[t[i].Is("前")]
		return who, deed + when + english.Inflect(t[i-1].Word.Base, english.Gerund), ok // 离职前拷贝数据库
	}
	if who, deed, ok := r.dealing(t); ok {
		return who, deed, true
	}
	t = r.takenLast(t)
	n, at := DoerAt(t, anyone)
	if at < 0 {
		return "", "", false
	}
	form, aim := english.Gerund, ""
	if last := len(t) - 1; last > at+1 && forSale[t[last].ZH] != "" && (t[last].Verb() || t[last].Is("催收")) && t[last-1].Kind == token.Known && t[last-1].Word.Nominal() {
		t, aim = t[:last], forSale[t[last].ZH] // 拍摄面单出售
	}
	who = r.Thing(t[:n])
	var words []string
	how := FailsIn(t[n:at])
	if how != nil {
		words = append(words, how.lead)
		form = func(v string) string { return v }
	}
	words = append(words, r.adverbs(t[n:at])...)
	if at+1 < len(t) && t[at+1].Kind == token.Comma {
		verb, object := compound(t[at], t[at+1:])
		t = slices.Concat(t[:at], []token.Token{verb}, object)
	}
	if to := beforeDeed[t[at].ZH]; strings.HasSuffix(to, " to") && at+2 < len(t) && t[at+1].Deed() {
		second := t[at+1]
		second.Word.Base = to + " " + second.Word.Base // 银行拒绝删除信息
		t = slices.Concat(t[:at], []token.Token{second}, t[at+2:])
	}
	base := t[at].Word.Base
	tail := english.TailOf(base)
	if at+1 < len(t) && t[at+1].Verb() && english.Spaced(base) && deeds[t[at+1].ZH] {
		base = base[:strings.LastIndexByte(base, ' ')] // 与员工勾结倒卖信息
	}
	words = append(words, english.Inflect(strings.TrimSuffix(base, tail), form))
	if at+1 < len(t) {
		object, ok := r.measure(t[at+1:])
		if !ok {
			of := line{r: r, t: t[at+1:], begun: true, purpose: true}
			object = of.text()
		}
		if strings.HasPrefix(t[at+1].ZH, "《") {
			object = "the " + strings.TrimPrefix(object, "the ")
		}
		words = append(words, definite(object))
	}
	words = append(words, strings.TrimSpace(tail), aim)
	if how != nil {
		words = append(words, how.tail)
	}
	manner := slices.DeleteFunc(slices.Clone(t[n:at]), func(x token.Token) bool { _, not := fails[x.ZH]; return not })
	words = append(words, r.rest(clause{adverbs: manner})...)
	return who, strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "), true
}

// dealing is doerAndDeed where the deed has in front whom it is done to or with:
// 跨境电商平台向境外提供用户数据 is "Cross-border E-commerce Platforms", "Providing User Data
// Overseas".
func (r *Rendering) dealing(t []token.Token) (who, deed string, ok bool) {
	for n := 1; n+2 < len(t) && !t[n-1].Deed() && prepositions[t[n-1].ZH] == ""; n++ {
		if !acting(t[n-1]) || acting(t[n]) {
			continue
		}
		deed, ok := r.Try(func() (string, bool) { return r.told(t[n:]) })
		return r.Thing(t[:n]), deed, ok && slices.ContainsFunc(t[n:], func(x token.Token) bool { return prepositions[x.ZH] != "" })
	}
	return "", "", false
}

// forSale are verbs that tell what a deed in front of them was done for.
var forSale = map[string]string{
	"出售": "for Sale", "贩卖": "for Sale", "倒卖": "for Sale", "售卖": "for Sale", "转卖": "for Sale", "转售": "for Sale", "催收": "for Debt Collection",
}

// failure is how something was not done.
type failure struct{ lead, tail string }

// FailsIn is how something was not done, nil where it was.
func FailsIn(t []token.Token) *failure {
	for _, x := range t {
		if how, not := fails[x.ZH]; not {
			return &how
		}
	}
	return nil
}

// fails are words for it.
var fails = map[string]failure{
	"未": {"Failing to", ""}, "不": {"Failing to", ""}, "尚未": {"Failing to", ""}, "未能": {"Failing to", ""}, "未有": {"Failing to", ""},
	"未按规定": {"Failing to", "as Required"}, "未按要求": {"Failing to", "as Required"}, "未依法": {"Failing to", "as Required by Law"},
	"未按期": {"Failing to", "in Time"}, "未按时": {"Failing to", "in Time"}, "未及时": {"Failing to", "Promptly"}, "拒不": {"Refusing to", ""},
}

// agency is a deed with the one in front of it who may do it.
type agency struct {
	t      []token.Token
	n, at  int // where the name of the doer ends, and the deed
	anyone bool
}

func (d agency) deed() token.Token { return d.t[d.at] }
func (d agency) doer() token.Token { return d.t[d.n-1] }

// next is the token behind the deed, an empty one where none is.
func (d agency) next() token.Token { return token.Placed{In: d.t, I: d.at}.Next() }

// DoerAt is where the name of a doer ends and its deed stands; at is -1 where none is. Where
// anyone may do it, a name or thing that does not act in headlines is one too.
func DoerAt(t []token.Token, anyone bool) (n, at int) {
	for at := 1; at < len(t); at++ {
		if !t[at].Deed() {
			continue
		}
		d := agency{t: t, n: doerEnd(t, at), at: at, anyone: anyone}
		if d.complete() && d.n > 0 && d.told() && d.able() {
			return d.n, at
		}
	}
	return 0, -1
}

// doerEnd is where the name of who does the deed at may end: before its adverbs, and before
// a word that it was not done.
func doerEnd(t []token.Token, at int) int {
	n := at
	if _, not := fails[t[at-1].ZH]; not {
		n--
	}
	n = subject(t, n)
	if n > 0 && FailsIn(t[n-1:n]) != nil {
		n-- // 未有妥善保障
	}
	return n
}

// complete reports a deed that has something behind it, or needs nothing.
func (d agency) complete() bool {
	base := d.deed().Word.Base
	return d.at+1 < len(d.t) || selfContained(base) || FailsIn(d.t[d.at-1:d.at]) != nil && strings.Contains(base, " ")
}

// told reports a deed that is told of somebody, and no noun that belongs to his name.
func (d agency) told() bool {
	x := d.deed()
	if x.Verb() || d.n < d.at || selfContained(x.Word.Base) || strings.HasPrefix(x.Word.Base, "illegally ") {
		return true
	}
	if d.at != 1 {
		return false
	}
	one := d.t[0]
	return (one.Kind == token.Latin || acting(one)) && using[x.ZH] && slices.ContainsFunc(d.t[2:], token.Token.Verb) ||
		one.Kind == token.Latin && d.anyone && deeds[x.ZH] && len(d.t) > 2
}

// able reports one who may do such a deed.
func (d agency) able() bool {
	x, who := d.deed(), d.doer()
	switch {
	case strings.HasSuffix(who.ZH, "软件") && (deeds[x.ZH] || d.n < d.at && illegally[d.t[d.n].ZH] != ""):
		return true // 软件研发企业 is no doer
	case acting(who):
		return true
	case !d.anyone || english.Spaced(x.Word.Base):
		return false
	}
	named := who.Kind == token.Latin || who.Kind == token.Group || who.Kind == token.Known && who.Word.Nominal() && !who.Deed()
	next := d.next()
	return named && (next.Kind != token.Known || !abstract[next.ZH] || owned[next.ZH])
}

// acting reports one who may do something: a body, a person, so many people.
func acting(x token.Token) bool {
	return x.Kind == token.Number && x.Noun == "People" || x.Kind == token.Known && (x.Word.Kind == "org" || actors[x.ZH] || people[x.ZH] || doers.MatchString(x.ZH))
}

// DoesDeed reports one whose deed may be told in front: 未备案企业, 窃取信息团伙.
func DoesDeed(t token.Token) bool { return carriers[t.ZH] || doers.MatchString(t.ZH) }

// doers end nouns that may do something.
var doers = pattern.MustCompile(`(?:公司|企业|[车药央国民外]企|机构|机关|实验室|医院|学校|大学|学院|高校|银行|证券行|商行|平台|中介|酒店|宾馆|商家|人员|员工|专员|官员|警员|职员|雇员|店员|者|商|方|被告|原告|院|会|局|分行|支行|售楼处|售票处|办事处|营业部|中心|公署|部门|App|APP|单位|代表|委员|负责人|.组织|移动应用|应用程序|终端|群|群聊|设备|SDK|店|房|程序员|工程师|老板|分子|检察长|保护官|检察官|法官|夫妻二人|夫妻|情侣|持牌人|持有人|申请人|电商|关注国家|成员国|晚会|媒体|记者|高管|网红|辅警|协警|交警|刑警|民警|特警|狱警|警察|业主群|商户|摊主|职工|干部|快递员|业务员|操作员|管理员|服务员|营业员|推销员|前台|司机|骑手|内鬼|内鬼”|导医|护工|男子|女子|主播|博主|客服|老师|教师|医生|护士|经理|[店雇业车]主|房东|诊所|超市|商场|景区|餐厅|饭店|驾校|幼儿园|黑客|骗子|嫌疑人|被告人|团伙|村|站|馆|公司负责人|小程序|网站|先行区|示范区|市民|居民|学生|家长|老人|丈夫|妻子|前夫|前妻|男友|女友|邻居|室友|同学|同事|亲友|家人|父母|母亲|父亲|儿子|女儿|女孩|男孩|少年|小伙|老太|大爷|大妈|夫妇|保洁|保安|教练|主任|校长|园长|院长|行长|局长|团长|特工|间谍|网管|贩子|黄牛|水军|娱乐场|赌场|网友|租户|教授|学者|律师|院士|博士|股东|董事|手表|手环|眼镜|机器人|音箱)$`)

// Deed renders a deed as what someone is doing: "Selling X"; false when s begins
// with no verb.
func (r *Rendering) Deed(s string) (string, bool) {
	t := r.Segment(s)
	if len(t) > 2 && prepositions[t[0].ZH] != "" {
		return r.told(t)
	}
	if len(t) < 2 || !t[0].Verb() && (t[0].Kind != token.Known || t[0].Word.Kind != "adverb" || !t[1].Verb()) {
		return "", false
	}
	l := line{r: r, t: t, purpose: true}
	return l.text(), true
}

func (r *Rendering) adverbs(t []token.Token) []string {
	var out []string
	for _, x := range t {
		if x.Word.Kind == "adverb" && !x.Word.After {
			out = append(out, x.EN)
		}
	}
	return out
}
