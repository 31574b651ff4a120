package answer

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// What a site says to its visitors in the place of an article, at status 200 and in the frame
// of its own pages as often as not. The words are looked for in the few words that such a page
// has, and in a page that shows no day of publication: articles tell of walls and faults too.
var insteads = []struct {
	words  *pattern.Pattern
	result Result
}{
	{pattern.MustCompile(`(?m)(?:您|你|当前)的?(?:访问|请求|提交|浏览|ip|网络|url)[^。\n]{0,40}?(?:拦截|阻断|拒绝|禁止|屏蔽|威胁|攻击|异常|不合法|危险)|^客户端异常|(?:系统|防火墙)已?(?:经)?拦截|cc ?防[御护]|^禁止访问[。！!]?$|检测到[^。\n]{0,4}异常(?:请求|访问|流量)|疑似(?:黑客)?攻击行为|检测[^。\n]{0,12}(?:环境|浏览器)[^。\n]{0,24}(?:请|验证|稍)|(?:浏览器|环境|安全)(?:安全)?(?:检查|检测|校验)[^。\n]{0,4}请稍|(?:智能|人机|滑块)验证|(?:按住|拖动|滑动)(?:滑块|下方)|完成(?:以下|下方|下面的?)(?:操作|验证|拼图)|请(?:进行|完成|通过)[^。\n]{0,6}验证|网站仅?[限允][^。\n]{0,6}(?:大陆|境内|国内)|所在的?(?:地区|区域|国家)[^。\n]{0,4}(?:不支持|无法|禁止|不允许)|(?:没有|无)权限?(?:访问|查看|使用所提供)|^403\b|403 ?-? ?(?:forbidden|禁止)|^非法(?:访问|请求)[，,。！!]?|requested url was rejected|(?:request|you) ha(?:s|ve) been blocked|incapsula incident|you were a bot|verify (?:that )?you(?: a|')re (?:a )?human|enable js and disable|waf[^。\n]{0,6}(?:驱动|防护|拦截)`), blocked()},
	{pattern.MustCompile(`(?:访问|请求|操作)的?(?:频率|速度|次数|人数)(?:过|太)(?:高|快|多)|(?:服务器|系统|网络)(?:繁忙|太忙|拥挤|不给力)|(?:过于|太)频繁|too many (?:requests|connections)`), throttled()},
	{pattern.MustCompile(`(?m)^(?:抱歉|对不起|很抱歉|很遗憾|[，,！!：: ])*(?:您|你|该|此|本|当前)?(?:所?要?(?:访问|查看|浏览|请求|查找)的)?(?:信息|内容|文章|页面|链接|资讯|栏目|文件|稿件|资源)[^。\n]{0,6}?(?:不存在|已失效|已下线|已过期|已经?被?删除|未发布|未公开|被[^。\n]{0,6}(?:屏蔽|删除|下架|撤回))|没有找到(?:相关|符合|您|任何)[^。\n]{0,6}(?:信息|内容|记录|数据)|页面(?:跑|走)丢|找不到文件或目录|http status 404|(?:couldn.t|cannot|can.t) find (?:the|that|this) page|page (?:isn.t|is not|is no longer) available`), Gone()},
	{pattern.MustCompile(`(?m)(?:网站|本站|门户|系统|平台|栏目|服务器)[^。\n]{0,12}(?:正在|进行)[^。\n]{0,20}(?:维护|升级|改版|检修|建设)|(?:网站|本站|门户|我站)[^。\n]{0,40}(?:暂停(?:服务|访问|使用|开放)|(?:临时|暂时)关闭|停机)|^(?:系统|网站|平台|服务器)(?:维护|升级|改版)(?:中|公告)?|(?:维护|升级|建设)中[，,。！!…]|敬请期待|不便[^。\n]{0,4}敬?请(?:谅解|见谅)|be back (?:soon|shortly)|(?:under|some) maintenance|maintenance (?:in progress|mode)|(?:审核中|正在审核)[，,][^。\n]{0,6}(?:无法|不能)`), Failed("the page says that the site is being worked on")},
	{pattern.MustCompile(`(?m)^(?:抱歉|对不起|很抱歉|[，,！!：: ])*(?:您访问的)?(?:系统|程序|服务器|数据库|服务|页面)[^。\n]{0,8}?(?:异常|错误|出错|故障|连接失败)|应用程序中的服务器错误|出错了|(?:暂时无法|暂不能)访问(?:[，,。！!]|$)|请[^。\n]{0,8}后(?:再试|重试|再访问|刷新)|登录(?:状态)?已?(?:过期|失效)|文章已被加密|^参数错误|^操作失败|server error in|http status [45]\d\d|internal server error|bad gateway|gateway time-?out|service (?:is )?(?:temporarily )?unavailable|establishing a database|whitelabel error|welcome to nginx|^it works!?$|^iis windows|站点创建成功|没有找到站点|站点已经?被?[^。\n]{0,6}停止|域名已经?[过到]期|网站[^。\n]{0,6}(?:未|没有)[^。\n]{0,24}备案|浏览器版本[过太]低|^正在(?:加载|跳转)`), Failed("the page says that the site has a fault")},
}

func blocked() Result {
	return Result{Outcome: feeds.OutcomeBlocked, Reason: "the page is a challenge, not the content"}
}

func throttled() Result {
	return Result{Outcome: feeds.OutcomeThrottled, Reason: "the page says that requests come too fast"}
}

// Gone is the result of a page that says that there is nothing here.
func Gone() Result {
	return Result{Outcome: feeds.OutcomeGone, Reason: "the page says that there is nothing here"}
}

// From so many characters on a text says more than a site does to its visitors: of Chinese, and
// of letters.
const (
	fewHan     = 120
	fewLetters = 400
)

// saysLittle reports whether a text is short enough to be no more than a site's word to its
// visitors.
func saysLittle(text string) bool {
	n := utf8.RuneCountInString(text)
	return n < fewHan || n < fewLetters && !feeds.HasHan(text)
}

// shortTitle is how long the title of such a page is at most; those of articles say more, and may
// be of such a thing.
const shortTitle = 16

// ofOffice is the title of an office's own paper, which may tell of a site's repair, too.
var ofOffice = pattern.MustCompile(`^关于.*(?:通知|公告|通告|公示|说明|函)$`)

// toVisitor is what a title has that speaks to who came, as no headline of an authority does.
var toVisitor = pattern.MustCompile(`您的?(?:访问|请求|要|查看|ip)|抱歉|对不起|客户端|(?i)please|sorry|you `)

// Instead looks whether the little that a page says is the site's word to its visitors.
func (p *Page) Instead(title, text string) (Result, bool) {
	text = cmp.Or(text, p.text)
	if p.Dated || !saysLittle(text) || ofOffice.MatchString(title) {
		return Result{}, false
	}
	said := text
	for _, t := range []string{title, dom.Line(dom.Inline(dom.OrRoot(dom.First(p.Root, "title")), nil))} {
		if n := utf8.RuneCountInString(t); n <= shortTitle || n <= 2*shortTitle && !feeds.HasHan(t) || toVisitor.MatchString(t) {
			said = t + "\n" + said
		}
	}
	said = dom.Lower(strings.TrimSpace(said))
	for _, i := range insteads {
		if i.words.MatchString(said) {
			return i.result, true
		}
	}
	return Result{}, false
}
