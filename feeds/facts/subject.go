package facts

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// framing is all that a title may say beside a rule's name when it only tells
// that the rule was issued, drafted or takes effect.
var framing = pattern.MustCompile(`中华人民共和国|关于|联合|正式|对外|印发|发布|公布|颁布|出台|制定|(?:今日|今|即日)?起|施行|实施|生效|新修订的?|新版|获|表决|审议|通过|批准|公开|向社会|再次|征求意见稿|征求|意见|修订草案|草案|的|通知|公告|全文|就|等|[\d一二三四五六七八九十]+(?:个)?部门|令|第?\d+号|试行|暂行|\d+[年月日]|自|将|于|[《》〈〉"()\[\] ]`)

// subject finds the law of the table that the title is about: the first clause
// says nothing else than that it was issued or put out for comment. A short name
// does: “数据二十条”对外发布.
func (p *reading) subject() {
	if p.Out.Stage == "" {
		return
	}
	for i, v := range p.Views[:2] {
		for _, m := range p.Cited[i] {
			if !m.ZH || !p.onlyNames(v, m, p.Bodies[i]) {
				continue
			}
			l := p.Names.Laws[m.Index]
			p.Out.Subject = l.ID
			if who := p.Out.Authorities; p.Media && p.Out.Stage == feeds.StageIssued && l.Status != "draft" && len(l.Issuers) > 0 && len(who) == 1 && who[0] == p.Source {
				p.Out.Authorities = l.Issuers // a report that names nobody
			}
			return
		}
	}
	p.toldSubject()
}

// toldSubject is the rule of whose issue a report tells that calls it by its name in the
// text alone: the only one there, which applies from the very day that the report gives.
func (p *reading) toldSubject() {
	if p.Out.Stage != feeds.StageIssued || !p.Media && !p.Title.English || len(p.Out.LegalBasis) != 1 || page.Quoted.MatchString(p.Title.S) {
		return
	}
	for _, m := range p.Cited[len(p.Cited)-1] {
		if l := p.Names.Laws[m.Index]; l.ID == p.Out.LegalBasis[0] && l.Effective != "" && l.Effective == p.Out.Dates.Effective.Day {
			p.Out.Subject = l.ID
			return
		}
	}
}

// clauseEnd is where the clause of a title around i ends: at a mark, or at a
// blank of the title as it was published, which alone may part two clauses.
func clauseEnd(v *view.View, i int) int {
	rest := v.Raw[v.At[i]:]
	n := strings.IndexAny(rest, " \u3000，：；！？。,:;!?")
	if n < 0 {
		return len(v.S)
	}
	to := v.At[i] + int32(n)
	for i < len(v.S) && v.At[i] < to {
		i++
	}
	return i
}

// onlyNames reports whether the clause around m is the name of the law, the
// bodies behind it and words that frame it.
func (p *reading) onlyNames(v *view.View, m names.Mention, bodies []names.Mention) bool {
	before, after := v.S[:m.From], v.S[m.To:]
	if i := strings.LastIndexAny(before, "。!?;,:"); i >= 0 {
		return false // a headline's second thought
	}
	after = after[:clauseEnd(v, m.To)-m.To]
	for _, b := range bodies {
		switch name := v.S[b.From:b.To]; {
		case b.To <= m.From:
			before = strings.Replace(before, name, "", 1)
		case b.From >= m.To:
			after = strings.Replace(after, name, "", 1)
		}
	}
	return framing.ReplaceAllString(before, "")+framing.ReplaceAllString(after, "") == ""
}
