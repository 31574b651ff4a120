package article

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestWhatARuleFindsComesFirst(t *testing.T) {
	const (
		title = "关于处理个人信息的规定"
		page  = `<h1>网信办</h1><h2 class="t">` + title + `</h2><p class="who">国家网信办</p><p class="when">2026-09-01</p><p class="no">国信办〔2026〕5号</p>
			<div class="article_body"><p>` + first + `</p><p class="ad">广告</p><p>` + second + `</p><div class="end"><p>` + third + `</p></div></div>
			<aside><p class="down"><a href="/oss/1">名单</a><a>目录</a></p></aside>`
		text = first + "/" + second
	)
	own := rule.Article{
		Title: rule.From(".t"), Author: rule.From(".who"), Date: rule.From(".when"), Number: rule.From(".no"),
		Body: rule.Words{".article_body"}, Until: ".end", Drop: rule.Words{".ad"}, Attachments: rule.Words{".down a"},
	}
	const want = title + "|2026-09-01|国家网信办|国信办〔2026〕5号|" + text + "|名单 /oss/1"
	if got := summary(readPageBy(t, own, titled("网信办", page)).Article); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	// The class of the text got an ending, and what it holds is too little to be found otherwise.
	short := strings.NewReplacer("article_body", "article_body_3f2a", first, "特此公告。", second, "", third, "").Replace(page)
	res := readPageBy(t, own, titled("网信办", short))
	if got := res.Article.Text; got != "特此公告。" || len(res.Warnings) > 0 {
		t.Errorf("of a class with an ending: %q %q", got, res.Warnings)
	}
	res = readPageBy(t, own, titled("网信办", strings.ReplaceAll(page, "article_body", "story")))
	if !strings.HasPrefix(res.Article.Text, first) || !strings.Contains(strings.Join(res.Warnings, ""), "found by density") {
		t.Errorf("of another class: %q %q", res.Article.Text, res.Warnings)
	}
}

func TestFilesOfASiteAreNoneOfAnArticle(t *testing.T) {
	const (
		title = "关于处理个人信息的规定"
		text  = `<div class="qx"><h1>` + title + `</h1><p>2026-09-01</p><div class="qy"><p>` + first + `</p><p>` + second + `</p></div></div>`
		file  = `<a href="/a/1.pdf">名单</a>`
		site  = `<div class="qz"><p>办事指南</p><p><a href="/s/1.doc">申请表</a></p></div>`
		want  = "名单 /a/1.pdf"
	)
	for name, tt := range map[string]struct{ markup, want string }{
		"a form beside it":              {`<div class="guide">` + site + `</div><div class="main">` + strings.Replace(text, `</div></div>`, `<p>`+file+`</p></div></div>`, 1) + `</div>`, want},
		"a box of files behind it":      {`<div class="guide">` + site + `</div><div class="main">` + text + `<div>附件：` + file + `</div></div>`, want},
		"a box to the side":             {`<div class="guide">` + site + `</div><div class="main">` + text + `<div class="right-side">附件：` + file + `</div></div>`, ""},
		"all where the text names them": {`<div class="guide">` + site + `</div><div class="main">` + strings.Replace(text, second, second+"附件：名单", 1) + `</div>`, "申请表 /s/1.doc"},
	} {
		if got := told(readPage(t, titled(title, tt.markup)).Article.Attachments); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestAHeadingThatTheHeadDoesNotName(t *testing.T) {
	const title = "关于开展个人信息保护专项行动的公告"
	for name, tt := range map[string]struct{ markup, want string }{
		"the one that it names":           {`<head><title>` + title + `_门户</title></head><body><h1>今日要闻速览</h1><h2>` + title + `</h2></body>`, title},
		"the one that it names for apps":  {`<head><title>门户</title><meta property="og:title" content="` + title + `"></head><body><h1>今日要闻速览</h1><h2>` + title + `</h2></body>`, title},
		"the longest":                     {`<head><title>专项行动的公告说明：` + title + `</title></head><body><h1>今日要闻速览</h1><h3>` + title + `</h3></body>`, title},
		"not one that is hidden":          {`<head><title>` + title + `</title></head><body><h1>今日要闻速览</h1><h2 style="display:none">` + title + `</h2></body>`, "今日要闻速览"},
		"nor one that leads away":         {`<head><title>` + title + `</title></head><body><h1>今日要闻速览</h1><h2><a href="/art/2.html">` + title + `</a></h2></body>`, "今日要闻速览"},
		"but one that leads here":         {`<head><title>` + title + `</title></head><body><h1>今日要闻速览</h1><h2><a href="/art/1.html">` + title + `</a></h2></body>`, title},
		"the first where it shares words": {`<head><title>` + title + `</title></head><body><h1>保护专项行动进展</h1><h2>` + title + `</h2></body>`, "保护专项行动进展"},
		"unless that leads away":          {`<head><title>` + title + `</title></head><body><h1><a href="/zt/">保护专项行动进展</a></h1><h2>` + title + `</h2></body>`, title},
		"words of other scripts":          {`<head><title>New PRIVACY rules for apps published</title></head><body><h1>Privacy</h1><h2>New PRIVACY rules for apps published</h2></body>`, "Privacy"},
		"a word of few letters":           {`<head><title>New law on apps is published</title></head><body><h1>Law</h1><h2>New law on apps is published</h2></body>`, "New law on apps is published"},
	} {
		if got := articleTitle(parsed(t, tt.markup), rule.Article{}); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
