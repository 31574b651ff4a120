package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// The margins of an article are what a site sets around its text inside the same element:
// buttons to share it, who wrote it and how to reach them, what to read next, what readers
// said. An element says by its class that it is one, or by the heading over it.
var (
	marginClass = dom.Classes(`(?i)^(?:` +
		`(?:[\w-]*[-_])?(?:related|recommend(?:ed|s|ations?)?|tuijian|share|sharing|sharedaddy|social|comments?|newsletter|subscribe|subscription|sidebar|breadcrumbs?|(?:key)?contacts?|relatedposts|pagination|prev-?next|advert(?:isement)?s?|promo|toolbar|read-?more|disqus|cookies?|praise|copyright|disclaimers?|shengming|cta|call-?to-?action|sign-?up|donat(?:e|ion)s?|open-?app|download-?(?:bar|app))(?:[-_]\w{1,16}){0,2}` +
		`|ads?|ad[-_]?(?:slot|unit|wrap\w*|box|container|banner|space)[\w-]*` +
		`|(?:related|recommend|share|social|comment|guess|hot)[-_]?[\w-]*` +
		`|(?:[\w-]*[-_])?author[-_]?(?:bio|box|card|info|profile|intro\w*|desc\w*|s)|keywords?|about[-_]?(?:the[-_]?)?(?:authors?|us)(?:[-_]\w+)?|(?:\w+[-_])?bio|people|team|lawyers?|professionals?|rel(?:ated)?[-_]\w+` +
		`|(?:article|post|entry|news)[-_]?(?:footer|foot|tags?|tools?|actions?|nav\w*|bottom|extra|like)(?:[-_]\w{1,16})?|post-?navigation|nav-?links|tag-?list|tags|tags-links|cat-links|widget[\w-]*|respond|xg\w{2,4}|prenext|pre_next|shang-?xia|bdsharebuttonbox|zrbj|bianji|ewm\w*|foot-?info` +
		`)$`)
	// moduleName is a class as tools make it for a component: its name, and a hash.
	moduleName = pattern.MustCompile(`^(?:index|style|styles|[A-Z]\w*)_+([A-Za-z-]+)_+[\w-]{1,12}$`)
	// marginHeading is the heading over such a piece.
	marginHeading = pattern.MustCompile(`(?i)^(?:` +
		`(?:you (?:may|might) (?:also )?(?:like|be interested in).*|(?:related|recommended|more|also|latest|further|recent|popular|trending|similar) (?:\w{2,12} )?(?:insights?|articles?|posts?|news|stories|reading|content|publications?|resources|updates?|blogs?|topics|items|links|information|people|practices|services|capabilities|sectors|expertise|from .{1,40}|on .{1,40}|in .{1,40})|read (?:more|next)(?: .{1,40})?|up next|most (?:read|viewed|popular).*|related)` +
		`|(?:(?:key|your|our|author|for more information|media|press)? ?contacts?(?: us| details)?|contact (?:us|the authors?)|get in touch|authors?|about (?:the authors?|us|the firm|this site)|written by|meet the (?:authors?|team)|our (?:people|team)|the team|lawyers|professionals)` +
		`|(?:share(?: (?:this|on|via|to|article|page|post).*)?|follow us.*|stay (?:up to date|informed|in touch|connected).*|subscribe.*|sign ?up.*|join our.*|newsletters?|get (?:the (?:latest|daily|weekly)|our).*)` +
		`|(?:\d{1,4} )?(?:comments?|responses?|thoughts? on .*|replies)(?: ?\(\d+\))?|leave a (?:reply|comment)|post a comment|join the (?:conversation|discussion)|topics|tags|categories|filed under|post navigation|in this (?:series|section)|advertisement` +
		`|[\p{Han}]{0,6}推荐|(?:相关|推荐|热门|热点|最新|延伸|往期|更多|精彩|近期|关联|同类|猜你|为你|为您|大家都在|编辑|今日|本周)(?:[\p{Han}]{0,2})(?:阅读|文章|新闻|资讯|推荐|内容|稿件|人员|律师|专业人员|团队|报道|链接|专题|回顾|喜欢|看|搜|信息|动态|观点|标签|业务领域|领域|精选|热点|排行)` +
		`|(?:网友|全部|热门|最新|精彩)?(?:评论|留言|跟帖)(?:[（(]\d*[)）])?|发表评论|我要评论|(?:关于)?作者(?:简介|介绍|团队)?|(?:专业|律师|核心)团队|联系(?:我们|作者|律师|人)|关注我们|订阅(?:我们)?|分享(?:到|至|本文)?|标签|热[门点]?|热(?:门|点)?(?:新闻|帖|评|搜)|热榜|点击排行|阅读排行|排行榜|最受欢迎|最多阅读|扫码.{0,12}|扫一扫.{0,16}` +
		`|(?:à|a) lire (?:aussi|également)|(?:lire|voir) aussi|pour (?:approfondir|aller plus loin)|(?:sur le même sujet|articles? (?:liés?|connexes?))|mehr zum thema|(?:weitere|verwandte|ähnliche) (?:informationen|themen|artikel|meldungen|beiträge)|weiterführende (?:links|informationen)|das könnte sie auch interessieren|(?:noticias|contenidos?|artículos?) relacionad[oa]s?|también (?:te )?puede interesar(?:te|le)?` +
		`)\s*[：:>»]*$`)
)

// How much such a piece can be.
const (
	maxMargins    = 80  // of them on a page
	marginHead    = 60  // characters of its heading
	marginLook    = 24  // nodes that are looked at for one
	longParagraph = 280 // characters of one that is the text's own, whatever stands over it
)

// dropMargins takes the margins out of a text that was found by the shape of common
// systems, which holds them as often as not. It returns them.
func dropMargins(body *html.Node) []*html.Node {
	m := margins{whole: textLength(body)}
	m.find(body)
	for _, n := range m.found {
		n.Parent.RemoveChild(n)
	}
	return m.found
}

// margins are those of one body, as they are found.
type margins struct {
	found    []*html.Node
	whole    int // text of the body
	measured int // elements whose text was measured
}

func (m *margins) find(n *html.Node) {
	for c := n.FirstChild; c != nil && len(m.found) < maxMargins; c = c.NextSibling {
		switch {
		case c.Type != html.ElementNode:
		case m.is(c):
			m.found = append(m.found, c)
		default:
			m.find(c)
		}
	}
}

func (m *margins) is(n *html.Node) bool {
	if m.measured >= 2*maxMargins || !isMargin(n) {
		return false
	}
	m.measured++
	return fits(n, m.whole)
}

// fits reports whether a margin leaves enough of what holds so much text: a wrapper of
// everything may have any name. What readers say can be longer than what they read.
func fits(n *html.Node, whole int) bool {
	size := textLength(n)
	if 4*size > whole && !dom.Is(n, atom.Aside, atom.Nav) && !othersClass.MatchString(dom.Attr(n, "id")+" "+dom.Attr(n, "class")) && hasLongParagraph(n) {
		return false // of the text itself, whatever its name
	}
	return 2*size <= whole || whole-size >= leastBeside && readersClass.MatchString(dom.Attr(n, "id")+" "+dom.Attr(n, "class"))
}

// othersClass is a class of what is about others, however much it says.
var othersClass = pattern.MustCompile(`(?i)related|recommend|comment|respond|sidebar|disqus|\bbio\b|author|about|disclaimer`)

// readersClass is a class of what readers say.
var readersClass = pattern.MustCompile(`(?i)(?:^|\s)(?:comments?(?:[-_](?:area|list|section|box|wrap))?|respond|disqus\w*|pinglun\w*)(?:\s|$)`)

// leastBeside is how many bytes of text an article has beside what readers say of it.
const leastBeside = 90

// isMargin reports whether an element is such a piece.
func isMargin(n *html.Node) bool {
	switch {
	case dom.Is(n, atom.Aside, atom.Nav):
		return true
	case dom.Is(n, atom.Form):
		return dom.First(n, "p + p") == nil
	case dom.Is(n, atom.A):
		return isCard(n)
	case !dom.Is(n, atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Dl, atom.Footer, atom.Header, atom.P, atom.Span):
		return false
	}
	if hasMarginClass(n) {
		return true
	}
	return dom.Is(n, atom.Div, atom.Section, atom.Footer) && (isUnderMarginHeading(n) || isCardList(n))
}

// isCard reports whether a link holds all of a teaser of another page: its heading, its
// first words.
func isCard(a *html.Node) bool {
	href := dom.Attr(a, "href")
	return href != "" && href[0] != '#' && !address.IsFile(href) && dom.First(a, "h2, h3, h4, h5, p, div") != nil
}

// isCardList reports whether an element holds teasers of other pages and nothing else: each
// begins with a link to its page and goes on with a sentence.
func isCardList(n *html.Node) bool {
	cards, class := 0, ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case !dom.Is(c, atom.Div, atom.Article, atom.Section, atom.Li) || dom.Attr(c, "class") == "" || cards > 0 && dom.Attr(c, "class") != class || !beginsWithLink(c):
			return false
		default:
			class = dom.Attr(c, "class")
			cards++
		}
	}
	return cards > 1
}

// beginsWithLink reports whether the first words of an element are a link to a page.
func beginsWithLink(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type != html.TextNode || strings.TrimSpace(d.Data) == "" || dom.Is(d.Parent, dom.Silent...) {
			continue
		}
		for at := d.Parent; at != nil && at != n; at = at.Parent {
			if dom.Is(at, atom.A) && dom.HasAttr(at, "href") {
				return !address.IsFile(dom.Attr(at, "href")) && !strings.HasPrefix(dom.Attr(at, "href"), "#")
			}
		}
		return false
	}
	return false
}

func hasMarginClass(n *html.Node) bool {
	for _, name := range append(strings.Fields(dom.Attr(n, "class")), dom.Attr(n, "id"), dom.Attr(n, "data-component")) {
		if m := moduleName.FindStringSubmatch(name); m != nil {
			name = m[1]
		}
		if len(name) <= 40 && marginClass.MatchString(name) {
			return true
		}
	}
	return false
}

// isUnderMarginHeading reports whether the first words of an element are the heading of a
// margin, in an element of their own.
func isUnderMarginHeading(n *html.Node) bool {
	d := dom.FirstWords(n)
	if d == nil || len(d.Data) > 4*marginHead {
		return false
	}
	at := d.Parent
	if at == n || dom.Is(at, dom.Silent...) || at.LastChild != at.FirstChild && dom.HasManyNodes(at) {
		return false
	}
	return marginHeading.MatchString(dom.Line(dom.Inline(at, nil))) && !hasLongParagraph(n)
}

func hasLongParagraph(n *html.Node) bool {
	return slices.ContainsFunc(dom.All(n, "p"), func(p *html.Node) bool { return textLength(p) > longParagraph })
}

// filesOf are the files that margins link, which are the article's.
func filesOf(r *page, margins []*html.Node) (out []feeds.Attachment) {
	for _, m := range margins {
		for _, f := range attachmentsIn(m, r.Base, false) {
			if !f.Image {
				out = append(out, f)
			}
		}
	}
	return out
}
