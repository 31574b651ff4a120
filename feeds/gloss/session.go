package gloss

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// What congresses and consultative conferences ask and are answered, and the numbers of
// courts' cases: both are worded by form.

// proposed is a proposal of a session, with what is made of it.
var proposed = pattern.MustCompile(`^(.{0,40}?)(?:关于)?对?((?:全国|省|市|自治区|区|县|州|\p{Han}{2,7}?(?:省|市|自治区)|政协|人大|人民代表大会|委员会|第?` + aNumber + `届)+)(?:会议)?第?(` + aNumber + `)次会议第?(` + aNumber + `)号(?:\(([^()]{1,12}?)类?(?:第?(\d+)号)?\))?(?:(?:人大)?代表|委员)?(建议|提案|议案)(?:的)?((?:办理)?(?:答复|回复|复函)(?:意见)?|办理情况(?:的)?(?:报告|答复)|办理报告)(的函)?$`)

var (
	termOf  = pattern.MustCompile(`第?(` + aNumber + `)届`)
	placeOf = pattern.MustCompile(`^(?:政协)?(\p{Han}{2,7}(?:省|市|自治区))$`)
)

// levels are the levels that congresses and conferences have beside the national one.
var levels = map[string]string{"": "", "省": "Provincial ", "市": "Municipal ", "自治区": "Regional ", "区": "District ", "县": "County ", "州": "Prefectural "}

// proposal renders a reply to such a proposal: 对十四届全国人大三次会议第3025号建议的答复.
func (r *titling) proposal(s string) (string, bool) {
	if !strings.Contains(s, "次会议") {
		return "", false // most titles
	}
	m := proposed.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	term := termOf.FindStringSubmatch(m[2])
	if term == nil {
		return "", false
	}
	of := strings.Replace(m[2], term[0], "", 1)
	conference := strings.Contains(of, "政协")
	if !conference && !strings.Contains(of, "人大") && !strings.Contains(of, "人民代表大会") {
		return "", false
	}
	where := strings.NewReplacer("政协", "", "委员会", "", "人大", "", "人民代表大会", "").Replace(of)
	body, place := levels[where], ""
	switch {
	case where == "全国":
		body = "National "
	case placeOf.MatchString(where):
		place = " of " + r.Phrase(where)
	case body == "" && where != "":
		return "", false
	}
	name := body + "People's Congress"
	if conference {
		name = "CPPCC " + body + "Committee"
	}
	kind := map[string]string{"建议": "Suggestion", "提案": "Proposal", "议案": "Motion"}[m[7]]
	en := kind + " No. " + digitsIn(m[4])
	if m[5] != "" {
		en += " (" + r.Phrase(m[5])
		if m[6] != "" {
			en += " No. " + m[6]
		}
		en += ")"
	}
	reply := "Response to "
	switch {
	case strings.HasSuffix(m[8], "报告"):
		reply = "Report on the Handling of "
	case m[9] != "":
		reply = "Letter in Response to "
	}
	if m[1] != "" {
		who, ok := r.orgSlot(m[1])
		if !ok {
			return "", false
		}
		reply = who + " " + reply
	}
	return reply + en + " of the " + english.Ordinal(chinese.Number(m[3])) + " Session of the " + english.Ordinal(chinese.Number(term[1])) + " " + name + place, true
}

// digitsIn is a number in digits, whose leading zeros are part of it.
func digitsIn(s string) string {
	if chinese.Digit(rune(s[0])) {
		return s
	}
	n, _ := feeds.HanNumber(s)
	return strconv.Itoa(n)
}
