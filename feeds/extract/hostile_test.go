package extract_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// hostilePages are built to cost a reader more than their length.
var hostilePages = map[string]func(n int) string{
	"rows without end": func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf(`<li><a href="./202609/t20260901_%d.shtml">关于数据安全的通知</a><span>2026-09-01</span></li>`, i)
		})
	},
	"one row of links": func(n int) string {
		return "<ul><li>" + repeat(n, func(i int) string { return fmt.Sprintf(`<a href="./202609/t20260901_%d.shtml">通知</a>`, i) }) + "</li></ul>"
	},
	"one address ever again": func(n int) string {
		return repeat(n, func(int) string { return `<p><a href="./202609/t20260901_1.shtml">通知</a> 2026-09-01</p>` })
	},
	"deep": func(n int) string { return strings.Repeat(`<div class="content">`, n/21) + "x" },
	"deep rows": func(n int) string {
		return repeat(n, func(i int) string { return fmt.Sprintf(`<b><a href="./202609/t20260901_%d.shtml">通知</a>`, i) })
	},
	"tables in tables": func(n int) string { return strings.Repeat(`<table><tr><td>a<td>b<td>`, n/26) },
	"one wide table": func(n int) string {
		return `<div class="TRS_Editor"><table>` + repeat(n, func(int) string { return `<tr><td rowspan="2000" colspan="64">数据<td>2` }) + `</table></div>`
	},
	"dates in spans": func(n int) string {
		return `<li><a href="./202609/t20260901_1.shtml">` + repeat(n, func(int) string { return `<span>2026-99-99</span>` }) + `</a></li>`
	},
	"blanks":             func(n int) string { return `<div class="TRS_Editor">` + strings.Repeat(" \n", n/2) + `</div>` },
	"one word":           func(n int) string { return `<h1>` + strings.Repeat("数", n/3) + `</h1>` },
	"open quotes":        func(n int) string { return strings.Repeat(`<a href="`, n/9) },
	"open scripts":       func(n int) string { return strings.Repeat(`<script>location='`, n/18) },
	"open calls":         func(n int) string { return `<script>` + strings.Repeat(`a('`, n/3) + `</script>` },
	"open islands":       func(n int) string { return strings.Repeat(`<xml><a b="1" c="2" d="3">`, n/27) },
	"rows in attributes": func(n int) string { return strings.Repeat(`<i title="1" url="2" date="3"></i>`, n/34) },
	"comments":           func(n int) string { return strings.Repeat(`<!--`, n/4) },
	"bodies": func(n int) string {
		return strings.Repeat(`<div class="TRS_Editor content article">`, n/80) + strings.Repeat("a ", n/4)
	},
	"bodies aside": func(n int) string {
		return repeat(n, func(int) string {
			return `<div class="TRS_Editor content article-content"><a href="/a.html">数据</a></div>`
		})
	},
	"formatting": func(n int) string { return strings.Repeat(`<p><b><i><u><font>`, n/18) },
	"meta":       func(n int) string { return strings.Repeat(`<meta name="x" content="2026">`, n/30) },
	"labels":     func(n int) string { return strings.Repeat(`<p>发布日期：</p>`, n/26) },
	"labels of one row": func(n int) string {
		return `<ul><li><a href="./202609/t20260901_1.shtml">关于数据安全的通知</a>` + strings.Repeat(`<span>发布日期：</span>`, n/28) + `</li></ul>`
	},
	"rows of a table": func(n int) string {
		return `<table><tr><th>标题</th><th>发布日期</th></tr>` + repeat(n, func(i int) string {
			return fmt.Sprintf(`<tr><td><a href="./202609/t20260901_%d.shtml">关于数据安全的通知</a></td><td>2026-09-01</td></tr>`, i)
		}) + `</table>`
	},
	"days before links": func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf(`<i>2026-09-01</i><a href="./202609/t20260901_%d.shtml">关于数据安全的通知</a>`, i)
		})
	},
	"pictures for titles": func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf(`<p><a href="./202609/t20260901_%d.shtml"><img alt="关于数据安全的通知"></a></p>`, i)
		})
	},
	"calls": func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf(`<p onclick="open('./202609/t20260901_%d.shtml')">关于数据安全的通知</p>`, i)
		})
	},
	"headings": func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf(`<h1><a href="/">江苏网信网</a></h1><h2>关于数据安全的第%d号通知</h2>`, i)
		})
	},
	"editors": func(n int) string {
		return strings.Repeat(`<div class="TRS_Editor"><p>正文</p></div>`, n/44)
	},
	"files in frames and calls": func(n int) string {
		return `<div class="TRS_Editor">正文` + repeat(n, func(i int) string {
			return fmt.Sprintf(`<iframe src="/v?file=/a%d.pdf"></iframe><a onclick="open('/b%d.pdf')">下载</a>`, i, i)
		}) + `</div>`
	},
	"sentences": func(n int) string {
		return repeat(n, func(i int) string {
			return fmt.Sprintf(`<div class="c%d">数据处理者应当建立健全管理制度。`, i%7)
		})
	},
	"sentences in one element": func(n int) string {
		return `<div class="content"><h1>通知</h1>` + strings.Repeat(`应当建立健全数据安全管理制度。<br>`, n/48) + `</div>`
	},
	"margins": func(n int) string {
		return `<article><h1>通知</h1>` + strings.Repeat(`<div class="related"><h3>相关阅读</h3><p>其他</p></div>`, n/64) + `</article>`
	},
	"margins in margins": func(n int) string {
		return `<div class="content">` + strings.Repeat(`<div class="related"><b>相关阅读</b>`, min(n/40, 400)) + strings.Repeat(`文`, n/6)
	},
	"names": func(n int) string {
		return `<h1>通知</h1>` + strings.Repeat(`<span class="author-name">作者：</span>`, n/50)
	},
	"beginnings": func(n int) string {
		return `<title>关于开展检查的通知</title>` + strings.Repeat(`<p>关于开展检查的事</p>`, n/32)
	},
	"states": func(n int) string {
		return `<title>通知</title>` + repeat(n, func(i int) string { return fmt.Sprintf(`<script>var a%d={content:"x",b:{</script>`, i) })
	},
	"a state in a state": func(n int) string {
		return `<title>通知</title><script>window.__STATE__=` + strings.Repeat(`{"content":`, n/11) + `</script>`
	},
	"pictures": func(n int) string {
		return `<div class="TRS_Editor">` + strings.Repeat(`<img src="/a.png">`, n/18) + `</div>`
	},
	"attributes": func(n int) string {
		return `<h1>通知</h1><div class="TRS_Editor"><a href="/a.pdf"` + repeat(n, func(i int) string { return fmt.Sprintf(` a%d="发布日期"`, i) }) + `>下载</a>正文。</div>`
	},
	"attributes of every row": func(n int) string {
		return repeat(n, func(i int) string {
			return `<li` + repeat(2_000, func(i int) string { return fmt.Sprintf(` a%d="2026-09-01"`, i) }) + fmt.Sprintf(`><a href="./202609/t20260901_%d.shtml">关于数据安全的通知</a></li>`, i)
		})
	},
	"footers": func(n int) string {
		return `<article><h1>通知</h1>` + repeat(n, func(i int) string {
			return fmt.Sprintf(`<p>应当建立数据安全管理制度。</p><footer><h2>通知</h2><a href="/download?id=%d">下载</a></footer>`, i)
		}) + `</article>`
	},
	"functions with parameters": func(n int) string {
		return `<title>通知</title><script>` + strings.Repeat(`(function(`+strings.Repeat("a,", 2_000)+`b){return {content:a}}(`+strings.Repeat(`"x",`, 1_000)+`1));x={content:`, n/8_000) + `</script>`
	},
	"thumbs": func(n int) string {
		return `<div class="TRS_Editor"><a href="/a.jpg">` + strings.Repeat(`<b><img src="/b.jpg">`, min(n/20, 400)) + strings.Repeat(`<img src="/c.jpg">`, n/20) + `</a></div>`
	},
	"rows with tables": func(n int) string {
		return `<table>` + repeat(n, func(i int) string {
			return fmt.Sprintf(`<tr><td><table><tr><td><table><tr><td><a href="./202609/t20260901_%d.shtml">关于数据安全的通知</a></td></tr></table></td></tr></table></td><td>九月</td></tr>`, i)
		}) + `</table>`
	},
	"links that join": func(n int) string {
		return `<h1>通知</h1><p>作者：` + strings.Repeat(`<a href="/p">某</a>、`, n/24) + `</p>`
	},
	"files": func(n int) string {
		return `<div class="TRS_Editor">正文` + repeat(n, func(i int) string { return fmt.Sprintf(`<a href="/a%d.pdf">下载</a>`, i) }) + `</div>`
	},
}

// repeat writes pieces until there are n bytes.
func repeat(n int, piece func(int) string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(piece(i))
	}
	return b.String()
}

func TestHostilePagesAreReadInTime(t *testing.T) {
	all := sources(t)
	for name, build := range hostilePages {
		body := []byte(build(pageCap / slower))
		for _, id := range []string{"jswx-enforcement", "jiangsu-gov-documents"} {
			for _, shape := range []feeds.Shape{feeds.ShapeList, feeds.ShapeArticle} {
				src := all[id]
				doc := feeds.Document{Request: feeds.Request{Shape: shape}, URL: "https://" + src.Host + "/a/t20260902_1.shtml", Status: 200, Body: body, At: at}
				start := worked(t)
				holds(t, src.Read(doc))
				took := worked(t) - start
				if took > readLimit {
					t.Errorf("%s: %s as %s: %s", name, id, shape, took)
				}
			}
		}
	}
}

// worked is how long this process has kept a processor busy; what else runs on the
// machine does not count.
func worked(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}

// A page of this size has a twentieth of the time that one of 5 MiB has, were reading
// linear; what grows faster fails by far, even on a slow and busy machine.
const (
	pageCap   = 128 << 10
	readLimit = 2 * time.Second
)

// A picture may carry the class of a day, a byline or a line over the text, alone or
// within the element that has it too.
func TestPicturesWithTheClassOfALineOverTheText(t *testing.T) {
	const sentence = "<p>个人信息保护法规定了处理个人信息的规则，任何组织不得违反法律收集个人信息，国家对此作出了规定。</p>"
	for _, lines := range []string{
		`<img class="date" src="/a.jpg">`,
		`<p class="post-meta"><img class="post-meta" src="/a.jpg"></p>`,
		`<div class="byline"><div class="date"><img class="timestamp" src="/a.jpg"></div></div>`,
	} {
		page := `<html><head><title>个人信息保护的规则公布</title></head><body><h1>个人信息保护的规则公布</h1><div class="x">` + lines + strings.Repeat(sentence, 3) + `</div></body></html>`
		got := sources(t)["cac-releases"].Read(feeds.Document{Request: feeds.Request{Shape: feeds.ShapeArticle}, URL: "https://www.unknown.example/a/1.html", Status: 200, Body: []byte(page), Charset: "utf-8", At: at})
		if got.Outcome != feeds.OutcomeArticle || len(got.Article.Attachments) != 1 && !strings.Contains(lines, "byline") {
			t.Errorf("%s: %s %s, attachments %v", lines, got.Outcome, got.Reason, got.Article.Attachments)
		}
	}
}
