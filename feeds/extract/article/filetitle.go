package article

import (
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/pattern"
)

// fileTypes are the beginnings of content types that only files have.
var fileTypes = []string{
	"application/pdf", "application/msword", "application/vnd.", "application/zip", "application/x-msdownload", "application/octet-stream", "application/wps", "image/",
}

// FileTitle reports whether a document is a file and no page, and what it is
// called: by the answer's header, else by the address.
func FileTitle(doc feeds.Document) (title string, isOne bool) {
	kind := strings.ToLower(doc.Header.Get("Content-Type"))
	isOne = address.IsFile(doc.URL) && len(doc.Body) == 0 || len(doc.Raw) > 0 && len(doc.Body) == 0
	for _, t := range fileTypes {
		isOne = isOne || strings.HasPrefix(kind, t) && !dom.IsMarkup(doc.Body) && !jsonvalue.Is(doc.Body)
	}
	if !isOne {
		return "", false
	}
	if _, params, err := mime.ParseMediaType(doc.Header.Get("Content-Disposition")); err == nil {
		title = unescaped(params["filename"])
	}
	if title == "" {
		title = AddressTitle(doc.URL)
	}
	return withoutExtension(title), true
}

// titleEnd ends the title of a document, which says of what kind it is.
var titleEnd = pattern.MustCompile(`(?:通知|公告|通报|通告|公示|意见|决定|批复|函|报告|办法|规定|条例|指南|指引|细则|方案|规则|规范|标准|要求|名单|清单|目录|法|解释|纪要|令)(?:\s*[（(][^（()）]{1,30}[）)])*$`)

// notTitle is a line that stands over a title: a number, a mark of an annex, an issuer's head.
var notTitle = pattern.MustCompile(`^(?:附件?\s*\d*\s*[:：]?|.{0,20}[〔\[（(](?:19|20)\d{2}[〕\]）)].{0,8}号|.{2,20}文件|\d+)$`)

// titleLines is how many lines a title has at most, and how many stand before it.
const titleLines = 8

// TextTitle is the title with which the text of a file begins, "" where none is known by
// its end.
func TextTitle(text string) string {
	title, n, whole := "", 0, false
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || title == "" && notTitle.MatchString(line) {
			continue
		}
		if whole {
			if bracketed.MatchString(line) {
				title += line
			}
			break
		}
		if n++; n > titleLines || utf8.RuneCountInString(title+line) > longestHeading || strings.ContainsAny(line, "。；|") {
			break
		}
		title += line
		whole = utf8.RuneCountInString(title) >= shortestTitle && titleEnd.MatchString(title)
	}
	if !whole {
		return ""
	}
	return string(feeds.CleanLine(title))
}

// bracketed is a line in brackets, which goes on with a title: （征求意见稿）.
var bracketed = pattern.MustCompile(`^[（(][^（()）]{1,30}[）)]$`)

// AddressTitle is the name of the file that an address shows, "" when none.
func AddressTitle(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for _, field := range fileQuery {
		if s := unescaped(u.Query().Get(field)); s != "" {
			return withoutExtension(s)
		}
	}
	return withoutExtension(fileName(address))
}

func withoutExtension(name string) string {
	return string(feeds.CleanLine(address.WithoutFileExt(dom.ClipLine(name))))
}
