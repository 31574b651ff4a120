package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	docNumber    = pattern.MustCompile(`([\p{Han}]{2,10})\[(\d{4})\](?:[\p{Han}]{2,6}|第)?(\d{1,5})号`)
	orderNumber  = pattern.MustCompile(`([\p{Han}]{2,40}?)?(令|公告)(?:\(?(\d{4})年)?\(?第(\d{1,4}|[一二三四五六七八九十百]+)号\)?`)
	numberFirst  = pattern.MustCompile(`\d{4}年第\d{1,4}号(?:令|公告)`)
	standardNo   = pattern.MustCompile(`\b(?:GB(?:/[TZ])?|YD/T|JR/T|GA/T|T/[A-Z]{2,8}|DB\d{2}/T) ?\d{2,6}(?:\.\d+)?(?:-\d{4})?`)
	planNumber   = pattern.MustCompile(`\b\d{8}-[TQZ]-\d{3}\b`)
	caseNumber   = pattern.MustCompile(`\((\d{4})\)[\p{Han}]{1,2}\d{0,4}[\p{Han}]{1,4}\d+号(?:之[一二三四五六七八九十])?`)
	orderEnglish = pattern.MustCompile(`\b(?:Order|Decree|Announcement) No\. ?\d+(?: of \d{4})?`)
)

// documentNumbers lists the numbers that name documents, cases and plans, as
// they are printed.
func (p *reading) documentNumbers() {
	for _, v := range p.Views {
		if v.Words.Has("号") {
			p.Out.DocNumbers = p.collect(v, docNumber, p.Out.DocNumbers)
			p.Out.DocNumbers = p.collect(v, orderNumber, p.Out.DocNumbers)
			p.Out.DocNumbers = p.collect(v, numberFirst, p.Out.DocNumbers)
			p.Out.CaseNumbers = p.collect(v, caseNumber, p.Out.CaseNumbers)
		}
		if v.Words.HasAny("-T-", "-Q-", "-Z-") {
			p.Out.PlanNumbers = p.collect(v, planNumber, p.Out.PlanNumbers)
		}
		if strings.Contains(v.S, "/T") || strings.Contains(v.S, "GB") {
			p.Out.DocNumbers = p.collect(v, standardNo, p.Out.DocNumbers)
		}
		if v.Words.Has("TC260-") {
			p.Out.DocNumbers = p.collect(v, page.PracticeNo, p.Out.DocNumbers)
		}
		if v.Words.Has("No.") {
			p.Out.DocNumbers = p.collect(v, orderEnglish, p.Out.DocNumbers)
		}
	}
}

// ofNamed ends what stands before the number of a document that is named right in front of it.
var ofNamed = pattern.MustCompile(`《([^《》]{2,80})》 ?\($`)

// ofAnother reports whether the number at i is that of a document which the page only cites:
// 按照《关于进一步提升服务能力的通知》(工信部信管函[2023]26号).
func (p *reading) ofAnother(v *view.View, i int) bool {
	if v != p.Body || p.Media { // a report names by its number what it tells of
		return false
	}
	m := ofNamed.FindStringSubmatch(v.Before(i, 260))
	return m != nil && !strings.Contains(p.Title.S+p.Chinese.S, m[1]) && (p.Title.S+p.Chinese.S == "" || !strings.Contains(m[1], p.Title.S))
}

// collect appends the published words of every match that is new. Words that
// lead up to a number are cut off, and numbers of what is only cited left out.
func (p *reading) collect(v *view.View, form *pattern.Pattern, into []string) []string {
	if !v.Words.Possible(form) {
		return into
	}
	for _, m := range form.FindAllStringIndex(v.S, 50) {
		if p.ofAnother(v, m[0]) {
			continue
		}
		from := m[0]
		for _, lead := range []string{"根据", "依据", "按照", "以及", "签署", "印发", "发布", "公布", "文号", "编号", "日", "的"} {
			if i := strings.LastIndex(v.S[from:m[1]], lead); i >= 0 && from+i+len(lead) < m[1] {
				from += i + len(lead)
			}
		}
		words := v.Quote(view.Span{From: from, To: m[1]}).Text
		if !strings.ContainsAny(words, "(（") {
			words = strings.TrimRight(words, ")）") // of a bracket that opens in front of it
		}
		if !slices.Contains(into, words) {
			into = append(into, words)
		}
	}
	return into
}
