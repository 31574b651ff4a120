package grammar

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// promotes is a task in front of what is to come on: 促进数据产业高质量发展.
var promotes = pattern.MustCompile(`^(?:进一步|全面|切实|大力|积极|有序|深入|稳步|更好)*(` + pattern.AnyKey(promoting) + `)(.{2,60}?)(` + pattern.AnyKey(coming) + `)(?:工作)?$`)

// inWays ends with how it is to come on, twofold with a first way of coming on.
var (
	inWays  = pattern.MustCompile(`^(.{2,40}?)((?:` + pattern.AnyKey(how) + `)+)$`)
	twofold = pattern.MustCompile(`^(.{2,40}?)((?:` + pattern.AnyKey(how) + `)*)(` + pattern.AnyKey(coming) + `)[和与及]((?:` + pattern.AnyKey(how) + `)*)$`)
)

// comesOn parts a thing from how it is to come on, in one way or two, and its English.
func comesOn(s, last string) (of, en string) {
	if strings.ContainsAny(s, "和与及") {
		if m := twofold.FindStringSubmatch(s); m != nil {
			return m[1], comes(m[2], m[3]) + " and " + comes(m[4], last)
		}
	}
	m := inWays.FindStringSubmatch(s)
	if m == nil {
		return s, coming[last]
	}
	of, in := m[1], m[2]
	if rest, ok := strings.CutPrefix(in, "安全"); ok && last == "发展" && !strings.HasPrefix(rest, "有序") && securable.MatchString(of) {
		of, in = of+"安全", rest
	}
	return of, comes(in, last)
}

// securable things are joined to security in one term: 网络安全健康发展.
var securable = pattern.MustCompile(`(?:网络|数据|信息|食品|金融)$`)

// severalTasks join things, or tell of another task.
var severalTasks = pattern.MustCompile(`[，、 ；和与及并的对]|便利[^化]|促进|推动|推进|加快|提升|完善|加强`)

// inTheWay is one of how.
var inTheWay = pattern.MustCompile(pattern.AnyKey(how))

// comes is the English of what is to come, with how.
func comes(in, what string) string {
	if en := coming[in+what]; en != "" {
		return en
	}
	var ways []string
	for _, way := range inTheWay.FindAllString(in, -1) {
		ways = append(ways, how[way])
	}
	return strings.TrimSpace(english.Join(ways) + " " + coming[what])
}

// promoting and coming are the words of promotes in English.
var (
	promoting = map[string]string{
		"促进和规范": "Promoting and Regulating", "规范和促进": "Regulating and Promoting", "加强和规范": "Strengthening and Regulating",
		"规范和加强": "Regulating and Strengthening", "推进和规范": "Advancing and Regulating", "助力": "Supporting", "加快推进": "Accelerating",
		"加快推动": "Accelerating", "促进": "Promoting", "推动": "Promoting", "推进": "Advancing", "加快": "Accelerating", "支持": "Supporting",
		"鼓励": "Encouraging", "引导": "Guiding", "引导规范": "Guiding and Regulating", "深化": "Deepening", "优化": "Optimizing", "提升": "Improving",
		"扩大": "Expanding",
	}
	coming = map[string]string{
		"流通使用": "Circulation and Use", "数字化智能化发展": "Digital and Intelligent Development", "安全有序发展": "Safe and Orderly Development", "改革创新发展": "Reform, Innovation and Development", "发展": "Development", "发展应用": "Development and Application",
		"能力提升": "Improvement", "开发利用": "Development and Utilization", "流通利用": "Circulation and Utilization", "共享应用": "Sharing and Application",
		"推广应用": "Promotion and Application", "应用": "Application", "建设": "Development", "改革": "Reform", "转型升级": "Transformation and Upgrading",
		"数字化转型": "Digital Transformation", "全域数字化转型": "All-round Digital Transformation", "流通交易": "Circulation and Trading", "流动": "Flow",
		"流通": "Circulation", "共享开放": "Sharing and Opening", "开放共享": "Opening and Sharing", "共享": "Sharing", "开放": "Opening", "落地实施": "Implementation",
		"实施": "Implementation", "落地": "Implementation", "扩围": "Expansion", "体系建设": "Development", "应用发展": "Application and Development",
		"综合改革": "Comprehensive Reform", "综合配套改革": "Comprehensive Supporting Reform", "改革试点": "Pilot Reform", "综合改革试点": "Pilot Comprehensive Reform",
		"应用安全发展": "Application and Secure Development", "应用规范发展": "Application and Standardized Development", "示范应用": "Demonstration and Application",
		"便利化": "Facilitation", "互联互通": "Interconnection", "互认": "Mutual Recognition", "归集共享": "Aggregation and Sharing",
		"跨境安全有序流动": "Secure and Orderly Cross-border Flow", "跨境流动": "Cross-border Flow", "使用": "Use",
	}
	// how stands before some of these, one or several: 规范健康有序发展.
	how = map[string]string{
		"规范": "Standardized", "健康": "Healthy", "有序": "Orderly", "持续": "Sustained", "高质量": "High-quality", "创新": "Innovative", "融合": "Integrated",
		"协同": "Coordinated", "协调": "Coordinated", "可持续": "Sustainable", "快速": "Rapid", "稳定": "Stable", "绿色": "Green", "低碳": "Low-carbon",
		"全面": "Comprehensive", "集约": "Intensive", "普惠": "Inclusive", "合规": "Compliant", "高效": "Efficient", "便利": "Convenient", "便捷": "Convenient",
		"自由": "Free", "依法": "Lawful", "安全": "Secure", "规模化": "Large-scale", "规模": "Large-scale",
	}
)

// Promoted puts what is to come on before its object: "Promoting the High-quality
// Development of X".
func (r *Rendering) Promoted(s string) (string, bool) {
	m := promotes.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	of, what := comesOn(m[2], m[3])
	if severalTasks.MatchString(of) {
		return "", false
	}
	adverb := ""
	if strings.HasPrefix(s, "进一步") {
		adverb = "Further "
	}
	return r.Try(func() (string, bool) {
		n := len(r.Unknown)
		of := strings.TrimSuffix(of, "工作")
		if m[3] == "能力提升" {
			of += "能力"
		}
		t := r.Segment(of)
		where := ""
		if len(t) > 1 && t[0].Kind == token.Known && t[0].Word.Kind == "place" {
			where, of, t = " in "+name.Short(t[0].EN), Text(t[1:]), t[1:]
		}
		object := r.Phrase(of)
		if len(r.Unknown) > n || len(t) > 1 && (t[len(t)-1].Verb() || t[0].Verb()) || TakesNoNoun(object) && !inSector.MatchString(object) && len(t) > 1 {
			return "", false
		}
		return adverb + promoting[m[1]] + " the " + what + " of " + definite(object) + where, true
	})
}

// inSector ends with the trade that a thing is in.
var inSector = pattern.MustCompile(`^[^,]{4,60} in the [A-Z][\w -]* (?:Sector|Industry|Field)$`)
