package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// governs reports whether the word at i has an object: a noun that is not one
// of those which make a compound with it.
func (l *line) governs(i int) bool {
	n, ok := l.next(i)
	if ok && i == 0 && len(l.t) > 2 && l.t[0].verb() && improving[l.t[0].zh] && n.kind == tWord && n.w.kind == "noun" && n.w.base == "" && (!undertaking.MatchString(l.t[len(l.t)-1].zh) || perfecting[l.t[0].zh] && setUp.MatchString(l.t[len(l.t)-1].zh)) {
		return true // 强化平台责任
	}
	if !ok || n.kind == tWord && (abstract[n.zh] && !l.t[i].is("提供") && !(doneToData[l.t[i].zh] && n.is("数据")) && !(meddling[l.t[i].zh] && l.t[i].verb()) && !(i > 0 && harmful[l.t[i].zh] && l.purpose) || l.t[i].w.kind == "noun" && trades.MatchString(n.zh)) {
		return false
	}
	if n.kind == tWord && spying[l.t[i].zh] && events.MatchString(n.zh) {
		return false // 窃听诉讼
	}
	if n.kind == tWord && n.w.kind == "noun" && i > 0 && l.t[i].verb() && finitely[l.t[i].zh] && i+3 == len(l.t) && l.t[i+2].kind == tWord && l.t[i+2].w.kind == "noun" {
		return true // 修订法律扩大监管范围
	}
	switch n.kind {
	case tWord:
		return n.w.kind == "noun" && n.w.base == "" || n.w.kind == "org" || n.w.kind == "place" || n.is("部分") || n.is("首批") || n.is("某") || n.is("一批")
	case tUnknown, tNumber, tLatin:
		return true
	case tDate, tOrdinal:
		return i == 0 && i+2 < len(l.t) // 遴选2024年活动承办单位
	case tGroup:
		return strings.HasPrefix(n.zh, "《") || strings.HasPrefix(n.zh, "〈") || strings.HasPrefix(n.zh, "“")
	}
	return false
}

// undertaking ends a work that is named after its first word: 提升平台能力行动.
var undertaking = pattern.MustCompile(`(?:行动|活动|计划|工程|方案|工作|项目|机制|措施)$`)

// doneToData are deeds that make no compound with what they are done to.
var doneToData = lexicon.Set("删除 篡改 销毁 泄露")

// harmful are deeds that are no nouns behind another's object: 侵入服务器删除数据.
var harmful = lexicon.Set("注册 删除 篡改 窃取 出售 获取 倒卖 下载")

// wrongs are deeds that follow another with the same object: 偷拍照片出售.
var wrongs = lexicon.Set("出售 倒卖 贩卖 转卖 兜售 售卖 拷贝 复制 外泄 泄露 传播 散布")

// perfecting verbs have for their object what setUp ends: 完善平台规则治理机制.
var (
	perfecting = lexicon.Set("完善 健全 优化")
	setUp      = pattern.MustCompile(`(?:机制|措施)$`)
)

// trades end the names of those who do what stands before as their business: 支付公司.
var trades = pattern.MustCompile(`(?:公司|集团|行业|协会|市场)$`)

// verb puts a verb into a noun phrase: "Strengthening X" at its head, "X
// Protection" behind a noun, "Promoting the Development of X" behind a verb.
func (l *line) verb(i int) {
	w := l.t[i].w
	_, more := l.next(i)
	if done, ok := strings.CutPrefix(w.base, "be "); ok && !more && l.begun {
		l.put(true, strings.TrimSuffix(strings.TrimSuffix(done, " to"), " for"))
		return
	}
	if l.byMeans(i) || l.joined(i) {
		return
	}
	noun := w.noun
	if noun == "" {
		noun = nounPhrase(w.base)
	}
	if i == 0 && len(l.t) > 3 && l.t[1].is("和") && l.t[2].deed() && !l.t[2].verb() && l.governs(2) {
		l.put(false, english.Inflect(w.base, english.Gerund)) // 防范和治理网络暴力
		return
	}
	switch governs := l.governs(i); {
	case governs && l.behindVerb(i) && noun != english.Inflect(w.base, english.Gerund):
		l.put(false, noun, "of")
	case governs && l.behindVerb(i), !l.begun && (governs || more && !l.compound(i) || spaced(w.base)):
		l.deed = l.deed || len(l.out) == 0 || i == 1
		base := w.base
		if tail := tailOf(base); tail != "" && governs {
			l.last = append(l.last, strings.TrimSpace(tail))
			base = strings.TrimSuffix(base, tail)
		}
		if done, ok := strings.CutPrefix(base, "be "); ok && i == 0 && !l.r.inside && !l.r.aside && (l.t[0].befallen() || l.t[0].is("涉嫌")) {
			l.put(false, done) // 被判赔偿, of whom the clause before told
			return
		}
		l.put(false, english.Inflect(base, english.Gerund))
	case tailOf(w.base) != "" && w.noun == "" && more && l.t[i+1].nominalWord():
		tail := tailOf(w.base)
		l.last = append(l.last, strings.TrimSpace(tail))
		l.put(false, english.Inflect(strings.TrimSuffix(w.base, tail), english.Gerund)) // App超范围收集信息
	default:
		l.put(true, strings.TrimSuffix(noun, " on"))
	}
}

// nounPhrase is the noun of a verb of one word, or of several joined; what else is of
// several words has none but its -ing form.
func nounPhrase(base string) string {
	if strings.Contains(base, " ") && !strings.Contains(base, " and ") {
		return english.Inflect(base, english.Gerund)
	}
	return english.NounOf(base)
}

// behindVerb reports a verb in front, or one with an adverb between.
func (l *line) behindVerb(i int) bool {
	return i > 0 && (l.t[i-1].verb() || l.t[i-1].kind == tWord && l.t[i-1].w.kind == "adverb" && i > 1 && l.t[i-2].verb())
}

// byMeans puts behind the next verb what its deed is done by: 利用职务便利侵犯个人信息.
func (l *line) byMeans(i int) bool {
	n, ok := l.next(i)
	if !ok || l.begun || !l.t[i].verb() || !selfContained(l.t[i].w.base) || eventive[n.zh] || !n.verb() && (n.w.kind != "adverb" || i+2 >= len(l.t) || !l.t[i+2].verb()) {
		return false
	}
	l.last = append(l.last, "by "+english.Inflect(l.t[i].w.base, english.Gerund))
	return true
}

// behind is a way in which a verb stands behind another deed in a noun phrase.
type behind struct {
	name, example string
	there         func(*line, int) bool
	put           func(l *line, i int, base string)
}

// behinds are tried in this order.
var behinds = []behind{
	{"before leaving", "员工拷贝客户资料跳槽", func(l *line, i int) bool {
		return l.begun && i > 0 && i+1 == len(l.t) && leavingJob[l.t[i].zh] && l.t[i-1].nominalWord() && !l.t[i-1].deed() && (l.purpose || l.deed)
	}, func(l *line, _ int, base string) { l.put(false, "before", english.Inflect(base, english.Gerund)) }},
	{"unmeant", "谨防“刷脸”授权泄露生物信息", func(l *line, i int) bool {
		return l.purpose && l.begun && (harms[l.t[i].zh] || unmeant[l.t[i].zh]) && l.governs(i)
	}, doingIt},
	{"to do", "男子利用人脸识别漏洞盗刷银行卡", func(l *line, i int) bool {
		return l.purpose && l.begun && (l.leads(i) || l.wrongs(i))
	}, toDo},
	{"to gain", "骗子利用短信行骗", func(l *line, i int) bool {
		return l.purpose && l.begun && i > 0 && i+1 == len(l.t) && l.t[i].verb() && gains[l.t[i].zh] && l.t[i-1].nominalWord()
	}, toDo},
	{"forbidding to do", "国会通过法案禁止出售数据", func(l *line, i int) bool {
		return l.purpose && i > 0 && l.t[i-1].verb() && causing[l.t[i-1].zh] == "from" && l.governs(i)
	}, doingIt},
	{"to do and do", "黑客滥用iCloud日历邀请发送钓鱼邮件", func(l *line, i int) bool {
		return l.purpose && i > 0 && l.t[i-1].verb() && l.governs(i) && len(l.out) > 1 && l.out[len(l.out)-2] == "to"
	}, func(l *line, _ int, base string) { l.put(false, "and", base) }},
	{"to do by use", "使用Evilginx轻松绕过MFA", func(l *line, i int) bool {
		return l.deed && l.begun && l.t[i].verb() && (using[l.t[0].zh] && (l.governs(i) || selfContained(l.t[i].w.base)) || getting[l.t[0].zh] && selfContained(l.t[i].w.base))
	}, toDo},
	{"doing illegally", "督促整治售楼处违法抓拍人脸行政公益诉讼案", func(l *line, i int) bool {
		return l.deed && l.begun && l.leads(i) && illegally[l.t[i-1].zh] != ""
	}, doingIt},
	{"and doing", "泄露出售公民信息案", func(l *line, i int) bool {
		return l.deed && l.begun && l.leads(i) || i > 0 && l.t[i-1].verb() && deeds[l.t[i-1].zh] && deeds[l.t[i].zh] && l.governs(i) && len(l.out) > 0 && !l.begun
	}, func(l *line, _ int, base string) { l.put(false, "and", english.Inflect(base, english.Gerund)) }},
	{"and earnestly doing", "关于进一步严格管理切实防止未成年人沉迷网络游戏的通知", func(l *line, i int) bool { return l.governs(i) && l.behindVerb(i) && l.t[i-1].is("切实") }, func(l *line, i int, base string) {
		l.out[len(l.out)-1] = "and " + l.t[i-1].en
		l.put(false, english.Inflect(base, english.Gerund)) // another task
	}},
}

func toDo(l *line, _ int, base string)    { l.put(false, "to", base) }
func doingIt(l *line, _ int, base string) { l.put(false, english.Inflect(base, english.Gerund)) }

// joined puts a verb that stands behind another deed as its purpose, its outcome, or one
// deed more; false where it is none of these.
func (l *line) joined(i int) bool {
	for k := range behinds {
		if b := &behinds[k]; b.there(l, i) {
			if l.r.g.reached != nil {
				l.r.g.reached(b.name)
			}
			b.put(l, i, l.t[i].w.base)
			return true
		}
	}
	return false
}

// leads reports a verb with something that it is done to, or another verb, behind it.
func (l *line) leads(i int) bool {
	x := l.t[i]
	return (x.verb() || l.purpose && l.begun && harmful[x.zh]) && (l.governs(i) || i+1 < len(l.t) && l.t[i+1].verb()) && !l.namesEvent(i)
}

// wrongs reports a wrong done with what stands in front: 偷拍照片出售.
func (l *line) wrongs(i int) bool {
	return l.t[i].verb() && wrongs[l.t[i].zh] && i > 1 && l.t[i-1].w.kind == "noun" && (i+1 == len(l.t) || l.t[i+1].w.kind == "adverb") &&
		!slices.ContainsFunc(l.t[:i], func(x token) bool { return harms[x.zh] })
}

// unmeant are what comes of a deed that was done for something else: 公示名单泄露身份证号.
var unmeant = lexicon.Set("影响 泄露 曝光 暴露 外泄")

// gains are what one uses or misuses something for, with nothing behind.
var gains = lexicon.Set("行骗 骗取贷款 骗贷 实施诈骗 作案 办理贷款 另起炉灶 窃密")

// leavingJob is what those do who then use what they took.
var leavingJob = lexicon.Set("跳槽 离职 辞职")

// namesEvent reports a verb that is the name of what stands behind it: 表彰大会, 纪念日.
func (l *line) namesEvent(i int) bool {
	n, ok := l.next(i)
	return ok && (n.kind == tUnknown && namedTimes.MatchString(n.zh) || n.kind == tWord && events.MatchString(n.zh) && !convening[l.t[i].zh])
}

// events end the name of what is held, those that hold it are verbs of their own.
var (
	namedTimes = pattern.MustCompile(`^(?:月|日|周|节|会|章|版|户|展|赛|营|班)$`)
	events     = pattern.MustCompile(`(?:大会|会议|仪式|典礼|市场|对象|训练营|损失|争议|争端|风波|丑闻|诉讼|官司|指控|传闻|疑云)$`)
	convening  = lexicon.Set("召开 举行 举办 参加 出席 组织 主持")
)

// using verbs tell what a deed is done with, which follows.
var using = lexicon.Set("依托 利用 使用 运用 借助 采用 借用 滥用")

// getting verbs tell how somebody came by what the next deed needs.
var getting = lexicon.Set("购买 收购 冒用 盗用 窃取 骗取 收买 伪造 非法获取 借用")

// harms are verbs of what a deed amounts to.
var harms = lexicon.Set("侵犯 侵害 违反 危害 损害 构成 致 致使 导致 造成 引发")

// compound reports whether what follows makes the verb part of a noun.
func (l *line) compound(i int) bool {
	n, _ := l.next(i)
	return n.kind == tWord && (abstract[n.zh] || n.w.kind == "connective") || n.kind == tComma
}

// spaced reports whether the English ends in a preposition that wants an object.
func spaced(base string) bool {
	i := strings.LastIndexByte(base, ' ')
	return i > 0 && english.IsSmall(base[i+1:])
}

// byMeansOf is the verb, or 用, in front of the nouns in a row at most that stand before the
// word, which is a deed with a noun on either side; an empty token where something else does.
func (p placed) byMeansOf(most int) token {
	if p.i < 2 || !p.word().deed() || !p.next().nominalWord() || !p.prev().nominalWord() {
		return token{}
	}
	for n := -2; n > -most && p.i+n >= 0; n-- {
		if x := p.at(n); x.verb() || x.zh == "用" || !x.nominalWord() {
			return x
		}
	}
	return token{}
}

func (t token) nominalWord() bool { return t.kind == tWord && t.w.nominal() }

// meddling are nouns that are the deed behind how one got at what it is done to: 登录邮箱删除
// 数据; entries are the verbs of that.
var (
	meddling = lexicon.Set("删除 修改 篡改 查询 复制 下载 获取 窃取 导出 拷贝")
	entries  = lexicon.Set("登录 入侵 侵入 攻破 破解 突破 绕过 利用 使用 借用 冒用 打开 进入 潜入 编写 搭建 开发 制作 用 黑进 黑入")
)

// watching are such nouns, thingsWatching what has them in its name.
var (
	watching       = lexicon.Set("监控 监测 检测 监督")
	thingsWatching = pattern.MustCompile(`(?:系统|平台|设备|工具|软件|技术|手段|数据|结果|机构|中心|画面|录像|体系|机制|报告|摄像头)$`)
)
