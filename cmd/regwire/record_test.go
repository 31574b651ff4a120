package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
