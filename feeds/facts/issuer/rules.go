package issuer

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// publishedStandard reports a committee's news that a national standard of its
// field was approved: the committee drafts, the administration issues.
func (p *reading) publishedStandard() bool {
	own, _ := p.Names.Authority(p.Source)
	return own.Level == "committee" && p.Out.DocType == page.KindStandard && p.Out.Stage == feeds.StageIssued &&
		slices.Equal(p.Out.Authorities, []feeds.AuthorityID{p.Source}) && nationalZH.MatchString(p.Title.S+p.Chinese.S)
}

var nationalZH = pattern.MustCompile(`国家标准|\bGB\b|(?i:\bnational standard)`)

// passedBy is the congress of a place, or its committee, that passed the regulation on a
// government's page or of which a report tells.
func (p *reading) passedBy() feeds.AuthorityID {
	m := kind.LocalPasses.FindStringSubmatch(p.OpeningRaw())
	issued := p.Out.Stage == feeds.StageIssued && strings.HasSuffix(string(p.Source), "GOV") || p.Media && !p.Out.Stage.InDraft()
	if m == nil || !issued {
		return ""
	}
	place := strings.TrimLeft(m[1], "已由经日前近")
	code := names.ProvinceOf(place)
	id := feeds.AuthorityID(code + "NPC")
	if _, known := p.Names.ByAuthority[id]; !known || !names.IsProvince(place, code) {
		return ""
	}
	return id
}

// ofRule are the issuers of a rule of the table that the title names, when the
// page tells of that rule without saying who made it.
func (p *reading) ofRule() []feeds.AuthorityID {
	if p.ofTaiwan() {
		return nil
	}
	if p.Out.Stage != feeds.StageIssued || page.PracticeNo.MatchString(p.Title.S) {
		return nil // a committee's own document may share its name with a standard
	}
	for i := range p.Views[:2] {
		for _, m := range p.Cited[i] {
			l := p.Names.Laws[m.Index]
			if l.Status != "draft" && kind.OfName(p.Page, view.UnifyText(l.NameZH), "") == p.Out.DocType {
				return p.makers(l)
			}
		}
	}
	return nil
}

// ofTaiwan reports a title about Taiwan, whose acts bear the names of others' and whose
// makers stand in no table.
func (p *reading) ofTaiwan() bool { return view.ContainsAny(p.Title.S+p.Chinese.S, "台湾", "Taiwan") }

// makers are the issuers of l, of a standard the one on whose page it stands.
func (p *reading) makers(l names.Law) []feeds.AuthorityID {
	if l.Type == "national_standard" && slices.Contains(l.Issuers, p.Source) {
		return []feeds.AuthorityID{p.Source}
	}
	return l.Issuers
}

// explained are the issuers of a rule in force that the headline of a report names and
// explains, where the report names nobody: what a law firm tells its clients.
func (p *reading) explained() []feeds.AuthorityID {
	if p.ofTaiwan() || kind.JudgedZH.MatchString(p.Title.S) || brokenZH.MatchString(p.Title.S) || kind.PenaltyZH.MatchString(p.Title.S) || kind.DecidesEN.MatchString(p.Title.Low) || kind.PenaltyEN.MatchString(p.Title.Low) {
		return nil // what somebody did under it
	}
	for i := range p.Views[:2] {
		for _, m := range p.Cited[i] {
			if l := p.Names.Laws[m.Index]; l.Status != "draft" {
				return p.makers(l)
			}
		}
	}
	return nil
}

// brokenZH is a headline of somebody who broke a rule.
var brokenZH = pattern.MustCompile(`(?:违反|触犯)《?[\p{Han}()]{2,24}(?:法|条例|规定|办法)|违[\p{Han}]{2,6}条例|判囚|判监|罪成|定罪`)

var (
	countedZH = pattern.MustCompile(`(?:^|[,。\n等])([\d一二三四五六七八九十两]+)个?(?:国家|中央)?(?:部门|部委|单位)`)
	othersEN  = pattern.MustCompile(`(?i)\b(\w+) other (?:departments|ministries|agencies|authorities|regulators)`)
	countedEN = pattern.MustCompile(`(?i)(?:^|by |, )(\w+) (?:government |central )?(?:departments|ministries|agencies|authorities)`)
)

// counted names the bodies that a headline or opening only counts, 六部门印发…,
// "with twelve other departments", when a law named has that many issuers.
func (p *reading) counted() []feeds.AuthorityID {
	for _, v := range p.Views {
		text := v.S
		if v == p.Body {
			text = p.OpeningRaw()
		}
		if v == p.Body && !v.English && p.OwnTitle() {
			text = v.Text(v.Sentence(0)) // further down it is what others issued
		}
		if m := othersEN.FindStringSubmatch(text); m != nil {
			if ids := p.issuersOf(view.WholeNumber(m[1])+1, p.Source); len(ids) > 1 {
				return ids
			}
		}
		for _, counts := range []*pattern.Pattern{countedZH, countedEN} {
			at := counts.FindStringSubmatchIndex(text)
			if at == nil || page.CitesIssue(v, at[1]) {
				continue
			}
			if ids := p.issuersOf(view.WholeNumber(text[at[2]:at[3]]), ""); len(ids) > 1 {
				return ids
			}
		}
	}
	return nil
}

// issuersOf are the issuers of the first law named that has n of them, lead
// among them unless it is "".
func (p *reading) issuersOf(n int, lead feeds.AuthorityID) []feeds.AuthorityID {
	for i := range p.Views {
		for _, m := range p.Cited[i] {
			issuers := p.Names.Laws[m.Index].Issuers
			if len(issuers) == n && (lead == "" || slices.Contains(issuers, lead)) {
				return issuers
			}
		}
	}
	return nil
}

// pairedEN are bodies of one kind that share its name: the Chongqing and Sichuan
// communications administrations.
var pairedEN = pattern.MustCompile(`\b([A-Z]\w+) and ([A-Z]\w+) (?i:(communications (?:administrations|regulators)|cyberspace (?:administrations|offices|regulators)|telecoms? (?:administrations|regulators|authorities)|police))\b`)

// pairedEndings are the endings of their codes, by the first letter of the kind.
var pairedEndings = map[byte][]string{'c': {"CA"}, 't': {"CA"}, 'p': {"PSD", "PSB"}}

// officesEN are the two offices that issue together, in the one breath that English
// gives them.
var officesEN = pattern.MustCompile(`(?i)\bgeneral offices of the (?:CPC|Party|Communist Party|Communist Party of China) Central Committee and (?:of )?the State Council\b`)

// paired are bodies that a text names in one breath: two of one kind, the source's
// among them, or the two general offices.
func (p *reading) paired() []feeds.AuthorityID {
	for _, v := range p.Views {
		text := v.S
		if v == p.Body {
			text = p.OpeningRaw() // further down they are what a rule rests on
		}
		if officesEN.MatchString(text) {
			return []feeds.AuthorityID{"GOCPC", "GOSC"}
		}
		m := pairedEN.FindStringSubmatch(v.S)
		if m == nil {
			continue
		}
		endings := pairedEndings[m[3][0]|0x20]
		if strings.HasPrefix(view.LowerASCII(m[3]), "cyber") {
			endings = []string{"CAC"}
		}
		a, b := p.bodyOf(names.ProvinceOf(m[1]), endings), p.bodyOf(names.ProvinceOf(m[2]), endings)
		if a != "" && b != "" && a != b && (p.Media || p.Source == a || p.Source == b) {
			return []feeds.AuthorityID{a, b}
		}
	}
	return nil
}

// issuedWith stands before the bodies that issued a rule with the one named before.
var issuedWith = pattern.MustCompile(`\b(?:issued|released|published|drafted|formulated|promulgated) (?:it |them )?(?:jointly |together )?with(?: the)? $`)

// joined adds to a party those that the next sentences say it issued the rule with.
func (p *reading) joined(g party) party {
	if !p.Body.English || g.view != 2 {
		return g
	}
	for _, with := range p.parties(2, p.Body) {
		if with.From <= g.To || !issuedWith.MatchString(p.Body.Before(with.From, 60)) {
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
func (p *reading) ofPlace(i int) bool {
	return strings.HasPrefix(p.Names.Authorities[i].Jurisdiction, feeds.Province)
}

// toldByNational reports whether a report names no body but the national one that it has
// its news from, of what a local one did: 据公安部网安局消息,温州公安查明….
func (p *reading) toldByNational() bool {
	if len(p.Bodies[0])+len(p.Bodies[1]) > 0 || kind.DigestsZH.MatchString(p.Title.S) || p.Title.English {
		return false
	}
	for i, m := range p.Bodies[2] {
		a := p.Names.Authorities[m.Index]
		if a.Level != "national" || i > 0 && a.ID != p.Names.Authorities[p.Bodies[2][0].Index].ID {
			return false
		}
		if i == 0 && !(newsFromZH.MatchString(p.Body.Before(m.From, 12)) && newsZH.MatchString(p.Body.After(m.To, 60))) {
			return false
		}
	}
	return true
}

// newsFromZH and newsZH stand around a body from which a report has its news.
var (
	newsFromZH = pattern.MustCompile(`据$`)
	newsZH     = pattern.MustCompile(`^[^。;,]{0,16}(?:消息|通报|披露)[,:]`)
)

// issuesLaterZH is what bodies together do behind a clause on how: 甲会同乙,立足当前实际,组织起草.
var issuesLaterZH = pattern.MustCompile(`^(?:,[^。;,]{2,40}){1,2},(?:组织|联合|共同|研究)*(?:起草|制定|编制|印发|发布|公布|出台)`)

// tallied reports a newspaper's own count of what many bodies did: it is the act of none.
func (p *reading) tallied() bool {
	return p.Media && len(p.Bodies[0]) == 0 && talliedZH.MatchString(p.Body.S)
}

var talliedZH = pattern.MustCompile(`(?:记者|本报|本刊)[^。;,]{0,24}(?:梳理|统计|查询)[^。;,]{0,6}(?:发现|显示|,)|不完全统计,`)

// acronymBehind is what a body is called for short, behind its name.
var acronymBehind = pattern.MustCompile(`^(?: \([A-Z]{2,8})?\)`)

// carriesOut reports whether the body at p is one whose decisions are carried out.
func carriesOut(v *view.View, p view.Span) bool {
	return !v.English && carriesOutZH.MatchString(v.Before(p.From, 150)) && ordersOfZH.MatchString(v.After(p.To, 200))
}

// carriesOutZH and ordersOfZH stand around a body whose decisions a text says that it
// carries out: 为贯彻落实党中央国务院和省委省政府关于数据工作的要求.
var (
	carriesOutZH = pattern.MustCompile(`(?:贯彻|落实|执行)[^。;]{0,40}$`)
	ordersOfZH   = pattern.MustCompile(`^[^。;,]{0,60}(?:要求|部署|决策|精神|安排)`)
)
