package page

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// SignedOn is the day of the signature block: a line of its own that is only a day, near
// the end, after a line of names or of text.
func (p *Page) SignedOn() (view.Date, bool) {
	v := p.Body
	for _, d := range slices.Backward(v.Dates[max(0, len(v.Dates)-MaxDates):]) {
		head, ok := v.LineHead(d.From)
		if !ok || d.Year == 0 || strings.TrimSpace(v.LineTail(d.To, 80)) != "" {
			continue
		}
		if strings.TrimSpace(head) != "" && !p.endsWithBody(d.From) {
			continue
		}
		return d, true
	}
	return view.Date{}, false
}

// issuedOn ends what stands before the day of issue in the head of a page.
var issuedOn = pattern.MustCompile(`(?:发布|公布|发文|成文|印发)(?:日期|时间)[:\]】\s]*$`)

// dated takes the day of issue from the page where the list gave none: terms run from it,
// and days without a year are of its year.
func (p *Page) dated() {
	if p.Published.Valid() {
		return
	}
	v := p.Body
	d, ok := p.SignedOn()
	for _, own := range v.Dates[:min(len(v.Dates), MaxDates)] {
		if own.Year > 0 && issuedOn.MatchString(v.Before(own.From, 40)) {
			d, ok = own, true
			break
		}
	}
	if !ok {
		return
	}
	p.Published = view.Valid(view.DayOf(d.Year, d.Month, d.Day))
	for _, v := range p.Views {
		v.Dates = view.ScanDates(v, p.Published)
	}
}

// endsWithBody reports whether a body's name stands right before i.
func (p *Page) endsWithBody(i int) bool {
	return slices.ContainsFunc(p.Bodies[2], func(m names.Mention) bool {
		return m.To <= i && i-m.To < 40 && strings.TrimSpace(p.Body.S[m.To:i]) == ""
	})
}
