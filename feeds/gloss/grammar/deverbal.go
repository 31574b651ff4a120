package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Chinese says what is to be done behind all that it is done to; English, where that
// is long, names the deed first: "Measures for the Reporting and Investigation of X".

// longObject is from how many English words on an object is too long to stand before
// the noun of its deed.
const longObject = 4

// acted renders a phrase that ends in one deed or several, joined, as their nouns with
// the object behind; false where the object is short, or more than a plain noun phrase.
func (r *Rendering) acted(t []token.Token) (string, bool) {
	if i := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Known && x.Word.Post }); i > 0 && i+2 < len(t) {
		en, ok := r.acted(t[i+1:])
		return en + " in the " + r.Linear(t[:i]) + " " + t[i].EN, ok // 领域
	}
	deeds, object := trailing(r.worksApart(t))
	cases := len(object) > 1 && strings.HasSuffix(object[len(object)-1].ZH, "案件")
	if len(deeds) == 0 || len(object) == 0 || len(object) < 2 && len(deeds) < 2 || deedAdverbs[object[len(object)-1].ZH] != "" {
		return "", false
	}
	if en, ok := r.mutual(deeds, object); ok {
		return en, true
	}
	if en, ok := r.qualifiedDeeds(deeds, object); ok {
		return en, true
	}
	how := ""
	if last := len(object) - 1; last > 0 && manners[object[last].ZH] {
		how, object = object[last].EN+" ", object[:last]
	}
	if n := len(object) - 1; n > 1 && Joining(object[n-1]) && sortOfWork.MatchString(object[n].ZH) {
		return "", false // 身份认证和安全信任
	}
	practice, _ := r.Try(func() (string, bool) { return r.event(object) })
	if last := len(object) - 1; practice == "" && last > 0 && nestable[deeds[len(deeds)-1].ZH] && object[last].Verb() && !Modifies(object) && !object[0].Deed() {
		practice, _ = r.Try(func() (string, bool) { return r.acted(object) }) // 信息查询授权管理
	}
	if practice == "" && !cases && !plainThing(object) && !pairOfThings(object) {
		return "", false
	}
	nouns, ok := nounsOf(deeds, object)
	if !ok {
		return "", false
	}
	if m := casesOf.FindStringSubmatch(Text(object)); cases && m != nil {
		return "the " + nouns + " of " + r.casesOfKind(m[1], m[2]), true
	}
	if object[len(object)-1].Kind == token.Group {
		return "", false // a campaign's name
	}
	of, sure := practice, practice != ""
	if !sure {
		of, sure = r.actedOn(object)
	}
	if !sure && len(strings.Fields(of)) < longObject && len(deeds) == 1 {
		return "", false
	}
	return "the " + how + nouns + " " + deeds[len(deeds)-1].Governing() + " " + definite(of), true
}

// worksApart parts a term that ends in the first of two works from what both are done to:
// 公共数据开放、共享.
func (r *Rendering) worksApart(t []token.Token) []token.Token {
	i := slices.IndexFunc(t, Joining)
	if i < 1 || i+2 != len(t) || !beside[t[i+1].ZH] || t[i-1].Kind != token.Known || t[i-1].Deed() || !english.Within.MatchString(t[i-1].EN) {
		return t
	}
	for w := range beside {
		of, ok := strings.CutSuffix(t[i-1].ZH, w)
		if !ok {
			continue
		}
		thing, work := r.Segment(of), r.wordOf(w)
		if thingAlone(thing) && work.Deed() {
			return slices.Concat(t[:i-1], thing, []token.Token{work}, t[i:])
		}
	}
	return t
}

// mutual is a deed that two things do with each other: 等级保护和安全保护衔接.
func (r *Rendering) mutual(deeds, object []token.Token) (string, bool) {
	i := slices.IndexFunc(object, Joining)
	if len(deeds) != 1 || !mutually[deeds[0].ZH] || i < 1 || i+1 >= len(object) || slices.ContainsFunc(object[i+1:], Joining) || !Chain(object[:i]) || !Chain(object[i+1:]) {
		return "", false
	}
	noun := deeds[0].DeedNoun()
	one := func(t []token.Token) string {
		if en, ok := r.Try(func() (string, bool) { return r.acted(t) }); ok {
			return en
		}
		return definite(r.Linear(t))
	}
	return "the " + noun + " between " + one(object[:i]) + " and " + one(object[i+1:]), noun != ""
}

// mutually are deeds that need two.
var mutually = lexicon.Set("衔接 联动 对接 互认 贯通 融合")

// qualifiedDeeds is a deed behind the adjective that it is done by, alone or with another
// in front: 平台体系化布局和高水平建设.
func (r *Rendering) qualifiedDeeds(deeds, object []token.Token) (string, bool) {
	n := len(object) - 1
	if len(deeds) != 1 || n < 1 || object[n].Kind != token.Known || object[n].Word.Kind != "noun" || !adjectival.MatchString(object[n].EN) || manners[object[n].ZH] {
		return "", false
	}
	noun, of := deeds[0].DeedNoun(), object[:n]
	if noun == "" {
		return "", false
	}
	noun = object[n].EN + " " + noun
	if n > 2 && Joining(object[n-1]) {
		first, thing := object[n-2], object[:n-2]
		if !workName.MatchString(first.ZH) {
			return "", false
		}
		noun, of = first.EN+" and "+noun, thing
		if k := len(thing) - 1; k > 0 && thing[k].Kind == token.Known && adjectival.MatchString(thing[k].EN) {
			noun, of = thing[k].EN+" "+noun, thing[:k]
		}
	}
	if !plainThing(of) {
		return "", false
	}
	return "the " + noun + " " + deeds[0].Governing() + " " + definite(r.Linear(of)), true
}

var (
	// adjectival is English that tells how, and names nothing.
	adjectival = pattern.MustCompile(`(?:-(?:level|quality|scale|end|based|oriented)|atic|ized|ated|ensive|ational|fied|[^ ]able)$`)
	// workName ends what may be done beside another deed.
	workName = pattern.MustCompile(`(?:布局|建设|发展|应用|利用|运营|治理|开发|推广|部署)$`)
)

// drawnUp ends the name of a document that is worked on.
var drawnUp = pattern.MustCompile(`(?:方案|规划|计划|办法|规定|条例|指南|指引)$`)

// nestable are works that are done to another work.
var nestable = lexicon.Set("管理 治理 监管 监督管理 监督 授权 审批 审核 备案 登记")

// nounsOf joins the nouns of deeds; false where one has none.
func nounsOf(deeds, object []token.Token) (string, bool) {
	var nouns []string
	for _, d := range deeds {
		noun := d.DeedNoun()
		if d.Is("处理") && handledThings.MatchString(Text(object)) {
			noun = "Handling" // what is processed is data
		}
		if noun == "" || suffered[d.ZH] {
			return "", false
		}
		nouns = append(nouns, noun)
	}
	return english.Join(nouns), true
}

// actedOn renders what deeds are done to; sure is false of a plain row of words.
func (r *Rendering) actedOn(t []token.Token) (en string, sure bool) {
	if last := t[len(t)-1]; last.Word.Head && len(t) > 1 && strings.HasSuffix(last.ZH, "案例") {
		return r.Untagged(Text(t)), true
	}
	if last := t[len(t)-1]; last.Word.Head && len(t) > 1 && drawnUp.MatchString(last.ZH) {
		return "the " + r.Untagged(Text(t)), true // 实施方案编制
	}
	if en, ok := r.held(t); ok {
		return en, true
	}
	if strings.HasSuffix(t[0].ZH, "领域") {
		return r.nouns(t), true
	}
	return r.Linear(t), false
}

// handledThings end what is dealt with.
var handledThings = pattern.MustCompile(`(?:投诉|举报|申诉|请求|诉求|事件|事故|纠纷|争议|案件|问题|线索)$`)

// suffered are deeds whose doer stands before them.
var suffered = lexicon.Set("协作 合作 联动 衔接 会商 攻击 网络攻击 入侵 来访 不到位 不足 服务 安全")

// held renders what is done to; information that a service or place holds stands
// before it: "Personal Information in Recruitment Services".
func (r *Rendering) held(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || !information[t[n].ZH] {
		return "", false
	}
	m := holders.FindString(t[n-1].ZH)
	if m == "" && strings.HasSuffix(t[n-1].EN, "ing") && !t[n-1].Verb() {
		return t[n].EN + " in " + r.Linear(t[:n]), true // 扫码点餐个人信息
	}
	if m == "" {
		return "", false
	}
	return t[n].EN + " " + holding[m] + " " + strings.TrimPrefix(r.Linear(t[:n]), "the "), true
}

// holders end the name of what holds information, holding is how English says so.
var (
	holders     = pattern.MustCompile(`(?:服务|平台|场景|领域|行业|市场|系统|环节|过程|业务|机构|公司)$`)
	holding     = map[string]string{"服务": "in", "平台": "on", "场景": "in", "领域": "in the", "行业": "in", "市场": "in", "系统": "in", "环节": "in", "过程": "in", "业务": "in", "机构": "of", "公司": "of"}
	information = lexicon.Set("信息科技外包风险 重要数据 核心数据 操作风险 信息科技风险 外包风险 数据安全风险 声誉风险 客户数据 个人信息 敏感个人信息 用户个人信息 用户信息 客户信息 消费者个人信息 未成年人个人信息")
)

// casesOf are the cases of one branch of law, branches its English.
var (
	casesOf  = pattern.MustCompile(`^(.{4,}?)(刑事|民事|行政)?案件$`)
	branches = map[string]string{"刑事": "Criminal ", "民事": "Civil ", "行政": "Administrative "}
)

// trailing parts the deeds at the end of t from what they are done to.
func trailing(t []token.Token) (deeds, object []token.Token) {
	i := len(t) - 1
	if i < 1 || !t[i].OfDeed() {
		return nil, t
	}
	deeds = []token.Token{t[i]}
	for i >= 3 && Joining(t[i-1]) && t[i-2].OfDeed() {
		i -= 2
		deeds = append(deeds, t[i])
	}
	if len(deeds) == 1 && i > 1 && beside[t[i].ZH] && beside[t[i-1].ZH] && t[i-1].Deed() {
		i-- // 信息查询使用
		deeds = append(deeds, t[i])
	}
	slices.Reverse(deeds)
	return deeds, t[:i]
}

// beside are what is done with data, two of which stand side by side without a mark.
var beside = lexicon.Set("核验 收集 采集 查询 使用 存储 提供 共享 公开 传输 加工 利用 汇聚 归集 删除 开放 建设 运营 运行 维护 流通 交易 登记 开发 研发 生产 销售 进口 检验 检测 监测 调度 预警 研究 试验")

// Joining reports a mark or word that joins two of a kind.
func Joining(t token.Token) bool {
	return t.Kind == token.Comma || t.Is("和") || t.Is("与") || t.Is("及") || t.Is("以及")
}

// plainThing reports a noun phrase of nouns alone, of which the last may be a deed's
// object.
func plainThing(t []token.Token) bool {
	for i, x := range t {
		switch x.Kind {
		case token.Latin, token.Ordinal:
		case token.Group:
			if strings.HasPrefix(x.ZH, "《") {
				return false
			}
		case token.Known:
			if x.Word.Kind == "connective" || x.Word.Kind == "adverb" || x.Word.Post || x.Word.Kind == "place" || x.Done() || x.Verb() && i > 0 && i+1 == len(t) {
				return false
			}
		default:
			return false
		}
	}
	return !t[0].Deed()
}

// pairOfThings reports two plain things that a word joins: 违规短信和骚扰电话.
func pairOfThings(t []token.Token) bool {
	i := slices.IndexFunc(t, Joining)
	return i > 0 && i+1 < len(t) && t[i].Kind == token.Known && thingAlone(t[:i]) && thingAlone(t[i+1:]) && !namesWork.MatchString(t[i-1].ZH)
}

// namesWork ends the name of a work, which is no thing that another is done to.
var namesWork = pattern.MustCompile(`(?:公开|共享|建设|治理|管理|应用|使用|收集|流通|培养|审查|评估)$`)

// thingAlone reports nouns that are no deeds.
func thingAlone(t []token.Token) bool {
	return !slices.ContainsFunc(t, func(x token.Token) bool {
		return x.Kind != token.Latin && (x.Kind != token.Known || illegally[x.ZH] == "" && (x.Word.Kind != "noun" || x.Word.Base != "" || x.Word.Post || x.Done()))
	})
}

// manners stand before a deed and tell how or when, not to what.
var manners = lexicon.Set("通用 动态 年度 季度 专项 日常 实名 分级 分类 现场 远程 在线 统一 集中 联合 协同 全程 全过程 全流程 全生命周期")

// definite gives an article to what there is one of.
func definite(en string) string {
	if strings.HasPrefix(en, "to ") {
		return en // what something is done for
	}
	if with := article(en); with != en {
		return with
	}
	head := en
	if at := english.Within.FindStringIndex(en); at != nil {
		head = en[:at[0]]
	}
	if !strings.HasPrefix(en, "the ") && institutes[head[strings.LastIndexByte(head, ' ')+1:]] {
		return "the " + en
	}
	return en
}
