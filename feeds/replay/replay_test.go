package replay

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// small is a recording with one host of each kind.
func small() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"secure.example.cn/site.yaml": file(`
host: secure.example.cn
scheme: https
responses:
  - path: /list
    method: POST
    form: {channel: A1}
    header: {Content-Type: "application/json;charset=UTF-8"}
    file: list.json
  - path: /list
    method: POST
    form: {channel: A1, page: "2"}
    file: empty.json
  - path: /article
    query: {id: "7"}
    charset: gb18030
    file: article.html
  - path: /old
    status: 301
    header: {Location: "/article?id=7"}
  - {path: /etag, file: article.html, validators: etag}
  - {path: /dated, file: article.html, validators: last_modified, last_modified: 2022-09-01T08:00:00+08:00}
  - {path: /bare, file: article.html, validators: none}
`),
		"secure.example.cn/list.json":    file(`{"list":[1]}`),
		"secure.example.cn/empty.json":   file(`{"list":[]}`),
		"secure.example.cn/article.html": file("<p>关于㐂的通知</p>"),
		"plain.example.cn/site.yaml":     file("host: plain.example.cn\nscheme: http\nresponses:\n  - {path: /, file: home.html}\n  - {path: /, query: {page: \"2\"}, file: second.html}\n"),
		"plain.example.cn/second.html":   file("<p>second</p>"),
		"plain.example.cn/home.html":     file("<p>before</p>"),
		"more/site-extra.yaml":           file("host: plain.example.cn\nscheme: http\nresponses:\n  - {path: /more, file: more.html}\n"),
		"more/more.html":                 file("<p>more</p>"),
		"updates/later/new/site.yaml":    file("host: new.example.cn\nscheme: both\nresponses:\n  - {path: /, file: new.html}\n"),
		"updates/later/new/new.html":     file("<p>new</p>"),
		"updates/later/plain/site.yaml":  file("host: plain.example.cn\nscheme: http\nresponses:\n  - {path: /, file: home.html}\n"),
		"updates/later/plain/home.html":  file("<p>after</p>"),
	}
}

func serve(t *testing.T, r *Recording) (*Server, *http.Client) {
	t.Helper()
	s, err := r.Serve()
	if err != nil {
		t.Fatal(err)
	}
	c := client(s)
	t.Cleanup(func() {
		c.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return s, c
}

func serveSmall(t *testing.T) (*Server, *http.Client) {
	t.Helper()
	r, err := Load(small())
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, r)
}

// answered is what came back for one request.
type answered struct {
	status int
	header http.Header
	body   string
}

func do(t *testing.T, c *http.Client, method, address string, form url.Values, header ...string) answered {
	t.Helper()
	a, err := try(t.Context(), c, method, address, form, header...)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	return a
}

func try(ctx context.Context, c *http.Client, method, address string, form url.Values, header ...string) (answered, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return answered{}, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for pair := range slices.Chunk(header, 2) {
		req.Header.Set(pair[0], pair[1])
	}
	resp, err := c.Do(req)
	if err != nil {
		return answered{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return answered{resp.StatusCode, resp.Header, string(body)}, err
}

func TestServerAnswersWhatWasRecorded(t *testing.T) {
	_, c := serveSmall(t)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("<p>关于㐂的通知</p>")
	if err != nil {
		t.Fatal(err)
	}
	const secure = "https://secure.example.cn"
	tests := []struct {
		name, method, address string
		form                  url.Values
		status                int
		body, contentType     string
	}{
		{"form decides", "POST", secure + "/list", url.Values{"channel": {"A1"}, "ignored": {"x"}}, 200, `{"list":[1]}`, "application/json;charset=UTF-8"},
		{"more fields win", "POST", secure + "/list", url.Values{"channel": {"A1"}, "page": {"2"}}, 200, `{"list":[]}`, "application/json"},
		{"another form is not recorded", "POST", secure + "/list", url.Values{"channel": {"A2"}}, 404, "404 page not found\n", "text/plain; charset=utf-8"},
		{"another method is not recorded", "GET", secure + "/list", nil, 404, "404 page not found\n", "text/plain; charset=utf-8"},
		{"charset is really sent", "GET", secure + "/article?id=7&from=list", nil, 200, gb, "text/html; charset=gb18030"},
		{"query decides", "GET", secure + "/article?id=8", nil, 404, "404 page not found\n", "text/plain; charset=utf-8"},
		{"redirect is followed", "GET", secure + "/old", nil, 200, gb, "text/html; charset=gb18030"},
		{"http redirects to https", "GET", "http://secure.example.cn/article?id=7", nil, 200, gb, "text/html; charset=gb18030"},
		{"http host", "GET", "http://plain.example.cn/", nil, 200, "<p>before</p>", "text/html; charset=utf-8"},
		{"site files of a host are merged", "GET", "http://PLAIN.example.cn./more", nil, 200, "<p>more</p>", "text/html; charset=utf-8"},
		{"no robots.txt unless recorded", "GET", secure + "/robots.txt", nil, 404, "404 page not found\n", "text/plain; charset=utf-8"},
		{"head has no body", "HEAD", "http://plain.example.cn/", nil, 200, "", "text/html; charset=utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := do(t, c, tt.method, tt.address, tt.form)
			if a.status != tt.status || a.body != tt.body || a.header.Get("Content-Type") != tt.contentType {
				t.Errorf("%s %s = %d %q %q, want %d %q %q", tt.method, tt.address,
					a.status, a.header.Get("Content-Type"), a.body, tt.status, tt.contentType, tt.body)
			}
		})
	}
}

func TestConditionalRequestsAreAnsweredByValidators(t *testing.T) {
	s, c := serveSmall(t)
	const host = "https://secure.example.cn"
	tag := do(t, c, "GET", host+"/etag", nil).header.Get("ETag")
	modified := do(t, c, "GET", host+"/dated", nil).header.Get("Last-Modified")
	if tag == "" || modified != "Thu, 01 Sep 2022 00:00:00 GMT" {
		t.Fatalf("validators are %q and %q", tag, modified)
	}
	if plain := do(t, c, "GET", "http://plain.example.cn/", nil).header.Get("Last-Modified"); plain != "Fri, 30 Sep 2022 09:00:00 GMT" {
		t.Errorf("Last-Modified of what states none is %q", plain)
	}
	tests := []struct {
		name, path, header, value string
		status                    int
	}{
		{"same tag", "/etag", "If-None-Match", tag, 304},
		{"weak tag in a list", "/etag", "If-None-Match", `"x", W/` + tag, 304},
		{"other tag", "/etag", "If-None-Match", `"x"`, 200},
		{"date where only a tag is given", "/etag", "If-Modified-Since", modified, 200},
		{"same date", "/dated", "If-Modified-Since", modified, 304},
		{"older date", "/dated", "If-Modified-Since", "Wed, 31 Aug 2022 00:00:00 GMT", 200},
		{"no validators", "/bare", "If-Modified-Since", "Sat, 01 Oct 2022 00:00:00 GMT", 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.Forget()
			a := do(t, c, "GET", host+tt.path, nil, tt.header, tt.value)
			if a.status != tt.status || (tt.status == 304) != (a.body == "") {
				t.Errorf("%s with %s %s = %d %q, want %d", tt.path, tt.header, tt.value, a.status, a.body, tt.status)
			}
			seen := s.Requests()
			if len(seen) != 1 || !seen[0].Conditional || seen[0].Status != tt.status || seen[0].Path != tt.path {
				t.Errorf("Requests() = %+v, want the one conditional request", seen)
			}
		})
	}
	post := do(t, c, "POST", host+"/list", url.Values{"channel": {"A1"}})
	if post.header.Get("ETag") != "" || post.header.Get("Last-Modified") != "" {
		t.Errorf("the answer to a POST has validators: %v", post.header)
	}
}

func TestDialReachesRecordedHostsOnly(t *testing.T) {
	s, c := serveSmall(t)
	var dns *net.DNSError
	if _, err := s.DialContext(t.Context(), "tcp", "elsewhere.example.cn:443"); !errors.As(err, &dns) || !dns.IsNotFound {
		t.Errorf("a host that is not recorded: %v, want an unknown name", err)
	}
	for _, addr := range []string{"plain.example.cn:443", "secure.example.cn:8443", "plain.example.cn", "secure.example.cn:22"} {
		if conn, err := s.DialContext(t.Context(), "tcp", addr); err == nil {
			t.Errorf("dialling %s reached %v", addr, conn.RemoteAddr())
			_ = conn.Close()
		}
	}
	conn, err := s.DialContext(t.Context(), "tcp", "plain.example.cn:8080")
	if err != nil {
		t.Errorf("a host of http alone on another port: %v", err)
	} else {
		_ = conn.Close()
	}
	if _, err := s.DialContext(t.Context(), "udp", "plain.example.cn:80"); err == nil {
		t.Error("udp was dialled")
	}
	stranger := client(s)
	stranger.Transport.(*http.Transport).TLSClientConfig.RootCAs = nil
	if _, err := try(t.Context(), stranger, "GET", "https://secure.example.cn/bare", nil); err == nil {
		t.Error("a client without the authority accepted its certificate")
	}
	if a := do(t, c, "GET", "https://secure.example.cn/bare", nil); a.status != 200 {
		t.Errorf("with the authority: %d", a.status)
	}
}

func TestPublishLaysAnUpdateOver(t *testing.T) {
	s, c := serveSmall(t)
	before := do(t, c, "GET", "http://plain.example.cn/", nil)
	if _, err := try(t.Context(), c, "GET", "https://new.example.cn/", nil); err == nil {
		t.Fatal("the host of an update answers before it is published")
	}
	if err := s.Publish("never"); err == nil || !strings.Contains(err.Error(), "later") {
		t.Errorf("an unknown update: %v, want an error that lists the known ones", err)
	}
	for range 2 {
		if err := s.Publish("later"); err != nil {
			t.Fatal(err)
		}
	}
	for _, header := range []string{"ETag", "Last-Modified"} {
		condition := map[string]string{"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
		if a := do(t, c, "GET", "http://plain.example.cn/", nil, condition, before.header.Get(header)); a.body != "<p>after</p>" {
			t.Errorf("asked with the old %s: %d %q", header, a.status, a.body)
		}
	}
	for _, address := range []string{"https://new.example.cn/", "http://new.example.cn/"} {
		if a := do(t, c, "GET", address, nil); a.body != "<p>new</p>" {
			t.Errorf("%s: %d %q", address, a.status, a.body)
		}
	}
	for address, want := range map[string]string{"more": "<p>more</p>", "?page=2": "<p>second</p>", "?page=1": "<p>after</p>"} {
		if a := do(t, c, "GET", "http://plain.example.cn/"+address, nil); a.body != want {
			t.Errorf("%s after the update: %q, want %q", address, a.body, want)
		}
	}
}

func TestAnswersCanBeSetAndRestored(t *testing.T) {
	s, c := serveSmall(t)
	const host, address = "plain.example.cn", "http://plain.example.cn/"
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Fail(host, "", http.StatusServiceUnavailable))
	must(s.Set(host, "/", Answer{Status: 429, Header: http.Header{"Retry-After": {"30"}}, Body: []byte("slow down")}))
	if a := do(t, c, "GET", address, nil); a.status != 429 || a.body != "slow down" || a.header.Get("Retry-After") != "30" {
		t.Errorf("a set path: %+v", a)
	}
	if a := do(t, c, "GET", address+"more", nil); a.status != 503 {
		t.Errorf("a failing host: %d", a.status)
	}
	s.Forget()
	must(s.Set(host, "/", Answer{Drop: true}))
	if a, err := try(t.Context(), c, "POST", address, url.Values{}); err == nil {
		t.Errorf("a dropped connection answered %+v", a)
	}
	if seen := s.Requests(); len(seen) == 0 || seen[0].Status != 0 {
		t.Errorf("Requests() = %+v, want the dropped one", seen)
	}
	s.Restore(host, "/")
	s.Restore(host, "")
	if a := do(t, c, "GET", address, nil); a.status != 200 {
		t.Errorf("after Restore: %d", a.status)
	}
	if err := s.Fail("elsewhere.example.cn", "/", 500); err == nil {
		t.Error("a host that is not recorded was set")
	}
}

func TestRequestsStayBounded(t *testing.T) {
	s := &Server{}
	for i := range maxSeen + 1 {
		s.note(Seen{Status: i})
	}
	seen := s.Requests()
	if len(seen) > maxSeen || seen[len(seen)-1].Status != maxSeen {
		t.Errorf("%d requests kept, the last is %+v", len(seen), seen[len(seen)-1])
	}
}

func TestLoadNamesFileAndLine(t *testing.T) {
	tests := []struct {
		name, file, content, want string
	}{
		{"unknown key", "a/site.yaml", "host: a.cn\nscheme: http\nsheme: x\n", `a/site.yaml:3: unknown key "sheme": did you mean "scheme"?`},
		{"no host", "a/site.yaml", "scheme: http\n", "a/site.yaml:1: host"},
		{"host with port", "a/site.yaml", "scheme: http\nhost: a.cn:80\n", "a/site.yaml:2: host"},
		{"scheme", "a/site.yaml", "host: a.cn\nscheme: ftp\n", "a/site.yaml:2: scheme"},
		{"path", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n  - path: /x?id=1\n", "a/site.yaml:5: path"},
		{"status", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n    status: 42\n", "a/site.yaml:4: status"},
		{"validators", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n    validators: some\n", "a/site.yaml:4: validators"},
		{"form of a GET", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n    form: {a: b}\n", "a/site.yaml:4: form"},
		{"missing file", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n    file: none.html\n", "a/site.yaml:4: reading the body"},
		{"file outside", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n    file: ../../etc/x\n", "a/site.yaml:4: reading the body"},
		{"unknown charset", "a/site.yaml", "host: a.cn\nscheme: http\nresponses:\n  - path: /\n    charset: klingon\n    file: site.yaml\n", `a/site.yaml:4: charset "klingon"`},
		{"charset too small", "a/site.yaml", "host: a.cn\nscheme: http\nresponses: # 关于\n  - path: /\n    charset: iso-8859-2\n    file: site.yaml\n", "a/site.yaml:4: writing"},
		{"two schemes", "a/site-b.yaml", "host: plain.example.cn\nscheme: both\n", "use one scheme"},
		{"expected is not JSON", "expected.jsonl", "\n{\n", "expected.jsonl:2:"},
		{"expected has unknown field", "expected.jsonl", `{"url":"x","colour":1}`, "expected.jsonl:1:"},
		{"expected without date", "expected.jsonl", `{"url":"x","source":"y"}`, "expected.jsonl:1: url, source and published"},
		{"update", "updates/u/a/site.yaml", "host: a.cn\nscheme: x\n", "updates/u/a/site.yaml:2:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := small()
			fsys[tt.file] = &fstest.MapFile{Data: []byte(tt.content)}
			_, err := Load(fsys)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Load() = %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestExpectedOfARecordingWithoutItsFile(t *testing.T) {
	r, err := Load(small())
	if err != nil {
		t.Fatal(err)
	}
	if e, err := r.Expected(); err == nil {
		t.Errorf("Expected() = %v, want an error", e)
	}
}

// client is a plain one: it stops at what a fetcher would have to bear.
func client(s *Server) *http.Client {
	return &http.Client{
		Timeout:   10 * time.Second,
		Transport: &http.Transport{DialContext: s.DialContext, TLSClientConfig: &tls.Config{RootCAs: s.RootCAs()}},
	}
}
