package list

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// headlines are what holds the title in a link that wraps a whole row: picture,
// title, the first words of the text, the day.
const headlines = "h1, h2, h3, h4, h5, h6, strong, .title, .tit, .bt, [class$='title' i]:not([class*='sub' i]), [class*='title ' i]:not([class*='sub' i]), [class*='_title__' i]"

// hollowHint is a title that names no item: what scripts leave there, or a word
// about the link.
var hollowHint = pattern.MustCompile(`(?i)^(?:null|undefined|none|nan|title|标题|详情|链接|新窗口打开|(?:点击|查看|进入|阅读|了解|打开)(?:此处|这里|查看|进入|阅读|浏览|下载|打开)?(?:详情|详细|全文|更多|原文|链接|详细内容|详细信息)?)[.…>»]*$`)

// pageWord is what links of paging and of the list's frame say.
var pageWord = pattern.MustCompile(`(?i)^[\[【<«‹>»›\s]*(?:首\s*页|第一页|最后一页|末\s*页|尾\s*页|上\s*一?\s*页|下\s*一?\s*页|前一页|后一页|更\s*多|查看更多|更多内容|more|next|prev(?:ious)?|first|last|\d{1,4}|\.{2,}|…+|)[\]】<«‹>»›+.…\s]*$`)

// sideWord is what a link beside a row's own says that leads to an explanation of the same
// document, or to another form of it.
var sideWord = pattern.MustCompile(`^[\[【（(]?(?:(?:政策|文字|图片|图文|音频|视频|专家|部门|媒体|一图)?(?:解读|图解|读懂)|原文|全文|附件|下载|pdf|PDF|英文版|新闻发布会|相关链接)[\]】）)]?$`)

// isBeside reports whether a link says that it leads there.
func isBeside(link *html.Node) bool {
	for n := link.FirstChild; n != nil; n = n.NextSibling {
		if len(n.Data) > 40 && n.Type == html.TextNode {
			return false
		}
	}
	return !dom.HasAttr(link, "title") && sideWord.MatchString(date.Squeeze(dom.Inline(link, nil)))
}

// isPaging reports whether a title is that of a link between pages of the list.
func isPaging(title string) bool { return pageWord.MatchString(title) }

// pictureTitle is the title of a row that is a picture and nothing else, as the picture
// has it for those who cannot see it; none where another link has words for it.
func pictureTitle(s rule.Spot, worded map[string]bool) string {
	picture := dom.First(s.Link, "img[alt], img[title]")
	alt := dom.Line(dom.ClipLine(cmp.Or(dom.Attr(picture, "alt"), dom.Attr(picture, "title"))))
	if utf8.RuneCountInString(alt) < dom.TitleHan || !feeds.HasHan(alt) || worded[s.URL] {
		return ""
	}
	return alt
}

// writtenTitle is the title that a script in a row's link writes: the longest of the words
// that it holds.
func writtenTitle(link *html.Node) string {
	best := ""
	for _, s := range dom.All(link, "script") {
		for _, m := range quotedWords.FindAllStringSubmatch(dom.Script(s), mostLinks) {
			if words := dom.Line(dom.ClipLine(dom.Plain(m[1] + m[2]))); feeds.HasHan(words) && utf8.RuneCountInString(words) >= dom.TitleHan && utf8.RuneCountInString(words) > utf8.RuneCountInString(best) {
				best = words
			}
		}
	}
	return best
}

var quotedWords = pattern.MustCompile(`"([^"\n]+)"|'([^'\n]+)'`)

// withWords are the addresses that some link has words for.
func withWords(spots []rule.Spot) map[string]bool {
	out := map[string]bool{}
	for _, s := range spots {
		if strings.Trim(dom.Inline(s.Link, nil), bullets) != "" {
			out[s.URL] = true
		}
	}
	return out
}

// headline is the element in a link that wraps a whole row which holds the
// title; nil for a link that is nothing but its words.
func headline(link *html.Node) *html.Node {
	if link.FirstChild == nil || link.FirstChild == link.LastChild && link.FirstChild.FirstChild == nil {
		return nil
	}
	for _, n := range dom.All(link, headlines) {
		if words := dom.Line(dom.Inline(n, nil)); n != link && utf8.RuneCountInString(words) >= 4 && !calendar.IsLeafPiece(words) && standsAlone(n, link) {
			return n
		}
	}
	return firstBlock(link)
}

// shortestLine is what the line of a row has at least that can be its title.
const shortestLine = 8

// firstBlock is the first line of a link that is set in several, of which the others
// are summary, number and day.
func firstBlock(link *html.Node) *html.Node {
	var first *html.Node
	lines := 0
	for n := range link.Descendants() {
		if !dom.Is(n, atom.P, atom.Div, atom.Dt, atom.Dd) || dom.HasBlock(n) {
			continue
		}
		s := dom.Line(dom.Inline(n, nil))
		if s == "" {
			continue
		}
		if lines++; first == nil && utf8.RuneCountInString(s) >= shortestLine && !date.IsAlone(s) && !calendar.IsLeaf(n) && !docnumber.IsLine(s) && standsAlone(n, link) {
			first = n
		}
	}
	if lines < 2 {
		return nil
	}
	return first
}

// standsAlone reports whether no words run into those of n within link: bold
// words in the middle of a title are a part of it.
func standsAlone(n, link *html.Node) bool {
	for ; n != link; n = n.Parent {
		for s := n.Parent.FirstChild; s != nil; s = s.NextSibling {
			if s.Type == html.TextNode && strings.Trim(s.Data, bullets) != "" {
				return false
			}
		}
	}
	return true
}
