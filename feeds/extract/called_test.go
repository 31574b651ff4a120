package extract_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// column is a page whose rows a script asks for.
func column(script string) feeds.Document {
	const address = "https://fgk.example.gov.cn/zcfgk/c100006/list.html"
	body := []byte(`<!DOCTYPE html><html><head><title>政策法规</title></head><body><ul class="nav"><li><a href="/">首页</a></li></ul><input type="hidden" id="kind" value="zcwj"><div id="rows"></div><script>` + script + `</script></body></html>`)
	return feeds.Document{Request: feeds.Request{URL: address, Shape: feeds.ShapeList}, URL: address, Status: 200, Raw: body, Body: body, At: time.Date(2026, 10, 3, 9, 0, 0, 0, time.UTC)}
}

func TestRowsAreAskedForAsTheScriptOfAPageAsks(t *testing.T) {
	for _, tt := range []struct{ name, script, want string }{
		{"a form", `var channelId="0ac34e96";var codeId='';function load(page){$.ajax({type:"POST",url:"/getFileList",dataType:"json",data:{codeId:codeId,channelId:channelId,page:page,size:20},success:function(res){$("#rows").html(res.html);}});}load(1);`, "POST https://fgk.example.gov.cn/getFileList channelId=0ac34e96&codeId=&page=1&size=20"},
		{"post", `$.post("../api/rows", {pageNo: pageNo, pageSize: pageSize, kind: $("#kind").val()}, function(d){ show(d) })`, "POST https://fgk.example.gov.cn/zcfgk/api/rows kind=zcwj&pageNo=1&pageSize=20"},
		{"the fields under a name", `var params = { pageIndex: 1, rows: "15", col: 'a,b' }; jQuery.ajax({ url: ctx + '/list.do', method: 'post', data: params }); var ctx = "/site";`, "POST https://fgk.example.gov.cn/site/list.do col=a%2Cb&pageIndex=1&rows=15"},
		{"a query", `$.getJSON("/szinf/info/getInfoCommon/?pagesize=15&currpage=" + currPage + "&channelid=5057ae", function(d){})`, "GET https://fgk.example.gov.cn/szinf/info/getInfoCommon/?channelid=5057ae&currpage=1&pagesize=15"},
		{"by parameters", `axios.get('/api/news', { params: { current_page: this.page, limit: this.limit, top: true } }).then(r => { this.rows = r.data })`, "GET https://fgk.example.gov.cn/api/news?current_page=1&limit=20&top=true"},
		{"JSON", `axios.post("/api/news/page", { pageNum: this.pageNum, pageSize: 10, code: "zc" })`, `POST https://fgk.example.gov.cn/api/news/page {"code":"zc","pageNum":1,"pageSize":10}`},
		{"JSON made a string", `var q={page:1,size:10,code:"7"};$.ajax({url:"/q",type:"post",contentType:"application/json;charset=utf-8",data:JSON.stringify(q)})`, `POST https://fgk.example.gov.cn/q {"code":"7","page":1,"size":10}`},
		{"fetched", "fetch(`/api/list?page=${page}&size=10`).then(x => x.json())", "GET https://fgk.example.gov.cn/api/list?page=1&size=10"},
		{"rows from none on", `$.get("/rows",{start:start,limit:limit})`, "GET https://fgk.example.gov.cn/rows?limit=20&start=0"},

		{"what is not told", `$.post("/rows",{page:1,token:makeToken()})`, "a script of the page asks for the rows at /rows, and what it gives as token does not stand in the page"},
		{"no list", `$.post("/count",{id:12})`, ""},
		{"what changes something", `$.post("/saveVisit",{page:1})`, ""},
		{"another site", `$.getJSON("https://stat.example.com/rows?page=1")`, ""},
		{"in a comment of markup", `var s="$.post";`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := column(tt.script)
			guesses := extract.Guesses(doc.URL, doc)
			s := guesses[len(guesses)-1]
			doc.Request = s.Start(feeds.Visit{}, doc.At)[0]
			res := s.Read(doc)
			got := res.Reason
			if strings.HasPrefix(got, extract.NoRows) {
				got = ""
			}
			if len(res.Next) == 1 {
				got = requested(res.Next[0])
			}
			if got != tt.want {
				t.Errorf("asks for %q, want %q", got, tt.want)
			}
		})
	}
}

// requested is a request in one line.
func requested(r feeds.Request) string {
	method := r.Method
	if method == "" {
		method = "GET"
	}
	return strings.TrimSpace(method + " " + r.URL + " " + r.Form.Encode() + r.JSON)
}

func TestTheAnswerToSuchACallHoldsTheRows(t *testing.T) {
	doc := column(`$.post("/list",{page:1,size:20,channel:"9"})`)
	s := extract.Guesses(doc.URL, doc)[0]
	doc.Request = s.Start(feeds.Visit{}, doc.At)[0]
	res := s.Read(doc)
	if len(res.Next) != 1 {
		t.Fatalf("asks for %d documents (%s)", len(res.Next), res.Reason)
	}
	next := res.Next[0]
	if next.Form.Get("channel") != "9" || next.Header["Referer"] != doc.URL {
		t.Errorf("asks with %v and %v", next.Form, next.Header)
	}
	for name, body := range map[string]string{
		"data":   `{"code":200,"results":{"data":{"total":2,"results":[{"title":"关于数据资产入表有关事项的公告","url":"/zcfgk/c5/content.html","publishedTimeStr":"2026-09-18 09:00:00"},{"title":"关于跨境数据申报的公告","url":"/zcfgk/c6/content.html","publishedTimeStr":"2026-09-11 10:00:00"}]}}}`,
		"markup": `<li><a href="/zcfgk/c5/content.html">关于数据资产入表有关事项的公告</a><span>2026-09-18</span></li><li><a href="/zcfgk/c6/content.html">关于跨境数据申报的公告</a><span>2026-09-11</span></li>`,
	} {
		answer := feeds.Document{Request: next, URL: next.URL, Status: 200, Raw: []byte(body), Body: []byte(body), At: doc.At}
		got := s.Read(answer)
		if len(got.Entries) != 2 || got.Entries[0].URL != "https://fgk.example.gov.cn/zcfgk/c5/content.html" || got.Entries[0].Date != "2026-09-18" {
			t.Errorf("%s: %s (%s) %+v", name, got.Outcome, got.Reason, got.Entries)
		}
	}
	// An answer that asks on would never end.
	body := column(`$.post("/list",{page:1,size:20,channel:"9"})`).Body
	if got := s.Read(feeds.Document{Request: next, URL: next.URL, Status: 200, Raw: body, Body: body, At: doc.At}); len(got.Next) != 0 || got.Outcome.Good() {
		t.Errorf("an answer without rows is %s and leads to %d more", got.Outcome, len(got.Next))
	}
}
