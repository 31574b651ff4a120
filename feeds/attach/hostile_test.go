package attach_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/attach"
)

// made is a file that takes long to make, and so is made once.
type made struct {
	once sync.Once
	raw  []byte
}

func (m *made) by(make func() []byte) []byte {
	m.once.Do(func() { m.raw = make() })
	return m.raw
}

var bombed, cells made

// bomb is a ZIP entry of 60 MiB that is a few KB in the file.
func bomb(t *testing.T) []byte {
	t.Helper()
	return bombed.by(func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		block := bytes.Repeat([]byte(" "), 1<<20)
		for range 60 {
			if _, err := w.Write(block); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	})
}

func manyEntries(t *testing.T, n int) []byte {
	t.Helper()
	parts := []string{"word/document.xml", "<a/>"}
	for i := range n - 1 {
		parts = append(parts, fmt.Sprintf("e%d", i), "")
	}
	return zipped(t, parts...)
}

// millionCells is a spreadsheet of 16,384 cells a row.
func millionCells(t *testing.T) []byte {
	t.Helper()
	return cells.by(func() []byte {
		var b strings.Builder
		b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
		for r := range 400_000 {
			fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"><v>1</v></c><c r="A%d"><v>2</v></c></row>`, r+1, r+1, r+1)
		}
		b.WriteString(`</sheetData></worksheet>`)
		return zipped(t, "[Content_Types].xml", contentTypes, "xl/workbook.xml",
			`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/worksheets/sheet1.xml", b.String())
	})
}

func TestAHostileAttachmentIsMarkedAndHarmsNothing(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	needs(t, "tesseract", "tesseract-ocr tesseract-ocr-chi-sim")
	whole := docx(t, wordTable(list(5)))
	r := reader(t)
	for _, tt := range []struct {
		name string
		raw  []byte
		want string // the reason; "*" when any answer will do
	}{
		{"bomb.docx", bomb(t), "the archive expands to more than 50 MiB"},
		{"entries.docx", manyEntries(t, 1001), "the archive holds more than 1000 entries"},
		{"cells.xlsx", millionCells(t), "*"},
		{"truncated.docx", whole[:len(whole)/2], "the file is damaged or not what it seems"},
		{"entities.docx", zipped(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY b "`+strings.Repeat("x", 1000)+`"><!ENTITY c "&b;&b;&b;">]><w:p><w:t>&c;</w:t></w:p>`), "the file is damaged or not what it seems"},
		{"deep.docx", zipped(t, "word/document.xml", strings.Repeat("<w:tbl>", 100_000)), "its elements are nested too deeply"},
		{"deep.xlsx", zipped(t, "xl/workbook.xml", strings.Repeat("<sheets>", 100_000)), "*"},
		{"huge.png", png(200_000, 200_000, nil), "the picture has more than 50 million pixels"},
		{"memory.png", blackPNG(t, 7_000, 7_000), "reading it needed more than 512 MiB"},
		{"truncated.png", file(t, "testdata/ruled.png")[:3000], "the file is damaged or not what it seems"},
		{"loop.pdf", pdfOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "*"},
		{"truncated.pdf", pdf(list(3), true)[:600], "*"},
		{"nothing.pdf", []byte("%PDF-1.7\n"), "the file is damaged or not what it seems"},
		{"password.pdf", pdfOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"), "*"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			a := read(t, r, tt.name, tt.raw)
			if tt.want != "*" && a.Unread != tt.want {
				t.Errorf("unread is %q, want %q", a.Unread, tt.want)
			}
			if tt.want == "*" && a.Unread == "" && len(a.Table) == 0 {
				t.Error("neither rows nor a reason")
			}
			if len(a.Table) > 5000 || len(a.Read) > 256<<10 {
				t.Errorf("%d rows and %d bytes of text", len(a.Table), len(a.Read))
			}
			// Its limit is ten seconds of processor time, which a busy machine takes
			// long to give.
			if took := time.Since(began); took > 5*time.Minute {
				t.Errorf("took %s", took)
			}
			if good := read(t, r, "good.docx", whole); len(good.Table) != 6 {
				t.Errorf("another attachment has %d rows, unread %q", len(good.Table), good.Unread)
			}
		})
	}
}

// child starts one as the reader does, and says how much memory it had.
func child(t *testing.T, cpu, kind string, raw []byte, programs ...string) (maxMiB int64, took time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), self, append([]string{"weigh", attach.Command, cpu, kind}, programs...)...)
	cmd.Stdin = bytes.NewReader(raw)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fscan(bytes.NewReader(out), &maxMiB, &took); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	return maxMiB, took
}

func TestNoChildTakesMoreMemoryThanItMay(t *testing.T) {
	for kind, raw := range map[string][]byte{"picture": blackPNG(t, 7_000, 7_000), "xlsx": millionCells(t), "docx": bomb(t)} {
		if got, _ := child(t, "10", kind, raw, "", ""); got > 560 {
			t.Errorf("%s: %d MiB", kind, got)
		}
	}
}

// endless is a program that never ends by itself.
func endless(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "endless")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nwhile :; do :; done\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAChildSaysWhyItBroke: without memory the runtime ends in a fault of its own at times.
func TestAChildSaysWhyItBroke(t *testing.T) {
	for said, want := range map[string]string{
		"SIGSEGV: segmentation violation\nPC=0x43ade0 m=2 sigcode=1 addr=0x0\n\nruntime.(*spanQueue).tryDrain(":  "reading it needed more than 512 MiB",
		"runtime: out of memory: cannot allocate 4194304-byte block":                                             "reading it needed more than 512 MiB",
		"panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation": "the file is damaged or not what it seems",
	} {
		self := filepath.Join(t.TempDir(), "self")
		if err := os.WriteFile(self, []byte("#!/bin/sh\n/bin/cat >&2 <<'E'\n"+said+"\nE\nexit 2\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		if a := read(t, attach.New(attach.Config{Self: self}), "a.docx", docx(t, wordParagraph("x"))); a.Unread != want {
			t.Errorf("said %q: unread %q, want %q", said, a.Unread, want)
		}
	}
}

func TestAProgramThatNeverEndsIsEnded(t *testing.T) {
	r := attach.New(attach.Config{Self: self, Pdftotext: endless(t)})
	r.LimitCPU(1)
	began := time.Now()
	if a := read(t, r, "a.pdf", pdf(list(1), true)); a.Unread != "reading it took too long" {
		t.Errorf("unread is %q", a.Unread)
	}
	// Its limit is a second of processor time, which a busy machine takes long to give.
	if took := time.Since(began); took > 5*time.Minute {
		t.Errorf("took %s", took)
	}
}

func TestAChildCannotReachTheNetwork(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a canary that nobody should reach
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var mu sync.Mutex
	hits := 0
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			hits++
			mu.Unlock()
			_ = c.Close()
		}
	}()
	tests, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), tests, prisoner, l.Addr().String()).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
	mu.Lock()
	defer mu.Unlock()
	if hits > 0 {
		t.Errorf("the canary was reached %d times", hits)
	}
}

func TestNoMoreChildrenThanAllowedRunAtOnce(t *testing.T) {
	dir := t.TempDir()
	self := filepath.Join(dir, "self")
	script := fmt.Sprintf("#!/bin/sh\nmkdir %[1]s/one || echo two >>%[1]s/overlap\n/bin/sleep 0.05\nrmdir %[1]s/one\necho '{\"text\":\"x\",\"how\":\"docx\"}'\n", dir)
	if err := os.WriteFile(self, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	r := attach.New(attach.Config{Self: self, Parallel: 1})
	raw := docx(t, wordParagraph("x"))
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if a := r.Attach(t.Context(), feeds.Attachment{}, feeds.Document{Raw: raw}); a.Read != "x" {
				t.Errorf("read %q, unread %q", a.Read, a.Unread)
			}
		})
	}
	wg.Wait()
	if raw, err := os.ReadFile(filepath.Join(dir, "overlap")); err == nil {
		t.Errorf("children ran at once: %s", raw)
	}
}
