package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// numberOver is a document's number on a line of its own right over the heading.
func numberOver(heading *html.Node) string {
	if heading == nil {
		return ""
	}
	for s := heading.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type != html.ElementNode || dom.Is(s, dom.Silent...) {
			continue
		}
		if line := dom.Line(dom.Inline(s, nil)); !dom.HasManyNodes(s) && docnumber.IsLine(line) {
			return docnumber.In(line)
		}
		break
	}
	return ""
}

// outletBy is the name of an outlet in an element whose class says that it holds one.
func outletBy(p *page) string {
	for _, n := range dom.All(p.Root, ".source, .author, .media-name") {
		if name := dom.Line(dom.Inline(n, nil)); len(name) <= 60 && outlet.MatchString(name) {
			return name
		}
	}
	return ""
}

// headDay is a day in the short lines between a page's heading and its first sentence,
// whatever stands around it.
func headDay(p *page, title string, c date.Context) feeds.Day {
	var heading *html.Node
	lines, before := 0, ""
	for n := range p.Root.Descendants() {
		switch {
		case heading == nil:
			if dom.Is(n, atom.H1, atom.H2, atom.H3, atom.Div, atom.P, atom.Td, atom.Span, atom.Strong, atom.B, atom.Font) && !dom.Is(n.Parent, atom.Head) && says(n, title) {
				heading = n
			}
		case isWritten(n):
			if d := date.Read(date.WithoutOthers(n.Data), []string{"ymd"}, c).Day; d != "" && !otherLabel.MatchString(before) {
				return d
			}
		case n.Type != html.TextNode || dom.Is(n.Parent, dom.Silent...) || dom.IsBlank(n) || dom.Within(n, heading):
		case inFoot(n) || inOtherRow(n):
		case len(n.Data) > maxNames || strings.ContainsAny(n.Data, "。；") || isSentenceText(n.Data) || lines > maxHeadLines:
			return ""
		default:
			lines++
			line := strings.TrimSpace(n.Data)
			if d := date.InPieces(line, c); d != "" {
				return d
			}
			if d := date.Read(date.WithoutOthers(line), []string{"ymd", "dmy"}, c).Day; d != "" && !date.IsClock(line) && !otherLabel.MatchString(line) && !otherLabel.MatchString(before) {
				return d
			}
			before = line
		}
	}
	return ""
}

// isWritten reports whether a text is a short script that writes something where it stands.
func isWritten(n *html.Node) bool {
	return n.Type == html.TextNode && dom.Is(n.Parent, atom.Script) && len(n.Data) <= maxLine && strings.Contains(n.Data, "document.write")
}

// otherLabel is a label of a day that is not that of publication.
var otherLabel = pattern.MustCompile(`^[\[【(（\s]*(?:成文|发文|签发|印发|生成[日时]|施行|实施|生效|失效|废止|截止|起草|通过|修订)|(?i)^(?:effective|deadline|closing|closes|comments?|due|expires?)\b`)

// maxOtherLabel is how many bytes such a label has that stands alone.
const maxOtherLabel = 36

// maxHeadLines is how many such lines are looked at.
const maxHeadLines = 20

// besideDay is a day beside a heading whose parts stand in elements of their own.
var besideDay = pattern.MustCompile(`^((?:19|20)\d{2})[\s年/.-]{1,3}(\d{1,2})\s*[月/.-]\s*(\d{1,2})日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$`)

// besideHeading is the day in an element beside a page's heading, before it or behind.
func besideHeading(p *page, title string, c date.Context) feeds.Day {
	for _, h := range dom.All(p.Root, "h1, h2") {
		if !says(h, title) {
			continue
		}
		for at, up := h, 0; at.Parent != nil && up < maxBeside; at, up = at.Parent, up+1 {
			for s := at.Parent.FirstChild; s != nil; s = s.NextSibling {
				if s == at || s.Type != html.ElementNode || dom.HasManyNodes(s) || isFrame(s) || leadsElsewhere(s) {
					continue
				}
				if d := dayAlone(s, c); d != "" {
					return d
				}
			}
		}
		return ""
	}
	return ""
}

// leadsElsewhere reports whether an element leads to other articles, whose days it tells: a row
// of a list in it is a link with a title, or it has several such links.
func leadsElsewhere(n *html.Node) bool {
	titled := 0
	for _, a := range dom.All(n, "a[href]") {
		before := ""
		if a.PrevSibling != nil {
			before = strings.TrimSpace(a.PrevSibling.Data)
		}
		if neighbourLabel.MatchString(before) {
			return true
		}
		if !dom.CouldBeTitle(dom.Inline(a, nil)) || endsInLabel(before) {
			continue
		}
		if titled++; titled > 1 || dom.InElement(a, atom.Li, atom.Dd, atom.Tr) {
			return true
		}
	}
	return false
}

// neighbourLabel is the label of a link to the article before or behind.
var neighbourLabel = pattern.MustCompile(`(?i)^[\[【（(<«‹]*(?:[上下前后]一?[篇条则页]|previous|next)(?: (?:post|article))?[\]】）)>»›]*\s*[：:]?$`)

// endsInLabel reports whether a text ends with a label of what follows it.
func endsInLabel(s string) bool {
	return strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":")
}

// inOtherRow reports whether a text stands in a row of a list that leads to another article.
func inOtherRow(n *html.Node) bool {
	row := dom.Ancestor(n, atom.Li, atom.Dd, atom.Tr, atom.P)
	return row != nil && !dom.HasManyNodes(row) && leadsElsewhere(row)
}

// dayAlone is the day that an element, or one in it, shows and nothing else.
func dayAlone(n *html.Node, c date.Context) feeds.Day {
	words := dom.Line(dom.Inline(n, nil))
	if left := date.WithoutOthers(words); left != words && date.Read(left, []string{"ymd", "dmy"}, c).Day == "" {
		return "" // a deadline, or the day from which something holds
	}
	if m := besideDay.FindStringSubmatch(words); m != nil {
		return date.Of(m[1], m[2], m[3])
	}
	if date.IsAlone(words) {
		return date.Read(words, []string{"ymd", "dmy"}, c).Day
	}
	if d := dom.FirstOf(func() feeds.Day { return date.InPieces(words, c) }, func() feeds.Day { return calendar.Leaf(n) }); d != "" {
		return d
	}
	for e := n.FirstChild; e != nil; e = e.NextSibling {
		if e.Type != html.ElementNode {
			continue
		}
		if d := dayAlone(e, c); d != "" {
			return d
		}
	}
	return ""
}

// dayByClass is the day in an element whose class or kind says that it holds one, if the page
// has but one such day.
func dayByClass(p *page, c date.Context) (found feeds.Day) {
	for i, n := range dom.All(p.Root, "[class*='date' i], [class*='time' i], time[datetime]") {
		if i == maxLabels {
			return ""
		}
		if dom.HasManyNodes(n) || inMargin(n) || inFrame(n) {
			continue
		}
		words := dom.Line(dom.Inline(n, nil))
		if dom.Is(n, atom.Time) && dom.HasAttr(n, "datetime") {
			words = dom.Attr(n, "datetime") // it may show the time since then
		} else if !date.IsAlone(words) {
			continue
		}
		d := date.Read(words, []string{"iso", "ymd", "dmy"}, c).Day
		if d != "" && found != "" && d != found {
			return ""
		}
		found = feeds.Day(dom.Pick(string(found), string(d)))
	}
	return found
}

// maxBeside is how many elements around a heading are looked at.
const maxBeside = 3

// maxUnder is how much text under a heading belongs to it, on a page whose text was
// not found.
const maxUnder = 160

// oneLine is how much of a text itself may be the line under its heading.
const oneLine = 40

// subHeading is what stands between an article's heading and its text.
type subHeading struct {
	day    feeds.Day
	since  feeds.Day // told without its year, or as the time since then when the page was made
	number string
	outlet string   // who published it, without a label
	names  []string // of persons, without a label
}

// outlet is the name of a paper, a site or an office, as it stands beside the day.
var outlet = pattern.MustCompile(`^(?:网信[\p{Han}]{2,4}|[\p{Han}]{2,6}网信|[\p{Han}]{1,12}(?:网|报|新闻|社|发布|客户端|频道|在线|台|杂志|周刊|月刊|传媒|融媒|融媒体|资讯|办|办公室|委|局|厅|部|院|署|处|司|协会|学会|联合会|委员会|大学|研究所|中心|公安|检察|普法))$`)

// listenWord begins what such a line offers its readers.
var listenWord = pattern.MustCompile(`^(?:举报|听|看|读|搜|下载|打开|语音|播报|朗读|收听|缩小|放大)`)

// ownName is the name of the site that ends the title element, in Chinese.
var ownName = pattern.MustCompile(`[\s_|｜–—-](\p{Han}{2,10})$`)

func siteOwn(p *page, title string) string {
	_, behind, _ := strings.Cut(p.headTitle(), title)
	if m := ownName.FindStringSubmatch(behind); m != nil && title != "" {
		return m[1]
	}
	return ""
}

// outletIn is such a name in a line of short pieces, or one of the site's own.
func outletIn(line, own string) string {
	for _, piece := range strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|｜·丨", r) }) {
		if (outlet.MatchString(piece) || piece == own) && !columnWord.MatchString(piece) && !listenWord.MatchString(piece) {
			return piece
		}
	}
	return ""
}

// underHeading reads the lines between an article's heading and its text, which may
// be nil.
func underHeading(p *page, title string, body *html.Node, c date.Context) subHeading {
	var beside nameLines
	out := linesUnder(p, p.heading(title), title, body, &beside, c)
	out.names = beside.names()
	if out.names == nil {
		out.names = namesOver(p, title, c)
	}
	return out
}

func linesUnder(p *page, heading *html.Node, title string, body *html.Node, beside *nameLines, c date.Context) subHeading {
	u := lineReader{heading: heading, title: title, own: siteOwn(p, title), beside: beside, c: c}
	under, inside := false, false
	for n := range p.Root.Descendants() {
		switch {
		case (body == nil || inside) && u.seen > maxUnder:
			return u.out
		case n == body:
			inside = true // the heading stands in it, or the line under the heading
			if under {
				u.seen = max(u.seen, maxUnder-oneLine)
			}
		case n.Type == html.ElementNode && !under:
			under = n == heading
		case !under || u.out.day != "" && u.out.number != "" && u.out.outlet != "":
		case dom.Is(n, atom.Time) && u.out.day == "":
			u.out.day = date.Read(dom.Attr(n, "datetime"), []string{"iso"}, c).Day
		case n.Type == html.TextNode && len(n.Data) < maxNames && !dom.Is(n.Parent, dom.Silent...):
			line := strings.TrimSpace(n.Data)
			if inFoot(n.Parent) {
				continue // whose it is and what day today is
			}
			if u.read(n, line) && inside && isProse(line, title) {
				return u.out
			}
		case n.Type == html.TextNode && !dom.Is(n.Parent, dom.Silent...):
			u.seen += len(n.Data) / 3
		}
	}
	return u.out
}

// lineReader reads the lines under a heading, one after another.
type lineReader struct {
	heading      *html.Node
	title        string
	own          string // the site's own name, "" once its foot is reached
	beside       *nameLines
	c            date.Context
	seen         int    // characters so far
	last, before string // the last line, and the one before it
	out          subHeading
}

// read reports whether the line may be one of the text: not where it is a mark or
// stands in the heading.
func (u *lineReader) read(n *html.Node, line string) bool {
	if !strings.ContainsFunc(line, isWordRune) {
		return false // a mark that sets pieces apart
	}
	u.seen += utf8.RuneCountInString(line)
	if strings.Contains(u.title, line) && dom.Within(n, u.heading) {
		return false // no name, however short
	}
	out, last, before := &u.out, u.last, u.before
	u.last, u.before = line, last
	u.beside.look(n, line, out.day == "" && out.since == "")
	if out.day == "" && (len(last) > maxOtherLabel || !otherLabel.MatchString(last)) && !inOtherRow(n) {
		if out.day = dayOfLine(line, u.c); out.day != "" && utf8.RuneCountInString(last) <= longestOutlet {
			out.outlet = dom.Pick(outletIn(last, u.own), outletIn(feeds.Clip(before, maxLine), u.own)) // it may stand before the day too
		}
	}
	if m := sourceAndDay.FindStringSubmatch(line); m != nil && out.outlet == "" && isSourceName(m[1]) {
		out.outlet = m[1]
	}
	if m := agencyBehind.FindStringSubmatch(line); m != nil && out.outlet == "" {
		out.outlet = m[1]
	}
	if out.since == "" && (date.IsSince(line) || isShortDay(line)) {
		out.since = date.Read(line, []string{"since", "md"}, u.c).Day
		if out.outlet == "" && utf8.RuneCountInString(last) <= longestOutlet {
			out.outlet = outletIn(last, u.own)
		}
	}
	u.beside.dated(out.day != "" || out.since != "" || isDayLine(line, u.c))
	if u.beside.line-u.beside.day > 1 && u.beside.day > 0 {
		u.own = "" // what follows later is the site's foot
	}
	if out.day != "" && out.outlet == "" && utf8.RuneCountInString(line) <= maxLine && !inProse(n) {
		out.outlet = outletIn(line, u.own)
	}
	if out.number == "" {
		out.number = docnumber.Under(u.title, line)
	}
	return true
}

// sourceAndDay is a line of a name and the day behind it.
var sourceAndDay = pattern.MustCompile(`^(\p{Han}{3,10})[\s\x{3000}|｜·丨/]+(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}`)

// agencyBehind is a line in English of the day and who published behind it.
var agencyBehind = pattern.MustCompile(`^(?i:updated|published|posted)\s*:?\s*[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d{2}(?:,? \d{1,2}:\d{2})?[\s\x{a0}]+(\p{Lu}[\p{L}'’.]*(?: \p{Lu}[\p{L}'’.]*){0,3})$`)

// isShortDay reports whether a line is a day without its year, in words or with a time.
func isShortDay(line string) bool {
	return len(line) < 48 && (strings.Contains(line, ":") || strings.Contains(line, "月")) && date.IsMonthDay(date.Squeeze(line))
}

// isDayLine reports whether a short line tells a day, with a word before it or without its
// year.
func isDayLine(line string, c date.Context) bool {
	return len(line) <= date.MaxLine/2 && (date.Read(line, []string{"ymd", "dmy"}, c).Day != "" || date.IsMonthDay(date.Squeeze(line)))
}

// isProse reports whether a line is the text's own, so that what follows it stands under
// no heading any more.
func isProse(line, title string) bool {
	return (strings.HasSuffix(line, "。") || strings.HasSuffix(line, "：") && utf8.RuneCountInString(line) > 4) && !strings.Contains(title, line)
}

// dayOfLine is the day that a line begins with, or that it is in words.
func dayOfLine(line string, c date.Context) feeds.Day {
	line = strings.TrimSpace(date.WithoutOthers(line))
	if m := date.LineDay.FindStringSubmatch(line); m != nil {
		return date.YMD(m[1], c).Day
	}
	if m := submitted.FindStringSubmatch(line); m != nil {
		return date.YMD(m[1], c).Day
	}
	if m := dayInside.FindStringSubmatch(line); m != nil && utf8.RuneCountInString(line) <= date.MaxLine {
		return date.YMD(m[1], c).Day
	}
	if d := date.InPieces(line, c); d != "" {
		return d
	}
	if date.IsDayFirst(line) && len(line) <= date.MaxLine/2 {
		return date.English(line, c).Day
	}
	if line != "" && date.IsAlone(line) || date.HasReiwa(line) && len(line) < 64 {
		return date.Read(line, date.ShownFormats, c).Day
	}
	return ""
}

// submitted is the day as a common system says it: 由 … 于 星期一, 2026-09-21 10:32 提交.
var submitted = pattern.MustCompile(`^(?:由.{0,20})?(?:于|在)?\s*(?:星期|周)[一二三四五六日天]\s*[,，]?\s*((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s*-?\s*\d{1,2}:\d{2}`)

// dayInside is a day among other short pieces of such a line, which is no sentence.
var dayInside = pattern.MustCompile(`^[^。，；：！？,;:!?]{1,24}[\s|｜·]((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:[\s|｜·][^。，；！？,;!?]{0,40})?$`)

// says reports whether the words of n are those of title. It looks at no more of n
// than it takes to tell.
func says(n *html.Node, title string) bool {
	const most = 64 // nodes that a heading is made of
	var b strings.Builder
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > most || b.Len() > 2*len(title)+64 {
			return false
		}
		switch {
		case d.Type == html.TextNode && !standsUnder(d, n):
			b.WriteString(d.Data)
		case dom.Is(d, atom.Br):
			b.WriteByte('\n')
		}
	}
	if title == "" {
		return false
	}
	line := dom.Line(b.String())
	// A title over two lines has a blank between them where it is told elsewhere.
	return line == title || len(line) != len(title) && abs(len(line)-len(title)) <= maxSeams && date.Squeeze(line) == date.Squeeze(title)
}

// maxSeams is how many lines more a title may be set over.
const maxSeams = 3

// standsUnder reports whether a text of a heading belongs to the line under its title.
func standsUnder(text, heading *html.Node) bool {
	for p := text.Parent; p != nil && p != heading; p = p.Parent {
		if isUnderTitle(p) {
			return true
		}
	}
	return false
}
