package article

import "testing"

func TestTheDayThatATextTellsOfItself(t *testing.T) {
	const (
		title = "关于处理个人信息的规定"
		h     = `<h1>` + title + `</h1>`
		meta  = `<meta name="PubDate" content="2026-09-01">`
	)
	body := func(lines ...string) string {
		out := `<div class="TRS_Editor"><p>` + first + `</p><p>` + second + `</p>`
		for _, l := range lines {
			out += `<p>` + l + `</p>`
		}
		return out + `</div>`
	}
	for name, tt := range map[string]struct{ title, markup, want string }{
		"its signature":                          {title, h + body("国家互联网信息办公室", "2026年9月1日"), "2026-09-01"},
		"its signature on one line":              {title, h + body("国家互联网信息办公室 2026年9月1日"), "2026-09-01"},
		"its signature long before it was moved": {title, meta + h + body("国家互联网信息办公室", "2019年3月1日"), "2019-03-01"},
		"with more lines behind":                 {title, meta + h + body("国家互联网信息办公室", "2019年3月1日", third, "附件：名单"), "2019-03-01"},
		"not one that is not long before":        {title, meta + h + body("国家互联网信息办公室", "2026年8月20日"), "2026-09-01"},
		"not one before what the page shows":     {title, h + `<p>发布日期：2026-09-01</p>` + body("国家互联网信息办公室", "2019年3月1日"), "2026-09-01"},
		"with which news begin":                  {"New rules for apps", `<h1>New rules for apps</h1><div class="TRS_Editor"><p>Berlin, 1. September 2026 – The office published rules for apps that process data of children.</p><p>It expects companies to follow them from the first day.</p></div>`, "2026-09-01"},
		"on a line of its own":                   {"New rules for apps", `<h1>New rules for apps</h1><div class="TRS_Editor"><p>September 1, 2026</p><p>The office published rules for apps that process data of children.</p><p>It expects companies to follow them.</p></div>`, "2026-09-01"},
		"at the end of its title":                {title + "（2026-08-31）", `<h1>` + title + `（2026-08-31）</h1>` + body(), "2026-08-31"},
		"not one to come":                        {title + "（2026-12-31）", `<h1>` + title + `（2026-12-31）</h1>` + body(), ""},
		"in a cell behind its label":             {title, `<table><tr><td>发布时间</td><td>2026-09-01</td></tr></table>` + h + body(), "2026-09-01"},
		"in an element behind its label":         {title, h + `<ul><li><span>发布时间</span><b>2026-09-01</b></li></ul>` + body(), "2026-09-01"},
		"behind a label and brackets":            {title, h + `<p>发布日期：[2026-09-01]</p>` + body(), "2026-09-01"},
		"behind a label, before another":         {title, h + `<p>发布日期：2026-09-01 08:30 来源：网信办</p>` + body(), "2026-09-01"},
		"behind that of a change":                {title, h + `<p>更新日期：2026-09-02 发布日期：2026-09-01</p>` + body(), "2026-09-01"},
	} {
		if got := string(readPage(t, titled(tt.title, tt.markup)).Article.Date); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
