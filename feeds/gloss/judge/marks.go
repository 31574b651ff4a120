package judge

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// A reader forgives clumsy English that says so of itself; what reads smoothly and says
// something else misleads. What follows finds phrases that were put into English word by
// word although their words show a sentence, which no rule took apart.

// mark is English in which two clauses ran into one, or a deed lost what it is done to.
// Such a title is shown as rough without asking the judge, who knows no words. It is
// looked for where one of its words is: most titles have none.
type mark struct {
	words string // of which every such English has one; none: it has a quote
	re    *pattern.Pattern
}

var doubtful = []mark{
	// what befell two, of whom one is not told
	{"Stolen Leaked Hacked Resold Exposed Breached", pattern.MustCompile(`\b(?:Stolen|Leaked|Hacked|Resold|Exposed|Breached) (?:Fined|Sentenced|Penalized|Arrested|Prosecuted|Sued)\b`)},
	// a sentence where a preposition wants a noun
	{"Is Are Was Has Have Can Must Should", pattern.MustCompile(`\b(?:Opens?|Holds?|Imposes?|Penalizes?|Launch(?:es)?|Names?|Orders?|Fines?|Reminds?|Requires?) (?:[^,:;?"]* )?(?:Is|Are|Was|Has|Have|Can|Must|Should) `)},
	// what Chinese puts in front of its deed with 将, told as what will be
	{"Will", pattern.MustCompile(`\b(?:Suggests?|Proposes?|Calls? for|Not|Never|Cannot|How to|Requires?|Requirements) (?:[A-Z]\w+ )?Will [A-Z]`)},
	// an auxiliary with no bare verb behind it
	{"Can May Must Should Shall Will Cannot Could", pattern.MustCompile(`\b(?:Can|May|Must|Should|Shall|Will|Cannot|Could|Must Not|Should Not|May Not) (?:Can|May|Already|Be Be|in|on|at|for|to|within|by|[A-Z]\w+ly [A-Z]\w+ing|[A-Z]\w+(?:ing|tion|sion)|[A-Z]\w+(?:pay|ish|age|ate|ire|ove|rce)ment)\b`)},
	{"People Please", pattern.MustCompile(`\bOne People\b|\b(?:Before|After) Please\b|\bPlease (?:[A-Z]\w+ly )?[A-Z]\w+(?:al|tion)\b`)},
	{"Has Have", pattern.MustCompile(`\b(?:Has|Have) Not (?:(?:[A-Z]\w+ly )?[A-Z]\w*ing|Been Named|[A-Z]\w+(?:tion|ment|sion))\b`)},
	{"Can May Must Should Will", pattern.MustCompile(`\b(?:Can|May|Must|Should|Will) [A-Z]\w+ly "`)},
	// a clause that begins with its auxiliary and asks nothing
	{"Has Have", pattern.MustCompile(`(?:^|, |: )(?:Has|Have) (?:Not|Been|Already) [A-Z][^?]*$`)},
	// who does something to whom, run together
	{"Suffer Suffers After", pattern.MustCompile(`\bSuffers? [^,:;]* to [A-Z]|\bAfter (?:Held|Called|Fined|Named|Ordered)\b`)},
	{"Suffer Suffers Suffered", pattern.MustCompile(`\bSuffer(?:s|ed)? (?:[A-Z]\w+ )+[A-Z]\w+ing\b`)},
	// more than a number where something was counted
	{"Exceed Reach", pattern.MustCompile(` to (?:Exceed|Reach) `)},
	{"Exceeding Removing", pattern.MustCompile(`\bExceeding (?:\d|RMB [\d.,]+ (?:(?:Million|Billion|Trillion) )?[A-Z]\w+ [A-Z])|\b(?:Has|Have) Named Removing\b`)},
	// people and things counted by the word for all of them
	{"Million Billion", pattern.MustCompile(`\b(?:Million|Billion) the [A-Z]`)},
	// an adverb in front of a noun that ends a clause
	{"Actively Comprehensively Effectively Continually Collectively Thoroughly", pattern.MustCompile(`\b(?:Actively|Comprehensively|Effectively|Continually|Collectively|Thoroughly) [A-Z]\w+(?:tion|ment|als|ies|ance)(?:$|[,:;])`)},
	// somebody who is to do something, behind whom the deed is no infinitive
	{"Urges Urge Asks Ask Orders Order Requires", pattern.MustCompile(`\b(?:Urges?|Asks?|Orders?|Requires) [^,:;]* (?:on|into) [A-Z]\w+ [A-Z]\w+ing\b`)},
	// several bodies of one name
	{"Administration Bureau Commission", pattern.MustCompile(`\b(?:Two|Three|Four|Several) (?:Administration|Bureau|Commission) (?:for|of)\b`)},
	// a batch of what is no plural
	{"Batch", pattern.MustCompile(`\ba Batch of [^,:;()]*\b(?:List|Work|Competition|Advertising|Construction|Campaign)(?:$|[,:;(])`)},
	// what is left over at the end of a clause
	{"How Relevant Currently Already Cannot Into Upon On In By Than Between After Within Solving Suspecting Requiring Causing Imposing Enforcing Constituting Involving Responding Punishing Becoming Deciding Rejecting Approving", pattern.MustCompile(`(?:\b(?:How to|Relevant|Currently|Already|Cannot|Into|Upon|On|In|By|Than|Between|After|Within)|\b(?:Solving|Suspecting|Requiring|Causing|Imposing|Enforcing|Constituting|Involving|Responding|Punishing|Becoming|Deciding|Rejecting|Approving))(?:$|[,:;?!])`)},
	{"Between After Before Within", pattern.MustCompile(`\b(?:Between|After|Before|Within) [A-Z]\w+ing\b.*\b(?:Must|Should|May|Can|Is|Are) `)},
	{"Who What Second First Third", pattern.MustCompile(`\bby (?:Who|What|Second|First|Third)\b`)},
	{"Leaked Stolen Hacked Misused Misappropriated Impersonated", pattern.MustCompile(`\b(?:Leaked|Stolen|Hacked|Misused|Misappropriated|Impersonated) (?:[A-Z]\w+ly )?[A-Z]\w+ing\b`)},
	{"Impersonate Impersonates Impersonating", pattern.MustCompile(`\bImpersonat(?:es?|ing) [A-Z]\w+ (?:Fraud|Scams?)\b`)},
	{"Becoming by", pattern.MustCompile(`\bBecoming to\b|\b(?:Cameras|Data|Information|Systems|Accounts|Websites) by [A-Z]\w+ [A-Z]\w+ing(?:,|$)`)},
	{"Procuratorial", pattern.MustCompile(`\bProcuratorial(?:$|[,:;]| (?:for|on|of|and|in)\b)`)},
	// what a case is of, told as what somebody was made to do
	{"Case", pattern.MustCompile(`\bto (?:Illegally [A-Z]\w+|Leak|Secretly Film|Sell|Install|Collect|Infringe|Steal|Obtain|Provide|Process|Disclose|Publish|Forge) [^,:;]*Case(?:$|,)`)},
	// the noun of a deed with what it is done to run on behind
	{"Leakage Infringement Acquisition Increase Conclusion Implement", pattern.MustCompile(`\b(?:Leakage|Infringement|Acquisition|Increase|Conclusion) (?:Privacy|Personal|Users?'?|Customers?'?|Citizens'|Others'|Minors'|Related|Fines?)(?: |$)|\bImplement (?:First|Second|Third|Fourth|Fifth) Anniversary`)},
	{"Cooperate Cooperates", pattern.MustCompile(`\bCooperates? [A-Z]\w+ing\b`)},
	// a document on a whole sentence
	{"Notice Announcement Circular Report Group Consultation", pattern.MustCompile(`\b(?:Notice|Announcement|Circular|Report|Group|Consultation) (?:on|of) [^,:;]*(?:\b(?:Releases|Holds|Imposes|Launches|Announces|Requires|Publishes|Together) [A-Z]|\b(?:Administration|Authorities|Police|Courts?|Bureau|Commission|[A-Z]{3,5}) Issues? [A-Z])`)},
	{"Take Takes", pattern.MustCompile(`\b(?:Announcement|Notice|Circular) of [^,:;]* Takes? Effect\b|\bPostponing Take Effect`)},
	// a clause behind one that ended
	{"Limit", pattern.MustCompile(`\bwithin a Time Limit [A-Z]`)},
	{"Time Advance", pattern.MustCompile(`\bin (?:Time|Advance) [A-Z]\w+ing\b`)},
	{"Causing Imposing Fining Ordering Penalizing", pattern.MustCompile(`\bHa(?:s|ve) Not [^,:;]*\b(?:Causing|Imposing|Fining|Ordering)\b|\bCausing [^,:;]*\b(?:Imposing|Fining|Ordering|Penalizing)\b|\bFining Heavily\b`)},
	{"Requiring Ordering Urging Fining Confiscating Confiscation", pattern.MustCompile(`\b(?:Releases?|Launch(?:es)?|Issues?|Announces?|Holds?|Fines?|Imposes?|Names?|Penalizes?|Orders?) [^,:;]* and (?:Requiring|Ordering|Urging|Fining|Confiscating|Confiscation of)\b`)},
	{"Certain", pattern.MustCompile(`\b(?:Judgment|Ruling|Decision) a Certain\b|\bOrders? Certain [A-Z]\w+ing\b`)},
	{"Not", pattern.MustCompile(`\bDo Not to\b|\bNot After\b|\bSuit Against [^,:;]* Has Not\b|\b(?:Companies|Enterprises|Platforms|Institutions|Apps) Not [A-Z]\w+ing [^,:;]*(?:Companies|Enterprises|Platforms|Institutions|Apps)\b`)},
	{"Also That Criticizing Its Alling Postponing", pattern.MustCompile(`\bAlso Being\b|\bAccus(?:es?|ing|ed) That\b|\bNamed Criticizing\b|\band Its\b|\bAlling\b|\bPostponing Implementation$`)},
	// what for, told by how it is and not by what it is
	{"compliant Inadequate", pattern.MustCompile(`\b(?:for|over) [^,:;]*\b(?:Non-compliant|Inadequate)(?:$|[,:;])`)},
	// a duty that lost its doer's verb
	{"Requirements", pattern.MustCompile(`\b(?:[A-Z]{2,5}|and) Requirements [A-Z]`)},
	{"Jailed Play", pattern.MustCompile(`\bJailed for (?:Case|Cases)\b|\bPlay Warning\b`)},
	{"Refusing Failing", pattern.MustCompile(`\b(?:Refusing|Failing) to [A-Z]\w+ (?:Apps|Companies|Enterprises|Platforms|Institutions)\b`)},
	{"Leak Scrape", pattern.MustCompile(`\b(?:Data|Maps|Information) to (?:Leak|Scrape) [A-Z]`)},
	// whom somebody acts against, behind what he did
	{"Prosecute Prosecutes Arrest Arrests Penalize Penalizes Sue Sues Remove Removes Detain Detains", pattern.MustCompile(`\b(?:Prosecutes?|Arrests?|Penalizes?|Sues?|Removes?|Detains?) (?:(?:Across Provinces|[A-Z]\w+ly) )?[A-Z]\w+ing [^,:;]*\b(?:Servants|Employees|Men|Women|Suspects|Gangs|Apps|Companies|Platforms|Enterprises|Officers|Staff)$`)},
	// how something stands, told of a number or of what is amiss
	{"Situation Requiring", pattern.MustCompile(`\b(?:\d+|Non-compliant) Situation\b|\bRequiring \d`)},
	{"Wins Loses", pattern.MustCompile(`\bDispute Case [A-Z]\w+ (?:Wins|Loses)\b`)},
	// a verb that wants whom it hits
	{"Fines", pattern.MustCompile(`^(?:[A-Z]\w+ ){1,3}Fines for\b`)},
	// what a court orders or rules, told as a deed that goes on
	{"Court Courts", pattern.MustCompile(`\bCourts? (?:Rules?|Orders?) [A-Z]\w+ing\b`)},
	// an event that counts another
	{"Cases Case", pattern.MustCompile(`\bCases? of \d+ Cases?\b`)},
	// the name of a deed where what it is done with or to should follow
	{"Improvement Establishment Strengthening Enhancement Clarification", pattern.MustCompile(`^(?:[^:]*: )?(?:Improvement|Establishment|Strengthening|Enhancement|Clarification) (?:System|Mechanism|Responsibility|Boundary|Rules|Protection)\b`)},
	// a noun that runs into the head of what it is of
	{"Key Impact Impacts Analysis", pattern.MustCompile(`\b(?:EU|US|UK|Enterprise|Company|Data|Compliance|China|Industry|App|Platform) (?:Key Points|Impact|Analysis|Impacts) (?:of|on)\b`)},
	// a verb in the singular behind a plural
	{"Is Has Does", pattern.MustCompile(`\b(?:Apps|Clauses|Companies|Enterprises|Platforms|Users|Persons|Institutions|Authorities|Cases|Measures|Rules|Children|People|Minors) (?:Is|Has|Does) `)},
	// one who is told to touch what he tells of, and what is told of the document itself
	{"Involving", pattern.MustCompile(`\b(?:Announces?|Publish(?:es)?|Releases?|Names?|Handles?|Hears?|Tr(?:y|ies)|Concludes?|Spreading|Disseminating|Publishing|Releasing|of) Involving\b`)},
	// an adjective without its noun
	{"Criminal Civil National Administrative Commercial Electronic Facial Biometric Foreign-related Judicial Medical Digital Specific Compulsory Prominent", pattern.MustCompile(`\b(?:Criminal|Civil|National|Administrative|Commercial|Electronic|Facial|Biometric|Foreign-related|Judicial|Medical|Digital|Specific|Compulsory|Prominent)(?: (?:of|for|on|in|with|to|by|from|over)\b|$|[,:;?!])`)},
	// one in the middle of a chain of nouns
	{"Several Common Relevant Poor Most Inadequate Ten Typical", pattern.MustCompile(`\b(?:of|for|on|in|with|to|by|over|and) (?:[^,:;?!" ]+ )*[A-Z][A-Za-z]*(?:tion|ment|ity|ance|ence|sis|ware|ies|Data|Crimes|Issues|Enterprise|Company|Platform|User) (?:Several [A-Z]|Common [A-Z]|Relevant [A-Z]|Poor [A-Z]|Most [A-Z]|Inadequate [A-Z]|Ten [A-Z]|Typical (?:Cases|Problems|Examples)\b)`)},
	{"Industries Industry Recommended National Standards Categories Types Projects Problems", pattern.MustCompile(`\b[A-Z][a-z]*(?:tion|sion|ment|ity|ance|ence|ure|age|ector|ata|ethods|equirements|icals|stem) (?:\d{1,2}|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) (?:Industries|Recommended|National Standards|Industry Standards|Categories|Types|Projects|Problems)\b`)},
	{"Rectification Means", pattern.MustCompile(`\b(?:Ordering|Requiring) Rectification [A-Z]|\bby Means of (?:Online|Offline)(?:$|[, ])`)},
	{"under", pattern.MustCompile(`\b(?:Scenarios|Circumstances|Background|Framework|New Rules) under [A-Z]`)},
	{"Signing Releasing Issuing Publishing Formulating Launching", pattern.MustCompile(`\b(?:Authorities|Departments|Bureaus?|Administrations?|Committees?|Regions|Countries|Commissions?) (?:Jointly )?(?:Signing|Releasing|Issuing|Publishing|Formulating|Launching)\b`)},
	{"Jointly Fully Strictly Illegally Effectively Earnestly Forcibly", pattern.MustCompile(`\b(?:on|of|for) (?:Jointly|Fully|Strictly|Illegally|Effectively|Earnestly|Forcibly) [A-Z]\w*(?:tion|ment|ent|ance|sion|ity|use|age)\b`)},
	{"Use", pattern.MustCompile(`\bUse of [^,:;]* Illegally [A-Z]\w+ing\b`)},
	{"Transfer Transmission Provision Flow", pattern.MustCompile(`\b(?:Cross-border|Outbound|Unauthorized) (?:Transfer|Transmission|Provision|Flow) (?:Personal|Important|Customer|User|Users')\b`)},
	{"Refusing Refuses Refuse", pattern.MustCompile(`\bRefus(?:ing|es?) to [A-Z]\w+s to [A-Z]`)},
	{"by", pattern.MustCompile(`\bby (?:Minors|Users|Consumers|Employees|Children) [A-Z]\w+s\b`)},
	{"Discloses Protects Collects Provides Processes", pattern.MustCompile(`\b(?:Discloses|Protects|Collects|Provides|Processes) [^,:;]*(?:Study|Research|Analysis)$`)},
	{"Promptly Time", pattern.MustCompile(`\bNot (?:Promptly|in Time) (?:Should|Must|Shall|Constitut)`)},
	{"Extorting Selling Leaking Stealing Obtaining Deleting Publishing", pattern.MustCompile(`\bto [A-Z]\w+ [^,:;]* and (?:Extorting|Selling|Leaking|Stealing|Obtaining|Deleting|Publishing)\b`)},
	{"Circular Notice", pattern.MustCompile(`\b(?:Requirements|Rules|Measures) (?:on|for) (?:Circular|Notice)\b`)},
	{"Force", pattern.MustCompile(`\bForce Use\b`)},
	{"Most", pattern.MustCompile(`\bMost New\b`)},
	// a second verb that is finite, in what a document is on or what somebody is told to do
	{
		"Carries Implements Sells Imposes Passes Leads Enters Obtains Collects Provides Publishes Holds Launches Announces Requires Discloses Infringes Violates Fails Refuses Gives Establishes Improves Promotes Becomes Performs Investigates Ensures Adopts Amends Revises Deletes Steals Leaks Allows Prohibits Completes Strengthens Is Are Was Were Has Have",
		pattern.MustCompile(`\b(?:Notice|Letter|Announcement|Decision|Opinions|Cases|Penalties|Circular|Program|Guidelines|Benchmarks|Explanation|Impose|Imposes|Approving|Call) (?:[A-Z][^,:;.!?" ]* )*(?:on|of|for) (?:[^,:;.!?" ]+ )*(?:Carries|Implements|Sells|Imposes|Passes|Leads|Enters|Obtains|Collects|Provides|Publishes|Holds|Launches|Announces|Requires|Discloses|Infringes|Violates|Fails|Refuses|Gives|Establishes|Improves|Promotes|Becomes|Performs|Investigates|Ensures|Adopts|Amends|Revises|Deletes|Steals|Leaks|Allows|Prohibits|Completes|Strengthens|Is|Are|Was|Were|Has|Have) [A-Z]`),
	},
	{"Batch List", pattern.MustCompile(`\bBatch (?:Passes|Enters|Obtains|Completes) (?:List|[A-Z])|\bPasses List\b`)},
	// work on work, or what is done to a deed that is none
	{"Carries Carry Holds Hold Hosts Host Carrying Holding", pattern.MustCompile(`\b(?:Carr(?:ies|y|ying) Out|Holds?|Hosts?|Holding) (?:Further |[A-Z]\w+ly )?(?:Implementing|Optimizing|Improving|Strengthening|Establishing|Preventing|Promoting|Cleaning|Cracking|Protecting|Combating)\b`)},
	{"Compiling Involving Speeding Undertaking Cracking Tendering Applying Infringing Accrediting Withdrawing Selecting Prohibiting", pattern.MustCompile(`\b(?:Releasing|Disclosing|Spreading|Disseminating|Increasing|Guiding|Deepening|Recruiting|Governing|Proposed|Handling|Training|Regulating) (?:Compiling|Involving|Speeding|Undertaking|Cracking|Tendering|Applying|Infringing|Accrediting|Withdrawing|Selecting|Prohibiting)\b`)},
	{"Will", pattern.MustCompile(`\bWill (?:Personal|Information|Protection|Security)\b`)},
	{"Not", pattern.MustCompile(`\b\d+ [^,:;]*(?:Cases|Application|Service) Not [A-Z]\w+ing\b`)},
	{"Failing", pattern.MustCompile(`\b\d+ [A-Z]\w+ing Failing to\b`)},
	// a deed told in two tenses
	{"Illegally Unlawfully Secretly Privately Maliciously", pattern.MustCompile(`\b[A-Z]\w+ly [A-Z]\w+ed and [A-Z]\w+s [A-Z]`)},
	{"Plan", pattern.MustCompile(`\b(?:Notification|Notice|Announcement|List) (?:of|on) [^,:;]*\bPlan to [A-Z]`)},
	{"Again Further Also Jointly", pattern.MustCompile(`\b(?:on|of|for) (?:Again|Further|Also|Jointly) (?:on|of|for)\b`)},
	{"From", pattern.MustCompile(`\b(?:From|Since|In) \d{4} v\. `)},
	{"Illegal", pattern.MustCompile(`\bIllegal (?:Outbound )?(?:Transfer|Collection|Provision|Disclosure|Acquisition|Sale|Storage) [A-Z]`)},
	{"Implements", pattern.MustCompile(`\bImplements (?:First|Second|Third|Fourth|Fifth|Since)\b`)},
	{"Before", pattern.MustCompile(`\bBefore After\b`)},
	// what grew, told as what something was done for
	{"Grow Fall Rise Increase Decrease Double", pattern.MustCompile(`\bto (?:Grow|Fall|Rise|Increase|Decrease|Double) (?:Year on Year|by |\d)`)},
	{"Having Being", pattern.MustCompile(`\b(?:Handle|Handles|Case|Cases|Repairs|County|City) (?:Having|Being) [A-Z]`)},
	{"Seize Seizes Apprehend Apprehends", pattern.MustCompile(`\b(?:Seizes?|Apprehends?) (?:[A-Z]\w+ly )?[A-Z]\w+ing [^,:;]*[a-z]s$`)},
	// what somebody demands, as the name of his demands
	{"Requirements", pattern.MustCompile(`[,:;!] Requirements [A-Z]`)},
	// the name of a deed where the deed should be told
	{
		"Deletion Suspension Exposure Amendment Confirmation Determination Impersonation Prevention Reminder Suggestion Suggestions",
		pattern.MustCompile(`\b(?:Deletion|Suspension|Exposure|Amendment|Confirmation|Determination|Impersonation|Prevention|Reminder|Suggestions?) (?:Its|Their|Multiple|Several|Constituting|Raise|Overseas|Others|Grades|Grandson|Data Breach|E-mail|Suffers|Law Amendment|Data$|[A-Z]\w+ing [A-Z])`),
	},
	{"How", pattern.MustCompile(`\bHow to [A-Z]\w+(?:ments|tions)\b`)},
	{"Whether", pattern.MustCompile(`, Whether (?:Infringing|Violating|Constituting|Belonging)\b`)},
	{"Illegally", pattern.MustCompile(`\bIllegally (?:Enquiries|Inquiries|Sales|Purchases)\b`)},
	// what is done with a thing, read as what will be
	{"Will", pattern.MustCompile(`\bWill (?:Former|Stolen|Collected|Customer|Customers'|User|Users'|Others'|Bank|Company|Student|Private|Steal Information [A-Z]\w+ing)\b`)},
	{"Batch", pattern.MustCompile(`\bCases (?:on|of) a Batch of\b`)},
	{"Cases", pattern.MustCompile(`\b(?:Releases?|Publish(?:es)?|Announces?) (?:Applying|Using) [^,:;]* Cases$|\bCases of Network\b|\bCases of Use of [^,:;]*(?:Fraud|Scams)$`)},
	{"over", pattern.MustCompile(`\bover with\b`)},
	{"Who", pattern.MustCompile(`\bby Who\b|\bWho Seeing\b`)},
	// a doer's state, between what he is and what befell him
	{"Suspected", pattern.MustCompile(`\bSuspected (?:Hacked|Attacked|Leaked|Intruded|Breached)\b`)},
	{"Excessively", pattern.MustCompile(`\b(?:Rectification of|Rectifying|Scanning|Paying) [^,:;]*Excessively (?:Request|Collect|Obtain)`)},
	// quotes that hold the preposition of what stands outside them
	{"", pattern.MustCompile(`(?i)\b(?:on|to|with|of|for|into)"`)},
}

// suspicious are the words of the marks, with the marks that each of them has.
var suspicious = func() map[string][]int {
	m := map[string][]int{}
	for i, d := range doubtful {
		for w := range strings.FieldsSeq(d.words) {
			m[w] = append(m[w], i)
		}
	}
	return m
}()

// Sounds reports English that has no mark of doubt.
func Sounds(en string) bool {
	var looked [2]uint64 // which of at most 128 marks were looked for
	from := 0
	for i := 0; i <= len(en); i++ {
		if i < len(en) && english.Letter(rune(en[i])) {
			continue
		}
		for _, n := range suspicious[en[from:i]] {
			if bit := uint64(1) << (n & 63); looked[n>>6]&bit == 0 {
				looked[n>>6] |= bit
				if doubtful[n].re.MatchString(en) {
					return false
				}
			}
		}
		from = i + 1
	}
	if !strings.Contains(en, `"`) {
		return true
	}
	return !slices.ContainsFunc(doubtful, func(d mark) bool { return d.words == "" && d.re.MatchString(en) })
}

// broken are marks of English that does not hang together, whatever it says: such a
// phrase is not to be cited, and what a document is about stays Chinese instead.
var broken = []*pattern.Pattern{
	// a preposition without its noun; people are called in for an interview, and what was
	// intruded into by hackers has one in front
	pattern.MustCompile(`(?i)\b(?:of|on|for|with|by|to|from|at|against|under|without) (?:of|on|for|with|by|from|at|into|under|and|or)\b`),
	pattern.MustCompile(`(?i)\bin (?:of|on|with|from|at|into|under|or)\b`),
	pattern.MustCompile(`(?i)(?:^|[ "(])(?:of|on|for|with|from|against|under|and|or|the|an?)(?:[,;:)]|$)`),
	// the noun of a deed beside what it is done to
	pattern.MustCompile(`\b(?:[A-Z]\w+(?:tion|sion|sis)|Approval|Removal|Renewal|Seizure|Security|Issuance|Grant|Recall) (?:a|an|the) [A-Z]`),
	pattern.MustCompile(`\bNot [A-Z]\w+(?:tion|sion|val|ment|ance)\b`),
	pattern.MustCompile(`(?i)\b(?:a|an|the) (?:a|an|the|and|or|of|to)\b`),
	// an infinitive before the event that it should be the name of
	pattern.MustCompile(`\bto [A-Z]\w+ (?:Conference|Meeting|Ceremony|Market|Objects|\[\p{Han}\])`),
}

// HangsTogether reports English without such a mark.
func HangsTogether(en string) bool {
	for _, p := range broken {
		if p.MatchString(en) {
			return false
		}
	}
	return !dangles(en)
}

// dangles reports a clause that ends in a preposition, or in a document's type that lost
// what it is about, and a preposition before an infinitive. It looks at words alone: most
// titles have none of these.
func dangles(en string) bool {
	last := 0 // where the word begins that ends at i
	for i := 0; i <= len(en); i++ {
		switch {
		case i == len(en) || en[i] == ',' || en[i] == ':' || en[i] == ';':
			switch en[last:i] {
			case "in", "at", "under", "into", "within", "between":
				if before := strings.TrimSuffix(en[:last], " "); before != "" && !goesIn[before[strings.LastIndexByte(before, ' ')+1:]] {
					return true
				}
			case "Protection", "Administration", "Promotion":
				if rule := strings.TrimSuffix(en[:last], "the "); rule != en[:last] && lacksObject.MatchString(rule) {
					return true
				}
			}
			last = i + 1
		case en[i] == ' ':
			if en[last:i] == "to" && last > 2 {
				switch before := en[:last-1]; before[strings.LastIndexByte(before, ' ')+1:] {
				case "of", "on", "for", "by", "at", "under", "without":
					return true
				}
			}
			last = i + 1
		}
	}
	return false
}

// goesIn are verbs that have a preposition of their own.
var goesIn = lexicon.Set("Intruded Closing Signing Signed Sign Logging Logged Log Called Calling Checking Checked Turned Turning Handed Handing Filled Opting Opt Trade")

// lacksObject is a rule before what it is about, which "the Protection" alone is not.
var lacksObject = pattern.MustCompile(`(?:Provisions|Measures|Regulations|Rules) (?:on|for|of) $`)
