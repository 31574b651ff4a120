// Package issuer reads who issued a document or took an act, the lead first, and who drafted
// it. Read is all there is.
//
// A case has its courts (court.go), a rule of a table its makers (rules.go); otherwise every
// list of bodies that stand together is a party (party.go), weighed by the words around it,
// and the heaviest is who did it (issuer.go). Where no words say, it is whose page it is.
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

// reading is a page while its issuers are read.
type reading struct {
	*page.Page
}

// Read finds who issued the document or took the act, lead first, and who drafted it.
func Read(p *page.Page) {
	r := &reading{Page: p}
	r.issuers()
	r.drafter()
}

// standing is the committee that deliberates on bills, whatever it is called beside it.
var standing = pattern.MustCompile(`Standing Committee|常(?:务)?委(?:员)?会`)

// fullCongress tells that the whole congress passed a law.
var fullCongress = pattern.MustCompile(`全国人民代表大会第[\d一二三四五六七八九十]+次会议|\d届全国人(?:民代表)?大(?:会)?[\d一二三四五六七八九十]+次会议`)

var (
	// columnZH is the column that a title names in front: 亮剑浦江丨市网信办处罚.
	columnZH = pattern.MustCompile(`^[^丨|:。,]{1,14}[丨|]\s*$`)
	moreZH   = pattern.MustCompile(`^等(?:国家)?([\d一二三四五六七八九十]*)个?(?:国家|中央)?(?:部门|部委|单位|机关|机构|部)`)
	moreEN   = pattern.MustCompile(`^(?:,? and|,? with|,? together with) (\w+) other (?:departments|agencies|ministries|bodies|authorities|regulators)`)

	issuesEN = pattern.MustCompile(`^(?:'s)?,?(?: (?:jointly|today|also|has|have|had|and|other|the|departments|on \d+ \w+(?: \d{4})?))*? (?:issu|publish|releas|adopt|approv|draft|promulgat|unveil|put out|opens comments|consult|seek|propos|led the drafting|amend|revis|pass|asked for comments|launch|announc|review|decid)`)
	dealsEN  = pattern.MustCompile(`^(?:'s)?(?: [\w-]+){0,4}? (?:said|says|held|holds|ruled|rules|order|fine|impos|summon|name|report|warn|sentenc|convict|gave|found|remov|detain|arrest|urg|sued|open|told|penalis|penaliz|welcom|express|call(?:s|ed)? (?:for|on)|add|brief|clos|investigat|backs|extend|agree|sign|mov(?:e|ed) in|began|begin|station|conduct|carried out|carr(?:y|ies) out|runs?\b|requires?\b|applied (?:[Aa]rticle|the [A-Z]))`)
	// ofMakersEN stands before the bodies that a rule is of.
	ofMakersEN = pattern.MustCompile(`\b(?:measures|rules|provisions|regulations|guidelines|list|notice) (?:of|by|from)(?: the)? $`)
	// makesEN makes a body the maker of a rule: the State Council's regulations.
	makesEN = pattern.MustCompile(`^(?:'s)? (?:[\w-]+ ){0,2}?(?:regulations|measures|provisions|rules|guidelines|opinions|circular) (?:on|for|to|of|implementing|take|require|set|ask|bar|are|apply|come|enter)\b`)
	byEN    = pattern.MustCompile(`(?:(?:issued|released|published|drafted|adopted|made|led|unveiled|approved|promulgated|formulated)(?: jointly| together| on \d+ \w+(?: \d{4})?)* by)(?: the)? $`)
	ledBy   = pattern.MustCompile(`(?i)(\w+) (?:departments|ministries|agencies|authorities|regulators),? (?:including|led by|headed by|among them)(?: the)? $`)
	// approverZH stands before a body that approves or is written to.
	approverZH = pattern.MustCompile(`(?:经|报|报经|提请|报请|向|由|被|对|根据|按照|依据)$`)
)

// issuedByZH follows bodies that 由 names as those who issued: 由甲、乙联合公布.
var issuedByZH = pattern.MustCompile(`^(?:近日|日前|今日|今天|于\d{1,2}月\d{1,2}日)?(?:联合|共同)?(?:批准)?(?:公布|发布|印发|出台|制定|起草)`)

// issuesZH are what a body does when it issues a document, dealsZH when it
// takes another act; they stand in the same clause, right after its name.
var (
	issuesZH = []string{
		"关于", "令", "公告", "印发", "发布", "公布", "出台", "制定", "修订", "修改", "起草", "颁布", "批准", "通过", "签署",
		"启动", "部署", "开展", "征求", "发出", "宣布", "答记者问", "拟定", "研究", "编制",
	}
	dealsZH = []string{
		"通报", "处罚", "查处", "罚款", "约谈", "侦破", "破获", "打掉", "判决", "宣判", "认为", "审理", "审结", "起诉", "办理", "督促",
		"提起", "发现", "回答", "监测", "检测", "责令", "下架", "调查", "审查", "检查", "召开", "成立", "揭牌", "上线",
	}
)

// does reports whether one of verbs stands in the first characters of a clause.
func does(clause string, verbs []string, limit int) bool {
	if i := strings.IndexAny(clause, "。,;\n"); i >= 0 {
		clause = clause[:i]
	}
	clause = feeds.Clip(clause, limit)
	for _, w := range verbs {
		if strings.Contains(clause, w) {
			return true
		}
	}
	return false
}

// issuers decides who issued the document or took the act, lead first.
func (p *reading) issuers() {
	p.Out.Authorities = p.named()
	if len(p.Out.Authorities) == 0 {
		p.Out.Authorities = p.acted()
		p.speaksFor()
	}
}

// named are those whom a case, a breath or a vote names beyond doubt.
func (p *reading) named() []feeds.AuthorityID {
	if ids := p.court(); len(ids) > 0 {
		return ids
	}
	if ids := p.paired(); len(ids) > 0 {
		return ids
	}
	if id := p.passedBy(); id != "" {
		return []feeds.AuthorityID{id}
	}
	return nil
}

// acted are those of whom the words say so: the weightiest party, whom a report is about, as
// many as are counted, the makers of the rule, or else whose page it is.
func (p *reading) acted() (ids []feeds.AuthorityID) {
	best, ok := p.bestParty()
	switch {
	case p.tallied():
	case ok && (best.joint() || p.trusts(best)):
		ids = p.ids(p.expand(p.joined(best)))
	case p.Media:
		ids = p.toldOf()
	}
	if len(ids) == 0 || !ok || !best.joint() && !p.Media {
		if counted := p.counted(); len(counted) > 0 {
			ids = counted
		} else if makers := p.ofRule(); len(makers) > 0 && (!ok || len(ids) == 0) {
			ids = makers
		}
	}
	if len(ids) == 0 {
		ids = p.fallback()
	}
	return ids
}

// toldOf are whom a report is about where no party outweighs.
func (p *reading) toldOf() []feeds.AuthorityID {
	ids := p.reported()
	if len(ids) == 0 || p.toldByNational() {
		if local := p.localBody(); len(local) > 0 {
			ids = local
		}
	}
	if len(ids) == 0 {
		ids = p.explained()
	}
	return ids
}

// speaksFor puts the body that acts for the one that was read in its place, and adds those of
// its place that acted with it.
func (p *reading) speaksFor() {
	if p.Out.DocType == page.KindLaw && (slices.Equal(p.Out.Authorities, []feeds.AuthorityID{"NPC"}) && !fullCongress.MatchString(p.Body.S) || slices.Equal(p.Out.Authorities, []feeds.AuthorityID{"NPCLAC"})) {
		p.Out.Authorities = []feeds.AuthorityID{"NPCSC"} // on the congress's site, but its committee makes most laws
	}
	if p.Media && p.Out.Stage != "" && slices.Equal(p.Out.Authorities, []feeds.AuthorityID{"NPC"}) && standing.MatchString(p.Body.S) && !fullCongress.MatchString(p.Body.S) {
		p.Out.Authorities = []feeds.AuthorityID{"NPCSC"} // of whose bill a report says that it is on the congress's site
	}
	if p.publishedStandard() {
		p.Out.Authorities = []feeds.AuthorityID{"SAC"}
	}
	if own := p.Out.Authorities; len(own) == 1 {
		// on one's own page, in a report, or on that of one of them
		if with := p.neighbours(own[0]); own[0] == p.Source || p.Media || slices.Contains(with, p.Source) {
			p.Out.Authorities = append(own, with...)
		}
	}
}

// trusts reports whether a single body other than the source may be believed to
// be the issuer: the words must say that it issued something.
func (p *reading) trusts(g party) bool {
	if p.Media {
		return true
	}
	own := p.Names.Authorities[g.members[0]]
	return own.ID == p.Source || p.related(own) || g.score >= 20
}

// ofGovernment reports a government's page, which tells of what all its bodies do.
func (p *reading) ofGovernment() bool {
	return p.Source == "SC" || strings.HasSuffix(string(p.Source), "GOV")
}

// ledIn reports whether i lies in the first two sentences of the text.
func (p *reading) ledIn(v *view.View, i int) bool {
	return v == p.Body && len(v.Ends) > 0 && i < v.Ends[min(1, len(v.Ends)-1)].To
}

// related reports whether a is the source's parent or child.
func (p *reading) related(a names.Authority) bool {
	return a.Parent == p.Source
}

func (p *reading) fallback() []feeds.AuthorityID {
	if p.Source == "" {
		return nil
	}
	if tester := p.testedBy(); tester != "" {
		return []feeds.AuthorityID{tester}
	}
	if p.ofGovernment() && p.Out.DocType == page.KindPress {
		if told := p.toldByOther(); told != "" {
			return []feeds.AuthorityID{told}
		}
	}
	return []feeds.AuthorityID{p.Source}
}

// testedBy is the centre under the body whose page this is that the opening says tested what
// the page names, where the title names nobody: 经国家计算机病毒应急处理中心检测.
func (p *reading) testedBy() feeds.AuthorityID {
	if p.Out.DocType != page.KindNotice && p.Out.DocType != page.KindEnforcement || len(p.Bodies[0])+len(p.Bodies[1]) > 0 {
		return ""
	}
	for _, m := range p.Bodies[2] {
		a := p.Names.Authorities[m.Index]
		if p.ledIn(p.Body, m.From) && p.related(a) && kind.Powerless[a.ID] && testsZH.MatchString(p.Body.After(m.To, 24)) {
			return a.ID
		}
	}
	return ""
}

var testsZH = pattern.MustCompile(`^(?:近日|近期|组织|依法)*(?:检测|监测|抽测)`)

// toldByOther is the body from which the news of a government's page is, in its first words:
// according to the Ministry of Public Security.
func (p *reading) toldByOther() feeds.AuthorityID {
	for _, m := range p.Bodies[2] {
		pre := p.Body.Before(m.From, 40)
		if p.ledIn(p.Body, m.From) && (newsFromEN.MatchString(pre) || newsOfZH.MatchString(pre)) {
			return p.ids([]int{m.Index})[0]
		}
	}
	return ""
}

var (
	newsFromEN = pattern.MustCompile(`\b(?:according to|(?:said|announced) by)(?: the)? $`)
	newsOfZH   = pattern.MustCompile(`(?:据|(?:记者|本报|本网)[^。;,]{0,16}?从)$`)
)

// weigh says how sure the words around g make it that g issued or acted.
func (p *reading) weigh(v *view.View, g *party) {
	pre, post := v.Before(g.From, 60), g.countOthers(v)
	if v.In == "title" && handsOn.MatchString(post) || v.English && ofEarlierEN.MatchString(pre) && earlierEN.MatchString(post) {
		return // what it hands on, or follows, is another's
	}
	if m := ledBy.FindStringSubmatch(pre); m != nil {
		g.others, g.count = true, view.WholeNumber(m[1])
	}
	if g.onlyNamed(v, pre, post) || p.citesEarlier(v, g, post) {
		return
	}
	issues, deals := g.acts(v, pre, post)
	if g.score = p.scoreOf(v, g, issues, deals); g.score > 0 && g.joint() {
		g.score += 2
	}
}

// countOthers reads how many more bodies the words behind g count, and is what follows them.
func (g *party) countOthers(v *view.View) (post string) {
	post = v.After(g.To, 150)
	if v.English {
		post = post[len(acronymBehind.FindString(post)):]
	}
	if m := moreZH.FindStringSubmatch(post); m != nil {
		g.others, g.count = true, view.WholeNumber(m[1])
		return post[len(m[0]):]
	}
	if m := moreEN.FindStringSubmatch(post); m != nil {
		g.others, g.count = true, view.WholeNumber(m[1])+len(g.members)
		return post[len(m[0]):]
	}
	return post
}

// onlyNamed reports whether g approves what others issue, is written to, or gave the orders
// that others carry out.
func (g *party) onlyNamed(v *view.View, pre, post string) bool {
	byAll := g.joint() && strings.HasSuffix(pre, "由") && issuedByZH.MatchString(post)
	return !byAll && approverZH.MatchString(pre) || carriesOut(v, g.Span) || strings.HasPrefix(post, "同意") || strings.HasPrefix(post, "批准,")
}

// citesEarlier reports whether a page whose title begins with its own body tells further down
// what others issued together, which its title does not name: the plan that it carries out.
func (p *reading) citesEarlier(v *view.View, g *party, post string) bool {
	if v != p.Body || !g.joint() || !p.OwnTitle() || v.Sentence(g.From).From == v.Ends[0].From || slices.Contains(g.members, p.Bodies[0][0].Index) {
		return false
	}
	m := ownDocument.FindStringSubmatch(post)
	return m != nil && !strings.Contains(p.Title.S, m[1])
}

// ownDocument is what bodies issue, right behind them.
var ownDocument = pattern.MustCompile(`^[^。;,《]{0,16}(?:印发|发布|公布|出台)[^。;,《]{0,8}《([^》]{2,60})`)

// acts reports whether the words around g say that it issues a document, and whether they
// say that it does something else.
func (g *party) acts(v *view.View, pre, post string) (issues, deals bool) {
	if v.English {
		issues = issuesEN.MatchString(post) || makesEN.MatchString(post) || byEN.MatchString(pre) || g.joint() && (strings.HasSuffix(strings.TrimSuffix(pre, "the "), " by ") || ofMakersEN.MatchString(pre))
		deals = dealsEN.MatchString(post) || g.joint() && strings.HasPrefix(post, " will ")
	} else {
		issues = does(post, issuesZH, 100) || g.joint() && issuesLaterZH.MatchString(post) || view.HasSuffix(v.S[g.From:g.To], "发布", "公布", "印发", "出台")
		deals = does(post, dealsZH, 130)
	}
	return issues, deals || g.joint() && v.Opens(g.From) && actsUnder(post)
}

// scoreOf is how much weight g has that issues or deals, by where it stands: bodies together
// before one, a title and a signature before a text, its first sentences before others.
func (p *reading) scoreOf(v *view.View, g *party, issues, deals bool) int {
	title := v.In == "title"
	switch {
	case issues && g.joint():
		return 100
	case signed(v, g.Span) && g.joint():
		return 90
	case title && (g.From == 0 || columnZH.MatchString(v.S[:g.From])) && (issues || deals):
		return 60
	case issues && title:
		return 50
	case signed(v, g.Span):
		return 45
	case issues && v.Sentence(g.From).From == v.Ends[0].From:
		return 30
	case issues && v.English && p.ofGovernment() && p.ledIn(v, g.From):
		return 25
	case issues:
		return 15
	case deals && g.joint():
		return 14
	case deals:
		return 10
	case title && g.From == 0:
		return 5
	}
	return 0
}

var (
	// ofEarlierEN and earlierEN stand around who issued what the document only follows: a
	// package that the State Council put out last year.
	ofEarlierEN = pattern.MustCompile(`\b(?:that|which)(?: the)?(?: general offices? of(?: the)?)? $`)
	earlierEN   = pattern.MustCompile(`^(?: (?:had|have|has))? (?:put out|issued|published|released|adopted|approved|unveiled)\b[^.;]{0,40}\b(?:last (?:year|month|week)|earlier|previously|in (?:19|20)\d\d)\b`)
)

// handsOn follows a body that hands on what another one issued.
var handsOn = pattern.MustCompile(`^(?:办公室|秘书[局处])?(?:关于)?(?:转发|转载|转)`)

// actsUnder reports whether a body is followed by what it acts under, which
// only a subject is.
func actsUnder(post string) bool {
	return strings.HasPrefix(post, "依据") || strings.HasPrefix(post, "根据") || strings.HasPrefix(post, "按照")
}

// signed reports whether p stands alone on its line and a date follows: the
// signature block of an official document.
func signed(v *view.View, p view.Span) bool {
	head, ok := v.LineHead(p.From)
	if !ok || strings.TrimSpace(head) != "" {
		return false
	}
	near := feeds.Clip(v.S[p.To:], 80)
	at := p.To + len(near) - len(strings.TrimLeft(near, " \n"))
	_, found := slices.BinarySearchFunc(v.Dates, at, func(d view.Date, at int) int { return d.From - at })
	return found
}

// expand names the bodies behind 等N部门 when a law of the table has exactly
// that many issuers and the same lead.
func (p *reading) expand(g party) []int {
	members := g.members
	if g.count <= len(members) {
		return members
	}
	if issuers := p.issuersOf(g.count, p.Names.Authorities[members[0]].ID); issuers != nil {
		return p.indexes(issuers)
	}
	return members
}

func (p *reading) indexes(ids []feeds.AuthorityID) []int {
	var out []int
	for _, id := range ids {
		out = append(out, p.Names.ByAuthority[id])
	}
	return out
}

// ids gives the codes of members. A bureau of a ministry speaks for it.
func (p *reading) ids(members []int) []feeds.AuthorityID {
	var out []feeds.AuthorityID
	for _, i := range members {
		a := p.Names.Authorities[i]
		id := a.ID
		if strings.HasPrefix(string(id), string(a.Parent)+"-") {
			id = a.Parent
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// reported is whom a news report is about when no verb decides: the first body
// named, title first.
func (p *reading) reported() []feeds.AuthorityID {
	for i := range p.Views {
		for _, m := range p.Bodies[i] {
			if p.Names.Authorities[m.Index].Level != "media" && !carriesOut(p.Views[i], m.Span) {
				return p.ids([]int{m.Index})
			}
		}
	}
	if p.Title.English && kind.LawmakersEN.MatchString(p.Title.Low+"\n"+p.Opening()) {
		return []feeds.AuthorityID{"NPCSC"} // which the news seldom names in full
	}
	return nil
}

// drafter is who drafted the text when that is said apart from who issues it.
func (p *reading) drafter() {
	for i, v := range p.Views {
		for _, m := range p.Bodies[i] {
			post := v.After(m.To, 60)
			if strings.HasPrefix(post, "归口") || strings.HasPrefix(post, "牵头起草") || strings.HasPrefix(post, "组织起草") || strings.HasPrefix(post, "负责起草") || strings.HasPrefix(post, " led the drafting") {
				p.Out.Drafter = string(p.Names.Authorities[m.Index].ID)
				return
			}
		}
	}
	if p.Out.DocType == "standard" && p.Source == "TC260" {
		p.Out.Drafter = string(p.Source)
	}
}
