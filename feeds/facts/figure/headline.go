package figure

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// aboutItself is what stands before a number, without words that say of no earlier one here:
// who tells in a title what was done last year, tells of nothing newer.
func (p *reading) aboutItself(v *view.View, n view.Number, pre, name string) string {
	if v == p.Title || v == p.Chinese {
		return strings.ReplaceAll(pre, "去年", "")
	}
	if ofThisYear(v, n, name) {
		return strings.ReplaceAll(pre, "累计", "")
	}
	return pre
}

// ofThisYear reports a number of what was done this year in all, which is the news of the
// police; of apps it is a running total beside those that a notice names.
func ofThisYear(v *view.View, n view.Number, name string) bool {
	return !strings.HasPrefix(name, "apps") && strings.Contains(v.S[v.Passage(n.From).From:n.From], "今年以来")
}

// awardedZH stands before what a court grants, of all that was asked for.
var awardedZH = pattern.MustCompile(`(?:判决|判令|判赔|判处|酌定|改判|支持)[^。;]{0,40}$`)

// rulingZH is how a judgment begins to list what it orders.
const rulingZH = "判决如下"

// ruled reports whether the byte at i stands in that list: what was asked for stands before.
func ruled(v *view.View, i int) bool {
	return v.Words.Has(rulingZH) && strings.Contains(view.ClipLeft(v.S[:i], view.MaxPassage), rulingZH)
}

// orderedZH begins, in a sentence, what a court orders; asked is where only one side asks for it.
var (
	orderedZH = pattern.MustCompile(`(请求|诉请|要求|主张)?(?:人民)?(?:法院)?判(?:决|令)`)
	sumZH     = pattern.MustCompile(`\d[\d.,]*[万亿]?元`)
)

// firstOrdered reports whether the sum at i is the first in its sentence of what a court
// orders, whatever it orders before: 判决被告删除原告人脸信息,书面赔礼道歉,赔偿原告损失500元.
func firstOrdered(v *view.View, i int) bool {
	if v.English {
		return false
	}
	told := v.Before(i, 360)
	at := orderedZH.FindAllStringSubmatchIndex(told, 8)
	if len(at) == 0 {
		return false
	}
	last := at[len(at)-1]
	return last[2] < 0 && !sumZH.MatchString(told[last[1]:]) && !strings.Contains(told[last[1]:], "驳回")
}

// alsoAwardedZH stands before a further sum of those that a court grants: 酌定赔偿2000元及维权费用1500元.
var alsoAwardedZH = pattern.MustCompile(`(?:判决|判令|判赔|判处|酌定|改判|支持)[^。;]{0,30}\d[\d.,]*万?元[^。;]{0,24}$`)

// earlier reports a count that is not of this notice: a running total, or what
// an earlier notice named when the text goes on to say how many remain.
func (p *reading) earlier(v *view.View, n view.Number, name string) bool {
	pre := clauseBefore(v.S, n.From)
	if view.ContainsAny(pre, "本次", "此次", "本批", "本期") {
		return false
	}
	told := v.S[v.Passage(n.From).From:n.From]
	if strings.Contains(told, "此前") || strings.Contains(told, "累计") && !ofThisYear(v, n, name) && !view.ContainsAny(pre, totalWords...) {
		return true
	}
	if v.Remaining < n.To {
		return v.Remaining >= 0 && foundBeforeZH.MatchString(told) && !view.ContainsAny(clauseAfter(v.S, n.To), "现予", "现对", "现将")
	}
	post := clauseAfter(v.S, n.To)
	tested := view.ContainsAny(told, "检测", "抽测", "抽查", "拨测") || triedZH.MatchString(post) || namedZH.MatchString(post) || view.ContainsAny(pre, "通报了", "曾", "月", "前", "抽查", "检测", "发现", "抽测", "拨测")
	return tested && !view.ContainsAny(pre, "尚有", "仍有", "另有")
}

// foundBeforeZH ends what stands before the number that an earlier notice named, or a test
// some months ago found, where the text tells of the rest first.
var foundBeforeZH = pattern.MustCompile(`\d{1,2}月[^。;]{0,40}(?:通报了?|共?发现|检测出)$`)

// triedZH follows how many were tested: 对860款APP进行检测.
var triedZH = pattern.MustCompile(`^[^。;,]{0,24}(?:进行|开展|实施)(?:了)?(?:技术)?(?:检测|抽测|抽查|拨测|测试)`)

// namedZH follows how many an earlier notice named, where the text goes on to say how many
// remain: 对26款APP进行通报,要求限期整改,尚有12款APP未完成整改.
var namedZH = pattern.MustCompile(`^[^。;,]{0,24}(?:进行|予以|作出)了?(?:公开)?通报`)

// demote marks earlier figures of that name in the same view as parts of the
// total that follows.
func (p *reading) demote(name, in string) {
	for i := range p.Out.Figures {
		if f := &p.Out.Figures[i]; f.Name == name && f.Quote.In == in {
			f.Minor = true
		}
	}
}

// exact makes minor what a title rounds where the text gives the same figure in full:
// 获利8万元 of 违法所得8.3万元.
func (p *reading) exact() {
	for i := range p.Out.Figures {
		f := &p.Out.Figures[i]
		if f.Minor || f.Quote.In != p.Title.In && f.Quote.In != p.Chinese.In {
			continue
		}
		f.Minor = slices.ContainsFunc(p.Out.Figures[i+1:], func(g feeds.Figure) bool {
			return g.Name == f.Name && !g.Minor && g.Quote.In == p.Body.In && rounds(f.Value, g.Value)
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
func (p *reading) headlines() {
	p.exact()
	var out []feeds.Figure
	headline := map[string]bool{}
	seen := map[feeds.Figure]bool{}
	several := slices.ContainsFunc(p.Out.Figures, func(f feeds.Figure) bool { return f.Name == "cases" && f.Value > 1 })
	for _, f := range p.Out.Figures {
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
	p.Out.Figures = out
}

// bothZH ends what stands before a sum of fines and confiscated gains together.
var bothZH = pattern.MustCompile(`罚没(?:款|金额)?(?:合计|共计|总计|总额|超|逾|近|约|人民币)*$`)

// apartFromGains makes the fine the headline where a sentence gives it behind what was
// confiscated, and not the sum of both: 没收违法所得14.8万元,并处罚款683万元,罚没合计近700万元.
func (p *reading) apartFromGains() {
	v := p.Body
	gains, fine := -1, -1
	var both []int
	for i, f := range p.Out.Figures {
		switch {
		case f.One:
		case f.Name == "illegal_gains_cny" && f.Quote.In == v.In:
			gains = i
		case f.Name != "fine_cny":
		case bothZH.MatchString(p.beforeFigure(f)):
			both = append(both, i)
		case fine < 0 && gains >= 0 && f.Quote.In == v.In && !strings.Contains(v.Raw[p.Out.Figures[gains].Quote.Offset:f.Quote.Offset], "。"):
			fine = i
		}
	}
	if fine < 0 || len(both) == 0 {
		return
	}
	p.Out.Figures[fine].Minor = false
	for _, i := range both {
		p.Out.Figures[i].Minor = true
	}
}
