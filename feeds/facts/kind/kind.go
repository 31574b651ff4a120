// Package kind reads what kind of document a page carries and where that stands: Read by its
// own words, Reading.Settle by its days once they are read, and Reading.Force how far it
// binds.
//
// kind.go asks title, then text. frame.go is the table of Chinese titles that tell by what
// they say or how they end, with the words of titles.go; endings.go that of the names of
// documents, notice.go what offices send and what passes for it, english.go the
// English headlines, words.go what others ask after too. stage.go tells drafts from what was issued.
package kind

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// Reading is a page while its kind and stage are read: in two parts, for a stage is settled
// by the days that are read in between.
type Reading struct {
	*page.Page
	// guess is asked for the kind of document, nil for nobody; guessed marks one that
	// it gave.
	guess   Guess
	guessed bool
	// sure marks a kind that nobody is asked about.
	sure bool
}

// Read decides what kind of document the page carries and where it stands by its own words.
func Read(p *page.Page, guess Guess) *Reading {
	r := &Reading{Page: p, guess: guess}
	r.kind()
	r.stage()
	return r
}

var (
	stageMark   = pattern.MustCompile(`\((?:[^()]*(?:稿|试行|草案|版|年|月|修订|修正|暂行|一|二|三|\d{4}-\d{4})[^()]*)\)$`)
	standardZH  = pattern.MustCompile(`^(?:信息安全技术|网络安全技术|数据安全技术|信息技术|金融数据安全)[ -]?|\bGB/?T?\b|^(?:YD|JR|GA)/T`)
	ofStandard  = pattern.MustCompile(`国家标准《|》(?:等|系列)?\d*项?(?:[\p{Han}]{2,3})?(?:(?:国家|行业|团体|地方)标准|技术文件)|[\d一二三四五六七八九十]+项[^。]{0,20}国家标准(?:获批|发布|批准|正式)|(?:发布|批准)[\d一二三四五六七八九十]+项[^。]{0,20}国家标准的(?:公告|通知)`)
	amends      = pattern.MustCompile(`^[\p{Han}]{0,20}关于修[改订]〈([^〉]+)〉的决定`)
	issueFrame  = pattern.MustCompile(`印发|发布|公布|颁布|出台|公开征求|征求|征集|征询|意见|批准|审议|通过|修订|修改|修正|施行|实施|废止|草案|签署|发表|发出|刊宪|生效|报批|公示|更新`)
	pressZH     = pattern.MustCompile(`新闻发布会|发布会|大会(?:开幕|闭幕)|专家|座谈|召开|约谈|揭牌|成立|访谈|综述|典型案例|白皮书|(?:工作|年度|调查|监测|分析|发展|研究|评估|统计|态势|情况|年|研判|趋势|测评)报告|报告(?:[》 ,:(]|发布|出炉|显示)|启动仪式|上线|情况通报|成效|战果`)
	noticeAppZH = pattern.MustCompile(`通报|下架|处置|下线|问题清单|名单|(?:督促|责令).{0,30}整改|被要求整改|点名|曝光|亮[黄红]牌|黄牌|红牌|黑榜|叫停|停止接入|带病|存在.{2,40}(?:问题|行为)的|\d+款.{0,30}存在.{0,16}(?:违规|问题|隐患|风险)$|(?:侵害|侵犯|违法|违规)[^治认办]{0,24}(?:公示|公告|通告)(?:$|\()`)
	// toldOf ends a report on a document or a task.
	toldOf = pattern.MustCompile(`^[^《]{2,16}欢迎.{4,80}(?:发布|公布|实施|出台|签署|落实|生效)|(?:意见)?(?:反馈|征集|采纳)情况(?:的?(?:说明|公告|通告))?$|(?:落实|实施|贯彻|执法|进展|完成|整治|治理|处置|查处|查办|办理|处罚|审理|审判|审结|办案|司法保护|工作)情况(?:的通报)?$|(?:情况的?|起草|编制|修订)说明$`)
	// appDriveZH tells of a campaign and what came of it.
	appDriveZH = pattern.MustCompile(`(?:开展|部署|启动).{2,30}(?:治理|整治|行动)(?: |,|成效|$)`)
	foundAppZH = pattern.MustCompile(`(?:监测|检测|抽测|抽查)发现`)
)

// kind decides what kind of document the page carries. A news site always
// carries a report.
func (p *Reading) kind() {
	p.Out.DocType = p.kindOf()
	if p.guess != nil && !p.Media && !p.sure {
		if kind, why := p.guess(p.Out.DocType); kind != "" {
			p.Out.DocType, p.Out.Reasons, p.guessed = kind, why, true
		}
		if p.guessed && p.Out.DocType == page.KindEnforcement && Powerless[p.Source] {
			p.Out.DocType = page.KindNotice
		}
	}
	if p.Out.DocType == "" {
		p.Out.DocType = page.KindPress // as most of what says nothing of itself is
	}
}

// kindOf is "" where no rule knows.
func (p *Reading) kindOf() string {
	if p.Media {
		return page.KindPress
	}
	zh := p.Title
	if p.Title.English && p.Chinese.S != "" {
		zh = p.Chinese
	}
	if !zh.English {
		if k := p.kindZH(zh.S); k != "" {
			return k
		}
	}
	if p.Title.English {
		return p.kindEN()
	}
	return p.kindOfBody()
}

// kindZH reads the kind from a Chinese title, "" when the title does not tell.
func (p *Reading) kindZH(t string) string {
	docs := page.Quoted.FindAllStringSubmatch(t, -1)
	switch {
	case correctsZH.MatchString(t), len(docs) > 0 && p.EndsOthers():
		return p.speaksForItself(t, docs)
	case toldOf.MatchString(t), taughtZH.MatchString(t), len(docs) == 0 && toComeZH.MatchString(t):
		return page.KindPress
	case feeds.GenreOf(t) != "":
		return page.KindPress
	case AppsZH.MatchString(t) && (noticeAppZH.MatchString(t) || foundAppZH.MatchString(t)) && !appDriveZH.MatchString(p.headline()), p.isTelecom() && countsApps.MatchString(t) && !pressZH.MatchString(t):
		return p.appNotice(t)
	case circularHK.MatchString(t):
		return page.KindNotice
	case lawPassed.MatchString(t):
		return page.KindLaw
	case codeUnder.MatchString(t):
		return page.KindGuideline
	case mattersOf.MatchString(t):
		return map[bool]string{true: page.KindNotice, false: page.KindAnnouncement}[view.HasSuffix(t, "通知", "答复", "复函", "答复意见")]
	case len(docs) > 0 && (issueFrame.MatchString(page.Quoted.ReplaceAllString(t, "")+t[:min(len(t), 3)]) || carries.MatchString(t)):
		if k := OfName(p.Page, docs[len(docs)-1][1], t); k != "" {
			return k
		}
		if consultsZH.MatchString(t) {
			return page.KindOther
		}
	case len(docs) > 0 && strings.HasPrefix(orderHead.ReplaceAllString(t, ""), "《") && strings.HasSuffix(t, "》"):
		if k := OfName(p.Page, docs[0][1], t); k != "" {
			return k
		}
	}
	if m := orderOf.FindStringSubmatch(t); m != nil {
		if k := OfName(p.Page, m[1], t); k != "" {
			return k
		}
	}
	for _, news := range []*pattern.Pattern{comesIntoForce, makesKnown, opened} {
		m := news.FindStringSubmatch(p.headline())
		if m == nil {
			continue
		}
		if k := OfName(p.Page, p.inFull(m[1]), t); k != "" {
			return k
		}
	}
	if inReading.MatchString(t) {
		if m := itsRule.FindStringSubmatch(p.OpeningRaw()); m != nil {
			return OfName(p.Page, m[1]+m[2], "")
		}
	}
	if k := p.frameKind(t); k != "" {
		return k
	}
	return p.citedKind(t)
}

// inFull is the name under which the opening cites a rule that a headline calls by
// the end of it: 认证规范 for 网络安全标准实践指南——…认证规范.
func (p *Reading) inFull(name string) string {
	for _, m := range page.Quoted.FindAllStringSubmatch(p.OpeningRaw(), 8) {
		if strings.HasSuffix(m[1], name) {
			return m[1]
		}
	}
	return name
}

// headline is the first part of a title in two parts, which only a blank tells
// apart: 某清单发布 首批覆盖三个行业.
func (p *Reading) headline() string {
	head, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(p.Writing.Title), "\u3000", " "), " ")
	if len(head) < 12 {
		return ""
	}
	return view.UnifyText(head)
}

// citedKind is the kind of a rule that a headline names by its short name and
// says to be issued: “数据二十条”对外发布.
func (p *Reading) citedKind(t string) string {
	if !view.ContainsAny(t, "发布", "公布", "印发", "出台", "施行", "通过") {
		return ""
	}
	for i, v := range p.Views[:2] {
		if v.S != t {
			continue
		}
		for _, m := range p.Cited[i] {
			if k := OfName(p.Page, view.UnifyText(p.Names.Laws[m.Index].NameZH), ""); k != "" {
				return k
			}
		}
	}
	return ""
}

// OfName reads the kind from the end of a document's own name.
func OfName(p *page.Page, doc, title string) string {
	if m := amends.FindStringSubmatch(doc); m != nil {
		doc = m[1]
	}
	if strings.Contains(doc, "标准实践指南") {
		return page.KindGuideline
	}
	standard := standardZH.MatchString(doc) || ofStandard.MatchString(title) || callsStandard(p, doc)
	doc = bareName(doc)
	if standard && !strings.HasSuffix(doc, "办法") && !strings.HasSuffix(doc, "规定") {
		return page.KindStandard
	}
	for _, e := range endings {
		switch {
		case !strings.HasSuffix(doc, e.zh), e.zh == "法" && noLaw.MatchString(doc):
		case e.kind == page.KindRegulation && isHongKong(p):
			return page.KindLaw // an ordinance
		case e.kind == page.KindProvisions && isLocalCongress(p) && !p.Title.English:
			return page.KindRegulation // a place's congress makes nothing less
		default:
			return e.kind
		}
	}
	if head, _, ok := strings.Cut(doc, ":"); ok {
		return OfName(p, head, title)
	}
	return ""
}

// callsStandard reports whether the text calls a document a standard of an association, which
// its name does not say.
func callsStandard(p *page.Page, doc string) bool {
	return doc != "" && strings.Contains(p.Body.S, "标准《"+doc+"》")
}

// lawPassed is a law of a legislative body that a headline names without title marks.
var lawPassed = pattern.MustCompile(`[\p{Han}]{2,16}(?:法|条例)(?:部分条文)?(?:修正|修订)?(?:草案|案)?,?(?:获|经|由)?立法[会院](?:今日|今天|今)?三?读?通过`)

// codeUnder is a code of practice under an ordinance, which bears its name.
var codeUnder = pattern.MustCompile(`》(?:的)?(?:实务|作业|实践|专业)守则`)

// noLaw ends like a law's name and is none.
var noLaw = pattern.MustCompile(`(?:执|司|立|普|守|用|说|做|看|想|合|违|非|书|手)法$`)

func isHongKong(p *page.Page) bool {
	a, _ := p.Names.Authority(p.Source)
	return a.Jurisdiction == "HK"
}

func isLocalCongress(p *page.Page) bool {
	return len(p.Source) > 3 && strings.HasSuffix(string(p.Source), "NPC") || strings.HasSuffix(string(p.Source), "GOV") && LocalPasses.MatchString(p.OpeningRaw())
}

// versionTail is the number of a version behind a document's name.
var versionTail = pattern.MustCompile(`[ Vv]*\d+(?:\.\d+)+版?$`)

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
var caseTitle = pattern.MustCompile(`(?:诉|与).{1,60}案$|纠纷案$`)

func (p *Reading) inCourt() bool {
	decides := heldZH.MatchString(p.Title.S) || p.Title.Words.Matches(DecidesZH) || p.Body.Words.Matches(DecidesZH) || p.Body.LowWords.Matches(DecidesEN) || caseTitle.MatchString(p.Title.S)
	if p.IsCourt() {
		return decides
	}
	return decides && (strings.Contains(p.Title.S+p.Chinese.S+p.Body.S, "法院") || p.Body.LowWords.Has("court"))
}

// isRegulator reports whether the page is a privacy commissioner's or the police's.
func (p *Reading) isRegulator() bool {
	a, _ := p.Names.Authority(p.Source)
	return a.ID == "PCPD" || a.ID == "DSPDP" || a.ID == "MPS" || a.Parent == "MPS"
}

func (p *Reading) isPolice() bool {
	a, _ := p.Names.Authority(p.Source)
	return a.ID == "MPS" || a.Parent == "MPS" && !Powerless[a.ID]
}

// kindOfBody reads the kind from what a Chinese text says of itself when the
// title is a headline.
func (p *Reading) kindOfBody() string {
	if !p.isRegulator() && !DigestsZH.MatchString(p.Title.S) && p.inCourt() && p.Body.Words.Matches(JudgedZH) {
		return page.KindJudgment
	}
	if m := ofOrder.FindStringSubmatch(p.Body.S); m != nil && orderTitle.MatchString(p.Title.S) {
		return OfName(p.Page, m[1], "")
	}
	if noticeOf.MatchString(p.Body.S) {
		return page.KindNotice
	}
	if m := ruleOpens.FindStringSubmatch(p.Body.S); m != nil {
		return OfName(p.Page, m[1], "")
	}
	if makesRule.MatchString(p.Title.S) {
		if m := itsRule.FindStringSubmatch(p.OpeningRaw()); m != nil {
			return OfName(p.Page, m[1]+m[2], "")
		}
		if m := unnamedRule.FindStringSubmatch(p.OpeningRaw()); m != nil {
			return OfName(p.Page, m[1], "")
		}
	}
	return ""
}

// Guess says what kind of document a text is that rules take for one kind, "" where no
// rule knows, and why; it returns "" where it does not know better.
type Guess func(ruled string) (kind string, why []feeds.Reason)
