package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

var (
	docNumber    = re(`([\p{Han}]{2,10})\[(\d{4})\](?:[\p{Han}]{2,6}|第)?(\d{1,5})号`)
	orderNumber  = re(`([\p{Han}]{2,40}?)?(令|公告)(?:\(?(\d{4})年)?\(?第(\d{1,4}|[一二三四五六七八九十百]+)号\)?`)
	numberFirst  = re(`\d{4}年第\d{1,4}号(?:令|公告)`)
	standardNo   = re(`\b(?:GB(?:/[TZ])?|YD/T|JR/T|GA/T|T/[A-Z]{2,8}|DB\d{2}/T) ?\d{2,6}(?:\.\d+)?(?:-\d{4})?`)
	practiceNo   = re(`TC260-(?:PG-)?\d{3,5}[A-Z]?(?:-\d{4})?`)
	planNumber   = re(`\b\d{8}-[TQZ]-\d{3}\b`)
	caseNumber   = re(`\((\d{4})\)[\p{Han}]{1,2}\d{0,4}[\p{Han}]{1,4}\d+号(?:之[一二三四五六七八九十])?`)
	orderEnglish = re(`\b(?:Order|Decree|Announcement) No\. ?\d+(?: of \d{4})?`)
)

// documentNumbers lists the numbers that name documents, cases and plans, as
// they are printed.
func (p *page) documentNumbers() {
	for _, v := range p.views {
		if v.words.Has("号") {
			p.out.DocNumbers = p.collect(v, docNumber, p.out.DocNumbers)
			p.out.DocNumbers = p.collect(v, orderNumber, p.out.DocNumbers)
			p.out.DocNumbers = p.collect(v, numberFirst, p.out.DocNumbers)
			p.out.CaseNumbers = p.collect(v, caseNumber, p.out.CaseNumbers)
		}
		if v.words.HasAny("-T-", "-Q-", "-Z-") {
			p.out.PlanNumbers = p.collect(v, planNumber, p.out.PlanNumbers)
		}
		if strings.Contains(v.s, "/T") || strings.Contains(v.s, "GB") {
			p.out.DocNumbers = p.collect(v, standardNo, p.out.DocNumbers)
		}
		if v.words.Has("TC260-") {
			p.out.DocNumbers = p.collect(v, practiceNo, p.out.DocNumbers)
		}
		if v.words.Has("No.") {
			p.out.DocNumbers = p.collect(v, orderEnglish, p.out.DocNumbers)
		}
	}
}

// ofNamed ends what stands before the number of a document that is named right in front of it.
var ofNamed = re(`《([^《》]{2,80})》 ?\($`)

// ofAnother reports whether the number at i is that of a document which the page only cites:
// 按照《关于进一步提升服务能力的通知》(工信部信管函[2023]26号).
func (p *page) ofAnother(v *view, i int) bool {
	if v != p.body || p.media { // a report names by its number what it tells of
		return false
	}
	m := ofNamed.FindStringSubmatch(v.before(i, 260))
	return m != nil && !strings.Contains(p.title.s+p.zh.s, m[1]) && (p.title.s+p.zh.s == "" || !strings.Contains(m[1], p.title.s))
}

// collect appends the published words of every match that is new. Words that
// lead up to a number are cut off, and numbers of what is only cited left out.
func (p *page) collect(v *view, form *pattern.Pattern, into []string) []string {
	if !v.words.Possible(form) {
		return into
	}
	for _, m := range form.FindAllStringIndex(v.s, 50) {
		if p.ofAnother(v, m[0]) {
			continue
		}
		from := m[0]
		for _, lead := range []string{"根据", "依据", "按照", "以及", "签署", "印发", "发布", "公布", "文号", "编号", "日", "的"} {
			if i := strings.LastIndex(v.s[from:m[1]], lead); i >= 0 && from+i+len(lead) < m[1] {
				from += i + len(lead)
			}
		}
		words := v.quote(span{from, m[1]}).Text
		if !strings.ContainsAny(words, "(（") {
			words = strings.TrimRight(words, ")）") // of a bracket that opens in front of it
		}
		if !slices.Contains(into, words) {
			into = append(into, words)
		}
	}
	return into
}
