package article

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestOfTwoColumnsAsLongAlwaysTheFirstIsTheText(t *testing.T) {
	column := func(id, word string) string {
		return `<div class="col-4" id="` + id + `"><div><p>` + strings.Repeat(word+"的主管部门依法公布决定。", 9) + `</p><p>` + strings.Repeat(word+"的机关应当说明理由。", 9) + `</p></div></div>`
	}
	for range 50 { // a map has an order of its own each time
		root, err := html.Parse(strings.NewReader(`<body><div id="core">` + column("a", "甲") + strings.Replace(column("b", "乙"), "col-4", "side", 1) + `</div></body>`))
		if err != nil {
			t.Fatal(err)
		}
		core := dom.First(root, "#core")
		if got := columnOf(core, dom.All(core, "p")); got == nil || dom.Attr(got, "id") != "a" {
			t.Fatalf("%v", got)
		}
	}
}
