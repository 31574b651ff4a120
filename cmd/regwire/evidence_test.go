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
	if out, errs, code := runIn(t, "", "evidence", strings.ToUpper(id), path, "--data", dir); code != exitDone || !strings.Contains(out, "1 of 1 pages") {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	files := unpacked(t, path)
	var told struct {
		Event  feeds.Event
		Items  []feeds.Item
		Served map[string]copies.Meta
	}
	if err := json.Unmarshal([]byte(files["told.json"]), &told); err != nil {
		t.Fatal(err)
	}
	if string(told.Event.ID) != id || len(told.Items) != 1 || len(told.Event.Items) != 1 {
		t.Fatalf("%+v", told)
	}
	item := told.Items[0]
	page := "pages/" + string(item.ID) + ".html"
	served, ok := told.Served[page]
	if !ok || served.URL == "" || served.Status != 200 || served.At.IsZero() || served.Header["Content-Type"] == nil {
		t.Errorf("served %+v", served)
	}
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
	if said, errs, code := runIn(t, "", "evidence", "e1", path, "--data", dir); code != exitDone || !strings.Contains(said, ": 0 of ") {
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

// Who hands in a file has it once, as the page that it stands for.
func TestEvidenceHoldsAFileThatWasHandedInOnce(t *testing.T) {
	config := notices(t, 41, "list.xlsx", sheetFile(t, appRows(41)))
	for _, words := range [][]string{{"submit", "http://n1.bench.example/files/list.xlsx"}, {"poll"}} {
		if out, errs, code := runIn(t, "", append(words, "--config", config)...); code != exitDone {
			t.Fatalf("%s: exit code %d: %s%s", words[0], code, out, errs)
		}
	}
	path := filepath.Join(t.TempDir(), "kept.zip")
	if out, errs, code := runIn(t, "", "evidence", "e1", path, "--config", config); code != exitDone {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	files := unpacked(t, path)
	for _, id := range []string{"i1", "i2"} {
		if _, handedIn := files["pages/"+id+".xlsx"]; !handedIn {
			continue
		}
		if _, twice := files["files/"+id+"-1.xlsx"]; twice {
			t.Errorf("%s is there as a page and as a file attached to it", id)
		}
		return
	}
	t.Error("the file is not there")
}

// A list of apps is often the file and not the page.
func TestEvidenceHoldsTheFilesThatAPageAttaches(t *testing.T) {
	file := sheetFile(t, appRows(41))
	config := notices(t, 41, "list.xlsx", file)
	if out, errs, code := runIn(t, "", "poll", "--config", config); code != exitDone {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	path := filepath.Join(t.TempDir(), "kept.zip")
	if out, errs, code := runIn(t, "", "evidence", "e1", path, "--config", config); code != exitDone || !strings.Contains(out, "1 of 1 pages and 1 of 1 files") {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	files := unpacked(t, path)
	const name = "files/i1-1.xlsx"
	if files[name] != string(file) {
		t.Errorf("%s has %d bytes, was served with %d", name, len(files[name]), len(file))
	}
	sum := copies.Fingerprint(file)
	if !strings.Contains(files["SHA256SUMS"], sum+"  "+name+"\n") {
		t.Errorf("SHA256SUMS does not vouch for %s:\n%s", name, files["SHA256SUMS"])
	}
	for _, want := range []string{"attached: 附件：存在问题的应用软件名单", name + ": SHA-256 " + sum, "with status 200 from http://n1.bench.example/files/list.xlsx"} {
		if !strings.Contains(files["README.txt"], want) {
			t.Errorf("README.txt lacks %q:\n%s", want, files["README.txt"])
		}
	}
	if !strings.Contains(files["read/i1-1.txt"], "应用") || !strings.Contains(files["told.json"], `"`+name+`": {`) {
		t.Errorf("what was read of the file is %q; told.json:\n%s", files["read/i1-1.txt"], files["told.json"])
	}
}
