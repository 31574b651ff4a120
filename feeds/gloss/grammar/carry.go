package grammar

import (
	"cmp"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// campaigns is a work that is taken up, of one deed: 开展优秀案例征集活动.
var campaigns = pattern.MustCompile(`^(?:组织|继续|联合|集中|持续|做好|共同)*(开展|启动|举办|组织)(.+?)(?:专项)?(?:工作|活动)?$`)

var launching = map[string]string{"开展": "Carrying Out", "启动": "Launching", "举办": "Holding", "组织": "Organizing", "实施": "Implementing", "加征": "Imposing Additional"}

// carriedOut renders it by its deed: "Carrying Out the Solicitation of X".
func (r *Rendering) carriedOut(m []string) (string, bool) {
	if strings.ContainsAny(m[2], "，；对") {
		return "", false
	}
	en, ok := r.worked(m[2])
	if !ok {
		en, ok = r.acted(r.Segment(m[2]))
	}
	return launching[m[1]] + " " + en, ok
}

// upon is a work that is taken up on someone: 对网站平台开展执法检查.
var upon = pattern.MustCompile(`^对([^对，；]{2,40}?)(?:依法|组织)*(开展|进行|实施|启动|予以|作出|给予|加征)([^，；的]{2,24}?)(?:工作|处理)?$`)

// documentEnd is the last word of a document's name.
var documentEnd = pattern.MustCompile(`(?:计划|方案|办法|规定|条例|指南|指引|规划|目录)$`)

// undone is what somebody has not done, in front of who it is.
var undone = pattern.MustCompile(`^(未[^的]{2,30})的([^的]{2,20})$`)

// behindWork joins a work to whom it is done to, where "of" does not.
var behindWork = map[string]string{"Investigation": " into ", "Investigations": " into ", "Penalty": " on ", "Penalties": " on ", "Training": " for ", "Control": " on ", "Controls": " on ", "Tariffs": " on "}

// carriedOutOn renders it with whom it is done to behind: "Carrying Out the Inspection
// of Websites".
func (r *Rendering) carriedOutOn(m []string) (string, bool) {
	work, whom := r.Phrase(m[3]), ""
	if deed, ok := strings.CutSuffix(m[1], "行为"); ok {
		m[1] = deed
		whom, _ = r.Doing(r.Segment(deed), false) // 对境外机构提供个人信息行为开展检查
	}
	if not := undone.FindStringSubmatch(m[1]); not != nil {
		whom = r.nouns(r.Segment(not[2])) + " " + strings.TrimSpace(r.Act(not[1])) // 未完成整改的App
		whom = strings.Replace(whom, " failure to ", " Failing to ", 1)
	}
	if whom == "" && documentEnd.MatchString(m[1]) {
		whom = "the " + r.Untagged(m[1]) // 对开放计划进行公示
	}
	whom = cmp.Or(whom, r.nouns(r.Segment(m[1])))
	link := behindWork[work[strings.LastIndexByte(work, ' ')+1:]]
	if link == "" {
		link = " of "
	}
	if t := r.Segment(m[3]); len(t) == 1 && t[0].Deed() && english.TailOf(t[0].Word.Base) != "" {
		base := strings.TrimSuffix(t[0].Word.Base, english.TailOf(t[0].Word.Base))
		return english.Inflect(base, english.Gerund) + " " + whom + english.TailOf(t[0].Word.Base), true // 予以下架
	}
	if m[2] == "进行" || launching[m[2]] == "" {
		return "the " + work + link + whom, true
	}
	return launching[m[2]] + " " + work + link + whom, true
}
