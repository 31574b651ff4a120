package list

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/extract/rule"
)

func TestTheDaysOfATableAreWhatTheirHeadSays(t *testing.T) {
	// table has a head of these cells, and three rows of such cells.
	table := func(head, row string) string {
		var b strings.Builder
		for _, n := range []string{"1", "2", "3"} {
			b.WriteString("<tr>" + strings.ReplaceAll(row, "N", n) + "</tr>")
		}
		return "<table><tr>" + head + "</tr>" + b.String() + "</table>"
	}
	const link = `<td><a href="/o/N.html">关于发布第N批标准的公告</a></td>`
	rows := func(day string) string {
		var out []string
		for _, n := range []string{"1", "2", "3"} {
			out = append(out, strings.TrimSpace(strings.ReplaceAll(day, "N", n)+" /o/"+n+".html 关于发布第"+n+"批标准的公告"))
		}
		return strings.Join(out, "\n")
	}
	for name, tt := range map[string]struct{ markup, want string }{
		"of publication":                        {table(`<th>成文日期</th><th>发布日期</th><th>标题</th>`, `<td>2026-08-0N</td><td>2026-09-0N</td>`+link), rows("2026-09-0N")},
		"of issue beside those of signature":    {table(`<th>成文日期</th><th>印发日期</th><th>标题</th>`, `<td>2026-08-0N</td><td>2026-09-0N</td>`+link), rows("2026-09-0N")},
		"of no kind beside those of effect":     {table(`<th>实施日期</th><th>日期</th><th>标题</th>`, `<td>2026-08-0N</td><td>2026-09-0N</td>`+link), rows("2026-09-0N")},
		"in a row of fewer cells":               {table(`<th>成文日期</th><th>发布日期</th><th>标题</th>`, `<td>2026-09-0N</td>`+link), rows("2026-09-0N")},
		"in a cell that reaches down to others": {`<table><tr><td rowspan="3">2026-09-01</td>` + strings.ReplaceAll(link, "N", "1") + `</tr><tr>` + strings.ReplaceAll(link, "N", "2") + `</tr><tr>` + strings.ReplaceAll(link, "N", "3") + `</tr></table>`, rows("2026-09-01")},
		"in a cell that reaches down to some":   {`<table><tr><td rowspan="2">2026-09-01</td>` + strings.ReplaceAll(link, "N", "1") + `</tr><tr>` + strings.ReplaceAll(link, "N", "2") + `</tr><tr>` + strings.ReplaceAll(link, "N", "3") + `</tr></table>`, strings.Join(strings.Split(rows("2026-09-01"), "\n")[:2], "\n")},
		"labelled in the row":                   {table(`<th>标题</th><th>说明</th>`, link+`<td>实施日期：2026-10-0N 发布日期：2026-09-0N</td>`), rows("2026-09-0N")},
		"labelled with the day in an element":   {table(`<th>标题</th><th>说明</th>`, link+`<td>实施日期：2026-10-0N <b>发布日期：</b><i>2026-09-0N</i></td>`), rows("2026-09-0N")},
	} {
		if got := readRows(t, rule.List{Dated: true}, tt.markup); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
	for head, want := range map[string]string{"截止日期": "2026-10-01", "实施日期": ""} {
		res := readList(t, rule.List{Dated: true}, table(`<th>`+head+`</th><th>标题</th>`, `<td>2026-10-0N</td>`+link))
		if len(res.Entries) != 3 {
			t.Errorf("%s: %d rows", head, len(res.Entries))
			continue
		}
		if e := res.Entries[0]; e.Date != "" || string(e.Deadline) != want {
			t.Errorf("%s: published %q, until %q", head, e.Date, e.Deadline)
		}
	}
}

func TestRowsInTheDataOfAPage(t *testing.T) {
	const (
		one = `{"title":"关于发布第1批标准的公告","url":"/o/1.html","pubDate":"2026-09-01"}`
		two = `{"title":"关于发布第2批标准的公告","url":"/o/2.html","pubDate":"2026-09-02"}`
		out = "2026-09-01 /o/1.html 关于发布第1批标准的公告\n2026-09-02 /o/2.html 关于发布第2批标准的公告"
	)
	state := func(json string) string { return `<div id="app"></div><script>window.__DATA__=` + json + `;</script>` }
	for name, tt := range map[string]struct{ markup, want string }{
		"in a script":                      {state(`{"list":[` + one + `,` + two + `]}`), out},
		"the longest of several":           {state(`{"a":[` + one + `],"b":[` + one + `,` + two + `]}`), out},
		"fields by other names":            {state(strings.NewReplacer("title", "DOC_TITLE", "url", "linkUrl", "pubDate", "publishTimeStr").Replace(`{"list":[` + one + `,` + two + `]}`)), out},
		"an address for large screens":     {state(strings.NewReplacer(`"/o/1.html"`, `{"wap":"/m/1.html","pc":"/o/1.html"}`, `"/o/2.html"`, `{"pc":"/o/2.html"}`).Replace(`{"list":[` + one + `,` + two + `]}`)), out},
		"a title as it is shown":           {state(strings.NewReplacer(`"关于发布第1批标准的公告"`, `{"rendered":"关于发布第1批标准的公告"}`).Replace(`{"list":[` + one + `,` + two + `]}`)), out},
		"in an attribute":                  {`<div id="app" data-rows='[` + one + `,` + two + `]'></div>`, out},
		"values that name others by place": {`<div id="app"></div><script type="application/json">[{"list":8},"/o/1.html","2026-09-01","关于发布第1批标准的公告","/o/2.html","2026-09-02","关于发布第2批标准的公告",{"title":3,"url":1,"pubDate":2},[7,9],{"title":6,"url":4,"pubDate":5}]</script>`, out},
		"one row alone":                    {state(`{"list":[` + one + `]}`), ""},
		"rows without a day":               {state(`{"list":[{"title":"关于发布第1批标准的公告","url":"/o/1.html"},{"title":"关于发布第2批标准的公告","url":"/o/2.html"}]}`), ""},
	} {
		if got := readRows(t, rule.List{Dated: true}, tt.markup); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}
