package article

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// lesserHeadings are where a page without a first heading shows its title.
const lesserHeadings = "h2, h3, .title, .tit, .bt"

// titleClass is what holds a title by its class or id.
const titleClass = "[class*='tit' i], [id*='title' i], [class*='biaoti' i], [id*='biaoti' i], .bt, [class$='_bt'], [class*='_bt '], [class$='-bt'], [class*='-bt '], [class^='bt_'], [class*=' bt_']"

// articleTitle is the first title that the rule or the common places have. The
// title element comes last, without the site's name behind it.
func articleTitle(p *page, own rule.Article) string {
	poor := ""
	for _, v := range slices.Concat(own.Title, commonArticle.Title) {
		headings := p.headings(v)
		h := p.begun(headings)
		for at := 0; h == "" && at < len(headings); at++ {
			if h = headings[at]; isColumn(h) && !p.beginsTitle(h) {
				poor, h = dom.Pick(poor, h), ""
			}
		}
		if h != "" && v.From == "h1" {
			h = cmp.Or(p.confirmed(h), h)
		}
		if h != "" {
			return p.unbroken(h)
		}
	}
	if h := p.underColumn(poor); h != "" {
		return h
	}
	if h := p.titleElement(); h != "" && !isColumn(h) {
		return h
	}
	return dom.Pick(poor, p.titleElement())
}

// longTitle is more than the name of a column or of an office has.
const longTitle = 12

// beginsTitle reports whether the title element begins with a heading, and goes on with the
// name of the site.
func (p *page) beginsTitle(h string) bool {
	if utf8.RuneCountInString(h) < longTitle || columnWord.MatchString(h) {
		return false
	}
	rest, ok := strings.CutPrefix(p.headTitle(), h)
	rest = strings.Trim(rest, " -_|｜–—－")
	return ok && isSiteName(rest)
}

// underColumn is the heading under one that names a column, where the title element names
// the column and the site as well.
func (p *page) underColumn(column string) string {
	if !columnWord.MatchString(column) {
		return ""
	}
	title := p.headTitle()
	if !strings.Contains(title, column) {
		return ""
	}
	for _, n := range dom.All(p.Root, "h2, h3") {
		h := dom.Line(dom.ClipLine(dom.InlineSkip(n, isUnderTitle)))
		if strings.Contains(title, h) || utf8.RuneCountInString(h) < longTitle || isColumn(h) || marginHeading.MatchString(h) || dom.First(n, "a[href]") != nil || dom.IsUnseen(n) || inFrame(n) || inMargin(n) {
			continue
		}
		return h
	}
	return ""
}

// begun is the one of several headings that the title element begins with: another is the
// site's.
func (p *page) begun(headings []string) string {
	if len(headings) < 2 {
		return ""
	}
	title := p.headTitle()
	for _, h := range headings {
		if utf8.RuneCountInString(h) >= shortestHeading && strings.HasPrefix(title, h) && !isColumn(h) {
			return h
		}
	}
	return ""
}

// blankInWord is a blank between two Chinese characters, which few titles have.
var blankInWord = pattern.MustCompile(`\p{Han} \p{Han}`)

// unbroken is a title as the title element has it, or another text of the page, where that
// says the same without blanks inside of words.
func (p *page) unbroken(h string) string {
	if !blankInWord.MatchString(h) {
		return h
	}
	whole := date.Squeeze(h)
	if s := withoutSite(p.headTitle()); date.Squeeze(s) == whole && len(s) < len(h) {
		return s
	}
	for s := range dom.Texts(p.Root) {
		if len(s) <= 2*len(h) && date.Squeeze(s) == whole {
			if s = dom.Line(s); len(s) < len(h) {
				return s
			}
		}
	}
	return h
}

// headings are the titles that v finds. The place may hold the heading, and source and
// day under it.
func (p *page) headings(v rule.Value) []string {
	whole := rule.Spot{Scope: p.Root, URL: p.Address.String()}
	if sel, name := rule.SplitAttr(v.From); name != "" || v.Match != "" || v.Nth != 0 || v.Last || strings.HasPrefix(sel, "url") {
		s := dom.Line(dom.ClipLine(rule.Values{v}.First(whole)))
		if v.From == ogTitle {
			s = withoutSite(s)
		}
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var out []string
	found := whole.Find(v.From)
	for _, n := range found[:min(len(found), maxHeadings)] {
		if isLogo(n) || dom.IsUnseen(n) {
			continue
		}
		s := dom.Line(dom.ClipLine(dom.InlineSkip(n, isUnderTitle)))
		if h := dom.Line(dom.ClipLine(dom.InlineSkip(dom.OrRoot(dom.First(n, "h1, h2, h3")), isUnderTitle))); utf8.RuneCountInString(h) >= 4 {
			s = h
		}
		if s = strings.TrimSuffix(reiwaBehind.ReplaceAllString(s, ""), " :"); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// reiwaBehind is the day that Japanese pages set behind their titles.
var reiwaBehind = pattern.MustCompile(`\s*[（(]令和(?:元|\d{1,2})年\d{1,2}月\d{1,2}日[）)]$`)

// isUnderTitle reports whether an element of a heading is no part of the title: the line
// of day and source, set smaller in the same heading.
func isUnderTitle(n *html.Node) bool {
	if dom.Is(n, atom.Ul, atom.Ol, atom.Dl, atom.Table) {
		return n.PrevSibling != nil
	}
	if !dom.Is(n, atom.Span, atom.Small, atom.Em, atom.I, atom.P, atom.Div, atom.Font) || n.PrevSibling == nil || n.FirstChild == nil || !isLine(n) {
		return false
	}
	s := dom.Line(dom.ClipLine(dom.Inline(n, nil)))
	return utf8.RuneCountInString(s) <= maxLine && (date.LineDay.MatchString(s) || date.Label.MatchString(s) || date.IsAlone(s) || europeanDay.MatchString(s) || dom.First(n, "time[datetime]") != nil)
}

// europeanDay is the day of dots with which such a line begins.
var europeanDay = pattern.MustCompile(`^\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?:\s|$)`)

// isLine reports whether an element holds so little that it can be a line.
func isLine(n *html.Node) bool {
	nodes, size := 0, 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			size += len(d.Data)
		}
		if nodes++; nodes > marginLook || size > maxLineBytes {
			return false
		}
	}
	return true
}

// maxLineBytes is more than a line under a heading has, blanks of layout among it.
const maxLineBytes = 2_000

// maxHeadings is how many elements of a selector are looked at for a title.
const maxHeadings = 8

// headTitle is what stands in the title element of the page, "" where it has none.
func (p *page) headTitle() string {
	return dom.Line(dom.ClipLine(dom.Inline(dom.OrRoot(dom.First(p.Root, "title")), nil)))
}

// titleElement is the title in the head of the page, or the heading that says the same
// better.
func (p *page) titleElement() string {
	s := p.headTitle()
	best := titleCell(p)
	if !strings.Contains(s, best) || isColumn(best) {
		best = ""
	}
	for _, n := range dom.All(p.Root, lesserHeadings+", "+titleClass) {
		// The title element names the column and the site as well, or alone.
		h := dom.Line(dom.ClipLine(dom.Inline(n, nil)))
		if utf8.RuneCountInString(h) >= 4 && strings.Contains(s, h) && utf8.RuneCountInString(h) > utf8.RuneCountInString(best) && !isColumn(h) && !dom.IsUnseen(n) {
			best = h
		}
	}
	if best != "" {
		return best
	}
	whole := s
	s = withoutSite(s)
	head, tail, cut := strings.Cut(s, "-")
	shown := p.shownOf(whole, s, tail)
	if shown.part != "" {
		return shown.part
	}
	// Each walks the whole page.
	over := sync.OnceValue(func() string { return overLabels(p) })
	own := sync.OnceValue(func() string { return ownHeading(p) })
	if h := dom.FirstOf(func() string { return shown.fuller }, func() string { return spelledOut(over(), s) }, func() string { return aroundName(over(), s) }); h != "" {
		return h
	}
	short := utf8.RuneCountInString(s) <= dom.ColumnName // the name of a column that nobody listed
	if short || s == "" || isColumn(s) || cut && (namesNoArticle(strings.TrimSpace(head), strings.TrimSpace(tail)) || isSiteName(head) && !shown.tail) {
		// The title element names the site alone; what stands over the text is bigger.
		if h := dom.FirstOf(func() string { return titleCell(p) }, own, over); h != "" {
			return h
		}
	}
	if !officialTitle.MatchString(s) {
		if h := own(); officialTitle.MatchString(h) {
			return h
		}
	}
	return s
}

// partMark is what title elements set between a column, a title and a site.
const partMark = " -_|｜–—－·:："

// shown is what a page shows, in lines of their own, of its title element.
type shown struct {
	part   string // see shownPart
	fuller string // see fullerHeading
	tail   bool   // the words behind the name of a site
}

// shownOf looks, in one walk over the page, for what it shows of a title element: as a whole,
// without the name of the site, and of that what stands behind the first dash.
func (p *page) shownOf(whole, title, tail string) (out shown) {
	begin := ""
	if begins := []rune(title); len(begins) >= sameBeginning && !isColumn(title) {
		begin = string(begins[:sameBeginning])
	}
	out.tail = tail == ""
	least := utf8.RuneCountInString(whole) / 2 // bytes of a part
	for n := range p.Root.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		line := strings.TrimSpace(n.Data)
		part := len(n.Data) <= 4*len(whole) && len(line) >= least && mayBegin(line, whole)
		fuller := out.fuller == "" && begin != "" && strings.HasPrefix(line, begin)
		behind := !out.tail && strings.Contains(n.Data, tail)
		if !part && !fuller && !behind || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		if part {
			out.part = dom.Pick(shownPart(n, whole, out.part), out.part)
		}
		if fuller {
			out.fuller = fullerHeading(n, begin, title)
		}
		out.tail = out.tail || behind
	}
	return out
}

// mayBegin reports whether a line may begin, once it is tidied, in the midst of s.
func mayBegin(line, s string) bool {
	r, size := utf8.DecodeRuneInString(line)
	// Others may be left out, or become one with what follows them.
	settled := r >= '一' && r <= '鿿' || size < len(line) && line[0] < utf8.RuneSelf && line[size] < utf8.RuneSelf && line[0] > ' '
	return !settled || strings.ContainsRune(s, r)
}

// shownPart is the part of a title element that a text of the page is, where that stands in a
// line of its own: what stands before it names a column, what stands behind it the site. It is
// longer than the best so far, "" otherwise.
func shownPart(n *html.Node, s, best string) string {
	h := dom.Line(n.Data)
	if utf8.RuneCountInString(h) < dom.ColumnName || utf8.RuneCountInString(h) <= utf8.RuneCountInString(best) {
		return ""
	}
	before, behind, found := strings.Cut(s, h)
	if !found || before == "" || behind == "" || before == strings.TrimRight(before, partMark) || behind == strings.TrimLeft(behind, partMark) || 2*utf8.RuneCountInString(h) < utf8.RuneCountInString(s) {
		return ""
	}
	if dom.InLink(n) || inFrame(n) || inMargin(n) || dom.IsUnseen(n.Parent) || isColumn(h) {
		return ""
	}
	return h
}

// namesNoArticle reports whether two parts of a title element are a column and a site, or an
// office.
func namesNoArticle(head, tail string) bool {
	return isColumn(head) && isColumn(tail) || utf8.RuneCountInString(head) < shortestHeading && (isSiteName(tail) || outlet.MatchString(tail))
}

// sameBeginning is what a heading and a title element have in common where one is a short
// form of the other.
const sameBeginning = 6

// fullerHeading is the heading in which a text stands if it begins as the title element does,
// and goes on with more than that has.
func fullerHeading(n *html.Node, begin, s string) string {
	if dom.HasManyNodes(n.Parent) {
		return ""
	}
	h := dom.Line(dom.ClipLine(dom.InlineSkip(n.Parent, isUnderTitle)))
	if strings.HasPrefix(h, begin) && utf8.RuneCountInString(h) > utf8.RuneCountInString(s) && utf8.RuneCountInString(h) <= longestHeading && goesOn(h, s) && !sentenceEnd.MatchString(h) && !dom.InLink(n) && !dom.IsUnseen(n.Parent) && !inFrame(n) && !inMargin(n) {
		return h
	}
	return ""
}

// hasLink reports whether an element holds a link to somewhere: pages for telephones set the
// heading of the page itself as one to nowhere.
func hasLink(n *html.Node) bool {
	a := dom.First(n, "a[href]")
	return a != nil && !address.LeadsNowhere(dom.Attr(a, "href")) && !strings.HasPrefix(dom.Lower(dom.Attr(a, "href")), "javascript:")
}

// spelledOut is a heading of which the title element is a short form: all of its characters
// stand in the heading, in their order.
func spelledOut(heading, short string) string {
	if utf8.RuneCountInString(short) < sameBeginning || utf8.RuneCountInString(heading) <= utf8.RuneCountInString(short) || strings.HasPrefix(heading, short) || !feeds.HasHan(short) {
		return ""
	}
	rest := heading
	for _, r := range short {
		at := strings.IndexRune(rest, r)
		if at < 0 {
			return ""
		}
		rest = rest[at+len(string(r)):]
	}
	return heading
}

// aroundName is a heading that the title element sets behind the name of its site, and the day,
// or before that of the column.
func aroundName(heading, s string) string {
	name, found := strings.CutSuffix(s, heading)
	if column, before := strings.CutPrefix(s, heading); before && column != "" {
		name, found = column, strings.ContainsAny(column[:1], "-_|")
	}
	if name = date.WithoutYMD(name); found && heading != "" && utf8.RuneCountInString(name) <= dom.ColumnName+2 && strings.ContainsAny(name, "-_|—－｜:：") {
		return heading
	}
	return ""
}

// goesOn reports whether a heading says more than its short form with something set behind:
// it does in brackets.
func goesOn(heading, short string) bool {
	rest, same := strings.CutPrefix(heading, short)
	return !same || strings.HasPrefix(rest, "（") && strings.HasSuffix(rest, "）")
}

// officialTitle is the title of a document, which says of what kind it is.
var officialTitle = pattern.MustCompile(`^.{0,60}关于.{2,}的(?:通知|公告|通报|通告|公示|意见|决定|批复|函|答复|说明|请示|报告)(?:\s*[（(].{1,30}[）)])?$`)

// overLabels is the line over that of day and source, which is the heading of pages that
// mark none.
func overLabels(p *page) string {
	var before *html.Node
	for n := range p.Root.Descendants() {
		if n.Type != html.TextNode || dom.Is(n.Parent, dom.Silent...) || strings.TrimSpace(n.Data) == "" {
			continue
		}
		if labelsLine(n, strings.TrimSpace(n.Data)) {
			if before == nil || dom.HasManyNodes(before) || dom.InLink(before) || inFrame(before) {
				return ""
			}
			if h := dom.Line(dom.ClipLine(dom.Inline(before, nil))); utf8.RuneCountInString(h) >= shortestHeading && utf8.RuneCountInString(h) <= longestHeading && !isColumn(h) && !date.IsAlone(h) && !hasLink(before) {
				return h
			}
			return ""
		}
		before = blockOf(n, p.Root)
	}
	return ""
}

// labelsLine reports whether a line has the label of a day or of a source. Figures alone
// are none, of which a page may have thousands.
func labelsLine(n *html.Node, line string) bool {
	if len(line) > maxNames || !strings.ContainsFunc(line, unicode.IsLetter) {
		return false
	}
	_, dated := behindDayLabel(n, line)
	return dated || sourceLabel.MatchString(line) || sourceEnglish.MatchString(line)
}

// titleCell is what stands behind the label of a title in a table of an article's data.
func titleCell(p *page) string {
	for _, c := range dom.All(p.Root, "th, td, dt") {
		if c.FirstChild == nil || !titleLabel.MatchString(date.Squeeze(dom.Inline(c, nil))) {
			continue
		}
		for s := c.NextSibling; s != nil; s = s.NextSibling {
			if s.Type == html.ElementNode {
				return dom.Line(dom.ClipLine(dom.Inline(s, nil)))
			}
		}
	}
	return ""
}

var titleLabel = pattern.MustCompile(`(?i)^[\[【]?(?:标题|信息名称|文件名称|公文名称|名称|title|subject|제목)[\]】]?[：:]?$`)

// columnWord is the name of a column, which pages show as a heading over the one of the
// article.
var columnWord = pattern.MustCompile(`(?i)^(?:media statements?|media releases?|press releases?|press room|news ?room|(?:latest )?news|news (?:and|&) (?:events|blogs?)|announcements?|publications?|speeches|notices?|highlights|(?:(?:main|primary|secondary|mobile|haupt|unter|meta|global|service|site)[- ]?)?navigation(?:s?-?men[uü]e?| menu| und service)?|(?:haupt|service|site)?men[uü]e?|search|suche|sie sind hier:?|you are here:?|springe direkt zu:?|新闻稿|新聞稿|新聞公報|最新消息|通知公告|公示公告|公告公示|公告|通知|新闻动态|新闻发布|工作动态|政策法规|政策文件|政策解读|要闻|信息公开|政府信息公开|政务公开|标准征求意见|征求意见|意见征集|意见征求|征集调查|正文|相关附件|附件下载|附件|相关链接|相关阅读|相关解读|分享到?|(?:网站)?首页\s*[-–—>＞»›]+\s*.{2,30}|详情|详细内容|文章内容|보도자료|報道発表)$`)

// isColumn reports whether a heading names the site or one of its columns.
func isColumn(s string) bool { return columnWord.MatchString(s) || isSiteName(s) }

// isLogo reports whether a heading is the site's own: search engines are to find its
// name in a first heading, with a link to the site's first page.
func isLogo(n *html.Node) bool {
	class := strings.ToLower(dom.Attr(n, "class") + " " + dom.Attr(n, "id"))
	if strings.Contains(class, "logo") || siteClass.MatchString(class) {
		return true
	}
	a := dom.First(n, "a[href]")
	return a != nil && firstPage.MatchString(dom.Attr(a, "href")) && dom.Line(dom.Inline(n, nil)) == dom.Line(dom.Inline(a, nil))
}

// siteClass is the class of a heading that is the site's; firstPage the address of a
// site's first page.
var (
	siteClass = pattern.MustCompile(`\b(?:site|blog|brand)[-_]?(?:title|name)\b`)
	firstPage = pattern.MustCompile(`^(?:(?:https?:)?//[^/?#]+)?(?:/|(?:\.{1,2}/)*)?(?:(?:index|default)\.\w{3,5})?$`)
)
