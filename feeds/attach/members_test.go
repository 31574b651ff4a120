package attach_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/attach"
)

// packed is a ZIP of files as a system packs them that writes names in GBK, with a folder
// and what systems leave behind.
func packed(t *testing.T, names []string, files ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, raw []byte) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: string(inGB18030(t, name)), Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
	}
	put("附件/", nil)
	put("附件/Thumbs.db", []byte("x"))
	put("__MACOSX/附件/._a.xlsx", []byte("x"))
	put("附件/~$a.docx", []byte("x"))
	for i, name := range names {
		put("附件/"+name, files[i])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesOfAZIPAreReadUnderTheirNames(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	broken := docx(t, wordTable(list(3)))
	broken = broken[:len(broken)/2]
	notice, apps := docx(t, wordParagraph("关于云帆等应用的通报")), xlsx(t, list(3))
	for _, tt := range []struct {
		name   string
		raw    []byte
		how    string
		rows   int
		unread string
		text   []string // in this order
	}{
		{"one kind", packed(t, []string{"附件2：问题应用清单.xlsx", "下架名单.xlsx"}, apps, apps), "xlsx", 8, "", []string{"附件2：问题应用清单\n", "云帆3号", "下架名单\n", "云帆3号"}},
		{"several kinds", packed(t, []string{"通报.docx", "清单.pdf"}, notice, pdf(list(3), true)), "zip", 4, "", []string{"通报\n关于云帆", "清单\n", "云帆3号"}},
		{
			"in part", packed(t, []string{"通报.docx", "清单.xlsx", "图.rar"}, broken, apps, []byte("Rar!\x1a\x07")), "xlsx", 4,
			"read in part: 2 of its 3 files could not be read whole: 通报.docx: the file is damaged or not what it seems; 图.rar: format not read: RAR archive",
			[]string{"清单\n"},
		},
		{"none", packed(t, []string{"a.rar", "b.zip"}, []byte("Rar!\x1a\x07"), packed(t, []string{"a.xlsx"}, apps)), "", 0, "none of its 2 files could be read: a.rar: format not read: RAR archive; b.zip: an archive inside an archive is not opened", nil},
		{"flood", packed(t, []string{"a.docx"}, bomb(t)), "", 0, "a.docx: the archive expands to more than 50 MiB", nil},
		{"large", packed(t, []string{"a.txt"}, bytes.Repeat([]byte("a\n"), 11<<20)), "", 0, "a.txt: it is too large", nil},
		{"empty", packed(t, nil), "", 0, "the archive holds no files", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := read(t, reader(t), "a.zip", tt.raw)
			if a.How != tt.how || len(a.Table) != tt.rows || a.Unread != tt.unread {
				t.Errorf("%d rows by %q, unread %q, want %d by %q, unread %q", len(a.Table), a.How, a.Unread, tt.rows, tt.how, tt.unread)
			}
			rest := a.Read
			for _, want := range tt.text {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("the text lacks %q in %q", want, a.Read)
				}
				rest = after
			}
		})
	}
}

func TestAZIPOfManyFilesIsReadInPart(t *testing.T) {
	var names []string
	var files [][]byte
	for i := range 25 {
		names, files = append(names, fmt.Sprintf("%d.txt", i)), append(files, fmt.Appendf(nil, "第%d份", i))
	}
	a := read(t, reader(t), "a.zip", packed(t, names, files...))
	if want := "read in part: only its first 20 files"; a.Unread != want || strings.Count(a.Read, "第") != 20 {
		t.Errorf("unread %q, want %q: %q", a.Unread, want, a.Read)
	}
}

func TestAFileOfAZIPLacksWhatItWouldLackByItself(t *testing.T) {
	r := attach.New(attach.Config{Self: self, Pdftotext: "/nowhere/pdftotext"})
	alone := read(t, r, "a.pdf", pdf(list(3), true))
	inside := read(t, r, "a.zip", packed(t, []string{"清单.pdf"}, pdf(list(3), true)))
	if want := "清单.pdf: " + alone.Unread; alone.Unread == "" || inside.Unread != want {
		t.Errorf("unread %q, want %q", inside.Unread, want)
	}
}
