package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/feeds"
)

// gbkList is a list page of about 60 KB in GBK with twenty rows, most of it
// layout, as publishers serve them.
func gbkList(tb testing.TB) []byte {
	tb.Helper()
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>通知公告</title></head><body>`)
	for i := range 330 {
		fmt.Fprintf(&b, `<div class="nav item%d"><a href="/column/%d/index.shtml" target="_blank" title="栏目导航">政务公开栏目导航第%d项</a><!-- 旧 --><span class="sep">|</span></div>`+"\n", i, i, i)
	}
	b.WriteString(`<ul class="list">`)
	for i := range 20 {
		fmt.Fprintf(&b, `<li><a href="./202209/t202209%02d_%d.shtml" title="关于开展个人信息保护专项检查工作的第%d号通知">关于开展个人信息保护专项检查...</a><span>2022-09-%02d</span></li>`+"\n", i+1, 3000000+i, i, i+1)
	}
	b.WriteString(`</ul></body></html>`)
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		tb.Fatal(err)
	}
	return gbk
}

// decode is what both sides do first: find the charset, make UTF-8.
func decode(tb testing.TB, body []byte) []byte {
	tb.Helper()
	enc, _, _ := charset.DetermineEncoding(body[:min(len(body), 1024)], "text/html")
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// bareRows takes the same twenty rows with goquery alone.
func bareRows(tb testing.TB, body []byte) int {
	tb.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(decode(tb, body)))
	if err != nil {
		tb.Fatal(err)
	}
	rows := 0
	doc.Find("ul.list li").Each(func(_ int, li *goquery.Selection) {
		a := li.Find("a")
		title, _ := a.Attr("title")
		href, _ := a.Attr("href")
		if title != "" && href != "" && li.Find("span").Text() != "" {
			rows++
		}
	})
	return rows
}

// BenchmarkListPage prints what reading a page costs as a multiple of the bare
// way to the same rows; the bar is 1.2.
func BenchmarkListPage(b *testing.B) {
	body := gbkList(b)
	s := sources(b)["jswx-data"]
	read := func() int {
		doc := feeds.Document{
			Request: feeds.Request{Shape: feeds.ShapeList, Part: "0"}, URL: "https://www.jswx.gov.cn/shuju/",
			Status: 200, Body: decode(b, body), At: at,
		}
		return len(s.Read(doc).Entries)
	}
	if n, m := read(), bareRows(b, body); n != 20 || m != 20 {
		b.Fatalf("%d rows, bare %d; want 20", n, m)
	}
	var ours, bare time.Duration
	for b.Loop() {
		// Turn about in one run, so that both see the same machine.
		start := time.Now()
		read()
		middle := time.Now()
		bareRows(b, body)
		ours, bare = ours+middle.Sub(start), bare+time.Since(middle)
	}
	b.ReportMetric(float64(len(body))/1024, "KB")
	b.ReportMetric(float64(ours)/float64(bare), "x-bare")
}

// articlePages are the pages of articles among the variants: those of hosts that no rule
// knows, each with much of what sites set around an article, as large pages have it.
func articlePages(b *testing.B) (docs []feeds.Document) {
	b.Helper()
	files, err := filepath.Glob("testdata/variants/a[ab]-*.txt")
	if err != nil || len(files) == 0 {
		b.Fatalf("no variants: %v", err)
	}
	var around strings.Builder
	for i := range 300 {
		fmt.Fprintf(&around, `<li class="nav-item i%d"><a href="/column/%d/index.html" title="栏目">政务公开栏目第%d项</a><span class="more">&gt;</span></li>`, i, i, i)
	}
	frame := `</div><div class="side-list"><ul>` + around.String() + `</ul></div></body>`
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		head, body, _ := bytes.Cut(raw, []byte("-----\n"))
		if bytes.Contains(head, []byte("encoding:")) || bytes.Contains(head, []byte("outcome:")) || !bytes.Contains(head, []byte("as: article")) {
			continue
		}
		body = bytes.Replace(body, []byte("</body>"), []byte(frame), 1)
		docs = append(docs, feeds.Document{
			Request: feeds.Request{Shape: feeds.ShapeArticle}, URL: "https://www.unknown.example/a/1.html", Status: 200, Body: body, Charset: "utf-8", At: at,
		})
	}
	return docs
}

// BenchmarkArticle prints what reading articles without a rule costs as a multiple of
// parsing their pages.
func BenchmarkArticle(b *testing.B) {
	docs := articlePages(b)
	s := sources(b)["cac-releases"]
	var ours, bare time.Duration
	size := 0
	for _, d := range docs {
		size += len(d.Body)
	}
	for b.Loop() {
		for _, d := range docs {
			start := time.Now()
			s.Read(d)
			middle := time.Now()
			if _, err := goquery.NewDocumentFromReader(bytes.NewReader(d.Body)); err != nil {
				b.Fatal(err)
			}
			ours, bare = ours+middle.Sub(start), bare+time.Since(middle)
		}
	}
	b.ReportMetric(float64(size)/1024/float64(len(docs)), "KB/page")
	b.ReportMetric(float64(ours)/float64(bare), "x-parse")
}
