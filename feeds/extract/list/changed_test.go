package list

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestRowsOfASiteThatChangedAreFoundAnotherWay(t *testing.T) {
	// listed writes three rows of a form that takes number, title and day.
	listed := func(class, form string) string {
		var b strings.Builder
		for i, title := range []string{"关于开展专项行动的公告", "关于发布国家标准的公告", "关于公开征求意见的公告"} {
			fmt.Fprintf(&b, form, i+1, title, fmt.Sprintf("2026-09-0%d", i+1))
		}
		return `<div class="` + class + `">` + b.String() + `</div>`
	}
	const (
		plain  = `<p><a href="/o/%d.html">%s</a><i>%s</i></p>`
		called = `<p><a href="#" onclick="show('%d')">%s</a><i>%s</i></p>`
	)
	want := func(address string) string {
		return "2026-09-01 " + address + "1.html 关于开展专项行动的公告\n2026-09-02 " + address + "2.html 关于发布国家标准的公告\n2026-09-03 " + address + "3.html 关于公开征求意见的公告"
	}
	byClass := rule.List{Rows: rule.Words{".list p"}, Date: rule.From("i")}
	byCall := rule.List{Rows: rule.Words{".list p"}, Date: rule.From("i"), Link: rule.Values{{From: "a@onclick", Match: `show\('(\d+)'\)`, To: "https://www.x.cn/o/$1.html"}}}
	byAddress := rule.List{Rows: rule.Words{".list p"}, Date: rule.From("i"), Match: `/o/\d+\.html$`}
	classes := rule.List{Rows: rule.Words{".list p"}, Title: rule.From(".name"), Link: rule.From("a.more@href"), Date: rule.From("i.day")}
	for name, tt := range map[string]struct {
		rule         rule.List
		markup, want string
	}{
		"nothing changed":                       {byClass, listed("list", plain), want("/o/")},
		"its class got an ending":               {byClass, listed("list_3f2a", plain), want("/o/")},
		"so did those of its parts":             {classes, listed("list_3f2a", `<p><a class="more_1a" href="/o/%d.html">全文</a><b class="name_2b">%s</b><i class="day_3c">%s</i></p>`), want("/o/")},
		"its links became calls":                {byClass, listed("list", `<p><b onclick="go('/o/%d.html')">%s</b><i>%s</i></p>`), want("/o/")},
		"its rows became others":                {byAddress, listed("news", `<li><a href="/o/%d.html">%s</a><i>%s</i></li>`), want("/o/")},
		"its rows became others with calls":     {byAddress, listed("news", `<li><b data-url="/o/%d.html">%s</b><i>%s</i></li>`), want("/o/")},
		"its calls are there":                   {byCall, listed("list", called), want("/o/")},
		"its calls in other rows":               {byCall, listed("news", called), want("/o/")},
		"its calls became links":                {byCall, listed("list", plain), want("/o/")},
		"its calls became links elsewhere":      {byCall, listed("news", `<li><a href="/o/%d.html">%s</a><i>%s</i></li>`), want("/o/")},
		"its calls moved into the address":      {byCall, listed("list", `<p><a href="javascript:show('%d')">%s</a><i>%s</i></p>`), want("/o/")},
		"nothing of it is left":                 {byClass, listed("news", `<li><b>%d %s</b><i>%s</i></li>`), ""},
		"calls in a list that nobody described": {rule.List{Dated: true}, listed("list", `<p><a href="#" onclick="go('/o/%d.html')">%s</a><i>%s</i></p>`), want("/o/")},
		"addresses for a script there":          {rule.List{Dated: true}, listed("list", `<p><a data-url="/o/%d.html">%s</a><i>%s</i></p>`), want("/o/")},
		"in elements that are no links":         {rule.List{Dated: true}, listed("list", `<div data-url="/o/%d.html"><b>%s</b><i>%s</i></div>`), want("/o/")},
	} {
		if got := readRows(t, tt.rule, tt.markup); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestWhichOfSeveralLinksIsTheRows(t *testing.T) {
	const day = `<i>2026-09-01</i>`
	l := rule.List{Rows: rule.Words{"li"}, Date: rule.From("i")}
	for name, tt := range map[string]struct{ markup, want string }{
		"the first":                      {`<li><a href="/o/1.html">关于发布标准的公告</a><a href="/o/2.html">解读</a>` + day + `</li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"the words before the picture":   {`<li><a href="/o/1.html"><img src="/p/1.jpg"></a><a href="/o/1.html">关于发布标准的公告</a>` + day + `</li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"which of another is none":       {`<li><a href="/o/1.html"><img src="/p/1.jpg" alt="关于发布标准的公告现场"></a><a href="/o/2.html">关于发布目录的公告</a>` + day + `</li>`, "2026-09-01 /o/1.html 关于发布标准的公告现场"},
		"an address in an attribute":     {`<li><a data-link="/o/1.html">关于发布标准的公告</a>` + day + `</li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"a row without one":              {`<li><b>关于发布标准的公告</b>` + day + `</li>`, ""},
		"a day in the link":              {`<li><a href="/o/1.html">关于发布标准的公告<i>2026-09-01</i></a></li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"a day without year in the link": {`<li><a href="/o/1.html"><i>09-01</i><b>关于发布标准的公告</b></a></li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"a time before the day":          {`<li><a href="/o/1.html">关于发布标准的公告</a><i>9:30 2026-09-01</i></li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"a day behind the title":         {`<li><a href="/o/1.html">关于发布标准的公告 2026-09-01</a></li>`, "2026-09-01 /o/1.html 关于发布标准的公告"},
		"a day that is the title's own":  {`<li><a href="/o/1.html">关于发布标准的公告（2026-09-01）</a>` + day + `</li>`, "2026-09-01 /o/1.html 关于发布标准的公告（2026-09-01）"},
	} {
		if got := readRows(t, l, `<ul>`+tt.markup+`</ul>`); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestRowsThatScriptsWrite(t *testing.T) {
	row := func(i, rest string) string {
		return `document.write('<li><a href="/o/` + i + `.html" target="_blank">关于第` + i + `批检测情况的通报</a>');` + rest + "document.write('</li>');\n"
	}
	page := func(rest string) string {
		return `<ul><script>` + row("1", rest) + row("2", rest) + row("3", rest) + `</script></ul>`
	}
	const want = "2026-09-05 /o/1.html 关于第1批检测情况的通报\n2026-09-05 /o/2.html 关于第2批检测情况的通报\n2026-09-05 /o/3.html 关于第3批检测情况的通报"
	for name, rest := range map[string]string{
		"with a day":                         `document.write('<i>2026-09-05</i>');`,
		"with a day in pieces":               `showDay('2026','9','5');`,
		"with an address beside":             `count('/o/');document.write('<i>2026-09-05</i>');`,
		"with a number before the year":      `showDay('7','2026','9','5');`,
		"with a year that something follows": `showDay('2025','x','2026','9','5');`,
	} {
		if got := readRows(t, rule.List{Dated: true}, page(rest)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	if got := readRows(t, rule.List{Dated: true}, page(`showDay('2026','13','5');`)); got != "" {
		t.Errorf("of a month that is none:\n%s", got)
	}
}

func TestWhatARuleTellsOfARowBesideItsTitle(t *testing.T) {
	const row = `<li><a href="/o/1.html">关于征求意见的公告</a><i>2026-09-01</i><em>截止日期：2026-10-01</em><p>现向社会公开征求意见。</p></li>`
	l := rule.List{Rows: rule.Words{"li"}, Date: rule.From("i"), Deadline: rule.From("em"), Text: rule.From("p")}
	res := readList(t, l, `<ul>`+row+`</ul>`)
	if len(res.Entries) != 1 {
		t.Fatalf("%v", res.Entries)
	}
	if e := res.Entries[0]; e.Deadline != "2026-10-01" || !strings.Contains(e.DeadlineQuote, "2026-10-01") || e.Text != "现向社会公开征求意见。" {
		t.Errorf("%+v", e)
	}
}

func TestAListSaysWhatIsOddOfIt(t *testing.T) {
	l := rule.List{Rows: rule.Words{"li"}, Date: rule.From("i")}
	row := func(title, day string) string {
		return `<li><a href="/o/` + title + `.html">` + title + `</a><i>` + day + `</i></li>`
	}
	for name, tt := range map[string]struct {
		rule   rule.List
		markup string
		want   string
	}{
		"one time of all rows": {l, row("公告一号", "2026-09-01 10:11:12") + row("公告二号", "2026-09-01 10:11:12") + row("公告三号", "2026-09-01 10:11:12") + row("公告四号", "2026-09-01 10:11:12") + row("公告五号", "2026-09-01 10:11:12"), "5 of 5 rows carry one time"},
		"rows without titles":  {rule.List{Within: "ul", Rows: rule.Words{"li"}}, row("", "2026-09-01") + `<li><a href="/o/2.html"></a></li>`, "none of 2 rows has a title"},
	} {
		res := readList(t, tt.rule, `<ul>`+tt.markup+`</ul>`)
		if got := strings.Join(res.Warnings, "; "); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	for name, tt := range map[string]struct {
		rule   rule.List
		markup string
		want   string
	}{
		"no row":       {l, `<p>网站说明</p>`, `the rule matches 0 of 0 links on the page (rows "li")`},
		"no container": {rule.List{Within: ".list", Rows: rule.Words{"li"}}, `<ul></ul>`, `the page has no ".list"`},
		"no address":   {rule.List{Match: `/o/\d+`}, `<a href="/a/1.html">关于发布标准的公告</a>`, `the rule matches 0 of 1 links on the page (addresses like "/o/\\d+")`},
		"no day":       {rule.List{Dated: true}, `<a href="/a/1.html">关于发布标准的公告</a>`, `the rule matches 0 of 1 links on the page (links with a date beside them)`},
		"no such row":  {rule.List{Rows: rule.Words{"dl", "dd"}, Match: `/o/\d+`}, `<ul></ul>`, `the rule matches 0 of 0 links on the page (rows "dl, dd" with addresses like "/o/\\d+")`},
	} {
		if res := readList(t, tt.rule, tt.markup); res.Reason != tt.want {
			t.Errorf("%s: %q, want %q", name, res.Reason, tt.want)
		}
	}
}
