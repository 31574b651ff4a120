package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

func TestAlternatesAreTheFeedsThatAPageNames(t *testing.T) {
	doc := feeds.Document{URL: "https://a.example/news/", Body: []byte(`<html><head>
<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet alternate" type="text/css" href="/x.css">
<link rel="alternate" type="application/rss+xml" href="feed.xml"><LINK REL="ALTERNATE" TYPE="application/atom+xml " HREF="//b.example/atom">
</head><body><a href="/rss.xml">RSS</a><a href="/feeding/">x</a><a href="/other.rss">y</a></body></html>`)}
	want := []string{"https://a.example/news/feed.xml", "https://b.example/atom", "https://a.example/rss.xml"}
	if got := extract.Alternates(doc); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOPMLBeyondItsLimitsIsRefusedAsAWhole(t *testing.T) {
	feed := func(i int) string { return fmt.Sprintf(`<outline xmlUrl="http://a.example/%d"/>`, i) }
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(feed(i))
		}
		return b.String()
	}
	deep := func(n int) string {
		return strings.Repeat(`<outline text="f">`, n-1) + feed(1) + strings.Repeat(`</outline>`, n-1)
	}
	for name, c := range map[string]struct {
		body string
		ok   bool
	}{
		"1,000 outlines":  {many(1000), true},
		"1,001 outlines":  {many(1001), false},
		"20 levels":       {deep(20), true},
		"21 levels":       {deep(21), false},
		"over 5 MiB":      {strings.Repeat(" ", 5<<20), false},
		"an entity":       {`<outline xmlUrl="&x;"/>`, false},
		"an element open": {`<outline xmlUrl="http://a.example/">`, false},
	} {
		list, err := extract.ReadOPML([]byte(`<opml version="2.0"><body>` + c.body + `</body></opml>`))
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && list != nil {
			t.Errorf("%s: %d feeds of a refused list", name, len(list))
		}
	}
}

func TestFeedsAndPagesSayWhatTheyAreCalled(t *testing.T) {
	for body, want := range map[string]string{
		`<rss version="2.0"><channel><title><![CDATA[网信 & 数据]]></title><item><title>通知</title></item></channel></rss>`: "网信 & 数据",
		`<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">News &amp; views</title></feed>`:                 "News & views",
		`{"version":"https://jsonfeed.org/version/1.1","title":"工信微报","items":[]}`:                                     "工信微报",
		"<html><head><title>\n通知公告\n</title></head></html>":                                                            "通知公告",
		`{"version":`: "",
		"":            "",
	} {
		if got := extract.PageTitle(feeds.Document{Body: []byte(body)}); got != want {
			t.Errorf("%s is called %q, want %q", body, got, want)
		}
	}
}
