package facts

import (
	"strings"

	"github.com/regwire/regwire/feeds"
)

// framing is all that a title may say beside a rule's name when it only tells
// that the rule was issued, drafted or takes effect.
var framing = re(`中华人民共和国|关于|联合|正式|对外|印发|发布|公布|颁布|出台|制定|(?:今日|今|即日)?起|施行|实施|生效|新修订的?|新版|获|表决|审议|通过|批准|公开|向社会|再次|征求意见稿|征求|意见|修订草案|草案|的|通知|公告|全文|就|等|[\d一二三四五六七八九十]+(?:个)?部门|令|第?\d+号|试行|暂行|\d+[年月日]|自|将|于|[《》〈〉"()\[\] ]`)

// subject finds the law of the table that the title is about: the first clause
// says nothing else than that it was issued or put out for comment. A short name
// does: “数据二十条”对外发布.
func (p *page) subject() {
	if p.out.Stage == "" {
		return
	}
	for i, v := range p.views[:2] {
		for _, m := range p.cited[i] {
			if !m.zh || !p.onlyNames(v, m, p.bodies[i]) {
				continue
			}
			l := p.r.laws[m.index]
			p.out.Subject = l.ID
			if who := p.out.Authorities; p.media && p.out.Stage == feeds.StageIssued && l.Status != "draft" && len(l.Issuers) > 0 && len(who) == 1 && who[0] == p.Source {
				p.out.Authorities = l.Issuers // a report that names nobody
			}
			return
		}
	}
	p.toldSubject()
}

// toldSubject is the rule of whose issue a report tells that calls it by its name in the
// text alone: the only one there, which applies from the very day that the report gives.
func (p *page) toldSubject() {
	if p.out.Stage != feeds.StageIssued || !p.media && !p.title.english || len(p.out.LegalBasis) != 1 || quoted.MatchString(p.title.s) {
		return
	}
	for _, m := range p.cited[len(p.cited)-1] {
		if l := p.r.laws[m.index]; l.ID == p.out.LegalBasis[0] && l.Effective != "" && l.Effective == p.out.Dates.Effective.Day {
			p.out.Subject = l.ID
			return
		}
	}
}

// clauseEnd is where the clause of a title around i ends: at a mark, or at a
// blank of the title as it was published, which alone may part two clauses.
func (v *view) clauseEnd(i int) int {
	rest := v.raw[v.at[i]:]
	n := strings.IndexAny(rest, " \u3000，：；！？。,:;!?")
	if n < 0 {
		return len(v.s)
	}
	to := v.at[i] + int32(n)
	for i < len(v.s) && v.at[i] < to {
		i++
	}
	return i
}

// onlyNames reports whether the clause around m is the name of the law, the
// bodies behind it and words that frame it.
func (p *page) onlyNames(v *view, m mention, bodies []mention) bool {
	before, after := v.s[:m.from], v.s[m.to:]
	if i := strings.LastIndexAny(before, "。!?;,:"); i >= 0 {
		return false // a headline's second thought
	}
	after = after[:v.clauseEnd(m.to)-m.to]
	for _, b := range bodies {
		switch name := v.s[b.from:b.to]; {
		case b.to <= m.from:
			before = strings.Replace(before, name, "", 1)
		case b.from >= m.to:
			after = strings.Replace(after, name, "", 1)
		}
	}
	return framing.ReplaceAllString(before, "")+framing.ReplaceAllString(after, "") == ""
}
