package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/judge"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Subject renders what a document is about; what no rule of grammar puts together
// stays Chinese, as nobody could cite it.
func (r *Rendering) Subject(s string) string {
	n := len(r.Unknown)
	if en := r.subjectOf(s); judge.HangsTogether(english.Tidy(en)) {
		return en
	}
	r.Unknown = r.Unknown[:n]
	return r.keep(s)
}

// subjects are the forms of what a document is about.
var subjects []form[[]string]

func init() {
	subjects = []form[[]string]{
		{"year in front", "关于2026年实施大规模设备更新和消费品以旧换新政策的通知", taskOfYear, (*Rendering).inYear},
		{"wrongly got", "关于撤销冒用他人身份信息取得公司登记的公示", obtained, (*Rendering).wronglyGot},
		{"during", "江苏省通信管理局关于2024年春节期间值班安排的通知", inTime, (*Rendering).during},
		{"done in a place", "关于在公共场所使用图像采集设备的指引", doneIn, (*Rendering).doneIn},
		{"two documents", "关于数据安全管理办法和个人信息保护规定的说明", twoDocuments, asWhole((*Rendering).bothDocuments)},
		{"set up against", "关于建立健全打击电信网络诈骗工作机制的意见", against, (*Rendering).setUpAgainst},
		{"two tasks with a blank", "关于加强个人信息保护 维护网络安全的通知", nil, asWhole((*Rendering).bothTasks)},
		{"rule revised", "关于网络数据安全管理条例修订的说明", revisedRule, (*Rendering).ruleRevised},
		{"decision", "关于吊销某融资担保公司经营许可证的公告", nil, asWhole((*Rendering).Decided)},
		{"further task", "关于强化平台责任防范网络诈骗的指导意见", furtherTask, (*Rendering).furtherTasks},
		{"batch", "关于2026年第一批智能工厂名单的公示", batched, asWhole((*Rendering).batchOf)},
		{"deed regulated", "关于进一步规范移动智能终端应用软件预置行为的通告", regulatedDeed, (*Rendering).regulatingDeed},
		{"event regulated", "教育部办公厅关于规范学校采集学生信息的通知", regulatedBy, (*Rendering).regulatingEvent},
		{"use regulated", "工业和信息化部关于规范互联网信息服务使用域名的通知", regulatedUse, (*Rendering).regulatingUse},
		{"activity regulated", "关于规范商业银行通过互联网开展个人存款业务的通知", regulated, (*Rendering).regulatingActivity},
		{"cases as subject", "关于依法审理涉人工智能纠纷案件的意见", handling, (*Rendering).handlingCases},
		{"urged", "关于督促平台整改的通知", urged, (*Rendering).urging},
		{"matters", "关于进一步加强算法治理有关工作的通知", nil, asWhole((*Rendering).matters)},
		{"strengthened", "关于加强网络文明建设的意见", strengthens, (*Rendering).strengthened},
		{"promoted", "关于促进企业数据资源开发利用的意见", promotes, asWhole((*Rendering).Promoted)},
		{"two tasks", "关于规范网络直播打赏加强未成年人保护的意见", second, (*Rendering).twoTasks},
		{"carried out", "关于开展数据标注员职业技能等级认定的通知", campaigns, (*Rendering).carriedOut},
		{"carried out on", "关于对锑等物项实施出口管制的公告", upon, (*Rendering).carriedOutOn},
		{"list named", "关于发布个人信息保护认证机构名单的公告", nil, asWhole((*Rendering).listNamed)},
		{"provided for", "最高人民法院关于为数字经济发展提供司法服务和保障的意见", provides, (*Rendering).providing},
		{"questions of law", "关于审理个人信息保护民事纠纷案件适用法律若干问题的解释", lawIssues, (*Rendering).lawQuestions},
		{"trial as subject", "北京市高级人民法院关于涉数据纠纷案件审理指南（试行）", triedOnes, asWhole((*Rendering).trial)},
		{"yearly work", "关于电信设备进网检测机构调整的公告", yearly, asWhole((*Rendering).worked)},
		{"rule by name", "司法部负责人就影响评估条例答记者问", nil, asWhole((*Rendering).ruleByName)},
		{"conduct of others", "金融监管总局关于某保险公司变更注册资本的批复", nil, asWhole((*Rendering).conducted)},
	}
}

// subjectOf renders it by the first way that fits.
func (r *Rendering) subjectOf(s string) string {
	s = withoutLabour(s)
	if en, ok := r.worded(subjects, s); ok {
		return en
	}
	was := r.aside
	r.aside = true
	defer func() { r.aside = was }()
	return r.Phrase(s)
}

// inYear is a task with the year in front that it is for: 2026年实施设备更新政策.
func (r *Rendering) inYear(m []string) (string, bool) {
	t := r.Segment(m[2])
	if len(t) < 2 || !t[0].Verb() || Modifies(t) || ruleEnd.MatchString(m[0]) || strings.Contains(m[0], "第一批") {
		return "", false
	}
	return r.Subject(m[2]) + " in " + m[1], true
}

// taskOfYear begins with a year that is no part of what follows.
var taskOfYear = pattern.MustCompile(`^(\d{4})年度?((?:组织|继续|持续|深入|全面|统筹)*(?:实施|开展|推进|加强|做好|推动|加快|支持|完善).{4,})$`)

// wronglyGot is what is taken back from those who came by it in a wrong way:
// 撤销冒用他人身份信息取得公司登记.
func (r *Rendering) wronglyGot(m []string) (string, bool) {
	taken, how, what := r.Segment(m[1]), r.Segment(m[2]), r.Segment(m[3])
	if len(how) < 2 || !how[0].Verb() || Modifies(how) || !plainThing(what) && len(what) > 1 {
		return "", false
	}
	deed := line{r: r, t: how, purpose: true}
	return english.Inflect(taken[0].Word.Base, english.Gerund) + " " + r.Linear(what) + " Obtained by " + deed.text(), true
}

// obtained is that, in its parts.
var obtained = pattern.MustCompile(`^(撤销|注销|吊销|撤回|取消)([^的，、《》]{4,24}?)(?:取得|骗取|获得|获取)的?([^的，、《》]{2,16})$`)

// during is what is done in a time that is named by what goes on in it: 高考期间通信保障和噪声管控.
func (r *Rendering) during(m []string) (string, bool) {
	when := r.Segment(m[2])
	if !thingAlone(when) {
		return "", false
	}
	first, second, two := strings.Cut(m[3], "和")
	what := r.Subject(m[3])
	if two && !strings.ContainsAny(second, "和及与、") && !slices.ContainsFunc([]string{first, second}, func(x string) bool {
		t := r.Segment(x)
		return t[0].Verb() || !t[len(t)-1].OfDeed() && t[len(t)-1].Word.Base == "" && !controlled.MatchString(x)
	}) {
		what = r.Phrase(first) + " and " + r.Phrase(second)
	}
	return what + " During the " + strings.TrimLeft(m[1]+" ", " ") + r.Linear(when), true
}

var (
	inTime     = pattern.MustCompile(`^(?:(\d{4})年)?([^，：；《》的、和与及“]{2,10}?)(?:期间)([^，：；《》的]{4,24})$`)
	controlled = pattern.MustCompile(`(?:管控|保障|防控|值守|管理|服务)$`)
)

// doneIn is what is done in some places, which English tells last: 在公共场所使用图像采集设备.
func (r *Rendering) doneIn(m []string) (string, bool) {
	where, what := r.Segment(m[1]), r.Segment(m[3])
	deed := r.wordOf(m[2])
	if !thingAlone(where) || !Chain(what) || slices.ContainsFunc(what, token.Token.Verb) || !deed.Deed() {
		return "", false
	}
	return english.Inflect(deed.Word.Base, english.Gerund) + " " + r.Linear(what) + " in " + english.Plural(r.Linear(where)), true
}

var doneIn = pattern.MustCompile(`^在([^的，：；《》]{2,10}?)(使用|应用|安装|设置|收集|处理|采集|部署)([^的，：；《》]{2,24})$`)

// bothTasks joins two tasks that a blank parts: 加强协作配合 共同推进个人信息保护.
func (r *Rendering) bothTasks(s string) (string, bool) {
	first, second, ok := strings.Cut(s, " ")
	if !ok || strings.ContainsAny(second, " ，；") || strings.ContainsAny(first, "，；《") || !doing.MatchString(first) || !doing.MatchString(second) {
		return "", false
	}
	return r.Subject(first) + " and " + r.Subject(second), true
}

// doing begins with a task.
var doing = pattern.MustCompile(`^(?:进一步|共同|全面|切实|深入|更好|大力|不断|持续|积极)*(?:加强|推进|推动|促进|完善|规范|强化|深化|提升|提高|加快|优化|创新|改善|改进|改革|健全|建立|构建|做好|服务|发挥|保护|保障|维护|支持|鼓励|培育|拓展|统筹|落实|防范|打击|扩大|释放|助力)`)

// withoutLabour takes off words that a title needs only in Chinese: 做好…工作.
func withoutLabour(s string) string {
	for _, lead := range []string{"切实做好", "进一步做好", "做好", "开展好"} {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			s = rest
			if work, ok := strings.CutSuffix(s, "工作"); ok && work != "" {
				s = strings.TrimSuffix(strings.TrimSuffix(work, "有关"), "相关")
			}
		}
	}
	s = stateOf.Replace(s)
	for _, plain := range []*pattern.Pattern{labours, conduct, standing} {
		if m := plain.FindStringSubmatch(s); m != nil && !ofBranch.MatchString(s) {
			s = m[1]
		}
	}
	return s
}

// regulating renders what others do as what is regulated.
func (r *Rendering) regulatingDeed(m []string) (string, bool) {
	en, ok := r.acted(r.Segment(m[2]))
	return strings.TrimSpace(further[m[1]] + " Regulating " + en), ok
}

func (r *Rendering) regulatingEvent(m []string) (string, bool) {
	en, ok := r.event(r.Segment(m[3]))
	return strings.TrimSpace(further[m[1]] + " " + tasks[m[2]] + " " + article(en)), ok
}

func (r *Rendering) regulatingUse(m []string) (string, bool) {
	of := r.Segment(m[3])
	if !Chain(of) || slices.ContainsFunc(of, token.Token.Deed) {
		return "", false
	}
	return strings.TrimSpace(further[m[1]] + " Regulating the Use of " + r.Linear(of) + " in " + r.Phrase(m[2])), true
}

func (r *Rendering) regulatingActivity(m []string) (string, bool) {
	n := len(r.Unknown)
	what, who := r.Phrase(m[3]), r.Phrase(m[2])
	return strings.TrimSpace(further[m[1]] + " Regulating " + what + " by " + who), len(r.Unknown) == n
}

// handlingCases renders the work on cases.
func (r *Rendering) handlingCases(m []string) (string, bool) {
	tried := strings.HasPrefix(strings.TrimPrefix(m[0], m[1]), "审")
	cases := r.casesOfKind(m[2], m[3])
	switch {
	case m[1] != "" && tried:
		return "the Trial of " + cases + " by " + english.Plural(r.Phrase(m[1])), true
	case m[1] != "":
		return "the Handling of " + cases + " by " + english.Plural(r.Phrase(m[1])), true
	case tried:
		return "the Trial of " + cases, true
	}
	return "Handling " + cases, true
}

// casesOfKind are cases of one branch of law: those that involve something, or are of
// one crime or dispute.
func (r *Rendering) casesOfKind(about, branch string) string {
	if about == "" {
		return branches[branch] + "Cases"
	}
	if of, ok := involved(about); ok {
		return branches[branch] + "Cases Involving " + r.Phrase(of)
	}
	return branches[branch] + "Cases of " + r.Act(about)
}

// involved is what a case touches: 涉人工智能.
func involved(s string) (string, bool) {
	of, ok := strings.CutPrefix(s, "涉")
	return strings.TrimPrefix(of, "及"), ok
}

func (r *Rendering) urging(m []string) (string, bool) {
	return "Urging the " + tasks[m[2]] + " of " + r.Phrase(m[1]), true
}

// matters renders 有关事项 and the like, which English puts in front.
func (r *Rendering) matters(s string) (string, bool) {
	for _, tail := range []struct{ zh, en string }{
		{"有关事项", "Matters Relating to "}, {"有关事宜", "Matters Relating to "}, {"相关事宜", "Matters Relating to "}, {"相关事项", "Matters Relating to "}, {"有关工作", "Work Relating to "}, {"有关问题", "Issues Concerning "}, {"若干问题", "Several Issues Concerning "}, {"有关情况", "Matters Relating to "}, {"相关工作", "Work Relating to "}, {"有关要求", "Requirements on "},
	} {
		if rest, ok := strings.CutSuffix(s, tail.zh); ok && rest != "" && !lawIssues.MatchString(s) {
			rest = strings.TrimPrefix(strings.TrimSuffix(rest, "的"), "对")
			if work, ok := strings.CutSuffix(rest, "工作"); ok && utf8.RuneCountInString(work) > 3 {
				rest = work
			}
			return tail.en + TheDeed(r.Subject(rest)), true
		}
	}
	return "", false
}

// providing renders what is given for a purpose.
func (r *Rendering) providing(m []string) (string, bool) {
	n := len(r.Unknown)
	return "Providing " + r.Phrase(m[2]) + " for " + r.Subject(m[1]), len(r.Unknown) == n
}

// lawQuestions renders what an interpretation is about.
func (r *Rendering) lawQuestions(m []string) (string, bool) {
	verb := map[string]string{"审理": "in the Trial of ", "办理": "in Handling ", "": "to "}[m[1]]
	return "Several Issues Concerning the Application of Law " + verb + r.Phrase(m[2]), true
}

// triedOnes is the work on cases with the word for it behind.
var triedOnes = pattern.MustCompile(`^.+案件(?:审理|办理)$`)

func (r *Rendering) trial(s string) (string, bool) { return r.acted(r.Segment(s)) }

// worked renders a work of one year by its deed: "the Certification of X in 2025".
func (r *Rendering) worked(s string) (string, bool) {
	m := yearly.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	when := ""
	if m[1] != "" {
		when = " in " + m[1]
	}
	if of, ok := strings.CutSuffix(m[2], "试点"); ok {
		if all, ok := strings.CutSuffix(of, "综合"); ok {
			return "the Comprehensive Pilot Program for " + article(r.piloted(all)) + when, true
		}
		return "the Pilot Program for " + article(r.piloted(of)) + when, true
	}
	if in := sectors.FindStringSubmatch(m[2]); in != nil && !r.Segment(in[1])[0].Verb() {
		return r.Subject(in[2]) + " in the " + r.Phrase(in[1]) + when, true
	}
	t := r.Segment(m[2])
	if len(t) == 0 || slices.ContainsFunc(t[:len(t)-1], func(x token.Token) bool { return x.Verb() && !dataWorks[x.ZH] }) || t[0].Verb() {
		return "", false // 加强个人信息保护
	}
	en, ok := r.acted(t)
	n := len(t) - 1
	if noun := t[n].DeedNoun(); !ok && n > 0 && t[n].Word.Kind == "noun" && t[n].Deed() && noun != "" && Doer(t[n-1]) && plainThing(t[:n]) {
		en, ok = "the "+noun+" of "+english.Plural(r.Linear(t[:n])), true // 数据企业认定
	}
	return en + when, ok
}

// dataWorks are what is done with data, which a work in front of another may be.
var dataWorks = lexicon.Set("查询 授权 报送 存储 传输 采集 追溯 核验 登记 备案 认证 交易 流通 填报 上传 归集 交换")

// piloted is what a pilot is for.
func (r *Rendering) piloted(s string) string {
	if en, ok := r.Try(func() (string, bool) { return r.acted(r.Segment(s)) }); ok {
		return en
	}
	if t := r.Segment(s); len(t) > 1 && t[len(t)-1].Verb() && Chain(t) {
		if noun := t[len(t)-1].DeedNoun(); noun != "" {
			return noun + " of " + r.Linear(t[:len(t)-1]) // 增值电信业务扩大对外开放
		}
	}
	return r.Phrase(s)
}

// sectors are trades, with a work in them.
var sectors = pattern.MustCompile(`^([^领于]{2,12}[和及与、][^领于]{2,8}行业|[^领于和及与、]{2,8}行业)([^和及与、].{5,40})$`)

// ruleByName renders a rule whose title has lost its marks: 关于发布认证实施规则的公告.
func (r *Rendering) ruleByName(s string) (string, bool) {
	if en, ok := plainRules[s]; ok {
		return en, true
	}
	base, _ := r.Stages(s)
	if handbook.MatchString(base) {
		if t := r.Segment(base); len(t) > 1 && !t[0].Verb() && !Modifies(t) {
			return "the " + r.Document(s), true // 申报系统使用说明
		}
	}
	if ofConduct.MatchString(base) {
		return "the " + r.Document(s), true
	}
	t := r.Segment(base)
	if !ruleEnd.MatchString(base) || len(t) < 2 || t[0].Deed() || Modifies(t) || !NamesRule(base, t) {
		return "", false
	}
	return "the " + r.Document(s), true
}

// handbook is a document that tells how something is done.
var handbook = pattern.MustCompile(`(?:使用说明|操作说明|手册|规程|示范文本|合同范本)$`)

// ofConduct is a rule about what somebody does: 侵害消费者权益行为处罚办法.
var ofConduct = pattern.MustCompile(`行为(?:行政)?(?:处罚|认定|查处|裁量|监管|监督)[^，的]{0,10}(?:办法|规定|基准|方法|规则|指引|指南)$`)

// plainRules are rules that are not named but for what they do.
var plainRules = map[string]string{"管理规定": "Administrative Provisions", "管理办法": "Administrative Measures", "暂行规定": "Interim Provisions"}

// conducted renders what those in front do: "the Collection of X by Y".
func (r *Rendering) conducted(s string) (string, bool) {
	if strings.ContainsAny(s, " -：，；“《") {
		return "", false
	}
	en, ok := r.event(r.Segment(s))
	return article(en), ok
}

// yearly is a work that authorities do or ask for, with the year it is of.
var yearly = pattern.MustCompile(`^(?:(\d{4})年度?)?([^，的]{4,60}(?:认证|检查|核查|评估|审计|审查|核验|报送|备案|登记|申报|评选|征集|遴选|培训|考核|抽查|测评|检测|监测|复核|排查|整改|整治|治理|保护|清理|统计|调查|普查|演练|公示|采集|归集|汇聚|共享|开放|受理|变更|注销|换发|管理|监管|建设|实施|应用|使用|处理|试点|调整|更新|审批|评价|复核|验收|年检|年报|认定|复审|续展|约谈))$`)

// provides is what is given for a purpose: 为促进市场化配置提供司法服务和保障.
var provides = pattern.MustCompile(`^为(.{4,40}?)提供([^，；的]*(?:服务|保障|支撑|支持|保护)[^，；的]*)$`)

// ofBranch ends in a work that is named after whose it is.
var ofBranch = pattern.MustCompile(`(?:检察|审判|司法行政|政法|信访)工作$`)

// labours is a task with the word for work behind it, which English can do without.
var labours = pattern.MustCompile(`^((?:进一步|全面|切实|扎实|深入|统筹)*(?:加强|强化|推进|深化|规范|完善|改进|加快|抓好|支持).{3,}[^有相关项])工作$`)

// conduct is what apps and companies do, with a word for doing that English can do
// without: 10款APP侵害用户权益行为.
var conduct = pattern.MustCompile(`^(.*(?:APP|App|应用|小程序|企业|平台|网站).*(?:侵害|违规|违法|收集|索取).*[^规法])行为$`)

// stateOf takes off the word for how something stands, before what is done about it.
var stateOf = strings.NewReplacer("情况自查", "自查", "情况检查", "检查", "情况核查", "核查", "情况抽查", "抽查", "情况评估", "评估", "情况调查", "调查")

// standing is how a work stands, which its name tells as well: 个人信息保护工作情况.
var standing = pattern.MustCompile(`^(.{4,}[^有相关常检])(?:工作)?情况$`)

// regulated is what others carry on: 规范汽车企业开展数据出境活动.
var regulated = pattern.MustCompile(`^(进一步)?规范(.{2,20}?)开展(.{2,30}?)(?:活动|工作|业务)$`)

// regulatedBy is what others do: 规范智能设备收集学生个人信息.
var regulatedBy = pattern.MustCompile(`^(进一步|切实)?(规范|便利|解决)(.{6,40})$`)

// regulatedUse is what something is used in: 规范互联网信息服务使用域名.
var regulatedUse = pattern.MustCompile(`^(进一步)?规范([^，、的对]{2,30}?服务)使用([^，、的]{2,12})$`)

// regulatedDeed is a deed with its object in front: 规范应用软件预置行为.
var regulatedDeed = pattern.MustCompile(`^(进一步)?(?:规范|整治)(.{4,40}?)行为$`)

var further = map[string]string{"进一步": "Further", "切实": "Effectively"}

// handling is the work on cases of one crime or dispute.
var handling = pattern.MustCompile(`^(检察机关|人民检察院|(?:人民|互联网|知识产权|金融|海事)法院|公安机关)?(?:办理|审理|审判)((?:[^，；、的]{4,30}?)?)(刑事|民事|行政)?案件$`)

// urged is what others are to do: 督促平台整改.
var urged = pattern.MustCompile(`^(?:依法)?督促(.{2,40}?)(整改|整治)$`)

var lawIssues = pattern.MustCompile(`^(?:(审理|办理))?(.+?)(?:具体)?(?:适用|应用)法律(?:的)?若干问题$`)

// second is a task behind another: 完善协调机制加快推进数据共享.
var second = pattern.MustCompile(`^((?:进一步|全面|切实)?(?:解决|加强|规范|强化|完善|改进|深化|建立健全|建立|健全|构建|优化|促进|推动|推进|加快|降低).{3,40}?)((?:便利|加强|强化|优化|支持|提升|提高|增强|加快推进|加快推动|更好促进|促进|推动|推进|培育壮大|赋能|助力)[^，、 ；]{4,40})$`)

// twoTasks joins them.
func (r *Rendering) twoTasks(m []string) (string, bool) {
	if first := r.Segment(m[1]); strings.HasPrefix(m[2], "支持") && Doer(first[len(first)-1]) {
		return "", false // 促进金融机构支持设备更新
	}
	en, ok := r.Promoted(strings.TrimPrefix(m[2], "更好"))
	if t := r.Segment(m[2]); !ok && len(t) > 1 && t[0].Verb() && !Modifies(t) && !t[len(t)-1].Word.Head {
		en, ok = r.Subject(m[2]), true
	}
	if !ok {
		return "", false
	}
	if task := byMeans.FindStringSubmatch(m[1]); task != nil {
		return r.Subject(task[1]) + " and " + en + " through " + article(r.Phrase(task[2])), true
	}
	return r.Subject(m[1]) + " and " + en, true
}

// byMeans parts a task from that by which the next is done: 加快创新以应用促进发展.
var byMeans = pattern.MustCompile(`^(.{4,}?)以([^上下外及来内].{3,})$`)
