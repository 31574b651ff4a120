package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// crimes end a phrase that tells what is done: 非法获取和倒卖轨迹信息犯罪; combats stand
// before what is done about it.
var (
	crimes  = lexicon.Set("犯罪 违法犯罪 违法犯罪活动 犯罪活动 违法犯罪行为 犯罪行为 违法活动")
	combats = lexicon.Set("防范 防止 预防 应对 打击 严厉打击 惩治 依法惩治 严惩 从严惩治 依法从严惩治 惩处 整治 防范 治理 打击整治 办理 查处")
)

// criminal renders it: "Cracking Down on Crimes of Illegally Obtaining X".
func (r *Rendering) criminal(t []token.Token, _ func([]token.Token) string) (string, bool) {
	n := len(t) - 1
	if n > 2 && combats[t[0].ZH] && t[0].Verb() && t[1].Verb() && selfContained(t[1].Word.Base) && !Modifies(t) {
		return english.Inflect(t[0].Word.Base, english.Gerund) + " " + r.Act(Text(t[1:])), true
	}
	if n < 2 || t[n].Kind != token.Known || !crimes[t[n].ZH] || slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") }) {
		return "", false
	}
	var lead, tail []string
	at := 0
	for at < n && FailsIn(t[at:at+1]) == nil && (combats[t[at].ZH] || t[at].Word.Kind == "adverb" && illegally[t[at].ZH] == "") {
		switch x := t[at]; {
		case combats[x.ZH]:
			lead = append(lead, english.Inflect(x.Word.Base, english.Gerund))
		case x.Word.After:
			tail = append(tail, x.EN)
		default:
			lead = append(lead, x.EN)
		}
		at++
	}
	if how := FailsIn(t[at:min(at+1, n)]); how != nil && at+1 < n && t[at+1].Deed() && how.tail == "" {
		words := append(lead, t[n].EN, "of", how.lead, t[at+1].Word.Base, r.Thing(t[at+2:n]))
		return strings.Join(append(words, tail...), " "), true // 惩治拒不支付报酬犯罪
	}
	if n-at < 2 || !t[at].Deed() && !(t[at].Kind == token.Known && t[at].Word.Kind == "adverb" && t[at+1].Deed()) {
		return "", false
	}
	of := line{r: r, t: t[at:n]}
	deed := of.text()
	if listed, ok := r.acts(Text(t[at:n])); ok {
		deed = listed
	}
	words := append(lead, t[n].EN, "of", deed)
	return strings.Join(append(words, tail...), " "), true
}

// tells reports whether the measure behind a noun counts that noun: 4400余人 behind
// the name of a crime counts people.
func tells(number, noun token.Token) bool {
	switch number.Noun {
	case "Months", "Years", "Days", "Times", "Levels":
		return false
	case "People":
		return persons.MatchString(noun.ZH)
	}
	return !english.Spaced(strings.ToLower(noun.EN)) && !noun.Done()
}

var persons = pattern.MustCompile(`(?:人|人员|员|员工|者|犯|徒|用户|学生|专家|嫌疑人|客户)$`)

// one renders what is the first of its kind, which is one, or of a batch, many.
func (r *Rendering) one(t []token.Token, first string, rest func([]token.Token) string) string {
	if strings.HasSuffix(first, " of") {
		return r.named(t, rest)
	}
	en := r.named(t, rest)
	if strings.Contains(en, " and ") {
		return en
	}
	return english.Singular(en)
}

// happened are nouns for what somebody did.
var happened = map[string]string{"案": "case", "案件": "case", "事件": "incident", "事故": "incident"}

// certainParts are some of the articles of a document.
var certainParts = pattern.MustCompile(`^(?:部分|若干|有关|相关)条[文款]$`)

// firsts stand before what is first.
var firsts = map[string]string{
	"首份": "First", "首项": "First", "首本": "First", "首场": "First",
	"新一批": "New Batch of", "最新一批": "Latest Batch of", "首批": "First Batch of", "首例": "First", "首个": "First", "首单": "First", "首张": "First", "首家": "First",
	"首部": "First", "首笔": "First", "首款": "First", "首宗": "First", "首届": "First", "首起": "First", "首次": "First", "新版": "New Version of",
	"全国首例": "China's First", "全国首个": "China's First", "全国首单": "China's First", "全国首张": "China's First", "全国首部": "China's First",
	"国内首个": "China's First", "国内首例": "China's First", "全球首个": "World's First", "全国首批": "China's First Batch of",
	"全国最大": "China's Largest", "国内最大": "China's Largest", "全球最大": "World's Largest", "世界最大": "World's Largest", "亚洲最大": "Asia's Largest", "欧洲最大": "Europe's Largest",
	"全球首部": "World's First", "全球首例": "World's First", "世界首个": "World's First",
}

// topics are heads that English puts before what they are about.
var topics = map[string]string{
	"新规": "New Rules on", "新规定": "New Provisions on", "新政": "New Policy on", "新国标": "New National Standard on", "新政策": "New Policies on",
	"传闻": "Rumors of", "拟入选单位": "Entities Proposed for Selection for", "入选单位": "Entities Selected for",
	"拟入选名单": "List of Those Proposed for Selection for", "入选名单": "List of Those Selected for", "拟入选项目": "Projects Proposed for Selection for",
	"入选项目": "Projects Selected for", "新闻发布会": "Press Conference on", "法案": "Bill on", "数量": "Number of", "总数": "Total Number of",
	"总额": "Total Amount of", "上限": "Cap on", "负责人": "Persons in Charge of", "有效期": "Validity Period of", "专项检查": "Special Inspections on",
	"申请": "Applications for", "规模": "Scale of", "优秀实践案例": "Outstanding Practice Cases of", "最佳实践案例": "Best Practice Cases of",
	"实践案例": "Practice Cases of", "创新实践案例": "Innovative Practice Cases of", "优秀解决方案": "Outstanding Solutions for",
	"典型解决方案": "Typical Solutions for",
}

// joins reports two documents that are named side by side.
func joins(t []token.Token) bool {
	return slices.ContainsFunc(t[:len(t)-1], func(x token.Token) bool { return x.Kind == token.Known && x.Word.Kind == "doc_type" }) && slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("和") || x.Is("及") || x.Is("与") })
}

// draftOf reads what is drafted: a statute, or a decision on amending one.
var draftOf = pattern.MustCompile(`^(.{2,40}?(?:法|法典|条例|办法|规定|细则|规则))(修改决定|修正案|修正|修订)?(?:草案)?(草案|二审稿|三审稿|征求意见稿|修订稿)$`)

var draftNames = map[string]string{"草案": "Draft", "二审稿": "Second-reading Draft of the", "三审稿": "Third-reading Draft of the", "征求意见稿": "Draft for Comments of the", "修订稿": "Revised Draft of the"}

func (r *Rendering) drafted(t []token.Token) (string, bool) {
	m := draftOf.FindStringSubmatch(Text(t))
	if m == nil || strings.ContainsAny(m[1], "的对将已") {
		return "", false
	}
	name, _, _ := strings.Cut(r.Document(m[1]), " of the People's Republic of China")
	stage := draftNames[m[3]]
	switch m[2] {
	case "修改决定":
		name = "Decision on Amending the " + name
	case "修正案", "修正":
		name = "Amendment to the " + name
	case "修订":
		stage = strings.Replace(stage, "Draft", "Revised Draft", 1)
	}
	return stage + " " + name, true
}

// ruleWord ends in the English of rules.
var ruleWord = pattern.MustCompile(`(?:Law|Measures|Provisions|Regulations?|Guidelines|Rules|Act|Opinions|Code|Ordinance|Standards?|Specification|Policy|Policies|Regime|System|List)$|^(?:New Rules|Measures|Provisions|Regulations|Rules|Guidelines|Interim) `)

// Topic renders the subject: a thing, or a deed that something is said of; what
// befell is told of who did it.
func (r *Rendering) Topic(t []token.Token, befell bool) string {
	if !befell {
		if en, ok := r.event(t); ok {
			return en
		}
	}
	if !slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Known && abstract[x.ZH] && !owned[x.ZH] }) {
		if en, ok := r.Doing(t, false); ok {
			return en
		}
	}
	return r.named(t, func(t []token.Token) string {
		if slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") || x.Word.Post }) {
			return r.nouns(t)
		}
		return r.Linear(t)
	})
}

// eventForms are the forms of a deed and its doer as a noun.
var eventForms []form[[]token.Token]

func init() {
	eventForms = []form[[]token.Token]{
		{"named by its noun", "关于加强App个人信息收集使用管理的公告", nil, (*Rendering).byNoun},
		{"without object", "关于发布《经营者滥用市场支配地位案件行政处罚裁量权基准》的公告", nil, (*Rendering).byWhole},
		{"attack", "关于黑客组织攻击的通报", nil, (*Rendering).attackBy},
		{"done to a thing", "关于企业处理个人信息的规定", nil, (*Rendering).processingBy},
	}
}

// event renders a deed and its doer as a noun: 企业处理个人信息 is "Processing of
// Personal Information by Enterprises".
func (r *Rendering) event(t []token.Token) (string, bool) {
	if n := len(t) - 1; n > 2 && t[n].Kind == token.Known && woes[t[n].ZH] {
		return r.woe(t[:n], t[n])
	}
	return shaped(r, eventForms, t)
}

// woe is what is found in an event, or the event itself where the word says no more.
func (r *Rendering) woe(of []token.Token, word token.Token) (string, bool) {
	en, ok := r.event(of)
	if word.Is("情况") || word.Is("行为") {
		return en, ok
	}
	return word.EN + " in the " + en, ok
}

// byNoun is an event whose last word is what was done to what: App个人信息收集使用.
func (r *Rendering) byNoun(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || t[n].Kind != token.Known || t[n].Word.Kind != "noun" || !doneBy.MatchString(t[n].EN) || !Doer(t[n-1]) || t[n-1].Deed() || !Chain(beforeBracket(t[:n])) {
		return "", false
	}
	return t[n].EN + " by " + r.Linear(t[:n]), true
}

// byWhole is an event whose verb has its object with it: 经营者滥用市场支配地位.
func (r *Rendering) byWhole(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || !t[n].Verb() || !selfContained(t[n].Word.Base) || !Doer(t[n-1]) || !Chain(t[:n]) || !r.Inside {
		return "", false
	}
	return r.Act(t[n].ZH) + " by " + r.Linear(t[:n]), true
}

// attackBy is an attack by somebody: 黑客组织攻击.
func (r *Rendering) attackBy(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || n > 3 || t[n].Kind != token.Known || !strings.HasSuffix(t[n].ZH, "攻击") || !Doer(t[n-1]) || !Chain(t[:n]) || !r.Inside {
		return "", false
	}
	return english.Plural(english.Capital(t[n].DeedNoun())) + " by " + r.Linear(t[:n]), true
}

// processingBy is a deed between its doer and what it is done to.
func (r *Rendering) processingBy(t []token.Token) (string, bool) {
	at := practice(t)
	if at < 1 || t[at-1].Word.Kind == "place" || !doneToThing(t[at+1:]) {
		return "", false
	}
	noun, of, ok := deedsNouns(t, at)
	if !ok {
		return "", false
	}
	who, how := t[:at], ""
	if last := len(who) - 1; last > 0 && who[last].Word.Kind == "adverb" && who[last].Kind == token.Known && illegally[who[last].ZH] == "" {
		how, who = " "+who[last].EN, who[:last]
	}
	if last := len(who) - 1; illegally[who[last].ZH] != "" {
		noun, who = "Illegal "+noun, who[:last]
	}
	if !english.Spaced(t[at].Word.Base) { // Infringement on X has its preposition
		noun += " of"
	}
	return noun + " " + r.Thing(of) + " by " + r.Thing(who) + how, true
}

// doneToThing reports what a deed may be done to, which neither acts nor names the deed.
func doneToThing(of []token.Token) bool {
	last := of[len(of)-1]
	return !slices.ContainsFunc(of, token.Token.Verb) && !last.Deed() && last.Word.Kind != "doc_type" && (of[0].Kind != token.Known || !abstract[of[0].ZH] || owned[of[0].ZH])
}

// deedsNouns is the noun of the deed at i with those of the deeds that are joined to it, and
// what they are done to: 采集、使用和保护.
func deedsNouns(t []token.Token, i int) (noun string, of []token.Token, ok bool) {
	noun, ok = deedsNoun(t, i)
	of = t[i+1:]
	for ok && len(of) > 2 && Joining(of[0]) && of[1].Deed() {
		var second string
		second, ok = deedsNoun(of, 1)
		and := ", "
		if len(of) < 4 || !Joining(of[2]) {
			and = " and "
		}
		noun, of = noun+and+second, of[2:]
	}
	return noun, of, ok
}

// deedsNoun is the noun of the deed at i, where English has one.
func deedsNoun(t []token.Token, i int) (string, bool) {
	if strings.HasPrefix(t[i].Word.Base, "not ") {
		return "", false // 不履行, which is a failure to
	}
	noun := english.NounOf(t[i].Word.Base)
	if name := strings.TrimSuffix(t[i].EN, " of"); name != t[i].EN && t[i].Word.Kind == "noun" {
		noun = name // Trial of
	}
	if noun == english.Inflect(t[i].Word.Base, english.Gerund) && !(t[i].Word.Kind == "noun" && t[i].EN == english.Capital(noun)) || strings.Contains(t[i].Word.Base, "ly ") {
		return "", false
	}
	return english.TitleCase(noun), true
}

// beforeBracket is what stands before a bracket at the end.
func beforeBracket(t []token.Token) []token.Token {
	if n := len(t) - 1; n > 0 && strings.HasPrefix(t[n].ZH, "(") {
		return t[:n]
	}
	return t
}

// doneBy is a noun of what somebody does to something.
var doneBy = pattern.MustCompile(`^(?:Illegal (?:Collection|Use|Processing|Trading)|Abuse|Collection|Unauthorized) .*of `)

// qualities are told of a deed and are not what it is done to: 收集使用个人信息合规性.
var qualities = pattern.MustCompile(`(?:结果|性|水平|能力)$`)

// practice is where the deed stands that those in front of it do, -1 where none does one.
func practice(t []token.Token) int {
	if len(t) == 0 || strings.HasSuffix(t[len(t)-1].ZH, "案") || qualities.MatchString(t[len(t)-1].ZH) || strings.HasSuffix(t[len(t)-1].ZH, "案件") || slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") || x.Is("对") || x.Is("关于") || passives[x.ZH] }) {
		return -1
	}
	if causing[t[0].ZH] != "" || practised[t[0].ZH] {
		return -1 // 督促平台整改
	}
	for at := 1; at+1 < len(t); at++ {
		who := at - 1
		if who > 0 && illegally[t[who].ZH] != "" {
			who-- // App违法违规收集个人信息
		}
		if who > 0 && t[who].Kind == token.Known && t[who].Word.Kind == "adverb" && t[who].Word.After {
			who-- // 机构规范使用数据
		}
		if who > 0 && strings.HasPrefix(t[who].ZH, "(") {
			who-- // 移动互联网应用程序(App)
		}
		if t[at].Deed() && !finitely[t[at].ZH] && t[who].Kind != token.Group && Doer(t[who]) && !t[0].Verb() {
			return at
		}
	}
	return -1
}

// woes end a phrase that tells what they are found in.
var woes = lexicon.Set("困难 乱象 问题 现象 行为 漏洞 风险 规则 标准 情况")
