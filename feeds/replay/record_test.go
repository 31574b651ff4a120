package replay

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/feeds"
)

const modified = "Wed, 14 Sep 2022 08:00:00 GMT"

// documents is one of each kind that is recorded differently.
func documents(t *testing.T) map[string]feeds.Document {
	t.Helper()
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("<p>关于㐂的通知</p>"))
	if err != nil {
		t.Fatal(err)
	}
	html := http.Header{"Content-Type": {"text/html"}}
	return map[string]feeds.Document{
		"page in gb18030, with validators, asked with a session": {
			Request: feeds.Request{URL: "https://a.example.cn/list;jsessionid=1F?id=7&token=abc"},
			URL:     "https://a.example.cn/list;jsessionid=1F?id=7&token=abc", Status: 200,
			Header: http.Header{
				"Content-Type": {"text/html"}, "Set-Cookie": {"sid=1"}, "Server": {"x"}, "Authorization": {"y"},
				"Etag": {`"v1"`}, "Last-Modified": {modified},
			},
			Raw: gb, Body: []byte("<p>关于㐂的通知</p>"), Charset: "gb18030",
		},
		"answer to a form": {
			Request: feeds.Request{Method: "POST", URL: "https://a.example.cn/cms/JsonList", Form: url.Values{"channelCode": {"A1"}, "sign": {"s3"}}},
			URL:     "https://a.example.cn/cms/JsonList", Status: 200,
			Header: http.Header{"Content-Type": {"application/json"}},
			Raw:    []byte(`{"list":[]}`), Body: []byte(`{"list":[]}`), Charset: "utf-8",
		},
		"byte order mark": {
			Request: feeds.Request{URL: "http://b.example.cn/"}, URL: "http://b.example.cn/", Status: 200, Header: html,
			Raw: []byte("\xEF\xBB\xBF<p>a</p>"), Body: []byte("<p>a</p>"), Charset: "utf-8",
		},
		"not text": {
			Request: feeds.Request{URL: "http://b.example.cn/a/site"}, URL: "http://b.example.cn/a/site", Status: 200,
			Header: http.Header{"Content-Type": {"application/pdf"}}, Raw: []byte("%PDF\xff\x00"), Body: []byte("%PDF\uFFFD"), Charset: "utf-8", Replaced: 1,
		},
		"gone": {
			Request: feeds.Request{URL: "http://b.example.cn/gone.html"}, URL: "http://b.example.cn/gone.html", Status: 404, Header: html,
			Raw: []byte("gone"), Body: []byte("gone"), Charset: "utf-8",
		},
		"moved": {
			Request: feeds.Request{URL: "http://b.example.cn/old"}, MovedTo: "https://a.example.cn/new",
			URL: "https://a.example.cn/new", Status: 200, Header: html, Raw: []byte("new"), Body: []byte("new"), Charset: "utf-8",
		},
	}
}

func TestRecordedDocumentsReplayAsTheyCame(t *testing.T) {
	dir := t.TempDir()
	docs := documents(t)
	for range 2 { // the second time replaces
		for name, doc := range docs {
			if err := Record(dir, doc); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	r, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	responses := 0
	for _, site := range r.base {
		responses += len(site.responses)
	}
	if want := len(docs) + 1; responses != want { // the redirect is one more
		t.Errorf("%d responses recorded, want %d", responses, want)
	}
	_, c := serve(t, r)
	for name, doc := range docs {
		method, form := http.MethodGet, url.Values(nil)
		if doc.Request.Form != nil {
			method, form = http.MethodPost, doc.Request.Form
		}
		a := do(t, c, method, strings.Replace(doc.Request.URL, ";jsessionid=1F", "", 1), form)
		if a.status != doc.Status || a.body != string(doc.Raw) || a.header.Get("Content-Type") != doc.Header.Get("Content-Type") {
			t.Errorf("%s: replayed as %d %q %q", name, a.status, a.header.Get("Content-Type"), a.body)
		}
		if got, want := a.header.Get("Last-Modified"), doc.Header.Get("Last-Modified"); got != want {
			t.Errorf("%s: Last-Modified %q, want %q", name, got, want)
		}
		if (a.header.Get("ETag") != "") != (doc.Header.Get("ETag") != "") {
			t.Errorf("%s: ETag %q, it came with %q", name, a.header.Get("ETag"), doc.Header.Get("ETag"))
		}
	}
}

func TestRecordKeepsNoSecrets(t *testing.T) {
	dir := t.TempDir()
	for name, doc := range documents(t) {
		if err := Record(dir, doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	// A redirect that nobody followed leads to where its query may hold a session.
	for name, location := range map[string]string{"away": "https://a.example.cn/login?back=%2Flist&ticket_token=t4", "in": "/in?session=t5", "on": "/next?page=2"} {
		doc := feeds.Document{Request: feeds.Request{URL: "https://a.example.cn/" + name}, URL: "https://a.example.cn/" + name, Status: 302, Header: http.Header{"Location": {location}}}
		if err := Record(dir, doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	raw, err := os.ReadFile(filepath.Join(dir, "a.example.cn", "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"sid=1", "Set-Cookie", "Authorization", "Server", "abc", "token", "s3", "jsessionid", "t4", "t5"} {
		if strings.Contains(string(raw), unwanted) {
			t.Errorf("site.yaml holds %q:\n%s", unwanted, raw)
		}
	}
	for _, wanted := range []string{"https://a.example.cn/login?back=%2Flist\n", "/in\n", "/next?page=2\n"} {
		if !strings.Contains(string(raw), "Location: "+wanted) {
			t.Errorf("site.yaml leads not to %q:\n%s", wanted, raw)
		}
	}
	page, err := filepath.Glob(filepath.Join(dir, "a.example.cn", "list-*.html"))
	if err != nil || len(page) != 1 {
		t.Fatalf("the page was written as %v, %v", page, err)
	}
	if body, err := os.ReadFile(page[0]); err != nil || string(body) != "<p>关于㐂的通知</p>" {
		t.Errorf("the page is kept as %q, %v; want readable UTF-8", body, err)
	}
}

func TestRecordAddsToASiteByHand(t *testing.T) {
	dir := t.TempDir()
	byHand := filepath.Join(dir, "b.example.cn", "site.yaml")
	if err := os.MkdirAll(filepath.Dir(byHand), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(byHand, []byte("host: b.example.cn\nscheme: https\nresponses:\n  - {path: /first}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Record(dir, documents(t)["gone"]); err != nil {
		t.Fatal(err)
	}
	r, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if s := r.base["b.example.cn"]; s == nil || s.scheme != schemeBoth || len(s.responses) != 2 {
		t.Errorf("the site is %+v, want both responses over both schemes", s)
	}
}

func TestRecordRefusesWhatItCannotKeep(t *testing.T) {
	page := feeds.Document{URL: "https://a.example.cn/", Status: 200}
	broken := t.TempDir()
	if err := os.MkdirAll(filepath.Join(broken, "a.example.cn"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(broken, "a.example.cn", "site.yaml"), []byte("host: [\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, dir string
		doc       feeds.Document
		want      string
	}{
		{"not modified", t.TempDir(), feeds.Document{URL: "https://a.example.cn/", NotModified: true}, "not modified"},
		{"no address", t.TempDir(), feeds.Document{}, "not an http address"},
		{"another scheme", t.TempDir(), feeds.Document{URL: "file:///etc/hosts"}, "not an http address"},
		{"no URL", t.TempDir(), feeds.Document{URL: "http://a b/"}, "recording a document"},
		{"host that leaves the folder", t.TempDir(), feeds.Document{URL: "http://..%2F..%2Fx/"}, "recording a document"},
		{"broken site.yaml", broken, page, "site.yaml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := Record(tt.dir, tt.doc); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Record() = %v, want an error with %q", err, tt.want)
			}
			if left, _ := filepath.Glob(filepath.Join(tt.dir, "..", "*.html")); len(left) > 0 {
				t.Errorf("wrote outside its folder: %v", left)
			}
		})
	}
}
