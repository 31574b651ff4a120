package extract_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestFurtherPagesOfATextAreAskedForHoweverTheyAreLinked(t *testing.T) {
	const (
		page = "https://www.jswx.gov.cn/zfxx/202607/t20260722_3654321"
		text = `<html><head><title>关于网络数据安全检查的通报</title></head><body><h1>关于网络数据安全检查的通报</h1><div class="TRS_Editor"><p>近期，我办对属地网站开展网络数据安全检查，共检查一百二十家单位。</p><p>检查发现，部分单位未落实数据分类分级制度。</p></div>`
	)
	src := sources(t)["jswx-enforcement"]
	for name, tt := range map[string]struct {
		url, part, links string
		want             []string
	}{
		"links from the second page on":    {page + ".shtml", "", `<a href="./t20260722_3654321_2.shtml">2</a><a href="./t20260722_3654321_3.shtml">3</a>`, []string{page + "_2.shtml", page + "_3.shtml"}},
		"the second page is the first one": {page + ".shtml", "", `<a href="./t20260722_3654321_1.shtml">[2]</a><a href="./t20260722_3654321_2.shtml">[3]</a>`, []string{page + "_1.shtml", page + "_2.shtml"}},
		"the next one alone":               {page + ".shtml", "", `<a href="./t20260722_3654321_1.shtml">下一页</a>`, []string{page + "_1.shtml"}},
		"the one after that":               {page + "_1.shtml", "next", `<a href="./t20260722_3654321.shtml">上一页</a><a href="./t20260722_3654321_2.shtml">下一页</a>`, []string{page + "_2.shtml"}},
		"the last one":                     {page + "_2.shtml", "next", `<a href="./t20260722_3654321_1.shtml">上一页</a>`, nil},
		"a call":                           {page + ".shtml", "", `<script>createPageHTML(3, 0, "t20260722_3654321", "shtml", 3);</script>`, []string{page + "_1.shtml", page + "_2.shtml"}},
		"a call of a text of one page":     {page + ".shtml", "", `<script>createPageHTML(1, 0, "t20260722_3654321", "shtml", 1);</script>`, nil},
		"a call of a list beside the text": {page + ".shtml", "", `<script>createPageHTML(9, 0, "index", "shtml");</script>`, nil},
		"a script that writes the links": {page + ".shtml", "", `<script>var currentPage = 0;
			var prevPage = currentPage-1; var nextPage = currentPage+1; var countPage = 2;
			if(countPage>1) document.write("<a href=\"t20260722_3654321"+"_" + nextPage + "."+"shtml\">下一页</a>");</script>`, []string{page + "_1.shtml"}},
		"a script of a list that names the text": {page + ".shtml", "", `<script>var currentPage = 0; var countPage = 7; var self = "t20260722_3654321.shtml";
			document.write("<a href=\"index"+"_" + 1 + ".shtml\">下一页</a>");</script>`, nil},
		"a page of all": {page + "_1.shtml", "all", `<a href="./t20260722_3654321_2.shtml">3</a>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			res := src.Read(feeds.Document{
				Request: feeds.Request{URL: tt.url, Shape: feeds.ShapeArticle, Part: tt.part}, URL: tt.url, Status: 200, Body: []byte(text + tt.links + "</body></html>"), At: at,
			})
			var got []string
			for _, next := range res.Next {
				got = append(got, next.URL)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("asks for %q, want %q (%s %s)", got, tt.want, res.Outcome, res.Reason)
			}
		})
	}
}
