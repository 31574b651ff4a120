package grammar

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/term"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// headed takes the longest document type off the end and puts it first.
func (r *Rendering) headed(s, of string) (string, bool) {
	for _, h := range r.g.Terms.Types() {
		rest, ok := strings.CutSuffix(s, h.ZH)
		if !ok {
			continue
		}
		if rest == "" {
			return h.EN + of, true
		}
		if year := bareYear.FindStringSubmatch(rest); year != nil {
			return year[1] + " " + h.EN + of, true
		}
		if half(rest, h) {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(rest); strings.ContainsRune("与和及、", last) {
			return "", false // 报告要素与模板: both are what it is
		}
		if !r.headOf(s, rest, h) {
			continue
		}
		for _, some := range []string{"有关", "相关"} {
			if about, ok := strings.CutSuffix(rest, some); ok {
				en, ok := r.headed(about+h.ZH, of)
				return "Relevant " + en, ok // 数据出境管理有关规定
			}
		}
		if r.ZH.Safety {
			h.EN = english.Safety(h.EN) // 房屋安全管理条例
		}
		rest = withoutWork(rest, h)
		for _, kind := range kindsOfDocument {
			if of, ok := strings.CutSuffix(rest, kind.zh); ok && utf8.RuneCountInString(of) > 3 && !strings.HasSuffix(of, "数据") {
				rest, h.EN = of, kind.en+h.EN // 信用信息基础目录
			}
		}
		if how, of, ok := r.mannered(rest, h); ok {
			rest, h.EN = of, how
		}
		if m := holderOfData.FindStringSubmatch(rest); m != nil && strings.HasSuffix(h.EN, " the Security Management") {
			// whose data: 证券期货业数据安全管理办法
			rest, h.EN = m[1], strings.TrimSuffix(h.EN, "Security Management")+"Data Security Management"
		}
		if en, ok := r.givenBy(rest, h, of); ok {
			return en, true
		}
		return joinHead(h, r.objectOf(rest, h), of), true
	}
	return "", false
}

// mannered is a document type whose deed has in front how it is done: 车载卡实名登记管理办法.
func (r *Rendering) mannered(rest string, h term.Type) (en, of string, ok bool) {
	at := strings.LastIndexByte(h.EN, ' ') + 1
	if h.Link != "of" || at == 0 || !EndsInRule(h.ZH) {
		return "", "", false
	}
	if t := r.Segment(rest); len(t) > 1 {
		if last := t[len(t)-1]; last.Kind == token.Known && last.Word.Kind == "noun" && adjectival.MatchString(last.EN) && plainThing(t[:len(t)-1]) {
			return h.EN[:at] + last.EN + " " + h.EN[at:], strings.TrimSuffix(rest, last.ZH), true // 规范化管理办法
		}
	}
	for _, how := range []string{"实名", "现场", "远程", "在线", "联合"} {
		if of, ok := strings.CutSuffix(rest, how); ok && utf8.RuneCountInString(of) > 1 {
			if w, ok := r.g.Terms.Word(how); ok {
				return h.EN[:at] + w.EN + " " + h.EN[at:], of, true
			}
		}
	}
	return "", "", false
}

// half reports a document type that begins with the second of two works: 开放共享管理办法,
// 收集和使用管理办法.
func half(rest string, h term.Type) bool {
	work := ""
	for w := range beside {
		if strings.HasPrefix(h.ZH, w) && len(w) > len(work) {
			work = w
		}
	}
	if work == "" || work == h.ZH {
		return false
	}
	if last, size := utf8.DecodeLastRuneInString(rest); strings.ContainsRune("与和及、", last) {
		rest = rest[:len(rest)-size]
	}
	for w := range beside {
		if of, ok := strings.CutSuffix(rest, w); ok && of != "" {
			return true
		}
	}
	return false
}

// kindsOfDocument tell the kind of the document behind them.
var kindsOfDocument = []struct{ zh, en string }{{"基础", "Basic "}, {"总体", "Overall "}, {"统一", "Uniform "}, {"参考", "Reference "}, {"通用", "General "}}

// bareYear is all that a document is of: 2025年工作报告.
var bareYear = pattern.MustCompile(`^(\d{4})年度?$`)

// headOf reports that h is the document type of s, and no part of another word.
func (r *Rendering) headOf(s, rest string, h term.Type) bool {
	return utf8.RuneCountInString(rest) > 1 && !countOf.MatchString(s) && !(h.ZH == "法" && noLaw.MatchString(s)) &&
		!(strings.HasSuffix(h.EN, "Reform") && doing.MatchString(rest)) && // 推进配置改革方案
		!r.wholeTerm(s, h.ZH) && !cutSecurity.MatchString(rest+"|"+h.ZH)
}

// withoutWork takes off what English does without between a subject and its document.
func withoutWork(rest string, h term.Type) string {
	rest = strings.TrimSuffix(rest, "的")
	if work, ok := strings.CutSuffix(rest, "工作"); ok && utf8.RuneCountInString(work) > 3 && h.Link != "" && !tradeOfWork.MatchString(rest) {
		return work
	}
	return rest
}

// tradeOfWork is work that is a trade's, not that of a document: 检察工作.
var tradeOfWork = pattern.MustCompile(`(?:检察|审判|执法|网信|公安|统计|政法)工作$`)

// givenBy renders a document whose name is that of a body that gives it, or has it.
func (r *Rendering) givenBy(rest string, h term.Type, of string) (string, bool) {
	if body, ok := strings.CutSuffix(rest, "数据"); ok && strings.HasSuffix(h.EN, " the Security Management") {
		if w, ok := r.g.Terms.Word(body); ok && w.Kind == "org" {
			// 央行数据安全管理办法 is the bank's, not about its data
			return w.EN + " " + strings.TrimSuffix(h.EN, "the Security Management") + "Data Security Management" + of, true
		}
	}
	if en, ok := r.Try(func() (string, bool) { return r.Issuers(rest) }); ok {
		if strings.HasSuffix(h.EN, " the Administration") && h.Link == "of" {
			return h.EN + " of " + WithThe(en) + of, true // 数据产品超市管理办法
		}
		return en + " " + h.EN + of, true
	}
	if m := ofYear.FindStringSubmatch(rest); m != nil {
		if en, ok := r.Try(func() (string, bool) { return r.Issuers(m[1]) }); ok {
			return en + " " + m[2] + " " + h.EN + of, true
		}
	}
	if h.Link == "" {
		return r.Phrase(rest) + " " + h.EN + of, true
	}
	if m := judges.FindStringSubmatch(rest); m != nil && strings.HasPrefix(h.ZH, "办案") {
		return h.EN + " for " + r.Phrase(m[1]) + " on " + r.Subject(m[2]) + of, true
	}
	if m := judges.FindStringSubmatch(rest); m != nil && strings.HasPrefix(h.ZH, "监督检查") {
		return h.EN + " " + h.Link + " " + r.Subject(m[2]) + " by " + r.Phrase(m[1]) + of, true
	}
	if m := judges.FindStringSubmatch(rest); m != nil && ruleName.MatchString(h.ZH) {
		if en, ok := r.Try(func() (string, bool) { return r.acted(r.Segment(m[2])) }); ok {
			return h.EN + " " + h.Link + " " + en + " by " + r.Phrase(m[1]) + of, true // 公安机关网络安全执法检查办法
		}
		if t := r.Segment(m[2]); len(t) == 2 && Chain(t) && t[1].OfDeed() && t[0].Word.Nominal() {
			return h.EN + " " + h.Link + " " + r.Linear(t) + " by " + r.Phrase(m[1]) + of, true // 公安机关执法公开规定
		}
	}
	if !strings.HasSuffix(h.ZH, "案例") {
		return "", false
	}
	if m := inBatches.FindStringSubmatch(rest); m != nil {
		if by, ok := r.Try(func() (string, bool) { return r.Issuers(m[1]) }); ok {
			return "the " + r.Phrase(m[2]) + " of " + h.EN + " of " + WithThe(by), true
		}
	}
	if m := judges.FindStringSubmatch(rest); m != nil && of == "" {
		return h.EN + " of " + r.Phrase(m[1]) + " " + aboutLink(h) + " " + r.Subject(m[2]), true
	}
	return "", false
}

// judges are those whose cases are told: 检察机关个人信息保护典型案例.
var judges = pattern.MustCompile(`^(?:全国)?(检察机关|人民法院|公安机关|网信部门)(?:依法)?(.{4,})$`)

// objectOf renders what a document is about, by the first way that fits.
func (r *Rendering) objectOf(rest string, h term.Type) string {
	if of, ok := involved(rest); ok && strings.HasSuffix(h.ZH, "案例") {
		return "Involving " + r.objectOf(of, h)
	}
	notice := IsNotice(h.ZH)
	t := func() []token.Token { return r.Segment(rest) }
	if carriesOut.MatchString(h.ZH) && (ruleName.MatchString(rest) || strings.HasPrefix(rest, "〈")) {
		return "the " + r.Untagged(rest)
	}
	if explains.MatchString(h.ZH) && EndsInRule(stageEnd.ReplaceAllString(rest, "")) {
		return "the " + r.Document(rest)
	}
	for _, way := range []struct {
		fits bool
		read func() (string, bool)
	}{
		{strings.HasSuffix(rest, "案件"), func() (string, bool) { return r.ofCases(rest) }},
		{notice, func() (string, bool) { return r.Doing(t(), false) }},                      // what someone does is told in a notice
		{!notice, func() (string, bool) { return r.event(t()) }},                            // 经营者落实责任监督管理规定
		{!notice && EndsInRule(h.ZH), func() (string, bool) { return r.Doing(t(), false) }}, // 公安机关办理行政案件程序规定
		{!notice, func() (string, bool) { return r.withinWork(t()) }},
		{true, func() (string, bool) { return r.usedFor(t()) }},
		{true, func() (string, bool) { return r.ofDeedOnly(rest) }},
		{tasked.MatchString(h.ZH), func() (string, bool) { return r.bothToDo(rest) }},
		{true, func() (string, bool) { return r.Promoted(rest) }}, // 促进大数据发展应用条例
		{h.Link != "on" || ruleName.MatchString(h.ZH), func() (string, bool) { return r.acted(t()) }},
		{true, func() (string, bool) { return r.held(t()) }}, // 扫码点餐个人信息保护要求
	} {
		if !way.fits {
			continue
		}
		if en, ok := r.Try(way.read); ok {
			return en
		}
	}
	return r.Phrase(rest)
}

// tasked documents set tasks, of which their names may tell two.
var tasked = pattern.MustCompile(`(?:措施|方案|意见|计划|任务|要点)$`)

// bothToDo renders two tasks: 优化口岸营商环境促进跨境贸易便利化措施.
func (r *Rendering) bothToDo(s string) (string, bool) {
	m := second.FindStringSubmatch(s)
	if m == nil || strings.Contains(s, " ") {
		return r.bothTasks(s)
	}
	return r.twoTasks(m)
}

// ofCases renders cases, of what somebody did or by whom they are handled:
// 经营者滥用市场支配地位案件, 检察院办理案件.
func (r *Rendering) ofCases(s string) (string, bool) {
	if m := handling.FindStringSubmatch(s); m != nil {
		return r.handlingCases(m)
	}
	en, ok := r.event(r.Segment(strings.TrimSuffix(s, "案件")))
	return "Cases of " + en, ok
}

// ofDeedOnly renders a deed that nobody is named for: 侵害消费者权益行为.
func (r *Rendering) ofDeedOnly(s string) (string, bool) {
	deed, ok := strings.CutSuffix(s, "行为")
	if !ok {
		return "", false
	}
	if t := r.Segment(deed); len(t) < 2 || !t[0].Deed() {
		return "", false
	}
	return r.Act(deed), true
}

// usedFor renders a thing with what it is used for: 真实世界数据用于临床评价.
func (r *Rendering) usedFor(t []token.Token) (string, bool) {
	for i := 1; i+1 < len(t); i++ {
		if t[i].Is("用于") && !Modifies(t) {
			return r.nouns(t[:i]) + " Used for " + r.nouns(t[i+1:]), true
		}
	}
	return "", false
}

// joinHead puts a document type before what it is about.
func joinHead(h term.Type, en, of string) string {
	switch {
	case strings.HasSuffix(h.ZH, "标准体系建设指南") && !prepositional.MatchString(en):
		return strings.TrimSuffix(h.EN, "Standards System") + en + " Standards System" + of
	case h.ZH == "法", h.ZH == "条例" && !strings.Contains(en, " "):
		return en + " " + h.EN + of
	case h.Link == "of" && of != "" && strings.Contains(h.EN, "Plan for "):
		head, what, _ := strings.Cut(h.EN, " for ")
		return head + of + " for " + what + " of " + definite(en)
	case h.Link == "of":
		return h.EN + " of " + definite(en) + of
	}
	return h.EN + of + " " + h.Link + " " + article(en)
}
