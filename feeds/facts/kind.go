package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// The kinds of document that rules and cases are made of.
const (
	kindLaw          = "law"
	kindRegulation   = "regulation"
	kindMeasures     = "measures"
	kindProvisions   = "provisions"
	kindStandard     = "standard"
	kindGuideline    = "guideline"
	kindOpinion      = "opinion"
	kindNotice       = "notice"
	kindAnnouncement = "announcement"
	kindEnforcement  = "enforcement_notice"
	kindJudgment     = "judgment"
	kindPress        = "press"
	kindOther        = "other"
)

// normative kinds have a status.
var normative = map[string]bool{
	kindLaw: true, kindRegulation: true, kindMeasures: true, kindProvisions: true,
	kindStandard: true, kindGuideline: true, kindOpinion: true,
}

var (
	stageMark   = re(`\((?:[^()]*(?:稿|试行|草案|版|年|月|修订|修正|暂行|一|二|三|\d{4}-\d{4})[^()]*)\)$`)
	standardZH  = re(`^(?:信息安全技术|网络安全技术|数据安全技术|信息技术|金融数据安全)[ -]?|\bGB/?T?\b|^(?:YD|JR|GA)/T`)
	ofStandard  = re(`国家标准《|》(?:等|系列)?\d*项?(?:[\p{Han}]{2,3})?(?:(?:国家|行业|团体|地方)标准|技术文件)|[\d一二三四五六七八九十]+项[^。]{0,20}国家标准(?:获批|发布|批准|正式)|(?:发布|批准)[\d一二三四五六七八九十]+项[^。]{0,20}国家标准的(?:公告|通知)`)
	amends      = re(`^[\p{Han}]{0,20}关于修[改订]〈([^〉]+)〉的决定`)
	issueFrame  = re(`印发|发布|公布|颁布|出台|公开征求|征求|征集|征询|意见|批准|审议|通过|修订|修改|修正|施行|实施|废止|草案|签署|发表|发出|刊宪|生效|报批|公示|更新`)
	pressZH     = re(`新闻发布会|发布会|大会(?:开幕|闭幕)|专家|座谈|召开|约谈|揭牌|成立|访谈|综述|典型案例|白皮书|(?:工作|年度|调查|监测|分析|发展|研究|评估|统计|态势|情况|年|研判|趋势|测评)报告|报告(?:[》 ,:(]|发布|出炉|显示)|启动仪式|上线|情况通报|成效|战果`)
	appsZH      = re(`(?i)app|(?:移动|手机|问题|违规|违法|互联网|款|个)应用|\d款[^ ,。;]{1,12}应用|应用(?:程序|软件)|小程序|sdk|(?:款|手机|问题)软件|智能终端`)
	noticeAppZH = re(`通报|下架|处置|下线|问题清单|名单|(?:督促|责令).{0,30}整改|被要求整改|点名|曝光|亮[黄红]牌|黄牌|红牌|黑榜|叫停|停止接入|带病|存在.{2,40}(?:问题|行为)的|\d+款.{0,30}存在.{0,16}(?:违规|问题|隐患|风险)$|(?:侵害|侵犯|违法|违规)[^治认办]{0,24}(?:公示|公告|通告)(?:$|\()`)
	// toldOf ends a report on a document or a task.
	toldOf = re(`^[^《]{2,16}欢迎.{4,80}(?:发布|公布|实施|出台|签署|落实|生效)|(?:意见)?(?:反馈|征集|采纳)情况(?:的?(?:说明|公告|通告))?$|(?:落实|实施|贯彻|执法|进展|完成|整治|治理|处置|查处|查办|办理|处罚|审理|审判|审结|办案|司法保护|工作)情况(?:的通报)?$|(?:情况的?|起草|编制|修订)说明$`)
	// digestsZH are titles of many cases at once, or of their numbers.
	digestsZH = re(`(?:典型|指导性|精品|示范|十大|参考)(?:民事|刑事|行政|执法)?案例|(?:公布|发布|曝光)\d+[起件个则宗][^ 《》]{2,30}案例|通报\d+[起件宗][^ 《》]{2,30}案件|十大[\p{Han}]{0,12}案件|案例(?:集|选)|白皮书|检察建议|\d+(?:万)?余?[人件起名](?:$|[^\p{Han}])|数据显示|工作报告|汇总$|查处一批.{2,20}案件`)
	// appDriveZH tells of a campaign and what came of it.
	appDriveZH = re(`(?:开展|部署|启动).{2,30}(?:治理|整治|行动)(?: |,|成效|$)`)
	foundAppZH = re(`(?:监测|检测|抽测|抽查)发现`)
	penaltyZH  = re(`行政处罚|处罚决定|查处|罚款|被罚|处罚|责令|依法处置|依法处理|罚单|警示函|监管措施|作出处置|(?:予以|给予|被)警告|被通报批评|(?:[^院 ]|^)立案(?:调查)?$|一案双查|通报.{0,20}未履行`)
	judgedZH   = re(`判决|宣判|裁定|一审|二审|终审|纠纷|获罪|领刑|诉.{1,30}案|公益诉讼案|罪成立|构成.{2,20}罪|获刑|被判|无效|获赔|判赔|判其|判令|获支持|法院.{0,4}认定`)
	decidesZH  = re(`判决|判令|判处|宣判|驳回|裁定|维持原判|和解|调解|认定.{0,20}(?:构成|无效)|获赔|判赔|判其|被判|获支持|罪成立`)
	quoted     = re(`《([^》]*(?:〈[^〉]*〉[^》]*)*)》`)
)

// kind decides what kind of document the page carries. A news site always
// carries a report.
func (p *page) kind() {
	p.out.DocType = p.kindOf()
	if p.guess != nil && !p.media && !p.sure {
		if kind, why := p.guess(p.out.DocType); kind != "" {
			p.out.DocType, p.out.Reasons, p.guessed = kind, why, true
		}
		if p.guessed && p.out.DocType == kindEnforcement && powerless[p.Source] {
			p.out.DocType = kindNotice
		}
	}
	if p.out.DocType == "" {
		p.out.DocType = kindPress // as most of what says nothing of itself is
	}
}

// kindOf is "" where no rule knows.
func (p *page) kindOf() string {
	if p.media {
		return kindPress
	}
	zh := p.title
	if p.title.english && p.zh.s != "" {
		zh = p.zh
	}
	if !zh.english {
		if k := p.kindZH(zh.s); k != "" {
			return k
		}
	}
	if p.title.english {
		return p.kindEN()
	}
	return p.kindOfBody()
}

// kindZH reads the kind from a Chinese title, "" when the title does not tell.
func (p *page) kindZH(t string) string {
	docs := quoted.FindAllStringSubmatch(t, -1)
	switch {
	case correctsZH.MatchString(t), len(docs) > 0 && p.endsOthers():
		return p.speaksForItself(t, docs)
	case toldOf.MatchString(t), taughtZH.MatchString(t), len(docs) == 0 && toComeZH.MatchString(t):
		return kindPress
	case feeds.GenreOf(t) != "":
		return kindPress
	case appsZH.MatchString(t) && (noticeAppZH.MatchString(t) || foundAppZH.MatchString(t)) && !appDriveZH.MatchString(p.headline()), p.isTelecom() && countsApps.MatchString(t) && !pressZH.MatchString(t):
		return p.appNotice(t)
	case circularHK.MatchString(t):
		return kindNotice
	case lawPassed.MatchString(t):
		return kindLaw
	case codeUnder.MatchString(t):
		return kindGuideline
	case mattersOf.MatchString(t):
		return map[bool]string{true: kindNotice, false: kindAnnouncement}[hasSuffix(t, "通知", "答复", "复函", "答复意见")]
	case len(docs) > 0 && (issueFrame.MatchString(quoted.ReplaceAllString(t, "")+t[:min(len(t), 3)]) || carries.MatchString(t)):
		if k := p.nameKind(docs[len(docs)-1][1], t); k != "" {
			return k
		}
		if consultsZH.MatchString(t) {
			return kindOther
		}
	case len(docs) > 0 && strings.HasPrefix(orderHead.ReplaceAllString(t, ""), "《") && strings.HasSuffix(t, "》"):
		if k := p.nameKind(docs[0][1], t); k != "" {
			return k
		}
	}
	if m := orderOf.FindStringSubmatch(t); m != nil {
		if k := p.nameKind(m[1], t); k != "" {
			return k
		}
	}
	for _, news := range []*pattern.Pattern{comesIntoForce, makesKnown, opened} {
		m := news.FindStringSubmatch(p.headline())
		if m == nil {
			continue
		}
		if k := p.nameKind(p.inFull(m[1]), t); k != "" {
			return k
		}
	}
	if inReading.MatchString(t) {
		if m := itsRule.FindStringSubmatch(p.openingRaw()); m != nil {
			return p.nameKind(m[1]+m[2], "")
		}
	}
	if k := p.frameKind(t); k != "" {
		return k
	}
	return p.citedKind(t)
}

// inFull is the name under which the opening cites a rule that a headline calls by
// the end of it: 认证规范 for 网络安全标准实践指南——…认证规范.
func (p *page) inFull(name string) string {
	for _, m := range quoted.FindAllStringSubmatch(p.openingRaw(), 8) {
		if strings.HasSuffix(m[1], name) {
			return m[1]
		}
	}
	return name
}

// headline is the first part of a title in two parts, which only a blank tells
// apart: 某清单发布 首批覆盖三个行业.
func (p *page) headline() string {
	head, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(p.Title), "\u3000", " "), " ")
	if len(head) < 12 {
		return ""
	}
	return unifyText(head)
}

// citedKind is the kind of a rule that a headline names by its short name and
// says to be issued: “数据二十条”对外发布.
func (p *page) citedKind(t string) string {
	if !containsAny(t, "发布", "公布", "印发", "出台", "施行", "通过") {
		return ""
	}
	for i, v := range p.views[:2] {
		if v.s != t {
			continue
		}
		for _, m := range p.cited[i] {
			if k := p.nameKind(unifyText(p.r.laws[m.index].NameZH), ""); k != "" {
				return k
			}
		}
	}
	return ""
}

// nameKind reads the kind from the end of a document's own name.
func (p *page) nameKind(doc, title string) string {
	if m := amends.FindStringSubmatch(doc); m != nil {
		doc = m[1]
	}
	if strings.Contains(doc, "标准实践指南") {
		return kindGuideline
	}
	standard := standardZH.MatchString(doc) || ofStandard.MatchString(title) || p.callsStandard(doc)
	doc = bareName(doc)
	if standard && !strings.HasSuffix(doc, "办法") && !strings.HasSuffix(doc, "规定") {
		return kindStandard
	}
	for _, e := range endings {
		switch {
		case !strings.HasSuffix(doc, e.zh), e.zh == "法" && noLaw.MatchString(doc):
		case e.kind == kindRegulation && p.isHongKong():
			return kindLaw // an ordinance
		case e.kind == kindProvisions && p.isLocalCongress() && !p.title.english:
			return kindRegulation // a place's congress makes nothing less
		default:
			return e.kind
		}
	}
	if head, _, ok := strings.Cut(doc, ":"); ok {
		return p.nameKind(head, title)
	}
	return ""
}

// callsStandard reports whether the text calls a document a standard of an association, which
// its name does not say.
func (p *page) callsStandard(doc string) bool {
	return doc != "" && strings.Contains(p.body.s, "标准《"+doc+"》")
}

// lawPassed is a law of a legislative body that a headline names without title marks.
var lawPassed = re(`[\p{Han}]{2,16}(?:法|条例)(?:部分条文)?(?:修正|修订)?(?:草案|案)?,?(?:获|经|由)?立法[会院](?:今日|今天|今)?三?读?通过`)

// codeUnder is a code of practice under an ordinance, which bears its name.
var codeUnder = re(`》(?:的)?(?:实务|作业|实践|专业)守则`)

// noLaw ends like a law's name and is none.
var noLaw = re(`(?:执|司|立|普|守|用|说|做|看|想|合|违|非|书|手)法$`)

func (p *page) isHongKong() bool {
	a, _ := p.r.Authority(p.Source)
	return a.Jurisdiction == "HK"
}

func (p *page) isLocalCongress() bool {
	return len(p.Source) > 3 && strings.HasSuffix(string(p.Source), "NPC") || strings.HasSuffix(string(p.Source), "GOV") && localPasses.MatchString(p.openingRaw())
}

// versionTail is the number of a version behind a document's name.
var versionTail = re(`[ Vv]*\d+(?:\.\d+)+版?$`)

// bareName takes stage labels, editions and what a title does with the document
// off a document's name.
func bareName(doc string) string {
	doc = strings.TrimSuffix(strings.TrimSuffix(doc, "征求意见"), "公开")
	for strings.HasSuffix(doc, ")") {
		cut := stageMark.ReplaceAllString(doc, "")
		if cut == doc {
			break
		}
		doc = cut
	}
	doc = versionTail.ReplaceAllString(doc, "")
	return strings.TrimSuffix(strings.TrimSuffix(doc, "草案"), "征求意见稿")
}

// caseTitle is the name of a case: A诉B…案.
var caseTitle = re(`(?:诉|与).{1,60}案$|纠纷案$`)

func (p *page) inCourt() bool {
	decides := heldZH.MatchString(p.title.s) || p.title.words.Matches(decidesZH) || p.body.words.Matches(decidesZH) || p.body.lowWords.Matches(decidesEN) || caseTitle.MatchString(p.title.s)
	if p.isCourt() {
		return decides
	}
	return decides && (strings.Contains(p.title.s+p.zh.s+p.body.s, "法院") || p.body.lowWords.Has("court"))
}

// isCourt reports whether the page is a court's or procuratorate's.
func (p *page) isCourt() bool { return p.triesCases(p.Source) }

// triesCases reports whether a body is a court or procuratorate.
func (p *page) triesCases(id feeds.AuthorityID) bool {
	a, _ := p.r.Authority(id)
	return a.Level == "court" || a.Level == "procuratorate" || strings.HasPrefix(string(id), "COURT-") || strings.HasPrefix(string(id), "PROC-")
}

// isRegulator reports whether the page is a privacy commissioner's or the police's.
func (p *page) isRegulator() bool {
	a, _ := p.r.Authority(p.Source)
	return a.ID == "PCPD" || a.ID == "DSPDP" || a.ID == "MPS" || a.Parent == "MPS"
}

func (p *page) isPolice() bool {
	a, _ := p.r.Authority(p.Source)
	return a.ID == "MPS" || a.Parent == "MPS" && !powerless[a.ID]
}

// kindOfBody reads the kind from what a Chinese text says of itself when the
// title is a headline.
func (p *page) kindOfBody() string {
	if !p.isRegulator() && !digestsZH.MatchString(p.title.s) && p.inCourt() && p.body.words.Matches(judgedZH) {
		return kindJudgment
	}
	if m := ofOrder.FindStringSubmatch(p.body.s); m != nil && orderTitle.MatchString(p.title.s) {
		return p.nameKind(m[1], "")
	}
	if noticeOf.MatchString(p.body.s) {
		return kindNotice
	}
	if m := ruleOpens.FindStringSubmatch(p.body.s); m != nil {
		return p.nameKind(m[1], "")
	}
	if makesRule.MatchString(p.title.s) {
		if m := itsRule.FindStringSubmatch(p.openingRaw()); m != nil {
			return p.nameKind(m[1]+m[2], "")
		}
		if m := unnamedRule.FindStringSubmatch(p.openingRaw()); m != nil {
			return p.nameKind(m[1], "")
		}
	}
	return ""
}

func hasSuffix(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}
