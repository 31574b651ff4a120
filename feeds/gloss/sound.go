package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

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

// hangsTogether reports English without such a mark.
func hangsTogether(en string) bool {
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
var goesIn = set("Intruded Closing Signing Signed Sign Logging Logged Log Called Calling Checking Checked Turned Turning Handed Handing Filled Opting Opt Trade")

// lacksObject is a rule before what it is about, which "the Protection" alone is not.
var lacksObject = pattern.MustCompile(`(?:Provisions|Measures|Regulations|Rules) (?:on|for|of) $`)
