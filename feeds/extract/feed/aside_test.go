package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// parsed is what is used of a feed's entries, or that there is none.
func parsed(texts *aside, body []byte) string {
	feed, err := newFeedParser().Parse(bytes.NewReader(body))
	if err != nil {
		return "no feed"
	}
	var b strings.Builder
	for _, it := range feed.Items {
		putBack(texts, it)
		fmt.Fprintf(&b, "%q\n", []string{it.Title, it.Link, it.GUID, it.Published, it.Updated, it.Content, it.Description})
	}
	return b.String()
}

const longText = "各省、自治区、直辖市网信办：为规范个人信息出境活动，保护个人信息权益，现就有关事项通知如下。"

func TestTextsAreSetAsideAndPutBack(t *testing.T) {
	for name, tt := range map[string]struct {
		entry string
		texts int
	}{
		"text":                     {"<description>" + longText + "</description>", 1},
		"with blanks around":       {"<content:encoded>\n　　" + longText + " \n</content:encoded>", 1},
		"in a passage":             {"<description><![CDATA[<p>" + longText + " &amp; ]]]></description>", 1},
		"text and passages":        {"<description>" + longText + " <![CDATA[ " + longText + "]]> " + longText + "</description>", 3},
		"short":                    {"<description>通知</description>", 0},
		"with a reference":         {"<description>" + longText + "&lt;p&gt;</description>", 0},
		"with a control character": {"<description>" + longText + "\x01</description>", 0},
		"with a carriage return":   {"<description>" + longText + "\r\n" + longText + "</description>", 0},
		"with a broken character":  {"<description>" + longText + "\xff</description>", 0},
		"with no character":        {"<description>" + longText + "\uffff</description>", 0},
		"with a mark of ours":      {"<description>\ue0000\ue001" + longText + "</description>", 0},
		"a mark by reference":      {"<title>&#xE000;7 &#xE000;0&#xE001;</title><description>" + longText + "</description>", 1},
		"of a title":               {"<title>" + longText + "</title>", 0},
		"of an address":            {"<link>http://a.example/" + strings.Repeat("a", 80) + "</link>", 0},
		"of addresses with a base": {`<description xml:base="http://a.example/"><![CDATA[<a href="b">` + longText + "</a>]]></description>", 0},
		"in a comment":             {"<description><!-- " + longText + " --></description>", 0},
	} {
		body := []byte(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>` + tt.entry + "</item></channel></rss>")
		texts, err := checkXML(body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(texts.texts) != tt.texts {
			t.Errorf("%s: %d texts are set aside, want %d", name, len(texts.texts), tt.texts)
		}
		if got, want := parsed(texts, texts.rest()), parsed(&aside{}, body); got != want && name != "a mark by reference" {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}

// FuzzAside holds that a feed says the same whether its texts were set aside or not.
func FuzzAside(f *testing.F) {
	for _, s := range []string{
		"<rss><channel><item><title>t</title><description>" + longText + "</description></item></channel></rss>",
		"<rss><channel><item><title>t</title><link>/a</link><description> <![CDATA[<p>" + longText + "]]>" + longText + "</description></item></channel></rss>",
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><summary type="html">` + longText + `</summary><content type="xhtml"><div>` + longText + `</div></content></entry></feed>`,
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><entry><content type="html"><![CDATA[<a href="b">` + longText + `</a>]]></content></entry></feed>`,
		"<rdf:RDF><item><description>" + longText + "&#57344;0&#57345;</description></item></rdf:RDF>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<14 || strings.Contains(s, "E000") || strings.Contains(s, "57344") {
			return
		}
		texts, err := checkXML([]byte(s))
		if err != nil || len(texts.texts) == 0 {
			return
		}
		want := parsed(&aside{}, texts.body) // with what was mended
		if got := parsed(texts, texts.rest()); got != want {
			t.Errorf("%q\nsays %s\nwant %s", s, got, want)
		}
	})
}

func TestAFeedSetsMostOfItselfAside(t *testing.T) {
	var b strings.Builder
	for range 20 {
		b.WriteString("<item><title>t</title><description>" + strings.Repeat(longText, 5) + "</description></item>")
	}
	body := []byte("<rss><channel>" + b.String() + "</channel></rss>")
	texts, err := checkXML(body)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(texts.rest()); n*5 > len(body) {
		t.Errorf("%d of %d bytes are parsed", n, len(body))
	}
}
