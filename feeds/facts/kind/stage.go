package kind

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	consultsZH = pattern.MustCompile(`征求意见稿|草拟[本稿]|立法拟|立法.{0,8}(?:[一二三]审|审议)|公开征求|预告(?:修正|订定|制定|废止)|征求.{0,80}意见|征集.{0,60}意见|征询.{0,60}意见|听取.{0,20}意见|意见反馈|草案|送审稿|报批(?:稿|公示)|[咨谘]询文件|公众[咨谘]询|(?:建议|修订|修例|立法|条例)[^,。]{0,12}[咨谘]询(?:公众|市民|业界)|展开(?:公众)?[咨谘]询`)
	readingZH  = pattern.MustCompile(`审议稿|草案|审议`)
	passedZH   = pattern.MustCompile(`表决通过|审议通过|通过《|通过了|公布|印发|发布|施行`)
	draftEN    = pattern.MustCompile(`\b(?:draft|drafts|drafted|consults?|consultation|consulting|seeks (?:public )?(?:comments?|views|opinions)|(?:for|opens?|invites?|asked for|public) comments?|propos(?:es?|ed|ing|als?)|bill (?:is |was |to [a-z ]{4,80} )?(?:gazetted|introduced|tabled))\b`)
	readingEN  = pattern.MustCompile(`\b(?:second|third|first)[ -](?:reading|draft|time)\b|\breading\b|\breviewed? the draft`)
	finalEN    = pattern.MustCompile(`\b(?:takes? effect|take effect|took effect|in(?:to)? force|effective|appl(?:y|ies|ied) (?:from|as of|since)|adopted|adopts|issued?s?|promulgated|approved|finali[sz]ed)\b`)
)

// stage says where a rule stands by its own words; "" for what is no rule.
func (p *Reading) stage() {
	if p.Out.DocType == page.KindEnforcement || p.Out.DocType == page.KindJudgment {
		return
	}
	titles := p.Chinese.S + "\n" + p.Title.S
	switch {
	case p.draftTitle(titles):
		p.Out.Stage = p.draftStage(titles)
	case page.Normative[p.Out.DocType], p.orders(titles):
		p.Out.Stage = feeds.StageIssued
		if p.draftBody() {
			p.Out.Stage = p.draftStage(titles + p.Body.S)
		}
	}
}

var (
	// ordersZH is the title of a notice that is itself a rule for those it
	// addresses, not one that invites, lists or reports.
	ordersZH = pattern.MustCompile(`关于(?:进一步|全面|切实|依法)?(?:加强|规范|提升|推广|推进|惩治|实施|建立|明确|完善|调整|强化|促进|健全|落实|开展个人信息保护负责人|做好[\p{Han}]{2,30}(?:管理|保护|监管|备案|报送))|关于.{0,40}建立.{2,40}(?:机制|制度)的(?:通知|公告)$|有关(?:事项|要求)的(?:通知|公告|通告)$|(?:信息报送|备案|管理|保护|认证)工作的(?:通知|公告|通告)(?:$|\()`)
	// ordersEN is a headline of what a notice makes others do.
	ordersEN = pattern.MustCompile(`^(?:[\w'’-]+ ){1,5}?(?:tells?|told|asks?|asked|orders?|ordered|requires?|bars?|bans?|limits?|forbids?|tightens?) (?:[\w'’-]+ ){0,6}?(?:to|from|what|how|of|use|collection|sharing)\b`)
	// circularAsks begins a text that tells what a circular has others do.
	circularAsks = pattern.MustCompile(`^\s*(?:(?:the|this) circular|in (?:the|this) circular,? [a-z ]{3,60}) (?:asks|requires|tells|orders|bars|sets|wants|reminds|expects|explains|provides) `)
	// noticeAsks is a report that begins with the notice that lays something down.
	noticeAsks = pattern.MustCompile(`^[^。;]{2,60}(?:印发|下发|发出|发布)(?:了)?(?:《[^》]{4,60})?通知》?,?(?:还|也)?(?:要求|明确|规定|提出)`)
	// asksOnceEN is what is asked for once, which lays down no duty.
	asksOnceEN = pattern.MustCompile(`\b(?:survey|nominat\w+|apply|register|submit|forms|questionnaire)\b`)
	invitesZH  = pattern.MustCompile(`征集|遴选|推荐|申报|召开|举办|参加|名单|招聘|采购|专项(?:整治|治理)?行动|专项(?:整治|治理)|公示|转发|通报|下架|培训(?:班|会|通知|活动|工作|课程)|评选|试点`)
)

// orders reports a notice or announcement that lays down duties.
func (p *Reading) orders(titles string) bool {
	return (p.Out.DocType == page.KindNotice || p.Out.DocType == page.KindAnnouncement) &&
		(ordersZH.MatchString(titles) || p.EndsOthers() || noticeOf.MatchString(p.Body.S) || noticeAsks.MatchString(p.Body.S) || circularAsks.MatchString(p.Body.Low) || p.Title.English && circularSent.MatchString(p.Opening()) || circularTo.MatchString(p.Title.Low) || circularHK.MatchString(titles) || ordersEN.MatchString(p.Title.Low) && !asksOnceEN.MatchString(p.Title.Low)) && !invitesZH.MatchString(titles)
}

// commentPosts are what users write, not what is asked for.
var commentPosts = pattern.MustCompile(`comment (?:threads?|sections?|services?|areas?|posts?|boards?)`)

// councilPasses is a bill that a legislative council has passed.
var councilPasses = pattern.MustCompile(`立法[会院](?:会)?(?:今[日天]?|\d{1,2}日|\(\d{1,2}日\)|昨[日天]?)*(?:三读)?通过|(?:法|条例)三读(?:$|[^草审程会前后])`)

// billPassed is a headline of Taiwan's of a law that its legislature has passed: 資安法三讀.
var billPassed = pattern.MustCompile(`(?:法|条例)(?:修正案|修正草案|部分条文)*(?:今日?|昨日?)?三读(?:$|[^草审程会前后])`)

// draftTitle reports that a title offers a rule for comment or tells of its
// reading.
func (p *Reading) draftTitle(titles string) bool {
	if !p.Media && (p.Out.DocType == page.KindPress || p.guessed && !page.Normative[p.Out.DocType]) {
		return false
	}
	if p.Media && p.reportsRule() == "" || councilPasses.MatchString(titles) {
		return false
	}
	if p.consultsLater() {
		return false
	}
	if p.Title.English && p.Chinese.S == "" {
		return draftEN.MatchString(commentPosts.ReplaceAllString(p.Title.Low, "posts")) && !callsEN.MatchString(p.Title.Low) || readingEN.MatchString(p.Title.Low)
	}
	return consultsZH.MatchString(titles) && feeds.GenreOf(titles) == ""
}

// draftBody reports that the text offers the rule for comment although the
// title does not say so.
func (p *Reading) draftBody() bool {
	first := p.Opening()
	if p.Body.English {
		if openForViews.MatchString(p.Body.Low) {
			return true
		}
		return draftEN.MatchString(first) && !finalEN.MatchString(first) && (view.ContainsAny(first, "comment", "consultation until", "public consultation") || offersDraft.MatchString(first) || readingEN.MatchString(first) || strings.Contains(first, "the draft "))
	}
	return strings.Contains(p.Body.S, "公开征求意见") && !passedZH.MatchString(first)
}

// openForViews says that what was adopted is still open.
var openForViews = pattern.MustCompile(`\b(?:is|are|remains?|was|were|now) (?:open|out|published) for (?:public )?(?:consultation|comments?|feedback) (?:until|till|through|to|by)\b`)

// offersDraft is what a report says of a draft that is out.
var offersDraft = pattern.MustCompile(`\b(?:releas|publish|issu|unveil|circulat)(?:e|es|ed|s) (?:a |the |its |new )?draft\b`)

// draftStage tells a reading in a legislature from a draft open for comment. A
// draft that a legislature publishes with a term for comments is open.
func (p *Reading) draftStage(s string) feeds.Stage {
	comments := view.ContainsAny(s+p.Body.S, "征求意见", "提出意见", "征集意见", "征询意见", "听取意见", "意见反馈", "意见征集", "公开征求") || strings.Contains(p.Body.Low, "comment")
	if !comments && (readingZH.MatchString(s) || readingEN.MatchString(p.Title.Low+p.Body.Low)) {
		return feeds.StageReading
	}
	return feeds.StageDraft
}

// Settle uses the dates: a news report of a rule, or a notice with a day
// from which it applies, is a rule that was issued.
func (p *Reading) Settle() {
	d := &p.Out.Dates
	defer func() {
		if p.Out.Stage != "" { // a term for rectification is what the rule gives others
			d.Rectify = feeds.Date{}
		}
	}()
	switch {
	case p.roundup():
		p.Out.Stage = ""
		d.Effective, d.Expires, d.Due, d.CommentOpens, d.CommentCloses = feeds.Date{}, feeds.Date{}, feeds.Date{}, feeds.Date{}, feeds.Date{}
	case p.Out.Stage.InDraft():
		d.Effective, d.Expires, d.Due = feeds.Date{}, feeds.Date{}, feeds.Date{}
	case p.Out.Stage == feeds.StageIssued:
		d.CommentOpens, d.CommentCloses = feeds.Date{}, feeds.Date{}
	case p.Media && p.reportsRule() != "" && !p.explains():
		if p.draftBody() {
			p.Out.Stage = p.draftStage(p.Body.S)
			d.Effective, d.Expires = feeds.Date{}, feeds.Date{}
		} else if !plannedZH.MatchString(p.Title.S) && !plannedEN.MatchString(p.Title.Low) && !p.consultsLater() {
			p.Out.Stage = feeds.StageIssued
		}
	case (p.Out.DocType == page.KindNotice || p.Out.DocType == page.KindAnnouncement) && d.Effective.Stated():
		p.Out.Stage = feeds.StageIssued
	case d.CommentCloses.Stated() && p.Out.DocType != page.KindEnforcement && p.Out.DocType != page.KindJudgment:
	default:
		d.Effective, d.Expires = feeds.Date{}, feeds.Date{}
	}
}

// roundup reports the news of a week or a month: its days are those of many documents, of
// which each is told on its own page.
func (p *Reading) roundup() bool {
	if m := page.Quoted.FindStringSubmatch(p.Title.S); m != nil {
		return roundupZH.MatchString(m[1]) // 《网络安全标准化工作月报》, and no rule of which a column tells
	}
	return roundupZH.MatchString(p.Title.S) || roundupEN.MatchString(p.Title.Low)
}

var (
	roundupZH = pattern.MustCompile(`(?:周|月|季|双周|半月)[刊报](?:$|[^\p{Han}]|20)|(?:一周|每周|本周|上周|本月|每月|\d月)[\p{Han}]{0,8}(?:动态|速递|观察|要闻|汇总|盘点)(?:$|[^\p{Han}])|动态汇总|(?:法规|合规|监管)速递`)
	roundupEN = pattern.MustCompile(`\b(?:monthly|weekly|quarterly)(?: (?:update|review|digest|bulletin|briefing|insights?)\b|[:,]|$| - )|\b(?:newsletter|round-?up|recap|wrap-?up)\b|\byear in review\b`)
)

// plannedZH and plannedEN are headlines about a rule that is still to come.
var (
	plannedZH = pattern.MustCompile(`拟(?:出台|规定|制定|修[订改]|立法|推出|发布|建立|规范|要求|禁止)|(?:将|即将|有望|酝酿)(?:出台|制定|修[订改]|推出|发布)|(?:正在|加快|抓紧)(?:制定|起草|修[订改]|研究)`)
	plannedEN = pattern.MustCompile(`\b(?:plans?|planning|set|expected|considers?|considering|mulls?|weighs?) (?:to |on |new |rules?)`)
)

// consultsLater reports English news of a consultation that is still to come.
func (p *Reading) consultsLater() bool {
	text := p.Title.Low + ". " + p.Opening()
	return p.Title.English && toConsultEN.MatchString(text) && !openUntilEN.MatchString(text)
}

var (
	toConsultEN = pattern.MustCompile(`\bconsult(?:s|ation|ed)?\b[^.;]{0,50}\b(?:later (?:this|in the|next)|next (?:year|month|quarter|week|spring|summer|autumn)|in the (?:autumn|spring|summer|winter|(?:first|second) half|(?:third|fourth) quarter|coming))|\b(?:due|planned|scheduled|expected) for (?:public )?(?:consultation|comment)|\bno (?:text|draft) has (?:yet )?been (?:released|published)\b`)
	openUntilEN = pattern.MustCompile(`\b(?:until|till|by|closes? on|closing) (?:\d|[a-z]{3,9} \d)`)
)

func (p *Reading) explains() bool {
	told := feeds.GenreOf(p.Chinese.S) != "" || feeds.GenreOf(p.Title.S) != ""
	return told || announcesOnly(p.Title.Low) || pressZH.MatchString(p.Chinese.S+p.Title.S) || ofPeriodEN.MatchString(p.Title.Low)
}

// noticeApplies is a notice with the day from which it binds.
var noticeApplies = pattern.MustCompile(`\b(?:the|a|joint) (?:[\w'-]+ ){0,3}?(?:notice|circular)\b[^.]{0,160}\b(?:applies from|takes? effect|in force from|effective (?:from|on))\b|\bunder (?:a|the) (?:new |joint )?(?:notice|circular) (?:of|by|from|issued|published|released)\b`)

// circularSent is a circular to those who are supervised, in a report.
var circularSent = pattern.MustCompile(`\b(?:issues?|issued|sends?|sent) (?:a |an |new |joint |revised |updated |further |supplementary |the )*circular to [a-z]|\b(?:a|the) circular to (?:[\w'-]+ ){1,4}(?:from [^.]{3,80} )?(?:requires|asks|bars|tells|orders|sets|bans)\b`)

// changesRules is a headline of rules that were changed, which it does not name.
var changesRules = pattern.MustCompile(`\b(?:relax|eas|loosen|tighten|overhaul|finali[sz]|rewrit)(?:e?s|ed)\b[^,:.]{0,40}\brules\b`)

// plainRules are rules that a report gives no other name.
var plainRules = pattern.MustCompile(`\b(?:[Rr]ules|Rule|(?:final|proposed|interim) rule|rule,? (?:which|that))\b`)

// leadsWithPenalty reports a headline of several news of which the first is a penalty, which
// the text then tells: China fines a firm; draft guide due.
func leadsWithPenalty(title string) bool {
	head, _, more := strings.Cut(title, "; ")
	return more && PenaltyEN.MatchString(head) && !typedWord(head) && !draftEN.MatchString(head)
}

// reportsRule is the kind of the rule whose issue a news report tells.
func (p *Reading) reportsRule() string {
	if p.Title.English {
		if len(p.Body.Ends) == 0 {
			return ""
		}
		if casesEN.MatchString(p.Title.Low) || leadsWithPenalty(p.Title.Low) {
			return ""
		}
		if m := p.toldRule(); m != "" {
			kind := typedEN(view.LowerASCII(m))
			if kind == "" && plainRules.MatchString(m) {
				return page.KindProvisions
			}
			return kind
		}
		if issuingEN.MatchString(p.Title.Low) {
			if k := typedEN(p.withoutCited(p.Title.Low)); k != "" {
				return k
			}
		}
		if m := underRule.FindStringSubmatch(p.Opening()); m != nil {
			return typedEN(m[1])
		}
		if changesRules.MatchString(p.Title.Low) {
			return page.KindProvisions
		}
		if noticeApplies.MatchString(p.Opening()) || circularSent.MatchString(p.Title.Low) || circularSent.MatchString(p.Opening()) {
			return page.KindNotice
		}
		return ""
	}
	docs := page.Quoted.FindAllStringSubmatch(p.Title.S, -1)
	if len(docs) == 0 {
		return p.ruleInNews()
	}
	if !issueFrame.MatchString(p.Title.S) {
		return ""
	}
	return OfName(p.Page, docs[len(docs)-1][1], p.Title.S)
}

var (
	// newsOfRule is a headline about a rule that it does not name in full.
	newsOfRule = pattern.MustCompile(`司法解释.{0,8}(?:出台|发布|公布|落地)|签署.{0,8}令|(?:公布|发布|出台|印发).{2,30}(?:条例|规定|办法|规则|细则|决定)(?:$|[ ,:\d])|新规|草案|[一二三]审|征求(?:各界|公众|业界|社会)?意见|预告(?:修正|订定|制定)|听取意见|公开征言|拟出台|拟规定|施行|起执行|立法(?:[^会院]|$)|修法|表决通过|发文|三读|完成修[改订]|修[改订]完成|(?:条例|规定|办法|规则|细则)(?:正式|今日)?(?:公布|发布|出台|印发)(?:$|[ ,:])`)
	// headlineRule is a rule that a headline names without title marks.
	headlineRule = pattern.MustCompile(`(?:公布|发布|出台|印发)([^《》,:。 多各]{4,40}(?:条例|规定|办法|规则|细则))(?:$|[ ,:\d])`)
	// issuedRule is a rule whose issue a report tells, with the day from which it applies,
	// whatever its headline makes of it; one that is only named was issued before (公布的《…》).
	issuedRule = pattern.MustCompile(`(?:公布|发布|印发|出台)了?[^。《》的]{0,24}《([^》]{2,80})》[^。《》]{0,60}(?:施行|实施|生效|执行)|(?:公布|发布|印发|出台)了?([^。《》]{0,60}?(?:司法解释|条例|规定|办法|规则|细则|决定|新规))[^。《》]{0,90}起(?:正式|开始)?(?:施行|实施|生效|执行)`)
	// offeredRule is a rule on which comments are sought, by a report whose headline tells what
	// it will ask for: 交通运输部就某某办法公开征求意见.
	offeredRule = pattern.MustCompile(`^(?:近日|日前|今[日天]|\d{1,2}月\d{1,2}日)?,?[\p{Han}、]{2,30}?(?:近日|日前|今[日天]|\d{1,2}月\d{1,2}日|\d{1,2}日)?就《?([^《》。;,]{2,60}?(?:法|条例|办法|规定|细则|规则|指南|指引|标准))(?:\([^()]*\))?》?(?:面向社会|向社会)?(?:公开)?(?:征求|征集)(?:社会|公众)?意见`)
	// noticeInNews is a notice that a report tells of, with the day from which it binds.
	noticeInNews = pattern.MustCompile(`(?:下发|印发|发布|发出|出台)了?[^。《》]{0,16}(?:通知|通告)[^。]{0,40}(?:自|从)[^。]{0,14}起`)
	// itsRule is a rule of the text with what was done to it.
	itsRule = pattern.MustCompile(`(?:公布|发布|印发|出台|起草|通过|审议|预告)(?:了)?[^。《]{0,24}《([^》]{2,80})》|《([^》]{2,80})》[^。《]{0,60}(?:征求意见|审议|施行|生效|实施|公布|发布|印发|通过)`)
)

// ruleInNews is the kind of the rule that a headline tells of without title
// marks: the law that it names, or what the opening says was issued.
func (p *Reading) ruleInNews() string {
	if !newsOfRule.MatchString(p.Title.S) {
		for _, told := range []*pattern.Pattern{issuedRule, offeredRule} {
			if m := told.FindStringSubmatch(p.OpeningRaw()); m != nil {
				return OfName(p.Page, strings.Join(m[1:], ""), "")
			}
		}
		return ""
	}
	if billPassed.MatchString(p.Title.S) {
		return page.KindLaw
	}
	if m := p.Cited[0]; len(m) > 0 {
		name, place, _ := strings.Cut(view.UnifyText(p.Names.Laws[m[0].Index].NameZH), "(")
		if strings.HasPrefix(place, "台湾") { // whose laws bear the names of others'
			return OfName(p.Page, name, "")
		}
		return OfName(p.Page, view.UnifyText(p.Names.Laws[m[0].Index].NameZH), "")
	}
	if strings.Contains(p.Title.S, "发文") { // 两办发文, of what the text names first
		if m := p.Cited[2]; len(m) > 0 && m[0].From < len(p.Opening()) {
			return OfName(p.Page, view.UnifyText(p.Names.Laws[m[0].Index].NameZH), "")
		}
	}
	for _, told := range []*pattern.Pattern{itsRule, issuedRule} {
		if m := told.FindStringSubmatch(p.OpeningRaw()); m != nil {
			return OfName(p.Page, m[1]+m[2], "")
		}
	}
	if noticeInNews.MatchString(p.OpeningRaw()) {
		return page.KindNotice
	}
	if m := headlineRule.FindStringSubmatch(p.Title.S); m != nil && len(p.Bodies[0]) > 0 {
		return OfName(p.Page, m[1], "")
	}
	return ""
}

// Force reads how far the document binds, from its kind and whose it is.
func (p *Reading) Force() {
	kind := p.Out.DocType
	if kind == page.KindPress && p.Out.Stage == "" {
		return
	}
	if kind == page.KindPress {
		kind = p.reportsRule()
	}
	lead := names.Authority{}
	if len(p.Out.Authorities) > 0 {
		lead, _ = p.Names.Authority(p.Out.Authorities[0])
	}
	title := p.Chinese.S + p.Title.S
	// What a place is named first in was issued there, if nobody is known to have.
	local := strings.HasPrefix(lead.Jurisdiction, feeds.Province) || lead.ID == "" && names.StartsWithPlace(title)
	p.Out.Force = forceOf(kind, issued{lead, local, title + feeds.Clip(p.Body.S, 2000)})
}

// localOrder is the order by which a provincial or city government issues a rule: a
// normative document has none (Legislation Law as amended in 2015, Article 85).
var localOrder = pattern.MustCompile(`(?:人民政府|省政府|市政府|自治区政府)令`)

var mandatoryGB = pattern.MustCompile(`\bGB ?\d`)

// issued is a document as its binding force goes by it.
type issued struct {
	lead  names.Authority
	local bool
	text  string
}

func (d issued) byCommittee() bool { return d.lead.Level == "committee" }

// forces is the table of binding force over kind and issuer: the first row of a kind that
// holds has it.
var forces = []struct {
	force string
	kinds []string
	holds func(d issued) bool
}{
	{"law", []string{page.KindLaw}, always},
	{"local regulation", []string{page.KindRegulation}, func(d issued) bool { return d.local }},
	{"administrative regulation", []string{page.KindRegulation}, always},
	{"judicial interpretation", rulesOf, func(d issued) bool { return d.lead.Level == "court" || d.lead.Level == "procuratorate" }},
	{"local government rule", rulesOf, func(d issued) bool { return d.local && localOrder.MatchString(d.text) }},
	{"normative document", rulesOf, func(d issued) bool {
		return d.local || d.byCommittee() || (view.ContainsAny(d.text, "暂行", "试行") || printed.MatchString(d.text)) && !byOrder(d.text)
	}},
	{"departmental rule", rulesOf, always},
	{"technical document", []string{page.KindStandard}, func(d issued) bool {
		return d.byCommittee() && strings.Contains(d.text, "技术文件") && !view.ContainsAny(d.text, "国家标准", "GB")
	}},
	{"mandatory standard", []string{page.KindStandard}, func(d issued) bool {
		return view.ContainsAny(d.text, "强制性", "mandatory") || strings.Contains(d.text, "GB") && mandatoryGB.MatchString(d.text)
	}},
	{"recommended standard", []string{page.KindStandard}, always},
	{"technical document", []string{page.KindGuideline}, issued.byCommittee},
	{"guidance", []string{page.KindGuideline}, always},
	{"policy", []string{page.KindOpinion}, always},
	{"guidance", notices, func(d issued) bool { // normative documents are the mainland's
		return d.lead.ID != "" && d.lead.Jurisdiction != "CN" && !d.local
	}},
	{"normative document", notices, always},
	{"case", []string{page.KindEnforcement, page.KindJudgment}, always},
}

var (
	rulesOf = []string{page.KindMeasures, page.KindProvisions}
	notices = []string{page.KindNotice, page.KindAnnouncement}
)

func always(issued) bool { return true }

// forceOf is the binding force of a document of that kind, "" where it has none.
func forceOf(kind string, d issued) string {
	for _, f := range forces {
		if slices.Contains(f.kinds, kind) && f.holds(d) {
			return f.force
		}
	}
	return ""
}

// printed is a rule that comes with a notice: departmental rules are issued by order
// (Regulations on the Procedures for the Formulation of Rules, Article 29 and following).
var printed = pattern.MustCompile(`印发.{0,60}的?通知|自印发之日`)

// byOrder reports a rule that was issued by order (令), which makes it a
// departmental rule whatever it is called.
func byOrder(text string) bool {
	return view.ContainsAny(text, "联合公布", "公布《", "Order No.") || strings.Contains(text, "令") && orderNo.MatchString(text)
}

var orderNo = pattern.MustCompile(`令\(?第?\d+号`)
