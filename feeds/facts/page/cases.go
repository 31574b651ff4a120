package page

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	// caseHead begins a case, on the line that it begins: 案例一, 一、某公司未履行义务案,
	// 1. 某地公安机关侦破李某案。
	caseHead = pattern.MustCompile(`^[ \["]*(?:(?:典型|指导性|入选)?(?:案例|案情)之? ?(?:[一二三四五六七八九十]{1,3}|\d{1,2})|\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.)] ?[^\n。;:]{4,80}案(?:件|例)?(?:$|[。:;\n(\[])|[一二三四五六七八九十]{1,3}\n|0\d(?:[ \n]|[^\x00-\x7f年月日号、。]))`)
	// unnumbered begins a case that has no number: 某公司违规收集消费者个人信息案。
	unnumbered = pattern.MustCompile(`^[ \["]*[\p{Han}\d"·]{6,60}案(?:。|\n|$)`)
	// behindCases begins what stands behind the last case and is of none: 下一步,全省网信部门将.
	behindCases = pattern.MustCompile(`^[^\n。;,]{0,16}(?:下一步|今后|接下来)|^[^\n。;,]{2,16}(?:提醒|呼吁|提示|表示)`)
	// oneOfThem begins a sentence that tells of one of several cases.
	oneOfThem = pattern.MustCompile(`^[\s"]*(?:其中(?:一[起案件例]|有一|,[^。;]{0,40}(?:某|一[起案]|公司|案))|(?:例|比)?如[,:]|例如|(?:典型)?案例[一二三四五六七八九十\d]|(?:现)?(?:公布|发布|通报)[^。;:]{0,20}案例[^。;:]{0,10}:)|^[^。;]{0,60}?某(?:某)?[\p{Han}]{0,12}(?:公司|企业|医院|学校|酒店|平台|单位|机构|店|卖场|物业|学院|中学|小学|诊所|银行)`)
	// ofSameCase is a sentence that goes on about the one told of before it.
	ofSameCase = pattern.MustCompile(`该[\p{Han}]{0,6}(?:公司|企业|院|校|店|平台|单位|机构|团伙|行|处)|[对向]其|当事人`)
	// ofAll is a sentence that tells of all of them.
	ofAll = pattern.MustCompile(`等 ?(?:\d+|[两三四五六七八九十百]+)(?:余|多)?[家个款名]|共(?:计)?[查办侦破抓处立开检]|累计|合计|总计|全[国省市区][^。;,]{0,16}(?:部门|机关|系统|共)|各地|以来|截至`)
	// several is a title that tells of more cases than one.
	several = pattern.MustCompile(`典型案例|案例|(?:[2-9]|\d{2,})[起件宗]|[两三四五六七八九十多数][起件宗家]|一批|多个|多家`)
	// severalTold are words of a text that do.
	severalTold = pattern.MustCompile(`(?:[2-9]|\d{2,}|[\d.]+万|[两三四五六七八九十百千万]+)(?:余|多)?[起件宗个大][^。;,]{0,30}案|案[^。;,]{0,16}?(?:[2-9]|\d{2,}|[两三四五六七八九十百千万])(?:余|多)?[起件宗]`)
)

// FindCases finds the cases of a digest: those with a head of their own, else the
// sentences that tell of one of several. A rule's text is none.
func (p *Page) FindCases() {
	v := p.Body
	if v.English || p.Out.Stage != "" || !v.Words.HasAny("案", "某", "一\n", "01\n", "01 ") {
		return
	}
	counted := several.MatchString(p.Title.S) || v.Words.HasAny("起", "件", "宗", "个", "大") && severalTold.MatchString(v.S)
	least := 2
	if counted {
		least = 1 // of a text that was cut off behind the first
	}
	if heads := caseHeads(v); len(heads) >= least {
		v.Cases, v.Headed = heads, true
	} else if counted {
		v.Cases = examples(v)
	}
}

// caseHeads are the cases of which each begins with a head; those with a number go before
// lines that only look like one.
func caseHeads(v *view.View) []view.Case {
	var numbered, plain []view.Case
	end := len(v.S)
	for _, s := range v.Ends {
		words := feeds.Clip(v.Text(s), 300)
		begins := s.From == 0 || v.S[s.From-1] == '\n'
		switch {
		case caseHead.MatchString(words):
			numbered, end = append(numbered, view.Case{Span: s}), len(v.S)
		case begins && unnumbered.MatchString(words):
			plain, end = append(plain, view.Case{Span: s}), len(v.S)
		case begins && behindCases.MatchString(words):
			end = min(end, s.From)
		}
	}
	if len(numbered) == 0 && len(plain) > 1 {
		numbered = plain
	}
	for i := range numbered {
		c := &numbered[i]
		c.Number, c.To = i+1, max(c.To, end)
		if i+1 < len(numbered) {
			c.To = numbered[i+1].From
		}
	}
	return numbered
}

// examples are the sentences that tell of one of several cases.
func examples(v *view.View) []view.Case {
	var cases []view.Case
	within := false
	for _, s := range v.Ends {
		words := v.Text(s)
		switch {
		case within && ofSameCase.MatchString(words) && !ofAll.MatchString(words):
			cases[len(cases)-1].To = s.To
		case oneOfThem.MatchString(words) && !ofAll.MatchString(words):
			cases, within = append(cases, view.Case{Span: s, Number: len(cases) + 1}), true
		default:
			within = false
		}
	}
	return cases
}
