package article

import (
	"iter"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	imgExt = pattern.MustCompile(`(?i)\.(jpe?g|png|gif|bmp|webp|tiff?)$`)
	// fileQuery are the query fields that carry a file's name.
	fileQuery = []string{"fText", "fileName", "filename", "name"}
	// storedName is the name under which a server keeps a file, which tells nothing.
	storedName = pattern.MustCompile(`^[0-9A-Fa-f_-]{6,}\.[A-Za-z]{2,5}$`)
	// hollow are link texts that name no file.
	hollow = pattern.MustCompile(`(?i)^(附件)?[\s:：]*(点击|立即|点此|请)?(此处)?(?:pdf|word|excel|wps|ofd)?(?:版|格式)?(下载|查看|浏览|打开|download)?(附件|文件|全文|原文|正文)?\d*[。.]?$|^https?://\S+$`)
	// fileSize is what stands behind a name.
	fileSize = pattern.MustCompile(`(?i)\s*[（(\[]\s*(?:大小\s*[：:]?\s*|size\s*:?\s*)?[\d.,]+\s*(?:kb|mb|gb|bytes|字节|k|m|b)\s*[）)\]]$`)
	// iconName are pictures of layout, by the name of their file; iconPath by
	// its folder or because they picture a kind of file.
	iconName = pattern.MustCompile(`(?i)^(.*[_\-.])?(icon|logo|addon|arrow|blank|spacer|share|qrcode|ewm|weixin|weibo|print|close|dot|line|loading|placeholder|banner|btn|button)s?\d*([_\-.].*)?$`)
	iconPath = pattern.MustCompile(`(?i)/(icons?|fileicons?|filetype\w*|file_type\w*)/|/(docx?|pdf|xlsx?|zip|rar|word|excel|txt|wps)\d*\.(gif|png)$`)
)

// sizeBehind is a size right behind the name of a file.
var sizeBehind = pattern.MustCompile(`(?i)(\.(?:` + address.FileExts + `))\s*[\d.,]+\s*(?:kb|mb|gb|bytes|字节|k|m|b)$`)

func withoutSize(name string) string {
	return sizeBehind.ReplaceAllString(fileSize.ReplaceAllString(name, ""), "$1")
}

// besideBody are places outside the body where systems list an article's files.
const besideBody = ".filelist, .appendix, .contentLeft0102box, .fjlist, .wjfj, #fujian, [class$='fj' i], [class*='fj ' i], [class*='fujian' i], [class*='attach' i], [class*='annex' i]"

// outside are the attachments that stand beside the body.
func (r *Reading) outside(p *page, own rule.Article, body *html.Node, title string) []feeds.Attachment {
	var out []feeds.Attachment
	for _, sel := range own.Attachments {
		for _, a := range dom.All(p.Root, sel) {
			if u := address.Resolve(p.Base, dom.Attr(a, "href")); u != "" {
				out = append(out, feeds.Attachment{Name: linkName(a, u), URL: u, Image: imgExt.MatchString(address.Path(u))})
			}
		}
	}
	for _, n := range dom.All(p.Root, besideBody) {
		for _, a := range dom.All(n, "a[href]") {
			if u := fileAddress(a, p.Base); a != n && u != "" {
				out = append(out, feeds.Attachment{Name: linkName(a, u), URL: u, Image: imgExt.MatchString(address.Path(u))})
			}
		}
	}
	for _, n := range between(p.heading(title), body) {
		out = append(out, attachmentsIn(n, p.Base, false)...)
	}
	for n := range behind(body, title) {
		for _, f := range attachmentsIn(n, p.Base, false) {
			if !f.Image {
				out = append(out, f)
			}
		}
	}
	return Merge(out, r.listedFiles(p))
}

// listedFiles are the files that a script of the page lists with their names, to show them by
// itself.
func (r *Reading) listedFiles(p *page) (out []feeds.Attachment) {
	for _, code := range dom.Scripts(p.Root) {
		if len(code) > script.MaxSize || !fileInScript.MatchString(code) {
			continue
		}
		for _, list := range script.Lists(code) {
			files, _ := list.([]any)
			for _, f := range files[:min(len(files), mostFiles+1)] {
				fields, _ := f.(map[string]any)
				for _, f := range r.stateFile(fields, nil) {
					if !f.Image && address.IsFile(f.URL) {
						out = append(out, f)
					}
				}
			}
		}
	}
	if len(out) > mostFiles {
		return nil
	}
	return out
}

// fileInScript is the address of a file in a script.
var fileInScript = pattern.MustCompile(`(?i)["'][^"'\s]{4,500}\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|rtf)["']`)

// between are the boxes of files that stand between a heading and a body, as they do where a
// page shows first what can be saved.
func between(heading, body *html.Node) (out []*html.Node) {
	if heading == nil || body == nil {
		return nil
	}
	for at := body; at != nil && !dom.Within(heading, at); at = at.Parent {
		for s := at.PrevSibling; s != nil && !dom.Within(heading, s); s = s.PrevSibling {
			if s.Type == html.ElementNode && isFileBox(s) {
				out = append(out, s)
			}
		}
	}
	slices.Reverse(out)
	return out
}

// behind are the elements that follow a body, where many systems put a notice's files:
// beside it, in the rows of a table that lays the page out, and in what holds the
// heading too.
func behind(body *html.Node, title string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		levels := levelsTo(body, title)
		whole := levels == 0 && body != nil && holdsTitle(body, title) // another column may follow
		for at := body; at != nil && !dom.Is(at, atom.Body); at = at.Parent {
			column := dom.Is(at, atom.Td) && at != body
			for n := at.NextSibling; n != nil && !column; n = n.NextSibling {
				if n.Type == html.ElementNode && !dom.Is(n, atom.Nav) && (!dom.IsBesideList(n) || isOwnFooter(n, title)) &&
					(!whole || !isSide(n)) && !yield(n) {
					return
				}
			}
			if levels--; levels < 1 && !dom.Is(at.Parent, atom.Td, atom.Tr, atom.Tbody) {
				return
			}
		}
	}
}

// isOwnFooter reports whether a footer is an article's, not the site's: it closes what the
// heading opens.
func isOwnFooter(n *html.Node, title string) bool {
	if !dom.Is(n, atom.Footer) && !footClass.Named(n) || n.Parent == nil {
		return false
	}
	looked := 0
	for c := n.PrevSibling; c != nil && looked < marginLook; c = c.PrevSibling {
		if c.Type != html.ElementNode {
			continue
		}
		looked++
		if says(c, title) || says(dom.OrRoot(dom.First(c, "h1, h2, h3")), title) && !hasSentences(c) {
			return true
		}
	}
	return dom.InElement(n, atom.Article)
}

// farHeading is how many elements may lie between a body and the one that holds its
// heading too.
const farHeading = 5

// levelsTo is how many of the elements around a body hold no heading of its title; where
// none is found, how many hold nothing else than the body.
func levelsTo(body *html.Node, title string) int {
	levels := 0
	for at := body; at != nil && !dom.Is(at, atom.Body) && levels < farHeading; at = at.Parent {
		if holdsTitle(at, title) {
			return levels
		}
		levels++
	}
	wrappers := 0
	for at := body; isAlone(at) && wrappers < farHeading; at = at.Parent {
		wrappers++
	}
	if wrappers == 0 {
		return 0
	}
	return wrappers + 1
}

// holdsTitle reports whether an element holds the heading of a title.
func holdsTitle(at *html.Node, title string) bool {
	for n := range at.Descendants() {
		if dom.Is(n, atom.H1, atom.H2, atom.H3, atom.H4, atom.Div, atom.P, atom.Td) && n.FirstChild != nil && says(n, title) {
			return true
		}
	}
	return false
}

// isAlone reports whether an element is all that its parent holds.
func isAlone(n *html.Node) bool {
	if n == nil || n.Parent == nil || dom.Is(n.Parent, atom.Body) {
		return false
	}
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && (c.Type == html.ElementNode || strings.TrimSpace(c.Data) != "") {
			return false
		}
	}
	return true
}

// attachmentsIn are the files linked under n and, when asked, its pictures.
func attachmentsIn(n *html.Node, base *url.URL, pictures bool) []feeds.Attachment {
	var out []feeds.Attachment
	for _, e := range dom.All(n, "a, img, iframe[src], embed[src], object[data], [pdfsrc], "+opensFile) {
		switch {
		case dom.Is(e, atom.A) || !dom.Is(e, atom.Img, atom.Iframe, atom.Embed, atom.Object) && !dom.HasAttr(e, "pdfsrc") && !dom.HasManyNodes(e):
			if u := fileAddress(e, base); u != "" {
				out = append(out, feeds.Attachment{Name: linkName(e, u), URL: u, Image: imgExt.MatchString(address.Path(u))})
			}
		case dom.Is(e, atom.Img) && drawnFile(e, base) != "":
			u := drawnFile(e, base)
			out = append(out, feeds.Attachment{Name: linkName(e, u), URL: u})
		case dom.Is(e, atom.Img) && isThumb(e, base):
			// Its link is the picture in full size, and is counted.
		case !dom.Is(e, atom.Img):
			if u := framedFile(e, base); u != "" {
				out = append(out, feeds.Attachment{Name: linkName(e, u), URL: u})
			}
		case pictures && !isIcon(e) && !dom.IsUnseen(e.Parent):
			if u := pictureAddress(e, base); u != "" {
				out = append(out, feeds.Attachment{Name: pictureName(e, u), URL: u, Image: true})
			}
		}
	}
	return Merge(nil, out)
}

// fileData are the attributes in which an element keeps the address of a file that a script of
// the page opens; opensFile are the elements that may.
var fileData = []string{script.OpenedAttr, "data-url", "data-href", "data-file", "data-path", "data-fileurl", "data-filepath", "data-src"}

const opensFile = "button[onclick], span[onclick], p[onclick], li[onclick], div[onclick], td[onclick], [data-url], [data-href], [data-file], [data-path], [data-fileurl], [data-filepath]"

// isThumb reports whether a picture stands in a link to itself, larger.
func isThumb(img *html.Node, base *url.URL) bool {
	for a := img.Parent; a != nil && !dom.Is(a, dom.Blocks...); a = a.Parent {
		if dom.Is(a, atom.A) {
			return imgExt.MatchString(address.Path(fileAddress(a, base)))
		}
	}
	return false
}

// quoted is a string in a call that a link makes.
var quoted = pattern.MustCompile(`['"]([^'"]{4,1000})['"]`)

// fileAddress is the address of the file that a link opens, in its href, in the call
// it makes, or in an attribute of its own.
func fileAddress(a *html.Node, base *url.URL) string {
	href := dom.Attr(a, "href")
	if u := address.Resolve(base, href); u != "" {
		if address.IsFile(u) || dom.HasAttr(a, "download") || namesFile(a) && !isPagePath(address.Path(u)) {
			return u
		}
		if f := ShownFile(u); f != "" {
			return f
		}
		if !strings.HasSuffix(href, "#") {
			return ""
		}
	}
	for _, name := range fileData {
		if u := address.Resolve(base, dom.Attr(a, name)); address.IsFile(u) {
			return u
		}
	}
	for _, call := range []string{dom.Attr(a, "onclick"), href} {
		for _, m := range quoted.FindAllStringSubmatch(call[:min(len(call), address.Max)], 4) {
			u := address.Resolve(base, m[1])
			if address.IsFile(u) || strings.ContainsRune(m[1], '/') && namesFile(a) && !isPagePath(address.Path(u)) {
				return u
			}
		}
	}
	return ""
}

// scriptFile is a file that a script opens in the page.
var scriptFile = pattern.MustCompile(`(?i)['"]([^'"\s]{4,500}\.(?:pdf|ofd))(?:[?#][^'"\s]*)?['"]`)

// scriptFiles are the files that the scripts of a page open in it, which are all that some
// notices have.
func scriptFiles(p *page) (out []feeds.Attachment) {
	for _, s := range dom.Scripts(p.Root) {
		if len(s) > maxLinked {
			continue
		}
		for _, m := range scriptFile.FindAllStringSubmatch(s, mostFiles) {
			if u := address.Resolve(p.Base, m[1]); u != "" {
				out = append(out, feeds.Attachment{Name: fileName(u), URL: u})
			}
		}
	}
	return Merge(nil, out)
}

// namesFile reports whether the words of a link are the name of a file.
func namesFile(a *html.Node) bool {
	if dom.HasManyNodes(a) {
		return false
	}
	name := withoutSize(strings.TrimSpace(dom.Inline(a, nil)))
	return len(name) > address.LongestExt && address.HasFileExt(name)
}

// isPagePath reports whether the path of an address is that of a page.
func isPagePath(at string) bool {
	switch address.Ext(at) {
	case "html", "htm", "shtml":
		return true
	}
	return at == "" || at == "/"
}

// drawnFile is the address of the file that a picture stands for, which editors keep beside that of
// its first page.
func drawnFile(img *html.Node, base *url.URL) string {
	for _, name := range []string{"data-powerurl", "data-pdf", "data-fileurl"} {
		if u := address.Resolve(base, dom.Attr(img, name)); address.HasFileExt(address.Path(u)) {
			return u
		}
	}
	return ""
}

// framedFile is the address of a file that a page shows in a frame, itself or in a
// viewer that takes it as a field of its query.
func framedFile(n *html.Node, base *url.URL) string {
	u := address.Resolve(base, dom.Pick(dom.Attr(n, "src"), dom.Attr(n, "data"), dom.Attr(n, "pdfsrc")))
	if address.IsFile(u) && !strings.HasSuffix(strings.ToLower(address.Path(u)), ".html") {
		return u
	}
	return fileInQuery(u)
}

// fileInQuery is the address of the file that another names as a field of its query, which
// counts from there.
func fileInQuery(link string) string {
	at, err := url.Parse(link)
	if err != nil {
		return ""
	}
	for _, field := range []string{"file", "url", "src"} {
		if f := address.Resolve(at, at.Query().Get(field)); address.HasFileExt(address.Path(f)) {
			return f
		}
	}
	return ""
}

// ShownFile is the address of the file that a page shows which is a viewer by its name, as a
// link has it: viewer.html?file=/attach/1.pdf. Pages to share a file by name it too.
func ShownFile(address string) string {
	page, query, _ := strings.Cut(address, "?")
	if query == "" {
		return ""
	}
	if page = dom.Lower(page); !strings.Contains(page, "view") && !strings.Contains(page, "pdfjs") {
		return ""
	}
	return fileInQuery(address)
}

// lazy are the attributes in which pages keep a picture until it is seen; src
// is a placeholder then.
var lazy = []string{"data-src", "data-original", "data-actualsrc", "_src", "src"}

func pictureAddress(img *html.Node, base *url.URL) string {
	for _, name := range lazy {
		if u := address.Resolve(base, dom.Attr(img, name)); u != "" {
			return u
		}
	}
	return ""
}

func pictureName(img *html.Node, u string) string {
	for _, s := range []string{dom.Attr(img, "title"), dom.Attr(img, "alt")} {
		if s = dom.Line(s); s != "" && s != "图片" && s != "img" {
			return s
		}
	}
	name := fileName(u)
	if a, err := url.Parse(u); err == nil && !imgExt.MatchString(name) && a.Query().Get("wx_fmt") != "" {
		name += "." + string(feeds.CleanLine(a.Query().Get("wx_fmt")))
	}
	return name
}

// isIcon reports whether a picture is layout: tiny, or named like an icon.
func isIcon(img *html.Node) bool {
	for _, side := range []string{"width", "height"} {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(dom.Attr(img, side)), "px"))
		if err == nil && n > 0 && n <= 48 {
			return true
		}
	}
	src := dom.Attr(img, "src")
	for _, name := range lazy[:4] {
		if s := dom.Attr(img, name); s != "" {
			src = s
			break
		}
	}
	at := address.Path(src)
	return iconName.MatchString(path.Base(at)) || iconPath.MatchString(at) || dom.IsHidden(img)
}

// maxAttached is how many files one article has at most.
const maxAttached = 500

// Merge is a and b, every address once.
func Merge(a, b []feeds.Attachment) []feeds.Attachment {
	at := map[string]int{}
	var out []feeds.Attachment
	for _, list := range [][]feeds.Attachment{a, b} {
		for _, f := range list {
			i, seen := at[f.URL]
			switch {
			case seen && out[i].Name == fileName(f.URL):
				// A picture of the file's kind links it too, before its name does.
				out[i].Name = f.Name
			case !seen && len(out) < maxAttached:
				at[f.URL] = len(out)
				out = append(out, f)
			}
		}
	}
	return out
}
