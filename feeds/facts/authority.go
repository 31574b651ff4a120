package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lexicon"
)

func (r *Reader) authorityTerms() []lexicon.Term {
	var out []lexicon.Term
	for i, a := range r.authorities {
		for _, s := range distinct(append([]string{a.NameZH}, a.AliasesZH...)) {
			out = append(out, r.term(s, name{index: i, zh: true}, false))
		}
		for _, s := range distinct(append([]string{a.NameEN}, a.AliasesEN...)) {
			acronym := allCapital(s)
			out = append(out, r.term(s, name{index: i, weak: acronym}, acronym))
		}
	}
	return append(out, r.localTerms()...)
}

// bodyNamed refuses what only looks like a body's name: 公安部门 is not 公安部,
// capitals in a Chinese text are rarely an agency, and a body that is part of
// a document's title does not act.
func (r *Reader) bodyNamed(v *view, m mention) bool {
	if strings.HasSuffix(v.s[m.from:m.to], "部") && strings.HasPrefix(v.s[m.to:], "门") {
		return false
	}
	if elsewhere(v, m, r.authorities[m.index].Jurisdiction) {
		return false
	}
	if roleName(v, m) {
		return false
	}
	if !m.zh && genericOf(v, m) {
		return false
	}
	if m.weak && (!v.english || m.to-m.from < 3) {
		return false
	}
	return !inTitleMarks(v, m.from)
}

// genericOf reports a national body's everyday name that a place in front gives
// to a local one: Shanghai market regulator.
func genericOf(v *view, m mention) bool {
	words := v.low[m.from:m.to]
	if words == "cyberspace administration" {
		pre := strings.TrimRight(v.before(m.from, 40), " ")
		word := pre[strings.LastIndexAny(pre, " \n.")+1:]
		return strings.HasPrefix(v.after(m.to, 8), " of ") || slices.Contains(locals, strings.ToLower(word)) || provinceOf(word) != ""
	}
	if !containsAny(words, "regulator", "watchdog", "ministry", "prosecutors") || strings.HasPrefix(words, "china") {
		return false
	}
	pre := strings.TrimRight(v.s[:m.from], " ")
	word := pre[strings.LastIndexAny(pre, " \n.")+1:]
	return word != "" && provinceOf(word) != ""
}

// roleName reports a name that rules use for whoever holds a task: 国家网信部门,
// 国务院电信主管部门. Such words name no issuer.
func roleName(v *view, m mention) bool {
	words := v.s[m.from:m.to]
	if strings.HasSuffix(words, "部门") {
		return true
	}
	if !strings.HasSuffix(words, "国务院") {
		return false
	}
	if ofCouncil.MatchString(v.s[m.to:]) {
		return true
	}
	post := feeds.Clip(v.s[m.to:], 45)
	if i := strings.IndexAny(post, "。,、;《\n"); i >= 0 {
		post = post[:i]
	}
	return strings.Contains(post, "部门") || strings.Contains(post, "机构") || strings.HasPrefix(post, "有关")
}

// fullCongress tells that the whole congress passed a law.
var fullCongress = re(`全国人民代表大会第[\d一二三四五六七八九十]+次会议|\d届全国人(?:民代表)?大(?:会)?[\d一二三四五六七八九十]+次会议`)

// ofCouncil follows 国务院 in the name of a body under it.
var ofCouncil = re(`^(?:关税税则|国有资产监督管理|学位|妇女儿童工作|安全生产|食品安全|反垄断|未成年人保护工作)委员会|^[\p{Han}]{2,12}(?:领导小组|办公室|研究中心)`)

// locals stand before the everyday name of a local body.
var locals = []string{"provincial", "municipal", "local", "city", "district", "county", "regional", "prefectural"}

func inTitleMarks(v *view, i int) bool {
	pre := clipLeft(v.s[:i], 240)
	return strings.LastIndex(pre, "《") > strings.LastIndex(pre, "》")
}

var (
	// columnZH is the column that a title names in front: 亮剑浦江丨市网信办处罚.
	columnZH = re(`^[^丨|:。,]{1,14}[丨|]\s*$`)
	moreZH   = re(`^等(?:国家)?([\d一二三四五六七八九十]*)个?(?:国家|中央)?(?:部门|部委|单位|机关|机构|部)`)
	moreEN   = re(`^(?:,? and|,? with|,? together with) (\w+) other (?:departments|agencies|ministries|bodies|authorities|regulators)`)

	issuesEN = re(`^(?:'s)?,?(?: (?:jointly|today|also|has|have|had|and|other|the|departments|on \d+ \w+(?: \d{4})?))*? (?:issu|publish|releas|adopt|approv|draft|promulgat|unveil|put out|opens comments|consult|seek|propos|led the drafting|amend|revis|pass|asked for comments|launch|announc|review|decid)`)
	dealsEN  = re(`^(?:'s)?(?: [\w-]+){0,4}? (?:said|says|held|holds|ruled|rules|order|fine|impos|summon|name|report|warn|sentenc|convict|gave|found|remov|detain|arrest|urg|sued|open|told|penalis|penaliz|welcom|express|call(?:s|ed)? (?:for|on)|add|brief|clos|investigat|backs|extend|agree|sign|mov(?:e|ed) in|began|begin|station|conduct|carried out|carr(?:y|ies) out|runs?\b|requires?\b|applied (?:[Aa]rticle|the [A-Z]))`)
	// ofMakersEN stands before the bodies that a rule is of.
	ofMakersEN = re(`\b(?:measures|rules|provisions|regulations|guidelines|list|notice) (?:of|by|from)(?: the)? $`)
	// makesEN makes a body the maker of a rule: the State Council's regulations.
	makesEN = re(`^(?:'s)? (?:[\w-]+ ){0,2}?(?:regulations|measures|provisions|rules|guidelines|opinions|circular) (?:on|for|to|of|implementing|take|require|set|ask|bar|are|apply|come|enter)\b`)
	byEN    = re(`(?:(?:issued|released|published|drafted|adopted|made|led|unveiled|approved|promulgated|formulated)(?: jointly| together| on \d+ \w+(?: \d{4})?)* by)(?: the)? $`)
	ledBy   = re(`(?i)(\w+) (?:departments|ministries|agencies|authorities|regulators),? (?:including|led by|headed by|among them)(?: the)? $`)
	// approverZH stands before a body that approves or is written to.
	approverZH = re(`(?:经|报|报经|提请|报请|向|由|被|对|根据|按照|依据)$`)
)

// issuedByZH follows bodies that 由 names as those who issued: 由甲、乙联合公布.
var issuedByZH = re(`^(?:近日|日前|今日|今天|于\d{1,2}月\d{1,2}日)?(?:联合|共同)?(?:批准)?(?:公布|发布|印发|出台|制定|起草)`)

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
func (p *page) issuers() {
	if ids := p.court(); len(ids) > 0 {
		p.out.Authorities = ids
		return
	}
	if ids := p.paired(); len(ids) > 0 {
		p.out.Authorities = ids
		return
	}
	if id := p.passedBy(); id != "" {
		p.out.Authorities = []feeds.AuthorityID{id}
		return
	}
	best, ok := p.bestParty()
	switch {
	case p.tallied():
	case ok && (best.joint() || p.trusts(best)):
		p.out.Authorities = p.ids(p.expand(p.joined(best)))
	case p.media:
		p.out.Authorities = p.reported()
		if len(p.out.Authorities) == 0 || p.toldByNational() {
			if ids := p.localBody(); len(ids) > 0 {
				p.out.Authorities = ids
			}
		}
		if len(p.out.Authorities) == 0 {
			p.out.Authorities = p.explained()
		}
	}
	if len(p.out.Authorities) == 0 || !ok || !best.joint() && !p.media {
		if ids := p.counted(); len(ids) > 0 {
			p.out.Authorities = ids
		} else if ids := p.ofRule(); len(ids) > 0 && (!ok || len(p.out.Authorities) == 0) {
			p.out.Authorities = ids
		}
	}
	if len(p.out.Authorities) == 0 {
		p.out.Authorities = p.fallback()
	}
	if p.out.DocType == kindLaw && (slices.Equal(p.out.Authorities, []feeds.AuthorityID{"NPC"}) && !fullCongress.MatchString(p.body.s) || slices.Equal(p.out.Authorities, []feeds.AuthorityID{"NPCLAC"})) {
		p.out.Authorities = []feeds.AuthorityID{"NPCSC"} // on the congress's site, but its committee makes most laws
	}
	if p.publishedStandard() {
		p.out.Authorities = []feeds.AuthorityID{"SAC"}
	}
	if own := p.out.Authorities; len(own) == 1 {
		// on one's own page, in a report, or on that of one of them
		if with := p.neighbours(own[0]); own[0] == p.Source || p.media || slices.Contains(with, p.Source) {
			p.out.Authorities = append(own, with...)
		}
	}
}

// trusts reports whether a single body other than the source may be believed to
// be the issuer: the words must say that it issued something.
func (p *page) trusts(g party) bool {
	if p.media {
		return true
	}
	own := p.r.authorities[g.members[0]]
	return own.ID == p.Source || p.related(own) || g.score >= 20
}

// ofGovernment reports a government's page, which tells of what all its bodies do.
func (p *page) ofGovernment() bool {
	return p.Source == "SC" || strings.HasSuffix(string(p.Source), "GOV")
}

// ledIn reports whether i lies in the first two sentences of the text.
func (p *page) ledIn(v *view, i int) bool {
	return v == p.body && len(v.ends) > 0 && i < v.ends[min(1, len(v.ends)-1)].to
}

// related reports whether a is the source's parent or child.
func (p *page) related(a Authority) bool {
	return a.Parent == p.Source
}

func (p *page) fallback() []feeds.AuthorityID {
	if p.Source == "" {
		return nil
	}
	if tester := p.testedBy(); tester != "" {
		return []feeds.AuthorityID{tester}
	}
	if p.ofGovernment() && p.out.DocType == kindPress {
		if told := p.toldByOther(); told != "" {
			return []feeds.AuthorityID{told}
		}
	}
	return []feeds.AuthorityID{p.Source}
}

// testedBy is the centre under the body whose page this is that the opening says tested what
// the page names, where the title names nobody: 经国家计算机病毒应急处理中心检测.
func (p *page) testedBy() feeds.AuthorityID {
	if p.out.DocType != kindNotice && p.out.DocType != kindEnforcement || len(p.bodies[0])+len(p.bodies[1]) > 0 {
		return ""
	}
	for _, m := range p.bodies[2] {
		a := p.r.authorities[m.index]
		if p.ledIn(p.body, m.from) && p.related(a) && powerless[a.ID] && testsZH.MatchString(p.body.after(m.to, 24)) {
			return a.ID
		}
	}
	return ""
}

var testsZH = re(`^(?:近日|近期|组织|依法)*(?:检测|监测|抽测)`)

// toldByOther is the body from which the news of a government's page is, in its first words:
// according to the Ministry of Public Security.
func (p *page) toldByOther() feeds.AuthorityID {
	for _, m := range p.bodies[2] {
		pre := p.body.before(m.from, 40)
		if p.ledIn(p.body, m.from) && (newsFromEN.MatchString(pre) || newsOfZH.MatchString(pre)) {
			return p.ids([]int{m.index})[0]
		}
	}
	return ""
}

var (
	newsFromEN = re(`\b(?:according to|(?:said|announced) by)(?: the)? $`)
	newsOfZH   = re(`(?:据|(?:记者|本报|本网)[^。;,]{0,16}?从)$`)
)

// inArticles reports whether at lies in the articles of a rule's text, where
// bodies are given tasks and numbers are thresholds.
func (p *page) inArticles(v *view, at span) bool {
	return v == p.body && at.from >= p.articles && at.to <= p.articlesEnd
}

// weigh says how sure the words around g make it that g issued or acted.
func (p *page) weigh(v *view, g *party) {
	post := v.after(g.to, 150)
	if v.english {
		post = post[len(acronymBehind.FindString(post)):]
	}
	if m := moreZH.FindStringSubmatch(post); m != nil {
		g.others, g.count = true, wholeNumber(m[1])
		post = post[len(m[0]):]
	} else if m := moreEN.FindStringSubmatch(post); m != nil {
		g.others, g.count = true, wholeNumber(m[1])+len(g.members)
		post = post[len(m[0]):]
	}
	if v.in == "title" && handsOn.MatchString(post) {
		return // what it hands on is another's
	}
	pre := v.before(g.from, 60)
	if v.english && ofEarlierEN.MatchString(pre) && earlierEN.MatchString(post) {
		return // what it follows is another's
	}
	if m := ledBy.FindStringSubmatch(pre); m != nil {
		g.others, g.count = true, wholeNumber(m[1])
	}
	byAll := g.joint() && strings.HasSuffix(pre, "由") && issuedByZH.MatchString(post)
	if !byAll && approverZH.MatchString(pre) || v.carriesOut(g.span) || strings.HasPrefix(post, "同意") || strings.HasPrefix(post, "批准,") {
		return
	}
	var issues, deals bool
	if v.english {
		issues = issuesEN.MatchString(post) || makesEN.MatchString(post) || byEN.MatchString(pre) || g.joint() && (strings.HasSuffix(strings.TrimSuffix(pre, "the "), " by ") || ofMakersEN.MatchString(pre))
		deals = dealsEN.MatchString(post) || g.joint() && strings.HasPrefix(post, " will ")
	} else {
		issues = does(post, issuesZH, 100) || g.joint() && issuesLaterZH.MatchString(post) || hasSuffix(v.s[g.from:g.to], "发布", "公布", "印发", "出台")
		deals = does(post, dealsZH, 130)
	}
	title := v.in == "title"
	if g.joint() && v.opens(g.from) && actsUnder(post) {
		deals = true
	}
	switch {
	case issues && g.joint():
		g.score = 100
	case signed(v, g.span) && g.joint():
		g.score = 90
	case title && (g.from == 0 || columnZH.MatchString(v.s[:g.from])) && (issues || deals):
		g.score = 60
	case issues && title:
		g.score = 50
	case signed(v, g.span):
		g.score = 45
	case issues && v.sentence(g.from).from == v.ends[0].from:
		g.score = 30
	case issues && v.english && p.ofGovernment() && p.ledIn(v, g.from):
		g.score = 25
	case issues:
		g.score = 15
	case deals && g.joint():
		g.score = 14
	case deals:
		g.score = 10
	case title && g.from == 0:
		g.score = 5
	}
	if g.score > 0 && g.joint() {
		g.score += 2
	}
}

var (
	// ofEarlierEN and earlierEN stand around who issued what the document only follows: a
	// package that the State Council put out last year.
	ofEarlierEN = re(`\b(?:that|which)(?: the)?(?: general offices? of(?: the)?)? $`)
	earlierEN   = re(`^(?: (?:had|have|has))? (?:put out|issued|published|released|adopted|approved|unveiled)\b[^.;]{0,40}\b(?:last (?:year|month|week)|earlier|previously|in (?:19|20)\d\d)\b`)
)

// handsOn follows a body that hands on what another one issued.
var handsOn = re(`^(?:办公室|秘书[局处])?(?:关于)?(?:转发|转载|转)`)

// actsUnder reports whether a body is followed by what it acts under, which
// only a subject is.
func actsUnder(post string) bool {
	return strings.HasPrefix(post, "依据") || strings.HasPrefix(post, "根据") || strings.HasPrefix(post, "按照")
}

// signed reports whether p stands alone on its line and a date follows: the
// signature block of an official document.
func signed(v *view, p span) bool {
	head, ok := v.lineHead(p.from)
	if !ok || strings.TrimSpace(head) != "" {
		return false
	}
	near := feeds.Clip(v.s[p.to:], 80)
	at := p.to + len(near) - len(strings.TrimLeft(near, " \n"))
	_, found := slices.BinarySearchFunc(v.dates, at, func(d datum, at int) int { return d.from - at })
	return found
}

func wholeNumber(s string) int {
	for _, n := range scanNumbers(s) {
		return int(n.value)
	}
	return 0
}

// expand names the bodies behind 等N部门 when a law of the table has exactly
// that many issuers and the same lead.
func (p *page) expand(g party) []int {
	members := g.members
	if g.count <= len(members) {
		return members
	}
	if issuers := p.issuersOf(g.count, p.r.authorities[members[0]].ID); issuers != nil {
		return p.indexes(issuers)
	}
	return members
}

func (p *page) indexes(ids []feeds.AuthorityID) []int {
	var out []int
	for _, id := range ids {
		out = append(out, p.r.byAuthority[id])
	}
	return out
}

// ids gives the codes of members. A bureau of a ministry speaks for it.
func (p *page) ids(members []int) []feeds.AuthorityID {
	var out []feeds.AuthorityID
	for _, i := range members {
		a := p.r.authorities[i]
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
func (p *page) reported() []feeds.AuthorityID {
	for i := range p.views {
		for _, m := range p.bodies[i] {
			if p.r.authorities[m.index].Level != "media" && !p.views[i].carriesOut(m.span) {
				return p.ids([]int{m.index})
			}
		}
	}
	if p.title.english && lawmakersEN.MatchString(p.title.low+"\n"+p.opening()) {
		return []feeds.AuthorityID{"NPCSC"} // which the news seldom names in full
	}
	return nil
}

// drafter is who drafted the text when that is said apart from who issues it.
func (p *page) drafter() {
	for i, v := range p.views {
		for _, m := range p.bodies[i] {
			post := v.after(m.to, 60)
			if strings.HasPrefix(post, "归口") || strings.HasPrefix(post, "牵头起草") || strings.HasPrefix(post, "组织起草") || strings.HasPrefix(post, "负责起草") || strings.HasPrefix(post, " led the drafting") {
				p.out.Drafter = string(p.r.authorities[m.index].ID)
				return
			}
		}
	}
	if p.out.DocType == "standard" && p.Source == "TC260" {
		p.out.Drafter = string(p.Source)
	}
}
