package rule

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestWhereAValueStands(t *testing.T) {
	root := dom.Fragment(`<ul><li><a href="/art/20260915_7.html" title="关于通报的全名">关于通报…</a><span class="s">网信办</span> <i>2026-09-15</i><i>2026-09-16</i></li></ul>`)
	row := dom.First(root, "li")
	p := Spot{Scope: row, Link: dom.First(row, "a"), URL: "https://www.example.cn/art/20260915_7.html"}
	for _, c := range []struct {
		value Value
		want  string
	}{
		{Value{From: "@title"}, "关于通报的全名"},
		{Value{From: "a@href"}, "/art/20260915_7.html"},
		{Value{From: ".s"}, "网信办"},
		{Value{From: "i", Last: true}, "2026-09-16"},
		{Value{From: "i", Nth: 2}, "2026-09-16"},
		{Value{From: "i", Nth: 3}, ""},
		{Value{From: "alone"}, "2026-09-15"},
		{Value{From: "url", Match: `_(\d+)\.html`}, "7"},
		{Value{From: "a@href", Match: `/(\d{8})_(\d+)`, To: "https://m.example.cn/$2?day=$1"}, "https://m.example.cn/7?day=20260915"},
		{Value{From: `url:/(\d{4})(\d{2})(\d{2})_`}, "2026-09-15"},
		{Value{From: ".s", Match: `(`}, ""}, // which does not compile
	} {
		if got := (Values{c.value}).First(p); got != c.want {
			t.Errorf("%+v says %q, want %q", c.value, got, c.want)
		}
	}
	if got, said := From(".s", "alone").Day(p, nil, date.Context{}); got.Day != feeds.Day("2026-09-15") || said != "2026-09-15" {
		t.Errorf("the day of the row is %q, in %q", got.Day, said)
	}
}
