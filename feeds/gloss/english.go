package gloss

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// small words stay lower in legal capitals, but for the first.
var small = lexicon.Set("a an and as at but by for from in into of off on or over per the their through to under upon v. via with within without")

// titleCase writes legal capitals. Words that have a capital already are left.
func titleCase(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	first := true
	for i, w := range strings.Split(s, " ") {
		if i > 0 {
			b.WriteByte(' ')
		}
		lead := strings.TrimLeft(w, "(\"'“‘[")
		bare := strings.TrimRight(lead, ",.:;)\"'”’]")
		if w == "v." {
			bare = w
		}
		if !first && small[bare] && strings.TrimLeft(w, "(") == lead || strings.ContainsFunc(bare, unicode.IsUpper) {
			b.WriteString(w)
		} else {
			b.WriteString(w[:len(w)-len(lead)])
			b.WriteString(capital(lead))
		}
		first = strings.HasSuffix(w, ":") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, "!") || w == "-"
	}
	return b.String()
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

var tidier = strings.NewReplacer("::", ":", " of!", "!", " of !", "!", " ,", ",", " .", ".", " ;", ";", " :", ":", " )", ")", "( ", "(", " ?", "?", " !", "!")

// tidy leaves single blanks, none before a mark, and no article twice.
func tidy(s string) string {
	words := strings.Fields(s)
	out := words[:0]
	for _, w := range words {
		if n := len(out); n > 0 {
			last := strings.ToLower(out[n-1])
			low := strings.ToLower(w)
			if low == last && (small[low] || letters(w)) || last == "the" && (low == "a" || low == "an") {
				continue // as in 系统采购 behind 门禁系统
			}
			if w == "Involving" && (last == "on" || last == "of") {
				out[n-1] = w // 发布涉人工智能典型案例
				continue
			}
			if w == "Newly" && aboutRules[last] {
				out[n-1] += " the" // 公布修改后的条例
			}
			if w == "("+out[n-1]+")" {
				continue // 平台(CNVD)
			}
			if low == last+"s" && len(last) > 3 && letters(w) {
				out[n-1] = w
				continue
			}
			if (out[n-1] == "a" || out[n-1] == "A") && vowel.MatchString(w) {
				out[n-1] += "n"
			}
		}
		out = append(out, w)
	}
	s = hangs.ReplaceAllString(tidier.Replace(strings.Join(out, " ")), "$1$2")
	return hanging.ReplaceAllString(strings.Trim(s, " ,;-"), "")
}

// aboutRules are words in front of a rule that was amended.
var aboutRules = lexicon.Set("on publishing publish publishes releasing release releases")

// letters reports a word of letters alone, longer than a family name: "Hotel".
func letters(w string) bool {
	return len(w) > 1 && !strings.ContainsFunc(w, func(r rune) bool { return !letter(r) })
}

// hanging is a preposition whose object the title does not have.
var hanging = pattern.MustCompile(` (?:of|for|with|from|into|to the|on|over|about|the|an?|and|or)$`)

// hangs is one before a mark.
var hangs = pattern.MustCompile(`(\w) (?:of|for|with|from|over|about|on)([,;:])`)

// vowel begins a word that takes "an".
var vowel = pattern.MustCompile(`^(?:(?:[AaIi]|[Ee][^u]|[Oo](?:[^n]|n[^ce])|[Uu](?:n[a-hj-z]|p[a-z]))[a-z-]|[AEFHILMNORX][A-Z]+\b|(?:8\d?|11|18)-year)`)

// Join lists names: "A", "A and B", "A, B and C".
func Join(list []string) string {
	switch n := len(list); n {
	case 0:
		return ""
	case 1:
		return list[0]
	default:
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
}

// adverbial words may stand before a verb.
var adverbial = lexicon.Set("further better fully not also still")

// inflect changes the verbs of a bare phrase ("establish and improve") by f.
func inflect(base string, f func(string) string) string {
	words := strings.Split(base, " ")
	next := !unchanging[words[0]]
	for i, w := range words {
		switch {
		case next && (adverbial[w] || strings.HasSuffix(w, "ly") && w != "apply" && w != "rely" && w != "reply" && w != "comply" && w != "supply"):
		case next:
			v, listed := strings.CutSuffix(w, ",")
			if words[i] = f(v); listed {
				words[i] += ","
			}
			next = false
		case w == "and" || w == "or":
			next = i <= 2 || !strings.Contains(strings.Join(words[:i], " "), " the ")
		}
		if strings.HasSuffix(w, ",") {
			next = true
		}
	}
	return strings.Join(words, " ")
}

// doubled verbs repeat their last letter before -ing and -ed.
var doubled = lexicon.Set("scan snap drag strip trap scrap ban bar bid cut get hit let plan put run set shut stop submit tap transfer win sin log commit compel control begin dispel refer eavesdrop transmit permit admit omit equip occur incur infer defer confer stir slim spot swap deter embed tag flag chat plug ship clip rig rob")

// unchanging verbs have one form.
var unchanging = lexicon.Set("must may can should shall will cannot")

func gerund(v string) string {
	switch {
	case v == "be":
		return "being"
	case v == "beware":
		return v // which has no other form
	case doubled[v]:
		return v + v[len(v)-1:] + "ing"
	case strings.HasSuffix(v, "ie"):
		return v[:len(v)-2] + "ying"
	case strings.HasSuffix(v, "e") && !strings.HasSuffix(v, "ee") && !strings.HasSuffix(v, "oe"):
		return v[:len(v)-1] + "ing"
	}
	return v + "ing"
}

func third(v string) string {
	switch {
	case v == "be":
		return "is"
	case v == "have":
		return "has"
	case v == "do" || v == "go":
		return v + "es"
	case strings.HasSuffix(v, "y") && len(v) > 1 && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		return v[:len(v)-1] + "ies"
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "sh"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "x"), strings.HasSuffix(v, "z"):
		return v + "es"
	}
	return v + "s"
}

var irregular = map[string]string{
	"be": "been", "begin": "begun", "bind": "bound", "bid": "bid", "build": "built", "do": "done", "draw": "drawn", "find": "found",
	"forget": "forgotten", "give": "given", "go": "gone", "grow": "grown", "have": "had", "hear": "heard", "hold": "held", "lead": "led", "lay": "laid", "make": "made",
	"meet": "met", "pay": "paid", "put": "put", "run": "run", "seek": "sought", "sell": "sold", "resell": "resold", "send": "sent", "set": "set",
	"read": "read", "write": "written", "choose": "chosen", "know": "known", "become": "become", "lose": "lost", "leave": "left", "bring": "brought", "fall": "fallen",
	"rise": "risen", "show": "shown", "fight": "fought", "break": "broken", "catch": "caught", "buy": "bought", "hide": "hidden", "see": "seen", "understand": "understood",
	"mislead": "misled", "overcome": "overcome", "undertake": "undertaken", "freeze": "frozen", "keep": "kept", "tell": "told", "strike": "struck", "teach": "taught",
	"drive": "driven",
	"shoot": "shot", "shut": "shut", "speak": "spoken", "spread": "spread", "steal": "stolen", "take": "taken", "try": "tried", "win": "won", "withdraw": "withdrawn", "cut": "cut",
}

func participle(v string) string {
	if p, ok := irregular[v]; ok {
		return p
	}
	switch {
	case doubled[v]:
		return v + v[len(v)-1:] + "ed"
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case strings.HasSuffix(v, "y") && len(v) > 1 && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		return v[:len(v)-1] + "ied"
	}
	return v + "ed"
}

// nouns of verbs whose noun is not the -ing form.
//
//	A verb that is missing becomes its -ing form.
var nouns = pairs(`accelerate acceleration; accept acceptance; achieve achievement; acquire acquisition; add addition; adjust adjustment; administer administration;
	adopt adoption; advance advancement; amend amendment; analyze analysis; announce announcement; apprehend apprehension; apply application; appoint appointment; apprehend arrest;
	approve approval; arrange arrangement; arrest arrest; assess assessment; assist assistance; attack attack; authorize authorization; block blocking;
	build construction; care care; certify certification; change change; classify classification; coordinate coordination; collect collection; compensate compensation;
	compile compilation; complete completion; comply compliance; conclude conclusion; confirm confirmation; confiscate confiscation; connect connection; control control;
	cooperate cooperation; create creation; cultivate cultivation; deepen deepening; defend defense; delete deletion; deliberate deliberation; deploy deployment; destroy destruction; detain detention;
	determine determination; develop development; direct direction; disclose disclosure; discuss discussion; dispatch dispatch; draft drafting; dismiss dismissal; disseminate dissemination; distribute distribution; encourage encouragement;
	enforce enforcement; extend extension; enhance enhancement; ensure assurance; establish establishment; evaluate evaluation; examine examination; exempt exemption; expand expansion; explain explanation; explore exploration; export export;
	expose exposure; file filing; forge forgery; form formation; formulate formulation; foster fostering; fund funding; govern governance; grant grant; grow growth; guide guidance; handle handling; help help; host hosting;
	impersonate impersonation; implement implementation; improve improvement; increase increase; infringe infringement; innovate innovation; inspect inspection; intercept interception; interpret interpretation; introduce introduction;
	intrude intrusion; investigate investigation; invite invitation; issue issuance; join accession; judge judgment; launch launch; leak leakage; limit limitation; maintain maintenance; manage management; mitigate mitigation; monitor monitoring;
	mobilize mobilization; name naming; notify notification; obtain acquisition; operate operation; optimize optimization; order order; organize organization; participate participation; pay payment; penalize penalty; perform performance; plan planning; prepare preparation;
	prevent prevention; process processing; procure procurement; prohibit prohibition; promote promotion; promulgate promulgation; propose proposal; prosecute prosecution; protect protection; provide provision; publicize publicity; publish publication; punish punishment;
	purchase purchase; recall recall; recommend recommendation; recover recovery; recruit recruitment; rectify rectification; reduce reduction; reform reform; refund refund; register registration; regulate regulation; reinforce reinforcement; release release; remind reminder; remove removal;
	repair repair; repeal repeal; replace replacement; report reporting; request request; require requirement; rescind rescission; rescue rescue; research research; resolve resolution; respond response; restore restoration; restrict restriction; retain retention; return return; review review; revise revision; revoke revocation; reward reward;
	sabotage sabotage; safeguard safeguarding; seal sealing; seek seeking; seize seizure; select selection; serve service; share sharing; simplify simplification; solicit solicitation; stimulate stimulation; store storage; strengthen strengthening; study study; subsidize subsidy; summarize summary; supervise supervision; supplement supplement; support support; suspend suspension;
	terminate termination; transfer transfer; transform transformation; transmit transmission; treat treatment; upgrade upgrade; update update; use use; verify verification; violate violation; visit visit; warn warning; withdraw withdrawal; win award; crack crackdown; interview interview; repost repost; commend commendation; open opening; combat combat; act action; give play; empower empowerment;
	abolish abolition; activate activation; adapt adaptation; admit admission; alter alteration; appraise appraisal; arbitrate arbitration; assign assignment; circulate circulation;
	clarify clarification; combine combination; compare comparison; contain containment; convert conversion; correct correction; declare declaration; define definition; delegate delegation; describe description; designate designation; detect detection;
	disrupt disruption; divide division; eliminate elimination; enroll enrollment; entrust entrustment; estimate estimation; exchange exchange; exclude exclusion; execute execution;
	extract extraction; extradite extradition; facilitate facilitation; identify identification; infer inference; initiate initiation; inject injection;
	install installation; integrate integration; interact interaction; interconnect interconnection; interrupt interruption; locate location; merge merger; migrate migration; modify modification; negotiate negotiation; nominate nomination; postpone postponement; preserve preservation; quantify quantification; reconcile reconciliation; refer referral; renew renewal;
	repatriate repatriation; resist resistance; settle settlement; standardize standardization; submit submission; subscribe subscription; translate translation; unify unification`)

func pairs(s string) map[string]string {
	m := map[string]string{}
	for row := range strings.SplitSeq(s, ";") {
		if k, v, ok := strings.Cut(strings.TrimSpace(row), " "); ok {
			m[k] = v
		}
	}
	return m
}

// nounOf is the noun of a verb's bare phrase: what is not done is a failure to do it.
func nounOf(base string) string {
	if rest, not := strings.CutPrefix(base, "not "); not {
		return "failure to " + rest
	}
	noun := inflect(base, nominal)
	if noun != inflect(base, gerund) {
		noun = strings.Replace(adverbFirst.ReplaceAllString(noun, "$1 "), "forcib ", "forced ", 1)
	}
	return noun
}

// adverbFirst is an adverb that a noun made of its verb takes as an adjective:
// illegally obtain, illegal acquisition.
var adverbFirst = pattern.MustCompile(`^(illegal|secret|unlawful|excessive|forcib|improper|fraudulent|open)ly `)

func nominal(v string) string {
	if n, ok := nouns[v]; ok {
		return n
	}
	return gerund(v)
}

// plural reports whether an English subject takes a plural verb.
func plural(subject string) bool {
	if oneOf.MatchString(subject) {
		return false
	}
	if oneBody.MatchString(subject) {
		return false
	}
	if _, whom, ok := strings.Cut(subject, "% of "); ok {
		return plural(whom)
	}
	s, _, _ := strings.Cut(strings.TrimRight(subject, ".)\"”"), " for ")
	s, _, _ = strings.Cut(s, " on ")
	s, _, _ = strings.Cut(s, " by ")
	s, _, _ = strings.Cut(s, " in ")
	s = strings.TrimSuffix(s, " Nationwide")
	s = ofBody.ReplaceAllString(s, "")
	if several.MatchString(s) {
		return true
	}
	if !strings.Contains(s, " and ") {
		s, _, _ = strings.Cut(s, " of ")
	}
	if strings.Contains(s, " and ") && !strings.Contains(s, " of ") && !strings.HasPrefix(s, "National ") {
		words := strings.Fields(s)
		return !institution[strings.ToLower(words[len(words)-1])]
	}
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && !single[last] || last == "Police" || last == "People" || last == "Personnel"
}

// ofBody is the abbreviation of the body that a bureau belongs to.
var ofBody = pattern.MustCompile(`, [A-Z]{2,6}$`)

// oneOf begins with an article of one.
var oneOf = pattern.MustCompile(`^[Aa]n? `)

// oneBody is a body by its full name, whatever that is of, or by one that ends as a plural does.
var oneBody = pattern.MustCompile(`^(?:the )?(?:[A-Z][\w'-]* ){0,3}(?:Ministry|Office) of [^,]+$|^(?:[Tt]he )?(?:New York Times|Financial Times|Reuters)$`)

// several begins with how many there are; a year does not.
var several = pattern.MustCompile(`^(?:(?:More Than|Nearly|About) )?(?:(?:[2-9]|\d{2,3}|\d+,\d+|1\d{3}) |(?:Several|Multiple|Many|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) )`)

var (
	institution = lexicon.Set("administration bureau department commission office court procuratorate center centre secretariat committee congress association society federation union exchange academy institute group team database platform")
	single      = lexicon.Set("Qantas Airlines Airways Hermès Novartis Paribas Ecovacs Stellantis Synopsys Ansys Seres Systèmes Sachs Robotics Starbucks Adidas Siemens Philips Airbus Motors Resorts Illinois Massachusetts Laos Cyprus Barclays Texas States Netherlands Philippines Commons MPS MSS NBS CBS News SAMRs Corps Persoonsgegevens")
)

// whole words end in s and have no singular that a compound could take.
var whole = lexicon.Set(`Texas Netherlands Philippines Starbucks Adidas Philips Siemens Airbus Illinois Massachusetts Laos Cyprus Barclays Motors Mercedes-Benz Glasses Nations
	Minors Telecommunications Communications Affairs Rights Securities Statistics Logistics News Sales Goods Customs Sports Cosmetics Economics Overseas Access Business
	Process Analysis Status Virus Genetics Interests Biometrics Forensics Congress Express Wireless Dynamics Resources Semiconductors Futures Series Elements Means Sciences
	Ethics Telecom Press Progress Success Address Loss Darkness Awareness Robotics Electronics Materials Savings Works Illegal Politics Textiles Chemicals Arts Studies
	Earnings Earths Gas Lens Bias Atlas Crisis Things Basis Consensus Census Campus Focus Bonus Minus Plus Thus Results Others`)

// mass nouns have no plural.
var mass = lexicon.Set(`All Information Data Equipment Personnel Software Hardware Work Content Staff Traffic Evidence Progress Conduct Behavior Fraud Privacy Money Income
	Revenue Business Capital Research Malware Ransomware Spyware Advice Hazard Governance Protection Security Supervision Health Education Police People Women Children Men
	Talent AI Technology Infrastructure Management Abuse Situation Enforcement Intelligence Multiple Digital Non-compliant Non-compliance Required Illegal Inadequate`)

// pluralOf is the plural of a noun, of one with a preposition behind it before that.
func pluralOf(en string) string {
	if strings.HasSuffix(en, "Attorney General") {
		return strings.TrimSuffix(en, "y General") + "ys General"
	}
	if at := within.FindStringIndex(en); at != nil {
		if strings.HasSuffix(en[:at[0]], "Batch") {
			return en[:at[1]] + pluralOf(en[at[1]:]) // of which there is one
		}
		return pluralOf(en[:at[0]]) + en[at[0]:]
	}
	if i := strings.Index(en, " to Be "); i > 0 {
		return pluralOf(en[:i]) + en[i:]
	}
	last := en[strings.LastIndexByte(en, ' ')+1:]
	switch {
	case last == "" || whole[last] || mass[last] || !letter(rune(last[len(last)-1])) || strings.HasSuffix(last, "s") || strings.HasSuffix(last, "ing"):
		return en
	case last == "Person":
		return strings.TrimSuffix(en, "Person") + "People"
	case last == "Man", last == "Woman":
		return strings.TrimSuffix(en, "an") + "en"
	case len(last) > 1 && strings.HasSuffix(last, "y") && !strings.ContainsRune("aeiou", rune(last[len(last)-2])):
		return strings.TrimSuffix(en, "y") + "ies"
	case strings.HasSuffix(last, "ch"), strings.HasSuffix(last, "sh"), strings.HasSuffix(last, "x"):
		return en + "es"
	}
	return en + "s"
}

// singular is the form that a noun takes before another: "Bank Accounts".
func singular(en string) string {
	if of, short, ok := strings.Cut(strings.TrimSuffix(en, "s)"), "s ("); ok && strings.HasSuffix(en, "s)") && strings.Contains(of, " ") && !strings.Contains(short, " ") {
		return of + " (" + short + ")" // Applications (Apps)
	}
	last := en[strings.LastIndexByte(en, ' ')+1:]
	switch {
	case last == "Taxis":
		return strings.TrimSuffix(en, "s")
	case !strings.HasSuffix(last, "s"), strings.HasSuffix(last, "'s"), strings.HasSuffix(en, " of Vehicles"), whole[last], strings.HasSuffix(last, "ss"), strings.HasSuffix(last, "us"), strings.HasSuffix(last, "is"), len(last) < 4:
		return en
	case strings.HasSuffix(last, "ies"):
		return strings.TrimSuffix(en, "ies") + "y"
	case strings.HasSuffix(last, "sses"), strings.HasSuffix(last, "iruses"), strings.HasSuffix(last, "ches"), strings.HasSuffix(last, "shes"), strings.HasSuffix(last, "xes"):
		return strings.TrimSuffix(en, "es")
	}
	return strings.TrimSuffix(en, "s")
}

// inflectFor is a present tense beside its subject.
func inflectFor(verb, who string) string {
	if plural(who) {
		return verb
	}
	return inflect(verb, third)
}
