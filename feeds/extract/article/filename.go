package article

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// linkName names a file: by the query of its address, which knows the name unless it is
// one of the store's, by the link's words, by its title, or by the address.
func linkName(a *html.Node, link string) string {
	u, err := url.Parse(link)
	words, stored := "", ""
	if !dom.Is(a, atom.Object, atom.Iframe) { // which hold words for those who cannot see the file
		words = besideName.ReplaceAllString(dom.Inline(a, nil), "$1")
	}
	if err == nil {
		told := feeds.HasHan(words) && !hollow.MatchString(dom.Line(words))
		for _, field := range fileQuery {
			if s := unescaped(u.Query().Get(field)); s != "" && !storedName.MatchString(s) && (feeds.HasHan(s) || !told) {
				return s
			} else if stored == "" {
				stored = s
			}
		}
	}
	if hint := dom.Attr(a, "title"); dom.EndsCut(dom.Line(words)) && utf8.RuneCountInString(hint) > utf8.RuneCountInString(dom.Line(words))-3 {
		words = hint
	}
	if hint := dom.Line(dom.Attr(a, "title")); address.HasFileExt(hint) && strings.ReplaceAll(date.Squeeze(hint), ".", "") == date.Squeeze(words) {
		words = hint // the kind of the file stands beside its name
	}
	picture := dom.First(a, "img")
	for _, s := range []string{words, dom.Attr(a, "title"), dom.Attr(a, "data-name"), dom.Attr(a, "data-filename"), keptName(a), dom.Attr(picture, "title"), dom.Attr(picture, "alt"), titleOfBox(a), labelOf(a), dom.Attr(a, "download")} {
		if s = strings.TrimRight(withoutSize(newWindow.ReplaceAllString(dom.Line(s), "")), ":："); s != "" && !hollow.MatchString(s) {
			return s
		}
	}
	if stored != "" {
		return stored
	}
	if s := fileName(link); address.HasFileExt(s) {
		return s
	}
	return dom.Pick(dom.Line(dom.Inline(a, nil)), fileName(link))
}

// newWindow is what readers who hear a page are told behind the name of a file.
var newWindow = pattern.MustCompile(`(?i)\s*[\[（(]\s*(?:另[開开](?:新)?(?:視|窗|分)[窗口頁页]?|在?新(?:視窗|窗口)[中内]?(?:打开|開啟)|opens? in (?:a )?new (?:window|tab)|external link)\s*[\]）)]$`)

// besideName is what one can do with a file, behind its name.
var besideName = pattern.MustCompile(`(?i)(\.(?:` + address.FileExts + `))(?:\s*[\[（(|｜]?\s*(?:点击|在线)?(?:下载|预览|查看|打开|浏览|download|preview|view)\s*[\]）)]?)+\s*$`)

// keptTitle is the name of a file in the data that an editor keeps at what it inserted.
var keptTitle = pattern.MustCompile(`['"]title['"]\s*:\s*['"]([^'"]+)['"]`)

func keptName(n *html.Node) string {
	if m := keptTitle.FindStringSubmatch(dom.Attr(n, "sudyfile-attr")); m != nil {
		return m[1]
	}
	return ""
}

// labelOf is the label that stands beside a link in its row.
func labelOf(a *html.Node) string {
	for p, up := a.Parent, 0; p != nil && up < maxBeside; p = p.Parent {
		row := dom.Is(p, atom.Li, atom.Tr)
		switch {
		case !row && !dom.Is(p, atom.P, atom.Div, atom.Dd):
			continue
		case !row && (dom.HasManyNodes(p) || dom.HasBlock(p)):
			return ""
		}
		up++
		if l := dom.First(p, "label"); l != nil {
			return dom.Inline(l, a)
		}
		rest := dom.Line(dom.InlineSkip(p, func(n *html.Node) bool {
			return n == a || dom.Is(n, atom.Td) && dom.IsCount(dom.Inline(n, nil))
		}))
		if utf8.RuneCountInString(rest) >= 4 && utf8.RuneCountInString(rest) <= maxLine && !strings.Contains(rest, "。") && len(dom.All(p, "a[href]")) == 1 {
			return withoutBrackets(rest)
		}
		if rest != "" || row {
			return ""
		}
	}
	return ""
}

// titleOfBox is the title in a box that holds one link to a file, and nothing else to open.
func titleOfBox(a *html.Node) string {
	for p, up := a.Parent, 0; p != nil && up < maxBeside && isLine(p) && len(dom.All(p, "a[href]")) == 1; p, up = p.Parent, up+1 {
		if t := dom.First(p, "h2, h3, h4, h5, h6, [class*='title' i]"); t != nil && !dom.Within(a, t) {
			return dom.Inline(t, nil)
		}
	}
	return ""
}

// emptyBrackets are those in which a link stood that is named by what is before them.
var emptyBrackets = pattern.MustCompile(`[\[【（(]\s*[\]】）)]\s*$`)

// withoutBrackets is a label without the brackets around it or behind it.
func withoutBrackets(s string) string {
	s = strings.Trim(emptyBrackets.ReplaceAllString(s, ""), " ：:·")
	if inside := strings.TrimLeft(s, "[【（("); len(inside) < len(s) {
		return strings.TrimRight(inside, " ]】）)")
	}
	return s
}

// unescaped reads a name that was percent-encoded twice.
func unescaped(s string) string {
	if strings.Contains(s, "%") {
		if d, err := url.QueryUnescape(s); err == nil {
			s = d
		}
	}
	return string(feeds.CleanLine(s))
}

func fileName(link string) string {
	return string(feeds.CleanLine(path.Base(address.Path(link))))
}
