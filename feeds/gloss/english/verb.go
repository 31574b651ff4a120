package english

import (
	"strings"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// adverbial words may stand before a verb.
var adverbial = lexicon.Set("further better fully not also still")

// Inflect changes the verbs of a bare phrase ("establish and improve") by f.
func Inflect(base string, f func(string) string) string {
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

// Gerund is the -ing form of a verb.
func Gerund(v string) string {
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

// Third is the present tense of a verb beside one who does it.
func Third(v string) string {
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

// Participle is what stands behind be and have.
func Participle(v string) string {
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

// NounOf is the noun of a verb's bare phrase: what is not done is a failure to do it.
func NounOf(base string) string {
	if rest, not := strings.CutPrefix(base, "not "); not {
		return "failure to " + rest
	}
	noun := Inflect(base, nominal)
	if noun != Inflect(base, Gerund) {
		noun = strings.Replace(adverbFirst.ReplaceAllString(noun, "$1 "), "forcib ", "forced ", 1)
	}
	return noun
}

// adverbFirst is an adverb that a noun made of its verb takes as an adjective:
// illegally obtain, illegal acquisition.
var adverbFirst = pattern.MustCompile(`^(illegal|secret|unlawful|excessive|forcib|improper|fraudulent|open)ly `)

// HasNoun reports a verb that has another noun than its -ing form.
func HasNoun(v string) bool { return nouns[v] != "" }

func nominal(v string) string {
	if n, ok := nouns[v]; ok {
		return n
	}
	return Gerund(v)
}

// InflectFor is a present tense beside its subject.
func InflectFor(verb, who string) string {
	if IsPlural(who) {
		return verb
	}
	return Inflect(verb, Third)
}
