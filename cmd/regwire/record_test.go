package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/regwire/regwire/cmd/regwire/control"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/replay"
)

func TestRecordKeepsListsAndTheFirstArticle(t *testing.T) {
	dir := t.TempDir()
	out, errs, code := runIn(t, "", "record", "n1", "--to", dir, "--config", notices(t, 1, "a.docx", nil))
	if code != 0 || !strings.Contains(out, "2 documents of n1") {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	recording, err := replay.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"http://n1.bench.example/list.html", "http://n1.bench.example/n/1.html"} {
		if !recording.Serves(feeds.Request{URL: address}) {
			t.Errorf("the recording lacks %s", address)
		}
	}
}

func TestSourceThatPeopleAddedIsTriedRecordedAndExtracted(t *testing.T) {
	config := village(t, map[string]string{
		"list.example/tz/": villageList, "list.example/a/1.html": "<html><h1>关于开展数据安全检查的通知</h1><p>x</p></html>",
	})
	run := func(want int, args ...string) string {
		t.Helper()
		out, errs, code := runIn(t, "", append(args, "--config", config)...)
		if code != want {
			t.Fatalf("%s: exit code %d: %s%s", strings.Join(args, " "), code, out, errs)
		}
		return out + errs
	}
	pack := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(pack, []byte("sources:\n  - id: mine\n    kind: html\n    list:\n      urls: [\"http://list.example/tz/\"]\n      rows: ul li:has(span)\n      title: a\n      date: span\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(exitUsage, "try", "mine")
	run(0, "source", "add", pack, "--yes")
	dir := t.TempDir()
	for _, got := range []string{
		run(0, "try", "mine"),
		run(0, "record", "mine", "--to", dir),
		run(0, "try", "mine", "--recording", dir, "--at", "2026-09-16"),
	} {
		if !strings.Contains(got, "2 rows") && !strings.Contains(got, "(2 items)") {
			t.Errorf("the source was not read: %s", got)
		}
	}
	page := filepath.Join(dir, "page.html")
	if err := os.WriteFile(page, []byte(villageList), 0o600); err != nil {
		t.Fatal(err)
	}
	extracted := func() {
		t.Helper()
		if got := run(0, "extract", "mine", "--file", page); !strings.Contains(got, "http://list.example/a/2.html") {
			t.Errorf("extract: %s", got)
		}
	}
	extracted()
	answering(t, config)
	extracted()
	if got := run(0, "try", "mine", "mine"); !strings.Contains(got, "2 rows") {
		t.Errorf("the source was not read: %s", got)
	}
	if got := run(0, "egress"); !strings.Contains(got, "list of mine") {
		t.Errorf("egress: %s", got)
	}
	run(exitUsage, "try", "yours")
}

// answering has the store of the configuration open, as serve does, and answers over its
// socket.
func answering(t *testing.T, config string) {
	t.Helper()
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
	c, err := readConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	h, err := build(c, p.outside())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	socket, err := control.Listen(ctx, c.Data)
	if err != nil {
		t.Fatal(err)
	}
	var answers sync.WaitGroup
	answers.Go(func() { h.answers(p).Serve(ctx, socket) })
	t.Cleanup(func() {
		stop()
		answers.Wait()
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
}

func TestRecordKeepsNoErrorPage(t *testing.T) {
	dir := t.TempDir()
	config := notices(t, 1, "a.docx", nil)
	file := filepath.Join(filepath.Dir(config), "sources.yaml")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(raw), "list.html", "nowhere.html", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := runIn(t, "", "record", "n1", "--to", dir, "--config", config); code != exitFailed || !strings.Contains(out, "not recorded: http://n1.bench.example/nowhere.html (gone") {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
	if _, errs, code := runIn(t, "", "record", "no-such-source", "--to", dir); code != exitUsage {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func TestEgressNamesEveryHostWithWhy(t *testing.T) {
	out, errs, code := runIn(t, "", "egress", "--json", "--config", notices(t, 1, "a.docx", nil))
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var got []contact
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	why := map[string][]string{}
	for _, c := range got {
		why[c.Host] = c.Why
	}
	if !slices.Equal(why["n1.bench.example"], []string{"articles of n1", "list of n1"}) {
		t.Errorf("the source's host: %q", why["n1.bench.example"])
	}
	if _, ok := why["www.cac.gov.cn"]; ok {
		t.Error("a source that is not polled is named")
	}
	all, errs, code := runIn(t, "", "egress")
	if code != 0 || !strings.Contains(all, "www.cac.gov.cn ") || strings.Contains(all, "slack.com") {
		t.Errorf("exit code %d: %s\n%s", code, errs, all)
	}
}
