package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// bylines are where pages name who wrote an article, in an element of its own.
const bylines = "[rel~='author'], [itemprop='author'], .byline, .author, .author-name, .post-author, .entry-author, .article-author, .author-names, .authors, .writer, .vcard .fn, [class*='author' i][class*='name' i], [class*='contributor' i][class*='name' i], [class*='byline' i], [class*='author' i] [class*='name' i], a[href*='/author/' i], a[href*='/authors/' i]"

// outlets are where pages name who published an article, without a label.
const outlets = ".media-name, [class*='media' i][class*='name' i], .source, [class^='source' i], [class*='-source' i], [class*='_source' i], [class*='account' i][class*='name' i], [class*='laiyuan' i]"

var (
	// byWord is what stands before names in English.
	byWord = pattern.MustCompile(`^(?i:(?:by|written by|posted by|por|par|von|author\(?s?\)?\s*:)\s+|由\s*)`)
	// byLine are such names on a line of their own, up to what stands beside them.
	byLine = pattern.MustCompile(`^(?i:(?:(?:published|posted)\s[^.;:]{4,40}\s)?by|written by|posted by|authors?:)\s+(\p{Lu}[\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){0,4}(?:\s*(?:,|&|and)\s*\p{Lu}[\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){1,4}){0,4})\s*(?:$|[|·•,/]|on\b|\d|\()`)
	// byAlone is that word, before an element that holds the name.
	byAlone = pattern.MustCompile(`^(?i:by|written by|posted by|authors?:)$`)
	// writerLabel is the label of a name that is not the source's.
	writerLabel = pattern.MustCompile(`(?:^|[^\p{Han}])(?:本文|文章)?(?:作\s?者|撰文|撰稿人?)\s*[：:]\s*(.*)$|^(?:文|撰文|采写|作者|整理)\s*[/／|｜丨]\s*(.+)$|^(?:本[报刊网台])?(?:见习|实习)?记者[\s\x{3000}]+(\p{Han}{2,4}(?:[\s、]\p{Han}{2,4}){0,3})$`)
	// nameMark is what ends a name beside others of the same line.
	nameMark = pattern.MustCompile(`(?i)\s*[|｜•·]\s*|\s+(?:on|in|at|updated|published)\b|\s+\d|\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+\d|\s{3,}`)
)

// buttonWord is what a link beside a name does.
var buttonWord = pattern.MustCompile(`(?i)^\+?(?:share|follow|subscribe|print|save|e-?mail|comments?|tweet|facebook|linkedin|twitter|x|bio|profile|view (?:bio|profile)|more|关注|分享)$`)

// longestByline is what an element has at most that names authors.
const longestByline = 80

// byline is who wrote an article, as the page says it beside its heading; body is where its
// text stands, where it is known.
func byline(p *page, body *html.Node) string {
	if names := p.linked().authors; len(names) > 0 {
		return joinNames(names)
	}
	for i, n := range dom.All(p.Root, bylines) {
		if i == maxLabels {
			break
		}
		if name := namesIn(n); name != "" && !dom.InElement(n, atom.H1) && (!inMargin(n) || dom.Attr(n, "rel") == "author" && !inOther(n)) {
			return joinNames(withOthers(n, name))
		}
	}
	labels := 0
	for n := range p.Root.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > maxNames || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		line := strings.TrimSpace(n.Data)
		within := dom.Within(n, body)
		if m := writerLabel.FindStringSubmatch(line); m != nil && (!within || m[2] != "") {
			if labels++; labels > maxLabels {
				return ""
			}
			rest := beforePictures(dom.Pick(m[1], m[2], m[3]))
			if names := hanNames(rest); len(names) > 1 {
				return joinNames(names)
			}
			if name := behindLabel(n, rest); name != "" {
				return name
			}
		}
		if within {
			continue
		}
		if m := byLine.FindStringSubmatch(line); m != nil && !inMargin(n) {
			return upToMark(m[1])
		}
		if len(line) <= maxPersonName && peopleHeading.MatchString(line) && !inOther(n) {
			if names := peopleUnder(n); names != nil {
				return joinNames(names)
			}
		}
		if byAlone.MatchString(line) && !inMargin(n) {
			if name := dom.Pick(namesIn(n.Parent), dom.Line(calendar.Behind(n, ""))); isName(name) {
				return name
			}
		}
	}
	return ""
}

// picturesLabel is the label of whose the pictures are, on the line that says whose the words are.
var picturesLabel = pattern.MustCompile(`\s+(?:图|图片|摄|摄影|摄像|视频|编辑)\s*[/／|｜丨].*$`)

// reporting is what stands before the name of a writer who works for a paper or writes to one.
var reporting = pattern.MustCompile(`^(?:本[报刊网台])?(?:(?:见习|实习|特约|首席)?(?:记者|通讯员)|实习生)[\s:：]*`)

// beforePictures is the name of the writer on such a line.
func beforePictures(rest string) string {
	if !picturesLabel.MatchString(rest) {
		return rest
	}
	return reporting.ReplaceAllString(picturesLabel.ReplaceAllString(rest, ""), "")
}

// withOthers are the name that an element holds, and those of the elements beside it that
// are marked as it is.
func withOthers(n *html.Node, name string) []string {
	names := []string{name}
	if !dom.Is(n, atom.A) && dom.Attr(n, "class") == "" {
		return names
	}
	for s := n.NextSibling; s != nil && len(names) < maxAuthors; s = s.NextSibling {
		if !dom.Is(s, n.DataAtom) || s.PrevSibling != nil && placeWord.MatchString(s.PrevSibling.Data) || dom.Attr(s, "rel") != dom.Attr(n, "rel") || dom.Attr(s, "class") != dom.Attr(n, "class") {
			continue
		}
		if other := namesIn(s); other != "" && !slices.Contains(names, other) {
			names = append(names, other)
		}
	}
	return names
}

// outletNamed is the name in an element whose class says that it holds that of an outlet.
func outletNamed(p *page) string {
	for i, n := range dom.All(p.Root, outlets) {
		if i == maxLabels {
			break
		}
		if name := namesIn(n); utf8.RuneCountInString(name) >= 2 && utf8.RuneCountInString(name) <= longestOutlet && !inMargin(n) && !inFrame(n) {
			return name
		}
	}
	return ""
}

// paperBehindDay is the name of a paper in a title element that tells title, day and paper.
var paperBehindDay = pattern.MustCompile(`(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*[-_|—]{1,3}\s*(\p{Han}{2,16})$`)

func paperInTitle(p *page) string {
	m := paperBehindDay.FindStringSubmatch(p.headTitle())
	if m == nil || !outlet.MatchString(m[1]) {
		return ""
	}
	return m[1]
}

// longestOutlet is the longest name of one.
const longestOutlet = 20

// behindLabel is the name behind a label, which may be made up of several links.
func behindLabel(n *html.Node, rest string) string {
	name := strings.TrimLeft(calendar.Behind(n, rest), beforeName)
	if at := sourceEnd.FindStringIndex(name); at != nil {
		name = name[:at[0]]
	}
	if !strings.ContainsAny(name, "[【（(") {
		name = strings.TrimRight(name, "]】）) ")
	}
	if name = authorName(name); isPerson(name) && utf8.RuneCountInString(name) <= longestBehind(name) && !date.IsAlone(name) && !date.Label.MatchString(name) {
		return name
	}
	return ""
}

// longestBehind is how many characters the name of an office has at most, in Chinese or in letters.
func longestBehind(name string) int {
	if feeds.HasHan(name) {
		return 30
	}
	return 60
}

// namesIn are the names that an element of a byline holds: those of its links, else its
// words.
func namesIn(n *html.Node) string {
	words := dom.Line(dom.Inline(n, nil))
	if words == "" || utf8.RuneCountInString(words) > longestByline {
		return ""
	}
	var names []string
	for _, a := range dom.All(n, "a") {
		if a.PrevSibling != nil && placeWord.MatchString(a.PrevSibling.Data) {
			continue // the column or the place
		}
		if name := authorName(dom.Line(dom.Inline(a, nil))); isName(name) && !buttonWord.MatchString(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 1 || len(names) == 1 && strings.HasPrefix(byWord.ReplaceAllString(words, ""), names[0]) {
		return joinNames(names)
	}
	words = upToMark(byWord.ReplaceAllString(authorName(words), ""))
	if !isName(words) {
		return ""
	}
	return words
}

// placeWord is what stands before a link that names no writer.
var placeWord = pattern.MustCompile(`(?i)(?:^|\s)(?:in|under|at|filed)\s*$`)

// upToMark are the words of a name up to what stands beside it.
func upToMark(words string) string {
	if at := nameMark.FindStringIndex(words); at != nil {
		words = words[:at[0]]
	}
	return strings.TrimSpace(words)
}

// noName are words where names are, which are none.
var noName = pattern.MustCompile(`(?i)^(?:(?:no|leave a|add a?|\d+) ?(?:comments?|repl(?:y|ies)|responses?)|发表于|admin|administrator|editors?|staff|guest)$`)

// isName reports whether words could be those of a name.
func isName(s string) bool {
	if !isPerson(s) || utf8.RuneCountInString(s) > 60 || noName.MatchString(s) || isFurnitureLine(s) || marginHeading.MatchString(s) || date.IsAlone(s) || date.Label.MatchString(s) || strings.ContainsAny(s, "：:。@/") {
		return false
	}
	return strings.ContainsFunc(s, unicode.IsLetter) && !strings.ContainsFunc(s, unicode.IsDigit)
}

// joinNames sets names side by side as their script does.
func joinNames(names []string) string {
	if len(names) == 0 {
		return ""
	}
	if feeds.HasHan(names[0]) {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}

// inMargin reports whether an element stands in a margin of its page.
func inMargin(n *html.Node) bool { return inOther(n) || dom.InElement(n.Parent, atom.Aside) }

// inOther reports whether an element stands among links, in the foot of its page, or in what
// is about other articles.
func inOther(n *html.Node) bool {
	for at := n.Parent; at != nil && !dom.Is(at, atom.Body); at = at.Parent {
		if dom.Is(at, atom.Nav, atom.Footer) || otherClass.MatchString(dom.Attr(at, "class")+" "+dom.Attr(at, "id")) {
			return true
		}
	}
	return false
}

// otherClass is a class of what is about other articles than the page's own. Builders of pages
// make all of a page of elements that they call their widgets, and themes tell of a page that
// it has a sidebar.
var otherClass = dom.Classes(`(?i)\b(?:related|recommend\w*|comments?|respond|latest|popular|hot)\b|(?:^|\s)(?:widget|(?:(?:site|page|main|global)[-_])?footer|(?:(?:left|right|primary|secondary|site|page|blog|main|article)[-_])?sidebar)`)
