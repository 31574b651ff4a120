package figure

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// measuresEN are matched on up to eight words on either side of the number.
var measuresEN = []measure{
	{name: "approved_arrests", hint: []string{"approv"}, before: pattern.MustCompile(`(?:approv\w+ the arrests? of|approved arrests? (?:of|for))(?: some| about| more than| over| nearly| a total of)? ?$`)},
	{name: "arrested", hint: []string{"arrest", "apprehend", "caught"}, not: ofPlaces, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}(?:arrested|apprehended|caught)\b`)},
	{name: "detained", hint: []string{"detain"}, not: ofPlaces, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}detained\b`)},
	{name: "detained", hint: []string{"held"}, after: pattern.MustCompile(`^ (?:people |men |women |suspects )?held (?:in|over|for)\b`)},
	{name: "detained", hint: []string{"hold"}, before: pattern.MustCompile(`\bholds?(?: (?:some|about|more|than|over|nearly|a|total|of|another))* $`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:people|men|women|suspects|employees|staff|members)\b`)},
	{name: "detained", hint: []string{"suspects", "people"}, after: pattern.MustCompile(`^ (?:suspects|people)$`), clause: pattern.MustCompile(`^[^.]{0,40}(?:suspects|people), [^.;]{1,60}, (?:were|was|have been) (?:criminally )?detained\b`)},
	{name: "arrested", hint: []string{"suspects", "people"}, after: pattern.MustCompile(`^ (?:suspects|people)$`), clause: pattern.MustCompile(`^[^.]{0,40}(?:suspects|people), [^.;]{1,60}, (?:were|was|have been) (?:formally )?arrested\b`)},
	{name: "prosecuted", hint: []string{"prosecution"}, before: pattern.MustCompile(`\bprosecutions? [a-z' ]{0,60}(?:to|of|reach\w*) $`), after: pattern.MustCompile(`^ (?:people|persons|suspects)\b`)},
	{name: "prosecuted", hint: []string{"prosecut", "indict", "charg"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}(?:prosecuted|indicted|transferred for prosecution|charged)\b`)},
	{name: "arrested", hint: []string{"arrest", "apprehend", "caught", "catch"}, before: pattern.MustCompile(`\b(?:arrest(?:s|ed|ing)?|apprehend(?:ed|ing)?|caught|catch(?:es)?)(?: (?:some|about|more|than|over|nearly|a|total|of|another|the))* $`)},
	{name: "detained", hint: []string{"detain"}, before: pattern.MustCompile(`\bdetain(?:ed|ing)?(?: (?:some|about|more|than|over|nearly|a|total|of|another|the))* $`)},
	{name: "prosecuted", hint: []string{"prosecut", "indict", "charg"}, before: pattern.MustCompile(`\b(?:prosecut(?:es?|ed|ing)|indict(?:s|ed|ing)?|charg(?:es?|ed|ing))(?: (?:some|about|more|than|over|nearly|a|total|of|another|the))* $`)},
	{name: "terminals", hint: []string{"terminal", "device", "handset", "phone"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:terminals|devices|handsets|phones)\b`)},
	{name: "apps", hint: []string{"app", "program"}, before: pattern.MustCompile(`\b(?:names?|named|naming|lists|listed)(?: another| some| a further| the| operators of)? $`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:apps?|mini[- ]programs?)\b`), not: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:apps?|mini[- ]programs?) (?:to be|for|that (?:were|have been|are|must be)) ?(?:taken|remov\w+|pulled|delisted)`)},
	{name: "apps", hint: []string{"more", "further"}, before: pattern.MustCompile(`\b(?:names?|named|naming|lists?|listed|publish(?:es|ed))(?: another| a further| some)? $`), after: pattern.MustCompile(`^(?: more| others?)?(?: (?:for|over|that|which|whose)\b|,|$)`), clause: pattern.MustCompile(`\b(?:apps|mini[- ]programs)\b`)},
	{name: "apps", hint: []string{" to "}, before: pattern.MustCompile(`\b(?:orders?|ordered|tells?|told|asks?|asked)(?: the makers of)? $`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}apps? to (?:rectify|correct|mend|fix|change)\b`)},
	{name: "apps_removed", hint: []string{"remov", "pull", "delist"}, before: pattern.MustCompile(`\b(?:removes?|removed|pulls|pulled|delists?|delisted)(?: another| a further)? $`), after: pattern.MustCompile(`^ (?:others|more)\b`), clause: pattern.MustCompile(`\bapps\b`)},
	{name: "apps_removed", hint: []string{"app", "program"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:apps?|mini[- ]programs?)\b`), clause: pattern.MustCompile(`\b(?:removed?|removes|removal|removing|delist\w*|pull(?:s|ed)?|drop(?:s|ped)?|takes? down|took down|taken down|off (?:the )?(?:shelves|stores))\b`), not: pattern.MustCompile(`face removal`)},
	{name: "apps_removed", hint: []string{"apps among"}, before: pattern.MustCompile(`\bapps among (?:the |these )?$`), clause: pattern.MustCompile(`\b(?:removed|delisted|pulled|dropped|taken down|off (?:the )?(?:shelves|stores))\b`)},
	{name: "apps", hint: []string{"apps among"}, before: pattern.MustCompile(`\bapps among (?:the |these )?$`)},
	{name: "apps", hint: []string{"app", "program", " of them", " were", " have", " had"}, not: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}(?:apps among|app (?:developers?|makers?|operators?|publishers?|owners?|stores?|users?|companies|providers?))\b|^ (?:[a-z'-]+ ){0,2}(?:platforms|companies|firms|banks|operators|developers|makers|stores|provinces) (?:over|for|with|whose|of|on|behind|running|about|to)\b|^ (?:[a-z'-]+ ){0,4}(?:over|for|with|through|via|by|behind|an?) (?:[a-z'-]+ )?app\b`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}(?:apps?|mini[- ]programs?)\b`)},
	// What people hand in is called applications too.
	{name: "apps", hint: []string{"applications"}, not: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}applications (?:to|under|filed|submitted|received|seeking)\b`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}applications\b`), clause: pattern.MustCompile(`\b(?:mobile|smartphones?|phones?|software|apps?|stores?|permissions?|users?'? rights|remov\w+|delist\w*|rectif\w+|correct\w*|nam(?:es|ed|ing)|infring\w+|violat\w+|collect\w*|install\w*)\b`)},
	{name: "apps", hint: []string{"app", "program", " of them", " were", " have", " had"}, after: pattern.MustCompile(`^ (?:of them|were|have|had)\b`), clause: pattern.MustCompile(`\bapps\b`)},
	{name: "sdks", hint: []string{"sdks", "kits"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:sdks|software development kits)`)},
	{name: "complaints", hint: []string{"complaint cases"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}complaint cases\b`)},
	{name: "cases", hint: []string{"cases"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}cases\b`)},
	{name: "cases", hint: []string{"disputes"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}disputes\b`), clause: pattern.MustCompile(`\bcourts?\b`)},
	{name: "records", hint: []string{"copies of", "record", "item", "piece", "entries", "files", "profiles", "labels", "resumes", "résumés", "waybills", "sets of"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:sets of (?:personal|identity|user|customer)|copies of (?:identity|id|personal)|records|items|pieces|entries|files|profiles|parcel labels|waybills|r(?:e|é)sum(?:e|é)s|cvs)\b`)},
	{name: "records", hint: []string{"records of", "files of"}, before: pattern.MustCompile(`\b(?:records|files) of (?:(?:some|about|more than|over|nearly) )?$`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:people|patients|mothers|pupils|students|customers|users|residents|guests|owners|tenants|drivers|members)\b`)},
	{name: "complaints", hint: []string{"complaint", "reports from"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:complaints|reports from)\b`)},
	{name: "breaches", hint: []string{"breach", "incident"}, not: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:fines?|penalt(?:y|ies)|complaints?|decisions?|claims?|suits?) |^ (?:[a-z'-]+ ){1,2}(?:over|for|after|about|following) `), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:breaches|breach (?:incident )?(?:notifications|reports)|notifications of (?:[a-z]+ )?breaches|incidents)\b`)},
	{name: "breaches", hint: []string{"notifications"}, after: pattern.MustCompile(`^ notifications\b`), clause: pattern.MustCompile(`\bbreach`)},
	{name: "algorithms", hint: []string{"algorithm"}, not: pattern.MustCompile(`^ (?:departments|agencies|ministries|regulators|companies|platforms|firms|authorities|cases)\b`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}algorithms?\b`)},
	{name: "datasets", hint: []string{"sets"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:data ?sets|sets of (?:public|government|open) data)\b`)},
	{name: "data_resources", hint: []string{"data resources"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}data resources\b`)},
	{name: "assessments", hint: []string{"assessment"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}assessments\b`)},
	{name: "assessments", hint: []string{"assessment"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}(?:passed|completed|cleared)(?: the| a)? (?:[a-z'-]+ ){0,3}assessments?\b`)},
	{name: "contracts", hint: []string{"contracts"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}contracts\b`)},
	{name: "services", hint: []string{"services"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,4}services\b`)},
	{name: "standards", hint: []string{"standards"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}standards\b`)},
	{name: "platforms", hint: []string{"platforms"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}platforms\b`)},
	{name: "departments", hint: []string{"departments", "agencies", "ministries"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:departments|agencies|ministries)\b`)},
	{name: "companies", hint: []string{"companies", "firms", "enterprises"}, not: pattern.MustCompile(`^ (?:[a-z'-]+ )?(?:levels|tiers|grades|classes|kinds|types|steps|ways|days|weeks|months) |^ (?:[a-z'-]+ ){0,3}(?:companies|firms|enterprises) (?:in|from|of) [a-z' -]{2,24} and (?:one|two|three|four|five|six|another|\d+)\b`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,3}(?:companies|firms|enterprises)\b`)},
	{name: "persons_affected", hint: []string{"data of", "details of", "information of", "accounts of"}, before: pattern.MustCompile(`\b(?:data|details|information|accounts) of (?:(?:some|about|more than|over|nearly|around|up to) )*$`), after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:people|users|customers|individuals|persons|members|consumers|patients|students|pupils|passengers|employees|applicants|residents|staff|guests|subscribers|account holders|visitors|players|donors|volunteers|policyholders|clients|children|parents|households|depositors|borrowers|tenants|buyers|shoppers|travell?ers|data subjects)\b`), not: thresholdOf},
	{name: "persons_affected", hint: []string{"collected", "gathered", "transferred", "copied", "scraped", "harvested"}, before: pattern.MustCompile(`\b(?:collected|gathered|transferred|copied|scraped|harvested) [^.;]{0,90}\b(?:of|about|on|from) (?:(?:some|about|more than|over|nearly|around|up to) )*$`), after: pattern.MustCompile(`^ (?:million )?(?:[a-zA-Z'-]+ ){0,2}(?:people|users|customers|individuals|persons|members|consumers|patients|students|pupils|passengers|employees|subscribers|residents)\b`), not: thresholdOf},
	{name: "persons_affected", hint: []string{"leak", "affect", "breach", "expos", "stole", "compromis", "hack", "lost", "protect", "could be"}, after: pattern.MustCompile(`^ (?:[a-z'-]+ ){0,2}(?:people|users|customers|individuals|persons|members|consumers|patients|students|pupils|passengers|employees|applicants|residents|staff|officers|drivers|guests|subscribers|account holders|donors|volunteers|policyholders|clients|children|households|tenants|travell?ers)\b`), not: thresholdOf, clause: pattern.MustCompile(`leak|affect|breach|expos|stole|compromis|hack|lost|failed to protect|could be (?:read|seen|viewed|downloaded|opened|accessed|reached)`)},
}

// thresholdOf follows a number of people from which a rule asks for something: "more than
// 10 million individuals must".
var thresholdOf = pattern.MustCompile(`^ (?:[a-z'-]+ ){1,4}?(?:must|shall|should|ha(?:s|ve) to|needs? to|(?:is|are) (?:required|obliged|exempt)|would (?:have|need) to)\b`)

// ofPlaces is a number of places, where somebody did something to others.
var ofPlaces = pattern.MustCompile(`^ (?:provinces|cities|districts|counties|regions|places|countries)\b`)

// ofMoneyEN follows a number that is a sum of money.
var ofMoneyEN = pattern.MustCompile(`^ (?:(?:million|billion|trillion) )?(?:euros?|dollars|won|pounds|yen|francs|lira|rupees|rubles|roubles)\b`)

// trimSuffixes cuts the first of suffixes that s ends with, blanks aside.
func trimSuffixes(s string, suffixes []string) (string, bool) {
	s = strings.TrimRight(s, " ")
	for _, w := range suffixes {
		if t, ok := strings.CutSuffix(s, w); ok {
			return t, true
		}
	}
	return s, false
}

func endsWithAny(s string, suffixes []string) bool {
	_, ok := trimSuffixes(s, suffixes)
	return ok
}

func trimPrefixes(s string, prefixes []string) (string, bool) {
	t := strings.TrimLeft(s, " ")
	for _, w := range prefixes {
		if u, ok := strings.CutPrefix(t, w); ok {
			return u, true
		}
	}
	return s, false
}

var ofPersons = map[string]bool{"arrested": true, "detained": true, "prosecuted": true}

// sums are the words that say what a sum of money is, before or after it.
var sums = []struct {
	name          string
	before, after []string
}{
	{"illegal_gains_cny", []string{"illegal", "unlawful", "illicit", "forfeit", "confiscat"}, []string{
		"illegal gain", "illegal income", "illegal profit", "illegal earning", "illegal proceeds", "unlawful gain", "unlawful income", "unlawful profit",
		"unlawful earning", "illicit", "illegally earned", "illegally obtained", "illegally made", "in profits from", "obtained illegally", "gained illegally",
	}},
	{"damages_cny", []string{"damages", "compensat", "apology and"}, []string{"damages", "compensation"}},
	{"fine_cny", []string{"fine ", "fines ", "fined", "fining", "penalt", "penalis", "penaliz"}, []string{"fine", "penalty", "penalties"}},
}

// sumOf says what a sum is: by the word right behind it, else by the nearest in
// front of it.
func sumOf(pre, post string) string {
	near := feeds.Clip(post, 36)
	if i := strings.Index(near, " and "); i >= 0 {
		near = near[:i]
	}
	for _, s := range sums {
		if view.ContainsAny(near, s.after...) {
			return s.name
		}
	}
	name, at := "", -1
	for _, s := range sums {
		for _, w := range s.before {
			if i := strings.LastIndex(pre, w); i > at {
				name, at = s.name, i
			}
		}
	}
	return name
}

// paysEN stands before what a court tells one side to pay.
var paysEN = pattern.MustCompile(`\b(?:ordered|told|directed|must|has|have|had)\b[^.;]{0,60}\bpay\b[^.;]{0,30}$|\b(?:awarded\b[^.;]{0,30}|paid )$`)

// finedEN stands before what an authority's decision has somebody pay.
var finedEN = pattern.MustCompile(`\b(?:pays?|paid|must pay|to pay|costs?)(?: [a-z'-]+){0,3} $`)

func (m measure) hinted(pre, post, clause string) bool {
	for _, h := range m.hint {
		if strings.Contains(post, h) || strings.Contains(pre, h) || m.clause != nil && strings.Contains(clause, h) {
			return true
		}
	}
	return false
}

var (
	// codeBefore ends what stands before the number of a standard or chapter.
	codeBefore = pattern.MustCompile(`\b(?:gb(?:/[tz])?|iso(?:/iec)?|iec|cap\.?|chapter|annex|directive|regulation) $`)
	// allowedEN ends what stands before the most that a fine may come to.
	allowedEN = pattern.MustCompile(`\b(?:maximum|highest|top) (?:[a-z'-]+ ){0,2}?(?:fine|penalt(?:y|ies)|limit|amount)s?\b[^.;]{0,240}$|\b(?:fines?|penalt(?:y|ies))[^.;]{0,30} (?:could|may|can|might) (?:reach|be|rise to|go up to)[^.;]{0,12}$`)
	// upToEN does in the news of a rule, which imposes nothing.
	upToEN = pattern.MustCompile(`\b(?:up to|as (?:much|high) as|not (?:more than|exceeding)) (?:rmb|cny|yuan|¥)? ?$`)
	// comparedEN ends what stands before the number of another year.
	comparedEN = pattern.MustCompile(`\bcompar(?:ed|ing) (?:to|with)(?: the)? $`)
	// lookedAt follows a number of things that were tested: how many of them were wrong
	// is another number.
	lookedAt = pattern.MustCompile(`^ (?:tested|checked|inspected|examined|sampled|surveyed|assessed) (?:apps?|mini[- ]programs?|phones?|devices|handsets|terminals|models|products)\b`)
)

func (p *reading) englishFigure(v *view.View, n view.Number) string {
	if n.From > 0 && (view.IsWord(v.S[n.From-1]) || v.S[n.From-1] == '-' || v.S[n.From-1] == '/') {
		return ""
	}
	sentence := v.Sentence(n.From)
	pre, post := view.ClipLeft(v.Low[sentence.From:n.From], 90), clauseAfter(v.Low, n.To)
	if n.Digits == 4 && n.Value >= 1990 && n.Value < 2100 && endsWithAny(pre, yearBefore) {
		return ""
	}
	money := false
	if t, ok := trimSuffixes(pre, yuanBefore); ok {
		pre, money = t, true
	}
	if t, ok := trimPrefixes(post, yuanAfter); ok {
		post, money = t, true
	}
	around := v.Passage(n.From) // a page without stops is one sentence
	clause := v.Low[around.From:around.To]
	if strings.HasPrefix(post, "-year") { // a 38-year-old woman
		return ""
	}
	if !money && ofMoneyEN.MatchString(post) { // 150 million euros against a company for its services
		return ""
	}
	if codeBefore.MatchString(pre) || lookedAt.MatchString(post) || comparedEN.MatchString(pre) {
		return ""
	}
	if allowed := view.ClipLeft(v.Low[sentence.From:n.From], 280); money && (allowedEN.MatchString(allowed) || p.Out.Stage != "" && upToEN.MatchString(allowed)) {
		return ""
	}
	if money {
		name := sumOf(pre, post)
		if name == "" && (p.Out.DocType == page.KindJudgment || p.Media && kind.CourtWords.MatchString(clause)) && paysEN.MatchString(pre) {
			return "damages_cny"
		}
		if name == "" && p.Out.DocType == page.KindEnforcement && finedEN.MatchString(pre) {
			return "fine_cny"
		}
		return name
	}
	whole := post
	for _, m := range measuresEN {
		post = whole
		if ofPersons[m.name] {
			// "41 cases and detained 133": the verb belongs to what follows
			post, _, _ = strings.Cut(post, " and ")
		}
		if !m.hinted(pre, post, clause) || !m.fits(pre, post, clause) {
			continue
		}
		if m.name == "persons_affected" && p.Out.Stage != "" && bindsEN.MatchString(clause) {
			return "" // from how many people a rule asks for something
		}
		return m.name
	}
	return ""
}

// bindsEN is a sentence of what a rule demands.
var bindsEN = pattern.MustCompile(`\b(?:must|shall|(?:is|are) required to|ha(?:s|ve) to)\b`)
