package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestASplitOffItemIsFound: what belongs to an item that a person made an event of its own
// joins that, and not what it was taken out of.
func TestASplitOffItemIsFound(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	load := func(lines ...string) {
		t.Helper()
		file := filepath.Join(dir, "items.jsonl")
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, errs, code := runIn(t, "", "load", file, "--data", data); code != 0 {
			t.Fatalf("load ends with %d: %s", code, errs)
		}
	}
	const act = `"title":"广东省通信管理局通报17款违规APP","body":"广东省通信管理局通报，17款APP存在违法违规收集使用个人信息问题，须于4月29日前改正。","published":"2026-04-22"`
	load(`{"id":"a","url":"https://gdca.example.cn/1.html","source_authority":"GDCA",`+act+`}`, `{"id":"b","url":"https://news.example.cn/1.html","source_authority":"MEDIA",`+act+`}`)
	events := func() map[string]feeds.EventID {
		t.Helper()
		out, errs, code := runIn(t, "", "export", "--data", data)
		if code != 0 {
			t.Fatalf("export ends with %d: %s", code, errs)
		}
		at := map[string]feeds.EventID{}
		for line := range strings.Lines(out) {
			var r struct {
				Kind  string
				Value struct {
					URL   string
					Event feeds.EventID
				}
			}
			if err := json.Unmarshal([]byte(line), &r); err == nil && r.Kind == "item" {
				at[r.Value.URL] = r.Value.Event
			}
		}
		return at
	}
	at := events()
	if one := at["https://gdca.example.cn/1.html"]; one == "" || one != at["https://news.example.cn/1.html"] {
		t.Fatalf("one act is in events %v", at)
	}
	if out, errs, code := runIn(t, "", "event", "split", string(at["https://gdca.example.cn/1.html"]), "--data", data); code != 0 {
		t.Fatalf("split ends with %d: %s%s", code, out, errs)
	}
	load(`{"id":"c","url":"https://daily.example.cn/9.html","source_authority":"LEGALDAILY",` + act + `}`)
	at = events()
	if alone := at["https://news.example.cn/1.html"]; alone == at["https://gdca.example.cn/1.html"] || at["https://daily.example.cn/9.html"] != alone {
		t.Errorf("after the split: %v", at)
	}
}
