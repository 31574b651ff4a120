package script

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestWhatAScriptAssignsIsRead(t *testing.T) {
	for code, want := range map[string]string{
		`window.__STATE__ = {"title":"关于通报","n":[1,2,],"x":undefined};`:            `[{"n":[1,2],"title":"关于通报","x":null}]`,
		`var a = JSON.parse('{"title":"\u5173于 \'通报\'"}');`:                        `[{"title":"关于 '通报'"}]`,
		`var a = "%7B%22title%22%3A%22%E9%80%9A%E6%8A%A5%22%7D";`:                  `[{"title":"通报"}]`,
		`window.s=(function(a,b){return {title:a,day:b,c:f}}("通报","2026-09-04"));`: `[{"c":null,"day":"2026-09-04","title":"通报"}]`,
		`var o = {title: '通报', /* of the page */ hot: !0, day: void 0};`:           `[{"day":null,"hot":true,"title":"通报"}]`,
		`var o = {title: makeTitle(7)};`:                                           `null`,
		`var first = {"a":1}; var open = {"b":`:                                    `[{"a":1}]`,
		`if (a == b) { document.write("{}") }`:                                     `null`,
	} {
		root := dom.Fragment("<script>" + code + "</script>")
		got, err := json.Marshal(Values(dom.First(root, "script")))
		if err != nil || string(got) != want {
			t.Errorf("%s\n holds %s, %v\n want  %s", code, got, err, want)
		}
	}
}

func TestStringsOfAScriptAreThoseOutsideOfItsComments(t *testing.T) {
	code := "a('\\u901a报'); // 'none'\n/* \"none\" */ b(\"x\\ny\", `%3Cb%3E`);"
	if got, want := slices.Collect(Strings(code)), []string{"通报", "x\ny", "<b>"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := CallStrings(`'a', "b" , c, 'd')`); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("a call is given %q", got)
	}
}

func TestElementsThatAFunctionOpensAreMarked(t *testing.T) {
	base, err := url.Parse("https://www.example.gov.cn/list/")
	if err != nil {
		t.Fatal(err)
	}
	root := dom.Fragment(`<script>
		function show(id, kind) { var u = "/art/" + kind + "/" + id + ".html"; window.open(u); }
		function either(id) { if (id > now()) { location.href = "/a/" + id } else { location.href = "/b/" + id } }
		$(".row").click(function () { location.href = "/row/" + $(this).data("id") });
	</script>
	<p id="called" onclick="show('12', 'tb')">x</p><p id="untold" onclick="either(3)">x</p><p id="set" class="row" data-id="7">x</p><p id="none">x</p>`)
	MarkOpened(root, base)
	for id, want := range map[string]string{
		"called": "https://www.example.gov.cn/art/tb/12.html",
		"untold": "",
		"set":    "https://www.example.gov.cn/row/7",
		"none":   "",
	} {
		if got := dom.Attr(dom.First(root, "#"+id), OpenedAttr); got != want {
			t.Errorf("%s opens %q, want %q", id, got, want)
		}
	}
}
