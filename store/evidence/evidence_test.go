package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/copies"
)

// TestAnArchiveSaysWhatItDoesNotHold: a page that was removed, a file that was never opened,
// and who handed the page in.
func TestAnArchiveSaysWhatItDoesNotHold(t *testing.T) {
	kept, err := copies.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	page := []byte("<html>通报</html>")
	sum, err := kept.Put(page, copies.Meta{URL: "https://a.example/1", Status: 200, At: time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC), Header: map[string][]string{"Content-Type": {"text/html"}}})
	if err != nil {
		t.Fatal(err)
	}
	items := map[feeds.ItemID]feeds.Item{
		"i1": {
			ID: "i1", URL: "https://a.example/1", Title: "通报", Copy: sum, Text: "正文", Submitted: &feeds.Submission{By: "Ann"},
			Article: feeds.Article{Attachments: []feeds.Attachment{{Name: "名单.rar", URL: "https://a.example/1.rar", Unread: "it is of no kind that is read"}}},
		},
		"i2": {ID: "i2", URL: "https://b.example/2", Title: "转载", Removed: "2022-12-01"},
	}
	packer := Packer{
		Item:   func(_ context.Context, id feeds.ItemID) (feeds.Item, error) { return items[id], nil },
		Copies: kept, Version: "1.2.3", Now: func() time.Time { return time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC) },
	}
	var out bytes.Buffer
	holds, err := packer.Pack(t.Context(), feeds.Event{ID: "e1", Title: "通报"}, []feeds.Item{{ID: "i1"}, {ID: "i2"}}, &out)
	if err != nil || holds.String() != "1 of 2 pages and 0 of 1 files" {
		t.Fatalf("holds %s, %v", holds, err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString("== " + f.Name + "\n" + string(raw))
	}
	for _, want := range []string{"== pages/i1.html\n<html>通报</html>", "by regwire 1.2.3", "no copy: it was removed on 2022-12-01", "no copy: it is of no kind that is read", "== read/i1.txt\n正文"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("lacks %q:\n%s", want, all.String())
		}
	}
	if strings.Contains(all.String(), "Ann") {
		t.Error("it names who handed the page in")
	}
}

func TestACopyInTheEvidenceIsNamedByItsTypeAndByNothingElseOfAPublisher(t *testing.T) {
	for _, c := range []struct{ kind, name, want string }{
		{"text/html; charset=gbk", "a.pdf", ".html"},
		{"application/pdf", "", ".pdf"},
		{"application/octet-stream", "名单.XLSX", ".xlsx"},
		{"", "https://a.example/f.docx?v=1", ".docx"},
		{"image/png", "", ".png"},
		{"image/svg+xml", "x", ".xml"},
		{"text/plain", "run.exe", ".txt"},
		{"application/zip", "", ".bin"},
		{"", "run.exe", ".bin"},
		{"", "x./../../y", ".bin"},
		{"%%", "", ".bin"},
	} {
		if got := ending(c.kind, c.name); got != c.want {
			t.Errorf("ending(%q, %q) = %q, want %q", c.kind, c.name, got, c.want)
		}
	}
}
