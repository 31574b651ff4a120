package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/pattern"
)

// What pages set around a text inside the same element: who edited it, how to
// share, print or close it, what comes next. None of it is the publisher's word
// on the matter.
var (
	furnitureLine = pattern.MustCompile(`(?i)^[\[【（(]?\s*(?:` +
		`(?:责任编辑|责编|编\s?辑|编审|审核|校对|终审|初审|复审|网络编辑)\s*[：:].{0,24}` +
		`|(?:总?(?:监制|策划|统筹)|(?:视觉|美术|平面)?设计|制[图作]|海报|撰[稿文]|文案|文字|出品|[主美]编|排版|值班(?:编[辑委]|主任)|签发|校审)\s*[：:／/][^。；]{1,48}` +
		`|(?:分享|转发)(?:到|至|给)?[：:]?.{0,16}` +
		`|(?:(?:我要)?(?:打印|关闭|收藏|纠错|返回顶部|返回首页|返回列表|顶部|大|中|小|分享|转发|字号|字体|下载|视力保护色?)(?:本页|此页|本文|此文|窗口|页面|文章|正文)?[\]】）)]?[\s|丨/、：:\[【（(]*)+` +
		`|扫一扫.{0,24}|微信扫.{0,24}` +
		`|(?:上|下)一(?:篇|条|页|个)\s*[：:]?.{0,80}` +
		`|(?:特别|免责|平台|版权|广告)声明\s*[：:].{0,300}` +
		`|.{0,60}(?:未经(?:授权|许可|书面授权|允许)).{0,20}(?:不得|禁止|严禁|请勿).{0,40}` +
		`|(?:(?:share|tweet|linked ?in|facebook|twitter|x|whats ?app|e-?mail|print|pin it|telegram|reddit|copy link|save|bookmark|微信|微博|新浪微博|朋友圈|空间|复制链接)(?: (?:this|article|page|on|via|to))*[\s|·,/、]*){2,}` +
		`|.{0,60}未经.{0,16}(?:授权|许可|允许).{0,20}(?:不得|禁止|严禁|请勿).{0,40}(?:转载|复制|摘编|镜像|引用).{0,40}` +
		`|.{0,24}尽在.{2,14}(?:客户端|app)` +
		`|.{0,12}(?:报料|爆料|投稿)[：:].{0,60}` +
		`|(?:posted in|filed under|tags?:|share (?:this|on)|related (?:stories|posts|articles|content)|leave a (?:reply|comment)|discussion about this post).{0,80}` +
		`|[\s\-—–=·~*]*(?:end|the end|全文完)[\s\-—–=·~*]*` +
		`|(?:(?:更多.{0,12}|欢迎|请|点击|长按|扫码|识别)[，,]?)?关注.{0,8}(?:公众号|微信|视频号|客户端|二维码).{0,24}` +
		`|(?:©\s*)?(?:fotos?|photos?|bild(?:er|quellen?|nachweise?)?|cr[eé]dits?(?: photos?)?|图片来源|图源)\s*[:：].{1,80}` +
		`|(?:相关|热点|推荐|延伸|往期)(?:链接|阅读|新闻|文章|稿件|推荐|文档|解读|回顾)\s*[：:]?` +
		`)\s*[\]】）)]?$`)
)

// rightsLine is a line that keeps the rights in a text, or says that it advises nobody.
var rightsLine = pattern.MustCompile(`(?i)^(?:.{0,30}版权所有(?:[\s，,].{0,20})?|(?:copyright|©|\(c\))[\s:：©].{0,90}` +
	`|(?:the )?(?:contents?|information|materials?) (?:of|in|on|contained in|provided in) this (?:article|publication|update|blog|alert|newsletter) (?:is|are) (?:intended|provided|for general) .{0,300})$`)

// rightsWords are those of which such a line has one.
var rightsWords = []string{"版权所有", "opyright", "OPYRIGHT", "©", "(c)", "(C)", " this "}

func isRightsLine(s string) bool {
	return slices.ContainsFunc(rightsWords, func(word string) bool { return strings.Contains(s, word) }) && rightsLine.MatchString(s)
}

// pagerLine is a line of links between the pages of a long text.
var pagerLine = pattern.MustCompile(`^(?:(?:上一页|下一页|首页|尾页|末页|余下全文|第?\s*\d{1,3}\s*页?|共\s*\d{1,3}\s*页|\.{2,}|…+)[\s|丨/,，、]*)+$`)

func isFurnitureLine(s string) bool {
	if isRuled(s) {
		return true
	}
	if furnitureLine.MatchString(s) || isRightsLine(s) || strings.ContainsAny(s, "页余") && pagerLine.MatchString(s) {
		return true
	}
	// Several pieces in brackets of their own.
	if head, tail, cut := strings.Cut(s, "】"); cut && strings.HasPrefix(s, "【") && strings.HasPrefix(strings.TrimSpace(tail), "【") {
		return furnitureLine.MatchString(head+"】") && isFurnitureLine(strings.TrimSpace(tail))
	}
	return false
}

// isRuled reports whether a line is drawn of signs, or is the mark that ends a message of an
// agency.
func isRuled(s string) bool {
	return len(s) >= leastRuled && strings.Trim(s, s[:1]) == "" && (strings.ContainsAny(s[:1], "*-=_~#+.") || s == "NNNN")
}

// leastRuled is how many signs make such a line.
const leastRuled = 4

// furnitureTail is how many lines at the end of a text may be furniture.
const furnitureTail = 8

// furnitureHead is how many lines at its beginning may be.
const furnitureHead = 8

// headLine is a line of what stands under a heading: day, source, author, counter.
var headLine = pattern.MustCompile(`(?i)^(?:` +
	`(?:[\[【(（]?\s*(?:(?:发布|發布|更新|成文|发文|公开|公示|公布|印发|刊登|上传|添加)?(?:日\s*期|时\s*间|時間)|(?:信息|文章|稿件)?来源|作者|供稿|浏览(?:次数|量)?|点击(?:数|次数|率)?|阅读(?:次数|量)?|访问(?:次数|量)|字号|字体|作\s?者|발행일|작성일|등록일|조회수?|담당부서|작성부서|작성자|부서|(?:发文)?文\s?号|发文字号|索引号|发布机构)\s*[\]】)）]?\s*[：:]?\s*[^。；，\s]{0,24}[\s|丨·]*){1,6}` +
	`|(?:date\s*[:：]\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+)(?:19|20)\d{2}` +
	`|(?:published|updated|posted|last updated)\b\s*(?:on\b|:)?[^.;]{0,60}(?:19|20)\d{2}[^.;]{0,12}` +
	`|\d{2}[./]\d{2}[./]\d{2}` +
	`|(?:datum|stand|veröffentlicht(?: am)?|fecha|aut(?:or(?:in)?|eur)|redaktion|quelle|fuente|fonte)\s*:\s*[^;]{1,60}` +
	`|(?:제목|첨부(?:파일)?)\s*[:：]?\s.{0,100}` +
	`|by\s+[^.;:,]{2,60}(?:[|·,]\s*[^.;|·]{1,40}){0,3}` +
	`|[\[（(]?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*(?:[a-z]{2,4}\s*)?\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?(?:\s*(?:信息|文章|稿件)?来源\s*[：:].{0,30})?` +
	`)$`)

// headWord is a button over a text, or the number on it.
var headWord = pattern.MustCompile(`(?i)^(?:listen|share|save|follow|subscribe|print|bookmark|comments?|\d{1,5}|[-–—·•|+]{1,3}|听新闻|关注|\+关注|点赞|收藏|评论)$`)

// longestLabel is how long the label of a title is at most.
const longestLabel = 8

// What may stand over the title in a text: the names of columns, the day.
const (
	maxOver     = 6   // lines
	maxOverText = 120 // characters
	maxLine     = 100 // of a line of day, source and counters
)

// withoutHeading is a text without the title at its beginning, and what stands over and
// under it.
func withoutHeading(text, title string) string {
	if title == "" {
		return text
	}
	over, rest := 0, text
	for range maxOver {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if label, ok := strings.CutSuffix(line, " "+title); ok && utf8.RuneCountInString(label) <= longestLabel {
			line = title // a cell of a table, with its label
		}
		if whole, behind := overLines(line, rest, title); whole {
			line, rest = title, behind
		}
		if under, ok := strings.CutPrefix(line, title); ok && rest != "" && (under == "" || headLine.MatchString(under)) {
			return withoutFurniture(withoutSubline(rest))
		}
		if over += utf8.RuneCountInString(line); over > maxOverText || rest == "" || overEnd.MatchString(line) {
			break
		}
	}
	return withoutSubline(text)
}

// overLines reports whether a title is set over a line of a text and those behind it, and what
// is left of the text then.
func overLines(line, rest, title string) (whole bool, behind string) {
	for range maxSeams {
		next, after, _ := strings.Cut(rest, "\n")
		if next == "" || len(line) >= len(title) {
			return false, ""
		}
		if line, rest = line+next, after; date.Squeeze(line) == date.Squeeze(title) {
			return true, after
		}
	}
	return false, ""
}

// overEnd ends a line that stands over no title: it is a text's own.
var overEnd = pattern.MustCompile(`[。：；:]$`)

// subline is the line under a heading that tells when and by whom a text was published,
// however it is made up.
var subline = pattern.MustCompile(`(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}|.{0,20}(?:来源|作者|记者|编辑|浏览|阅读|点击|评论|字号))|(?i)\b\d+ min(?:ute)?s? read\b`)

func withoutSubline(text string) string {
	rest := text
	for range maxSublines {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if rest == "" || utf8.RuneCountInString(line) > maxLine || strings.HasSuffix(line, "。") || strings.Contains(line, "，") {
			break
		}
		if subline.MatchString(line) {
			return rest
		}
		if utf8.RuneCountInString(line) > maxNameLine {
			break
		}
	}
	return text
}

// A name may stand over such a line, alone on its own.
const (
	maxSublines = 2
	maxNameLine = 16
)

// creditedSource is the line that names the source among those who made a page.
var creditedSource = pattern.MustCompile(`^(?:[\p{Han}]{0,2}来源|供稿)\s*[：:／/][^。；]{1,30}$`)

// isTailLine reports whether the last line of a text, behind which so many were, is furniture.
// The source is, where those who made the page stand beside it: alone it is the publisher's word.
func isTailLine(lines []string, behind int) bool {
	last := lines[len(lines)-1]
	if creditedSource.MatchString(last) {
		return behind > 0 || isFurnitureLine(lines[len(lines)-2])
	}
	return isFurnitureLine(last) || marginHeading.MatchString(last)
}

// withoutFurniture is a text without the furniture at its two ends. In the
// middle such a line may be the publisher's own.
func withoutFurniture(text string) string {
	lines := strings.Split(text, "\n")
	for n := 0; n < furnitureTail && len(lines) > 1 && isTailLine(lines, n); n++ {
		lines = lines[:len(lines)-1]
	}
	for n := 0; n < furnitureHead && len(lines) > 1 && (isFurnitureLine(lines[0]) || headLine.MatchString(lines[0]) || headWord.MatchString(lines[0])); n++ {
		lines = lines[1:]
	}
	return strings.Join(lines, "\n")
}
