package page

import (
	"github.com/regwire/regwire/feeds/pattern"
)

// PracticeNo is the number of a committee's practice guide.
var PracticeNo = pattern.MustCompile(`TC260-(?:PG-)?\d{3,5}[A-Z]?(?:-\d{4})?`)

// The kinds of document that rules and cases are made of.
const (
	KindLaw          = "law"
	KindRegulation   = "regulation"
	KindMeasures     = "measures"
	KindProvisions   = "provisions"
	KindStandard     = "standard"
	KindGuideline    = "guideline"
	KindOpinion      = "opinion"
	KindNotice       = "notice"
	KindAnnouncement = "announcement"
	KindEnforcement  = "enforcement_notice"
	KindJudgment     = "judgment"
	KindPress        = "press"
	KindOther        = "other"
)

// Normative kinds have a status.
var Normative = map[string]bool{
	KindLaw: true, KindRegulation: true, KindMeasures: true, KindProvisions: true,
	KindStandard: true, KindGuideline: true, KindOpinion: true,
}

// Quoted is a document's name in title marks, which may hold another in its own.
var Quoted = pattern.MustCompile(`《([^》]*(?:〈[^〉]*〉[^》]*)*)》`)
