package article

import (
	"iter"
	"slices"
	"strings"
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

// sharedBody are the places in which articles of common systems stand, and their other boxes:
// teasers of other articles, questions, what a subscription costs.
var sharedBody = rule.Words{
	".article-content", ".article-body", ".entry-content", ".post-content", ".field--name-body", ".field-name-body",
	"[itemprop='articleBody']", ".view-content",
}

// looseBody are the places in which articles of systems that nobody described stand, among
// much else.
var looseBody = rule.Words{"#content", ".content", "article"}

// The core of a text is the least element that holds all of its sentences. What stands
// around it inside the same body are lines over the text, labels, marks of topics and
// links, for which every site has other names.

// A line is a sentence of a text from so many characters on.
const (
	sentenceHan   = 14
	sentenceLatin = 50
)

var (
	sentenceEnd = pattern.MustCompile(`[。；：！？;!?.:][”’"'）)]*$|。`)
	// noSentence begins lines that are the site's, however long.
	noSentence = pattern.MustCompile(`(?i)^(?:[（(【\[]?\s*(?:特别|免责|平台|版权|广告|法律)?(?:声明|提示|说明)\s*[：:]|notice\s*:|disclaimer|copyright|©|all rights reserved|来源\s*[：:]|责任编辑|凡注明|by\s|photo(?:graph)?\s*(?:by|:)|sign ?up|subscribe|we use cookies|【?如?果?您?有?.{0,8}线索.{0,20}(?:报料|爆料|联系|提供)|thanks for reading|th(?:e (?:content|information|material)s?|is) (?:(?:of|in|on|contained in|provided in) this )?(?:article|publication|update|blog|newsletter|alert|site|website)\b.{0,40}\b(?:is|are) (?:intended|provided|for general|not)\b|to (?:print|read|view|continue)\b.{0,24}\barticle\b|(?:please )?(?:log ?in|register|sign in)\b|(?:欢迎)?关注.{0,24}(?:公众号|微信|微博|抖音)|(?:请|长按)?(?:扫码|扫描|扫一扫|识别).{0,16}二维码|更多.{0,16}(?:敬?请)(?:关注|访问|登录|下载))`)
	// closing begins lines that belong to a text although they stand under its core.
	closing = pattern.MustCompile(`^(?:附件|附[：:]|附录|联系|电话|传真|邮箱|地址|特此|此致|抄送|（此件|\(此件|注[：:]|备注)`)
)

// isLinked reports whether much of what an element says stands in links to pages.
func isLinked(n *html.Node) bool {
	linked := 0
	for _, a := range dom.All(n, "a[href]") {
		if !address.IsFile(dom.Attr(a, "href")) {
			linked += textLength(a)
		}
	}
	return 5*linked > textLength(n)
}

// What holds fewer sentences than these, or so few bytes of them, may be another article's
// first words.
const (
	fewSentences  = 3
	sentenceBytes = 200
)

// mostOf is body if it holds most of the sentences of a page; what holds fewer is another
// article's, or a piece.
func mostOf(root, body *html.Node) *html.Node {
	if body == nil {
		return nil
	}
	inside, whole, several := 0, 0, 0
	for b := range sentences(root) {
		if inFrame(b) || inMargin(b) {
			continue
		}
		n := textLength(b)
		whole += n
		if dom.Within(b, body) {
			inside += n
			several++
		}
	}
	if 2*inside < whole && (several < fewSentences || inside < fewSentences*sentenceBytes) {
		return nil
	}
	return body
}

// trimToCore takes out of a body what stands around its core. It returns the element that
// holds the core and what closes it, nil where there is no core, and the pictures over it
// and the files under it.
func trimToCore(p *page, body *html.Node, pictures map[*html.Node]bool) (whole *html.Node, leads []feeds.Attachment) {
	core := coreOf(body)
	if core == nil {
		return nil, nil
	}
	leads = picturesOver(p, pictures, core)
	dropOver(core)
	if most := endOf(core); most != nil {
		_, boxes := trimUnder(most, false)
		leads = append(leads, filesOf(p, boxes)...)
	}
	whole = core
	for at := core; at != body && at.Parent != nil; at = at.Parent {
		for s := at.PrevSibling; s != nil; {
			before := s.PrevSibling
			if isOverCore(s) {
				s.Parent.RemoveChild(s)
			}
			s = before
		}
		closed, boxes := trimUnder(at, at == core)
		if closed {
			whole = at.Parent
		}
		leads = append(leads, filesOf(p, boxes)...)
	}
	return whole, leads
}

// endOf is the part of a core that holds the last of its sentences, if most of them stand in
// it: what leads to the text stands in another, and what follows is the site's.
func endOf(core *html.Node) *html.Node {
	var last *html.Node
	whole, inside := 0, 0
	for b := range sentences(core) {
		if b == core {
			return nil
		}
		size := textLength(b)
		if part := partOf(core, b); part != last {
			last, inside = part, 0
		}
		whole, inside = whole+size, inside+size
	}
	if last == nil || !dom.Is(last, atom.Div, atom.Section, atom.Article) || !dom.HasBlock(last) || 2*inside < whole {
		return nil
	}
	return last
}

// trimUnder takes out what stands under a core on one level, which is near where that is the
// core's own. It reports whether something there closes the text, and returns the boxes of
// files that it took out.
func trimUnder(at *html.Node, near bool) (closed bool, boxes []*html.Node) {
	var rest []*html.Node
	for s := at.NextSibling; s != nil; s = s.NextSibling {
		switch {
		case len(rest) == 0 && closes(s, near):
			closed = true
		case s.Type == html.ElementNode && dom.Paragraphs(s, nil) != "":
			rest = append(rest, s)
		}
	}
	for _, s := range rest {
		if closed || isUnderCore(s) {
			s.Parent.RemoveChild(s)
			if isFileBox(s) && !isSide(s) {
				boxes = append(boxes, s)
			}
		}
	}
	return closed, boxes
}

// sentences are the elements under body that hold sentences of a text.
func sentences(body *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		seen := map[*html.Node]bool{}
		for n := range body.Descendants() {
			if n.Type != html.TextNode || dom.Is(n.Parent, dom.Silent...) {
				continue
			}
			b := blockOf(n, body)
			if b == nil || seen[b] {
				continue
			}
			if seen[b] = b != body; (b == body && isSentenceText(n.Data) || b != body && isSentence(b)) && !yield(b) {
				return
			}
		}
	}
}

// coreOf is the core of the text under body, nil where it has no sentences.
func coreOf(body *html.Node) *html.Node {
	all := slices.Collect(sentences(body))
	core := joint(body, all)
	for range maxColumns {
		column := columnOf(core, all)
		if column == nil {
			break
		}
		core = joint(column, all)
	}
	if core == nil {
		return nil
	}
	// A single paragraph is no core, nor are the rows of one list.
	for core != body && (!dom.Is(core, atom.Div, atom.Section, atom.Article, atom.Main, atom.Td) && !isTold(core) || hasLike(core)) {
		core = core.Parent
	}
	if core == body {
		return nil
	}
	return core
}

// isTold reports whether a list is a text of its own, as what was said at a conference is,
// line by line: it leads nowhere.
func isTold(list *html.Node) bool {
	return dom.Is(list, atom.Ul, atom.Ol, atom.Dl) && dom.First(list, "a[href]") == nil
}

// joint is the least element that holds those of the sentences that stand under n.
func joint(n *html.Node, sentences []*html.Node) *html.Node {
	var least *html.Node
	for _, b := range sentences {
		if !dom.Within(b, n) {
			continue
		}
		if least == nil {
			least = b
		}
		for least != n && !dom.Within(b, least) {
			least = least.Parent
		}
	}
	return least
}

// columnOf is the part of a core that holds nearly all of its sentences, where the rest
// stands among links, as the words of a site do beside its articles.
func columnOf(core *html.Node, sentences []*html.Node) *html.Node {
	if core == nil {
		return nil
	}
	whole, parts := 0, map[*html.Node]int{}
	var ordered []*html.Node // of parts, so that of two as long always the first is taken
	for _, b := range sentences {
		if b == core {
			return nil // its own words stand in no part of it
		}
		if part := partOf(core, b); part != nil {
			if _, met := parts[part]; !met {
				ordered = append(ordered, part)
			}
			size := textLength(b)
			if parts[part] += size; !sideClass.MatchString(dom.Attr(part, "class")) {
				whole += size
			}
		}
	}
	var most *html.Node
	for _, part := range ordered {
		if size := parts[part]; !dom.Is(part, atom.P, atom.Li, atom.Tr) && 4*size >= 3*whole && (most == nil || size > parts[most]) {
			most = part
		}
	}
	if most == nil || hasLike(most) {
		return nil
	}
	for part := range parts {
		if part != most && dom.First(part, "li a[href]") == nil && !isCards(part) && !sideClass.MatchString(dom.Attr(part, "class")) {
			return nil
		}
	}
	return most
}

// sideClass is a class of a column beside a wider one.
var sideClass = pattern.MustCompile(`(?i)(?:^|\s)(?:col(?:-\w{2})?-[1-4]|(?:[\w-]+[-_])?(?:right|side|sidebar|aside|rail)(?:[-_]\w+)?)(?:\s|$)`)

// hasSide reports whether what holds a text has a column beside it.
func hasSide(body *html.Node) bool {
	return slices.ContainsFunc(dom.All(body, "div[class]"), func(n *html.Node) bool {
		class := dom.Attr(n, "class")
		return n != body && sideClass.MatchString(class) && !alignedClass.MatchString(class)
	})
}

// alignedClass is a class of what is set to the right, as signatures are.
var alignedClass = pattern.MustCompile(`(?i)(?:text|align|pull|float|txt)[-_]?right`)

// isCards reports whether a part of a page is made of headings with a sentence or two under
// each, as cards of other articles are.
func isCards(part *html.Node) bool {
	headings, said := len(dom.All(part, "h2, h3, h4, h5, h6")), 0
	for range sentences(part) {
		said++
	}
	return headings > 1 && said <= 2*headings
}

// partOf is the child of an element that n stands in.
func partOf(whole, n *html.Node) *html.Node {
	for ; n != nil && n != whole; n = n.Parent {
		if n.Parent == whole {
			return n
		}
	}
	return nil
}

// maxColumns is how many such elements stand one in another.
const maxColumns = 3

// hasLike reports whether an element has siblings of its kind that say something, as a
// paragraph has.
func hasLike(n *html.Node) bool {
	class := dom.Attr(n, "class") + dom.Attr(n, "data-component")
	if class == "" && dom.HasBlock(n) {
		return false
	}
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && dom.Is(c, n.DataAtom) && dom.Attr(c, "class")+dom.Attr(c, "data-component") == class && textLength(c) > 0 {
			return true
		}
	}
	return false
}

// blockOf is the element of a line of its own that a text stands in.
func blockOf(n, body *html.Node) *html.Node {
	for at := n.Parent; at != nil; at = at.Parent {
		switch {
		case at == body:
			return body
		case dom.IsHidden(at) || dom.Is(at, atom.Figcaption, atom.H1, atom.H2, atom.H3):
			return nil
		case dom.Is(at, dom.Blocks...) || dom.Is(at, atom.Td, atom.Th):
			return at
		}
	}
	return nil
}

// isSentence reports whether what an element says is a part of a text.
func isSentence(b *html.Node) bool {
	own := dom.InlineSkip(b, func(e *html.Node) bool { return e != b && dom.Is(e, dom.Blocks...) })
	if !isSentenceText(own) {
		return false
	}
	linked := 0
	for _, a := range dom.All(b, "a[href]") {
		linked += textLength(a)
	}
	return 2*linked < textLength(b)
}

// isSentenceText reports whether words are a part of a text, and no line of the site's.
func isSentenceText(words string) bool {
	if words = strings.TrimSpace(words); len(words) < sentenceHan {
		return false
	}
	s := dom.Line(feeds.Clip(words, maxSentence))
	if len(words) > maxSentence && len(innerEnd.FindAllString(s, fewSentences)) == fewSentences {
		return true // all of a text in one element, of which no end is seen
	}
	least := sentenceLatin
	if feeds.HasHan(s) {
		least = sentenceHan
	}
	switch {
	case utf8.RuneCountInString(s) < least, !sentenceEnd.MatchString(s), noSentence.MatchString(s), isFurnitureLine(s), headLine.MatchString(s):
		return false
	}
	return utf8.RuneCountInString(s) >= maxLine || !subline.MatchString(s)
}

// maxSentence is how many bytes of an element are looked at.
const maxSentence = 4 << 10

// innerEnd is the end of a sentence in the midst of a text.
var innerEnd = pattern.MustCompile(`[.!?][”’"')]*\s`)

// isOverCore reports whether a piece before the core is no part of the text.
func isOverCore(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.TextNode && utf8.RuneCountInString(strings.TrimSpace(n.Data)) <= maxLine
	}
	return !isDataTable(n) && textLength(n) <= 3*maxHead
}

// closes reports whether a piece behind the core belongs to the text: its signature, a
// table; pictures, where it stands near.
func closes(n *html.Node, near bool) bool {
	if n.Type != html.ElementNode || isFileTable(n) {
		return false
	}
	text := dom.Paragraphs(n, nil)
	if isDataTable(n) || near && text == "" && slices.ContainsFunc(dom.All(n, "img"), func(img *html.Node) bool { return !isIcon(img) }) {
		return true
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if signature.MatchString(date.InDigits(line)) && !date.Label.MatchString(line) && !revisedLabel.MatchString(line) {
			return true
		}
	}
	return false
}

// revisedLabel is a label of the day on which a page was changed.
var revisedLabel = pattern.MustCompile(`(?:修[订訂改]|更新|[覆复][檢检查]|檢視)(?:日期|時間|时间)?\s*[：:]`)

// isUnderCore reports whether a piece behind the core is no part of the text: short lines,
// and no pictures alone.
func isUnderCore(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	text := dom.Paragraphs(n, nil)
	if isFileBox(n) {
		return true
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if closing.MatchString(line) || utf8.RuneCountInString(line) > longestUnder && !noSentence.MatchString(line) {
			return false
		}
	}
	return text != ""
}

// isFileBox reports whether an element behind a text holds its files and nothing else.
func isFileBox(n *html.Node) bool {
	if isFileTable(n) {
		return true
	}
	if !dom.Is(n, atom.Div, atom.Section, atom.Ul, atom.Dl) || dom.First(n, "a") == nil || textLength(n) > 3*maxHead {
		return false
	}
	rest := dom.Line(dom.InlineSkip(n, func(e *html.Node) bool {
		return dom.Is(e, atom.A) && (address.IsFile(dom.Attr(e, "href")) || namesFile(e))
	}))
	return fileLabel.MatchString(rest)
}

// isFileTable reports whether an element is or holds a table of files and nothing else: each of its
// rows but the head opens one, and has its name.
func isFileTable(n *html.Node) bool {
	t := dom.First(n, "table")
	if t == nil || textLength(n) > textLength(t)+maxHead {
		return false
	}
	files := 0
	for i, tr := range dom.All(t, "tr") {
		var file *html.Node
		for _, a := range dom.All(tr, "a[href]") {
			if address.IsFile(dom.Attr(a, "href")) {
				file = a
			}
		}
		switch {
		case file != nil && namesFileIn(tr):
			files++
		case i > 0:
			return false
		}
	}
	return files > 0
}

// namesFileIn reports whether a cell of a row is the name of a file.
func namesFileIn(tr *html.Node) bool {
	return slices.ContainsFunc(dom.All(tr, "td"), func(td *html.Node) bool {
		return address.HasFileExt(withoutSize(strings.TrimSpace(dom.Inline(td, nil))))
	})
}

// fileLabel is the label over an article's files.
var fileLabel = pattern.MustCompile(`(?i)^(?:(?:相关|文件|资料)?(?:附件|附[：:]|下载)?(?:下载|列表|文件)?|(?:(?:related|supporting|further|key) )?(?:documents?|downloads?|attach(?:ed |ments?)(?:files?|documents?)?|files?|resources?|annex(?:es)?|appendi(?:x|ces))(?: \(\d+\))?|téléchargements?|documentos?|anexos?|ficheiros?|dokumente?|anlagen?)\s*[：:]?$`)

// longestUnder is the longest line of such a piece; longer ones say something.
const longestUnder = 48

// isDataTable reports whether an element is or holds a table of several rows.
func isDataTable(n *html.Node) bool {
	t := dom.First(n, "table")
	return t != nil && len(dom.All(t, "tr")) > 1
}
