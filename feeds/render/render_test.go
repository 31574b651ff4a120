package render_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/render"
)

// TestMain lets the test binary be the child that it starts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == render.Command {
		if err := render.Child(context.Background(), os.Args[2:], os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// browser renders pages of a site that the guard lets it reach, and of no other.
func browser(t *testing.T, site string) *render.Browser {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	client := fetch.New(fetch.Config{Allow: []string{site}})
	t.Cleanup(client.Close)
	b, err := render.New(render.Config{Self: self, Now: time.Now, Open: func(ctx context.Context) (render.Way, error) {
		return client.Forward(ctx, fetch.ForwardLimits{Requests: render.MaxRequests, Bytes: render.MaxBytes})
	}})
	if err != nil {
		t.Fatalf("%v: apt-get install chromium (.ci/run does it)", err)
	}
	return b
}

func TestAPageDrawnByScriptIsRead(t *testing.T) {
	var inside, canary atomic.Int64
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { canary.Add(1) }))
	t.Cleanup(secret.Close)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inside.Add(1)
		switch r.URL.Path {
		case "/data.json":
			fmt.Fprintf(w, `{"text":%q}`, strings.Repeat("市民热线接到的个人信息投诉有所下降。", 20))
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			// The page also tries to reach what stands beside it, in every way a page has.
			fmt.Fprintf(w, `<html><head><title>分享</title></head><body><div id="app"></div><img src="%[1]s/img"><iframe src="%[1]s/frame"></iframe><script>
fetch("%[1]s/fetch").catch(()=>{}); new WebSocket("%[2]s/socket"); navigator.sendBeacon("%[1]s/beacon","x");
try { new RTCPeerConnection({iceServers:[{urls:"stun:127.0.0.1:3478"}]}).createDataChannel("x") } catch (e) {}
fetch("/data.json").then(r=>r.json()).then(d=>setTimeout(()=>{document.getElementById("app").innerHTML="<h1>"+location.hash.slice(1)+"</h1><p>"+d.text+"</p>"},500))
</script></body></html>`, secret.URL, strings.Replace(secret.URL, "http", "ws", 1))
		}
	}))
	t.Cleanup(site.Close)
	doc, err := browser(t, strings.TrimPrefix(site.URL, "http://")).Render(t.Context(), feeds.Request{URL: site.URL + "/page#article-7", Shape: feeds.ShapeArticle})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Outcome != "" || doc.Status != http.StatusOK || !strings.Contains(string(doc.Body), "<h1>article-7</h1>") || !strings.Contains(string(doc.Body), "个人信息投诉") {
		t.Errorf("status %d, outcome %s %s, body %.300s", doc.Status, doc.Outcome, doc.Reason, doc.Body)
	}
	if n := canary.Load(); n > 0 {
		t.Errorf("the page reached an inside address %d times", n)
	}
	if inside.Load() < 2 {
		t.Errorf("the site was asked %d times", inside.Load())
	}
}

func TestAPageThatNeverStopsIsStopped(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<body><script>let n=0; setInterval(()=>{for(let i=0;i<50;i++) fetch("/x?"+n++)}, 10)</script></body>`)
		}
	}))
	t.Cleanup(site.Close)
	began := time.Now()
	doc, err := browser(t, strings.TrimPrefix(site.URL, "http://")).Render(t.Context(), feeds.Request{URL: site.URL + "/page"})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Outcome != feeds.OutcomeError || !strings.Contains(doc.Reason, "more than 200 requests") {
		t.Errorf("outcome %s: %s", doc.Outcome, doc.Reason)
	}
	if took := time.Since(began); took > 5*time.Minute {
		t.Errorf("took %s", took)
	}
}

func TestAPageWhoseTextNeverStandsStillIsRead(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<body><p>%s</p><p id="left"></p><script>let n=0; setInterval(()=>{document.getElementById("left").textContent="·".repeat(++n%%40)}, 50)</script></body>`, strings.Repeat("距征求意见截止还有一段时间。", 20))
	}))
	t.Cleanup(site.Close)
	doc, err := browser(t, strings.TrimPrefix(site.URL, "http://")).Render(t.Context(), feeds.Request{URL: site.URL + "/page"})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Outcome != "" || !strings.Contains(string(doc.Body), "距征求意见截止还有一段时间。") {
		t.Errorf("outcome %s %s, body %.300s", doc.Outcome, doc.Reason, doc.Body)
	}
}

func TestABrowserThatCrashesAtItsStartIsStartedOnceMore(t *testing.T) {
	var real string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && real == "" {
			real = path
		}
	}
	for crashes, read := range map[string]bool{"1": true, "2": false} {
		dir := t.TempDir()
		script := fmt.Sprintf("#!/bin/sh\necho . >> %[1]s/started\n[ $(wc -l < %[1]s/started) -le %[2]s ] && exit 1\nexec %[3]s \"$@\"\n", dir, crashes, real)
		if err := os.WriteFile(dir+"/chromium", []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<body>"+strings.Repeat("市民热线接到的投诉有所下降。", 20))
		}))
		t.Cleanup(site.Close)
		doc, err := browser(t, strings.TrimPrefix(site.URL, "http://")).Render(t.Context(), feeds.Request{URL: site.URL})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(doc.Body), "市民热线"); got != read || !read && !strings.Contains(doc.Reason, "could not draw") {
			t.Errorf("after %s crashes: read is %t, want %t: %s %s", crashes, got, read, doc.Outcome, doc.Reason)
		}
	}
}

func TestAnInsideAddressIsNotRendered(t *testing.T) {
	var hits atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hits.Add(1)
		fmt.Fprint(w, strings.Repeat("secret ", 100))
	}))
	t.Cleanup(inside.Close)
	doc, err := browser(t, "site.example:80").Render(t.Context(), feeds.Request{URL: inside.URL})
	if err != nil {
		t.Fatal(err)
	}
	if hits.Load() > 0 || strings.Contains(string(doc.Body), "secret") {
		t.Errorf("it was reached: %.100s", doc.Body)
	}
	if doc.Status != http.StatusForbidden && doc.Outcome == "" {
		t.Errorf("status %d, outcome %q", doc.Status, doc.Outcome)
	}
}

func TestNoBrowserIsSaid(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := render.New(render.Config{}); err == nil || err.Error() != render.ErrNoBrowser.Error() {
		t.Errorf("error %v", err)
	}
}
