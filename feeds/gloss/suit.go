package gloss

import (
	"slices"

	"github.com/regwire/regwire/feeds/pattern"
)

// suing is who goes to court against whom, and what came of it: 业主起诉物业胜诉.
var suing = pattern.MustCompile(`^([^，：；《》的]{2,20}?)(?:起诉|状告|诉)([^，：；《》]{2,30}?)(` + anyKey(suits) + `)([\d.,]+[万亿]?元)?$`)

// suits are what may come of it.
var suits = map[string]string{
	"胜诉": "Won", "一审胜诉": "Won at First Instance", "二审胜诉": "Won on Appeal", "终审胜诉": "Won on Final Appeal", "败诉": "Lost",
	"一审败诉": "Lost at First Instance", "二审败诉": "Lost on Appeal", "获支持": "Upheld", "获法院支持": "Upheld", "被驳回": "Dismissed",
	"遭驳回": "Dismissed", "获赔": "Ends in Compensation", "获立案": "Accepted", "获受理": "Accepted",
}

// accuser is who prosecutes, where others sue.
var accuser = pattern.MustCompile(`检察院|检察署|地检署|检察机关|检察官|检方|公诉|警|司法部|最高检|机关|法院`)

// sued renders it: "Suit by Property Owners Against Property Management Won".
func (r *render) sued(m []string) (string, bool) {
	who, whom := r.segment(m[1]), r.segment(m[2])
	if len(who) == 0 || !doer(who[len(who)-1]) || slices.ContainsFunc(who, token.verb) || accuser.MatchString(m[1]) {
		return "", false
	}
	en := "Suit by " + r.thing(who) + " Against "
	if one, deed, ok := r.doerAndDeed(whom, false); ok {
		en += one + " for " + deed
	} else if doer(whom[len(whom)-1]) && !slices.ContainsFunc(whom, token.verb) {
		en += r.thing(whom)
	} else {
		return "", false
	}
	en += " " + suits[m[3]]
	if m[4] != "" {
		en += " of " + r.phrase(m[4])
	}
	return en, true
}
