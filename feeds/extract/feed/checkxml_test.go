package feed

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

func TestCheckXMLCountsTagsAndFindsCuts(t *testing.T) {
	for name, tt := range map[string]struct{ body, want string }{
		"whole":              {`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "<b>">]><rss a="1" b='>'><i/><j x=1/>a<!-- <k> --><![CDATA[<l>]]></rss>`, ""},
		"quote in a title":   {`<rss><t a=it's>x</t></rss>`, ""},
		"blank around equal": {`<rss a = "<b>" >x</rss>`, ""},
		"stray end":          {`<rss></b></rss>`, ""},
		"cut in text":        {`<rss><item>abc`, "cut"},
		"cut in a tag":       {`<rss><item a="b`, "cut"},
		"cut in an end tag":  {`<rss></rss`, "cut"},
		"cut in a comment":   {`<rss></rss><!-- `, "cut"},
		"cut in a passage":   {`<rss><![CDATA[ `, "cut"},
		"cut at the end":     {`<rss></rss><`, "cut"},
		"cut in a directive": {`<!DOCTYPE rss [`, "cut"},
		"deep":               {strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300), "nested"},
		"many attributes":    {"<a" + strings.Repeat(` b="c"`, 1001) + "/>", "attributes"},
		"many bare ones":     {"<a" + strings.Repeat(` b`, 1001) + "/>", "attributes"},
		"attributes enough":  {"<a" + strings.Repeat(` b="c d e"`, 1000) + "/>", ""},
	} {
		_, err := checkXML([]byte(tt.body))
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// tokens counts depth and attributes token by token, as the parser sees them.
func tokens(body string) (depth, attrs int, whole bool) {
	dec := xml.NewDecoder(strings.NewReader(body))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	now := 0
	for {
		token, err := dec.Token()
		if err != nil {
			return depth, attrs, errors.Is(err, io.EOF) && now == 0
		}
		switch token := token.(type) {
		case xml.StartElement:
			now++
			depth, attrs = max(depth, now), max(attrs, len(token.Attr))
		case xml.EndElement:
			now--
		}
	}
}

func TestAPassageGoesOnToItsLastEnd(t *testing.T) {
	for body, want := range map[string]string{
		`<a><![CDATA[x]]></a>`:                       `<a><![CDATA[x]]></a>`,
		`<a><![CDATA[x]]> &amp; <![CDATA[y]]]]></a>`: `<a><![CDATA[x]]> &amp; <![CDATA[y]]]]></a>`,
		`<a><![CDATA[a[0]]>1]]></a>`:                 `<a><![CDATA[a[0]]]]><![CDATA[>1]]></a>`,
		`<a><![CDATA[cut`:                            `<a><![CDATA[cut`,
	} {
		if got := string(mendPassages([]byte(body))); got != want {
			t.Errorf("%s becomes %s, want %s", body, got, want)
		}
	}
}

// FuzzCheckXML holds that what passes is never deeper or wider than allowed, and
// that a whole feed is not called cut.
func FuzzCheckXML(f *testing.F) {
	for _, s := range []string{
		`<rss version="2.0"><channel><item a='b' c=d e><title>x</title></item></channel></rss>`,
		`<!DOCTYPE a [<!ENTITY b "c>">]><a><!-- - --><![CDATA[ ]] ]]></a>`, `<a b = "c"/>`, `<a/b>`, `<a"b">`, `<?x?><a></a>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<16 {
			return
		}
		_, err := checkXML([]byte(body))
		depth, attrs, whole := tokens(body)
		if err == nil && whole && (depth > maxXMLDepth || attrs > maxXMLAttrs) {
			t.Errorf("passed with depth %d and %d attributes: %.200q", depth, attrs, body)
		}
		if feed, parsed := gofeed.NewParser().ParseString(body); parsed == nil && whole && len(feed.Items) > 0 && errors.Is(err, errCut) {
			t.Errorf("a whole feed of %d items is called cut: %.300q", len(feed.Items), body)
		}
	})
}
