package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// A broken feed is read whole or not at all: entries that nobody misses would be lost for good.
func TestNoEntryOfABrokenFeedIsLost(t *testing.T) {
	item := func(n int, more string) string {
		return fmt.Sprintf("<item><title>n%d</title><link>https://www.ftc.gov/n/%d</link>%s</item>", n, n, more)
	}
	entry := func(n int, more string) string {
		return fmt.Sprintf(`<entry><title>n%d</title><link href="https://www.ftc.gov/n/%d"/>%s</entry>`, n, n, more)
	}
	const begin, end = `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`, "</channel></rss>"
	one, two, three := item(1, ""), item(2, ""), item(3, "")
	for name, tt := range map[string]struct{ body, want string }{
		"whole":                      {begin + one + two + three + end, "n1 n2 n3"},
		"an end of nothing":          {begin + one + "</b>" + two + three + end, "n1 n2 n3"},
		"an end before all":          {begin + "</img>" + one + two + three + end, "n1 n2 n3"},
		"an item ended twice":        {begin + one + "</item>" + two + three + end, "n1 n2 n3"},
		"an end in a text":           {begin + item(1, "<description>a</p>b</description>") + two + three + end, "n1 n2 n3"},
		"no end in a text":           {begin + item(1, "<description>a<br>b</description>") + two + three + end, "n1 n2 n3"},
		"an item without end":        {begin + strings.TrimSuffix(one, "</item>") + two + three + end, "n1 n2 n3"},
		"an entry without end":       {`<feed xmlns="http://www.w3.org/2005/Atom">` + strings.TrimSuffix(entry(1, ""), "</entry>") + entry(2, "</link>") + entry(3, "") + "</feed>", "n1 n2 n3"},
		"an end in capitals":         {begin + strings.Replace(one, "</title>", "</Title>", 1) + two + three + end, "n1 n2 n3"},
		"less than in a text":        {begin + item(1, "<description>a < b, c <d</description>") + two + three + end, "n1 n2 n3"},
		"an end of a passage alone":  {begin + item(1, "<category>a ]]> b</category>") + two + three + end, "n1 n2 n3"},
		"one in a comment":           {begin + strings.Replace(one, "n1</title>", "<![CDATA[n1]]></title><!-- end ]]> -->", 1) + two + three + end, "n1 n2 n3"},
		"words of a server before":   {"<br />\n<b>Warning</b>: x in <b>a.php</b>\n" + begin + one + two + three + end, "n1 n2 n3"},
		"behind the channel":         {begin + one + "</channel>" + two + three + "</rss>", "n1 n2 n3"},
		"two channels":               {begin + one + "</channel><channel>" + two + three + end, "error"},
		"cut":                        {begin + one + two[:20], "error"},
		"items of another namespace": {begin + item(1, `<x:more xmlns:x="u:x"><item>k</item></x:more>`) + two + three + end, "n1 n2 n3"},
	} {
		s := sources(t)["us-ftc-press"]
		res := s.Read(feeds.Document{
			Request: feeds.Request{Shape: feeds.ShapeList, Part: "0"}, URL: "https://www.ftc.gov/feeds/press-release.xml",
			Status: 200, Body: []byte(tt.body), Raw: []byte(tt.body), At: at,
		})
		var titles []string
		for _, e := range res.Entries {
			titles = append(titles, e.Title)
		}
		got := strings.Join(titles, " ")
		if res.Outcome != feeds.OutcomeItems {
			got = string(res.Outcome)
		}
		if got != tt.want {
			t.Errorf("%s: %s (%s), want %s", name, got, res.Reason, tt.want)
		}
	}
}
