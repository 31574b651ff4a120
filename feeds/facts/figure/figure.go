// Package figure reads the counts and sums of a text under the names that figures have, and
// which of a name is the headline one. Read is all there is.
//
// chinese.go and english.go are the tables of what is counted, by the unit and the words
// around a number, and told.go of what only the sentence tells. headline.go, cases.go for
// digests and app.go for apps say which of them the page is about.
package figure

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// reading is a page while its figures are read.
type reading struct {
	*page.Page
	// filing is the name of what the title says was filed; see filings.
	filing string
	// beside are numbers of apps that a notice does not name; see appCounts.
	beside []feeds.Figure
}

// Read finds the counts and sums of the texts.
func Read(p *page.Page) { (&reading{Page: p}).figures() }

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
	thresholdZH  = pattern.MustCompile(`^[^。;,]{0,12}(?:以上|以下(?:[^架]|$)|以内)|^[^。;,]{0,4}的平台|^[^。;,]{0,14}的[^。;,]{0,6}处理者`)
	thresholdPre = pattern.MustCompile(`(?:达到|不满|不足|处理超过|掌握超过|累计向境外提供|每(?:年|两年|日)|至少)[^。;,]{0,6}$`)
	// mostZH ends what stands before the most that a rule allows.
	mostZH = pattern.MustCompile(`最高(?:可|将|达|至)?[^。;,]{0,12}$`)
	// comparedZH ends what stands before the number of another year.
	comparedZH = pattern.MustCompile(`(?:较|比|相比)(?:去年|上年|前年|前一年|\d{4}年|上月|上季度|同期)[^。;,]{0,8}的$`)
	yuanAfter  = []string{"yuan", "renminbi", "rmb", "cny"}
	yuanBefore = []string{"rmb", "cny", "¥", "yuan"}
	// yearBefore are the words after which four digits are a year.
	yearBefore = []string{" in", " of", " since", " during", " by", " from", " until", " to", " for", " and", "-"}
)

// figures finds the counts and sums of the texts. The first of a name that is
// not of an earlier or part count is the headline one.
func (p *reading) figures() {
	p.filing = filingOf(p.Title.S + p.Chinese.S)
	for _, v := range p.Views {
		for i, n := range v.Numbers {
			if len(p.Out.Figures) >= maxFigures {
				break
			}
			if n.Ordinal || n.Dated || p.InArticles(v, n.Span) || p.inName(v, n.Span) || n.Value <= 0 || n.Value > 1e15 {
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
func (p *reading) inName(v *view.View, at view.Span) bool {
	for i, x := range p.Views {
		if x != v {
			continue
		}
		return slices.ContainsFunc(p.Cited[i], func(m names.Mention) bool { return m.From <= at.From && at.To <= m.To })
	}
	return false
}

// beforeFigure and behindFigure are what stands on the line of a figure in front of its
// words and behind them, as a view holds them.
func (p *reading) beforeFigure(f feeds.Figure) string {
	raw := p.rawOf(f)
	before := view.ClipLeft(raw[:max(0, min(f.Quote.Offset, len(raw)))], page.AroundFigure)
	return view.UnifyText(before[strings.LastIndexByte(before, '\n')+1:])
}

func (p *reading) behindFigure(f feeds.Figure) string {
	raw := p.rawOf(f)
	behind, _, _ := strings.Cut(feeds.Clip(raw[max(0, min(f.Quote.Offset+len(f.Quote.Text), len(raw))):], page.AroundFigure), "\n")
	return view.UnifyText(behind)
}

// rawOf is the title or the text as it was published, in which a figure stands.
func (p *reading) rawOf(f feeds.Figure) string {
	if f.Quote.In == p.Body.In {
		return p.Body.Raw
	}
	if p.Title.English && !strings.Contains(p.Title.Raw, f.Quote.Text) {
		return p.Chinese.Raw
	}
	return p.Title.Raw
}

// figure reads the number i of v.
func (p *reading) figure(v *view.View, i int) {
	n := v.Numbers[i]
	unit, to := unitAfter(v.S, n.To)
	if unit == "" && bareSum(v, n) {
		unit = "元"
	}
	if unit == "" && (!v.English && !strings.HasPrefix(v.S[n.To:], " ") || isVersion(v, n)) {
		return
	}
	c := counted{v: v, n: n, to: to, pre: clauseBefore(v.S, n.From), post: clauseAfter(v.S, to)}
	if unit == "元" && p.foreignMoney(c.pre) {
		return // the names of sums say that they are in yuan
	}
	if unit == "" || v.English {
		c.name = p.englishFigure(v, n)
	} else if !thresholdZH.MatchString(c.post) && !thresholdPre.MatchString(c.pre) && !comparedZH.MatchString(c.pre) {
		c.name = p.chineseFigure(v, n, unit, c.pre, c.post, to)
	}
	value := int64(math.Round(n.Value))
	if c.name == "" || value == 0 || p.tellsNothing(c) { // 0.1元: less than one of what is counted
		return
	}
	f := feeds.Figure{Name: c.name, Value: value, Bound: n.Bound, Quote: v.Quote(view.Span{From: n.From, To: max(to, n.To)})}
	p.countApps(v, n, f, c.pre, c.post)
	f.Minor = p.minor(c)
	if c.sumsUp() {
		p.demote(c.name, v.In)
	}
	p.Out.Figures = append(p.Out.Figures, f)
}

// counted is a number whose name is known, with its clause in front of it and behind it.
type counted struct {
	v         *view.View
	n         view.Number
	to        int // where its unit ends
	name      string
	pre, post string
}

// tellsNothing reports a number that is no count of what the page is about.
func (p *reading) tellsNothing(c counted) bool {
	switch c.name {
	case "records", "sentenced": // 一条链条
		if c.n.Value == 1 {
			return true
		}
	case "cases":
		if c.n.Value == 1 && inOneOf.MatchString(c.pre) {
			return true
		}
	case "companies", "platforms": // 一家酒店: the text's own subject
		if c.n.Value == 1 {
			return true
		}
	case "fine_cny": // a rule imposes none
		if p.Out.Stage != "" && mostZH.MatchString(c.pre) {
			return true
		}
	case "departments":
		if page.CitesIssue(c.v, c.to) || c.v == p.Body && !c.v.English && p.OwnTitle() && c.n.From >= c.v.Sentence(0).To {
			return true // of what others issued
		}
	}
	return p.BeforeLaunch(c.v, c.n.From)
}

// minor reports a number of what came earlier, or of a part.
func (p *reading) minor(c counted) bool {
	if view.ContainsAny(p.aboutItself(c.v, c.n, c.pre, c.name), earlierWords...) || p.earlier(c.v, c.n, c.name) {
		return true
	}
	switch c.name {
	case "cases":
		return view.ContainsAny(c.post, "典型", "typical", "model ") || strings.Contains(c.v.S[c.v.Passage(c.n.From).From:c.n.From], "其中")
	case "apps":
		return notNamed(c.pre, c.post)
	}
	return false
}

// sumsUp reports a number of which those of its name in front of it are parts.
func (c counted) sumsUp() bool {
	switch {
	case view.ContainsAny(view.ClipLeft(c.pre, 24), totalWords...):
		return true
	case c.name == "apps":
		return nowZH.MatchString(c.pre)
	case c.name == "damages_cny":
		return awardedZH.MatchString(c.pre) && !alsoAwardedZH.MatchString(c.pre) || ruled(c.v, c.n.From) || firstOrdered(c.v, c.n.From)
	}
	return false
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

var hasAppCount = pattern.MustCompile(`(?:\d|[一二两三四五六七八九十百])(?:余|多)?款`)

func (m measure) fits(pre, post, clause string) bool {
	if m.not != nil && (m.not.MatchString(post) || m.not.MatchString(clause)) {
		return false
	}
	return (m.after == nil || m.after.MatchString(post)) &&
		(m.before == nil || m.before.MatchString(pre)) &&
		(m.clause == nil || m.clause.MatchString(clause))
}

const maxFigures = 200
