package article

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// Beside their articles sites offer forms, manuals and guides, which belong to none of them.

// withoutSideFiles are those of the files of a page that stand with the article of a title,
// inside what holds its heading and its text, or in a box right behind that. All are kept
// where that is the whole page, or where it has no files and its text says that there are.
func (p *page) withoutSideFiles(files []feeds.Attachment, title string) []feeds.Attachment {
	body, heading := dom.First(p.Root, "body"), p.heading(title)
	if len(files) == 0 || body == nil || heading == nil {
		return files
	}
	core := coreOf(body)
	if core == nil {
		return files
	}
	whole := core
	for whole != nil && whole != body && !dom.Within(heading, whole) {
		whole = whole.Parent
	}
	if whole == nil || whole == body {
		return files
	}
	own := attachmentsIn(whole, p.Base, false)
	if len(own) == 0 && strings.Contains(dom.Inline(core, nil), "附件") {
		return files
	}
	for n := range followers(whole) {
		if isFileBox(n) && !isSide(n) {
			own = append(own, attachmentsIn(n, p.Base, false)...)
		}
	}
	return slices.DeleteFunc(files, func(f feeds.Attachment) bool {
		return !slices.ContainsFunc(own, func(o feeds.Attachment) bool { return o.URL == f.URL })
	})
}

// isSide reports whether an element says that it is a column beside the article.
func isSide(n *html.Node) bool {
	class := dom.Attr(n, "class") + " " + dom.Attr(n, "id")
	return sideClass.MatchString(class) && !alignedClass.MatchString(class)
}

// followers are the elements right behind a part of a page, on its level and on those of
// what holds nothing else before it.
func followers(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for at, up := n, 0; at != nil && !dom.Is(at, atom.Body) && up < maxBeside; at, up = at.Parent, up+1 {
			for s := at.NextSibling; s != nil; s = s.NextSibling {
				if s.Type == html.ElementNode && !yield(s) {
					return
				}
			}
		}
	}
}
