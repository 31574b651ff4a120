package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
	"github.com/regwire/regwire/feeds/region"
)

// nameLines finds the names of persons among the short lines between a heading and its
// text, where nothing but the day beside them says what they are; in Chinese, that of who
// published it, right before the day or right behind it.
type nameLines struct {
	line   int
	day    int      // the line of the day, 0 before it is met
	linked []string // to the pages of those who work there
	found  []string
	at     int    // the line of the last of them
	last   string // the line, and the one before it
	before string
	source string
}

// farFromDay is how many lines may lie between a day and such a name.
const farFromDay = 3

// look takes a line for one of the names if it could be. The first name decides where
// they stand; the others follow it.
func (l *nameLines) look(n *html.Node, line string, undated bool) {
	l.line++
	if l.day != 0 && l.line == l.day+1 && l.source == "" && isSourceName(line) && !inHeading(n) && !dom.InLink(n) && !inProse(n) {
		l.source = line
	}
	l.last, l.before = line, l.last
	for _, piece := range strings.FieldsFunc(line, date.IsPieceMark) {
		l.person(n, strings.TrimSpace(piece), undated)
	}
}

// inProse reports whether a text is a piece of a paragraph, which editors of texts break up
// where its letters change.
func inProse(n *html.Node) bool {
	block := blockOf(n, nil)
	if block == nil || block.FirstChild == block.LastChild || dom.HasManyNodes(block) {
		return false
	}
	words := strings.TrimSpace(dom.Inline(block, nil))
	return strings.ContainsAny(words, "，。；") || strings.HasSuffix(words, "：")
}

// person takes a piece of a line for a name if it could be.
func (l *nameLines) person(n *html.Node, line string, undated bool) {
	line = degree.ReplaceAllString(line, "")
	if isPeopleLink(n) && (isPersonName(line) || hanPerson.MatchString(line)) && !inMargin(n) {
		l.linked = append(l.linked, line)
	}
	switch {
	case !isPersonName(line) && !(hanPerson.MatchString(line) && hasPersonIcon(n)) || inHeading(n):
	case l.found != nil && l.line-l.at > 2:
	case !undated && l.line-l.day > farFromDay:
	default:
		if !slices.Contains(l.found, line) {
			l.found = append(l.found, line)
		}
		l.at = l.line
	}
}

// dated notes the line of the day.
func (l *nameLines) dated(is bool) {
	if !is || l.day != 0 {
		return
	}
	if l.day = l.line; isSourceName(l.before) {
		l.source = l.before
	}
}

// names are those that stand near the day.
func (l *nameLines) names() []string {
	switch {
	case len(l.linked) > 0 && len(l.linked) <= maxAuthors:
		return l.linked
	case l.day == 0:
	case len(l.found) > 0 && l.day-l.at <= farFromDay && len(l.found) <= maxAuthors:
		return l.found
	case l.source != "":
		return []string{l.source}
	}
	return nil
}

var (
	// hanName is a name in Chinese, without a mark.
	hanName = pattern.MustCompile(`^\p{Han}{3,10}$`)
	// noSource are words that stand beside a day in Chinese and name no source: columns,
	// buttons.
	noSource = pattern.MustCompile(`官方|账号|帳號|认证|作者|编辑|責任|责任|原创|转载|推荐|热点|视频|图片|分享|收藏|打印|列印|阅读|評論|评论|关注|關注|登录|字号|字體|字体|首页|主頁|正文|要闻|要聞|资讯|快讯|动态|動態|观点|觀點|专题|栏目|频道|摘要|导读|关键词|标签|返回|更多|下载|下載|公告|通知|文章|案例|解读|政策|法规|星期|.*(?:日期|时间|机构|单位|号|分类|类别|名称|来源|方式|主题|主题词|状态|次数|期限|范围|对象)$`)
)

// isSourceName reports whether a line could be the name of a source and nothing else.
func isSourceName(line string) bool {
	return len(line) <= maxPersonName && hanName.MatchString(line) && !noSource.MatchString(line) && !isColumn(line) && !isWholePlace(line)
}

// placesBeside are places that stand beside days as provinces do, and are none by the table.
var placesBeside = []string{"中国", "台湾", "台灣", "香港", "澳门", "澳門"}

// isWholePlace reports whether a line is the name of a province or the like, and nothing else.
func isWholePlace(line string) bool {
	for _, kind := range []string{"省", "市", "自治区", "特别行政区"} {
		line = strings.TrimSuffix(line, kind)
	}
	return slices.Contains(placesBeside, line) || slices.ContainsFunc(region.Provinces(), func(p region.Province) bool { return p.ZH == line })
}

var (
	// personName is a name as it is written in Latin letters.
	personName = pattern.MustCompile(`^\p{Lu}[\p{L}’'.-]*(?:\s+(?:\p{Lu}[\p{L}’'.-]*|de|del|della|da|di|van|von|der|den|bin|al|la|le)){1,3}$`)
	// noPerson are words that stand beside the day of an article and begin with a capital.
	noPerson = pattern.MustCompile(`(?i)\b(?:press|release|news\w*|alerts?|insights?|articles?|blogs?|updates?|data|privacy|protection|laws?|legal|polic(?:y|ies)|reports?|publications?|publish\w*|read\w*|min(?:ute)?s?|share\w*|hong|kong|china|chinese|asia\w*|pacific|europe\w*|beijing|shanghai|brussels|london|new|york|singapore|tokyo|washington|united|states|kingdom|cyber\w*|security|tech\w*|media|digital|employment|opinion|analysis|statements?|speech\w*|guid\w+|events?|home|enforcement|retail|client|all|rights|about|contact|our|the|and|of|in|for|to|on|by|with|your|you|this|more|latest|online|daily|times|post|journal|review|briefing|bulletin|commission|commissioner|office|authority|agency|department|ministry|government|council|university|institute|school|centre|center|group|team|desk|staff|llp|ltd|inc|co|firm|partners?|associates?|counsel|editor\w*|getty|images?|photo\w*|reuters|file|handout|illustration|shutterstock|istock|unsplash|credits?|video|audio|listen|print|save|follow|subscribe\w*|sign|log|menu|search|skip|view\w*|comments?|intellectual|property|corporate|finance|financial|banking|energy|health\w*|life|sciences?|real|estate|tax|trade|international|global|regional|world|business|markets?|econom\w+|politics|society|culture|sports?|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b`)
)

// namesOver are the names of persons beside the day where both stand over the heading.
func namesOver(p *page, title string, c date.Context) []string {
	near, heading := p.near(title), p.heading(title)
	if near == nil {
		return nil
	}
	var l nameLines
	for n := range near.Descendants() {
		if n == heading || l.line > maxHeadLines {
			break
		}
		if line := strings.TrimSpace(n.Data); n.Type == html.TextNode && len(line) < maxNames && strings.ContainsFunc(line, isWordRune) && !dom.Is(n.Parent, dom.Silent...) {
			l.look(n, line, l.day == 0)
			l.dated(isDayLine(line, c))
		}
	}
	l.source = "" // the name of a column as a rule
	return l.names()
}

// hanPerson is a name in Chinese that a link to a person's page says.
var hanPerson = pattern.MustCompile(`^\p{Han}{2,4}$`)

// personIcon is the class or address of a picture that stands for a person.
var personIcon = pattern.MustCompile(`(?i)(?:^|[\s_/#-])(?:user|author|person|people|writer|avatar|zuozhe)s?(?:[\s_.-]|$)`)

// hasPersonIcon reports whether the element before a text is such a picture.
func hasPersonIcon(n *html.Node) bool {
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if before == nil && n.Parent != nil && n.Parent.FirstChild == n {
		before = n.Parent.PrevSibling
	}
	if !dom.Is(before, atom.I, atom.Em, atom.Span, atom.Svg, atom.Img) || textLength(before) > 0 {
		return false
	}
	use := dom.First(before, "use")
	return personIcon.MatchString(dom.Attr(before, "class")) || personIcon.MatchString(dom.Attr(before, "src")) ||
		personIcon.MatchString(dom.Attr(use, "href")+" "+dom.Attr(use, "xlink:href"))
}

// people is the address of a page about a person.
var people = pattern.MustCompile(`(?i)/(?:people|persons?|team|lawyers?|professionals?|attorneys?|experts?|authors?|our-people|lvshi|user|u|columnist)/[^/?#]+`)

// isPeopleLink reports whether a text is all that a link to such a page says.
func isPeopleLink(n *html.Node) bool {
	for at, up := n.Parent, 0; at != nil && up < maxBeside; at, up = at.Parent, up+1 {
		if dom.Is(at, atom.A) {
			return people.MatchString(dom.Attr(at, "href"))
		}
	}
	return false
}

// degree is what stands behind a name.
var degree = pattern.MustCompile(`(?i)(?:,\s*(?:ll\.?m|ll\.?b|ph\.?d|esq|j\.?d|m\.?a|kc|qc|cipp/?\w*|cipm|cipt|aigp|fip|cissp|cisa|mba|dphil|bcl|p\.?c|s\.?c)\.?)+$`)

// isPersonName reports whether a line could be the name of a person and nothing else.
func isPersonName(line string) bool {
	return len(line) <= maxPersonName && personName.MatchString(line) && !noPerson.MatchString(line)
}

// maxPersonName is how many bytes such a name has at most.
const maxPersonName = 40

// inHeading reports whether a text stands in a heading, or is set like one.
func inHeading(n *html.Node) bool {
	return dom.InElement(n, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Strong, atom.B, atom.Figcaption)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// authorClass is where the class of an element speaks of an author, whatever else it says.
const authorClass = "[class*='author' i], [class*='writer' i], [class*='reporter' i], [class*='zuozhe' i]"

// namedByClass are the names in such an element beside the heading.
func namedByClass(p *page) string {
	for i, n := range dom.All(p.Root, authorClass) {
		if i == maxLabels {
			break
		}
		if inMargin(n) || inFrame(n) || marginHeading.MatchString(dom.Line(dom.Inline(n, nil))) {
			continue
		}
		var names []string
		for d := range n.Descendants() {
			if d.Type != html.TextNode || dom.Is(d.Parent, dom.Silent...) {
				continue
			}
			if line := degree.ReplaceAllString(byWord.ReplaceAllString(dom.Line(d.Data), ""), ""); isPersonName(line) && !slices.Contains(names, line) {
				names = append(names, line)
			}
		}
		if names != nil && len(names) <= maxAuthors && utf8.RuneCountInString(dom.Inline(n, nil)) <= 2*longestByline {
			return strings.Join(names, ", ")
		}
	}
	return ""
}
