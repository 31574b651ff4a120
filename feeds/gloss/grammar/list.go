package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// lists are names that are put out, in a batch or at once: 第三批获证机构名单.
var lists = pattern.MustCompile(`^(第(?:[` + feeds.HanNumerals + `]+|\d+)批|首批)?([^，、 ；]{4,40}?)(名单|目录|清单)$`)

// listNamed renders a list before what it lists: "the List of Certified Institutions
// (Batch 3)".
func (r *Rendering) listNamed(s string) (string, bool) {
	s, edition := r.Stages(s)
	m := lists.FindStringSubmatch(s)
	if m == nil || r.g.Terms.Known(s) {
		return "", false
	}
	t := r.Segment(m[2] + m[3])
	n := len(t) - 1
	if n < 1 || t[0].Verb() && !attaining[t[0].ZH] && !Modifies(t) || m[1] == "" && t[0].Deed() && !attaining[t[0].ZH] && !Modifies(t) || t[n-1].Is("的") || !t[n].Word.Head {
		return "", false // 调整产品目录
	}
	of := t[:n]
	if n == 1 && t[0].Kind == token.Known && t[0].Word.Kind == "place" && m[1] == "" {
		return "the " + r.Untagged(s) + edition, true // 广东省行政许可事项清单
	}
	lead := ""
	if len(of) > 2 && of[0].Kind == token.Date && of[n-1].Word.Head {
		lead, of = of[0].EN+" ", of[1:]
	}
	en := "the " + t[n].EN + " " + r.g.linkAfter(t[n].ZH) + " " + lead + english.Plural(r.listedThings(of))
	if m[1] == "" {
		return en + edition, true
	}
	batch, ok := number.InBracket(strings.Replace(m[1], "首批", "第一批", 1))
	return en + " (" + batch + ")" + edition, ok
}

// listedThings are what a list is of: documents, or things.
func (r *Rendering) listedThings(t []token.Token) string {
	if last := t[len(t)-1]; last.Word.Head && len(t) > 1 {
		return r.Untagged(Text(t)) // 典型案例
	}
	if i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("首批") }); i > 0 && i+1 < len(t) && !Modifies(t) {
		return "the First Batch of " + english.Plural(r.Linear(t[i+1:])) + " for " + r.Linear(t[:i]) // 个人信息跨境流动首批试点企业
	}
	if i := slices.IndexFunc(t, func(x token.Token) bool { _, not := fails[x.ZH]; return not }); i > 0 && i+2 < len(t) && Doer(t[len(t)-1]) && !Modifies(t) {
		n := len(t) - 1
		for i+1 < n && !t[i+1].Deed() {
			i++
		}
		return english.Plural(t[n].EN) + " Failing to " + english.TitleCase(t[i+1].Word.Base) + " " + r.Linear(t[:i]) // 负责人未报送企业
	}
	if n := len(t) - 1; n > 1 && attaining[t[0].ZH] && (Doer(t[n]) || listable.MatchString(t[n].ZH)) && !Modifies(t) {
		deed := line{r: r, t: t[:n], purpose: true}
		return english.Plural(t[n].EN) + " " + deed.text() // 获得认证专业机构
	}
	if len(t) > 1 && attaining[t[0].ZH] && !Modifies(t) {
		deed := line{r: r, t: t, purpose: true}
		return "Those " + deed.text() // 通过服务登记名单
	}
	return r.Phrase(Text(t))
}

// linkAfter is the preposition after a document type.
func (g *Rules) linkAfter(zh string) string {
	i := slices.IndexFunc(g.Terms.Types(), func(h term.Type) bool { return h.ZH == zh })
	if i < 0 {
		return "of"
	}
	return g.Terms.Types()[i].Link
}

// listable things come to something as bodies do.
var listable = pattern.MustCompile(`(?:项目|产品|服务|系统)$`)

// attaining verbs tell what those on a list have come to.
var attaining = lexicon.Set("获得 取得 通过 完成 具备")

// batchOf is one batch of what follows, with the year it is of.
func (r *Rendering) batchOf(s string) (string, bool) {
	m := batched.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	t, n, ok := number.Read(m[2])
	if !ok || n != len(m[2]) {
		return "", false
	}
	year := ""
	if m[1] != "" {
		year = m[1] + " "
	}
	if en, ok := r.listNamed(m[2] + m[3]); ok {
		return strings.Replace(en, "the ", "the "+year, 1), true
	}
	if outcomeOf.MatchString(m[3]) {
		when := strings.TrimSuffix(m[2], "次")
		if m[1] != "" {
			when = m[1] + "年" + when
		}
		which, ok := number.InBracket(when)
		return r.Subject(m[3]) + " (" + which + ")", ok // 第八批领军人才评选结果
	}
	if of := r.Segment(m[3]); len(of) == 0 || Modifies(of) || of[len(of)-1].Deed() || batchless.MatchString(m[3]) {
		return "", false // 第三批申报材料预审: of what is worked on
	}
	of, known := "", false
	if w, ok := r.g.Terms.Word(m[3]); ok {
		of, known = w.EN, true
	}
	if !known {
		of = r.Untagged(m[3])
	}
	return "the " + t.EN + " of " + year + english.Plural(of), true
}

// batched is one batch of what follows.
var batched = pattern.MustCompile(`^(?:(\d{4})年度?)?(第(?:[` + feeds.HanNumerals + `]+|\d{1,3})批次?)(.{2,60})$`)

// outcomeOf is what comes of a batch, or is told of it, and is none itself.
var outcomeOf = pattern.MustCompile(`(?:结果|情况|结论)$`)

// batchless are documents that do not come in batches, but what they list does.
var batchless = pattern.MustCompile(`(?:结果|情况|结论|名单|目录|清单|指南|办法|规定|公告|通知|公示|工作|计划|方案|预审|审查|评估|检查|备案|认证|申报|征集|遴选|评选|验收|测评|检测|培训|抽查|推荐)$`)

// setUpAgainst is a mechanism for what it fights: 建立打击危害数据安全犯罪协作机制.
func (r *Rendering) setUpAgainst(m []string) (string, bool) {
	n := len(r.Unknown)
	t := r.Segment(m[1])
	if len(t) == 0 || !t[0].Deed() {
		return "", false
	}
	en := english.Inflect(t[0].Word.Base, english.Gerund) + " the " + r.nouns(r.Segment(m[3])) + " for " + r.Act(m[2])
	return en, len(r.Unknown) == n
}

// against parts such a mechanism.
var against = pattern.MustCompile(`^(建立健全|建立|健全|完善|构建)((?:打击|惩治|防范|防治|治理|应对|预防|查处)[^，、的；]{4,30}?)((?:协作|联动|协同|工作|长效|会商|信息共享|联合|部门)*(?:配合)?机制)$`)

// bothDocuments joins two that a word joins: 信用信息基础目录和惩戒措施基础清单.
func (r *Rendering) bothDocuments(s string) (string, bool) {
	if !strings.ContainsAny(s, "和与及") {
		return "", false
	}
	m := twoDocuments.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	if t := r.Segment(m[1]); t[0].Deed() || t[0].Word.Kind == "adverb" || Modifies(t) {
		return "", false
	}
	if t := r.Segment(m[2]); len(t) < 2 || t[0].Word.Head || Modifies(t) {
		return "", false // 目录和指南, which are of one thing
	}
	return r.Try(func() (string, bool) {
		n := len(r.Unknown)
		en := "the " + r.Document(m[1]) + " and the " + r.Document(m[2])
		return en, len(r.Unknown) == n
	})
}

// twoDocuments are named side by side.
var twoDocuments = pattern.MustCompile(`^([^，、；《》对向]{4,30}(?:目录|清单|办法|规定|细则|方案|指南|指引|名单|标准|条例|规划))(?:和|与|及|以及)([^，、；《》对向]{4,30}(?:目录|清单|办法|规定|细则|方案|指南|指引|名单|标准|条例|规划))$`)

// ruleRevised is what is done with a rule: 监督检查规定的修改.
func (r *Rendering) ruleRevised(m []string) (string, bool) {
	return "the " + revisions[m[2]] + " of the " + r.Document(m[1]), true
}
