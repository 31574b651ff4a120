package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// complements are the forms of an object that is more than a thing, in its clause.
var complements []form[clause]

func init() {
	complements = []form[clause]{
		{"tricked into", "老人被骗录入人脸信息", nil, (*Rendering).trickedInto},
		{"warned not to", "警方警告用户勿输入敏感信息", nil, (*Rendering).warnedNotTo},
		{"revised to", "日本修订《个人信息保护法》引入罚款", nil, (*Rendering).revisedTo},
		{"carrying", "天津下架5款拒绝整改的小程序", nil, (*Rendering).carrying},
		{"found to be", "北京互联网法院判决App强制收集信息侵权", nil, (*Rendering).foundToBe},
		{"caused to", "法院判令被告承担修复责任", nil, (*Rendering).causedTo},
		{"forced into", "物业不得强制业主刷脸", nil, (*Rendering).forcedInto},
		{"sued over", "消费者起诉打车平台大数据杀熟", nil, (*Rendering).suedOver},
		{"sentenced", "检察机关起诉侵害未成年人犯罪6万余人", nil, (*Rendering).sentenced},
		{"lasting", "规定实施两个月", nil, (*Rendering).lasting},
		{"said that", "法院认定简历属于个人信息", nil, (*Rendering).saidThat},
		{"accused of", "某公司被指控收集儿童信息", nil, (*Rendering).accusedOf},
		{"ordered to", "平台被要求删除违规信息", nil, (*Rendering).orderedTo},
		{"denied doing", "TikTok否认向境外传输数据", nil, (*Rendering).deniedDoing},
		{"denied of others", "Temu否认黑客窃取用户数据", nil, (*Rendering).deniedOfOthers},
		{"leak answered", "Meta回应语言AI工具泄露", nil, (*Rendering).leakAnswered},
		{"doing next", "微软停止收集用户数据", nil, (*Rendering).doingNext},
		{"object promoted", "湖北加快千兆城市建设", nil, (*Rendering).promotedTo},
		{"launched work", "会议部署电信网络运行安全和防汛保障", nil, (*Rendering).launchedWork},
		{"campaign on", "中央网信办开展优化营商网络环境专项行动", nil, (*Rendering).campaignOn},
		{"caught", "西安民警抓获贩卖户籍信息嫌疑人", nil, (*Rendering).caught},
		{"cases told of", "北京互联网法院通报涉人脸识别案件审理情况", nil, (*Rendering).casesHandled},
		{"practised on", "公安机关严查泄露信息行为", nil, (*Rendering).practisedOn},
		{"bill to", "澳大利亚通过全球首个禁止青少年使用社交媒体法案", nil, (*Rendering).billTo},
		{"concluded", "中国与东盟签署促进数据流动合作备忘录", nil, (*Rendering).concluded},
		{"practice", "公安机关严打内鬼泄露信息", nil, (*Rendering).practice},
		{"for a purpose", "三部门联合发文规范数据交易", nil, (*Rendering).forPurpose},
		{"white paper", "最高检发布检察机关依法惩治侵犯公民个人信息犯罪白皮书", nil, (*Rendering).whitePaper},
		{"misused to", "个人信息被冒用办理营业执照", nil, (*Rendering).misusedTo},
	}
}

// complement renders the object; one that does something itself is told so.
func (r *Rendering) complement(c clause) string {
	if len(c.object) == 0 {
		return "" // the verb's English has it already
	}
	if en, ok := shaped(r, complements, c); ok {
		return en
	}
	en := r.named(c.object, r.predicate)
	if strings.HasPrefix(en, "Important ") && (c.verb.Is("是") || c.verb.Is("成为")) && !english.IsPlural(en) {
		return "an " + en
	}
	return en
}

// whitePaper is a paper that is named after whose work it is on.
func (r *Rendering) whitePaper(c clause) (string, bool) {
	n := len(c.object) - 1
	if n < 3 || c.passive || !publishes[c.verb.ZH] || !paperEnd.MatchString(c.object[n].ZH) || !Doer(c.object[0]) || !slices.ContainsFunc(c.object, token.Token.Verb) {
		return "", false
	}
	return "the " + r.Untagged(Text(c.object)), true
}

// misused is what was taken to do something with it.
var misused = lexicon.Set("被盗用 被冒用 冒用 盗用 滥用 利用 借用")

// misusedTo is what that was: 被冒用注册公司.
func (r *Rendering) misusedTo(c clause) (string, bool) {
	if !c.passive || !misused[c.verb.ZH] || len(c.object) < 2 || !c.object[0].Deed() {
		return "", false
	}
	return "to " + c.object[0].Word.Base + " " + r.named(c.object[1:], r.predicate), true
}

// trickedInto is what somebody was brought to do: 被骗录入人脸信息.
func (r *Rendering) trickedInto(c clause) (string, bool) {
	if !tricked[c.verb.ZH] || !c.object[0].Deed() {
		return "", false
	}
	return "into " + english.Inflect(c.object[0].Word.Base, english.Gerund) + " " + r.named(c.object[1:], r.predicate), true
}

// tricked are verbs for it.
var tricked = lexicon.Set("被骗 被诱导 被诱骗 被迫 被胁迫")

// warnedNotTo is what somebody is warned against: 警告用户勿输入敏感信息.
func (r *Rendering) warnedNotTo(c clause) (string, bool) {
	if c.passive || !c.verb.Is("警告") && !c.verb.Is("告诫") || !slices.ContainsFunc(c.object, func(x token.Token) bool { return nevers[x.ZH] }) {
		return "", false
	}
	return r.Try(func() (string, bool) { return r.caused(c.object, "to") })
}

// revisedTo is what a document is written or changed to do: 修订《个人信息保护法》引入罚款.
func (r *Rendering) revisedTo(c clause) (string, bool) {
	t := c.object
	act := len(t) > 2 && t[0].Kind == token.Known && decree.MatchString(t[0].ZH)
	if c.passive || len(t) < 3 || !act && !strings.HasPrefix(t[0].ZH, "《") || !t[1].Verb() && !(act && t[1].Deed()) || !provided[t[1].ZH] || !writing[c.verb.ZH] || Modifies(t) || slices.ContainsFunc(t[2:], token.Token.Verb) && !(act && !slices.ContainsFunc(t[2:len(t)-1], token.Token.Verb)) {
		return "", false
	}
	if act {
		return "a " + english.Singular(t[0].EN) + " to " + t[1].Word.Base + " " + r.named(t[2:], r.predicate), true // 发布行政令限制数据外流
	}
	return "the " + t[0].EN + " to " + t[1].Word.Base + " " + r.named(t[2:], r.predicate), true
}

// decree ends the name of what is put out or signed to do something.
var decree = pattern.MustCompile(`(?:行政令|行政命令|法案|禁令|备忘录|公告|通告)$`)

// provided are what a document is written to do.
var provided = lexicon.Set("引入 增设 明确 规定 强化 扩大 提高 设立 增加 限制 禁止 规范 放宽 收紧 加强 完善 简化 取消 设定 降低 保护 打击 压实 细化 统一 填补 建立 赋予 推动 促进 鼓励 支持")

// writing verbs are what is done with documents.
var writing = lexicon.Set("签署 修订 修改 修正 制定 出台 发布 通过 提出 起草 拟定 颁布 公布")

func (r *Rendering) carrying(c clause) (string, bool) {
	en, ok := r.carried(c.object)
	return en, ok && !c.passive
}

func (r *Rendering) foundToBe(c clause) (string, bool) {
	if !reporting[c.verb.ZH] || c.verb.Is("指控") {
		return "", false
	}
	return r.verdict(c.object)
}

func (r *Rendering) causedTo(c clause) (string, bool) {
	link := causing[c.verb.ZH]
	if sanctions[c.verb.ZH] && !Modifies(c.object) {
		link = "for"
	}
	if link == "" || c.passive {
		return "", false
	}
	if n, i := len(c.object)-1, lastDoer(c.object); sanctions[c.verb.ZH] && n > i+1 && i >= 0 && illegally[c.object[n].ZH] != "" && !slices.ContainsFunc(c.object[i+1:n], token.Token.Verb) {
		return r.Thing(c.object[:i+1]) + " for " + english.Singular(r.Linear(c.object[i+1:n])) + " Violations", true // 处罚三家券商信息系统违规
	}
	if link == "for" {
		if who, deed, ok := r.DoerAndDeed(c.object, c.verb.Is("起诉") && (c.object[0].Kind == token.Latin || c.object[0].Kind == token.Known && c.object[0].Word.Kind == "org")); ok {
			return who + " for " + deed, true
		}
		if causing[c.verb.ZH] == "" {
			return "", false
		}
	}
	return r.Try(func() (string, bool) { return r.caused(c.object, link) })
}

// lastDoer is where the last of those who may act stands, -1 where none does.
func lastDoer(t []token.Token) int {
	for i, x := range slices.Backward(t) {
		if Doer(x) {
			return i
		}
	}
	return -1
}

// sanctions hit those who did something: 处罚某公司未经同意转移资料.
var sanctions = lexicon.Set("处罚 裁罚 开罚 重罚")

// forcedInto is what somebody is brought to: 强制用户授权.
func (r *Rendering) forcedInto(c clause) (string, bool) {
	t := c.object
	n := len(t) - 1
	if n < 1 || !c.verb.Is("强制") || t[n].Kind != token.Known || t[n].Deed() || !Doer(t[n-1]) {
		return "", false
	}
	return r.Thing(t[:n]) + " into " + t[n].EN, true
}

// suedOver is one who is sued, with what for: 起诉打车平台大数据杀熟.
func (r *Rendering) suedOver(c clause) (string, bool) {
	t := c.object
	i := slices.IndexFunc(t, Doer)
	if c.passive || !c.verb.Is("起诉") || i < 0 || i+1 == len(t) || !Chain(t[i+1:]) || slices.ContainsFunc(t[i+1:], Doer) {
		return "", false
	}
	return r.Thing(t[:i+1]) + " over " + r.Linear(t[i+1:]), true
}

// sentenced are so many for a crime: 起诉侵犯公民个人信息罪6800余人.
func (r *Rendering) sentenced(c clause) (string, bool) {
	t := c.object
	n := len(t) - 1
	if n < 1 || c.passive || !sentencing[c.verb.ZH] || t[n].Kind != token.Number || t[n].Noun != "People" || persons.MatchString(t[n-1].ZH) {
		return "", false
	}
	return t[n].EN + " People for " + r.Act(Text(t[:n])), true
}

// lasting is how long something is done: 保存五年.
func (r *Rendering) lasting(c clause) (string, bool) {
	t := c.object
	if len(t) != 1 || t[0].Kind != token.Number || !measuresOfTime[t[0].Noun] || english.Spaced(c.verb.Word.Base) {
		return "", false
	}
	return "for " + t[0].EN + " " + t[0].Noun, true
}

func (r *Rendering) saidThat(c clause) (string, bool) {
	if !reporting[c.verb.ZH] {
		return "", false
	}
	if says[c.verb.ZH] && !c.passive {
		return r.saidOfOneself(c.object)
	}
	if c.verb.Is("指控") {
		who, deed, ok := r.DoerAndDeed(c.object, true)
		return who + " of " + deed, ok && !c.passive // 指控某公司违反规则
	}
	if n, at := DoerAt(c.object, false); at > 0 && n == at && c.object[at].Verb() && !Modifies(c.object) {
		return "That " + r.say(taken(c.object, at)), true // 裁定雇主非法收集指纹
	}
	return r.sentence(c.object)
}

// saidOfOneself is what somebody says that he did or did not do: 表示未发现数据泄露.
func (r *Rendering) saidOfOneself(t []token.Token) (string, bool) {
	if en, ok := r.sentence(t); ok && Doer(t[0]) {
		return en, true
	}
	own, ok := r.predicateAt(t, 0)
	if !ok && t[0].Verb() && len(t) > 1 {
		own, ok = clause{verb: t[0], object: t[1:]}, true
	}
	if !ok || own.passive || len(own.object) == 0 && !selfContained(own.verb.Word.Base) {
		return "", false
	}
	return "It " + strings.Join(append([]string{r.verb(&own, "It")}, r.rest(own)...), " "), true
}

// says are verbs of what somebody tells of himself.
var says = lexicon.Set("表示 称 声称 透露 坚称 宣称")

func (r *Rendering) accusedOf(c clause) (string, bool) {
	t := c.object
	if !c.passive || !c.verb.Is("指控") || !t[0].Deed() && !(t[0].Kind == token.Known && t[0].Word.Kind == "adverb" && len(t) > 2 && t[1].Deed()) {
		return "", false
	}
	if !t[0].Deed() {
		lead := strings.Join(r.adverbs(t[:1]), " ")
		return strings.TrimSpace(strings.Join(append([]string{lead, english.Inflect(t[1].Word.Base, english.Gerund), r.named(t[2:], r.predicate)}, r.rest(clause{adverbs: t[:1]})...), " ")), true // 被指未经同意收集数据
	}
	return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.named(t[1:], r.predicate), true
}

// orderedTo is what somebody has been told to do: 被责令删除数据.
func (r *Rendering) orderedTo(c clause) (string, bool) {
	t := c.object
	to := ""
	switch {
	case !t[0].Deed():
		return "", false
	case c.passive && causing[c.verb.ZH] == "to":
		to = "to "
	case !strings.HasPrefix(c.verb.Word.Base, "be ordered to"):
		return "", false
	}
	return to + strings.TrimSpace(t[0].Word.Base+" "+r.named(t[1:], r.predicate)), true
}

// deniedDoing is what somebody says he does not do: 否认向境外传输数据.
func (r *Rendering) deniedDoing(c clause) (string, bool) {
	to := beforeDeed[c.verb.ZH]
	if to == "" || prepositions[c.object[0].ZH] == "" {
		return "", false
	}
	if t := c.object; strings.HasSuffix(to, " to") {
		k := r.frontEnd(t, 0)
		if k < 0 || !t[k].Deed() || k+1 >= len(t) || !giving[t[k].ZH] {
			return "", false
		}
		return "to " + t[k].Word.Base + " " + r.named(t[k+1:], r.predicate) + " to " + r.Thing(t[1:k]), true // 拒绝向投保人提供录音
	}
	return r.caused(c.object, "from")
}

// deniedOfOthers is what somebody says that others did or did not do: 否认黑客窃取数据.
func (r *Rendering) deniedOfOthers(c clause) (string, bool) {
	if c.passive || affirmations[c.verb.ZH] == "" || c.object[0].Deed() || bears(c.object) {
		return "", false
	}
	return r.Doing(c.object, false)
}

// answering verbs are about what befell somebody, whatever verb it ends with.
var answering = lexicon.Set("遭遇 经历 回应 应对 处理 调查 证实 承认 报告 关注 追查 核查 隐瞒 通报 披露")

// leakAnswered is what got out, with the verb for that behind it: 回应用户数据泄露.
func (r *Rendering) leakAnswered(c clause) (string, bool) {
	t, n := c.object, len(c.object)-1
	if c.passive || !answering[c.verb.ZH] || n < 1 || !leaking[t[n].ZH] || !t[n].Verb() || !plainThing(t[:n]) || slices.ContainsFunc(t[:n], token.Token.Verb) {
		return "", false
	}
	return "the Leakage of " + r.Thing(t[:n]), true
}

// doingNext is a deed that the verb is about: 停止收集信息.
func (r *Rendering) doingNext(c clause) (string, bool) {
	t, to := c.object, beforeDeed[c.verb.ZH]
	if to == "" || !t[0].Deed() || len(t) < 2 {
		return "", false
	}
	verb := english.Inflect(t[0].Word.Base, english.Gerund)
	if strings.HasSuffix(to, " to") {
		verb = t[0].Word.Base
	}
	return verb + " " + r.named(t[1:], r.predicate), true
}

func (r *Rendering) promotedTo(c clause) (string, bool) {
	lead := promoting[c.verb.ZH]
	if lead == "" || c.passive {
		return "", false
	}
	en, ok := r.Promoted(c.verb.ZH + Text(c.object))
	return strings.TrimPrefix(en, lead+" "), ok
}

// launchedWork is a work that is taken up: 启动服务中心建设.
func (r *Rendering) launchedWork(c clause) (string, bool) {
	if !launched[c.verb.ZH] || c.passive {
		return "", false
	}
	return r.acted(c.object)
}

// campaignOn is a work that is named after what it does: 开展优化营商环境专项行动.
func (r *Rendering) campaignOn(c clause) (string, bool) {
	t := c.object
	n := len(t) - 1
	if c.passive || n < 2 || !launched[c.verb.ZH] && !convening[c.verb.ZH] || !t[0].Verb() || t[n].Deed() || t[n].Kind != token.Known || !undertaking.MatchString(t[n].ZH) || Modifies(t) || t[1].Verb() {
		return "", false
	}
	return t[n].EN + " on " + r.deedOf(t[:n]), true
}

// caught is one who is caught for what he did: 抓获贩卖信息嫌疑人.
func (r *Rendering) caught(c clause) (string, bool) {
	t := c.object
	n := len(t) - 1
	if c.passive || n < 2 || !catching[c.verb.ZH] || !t[0].Deed() || !t[0].Verb() || t[n].Kind != token.Known || t[n].Deed() || !persons.MatchString(t[n].ZH) && !carriers[t[n].ZH] && !t[n].Is("集团") || bears(t[:n]) || Modifies(t) {
		return "", false
	}
	return t[n].EN + " " + r.deedOf(t[:n]), true
}

// catching verbs have those for their object who did something.
var catching = lexicon.Set("抓获 抓捕 逮捕 批捕 刑拘 拘捕 起诉 打掉 捣毁 捣破 端掉 控制 锁定")

// casesHandled is what is told of cases that touch something: 通报涉人脸识别案件审理情况.
func (r *Rendering) casesHandled(c clause) (string, bool) {
	t := c.object
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("案件") })
	involved := i > 0 && strings.HasPrefix(t[0].EN, "Involving ")
	if c.passive || !naming[c.verb.ZH] && !publishes[c.verb.ZH] || i < 2 && !involved || i+1 >= len(t) || !involved && !touching[t[0].ZH] || Modifies(t) || i > 1 && !involved && !Chain(t[1:i]) || !Chain(t[i+1:]) {
		return "", false
	}
	head := strings.TrimSuffix(r.Linear(t[i+1:]), " of Cases")
	if involved {
		return head + " of Cases " + r.Linear(t[:i]), true // 涉数据案件审理情况
	}
	return head + " of Cases Involving " + r.Linear(t[1:i]), true
}

// practisedOn is what is done about a practice: 严查泄露信息行为.
func (r *Rendering) practisedOn(c clause) (string, bool) {
	t := c.object
	n := len(t) - 1
	if n < 2 || c.passive || !practised[c.verb.ZH] || !t[n].Is("行为") || !t[0].Deed() {
		return "", false
	}
	return r.Act(Text(t[:n])), true
}

// billTo is a bill with what it is to do: 通过禁止青少年使用社交媒体法案.
func (r *Rendering) billTo(c clause) (string, bool) {
	t, n := c.object, len(c.object)-1
	at := slices.IndexFunc(t, token.Token.Verb)
	if n < 2 || c.passive || !legislating[c.verb.ZH] || at < 0 || at > 2 || at+1 >= n || t[n].Kind != token.Known || !bills.MatchString(t[n].ZH) || Modifies(t) || at > 0 && !plainThing(t[:at]) {
		return "", false
	}
	head := english.Singular(t[n].EN)
	if at > 0 {
		head = r.Linear(t[:at]) + " " + head
	} else {
		head = "a " + head
	}
	if link := causing[t[at].ZH]; link != "" {
		en, ok := r.caused(t[at+1:n], link)
		return head + " to " + t[at].Word.Base + " " + en, ok
	}
	return head + " to " + t[at].Word.Base + " " + r.named(t[at+1:n], r.predicate), !slices.ContainsFunc(t[at+1:n], token.Token.Verb)
}

// legislating verbs are what is done with bills.
var legislating = lexicon.Set("通过 提出 签署 批准 推出 否决 起草 三读通过 表决通过 推动 提交 讨论")

// concluded is a document with a deed in its name: 签署促进数据流动合作备忘录.
func (r *Rendering) concluded(c clause) (string, bool) {
	t := c.object
	last := t[len(t)-1]
	if c.passive || !concluding[c.verb.ZH] || !t[0].Verb() || last.Kind != token.Known || !last.Word.Head || Modifies(t) {
		return "", false
	}
	return r.Document(Text(t)), true
}

// practice is what someone does, about which something is done.
func (r *Rendering) practice(c clause) (string, bool) {
	t := c.object
	n := len(t) - 1
	if !practised[c.verb.ZH] || happened[t[n].ZH] != "" {
		return "", false
	}
	if en, ok := r.event(t); ok {
		return en, true
	}
	if n > 2 && woes[t[n].ZH] && !t[n-1].Is("等") {
		if en, ok := r.Doing(t[:n], true); ok {
			return en, true
		}
	}
	return r.Doing(t, true)
}

func (r *Rendering) forPurpose(c clause) (string, bool) {
	t := c.object
	if !purposeful[c.verb.ZH] || !t[0].Deed() {
		return "", false
	}
	return "to " + t[0].Word.Base + " " + r.named(t[1:], r.predicate), true
}

// verdict renders what a deed or a thing is found to be: 收集信息侵权, 设计违反法律.
func (r *Rendering) verdict(t []token.Token) (string, bool) {
	n := len(t) - 1
	if is := verdicts[t[n].ZH]; is != "" && n > 0 && !t[n-1].Verb() {
		subject := r.Topic(t[:n], false)
		if english.IsPlural(subject) {
			is = strings.Replace(is, "Is ", "Are ", 1)
		}
		return "That " + subject + " " + is, true
	}
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Verb() && harms[x.ZH] })
	if i < 1 || i == n || Modifies(t) || slices.ContainsFunc(t[i+1:], token.Token.Verb) {
		return "", false
	}
	return "That " + r.say(clause{subject: t[:i], verb: t[i], object: t[i+1:]}), true
}

// verdicts are what it may be found to be.
var verdicts = map[string]string{
	"侵权": "Constitutes Infringement", "违约": "Constitutes Breach of Contract", "违法": "Is Illegal", "违规": "Violates Rules", "合法": "Is Lawful", "有效": "Is Valid", "无效": "Is Void",
}

// sentencing verbs have a crime for their object, and how many did it.
var sentencing = lexicon.Set("起诉 提起公诉 批捕 批准逮捕 逮捕 判处 审结 刑拘 抓获 打击处理")

// measuresOfTime are what time is counted in.
var measuresOfTime = lexicon.Set("Years Year Months Month Days Day Hours Hour Minutes Minute")

// purposeful verbs have done all they do: a second verb tells what for.
var purposeful = lexicon.Set("拟立法 出手 发文 联合发文 联手 重拳出击 出击 发声 立法 开会 发力")

// practised verbs are about what someone does: 规范平台收集信息行为.
var practised = lexicon.Set("抽查 抽检 检查 严查 严打 严厉打击 集中打击 依法打击 重点打击 规范 整治 调查 查处 曝光 监管 治理 约束 限制 通报 督促整治 推动整治 集中整治 持续整治 处置 打击 查办")

// concluding verbs have a document for their object.
var concluding = lexicon.Set("签署 签订 达成 出台 制定 起草 发布 印发")

// launched verbs have a work for their object.
var launched = lexicon.Set("启动 推进 加快推进 加快 部署 开展 加强")
