package list

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// siteWord is the title of a page about the site itself. Content systems keep them
// among their articles.
var siteWord = pattern.MustCompile(`(?i)^(?:(?:网站|站点|法律|版权|免责|隐私|隐私权|安全)(?:声明|地图|帮助|导航|须知|政策|申明)|关于(?:我们|本站|网站)|联系(?:我们|方式)|使用帮助|常见问题|无障碍(?:浏览|阅读|辅助浏览|服务)?|长者(?:版|模式|专区)|适老化?(?:版|模式)?|手机版|移动版|加入收藏|收藏本站|设为首页|(?:我要)?纠错|广告服务|招聘信息|诚聘英才|RSS订阅|English|EN|(?:繁|简|簡)[體体](?:版|中文版?)?|中文(?:版|网站)?|日本語|한국어|Português|Français|Español|Deutsch)$`)

func isSiteWord(title string) bool { return len(title) <= 30 && siteWord.MatchString(title) }

// mostBeside is how many links may stand beside a list for one that is in it.
const mostBeside = 5

// withoutFrame leaves out links that stand under or beside the list, unless nearly all
// do.
func withoutFrame(links []rule.Spot, container *html.Node) []rule.Spot {
	beside := map[*html.Node]bool{}
	var inside func(n *html.Node) bool
	inside = func(n *html.Node) bool {
		if n == nil || n == container {
			return false
		}
		is, known := beside[n]
		if !known {
			is = dom.IsBesideList(n) || isRanking(n) || inside(n.Parent)
			beside[n] = is
		}
		return is
	}
	kept := make([]rule.Spot, 0, len(links))
	for _, s := range links {
		if !inside(s.Link.Parent) {
			kept = append(kept, s)
		}
	}
	if len(kept)*mostBeside < len(links)-len(kept) || len(kept) == 0 {
		return links // the name says less than it seems: this is the list
	}
	return kept
}

// rankHeading is the heading over what readers of a site read most, or may want to.
var rankHeading = pattern.MustCompile(`(?i)^(?:\p{Han}{0,4}(?:点击|阅读|浏览|热门|热点|人气|访问)量?\p{Han}{0,2}(?:排行榜?|排名|榜单?|文章|新闻|资讯|推荐|信息|内容|稿件)|排行榜?|热榜|(?:相关|推荐|延伸|猜你)\p{Han}{0,2}(?:阅读|文章|新闻|推荐|稿件|链接|喜欢|信息)|(?:most (?:read|viewed|popular)|popular|trending|related|recommended)(?: \w+){0,2})[：:]?$`)

// isRanking reports whether a part of a page stands under such a heading, and shows no days
// as a list does.
func isRanking(n *html.Node) bool {
	if !dom.Is(n, atom.Div, atom.Section, atom.Td, atom.Dl) {
		return false
	}
	d := dom.FirstWords(n)
	return d != nil && len(d.Data) <= 4*maxRankHead && rankHeading.MatchString(strings.TrimSpace(d.Data)) && !dom.InLink(d) && !calendar.HoldsDay(n)
}

// maxRankHead is how many characters such a heading has at most.
const maxRankHead = 60
