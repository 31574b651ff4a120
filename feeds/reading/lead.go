package reading

import (
	"slices"
	"strings"
	"unicode"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// lead quotes the first sentence of an English text as its own summary.
func (c *composer) lead() {
	if !c.english || len(c.list) > 0 && c.w.Unread == "" {
		return
	}
	at := begins(c.w.Body)
	s := sentenceAt(c.w.Body, at)
	if s == "" {
		return
	}
	told := shortened(s)
	en := told
	if told != s {
		en += " …"
	}
	c.say(upperFirst(en), "", feeds.Quote{Text: told, In: "text", Offset: at})
	for _, q := range c.behindLead(at + len(s)) {
		c.say(q.Text, "", q)
	}
}

const (
	dayOfNews = `(?:, (?:[A-Z][\w. ]{2,20}, )?(?:[A-Z][a-z]{2,8}\.? ?\d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)`
	agency    = `(?: ?\([A-Z][\w .]{1,28}\))`
)

var (
	// dateline is where news comes from, in front of its first sentence.
	dateline = pattern.MustCompile(`^(?:\[[^\]\n]{2,40}\] ?)?(?:[A-Z][A-Z .'/-]{2,30}` + dayOfNews + `?` + agency + `?|[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:` + dayOfNews + agency + `?|` + agency + `)) ?(?:-{1,2}|–|—) ?|^(?:[A-Z][a-z]+ ){1,3}(?:Service|Agency|News|Daily|Times)` + dayOfNews + `\. `)
	// numbering is the number of the first of several items.
	numbering = pattern.MustCompile(`^(?:\d{1,2}|[IVX]{1,4})[.)] `)
	// label is what a note calls itself in front of its first sentence.
	label = pattern.MustCompile(`^(?:(?:Client|Legal|Regulatory|News|Privacy|Data|China|Asia|Quick|Key|In) ){0,3}(?i:alert|update|briefing|bulletin|note|news|insights?|flash|brief|takeaways?|points|summary)(?: for (?:our )?clients)?[.:] ?`)
)

// begins is where the first sentence of an English text does, behind where it comes from
// and what it calls itself.
func begins(text string) int {
	at := 0
	for _, front := range []*pattern.Pattern{label, dateline, numbering} {
		at += len(front.FindString(feeds.Clip(text[at:], 120)))
	}
	return at
}

// shortened is a sentence, or of one longer than a card has room for what stands in front
// of one of its commas.
func shortened(s string) string {
	if len(s) <= leadFirst {
		return s
	}
	s = feeds.Clip(s, leadFirst)
	at := max(strings.LastIndex(s, "; "), strings.LastIndex(s, ", "))
	if at < leadFirst/2 {
		at = strings.LastIndex(s, " ")
	}
	return s[:max(at, 0)]
}

// What of an English text is told behind its first sentence.
const (
	leadFirst = 320 // bytes of the first sentence at most
	leadReach = 6   // sentences that are looked at
	leadMore  = 2   // of which so many are told
	leadLong  = 300 // bytes of one at most
	leadRoom  = 480 // bytes of all
)

// behindLead are the sentences behind the first that say most of what must be done, by
// whom, by when and with what result, in the order of the text.
func (c *composer) behindLead(at int) []feeds.Quote {
	var found []feeds.Quote
	for i := 0; i < leadReach && at < len(c.w.Body); i++ {
		for at < len(c.w.Body) && (c.w.Body[at] == ' ' || c.w.Body[at] == '\n') {
			at++
		}
		s := sentenceAt(c.w.Body, at)
		if s == "" {
			break
		}
		first := i == 0 && len(found) == 0 && tells.MatchString(s)
		told := i == 0 || len(found) > 0 && found[len(found)-1].Offset+len(found[len(found)-1].Text) > at-3
		if !told && carriesOn.MatchString(s) {
			at += len(s)
			continue // what it goes on from is left out
		}
		if len(s) >= 20 && len(s) <= leadLong && (first || decides.MatchString(s)) && !onComments.MatchString(s) && !advises.MatchString(s) {
			found = append(found, feeds.Quote{Text: s, In: "text", Offset: at})
		}
		at += len(s)
	}
	room := leadRoom
	for i, q := range found {
		if room -= len(q.Text); i == leadMore || room < 0 {
			return found[:i]
		}
	}
	return found
}

// carriesOn begins a sentence that says nothing without the one in front of it.
var carriesOn = pattern.MustCompile(`^(?:If (?:it|they|this|so|not)\b|Otherwise\b|In that case\b|Failing)`)

// onComments is a sentence that says no more than deadline does.
var onComments = pattern.MustCompile(`^(?:Written |Public )?(?:[Cc]omments|[Oo]pinions|[Vv]iews|[Ff]eedback)\b|^The (?:consultation|comment)`)

// advises is what whoever wrote a note tells its readers to do, which no rule does.
var advises = pattern.MustCompile(`^(?:In-house )?(?:Clients?|Counsel|Readers|We|Our|Please|Contact)\b`)

// tells is an English sentence that a lawyer would miss: what must be done, by whom, by
// when, with what result.
var tells = pattern.MustCompile(`(?i)\b(?:must|shall|should|tells|recommends|may (?:not|only|no longer|leave)|need (?:not|to)|has to|have to|required?|requires|obliged|ordered|(?:told|asked)(?: (?:it|them|both|all|each|the|its|their|stores|platforms|operators|companies|firms|users|makers|banks|local)(?: [\w'-]+){0,5})? to|bans?|barred|forbids?|prohibit\w*|fined?|warned|revoked|removed|taken down|pulled|corrected|rectif\w+|sentenced|compensat\w+|apolog\w+|delete|within|by the end of|by \d|before \d|until|deadline|due|no later than|raises|adds|lowers|lowered|sets|covers|bars|allows|lets|limits|asks|demands|(?:takes?|took)(?: immediate)? effect|applies|apply (?:to|from)|in force|effective|exempt\w*|threshold|more than|at least|penalt\w+)\b`)

// decides is an English sentence with the outcome: what was imposed, on whom, what must be
// done by when, what applies from when, how many are concerned.
var decides = pattern.MustCompile(`(?i)\b(?:fined|fines? (?:of|is|are|totall?ing)|penalt(?:y|ies) of|reprimand(?:ed)?|enforcement notice|(?:was|were|is|are|be) (?:ordered|told|directed|required|barred|banned|prohibited|charged|sentenced|convicted|jailed|removed|suspended|arrested|detained|dismissed)|charged with|(?:must|shall|may not|should) [a-z]+|(?:directed|instructed|requires?|required|directs|orders) (?:it|them|the|both|all)|(?:found|finds) (?:a |that |contraventions? |breach)|suspected of|ordered (?:it|them|the|both|all)|sentenced to|imprisonment|damages of|compensation|apologi[sz]e|(?:takes?|took|with)(?: immediate)? effect|in force|appl(?:y|ies) (?:to|from)|within (?:\d+|one|two|three|six|thirty|sixty) (?:\w+ )?(?:hours|days|weeks|months)|by (?:\d{1,2} |the end of )[A-Z]\w+|(?:has|have) until |no later than |(?:reach|submitted to) the [A-Z]\w+ by |[\d,.]+ (?:million )?(?:people|users|customers|records|apps|pupils|patients|companies|individuals|buyers|owners|clients|tenants|students|children|residents|drivers|members|guests))\b`)

// sentenceAt is the English sentence that begins at i.
func sentenceAt(text string, i int) string {
	for j := i; j < len(text); j++ {
		switch {
		case text[j] == '\n':
			return text[i:j]
		case strings.IndexByte(".!?", text[j]) < 0:
		case j+1 == len(text):
			return text[i:]
		case text[j+1] == ' ' && j+2 < len(text) && (unicode.IsUpper(rune(text[j+2])) || text[j+2] == '"') && !abbreviated(text[i:j]):
			return text[i : j+1]
		}
	}
	return text[i:]
}

// shortWords are written with a stop that ends no sentence.
var shortWords = strings.Fields("Co No Nos Ltd Art Arts Inc Corp Mr Mrs Ms Dr Prof Gov Sen Rep St vs Cap Sec Para Reg Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")

func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " (.")+1:]
	return len(word) == 1 && unicode.IsUpper(rune(word[0])) || slices.Contains(shortWords, word)
}
