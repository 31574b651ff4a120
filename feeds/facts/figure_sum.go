package facts

import (
	"strings"
)

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
