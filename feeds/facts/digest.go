package facts

import (
	"slices"
	"sort"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// A digest is a text that tells of several cases. What it says within one of them, it says
// of no other: a fine, a term to rectify, a step. Where its cases are is found once, see
// findCases, and every quote from a case has its number, see feeds.Quote.

// oneCase is one of the cases of a digest: a piece of the view, and which case it is, counted
// from one.
type oneCase struct {
	span
	number int
}

var (
	// caseHead begins a case, on the line that it begins: 案例一, 一、某公司未履行义务案,
	// 1. 某地公安机关侦破李某案。
	caseHead = re(`^[ \["]*(?:(?:典型|指导性|入选)?(?:案例|案情)之? ?(?:[一二三四五六七八九十]{1,3}|\d{1,2})|\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.)] ?[^\n。;:]{4,80}案(?:件|例)?(?:$|[。:;\n(\[])|[一二三四五六七八九十]{1,3}\n|0\d(?:[ \n]|[^\x00-\x7f年月日号、。]))`)
	// unnumbered begins a case that has no number: 某公司违规收集消费者个人信息案。
	unnumbered = re(`^[ \["]*[\p{Han}\d"·]{6,60}案(?:。|\n|$)`)
	// behindCases begins what stands behind the last case and is of none: 下一步,全省网信部门将.
	behindCases = re(`^[^\n。;,]{0,16}(?:下一步|今后|接下来)|^[^\n。;,]{2,16}(?:提醒|呼吁|提示|表示)`)
	// oneOfThem begins a sentence that tells of one of several cases.
	oneOfThem = re(`^[\s"]*(?:其中(?:一[起案件例]|有一|,[^。;]{0,40}(?:某|一[起案]|公司|案))|(?:例|比)?如[,:]|例如|(?:典型)?案例[一二三四五六七八九十\d]|(?:现)?(?:公布|发布|通报)[^。;:]{0,20}案例[^。;:]{0,10}:)|^[^。;]{0,60}?某(?:某)?[\p{Han}]{0,12}(?:公司|企业|医院|学校|酒店|平台|单位|机构|店|卖场|物业|学院|中学|小学|诊所|银行)`)
	// ofSameCase is a sentence that goes on about the one told of before it.
	ofSameCase = re(`该[\p{Han}]{0,6}(?:公司|企业|院|校|店|平台|单位|机构|团伙|行|处)|[对向]其|当事人`)
	// ofAll is a sentence that tells of all of them.
	ofAll = re(`等 ?(?:\d+|[两三四五六七八九十百]+)(?:余|多)?[家个款名]|共(?:计)?[查办侦破抓处立开检]|累计|合计|总计|全[国省市区][^。;,]{0,16}(?:部门|机关|系统|共)|各地|以来|截至`)
	// several is a title that tells of more cases than one.
	several = re(`典型案例|案例|(?:[2-9]|\d{2,})[起件宗]|[两三四五六七八九十多数][起件宗家]|一批|多个|多家`)
	// severalTold are words of a text that do.
	severalTold = re(`(?:[2-9]|\d{2,}|[\d.]+万|[两三四五六七八九十百千万]+)(?:余|多)?[起件宗个大][^。;,]{0,30}案|案[^。;,]{0,16}?(?:[2-9]|\d{2,}|[两三四五六七八九十百千万])(?:余|多)?[起件宗]`)
)

// findCases finds the cases of a digest: those with a head of their own, else the
// sentences that tell of one of several. A rule's text is none.
func (p *page) findCases() {
	v := p.body
	if v.english || p.out.Stage != "" || !v.words.HasAny("案", "某", "一\n", "01\n", "01 ") {
		return
	}
	counted := several.MatchString(p.title.s) || v.words.HasAny("起", "件", "宗", "个", "大") && severalTold.MatchString(v.s)
	least := 2
	if counted {
		least = 1 // of a text that was cut off behind the first
	}
	if heads := caseHeads(v); len(heads) >= least {
		v.cases, v.headed = heads, true
	} else if counted {
		v.cases = examples(v)
	}
}

// caseHeads are the cases of which each begins with a head; those with a number go before
// lines that only look like one.
func caseHeads(v *view) []oneCase {
	var numbered, plain []oneCase
	end := len(v.s)
	for _, s := range v.ends {
		words := feeds.Clip(v.text(s), 300)
		begins := s.from == 0 || v.s[s.from-1] == '\n'
		switch {
		case caseHead.MatchString(words):
			numbered, end = append(numbered, oneCase{span: s}), len(v.s)
		case begins && unnumbered.MatchString(words):
			plain, end = append(plain, oneCase{span: s}), len(v.s)
		case begins && behindCases.MatchString(words):
			end = min(end, s.from)
		}
	}
	if len(numbered) == 0 && len(plain) > 1 {
		numbered = plain
	}
	for i := range numbered {
		c := &numbered[i]
		c.number, c.to = i+1, max(c.to, end)
		if i+1 < len(numbered) {
			c.to = numbered[i+1].from
		}
	}
	return numbered
}

// examples are the sentences that tell of one of several cases.
func examples(v *view) []oneCase {
	var cases []oneCase
	within := false
	for _, s := range v.ends {
		words := v.text(s)
		switch {
		case within && ofSameCase.MatchString(words) && !ofAll.MatchString(words):
			cases[len(cases)-1].to = s.to
		case oneOfThem.MatchString(words) && !ofAll.MatchString(words):
			cases, within = append(cases, oneCase{span: s, number: len(cases) + 1}), true
		default:
			within = false
		}
	}
	return cases
}

// caseAt is the number of the case of a digest that the byte at i belongs to, 0 for none.
func (v *view) caseAt(i int) int {
	k := sort.Search(len(v.cases), func(k int) bool { return v.cases[k].to > i })
	if k < len(v.cases) && v.cases[k].from <= i {
		return v.cases[k].number
	}
	return 0
}

// ofEach are figures that a text of several cases has for each.
var ofEach = map[string]bool{
	"arrested": true, "detained": true, "prosecuted": true, "sentenced": true, "approved_arrests": true, "persons_affected": true,
	"records": true, "illegal_gains_cny": true, "damages_cny": true, "amount_cny": true, "fine_cny": true,
}

// figuresOfCases marks the figures of one of several cases, and makes them minor beside one
// of all: the fine of the first case that a notice of twenty tells is none of the twenty.
func (p *page) figuresOfCases() {
	for i := range p.out.Figures {
		f := &p.out.Figures[i]
		f.One = ofEach[f.Name] && (f.Quote.Case > 0 || p.toldBefore(*f))
		f.Minor = f.Minor || p.ofOneCase(*f)
	}
	for i := range p.out.Figures {
		f := &p.out.Figures[i]
		if f.One && slices.ContainsFunc(p.out.Figures, func(g feeds.Figure) bool { return g.Name == f.Name && !g.One && !g.Minor }) {
			f.Minor = true
		}
	}
}

// toldBefore reports whether a figure in front of the cases is that of one of them, told as
// an example: the notice of nine cases names the first firm and its fine in its opening.
func (p *page) toldBefore(f feeds.Figure) bool {
	return p.body.headed && f.Quote.In == p.body.in && slices.ContainsFunc(p.out.Figures, func(g feeds.Figure) bool { return g.Name == f.Name && g.Value == f.Value && g.Quote.Case > 0 })
}

// ofOneCase reports whether a figure is of a case with a head of its own, and so no headline:
// but for fines, of which each case has its own and readers ask first.
func (p *page) ofOneCase(f feeds.Figure) bool {
	return p.body.headed && f.Quote.Case > 0 && f.Name != "fine_cny"
}

var (
	// publishedZH and publishedBefore stand around a number of published cases.
	publishedZH     = re(publishedCases)
	publishedBefore = re(`(?:典型|指导性|参考)[\p{Han}]{0,8}案例(?:共计?|计|合计)?$`)
	// thisTimeZH says in front of such a number that it is of this page.
	thisTimeZH = re(`(?:本次|此次|这次|本批|该批|这批|此批)[^。;]*$`)
	// inOneOf ends what stands before a case that is told as one of several: 在一起案例中.
	inOneOf = re(`(?:^|[^\p{Han}])在$`)
)

// publishedFirst makes the cases that a digest publishes its headline, and none that were
// tried in all: 去年办理案件6000余件,本次发布某案等8件典型案例. The police publish some beside
// how many they solved, which is their news, unless they say that they publish them now.
func (p *page) publishedFirst() {
	if !strings.Contains(p.title.s+p.zh.s, "案例") {
		return
	}
	tries := slices.ContainsFunc(p.out.Authorities, p.triesCases)
	at := slices.IndexFunc(p.out.Figures, func(f feeds.Figure) bool {
		if f.Name != "cases" || f.Value == 1 {
			return false
		}
		before := p.beforeFigure(f)
		return (publishedZH.MatchString(p.behindFigure(f)) || publishedBefore.MatchString(before)) &&
			(tries || thisTimeZH.MatchString(before)) && !containsAny(before, "累计", "此前", "已发布")
	})
	if at < 0 {
		return
	}
	for i := range p.out.Figures {
		if p.out.Figures[i].Name == "cases" {
			p.out.Figures[i].Minor = i != at
		}
	}
}
