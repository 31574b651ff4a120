package dedupe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// oneDocument is one document, named by both titles.
func (p pair) oneDocument() bool {
	if p.a.item.Reading.Section != p.b.item.Reading.Section && !p.media() {
		return false
	}
	known := p.sameIssuer()
	if x := p.a.item.Reading.Subject; known && x != "" && x == p.b.item.Reading.Subject {
		return true
	}
	if p.oneStandard() {
		return true
	}
	for _, x := range p.a.named() {
		if slices.Contains(p.b.named(), x) {
			if !known && p.oneRule(x) {
				return true
			}
			return (known || p.forwarded()) && p.agree(x)
		}
	}
	return false
}

// oneStandard reports whether both titles give the number of one standard that is out.
func (p pair) oneStandard() bool {
	a, b := p.a.item.Reading, p.b.item.Reading
	if !p.a.standard || !p.b.standard || a.Stage != feeds.StageIssued || b.Stage != feeds.StageIssued || !p.closer(reportDays) {
		return false
	}
	n := numberOfStandard.FindString(feeds.FoldTitle(p.a.title))
	return n != "" && strings.Contains(feeds.FoldTitle(p.b.title), n)
}

// numberOfStandard is the number of a national standard with its year.
var numberOfStandard = pattern.MustCompile(`gb(?:/[tz])?[0-9.]{3,12}-[0-9]{4}`)

// oneRule reports whether a rule of that name is one whichever of two bodies of a place gives
// it out: it names the place and takes effect on one day.
func (p pair) oneRule(name string) bool {
	e := p.a.item.Reading.Dates.Effective.Day
	return e != "" && e == p.b.item.Reading.Dates.Effective.Day && p.closer(reportDays) && p.onePlace() && p.isName(name) && utf8.RuneCountInString(name) >= nameRunes
}

// named are the documents of the title and, where it names none in 《》, itself.
func (o *opus) named() []string {
	if len(o.documents) > 0 {
		return o.documents
	}
	if utf8.RuneCountInString(o.core) < 6 {
		return nil
	}
	return []string{o.core}
}

// agree asks the texts where a title is short or generic: the same words on
// another day are another notice of a series.
func (p pair) agree(title string) bool {
	long := utf8.RuneCountInString(title) >= 8
	if p.a.item.Reading.Section == feeds.Legislation && long && p.isName(title) {
		return true
	}
	if utf8.RuneCountInString(title) >= longName && p.forwarded() {
		return true
	}
	if jaccard, known := p.texts(); known {
		return jaccard >= 0.5 && p.a.numbers().agree(p.b.numbers()) >= figuresAgree && !p.decisiveFigure()
	}
	// Nothing but titles: only another host's copy of a day's notice.
	return long && p.closer(1) && p.a.host() != p.b.host()
}

// kindsOfDocument end the name of a document; "关于征求国家标准意见" names none.
var kindsOfDocument = strings.Fields("法 条例 规定 办法 细则 规则 规范 指南 指引 标准 要求 意见 方案 决定 解释 通则 准则 计划 规划 纲要 清单 目录 框架 方法 协议 措施 合同")

func (p pair) isName(title string) bool {
	return slices.Contains(p.a.documents, title) || slices.Contains(p.b.documents, title) || kindOfDocument(title)
}

func kindOfDocument(title string) bool {
	return slices.ContainsFunc(kindsOfDocument, func(k string) bool { return strings.HasSuffix(title, k) })
}

// oneTitle is one title in two ways of writing.
func (p pair) oneTitle() bool {
	x, y := p.a.bare, p.b.bare
	if utf8.RuneCountInString(x) < 6 || utf8.RuneCountInString(y) < 6 || !p.sameIssuer() || p.acrossLanguages() {
		return false
	}
	cut := strings.HasPrefix(x, y) && p.b.cut || strings.HasPrefix(y, x) && p.a.cut
	if x == y || cut && min(utf8.RuneCountInString(x), utf8.RuneCountInString(y)) >= headRunes {
		return p.agree(x)
	}
	jaccard, _ := p.a.titlePairs().alike(p.b.titlePairs())
	if jaccard < 0.75 && !strings.HasPrefix(x, y) && !strings.HasPrefix(y, x) {
		return false
	}
	// Titles that differ in a word, or in one more, may differ in what matters.
	text, known := p.texts()
	return known && text >= 0.7 && p.a.numbers().agree(p.b.numbers()) >= figuresAgree
}
