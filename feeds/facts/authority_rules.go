package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// publishedStandard reports a committee's news that a national standard of its
// field was approved: the committee drafts, the administration issues.
func (p *page) publishedStandard() bool {
	own, _ := p.r.Authority(p.Source)
	return own.Level == "committee" && p.out.DocType == kindStandard && p.out.Stage == feeds.StageIssued &&
		slices.Equal(p.out.Authorities, []feeds.AuthorityID{p.Source}) && nationalZH.MatchString(p.title.s+p.zh.s)
}

var nationalZH = re(`国家标准|\bGB\b|(?i:\bnational standard)`)

// localPasses says that a place's congress passed the rule that another page carries.
var localPasses = re(`([\p{Han}]{2,8}?)(?:省|市|自治区)(?:第?[\d一二三四五六七八九十]{1,3}届)?人(?:民代表)?大(?:会)?(?:第[\d一二三四五六七八九十]{1,3}次会议|常(?:务)?委(?:员)?会)[^。]{0,40}?(?:表决)?(?:修订)?通过`)

// passedBy is the congress of a place, or its committee, that passed the regulation on a
// government's page or of which a report tells.
func (p *page) passedBy() feeds.AuthorityID {
	m := localPasses.FindStringSubmatch(p.openingRaw())
	issued := p.out.Stage == feeds.StageIssued && strings.HasSuffix(string(p.Source), "GOV") || p.media && !p.out.Stage.InDraft()
	if m == nil || !issued {
		return ""
	}
	place := strings.TrimLeft(m[1], "已由经日前近")
	code := provinceOf(place)
	id := feeds.AuthorityID(code + "NPC")
	if _, known := p.r.byAuthority[id]; !known || !isProvince(place, code) {
		return ""
	}
	return id
}

// ofRule are the issuers of a rule of the table that the title names, when the
// page tells of that rule without saying who made it.
func (p *page) ofRule() []feeds.AuthorityID {
	if p.ofTaiwan() {
		return nil
	}
	if p.out.Stage != feeds.StageIssued || practiceNo.MatchString(p.title.s) {
		return nil // a committee's own document may share its name with a standard
	}
	for i := range p.views[:2] {
		for _, m := range p.cited[i] {
			l := p.r.laws[m.index]
			if l.Status != "draft" && p.nameKind(unifyText(l.NameZH), "") == p.out.DocType {
				return p.makers(l)
			}
		}
	}
	return nil
}

// ofTaiwan reports a title about Taiwan, whose acts bear the names of others' and whose
// makers stand in no table.
func (p *page) ofTaiwan() bool { return containsAny(p.title.s+p.zh.s, "台湾", "Taiwan") }

// makers are the issuers of l, of a standard the one on whose page it stands.
func (p *page) makers(l Law) []feeds.AuthorityID {
	if l.Type == "national_standard" && slices.Contains(l.Issuers, p.Source) {
		return []feeds.AuthorityID{p.Source}
	}
	return l.Issuers
}

// explained are the issuers of a rule in force that the headline of a report names and
// explains, where the report names nobody: what a law firm tells its clients.
func (p *page) explained() []feeds.AuthorityID {
	if p.ofTaiwan() || judgedZH.MatchString(p.title.s) || brokenZH.MatchString(p.title.s) || penaltyZH.MatchString(p.title.s) || decidesEN.MatchString(p.title.low) || penaltyEN.MatchString(p.title.low) {
		return nil // what somebody did under it
	}
	for i := range p.views[:2] {
		for _, m := range p.cited[i] {
			if l := p.r.laws[m.index]; l.Status != "draft" {
				return p.makers(l)
			}
		}
	}
	return nil
}

// brokenZH is a headline of somebody who broke a rule.
var brokenZH = re(`(?:违反|触犯)《?[\p{Han}()]{2,24}(?:法|条例|规定|办法)|违[\p{Han}]{2,6}条例|判囚|判监|罪成|定罪`)

var (
	countedZH = re(`(?:^|[,。\n等])([\d一二三四五六七八九十两]+)个?(?:国家|中央)?(?:部门|部委|单位)`)
	othersEN  = re(`(?i)\b(\w+) other (?:departments|ministries|agencies|authorities|regulators)`)
	countedEN = re(`(?i)(?:^|by |, )(\w+) (?:government |central )?(?:departments|ministries|agencies|authorities)`)
)

// counted names the bodies that a headline or opening only counts, 六部门印发…,
// "with twelve other departments", when a law named has that many issuers.
func (p *page) counted() []feeds.AuthorityID {
	for _, v := range p.views {
		text := v.s
		if v == p.body {
			text = p.openingRaw()
		}
		if m := othersEN.FindStringSubmatch(text); m != nil {
			if ids := p.issuersOf(wholeNumber(m[1])+1, p.Source); len(ids) > 1 {
				return ids
			}
		}
		for _, counts := range []*pattern.Pattern{countedZH, countedEN} {
			at := counts.FindStringSubmatchIndex(text)
			if at == nil || v.citesIssue(at[1]) {
				continue
			}
			if ids := p.issuersOf(wholeNumber(text[at[2]:at[3]]), ""); len(ids) > 1 {
				return ids
			}
		}
	}
	return nil
}

// ofCitedZH follows bodies who issued what a text only cites: 根据甲、乙等四部门联合发布的《公告》.
var ofCitedZH = re(`^[^。;,《]{0,12}(?:发布|印发|公布|出台|制定|下发)的?《`)

// citesIssue reports whether the bodies that end at i issued what the sentence is led by, as
// the ground on which somebody else acts.
func (v *view) citesIssue(i int) bool {
	return groundZH.MatchString(v.before(i, 240)) && ofCitedZH.MatchString(v.after(i, 120))
}

// groundZH begins a sentence with the ground of what it tells.
var groundZH = re(`^[\s"]*(?:为(?:贯彻)?落实|根据|依据|按照|依照)`)

// issuersOf are the issuers of the first law named that has n of them, lead
// among them unless it is "".
func (p *page) issuersOf(n int, lead feeds.AuthorityID) []feeds.AuthorityID {
	for i := range p.views {
		for _, m := range p.cited[i] {
			issuers := p.r.laws[m.index].Issuers
			if len(issuers) == n && (lead == "" || slices.Contains(issuers, lead)) {
				return issuers
			}
		}
	}
	return nil
}

// pairedEN are bodies of one kind that share its name: the Chongqing and Sichuan
// communications administrations.
var pairedEN = re(`\b([A-Z]\w+) and ([A-Z]\w+) (?i:(communications (?:administrations|regulators)|cyberspace (?:administrations|offices|regulators)|telecoms? (?:administrations|regulators|authorities)|police))\b`)

// pairedEndings are the endings of their codes, by the first letter of the kind.
var pairedEndings = map[byte][]string{'c': {"CA"}, 't': {"CA"}, 'p': {"PSD", "PSB"}}

// officesEN are the two offices that issue together, in the one breath that English
// gives them.
var officesEN = re(`(?i)\bgeneral offices of the (?:CPC|Party|Communist Party|Communist Party of China) Central Committee and (?:of )?the State Council\b`)

// paired are bodies that a text names in one breath: two of one kind, the source's
// among them, or the two general offices.
func (p *page) paired() []feeds.AuthorityID {
	for _, v := range p.views {
		text := v.s
		if v == p.body {
			text = p.openingRaw() // further down they are what a rule rests on
		}
		if officesEN.MatchString(text) {
			return []feeds.AuthorityID{"GOCPC", "GOSC"}
		}
		m := pairedEN.FindStringSubmatch(v.s)
		if m == nil {
			continue
		}
		endings := pairedEndings[m[3][0]|0x20]
		if strings.HasPrefix(lowerASCII(m[3]), "cyber") {
			endings = []string{"CAC"}
		}
		a, b := p.bodyOf(provinceOf(m[1]), endings), p.bodyOf(provinceOf(m[2]), endings)
		if a != "" && b != "" && a != b && (p.media || p.Source == a || p.Source == b) {
			return []feeds.AuthorityID{a, b}
		}
	}
	return nil
}

// issuedWith stands before the bodies that issued a rule with the one named before.
var issuedWith = re(`\b(?:issued|released|published|drafted|formulated|promulgated) (?:it |them )?(?:jointly |together )?with(?: the)? $`)

// joined adds to a party those that the next sentences say it issued the rule with.
func (p *page) joined(g party) party {
	if !p.body.english || g.view != 2 {
		return g
	}
	for _, with := range p.parties(2, p.body) {
		if with.from <= g.to || !issuedWith.MatchString(p.body.before(with.from, 60)) {
			continue
		}
		for _, m := range with.members {
			if !slices.Contains(g.members, m) {
				g.members = append(g.members, m)
			}
		}
		break
	}
	return g
}

// ofPlace reports whether the body at i is one of a province or city.
func (p *page) ofPlace(i int) bool {
	return strings.HasPrefix(p.r.authorities[i].Jurisdiction, feeds.Province)
}

// toldByNational reports whether a report names no body but the national one that it has
// its news from, of what a local one did: 据公安部网安局消息,温州公安查明….
func (p *page) toldByNational() bool {
	if len(p.bodies[0])+len(p.bodies[1]) > 0 || digestsZH.MatchString(p.title.s) || p.title.english {
		return false
	}
	for i, m := range p.bodies[2] {
		a := p.r.authorities[m.index]
		if a.Level != "national" || i > 0 && a.ID != p.r.authorities[p.bodies[2][0].index].ID {
			return false
		}
		if i == 0 && !(newsFromZH.MatchString(p.body.before(m.from, 12)) && newsZH.MatchString(p.body.after(m.to, 60))) {
			return false
		}
	}
	return true
}

// newsFromZH and newsZH stand around a body from which a report has its news.
var (
	newsFromZH = re(`据$`)
	newsZH     = re(`^[^。;,]{0,16}(?:消息|通报|披露)[,:]`)
)

// issuesLaterZH is what bodies together do behind a clause on how: 甲会同乙,立足当前实际,组织起草.
var issuesLaterZH = re(`^(?:,[^。;,]{2,40}){1,2},(?:组织|联合|共同|研究)*(?:起草|制定|编制|印发|发布|公布|出台)`)

// tallied reports a newspaper's own count of what many bodies did: it is the act of none.
func (p *page) tallied() bool {
	return p.media && len(p.bodies[0]) == 0 && talliedZH.MatchString(p.body.s)
}

var talliedZH = re(`(?:记者|本报|本刊)[^。;,]{0,24}(?:梳理|统计|查询)[^。;,]{0,6}(?:发现|显示|,)|不完全统计,`)

// acronymBehind is what a body is called for short, behind its name.
var acronymBehind = re(`^(?: \([A-Z]{2,8})?\)`)

// carriesOut reports whether the body at p is one whose decisions are carried out.
func (v *view) carriesOut(p span) bool {
	return !v.english && carriesOutZH.MatchString(v.before(p.from, 150)) && ordersOfZH.MatchString(v.after(p.to, 200))
}

// carriesOutZH and ordersOfZH stand around a body whose decisions a text says that it
// carries out: 为贯彻落实党中央国务院和省委省政府关于数据工作的要求.
var (
	carriesOutZH = re(`(?:贯彻|落实|执行)[^。;]{0,40}$`)
	ordersOfZH   = re(`^[^。;,]{0,60}(?:要求|部署|决策|精神|安排)`)
)
