package article

import "testing"

func TestTheDayThatAPageWasPublished(t *testing.T) {
	const (
		title = "关于处理个人信息的规定"
		h     = `<h1>` + title + `</h1>`
		body  = `<div class="TRS_Editor"><p>` + first + `</p><p>` + second + `</p></div>`
	)
	data := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` + h + body }
	for name, tt := range map[string]struct{ markup, want string }{
		"data for search engines":            {data(`{"@type":"NewsArticle","datePublished":"2026-09-01T08:00:00+08:00"}`), "2026-09-01"},
		"of several kinds":                   {data(`{"@type":["Article","Thing"],"datePublished":"2026-09-01"}`), "2026-09-01"},
		"of no kind":                         {data(`{"@type":[],"datePublished":"2026-09-01"}`), ""},
		"of the site":                        {data(`{"@type":"WebSite","datePublished":"2026-09-01"}`), ""},
		"in a graph":                         {data(`{"@graph":[{"@type":"WebSite"},{"@type":"Article","datePublished":"2026-09-01"}]}`), "2026-09-01"},
		"under a page":                       {data(`{"@type":"WebPage","mainEntity":{"@type":"Article","datePublished":"2026-09-01"}}`), "2026-09-01"},
		"the first of two":                   {data(`[{"@type":"Article","datePublished":"2026-09-01"},{"@type":"Article","datePublished":"2026-09-02"}]`), "2026-09-01"},
		"with raw line breaks":               {data("{\"@type\":\"Article\",\"description\":\"一\n二\",\"datePublished\":\"2026-09-01\"}"), "2026-09-01"},
		"that cannot be read":                {data("{\"@type\":\"Article\",\"description\":\"一\n二\"}"), ""},
		"a label":                            {h + `<p>发布日期：2026-09-01</p>` + body, "2026-09-01"},
		"the first of two labels":            {h + `<p>发布日期：2026-09-01</p><p>发布日期：2026-09-02</p>` + body, "2026-09-01"},
		"a label whose day stands behind it": {h + `<p><b>发布日期：</b><i>2026-09-01</i></p>` + body, "2026-09-01"},
		"a label behind another day":         {h + `<p>成文日期：2026-08-20 发布日期：2026-09-01</p>` + body, "2026-09-01"},
		"not that of a change":               {h + `<p>更新日期：2026-09-02</p><p>发布日期：2026-09-01</p>` + body, "2026-09-01"},
		"that of a change where it is alone": {h + `<p>更新日期：2026-09-02</p>` + body, "2026-09-02"},
		"not one of the frame":               {h + body + `<div class="footer">发布日期：2026-09-01</div>`, ""},
		"one in the midst of the text":       {h + `<div class="TRS_Editor"><p>` + first + second + third + first + second + third + first + `</p><p>发布日期：2026-09-01</p></div>`, "2026-09-01"},
		"a line under the heading":           {h + `<p>2026-09-01 网信办</p>` + body, "2026-09-01"},
		"a time element":                     {h + `<time datetime="2026-09-01T10:00:00+08:00">前天</time>` + body, "2026-09-01"},
		"what a script writes there":         {h + `<p><script>document.write("2026-09-01")</script></p>` + body, "2026-09-01"},
		"beside the heading":                 {`<div><div>2026-09-01</div>` + h + `</div>` + body, "2026-09-01"},
		"beside it, in pieces":               {`<div><div><b>2026</b><i>09-01</i></div>` + h + `</div>` + body, "2026-09-01"},
		"beside it, deeper":                  {`<div><div><p>网信办</p><p>2026-09-01</p></div>` + h + `</div>` + body, "2026-09-01"},
		"beside it, of another article":      {`<div><div><a href="/art/2.html">关于开展专项行动的公告</a><a href="/art/3.html">关于发布国家标准的公告</a><span>2026-09-01</span></div>` + h + `</div>` + body, ""},
		"beside it, of the one before":       {`<div><div>上一篇：<a href="/art/2.html">公告</a><span>2026-09-01</span></div>` + h + `</div>` + body, ""},
		"an element by its class":            {`<div class="art-date">2026-09-01</div><div><div><div><div>` + h + `</div></div></div></div>` + body, "2026-09-01"},
		"not one of two":                     {`<div class="art-date">2026-09-01</div><div class="art-time">2026-09-02</div><div><div><div><div>` + h + `</div></div></div></div>` + body, ""},
		"one that is told twice":             {`<div class="art-date">2026-09-01</div><div class="art-time">2026-09-01</div><div class="art-time">09:00</div><div><div><div><div>` + h + `</div></div></div></div>` + body, "2026-09-01"},
		"the time since then":                {h + `<p>3天前</p>` + body, "2026-09-30"},
		"a day without its year":             {h + `<p>09-01 10:00</p>` + body, "2026-09-01"},
		"no deadline":                        {h + `<p>截止：2026-09-01</p>` + body, ""},
		"no deadline of comments":            {h + `<p>征集截止时间：2026-09-01 17:00</p>` + body, ""},
		"no deadline in English":             {h + `<p>Comments close on 1 September 2026</p>` + body, ""},
		"no day from which a rule holds":     {h + `<p>施行日期：2026-09-01</p>` + body, ""},
		"nor up to which":                    {h + `<p>有效期至：2026-09-01</p>` + body, ""},
		"a label behind a deadline":          {h + `<p>截止：2026-09-20 发布：2026-09-01</p>` + body, "2026-09-01"},
		"no deadline beside the heading":     {`<div><div>截止日期 2026-09-01</div>` + h + `</div>` + body, ""},
		"no day that lies ahead":             {`<div><div>2027-09-01</div>` + h + `</div>` + body, ""},
		"no day of the site":                 {`<div class="header">今天是2026-09-01</div>` + h + body, ""},
	} {
		if got := string(readPage(t, titled(title, tt.markup)).Article.Date); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestWhatStandsUnderAHeading(t *testing.T) {
	const (
		title = "关于处理个人信息的规定"
		h     = `<h1>` + title + `</h1>`
		body  = `<div class="TRS_Editor"><p>` + first + `</p><p>` + second + `</p></div>`
	)
	for name, tt := range map[string]struct{ markup, author, number string }{
		"a paper before the day":                 {h + `<p>法治日报</p><p>2026-09-01</p>` + body, "法治日报", ""},
		"a paper behind the day":                 {h + `<p>2026-09-01</p><p>法治日报</p>` + body, "法治日报", ""},
		"no offer to readers":                    {h + `<p>收听新闻</p><p>2026-09-01</p>` + body, "", ""},
		"an element of the paper's":              {`<div class="source">法治日报</div><div>` + h + `</div>` + body, "法治日报", ""},
		"a number over the heading":              {`<div><p>国信办〔2026〕5号</p>` + h + `</div>` + body, "", "国信办〔2026〕5号"},
		"a number over it beside something":      {`<div><p>国信办〔2026〕5号</p><p>通知公告</p>` + h + `</div>` + body, "", ""},
		"a number under the heading":             {h + `<p>国信办〔2026〕5号</p>` + body, "", "国信办〔2026〕5号"},
		"a number in a table":                    {`<table><tr><th>文号</th><td>国信办〔2026〕5号</td></tr></table>` + h + body, "", "国信办〔2026〕5号"},
		"who publishes, in a table":              {`<table><tr><th>发布机构</th><td>国家网信办</td></tr></table>` + h + body, "国家网信办", ""},
		"data of its writers":                    {`<script type="application/ld+json">{"@type":"Article","author":[{"name":"Ann Lee"},"Bo Li",{"name":"admin"}]}</script>` + h + body, "Ann Lee, Bo Li", ""},
		"who uploaded the page":                  {`<meta name="author" content="lijing">` + h + body, "", ""},
		"a label with the day behind the name":   {h + `<p>来源：国家网信办 2026-09-01 浏览：12次</p>` + body, "国家网信办", ""},
		"a label with the name in an element":    {h + `<p>来源：<a href="/">国家网信办</a></p>` + body, "国家网信办", ""},
		"a label with a long name in an element": {h + `<p><b>来源：</b><span>国家互联网信息办公室网络数据管理局数据安全处</span></p>` + body, "国家互联网信息办公室网络数据管理局数据安全处", ""},
		"a label that is empty":                  {h + `<p>来源：</p><p>发布日期：2026-09-01</p>` + body, "", ""},
	} {
		a := readPage(t, titled(title, tt.markup)).Article
		if a.Author != tt.author || a.DocNumber != tt.number {
			t.Errorf("%s: %q %q, want %q %q", name, a.Author, a.DocNumber, tt.author, tt.number)
		}
	}
}
