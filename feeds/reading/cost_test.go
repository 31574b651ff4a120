package reading_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/extract"
)

// article is a 2 KB text as a notice has it.
var article = strings.Repeat("为了规范网络安全事件的报告，减少网络安全事件造成的损失和危害，根据《网络安全法》等法律法规，制定本办法。\n在中华人民共和国境内建设、运营网络的网络运营者，应当按照本办法报告。意见反馈截止时间为2024年1月7日。\n", 7)

const articleTitle = "国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知"

// page is the 60 KB page that the article came from: most of a regulator's page
// is its menu.
func page() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>%s</title></head><body><div class="nav"><ul>`, articleTitle)
	for i := 0; b.Len() < 28<<10; i++ {
		fmt.Fprintf(&b, `<li class="item"><a href="/channel/%d/index.htm" title="栏目%d">栏目%d</a><span>更多</span></li>`, i, i, i)
	}
	fmt.Fprintf(&b, `</ul></div><div class="main"><h1 class="title">%s</h1><div class="time">2023年12月08日 15:00</div><div class="main-content" id="BodyLabel">`, articleTitle)
	for line := range strings.Lines(article) {
		fmt.Fprintf(&b, "<p style=\"text-indent: 2em\"><span>%s</span></p>", strings.TrimSpace(line))
	}
	b.WriteString(`</div></div><div class="foot"><ul>`)
	for i := 0; b.Len() < 60<<10; i++ {
		fmt.Fprintf(&b, `<li><a href="https://site%d.example.cn/" target="_blank">友情链接%d</a></li>`, i, i)
	}
	b.WriteString("</ul></div></body></html>")
	return []byte(b.String())
}

// stored are items of other notices, indexed by their keys as a store has them.
func stored(n int) (items []feeds.Item, index map[feeds.Key][]int) {
	index = map[feeds.Key][]int{}
	items = make([]feeds.Item, n)
	for i := range items {
		title := fmt.Sprintf("关于第%d批第%d类数据处理活动有关事项的通知", i%977, i)
		items[i] = feeds.Item{
			ID: feeds.ItemID(fmt.Sprint(i)), URL: fmt.Sprintf("https://www.cac.gov.cn/2023-12/08/c_%d.htm", i), Title: title, Authority: "CAC",
			Published: "2023-12-08", State: feeds.ItemRead, Article: feeds.Article{Title: title, Date: "2023-12-08"},
			Reading: feeds.Reading{Relevance: feeds.Relevant},
		}
		read := dedupe.Identity{}.EventKeys(items[i])
		for _, k := range slices.Concat(read.Keys, read.Own) {
			index[k] = append(index[k], i)
		}
	}
	return items, index
}

// BenchmarkReadingAgainstParsing: reading a 2 KB text, working out its keys and
// joining it among 100,000 stored items costs less than parsing the page that it
// came from. Both are timed turn about in one run.
func BenchmarkReadingAgainstParsing(b *testing.B) {
	r := reader(b)
	sources, err := catalog.Sources()
	if err != nil {
		b.Fatal(err)
	}
	var source extract.Source
	for _, s := range sources {
		if s.ID == "cac-consultations" {
			source = s
		}
	}
	const address = "https://www.cac.gov.cn/2023-12/08/c_1703609634347501.htm"
	doc := feeds.Document{
		Request: feeds.Request{URL: address, Shape: feeds.ShapeArticle}, URL: address, Status: http.StatusOK,
		Body: page(), At: time.Date(2023, 12, 9, 0, 0, 0, 0, time.UTC),
	}
	if got := source.Read(doc); !strings.Contains(got.Article.Text, "网络运营者") {
		b.Fatalf("outcome %q %s: the page was not parsed", got.Outcome, got.Reason)
	}
	items, index := stored(100_000)
	w := feeds.Writing{Title: articleTitle, Body: article, Source: "CAC", Published: "2023-12-08", URL: address}
	var parsing, ours time.Duration
	for b.Loop() {
		start := time.Now()
		source.Read(doc)
		middle := time.Now()
		item := feeds.Item{
			ID: "new", URL: address, Title: w.Title, Authority: "CAC", Published: w.Published, State: feeds.ItemRead, Text: w.Body,
			Article: feeds.Article{Title: w.Title, Date: w.Published, Text: w.Body}, Reading: r.Read(w),
		}
		join(item, items, index)
		parsing, ours = parsing+middle.Sub(start), ours+time.Since(middle)
	}
	ratio := float64(ours) / float64(parsing)
	b.ReportMetric(ratio, "x-parsing")
	b.ReportMetric(float64(len(doc.Body))/1024, "KB")
	if ratio >= 1 && b.N > 10 {
		b.Errorf("reading costs %.2f times the parsing of its page, want less than 1", ratio)
	}
}

// join proposes the newest 64 items that share a key and lets the identity rule
// decide.
func join(item feeds.Item, items []feeds.Item, index map[feeds.Key][]int) feeds.Verdict {
	var candidates []feeds.Candidate
	read := dedupe.Identity{}.EventKeys(item)
	for _, k := range slices.Concat(read.Keys, read.Sought) {
		for _, i := range index[k] {
			if len(candidates) < 64 {
				candidates = append(candidates, feeds.CandidateOf(feeds.EventID(items[i].ID), items[i]))
			}
		}
	}
	return dedupe.Identity{}.Join(&read, candidates)
}
