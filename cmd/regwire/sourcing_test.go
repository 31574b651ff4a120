package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/bottest"
)

// village is a loopback proxy that answers for a few sites, with a data directory
// that polls nothing shipped.
func village(t *testing.T, pages map[string]string) (config string) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Host+r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, body)
	}))
	t.Cleanup(site.Close)
	config = filepath.Join(t.TempDir(), "regwire.yaml")
	text := "data: data\nonly: [cac-releases]\noff: [cac-releases]\negress: {proxy: \"" + site.URL + "\"}\npoll: {gap: 0s}\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config
}

const (
	villagePage = `<html><head><title>数据局通知</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body></body></html>`
	villageList = `<html><head><title>通知公告</title></head><body><ul><li><a href="/">首页</a></li></ul><ul><li><a href="/a/1.html">关于开展数据安全检查的通知</a><span>2026-09-14</span></li>` +
		`<li><a href="/a/2.html">关于公布个人信息保护案例的通告</a><span>2026-09-15</span></li></ul></body></html>`
)

func TestSourcesThatPeopleAddArePolled(t *testing.T) {
	config := village(t, map[string]string{
		"site.example/": villagePage, "site.example/feed.xml": pollFeed, "list.example/tz/": villageList,
		"f1.bench.example/a1": "<html><h1>t</h1><p>x</p></html>",
	})
	run := func(want int, args ...string) string {
		t.Helper()
		out, errs, code := runIn(t, "", append(args, "--config", config)...)
		if code != want {
			t.Fatalf("%s: exit code %d: %s%s", strings.Join(args, " "), code, out, errs)
		}
		return out + errs
	}
	visits := func() int {
		t.Helper()
		var got polled
		if err := json.Unmarshal([]byte(run(0, "poll", "--all", "--no-read", "--json")), &got); err != nil {
			t.Fatal(err)
		}
		return got.Visits
	}
	if out := run(0, "source", "add", "http://site.example/"); !strings.Contains(out, "http://site.example/feed.xml") || !strings.Contains(out, "关于某应用侵害用户权益的通报") {
		t.Fatalf("the proposal does not show what would be read:\n%s", out)
	}
	if n := visits(); n != 0 {
		t.Fatalf("%d sources are polled before a yes", n)
	}
	run(0, "source", "add", "http://site.example/", "--yes")
	if out := run(0, "source", "add", "http://list.example/tz/", "--yes"); !strings.Contains(out, "关于开展数据安全检查的通知") || !strings.Contains(out, "通知公告 (list.example)") {
		t.Fatalf("the page's rows are not shown:\n%s", out)
	}
	if n := visits(); n != 2 {
		t.Fatalf("%d sources are polled, want 2", n)
	}
	id := regexp.MustCompile(`own-site-example-[0-9a-f]{6}`).FindString(run(0, "source", "list"))
	if out := run(0, "sources", id); !strings.Contains(out, id) {
		t.Errorf("sources does not know %s:\n%s", id, out)
	}
	run(0, "source", "pause", id, "too", "loud")
	if out := run(0, "source", "list"); !strings.Contains(out, "too loud") {
		t.Errorf("the list does not say why the source is paused:\n%s", out)
	}
	if n := visits(); n != 1 {
		t.Errorf("%d sources are polled while one is paused", n)
	}
	run(0, "source", "resume", id)
	pack, opml := run(0, "source", "export"), run(0, "source", "export", "opml")
	if strings.Count(pack, "kind: ") != 2 || strings.Count(opml, "<outline") != 1 {
		t.Errorf("exported\n%s\n%s", pack, opml)
	}
	folder := t.TempDir()
	// A file may be longer than what anybody types.
	pack = strings.Repeat("# Sources that were added by hand.\n", 200) + pack
	for name, text := range map[string]string{"pack.yaml": pack, "feeds.opml": opml} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range regexp.MustCompile(`own-[a-z-]+-[0-9a-f]{6}`).FindAllString(pack, -1) {
		run(0, "source", "remove", id)
	}
	if n := visits(); n != 0 {
		t.Errorf("%d sources are polled after all were removed", n)
	}
	run(0, "source", "import", filepath.Join(folder, "feeds.opml"), "--yes")
	if n := visits(); n != 1 {
		t.Errorf("%d sources are polled after the OPML was taken", n)
	}
	run(0, "source", "add", filepath.Join(folder, "pack.yaml"), "--yes")
	if n := visits(); n != 2 {
		t.Errorf("%d sources are polled after the pack was taken", n)
	}
	if out := run(0, "export"); strings.Count(out, `"kind":"source"`) != 2 {
		t.Error("an export lacks the sources that were added")
	}
}

// TestCheckVisitsSources: check had said "ok: 77 polled" of sources that nobody had asked.
func TestCheckVisitsSources(t *testing.T) {
	config := village(t, map[string]string{"site.example/feed.xml": pollFeed, "gone.example/feed.xml": pollFeed})
	pack := filepath.Join(t.TempDir(), "feeds.opml")
	list := `<opml version="2.0"><body><outline text="S" xmlUrl="http://site.example/feed.xml"/><outline text="G" xmlUrl="http://gone.example/other.xml"/></body></opml>`
	if err := os.WriteFile(pack, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := runIn(t, "", "source", "import", pack, "--yes", "--config", config); code != 0 {
		t.Fatal(errs)
	}
	out, errs, code := runIn(t, "", "check", "--sources", "--config", config)
	for _, want := range []string{"2 sources to visit", "own-site-example-", "ok: 2 rows", "ok: 2 polled, ", "own-gone-example-", "not ok: "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if code != exitFailed || !strings.Contains(errs, "1 of 2 sources could not be read") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if out, _, code := runIn(t, "", "check", "--config", config); code != 0 || strings.Contains(out, "to visit") || !strings.Contains(out, "proxy           ok: 127.0.0.1:") {
		t.Errorf("without the flag: exit %d\n%s", code, out)
	}
	if out, _, _ := runIn(t, "", "stats", "--config", config); !strings.Contains(out, `"items":0`) {
		t.Errorf("the visit left something in the store: %s", out)
	}
}

// TestCheckNamesAProxyThatIsNotThere: each source said so by itself, when it was polled.
func TestCheckNamesAProxyThatIsNotThere(t *testing.T) {
	address := bottest.FreeAddress(t)
	config := filepath.Join(t.TempDir(), "regwire.yaml")
	if err := os.WriteFile(config, []byte("data: data\negress: {proxy: \"http://"+address+"\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := runIn(t, "", "check", "--config", config)
	if code != exitFailed || !strings.Contains(errs, "egress.proxy: "+address+" cannot be reached: ") || !strings.Contains(errs, "take the key out") || !strings.Contains(out, "console         ok") {
		t.Errorf("exit %d: %s\n%s", code, errs, out)
	}
}

// TestCheckCountsTheSourcesThatServePolls: it counted two more, which have no list and wait
// for links that people hand in.
func TestCheckCountsTheSourcesThatServePolls(t *testing.T) {
	h, err := build(config{Data: t.TempDir()}, surroundings{now: time.Now, log: slog.New(slog.DiscardHandler), out: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := errors.Join(h.checkStore(t.Context(), &out), h.close()); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("ok: %d polled, 2 for links that people hand in, ", len(h.poller.Polled()))
	if !strings.Contains(out.String(), want) {
		t.Errorf("no %q in\n%s", want, out.String())
	}
}

// TestKeysThatArePassedOverAreNamed by load and by read: a title or a text under another key
// was none, without a word.
func TestKeysThatArePassedOverAreNamed(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "items.jsonl")
	for text, want := range map[string]string{
		`{"id":"a","title":"t","url":"http://a.example/1","note":"n","Expect":null}`:                                                "",
		`{"id":"b","titel":"t","url":"http://a.example/2"}` + "\n" + `{"id":"c","titel":"t","colour":1,"url":"http://a.example/3"}`: `line 1: key "titel" is not known and was passed over, on 2 lines in all; did you mean "title"?`,
		`{"id":"d","url":"http://a.example/4"}` + "\n" + `{"id":"e","zzzzzz":"t","url":"http://a.example/5"}`:                       `line 2: key "zzzzzz" is not known and was passed over; an item has id, title,`,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, errs, code := runIn(t, "", "load", file, "--data", filepath.Join(folder, "data")); code != 0 || want == "" && errs != "" || !strings.Contains(errs, want) {
			t.Errorf("%s: exit %d: %s", text, code, errs)
		}
		if _, errs, code := runIn(t, text, "read"); code != 0 || want == "" && errs != "" || !strings.Contains(errs, want) {
			t.Errorf("read %s: exit %d: %s", text, code, errs)
		}
	}
}

// TestOneBadAddressSpoilsNoList: the whole list was refused for a feed that nobody missed.
func TestOneBadAddressSpoilsNoList(t *testing.T) {
	folder := t.TempDir()
	config, list := filepath.Join(folder, "regwire.yaml"), filepath.Join(folder, "feeds.opml")
	for name, text := range map[string]string{
		config: "data: data\nonly: [cac-releases]\noff: [cac-releases]\n",
		list: `<?xml version="1.0"?>
<opml version="2.0"><body>
<outline text="One" xmlUrl="https://one.example/feed"/>
<outline text="Inside" xmlUrl="http://10.0.0.1/feed"/>
<outline text="Two"
  xmlUrl="https://two.example/feed"/>
<outline text="File" xmlUrl="file:///etc/passwd"/>
</body></opml>`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, _, code := runIn(t, "", "source", "import", list, "--yes", "--config", config)
	for _, want := range []string{"2 sources are polled", "https://two.example/feed", "2 addresses of the list are left out", "line 4: http://10.0.0.1/feed: it is not a public address", "line 7: file:///etc/passwd: only http and https"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, no %q in\n%s", code, want, out)
		}
	}
	if out, _, _ = runIn(t, "", "source", "list", "--config", config); strings.Contains(out, "10-0-0-1") || !strings.Contains(out, "own-one-example") {
		t.Errorf("kept:\n%s", out)
	}
}

func TestNoSourceThatPeopleAddReachesInside(t *testing.T) {
	var hits atomic.Int32
	canary, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = canary.Close() })
	go func() {
		for {
			c, err := canary.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			_ = c.Close()
		}
	}()
	inside := "http://" + canary.Addr().String() + "/feed.xml"
	config := filepath.Join(t.TempDir(), "regwire.yaml")
	if err := os.WriteFile(config, []byte("data: data\nonly: [cac-releases]\noff: [cac-releases]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, args := range map[string][]string{
		"address":       {"source", "add", inside, "--yes"},
		"spelled":       {"source", "add", "http://0x7f.1:80/", "--yes"},
		"OPML":          {"source", "import", file("a.opml", `<opml version="2.0"><body><outline xmlUrl="`+inside+`"/></body></opml>`), "--yes"},
		"pack":          {"source", "add", file("a.yaml", "authority: CAC\njurisdiction: CN\nsources:\n  - {id: x1, kind: feed, family: feed, list: {urls: [\""+inside+"\"]}}\n"), "--yes"},
		"document type": {"source", "import", file("b.opml", `<!DOCTYPE x [<!ENTITY a SYSTEM "`+inside+`">]><opml><body><outline xmlUrl="http://a.example/&a;"/></body></opml>`), "--yes"},
		"submitted":     {"submit", inside},
	} {
		if _, _, code := runIn(t, "", append(args, "--config", config)...); code == 0 {
			t.Errorf("%s: was taken", name)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the inside was asked %d times", n)
	}
}

// TestAlertsNameTheSourceThatPeopleAdded: it is of no authority that stands in a
// table, so its own title stands where an authority's name does.
func TestAlertsNameTheSourceThatPeopleAdded(t *testing.T) {
	feed := `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title><![CDATA[某市网信观察站]]></title>` +
		`<item><title>关于《个人信息出境标准合同备案指南（征求意见稿）》公开征求意见的通知</title><link>http://f1.bench.example/a1</link><guid>a1</guid><pubDate>` + time.Now().Add(-48*time.Hour).Format(time.RFC1123Z) +
		`</pubDate><content:encoded>现就个人信息出境标准合同备案指南公开征求意见，数据出境活动适用本指南。</content:encoded></item></channel></rss>`
	config := village(t, map[string]string{"site.example/": villagePage, "site.example/feed.xml": feed, "f1.bench.example/a1": "<html><h1>t</h1><p>x</p></html>"})
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, []byte(strings.Replace(string(text), "poll: {", "poll: {backfill: 30, ", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		out, errs, code := runIn(t, "", append(args, "--config", config)...)
		if code != 0 {
			t.Fatalf("%s: exit code %d: %s%s", strings.Join(args, " "), code, out, errs)
		}
		return out
	}
	run("subscribe", "--channel", "console:local/x", "mode:now")
	if out := run("source", "add", "http://site.example/", "--yes"); !strings.Contains(out, "某市网信观察站") {
		t.Errorf("the proposal is not called by the feed's title:\n%s", out)
	}
	if out := run("poll", "--all", "--post"); !strings.Contains(out, "page of 某市网信观察站") {
		t.Errorf("the alert does not name the source:\n%s", out)
	}
}

func TestPackIsRefusedForItsIdsOrForNothingInIt(t *testing.T) {
	config := village(t, nil)
	for text, want := range map[string]string{
		"authority: CAC\njurisdiction: CN\nsources:\n  - {id: ../../x, kind: feed, family: feed, list: {urls: [\"http://site.example/feed.xml\"]}}\n": "an id is small letters and digits",
		"authority: CAC\njurisdiction: CN\nsources: []\n": "the file has none",
		"\n": "it names no source",
	} {
		path := filepath.Join(t.TempDir(), "pack.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, errs, code := runIn(t, "", "source", "add", path, "--yes", "--config", config); code == 0 || !strings.Contains(errs, want) {
			t.Errorf("%q: exit code %d, %s%s; want %q", text, code, out, errs, want)
		}
	}
}

func TestAPackIsKnownByTheNameOfItsFile(t *testing.T) {
	config := village(t, nil)
	path := filepath.Join(t.TempDir(), "pack.txt")
	if err := os.WriteFile(path, []byte("authority: CAC\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := runIn(t, "", "source", "add", path, "--config", config); code != 2 || !strings.Contains(errs, "pack.txt: a pack is a file whose name ends in .yaml") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if _, errs, code := runIn(t, "", "subscribe", "data-export", "--channel", "console:local/me", "--config", config); code != 0 {
		t.Fatal(errs) // which makes the store
	}
	if out, errs, code := runIn(t, "", "coverage", "2022-09", "--csv", "--config", config); code != 0 || !strings.HasPrefix(out, "\uFEFFmonth,") {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}

func TestWhatIsWrongWithAFileOfSourcesIsToldByItsName(t *testing.T) {
	config := village(t, nil)
	folder := t.TempDir()
	for name, c := range map[string]struct{ text, want string }{
		"province.yaml": {"authority: CAC\njurisdiction: CN\nsources:\n  - id: a-b\n    name_eng: x\n", "province.yaml:5: "},
		"readers.opml":  {"<?xml version=\"1.0\"?>\n<opml><body></body></opml>\n", "readers.opml cannot be added: it lists no feed"},
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, errs, code := runIn(t, "", "source", "add", path, "--config", config); code == 0 || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit code %d: %s%s\nwant %q", name, code, out, errs, c.want)
		}
	}
}

func TestAnAddressThatIsNoListIsRefusedWithWhatItIs(t *testing.T) {
	config := village(t, map[string]string{
		"login.example/":  `<html><head><title>统一身份认证</title></head><body><form><h3>用户登录</h3><input name="u"><input type="password" name="p"><button>登录</button></form></body></html>`,
		"works.example/":  `<html><head><title>系统维护</title></head><body><h2>网站系统升级维护中</h2><p>请稍后再试。</p></body></html>`,
		"busy.example/":   `{"code":500,"msg":"系统繁忙，请稍后再试","data":null}`,
		"bare.example/":   `{"rows":[{"id":1,"name":"关于开展数据安全检查的通知"}]}`,
		"script.example/": `<html><head><title>通知公告</title></head><body><noscript>请启用 JavaScript</noscript><div id="app"></div><script src="/app.js"></script></body></html>`,
		"single.example/": `<html><head><title>通知</title></head><body><h1>关于开展数据安全检查的通知</h1><p>为规范数据处理活动，现将有关事项通知如下。</p></body></html>`,
	})
	for host, want := range map[string]string{
		"login.example": "http://login.example/ cannot be added: the page is a login form", "works.example": "the page says that the site is being worked on",
		"busy.example": "the answer says that it failed: 系统繁忙", "bare.example": "no list in it has a title, a day and an address",
		"script.example": "the page shows nothing until its scripts have run: name the address they ask",
		"single.example": "cannot be added: it is no feed, names none, and shows no links with dates beside them; a single page is handed in with submit",
	} {
		if out, errs, code := runIn(t, "", "source", "add", "http://"+host+"/", "--config", config); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%s: exit code %d: %s%s\nwant %q", host, code, out, errs, want)
		}
	}
}
