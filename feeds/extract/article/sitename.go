package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// siteName is the name of a site or of the office that runs it, as title elements
// carry it beside the title.
var siteName = pattern.MustCompile(`^[\p{Han}（）()·\s]{0,20}(?:网|網|网站|網站|入口網|门户|门户网站|频道|客户端|平台|局|厅|委|委员会|委員會|办公室|辦公室|公署|署|部|政府|法院|检察院|中心|银行|日报|晚报|晨报|早报|时报|区报|市报|商报|导报|周报|周刊|新闻|协会|商会|学会|研究院|事务所|律所|大会|学院|大学|处|首页|主页)$|^网信\p{Han}{2,4}$|(?i)^[\w\s,&'’.-]{0,60}(?:commission|commissioner|commissioner['’]s office|authority|board|office|supervisor|government|department|home|gov\.uk)$`)

// doing are words of a title that ends in an office's name and tells what it did.
var doing = pattern.MustCompile(`查处|处置|整治|打击|破获|侦破|审结|审理|下架|曝光|部署|启动|加强|强化|签署|上线|责令|集中|依法|推动|推进|一批|多家|\d|关于|发布|召开|公布|约谈|开展|成立|印发|通报|举行|处罚|走进|致|与|赴|调研|会见|进驻`)

func isSiteName(s string) bool {
	s = strings.TrimSpace(s)
	return siteName.MatchString(s) && !doing.MatchString(s)
}

// withoutSite is what a title element says without the names of the column and the site,
// which stand behind the title as a rule.
func withoutSite(s string) string {
	if head, rest, cut := strings.Cut(s, "_"); cut && utf8.RuneCountInString(strings.TrimSpace(head)) >= 4 {
		if next, _, _ := strings.Cut(rest, "_"); isSiteName(head) && utf8.RuneCountInString(next) > dom.ColumnName && !isSiteName(next) {
			head = next
		}
		return strings.TrimSpace(head)
	}
	for first := true; ; first = false {
		head, tail := cutLast(s)
		switch {
		case utf8.RuneCountInString(head) < 4 && !columnWord.MatchString(head):
			return withoutOffice(s)
		case columnWord.MatchString(lastPart(head)) && utf8.RuneCountInString(tail) > dom.ColumnName && !isColumn(tail):
			return tail
		case isSiteName(head) && utf8.RuneCountInString(tail) > dom.ColumnName && !isSiteName(tail):
			return tail
		case isSiteName(tail), date.IsAlone(tail), first && (utf8.RuneCountInString(head) >= dom.ColumnName || !feeds.HasHan(s)), feeds.HasHan(tail) && utf8.RuneCountInString(tail) <= dom.ColumnName:
			s = head
		default:
			return withoutOffice(s)
		}
	}
}

// lastPart is what stands behind the last mark that sets names apart.
func lastPart(s string) string {
	_, tail := cutLast(s)
	return tail
}

// withoutOffice cuts names of offices and columns behind dashes without blanks, which titles
// themselves have.
func withoutOffice(s string) string {
	for {
		at := strings.LastIndexByte(s, '-')
		if at < 0 || !feeds.HasHan(s[at:]) || !isColumn(s[at+1:]) || utf8.RuneCountInString(s[:at]) < dom.ColumnName {
			return s
		}
		s = strings.TrimSpace(s[:at])
	}
}

// cutLast cuts at the last mark that sets names apart; without one head is empty.
func cutLast(s string) (head, tail string) {
	at, long := -1, 0
	for _, sep := range []string{" - ", " – ", " — ", "--", "|", "｜", "－"} {
		if i := strings.LastIndex(s, sep); i > at {
			at, long = i, len(sep)
		}
	}
	if at < 0 {
		return "", s
	}
	return strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+long:])
}

// shortestHeading is what a title has at least that nothing else confirms.
const shortestHeading = 5

// longestHeading is more than a heading has whose element only its class tells.
const longestHeading = 120

// boldOver is a heading of pages that know no headings: bold or large, in the middle.
const boldOver = "[align='center' i] b, [align='center' i] strong, center b, center strong, [style*='text-align:center' i] b, [style*='text-align:center' i] strong, [style*='text-align: center' i] b, [style*='text-align: center' i] strong, font[size='4'], font[size='5'], font[size='6'], [align='center' i] [style*='font-size' i], [style*='text-align:center' i] [style*='font-size' i]"

// ownHeading is the heading of a page whose title element names only the site.
func ownHeading(p *page) string {
	for _, sel := range []string{"h1", "h2", titleClass, "h3", boldOver} {
		for _, n := range dom.All(p.Root, sel) {
			if h := dom.Line(dom.ClipLine(dom.InlineSkip(n, isUnderTitle))); utf8.RuneCountInString(h) >= shortestHeading && utf8.RuneCountInString(h) <= longestHeading && !isColumn(h) && !hasLink(n) && !dom.IsUnseen(n) && !inFrame(n) {
				return h
			}
		}
	}
	return ""
}

// inFrame reports whether an element stands in what a site sets around its pages.
func inFrame(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if isFrame(n) {
			return true
		}
	}
	return false
}
