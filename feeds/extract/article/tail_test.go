package article

import (
	"testing"

	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestWhatToReadNextIsNoneOfTheText(t *testing.T) {
	const text = `<p>通报如下。</p>`
	for name, tt := range map[string]struct{ markup, want string }{
		"links under their heading":            {text + `<p>往期推荐</p><p><a href="/1.html">通报一</a></p><p><a href="/2.html">通报二</a></p>`, "通报如下。"},
		"with who made the page behind them":   {text + `<p>相关阅读：</p><p><a href="/1.html">通报一</a></p><p>责任编辑：李静</p>`, "通报如下。"},
		"links under a heading of its own":     {text + `<h3>Weitere Informationen</h3><ul><li><a href="/1.html">通报一</a></li></ul>`, "通报如下。"},
		"links without a heading":              {text + `<p><a href="/1.html">通报一</a></p>`, "通报如下。\n通报一"},
		"a heading without links":              {text + `<p>相关阅读</p>`, "通报如下。\n相关阅读"},
		"files are the article's own":          {text + `<p>相关附件</p><p><a href="/1.pdf">名单</a></p>`, "通报如下。\n相关附件\n名单"},
		"as is one among the links":            {text + `<p>相关阅读</p><p><a href="/1.pdf">名单</a></p><p><a href="/2.html">通报二</a></p>`, "通报如下。\n相关阅读\n名单\n通报二"},
		"words beside a link are the text's":   {text + `<p>相关阅读</p><p>另见<a href="/1.html">通报一</a></p>`, "通报如下。\n相关阅读\n另见通报一"},
		"and so are links with a text behind":  {`<p>相关阅读</p><p><a href="/1.html">通报一</a></p>` + text, "相关阅读\n通报一\n通报如下。"},
		"a place in the page is no other page": {text + `<p>相关阅读</p><p><a href="#top">顶部说明</a></p>`, "通报如下。\n相关阅读\n顶部说明"},
	} {
		t.Run(name, func(t *testing.T) {
			body := dom.First(dom.Fragment(`<div>`+tt.markup+`</div>`), "div")
			dropNext(body)
			if got := dom.Paragraphs(body, nil); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheSourceAmongThoseWhoMadeAPageIsNoneOfItsText(t *testing.T) {
	for text, want := range map[string]string{
		"通报如下。\n来源：网信浙江\n编辑：李静\n审核：王某": "通报如下。",
		"通报如下。\n编辑：李静\n来源：网信浙江":        "通报如下。",
		"通报如下。\n来源：网信浙江":               "通报如下。\n来源：网信浙江",
		"通报如下。\n策划：张某 文案：李某\n设计／王某":    "通报如下。",
		"通报如下。\n设计：应当提供关闭的选项。":         "通报如下。\n设计：应当提供关闭的选项。",
	} {
		if got := withoutFurniture(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
