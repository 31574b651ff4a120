package extract_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

func page(body string) feeds.Document {
	return feeds.Document{Request: feeds.Request{Shape: feeds.ShapeList}, Status: 200, Body: []byte(body), At: at}
}

func TestStart(t *testing.T) {
	all := sources(t)
	t.Run("all addresses of a list", func(t *testing.T) {
		got := all["jswx-data"].Start(feeds.Visit{}, at)
		if len(got) != 3 || got[2].URL != "http://jswx.gov.cn/xinxi/shuzi/" {
			t.Errorf("requests = %+v, want three, the last of the old column", got)
		}
	})
	t.Run("api with static pages behind it", func(t *testing.T) {
		got := all["cac-releases"].Start(feeds.Visit{}, at)
		if len(got) != 1 || got[0].Method != "POST" || got[0].Form.Get("channelCode") != "A093702" || got[0].Else == nil ||
			!strings.HasSuffix(got[0].Else.URL, "/wxzw/wxfb/A093702index_1.htm") {
			t.Errorf("requests = %+v", got)
		}
	})
	t.Run("static page with the api behind it", func(t *testing.T) {
		got := all["cac-consultations"].Start(feeds.Visit{}, at)
		if len(got) != 1 || got[0].Method != "" || got[0].Else == nil || got[0].Else.Form.Get("channelCode") != "A093802" {
			t.Errorf("requests = %+v", got)
		}
	})
	t.Run("a queue of links asks nothing", func(t *testing.T) {
		if got := all["wechat-article"].Start(feeds.Visit{}, at); got != nil {
			t.Errorf("requests = %+v, want none", got)
		}
	})
	t.Run("editions since the cursor", func(t *testing.T) {
		now := time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)
		s := all["rmfyb-epaper"]
		for _, tt := range []struct {
			name, cursor string
			back, want   int
			first        string
		}{
			{"first visit", "", 0, 8, "2022-09/23"},
			{"first visit with backfill", "", 30, 31, "2022-08/31"},
			{"goes on", "2022-09-28", 0, 2, "2022-09/29"},
			{"nothing to do", "2022-09-30", 0, 0, ""},
			{"after a long silence, the oldest first", "2022-01-01", 0, 31, "2022-01/02"},
		} {
			s.BackDays = tt.back
			got := s.Start(feeds.Visit{Cursor: tt.cursor}, now)
			if len(got) != tt.want || tt.want > 0 && !strings.Contains(got[0].URL, tt.first) {
				t.Errorf("%s: %d requests, the first %+v; want %d from %s", tt.name, len(got), got[:min(1, len(got))], tt.want, tt.first)
			}
		}
	})
}

func TestEditionWithoutPaper(t *testing.T) {
	s := sources(t)["rmfyb-epaper"]
	for _, tt := range []struct{ name, day, cursor string }{
		{"a day that is over", "2026-10/02", "2026-10-02"},
		{"today may still bring one", "2026-10/03", ""},
	} {
		doc := feeds.Document{
			Request: feeds.Request{Shape: feeds.ShapeList, Part: "0"}, URL: "http://rmfyb.chinacourt.org/paper/html/" + tt.day + "/node_2.htm",
			Status: 404, Outcome: feeds.OutcomeGone, At: at,
		}
		res := s.Read(doc)
		if res.Outcome != feeds.OutcomeItems || len(res.Entries) != 0 || res.Cursor != tt.cursor {
			t.Errorf("%s: %+v, want no items and cursor %q", tt.name, res, tt.cursor)
		}
	}
}

func TestPartsOfAChain(t *testing.T) {
	s := sources(t)["bjca-notices"]
	column := document(t, "bjca-notices/column.html", "https://bjca.miit.gov.cn/zwgk/tzgg/index.html", feeds.ShapeList)
	column.Request.Part = "0"
	next := s.Read(column).Next
	if len(next) != 1 {
		t.Fatalf("next = %+v, want one request", next)
	}
	u, err := url.Parse(next[0].URL)
	if err != nil || u.Query().Get("tagId") != "当前栏目_list" || u.Query().Get("paramJson") != `{"pageNo":1,"pageSize":20}` {
		t.Errorf("unit is asked at %s (%v)", next[0].URL, err)
	}
	unit := document(t, "bjca-notices/unit.json", next[0].URL, feeds.ShapeList)
	unit.Request = next[0]
	if res := s.Read(unit); len(res.Entries) != 2 {
		t.Errorf("unit reads as %+v, want two rows", res)
	}
	unit.Request.Part = "7+unit"
	if res := s.Read(unit); res.Outcome != feeds.OutcomeError {
		t.Errorf("a part the rule lacks reads as %s", res.Outcome)
	}
}

func TestOutcomeOfTheFetcherStands(t *testing.T) {
	s := sources(t)["jswx-data"]
	for _, o := range []feeds.Outcome{feeds.OutcomeBlocked, feeds.OutcomeThrottled, feeds.OutcomeGone, feeds.OutcomeError} {
		doc := page(`<ul><li><a href="/t20220902_1.shtml">x</a></li></ul>`)
		doc.Outcome, doc.Reason = o, "why"
		if res := s.Read(doc); res.Outcome != o || res.Reason != "why" || res.Entries != nil {
			t.Errorf("%s became %+v", o, res)
		}
	}
}

func TestLimits(t *testing.T) {
	all := sources(t)
	var rows strings.Builder
	for i := range 700 {
		fmt.Fprintf(&rows, `<li><a href="/shuju/202209/t20220902_%d.shtml">第%d条通知</a></li>`, i+1, i+1)
	}
	s := all["jswx-data"]
	if res := s.Read(page("<ul>" + rows.String() + "</ul>")); len(res.Entries) != 500 || len(res.Warnings) == 0 {
		t.Errorf("%d rows with warnings %q, want 500 and a warning", len(res.Entries), res.Warnings)
	}
	s.Baseline = true
	if res := s.Read(page("<ul>" + rows.String() + "</ul>")); len(res.Entries) != 700 {
		t.Errorf("%d rows at the baseline, want 700", len(res.Entries))
	}
	for _, tt := range []struct{ name, source, body, reason string }{
		{"deep page", "jswx-data", strings.Repeat("<div>", 100_000), "deeper than 512"},
		{"deep XML", "eu-edpb-news", `<rss version="2.0"><channel>` + strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300) + "</channel></rss>", "nested deeper"},
		{"many attributes", "eu-edpb-news", `<rss ` + strings.Repeat(`a="1" `, 1500) + `></rss>`, "attributes"},
		{"deep JSON", "gzdaily-app", strings.Repeat("[", 100) + strings.Repeat("]", 100), "nested deeper"},
		{"no feed", "eu-edpb-news", "<!DOCTYPE html><html><body>News</body></html>", "page, not a feed"},
		{"no JSON", "gzdaily-app", "<html><body>" + strings.Repeat("文", 400) + "</body></html>", "no JSON"},
		{"another JSON", "gzdaily-app", `{"code": 500}`, "code is 500"},
		{"two values", "gzdaily-app", `{"list":[]}{"list":[]}`, "more follows"},
		{"no container", "cac-consultations", "<html><body>" + strings.Repeat("文", 400) + "</body></html>", "#loadingInfoPage"},
		{"no row", "jswx-data", "<html><body>" + strings.Repeat(`<li><a href="/a/1.html">文</a></li>`, 31) + strings.Repeat("文", 400) + "</body></html>", "the rule matches 0 of 31 links"},
		{"empty page", "jswx-data", "", "empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := all[tt.source].Read(page(tt.body))
			if res.Outcome != feeds.OutcomeError || !strings.Contains(res.Reason, tt.reason) || len(res.Entries) > 0 {
				t.Errorf("%s %q with %d rows, want an error with %q", res.Outcome, res.Reason, len(res.Entries), tt.reason)
			}
		})
	}
	t.Run("empty container is an empty list", func(t *testing.T) {
		res := all["cac-consultations"].Read(page(`<html><body><ul id="loadingInfoPage"></ul>` + strings.Repeat("文", 400) + `</body></html>`))
		if res.Outcome != feeds.OutcomeItems || len(res.Warnings) == 0 {
			t.Errorf("%+v, want an empty list with a warning", res)
		}
	})
}

func TestJSONP(t *testing.T) {
	s := sources(t)["gzdaily-app"]
	const row = `{"list":[{"newstype":"0","title":"T","shareUrl":"https://a.example/1","publishtime":"2022-09-12 08:30:00"}]}`
	for name, body := range map[string]string{"jsonp": "cb_1(" + row + ");", "tried": "try{cb(" + row + ");}catch(e){}", "mark of bytes": "\ufeff" + row} {
		if res := s.Read(page(body)); len(res.Entries) != 1 || res.Entries[0].Date != "2022-09-12" {
			t.Errorf("%s: %+v", name, res)
		}
	}
	if res := s.Read(page("cb_1(" + row)); res.Outcome != feeds.OutcomeError {
		t.Errorf("a cut call reads as %s", res.Outcome)
	}
}

func TestSet(t *testing.T) {
	var list []extract.Source
	for _, s := range sources(t) {
		list = append(list, s)
	}
	set := extract.NewSet(list)
	for _, tt := range []struct {
		url  string
		from feeds.SourceID
		want feeds.SourceID
	}{
		{"https://www.tc260.org.cn/portal/suggestion-detail/0a", "tc260-news", "tc260-suggestions"},
		{"https://www.tc260.org.cn/front/bzzqyjDetail.html?id=1", "tc260-news", "tc260-legacy-consultations"},
		{"https://www.tc260.org.cn/front/postDetail.html?id=1", "", "tc260-news"},
		{"http://jswx.gov.cn/xinxi/shuzi/202209/t20220902_3068388.shtml", "jswx-data", "jswx-data"},
		{"https://mp.weixin.qq.com/s/abc", "jswx-enforcement", "wechat-article"},
		{"https://hbca.miit.gov.cn/zwgk/art/2022/art_1.html", "", "provincial-ca-template"},
		{"https://www.miit.gov.cn/jgsj/art/2022/art_1.html", "miit-app-enforcement", "miit-app-enforcement"},
		{"https://h.xinhuaxmt.com/vh512/share/1", "", "xinhua-app"},
		{"https://www.example.org/a", "jswx-data", "generic"},
		{"http://[", "", "generic"},
	} {
		if got := set.ArticleSource(tt.url, tt.from); got.ID != tt.want {
			t.Errorf("rule for %s (from %s) is %s, want %s", tt.url, tt.from, got.ID, tt.want)
		}
	}
	if _, ok := set.Source("jswx-data"); !ok {
		t.Error("the set does not know jswx-data")
	}
}

func TestArticleRequest(t *testing.T) {
	all := sources(t)
	for _, tt := range []struct{ source, url, want, why string }{
		{"jswx-data", "https://www.jswx.gov.cn/a/t20220902_1.shtml", "https://www.jswx.gov.cn/a/t20220902_1.shtml", ""},
		{"gzdaily-app", "https://www.gzdaily.cn/amucsite/web/index.html#/detail/1", "", "rendered by script"},
		{"xinhua-app", "https://h.xinhuaxmt.com/vh512/share/1", "https://h.xinhuaxmt.com/vh512/share/1", ""},
		{"jswx-data", "https://www.jswx.gov.cn/a/list.PDF", "", "file"},
		{"jswx-data", "https://www.cac.gov.cn/cms/pub/interact/downloadfile.jsp?filepath=x&fText=y", "", "file"},
		{"nfra-supervision", "https://www.nfra.gov.cn/cn/view/pages/ItemDetail.html?docId=77&itemId=915", "https://www.nfra.gov.cn/cn/static/data/DocInfo/SelectByDocId/data_docId=77.json", ""},
		{"npc-law-drafts", "http://www.npc.gov.cn/flcaw/userIndex.html?lid=ff80", "http://www.npc.gov.cn/flcaw/flca/ff80/info/", ""},
	} {
		req, why := all[tt.source].ArticleRequest(tt.url)
		if req.URL != tt.want || tt.why == "" && why != "" || !strings.Contains(why, tt.why) {
			t.Errorf("%s for %s: %q, %q; want %q, %q", tt.source, tt.url, req.URL, why, tt.want, tt.why)
		}
	}
	if req, _ := all["cac-releases"].ArticleRequest("https://www.cac.gov.cn/x.htm"); req.Header["Referer"] == "" || req.Shape != feeds.ShapeArticle {
		t.Errorf("request %+v, want an article with a Referer", req)
	}
}

func TestJoinArticle(t *testing.T) {
	a := feeds.Article{Title: "T", Text: "one", Attachments: []feeds.Attachment{{URL: "u"}}}
	b := feeds.Article{Title: "other", Text: "two", DocNumber: "n", Attachments: []feeds.Attachment{{URL: "u"}, {URL: "v"}}}
	got := extract.JoinArticle(a, b)
	if got.Title != "T" || got.Text != "one\ntwo" || got.DocNumber != "n" || len(got.Attachments) != 2 {
		t.Errorf("joined %+v", got)
	}
}

// TestALongTextIsCutBehindWhatIsRead: whoever reads it sees that it goes on.
func TestALongTextIsCutBehindWhatIsRead(t *testing.T) {
	s := sources(t)["sheitc-announcements"]
	long := strings.Repeat("<p>各单位应当加强数据安全管理，落实个人信息保护责任。</p>", 6000)
	d := page("<h1>关于加强数据安全管理的通知</h1><div class='Article_content'>" + long + "</div>")
	d.Request.Shape = feeds.ShapeArticle
	got := len(s.Read(d).Article.Text)
	if got <= feeds.MaxText || got > feeds.MaxText+2<<10 {
		t.Errorf("%d bytes of text are kept, of which %d are read", got, feeds.MaxText)
	}
}

func TestIsList(t *testing.T) {
	all := sources(t)
	for _, tt := range []struct {
		source, url string
		want        bool
	}{
		{"jswx-data", "http://www.jswx.gov.cn/shuju", true},
		{"jswx-data", "https://www.jswx.gov.cn/shuju/202209/t20220902_1.shtml", false},
		{"cac-releases", "https://www.cac.gov.cn/cms/JsonList", true},
		{"bjca-notices", "https://bjca.miit.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1", true},
		{"bjca-notices", "https://bjca.miit.gov.cn/zwgk/tzgg/art/2022/art_1.html", false},
		{"csrc-news", "http://www.csrc.gov.cn/searchList/a1a0?page=1", true},
		{"sheitc-announcements", "https://sheitc.sh.gov.cn/jxw/tzgg/", true},
		{"rmfyb-epaper", "http://rmfyb.chinacourt.org/paper/html/2022-09/05/node_2.htm", true},
		{"rmfyb-epaper", "http://rmfyb.chinacourt.org/paper/html/2022-09/05/content_1.htm", false},
	} {
		if got := all[tt.source].IsList(tt.url); got != tt.want {
			t.Errorf("%s: IsList(%s) = %v", tt.source, tt.url, got)
		}
	}
}

func TestCommentsNeverBecomeRows(t *testing.T) {
	s := sources(t)["sheitc-announcements"]
	row := func(hex byte) string {
		return fmt.Sprintf(`<li><a href="/gg/20220914/%s.html">通知%c</a></li>`, strings.Repeat(string(hex), 32), hex)
	}
	res := s.Read(page("<ul>" + row('a') + "<!-- " + row('b') + " --><!--[if IE]>" + row('c') + "<![endif]--></ul>"))
	if len(res.Entries) != 1 || res.Entries[0].Title != "通知a" {
		t.Errorf("rows = %+v, want the one outside comments", res.Entries)
	}
}

func TestRuleMayNameALinkWithoutItsAttribute(t *testing.T) {
	s := sources(t)["jswx-data"]
	s.Rule.Lists = []extract.ListRule{{URLs: s.Rule.Lists[0].URLs, Rows: extract.Words{"li"}, Link: extract.Values{{From: "a.item"}}}}
	res := s.Read(page(`<ul><li><a class="item" href="/t20220901_1.shtml">数据安全通知</a></li><li><a href="/more">更多</a></li></ul>`))
	if len(res.Entries) != 1 || !strings.HasSuffix(res.Entries[0].URL, "/t20220901_1.shtml") {
		t.Errorf("rows %+v (%s), want the one with the link", res.Entries, res.Reason)
	}
}

func TestQueueOfLinksReadsArticles(t *testing.T) {
	doc := document(t, "wechat-article/article.html", "", feeds.ShapeList)
	if res := sources(t)["wechat-article"].Read(doc); res.Outcome != feeds.OutcomeArticle {
		t.Errorf("%s %s, want the article", res.Outcome, res.Reason)
	}
}

func TestArticleWithoutAddress(t *testing.T) {
	body := `<div id="ozoom"><p>本报讯，会议通报有关情况。</p><a href="/a.pdf">附件.pdf</a></div><table><tr><td class="font01" align="center">标题</td></tr></table>`
	doc := feeds.Document{Request: feeds.Request{Shape: feeds.ShapeArticle}, Status: 200, Body: []byte(body), At: at}
	got := sources(t)["rmfyb-epaper"].Read(doc).Article.Attachments
	if len(got) != 1 || got[0].URL != "http://rmfyb.chinacourt.org/a.pdf" {
		t.Errorf("attachments %+v, want one on the source's own host", got)
	}
}

func TestTheDayOfAChangeIsNotThatOfPublication(t *testing.T) {
	const sentence = "<p>个人信息保护法规定了处理个人信息的规则，任何组织不得违反法律收集个人信息，国家对此作出了规定。</p>"
	for _, line := range []string{
		`更新时间：2022-09-20</p><p>发布时间：2022-09-14`,
		`更新时间：<b>2022-09-20</b> 发布时间：<b>2022-09-14</b>`,
		`<span>更新时间：</span><span>2022-09-20</span><span>发布时间：</span><span>2022-09-14</span>`,
	} {
		page := `<html><body><h1>个人信息保护的规则公布</h1><p>` + line + `</p><div class="content">` + strings.Repeat(sentence, 3) + `</div></body></html>`
		doc := feeds.Document{Request: feeds.Request{Shape: feeds.ShapeArticle}, URL: "https://www.unknown.example/a/1.html", Status: 200, Body: []byte(page), Charset: "utf-8", At: at}
		if got := sources(t)["cac-releases"].Read(doc); got.Article.Date != "2022-09-14" {
			t.Errorf("%s: %s, %s %s", line, got.Article.Date, got.Outcome, got.Reason)
		}
	}
}

func TestDateInWhateverElement(t *testing.T) {
	s := sources(t)["jswx-data"]
	for name, row := range map[string]string{
		"cell":         `<tr><td><a href="/t20220901_1.shtml">关于2021年1月1日起施行的规定</a></td><td>2022-09-03</td></tr>`,
		"bare text":    `<p><a href="/t20220901_1.shtml">关于2021年1月1日起施行的规定</a> 2022-09-03</p>`,
		"font in link": `<p><a href="/t20220901_1.shtml">关于2021年1月1日起施行的规定<font>[2022-09-03]</font></a></p>`,
		"definition":   `<dl><dt><a href="/t20220901_1.shtml">关于2021年1月1日起施行的规定</a></dt><dd>2022年9月3日</dd></dl>`,
	} {
		other := `<li><a href="/t20220801_2.shtml">另一条</a></li>`
		res := s.Read(page("<table>" + row + "</table><ul>" + other + other + "</ul>"))
		if len(res.Entries) != 2 || res.Entries[0].Date != "2022-09-03" && res.Entries[1].Date != "2022-09-03" {
			t.Errorf("%s: rows %+v, want one of 2022-09-03", name, res.Entries)
		}
		for _, e := range res.Entries {
			if e.Title != "另一条" && e.Title != "关于2021年1月1日起施行的规定" {
				t.Errorf("%s: title %q", name, e.Title)
			}
		}
	}
}

func TestAListThatIsHandedInAsAnArticleIsCalledOne(t *testing.T) {
	rows := ""
	for i := range 4 {
		rows += fmt.Sprintf(`<li><a href="tz/%d.html">关于开展数据安全检查工作的通知</a><span>2026-09-1%d</span></li>`, i, i)
	}
	doc := document(t, "odd/short.html", "https://www.gov.example/tz/", feeds.ShapeArticle)
	doc.Body = []byte("<html><head><title>通知公告</title></head><body><h3>通知公告</h3><ul>" + rows + "</ul></body></html>")
	res := sources(t)["cac-releases"].Read(doc)
	if res.Outcome != feeds.OutcomeError || !strings.Contains(res.Reason, "is a list of links") {
		t.Errorf("outcome %s: %s", res.Outcome, res.Reason)
	}
}
