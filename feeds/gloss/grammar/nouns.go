package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// nouns renders a noun phrase: the head after the last 的 comes first.
func (r *Rendering) nouns(t []token.Token) string {
	switch len(t) {
	case 0:
		return ""
	case 1:
		return r.Linear(t)
	}
	for _, way := range [...]func(*Rendering, []token.Token) (string, bool){
		(*Rendering).belonging, (*Rendering).ofSome, (*Rendering).conductOf, (*Rendering).measure, (*Rendering).several, (*Rendering).severalFor, (*Rendering).batchFor, (*Rendering).countedFor, (*Rendering).violationsOf, (*Rendering).lackingIn, (*Rendering).inOrOutside, (*Rendering).afterDeed,
		(*Rendering).withoutDeed, (*Rendering).notDone, (*Rendering).failingTo, (*Rendering).forUse, (*Rendering).carried, (*Rendering).ofSector, (*Rendering).ledToField, (*Rendering).inField,
	} {
		if en, ok := way(r, t); ok {
			return en
		}
	}
	return r.Linear(t)
}

// belonging has 的 between what tells of a thing and its name.
func (r *Rendering) belonging(t []token.Token) (string, bool) {
	for i := len(t) - 2; i > 0; i-- {
		switch {
		case !t[i].Is("的"):
		case i > 3 && t[0].Kind == token.Known && t[0].Word.Kind == "adverb" && !t[0].Word.After && ridding[t[1].ZH]:
			en, ok := r.belonging(t[1:])
			return t[0].EN + " " + en, ok
		case i > 2 && ridding[t[0].ZH] && t[0].Verb() && t[1].Deed() && !english.Spaced(t[1].Word.Base):
			deed := english.Inflect(t[1].Word.Base, english.Gerund) + " " + r.nouns(t[2:i])
			return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.nouns(t[i+1:]) + " " + deed, true // 扫除影响用户权益的营销乱象
		case i > 2 && t[0].Verb() && having[t[1].ZH] && t[1].Kind == token.Known:
			return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.nouns(t[1:]), true // 提交含有个人信息的证据
		case i > 2 && t[0].Verb() && t[i-1].Deed() && byWhom[t[i-1].ZH] && !t[1].Deed(), i > 1 && safeguards(t[0], t[len(t)-1]):
			return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.nouns(t[1:]), true
		default:
			return r.of(t[:i], t[i+1:]), true
		}
	}
	return "", false
}

// ofSome is what some of those have who are not named: 部分企业电信业务经营许可.
func (r *Rendering) ofSome(t []token.Token) (string, bool) {
	if len(t) < 3 || !t[0].Is("部分") || !Doer(t[1]) || Doer(t[2]) || !Chain(t[2:]) || t[2].Verb() {
		return "", false
	}
	return r.Linear(t[2:]) + " of Certain " + english.Plural(t[1].EN), true
}

// ridding verbs have for their object what does the deed behind them.
var ridding = lexicon.Set("扫除 消除 清除 铲除 遏制 纠正")

// conductOf is a deed with the word for conduct behind, which says no more: 使用数字人行为.
func (r *Rendering) conductOf(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[n].Is("行为") || !t[0].Deed() || t[0].Word.Kind != "noun" || illegally[t[0].ZH] != "" || slices.ContainsFunc(t[1:n], token.Token.Deed) {
		return "", false
	}
	return TheDeed(r.Act(Text(t[:n]))), true
}

// violationsOf are those of what stands in front: 数据安全违法.
func (r *Rendering) violationsOf(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || illegally[t[n].ZH] == "" || t[n-1].Deed() || t[n-1].Kind != token.Known || t[n-1].Word.Kind != "noun" {
		return "", false
	}
	return r.Linear(t[:n]) + " Violations", true
}

// lackingIn is a work that is not done as it should be: 客户信息管理不到位.
func (r *Rendering) lackingIn(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || !t[n].Verb() || !lacks[t[n].ZH] || t[0].Verb() || t[0].Is("某") || t[n-1].Kind != token.Known || !t[n-1].Word.Nominal() && !t[n-1].Deed() || Modifies(t) {
		return "", false
	}
	if touching[t[0].ZH] {
		en, ok := r.lackingIn(t[1:])
		return "Involving " + en, ok
	}
	how := english.Capital(strings.TrimPrefix(t[n].Word.Base, "be ")) + " "
	if en, ok := r.acted(t[:n]); ok {
		return how + strings.TrimPrefix(en, "the "), true
	}
	return how + r.Linear(t[:n]), true
}

// lacks are verbs for it.
var lacks = lexicon.Set("不健全 不完善 不力 不及时 不到位 不足 不规范 不严")

// inOrOutside is in something, or outside of it: 规范格式条款中个人信息处理规则.
func (r *Rendering) inOrOutside(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return outside[x.ZH] != "" })
	if i < 1 || i+1 >= len(t) || t[i].Kind != token.Known || t[i-1].Word.Kind != "noun" && (i < 2 || !t[i-1].Verb()) {
		return "", false
	}
	switch {
	case !t[i].Is("中"):
		return r.nouns(t[i+1:]) + " " + outside[t[i].ZH] + " the " + r.Linear(t[:i]), true
	case i > 1 && t[0].Deed() && !t[1].Deed():
		return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.nouns(t[1:]), true
	}
	return r.nouns(t[i+1:]) + " in " + r.Linear(t[:i]), true
}

// afterDeed is what there is after something was done.
func (r *Rendering) afterDeed(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("后") })
	if i < 1 || i+1 >= len(t) || t[i+1].Is("的") {
		return "", false
	}
	return r.nouns(t[i+1:]) + " " + r.after(t[:i]), true
}

// withoutDeed is a deed done without another: 未备案提供服务.
func (r *Rendering) withoutDeed(t []token.Token) (string, bool) {
	if _, not := fails[t[0].ZH]; !not || len(t) < 4 || !t[1].Deed() || !t[2].Verb() || aims.MatchString(t[len(t)-1].ZH) {
		return "", false
	}
	deed := line{r: r, t: t[2:], purpose: true}
	return deed.text() + " without " + english.Inflect(t[1].Word.Base, english.Gerund), true
}

// notDone is a thing that something was not done with: 未备案应用程序.
func (r *Rendering) notDone(t []token.Token) (string, bool) {
	n := len(t) - 1
	if _, not := fails[t[0].ZH]; !not || n < 2 || !t[1].Deed() || !DoesDeed(t[n]) || !Chain(t[2:]) {
		return "", false
	}
	return r.Linear(t[2:]) + " Not " + english.Inflect(t[1].Word.Base, english.Participle), true
}

// failingTo is what somebody should have done.
func (r *Rendering) failingTo(t []token.Token) (string, bool) {
	how, not := fails[t[0].ZH]
	if !not || len(t) < 3 || !t[1].Deed() || t[2].Verb() && !aims.MatchString(t[len(t)-1].ZH) {
		return "", false
	}
	if t[0].Is("不") && harms[t[1].ZH] {
		return "Not " + english.Inflect(t[1].Word.Base, english.Gerund) + " " + definite(r.nouns(t[2:])), true // which nobody should have done
	}
	return strings.TrimSpace(how.lead + " " + t[1].Word.Base + " " + definite(r.nouns(t[2:])) + " " + how.tail), true
}

// forUse has 用 behind what it is used for.
func (r *Rendering) forUse(t []token.Token) (string, bool) {
	for i, x := range t {
		if x.Is("用") && i > 0 && i+1 < len(t) {
			return r.Linear(t[i+1:]) + " for " + r.Linear(t[:i]), true
		}
	}
	return "", false
}

// ofSector is in the sector that stands in front in one word.
func (r *Rendering) ofSector(t []token.Token) (string, bool) {
	if len(t) < 2 || t[0].Kind != token.Known || !strings.HasSuffix(t[0].EN, "Sector") || !strings.HasSuffix(t[0].ZH, "领域") || t[1].Kind == token.Comma || Joining(t[1]) {
		return "", false
	}
	return r.nouns(t[1:]) + " in " + "the " + strings.TrimPrefix(t[0].EN, "the "), true
}

// ledToField has a verb or a date in front of what is in a field.
func (r *Rendering) ledToField(t []token.Token) (string, bool) {
	if len(t) < 3 || !t[0].Verb() && t[0].Kind != token.Date || !slices.ContainsFunc(t, func(x token.Token) bool { return x.Word.Post }) {
		return "", false
	}
	lead := t[0].EN
	if t[0].Verb() {
		lead = english.Inflect(t[0].Word.Base, english.Gerund)
	}
	return lead + " " + r.nouns(t[1:]), true
}

// inField is a field, or in one.
func (r *Rendering) inField(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Known && x.Word.Post })
	if i < 1 {
		return "", false
	}
	field := "the " + r.Linear(t[:i]) + " " + t[i].EN
	if list, n := t[:i], i-1; n > 1 && slices.ContainsFunc(list, func(x token.Token) bool { return x.Kind == token.Comma }) {
		link := " of "
		count, counted := "", list[n].Kind == token.Number
		if counted {
			count, list = list[n].EN+" ", list[:n]
			if n > 2 && list[n-1].Is("等") {
				link, list = " Including ", list[:n-1]
			}
		}
		if names := r.listed(list); namesAlone(list) || chainOfLists(list) {
			switch {
			case counted && link == " of ":
				field = "the " + count + english.Plural(t[i].EN) + link + english.Join(strings.Split(names, ", "))
			case counted:
				field = count + english.Plural(t[i].EN) + link + english.Join(strings.Split(names, ", "))
			case t[i].Is("领域") && !list[len(list)-1].Is("等"):
				field = "the " + english.Join(strings.Split(names, ", ")) + " " + english.Plural(t[i].EN)
			}
		}
	}
	if i > 1 && t[i-1].Is("等") {
		field = r.listed(t[:i-1]) + " and Other " + english.Plural(t[i].EN) // 房产中介、自助娱乐等领域
	}
	if i+1 == len(t) {
		return field, true
	}
	return r.Linear(t[i+1:]) + " in " + field, t[i+1].Kind != token.Comma
}

// chainOfLists reports things that marks or words join.
func chainOfLists(t []token.Token) bool {
	return !slices.ContainsFunc(t, func(x token.Token) bool {
		return x.Kind != token.Comma && !Joining(x) && (x.Kind != token.Known || x.Word.Kind != "noun")
	})
}

// safeguards reports a deed whose object is all that follows, although a part of it
// could be the object: 保障关键基础设施的系统安全.
func safeguards(deed, last token.Token) bool {
	return deed.Verb() && last.Kind == token.Known && (cautious[deed.ZH] || improving[deed.ZH] && last.Word.Kind == "noun" || protecting[deed.ZH] && interests[last.ZH])
}

var (
	improving  = lexicon.Set("加强 强化 完善 健全 优化 提升 提高 深化 改善 增强")
	protecting = lexicon.Set("保障 保护 维护 守护 捍卫 确保")
	cautious   = lexicon.Set("慎用 警惕 谨防 远离 抵制 勿用")
	interests  = lexicon.Set("安全 权益 合法权益 隐私 利益 健康 秩序 信息安全 数据安全 网络安全 系统安全 个人信息 权利 稳定")
)

// carriers end a phrase that tells their deed before them: 一个窃取信息团伙.
var carriers = lexicon.Set("男子 女子 商人 App APP 应用 移动应用 小程序 网站 账号 团伙 犯罪团伙 案 案件 窝点 公司 企业 平台 犯罪案件 产业链 黑色产业链 黑产链 链条 黑灰产业链 利益链 利益链条 犯罪链条 嫌疑人 犯罪嫌疑人 典型案件 典型案例")

// carried puts a counted carrier before its deed: "a gang stealing data".
func (r *Rendering) carried(t []token.Token) (string, bool) {
	last := len(t) - 1
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Number || x.Is("一批") })
	if i < 0 || last-i < 2 || Joining(t[last-1]) || t[i].Is("一批") && slices.ContainsFunc(t[i:], Joining) || t[last].Kind != token.Known || !carriers[t[last].ZH] && !strings.HasSuffix(t[last].ZH, "案") {
		return "", false
	}
	noun, n, how := t[last].EN, t[i].EN, ""
	at := i + 1
	if illegally[t[at].ZH] != "" && last-at > 2 && t[at+1].Deed() {
		how, at = illegally[t[at].ZH]+" "+english.Inflect(t[at+1].Word.Base, english.Gerund)+" ", at+2 // 一批违规采集信息小程序
	} else if t[at].Is("存在") && last-at > 1 && plainThing(t[at+1:last]) {
		if lead := t[:i]; len(lead) == 0 {
			if n == "One" || n == "1" {
				return "a " + english.Singular(noun) + " with " + r.Linear(t[at+1:last]), true
			}
			return n + " " + english.Plural(noun) + " with " + r.Linear(t[at+1:last]), true // 6家存在风险企业
		}
		return "", false
	} else if !t[at].Verb() {
		return "", false
	}
	if n == "One" || n == "1" {
		n, noun = "a", strings.TrimSuffix(noun, "s")
	} else if noun == "Man" || noun == "Woman" {
		noun = english.Plural(noun)
	}
	deed := line{r: r, t: t[at:last], begun: how != "", purpose: true}
	lead, late := r.Linear(t[:i]), ""
	if i > 0 && t[i-1].Verb() && !slices.ContainsFunc(t[:i-1], func(x token.Token) bool { return x.Kind != token.Known || x.Word.Kind != "adverb" }) {
		lead = strings.Join(append(r.adverbsOf(t[:i-1]), english.Inflect(t[i-1].Word.Base, english.Gerund)), " ")
		for _, x := range t[:i-1] {
			if x.Word.After {
				late = " " + x.EN // 依法查处一批案件
			}
		}
	}
	return strings.TrimSpace(lead + " " + n + " " + noun + " " + how + strings.TrimPrefix(deed.text(), "being ") + late), true
}

// those renders what those who do something must do: 处理个人信息的应当报告.
func (r *Rendering) those(t []token.Token) (string, bool) {
	for i := 2; i+2 < len(t); i++ {
		a, ok := auxiliaries[t[i+1].ZH]
		if !t[i].Is("的") || !ok || a.mood != modal || !t[0].Deed() || Modifies(t[i+2:]) {
			continue
		}
		deed := line{r: r, t: t[:i], purpose: true}
		c := clause{subject: t[:i], aux: a, verb: t[i+2], object: t[i+3:]}
		if !c.verb.Deed() {
			return "", false
		}
		return strings.Join(append([]string{"Those", deed.text(), r.verb(&c, "Those")}, r.rest(c)...), " "), true
	}
	return "", false
}

// told renders a deed that tells of a noun behind it, with whom or what it is done to
// in front: 违法向境外提供数据的平台 is "Platforms Illegally Providing Data Overseas".
func (r *Rendering) told(t []token.Token) (string, bool) {
	if _, not := fails[t[0].ZH]; not {
		return "", false
	}
	i := 0
	for i < len(t) && t[i].Kind == token.Known && (t[i].Word.Kind == "adverb" || illegally[t[i].ZH] != "" && i+1 < len(t) && (t[i+1].Deed() || prepositions[t[i+1].ZH] != "")) {
		i++
	}
	if i >= len(t) || prepositions[t[i].ZH] == "" && i == 0 || t[i].Is("对") {
		return "", false
	}
	if prepositions[t[i].ZH] == "" {
		if i+1 >= len(t) || !t[i].Deed() || t[i].Word.Kind == "noun" && t[i+1].Kind == token.Known && abstract[t[i+1].ZH] && !owned[t[i+1].ZH] {
			return "", false
		}
		deed := line{r: r, t: t[i+1:], begun: true, purpose: true}
		return strings.Join(append(append(r.adverbsOf(t[:i]), english.Inflect(t[i].Word.Base, english.Gerund), deed.text()), r.rest(clause{adverbs: t[:i]})...), " "), true
	}
	k := r.frontEnd(t, i)
	if k < 0 || !t[k].Deed() || k+1 >= len(t) && !selfContained(t[k].Word.Base) || t[i].Is("把") || t[i].Is("因") {
		return "", false
	}
	to := prepositions[t[i].ZH] + " " + r.Thing(t[i+1:k])
	if giving[t[k].ZH] {
		to = "to " + r.Thing(t[i+1:k])
	}
	if abroad[Text(t[i+1:k])] {
		to = "Overseas"
	}
	return strings.Join(append(append(r.adverbsOf(t[:i]), english.Inflect(t[k].Word.Base, english.Gerund), r.named(t[k+1:], r.predicate), to), r.rest(clause{adverbs: t[:i]})...), " "), true
}

// several renders documents of which one is named: 《指引》等2项技术文件.
func (r *Rendering) several(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("等") })
	if i != 1 || i+2 >= len(t) || !strings.HasPrefix(t[0].ZH, "《") || t[i+1].Kind != token.Number && !t[i+1].Is("一批") {
		return "", false
	}
	return r.Linear(t[i+1:]) + " Including the " + t[0].EN, true
}

// severalFor are several of a kind for what stands in front: 许可制度若干改革举措.
func (r *Rendering) severalFor(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("若干") })
	if i < 1 || i+1 >= len(t) || t[0].Deed() || !Chain(t[:i]) {
		return "", false
	}
	head := r.Linear(t[i:])
	return head + " " + linkOf(head) + " " + definite(r.Linear(t[:i])), true
}

// batchFor is one batch of what there is for something: 公共数据第二批示范场景.
func (r *Rendering) batchFor(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Batch })
	if i < 1 || i+1 >= len(t) || t[i-1].Kind == token.Date || t[0].Deed() || Modifies(t) || slices.ContainsFunc(t[i+1:], token.Token.Deed) || batchless.MatchString(t[len(t)-1].ZH) {
		return "", false
	}
	return "the " + t[i].EN + " of " + english.Plural(r.Linear(t[i+1:])) + " for " + r.Linear(t[:i]), true
}

// countedFor is how many there are for or of something, of which English tells the count
// first: 个人信息出境三条路径.
func (r *Rendering) countedFor(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 2 || t[n-1].Kind != token.Number || !unitless.MatchString(t[n-1].ZH) || t[n].Kind != token.Known || !toldByCount[t[n].ZH] || t[0].Deed() && t[0].Verb() || t[0].Kind == token.Date || !plainThing(t[:n-1]) {
		return "", false
	}
	link := " of "
	if t[n].Is("要求") || t[n].Is("建议") || t[n].Is("路径") {
		link = " for "
	}
	return t[n-1].EN + " " + english.Plural(t[n].EN) + link + definite(r.Linear(t[:n-1])), true
}

// unitless are counts of things without a measure of their own.
var unitless = pattern.MustCompile(`(?:个|大|条|项|类|种|点|步|重)$`)

// toldByCount are what texts and works are told by.
var toldByCount = lexicon.Set(`亮点 看点 要点 变化 路径 场景 误区 步骤 情形 原则 举措 关键词 建议 条件 途径 方向 趋势 挑战 环节 要素
	痛点 难点 重点 难题 特点 特征 方面 要求 风险 陷阱 套路 疑问 热点 焦点 信号 趋向 关键点 维度 阶段 支柱 行动 任务 工程
	底线 红线 安全风险 法律风险`)

// outside are where something is, behind what it is outside of.
var outside = map[string]string{"中": "in", "外": "Outside", "以外": "Outside"}

// after renders that behind which something is done: 网络安全法修改后.
func (r *Rendering) after(t []token.Token) string {
	if n := len(t) - 1; n > 0 && t[n].Deed() {
		if noun := t[n].DeedNoun(); noun != "" {
			return "After the " + noun + " of " + r.Linear(t[:n])
		}
	}
	return "After " + r.Thing(t)
}

// measure renders what something is prevented or fought with: 防范计算机病毒技术措施.
func (r *Rendering) measure(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[0].Verb() || !combats[t[0].ZH] || !means.MatchString(t[n].ZH) || !Chain(t[1:]) {
		return "", false
	}
	head, of := t[n].EN, t[1:n]
	if len(of) > 1 && ways[of[len(of)-1].ZH] {
		head, of = of[len(of)-1].EN+" "+head, of[:len(of)-1]
	}
	return head + " to " + t[0].Word.Base + " " + r.Linear(of), true
}

// ways stand before measures.
var ways = lexicon.Set("技术 管理 安全 技术保护")

// giving verbs have one who is given to.
var giving = lexicon.Set("支付 缴纳 送达 提供 出售 发送 传输 泄露 推送 转让 传送 共享 贩卖 倒卖 开放")

// means end what is done something with.
var means = pattern.MustCompile(`(?:措施|机制|手段)$`)

// abroad is where something goes without a preposition.
var abroad = lexicon.Set("境外 海外 国外")

// adverbsOf are those that stand before a deed.
func (r *Rendering) adverbsOf(t []token.Token) []string {
	var out []string
	for _, x := range t {
		if en := illegally[x.ZH]; en != "" {
			out = append(out, en)
		} else if !x.Word.After {
			out = append(out, x.EN)
		}
	}
	return out
}

// whose are pronouns of those who own what follows.
var whose = map[string]string{"你": "Your", "您": "Your", "我": "My", "我们": "Our", "他们": "Their"}

var adjectives = lexicon.Set("独立 不同 全新 新型 类似 严重 单独 相同 清晰 明确 新修订 合理 必要 重大 重要 有效 典型 优秀 统一 具体 特定 主要 新 安全可信 安全可控 有关 相关 其他 部分 违法 违规 虚假")

// abstract nouns make the verb before them a noun: 保护工作, 打击行动.
var abstract = lexicon.Set(`功能 入口 渠道 通道 专区 基准 手续 工作 行动 活动 机制 制度 体系 平台 服务 措施 能力 方案 中心 系统 项目 人员 机构 部门 情况 问题
	产品 技术 责任 义务 费用 计划 标准 公告 结果 名单 专项行动 领域 协议 程序 数据 信息 意见 事项 事业 模式 经验 成效 战果
	通告 企业 单位`)
