package replay

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

func FuzzLoad(f *testing.F) {
	f.Add([]byte("host: a.cn\nscheme: both\nresponses:\n  - {path: /, query: {id: \"1\"}, file: site.yaml, charset: gb18030}\n"), []byte(`{"url":"u","source":"s","published":"2022-09-01"}`))
	f.Add([]byte("host: [\n"), []byte("{"))
	f.Add([]byte("responses:\n  - path: &a /\n    header: *a\n"), []byte("\n\n"))
	f.Fuzz(func(t *testing.T, site, expected []byte) {
		r, err := Load(fstest.MapFS{"a/site.yaml": {Data: site}, "expected.jsonl": {Data: expected}})
		if err != nil {
			return
		}
		for host, s := range r.base {
			if host != feeds.HostName(host) || s.host != host {
				t.Errorf("host %q was taken as %q", s.host, host)
			}
		}
	})
}

// FuzzRecord holds that whatever was fetched is replayed byte for byte to the
// request that fetched it.
func FuzzRecord(f *testing.F) {
	f.Add("/list/index.html", "id", "7", "text/html; charset=utf-8", []byte("<p>关于</p>"))
	f.Add("/网信/ a.b", "p", "{\"pageNo\":2}", "text/html", []byte{0xFF})
	f.Add("", "", "", "", []byte{})
	f.Add("/a?b", "", "", "", []byte("x"))
	f.Add("/%2F..%2e/~", "a: b", "- *x\n# ", ": &x", []byte("---"))
	f.Fuzz(func(t *testing.T, at, key, value, contentType string, body []byte) {
		address := (&url.URL{Scheme: "https", Host: "a.example.cn", Path: "/" + at, RawQuery: url.Values{key: {value}}.Encode()}).String()
		doc := feeds.Document{
			Request: feeds.Request{URL: address}, URL: address, Status: http.StatusOK,
			Header: http.Header{"Content-Type": {contentType}}, Raw: body,
		}
		if utf8.Valid(body) {
			doc.Body, doc.Charset = body, "utf-8"
		}
		dir := t.TempDir()
		if err := Record(dir, doc); err != nil {
			return
		}
		r, err := Load(os.DirFS(dir))
		if err != nil {
			t.Fatalf("%q was recorded, but not loaded: %v", address, err)
		}
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		u.Path = sessionInPath.ReplaceAllString(u.Path, "")
		got, fields := r.base["a.example.cn"].find(http.MethodGet, u.Path, u.Query(), nil)
		if fields < 0 || !bytes.Equal(got.body, body) {
			t.Errorf("%q is replayed as %q (%d fields), want %q", address, got.body, fields, body)
		}
	})
}
