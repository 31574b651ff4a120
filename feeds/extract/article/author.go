package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	authorLabel = pattern.MustCompile(`^\s*[【\[（(]?\s*(?:[来來][\s\x{a0}\x{3000}]*源|信息来源|稿件来源|(?:发布|發[布佈])[机機][构構]|文章[来來]源|作者)\s*[：:]\s*`)
	// sourceLabel is a label anywhere in a short line; beside it stand the day, a
	// counter, the sizes of the letters.
	sourceLabel = pattern.MustCompile(`(?:^|[^\p{Han}])(?:(?:信息|稿件|文章|新闻|消息)?[来來][\s\x{a0}\x{3000}]*源于?|稿源|出处|转自|(?:发布|發[布佈]|[答回][复覆])(?:[机機][构構]|单位|單位|部[门門]|人|者)|供稿(?:单位)?)\s*[：:](.*)$`)
	// sourceEnglish is such a label in a European language, which stands under texts as often as over
	// them.
	sourceEnglish = pattern.MustCompile(`(?i)^\s*(?:source|quelle|fuente|fonte)\s*[：:](.*)$`)
	// sourceEnd is where a name behind a label ends.
	sourceEnd = pattern.MustCompile(`[\s\x{a0}\x{3000}]{2,}|[\x{a0}\x{3000}|｜【\[（(<>，。；]|\s*[\p{Han}]{2,6}\s*[：:]|\s+(?:19|20)\d{2}[-/.年]|\s+(?:阅读|浏览|点击|访问|评论|点赞|字号|字体|分享|打印|收藏)`)
)

// metaAuthors are where systems name a writer, or themselves.
var metaAuthors = rule.From("meta[name='Author' i]@content", "meta[property='article:author']@content", "meta[name='parsely-author' i]@content", "meta[name='dc.creator' i]@content")

// loginName is the name by which somebody is known to a system, and to nobody else.
var loginName = pattern.MustCompile(`^[a-z][a-z0-9_.@-]{1,30}$`)

// firmName is the name of a firm, which systems name as the author where persons of it wrote.
var firmName = pattern.MustCompile(`(?i)\b(?:llp|llc|ltd|limited|inc|plc|pllc|p\.c|& co)\b\.?$|(?:事务所|公司|律所)$`)

// authorOf is whom the rule or the page names as the publisher. margin is the text, where
// no such line stands in it.
func (p *page) author(own rule.Values, whole rule.Spot, margin *html.Node, under subHeading) string {
	meta := authorOf(metaAuthors, whole)
	if loginName.MatchString(meta) && feeds.HasHan(p.headTitle()) {
		meta = "" // who uploaded the page
	}
	return dom.FirstOf(
		func() string { return authorOf(own, whole) },
		func() string { return labelledSource(p, margin, shownLabel) },
		func() string { return authorOf(commonArticle.Author, whole) },
		func() string { return labelledSource(p, margin, sourceLabel) },
		func() string {
			if firmName.MatchString(meta) {
				return "" // the persons may stand elsewhere
			}
			return meta
		},
		func() string { return publisherInCells(p.Root) },
		func() string { return under.outlet },
		func() string { return outletBy(p) },
		func() string { return byline(p, margin) },
		func() string { return namedByClass(p) },
		func() string { return joinNames(under.names) },
		func() string { return labelledSource(p, margin, sourceEnglish) },
		func() string { return publisherInTable(p.Root) },
		func() string { return outletNamed(p) },
		func() string { return paperInTitle(p) },
		func() string { return meta },
	)
}

// beforeName is what stands between a label and a name.
const beforeName = " \t\r\n\u00a0\u3000[【（("

// maxLabels is how many labels of a page are looked behind.
const maxLabels = 50

// maxNames is the length of a line that can be the one with source and day.
const maxNames = 200

// authorOf is the first name that the places hold, one behind a label before
// others: beside it stand days and counters.
func authorOf(vs rule.Values, p rule.Spot) string {
	best := ""
	for _, v := range vs {
		for _, s := range v.Texts(p) {
			name := authorName(s.Text)
			switch {
			case !isPerson(name) || date.IsAlone(name) || date.Label.MatchString(name):
			case authorLabel.MatchString(dom.Line(s.Text)):
				return name
			case best == "":
				best = name
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

func authorName(s string) string {
	s = dom.Line(s)
	if loc := authorLabel.FindStringIndex(s); loc != nil {
		if s = s[loc[1]:]; !strings.ContainsAny(s, "【[（(") {
			s = strings.TrimSpace(strings.TrimRight(s, "】]）)"))
		}
	}
	if utf8.RuneCountInString(s) > 60 || strings.HasPrefix(s, "http") {
		return ""
	}
	if m := writerOf.FindStringSubmatch(s); m != nil && outlet.MatchString(m[1]) && !outlet.MatchString(m[2]) {
		return m[2]
	}
	return s
}

// writerOf is a name behind that of the outlet that its bearer writes for.
var writerOf = pattern.MustCompile(`^(\p{Han}{3,10})\s*[-－–—]\s*(\p{Han}{2,4})$`)

// shownLabel is the label of the source, which readers see: what a template says of all of a
// site's pages comes after it.
var shownLabel = pattern.MustCompile(`(?:^|[^\p{Han}])(?:信息|稿件|文章|新闻|消息)?[来來][\s\x{a0}\x{3000}]*源\s*[：:](.*)$`)

// labelledSource is the name behind a label that the page shows outside of its
// text: above it as a rule, below it in some systems.
func labelledSource(p *page, body *html.Node, label *pattern.Pattern) string {
	labels := 0
	for n := range p.Root.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > maxNames || !strings.ContainsAny(n.Data, "：:") || dom.Within(n, body) {
			continue
		}
		m := label.FindStringSubmatch(strings.TrimSpace(n.Data))
		if m == nil || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		if labels++; labels > maxLabels {
			return ""
		}
		if name := behindLabel(n, m[1]); name != "" {
			return name
		}
	}
	return ""
}
