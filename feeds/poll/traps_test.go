package poll_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/replay"
)

// town is a set of sites: address without scheme ("www.a.cn/x?y=1") to what it
// answers. A body may begin with header lines "!Name: value".
type town map[string]string

// recording makes a recording of the town.
func (w town) recording(t *testing.T) *replay.Recording {
	t.Helper()
	fsys, sites := fstest.MapFS{}, map[string]*strings.Builder{}
	for i, at := range sorted(w) {
		host, rest, _ := strings.Cut(at, "/")
		path, query, _ := strings.Cut("/"+rest, "?")
		if sites[host] == nil {
			sites[host] = &strings.Builder{}
			fmt.Fprintf(sites[host], "host: %s\nscheme: both\nresponses:\n", host)
		}
		header, body := map[string]string{"Content-Type": "text/html; charset=utf-8"}, w[at]
		status := "200"
		for strings.HasPrefix(body, "!") {
			line, rest, _ := strings.Cut(body[1:], "\n")
			k, v, _ := strings.Cut(line, ": ")
			if body = rest; k == "Status" {
				status = v
				continue
			}
			header[k] = v
		}
		b := sites[host]
		fmt.Fprintf(b, "  - path: %q\n    status: %s\n    file: f%d\n    header: {", path, status, i)
		for _, k := range sorted(header) {
			fmt.Fprintf(b, "%s: %q, ", k, header[k])
		}
		b.WriteString("}\n")
		if strings.Contains(path, "JsonList") {
			b.WriteString("    method: POST\n")
		}
		if k, v, ok := strings.Cut(query, "="); ok {
			fmt.Fprintf(b, "    query: {%s: %q}\n", k, v)
		}
		fsys[fmt.Sprintf("%s/f%d", host, i)] = &fstest.MapFile{Data: []byte(body)}
	}
	for host, b := range sites {
		fsys[host+"/site.yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	r, err := replay.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sorted[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// stock is what is stored, "day | address | title", in that order.
func (l *lab) stock() []string {
	l.t.Helper()
	var out []string
	for _, i := range l.all() {
		out = append(out, fmt.Sprintf("%s | %s | %s", i.Published, i.URL, i.Title))
	}
	slices.Sort(out)
	return out
}

// all are the stored items with their texts.
func (l *lab) all() []feeds.Item {
	l.t.Helper()
	hits, _, err := l.store.Find(l.t.Context(), bot.Query{Items: true, Limit: 1000})
	if err != nil {
		l.t.Fatal(err)
	}
	var out []feeds.Item
	for _, h := range hits {
		item, err := l.store.Item(l.t.Context(), h.Item.ID)
		if err != nil {
			l.t.Fatal(err)
		}
		out = append(out, item)
	}
	return out
}

// article is a page of one paragraph.
func article(title, body string) string {
	return `<html><head><title>` + title + `_站点</title></head><body><h1>` + title + `</h1><div class="TRS_Editor"><p>` + body +
		`</p></div></body></html>`
}

const (
	jswx = "www.jswx.gov.cn/zhengce/zhifa/"
	cac  = "www.cac.gov.cn/cms/JsonList"
)

// ul is a list page of rows.
func ul(rows ...string) string {
	return `<html><body><ul class="nav"><li><a href="/">首页</a></li></ul><ul>` + strings.Join(rows, "\n") + `</ul></body></html>`
}

func li(href, title, day string) string {
	return fmt.Sprintf(`<li><a href="%s">%s</a><span>%s</span></li>`, href, title, day)
}

// traps are the rows of the catalogue's table of traps, each served by a site
// and treated as the table says.
var traps = []struct {
	name    string
	source  feeds.SourceID
	also    []feeds.SourceID
	pages   town
	then    town // what the same addresses answer at the second visit
	want    []string
	outcome feeds.Outcome // of the last visit; items when empty
	check   func(*testing.T, *lab)
}{
	{
		name: "relative, protocol-relative and padded addresses", source: "jswx-enforcement",
		pages: town{jswx: ul(
			li(" ./202209/t20220901_1.shtml ", "关于个人信息保护的第一号通报", "2022-09-01"),
			li("../../yw/202209/t20220902_2.shtml", "关于个人信息保护的第二号通报", "2022-09-02"),
			li("//www.jswx.gov.cn/yw/202209/t20220903_3.shtml\n", "关于个人信息保护的第三号通报", "2022-09-03"),
		)},
		want: []string{
			"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于个人信息保护的第一号通报",
			"2022-09-02 | https://www.jswx.gov.cn/yw/202209/t20220902_2.shtml | 关于个人信息保护的第二号通报",
			"2022-09-03 | https://www.jswx.gov.cn/yw/202209/t20220903_3.shtml | 关于个人信息保护的第三号通报",
		},
	},
	{
		name: "text that is cut", source: "jswx-enforcement",
		pages: town{
			jswx: ul(
				`<li><a href="./202209/t20220901_1.shtml" title="关于两款应用违法收集个人信息的通报">关于两款应用违法…</a><span>2022-09-01</span></li>`,
				li("./202209/t20220902_2.shtml", "关于……的说明及其补充", "2022-09-02"),
				li("./202209/t20220903_3.shtml", "关于开展数据安全专项检查的...", "2022-09-03"),
			),
			jswx + "202209/t20220903_3.shtml": article("关于开展数据安全专项检查的通知", "现将有关事项通知如下。"),
		},
		want: []string{
			"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于两款应用违法收集个人信息的通报",
			"2022-09-02 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220902_2.shtml | 关于……的说明及其补充",
			"2022-09-03 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220903_3.shtml | 关于开展数据安全专项检查的通知",
		},
	},
	{
		name: "title attribute with line breaks", source: "jswx-enforcement",
		pages: town{jswx: ul("<li><a href=\"./202209/t20220901_1.shtml\" title=\"关于数据出境的\r\n 通知 草稿\">关于数据出境的通知</a><span>2022-09-01</span></li>")},
		want:  []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知"},
	},
	{
		name: "address in a call or an attribute", source: "tc260-suggestions",
		pages: town{"www.tc260.org.cn/portal/suggestion": `<html><body><div class="item"><a href="javascript:;" onclick="jumpDetail('0a1b2c3d4e5f60718293a4b5c6d7e8f9','2022-11-24')">关于国家标准征求意见的通知</a><span>2022-09-25</span></div></body></html>`},
		want:  []string{"2022-09-25 | https://www.tc260.org.cn/portal/suggestion-detail/0a1b2c3d4e5f60718293a4b5c6d7e8f9 | 关于国家标准征求意见的通知"},
		check: func(t *testing.T, l *lab) {
			if d := l.all()[0].Deadline; d != "2022-11-24" {
				t.Errorf("deadline %q", d)
			}
		},
	},
	{
		name: "pinned row repeated, one notice in two columns, one title for two acts", source: "jswx-enforcement", also: []feeds.SourceID{"jswx-notices"},
		pages: town{
			jswx: ul(
				li("./202209/t20220905_1.shtml", "关于下架应用的通报", "2022-09-05"),
				li("./202209/t20220906_2.shtml", "关于下架应用的通报", "2022-09-06"),
				li("./202209/t20220905_1.shtml", "关于下架应用的通报", "2022-09-05"),
			),
			"www.jswx.gov.cn/fwhd/tzgg/": ul(li("../../zhengce/zhifa/202209/t20220905_1.shtml", "关于下架应用的通报", "2022-09-05")),
		},
		want: []string{
			"2022-09-05 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220905_1.shtml | 关于下架应用的通报",
			"2022-09-05 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220905_1.shtml | 关于下架应用的通报",
			"2022-09-06 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220906_2.shtml | 关于下架应用的通报",
		},
		check: func(t *testing.T, l *lab) {
			events := map[string]map[feeds.EventID]bool{}
			for _, i := range l.all() {
				if events[i.URL] == nil {
					events[i.URL] = map[feeds.EventID]bool{}
				}
				events[i.URL][i.Event] = true
			}
			one := map[feeds.EventID]bool{}
			for u, e := range events {
				if len(e) != 1 {
					t.Errorf("%s belongs to %d events", u, len(e))
				}
				for id := range e {
					one[id] = true
				}
			}
			if len(one) != 2 {
				t.Errorf("%d events, want two: the title alone joins nothing", len(one))
			}
		},
	},
	{
		name: "other dates in the row", source: "bjrd-regulations",
		pages: town{"www.bjrd.gov.cn/rdzl/dfxfgk/dfxfg/": `<html><body><div class="table_tr"><ul><li class="w60"><a href="./202209/t20220929_1.html" title="北京市数字经济促进条例（2020年修订）">北京市数字经济促进条例（2020年修订）</a></li><li class="w20">2022-09-25</li><li class="w20">2023-01-01</li></ul></div></body></html>`},
		want:  []string{"2022-09-25 | https://www.bjrd.gov.cn/rdzl/dfxfgk/dfxfg/202209/t20220929_1.html | 北京市数字经济促进条例（2020年修订）"},
	},
	{
		name: "no year", source: "hebei-pingan",
		pages: town{"www.hebeipingan.org.cn/": ul(li("/system/2022/01/02/101400002.shtml", "河北警方侦破侵犯公民个人信息案", "01-03"))},
		want:  []string{"2022-01-02 | http://www.hebeipingan.org.cn/system/2022/01/02/101400002.shtml | 河北警方侦破侵犯公民个人信息案"},
	},
	{
		name: "wrong year in the address, day of a migration in the meta element", source: "bjca-notices",
		pages: town{
			"bjca.miit.gov.cn/zwgk/tzgg/index.html":                                         `<html><body><div id="unit"><ul><li><a href="/zwgk/tzgg/art/1970/art_00112233445566778899aabbccddeeff.html" title="关于下架应用的通报">关于下架应用的通报</a></li></ul></div></body></html>`,
			"bjca.miit.gov.cn/zwgk/tzgg/art/1970/art_00112233445566778899aabbccddeeff.html": `<html><head><meta name="ArticleTitle" content="关于下架应用的通报"><meta name="PubDate" content="2022-09-28"></head><body><div id="con_con"><p>现将有关应用予以下架，请各应用商店予以配合执行。</p><p>北京市通信管理局</p><p>2021年7月3日</p></div></body></html>`,
		},
		want: []string{"2021-07-03 | https://bjca.miit.gov.cn/zwgk/tzgg/art/1970/art_00112233445566778899aabbccddeeff.html | 关于下架应用的通报"},
	},
	{
		name: "blanks and line breaks inside words", source: "jswx-enforcement",
		pages: town{jswx: ul(li("./202209/t20220901_1.shtml", "关于加强\n  个人信息 保护的通知", "2022-09-01"))},
		want:  []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于加强个人信息 保护的通知"},
	},
	{
		name: "attachment as an item", source: "jswx-enforcement",
		pages: town{jswx: ul(
			li("./202209/t20220901_1.shtml", "关于数据出境的通知一", "2022-09-01"),
			li("./202209/t20220902_2.shtml", "关于数据出境的通知二", "2022-09-02"),
			li("./202209/P020220903400000000003.pdf", "数据出境名单", "2022-09-03"),
		)},
		want: []string{
			"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知一",
			"2022-09-02 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220902_2.shtml | 关于数据出境的通知二",
			"2022-09-03 | https://www.jswx.gov.cn/zhengce/zhifa/202209/P020220903400000000003.pdf | 数据出境名单",
		},
		check: func(t *testing.T, l *lab) {
			for _, i := range l.all() {
				if strings.HasSuffix(i.URL, ".pdf") && (i.State != feeds.ItemTitleOnly || i.Text != "") {
					t.Errorf("the file is %s with %d bytes of text", i.State, len(i.Text))
				}
			}
		},
	},
	{
		name: "item on another host", source: "jswx-enforcement",
		pages: town{
			jswx: ul(
				li("./202209/t20220901_1.shtml", "关于数据出境的通知一", "2022-09-01"),
				li("./202209/t20220902_2.shtml", "关于数据出境的通知二", "2022-09-02"),
				li("https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv#rd", "公众号的一篇通报", "2022-09-03"),
			),
			"mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv": `<html><body><h1 id="activity-name">公众号的一篇通报</h1><div id="js_content" style="visibility:hidden"><p>现对有关应用予以通报。</p></div><script>var ct = "1662163200";</script></body></html>`,
		},
		want: []string{
			"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知一",
			"2022-09-02 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220902_2.shtml | 关于数据出境的通知二",
			"2022-09-03 | https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv#rd | 公众号的一篇通报",
		},
		check: func(t *testing.T, l *lab) {
			for _, i := range l.all() {
				if i.Host == "mp.weixin.qq.com" && i.Text != "现对有关应用予以通报。" {
					t.Errorf("read by the wrong rule: %q (%s)", i.Text, i.Unread)
				}
			}
		},
	},
	{
		name: "addresses that differ in their fragment only", source: "gzdaily-app",
		pages: town{"app.gzdaily.cn/app_if/getArticles": `{"list":[{"newstype":0,"title":"广州警方通报甲案","shareUrl":"https://www.gzdaily.cn/amucsite/web/index.html#/detail/1","publishtime":"2022-09-22 08:01:02"},{"newstype":0,"title":"广州警方通报乙案","shareUrl":"https://www.gzdaily.cn/amucsite/web/index.html#/detail/2","publishtime":"2022-09-22 09:01:02"}]}`},
		want: []string{
			"2022-09-22 | https://www.gzdaily.cn/amucsite/web/index.html#/detail/1 | 广州警方通报甲案",
			"2022-09-22 | https://www.gzdaily.cn/amucsite/web/index.html#/detail/2 | 广州警方通报乙案",
		},
	},
	{
		name: "list inside CDATA, beside one in a comment", source: "jiangsu-gov-documents",
		pages: town{"www.jiangsu.gov.cn/col/col84242/index.html": `<html><body><!-- <li><a href="/art/2020/1/1/art_84242_1.html">旧</a><span>2020-01-01</span></li> --><script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/art/2022/9/24/art_84242_115.html" title="公共数据管理办法">公共数据管理办法</a><b>2022-09-24</b></li>]]></record></recordset></datastore></script></body></html>`},
		want:  []string{"2022-09-24 | https://www.jiangsu.gov.cn/art/2022/9/24/art_84242_115.html | 公共数据管理办法"},
	},
	{
		name: "gb2312 that is GB18030", source: "hebei-pingan",
		pages: town{"www.hebeipingan.org.cn/": "!Content-Type: text/html; charset=gb2312\n" + gb18030(ul(li("/system/2022/09/02/101400002.shtml", "河北：㐂某某侵犯公民个人信息案", "09-02")))},
		want:  []string{"2022-09-02 | http://www.hebeipingan.org.cn/system/2022/09/02/101400002.shtml | 河北：㐂某某侵犯公民个人信息案"},
	},
	{
		name: "byte order mark before JSON sent as a stream", source: "gov-latest-policies",
		pages: town{"www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json": "!Content-Type: application/octet-stream\n\xef\xbb\xbf" + `[{"TITLE":"数据条例","URL":"https://www.gov.cn/zhengce/content/202209/content_1.htm","DOCRELPUBTIME":"2022-09-20"}]`},
		want:  []string{"2022-09-20 | https://www.gov.cn/zhengce/content/202209/content_1.htm | 数据条例"},
	},
	{
		name: "challenge at 521 after a good visit", source: "jswx-enforcement",
		pages:   town{jswx: ul(li("./202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01"))},
		then:    town{jswx: "!Status: 521\n<script>document.cookie='__jsl_clearance_s=1';location.href=location.href</script>"},
		want:    []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知"},
		outcome: feeds.OutcomeBlocked, check: keepsState,
	},
	{
		name: "captcha at 200 after a good visit", source: "jswx-enforcement",
		pages:   town{jswx: ul(li("./202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01"))},
		then:    town{jswx: `<html><head><title>访问验证</title></head><body><p>请完成安全验证，拖动滑块</p></body></html>`},
		want:    []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知"},
		outcome: feeds.OutcomeBlocked, check: keepsState,
	},
	{
		name: "302 to itself", source: "jswx-enforcement",
		pages:   town{jswx: ul(li("./202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01"))},
		then:    town{jswx: "!Status: 302\n!Location: /zhengce/zhifa/\n!Set-Cookie: CT6T=1\n"},
		want:    []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知"},
		outcome: feeds.OutcomeBlocked, check: keepsState,
	},
	{
		name: "soft 404 after a good visit", source: "jswx-enforcement",
		pages:   town{jswx: ul(li("./202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01"))},
		then:    town{jswx: `<html><head><title>404</title></head><body><p>抱歉，您访问的页面不存在或已被删除</p></body></html>`},
		want:    []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知"},
		outcome: feeds.OutcomeGone, check: keepsState,
	},
	{
		name: "success:false and an empty list after a full one", source: "cac-enforcement",
		pages:   town{cac: `{"list":[{"topic":"关于数据出境的通报","infourl":"//www.cac.gov.cn/2022-09/01/c_1.htm","pubtime":"2022-09-01 10:00:00.0"}]}`},
		then:    town{cac: `{"list":[]}`},
		want:    []string{"2022-09-01 | https://www.cac.gov.cn/2022-09/01/c_1.htm | 关于数据出境的通报"},
		outcome: feeds.OutcomeError, check: keepsState,
	},
	{
		name: "meta refresh on the same site", source: "jswx-enforcement",
		pages: town{
			jswx:                         `<html><head><meta http-equiv="refresh" content="0;url=/new/zhifa/"></head></html>`,
			"www.jswx.gov.cn/new/zhifa/": ul(li("./202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01")),
		},
		want: []string{"2022-09-01 | https://www.jswx.gov.cn/new/zhifa/202209/t20220901_1.shtml | 关于数据出境的通知"},
	},
	{
		name: "script redirect to another site", source: "jswx-enforcement",
		pages:   town{jswx: `<html><script>location.href="http://www.example.org/x"</script></html>`},
		outcome: feeds.OutcomeError,
	},
	{
		name: "http and https of one page", source: "jswx-enforcement",
		pages: town{jswx: ul(
			li("http://www.jswx.gov.cn/yw/202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01"),
			li("https://www.jswx.gov.cn/yw/202209/t20220901_1.shtml", "关于数据出境的通知", "2022-09-01"),
		)},
		want: []string{"2022-09-01 | http://www.jswx.gov.cn/yw/202209/t20220901_1.shtml | 关于数据出境的通知"},
		check: func(t *testing.T, l *lab) {
			for _, r := range l.sites.Requests() {
				if strings.HasPrefix(r.Path, "/yw/") && r.Scheme != "http" {
					t.Errorf("%s asked over %s: the scheme is the publisher's", r.Path, r.Scheme)
				}
			}
		},
	},
	{
		name: "text only in pictures", source: "jswx-enforcement",
		pages: town{
			jswx:                              ul(li("./202209/t20220901_1.shtml", "关于侵害用户权益应用的通报", "2022-09-01")),
			jswx + "202209/t20220901_1.shtml": `<html><body><h1>关于侵害用户权益应用的通报</h1><div class="TRS_Editor"><p><img src="./W020220901.png"></p></div></body></html>`,
		},
		want: []string{"2022-09-01 | https://www.jswx.gov.cn/zhengce/zhifa/202209/t20220901_1.shtml | 关于侵害用户权益应用的通报"},
		check: func(t *testing.T, l *lab) {
			i := l.all()[0]
			if i.Unread == "" || len(i.Article.Attachments) != 1 || !i.Article.Attachments[0].Image {
				t.Errorf("%s (%s), %d attachments: want the picture named and the reason said", i.State, i.Unread, len(i.Article.Attachments))
			}
		},
	},
}

// keepsState is what every bad answer must leave: what the good one taught.
func keepsState(t *testing.T, l *lab) {
	t.Helper()
	visits, err := l.store.Visits(t.Context())
	if err != nil || len(visits) != 1 {
		t.Fatalf("%d visits, %v", len(visits), err)
	}
	v := visits[0]
	if v.Failures != 1 || v.Good.IsZero() || !v.Good.Before(v.At) || len(v.Pages) == 0 {
		t.Errorf("failures %d, good %s of %s, %d pages", v.Failures, v.Good, v.At, len(v.Pages))
	}
	for _, p := range v.Pages {
		if p.Count != 1 {
			t.Errorf("the page is remembered with %d rows, want 1", p.Count)
		}
	}
}

func gb18030(s string) string {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestEveryTrapOfTheCatalogueIsTreatedAsItSays(t *testing.T) {
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			t.Parallel()
			ids := append([]feeds.SourceID{trap.source}, trap.also...)
			l := newLabOf(t, trap.pages.recording(t), 400, onlyFirstAddress(all, ids), ids...)
			seen := l.round(0)
			seen = append(seen, l.round(40*time.Minute)...) // articles that fail wait
			if trap.then != nil {
				for at, body := range trap.then {
					host, path, _ := strings.Cut(at, "/")
					a := answerOf(body)
					if err := l.sites.Set(host, "/"+path, a); err != nil {
						t.Fatal(err)
					}
				}
				seen = l.round(30 * time.Hour)
			}
			want := trap.outcome
			if want == "" {
				want = feeds.OutcomeItems
			}
			for _, o := range seen {
				if o.Outcome != want {
					t.Errorf("%s: outcome %s (%s), want %s", o.Source, o.Outcome, o.Reason, want)
				}
			}
			if len(seen) == 0 {
				t.Error("no visit was made")
			}
			if got := l.stock(); !slices.Equal(got, trap.want) {
				t.Errorf("stored\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(trap.want, "\n"))
			}
			if trap.check != nil && !t.Failed() {
				trap.check(t, l)
			}
			for _, o := range l.round(60 * time.Hour) {
				if o.New != 0 {
					t.Errorf("a later visit brought %d new items", o.New)
				}
			}
		})
	}
}

// onlyFirstAddress gives each of the sources its first list address only and no
// other way, so that a town needs one page for it.
func onlyFirstAddress(all []extract.Source, ids []feeds.SourceID) []extract.Source {
	out := slices.Clone(all)
	for i, s := range out {
		if !slices.Contains(ids, s.ID) {
			continue
		}
		out[i].Disabled = ""
		out[i].Rule.Lists = slices.Clone(s.Rule.Lists[:1])
		l := &out[i].Rule.Lists[0]
		l.URLs, l.Else = l.URLs[:min(1, len(l.URLs))], nil
	}
	return out
}

func answerOf(body string) replay.Answer {
	a := replay.Answer{Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}}
	for strings.HasPrefix(body, "!") {
		line, rest, _ := strings.Cut(body[1:], "\n")
		k, v, _ := strings.Cut(line, ": ")
		if body = rest; k == "Status" {
			if _, err := fmt.Sscan(v, &a.Status); err != nil {
				panic(err)
			}
			continue
		}
		a.Header[k] = []string{v}
	}
	a.Body = []byte(body)
	return a
}
