package english

import (
	"strings"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// IsPlural reports whether an English subject takes a plural verb.
func IsPlural(subject string) bool {
	if oneOf.MatchString(subject) {
		return false
	}
	if oneBody.MatchString(subject) {
		return false
	}
	if _, whom, ok := strings.Cut(subject, "% of "); ok {
		return IsPlural(whom)
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

var institution = lexicon.Set("administration bureau department commission office court procuratorate center centre secretariat committee congress association society federation union exchange academy institute group team database platform")

// whole words end in s and have no singular that a compound could take.
var whole = lexicon.Set(`Texas Netherlands Philippines Starbucks Adidas Philips Siemens Airbus Illinois Massachusetts Laos Cyprus Barclays Motors Mercedes-Benz Glasses Nations
	Minors Telecommunications Communications Affairs Rights Securities Statistics Logistics News Sales Goods Customs Sports Cosmetics Economics Overseas Access Business
	Process Analysis Status Virus Genetics Interests Biometrics Forensics Congress Express Wireless Dynamics Resources Semiconductors Futures Series Elements Means Sciences
	Ethics Telecom Press Progress Success Address Loss Darkness Awareness Robotics Electronics Materials Savings Works Illegal Politics Textiles Chemicals Arts Studies
	Earnings Earths Gas Lens Bias Atlas Crisis Things Basis Consensus Census Campus Focus Bonus Minus Plus Thus Results Others`)

// Uncounted reports a noun of which there is no plural.
func Uncounted(en string) bool { return mass[en[strings.LastIndexByte(en, ' ')+1:]] }

// mass nouns have no plural.
var mass = lexicon.Set(`All Information Data Equipment Personnel Software Hardware Work Content Staff Traffic Evidence Progress Conduct Behavior Fraud Privacy Money Income
	Revenue Business Capital Research Malware Ransomware Spyware Advice Hazard Governance Protection Security Supervision Health Education Police People Women Children Men
	Talent AI Technology Infrastructure Management Abuse Situation Enforcement Intelligence Multiple Digital Non-compliant Non-compliance Required Illegal Inadequate`)

// Plural is the plural of a noun, of one with a preposition behind it before that.
func Plural(en string) string {
	if strings.HasSuffix(en, "Attorney General") {
		return strings.TrimSuffix(en, "y General") + "ys General"
	}
	if at := Within.FindStringIndex(en); at != nil {
		if strings.HasSuffix(en[:at[0]], "Batch") {
			return en[:at[1]] + Plural(en[at[1]:]) // of which there is one
		}
		return Plural(en[:at[0]]) + en[at[0]:]
	}
	if i := strings.Index(en, " to Be "); i > 0 {
		return Plural(en[:i]) + en[i:]
	}
	last := en[strings.LastIndexByte(en, ' ')+1:]
	switch {
	case last == "" || whole[last] || mass[last] || !Letter(rune(last[len(last)-1])) || strings.HasSuffix(last, "s") || strings.HasSuffix(last, "ing"):
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

// Singular is the form that a noun takes before another: "Bank Accounts".
func Singular(en string) string {
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

// Within is a noun that has another behind a preposition.
var Within = pattern.MustCompile(` (?:of|in|for|on) `)

var single = lexicon.Set("Qantas Airlines Airways Hermès Novartis Paribas Ecovacs Stellantis Synopsys Ansys Seres Systèmes Sachs Robotics Starbucks Adidas Siemens Philips Airbus Motors Resorts Illinois Massachusetts Laos Cyprus Barclays Texas States Netherlands Philippines Commons MPS MSS NBS CBS News SAMRs Corps Persoonsgegevens")
