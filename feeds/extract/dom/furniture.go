package dom

import (
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/pattern"
)

// besideList is a class or id of what a site sets under or beside its lists: links
// there can have the form of an item, and be none of the list.
var besideList = Classes(`(?i)^(?:foot|footer\S*|foot[-_]\S*|copyright\S*|friend[-_]?links?|yqlj|related\S*|xgxw|xgwz|xgyd|recommend\S*|tuijian|rank\S*|paihang\S*|phb|side[-_]?(?:bar|hot|news|rank|recommend)\S*|hot[-_]?(?:list|news|article|rank|read)\S*)$`)

// IsBesideList reports whether an element is such a part of a page, or says so.
func IsBesideList(n *html.Node) bool {
	if Is(n, atom.Footer, atom.Aside) {
		return true
	}
	return besideList.Class(n) || besideList.Names(Attr(n, "id"))
}

// furnitureClass is the class of an element for sharing or printing.
var furnitureClass = Classes(`(?i)^(?:share|shares|share[-_]?(?:box|bar|list|btn|wrap|con)|bdshare\S*|bds_\S*|jiathis\S*|social-share\S*|print|printbtn|ewm|erweima|qrcode|qr-?code|fenxiang)$`)

// furnitureText is more than such an element says; one that holds more is a wrapper
// of the text that can be printed.
const furnitureText = 120

// wayBack is a link at the end of a text, in its last line or under it, to where there is more.
var wayBack = pattern.MustCompile(`^返回\p{Han}{2,6}[，,]\s*查看更多$`)

// isFurniture reports whether an element's class says that it is for sharing or
// printing, or whether it is a link back to the site.
func isFurniture(n *html.Node) bool {
	if Is(n, atom.A) {
		return wayBack.MatchString(Line(Inline(n, nil)))
	}
	class := Attr(n, "class")
	return class != "" && furnitureClass.Names(class) && utf8.RuneCountInString(Line(Inline(n, nil))) <= furnitureText
}
