package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/copies"
)

// unpacked are the files of an archive.
func unpacked(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(raw)
	}
	return files
}

func TestEvidenceHoldsThePagesAsTheyWereServed(t *testing.T) {
	dir := demoStore(t)
	path := filepath.Join(t.TempDir(), "kept.zip")
	found, errs, code := runIn(t, "", "find", "买卖微信账号", "--data", dir)
	id := regexp.MustCompile(`\be\d+\b`).FindString(found)
	if code != exitDone || id == "" {
		t.Fatalf("exit code %d: %s%s", code, found, errs)
	}
	if out, errs, code := runIn(t, "", "evidence", id, path, "--data", dir); code != exitDone || !strings.Contains(out, "1 of 1 pages") {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	files := unpacked(t, path)
	var told struct {
		Event  feeds.Event
		Items  []feeds.Item
		Served map[feeds.ItemID]copies.Meta
	}
	if err := json.Unmarshal([]byte(files["told.json"]), &told); err != nil {
		t.Fatal(err)
	}
	if string(told.Event.ID) != id || len(told.Items) != 1 || len(told.Event.Items) != 1 {
		t.Fatalf("%+v", told)
	}
	item := told.Items[0]
	served, ok := told.Served[item.ID]
	if !ok || served.URL == "" || served.Status != 200 || served.At.IsZero() || served.Header["Content-Type"] == nil {
		t.Errorf("served %+v", served)
	}
	page := "pages/" + string(item.ID) + ".html"
	if copies.Fingerprint([]byte(files[page])) != item.Copy {
		t.Errorf("%s is not the page that was kept", page)
	}
	if files["read/"+string(item.ID)+".txt"] != item.Text+"\n" || item.Text == "" {
		t.Errorf("what was read is %q", files["read/"+string(item.ID)+".txt"])
	}
	for name, content := range files {
		line := copies.Fingerprint([]byte(content)) + "  " + name + "\n"
		if name != "SHA256SUMS" && !strings.Contains(files["SHA256SUMS"], line) {
			t.Errorf("SHA256SUMS does not vouch for %s", name)
		}
	}
	for _, want := range []string{item.URL, item.Copy, item.Title, "served 2022-09-30 18:00:", "Content-Type: text/html"} {
		if !strings.Contains(files["README.txt"], want) {
			t.Errorf("README.txt lacks %q:\n%s", want, files["README.txt"])
		}
	}
}

func TestEvidenceSaysWhatIsNotKept(t *testing.T) {
	dir, out := demoStore(t), t.TempDir()
	kept, err := filepath.Glob(filepath.Join(dir, "copies", "*", "*"))
	if err != nil || len(kept) == 0 {
		t.Fatal(kept, err)
	}
	for _, file := range kept {
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(out, "damaged.zip")
	if said, errs, code := runIn(t, "", "evidence", "e1", path, "--data", dir); code != exitDone || !strings.Contains(said, "0 of 1 pages") {
		t.Fatalf("exit code %d: %s%s", code, said, errs)
	}
	files := unpacked(t, path)
	if readme := files["README.txt"]; !strings.Contains(readme, "no copy: ") || !strings.Contains(readme, "the copy is damaged") {
		t.Errorf("README.txt:\n%s", readme)
	}
	for name := range files {
		if strings.HasPrefix(name, "pages/") {
			t.Errorf("a damaged copy is handed out as %s", name)
		}
	}
	for _, c := range []struct{ event, file, want string }{
		{"e999", filepath.Join(out, "none.zip"), "there is no event e999"},
		{"e1", path, "is there already"},
		{"e1", filepath.Join(out, "none", "a.zip"), "no such file or directory"},
	} {
		if _, errs, code := runIn(t, "", "evidence", c.event, c.file, "--data", dir); code != exitUsage || !strings.Contains(errs, c.want) {
			t.Errorf("evidence %s %s: exit code %d: %s", c.event, c.file, code, errs)
		}
	}
}
