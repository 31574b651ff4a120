package article

import (
	"strings"
	"testing"
)

func TestFilesBesideTheText(t *testing.T) {
	const (
		title   = "关于处理个人信息的规定"
		heading = `<h1>` + title + `</h1><p>2026-09-01 来源：网信办</p>`
		body    = `<div class="TRS_Editor"><p>` + first + `</p><p>` + second + `</p></div>`
		file    = `<p><a href="/a/1.pdf">名单</a></p>`
		want    = "名单 /a/1.pdf"
	)
	for name, tt := range map[string]struct{ markup, want string }{
		"behind it":                            {`<div>` + heading + body + file + `</div>`, want},
		"behind what holds it":                 {`<div>` + heading + `<div><div>` + body + `</div></div>` + file + `</div>`, want},
		"behind what holds the heading too":    {`<div>` + heading + `<div>` + body + `</div></div>` + file, ""},
		"behind elements that hold it alone":   {`<div><div><div>` + body + `</div></div></div>` + file, want},
		"behind one that holds more":           {`<div><div><p>关于处理</p>` + body + `</div></div>` + file, ""},
		"behind one that holds a line":         {`<div><div>` + body + `<hr></div></div>` + file, ""},
		"behind one that holds words":          {`<div><div>关于处理` + body + `</div></div>` + file, ""},
		"in what is a picture":                 {`<div>` + heading + body + `<p><a href="/p/1.jpg">流程图</a></p></div>`, ""},
		"in a navigation":                      {`<div>` + heading + body + `<nav>` + file + `</nav></div>`, ""},
		"among what is related":                {`<div>` + heading + body + `<div class="related">` + file + `</div></div>`, ""},
		"in the footer of the site":            {`<div>` + heading + body + `</div><footer>` + file + `</footer>`, ""},
		"in the footer of the article":         {`<article>` + heading + body + `<footer>` + file + `</footer></article>`, want},
		"in a footer under the heading":        {`<div>` + heading + body + `<footer>` + file + `</footer></div>`, want},
		"in a footer by its class":             {`<div>` + heading + body + `<div class="foot">` + file + `</div></div>`, want},
		"in a footer under a box of the title": {`<div><div><h2>` + title + `</h2><span>2026-09-01</span></div>` + body + `<footer>` + file + `</footer></div>`, want},
		"in a row under that of the text":      {`<table><tr><td>` + heading + body + `</td></tr><tr><td>` + file + `</td></tr></table>`, want},
		"in a column beside that of the text":  {`<table><tr><td>` + heading + body + `</td><td>` + file + `</td></tr></table>`, ""},
		"in a list of files":                   {`<div class="fjlist">` + file + `</div><div>` + heading + body + `</div>`, want},
		"which are no pages":                   {`<div class="fjlist"><a href="/art/2.html">说明</a></div><div>` + heading + body + `</div>`, ""},
		"in a link that is called one":         {`<div><a class="attach" href="/a/1.pdf">名单</a></div><div>` + heading + body + `</div>`, ""},
		"between the heading and it":           {`<div>` + heading + `<div>附件：<a href="/a/1.pdf">名单</a></div><div>相关附件：<a href="/a/2.pdf">目录</a></div>` + body + `</div>`, want + "\n目录 /a/2.pdf"},
		"in the words between them":            {`<div>` + heading + `<div>本规定的<a href="/a/1.pdf">说明</a>另行公布，请有关单位注意查看并执行</div>` + body + `</div>`, ""},
		"over the heading":                     {`<div><div>附件：<a href="/a/1.pdf">名单</a></div>` + heading + body + `</div>`, ""},
		"in a list that a script shows":        {`<div>` + heading + body + `</div><script>var files = [{"name":"名单","url":"/a/1.pdf"},{"name":"流程图","url":"/p/1.jpg"},{"name":"说明","url":"/art/2.html"}];</script>`, want},
		"in a list of too many":                {`<div>` + heading + body + `</div><script>var files = [` + strings.Repeat(`{"name":"名单","url":"/a/1.pdf"},`, mostFiles) + `{"name":"目录","url":"/a/2.pdf"}];</script>`, ""},
		"in a column to the side of it":        {`<div class="pages_content">` + heading + `<p>` + first + `</p><p>` + second + `</p></div><div class="right-side">` + file + `</div>`, ""},
		"behind it where it holds the heading": {`<div class="pages_content">` + heading + `<p>` + first + `</p><p>` + second + `</p></div><div class="files">` + file + `</div>`, want},
	} {
		head := title
		if !strings.Contains(tt.markup, title) {
			head = "网信办" // nothing says the title
		}
		if got := told(readPage(t, titled(head, tt.markup)).Article.Attachments); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}
