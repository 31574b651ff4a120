package list

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// rowTitle reads a row's title. The rule's places are tried in order, then the
// link's text and its title attribute. A cut text gives way to a longer one, and
// a title attribute with line breaks to a text that is not cut.
func rowTitle(l rule.List, p rule.Spot) string {
	value, shown := "", ""
	for _, v := range l.Title {
		for _, s := range v.Texts(p) {
			if value == "" && strings.TrimSpace(s.Text) != "" && !hollowHint.MatchString(strings.TrimSpace(s.Text)) {
				value = s.Text
			}
		}
	}
	if p.Link != nil {
		shown = dom.InlineSkip(p.Link, noTitle(l, p))
		if dom.Is(p.Link, atom.Tr) {
			shown = cmp.Or(namedCell(p.Link, nil), shown)
		}
		if h := headline(p.Link); h != nil {
			shown = dom.Inline(h, nil)
		}
		if value == dom.Inline(p.Link, nil) {
			value = shown
		}
		shown = strings.TrimLeft(shown, bullets) // of it, parts are compared with the title attribute
		if date.IsAlone(shown) || calendar.IsLeaf(p.Link) {
			shown = "" // the link shows the day, and has its title for readers of the screen aloud
		}
	}
	hint := dom.Attr(p.Link, "title")
	if hint == "" && dom.EndsCut(dom.Line(shown)) {
		hint = dom.Attr(dom.First(p.Link, "[title]:not([title=''])"), "title")
	}
	hint = unmarked(withoutWindow(hint))
	if m := labelledHint.FindStringSubmatch(hint); m != nil {
		hint = m[1]
	}
	if hollowHint.MatchString(strings.TrimSpace(hint)) {
		hint = ""
	}
	if dom.EndsCut(dom.Line(shown)) {
		hint = dayBehind.ReplaceAllString(hint, "")
	}
	return Stripped(l, bestTitle(strings.TrimLeft(unmarked(withoutWindow(value)), bullets), shown, hint))
}

// dayBehind is the day of its row that a title attribute tells behind the title.
var dayBehind = pattern.MustCompile(`\s+[\[（(]?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\]）)]?\s*$`)

// labelledHint is a title attribute that tells of its row under labels, the title first.
var labelledHint = pattern.MustCompile(`^\s*(?:文章|新闻|信息)?标\s*题\s*[：:]\s*([^\r\n]+?)\s*(?:$|[\r\n]|(?:作\s*者|来\s*源|发布|更新|点击|日\s*期|时\s*间)\p{Han}{0,4}\s*[：:])`)

// markup are marks of HTML in a value that is none: escaped once more than the page
// needs.
var markup = pattern.MustCompile(`(?i)&(?:[lr][ds]quo|nbsp|quot|amp|mdash|middot|hellip|[lg]t|#\d{2,5});|</?(?:font|span|b|em|strong|i|br|u)\b[^<>]*>`)

// unmarked is s without such marks.
func unmarked(s string) string {
	if !strings.ContainsAny(s, "<&") || !markup.MatchString(s) {
		return s
	}
	return dom.Plain(s)
}

// windowWord is what a title attribute adds for readers of the screen aloud: that the
// link opens another window.
var windowWord = pattern.MustCompile(`(?i)\s*[\[（(]?\s*(?:새\s?창(?:으로|에서)?\s?(?:열기|열림|이동|링크)?|상세\s?보기|바로\s?가기|在?新窗口(?:中)?打开|新しいウィンドウで開(?:く|きます)|opens? in (?:a )?new (?:window|tab))\s*[\]）)]?\s*$`)

func withoutWindow(s string) string {
	for _, word := range []string{"窗口", "창", "보기", "가기", "ウィンドウ", "window", "new tab"} {
		if strings.Contains(s, word) {
			return windowWord.ReplaceAllString(s, "")
		}
	}
	return s
}

// bestTitle chooses between what the rule found, the text that is shown, and
// the title attribute.
func bestTitle(value, shown, hint string) string {
	text, title := dom.Line(shown), dom.Line(hint)
	best := title
	if value != hint {
		best = dom.Line(value)
	}
	switch {
	case best == "" && text != "":
		best = text
	case best == "":
		best = title
	}
	broken := strings.ContainsAny(strings.TrimSpace(hint), "\r\n")
	if broken && best == title && text != "" && !dom.EndsCut(text) {
		best = text
	}
	if best == text && !broken && (isCutOff(text, title) || isUnderMark(text, title)) {
		return title
	}
	if !dom.EndsCut(best) {
		return best
	}
	for _, other := range []string{title, text} {
		if utf8.RuneCountInString(other) >= utf8.RuneCountInString(strings.TrimRight(best, ".…")) && !dom.EndsCut(other) {
			return other
		}
	}
	for _, other := range []string{title, text} {
		if utf8.RuneCountInString(other) > utf8.RuneCountInString(best) {
			best = other // cut later
		}
	}
	return best
}

// isCutOff reports whether a text of Chinese is the beginning of a whole title: lists are cut at
// a number of characters, not all of them with a mark.
func isCutOff(text, title string) bool {
	rest, begun := strings.CutPrefix(title, text)
	return begun && utf8.RuneCountInString(text) >= dom.TitleHan && cutAt.MatchString(rest) && !date.HasYMD(rest)
}

// isUnderMark reports whether a text is a title behind the mark of its column, which the link
// shows too.
func isUnderMark(text, title string) bool {
	mark, behind := strings.CutSuffix(text, title)
	return behind && mark != "" && utf8.RuneCountInString(mark) <= dom.ColumnName && dom.CouldBeTitle(title)
}

// cutAt is how the rest of a title goes on in the middle of it.
var cutAt = pattern.MustCompile(`^[\p{Han}《“0-9]`)

// titleAndDay is a title with the day of its row in brackets behind it, titleThenDay one with
// a day in figures behind a blank.
var (
	titleAndDay  = pattern.MustCompile(`^(.{9,}?)\s*[（(\[【]((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[)）\]】]$`)
	titleThenDay = pattern.MustCompile(`^(.{9,}?)\s+((?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})$`)
)

// dayBehindTitle parts a title from the day that its link tells behind it, bare or in brackets.
func dayBehindTitle(s string) (title string, d feeds.Day, bare bool) {
	if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune("0123456789)）]】", last) {
		return s, "", false // nearly every one
	}
	if m := titleAndDay.FindStringSubmatch(s); m != nil {
		return m[1], date.YMD(m[2], date.Context{}).Day, false
	}
	if m := titleThenDay.FindStringSubmatch(s); m != nil {
		return m[1], date.YMD(m[2], date.Context{}).Day, true
	}
	return s, "", false
}

// Stripped removes the marks that a rule names, and the bullets of layout.
func Stripped(l rule.List, s string) string {
	for _, e := range l.Strip {
		s = strings.TrimSpace(rule.Expression(e).ReplaceAllString(s, ""))
	}
	// Nearly every title has no bracket, and looking costs a hundredth of matching.
	if strings.ContainsRune(s, '【') || strings.Contains(s, "[") {
		s = layoutMark.ReplaceAllString(s, "")
	}
	return strings.TrimSpace(strings.TrimLeft(s, bullets))
}

// layoutMark is a mark that a list sets at a row which it keeps on top or which is new.
var layoutMark = pattern.MustCompile(`(?i)^\s*(?:[【\[]\s*(?:置顶|最新|new|hot)\s*[】\]]\s*)+|\s*[【\[]\s*(?:置顶|最新|new|hot)\s*[】\]]\s*$`)

// bullets are what a list sets before each of its titles, and white space.
const bullets = "·•●▪■◆»›▶\t\n\f\r \u00a0\u3000"

// markWord is what a list sets in an element of its own inside a row's link: that the
// row is kept on top or is new, or the state of a consultation.
var markWord = pattern.MustCompile(`(?i)^[\[【（(]?(?:置顶|最新|推荐|头条|热点|顶|荐|热|新|new|hot|top|图文?|视频|公示中|进行中|征集中|征求意见中|已结束|已截止|已反馈|未开始)[\]】）)]?$`)

// isMarkWord reports whether an element of a link holds such a mark and nothing else.
func isMarkWord(n *html.Node) bool {
	if n.FirstChild == nil || n.FirstChild != n.LastChild || n.FirstChild.Type != html.TextNode || len(n.FirstChild.Data) > 32 {
		return false
	}
	word := strings.TrimSpace(n.FirstChild.Data)
	return markWord.MatchString(word) || category.MatchString(word) && strings.ContainsAny(word, "[【") ||
		utf8.RuneCountInString(word) <= 6 && slices.ContainsFunc(strings.Fields(dom.Attr(n, "class")), markClass.MatchString)
}

// markClass is the class of an element that holds a mark of a row, or its column.
var markClass = pattern.MustCompile(`(?i)^(?:tags?|label|badge|mark|flag|state|status|category|cate|lanmu|news-?type|zt|zhuangtai)$`)

// noTitle tells the elements of a row's link that are no part of its title.
func noTitle(l rule.List, p rule.Spot) func(*html.Node) bool {
	inner := innermost(p.Link)
	if inner.FirstChild == inner.LastChild { // nearly every one
		return nil
	}
	isDate := dateElement(l, p, inner)
	return func(n *html.Node) bool {
		return !dom.Within(inner, n) && (isMarkWord(n) || isCount(n) || calendar.IsLeaf(n) || isDate != nil && isDate(n))
	}
}

// innermost is what holds the pieces of a link: the link, or the one element in it that holds
// all of them.
func innermost(link *html.Node) *html.Node {
	for {
		var only *html.Node
		for c := link.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case dom.IsBlank(c):
			case only != nil || c.Type != html.ElementNode:
				return link
			default:
				only = c
			}
		}
		if only == nil {
			return link
		}
		link = only
	}
}

// isCount reports whether an element at the beginning of a link numbers the rows.
func isCount(n *html.Node) bool {
	first := n.FirstChild
	return first != nil && first == n.LastChild && first.Type == html.TextNode && len(first.Data) <= 8 &&
		dom.IsCount(first.Data) && saysNothingBefore(n)
}

// saysNothingBefore reports whether nothing but blanks, bullets and pictures stands before a
// node in the same element.
func saysNothingBefore(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if strings.Trim(dom.Inline(s, nil), bullets) != "" {
			return false
		}
	}
	return true
}

// dateElement is the element of the row that holds its date, when that stands
// inside the link and so is no part of the title.
func dateElement(l rule.List, p rule.Spot, inner *html.Node) func(*html.Node) bool {
	inside := map[*html.Node]bool{}
	for _, v := range l.Date {
		sel, name := rule.SplitAttr(v.From)
		if name != "" || sel == "" || sel == "row" || sel == "alone" || strings.HasPrefix(sel, "url") {
			continue
		}
		for _, n := range dom.All(p.Link, sel) {
			if n != p.Link && date.IsAlone(dom.Inline(n, nil)) {
				inside[n] = true
			}
		}
	}
	for n := range p.Link.Descendants() {
		if n.Type == html.ElementNode && date.IsAlone(dom.Inline(n, nil)) && (endsLink(n, inner) || date.YMD(dom.Inline(n, nil), date.Context{}).Day != "") {
			inside[n] = true
		}
	}
	if len(inside) == 0 {
		return nil
	}
	return func(n *html.Node) bool { return inside[n] }
}

// endsLink reports whether an element is the last of what a link holds, behind others: a day
// without year there is the row's.
func endsLink(n, link *html.Node) bool {
	if n.Parent != link || n.PrevSibling == nil {
		return false
	}
	return dom.Following(n) == nil
}
