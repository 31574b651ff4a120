package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// finitely verbs are no part of a compound when an object follows.
var finitely = lexicon.Set(`续签 签订 送达 收到 接到 引发 聚焦 新增 公布 发布 出台 通过 印发 推出 启动 宣布 要求 禁止 驳回 裁定 暂停
	允许 提出 披露 扩大 取消 终止 撤销 批准 放宽 收紧 面临 达成 签署 修订 修改 制定 建立 明确 提醒 呼吁 规定 引入 限制 突破
	增长 同比增长 下降 处罚 作出 发出 开出 加强 强化 完善 规范 推进 推动 加快 助力 提供 有了 列入 纳入 写入 应对 涉及 覆盖
	涵盖 影响 构成 表示 声称 坚称 超 提高 降低 调整 达 回应 设立 设 三读通过`)

// deeds are verbs of what somebody does: a headline's own behind one who acts.
var deeds = lexicon.Set(`导出 推销 拟立法 出卖 售卖 变卖 侵入 盗刷 私拍 转卖 开启 带走 拷贝 复制 下载 携带 转移 外泄 泄露 倒卖 出售
	贩卖 兜售 窃取 盗取 盗用 安装 拆除 叫停 新增 赔偿 删除 侵犯 侵害 违反 解读 上传 转发 冒用 骗取 诱导 引发 遭遇 拒绝 偷拍
	索取 公开 购买 入侵 攻击 赋能 走进 会见 收集 采集 使用 滥用 共享 传播 散布 推送 抓取 爬取 利用 借用 强制 强迫 提供 获取
	偷装 私装 偷录 跟踪 尾随 偷窥 翻看 张贴 群发 散播 捏造 编造 骗走 盗走 窃走 攻破 监听 窃听 出租 出借 查询 转卖 买卖 搭建 伪造 篡改 冒充 隐瞒 存储 抓拍 拍摄 发布 举办`)

// changing verbs tell what becomes of a thing, behind an adverb.
var changing = lexicon.Set("加重 加大 加强 提升 提高 完善 优化 改善 扩大 增强 深化 增加 减少 规范 强化")

// certain verbs say what a deed or thing amounts to and are part of no compound.
var certain = lexicon.Set("不存在 构成 属于 不构成 不属于 是 不是 并非 就是")

// beforeDeed are the English of verbs when another deed follows.
var beforeDeed = map[string]string{"同意": "agree to", "提议": "propose to", "承认": "admit", "确认": "confirm", "证实": "confirm", "承诺": "pledge to", "拒绝": "refuse to", "停止": "stop", "避免": "avoid", "否认": "deny", "推迟": "postpone", "声称": "claim to", "扬言": "threaten to"}

// reporting verbs have a sentence for their object.
var reporting = lexicon.Set("报道 初步认定 发现 调查发现 裁定 判决 判定 认定 宣布 证实 承认 指控 称 表示 认为 强调 指出")

// inward verbs are passive when a thing is their subject.
var inward = lexicon.Set("用于 列入 纳入 写入 载入 收录")

// selfContained reports a verb whose English has its object with it.
func selfContained(base string) bool {
	words := strings.Fields(base)
	if len(words) == 2 {
		// commit fraud, push advertisements
		return !particles[words[1]] && !strings.HasSuffix(words[0], "ly") && !strings.HasSuffix(words[1], "ly") && words[0] != "be" && !english.Spaced(base)
	}
	return len(words) > 2 && (!strings.Contains(base, " and ") || strings.HasSuffix(base, " information")) && !english.Spaced(base) && !strings.HasPrefix(base, "be ") && !strings.HasSuffix(base, "ly")
}

// particles are part of the verb in front of them.
var particles = lexicon.Set("up out down off away back over through in on forward together again further online publicly")

// toward are the prepositions that verbs ask for where Chinese has 对; "-" when the
// verb takes what it governs as its object.
var toward = map[string]string{
	"罚款": "-", "罚没": "on", "致歉": "to", "道歉": "to", "赔礼道歉": "to", "公开道歉": "to", "公开致歉": "to", "作出处罚": "on",
	"给予警告": "-", "给予警告处罚": "-", "给予处罚": "on", "给予行政处罚": "on", "实施行政处罚": "on", "作出处罚决定": "on",
	"下达": "to", "下达整改通知": "to", "发出整改通知书": "to", "下达整改通知书": "to", "发出整改通知": "to", "发出检察建议": "to",
	"制发检察建议": "to", "开出罚单": "on", "进行通报批评": "-", "处罚": "-", "挂牌督办": "-", "作出行政指导": "-", "下架": "-",
	"组织下架": "-", "处置": "-", "查处": "-", "曝光": "-", "进行分组审议": "-", "处以": "on", "作出": "in", "判处": "on", "发出": "to",
	"出具": "to", "出具警示函": "to", "开出": "on", "下发": "to", "提起诉讼": "against", "提起": "against", "展开调查": "into", "展开": "into",
	"启动": "into", "进行": "on", "采取": "against", "实施": "on", "加强": "over", "提出": "on", "征收": "on", "提起公诉": "against", "提起上诉": "against", "提起公益诉讼": "against", "立案": "-",
	"约谈": "-", "裁罚": "-", "开罚": "-", "重罚": "-", "送达": "on", "裁处": "-", "开展": "on", "作出行政处罚": "on", "立案调查": "-",
	"起诉": "-", "提出要求": "of", "开展约谈": "-", "进行约谈": "-", "实施约谈": "-", "立案处罚": "-", "立案查处": "-", "作出处置": "-", "处以罚款": "-", "科处罚款": "-",
	"加征关税": "on", "开展调查": "into", "启动调查": "into", "进行调查": "into",
}

// doneTo are the passives of verbs whose English ends in a preposition or names a
// deed.
var doneTo = map[string]string{
	"约谈": "called in for a regulatory interview", "提起公诉": "prosecuted", "提起公益诉讼": "sued in the public interest",
	"立案侦查": "placed under criminal investigation", "刑事拘留": "criminally detained", "行政拘留": "placed under administrative detention",
	"取保候审": "released on bail", "行政处罚": "given administrative penalties", "责令改正": "ordered to make corrections",
	"责令改正并罚款": "ordered to make corrections and fined", "责令改正并处罚款": "ordered to make corrections and fined",
	"警告并罚款": "warned and fined", "移送公安": "referred to the police", "移送公安机关": "referred to public security organs",
	"移交公安": "referred to the police", "限期整改": "ordered to rectify within a time limit", "限期改正": "ordered to make corrections within a time limit",
	"专项整治": "subjected to special rectification", "给予警告": "given a warning", "给予警告处罚": "given a warning", "给予处罚": "penalized", "给予行政处罚": "given administrative penalties",
	"责令改正并警告": "ordered to make corrections and warned", "责令整改": "ordered to rectify", "要求整改": "required to rectify",
	"要求限期整改": "required to rectify within a time limit", "要求立即整改": "required to rectify at once", "立案调查": "placed under investigation",
	"下架": "removed from app stores", "判刑": "sentenced", "立案": "placed under investigation", "宣判": "decided", "公开宣判": "decided", "通报": "named",
	"通过": "adopted", "落地": "put in place", "通报批评": "publicly criticized", "判处": "sentenced to", "处以": "subjected to", "点名": "named", "监管": "regulated",
	"要求": "required", "提请审议": "submitted for deliberation", "举行": "held", "获刑": "sentenced", "查": "investigated", "审议": "deliberated on",
	"回应": "answered", "提上日程": "put on the agenda", "提上议程": "put on the agenda", "表决通过": "adopted by vote", "一审宣判": "decided at first instance",
	"二审宣判": "decided at second instance", "列入": "included in", "批捕": "formally arrested", "批准逮捕": "formally arrested", "启用": "put into use",
	"投用": "put into use", "责令限期改正": "ordered to make corrections within a time limit", "责令限期整改": "ordered to rectify within a time limit",
	"指控": "accused of", "终审宣判": "decided on final appeal", "责令删除": "ordered to delete", "责令下架": "ordered to be removed from app stores", "责令停止": "ordered to stop", "责令暂停": "ordered to suspend", "下线": "taken offline", "写入": "written into",
	"罚没": "fined and subjected to confiscation of", "监听": "bugged", "窃听": "bugged",
}

// naming verbs name those whose deeds they tell.
var naming = lexicon.Set("通报 公开通报 曝光 点名")

// speaking verbs need no object: what they say follows behind a colon.
var speaking = lexicon.Set("裁定 判决 认定 规定 拟规定 要求 强调 指出 表示 提醒 回应 明确 建议 呼吁 宣布 透露 提示 发声 出手 发文 联合发文 辟谣 警告 预警 支招 作答 重申 出击 致歉 道歉 公开致歉 公开道歉 让步")

// causing verbs have an object that does something itself; how English joins it.
var causing = map[string]string{
	"禁止": "from", "严禁": "from", "要求": "to", "允许": "to", "责令": "to", "督促": "to", "辅导": "to", "敦促": "to", "呼吁": "to", "提醒": "to",
	"鼓励": "to", "支持": "to", "引导": "to", "推动": "to", "促进": "to", "助力": "to", "起诉": "for", "谴责": "for", "批评": "for", "指控": "of",
	"指责": "for", "限制": "from", "判决": "to", "判令": "to", "强迫": "to", "强制": "to", "暂停": "from", "叫停": "from", "阻止": "from",
	"防止": "from", "防范": "from", "组织": "to", "指导": "to", "督促指导": "to", "指导督促": "to", "倡导": "to", "建议": "to", "命令": "to",
	"授权": "to", "下令": "to", "勒令": "to", "批复同意": "to", "委托": "to", "召集": "to",
}

// verb renders the verb of a clause with its auxiliary and adverbs.
func (r *Rendering) verb(c *clause, subject string) string {
	many, lead := c.many(subject), c.manner()
	switch {
	case c.verb.ZH == "":
		return required(c.aux, many, Doer(c.subjectEnd())) + " " + lead
	case c.verb.Done():
		return c.outcome(lead)
	}
	base := r.base(c, subject)
	if own := c.ofOffice(); own != "" {
		return actively(c.aux, own, lead, many, false)
	}
	if c.undergone(base) {
		c.passive = true
		if c.officeWould() {
			r.Signs.Unjoined = true // what authorities do would be told as what befell them
		}
	}
	if c.passive {
		return passive(c.aux, base, c.verb.ZH, lead, many)
	}
	return actively(c.aux, c.besideObject(base), lead, many, subject == "")
}

// many reports a subject whose verb is plural.
func (c *clause) many(subject string) bool {
	if together(c.subject) {
		return true
	}
	_, told := DoerAt(c.subject, false)
	deed := told > 0 && strings.Contains(subject, "ing ")
	return english.IsPlural(subject) && !deed && c.subjectEnd().Kind != token.Latin
}

// manner are the adverbs that English puts in front of the verb.
func (c *clause) manner() string {
	var adverbs []string
	for _, x := range c.adverbs {
		if x.Word.Kind == "adverb" && (!x.Word.After || c.crowded(x)) && timeNouns[x.ZH] == "" {
			adverbs = append(adverbs, x.EN)
		}
	}
	return strings.Join(adverbs, " ")
}

// outcome is what became of the subject; a sum that was won is said within it: 获赔25万元.
func (c *clause) outcome(lead string) string {
	if won, ok := strings.CutSuffix(c.verb.EN, " Compensation"); ok && len(c.object) == 1 && c.object[0].Kind == token.Money {
		sum := c.object[0].EN
		c.object = nil
		return strings.Join([]string{lead, won, sum, "in Compensation"}, " ")
	}
	return strings.Join([]string{lead, c.verb.EN}, " ")
}

// towardNone reports a verb that has nothing which the deed is done to, or toward.
func (c *clause) towardNone() bool { return !c.passive && len(c.object) == 0 && len(c.fronted) == 0 }

// ofOffice is the verb for what an authority does in what was told before, "" for others:
// 警方正在调查, 网信办约谈.
func (c *clause) ofOffice() string {
	if !c.towardNone() || !Authority(c.subjectEnd()) {
		return ""
	}
	going := c.aux.mood == perfect || c.aux.mood == ongoing
	if at := atWork[c.verb.ZH]; at != "" && going {
		return at
	}
	if (going || c.aux.mood == plain) && !strings.Contains(c.verb.Word.Base, " and ") {
		return alone[c.verb.ZH] // who is penalized was said before
	}
	return ""
}

// officeWould reports what an authority does and hardly has done to it.
func (c *clause) officeWould() bool {
	return Authority(c.subjectEnd()) && (doneTo[c.verb.ZH] != "" && !eventive[c.verb.ZH] || alone[c.verb.ZH] != "" || atWork[c.verb.ZH] != "")
}

// undergone reports a verb without an object that wants one, so that the subject is what it
// is done to.
func (c *clause) undergone(base string) bool {
	if c.passive || len(c.object) > 0 || c.towards() || len(c.fronted) > 0 && toward[c.verb.ZH] != "" || active[headVerb(base)] || speaking[c.verb.ZH] {
		return false
	}
	return doneTo[c.verb.ZH] != "" || !selfContained(base) && !strings.Contains(base, " the ")
}

// headVerb is the verb of a phrase of one with others.
func headVerb(base string) string {
	words := strings.Fields(base)
	if strings.HasSuffix(words[0], "ly") && len(words) > 1 {
		return words[1]
	}
	return words[0]
}

// besideObject is a verb without what its object, or the lack of one, leaves out.
func (c *clause) besideObject(base string) string {
	taking := c.taking()
	if len(c.object) > 0 || taking {
		base = strings.TrimSuffix(base, english.TailOf(base))
	}
	if taking && english.Spaced(base) {
		base = base[:strings.LastIndexByte(base, ' ')] // behind what is taken: "post data to"
	}
	if len(c.object) == 0 && english.Spaced(base) && !c.towards() {
		base = base[:strings.LastIndexByte(base, ' ')] // respond to
	}
	return base
}

// together reports bodies that do something with each other: 甲与乙签署协议.
func together(t []token.Token) bool {
	for i := 1; i+1 < len(t); i++ {
		if (t[i].Is("与") || t[i].Is("和") || t[i].Kind == token.Comma) && Doer(t[i-1]) && acts(t[i+1]) {
			return true
		}
	}
	return false
}

// alone are verbs of what authorities do, when a headline has told before to whom.
var alone = map[string]string{
	"约谈": "hold a regulatory interview", "处罚": "impose penalties", "行政处罚": "impose administrative penalties", "罚款": "impose a fine",
	"开罚": "impose a fine", "裁罚": "impose a fine", "重罚": "impose a heavy fine", "警告": "issue a warning", "查处": "take action", "处置": "take action",
	"立案": "open a case", "立案调查": "open an investigation", "立案侦查": "open a criminal investigation", "介入": "step in", "通报": "issue a circular",
	"通报批评": "issue public criticism", "责令整改": "order rectification", "责令改正": "order corrections", "责令删除": "order deletion",
	"要求限期整改": "require rectification within a time limit", "要求立即整改": "require immediate rectification", "要求整改": "require rectification",
	"责令限期整改": "order rectification within a time limit", "责令限期改正": "order corrections within a time limit", "责令停止": "order a stop",
	"责令下架": "order the removal", "限期整改": "order rectification within a time limit", "限期改正": "order corrections within a time limit",
	"挂牌督办": "place the case under supervision", "责令停业整顿": "order suspension of business for rectification", "介入调查": "launch an investigation",
	"起诉": "prosecute", "提起公诉": "prosecute", "下架": "order the removal",
}

// atWork are verbs of what authorities are at, or have done, in what a headline told before:
// without them they would be told as what befell the authorities.
var atWork = map[string]string{
	"调查": "investigate", "侦查": "investigate", "追查": "investigate", "核查": "look into the matter", "核实": "look into the matter", "查办": "handle the case",
	"侦办": "handle the case", "办理": "handle the case", "处理": "handle the matter", "跟进": "follow up", "检查": "inspect", "排查": "carry out checks", "研判": "assess the situation",
	"审查": "review the case", "审理": "hear the case", "批捕": "approve the arrest", "批准逮捕": "approve the arrest", "抓获": "make arrests", "逮捕": "make arrests", "受理": "accept the case", "宣判": "announce the judgment",
}

// Authority reports one who may do so.
func Authority(t token.Token) bool {
	return acts(t) || t.Kind == token.Known && authorities.MatchString(t.ZH)
}

var authorities = pattern.MustCompile(`(?:部门|机关|机构|警方|网警|法院|检察院|检察官|检方|局|厅|委|办)$`)

// towards reports whether a fronted phrase holds the object proper.
func (c *clause) towards() bool { return slices.ContainsFunc(c.fronted, c.proper) }

// required renders an auxiliary with a noun where English wants a verb.
func required(a auxiliary, many, person bool) string {
	switch {
	case person && a.en != "need not":
		return a.en + " engage in"
	case a.en == "must not" || a.en == "should not" || a.en == "cannot":
		return a.en + " involve"
	case a.en == "need not" && many:
		return "do not require"
	case a.en == "need not":
		return "does not require"
	case many:
		return "require"
	}
	return "requires"
}

func passive(a auxiliary, base, zh, lead string, many bool) string {
	done := doneTo[zh]
	if done == "" {
		done = english.Inflect(base, english.Participle)
		if already, ok := strings.CutPrefix(base, "be "); ok {
			done = already
		}
	}
	if lead != "" {
		done = lead + " " + done
	}
	switch a.mood {
	case modal:
		return a.en + " be " + done
	case lexical:
		if a.en == "plan to" {
			return "to be " + done
		}
		return joinTo(a.en, "be "+done, many)
	case ongoing:
		return are(many) + " being " + done
	case perfect:
		return have(many) + " been " + done
	case lacking:
		return have(many) + " not been " + done
	case urgent:
		return joinTo("urgently need to", "be "+done, many)
	}
	return done
}

func actively(a auxiliary, base, lead string, many, nobody bool) string {
	full := strings.TrimSpace(lead + " " + base)
	at := func(f func(string) string) string { return strings.TrimSpace(lead + " " + english.Inflect(base, f)) }
	switch a.mood {
	case modal:
		return a.en + " " + full
	case lexical:
		return joinTo(a.en, full, many)
	case ongoing:
		return are(many) + " " + at(english.Gerund)
	case perfect:
		return have(many) + " " + at(english.Participle)
	case lacking:
		return have(many) + " not " + at(english.Participle)
	case urgent:
		return joinTo("urgently need to", full, many)
	}
	be, copula := strings.CutPrefix(base, "be")
	switch {
	case nobody:
		return at(english.Gerund)
	case many && copula && (be == "" || be[0] == ' '):
		return strings.TrimSpace(lead + " are" + be)
	case many:
		return full
	}
	return at(english.Third)
}

func joinTo(aux, verb string, many bool) string {
	if done, ok := strings.CutPrefix(aux, "be "); ok {
		return done + " " + verb
	}
	if many {
		return aux + " " + verb
	}
	return english.Inflect(aux, english.Third) + " " + verb
}

func are(many bool) string {
	if many {
		return "are"
	}
	return "is"
}

func have(many bool) string {
	if many {
		return "have"
	}
	return "has"
}
