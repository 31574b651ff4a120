package article

import (
	"net/url"
	"testing"

	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// parsed is a page of this markup.
func parsed(t *testing.T, markup string) *page {
	t.Helper()
	base, err := url.Parse("https://www.x.cn/art/1.html")
	if err != nil {
		t.Fatal(err)
	}
	p, err := dom.Parse([]byte("<!DOCTYPE html><html>"+markup+"</html>"), base)
	if err != nil {
		t.Fatal(err)
	}
	return &page{Page: &answer.Page{Page: p}}
}

func TestWhoAPageSaysWroteIt(t *testing.T) {
	const body = `<div id="body"><p>The office told companies what it expects of them.</p></div>`
	for name, tt := range map[string]struct{ markup, want string }{
		"an element that says so":              {`<p class="author">Ann Lee</p>`, "Ann Lee"},
		"with a word before and a day behind":  {`<p class="byline">By Ann Lee | 2 May 2026</p>`, "Ann Lee"},
		"with links":                           {`<p class="byline">By <a href="/ann">Ann Lee</a> and <a href="/bo">Bo Li</a>, <a href="/ann">Ann Lee</a></p>`, "Ann Lee, Bo Li"},
		"with a link to the column":            {`<p class="byline">By <a href="/ann">Ann Lee</a> in <a href="/law">Privacy Law</a></p>`, "Ann Lee"},
		"with a link to follow":                {`<p class="byline">By <a href="/ann">Ann Lee</a> <a href="/f">Follow</a></p>`, "Ann Lee"},
		"with a link that is not whole":        {`<p class="byline">Ann <a href="/lee">Lee</a></p>`, "Ann Lee"},
		"that are several":                     {`<div><a class="author" rel="author" href="/ann">Ann Lee</a> <a class="author" rel="author" href="/bo">Bo Li</a> <a class="author" rel="author" href="/ann2">Ann Lee</a></div>`, "Ann Lee, Bo Li"},
		"beside others":                        {`<div><a class="author" rel="author" href="/ann">Ann Lee</a> <a class="tag" rel="author" href="/c">Cy Oh</a> <a class="author" rel="tag" href="/d">Di Oh</a> in <a class="author" rel="author" href="/law">Privacy Law</a></div>`, "Ann Lee"},
		"and several without a class":          {`<p><span itemprop="author">Ann Lee</span> <span>Bo Li</span></p>`, "Ann Lee"},
		"and tells too much":                   {`<p class="author">Ann Lee advises companies in Europe and in Asia about the protection of data and all its rules</p>`, ""},
		"and tells no name":                    {`<p class="author">2 comments</p><p class="author">12 May 2026</p><p class="author">ann@x.cn</p><p class="author">42</p><p class="author">—</p>`, ""},
		"and tells a day in characters":        {`<p class="author">二〇二六年五月二日</p>`, ""},
		"and tells what stands under it":       {`<p class="author">About the authors</p><p class="author">相关阅读</p>`, ""},
		"and tells an account":                 {`<p class="author">本站编辑</p>`, ""},
		"and tells what no name is as long as": {`<p class="author">Ann Lee of the London office and those who work with her every day</p>`, ""},
		"in a heading":                         {`<h1>About <span class="author">Ann Lee</span></h1>`, ""},
		"in the margin":                        {`<aside><p class="author">Ann Lee</p></aside><nav><p class="author">Bo Li</p></nav><footer><p class="author">Cy Oh</p></footer><div class="related"><p class="author">Di Oh</p></div>`, ""},
		"in the margin, of this page":          {`<aside><a rel="author" href="/ann">Ann Lee</a></aside>`, "Ann Lee"},
		"in the margin, of another":            {`<div id="related"><a rel="author" href="/ann">Ann Lee</a></div>`, ""},
		"a line":                               {`<p>By Ann Lee and Bo Li</p>`, "Ann Lee and Bo Li"},
		"a line with what is beside it":        {`<p>Written by Ann Lee | 5 min read</p>`, "Ann Lee"},
		"a line in the margin":                 {`<aside><p>By Ann Lee</p></aside>`, ""},
		"a line of the text":                   {`<div id="body"><p>By Ann Lee</p></div>`, ""},
		"a line of a script": {`<script>
By Ann Lee
</script>`, ""},
		"a word alone before a name":          {`<p>By <b>Ann Lee</b></p>`, "Ann Lee"},
		"a word alone in the margin":          {`<aside><p>By <b>Ann Lee</b></p></aside>`, ""},
		"a word alone before no name":         {`<p>By <b>2 May 2026</b></p>`, ""},
		"a heading over people":               {`<div><h3>Authors</h3></div><div><p>Ann Lee</p><p>Partner, London</p><p>Bo Li</p></div>`, "Ann Lee, Bo Li"},
		"such a heading among other articles": {`<div class="related"><div><h3>Authors</h3></div><div><p>Ann Lee</p></div></div>`, ""},
		"a label":                             {`<p>作者：李静</p>`, "李静"},
		"a label before several":              {`<p>作者：李静、王小明</p>`, "李静、王小明"},
		"a label before an element":           {`<p><b>作者：</b><span>李静</span></p>`, "李静"},
		"a label before none":                 {`<p>作者：2026年5月2日</p>`, ""},
		"a label before a system":             {`<p>作者：admin</p><p>作者：admin2</p>`, ""},
		"a label before too much":             {`<p>作者：国家互联网信息办公室网络数据管理局与有关部门和地方的有关机构以及它们各自的下属单位</p>`, ""},
		"a label in the text":                 {`<div id="body"><p>作者：李静</p></div>`, ""},
		"a line of a paper's in the text":     {`<div id="body"><p>文｜李静</p></div>`, "李静"},
		"whose the pictures are":              {`<div id="body"><p>文/本报记者 李静 图/王小明</p></div>`, "李静"},
		"a paper's reporter":                  {`<p>本报记者 李静</p>`, "李静"},
		"nobody":                              {`<p>Home</p>`, ""},
	} {
		p := parsed(t, `<body>`+tt.markup+body+`</body>`)
		if got := byline(p, dom.First(p.Root, "#body")); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestWhichOutletAPageNames(t *testing.T) {
	for name, tt := range map[string]struct{ markup, want string }{
		"by a class":               {`<span class="media-name">法治日报</span>`, "法治日报"},
		"by one letter":            {`<span class="source">某</span>`, ""},
		"by too much":              {`<span class="source">法治日报与地方的有关媒体以及它们各自的网站和客户端</span>`, ""},
		"in the margin":            {`<footer><span class="source">法治日报</span></footer><span class="source">检察日报</span>`, "检察日报"},
		"in the frame of the site": {`<div class="header"><span class="source">法治日报</span></div>`, ""},
		"nowhere":                  {`<span class="time">法治日报</span>`, ""},
	} {
		if got := outletNamed(parsed(t, `<body>`+tt.markup+`</body>`)); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	for title, want := range map[string]string{
		"通报问题应用-2026-05-02-法治日报":   "法治日报",
		"通报问题应用 2026年5月2日_法治日报":    "法治日报",
		"通报问题应用-2026-05-02-通报问题应用": "",
		"通报问题应用-法治日报":              "",
	} {
		if got := paperInTitle(parsed(t, `<head><title>`+title+`</title></head><body></body>`)); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}
