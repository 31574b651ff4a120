package article

import (
	"testing"

	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestWhatAPageIsCalled(t *testing.T) {
	const (
		title = "关于开展个人信息保护专项行动的公告"
		other = "关于发布数据安全国家标准清单的公告"
	)
	head := func(s string) string { return `<head><title>` + s + `</title></head>` }
	for name, tt := range map[string]struct{ markup, want string }{
		"the first heading":                                         {head(title+"_网信办") + `<body><h1>` + title + `</h1></body>`, title},
		"the one of several that the head begins with":              {head(title+"_网信办") + `<body><h1>` + other + `</h1><h1>` + title + `</h1></body>`, title},
		"the first of several that it has none of":                  {head("网信办") + `<body><h1>` + title + `</h1><h1>` + other + `</h1></body>`, title},
		"a heading behind a column's":                               {head(title+"_通知公告") + `<body><h1>通知公告</h1><h1>` + title + `</h1></body>`, title},
		"a column's heading where nothing else is":                  {head("") + `<body><h1>通知公告</h1></body>`, "通知公告"},
		"the heading under a column's":                              {head("通知公告-网信办") + `<body><h1>通知公告</h1><h2>` + title + `</h2></body>`, title},
		"not one that leads elsewhere":                              {head("通知公告-网信办") + `<body><h1>通知公告</h1><h2><a href="/art/2.html">` + title + `</a></h2></body>`, "通知公告-网信办"},
		"nor one that is hidden":                                    {head("通知公告-网信办") + `<body><h1>通知公告</h1><h2 style="display:none">` + title + `</h2></body>`, "通知公告-网信办"},
		"nor one of the frame":                                      {head("通知公告-网信办") + `<body><h1>通知公告</h1><div class="footer"><h2>` + title + `</h2></div></body>`, "通知公告-网信办"},
		"the site's logo is none":                                   {head(title+"_网信办") + `<body><h1 class="logo">中央网信办门户</h1><h1>` + title + `</h1></body>`, title},
		"nor is a link to its first page":                           {head(title+"_网信办") + `<body><h1><a href="/">中央网信办门户</a></h1><h1>` + title + `</h1></body>`, title},
		"the day under it is no part of it":                         {head(title) + `<body><h1>` + title + `<small>发布日期：2026-09-01</small></h1></body>`, title},
		"nor is a list":                                             {head(title) + `<body><h1>` + title + `<ul><li>字号</li></ul></h1></body>`, title},
		"nor a time in words":                                       {head(title) + `<body><h1>` + title + `<span>vor zwei <time datetime="2026-09-01">Tagen</time></span></h1></body>`, title},
		"nor a day of another era":                                  {head(title) + `<body><h1>` + title + `（令和8年9月1日）</h1></body>`, title},
		"a blank inside of a word":                                  {head("关于开展个人信息保护专项行动的公告_网信办") + `<body><h1>关于开展个人信息保护 专项行动的公告</h1></body>`, title},
		"which a text of the page does not have":                    {head("网信办") + `<body><h1>关于开展个人信息保护 专项行动的公告</h1><p>` + title + `</p></body>`, title},
		"the head without the site":                                 {head(title+"_网信办") + `<body><p>正文</p></body>`, title},
		"a lesser heading that the head holds":                      {head("网信办 通知公告 "+title) + `<body><h2>` + title + `</h2></body>`, title},
		"the longest of them":                                       {head("网信办 "+title) + `<body><h2>专项行动的公告</h2><h2>` + title + `</h2></body>`, title},
		"not one that is hidden":                                    {head("网信办 "+title) + `<body><h2>专项行动的公告</h2><h2 style="display:none">` + title + `</h2></body>`, "专项行动的公告"},
		"the cell behind its label":                                 {head("网信办") + `<body><table><tr><td>标题：</td><td>` + title + `</td></tr></table></body>`, title},
		"the line that the head has between column and site":        {head("通知公告 - "+title+" - 中央网信办门户") + `<body><p>` + title + `</p></body>`, title},
		"the heading that goes on":                                  {head("关于开展个人信息保护专项行动的…") + `<body><div>` + title + `</div></body>`, title},
		"the heading that spells it out":                            {head("关于开展个保专项行动的公告") + `<body><p>` + title + `</p><p>来源：网信办</p></body>`, title},
		"the line over day and source where the head is the site's": {head("网信办") + `<body><p>` + title + `</p><p>发布日期：2026-09-01 来源：网信办</p></body>`, title},
		"which is no link":                                          {head("网信办") + `<body><p><a href="/art/2.html">` + title + `</a></p><p>发布日期：2026-09-01 来源：网信办</p></body>`, "网信办"},
		"but may lead nowhere":                                      {head("网信办") + `<body><p><a href="javascript:;">` + title + `</a></p><p>发布日期：2026-09-01 来源：网信办</p></body>`, title},
		"nor one of the frame's":                                    {head("网信办") + `<body><div class="header"><p>` + title + `</p></div><p>发布日期：2026-09-01 来源：网信办</p></body>`, "网信办"},
	} {
		if got := articleTitle(parsed(t, tt.markup), rule.Article{}); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
