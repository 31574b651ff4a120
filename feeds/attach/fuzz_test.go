package attach

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// sound checks what holds of all that was read.
func sound(t *testing.T, c content) {
	t.Helper()
	if len(c.text()) > maxText || !utf8.ValidString(c.text()) {
		t.Errorf("%d bytes of text, valid %t", len(c.text()), utf8.ValidString(c.text()))
	}
	if len(c.table()) > maxRows {
		t.Errorf("%d rows", len(c.table()))
	}
	for _, row := range c.table() {
		if len(row) > maxColumns {
			t.Fatalf("a row of %d cells", len(row))
		}
		for _, cell := range row {
			if len(cell) > maxCell || strings.ContainsAny(cell, "\n\x00") || !utf8.ValidString(cell) {
				t.Fatalf("cell %q", cell)
			}
		}
	}
}

// quick fails for what ran away; the machine may be slow and busy.
func quick(t *testing.T, began time.Time) {
	t.Helper()
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

func FuzzWordXML(f *testing.F) {
	f.Add("<w:p><w:t>a</w:t></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='3'/><w:vMerge/></w:tcPr><w:p><w:t>b</w:t></w:p></w:tc></w:tr></w:tbl>")
	f.Add("</w:tbl></w:tc></w:tr><w:tbl>")
	f.Fuzz(func(t *testing.T, body string) {
		began := time.Now()
		c, _ := readWord([]byte(body), readNumbering([]byte(body)), readStyles([]byte(body))) // an error is an answer too
		sound(t, c)
		quick(t, began)
	})
}

func FuzzDOCX(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, _ := readDOCX(raw) // an error is an answer too
		sound(t, c)
	})
}

func FuzzDOC(f *testing.F) {
	for _, name := range []string{"testdata/merged.doc", "testdata/book.xls"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		defer func() {
			_ = recover() // what reads the container may panic; in its child that is the end of the child
		}()
		began := time.Now()
		c, _ := readDOC(raw) // an error is an answer too
		sound(t, c)
		quick(t, began)
	})
}

func FuzzRTF(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansicpg936{\fonttbl{\f1\fcharset134 a;}}\trowd\clvmrg\cellx90\cellx200\intbl\f1 \'b8\'bd\cell b\cell\row\pard\u-10179 ?\par{\bin3 }}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		began := time.Now()
		c, _ := readRTF(raw) // an error is an answer too
		sound(t, c)
		quick(t, began)
	})
}

func FuzzOFDPage(f *testing.F) {
	f.Add(`<Page><PhysicalBox>0 0 210 297</PhysicalBox><TextObject Boundary="9 9 9 9" CTM="1 0 0 1 0 0" Size="3"><TextCode X="0" Y="3" DeltaX="g 2 3.5">abc d</TextCode></TextObject><PathObject Boundary="1 1 9 9"><AbbreviatedData>M 0 0 L 9 0 B 1 2 3 4 5 6 C</AbbreviatedData></PathObject></Page>`)
	f.Fuzz(func(t *testing.T, page string) {
		began := time.Now()
		var c content
		p, _ := readPart([]byte(page)) // an error is an answer too
		if drawn, sheet, ok := p.drawn(); ok {
			drawn.layOut(sheet, &c, nil)
		}
		sound(t, c)
		quick(t, began)
	})
}

func FuzzBook(f *testing.F) {
	f.Add(bookOf(record{recBegins, "\x00\x06\x05\x00"}, record{recEnds, ""}))
	f.Fuzz(func(t *testing.T, stream []byte) {
		began := time.Now()
		c, _ := readBook(stream) // an error is an answer too
		sound(t, c)
		quick(t, began)
	})
}

func FuzzMarkup(f *testing.F) {
	f.Add("<html><table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c</table><p>d")
	f.Fuzz(func(t *testing.T, page string) {
		began := time.Now()
		c, _ := readMarkup([]byte(page)) // an error is an answer too
		sound(t, c)
		quick(t, began)
	})
}

func FuzzMembers(f *testing.F) {
	f.Add([]byte("PK\x05\x06"+strings.Repeat("\x00", 18)), "\xb8\xbd\xbc\xfe1.xlsx")
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		if !utf8.ValidString(memberName(name)) {
			t.Errorf("%q became %q", name, memberName(name))
		}
		files, _ := members(raw) // an error is an answer too
		for _, m := range files {
			if m.name == "" || len(m.name) > maxName+len("…") || !utf8.ValidString(m.name) {
				t.Errorf("file called %q", m.name)
			}
			_, _, _ = takeMember(raw, m.at)
		}
	})
}

func FuzzXLSX(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		defer func() {
			// Excelize may panic on what is no workbook; in its child that is the
			// end of the child, and the attachment is marked.
			_ = recover()
		}()
		c, _ := readXLSX(raw) // an error is an answer too
		sound(t, c)
	})
}

func FuzzPlain(f *testing.F) {
	f.Add([]byte("序号,应用名称,版本\n1,云帆,1.2\n2,\"海,鹤\",3\n"))
	f.Add([]byte("a\tb\nc\td\ne\tf\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		began := time.Now()
		c, _ := readPlain(raw)
		sound(t, c)
		quick(t, began)
	})
}

func FuzzTSV(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\t名称\n5\t1\t1\t1\t1\t2\t100\t20\t30\t40\t96\t版本\n")
	f.Fuzz(func(t *testing.T, raw string) {
		began := time.Now()
		words := parseTSV([]byte(raw))
		for _, w := range words {
			if w.x1 < w.x0 || w.y1 < w.y0 || w.text == "" || w.sure < 0 || w.sure > 100 {
				t.Errorf("word %+v", w)
			}
		}
		var c content
		layOut(words, &c, nil)
		sound(t, c)
		quick(t, began)
	})
}

func FuzzBBox(f *testing.F) {
	f.Add(`<doc><page width="595" height="842"><word xMin="1" yMin="2" xMax="30" yMax="12">a</word><word xMin="99" yMin="2" xMax="130" yMax="12">b</word></page></doc>`)
	f.Fuzz(func(t *testing.T, raw string) {
		began := time.Now()
		var c content
		var end *seam
		for _, p := range parseBBox([]byte(raw)) {
			end = layOut(p.words, &c, end)
		}
		sound(t, c)
		quick(t, began)
	})
}

// FuzzBitmap draws what it is given as a page and looks for tables on it.
func FuzzBitmap(f *testing.F) {
	f.Add(uint16(40), []byte(strings.Repeat("\x00\xff", 900)))
	f.Fuzz(func(t *testing.T, w uint16, pix []byte) {
		if w == 0 || len(pix) > 1<<16 {
			return
		}
		b := bitmap{w: int(w), h: len(pix) / int(w), pix: pix}
		for _, g := range findGrids(b) {
			for _, k := range b.cells(g, 1) {
				if k.col >= k.cols || k.w > b.w || k.h > b.h {
					t.Fatalf("cell %d of %d, %d x %d", k.col, k.cols, k.w, k.h)
				}
			}
		}
		if page, ok := b.cutOut(0, 0, b.w, b.h); ok {
			pieces, _ := page.pieces()
			for _, p := range pieces {
				if p.x0 < 0 || p.x1 > page.w || p.y1 > page.h {
					t.Fatalf("piece %+v", p)
				}
			}
		}
	})
}
