package page

import (
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// AroundFigure is how much of the text on either side of a figure is looked at again.
const AroundFigure = 150

// launches reports a title of a campaign that begins: what was done before it is none of it.
func (p *Page) launches() bool {
	title := p.Title.S + p.Chinese.S
	return launchesZH.MatchString(title) && !cameOfZH.MatchString(title)
}

var launchesZH = pattern.MustCompile(`(?:启动|部署|开展).{2,50}(?:行动|整治|治理)`)

// cameOfZH is a title of what came of one, which is often told in the year after.
var cameOfZH = pattern.MustCompile(`成效|成果|战果|总结|抓获|查处|侦破|破获|打掉|处罚|下架|\d(?:万)?(?:余|多)?[款起件名家人]`)

var sinceZH = pattern.MustCompile(`(\d{4})年(?:\d{1,2}月)?(?:以来|至今)[^。;]*$`)

// yearOfZH is the year of which a sentence tells.
var yearOfZH = pattern.MustCompile(`(\d{4})年|去年|上年|前年|今年|本年|此次|本次`)

// BeforeLaunch reports whether the title is of a campaign that begins and what the byte at i
// tells of is one before it: since an earlier year, or in one.
func (p *Page) BeforeLaunch(v *view.View, i int) bool {
	if v.English || v != p.Body || !v.Words.HasAny("年") || !p.launches() {
		return false
	}
	year := view.YearOf(p.Published)
	if m := sinceZH.FindStringSubmatch(v.Before(i, AroundFigure)); m != nil && v.Words.HasAny("以来", "至今") && view.Atoi(m[1]) < year {
		return true
	}
	told := yearOfZH.FindAllStringSubmatch(v.S[v.Passage(i).From:i], -1)
	if len(told) == 0 {
		return false
	}
	last := told[len(told)-1]
	_, years := view.YearNamed(last[0])
	return years < 0 || last[1] != "" && view.Atoi(last[1]) < year
}
