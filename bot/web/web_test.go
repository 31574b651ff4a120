package web_test

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/regwire/regwire/bot/web"
	"github.com/regwire/regwire/feeds"
)

var update = flag.Bool("update", false, "write the golden pages")

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	return ask(h, http.MethodGet, "regwire.example", path)
}

func ask(h http.Handler, method, host, path string) *httptest.ResponseRecorder {
	r := &http.Request{Method: method, Host: host, RequestURI: path, URL: &url.URL{}, Header: http.Header{}}
	if u, err := url.ParseRequestURI(path); err == nil {
		r.URL = u
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPagesAreAsKept(t *testing.T) {
	h := pages(september()).Handler()
	empty := pages(&archive{}).Handler()
	for name, page := range map[string]struct {
		from http.Handler
		path string
	}{
		"events.html":     {h, "/"},
		"events-zh.html":  {h, "/?lang=zh&section=legislation"},
		"empty.html":      {empty, "/"},
		"draft.html":      {h, "/event/e1"},
		"draft-zh.html":   {h, "/event/e1?lang=zh"},
		"naming.html":     {h, "/event/e3"},
		"title-only.html": {h, "/event/e2"},
		"copy.html":       {h, "/copy/i1"},
		"sources.html":    {h, "/sources"},
		"issue.html":      {h, "/digest/2022-09"},
		"issue-zh.html":   {h, "/digest/2022-09?lang=zh"},
		"feed.atom":       {h, "/feed.atom"},
		"feed.json":       {h, "/feed.json?topic=app-enforcement"},
	} {
		t.Run(name, func(t *testing.T) {
			w := get(page.from, page.path)
			if w.Code != http.StatusOK {
				t.Fatalf("GET %s: status %d", page.path, w.Code)
			}
			// The mark of the stylesheet is another with each change of it, and no page is.
			golden(t, filepath.Join("testdata", "pages", name), styleMark.ReplaceAllString(w.Body.String(), "/style.css?MARK"))
		})
	}
}

var styleMark = regexp.MustCompile(`/style\.css\?[0-9a-f]{8}`)

// TestAStylesheetIsKeptUntilThereIsAnother: after an upgrade no page is shown in the style of
// the program before.
func TestAStylesheetIsKeptUntilThereIsAnother(t *testing.T) {
	h := pages(september()).Handler()
	address := styleMark.FindString(get(h, "/").Body.String())
	for path, cache := range map[string]string{address: "public, max-age=31536000, immutable", "/style.css": "no-cache", "/style.css?00000000": "no-cache"} {
		w := get(h, path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "--paper") || w.Header().Get("Cache-Control") != cache {
			t.Errorf("%s: status %d, cache %q, want %q", path, w.Code, w.Header().Get("Cache-Control"), cache)
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := lineOf(gotLines, i), lineOf(wantLines, i)
		if g != w {
			t.Fatalf("%s differs in line %d; run with -update and read the diff\n got: %s\nwant: %s", file, i+1, g, w)
		}
	}
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(the end)"
}

func TestOnlyReadingIsAnswered(t *testing.T) {
	h := pages(september()).Handler()
	for _, c := range []struct {
		name, method, host, path string
		want                     int
	}{
		{"list", "GET", "regwire.example", "/", 200},
		{"head", "HEAD", "regwire.example", "/event/e1", 200},
		{"id as it is typed", "GET", "regwire.example", "/event/E1", 200},
		{"name with port", "GET", "regwire.example:8443", "/", 200},
		{"name in capitals", "GET", "REGWIRE.example", "/", 200},
		{"loopback", "GET", "127.0.0.1:8080", "/", 200},
		{"loopback of version 6", "GET", "[::1]:8080", "/", 200},
		{"localhost", "GET", "localhost:8080", "/", 200},
		{"foreign name that resolves here", "GET", "attacker.example:8080", "/", 421},
		{"name that begins like ours", "GET", "regwire.example.attacker.example", "/", 421},
		{"no name", "GET", "", "/", 421},
		{"post", "POST", "regwire.example", "/", 405},
		{"delete", "DELETE", "regwire.example", "/event/e1", 405},
		{"post to probe", "POST", "regwire.example", "/healthz", 405},
		{"unknown page", "GET", "regwire.example", "/admin", 404},
		{"unknown event", "GET", "regwire.example", "/event/e999", 404},
		{"odd event", "GET", "regwire.example", "/event/%00", 404},
		{"unknown item", "GET", "regwire.example", "/copy/i999", 404},
		{"page that was not kept", "GET", "regwire.example", "/copy/i2/page", 404},
		{"long address", "GET", "regwire.example", "/?q=" + strings.Repeat("a", 3000), 414},
		{"probe", "GET", "regwire.example", "/healthz", 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(h, c.method, c.host, c.path)
			if w.Code != c.want {
				t.Errorf("%s %s at %s: status %d, want %d", c.method, c.path, c.host, w.Code, c.want)
			}
			csp := w.Header().Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("Content-Security-Policy is %q", csp)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("headers %v lack nosniff or no-referrer", w.Header())
			}
		})
	}
}

// A browser asks for a name in its ASCII form, however the operator wrote it.
func TestANameInChineseIsAnsweredTo(t *testing.T) {
	h := web.New(web.Deps{Items: september(), Names: names{}, Base: "https://警报.Example.", Now: time.Now, Log: slog.New(slog.DiscardHandler)}).Handler()
	for host, want := range map[string]int{"xn--4ru102g.example": 200, "xn--4ru102g.example.:8443": 200, "警报.example": 200, "xn--fsqu00a.example": 421} {
		if got := ask(h, "GET", host, "/").Code; got != want {
			t.Errorf("asked as %s: status %d, want %d", host, got, want)
		}
	}
}

func TestWhatBelongsToAWorkspaceIsNotShown(t *testing.T) {
	h := pages(september()).Handler()
	for _, path := range []string{"/event/e4", "/copy/i4", "/copy/i4/page", "/evidence/e4"} {
		if w := get(h, path); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: status %d, want 404", path, w.Code)
		}
	}
	for _, path := range []string{"/", "/feed.atom", "/feed.json", "/?q=Private", "/sources", "/digest/2022-09"} {
		body := get(h, path).Body.String()
		for _, secret := range []string{"Private matter", "private.example.com", "e4", "team-feed"} {
			if strings.Contains(body, secret) {
				t.Errorf("GET %s shows %q", path, secret)
			}
		}
	}
}

func TestListIsPagedAndFiltered(t *testing.T) {
	a := &archive{items: map[feeds.ItemID]feeds.Item{}}
	for n := range 60 {
		id := string(rune('a'+n/26)) + string(rune('a'+n%26))
		a.add(feeds.Event{ID: feeds.EventID("e" + id), Published: "2022-09-01", Title: "题目" + id, Reading: feeds.Reading{Topics: []feeds.Topic{"standards"}, Section: feeds.Legislation, TitleEN: feeds.Gloss{By: "none"}}},
			feeds.Item{ID: feeds.ItemID("i" + id)})
	}
	h := pages(a).Handler()
	seen := map[string]int{}
	for _, path := range []string{"/", "/?page=2", "/?page=3"} {
		for _, href := range links(t, get(h, path).Body.String()) {
			if strings.HasPrefix(href, "/event/") {
				seen[href]++
			}
		}
	}
	if len(seen) != 60 {
		t.Errorf("three pages list %d events, want 60", len(seen))
	}
	if body := get(h, "/?page=2&topic=standards&q=题目").Body.String(); !strings.Contains(body, "page=3") || !strings.Contains(body, "topic=standards") || !strings.Contains(body, "q=%E9%A2%98%E7%9B%AE") {
		t.Error("the next page forgets what was asked for")
	}
	for _, path := range []string{"/?topic=app-enforcement", "/?section=other", "/?q=nowhere", "/?page=9"} {
		if body := get(h, path).Body.String(); strings.Contains(body, "/event/") {
			t.Errorf("GET %s lists events that were not asked for", path)
		}
	}
	for _, path := range []string{"/?topic=no_such", "/?page=x", "/?page=-3", "/?section=%3Cb%3E"} {
		if w := get(h, path); w.Code != http.StatusOK {
			t.Errorf("GET %s: status %d", path, w.Code)
		}
	}
}

func TestFailureIsSaidKindlyAndNotExplained(t *testing.T) {
	a := september()
	a.fail = errors.New("disk at /var/lib/x is gone")
	h := pages(a).Handler()
	for _, path := range []string{"/", "/event/e1", "/copy/i1", "/digest/2022-09", "/sources", "/feed.atom", "/feed.json"} {
		w := get(h, path)
		if w.Code != http.StatusInternalServerError {
			t.Errorf("GET %s: status %d, want 500", path, w.Code)
		}
		if body := w.Body.String(); strings.Contains(body, "disk") || !strings.Contains(body, "cannot be shown") {
			t.Errorf("GET %s says %q", path, body)
		}
	}
}

func TestEvidenceIsSavedUnderTheNameOfItsEvent(t *testing.T) {
	a := september()
	h := pages(a).Handler()
	w := get(h, "/evidence/e1")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/zip" || w.Header().Get("Content-Disposition") != "attachment; filename=e1.zip" || w.Body.String() != "e1 i1\n" {
		t.Errorf("status %d, %v: %q", w.Code, w.Header(), w.Body)
	}
	if body := get(h, "/event/e1").Body.String(); !strings.Contains(body, `href="/evidence/e1"`) {
		t.Error("the page of the event does not lead to it")
	}
	if w := get(h, "/evidence/e999"); w.Code != http.StatusNotFound {
		t.Errorf("of no event: status %d", w.Code)
	}
}

// The newsletter's address without a month is that of the month that runs, and no later
// one is led to; it is saved in the formats of texts, in the language of the page.
func TestNewsletterIsReadByMonthAndSaved(t *testing.T) {
	h := pages(september()).Handler()
	if w := get(h, "/digest?lang=zh"); w.Code != http.StatusFound || w.Header().Get("Location") != "/digest/2022-09?lang=zh" {
		t.Errorf("without a month: status %d to %q", w.Code, w.Header().Get("Location"))
	}
	for path, wants := range map[string][]string{
		"/digest/2022-09": {`href="/digest/2022-08"`, `href="/digest/2022-09.docx"`, `<a href="https://regwire.example/event/e1">`},
		"/digest/2022-08": {`href="/digest/2022-07"`, `href="/digest/2022-09"`, "Nothing this month."},
	} {
		body := get(h, path).Body.String()
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("GET %s: no %s", path, want)
			}
		}
		if strings.Contains(body, "/digest/2022-10") {
			t.Errorf("GET %s leads to a month that has not come", path)
		}
	}
	for path, want := range map[string]struct{ kind, name, begins string }{
		"/digest/2022-09.docx":       {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "regwire-2022-09.docx", "PK"},
		"/digest/2022-09.md":         {"text/markdown; charset=utf-8", "regwire-2022-09.md", "# Data protection in China"},
		"/digest/2022-09.md?lang=zh": {"text/markdown; charset=utf-8", "regwire-2022-09.md", "# 中国数据保护动态"},
	} {
		w := get(h, path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != want.kind || w.Header().Get("Content-Disposition") != "attachment; filename="+want.name || !strings.HasPrefix(w.Body.String(), want.begins) {
			t.Errorf("GET %s: status %d, %v, begins %.30q", path, w.Code, w.Header(), w.Body)
		}
	}
	for _, path := range []string{"/digest/2022-13", "/digest/september", "/digest/2022-09.pdf", "/digest/2022-09.html", "/digest/2022-09.", "/digest/2022-10", "/digest/9999-12", "/digest/9999-12.md"} {
		if w := get(h, path); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: status %d, want 404", path, w.Code)
		}
	}
}

func TestDutiesAreSavedAsATable(t *testing.T) {
	h := pages(september()).Handler()
	w := get(h, "/duties/E1.csv")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" || w.Header().Get("Content-Disposition") != "attachment; filename=e1-duties.csv" || !strings.Contains(w.Body.String(), "e1,3,must,data handlers,数据处理者,no,within 30 days") {
		t.Errorf("status %d, %v: %s", w.Code, w.Header(), w.Body)
	}
	if body := get(h, "/event/e3").Body.String(); strings.Contains(body, "orders and forbids") {
		t.Error("a page of no rule has duties")
	}
	for _, path := range []string{"/duties/e1", "/duties/e999.csv", "/duties/e4.csv"} {
		if w := get(h, path); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: status %d, want 404", path, w.Code)
		}
	}
}

func TestKeptPageIsSavedNotShown(t *testing.T) {
	w := get(pages(september()).Handler(), "/copy/i1/page")
	for name, want := range map[string]string{
		"Content-Type":            "text/plain; charset=gb2312",
		"Content-Disposition":     "attachment; filename=i1.txt",
		"Content-Security-Policy": "sandbox; default-src 'none'",
		"X-Content-Type-Options":  "nosniff",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := w.Body.String(); got != "<html><script>alert('i1')</script>" {
		t.Errorf("kept page came as %q, want its own bytes", got)
	}
}

func TestRemovedTextIsSaid(t *testing.T) {
	a := september()
	i := a.items["i1"]
	i.State, i.Removed, i.Text, i.Copy = feeds.ItemRead, "2023-03-01", "", ""
	a.items["i1"] = i
	body := get(pages(a).Handler(), "/event/e1").Body.String()
	if !strings.Contains(body, "text and copy removed on 1 Mar 2023") || strings.Contains(body, "/copy/i1") {
		t.Errorf("the page of an event whose text was removed:\n%s", body)
	}
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	h := pages(september()).Handler()
	tag := get(h, "/feed.atom").Header().Get("ETag")
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://regwire.example/feed.atom", http.NoBody)
	r.Header.Set("If-None-Match", tag)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("status %d with %d bytes, want 304 with none", w.Code, w.Body.Len())
	}
}

func TestFloodFromOneAddressIsSlowed(t *testing.T) {
	h := pages(september()).Handler()
	status := func(remote string) int {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://regwire.example/style.css", http.NoBody)
		r.RemoteAddr = remote
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	refused := 0
	for range 200 {
		if status("[2001:db8::1]:4000") == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("200 requests at once from one address are all answered")
	}
	if got := status("[2001:db8::ffff]:4000"); got != http.StatusTooManyRequests {
		t.Errorf("a neighbour in the same network gets %d, want 429", got)
	}
	if got := status("198.51.100.7:4000"); got != http.StatusOK {
		t.Errorf("another address gets %d, want 200", got)
	}
}

func TestHealthTellsProbesOnly(t *testing.T) {
	d := pages(september()).Deps
	d.Health = func(context.Context) error { return errors.New("store cannot be written: /data") }
	w := get(web.New(d).Handler(), "/healthz")
	if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "/data") {
		t.Errorf("status %d, body %q", w.Code, w.Body.String())
	}
}

func TestServeAnswersUntilTheContextEnds(t *testing.T) {
	defer goleak.VerifyNone(t)
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- pages(september()).Serve(ctx, l) }()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+"/event/e1", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || !strings.Contains(string(body), "COMMENT by") {
		t.Errorf("status %d, body %s", answer.StatusCode, body)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("Serve ended with %v, want nil", err)
	}
}
