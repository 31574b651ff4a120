package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// say renders a clause.
func (r *Rendering) say(c clause) string {
	if en, ok := r.sanctioned(c); ok {
		return en // of several verbs, which are one for the rest
	}
	r.recast(&c, recastFirst)
	if en, ok := shaped(r, predications, c); ok {
		return en
	}
	subject := ""
	if en, ok := r.Doing(c.subject, false); ok && c.aux.mood == modal && !c.passive && len(c.object) > 0 && mustDo[c.verb.ZH] && !bears(c.subject) {
		subject = en // 运营者采购产品应申报审查
	} else if len(c.subject) > 0 {
		subject = r.Topic(c.subject, c.passive || c.verb.Done() || c.verb.Befallen())
	}
	r.recast(&c, recastVoice)
	if c.passive && len(c.subject) == 0 && len(c.object) > 0 && !c.howLong() {
		subject, c.object = r.Thing(c.object), nil
	}
	verb := r.verb(&c, subject)
	return strings.Join(append([]string{subject, verb}, r.rest(c)...), " ")
}

// predications are clauses that are said otherwise than by subject, verb and object, in the order
// in which they are tried.
var predications []form[clause]

func init() {
	predications = []form[clause]{
		{name: "and then", example: "企业因未备案被约谈并限期整改", render: func(r *Rendering, c clause) (string, bool) { return r.andThen(c) }},
		{name: "deprived", example: "女主播被曝光住址", render: (*Rendering).deprived},
		{name: "sued for a deed by whom", example: "OpenAI被纽约时报起诉侵犯版权", render: (*Rendering).chargedFor},
		{name: "punished", example: "男子倒卖信息被判刑", render: (*Rendering).punished},
		{name: "counted people sentenced", example: "去年起诉侵犯公民个人信息犯罪3120人", render: (*Rendering).sentencedInAll},
	}
}

// recasting is a way in which a clause is put otherwise before it is said.
type recasting struct {
	name, example string
	of            func(*Rendering, *clause) bool
}

// recast puts a clause otherwise in each of the ways that fit.
func (r *Rendering) recast(c *clause, ways []recasting) {
	for i := range ways {
		if ways[i].of(r, c) {
			r.reached(ways[i].name)
		}
	}
}

// recastFirst make the clause one that has an English verb.
var recastFirst = []recasting{
	{"reporting a leak", "个资外泄未通报", func(_ *Rendering, c *clause) bool {
		n := len(c.subject)
		if !c.verb.Is("通报") || n == 0 || len(c.object) > 0 || !leaks.MatchString(c.subject[n-1].ZH) && (c.aux.mood != modal || c.passive) {
			return false
		}
		c.verb.Word.Base, c.verb.ZH = "report", "报告"
		return true
	}},
	{"sentenced for so long", "男子获刑八个月", func(_ *Rendering, c *clause) bool {
		if !c.verb.Is("获刑") || len(c.object) != 1 || !lasts(c.object[0]) {
			return false
		}
		c.verb.ZH = "被判"
		return true
	}},
	{"how it was passed on", "员工查询信息出售获利", func(_ *Rendering, c *clause) bool {
		n, how := len(c.object)-1, c.objectEnd()
		if n < 2 || !peeping[c.verb.ZH] || how.Kind != token.Known || how.Word.Kind != "adverb" || !how.Word.After || !wrongs[c.object[n-1].ZH] {
			return false
		}
		c.adverbs, c.object = append(slices.Clone(c.adverbs), how), c.object[:n]
		return true
	}},
	{"peeping and passing on", "酒店前台偷拍住客身份证出售", func(_ *Rendering, c *clause) bool {
		n := len(c.object) - 1
		if n < 1 || !peeping[c.verb.ZH] || !c.object[n].Verb() || !wrongs[c.object[n].ZH] || !c.object[n-1].Nominal() || c.object[n-1].Deed() || Modifies(c.object) {
			return false
		}
		c.verb.Word.Base, c.object = c.verb.Word.Base+" and "+c.object[n].Word.Base, c.object[:n]
		return true
	}},
	{"until when", "国务院延长试点至2031年", func(_ *Rendering, c *clause) bool {
		end := c.objectEnd()
		if !extending[c.verb.ZH] || end.Kind != token.Date || !strings.HasPrefix(end.EN, "by ") {
			return false
		}
		end.EN = "to" + strings.TrimPrefix(end.EN, "by")
		c.object = append(slices.Clone(c.object[:len(c.object)-1]), end)
		return true
	}},
	{"several verbs", "平台不得收集、使用生物识别信息", func(_ *Rendering, c *clause) bool {
		if len(c.object) == 0 || c.object[0].Kind != token.Comma || !c.verb.Deed() {
			return false
		}
		c.verb, c.object = compound(c.verb, c.object)
		if strings.HasSuffix(c.aux.en, "not") {
			c.verb.Word.Base = strings.Replace(c.verb.Word.Base, " and ", " or ", 1)
		}
		return true
	}},
}

// recastVoice settle whether the subject does it or has it done to it, and whether it is
// yet to come.
var recastVoice = []recasting{
	{"things taken in", "人工智能法列入立法计划", func(_ *Rendering, c *clause) bool {
		if !inward[c.verb.ZH] || len(c.subject) == 0 || len(c.object) == 0 || acts(c.subject[len(c.subject)-1]) {
			return false
		}
		c.passive = true
		return true
	}},
	{"done by nobody named", "不得收集个人信息", func(r *Rendering, c *clause) bool {
		if c.passive || len(c.object) == 0 || len(c.subject) > 0 || len(c.fronted) > 0 || c.aux.mood == plain || c.verb.ZH == "" || !r.lone(c.object) || causing[c.verb.ZH] != "" && causes(c.object) {
			return false
		}
		c.passive = true
		return true
	}},
	{"yet to come", "广东今年底全面推行首席数据官制度", func(_ *Rendering, c *clause) bool {
		if c.aux.mood != plain || c.passive || !c.verb.Verb() || len(c.object) == 0 || len(c.subject) == 0 || !slices.ContainsFunc(c.adverbs, func(x token.Token) bool { return toCome[x.ZH] }) {
			return false
		}
		c.aux = auxiliary{mood: modal, en: "will"}
		return true
	}},
}

// howLong reports an object that only says how often or how long.
func (c *clause) howLong() bool {
	return len(c.object) == 1 && (c.object[0].Noun == "Times" || measuresOfTime[c.object[0].Noun])
}

// deprived is one to whom something of theirs was done: "Streamer Has Address Exposed".
func (r *Rendering) deprived(c clause) (string, bool) {
	if !c.passive || !depriving[c.verb.ZH] || len(c.subject) == 0 || len(c.object) == 0 || c.aux.mood == lexical {
		return "", false
	}
	who := r.Topic(c.subject, true)
	has := have(english.IsPlural(who) && c.subject[len(c.subject)-1].Kind != token.Latin)
	if c.aux.mood == modal {
		has = c.aux.en + " have"
	}
	held := c.object
	c.object = nil
	return strings.Join(append([]string{who, has, r.Thing(held), r.verb(&clause{passive: true, verb: c.verb}, "")}, r.rest(c)...), " "), true
}

// chargedFor is one who is taken to task by somebody for what he did.
func (r *Rendering) chargedFor(c clause) (string, bool) {
	by := charging[c.verb.ZH]
	if by == "" || !c.passive || len(c.agent) == 0 || !c.deedNext() || len(c.subject) == 0 {
		return "", false
	}
	who, object := r.Topic(c.subject, true), c.object
	c.object, c.fronted = nil, nil
	return strings.Join(append([]string{who, r.verb(&c, who)}, append(r.rest(c), by, r.deedOf(object))...), " "), true
}

// sentencedInAll is how many people were tried for what, by nobody who is named.
func (r *Rendering) sentencedInAll(c clause) (string, bool) {
	n, who := len(c.object)-1, c.objectEnd()
	if n < 1 || len(c.subject) > 0 || !sentencing[c.verb.ZH] || who.Kind != token.Number || who.Noun != "People" || persons.MatchString(c.object[n-1].ZH) {
		return "", false
	}
	c.passive = true
	return strings.Join(append([]string{who.EN, "People", r.verb(&c, "People"), "for", r.Act(Text(c.object[:n]))}, r.rest(clause{adverbs: c.adverbs})...), " "), true
}

// extending verbs have until when something is then.
var extending = lexicon.Set("延长 延期 推迟 延后 顺延")

// peeping verbs are what is done with what is then leaked.
var peeping = lexicon.Set("偷看 偷拍 窃取 盗取 拷贝 下载 导出 复制 拍摄 查询 私查 偷录")

// mustDo are what those who do something must do.
var mustDo = lexicon.Set("输入 上传 申报 履行 办理 提交 取得 征得 开展 遵守 建立 通过 完成 报告 备案 明示 告知 公开 采取 设立 指定 保存 删除 向")

// leaks are what authorities and people are told of.
var leaks = pattern.MustCompile(`(?:外泄|泄露|泄漏|事件|事故|漏洞|入侵)$`)

// punished is one who is punished behind what for: 男子倒卖信息被判刑 is "Man Sentenced
// for Reselling Information".
func (r *Rendering) punished(c clause) (string, bool) {
	if !c.passive && !c.verb.Done() && !c.verb.Befallen() || !punishments.MatchString(c.verb.ZH) || len(c.object) > 0 && c.object[0].Deed() {
		return "", false
	}
	if f := c.fronted; len(f) == 1 && f[0].prep == "向" && len(f[0].of) > 1 && slices.ContainsFunc(f[0].of[1:], token.Token.Deed) {
		// whom the deed was done to stands in front of it, and it in front of the punishment
		var how []token.Token
		how, c.adverbs = divided(c.adverbs, func(x token.Token) bool { return mannerOfWrong.MatchString(x.ZH) })
		c.subject, c.fronted = slices.Concat(c.subject, how, r.Segment(f[0].prep), f[0].of), nil
	}
	if len(c.fronted) > 0 || len(c.subject) < 2 {
		return "", false
	}
	if who, leak, ok := r.LeakOf(c.subject); ok {
		return strings.Join(append([]string{who, r.verb(&c, who)}, append(r.rest(c), "over", leak)...), " "), true // 某医院患者信息泄露被罚
	}
	return r.Try(func() (string, bool) {
		alleged, of := "for", c.subject
		if i := slices.IndexFunc(of, func(x token.Token) bool { return x.Is("涉") || x.Is("涉嫌") }); i > 0 && i+1 < len(of) && (of[i+1].Deed() || of[i+1].Word.Kind == "adverb") {
			alleged, of = "for Allegedly", slices.Concat(of[:i], of[i+1:]) // 男子涉非法披露资料被捕
		}
		year := ""
		if len(of) > 3 && of[0].Kind == token.Date && len(of[0].EN) == len("2026") {
			year, of = "in "+of[0].EN, of[1:]
		}
		who, deed, ok := r.DoerAndDeed(of, false)
		if !ok && Branded(of) {
			who, deed, ok = r.DoerAndDeed(of, true)
		}
		if !ok {
			return "", false
		}
		return strings.TrimSpace(strings.Join(append([]string{who, r.verb(&c, who)}, append(r.rest(c), alleged, deed, year)...), " ")), true
	})
}

// charging verbs are done to somebody for what he did.
var charging = map[string]string{"起诉": "for", "状告": "for", "批评": "for", "谴责": "for", "指责": "for", "举报": "for", "投诉": "for"}

// mannerOfWrong begins an adverb that tells how something was done that is punished.
var mannerOfWrong = pattern.MustCompile(`^(?:未|擅自|违法|违规|非法|私自|偷偷)`)

// divided are those of t that belong to the first and those that do not.
func divided(t []token.Token, first func(token.Token) bool) (yes, no []token.Token) {
	for _, x := range t {
		if first(x) {
			yes = append(yes, x)
		} else {
			no = append(no, x)
		}
	}
	return yes, no
}

// Branded reports a name alone with the manner in which its owner did something, as things
// are no doers: 知网违法处理个人信息.
func Branded(t []token.Token) bool {
	if len(t) > 2 && t[0].Kind == token.Latin && using[t[1].ZH] {
		return true // Meta使用成人视频训练AI
	}
	return len(t) > 2 && t[0].Kind == token.Known && t[0].Word.Kind == "noun" && t[0].Word.Base == "" && !information[t[0].ZH] && !carriers[t[0].ZH] && (illegally[t[1].ZH] != "" || FailsIn(t[1:2]) != nil || t[1].Is("擅自") || t[1].Kind == token.Known && t[1].Word.Kind == "adverb" && !t[1].Word.After && len(t) > 3 && t[2].Verb() || t[1].Is("默认") || t[1].Is("强制"))
}

// punishments end what befalls those who did something.
var punishments = pattern.MustCompile(`(?:判刑|获刑|处罚|罚|罚款|罚没|通报|通报批评|约谈|起诉|公诉|批捕|逮捕|刑拘|行拘|拘留|警告|查处|立案|立案调查|点名|曝光|追责|问责|禁业|开除|抓|抓获|判处|捕|责令整改|责令改正|责令限期整改|责令限期改正|叫停|下架|调查|查|判道歉|判赔礼道歉|判赔|判赔偿|判侵权|判公开道歉|辞退|解雇|开除|解聘|处分|免职|停职|道歉赔偿)$`)

// lone reports whether an object is one noun phrase that can be a subject.
func (r *Rendering) lone(t []token.Token) bool {
	if t[0].Kind == token.Number && carriers[t[len(t)-1].ZH] {
		return true
	}
	return !slices.ContainsFunc(t, func(x token.Token) bool { return x.Verb() || x.Is("的") }) || strings.HasPrefix(t[len(t)-1].Word.Kind, "doc")
}
