package extract

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/pattern"
)

// linkName names a file: by the query of its address, which knows the name unless it is
// one of the store's, by the link's words, by its title, or by the address.
func linkName(a *html.Node, address string) string {
	u, err := url.Parse(address)
	words, stored := "", ""
	if !isElement(a, atom.Object, atom.Iframe) { // which hold words for those who cannot see the file
		words = besideName.ReplaceAllString(inline(a, nil), "$1")
	}
	if err == nil {
		told := feeds.HasHan(words) && !hollow.MatchString(tidyTitle(words))
		for _, field := range fileQuery {
			if s := unescaped(u.Query().Get(field)); s != "" && !storedName.MatchString(s) && (feeds.HasHan(s) || !told) {
				return s
			} else if stored == "" {
				stored = s
			}
		}
	}
	if hint := attr(a, "title"); isCut(tidyTitle(words)) && runes(hint) > runes(tidyTitle(words))-3 {
		words = hint
	}
	if hint := tidyTitle(attr(a, "title")); fileExts[ext(hint)] && strings.ReplaceAll(date.Squeeze(hint), ".", "") == date.Squeeze(words) {
		words = hint // the kind of the file stands beside its name
	}
	picture := first(a, "img")
	for _, s := range []string{words, attr(a, "title"), attr(a, "data-name"), attr(a, "data-filename"), keptName(a), attr(picture, "title"), attr(picture, "alt"), titleOfBox(a), labelOf(a), attr(a, "download")} {
		if s = strings.TrimRight(withoutSize(tidyTitle(s)), ":："); s != "" && !hollow.MatchString(s) {
			return s
		}
	}
	if stored != "" {
		return stored
	}
	if s := fileName(address); fileExt.MatchString(s) {
		return s
	}
	return pick(tidyTitle(inline(a, nil)), fileName(address))
}

// besideName is what one can do with a file, behind its name.
var besideName = pattern.MustCompile(`(?i)(\.(?:` + files + `))(?:\s*[\[（(|｜]?\s*(?:点击|在线)?(?:下载|预览|查看|打开|浏览|download|preview|view)\s*[\]）)]?)+\s*$`)

// keptTitle is the name of a file in the data that an editor keeps at what it inserted.
var keptTitle = pattern.MustCompile(`['"]title['"]\s*:\s*['"]([^'"]+)['"]`)

func keptName(n *html.Node) string {
	if m := keptTitle.FindStringSubmatch(attr(n, "sudyfile-attr")); m != nil {
		return m[1]
	}
	return ""
}

// labelOf is the label that stands beside a link in its row.
func labelOf(a *html.Node) string {
	for p, up := a.Parent, 0; p != nil && up < maxBeside; p = p.Parent {
		row := isElement(p, atom.Li, atom.Tr)
		switch {
		case !row && !isElement(p, atom.P, atom.Div, atom.Dd):
			continue
		case !row && (hasManyNodes(p) || hasBlock(p)):
			return ""
		}
		up++
		if l := first(p, "label"); l != nil {
			return inline(l, a)
		}
		rest := tidyTitle(inlineSkip(p, func(n *html.Node) bool {
			return n == a || isElement(n, atom.Td) && countOnly.MatchString(strings.TrimSpace(inline(n, nil)))
		}))
		if runes(rest) >= 4 && runes(rest) <= maxLine && !strings.Contains(rest, "。") && len(all(p, "a[href]")) == 1 {
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
	for p, up := a.Parent, 0; p != nil && up < maxBeside && isLine(p) && len(all(p, "a[href]")) == 1; p, up = p.Parent, up+1 {
		if t := first(p, "h2, h3, h4, h5, h6, [class*='title' i]"); t != nil && !within(a, t) {
			return inline(t, nil)
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

func fileName(address string) string {
	return string(feeds.CleanLine(path.Base(pathOf(address))))
}
