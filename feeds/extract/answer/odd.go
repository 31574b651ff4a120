package answer

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// Publishers answer 200 to everything: deleted pages, challenges, throttling.
// These are the words and marks of such pages. They decide only when the page
// holds nothing of what the rule looks for, or next to no text at all.
var (
	goneWords = pattern.MustCompile(`(?m)页面(不存在|未找到|找不到|已(经)?(被)?(删除|移除|下线))|(找不到|未找到|没有找到)(您|你)?(所)?(要|请求|访问|查找|想要)?.{0,6}(页面|网页|文件|内容|文章)|(该|此|本|指定的?|(您|你)(所)?(要)?(访问|查看|浏览|请求)的)(页面|文章|内容|信息|网页|文件|稿件|栏目|主题|帖子|资讯)(不存在|已(经)?(被)?(删除|下线|下架|撤销|撤下|撤回|移除|失效))|^(文章|内容|网页)(不存在|已(经)?(被)?删除)|访问的.{0,8}(不存在|已(经)?(被)?删除)|(您|你)(所)?要?(访问|查看|浏览|请求)的(页面|网页|内容|文章)可能(已(经)?)?(被)?(移动|删除|移除|更名)|已被发布者删除|页面走丢|^\s*404\b|404\s*(not found|error|错误|页面)|(错误|error)\s*[:：]?\s*404|page (not found|cannot be found|you requested)|^not found`)
	BusyWords = pattern.MustCompile(`(访问|请求|操作)(过于|太|过)(频繁|快)|访问次数过多|请求次数超限|too many requests|rate limit|频率(过高|限制)|系统(繁忙|忙)[，,。！! ]*(请|稍)`)
	wallWords = pattern.MustCompile(`请(输入|填写)验证码|图形验证|滑动(滑块|验证|拼图)|拖动(滑块|下方)|安全验证|访问验证|人机验证|环境异常|完成验证后|异常访问|请求被(拦截|阻断)|访问(被)?(拦截|阻断|拒绝)|(请)?开启\s*javascript|(enable|requires) javascript and cookies|just a moment|checking your browser|access denied|attention required|request blocked|请稍候.{0,10}(验证|跳转)`)
	wallMarks = []string{
		"__jsl_clearance", "acw_sc__v2", "_guard/auto.js", "cf-chl", "challenge-platform", "antispider",
		"captcha", "geetest", "WZWSREL", "enable JavaScript and Cookies", "$_ts=window['$_ts']", "document.cookie=('_')", "/_waf", "yunsuo_session", "verify_img",
	}
	metaURL   = pattern.MustCompile(`(?i)^\s*(\d*\.?\d*)\s*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]*)['"]?\s*$`)
	scriptURL = pattern.MustCompile(`(?:(?:window|self|top|document|parent)\s*\.\s*)?location(?:\s*\.\s*href)?\s*=\s*\\?['"]([^'"\\]+)\\?['"]|location\s*\.\s*(?:replace|assign)\s*\(\s*\\?['"]([^'"\\]+)\\?['"]`)
	// upkeepWords are those of a page that a site shows while it is worked on.
	upkeepWords = pattern.MustCompile(`(?m)(?:网站|本站|系统|平台|栏目|服务器).{0,6}(?:正在|将|临时|进行).{0,20}(?:维护|升级|改造|检修|割接|建设)|(?:网站|本站|系统|平台|栏目|服务器).{0,20}(?:维护|升级|改造|检修|割接|建设)(?:中|公告|通知|期间)|^(?:系统|网站|平台|服务器)(?:升级)?(?:维护|升级|改造)[。！!]?$`)
	loginWord   = pattern.MustCompile(`(?i)登录|登陆|log ?in|sign in`)
)

// LittleText is less than any real article or list has.
const LittleText = 300

// Odd looks whether the page is something else than the rule expects: a
// redirect, a wall, a notice that what was asked is gone. When empty is false
// only pages with next to no text are looked at.
func (p *Page) Odd(doc feeds.Document, empty bool) (Result, bool) {
	body := dom.First(p.Root, "body")
	if body == nil {
		body = p.Root
	}
	if !p.told {
		p.told, p.text = true, dom.Paragraphs(body, nil) // of a page without an article twice
	}
	text := p.text
	short := utf8.RuneCountInString(text) < LittleText
	if !short && !empty {
		return Result{}, false
	}
	if res, ok := p.redirect(short); ok {
		return res, true
	}
	head := dom.Lower(p.notices(text, short))
	switch {
	case p.hasWall(doc.Body, short) || wallWords.MatchString(head):
		return blocked(), true
	case BusyWords.MatchString(head):
		return throttled(), true
	case goneWords.MatchString(head):
		return Gone(), true
	case empty && doc.Request.Shape != feeds.ShapeArticle && p.isShell(text):
		return Failed("the page shows nothing until its scripts have run: name the address they ask as a list of kind json"), true
	case empty && short && upkeepWords.MatchString(head):
		return Failed("the page says that the site is being worked on"), true
	case (short || doc.Request.Shape != feeds.ShapeArticle) && p.IsLogin(func() string { return text }):
		return Failed("the page is a login form"), true
	case len(doc.Body) == 0 && len(doc.Raw) > 0: // nothing that is text
		return Failed("the answer is a file, not a page"), true
	case len(strings.TrimSpace(string(doc.Body))) == 0:
		return Failed("the page is empty"), true
	case empty && short:
		return p.Instead("", text)
	}
	return Result{}, false
}

// mostShell is how many characters a page shows that its scripts draw: its name, and that it
// needs them.
const mostShell = 80

// isShell reports whether a page with the given text is empty but for scripts that fill it.
func (p *Page) isShell(text string) bool {
	return utf8.RuneCountInString(strings.TrimSpace(text)) <= mostShell && dom.First(p.Root, "a[href]") == nil && dom.First(p.Root, "script[src]") != nil
}

// IsLogin reports whether a page with the given text asks who reads it. Forums do so over
// each of their articles.
func (p *Page) IsLogin(text func() string) bool {
	return dom.First(p.Root, "input[type=password]") != nil && (loginWord.MatchString(text()) || p.hasLoginButton())
}

func (p *Page) hasLoginButton() bool {
	return slices.ContainsFunc(dom.All(p.Root, "button, input[type=submit]"), func(n *html.Node) bool {
		return loginWord.MatchString(dom.Inline(n, nil) + dom.Attr(n, "value"))
	})
}

// maxNotices is how many bytes of headings and short lines are looked at.
const maxNotices = 16 << 10

// notices are the lines of a page that could say what became of it: title, headings and
// short lines.
func (p *Page) notices(text string, short bool) string {
	var b strings.Builder
	if title := dom.Line(dom.Inline(dom.OrRoot(dom.First(p.Root, "title")), nil)); len(title) <= 400 {
		b.WriteString(title)
	}
	for _, h := range dom.All(p.Root, "h1, h2, h3") {
		if b.Len() > maxNotices {
			break
		}
		b.WriteString("\n" + dom.Line(dom.Inline(h, nil)))
	}
	// Beside navigation and footer the notice is a line of its own.
	longest := 40
	if short {
		longest = 80
	}
	for l := range strings.Lines(text) {
		if b.Len() > 2*maxNotices {
			break
		}
		if utf8.RuneCountInString(l) <= longest {
			b.WriteString("\n" + strings.TrimSpace(l))
		}
	}
	return b.String()
}

// onCondition is what stands before a redirect that only some readers are sent by: those
// with a telephone, or who come by another name of the site.
var onCondition = pattern.MustCompile(`(?i)(?:\bif\s*\(|\?\s*$|&&\s*$|\|\|\s*$)[^;}]*\{?[^;}]{0,80}$|userAgent[^;\n]*$|navigator\.platform|onclick|function\s+\w+\s*\(|(?:var|let|const)\s+\w+\s*=\s*(?:async\s+)?(?:function\b|\(?[\w$,\s]*\)?\s*=>)`)

// maxCondition is how much of a script before a redirect is looked at for one.
const maxCondition = 400

func (p *Page) hasWall(body []byte, short bool) bool {
	if !short {
		return false
	}
	s := string(body[:min(len(body), 64<<10)])
	for _, m := range wallMarks {
		if strings.Contains(s, m) {
			return true
		}
	}
	return false
}

// redirect finds a redirect written into the page. Only one to the same site is
// followed; script targets count only on pages without text.
func (p *Page) redirect(short bool) (Result, bool) {
	target := ""
	for _, m := range dom.All(p.Root, "meta[http-equiv]") {
		if !strings.EqualFold(strings.TrimSpace(dom.Attr(m, "http-equiv")), "refresh") {
			continue
		}
		if s := metaURL.FindStringSubmatch(dom.Attr(m, "content")); s != nil {
			target = s[2]
		}
	}
	if target == "" && short {
		target = p.scriptTarget()
	}
	to := address.Resolve(p.Base, target)
	if to == "" || to == p.Address.String() {
		return Result{}, false
	}
	u, err := url.Parse(to)
	if err != nil {
		return Result{}, false
	}
	if !address.SameSite(p.Address.Host, u.Host) {
		return Failed("the page sends to another site, %s", u.Host), true
	}
	return Result{Outcome: feeds.OutcomeRedirect, RedirectTo: to, Reason: "the page sends on to another address"}, true
}

func (p *Page) scriptTarget() string {
	if m := scriptURL.FindStringSubmatch(dom.Attr(dom.First(p.Root, "body[onload]"), "onload")); m != nil {
		return dom.Pick(m[1], m[2])
	}
	for _, s := range dom.All(p.Root, "script") {
		if s.FirstChild == nil {
			continue
		}
		script := s.FirstChild.Data
		if to := namedTarget(script); to != "" {
			return to
		}
		m := scriptURL.FindStringSubmatchIndex(script)
		if m == nil || onCondition.MatchString(script[max(0, m[0]-maxCondition):m[0]]) {
			continue
		}
		for _, at := range [][2]int{{m[2], m[3]}, {m[4], m[5]}} {
			if at[0] >= 0 {
				return script[at[0]:at[1]]
			}
		}
	}
	return ""
}

// namedTarget is the address that a script keeps under a name and then goes to, if it is
// not empty: templates write it so where an article may stand elsewhere.
func namedTarget(script string) string {
	m := scriptName.FindStringSubmatchIndex(script)
	if m == nil {
		return ""
	}
	name := script[max(m[2], m[4]):max(m[3], m[5])]
	kept := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\s*=\s*['"]\s*([^'"\s]+)\s*['"]`).FindStringSubmatch(script[:m[0]])
	asked := regexp.MustCompile(`\bif\s*\(\s*!*` + regexp.QuoteMeta(name) + `\b[^()]*\)`)
	if kept == nil || onCondition.MatchString(asked.ReplaceAllString(script[max(0, m[0]-maxCondition):m[0]], "")) {
		return ""
	}
	return kept[1]
}

// scriptName is where a script goes to an address that it keeps under a name.
var scriptName = pattern.MustCompile(`location(?:\s*\.\s*href)?\s*=\s*([A-Za-z_$][\w$]*)\s*(?:[;}\n]|$)|location\s*\.\s*(?:replace|assign)\s*\(\s*([A-Za-z_$][\w$]*)\s*\)`)
