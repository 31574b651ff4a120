package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
)

// variant is a page that differs from the fixtures as real sites differ, with
// what a person reads in it. Its file begins with lines "key: value":
//
//	source, url, as, encoding ("gb18030", "bom"), status
//	row:        day | address | title, in page order
//	outcome, redirect, title, date, author, number
//	attachment: name | address
//	text:       one line of the text; all of them when there is any
//
// A line of dashes ends them, the page follows.
type variant struct {
	keys map[string][]string
	body []byte
}

func readVariant(t *testing.T, file string) variant {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, body, ok := bytes.Cut(raw, []byte("-----\n"))
	if !ok {
		t.Fatal("no line of dashes between what is wanted and the page")
	}
	v := variant{keys: map[string][]string{}, body: body}
	for line := range strings.Lines(string(head)) {
		key, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		if !ok {
			t.Fatalf("%q is no key with a value", line)
		}
		v.keys[key] = append(v.keys[key], strings.TrimSpace(value))
	}
	return v
}

func (v variant) get(key string) string {
	if len(v.keys[key]) == 0 {
		return ""
	}
	return v.keys[key][0]
}

// document is the page as it would have been fetched.
func (v variant) document(t *testing.T) feeds.Document {
	t.Helper()
	raw := v.body
	switch v.get("encoding") {
	case "gb18030":
		coded, err := simplifiedchinese.GB18030.NewEncoder().Bytes(raw)
		if err != nil {
			t.Fatal(err)
		}
		raw = coded
	case "bom":
		raw = append([]byte("\xef\xbb\xbf"), raw...)
	}
	doc := feeds.Document{Request: feeds.Request{URL: v.get("url"), Shape: feeds.Shape(v.get("as"))}, URL: v.get("url"), Status: 200, Raw: raw, At: at}
	doc.Body, doc.Charset, doc.Replaced = fetch.Decode(raw, "", "")
	if status, err := strconv.Atoi(v.get("status")); err == nil {
		doc.Status = status
		doc.Outcome, doc.Reason = fetch.ByStatus(status, nil, doc.Body)
	}
	return doc
}

func TestPagesThatDifferFromTheFixturesAreReadAlike(t *testing.T) {
	set := sources(t)
	files, err := filepath.Glob("testdata/variants/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no variants: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			v := readVariant(t, file)
			src, ok := set[v.get("source")]
			if !ok {
				t.Fatalf("no source %q", v.get("source"))
			}
			res := src.Read(v.document(t))
			if got, want := described(res, v), v.described(); got != want {
				t.Errorf("read\n%s\nwant\n%s\noutcome %s (%s) %v", got, want, res.Outcome, res.Reason, res.Warnings)
			}
		})
	}
}

// described is what the variant wants, in the order in which described(res)
// writes it.
func (v variant) described() string {
	var b strings.Builder
	for _, key := range []string{"outcome", "redirect", "row", "title", "date", "author", "number", "attachment", "text"} {
		for _, s := range v.keys[key] {
			fmt.Fprintf(&b, "%s: %s\n", key, s)
		}
	}
	return b.String()
}

// described is what was read, of it the keys that the variant has an opinion on.
func described(res extract.Result, v variant) string {
	var b strings.Builder
	say := func(key, value string) {
		if v.keys[key] != nil {
			fmt.Fprintf(&b, "%s: %s\n", key, strings.TrimSpace(value))
		}
	}
	say("outcome", string(res.Outcome))
	say("redirect", res.RedirectTo)
	for _, e := range res.Entries {
		fmt.Fprintf(&b, "row: %s\n", strings.TrimSpace(fmt.Sprintf("%s | %s | %s", e.Date, e.URL, e.Title)))
	}
	say("title", res.Article.Title)
	say("date", string(res.Article.Date))
	say("author", res.Article.Author)
	say("number", res.Article.DocNumber)
	if v.get("as") != "list" {
		for _, a := range res.Article.Attachments {
			fmt.Fprintf(&b, "attachment: %s | %s\n", a.Name, a.URL)
		}
	}
	if v.keys["text"] != nil {
		for line := range strings.Lines(res.Article.Text) {
			fmt.Fprintf(&b, "text: %s\n", strings.TrimSpace(line))
		}
	}
	return b.String()
}
