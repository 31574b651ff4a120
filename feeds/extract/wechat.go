package extract

import (
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/article"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

// albumList are the rows of an account's album page, the only list that can be
// read without a session.
var albumList = rule.List{
	Rows: rule.Words{"li[data-link]"}, Title: rule.From("@data-title"), Link: rule.From("@data-link"),
	Date: rule.From(".js_article_create_time", "@data-create_time"), DateFormat: rule.Words{"epoch", "ymd"},
}

// albumJSON are the same rows as the page asks for them with f=json.
var albumJSON = rule.List{
	Rows: rule.Words{"getalbum_resp.article_list"}, Title: rule.From("title"), Link: rule.From("url"), Date: rule.From("create_time"), DateFormat: rule.Words{"epoch"},
}

// readAlbum reads an album page, or the answer with its further rows.
func readAlbum(r *reading) answer.Result {
	if jsonvalue.Is(r.Doc.Body) {
		r.Rule = fillIn(r.Rule, albumJSON)
		return readJSONRows(r)
	}
	r.Rule = fillIn(r.Rule, albumList)
	return readRowsPage(r)
}

var (
	// The visible date is filled in by script; the script has it as an epoch.
	wechatTime  = pattern.MustCompile(`var\s+ct\s*=\s*['"]?\s*(\d{10})`)
	wechatMade  = pattern.MustCompile(`(?:create_time|createTimestamp|oriCreateTime|svr_time_create)\s*[=:]\s*['"]?\s*(\d{10})`)
	wechatShown = pattern.MustCompile(`createTime\s*[=:]\s*['"](\d{4}-\d{2}-\d{2})`)
	wechatName  = pattern.MustCompile(`(?:var\s+nickname|nick_name)\s*[=:]\s*(?:(?:htmlDecode|JsDecode)\()?["']([^"']+)["']`)
	// wechatWords are those of an article that is a few words and nothing else.
	wechatWords = pattern.MustCompile(`content_noencode\s*:\s*(?:JsDecode\()?['"]((?:[^'"\\]|\\.)+)['"]`)
	wechatGone  = pattern.MustCompile(`已被发布者删除|因违规无法查看|此?内容.{0,8}(无法查看|不存在)|参数错误|(帐|账)号已(被)?(屏蔽|注销|停用|冻结)|(帐|账|公众)号.{0,6}(注销|迁移)|链接已过期|投诉.{0,10}(删除|无法查看)|该(文章|内容)已(被)?(删除|下架)`)
	// wechatMoved is where the article of an account that was moved stands now.
	wechatMoved = regexp.MustCompile(`transferTargetLink\s*=\s*['"](https?://mp\.weixin\.qq\.com/[^'"]+)['"]`)
	wechatWall  = pattern.MustCompile(`环境异常|完成验证后|去验证|请在微信客户端打开`)
)

// readWeChat reads an article of an official account. The status is always 200;
// only the page says what became of an article.
func readWeChat(r *reading) answer.Result {
	p, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	body := dom.First(p.Root, "#js_content")
	if body == nil || !article.HasContent(body) {
		if res, odd := wechatNotice(p, r.Doc); odd {
			return res
		}
	}
	own := article.Fill(r.src.Rule.Article, rule.Article{
		Title: rule.From("#activity-name", "meta[property='og:title']@content", "meta[property='twitter:title']@content"),
		Body:  rule.Words{"#js_content"}, Author: rule.From("#js_name", "meta[name=author]@content"),
	})
	code := string(r.Doc.Body)
	a, _ := r.articleOf().ByRule(p, own)
	if a.Author == "" {
		if m := wechatName.FindStringSubmatch(code); m != nil {
			a.Author = dom.Line(script.UnescapeX(m[1]))
		}
	}
	a.Date = wechatDay(code)
	if a.Title == "" {
		return answer.Failed("the page is no article: it has no title")
	}
	res := answer.Result{Outcome: feeds.OutcomeArticle, Article: a}
	if a.Text == "" && len(a.Attachments) == 0 {
		// Articles of pictures or of a few words keep them in the page's description.
		text := dom.Attr(dom.First(p.Root, "meta[property='og:description']"), "content")
		if shown := dom.First(p.Root, "#js_text_desc, #js_image_desc"); shown != nil && text == "" {
			text = dom.Paragraphs(shown, nil)
		}
		if m := wechatWords.FindStringSubmatch(code); m != nil && text == "" {
			text = html.UnescapeString(m[1])
		}
		res.Article.Text = dom.Plain(script.UnescapeX(text))
		if res.Article.Text == "" {
			res.Unread = "rendered by script"
		}
	}
	return res
}

// wechatDay is the day of publication. Without a zone of its own, WeChat's is
// Shanghai's.
func wechatDay(code string) feeds.Day {
	c := date.Context{Zone: feeds.Shanghai}
	for _, told := range []*pattern.Pattern{wechatTime, wechatMade} {
		if m := told.FindStringSubmatch(code); m != nil {
			return date.Epoch(m[1], c).Day
		}
	}
	if m := wechatShown.FindStringSubmatch(code); m != nil {
		return date.YMD(m[1], c).Day
	}
	return ""
}

// wechatNotice reads the pages that stand in for an article.
func wechatNotice(p *answer.Page, doc feeds.Document) (answer.Result, bool) {
	text := dom.Line(dom.Paragraphs(p.Root, nil)) + " " + dom.Line(dom.Inline(dom.OrRoot(dom.First(p.Root, "title")), nil))
	if utf8.RuneCountInString(text) > 2*answer.LittleText {
		return answer.Result{}, false
	}
	moved := wechatMoved.FindSubmatch(doc.Body)
	switch {
	case moved != nil:
		to := address.Resolve(p.Base, html.UnescapeString(string(moved[1])))
		return answer.Result{Outcome: feeds.OutcomeRedirect, RedirectTo: to, Reason: "the account was moved"}, to != ""
	case wechatGone.MatchString(text):
		return answer.Result{Outcome: feeds.OutcomeGone, Reason: "the account or WeChat took the article away"}, true
	case answer.BusyWords.MatchString(dom.Lower(text)):
		return answer.Result{Outcome: feeds.OutcomeThrottled, Reason: "WeChat says that requests come too fast"}, true
	case wechatWall.MatchString(text):
		return answer.Result{Outcome: feeds.OutcomeBlocked, Reason: "WeChat asks for a check of the visitor"}, true
	}
	return p.Odd(doc, false)
}
