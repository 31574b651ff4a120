package article

import (
	"testing"

	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestWhatAFileIsCalled(t *testing.T) {
	const pdf = "https://www.x.cn/a/1.pdf"
	for name, tt := range map[string]struct{ markup, link, want string }{
		"its words":                          {`<a>名单</a>`, pdf, "名单"},
		"without a size":                     {`<a>名单.pdf（1.2MB）</a>`, pdf, "名单.pdf"},
		"nor one without brackets":           {`<a>名单.pdf 120KB</a>`, pdf, "名单.pdf"},
		"nor what one can do":                {`<a>名单.pdf [点击下载]</a>`, pdf, "名单.pdf"},
		"nor where it opens":                 {`<a>名单（在新窗口打开）</a>`, pdf, "名单"},
		"its name in the query":              {`<a>点击下载</a>`, "https://www.x.cn/down.jsp?fText=%E5%90%8D%E5%8D%95.pdf", "名单.pdf"},
		"which was written twice":            {`<a>点击下载</a>`, "https://www.x.cn/down.jsp?fText=%25E5%2590%258D%25E5%258D%2595.pdf", "名单.pdf"},
		"which is no code":                   {`<a>点击下载</a>`, "https://www.x.cn/down.jsp?fText=100%25.pdf", "100%.pdf"},
		"not one that tells nothing":         {`<a>名单</a>`, "https://www.x.cn/down.jsp?fileName=8a7f6e5d4c3b.pdf", "名单"},
		"unless nothing else does":           {`<a>点击下载</a>`, "https://www.x.cn/down.jsp?fileName=8a7f6e5d4c3b.pdf&name=9a7f6e5d4c3b.pdf", "8a7f6e5d4c3b.pdf"},
		"nor one in Latin letters":           {`<a>名单</a>`, "https://www.x.cn/down.jsp?fileName=list.pdf", "名单"},
		"its title where its words are cut":  {`<a title="关于个人信息的名单">关于个人…</a>`, pdf, "关于个人信息的名单"},
		"not a title that is shorter":        {`<a title="名单">关于个人信息的…</a>`, pdf, "关于个人信息的…"},
		"its title where that has the kind":  {`<a title="名单.pdf">名单 pdf</a>`, pdf, "名单.pdf"},
		"a title where it has no words":      {`<a title="名单"></a>`, pdf, "名单"},
		"what its picture is called":         {`<a><img alt="名单"></a>`, pdf, "名单"},
		"what an editor kept":                {`<a sudyfile-attr="{'title':'名单.pdf'}">下载</a>`, pdf, "名单.pdf"},
		"what it is saved as":                {`<p><a download="名单.pdf">下载</a></p>`, pdf, "名单.pdf"},
		"the label beside it":                {`<li><label>名单</label><a href="/a/1.pdf">下载</a></li>`, pdf, "名单"},
		"the words beside it":                {`<p>第一批名单：<a href="/a/1.pdf">下载</a></p>`, pdf, "第一批名单"},
		"the words around what holds it":     {`<p>第一批名单<b><a href="/a/1.pdf">下载</a></b></p>`, pdf, "第一批名单"},
		"not those of few letters":           {`<p>名单<a href="/a/1.pdf">下载</a></p>`, pdf, "1.pdf"},
		"nor those of a sentence":            {`<p>现将名单公布。<a href="/a/1.pdf">下载</a></p>`, pdf, "1.pdf"},
		"nor those beside several":           {`<p>第一批名单<a href="/a/1.pdf">下载</a><a href="/a/2.pdf">下载</a></p>`, pdf, "1.pdf"},
		"nor those of what holds paragraphs": {`<div><p>第一批名单</p><p><a href="/a/1.pdf">下载</a></p></div>`, pdf, "1.pdf"},
		"the cell beside it":                 {`<table><tr><td>3</td><td>第一批名单</td><td><a href="/a/1.pdf">下载</a></td></tr></table>`, pdf, "第一批名单"},
		"the title of its box":               {`<div><h4>第一批名单</h4><p>公布于网站</p><p><a href="/a/1.pdf">下载</a></p></div>`, pdf, "第一批名单"},
		"not one of several files":           {`<div><h4>第一批名单</h4><p><a href="/a/1.pdf">下载</a></p><p><a href="/a/2.pdf">下载</a></p></div>`, pdf, "1.pdf"},
		"its words, hollow as they are":      {`<p><a href="/oss/1">下载</a></p>`, "https://www.x.cn/oss/1", "下载"},
		"its address where nothing is said":  {`<p><a href="/oss/1"></a></p>`, "https://www.x.cn/oss/1", "1"},
	} {
		a := dom.First(dom.Fragment(`<section>`+tt.markup+`</section>`), "a")
		if got := linkName(a, tt.link); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
