package grammar

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// strengthens is a task in front of what is to be strengthened and by which work:
// 加强车联网卡实名登记管理.
var strengthens = pattern.MustCompile(`^(?:进一步|全面|切实|依法)*(?:(加强|规范|强化|完善|改进|促进|推进)[和与、])?(加强|规范|强化|完善|改进|深化)(.{3,40}?)(` + pattern.AnyKey(works) + `)(?:工作)?$`)

// innerTask is another task within what seemed to be one.
var innerTask = pattern.MustCompile(`\p{Han}{2}(?:加强|强化|提升|完善|健全)\p{Han}`)

// tasks are the words in front, works those behind.
var (
	tasks = map[string]string{
		"便利": "Facilitating", "解决": "Resolving", "整改": "Rectification", "整治": "Rectification", "加强": "Strengthening", "规范": "Regulating", "强化": "Strengthening", "完善": "Improving", "改进": "Improving", "深化": "Deepening", "促进": "Promoting", "推进": "Advancing",
	}
	works = map[string]string{
		"司法应用": "Judicial Application", "公益诉讼检察": "Procuratorial Public Interest Litigation", "监督管理": "Supervision and Administration",
		"质量安全监管": "Quality and Safety Regulation", "安全管理": "Security Management", "安全保护": "Security Protection", "规范": "Regulation", "管理": "Administration", "保护": "Protection",
		"监管": "Regulation", "监管执法": "Regulation and Enforcement", "治理": "Governance", "专项整治": "Special Rectification", "整治": "Rectification",
		"自律": "Self-discipline", "建设": "Development",
		"合规管理": "Compliance Management", "风险管理": "Risk Management", "安全监管": "Security Regulation", "安全防护": "Security Protection",
		"风险防控": "Risk Prevention and Control", "风险防范": "Risk Prevention", "防护": "Protection", "审核": "Review", "审核管理": "Review and Management",
		"司法保护": "Judicial Protection", "源头治理": "Governance at Source", "行业自律": "Industry Self-discipline", "采信": "Acceptance",
		"互认": "Mutual Recognition", "监测": "Monitoring", "监督检查": "Supervision and Inspection", "执法": "Enforcement", "审查": "Review",
		"查处": "Investigation and Punishment", "打击": "Crackdown", "评估": "Assessment",
	}
)

// reaches stand before a work and tell how far it goes, or with whom it is done.
var reaches = map[string]string{
	"综合": "Comprehensive", "专项": "Special", "联合": "Joint", "规范": "Standardized", "规范化": "Standardized", "分级": "Graded", "分类": "Categorized",
	"协同": "Coordinated", "分类分级": "Categorized and Graded", "全生命周期": "Whole-lifecycle", "全流程": "Whole-process", "全链条": "Whole-chain",
	"全过程": "Whole-process", "事中事后": "Interim and Ex-post", "事前事中事后": "Ex-ante, Interim and Ex-post",
}

// reachEnd ends with one or two of them.
var reachEnd = pattern.MustCompile(`^(.{3,40}?)(` + pattern.AnyKey(reaches) + `)(` + pattern.AnyKey(reaches) + `)?$`)

// strengthened puts the work before its object: "Strengthening the Administration
// of X"; false where the object is more than one noun phrase.
func (r *Rendering) strengthened(m []string) (string, bool) {
	if innerTask.MatchString(m[3]) {
		return "", false // 规范网络直播打赏加强未成年人保护
	}
	work, reaching := works[m[4]], false
	if r.ZH.Safety {
		work = english.Safety(work) // 电动自行车安全监管
	}
	if far := reachEnd.FindStringSubmatch(m[3]); far != nil {
		m[3], work, reaching = far[1], strings.TrimSpace(reaches[far[2]]+" "+reaches[far[3]])+" "+work, true
	}
	if deed, ok := strings.CutSuffix(m[3], "行为"); ok && len(deed) > 6 {
		m[3] = deed
	}
	if strings.HasSuffix(m[3], "等级") {
		return "", false // 等级保护 is one word
	}
	adverb := ""
	if strings.HasPrefix(m[0], "进一步") {
		adverb = "Further "
	}
	if w, ok := r.g.Terms.Word(m[3] + m[4]); ok && !reaching && strings.Contains(w.EN, work+" of ") {
		task := tasks[m[2]]
		if m[1] != "" {
			task = tasks[m[1]] + " and " + task
		}
		return adverb + task + " the " + w.EN, true // 未成年人网络保护
	}
	things := listed(m[3])
	of, thing := related(m[3])
	if things == nil && of == "" && (strings.ContainsAny(m[3], "，、 ；和与及并的对") && !pairOfThings(r.Segment(m[3])) || !reaching && sortOfWork.MatchString(m[3])) {
		return "", false
	}
	object, holds := r.held(r.Segment(m[3]))
	if !holds {
		object, holds = r.event(r.Segment(m[3])) // 加强经营者收集信息管理
	}
	if !holds {
		object = r.Phrase(m[3])
	}
	if things != nil {
		object = r.list(things)
	}
	if first, ok := strings.CutSuffix(of, "及"); ok {
		object = r.Phrase(first) + " and Related " + r.Phrase(thing)
	} else if of != "" {
		object = r.Phrase(thing) + " Related to " + r.Phrase(of)
	}
	task := tasks[m[2]]
	if m[1] != "" {
		task = tasks[m[1]] + " and " + task
	}
	return adverb + task + " the " + work + " " + linkOfWork(work) + " " + article(object), true
}

// linkOfWork joins a work to what it is done to.
func linkOfWork(work string) string {
	if strings.HasSuffix(work, "Litigation") {
		return "for"
	}
	if work == "Crackdown" || strings.HasSuffix(work, "Enforcement") && !strings.Contains(work, " and ") {
		return "on"
	}
	return "of"
}

// related parts a thing from what it is related to: 境外上市相关保密管理.
func related(s string) (of, thing string) {
	for _, mark := range []string{"有关", "相关"} {
		if of, thing, ok := strings.Cut(s, mark); ok && len(of) > 6 && len(thing) > 3 && !strings.ContainsAny(thing, "，、 ；的") {
			return of, thing
		}
	}
	return "", ""
}

// severalOf is a list of three things or more: 准入、召回及软件升级.
var severalOf = pattern.MustCompile(`^[^，；和与及并的对]+、[^，；和与及并的对]+(?:和|与|及|以及)[^，；和与及并的对]+$`)

// listed are the things of a list, nil for what is none.
func listed(s string) []string {
	if !severalOf.MatchString(s) {
		return nil
	}
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、和与及以", r) })
}

func (r *Rendering) list(things []string) string {
	var out []string
	for _, t := range things {
		out = append(out, r.nouns(r.Segment(t)))
	}
	return english.Join(out)
}

// sortOfWork ends a phrase with an adjective of the work behind it.
var sortOfWork = pattern.MustCompile(`(?:实名|标准|安全|风险|协同|分类分级|信用|日常|经营|合规|标准化|信息化)$`)
