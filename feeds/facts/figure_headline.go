package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// aboutItself is what stands before a number, without words that say of no earlier one here:
// who tells in a title what was done last year, tells of nothing newer.
func (p *page) aboutItself(v *view, n number, pre, name string) string {
	if v == p.title || v == p.zh {
		return strings.ReplaceAll(pre, "去年", "")
	}
	if v.ofThisYear(n, name) {
		return strings.ReplaceAll(pre, "累计", "")
	}
	return pre
}

// ofThisYear reports a number of what was done this year in all, which is the news of the
// police; of apps it is a running total beside those that a notice names.
func (v *view) ofThisYear(n number, name string) bool {
	return !strings.HasPrefix(name, "apps") && strings.Contains(v.s[v.passage(n.from).from:n.from], "今年以来")
}

// awardedZH stands before what a court grants, of all that was asked for.
var awardedZH = re(`(?:判决|判令|判赔|判处|酌定|改判|支持)[^。;]{0,40}$`)

// rulingZH is how a judgment begins to list what it orders.
const rulingZH = "判决如下"

// ruled reports whether the byte at i stands in that list: what was asked for stands before.
func (v *view) ruled(i int) bool {
	return v.words.Has(rulingZH) && strings.Contains(clipLeft(v.s[:i], maxPassage), rulingZH)
}

// alsoAwardedZH stands before a further sum of those that a court grants: 酌定赔偿2000元及维权费用1500元.
var alsoAwardedZH = re(`(?:判决|判令|判赔|判处|酌定|改判|支持)[^。;]{0,30}\d[\d.,]*万?元[^。;]{0,24}$`)

// earlier reports a count that is not of this notice: a running total, or what
// an earlier notice named when the text goes on to say how many remain.
func (p *page) earlier(v *view, n number, name string) bool {
	pre := clauseBefore(v.s, n.from)
	if containsAny(pre, "本次", "此次", "本批", "本期") {
		return false
	}
	told := v.s[v.passage(n.from).from:n.from]
	if strings.Contains(told, "此前") || strings.Contains(told, "累计") && !v.ofThisYear(n, name) && !containsAny(pre, totalWords...) {
		return true
	}
	if v.remaining < n.to {
		return v.remaining >= 0 && foundBeforeZH.MatchString(told) && !containsAny(clauseAfter(v.s, n.to), "现予", "现对", "现将")
	}
	post := clauseAfter(v.s, n.to)
	tested := containsAny(told, "检测", "抽测", "抽查", "拨测") || triedZH.MatchString(post) || namedZH.MatchString(post) || containsAny(pre, "通报了", "曾", "月", "前", "抽查", "检测", "发现", "抽测", "拨测")
	return tested && !containsAny(pre, "尚有", "仍有", "另有")
}

// foundBeforeZH ends what stands before the number that an earlier notice named, or a test
// some months ago found, where the text tells of the rest first.
var foundBeforeZH = re(`\d{1,2}月[^。;]{0,40}(?:通报了?|共?发现|检测出)$`)

// triedZH follows how many were tested: 对860款APP进行检测.
var triedZH = re(`^[^。;,]{0,24}(?:进行|开展|实施)(?:了)?(?:技术)?(?:检测|抽测|抽查|拨测|测试)`)

// namedZH follows how many an earlier notice named, where the text goes on to say how many
// remain: 对26款APP进行通报,要求限期整改,尚有12款APP未完成整改.
var namedZH = re(`^[^。;,]{0,24}(?:进行|予以|作出)了?(?:公开)?通报`)

// demote marks earlier figures of that name in the same view as parts of the
// total that follows.
func (p *page) demote(name, in string) {
	for i := range p.out.Figures {
		if f := &p.out.Figures[i]; f.Name == name && f.Quote.In == in {
			f.Minor = true
		}
	}
}

// exact makes minor what a title rounds where the text gives the same figure in full:
// 获利8万元 of 违法所得8.3万元.
func (p *page) exact() {
	for i := range p.out.Figures {
		f := &p.out.Figures[i]
		if f.Minor || f.Quote.In != p.title.in && f.Quote.In != p.zh.in {
			continue
		}
		f.Minor = slices.ContainsFunc(p.out.Figures[i+1:], func(g feeds.Figure) bool {
			return g.Name == f.Name && !g.Minor && g.Quote.In == p.body.in && rounds(f.Value, g.Value)
		})
	}
}

// rounds reports whether a is b rounded to the digits that a has before its zeros, of
// which there must be some.
func rounds(a, b int64) bool {
	unit := int64(1)
	for a > 0 && a%(unit*10) == 0 {
		unit *= 10
	}
	return unit >= 1000 && a != b && (b/unit*unit == a || (b+unit/2)/unit*unit == a)
}

// headlines leaves one headline figure of each name: the first that is not
// minor, or the first of all; repetitions are dropped. One case beside several is told
// as an example. A running total of
// removals is no headline beside apps that this notice names, nor the reverse.
func (p *page) headlines() {
	p.exact()
	var out []feeds.Figure
	headline := map[string]bool{}
	seen := map[feeds.Figure]bool{}
	several := slices.ContainsFunc(p.out.Figures, func(f feeds.Figure) bool { return f.Name == "cases" && f.Value > 1 })
	for _, f := range p.out.Figures {
		if f.Name == "cases" && f.Value == 1 && several {
			f.Minor = true // one of them
		}
		key := feeds.Figure{Name: f.Name, Value: f.Value}
		if seen[key] {
			continue
		}
		seen[key] = true
		if !f.Minor {
			f.Minor = headline[f.Name]
			headline[f.Name] = true
		}
		out = append(out, f)
	}
	for i := range out {
		name := out[i].Name
		if headline[name] || p.ofOneCase(out[i]) || name == "apps_removed" && headline["apps"] || name == "apps" && headline["apps_removed"] {
			continue
		}
		out[i].Minor = false
		headline[name] = true
	}
	p.out.Figures = out
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
		switch {
		case f.One:
		case f.Name == "illegal_gains_cny" && f.Quote.In == v.in:
			gains = i
		case f.Name != "fine_cny":
		case bothZH.MatchString(p.beforeFigure(f)):
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
