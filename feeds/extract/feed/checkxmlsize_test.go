package feed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/extract/dom"
)

// TestFeedsThatComeToTooMuchAreRefused: the parser keeps each element of another
// namespace in a table of its own, a hundred times its length.
func TestFeedsThatComeToTooMuchAreRefused(t *testing.T) {
	t.Parallel()
	item := "<item><title>关于个人信息保护的通知</title><link>https://www.example.cn/1.html</link>%s</item>"
	rss := `<?xml version="1.0"?><rss version="2.0"><channel><title>通知</title>` + item + `</channel></rss>`
	for name, c := range map[string]struct {
		body    string
		refused bool
	}{
		"elements of another namespace": {fmt.Sprintf(rss, strings.Repeat("<q:z a='1'>v</q:z>", dom.MaxElements/foreignWeight)), true},
		"empty entries":                 {fmt.Sprintf(rss, "</item>"+strings.Repeat("<item/>", dom.MaxElements/entryWeight)+"<item>"), true},
		"entries of Atom":               {"<feed>" + strings.Repeat("<a:Entry></a:Entry>", dom.MaxElements/entryWeight+1) + "</feed>", true},
		"ten thousand entries":          {"<rss><channel>" + strings.Repeat(fmt.Sprintf(item, "<guid>1</guid><pubDate>x</pubDate><dc:creator>c</dc:creator><category>c</category><description>d</description>"), 10_000) + "</channel></rss>", false},
		"elements":                      {fmt.Sprintf(rss, strings.Repeat("<category>c</category>", dom.MaxElements)), true},
		"a large one":                   {fmt.Sprintf(rss, strings.Repeat("<dc:creator>c</dc:creator><category>c</category>", 50_000)), false},
		"tags in texts":                 {fmt.Sprintf(rss, "<description><![CDATA["+strings.Repeat("<q:z>", dom.MaxElements)+"]]></description>"), false},
	} {
		if _, err := checkXML([]byte(c.body)); (err != nil) != c.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
