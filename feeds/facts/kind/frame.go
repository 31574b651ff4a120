package kind

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// frame is a title that tells its kind by what it says or how it ends, and not by the
// name of a document.
type frame struct {
	says []*pattern.Pattern
	ends []string
	// unless takes some of them out.
	unless func(p *Reading, bare string) bool
	kind   string
	// read tells the kind where it is not the same of all.
	read func(p *Reading, bare, title string) string
}

func (f *frame) holds(p *Reading, bare string) bool {
	if !view.HasSuffix(bare, f.ends...) && !slices.ContainsFunc(f.says, func(x *pattern.Pattern) bool { return x.MatchString(bare) }) {
		return false
	}
	return f.unless == nil || !f.unless(p, bare)
}

func saying(all ...*pattern.Pattern) []*pattern.Pattern { return all }

// frames are asked in their order: the first that holds tells the kind, "" where it
// cannot.
var frames = []frame{
	{says: saying(ownName), read: func(p *Reading, bare, title string) string { return OfName(p.Page, bare, title) }},
	{says: saying(actsByNotice), kind: page.KindAnnouncement},
	{says: saying(DigestsZH), kind: page.KindPress, unless: func(_ *Reading, bare string) bool {
		return view.HasSuffix(bare, "公示", "通知", "公告", "通告")
	}},
	{says: saying(benchmarkZH), kind: page.KindProvisions},
	{says: saying(PenaltyZH), read: (*Reading).penaltyKind, unless: func(_ *Reading, bare string) bool {
		return !PenaltyZH.MatchString(strings.ReplaceAll(bare, "罚款缴", "")) ||
			view.HasSuffix(bare, "办法", "规定", "条例", "处罚法") && !keepsRule.MatchString(bare)
	}},
	{says: saying(ProsecutesZH, AccusedZH), kind: page.KindPress, unless: func(_ *Reading, bare string) bool { return judgesZH.MatchString(bare) }},
	{says: saying(JudgedZH, heldZH), read: (*Reading).judgmentKind, unless: func(p *Reading, _ string) bool { return !p.inCourt() }},
	{says: saying(callsForTexts), kind: page.KindPress},
	{says: saying(buysZH, samplesZH), kind: page.KindAnnouncement},
	{ends: []string{"执行通知"}, kind: page.KindPress}, // what a privacy commissioner serves
	{ends: []string{"通知", "的函"}, read: (*Reading).noticeKind},
	{says: saying(collectsZH, recruitsZH, warnsZH, listsZH), ends: []string{"邀请函", "启事", "复函", "安排"}, kind: page.KindNotice},
	{ends: []string{"公示", "批复"}, kind: page.KindAnnouncement},
	{ends: []string{"预算", "决算", "预算公开", "决算公开", "预算公开说明"}, kind: page.KindOther},
	{says: saying(announced), ends: []string{"公告", "公示名单", "通告"}, read: (*Reading).announcementKind},
	{says: saying(pressZH), kind: page.KindPress},
	{says: saying(filesZH, circularZH), kind: page.KindAnnouncement},
	{ends: []string{"决定"}, read: (*Reading).decisionKind, unless: func(_ *Reading, bare string) bool { return !strings.Contains(bare, "关于") }},
	{says: saying(keepsRule)},
}

// frameKind reads the kind of a title without book-title marks, or with a frame
// around them that says nothing of issuing.
func (p *Reading) frameKind(t string) string {
	bare := strings.TrimRight(stageMark.ReplaceAllString(strings.TrimSpace(t), ""), " 。")
	if i := strings.LastIndex(bare, "(工信部"); i > 0 {
		bare = bare[:i]
	}
	bare = documentTail.ReplaceAllString(bare, "")
	bare = strings.TrimSpace(stageMark.ReplaceAllString(consultTail.ReplaceAllString(bare, "$1"), ""))
	for _, headline := range []*pattern.Pattern{bill, reads, amended, askedAbout, comesIntoForce, opened} {
		if m := headline.FindStringSubmatch(t); m != nil {
			return OfName(p.Page, m[1], t)
		}
	}
	for i := range frames {
		if f := &frames[i]; f.holds(p, bare) {
			if f.read != nil {
				return f.read(p, bare, t)
			}
			return f.kind
		}
	}
	if m := consultedZH.FindStringSubmatch(bare); m != nil {
		// without a document, 征求企业意见 is no opinion
		return OfName(p.Page, m[1], t)
	}
	if k := OfName(p.Page, bare, t); k != "" {
		return k
	}
	// what stands in brackets behind a name may be a place or a column
	if i := strings.LastIndexByte(bare, '('); i > 0 && strings.HasSuffix(bare, ")") {
		return OfName(p.Page, bare[:i], t)
	}
	if asksAbout.MatchString(bare) {
		return page.KindAnnouncement
	}
	return ""
}

// benchmarkZH is a rule on how much a penalty is to be, told of in a headline.
var benchmarkZH = pattern.MustCompile(`裁量(?:权|权基准|基准|标准)+(?:规定|办法|适用规则)?(?:发布|印发|公布|出台|实施|施行|修订|征求|来了)`)

var (
	documentTail = pattern.MustCompile(`\([^()]{0,24}(?:\[\d{4}\]|令|公告)第?\d+号\)$`)
	announced    = pattern.MustCompile(`(?:公告|通告)(?:(?:\(?\d{4}年)?\(?第\d+号|[\[(]\d{4}[\])]?年?第?\d+号[\])]?$)`)
	issuedZH     = pattern.MustCompile(`关于(?:印发|发布|公布)(.+)的通知$`)
	consultsOn   = pattern.MustCompile(`^([^《》]{4,80}?)\((?:征求意见稿|草案|送审稿)[^()]*\)(?:向社会)?(?:公开)?(?:征求|征集)(?:社会|公众)?意见的(?:通知|公告|通告)$`)
	consultedZH  = pattern.MustCompile(`(?:征求|征集|征询)(.+?)意见`)
)

// penaltyKind tells a penalty from results, as the police tell most of their cases.
func (p *Reading) penaltyKind(bare, _ string) string {
	if reportsOn.MatchString(p.headline()) || p.isPolice() && !ofDuties.MatchString(bare) {
		return page.KindPress
	}
	return page.KindEnforcement
}

// judgmentKind tells a judgment from what a regulator says that a court decided.
func (p *Reading) judgmentKind(_, _ string) string {
	if p.isRegulator() {
		return page.KindPress
	}
	return page.KindJudgment
}

// noticeKind tells a notice that carries a document from one that speaks for
// itself.
func (p *Reading) noticeKind(bare, _ string) string {
	return cmp.Or(p.carriedKind(bare, consultsOn, issuedZH, consultedZH), page.KindNotice)
}

func (p *Reading) announcementKind(bare, _ string) string {
	return cmp.Or(p.carriedKind(bare, consultsOn, madePublic, madeKnown, consultedZH), page.KindAnnouncement)
}

// carriedKind is the kind of the document that one of the patterns finds in a title.
func (p *Reading) carriedKind(bare string, names ...*pattern.Pattern) string {
	for _, x := range names {
		if m := x.FindStringSubmatch(bare); m != nil {
			if k := OfName(p.Page, strings.Trim(m[1], "《》"), bare); k != "" {
				return k
			}
		}
	}
	return ""
}

func (p *Reading) decisionKind(t, _ string) string {
	if m := page.Quoted.FindStringSubmatch(t); m != nil {
		return OfName(p.Page, m[1], t)
	}
	if strings.Contains(t, "司法解释") {
		return page.KindProvisions
	}
	if honoursZH.MatchString(t) {
		return page.KindOther
	}
	if p.Source == "NPCSC" || p.Source == "NPC" {
		return page.KindLaw
	}
	return page.KindRegulation
}
