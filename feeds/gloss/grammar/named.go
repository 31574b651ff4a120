package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Thing renders a noun phrase of a clause, its head where English has it.
func (r *Rendering) Thing(t []token.Token) string { return r.named(t, r.nouns) }

// named is thing; rest renders what has no head that moves.
func (r *Rendering) named(t []token.Token, rest func([]token.Token) string) string {
	switch {
	case len(t) == 0:
		return ""
	case len(t) == 1 && t[0].Kind == token.Number:
		return strings.TrimSpace(t[0].EN + " " + unitOf(t[0]))
	}
	for _, way := range []func([]token.Token, func([]token.Token) string) (string, bool){
		r.ago, r.bound, r.placed, r.steppedUp, r.bewareOf, r.imprisoned, r.severalDocuments, r.casesOf, r.caseByMeans, r.tally, r.criminal, r.ofOurs, r.leakAt, r.happening, r.offshoot, r.somebody, r.partOfDocument, r.revising, r.headFirst,
	} {
		if en, ok := way(t, rest); ok {
			return en
		}
	}
	return rest(t)
}

// ago is what happened so long ago: 六年前的数据泄露事件.
func (r *Rendering) ago(t []token.Token, rest func([]token.Token) string) (string, bool) {
	if len(t) < 3 || t[0].Kind != token.Date || !strings.HasSuffix(t[0].EN, " ago") || !t[1].Is("的") {
		return "", false
	}
	return r.named(t[2:], rest) + " " + t[0].EN, true
}

// bound is what somebody is bound to, for what: APP上架审核主体责任.
func (r *Rendering) bound(t []token.Token, _ func([]token.Token) string) (string, bool) {
	if len(t) < 3 || t[0].Verb() {
		return "", false
	}
	return r.dutiful(t)
}

// placed is a body with its places in front: 江苏省无锡市梁溪区人民法院.
func (r *Rendering) placed(t []token.Token, _ func([]token.Token) string) (string, bool) {
	last := t[len(t)-1]
	if len(t) == 2 && last.Word.Kind == "org" && strings.HasPrefix(last.EN, "Ministry of ") && countries[t[0].EN] {
		return Possessive(t[0].EN) + " " + last.EN, true // 科威特卫生部
	}
	if len(t) < 2 || last.Kind != token.Known || last.Word.Kind != "org" || t[0].Kind != token.Known || t[0].Word.Kind != "place" {
		return "", false
	}
	return r.g.Names.Body(Text(t))
}

// severalDocuments are so many of a kind: 两份事故调查报告.
func (r *Rendering) severalDocuments(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	if n < 2 || t[0].Kind != token.Number || !ofDocuments[t[0].Noun] || t[n].Kind != token.Known || !t[n].Word.Head || Modifies(t) || t[1].Verb() {
		return "", false
	}
	en := r.Document(Text(t[1:]))
	if t[0].EN == "One" || t[0].EN == "1" {
		return "a " + english.Singular(en), true
	}
	return t[0].EN + " " + english.Plural(strings.TrimPrefix(en, "the ")), true
}

// casesOf are those of what somebody did, who is not named: 侵害消费者权益案件.
func (r *Rendering) casesOf(t []token.Token, _ func([]token.Token) string) (string, bool) {
	lead, n := "", len(t)-1
	if t[0].Kind == token.Date && len(t[0].EN) == len("2024") {
		lead, t, n = t[0].EN+" ", t[1:], n-1
	}
	if n < 2 || !t[n].Is("案件") || !t[0].Verb() || !deeds[t[0].ZH] || Modifies(t) || slices.ContainsFunc(t[1:], token.Token.Verb) {
		return "", false
	}
	return lead + t[n].EN + " of " + r.Act(Text(t[:n])), true
}

// caseByMeans is a case with what the crime was committed with: 利用AI技术侵犯公民个人信息案.
func (r *Rendering) caseByMeans(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[0].Verb() || !using[t[0].ZH] || !crimeCase.MatchString(t[n].ZH) || !strings.HasPrefix(t[n].EN, "Case") || !plainThing(t[1:n]) {
		return "", false
	}
	return t[n].EN + " Using " + r.Thing(t[1:n]), true
}

// crimeCase is a term for a case of what somebody did.
var crimeCase = pattern.MustCompile(`^(?:侵|泄|盗|窃|诈|破坏|非法|买|贩|出售|拒不).*案(?:件)?$`)

// steppedUp is how hard something is acted on: 加大对泄露信息行为处罚力度.
func (r *Rendering) steppedUp(t []token.Token, _ func([]token.Token) string) (string, bool) {
	if len(t) < 4 || !t[1].Is("对") || !strings.HasSuffix(t[len(t)-1].ZH, "力度") {
		return "", false
	}
	m := harder.FindStringSubmatch(Text(t))
	if m == nil {
		return "", false
	}
	return "Stepping Up " + severity[m[3]] + " " + r.Act(m[2]), true
}

// harder is a work with how hard it is done, severity its English with a preposition.
var (
	harder   = pattern.MustCompile(`^(加大|加强|强化)对(.{2,40}?)的?(` + pattern.AnyKey(severity) + `)力度$`)
	severity = map[string]string{
		"处罚": "Penalties for", "惩处": "Penalties for", "惩戒": "Punishment for", "惩治": "Punishment for", "打击": "the Crackdown on",
		"查处": "Investigation and Punishment of", "整治": "Rectification of", "监管": "Regulation of", "执法": "Enforcement on", "监督": "Supervision of",
		"检查": "Inspection of", "保护": "Protection of", "支持": "Support for", "宣传": "Publicity on",
	}
)

// bewareOf is what somebody or something may do, of which one is warned: 警惕免费Wi-Fi窃取信息.
func (r *Rendering) bewareOf(t []token.Token, _ func([]token.Token) string) (string, bool) {
	if len(t) < 4 || !t[0].Verb() || !cautious[t[0].ZH] || t[1].Verb() {
		return "", false
	}
	en, ok := r.Doing(t[1:], true)
	return english.Inflect(t[0].Word.Base, english.Gerund) + " " + en, ok
}

// imprisoned is for how long somebody is in prison: 有期徒刑三年.
func (r *Rendering) imprisoned(t []token.Token, _ func([]token.Token) string) (string, bool) {
	if len(t) == 3 && (t[0].Is("被判") || t[0].Is("判处") || t[0].Is("被判处")) {
		en, ok := r.imprisoned(t[1:], nil)
		return "sentenced to " + en, ok
	}
	if len(t) != 2 || t[0].Kind != token.Known || !terms[t[0].ZH] || t[1].Kind != token.Number || !measuresOfTime[t[1].Noun] {
		return "", false
	}
	return t[1].EN + " " + Possessive(t[1].Noun) + " " + map[bool]string{true: "Criminal Detention", false: "Imprisonment"}[t[0].Is("拘役")], true
}

// terms are punishments that last.
var terms = lexicon.Set("有期徒刑 徒刑 监禁 拘役 无期徒刑 死刑 死缓 终身监禁 缓刑")

// ofDocuments are what documents are counted in.
var ofDocuments = map[string]bool{"": true, "Copies": true, "Articles": true, "Items": true}

// tally has how many there are behind: 犯罪嫌疑人35名, 破获案件7000余起.
func (r *Rendering) tally(t []token.Token, rest func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	last := t[n]
	if n < 1 || last.Kind != token.Number || t[n-1].Kind != token.Known || !t[n-1].Word.Nominal() || when(t[0]) || slices.ContainsFunc(t[1:], token.Token.Verb) || !tells(last, t[n-1]) {
		return "", false
	}
	if t[0].Deed() {
		if n < 2 {
			return rest(t), true
		}
		return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.named(t[1:], rest), true
	}
	en := r.named(t[:n], rest)
	if last.Noun == "Cases" && !countable.MatchString(en) || strings.HasSuffix(last.ZH, "条") {
		en = last.Noun + " of " + en
	} else if (last.Noun == "Cases" || last.Noun == "Copies") && last.EN != "1" && last.EN != "One" {
		en = english.Plural(en)
	}
	return last.EN + " " + en, true
}

// countable are things that cases are counted as.
var countable = pattern.MustCompile(`Case|Incident|Application|Complaint`)

// ofOurs puts in front whose it is, or that it is the first, or a batch: 我国首部法律.
func (r *Rendering) ofOurs(t []token.Token, rest func([]token.Token) string) (string, bool) {
	first := t[0]
	switch {
	case first.Batch && len(t) > 1 && t[1].Kind == token.Known && t[1].Word.Nominal() && !Modifies(t) && !t[len(t)-1].Deed() && !batchless.MatchString(Text(t)):
		return "the " + first.EN + " of " + english.Plural(r.named(t[1:], rest)), true
	case first.Batch:
		return r.listNamed(Text(t))
	case first.Kind != token.Known:
		return "", false
	case first.Is("我国") && len(t) == 1:
		return "China", true
	case first.Is("我国"):
		return "China's " + r.named(t[1:], rest), true
	case firsts[first.ZH] != "" && len(t) > 1:
		return firsts[first.ZH] + " " + r.one(t[1:], firsts[first.ZH], rest), true
	case len(t) < 3 || firsts[t[1].ZH] == "":
		return "", false
	case first.Is("全国") || first.Is("国内"):
		return "China's " + r.named(t[1:], rest), true
	case first.Word.Kind == "place":
		return name.Short(first.EN) + "'s " + r.named(t[1:], rest), true
	}
	return "", false
}

// happening is a case or incident, behind what somebody did.
func (r *Rendering) happening(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	what := happened[t[n].ZH]
	if what == "" || n < 3 || t[n].Kind != token.Known {
		return "", false
	}
	deed := t[:n]
	if deed[0].Kind == token.Number && deed[0].EN == "One" {
		what, deed = "a "+what, deed[1:]
	}
	en, ok := r.Doing(deed, false)
	return what + " of " + en, ok
}

// caseTold is a case told in a clause of what befell somebody: 某公司泄露信息被处罚案.
func (r *Rendering) caseTold(t []token.Token) (string, bool) {
	told, ok := strings.CutSuffix(Text(t), "案")
	if !ok {
		return "", false
	}
	if m := againstThem.FindStringSubmatch(told); m != nil && len(r.g.casePeople(m[1])) > 0 {
		return r.Try(func() (string, bool) {
			n := len(r.Unknown)
			en := "Case Against " + r.g.casePeople(m[1]) + " for " + r.Act(m[2])
			return en, len(r.Unknown) == n
		})
	}
	if penalized, ok := strings.CutSuffix(told, "行政处罚"); ok && penalized != "" && !strings.Contains(penalized, "被") && !strings.Contains(penalized, "的") {
		return r.Try(func() (string, bool) {
			who, deed, ok := r.DoerAndDeed(r.Segment(penalized), false)
			return "Case of " + who + " Given Administrative Penalties for " + deed, ok
		})
	}
	if m := disputeOver.FindStringSubmatch(told); m != nil {
		return r.Try(func() (string, bool) {
			n := len(r.Unknown)
			en, ok := r.Doing(r.Segment(m[1]), false)
			kind := disputes[strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(m[2], "纠纷"), "责任"), "网络")]
			return strings.TrimSpace(kind+" Dispute Case over ") + " " + en, ok && len(r.Unknown) == n
		})
	}
	if left, right, without := strings.Cut(told, "未"); without && left != "" && !strings.ContainsAny(told, "的被") && !strings.HasPrefix(right, "经") && !handledCase.MatchString(left) {
		return r.Try(func() (string, bool) {
			en, ok := r.event(r.Segment(left))
			if !ok {
				en, ok = r.Doing(r.Segment(left), false)
			}
			t := r.Segment(right)
			i := slices.IndexFunc(t, token.Token.Deed)
			if !ok || i < 0 {
				return "", false
			}
			words := append(r.adverbs(t[:i]), english.Inflect(t[i].Word.Base, english.Gerund), r.named(t[i+1:], r.predicate))
			return "Case of " + en + " without " + strings.Join(words, " "), true // 共享数据未单独告知
		})
	}
	if at := max(strings.Index(told, "被"), strings.Index(told, "起诉")); at < 1 || strings.Contains(told, "的") || strings.HasPrefix(told[at:], "被告") {
		return "", false
	}
	return r.Try(func() (string, bool) {
		n := len(r.Unknown)
		c, ok := r.ClauseOf(r.Segment(told))
		if ok && c.verb.Is("起诉") && !c.passive && len(c.subject) > 0 && len(c.object) > 0 && c.object[0].Kind != token.Number && !strings.Contains(told, "检察") {
			return "Case of " + r.Thing(c.subject) + " Suing " + r.complement(c), len(r.Unknown) == n
		}
		if !ok || !c.passive && !c.verb.Done() && !c.verb.Befallen() || len(c.subject) == 0 {
			return "", false
		}
		return "Case of " + r.say(c), len(r.Unknown) == n
	})
}

// againstThem are people who are not named in full, with the crime that they are tried for:
// 刘某甲等人诈骗、侵犯公民个人信息案.
var againstThem = pattern.MustCompile(`^(?:被告人)?((?:\p{Han}某[某甲乙丙丁]?、?)+(?:等(?:\d+|[` + feeds.HanNumerals + `]+)?人)?)([^诉被与的遭、某][^诉被与的遭某]{2,40}?)$`)

// casePeople reads them, "" where they are no people.
func (g *Rules) casePeople(s string) string {
	en, n, ok := g.Names.Person(s)
	if rest := s[n:]; ok && strings.HasPrefix(rest, "、") {
		next := g.casePeople(rest[len("、"):])
		if next == "" || strings.Contains(next, " and ") {
			return ""
		}
		return en + " and " + next
	} else if rest != "" {
		return ""
	}
	return en
}

// disputeOver is a dispute behind what somebody did: 业主群泄露电话号码侵权纠纷.
var disputeOver = pattern.MustCompile(`^([^，的与诉]{6,40}?)((?:网络)?(?:侵权|信息删除权|隐私权|名誉权|肖像权|人格权|商业秘密|个人信息保护)?(?:责任)?纠纷)$`)

// handledCase is a case that somebody deals with.
var handledCase = pattern.MustCompile(`[一二两三四五六七八九十\d]起|查处|侦破|办理|通报|破获|起诉|公布|发布|审理|审结`)

// disputes are what such a dispute is about.
var disputes = map[string]string{"侵权": "Infringement", "信息删除权": "Right to Deletion", "隐私权": "Privacy", "名誉权": "Reputation", "肖像权": "Portrait Right", "人格权": "Personality Rights", "商业秘密": "Trade Secret", "个人信息保护": "Personal Information Protection"}

// somebody is one who is not named: 人民银行某分行, 广东一银行.
func (r *Rendering) somebody(t []token.Token, rest func([]token.Token) string) (string, bool) {
	if len(t) < 2 || t[0].Kind != token.Known {
		return "", false
	}
	place := t[0].Word.Kind == "place" || countries[t[0].EN] && (t[1].Is("一") || strings.HasPrefix(t[1].EN, "a "))
	switch {
	case len(t) > 2 && t[0].Word.Kind == "org" && t[1].Is("某") && !Modifies(t):
		return "a " + t[0].EN + " " + english.Singular(rest(t[2:])), true
	case (t[0].Is("某") || t[0].Is("一")) && !Modifies(t):
		return english.Singular(rest(t)), true
	case place && (t[1].Is("某") || t[1].Is("某某") || t[1].Is("一") || len(t) > 2 && t[1].Kind == token.Number && t[1].Noun == "Companies" || strings.HasPrefix(t[1].EN, "a ") && t[1].Kind == token.Known):
		return r.named(t[1:], rest) + " in " + name.Short(t[0].EN), true
	}
	return "", false
}

// partOfDocument is a stage or part of a document that stands in quotes in front:
// “细则”修正草案.
func (r *Rendering) partOfDocument(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	last, quoted := t[n], strings.HasPrefix(t[0].ZH, "“")
	stage := last.Kind == token.Known && last.Word.Kind == "stage"
	switch {
	case n == 2 && t[1].Kind == token.Group && stage && amending[t[0].ZH] && (last.Is("草案") || last.Is("征求意见稿")):
		return "Draft Amendments to the " + t[1].EN, true // 修正“办法”草案
	case n == 1 && quoted && last.Is("草案"):
		return "the Draft " + t[0].EN, true
	case n == 1 && quoted && stage && strings.HasPrefix(last.ZH, "修"):
		return last.EN + " to the " + t[0].EN, true
	case n == 2 && quoted && t[1].Word.Head && stage:
		return last.EN + " " + t[1].EN + " of the " + t[0].EN, true // “基本法”施行细则草案
	case n == 1 && t[0].Kind == token.Group && certainParts.MatchString(last.ZH):
		return last.EN + " of the " + t[0].EN, true
	case n > 1 && t[0].Is("对") && last.Is("零容忍"):
		return last.EN + " for " + r.nouns(t[1:n]), true
	}
	return "", false
}

// amending verbs stand before what is amended.
var amending = lexicon.Set("修正 修订 修改 修正部分条文")

// revising is a deed that is done to a document: 调整专用产品目录.
func (r *Rendering) revising(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[0].Verb() || t[n].Kind != token.Known || t[n].Word.Kind != "doc_type" || !t[n].Word.Head || joins(t) || t[1].Deed() || slices.ContainsFunc(t[1:], token.Token.Verb) || Modifies(t) || wordsOfEnglish(t[1:]) < longChain {
		return "", false
	}
	return english.Inflect(t[0].Word.Base, english.Gerund) + " the " + r.Document(Text(t[1:])), true
}

// agreed ends the name of what is laid down or agreed on.
var agreed = pattern.MustCompile(`(?:规范|准则|规程|宣言|公约|协定|备忘录)$`)

// headFirst puts a head before what it is about.
func (r *Rendering) headFirst(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	last := t[n]
	if n > 1 && last.Kind == token.Group && r.g.Terms.Known(last.ZH) && t[n-1].Word.Head && !t[0].Deed() && !joins(t) {
		return r.Document(Text(t)), true // 管理办法(试行)
	}
	if n < 1 || t[0].Verb() || last.Kind != token.Known || Joining(t[n-1]) {
		return "", false // 大模型选型和应用指南: the head is no document's alone
	}
	if en, ok := r.drafted(t); ok {
		return en, true
	}
	if head := topics[last.ZH]; head != "" && !slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") || x.Verb() && finitely[x.ZH] }) && !slices.ContainsFunc(t[:n-1], token.Token.Verb) {
		about := t[:n]
		if about[0].Is("新") && len(about) > 1 {
			head, about = "New "+head, about[1:]
		}
		if last.Is("负责人") && len(about) == 1 && about[0].Word.Kind == "org" {
			return about[0].EN + " Official", true
		}
		en := r.Linear(about)
		if head == "Number of" {
			return head + " " + english.Plural(en), true
		}
		return head + " " + article(en), true
	}
	if (EndsInRule(last.ZH) || agreed.MatchString(last.ZH) && last.Word.Head) && last.Word.Kind == "doc_type" && !t[0].Deed() && !joins(t) {
		return r.Document(Text(t)), true
	}
	return "", false
}
