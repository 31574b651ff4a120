package facts

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// measure is one row of the table of figures. A number counts under name when
// its unit is one of units and the words around it fit.
type measure struct {
	name string
	// hint is a word that must stand near the number before the patterns are
	// tried: they cost a hundred times as much.
	hint []string
	// units are the Chinese measure words; "" stands for none.
	units string
	// after fits what follows the unit, before what stands in front of the
	// number in its clause, clause the whole clause; nil fits anything.
	after, before, clause *pattern.Pattern
	not                   *pattern.Pattern
}

var (
	totalWords   = []string{"合计", "共计", "总计", "一共", "共有", "共发现", "in total", "a total of"}
	earlierWords = []string{
		"累计", "此前", "曾", "上一批", "上批", "前期", "去年", "已有", "cumulative", "so far", "previously", "earlier", "in total since",
	}
	thresholdZH  = re(`^[^。;,]{0,12}(?:以上|以下(?:[^架]|$)|以内)|^[^。;,]{0,4}的平台|^[^。;,]{0,14}的[^。;,]{0,6}处理者`)
	thresholdPre = re(`(?:达到|不满|不足|处理超过|掌握超过|累计向境外提供|每(?:年|两年|日)|至少)[^。;,]{0,6}$`)
	// mostZH ends what stands before the most that a rule allows.
	mostZH = re(`最高(?:可|将|达|至)?[^。;,]{0,12}$`)
	// comparedZH ends what stands before the number of another year.
	comparedZH = re(`(?:较|比|相比)(?:去年|上年|前年|前一年|\d{4}年|上月|上季度|同期)[^。;,]{0,8}的$`)
	yuanAfter  = []string{"yuan", "renminbi", "rmb", "cny"}
	yuanBefore = []string{"rmb", "cny", "¥", "yuan"}
	// yearBefore are the words after which four digits are a year.
	yearBefore = []string{" in", " of", " since", " during", " by", " from", " until", " to", " for", " and", "-"}
)

// figures finds the counts and sums of the texts. The first of a name that is
// not of an earlier or part count is the headline one.
func (p *page) figures() {
	p.filing = filingOf(p.title.s + p.zh.s)
	for _, v := range p.views {
		for i, n := range v.numbers {
			if len(p.out.Figures) >= maxFigures {
				break
			}
			if n.ordinal || n.dated || p.inArticles(v, n.span) || p.inName(v, n.span) || n.value <= 0 || n.value > 1e15 {
				continue
			}
			p.figure(v, i)
		}
	}
	p.removedApps()
	p.partsOfRemoval()
	p.testedApps()
	p.figuresOfCases()
	p.apartFromGains()
	p.publishedFirst()
	p.headlines()
	p.besideNamed()
}

// inName reports whether at is part of a law's name: 数据二十条.
func (p *page) inName(v *view, at span) bool {
	for i, x := range p.views {
		if x != v {
			continue
		}
		return slices.ContainsFunc(p.cited[i], func(m mention) bool { return m.from <= at.from && at.to <= m.to })
	}
	return false
}

// aroundFigure is how much of the text on either side of a figure is looked at again.
const aroundFigure = 150

// beforeFigure and behindFigure are what stands on the line of a figure in front of its
// words and behind them, as a view holds them.
func (p *page) beforeFigure(f feeds.Figure) string {
	raw := p.rawOf(f)
	before := clipLeft(raw[:max(0, min(f.Quote.Offset, len(raw)))], aroundFigure)
	return unifyText(before[strings.LastIndexByte(before, '\n')+1:])
}

func (p *page) behindFigure(f feeds.Figure) string {
	raw := p.rawOf(f)
	behind, _, _ := strings.Cut(feeds.Clip(raw[max(0, min(f.Quote.Offset+len(f.Quote.Text), len(raw))):], aroundFigure), "\n")
	return unifyText(behind)
}

// rawOf is the title or the text as it was published, in which a figure stands.
func (p *page) rawOf(f feeds.Figure) string {
	if f.Quote.In == p.body.in {
		return p.body.raw
	}
	if p.title.english && !strings.Contains(p.title.raw, f.Quote.Text) {
		return p.zh.raw
	}
	return p.title.raw
}

func (p *page) figure(v *view, i int) {
	n := v.numbers[i]
	unit, to := unitAfter(v.s, n.to)
	if unit == "" && v.bareSum(n) {
		unit = "元"
	}
	if unit == "" && (!v.english && !strings.HasPrefix(v.s[n.to:], " ") || v.isVersion(n)) {
		return
	}
	pre, post := clauseBefore(v.s, n.from), clauseAfter(v.s, to)
	if unit == "元" && p.foreignMoney(pre) {
		return // the names of sums say that they are in yuan
	}
	name := ""
	if unit == "" || v.english {
		name = p.englishFigure(v, n)
	} else if !thresholdZH.MatchString(post) && !thresholdPre.MatchString(pre) && !comparedZH.MatchString(pre) {
		name = p.chineseFigure(v, n, unit, pre, post, to)
	}
	switch {
	case name == "",
		(name == "records" || name == "sentenced") && n.value == 1, // 一条链条
		name == "cases" && n.value == 1 && inOneOf.MatchString(pre),
		(name == "companies" || name == "platforms") && n.value == 1,       // 一家酒店: the text's own subject
		name == "fine_cny" && p.out.Stage != "" && mostZH.MatchString(pre), // a rule imposes none
		name == "departments" && v.citesIssue(to),
		p.beforeLaunch(v, n.from):
		return
	}
	value := int64(math.Round(n.value))
	if value == 0 {
		return // 0.1元: less than one of what is counted
	}
	f := feeds.Figure{Name: name, Value: value, Bound: n.bound, Quote: v.quote(span{n.from, max(to, n.to)})}
	p.countApps(v, n, f, pre, post)
	f.Minor = containsAny(p.aboutItself(v, n, pre, name), earlierWords...) || name == "cases" && (containsAny(post, "典型", "typical", "model ") || strings.Contains(v.s[v.passage(n.from).from:n.from], "其中")) || name == "apps" && notNamed(pre, post) || p.earlier(v, n, name)
	if containsAny(clipLeft(pre, 24), totalWords...) || name == "apps" && nowZH.MatchString(pre) || name == "damages_cny" && (awardedZH.MatchString(pre) && !alsoAwardedZH.MatchString(pre) || v.ruled(n.from)) {
		p.demote(name, v.in)
	}
	p.out.Figures = append(p.out.Figures, f)
}

// launches reports a title of a campaign that begins: what was done before it is none of it.
func (p *page) launches() bool {
	title := p.title.s + p.zh.s
	return launchesZH.MatchString(title) && !cameOfZH.MatchString(title)
}

var (
	launchesZH = re(`(?:启动|部署|开展).{2,50}(?:行动|整治|治理)`)
	// cameOfZH is a title of what came of one, which is often told in the year after.
	cameOfZH = re(`成效|成果|战果|总结|抓获|查处|侦破|破获|打掉|处罚|下架|\d(?:万)?(?:余|多)?[款起件名家人]`)
	sinceZH  = re(`(\d{4})年(?:\d{1,2}月)?(?:以来|至今)[^。;]*$`)
	// yearOfZH is the year of which a sentence tells.
	yearOfZH = re(`(\d{4})年|去年|上年|前年|今年|本年|此次|本次`)
)

// beforeLaunch reports whether the title is of a campaign that begins and what the byte at i
// tells of is one before it: since an earlier year, or in one.
func (p *page) beforeLaunch(v *view, i int) bool {
	if v.english || v != p.body || !v.words.HasAny("年") || !p.launches() {
		return false
	}
	year := yearOf(p.Published)
	if m := sinceZH.FindStringSubmatch(v.before(i, aroundFigure)); m != nil && v.words.HasAny("以来", "至今") && atoi(m[1]) < year {
		return true
	}
	told := yearOfZH.FindAllStringSubmatch(v.s[v.passage(i).from:i], -1)
	if len(told) == 0 {
		return false
	}
	last := told[len(told)-1]
	_, years := yearNamed(last[0])
	return years < 0 || last[1] != "" && atoi(last[1]) < year
}

// endsClause reports whether a clause ends at the byte at i.
func endsClause(s string, i int) bool {
	switch s[i] {
	case ';', ',', '!', '?', '\n':
		return true
	case 0xe3:
		return strings.HasPrefix(s[i:], "。")
	}
	return false
}

func clauseBefore(s string, i int) string {
	from := i
	for from > 0 && i-from < 150 && !endsClause(s, from-1) && !strings.HasSuffix(s[max(0, from-3):from], "。") {
		from--
	}
	for from < i && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[from:i]
}

func clauseAfter(s string, i int) string {
	to := i
	for to < len(s) && to-i < 150 && !endsClause(s, to) {
		to++
	}
	for to < len(s) && to > i && !utf8.RuneStart(s[to]) {
		to--
	}
	return s[i:to]
}

var hasAppCount = re(`(?:\d|[一二两三四五六七八九十百])(?:余|多)?款`)

func (m measure) fits(pre, post, clause string) bool {
	if m.not != nil && (m.not.MatchString(post) || m.not.MatchString(clause)) {
		return false
	}
	return (m.after == nil || m.after.MatchString(post)) &&
		(m.before == nil || m.before.MatchString(pre)) &&
		(m.clause == nil || m.clause.MatchString(clause))
}
