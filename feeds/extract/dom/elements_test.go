package dom

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// unclosed are so many tags that no other equals.
func unclosed(tag string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<%s x=%d>", tag, i)
	}
	return b.String()
}

// attributes are so many of different names.
func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d", i)
	}
	return b.String()
}

// TestAPageThatComesToMillionsOfElementsIsRefused: what is not closed is repeated in
// each paragraph that follows, and 300 KB of that took gigabytes.
func TestAPageThatComesToMillionsOfElementsIsRefused(t *testing.T) {
	t.Parallel()
	paragraphs := strings.Repeat("<p>x</p>", 30_000)
	for name, page := range map[string]string{
		"open in a paragraph":       "<p>" + unclosed("b", 400) + "</p>" + paragraphs,
		"of several names":          "<p>" + unclosed("font", 200) + unclosed("i", 200) + "</p>" + paragraphs,
		"closed in a comment":       "<p>" + unclosed("b", 400) + "<!-- " + strings.Repeat("</b>", 400) + " --></p>" + paragraphs,
		"closed in a script":        "<p>" + unclosed("b", 400) + "<script>" + strings.Repeat("</b>", 400) + "</script></p>" + paragraphs,
		"closed in a later script":  "<svg></svg><p>" + unclosed("b", 400) + "<script>" + strings.Repeat("</b>", 400) + "</script></p>" + paragraphs,
		"in a title within a graph": "<svg><title><p>" + unclosed("b", 400) + "</p>" + paragraphs,
		"three equal ones":          strings.Repeat("<b><p><i>", 400_000),
		"plain tags":                strings.Repeat("<br>", MaxElements+1),
		"many attributes":           strings.Repeat("<i a b c d e f g h>x</i>", MaxElements/4),
		"long tags in a paragraph":  "<p><b" + attributes(900) + "></p>" + paragraphs,
		"links in a paragraph":      "<p><a" + attributes(900) + "></p>" + paragraphs,
		"behind a quoted end":       "<p><a a='>' b=\"<p>\"" + attributes(900) + "></p>" + paragraphs,
		"attributes":                "<div " + strings.NewReplacer("<b ", "", "=", "", ">", " ").Replace(unclosed("b", maxAttributes+1)) + strings.Repeat(" ", longTag) + ">",
	} {
		if _, err := Parse([]byte(page), nil); err == nil || !strings.Contains(err.Error(), "elements") {
			t.Errorf("%s: %v", name, err)
		}
		if n := Fragment(page); n.FirstChild != nil {
			t.Errorf("%s: a piece of it is parsed", name)
		}
	}
}

// TestLongListsAndUnclosedTagsAreNotTooMuch: what people write by mistake is read.
func TestLongListsAndUnclosedTagsAreNotTooMuch(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]string{
		"ten thousand rows":      "<table>" + strings.Repeat(`<tr><td><p><span><font size=2>1</font></span></p></td><td><b>名称</b></td><td>1.0</td></tr>`, 10_000) + "</table>",
		"a bold begun each time": strings.Repeat("<p><b>第一条<b></p>", 20_000),
		"links never closed":     strings.Repeat(`<li><a href=1.html>通知`, 4000),
		"tags with much to say":  "<ul>" + strings.Repeat(`<li class="row odd" id="r1" data-id="1"><a href="/a/1.html" title="通知" target="_blank" class="t">通知</a><span class="d">2026-11-02</span></li>`, 10_000) + "</ul>",
		"icons and many styles":  `<svg><path d="M0 0"/></svg>` + strings.Repeat(unclosed("i", 1)+"</i><p>x</p>", 10_000),
	} {
		if exceeds([]byte(page)) {
			t.Errorf("%s is refused", name)
		}
	}
	pages, err := filepath.Glob("../testdata/*/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("pages: %v", err)
	}
	for _, name := range pages {
		if raw, err := os.ReadFile(name); err != nil || exceeds(raw) {
			t.Errorf("%s is refused: %v", name, err)
		}
	}
}

// FuzzExceeds holds that a page that is let through comes to no more elements than
// were allowed, give or take what misnested ends copy.
func FuzzExceeds(f *testing.F) {
	for _, seed := range []string{"<p><b x=%d>", "<b><p></b>", "<svg><title><b x=%d></p>", "<table><td><font x=%d></table>", "<a x=%d><div></a>", "<math><mi><p><b x=%d></math><p>", "<select><b x=%d>", "<template><b x=%d></template><p>", "<noscript><b x=%d></noscript><p>x", "<p><b a%d=1 c d='>'e/f g></p><p>x", "<a b=%d c d e f><table>"} {
		f.Add(seed, 3000)
	}
	f.Fuzz(func(t *testing.T, part string, times int) {
		if len(part) > 200 || times < 0 || times > 4000 {
			return
		}
		var b strings.Builder
		for i := range times {
			b.WriteString(strings.ReplaceAll(part, "%d", fmt.Sprint(i)))
		}
		page := b.String()
		if exceeds([]byte(page)) {
			return
		}
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		n := 0
		for c := range root.Descendants() {
			if c.Type == html.ElementNode {
				n += 1 + len(c.Attr)/attributesEach
			}
		}
		if n > 4*MaxElements {
			t.Errorf("%d elements of %d × %q", n, times, part)
		}
	})
}
