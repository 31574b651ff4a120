package list

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// Links of some lists say nothing of their row: they lie over it without words, tell that it
// goes on, or open it from a cell of their own. Its title stands beside them.

// moreWord is what a link says that leads to the whole of what its row begins to tell.
var moreWord = pattern.MustCompile(`(?i)^(?:(?:read|learn|view|see|continue|find out)(?: (?:more|reading|details?|on|article|post|full story))*|details?|more|weiterlesen|lire (?:la suite|plus)|leer más|ler mais|leggi(?: tutto)?|lees (?:meer|verder))[\s.…>»→]*$`)

// openWord is what a link or a button says that opens what its row names.
var openWord = pattern.MustCompile(`(?i)^[\[【<（(]?(?:(?:点击|立即|在线)?(?:查看|浏览|阅读|预览|下载|打开)(?:全文|详情|附件|文件|标准|公告|通知|原文|文本|pdf)?|详情|全文|附件|view|open|download|details?|pdf|보기|다운로드|詳細|檢視|下載|詳情)[\]】>）)]?[\s.…>»→›]*$`)

// isHollow reports whether words of a link say nothing of what it leads to.
func isHollow(words string) bool {
	return len(words) <= 60 && (hollowHint.MatchString(words) || moreWord.MatchString(words) || openWord.MatchString(words))
}

// coveredTitle is the heading of the row that a link without words lies over, or that a link
// ends which says no more than that it goes on; of a row without a heading what names it.
func coveredTitle(link *html.Node) string {
	if link == nil {
		return ""
	}
	words := strings.TrimLeft(dom.Line(dom.Inline(link, nil)), bullets)
	if words != "" && !isHollow(words) || words == "" && dom.First(link, "img") != nil {
		return ""
	}
	row := link.Parent
	for up := 0; row != nil && up < maxCovered; up++ {
		if hasManyLinks(row) {
			return "" // a part of the page
		}
		switch headings := dom.All(row, "h1, h2, h3, h4, h5, h6"); {
		case len(headings) > 1 || dom.Is(row, atom.Body, atom.Main, atom.Ul):
			return ""
		case len(headings) == 1 && leadsOn(headings[0]):
			return "" // the row is that of the link in its heading
		case len(headings) == 1 && !dom.InLink(headings[0]):
			return dom.Line(dom.Inline(headings[0], nil))
		case len(headings) == 1:
			return ""
		}
		if title := namedBeside(row, link); words != "" && title != "" {
			return title
		}
		row = row.Parent
	}
	return ""
}

// leadsOn reports whether a heading holds a link of its own.
func leadsOn(heading *html.Node) bool {
	a := dom.First(heading, "a[href]")
	href := address.Tidy(dom.Attr(a, "href"))
	return href != "" && !address.LeadsNowhere(href) && !strings.HasPrefix(href, "javascript:")
}

// namedBeside is what names the row of a link that is its only one: the cell under the head of
// titles, or the first words that could be a title.
func namedBeside(row, link *html.Node) string {
	if dom.Is(row, atom.Td, atom.Th) || dom.HasManyNodes(row) {
		return ""
	}
	for _, a := range dom.All(row, "a, button") {
		if words := dom.Line(dom.Inline(a, nil)); a != link && dom.CouldBeTitle(words) && !isHollow(words) {
			return ""
		}
	}
	if dom.Is(row, atom.Tr) {
		return namedCell(row, link)
	}
	for _, sel := range []string{headlines, "*"} {
		for _, n := range dom.All(row, sel) {
			if n == row || dom.Within(link, n) || dom.Within(n, link) || dom.HasBlock(n) || dom.Is(n, dom.Silent...) {
				continue
			}
			if words := dom.Line(dom.Inline(n, nil)); dom.CouldBeTitle(words) && !date.IsAlone(words) && !docnumber.IsLine(words) {
				return words
			}
		}
	}
	return ""
}

// titleHead is the head of a column of titles.
var titleHead = pattern.MustCompile(`(?i)^(?:\p{Han}{0,4}(?:标题|標題|题名|题目|主题|名称|名稱)|(?:document|standard)?(?:title|name|subject)|제목|件名)$`)

// namedCell is the title of a row of a table, whose link stands in another cell.
func namedCell(row, link *html.Node) string {
	cells := cellsOf(row)
	at := -1
	if table := tableOf(row); table != nil {
		for _, head := range dom.All(table, "tr")[:1] {
			heads := cellsOf(head)
			for i := 0; i < len(heads) && len(heads) == len(cells) && at < 0 && head != row; i++ {
				if titleHead.MatchString(date.Squeeze(dom.Inline(heads[i], nil))) {
					at = i
				}
			}
		}
	}
	for i, c := range cells {
		words := dom.Line(dom.Inline(c, nil))
		if (at < 0 || i == at) && !dom.Within(link, c) && dom.CouldBeTitle(words) && !date.IsAlone(words) && !docnumber.IsLine(words) {
			return words
		}
	}
	return ""
}

// maxCovered is how many elements around a link that covers its row are looked at.
const maxCovered = 3
