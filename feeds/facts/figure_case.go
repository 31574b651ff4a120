package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// caseHeads begin the cases of a text that tells of several, each on a line of its own.
var caseHeads = re(`(?:^|\n) ?(?:(?:典型)?案例 ?(?:[一二三四五六七八九十]{1,3}|\d{1,2})|[一二三四五六七八九十]{1,3}(?:\n|、[^\n。]{4,60}案(?:\n|。|$))|0\d[ \n])`)

// ofCases are figures that a text of several cases has for each.
var ofCases = map[string]bool{
	"arrested": true, "detained": true, "prosecuted": true, "approved_arrests": true, "persons_affected": true,
	"records": true, "illegal_gains_cny": true, "damages_cny": true, "amount_cny": true,
}

// ofOneCase makes minor what belongs to one of several cases: the text tells it of no more.
func (p *page) ofOneCase() {
	if !slices.ContainsFunc(p.out.Figures, func(f feeds.Figure) bool { return ofCases[f.Name] && !f.Minor }) {
		return
	}
	heads := caseHeads.FindAllStringIndex(p.body.s, 2)
	if len(heads) < 2 {
		return
	}
	first := p.body.quote(span{heads[0][0], heads[0][1]}).Offset
	for i := range p.out.Figures {
		if f := &p.out.Figures[i]; ofCases[f.Name] && f.Quote.In == p.body.in && f.Quote.Offset > first {
			f.Minor = true
		}
	}
}

// ofEach are the figures that belong to one case where the text tells of several.
func ofEach(name string) bool { return ofCases[name] || name == "fine_cny" }

var (
	// oneOfThem begins a sentence that tells of one of several cases.
	oneOfThem = re(`^[\s"]*(?:其中(?:一[起案件例]|有一|,[^。;]{0,40}(?:某|一[起案]|公司|案))|(?:例|比)?如[,:]|例如|(?:典型)?案例[一二三四五六七八九十\d]|(?:现)?(?:公布|发布|通报)[^。;:]{0,20}案例[^。;:]{0,10}:)|^[^。;]{0,60}?某(?:某)?[\p{Han}]{0,12}(?:公司|企业|医院|学校|酒店|平台|单位|机构|店|卖场|物业|学院|中学|小学|诊所|银行)`)
	// ofSameCase is a sentence that goes on about the one told of before it.
	ofSameCase = re(`该[\p{Han}]{0,6}(?:公司|企业|院|校|店|平台|单位|机构|团伙|行|处)|[对向]其|当事人`)
	// ofAll is a sentence that tells of all of them.
	ofAll = re(`共(?:计)?[查办侦破抓处立开检]|累计|合计|总计|全[国省市区][^。;,]{0,16}(?:部门|机关|系统|共)|各地|以来|截至`)
	// several is a title that tells of more cases than one.
	several = re(`典型案例|案例|(?:[2-9]|\d{2,})[起件宗]|[两三四五六七八九十多数][起件宗家]|一批|多个|多家`)
)

// examples marks the figures of one of several cases, and makes them minor beside one of
// all: the fine of the first case that a notice of twenty tells is none of the twenty.
func (p *page) examples() {
	v := p.body
	if v.english || !slices.ContainsFunc(p.out.Figures, func(f feeds.Figure) bool { return ofEach(f.Name) && f.Quote.In == v.in }) {
		return
	}
	counted := slices.ContainsFunc(p.out.Figures, func(f feeds.Figure) bool { return f.Name == "cases" && f.Value > 1 })
	heads := caseHeads.FindAllStringIndex(v.s, 2)
	if !counted && len(heads) < 2 && !several.MatchString(p.title.s) {
		return
	}
	first := len(v.raw)
	if len(heads) > 1 || len(heads) > 0 && counted {
		first = p.body.quote(span{heads[0][0], heads[0][1]}).Offset
	}
	within := false
	var spans []span // of examples, in the text as published
	for _, s := range v.ends {
		words := v.text(s)
		within = !ofAll.MatchString(words) && (oneOfThem.MatchString(words) || within && ofSameCase.MatchString(words))
		if within {
			spans = append(spans, span{int(v.at[s.from]), int(v.at[s.to])})
		}
	}
	for i := range p.out.Figures {
		f := &p.out.Figures[i]
		at := f.Quote.Offset
		f.One = ofEach(f.Name) && f.Quote.In == v.in && (at > first || slices.ContainsFunc(spans, func(s span) bool { return s.from <= at && at < s.to }))
	}
	for i := range p.out.Figures {
		f := &p.out.Figures[i]
		if f.One && slices.ContainsFunc(p.out.Figures, func(g feeds.Figure) bool { return g.Name == f.Name && !g.One && !g.Minor }) {
			f.Minor = true
		}
	}
}

// bothZH ends what stands before a sum of fines and confiscated gains together.
var bothZH = re(`罚没(?:款|金额)?(?:合计|共计|总计|总额|超|逾|近|约|人民币)*$`)

// apartFromGains makes the fine the headline where a sentence gives it behind what was
// confiscated, and not the sum of both: 没收违法所得14.8万元,并处罚款683万元,罚没合计近700万元.
func (p *page) apartFromGains() {
	v := p.body
	gains, fine := -1, -1
	var both []int
	for i, f := range p.out.Figures {
		before := ""
		if f.Quote.In == v.in {
			before = unifyText(clipLeft(v.raw[:max(0, min(f.Quote.Offset, len(v.raw)))], 60))
		} else {
			before = unifyText(p.title.raw[:max(0, min(f.Quote.Offset, len(p.title.raw)))])
		}
		switch {
		case f.One:
		case f.Name == "illegal_gains_cny" && f.Quote.In == v.in:
			gains = i
		case f.Name != "fine_cny":
		case bothZH.MatchString(before):
			both = append(both, i)
		case fine < 0 && gains >= 0 && f.Quote.In == v.in && !strings.Contains(v.raw[p.out.Figures[gains].Quote.Offset:f.Quote.Offset], "。"):
			fine = i
		}
	}
	if fine < 0 || len(both) == 0 {
		return
	}
	p.out.Figures[fine].Minor = false
	for _, i := range both {
		p.out.Figures[i].Minor = true
	}
}
