package article

import (
	"net/url"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// told writes files as a test reads them: name, address, and a star for a picture.
func told(files []feeds.Attachment) string {
	var lines []string
	for _, f := range files {
		line := f.Name + " " + strings.TrimPrefix(f.URL, "https://www.x.cn")
		if f.Image {
			line += " *"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestFilesOfAMarkup(t *testing.T) {
	base, err := url.Parse("https://www.x.cn/art/1.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ markup, want string }{
		"a link":                                {`<a href="/a/1.pdf">名单</a>`, "名单 /a/1.pdf"},
		"a link that says so":                   {`<a href="/oss/77" download>名单</a>`, "名单 /oss/77"},
		"a link whose words are a file's name":  {`<a href="/oss/77">名单.docx</a>`, "名单.docx /oss/77"},
		"which does not make a page a file":     {`<a href="/art/2.html">名单.docx</a> <a href="/">名单.docx</a> <a href="https://www.y.cn">名单.docx</a>`, ""},
		"nor does the kind of a file alone":     {`<a href="/oss/77">.docx</a>`, ""},
		"a viewer":                              {`<a href="/pdfviewer.html?file=/a/1.pdf">名单</a> <a href="/pdfjs/web.html?file=/a/2.pdf">目录</a>`, "名单 /a/1.pdf\n目录 /a/2.pdf"},
		"a page that is asked for a file":       {`<a href="/list.html?file=/a/1.pdf">名单</a> <a href="/preview.html">目录</a>`, ""},
		"a call":                                {`<a href="#" onclick="down('/a/1.pdf')">名单</a> <a onclick="down('77', '/a/2.pdf')">目录</a>`, "名单 /a/1.pdf\n目录 /a/2.pdf"},
		"a call in the address":                 {`<a href="javascript:down('/a/1.pdf')">名单</a>`, "名单 /a/1.pdf"},
		"a call of a link that leads elsewhere": {`<a href="/art/2.html" onclick="count('/a/1.pdf')">名单</a>`, ""},
		"a call for what the words name":        {`<a href="#" onclick="down('/api/get/77')">名单.docx</a>`, "名单.docx /api/get/77"},
		"a call for what nothing names":         {`<a href="#" onclick="down('/api/get/77')">下载</a> <a href="#" onclick="down('idof77')">名单.docx</a> <a href="#" onclick="go('/art/2.html')">名单.docx</a>`, ""},
		"an address for a script":               {`<a href="javascript:;" data-url="/a/1.pdf">名单</a> <a href="#" data-url="/art/2.html">说明</a>`, "名单 /a/1.pdf"},
		"elements that open one":                {`<span onclick="down('/a/1.pdf')">名单</span> <li data-file="/a/2.pdf">目录</li>`, "名单 /a/1.pdf\n目录 /a/2.pdf"},
		"a frame":                               {`<iframe src="/a/1.pdf"></iframe> <embed src="/a/2.pdf"> <object data="/a/3.pdf">请安装阅读器</object> <div pdfsrc="/a/4.pdf">正在加载</div>`, "1.pdf /a/1.pdf\n2.pdf /a/2.pdf\n3.pdf /a/3.pdf\n正在加载 /a/4.pdf"},
		"a viewer in a frame":                   {`<iframe src="/web.html?file=/a/1.pdf"></iframe> <iframe src="/a/2.pdf.html"></iframe>`, "1.pdf /a/1.pdf"},
		"a page that gives one in a frame":      {`<iframe src="/download.html?file=/a/1.pdf"></iframe> <iframe src="/map.php"></iframe>`, "1.pdf /a/1.pdf"},
		"a page in a frame":                     {`<iframe src="/map.html"></iframe> <iframe src="/map.html?file=/map/2.html"></iframe>`, ""},
		"a picture":                             {`<img src="/p/1.jpg" title="流程图">`, "流程图 /p/1.jpg *"},
		"a picture that is shown late":          {`<img src="/blank.gif" data-src="/p/1.jpg">`, "1.jpg /p/1.jpg *"},
		"a picture that nobody named":           {`<img src="/p/1.jpg" title="图片" alt="img"> <img src="/p/2?wx_fmt=png"> <img src="/p/3.gif?wx_fmt=png"> <img src="/p/4">`, "1.jpg /p/1.jpg *\n2.png /p/2?wx_fmt=png *\n3.gif /p/3.gif?wx_fmt=png *\n4 /p/4 *"},
		"a picture without an address":          {`<img alt="流程图">`, ""},
		"a picture of a file's first page":      {`<img src="/p/1.jpg" data-pdf="/a/1.pdf"> <img src="/p/2.jpg" data-pdf="/art/2.html" alt="流程图">`, "1.pdf /a/1.pdf\n流程图 /p/2.jpg *"},
		"a picture in a link to it in full":     {`<a href="/p/large.jpg"><img src="/p/small.jpg" alt="流程图"></a>`, "流程图 /p/large.jpg *"},
		"a picture in a link to a page":         {`<a href="/art/2.html"><img src="/p/1.jpg" alt="流程图"></a>`, "流程图 /p/1.jpg *"},
		"a picture that is not seen":            {`<div style="display:none"><img src="/p/1.jpg" alt="流程图"></div>`, ""},
		"signs": {`<img src="/p/1.jpg" width="48"> <img src="/p/2.jpg" height=" 48px"> <img src="/p/3.jpg" width="49" height="100%" alt="流程图"> <img src="/p/4.jpg" width="0" alt="目录图">
			<img src="/p/5.jpg" data-src="/images/icon_pdf.gif"> <img src="/images/blank.gif" data-original="/p/6.jpg" alt="名单图">`, "流程图 /p/3.jpg *\n目录图 /p/4.jpg *\n名单图 /p/6.jpg *"},
		"a file that its sign links first": {`<a href="/a/1.pdf"><img src="/images/pdf.gif"></a> <a href="/a/1.pdf">名单</a> <a href="/a/1.pdf">下载查看全部</a>`, "名单 /a/1.pdf"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(attachmentsIn(dom.Fragment(`<div>`+tt.markup+`</div>`), base, true)); got != tt.want {
				t.Errorf("%s\nwant\n%s", got, tt.want)
			}
		})
	}
	const picture = `<p><img src="/p/1.jpg" alt="流程图"></p><p><a href="/a/1.pdf">名单</a></p>`
	if got, want := told(attachmentsIn(dom.Fragment(picture), base, false)), "名单 /a/1.pdf"; got != want {
		t.Errorf("%s where no pictures are asked for, want %s", got, want)
	}
}

func TestFilesAreAsManyAsAnArticleMayHave(t *testing.T) {
	var many []feeds.Attachment
	for i := range maxAttached + 2 {
		many = append(many, feeds.Attachment{Name: "名单", URL: strings.Repeat("x", i+1)})
	}
	if got := len(Merge(many[:2], many)); got != maxAttached {
		t.Errorf("%d files, want %d", got, maxAttached)
	}
}
