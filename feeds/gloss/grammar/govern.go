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

// spot is a word of a phrase with the next.
type spot struct {
	l    *line
	i    int
	word token.Token
	next token.Token
}

// known reports that the next is a word of the term base.
func (s spot) known() bool { return s.next.Kind == token.Known }

// objectSigns tell, in this order, whether what follows a word is its object; without any,
// it is if it may be one.
var objectSigns = []ruling[spot]{
	{"improving a thing", "提升平台能力", func(s spot) bool {
		last := s.l.t[len(s.l.t)-1]
		return s.i == 0 && len(s.l.t) > 2 && s.word.Verb() && improving[s.word.ZH] && s.known() && s.next.Word.Kind == "noun" && s.next.Word.Base == "" &&
			(!undertaking.MatchString(last.ZH) || perfecting[s.word.ZH] && setUp.MatchString(last.ZH))
	}, true},
	{"compound", "广东高院召开执行工作推进会", func(s spot) bool { return s.known() && abstract[s.next.ZH] && !s.compoundsNever() }, false},
	{"trade", "督促保护家装行业消费者个人信息行政公益诉讼案", func(s spot) bool {
		return s.known() && s.word.Word.Kind == "noun" && trades.MatchString(s.next.ZH)
	}, false},
	{"quarrel over it", "网信办回应收集争议", func(s spot) bool { return s.known() && spying[s.word.ZH] && events.MatchString(s.next.ZH) }, false},
	{"first of two nouns", "关于加强网络微短剧管理的通知", func(s spot) bool {
		return s.known() && s.next.Word.Kind == "noun" && s.i > 0 && s.word.Verb() && finitely[s.word.ZH] && s.i+3 == len(s.l.t) &&
			s.l.t[s.i+2].Kind == token.Known && s.l.t[s.i+2].Word.Kind == "noun"
	}, true},
}

// governs reports whether the word at i has an object: a noun that is not one of those which
// make a compound with it.
func (l *line) governs(i int) bool {
	next, ok := l.next(i)
	if !ok {
		return false
	}
	s := spot{l: l, i: i, word: l.t[i], next: next}
	if is, told := ruled(l.r, objectSigns, s); told {
		return is
	}
	return s.mayHave()
}

// compoundsNever reports a deed that makes no compound with the abstract noun behind it.
func (s spot) compoundsNever() bool {
	return s.word.Is("提供") || doneToData[s.word.ZH] && s.next.Is("数据") || meddling[s.word.ZH] && s.word.Verb() ||
		s.i > 0 && harmful[s.word.ZH] && s.l.purpose
}

// mayHave reports whether the next may be an object at all.
func (s spot) mayHave() bool {
	n := s.next
	switch n.Kind {
	case token.Known:
		return n.Word.Kind == "noun" && n.Word.Base == "" || n.Word.Kind == "org" || n.Word.Kind == "place" || n.Is("部分") || n.Is("首批") || n.Is("某") || n.Is("一批")
	case token.Unknown, token.Number, token.Latin:
		return true
	case token.Date, token.Ordinal:
		return s.i == 0 && len(s.l.t) > 2 // 遴选2024年活动承办单位
	case token.Group:
		return strings.HasPrefix(n.ZH, "《") || strings.HasPrefix(n.ZH, "〈") || strings.HasPrefix(n.ZH, "“")
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

// verbPlace is a verb in a line, with what decides the form that it takes there.
type verbPlace struct {
	l       *line
	i       int
	base    string
	noun    string // what it is called as a noun
	tail    string // what its English has behind the object
	more    bool   // anything follows
	governs bool
}

func (l *line) verbPlace(i int) verbPlace {
	w := l.t[i].Word
	_, more := l.next(i)
	return verbPlace{l: l, i: i, base: w.Base, noun: cmp.Or(w.Noun, nounPhrase(w.Base)), tail: english.TailOf(w.Base), more: more, governs: l.governs(i)}
}

// heads reports a verb at the head of the phrase, with what it is done to or concerns.
func (v verbPlace) heads() bool {
	return !v.l.begun && (v.governs || v.more && !v.l.compound(v.i) || english.Spaced(v.base))
}

// outcome reports what somebody was bidden, of whom the clause before told: 被判赔偿.
func (v verbPlace) outcome() bool {
	r, first := v.l.r, v.l.t[0]
	return v.i == 0 && strings.HasPrefix(v.base, "be ") && !r.Inside && !r.aside && (first.Befallen() || first.Is("涉嫌"))
}

// verb puts a verb into a noun phrase: "Strengthening X" at its head, "X
// Protection" behind a noun, "Promoting the Development of X" behind a verb.
func (l *line) verb(i int) {
	if done, ok := strings.CutPrefix(l.t[i].Word.Base, "be "); ok && i+1 == len(l.t) && l.begun {
		l.put(true, strings.TrimSuffix(strings.TrimSuffix(done, " to"), " for"))
		return
	}
	if l.byMeans(i) || l.joined(i) {
		return
	}
	v := l.verbPlace(i)
	gerund := english.Inflect(v.base, english.Gerund)
	switch behind := l.behindVerb(i); {
	case l.sharesObject(i):
		l.put(false, gerund) // 防范和治理网络暴力
	case v.governs && behind && v.noun != gerund:
		l.put(false, v.noun, "of")
	case v.governs && behind, v.heads():
		l.deed = l.deed || len(l.out) == 0 || i == 1
		l.doing(v)
	case v.tail != "" && l.t[i].Word.Noun == "" && v.more && l.t[i+1].Nominal():
		l.last = append(l.last, strings.TrimSpace(v.tail))
		l.put(false, english.Inflect(strings.TrimSuffix(v.base, v.tail), english.Gerund)) // App超范围收集信息
	default:
		l.put(true, strings.TrimSuffix(v.noun, " on"))
	}
}

// doing puts the verb in front of what it is done to.
func (l *line) doing(v verbPlace) {
	base := v.base
	if v.tail != "" && v.governs {
		l.last = append(l.last, strings.TrimSpace(v.tail))
		base = strings.TrimSuffix(base, v.tail)
	}
	if v.outcome() {
		l.put(false, strings.TrimPrefix(base, "be "))
		return
	}
	l.put(false, english.Inflect(base, english.Gerund))
}

// sharesObject reports the first of two verbs with one object.
func (l *line) sharesObject(i int) bool {
	return i == 0 && len(l.t) > 3 && l.t[1].Is("和") && l.t[2].Deed() && !l.t[2].Verb() && l.governs(2)
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
	return i > 0 && (l.t[i-1].Verb() || l.t[i-1].Kind == token.Known && l.t[i-1].Word.Kind == "adverb" && i > 1 && l.t[i-2].Verb())
}

// byMeans puts behind the next verb what its deed is done by: 利用职务便利侵犯个人信息.
func (l *line) byMeans(i int) bool {
	n, ok := l.next(i)
	if !ok || l.begun || !l.t[i].Verb() || !selfContained(l.t[i].Word.Base) || eventive[n.ZH] || !n.Verb() && (n.Word.Kind != "adverb" || i+2 >= len(l.t) || !l.t[i+2].Verb()) {
		return false
	}
	l.last = append(l.last, "by "+english.Inflect(l.t[i].Word.Base, english.Gerund))
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
		return l.begun && i > 0 && i+1 == len(l.t) && leavingJob[l.t[i].ZH] && l.t[i-1].Nominal() && !l.t[i-1].Deed() && (l.purpose || l.deed)
	}, func(l *line, _ int, base string) { l.put(false, "before", english.Inflect(base, english.Gerund)) }},
	{"unmeant", "谨防“刷脸”授权泄露生物信息", func(l *line, i int) bool {
		return l.purpose && l.begun && (harms[l.t[i].ZH] || unmeant[l.t[i].ZH]) && l.governs(i)
	}, doingIt},
	{"to do", "男子利用人脸识别漏洞盗刷银行卡", func(l *line, i int) bool {
		return l.purpose && l.begun && (l.leads(i) || l.wrongs(i))
	}, toDo},
	{"to gain", "骗子利用短信行骗", func(l *line, i int) bool {
		return l.purpose && l.begun && i > 0 && i+1 == len(l.t) && l.t[i].Verb() && gains[l.t[i].ZH] && l.t[i-1].Nominal()
	}, toDo},
	{"forbidding to do", "国会通过法案禁止出售数据", func(l *line, i int) bool {
		return l.purpose && i > 0 && l.t[i-1].Verb() && causing[l.t[i-1].ZH] == "from" && l.governs(i)
	}, doingIt},
	{"to do and do", "黑客滥用iCloud日历邀请发送钓鱼邮件", func(l *line, i int) bool {
		return l.purpose && i > 0 && l.t[i-1].Verb() && l.governs(i) && len(l.out) > 1 && l.out[len(l.out)-2] == "to"
	}, func(l *line, _ int, base string) { l.put(false, "and", base) }},
	{"to do by use", "使用Evilginx轻松绕过MFA", func(l *line, i int) bool {
		return l.deed && l.begun && l.t[i].Verb() && (using[l.t[0].ZH] && (l.governs(i) || selfContained(l.t[i].Word.Base)) || getting[l.t[0].ZH] && selfContained(l.t[i].Word.Base))
	}, toDo},
	{"doing illegally", "督促整治售楼处违法抓拍人脸行政公益诉讼案", func(l *line, i int) bool {
		return l.deed && l.begun && l.leads(i) && illegally[l.t[i-1].ZH] != ""
	}, doingIt},
	{"and doing", "泄露出售公民信息案", func(l *line, i int) bool {
		return l.deed && l.begun && l.leads(i) || i > 0 && l.t[i-1].Verb() && deeds[l.t[i-1].ZH] && deeds[l.t[i].ZH] && l.governs(i) && len(l.out) > 0 && !l.begun
	}, func(l *line, _ int, base string) { l.put(false, "and", english.Inflect(base, english.Gerund)) }},
	{"and earnestly doing", "关于进一步严格管理切实防止未成年人沉迷网络游戏的通知", func(l *line, i int) bool { return l.governs(i) && l.behindVerb(i) && l.t[i-1].Is("切实") }, func(l *line, i int, base string) {
		l.out[len(l.out)-1] = "and " + l.t[i-1].EN
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
			l.r.reached(b.name)
			b.put(l, i, l.t[i].Word.Base)
			return true
		}
	}
	return false
}

// leads reports a verb with something that it is done to, or another verb, behind it.
func (l *line) leads(i int) bool {
	x := l.t[i]
	return (x.Verb() || l.purpose && l.begun && harmful[x.ZH]) && (l.governs(i) || i+1 < len(l.t) && l.t[i+1].Verb()) && !l.namesEvent(i)
}

// wrongs reports a wrong done with what stands in front: 偷拍照片出售.
func (l *line) wrongs(i int) bool {
	return l.t[i].Verb() && wrongs[l.t[i].ZH] && i > 1 && l.t[i-1].Word.Kind == "noun" && (i+1 == len(l.t) || l.t[i+1].Word.Kind == "adverb") &&
		!slices.ContainsFunc(l.t[:i], func(x token.Token) bool { return harms[x.ZH] })
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
	return ok && (n.Kind == token.Unknown && namedTimes.MatchString(n.ZH) || n.Kind == token.Known && events.MatchString(n.ZH) && !convening[l.t[i].ZH])
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
	return n.Kind == token.Known && (abstract[n.ZH] || n.Word.Kind == "connective") || n.Kind == token.Comma
}

// byMeansOf is the verb, or 用, in front of the nouns in a row at most that stand before the
// word, which is a deed with a noun on either side; an empty token where something else does.
func byMeansOf(p token.Placed, most int) token.Token {
	if p.I < 2 || !p.Word().Deed() || !p.Next().Nominal() || !p.Prev().Nominal() {
		return token.Token{}
	}
	for n := -2; n > -most && p.I+n >= 0; n-- {
		if x := p.At(n); x.Verb() || x.ZH == "用" || !x.Nominal() {
			return x
		}
	}
	return token.Token{}
}

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
