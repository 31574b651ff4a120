package grammar

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Chinese puts noun before noun without end; English bears a few of them, and then
// wants the last one first: "Project for the Procurement of Cloud Services".

// longChain is from how many English words on a chain of nouns is parted.
const longChain = 5

// parted renders a long chain of nouns with its head first; false for what is short,
// or no such chain.
func (r *Rendering) parted(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || wordsOfEnglish(t) < longChain || !Chain(t) {
		return "", false
	}
	if en, ok := r.within(t); ok {
		return en, true
	}
	if en, ok := r.dutiful(t); ok {
		return strings.TrimPrefix(en, "the "), true
	}
	if n < 2 {
		return "", false
	}
	if t[n].Is("工作") {
		t, n = t[:n], n-1 // which says no more than the deed before it
	}
	if en, ok := r.acted(t); ok {
		return strings.TrimPrefix(en, "the "), true
	}
	if of, work, ok := workOf(t[n]); ok && wordsOfEnglish(t[:n]) >= longChain-1 && !slices.ContainsFunc(t, Joining) {
		return work + " of " + r.Linear(t[:n]) + " " + of, true // 用户信息查询权限管理
	}
	if !aims.MatchString(t[n].ZH) || t[n].Verb() {
		return "", false
	}
	if n > 3 && !t[n-1].OfDeed() {
		n-- // 试点单位
	}
	deed, ok := r.acted(t[:n])
	if !ok {
		of := line{r: r, t: t[:n]}
		if deed = TheDeed(of.text()); !strings.HasPrefix(deed, "the ") {
			return "", false
		}
	}
	head := r.Linear(t[n:])
	return head + " " + linkOf(head) + " " + deed, true
}

// qualified puts an adjective that stands within a chain, with what it is said of, before
// the rest: 合同备案常见退回情形.
func (r *Rendering) qualified(t []token.Token) (string, bool) {
	if en, ok := r.sortedLast(t); ok {
		return en, true
	}
	i := slices.IndexFunc(t, func(x token.Token) bool { return ofNext[x.ZH] && x.Kind == token.Known })
	if i < 1 || i+1 >= len(t) || !Chain(t) || slices.ContainsFunc(t, Joining) || t[0].Deed() {
		return "", false
	}
	front, adjective := r.Linear(t[:i]), cmp.Or(demonym[t[i].EN], t[i].EN)
	if strings.Count(front, " ") < 2 {
		return adjective + " " + english.Singular(front) + " " + r.Linear(t[i+1:]), true
	}
	head := adjective + " " + r.Linear(t[i+1:])
	return head + " " + linkOf(head) + " " + definite(front), true
}

// sortedLast is qualified of a chain whose last word has the adjective in its own English:
// 网络数据安全典型案例, with how many there are in front.
func (r *Rendering) sortedLast(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || t[n].Kind != token.Known || t[n].Word.Kind != "noun" && t[n].Word.Kind != "doc_type" {
		return "", false
	}
	adjective, head, ok := strings.Cut(t[n].EN, " ")
	if !ok || !sorting[adjective] || adjective == "Guiding" && head != "Cases" || english.Spaced(head) || t[n].Is("典型") {
		return "", false
	}
	lead, of := "", t[:n]
	switch {
	case of[0].Kind == token.Number && n > 1 && of[0].Noun != "People":
		lead, of = of[0].EN+" ", of[1:]
	case of[0].Kind == token.Date && len(of[0].EN) == len("2025") && n > 1:
		lead, of = of[0].EN+" ", of[1:]
	case of[0].Is("一批") && n > 1:
		lead, of = "a Batch of ", of[1:]
	}
	if lead == "One " || !Chain(t[n-len(of):]) || of[0].Deed() || slices.ContainsFunc(of, Joining) || slices.ContainsFunc(of, func(x token.Token) bool { return x.Verb() || x.Is("一批") || x.Kind == token.Number }) || ofNext[of[len(of)-1].ZH] || touching[of[0].ZH] {
		return "", false
	}
	front := r.Linear(of)
	if !english.Within.MatchString(front) && strings.Count(front, " ") < 4 {
		return lead + adjective + " " + english.Singular(front) + " " + head, true
	}
	return lead + t[n].EN + " " + linkOf(head) + " " + definite(front), true
}

// sorting begin the English of what one of a kind is, which no noun stands before.
var sorting = lexicon.Set("Typical Guiding Prominent Poor Relevant New Main Major")

// ofNext are adjectives of the thing behind them.
var ofNext = lexicon.Set("常见 典型 突出 主要 最新 新型 有效 具体 优秀 首要 重点 重大 严重 高频 特殊 虚假 不良 优质 最佳 紧急 重要 相关 有关 不当")

// workOf parts the English of a work from what of a thing it is done to: Permission
// Administration.
func workOf(t token.Token) (of, work string, ok bool) {
	if t.Kind != token.Known || t.Word.Kind != "noun" || t.Word.Base != "" || prepositional.MatchString(t.EN) || strings.Contains(t.EN, " and ") {
		return "", "", false
	}
	i := strings.LastIndexByte(t.EN, ' ')
	if i < 0 || !worksLast[t.EN[i+1:]] {
		return "", "", false
	}
	return t.EN[:i], t.EN[i+1:], !sorts[t.EN[:i]] && t.EN[:i] != "Environmental Impact"
}

// worksLast are works by the last word of their English; sorts tell the sort of a work and
// not what it is done to.
var (
	worksLast = lexicon.Set("Administration Management Supervision Regulation Registration Filing Certification Verification Assessment Evaluation Testing Monitoring Processing Sharing Trading Disclosure Collection")
	sorts     = lexicon.Set("Compliance Risk Security Special Judicial Joint Annual Daily Classified Quality Project Safety Real-name Online Cross-border Dynamic Comprehensive Graded Credit Self Emergency Operation Administrative Process Financial Industry")
)

// dutiful puts what somebody is bound to before whom it binds and what it is for: 网站
// 平台信息内容管理主体责任.
func (r *Rendering) dutiful(t []token.Token) (string, bool) {
	if len(t) > 2 && t[0].Verb() && t[0].Kind == token.Known {
		en, ok := r.dutiful(t[1:])
		return english.Inflect(t[0].Word.Base, english.Gerund) + " " + en, ok // 压实平台企业主体责任
	}
	n := len(t) - 1
	if n < 1 || t[n].Kind != token.Known || !strings.HasSuffix(t[n].ZH, "主体责任") || !Chain(t) {
		return "", false
	}
	i := slices.IndexFunc(t[:n], func(x token.Token) bool { return Doer(x) && !chinese.AboutApps(x.ZH) }) + 1
	duty := "the " + english.TitleCase(t[n].EN)
	if i > 0 {
		duty += " of " + r.Linear(t[:i])
	}
	if i < n {
		duty += " for " + r.Linear(t[i:n])
	}
	return duty, true
}

// aims end what a work has, or is given.
var aims = pattern.MustCompile(`(?:项目|计划|方式|方法|机制|制度|体系|措施|要求|标准|规则|能力|结果|进展|成效|事项|问题|平台|试点|行动|活动|经验|流程|程序|期限|条件|范围|目录|清单|费用|指数|指标|需求|单位|地区)$`)

// within puts what holds information or has something secured behind that: "Data
// Security in the Education System".
func (r *Rendering) within(t []token.Token) (string, bool) {
	for i := 0; i+1 < len(t); i++ {
		if !secured[t[i+1].ZH] {
			continue
		}
		m := holders.FindString(t[i].ZH)
		if m == "" {
			continue
		}
		return r.Linear(t[i+1:]) + " " + holding[m] + " " + definite(r.Linear(t[:i+1])), true
	}
	return "", false
}

// withinWork is what has to be kept safe in a work, behind the work: 生成式人工智能开发和利用
// 个人信息处理.
func (r *Rendering) withinWork(t []token.Token) (string, bool) {
	for i := 1; i+1 < len(t); i++ {
		if !t[i].Deed() || !worked.MatchString(Text(t[:i+1])) || t[0].Deed() || !plainThing(t[:i]) || !keptSafe.MatchString(Text(t[i+1:])) {
			continue
		}
		work, ok := deedsNoun(t, i)
		if !ok {
			return "", false
		}
		return r.Linear(t[i+1:]) + " in the " + work + " of " + r.Linear(t[:i]), true
	}
	return "", false
}

// worked ends in such a work; 应用 is an app as well.
var worked = pattern.MustCompile(`(?:[发究]|开发和?利用|研发|使用|训练|部署|共享|(?:技术|模型|算法|人工智能|识别|区块链|智能体|大数据)应用)$`)

// keptSafe is what has to be kept so.
var keptSafe = pattern.MustCompile(`^(?:个人信息(?:处理|保护|安全)?|数据(?:安全|处理|保护|合规)|网络安全|网络和数据安全|知识产权保护|隐私保护|伦理审查)(?:风险|管理|评估)?$`)

var secured = lexicon.Set("数据安全 网络安全 网络数据安全 个人信息 个人信息保护 个人信息安全 用户个人信息 数据安全风险 网络和数据安全 数据")

// Chain reports nouns alone, of which all but the first may be deeds that are no
// clause's verb.
func Chain(t []token.Token) bool {
	if t[0].Verb() || strings.HasSuffix(t[0].ZH, "期间") {
		return false
	}
	for i, x := range t {
		switch {
		case x.Kind == token.Latin, i > 0 && Joining(x) && x.Kind == token.Known:
		case x.Kind != token.Known, x.Word.Post, x.Word.Kind == "org", x.Done(), x.Befallen(), finitely[x.ZH], deeds[x.ZH] && x.Verb() && i+1 < len(t) && !(i+2 == len(t) && beside[x.ZH] && beside[t[i+1].ZH]), !x.Word.Nominal() && !x.Verb(), strings.HasPrefix(x.ZH, "涉"), x.Verb() && x.Nounless():
			return false
		}
	}
	return true
}

func wordsOfEnglish(t []token.Token) int {
	n := len(t)
	for _, x := range t {
		n += strings.Count(x.EN, " ")
	}
	return n
}

// linkOf joins a head to what it is about.
func linkOf(head string) string {
	if link := links[head[strings.LastIndexByte(head, ' ')+1:]]; link != "" {
		return link
	}
	return "for"
}

// chaining is a way in which nouns that follow one come before it in English.
type chaining struct {
	name, example string
	// of puts the noun at i with those behind it, and tells how many these are; 0 where it
	// stays in front of them.
	of func(l *line, i int) int
}

// chainings are tried in this order.
var chainings []chaining

func init() {
	chainings = []chaining{
		{"parts of a document", "《条例》配套文件", func(l *line, i int) int {
			n := l.partsOf(i)
			if n > 0 {
				l.put(true, l.inChain(i+1, i+1+n, true), "of the", l.t[i].EN)
			}
			return n
		}},
		{"things that involve one", "涉未成年人有害信息", func(l *line, i int) int {
			x, n := l.t[i], len(l.t)-i-1
			if n < 1 || n > 2 || x.Kind != token.Known || !strings.HasPrefix(x.EN, "Involving ") || x.Word.Kind != "noun" || !involving.MatchString(l.t[len(l.t)-1].ZH) || !thingAlone(l.t[i+1:]) {
				return 0
			}
			l.put(true, l.inChain(i+1, len(l.t), true), x.EN)
			return n
		}},
		{"information of so many", "处理100万人以上个人信息", func(l *line, i int) int {
			x := l.t[i]
			n, ok := l.next(i)
			if !ok || x.Kind != token.Number || x.Noun != "People" || !information[n.ZH] {
				return 0
			}
			l.put(true, n.EN, "of", x.EN, "People")
			return 1
		}},
		{"what a work yields", "首批数据出境安全评估结果有效期延长申请获批", func(l *line, i int) int {
			run := l.runBehind(i)
			if len(run) != 2 || !yielded[run[0].ZH] || topics[run[1].ZH] == "" {
				return 0
			}
			l.put(true, topics[run[1].ZH], run[0].EN, "of", article(l.t[i].EN))
			return 2
		}},
		{"behind a preposition", "公共数据授权运营价格形成机制", func(l *line, i int) int {
			run := l.runBehind(i)
			if len(run) > 0 {
				l.runFirst(i, run)
			}
			return len(run)
		}},
	}
}

// chained puts the nouns that follow the one at i before it, and tells how many they are:
// "Price Formation Mechanism for Authorized Operation of Public Data".
func (l *line) chained(i int) int {
	for k := range chainings {
		if n := chainings[k].of(l, i); n > 0 {
			l.r.reached(chainings[k].name)
			return n
		}
	}
	return 0
}

// inChain is a part of the line as a phrase of its own.
func (l *line) inChain(from, to int, begun bool) string {
	part := line{r: l.r, t: l.t[from:to], begun: begun}
	return part.text()
}

// runBehind are the nouns behind one whose English has a preposition, which no English noun
// can follow.
func (l *line) runBehind(i int) []token.Token {
	if x := l.t[i]; !l.nounAt(i) || !TakesNoNoun(x.EN) || x.Is("个人信息") || people[x.ZH] {
		return nil
	}
	n := i + 1
	for n < len(l.t) && l.t[n].Kind == token.Known && !l.t[n].Word.Post && (l.t[n].Word.Kind == "noun" || l.t[n].Verb()) {
		n++
	}
	if n+1 == len(l.t) && n > i+1 && branches[l.t[n-1].ZH] != "" && l.t[n].Word.Kind == "doc_type" {
		n++ // 案刑事裁定书
	}
	if last := l.t[n-1]; n > i+1 && last.Verb() && (n < len(l.t) || !aims.MatchString(last.ZH)) {
		return nil
	}
	return l.t[i+1 : n]
}

// nounAt reports a word that is a noun where it stands, though it may be a deed elsewhere.
func (l *line) nounAt(i int) bool {
	x := l.t[i]
	if x.Kind != token.Known || x.Word.Kind != "noun" && x.Word.Kind != "doc_type" {
		return false
	}
	return x.Word.Base == "" || selfContained(x.Word.Base) || l.begun || i == 0
}

// runFirst puts the nouns behind the one at i in front of it, with what joins them.
func (l *line) runFirst(i int, run []token.Token) {
	x, head := l.t[i], l.inChain(i+1, i+1+len(run), len(run) > 1)
	last := head[strings.LastIndexByte(head, ' ')+1:]
	link := cmp.Or(links[last], "for")
	switch {
	case run[len(run)-1].Word.Kind == "doc_type" && strings.HasPrefix(x.EN, "Case"):
		link = "in the"
	case links[last] == "" && len(run) == 1 && run[0].Word.Base != "":
		link = "of the"
	}
	if !l.begun && len(l.out) > 0 && institutes[last] && l.t[i-1].Word.Kind != "place" {
		head = "the " + head
	}
	l.put(true, head, link, article(x.EN))
}

// yielded are what a work yields.
var yielded = lexicon.Set("结果 报告 证书 批文 决定")

// involving ends what may involve somebody.
var involving = pattern.MustCompile(`(?:案|案件|信息|内容|言论|账号)$`)

// partsOf counts the nouns behind a document's name that tell of what belongs to it.
func (l *line) partsOf(i int) int {
	rest := l.t[i+1:]
	if len(rest) == 0 || len(rest) > 3 || !strings.HasPrefix(l.t[i].ZH, "《") || !Chain(rest) || rest[0].Is("技术文件") || !belonging.MatchString(rest[len(rest)-1].ZH) {
		return 0
	}
	return len(rest)
}

// belonging ends what a document has, or what is done with it.
var belonging = pattern.MustCompile(`(?:文件|条款|条文|附件|附录|内容|规定|要求|修订|修改|实施|执行|解读|宣贯|培训|编制|起草|分工|落实情况|实施情况)$`)

// links are the prepositions of nouns that do not take "for".
var links = map[string]string{
	"Problems": "in", "Issues": "in", "Cases": "of", "Case": "of", "Results": "of", "Status": "of", "List": "of", "Lists": "of", "Filing": "of", "Filings": "of",
	"Progress": "in", "Risks": "of", "Trial": "of", "Protection": "of", "Administration": "of", "Management": "of", "Supervision": "of", "Quality": "of", "Level": "of",
	"Capability": "in", "Capabilities": "in", "Field": "of", "Evaluation": "of", "Analysis": "of", "Verification": "of", "Enforcement": "on", "Testing": "of",
	"Pre-examination": "of", "Assessment": "of", "Review": "of", "Inspection": "of", "Dispute": "over", "Disputes": "over", "Situation": "of", "Catalogue": "of",
	"Report": "on", "Information": "on", "Data": "on", "Work": "of",
}

// institutes are what there is one of, which takes "the" behind a verb.
var institutes = lexicon.Set("Committee Commission Environment List System Mechanism Scheme Framework Platform Industry Market Sector Economy Ecosystem Network")

// TakesNoNoun reports English that no noun can follow, as a preposition with a noun is in it
// that is no part of a name.
func TakesNoNoun(en string) bool { return prepositional.MatchString(en) && !fixed.MatchString(en) }

var (
	// prepositional is English that another noun cannot follow.
	prepositional = pattern.MustCompile(`\w (?:of|in the|for|on) [A-Z]`)
	// fixed has the preposition within a name.
	fixed = pattern.MustCompile(`^(?:[\w-]+ing |["\d]|(?:[A-Z][a-z]+ )?(?:Internet|Code|Freedom|Right|Chamber|Board|Letter|Line|Law) of )|Rule of Law`)
)
