package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// Chinese says what is to be done behind all that it is done to; English, where that
// is long, names the deed first: "Measures for the Reporting and Investigation of X".

// longObject is from how many English words on an object is too long to stand before
// the noun of its deed.
const longObject = 4

// acted renders a phrase that ends in one deed or several, joined, as their nouns with
// the object behind; false where the object is short, or more than a plain noun phrase.
func (r *render) acted(t []token) (string, bool) {
	deeds, object := trailing(t)
	if len(deeds) == 0 || len(object) < 2 || !plainThing(object) {
		return "", false
	}
	var nouns []string
	for _, d := range deeds {
		noun := d.deedNoun()
		if noun == "" {
			return "", false
		}
		nouns = append(nouns, noun)
	}
	of := r.linear(object)
	if len(strings.Fields(of)) < longObject && len(deeds) == 1 || prepositional.MatchString(of) {
		return "", false
	}
	return "the " + join(nouns) + " of " + definite(of), true
}

// trailing parts the deeds at the end of t from what they are done to.
func trailing(t []token) (deeds, object []token) {
	i := len(t) - 1
	if i < 1 || !t[i].ofDeed() {
		return nil, t
	}
	deeds = []token{t[i]}
	for i >= 3 && joining(t[i-1]) && t[i-2].ofDeed() {
		i -= 2
		deeds = append(deeds, t[i])
	}
	slices.Reverse(deeds)
	return deeds, t[:i]
}

// ofDeed reports a deed, or a noun that is one's name.
func (t token) ofDeed() bool {
	return t.deed() || t.kind == tWord && t.w.kind == "noun" && deedNames.MatchString(t.zh)
}

var deedNames = pattern.MustCompile(`^(?:安全|合规)?(?:防护|保护|管理|监管|治理|评估|检测|监测|认证|审查|审计|检查)$`)

// joining reports a mark or word that joins two of a kind.
func joining(t token) bool {
	return t.kind == tComma || t.is("和") || t.is("与") || t.is("及") || t.is("以及")
}

// plainThing reports a noun phrase of nouns alone, of which the last may be a deed's
// object.
func plainThing(t []token) bool {
	for i, x := range t {
		switch x.kind {
		case tLatin:
		case tGroup:
			if strings.HasPrefix(x.zh, "《") {
				return false
			}
		case tWord:
			if x.w.kind == "connective" || x.w.kind == "adverb" || x.w.post || x.w.kind == "place" || x.done() || x.verb() && i > 0 && i+1 == len(t) {
				return false
			}
		default:
			return false
		}
	}
	return !t[0].verb()
}

// deedNoun is the noun of a deed, "" for one that English has no good noun for.
func (t token) deedNoun() string {
	noun := t.w.noun
	if noun == "" && t.w.kind == "noun" {
		noun = t.en
	}
	if noun == "" {
		noun = inflect(t.w.base, nominal)
	}
	if spaced(strings.ToLower(noun)) || strings.Contains(noun, " of ") || strings.HasSuffix(noun, "Penalty") || strings.HasSuffix(noun, "Penalties") {
		return ""
	}
	if n := reports[noun]; n != "" {
		return n
	}
	return noun
}

// reports are nouns of what a deed leaves, in place of which the deed is meant.
var reports = map[string]string{"Report": "Reporting", "Label": "Labeling", "Standard": "Standardization", "Plan": "Planning"}

// definite gives an article to what there is one of.
func definite(en string) string {
	if with := article(en); with != en {
		return with
	}
	if !strings.HasPrefix(en, "the ") && institutes[en[strings.LastIndexByte(en, ' ')+1:]] {
		return "the " + en
	}
	return en
}

// promotes is a task in front of what is to come on and how: 促进数据产业高质量发展.
var promotes = pattern.MustCompile(`^(?:进一步|全面|切实|大力|积极|有序|深入|稳步|更好)*(加快推进|加快推动|促进|推动|推进|加快|支持|鼓励|引导|深化|优化|提升|扩大)(.{2,40}?)(规范健康有序发展|规范健康发展|健康规范发展|高质量发展|健康有序发展|持续健康发展|安全有序发展|健康发展|规范发展|有序发展|创新发展|融合发展|协调发展|协同发展|可持续发展|安全发展|快速发展|发展应用|发展|开发利用|流通利用|共享应用|推广应用|融合应用|创新应用|规模化应用|应用|体系建设|建设|改革|转型升级|数字化转型|有序流动|高效流通|安全流动|自由流动|流通交易|流动|流通|共享开放|开放共享|共享|开放|落地实施|实施|落地)(?:工作)?$`)

// severalTasks join things, or tell of another task.
var severalTasks = pattern.MustCompile(`[，、 ；和与及并的对]|促进|推动|推进|加快|提升|完善|加强`)

// promoting and coming are the words of promotes in English.
var (
	promoting = map[string]string{
		"加快推进": "Accelerating", "加快推动": "Accelerating", "促进": "Promoting", "推动": "Promoting", "推进": "Advancing", "加快": "Accelerating", "支持": "Supporting", "鼓励": "Encouraging", "引导": "Guiding", "深化": "Deepening", "优化": "Optimizing", "提升": "Improving", "扩大": "Expanding",
	}
	coming = map[string]string{
		"规范健康有序发展": "Standardized, Healthy and Orderly Development", "规范健康发展": "Standardized and Healthy Development", "健康规范发展": "Healthy and Standardized Development", "高质量发展": "High-quality Development", "健康有序发展": "Healthy and Orderly Development", "持续健康发展": "Sustained and Healthy Development", "安全有序发展": "Safe and Orderly Development", "健康发展": "Healthy Development", "规范发展": "Standardized Development", "有序发展": "Orderly Development", "创新发展": "Innovative Development", "融合发展": "Integrated Development", "协调发展": "Coordinated Development", "协同发展": "Coordinated Development", "可持续发展": "Sustainable Development", "安全发展": "Safe Development", "快速发展": "Rapid Development", "发展": "Development", "发展应用": "Development and Application", "开发利用": "Development and Utilization", "流通利用": "Circulation and Utilization", "共享应用": "Sharing and Application", "推广应用": "Promotion and Application", "融合应用": "Integrated Application", "创新应用": "Innovative Application", "规模化应用": "Large-scale Application", "应用": "Application", "建设": "Development", "改革": "Reform", "转型升级": "Transformation and Upgrading", "数字化转型": "Digital Transformation", "有序流动": "Orderly Flow", "高效流通": "Efficient Circulation", "安全流动": "Secure Flow", "自由流动": "Free Flow", "流通交易": "Circulation and Trading", "流动": "Flow", "流通": "Circulation", "共享开放": "Sharing and Opening", "开放共享": "Opening and Sharing", "共享": "Sharing", "开放": "Opening", "落地实施": "Implementation", "实施": "Implementation", "落地": "Implementation",
	}
)

// promoted puts what is to come on before its object: "Promoting the High-quality
// Development of X".
func (r *render) promoted(s string) (string, bool) {
	m := promotes.FindStringSubmatch(s)
	if m == nil || severalTasks.MatchString(m[2]) {
		return "", false
	}
	adverb := ""
	if strings.HasPrefix(s, "进一步") {
		adverb = "Further "
	}
	return r.try(func() (string, bool) {
		n := len(r.unknown)
		object := r.phrase(m[2])
		t := r.segment(m[2])
		if len(r.unknown) > n || len(t) > 1 && (t[len(t)-1].verb() || t[0].verb()) || prepositional.MatchString(object) {
			return "", false
		}
		return adverb + promoting[m[1]] + " the " + coming[m[3]] + " of " + definite(object), true
	})
}

// campaigns is a work that is taken up, of one deed: 开展优秀案例征集活动.
var campaigns = pattern.MustCompile(`^(?:组织|继续|联合|集中|持续|做好|共同)*(开展|启动|举办|组织)(.+?)(?:专项)?(?:工作|活动)$`)

var launching = map[string]string{"开展": "Carrying Out", "启动": "Launching", "举办": "Holding", "组织": "Organizing"}

// carriedOut renders it by its deed: "Carrying Out the Solicitation of X".
func (r *render) carriedOut(s string) (string, bool) {
	m := campaigns.FindStringSubmatch(s)
	if m == nil || strings.ContainsAny(m[2], "，；对") {
		return "", false
	}
	return r.try(func() (string, bool) {
		en, ok := r.acted(r.segment(m[2]))
		return launching[m[1]] + " " + en, ok
	})
}
