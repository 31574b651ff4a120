package kind

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	namesEN      = pattern.MustCompile(`\b(?:names|named|naming|names? \d+|orders?|ordered|removes?|removed|removal|infring\w*|rectif\w*|circular|batch|violat\w*|illegal\w*|problem\w*|delist\w*|pull\w*|takes? down|lists|listed|detects?|finds|found|breaks?|taken down|taken off|off (?:the )?shelves|told to|warned|must fix|fail(?:s|ed)? to)\b`)
	issuingEN    = pattern.MustCompile(`\b(?:issu\w+|publish\w*|releas\w*|adopt\w*|unveil\w*|revis\w+|drafts?|drafted|consult\w*|comments?|views|opinions?|approv\w+|seek\w*|propos\w+|promulgat\w*|amend\w*|launch\w*|gazett\w+|reading|pass(?:es|ed)|takes? effect|in force|into force|enact\w*|sets? out|outlines|lays? down|introduces|introduced|brings in|tightens|opens|starts?|review|edition|adds|enters (?:trial )?use)\b`)
	reportEN     = pattern.MustCompile(`\b(?:press conference|inaugurat\w+|reports?|q&a|answers|interview|briefs?|summon\w*|called in|welcomes|solved|cracks?|police|prosecut\w+|typical cases|set up|urges?|year-end|results|symposium|conference)\b`)
	ofPeriodEN   = pattern.MustCompile(`\breports? (?:on )?(?:a |its |the )?(?:year|quarter|month|half) of\b`)
	issuedNotice = pattern.MustCompile(`\bissued? (?:a|the) (?:notice|circular)\b`)
	// callsEN is a headline that asks for proposals and the like, of whatever kind of document.
	callsEN = pattern.MustCompile(`\bcalls? for (?:[\w-]+ ){0,2}?(?:papers|applications|nominations|proposals|members|experts|cases)\b|\bseeks? (?:[\w-]+ )?(?:applications|nominations|proposals|members|experts)\b`)
	invites = pattern.MustCompile(`\b(?:invites?|offers? (?:grants|subsidies|funding)|accepts? (?:entries|applications|nominations|submissions)|opens? (?:applications|registration|entries|for (?:applications|entries|registration)))\b|\b(?:quotations?|quotes|bids|offers|proposals|applications|entries|nominations|submissions) (?:are )?(?:invited|sought|accepted)\b`)
	// willIssue is a rule that is announced, not issued.
	willIssue  = pattern.MustCompile(`\b(?:to|will|plans to) (?:soon )?(?:publish|issue|release|draft|unveil|propose|adopt|revise|amend|be (?:published|issued|released|drafted|adopted|revised|formulated))\b`)
	bulletinEN = pattern.MustCompile(`^tenders?\b|^(?:export )?controls on\b|\bpublic notice\b|\bscheduled maintenance\b|\barrangements announced$|\bplaced under export\b|\bexport controls? [a-z ]{0,40}announced\b|\bcontracts? (?:[\w-]+ ){0,8}awarded\b|\bbidding\b|\bcalls? for bids\b|\bsuppliers? wanted\b|^purchase of\b|\brecall(?:ed|s [\d,]+)\b|\bfail(?:s|ed)? (?:a |the )?(?:(?:sampling|spot|quality|safety) )?(?:tests?|checks?)\b|\bexport ban\b|\bexports? of .*\b(?:banned|restricted|licensing|licen[cs]es?)\b`)
	announceEN = pattern.MustCompile(`\bannouncement\b`)
	ownNotice  = pattern.MustCompile(`^(?:(?:in |by |with |under )?(?:the|this) (?:notice|circular)|a (?:notice|circular) of|[a-z ]{2,40}'s (?:notice|circular))\b`)
	// punishesEN is what an opening tells of a penalty whatever the headline says: Breach of
	// the Protection Obligation by so and so.
	punishesEN = pattern.MustCompile(`\b(?:fined|(?:financial|monetary|civil|administrative) penalt(?:y|ies)|(?:imposed|imposes|issued|a) (?:an? )?(?:administrative )?fine|(?:must|has to|agreed to|will|required to|requires \w+ to|ordered to) pay (?:a |an )?(?:(?:financial|civil|monetary) )?(?:penalty|fine|[s$£€¥])|reprimand(?:ed|s)?|under the (?:proposed |final |consent )?order|corrective (?:order|action|measures?))(?:\b|[^a-z])`)
	// finesEN is a headline of a fine.
	finesEN = pattern.MustCompile(`\b(?:fine[sd]?|fining)\b`)
	// makesRulesEN is a headline of rules that were made or changed.
	makesRulesEN = pattern.MustCompile(`\b(?:finali[sz]|adopt|approv|amend|issu|publish|updat|strengthen|overhaul)(?:e?[sd]|es)\b[^,:.]{0,60}\brules?\b`)
)

// isAbroad reports a page of a data-protection authority outside China.
func (p *Reading) isAbroad() bool {
	a, _ := p.Names.Authority(p.Source)
	return a.Level == "national" && len(a.Jurisdiction) == 2 && !slices.Contains(home, a.Jurisdiction)
}

// home are the jurisdictions of China.
var home = []string{"CN", "HK", "MO"}

// typeWords are the English words for kinds of document, strongest first.
var typeWords = []struct {
	words *pattern.Pattern
	kind  string
}{
	{pattern.MustCompile(`\b(?:practice guides?|guid(?:e|es|elines?|ance)|handbook|codes? of practice|recommendations (?:on|for|to)|framework|checklist|toolkit|compliance tips|model contracts?|(?:negative|export|data(?: \w+)?) lists?|lists? of (?:\w+ )?data)\b`), page.KindGuideline},
	{pattern.MustCompile(`\b(?:(?:national |industry |draft )*standards?|specifications?|technical documents?)\b`), page.KindStandard},
	{pattern.MustCompile(`\b(?:provisions|(?:discretion|penalty) (?:benchmarks?|standards?|rules)|benchmarks? (?:for|of|on))\b`), page.KindProvisions},
	{pattern.MustCompile(`\bmeasures\b`), page.KindMeasures},
	{pattern.MustCompile(`\bimplement(?:ation|ing) rules\b`), page.KindMeasures},
	{pattern.MustCompile(`\bregulations?\b`), page.KindRegulation},
	{pattern.MustCompile(`\b(?:law|ordinance|bill|draft amendment)\b`), page.KindLaw},
	{pattern.MustCompile(`\b(?:opinions?|action plan|work points|plan|blueprint|roadmap)\b`), page.KindOpinion},
	{pattern.MustCompile(`\b(?:judicial interpretation|interpretation)\b`), page.KindProvisions},
}

// askedOpinions are views that are asked for, no document.
var askedOpinions = pattern.MustCompile(`\b(?:seek\w*|invit\w*|solicit\w*|asks? for|gather\w*|collect\w*|public) (?:public )?opinions\b`)

var (
	// countedMeasures are as many steps, which a policy lists, and no rule called Measures.
	countedMeasures = pattern.MustCompile(`\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|several|a (?:set|series|package|raft|batch|dozen) of) (?:(?:new|more|further|special|key|concrete|policy|support) )?measures\b`)
	// standardOf is the usual of a thing.
	standardOf = pattern.MustCompile(`\bstandard (?:fares?|prices?|rates?|fees?|forms?|times?|terms?|clauses?|sizes?|practices?|procedures?|language|answers?|rooms?|products?|equipment|wages?)\b`)
)

// typedEN is the kind by the first type word of s.
func typedEN(low string) string {
	low = strings.ReplaceAll(low, "standard contract", "contract")
	low = strings.ReplaceAll(low, "public opinion", "public")
	low = askedOpinions.ReplaceAllString(low, "comments")
	low = strings.ReplaceAll(low, "market regulation", "market")
	low = strings.ReplaceAll(low, "law-", "") // law-backed, law-making
	low = countedMeasures.ReplaceAllString(low, "plan")
	low = standardOf.ReplaceAllString(low, "usual ")
	kind, at := "", len(low)+1
	for _, t := range typeWords {
		if m := t.words.FindStringIndex(low); m != nil && m[1] < at {
			kind, at = t.kind, m[1]
		}
	}
	return kind
}

// kindEN reads the kind from an English headline and the text under it, where a word
// is good proof of it. What other headlines say by turns of phrase is left to whoever
// guesses: rules for them were right no more often than the model of package classify.
func (p *Reading) kindEN() string {
	h := headline{Reading: p, t: p.Title.Low, first: p.Opening()}
	for _, r := range headlines {
		if !r.holds(h) {
			continue
		}
		kind := r.kind
		if r.read != nil {
			if kind = r.read(h); kind == "" {
				continue
			}
		}
		p.sure = p.sure || r.sure
		return kind
	}
	return ""
}

// headline is an English title in lower case and the first sentences under it.
type headline struct {
	*Reading
	t, first string
}

// headlines are asked in their order: the first that holds tells the kind.
var headlines = []struct {
	kind string
	// sure marks an act of which a guess by words knows less.
	sure  bool
	holds func(h headline) bool
	// read tells the kind where it is not the same of all, "" where it cannot.
	read func(h headline) string
}{
	{kind: page.KindPress, holds: func(h headline) bool {
		return feeds.GenreOf(h.t) != "" || ofPeriodEN.MatchString(h.t) || feeds.GenreOf(h.first) == feeds.Questions && explainsEN.MatchString(h.t) || announcesOnly(h.t)
	}},
	{kind: page.KindOther, holds: func(h headline) bool { return accountsEN.MatchString(h.t) }},
	{kind: page.KindNotice, holds: func(h headline) bool { return circularTo.MatchString(h.t) && !AppsEN.MatchString(h.t) }},
	{kind: page.KindAnnouncement, holds: func(h headline) bool { return bulletinEN.MatchString(h.t) }},
	{read: headline.appNotice, holds: func(h headline) bool {
		return AppsEN.MatchString(h.t) && namesEN.MatchString(h.t) && !standardTitle(h.t) && !strings.Contains(h.t, "campaign") && !(h.IsCourt() && (CourtWords.MatchString(h.t) || holdsEN.MatchString(h.first)))
	}},
	{read: headline.appNotice, holds: func(h headline) bool {
		return h.isTelecom() && countedApps.MatchString(h.t) && !standardTitle(h.t) && !reportEN.MatchString(h.t)
	}},
	{kind: page.KindEnforcement, sure: true, holds: func(h headline) bool { // also where the text tells of an appeal
		return h.isAbroad() && finesEN.MatchString(h.t) && !CourtWords.MatchString(h.t) && !typedRule(h.t)
	}},
	{holds: headline.litigates, read: func(h headline) string {
		if h.isRegulator() {
			return page.KindPress // a regulator tells what a court decided
		}
		return page.KindJudgment
	}},
	{kind: page.KindAnnouncement, holds: func(h headline) bool { return underReview.MatchString(h.t) }},
	{kind: page.KindNotice, holds: func(h headline) bool { return callsEN.MatchString(h.t) }},
	{kind: page.KindEnforcement, sure: true, holds: func(h headline) bool { return toldOneEN.MatchString(h.t) }},
	{kind: page.KindEnforcement, sure: true, holds: func(h headline) bool { return h.punishes() && servesEN.MatchString(h.t) }},
	{kind: page.KindEnforcement, holds: headline.punishes},
	{kind: page.KindEnforcement, sure: true, holds: func(h headline) bool { // by what the opening says
		return h.isAbroad() && punishesEN.MatchString(h.first) && !standardTitle(h.t) && !makesRulesEN.MatchString(h.t) && !namesItself.MatchString(h.t)
	}},
	{kind: page.KindProvisions, holds: func(h headline) bool {
		return h.isAbroad() && makesRulesEN.MatchString(h.t) && !typedWord(h.t)
	}},
	{holds: func(headline) bool { return true }, read: func(h headline) string { return h.ruleEN(h.t) }},
	{kind: page.KindAnnouncement, holds: func(h headline) bool {
		return announceEN.MatchString(h.t+h.first) || strings.HasPrefix(h.t, "list of ") || filedEN.MatchString(h.t)
	}},
	{kind: page.KindNotice, holds: func(h headline) bool {
		return alertsEN.MatchString(h.t) && Powerless[h.Source] || invites.MatchString(h.t) || issuedNotice.MatchString(h.first) || strings.Contains(h.t, "notice") || ownNotice.MatchString(strings.TrimSpace(h.first))
	}},
}

func (h headline) appNotice() string { return h.Reading.appNotice(h.t) }

func (h headline) litigates() bool { return h.litigatesEN(h.t, h.Body.Low) }

// punishes reports a headline of a penalty, and not of a rule or guidance about penalties.
func (h headline) punishes() bool {
	return PenaltyEN.MatchString(h.t) && !standardTitle(h.t) && !namesItself.MatchString(h.t) && !strings.Contains(h.t, "discretion")
}

// toldOneEN is what an authority in Japan or Korea tells one handler to mend, which is no
// guidance for all.
var toldOneEN = pattern.MustCompile(`\b(?:issues?|issued|gives?|gave) (?:an? )?(?:[\w-]+ and )?administrative guidance to\b`)

var (
	// accountsEN is an office's own budget.
	accountsEN = pattern.MustCompile(`^(?:\d{4} )?(?:[\w'’-]+ ){0,6}?(?:departmental budget|(?:budget|final accounts)(?: for \d{4})? (?:of|disclosed|published|released))\b`)
	// explainsEN is a headline of what an official makes clear.
	explainsEN = pattern.MustCompile(`\b(?:explains?|clarif(?:y|ies)|answers?)\b`)
	// alertsEN is a warning to the public, not to an offender.
	alertsEN = pattern.MustCompile(`^(?:security |risk )?(?:bulletin|advisory|alert) on\b|\bwarns?(?: \w+)? (?:of|that|against|about)\b`)
	// servesEN is an act of which a guess by words knows less.
	servesEN = pattern.MustCompile(`\b(?:serv|issu)(?:es?|ed) (?:an? |the )?enforcement notices?\b|\btakes (?:enforcement )?action against\b`)
	// circularTo is a circular by its own title: it lays down what those who get it must do.
	circularTo = pattern.MustCompile(`^(?:joint |revised |supplementary )?circular(?:: |(?: letter)? (?:to|on|regarding|concerning|in relation to|for) )`)
	// underReview tells of a review that is opened, which is announced.
	underReview = pattern.MustCompile(`\b(?:under|opens?|opened|launch\w*|starts?|begins?|initiat\w+) (?:a )?cybersecurity review\b`)
	// filedEN is a list of what was filed.
	filedEN = pattern.MustCompile(`\bbatch of [\w -]*\bfilings?\b`)
	// holdsEN is a court that decides, in the text under a headline that leaves it out.
	holdsEN = pattern.MustCompile(`\bcourt (?:held|holds|ruled|rules|found|said|ordered|decided)\b`)
	// jailsEN is what only a court does to somebody.
	jailsEN = pattern.MustCompile(`\b(?:jailed|sentenced|convicted)\b`)
)

// countedApps is a headline of so many apps, as countsApps is in Chinese.
var countedApps = pattern.MustCompile(`\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:more |mobile )?(?:apps|mini[- ]programs|sdks|applications)\b`)

// announcesOnly reports a headline that says a rule will be issued, where no
// verb of issuing or asking stands in front: not "issues measures that require
// platforms to publish reports".
func announcesOnly(t string) bool {
	at := willIssue.FindStringIndex(t)
	return at != nil && !strings.HasSuffix(t[:at[0]], "first ") && !issuingEN.MatchString(t[:at[0]]) && !asking.MatchString(t[:at[0]])
}

var asking = pattern.MustCompile(`\b(?:ask|order|requir|tell|told|urge|must|how|need|have|has|set|rule|call)\w*\b`)

// typedWord reports a headline with the word for a kind of document.
func typedWord(t string) bool { return typedEN(t) != "" }

// standardTitle reports a headline that tells of a rule being issued.
func standardTitle(t string) bool { return typedRule(t) && issuingEN.MatchString(t) }

var ruleWords = pattern.MustCompile(`\b(?:provisions|measures|regulations?|guid(?:e|elines|ance)|standards?|benchmarks?|rules|opinions|law|plan)\b`)

func typedRule(t string) bool { return ruleWords.MatchString(t) }

// namesItself is a title that begins with the kind of document that it is the name of.
var namesItself = pattern.MustCompile(`^(?:[\w'’.()-]+ ){0,3}?(?:guidance(?: notes?)?|guidelines|codes? of practice|recommendations)(?: \d+/\d{4})? (?:on|for|to|concerning|regarding) |^(?:[\w'’.()-]+ ){0,2}?(?:action|work|overall) plan (?:on|for) |^state council plan (?:on|for) |^(?:the )?(?:edpb|board)(?:-edps)? (?:joint )?opinions (?:on|for) |^(?:edpb|board)(?:-edps)? (?:joint )?opinion |^(?:the |draft |revised |updated |new |joint |interim |trial |implementation |model )*(?:guidance(?: notes?)?|guidelines?|guide|codes? of practice|recommendations?|measures|provisions|regulations|rules|opinions|action plan) (?:on|for|of|to|concerning|regarding|governing) `)

// endsItself is a title that ends with the kind of document that it is the name of.
var endsItself = pattern.MustCompile(`\b(Framework|Guidelines?|Guide|Measures|Provisions|Regulations|Rules|Ordinance|Opinions|Action Plan|Standards?|Handbook|Checklist|Toolkit)(?: \d{4})?(?: ?\([^)]*\))?$`)

// capitalised reports a title whose words begin with capitals, as names do and
// headlines do not; short words may go without.
func capitalised(title string) bool {
	words := strings.Fields(title)
	for _, w := range words {
		if len(w) > 4 && w[0] >= 'a' && w[0] <= 'z' {
			return false
		}
	}
	return len(words) > 2
}

// publishes is what courts publish beside judgments.
var publishes = pattern.MustCompile(`\b(?:white paper|(?:annual|work) report|(?:publish|releas|issu)\w+ (?:[\w-]+ ){0,3}cases|typical cases|model cases|statistics|symposium|guidelines?)\b`)

func (p *Reading) litigatesEN(t, body string) bool {
	if publishes.MatchString(t) || reportEN.MatchString(t) && !CourtWords.MatchString(t) && !strings.Contains(t, "convict") {
		return false
	}
	if !CourtWords.MatchString(body) && !CourtWords.MatchString(t) && !(p.IsCourt() && jailsEN.MatchString(t)) {
		return false
	}
	if issuingEN.MatchString(t) && typedRule(t) {
		return false
	}
	return DecidesEN.MatchString(t) || DecidesEN.MatchString(body)
}

// ruleEN finds the rule that an English item is about: a type word in the
// headline beside a word of issuing, or in the opening where the rule itself is
// the subject.
func (p *Reading) ruleEN(t string) string {
	if _, act, ok := strings.Cut(t, ": "); ok && standardTitle(act) {
		t = act // what stands before is what it is about
	}
	if m := opensNamed.FindString(strings.TrimSpace(p.OpeningRaw())); m != "" {
		return typedEN(view.LowerASCII(m))
	}
	if issuingEN.MatchString(t) {
		if k := typedEN(p.withoutCited(t)); k != "" {
			return k
		}
	}
	if reportEN.MatchString(strings.ReplaceAll(t, "must set up", "must")) && !strings.Contains(t, "reading") && !typedRule(t) {
		return ""
	}
	opening := p.OpeningRaw()
	if m := p.toldRule(); m != "" && !citesRule.MatchString(m) {
		if k := typedEN(view.LowerASCII(m)); k != "" {
			return k
		}
	}
	if m := ruleDoes.FindStringSubmatch(strings.TrimSpace(opening)); m != nil && !reportEN.MatchString(t) {
		return typedEN(view.LowerASCII(m[1]))
	}
	if m := endsItself.FindStringSubmatch(p.Title.S); m != nil && capitalised(p.Title.S) {
		return typedEN(view.LowerASCII(m[1]))
	}
	if m := namesItself.FindString(t); m != "" && !strings.HasPrefix(t, "measures to ") && !reportEN.MatchString(t) && typedEN(m) != "" {
		return typedEN(m)
	}
	return ""
}

// opensNamed is a document's name that the text begins with.
var opensNamed = pattern.MustCompile(`^(?:The|These|New|Joint|Draft|Revised) (?:(?:[A-Z][\w'’-]*|on|of|and|for|the|in|to|draft|revised|interim|joint|trial|national) ){0,14}?(?:Measures|Provisions|Regulations|Guidelines?|Opinions|Action Plan|(?:national|National) [Ss]tandard)\b`)

// ruleSubject is a rule as the subject of taking effect, or the object of being
// issued or read.
var ruleSubject = pattern.MustCompile(`^(?:Measures|Provisions|Rules|Regulations|Guidelines)\b[^.]{0,120}?\b(?:in force from|takes? effect|appl(?:y|ies) from|effective from)|(?:The|the|revised|draft|new|joint|implementation|final|These|these) (?:[\w'&,-]+ ){0,14}?(?:[Pp]rovisions|[Mm]easures|[Rr]egulations?|[Gg]uidelines?|[Ss]tandards?|[Rr]ules|(?:final|interim) rule|Rule|rule(?:,? which|,? that)|Law|Opinions|[Pp]lan)\b[^.]{0,320}?\b(?:takes? effect|took effect|entered into force|enters? into force|(?:are|is) in force|c[oa]mes? into (?:force|effect)|appl(?:y|ies) from|applied (?:from|since)|starts? (?:on|from)|begins? on|effective|(?:were|was) (?:issued|released|promulgated|published)|for (?:public )?comments?)|(?:issued|published|released|adopted|promulgated|approved) (?:[\w'&,-]+ ){0,8}?(?:[Pp]rovisions|[Mm]easures|[Rr]egulations?|[Gg]uidelines?|[Gg]uidance|[Ss]tandards?|Law|[Rr]ules|guiding opinions|Opinions|judicial interpretations?)\b|comments?[^.]{1,40} on the draft (?:[\w'&,-]+ ){0,8}?(?:[Pp]rovisions|[Mm]easures|[Rr]egulations?|[Gg]uidelines|Opinions|Plan)\b|(?:second|third|first) reading of the (?:draft )?(?:[\w'&,-]+ ){0,8}?(?:Law|[Rr]egulations?)`)

// toldRule is what the opening tells of a rule, "" where it only names one on its way: the
// cases handled since the law took effect.
func (p *Reading) toldRule() string {
	opening := p.OpeningRaw()
	at := ruleSubject.FindStringIndex(opening)
	if at == nil || timesEN.MatchString(opening[:at[0]]) {
		return ""
	}
	told := opening[at[0]:at[1]]
	if on := onItsWay.FindStringIndex(told); on != nil && !ruleWords.MatchString(view.LowerASCII(told[:on[0]])) {
		return ""
	}
	return told
}

// onItsWay is a rule that something else was done under, or since.
var onItsWay = pattern.MustCompile(`\b(?:since|after|before|until|once|under|pursuant to|in breach of|for breach of|violating|breaching) (?:[\w'’&-]+ ){0,10}?(?:[Pp]rovisions|[Mm]easures|[Rr]egulations?|[Gg]uidelines?|[Ss]tandards?|[Rr]ules|Law|law|Ordinance)\b`)

// underRule is a duty under a rule that was issued, of which the headline says what it asks for.
var underRule = pattern.MustCompile(`\bunder (?:the )?(?:new |final |joint |revised )?(measures|rules|provisions|regulations) (?:issued|released|published|adopted) (?:on|by|this|last)\b`)

// casesEN is a headline of cases that were published.
var casesEN = pattern.MustCompile(`\b(?:publish|releas|issu|unveil|announc|disclos)\w* (?:[\w-]+ ){0,4}cases\b`)

// ruleDoes is a text that begins with what a rule that it does not name does: The guide
// for health institutions sorts data into five levels.
var ruleDoes = pattern.MustCompile(`^(?:The|These) (?:new |draft |joint |revised |final |trial |interim )?(guides?|guidelines?|guidance|measures|provisions|regulations|standards?|opinions|plan)(?: (?:for|on|of) [\w ,'-]{1,60}?)? (?:sorts?|asks?|sets?|requires?|lists|describes?|covers?|tells?|wants?|divides?|lets?|must|applies|apply|bars?|forbids?)\b`)

// timesEN ends what stands before a rule whose effect is only a time of something else:
// since the measures took effect.
var timesEN = pattern.MustCompile(`(?i)\b(?:since|after|when|before|until|once) $`)

// citesRule is in words about an act under a rule, not of the rule itself:
// "published an apology under the … Law".
var citesRule = pattern.MustCompile(`^(?:issued|published|released|adopted|approved) [^.]*\b(?:under|pursuant to|citing|required by|in breach of|for breach of|violat\w+)\b`)

// withoutCited takes the laws that the title names as basis out of it.
func (p *Reading) withoutCited(t string) string {
	for _, cut := range []string{" under the ", " under amended ", " under revised ", " required by the ", " to implement the ", " implementing the "} {
		if i := strings.Index(t, cut); i > 0 {
			t = t[:i]
		}
	}
	return t
}
