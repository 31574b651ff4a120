package dates

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// Terms within which those that a text binds must do something, counted from a day
// that the text makes known: its own issue, its own effect, or a day it names.
var (
	dueZH = pattern.MustCompile(`([^。;,，]{0,24}?)(?:之日|日)起,?的?(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|个自然日|日|天|个月)(?:之?|以)?内,?[^。;]{0,60}?(?:完成|报送|报告|提交|办理|备案|申报|登记|填报|报备)`)
	// ownIssue and ownEffect end what stands before 之日起 when it is the text's own day
	// of issue or effect, and not that of a contract, a result or a flaw.
	ownIssue  = pattern.MustCompile(`(?:^|自|从|于|应当?|须|在)(?:本(?:公告|通知|通告|办法|规定|条例|细则|意见|方案|指南|清单|规则|法)|公告|通知|通告|《[^《》]{2,60}》)?(?:发布|公布|印发|下发|颁布)$`)
	ownEffect = pattern.MustCompile(`(?:^|自|从|于|应当?|须|在)(?:本?(?:公告|通知|通告|办法|规定|条例|细则|意见|方案|指南|清单|规则|法)|《[^《》]{2,60}》)?(?:施行|实施|生效)$`)
	dueBinds  = pattern.MustCompile(`应当|应于|应在|应按|应自|必须|须于|须在|须自|不得晚于|应向|须向`)
	noDue     = pattern.MustCompile(`报名|参赛|参会|投标|响应文件|采购|缴纳|推荐|论文|征文|整改|意见`)
	dueEN     = pattern.MustCompile(`\b(?:must|shall|(?:are|is) (?:required|obliged) to|ha(?:s|ve) to)\b[^.;]{0,100}?\b(?:file|report|register|submit|complete|notify|declare)\b[^.;]{0,80}?\bwithin (?:the )?(\d{1,3}|ten|fifteen|twenty|thirty|sixty|ninety|three|six|twelve) ((?:working |business )?days|months) (?:of|after|from|following) (?:the |its |their |these |this |such )?(?:date of |day of )?(?:the |its |their )?(?:(announcement|notice|publication|promulgation|issuance|issue)|(?:measures|provisions|rules|regulations|law|guidelines)?(?:'s|')? ?(taking effect|entry into force|effective date|coming into force|(?:take|takes|took) effect))\b`)
	noDueEN   = pattern.MustCompile(`\b(?:comments?|feedback|bids?|tender|papers?|nominat\w*|rectif\w*|correct\w*)\b`)
)

// relativeDue works out Due from a term, once it is known when the rule applies. A
// draft binds nobody, and what begins with an event of each reader's own has no day.
func (p *reading) relativeDue() {
	if p.Out.Stage == feeds.StageDraft {
		return
	}
	for _, v := range p.Views {
		if v.Words.Has("日起") {
			for _, m := range dueZH.FindAllStringSubmatchIndex(v.S, 4) {
				at := view.Span{From: m[0], To: m[1]}
				sentence := v.Text(v.Passage(m[4]))
				if p.Out.Stage == feeds.StageIssued && ownEffect.MatchString(v.S[m[2]:m[3]]) {
					sentence = strings.ReplaceAll(sentence, "整改", "") // what a rule gives all whom it binds
				}
				if !dueBinds.MatchString(sentence) || noDue.MatchString(sentence) {
					continue
				}
				p.setDue(v, at, after(p.startZH(v, m[2], m[3]), view.WholeNumber(v.S[m[4]:m[5]]), v.S[m[6]:m[7]]))
			}
		}
		if v.English && v.LowWords.Has("within ") {
			p.relativeDueEN(v)
		}
	}
}

func (p *reading) relativeDueEN(v *view.View) {
	m := dueEN.FindStringSubmatchIndex(v.Low)
	if m == nil || noDueEN.MatchString(v.Low[m[0]:m[1]]) {
		return
	}
	start := p.Published
	if m[8] >= 0 {
		start = p.Out.Dates.Effective.Day
	}
	p.setDue(v, view.Span{From: m[0], To: m[1]}, after(start, view.WholeNumber(v.Low[m[2]:m[3]]), v.Low[m[4]:m[5]]))
}

// startZH is the day that a term begins with by the words between from and to, which
// stand before 之日起 or 日起; "" where it is not known.
func (p *reading) startZH(v *view.View, from, to int) feeds.Day {
	pre := v.S[from:to]
	for _, d := range v.Dates {
		if d.From >= from && d.To >= to && d.To <= to+len("日") && d.From < to {
			return d.Spoken(p.Published)
		}
	}
	switch {
	case ownIssue.MatchString(pre):
		return p.issueDay(v, from)
	case ownEffect.MatchString(pre):
		return p.Out.Dates.Effective.Day
	}
	return ""
}

// setDue keeps a day that was not yet past when the text was published.
func (p *reading) setDue(v *view.View, at view.Span, day feeds.Day) {
	if day.Valid() && day >= p.Published {
		set(&p.Out.Dates.Due, p.computed(v, at, day))
	}
}

// fromEffect reports whether the words before a term in a sentence begin it with the
// rule's own effect: 自本办法施行之日起6个月内完成整改.
func fromEffect(pre string) bool {
	i := strings.LastIndex(pre, "之日起")
	return i >= 0 && ownEffect.MatchString(pre[:i])
}
