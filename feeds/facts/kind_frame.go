package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// frame is a title that tells its kind by what it says or how it ends, and not by the
// name of a document.
type frame struct {
	says []*pattern.Pattern
	ends []string
	// unless takes some of them out.
	unless func(p *page, bare string) bool
	kind   string
	// read tells the kind where it is not the same of all.
	read func(p *page, bare, title string) string
}

func (f *frame) holds(p *page, bare string) bool {
	if !hasSuffix(bare, f.ends...) && !slices.ContainsFunc(f.says, func(x *pattern.Pattern) bool { return x.MatchString(bare) }) {
		return false
	}
	return f.unless == nil || !f.unless(p, bare)
}

func saying(all ...*pattern.Pattern) []*pattern.Pattern { return all }

// frames are asked in their order: the first that holds tells the kind, "" where it
// cannot.
var frames = []frame{
	{says: saying(ownName), read: (*page).nameKind},
	{says: saying(actsByNotice), kind: kindAnnouncement},
	{says: saying(digestsZH), kind: kindPress, unless: func(_ *page, bare string) bool {
		return hasSuffix(bare, "公示", "通知", "公告", "通告")
	}},
	{says: saying(benchmarkZH), kind: kindProvisions},
	{says: saying(penaltyZH), read: (*page).penaltyKind, unless: func(_ *page, bare string) bool {
		return !penaltyZH.MatchString(strings.ReplaceAll(bare, "罚款缴", "")) ||
			hasSuffix(bare, "办法", "规定", "条例", "处罚法") && !keepsRule.MatchString(bare)
	}},
	{says: saying(prosecutesZH, accusedZH), kind: kindPress, unless: func(_ *page, bare string) bool { return judgesZH.MatchString(bare) }},
	{says: saying(judgedZH, heldZH), read: (*page).judgmentKind, unless: func(p *page, _ string) bool { return !p.inCourt() }},
	{says: saying(callsForTexts), kind: kindPress},
	{says: saying(buysZH, samplesZH), kind: kindAnnouncement},
	{ends: []string{"执行通知"}, kind: kindPress}, // what a privacy commissioner serves
	{ends: []string{"通知", "的函"}, read: (*page).noticeKind},
	{says: saying(collectsZH, recruitsZH, warnsZH, listsZH), ends: []string{"邀请函", "启事", "复函", "安排"}, kind: kindNotice},
	{ends: []string{"公示", "批复"}, kind: kindAnnouncement},
	{ends: []string{"预算", "决算", "预算公开", "决算公开", "预算公开说明"}, kind: kindOther},
	{says: saying(announced), ends: []string{"公告", "公示名单", "通告"}, read: (*page).announcementKind},
	{says: saying(pressZH), kind: kindPress},
	{says: saying(filesZH, circularZH), kind: kindAnnouncement},
	{ends: []string{"决定"}, read: (*page).decisionKind, unless: func(_ *page, bare string) bool { return !strings.Contains(bare, "关于") }},
	{says: saying(keepsRule)},
}

// frameKind reads the kind of a title without book-title marks, or with a frame
// around them that says nothing of issuing.
func (p *page) frameKind(t string) string {
	bare := strings.TrimRight(stageMark.ReplaceAllString(strings.TrimSpace(t), ""), " 。")
	if i := strings.LastIndex(bare, "(工信部"); i > 0 {
		bare = bare[:i]
	}
	bare = documentTail.ReplaceAllString(bare, "")
	bare = strings.TrimSpace(stageMark.ReplaceAllString(consultTail.ReplaceAllString(bare, "$1"), ""))
	for _, headline := range []*pattern.Pattern{bill, reads, amended, askedAbout, comesIntoForce, opened} {
		if m := headline.FindStringSubmatch(t); m != nil {
			return p.nameKind(m[1], t)
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
		return p.nameKind(m[1], t)
	}
	if k := p.nameKind(bare, t); k != "" {
		return k
	}
	// what stands in brackets behind a name may be a place or a column
	if i := strings.LastIndexByte(bare, '('); i > 0 && strings.HasSuffix(bare, ")") {
		return p.nameKind(bare[:i], t)
	}
	if asksAbout.MatchString(bare) {
		return kindAnnouncement
	}
	return ""
}

// benchmarkZH is a rule on how much a penalty is to be, told of in a headline.
var benchmarkZH = re(`裁量(?:权|权基准|基准|标准)+(?:规定|办法|适用规则)?(?:发布|印发|公布|出台|实施|施行|修订|征求|来了)`)

var (
	documentTail = re(`\([^()]{0,24}(?:\[\d{4}\]|令|公告)第?\d+号\)$`)
	announced    = re(`(?:公告|通告)(?:(?:\(?\d{4}年)?\(?第\d+号|[\[(]\d{4}[\])]?年?第?\d+号[\])]?$)`)
	issuedZH     = re(`关于(?:印发|发布|公布)(.+)的通知$`)
	consultsOn   = re(`^([^《》]{4,80}?)\((?:征求意见稿|草案|送审稿)[^()]*\)(?:向社会)?(?:公开)?(?:征求|征集)(?:社会|公众)?意见的(?:通知|公告|通告)$`)
	consultedZH  = re(`(?:征求|征集|征询)(.+?)意见`)
)

// penaltyKind tells a penalty from results, as the police tell most of their cases.
func (p *page) penaltyKind(bare, _ string) string {
	if reportsOn.MatchString(p.headline()) || p.isPolice() && !ofDuties.MatchString(bare) {
		return kindPress
	}
	return kindEnforcement
}

// judgmentKind tells a judgment from what a regulator says that a court decided.
func (p *page) judgmentKind(_, _ string) string {
	if p.isRegulator() {
		return kindPress
	}
	return kindJudgment
}

// noticeKind tells a notice that carries a document from one that speaks for
// itself.
func (p *page) noticeKind(bare, _ string) string {
	return cmp.Or(p.carriedKind(bare, consultsOn, issuedZH, consultedZH), kindNotice)
}

func (p *page) announcementKind(bare, _ string) string {
	return cmp.Or(p.carriedKind(bare, consultsOn, madePublic, madeKnown, consultedZH), kindAnnouncement)
}

// carriedKind is the kind of the document that one of the patterns finds in a title.
func (p *page) carriedKind(bare string, names ...*pattern.Pattern) string {
	for _, x := range names {
		if m := x.FindStringSubmatch(bare); m != nil {
			if k := p.nameKind(strings.Trim(m[1], "《》"), bare); k != "" {
				return k
			}
		}
	}
	return ""
}

func (p *page) decisionKind(t, _ string) string {
	if m := quoted.FindStringSubmatch(t); m != nil {
		return p.nameKind(m[1], t)
	}
	if strings.Contains(t, "司法解释") {
		return kindProvisions
	}
	if honoursZH.MatchString(t) {
		return kindOther
	}
	if p.Source == "NPCSC" || p.Source == "NPC" {
		return kindLaw
	}
	return kindRegulation
}
