package attach_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"html"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// list is a made-up list of n apps with its header.
func list(n int) [][]string {
	rows := [][]string{{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"}}
	for i := range n {
		rows = append(rows, []string{fmt.Sprint(i + 1), fmt.Sprintf("云帆%d号", i+1), fmt.Sprintf("杭州云帆%d网络科技有限公司", i+1), "应用宝", fmt.Sprintf("7.%d.1", i), "违规收集个人信息"})
	}
	return rows
}

func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`

// docx is a Word file with this body.
func docx(t testing.TB, body string) []byte {
	return zipped(t, "[Content_Types].xml", contentTypes, "word/document.xml",
		`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`+body+`</w:body></w:document>`)
}

func wordParagraph(s string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + html.EscapeString(s) + `</w:t></w:r></w:p>`
}

func wordTable(rows [][]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for _, r := range rows {
		b.WriteString("<w:tr>")
		for _, cell := range r {
			b.WriteString("<w:tc>" + wordParagraph(cell) + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>")
	return b.String()
}

func xlsx(t testing.TB, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// columnX are where the columns of a PDF begin, in points.
var columnX = []float64{40, 75, 150, 300, 370, 420, 560}

// pdf is a PDF of one page whose font is not embedded, as many Chinese ones are;
// with lines around its cells when ruled: an empty cell is one with that above it, a blank
// one is not.
func pdf(rows [][]string, ruled bool) []byte { return pdfPages(ruled, rows) }

// pdfPages is such a PDF with the rows of a table on each of its pages. In the first row of
// a page an empty cell has a line above it.
func pdfPages(ruled bool, pages ...[][]string) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "",
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
	}
	var kids []string
	for _, rows := range pages {
		s := pdfTable(rows, ruled)
		n := len(objects) + 1
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", n+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(s), s))
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	return pdfOf(objects...)
}

// pdfTable draws the rows of a page.
func pdfTable(rows [][]string, ruled bool) string {
	const top, high, size = 800.0, 18.0, 9
	var c strings.Builder
	for i, r := range rows {
		y := top - float64(i)*high
		for j, cell := range r {
			fmt.Fprintf(&c, "BT /F1 %d Tf %.1f %.1f Td <", size, columnX[j]+3, y-13)
			for _, u := range utf16.Encode([]rune(cell)) {
				fmt.Fprintf(&c, "%04X", u)
			}
			c.WriteString("> Tj ET\n")
		}
	}
	if !ruled {
		return c.String()
	}
	bottom := top - float64(len(rows))*high
	for i := range len(rows) + 1 {
		y := top - float64(i)*high
		for j := range len(columnX) - 1 {
			if i == 0 || i == len(rows) || rows[i][j] != "" {
				fmt.Fprintf(&c, "%.1f %.1f m %.1f %.1f l S\n", columnX[j], y, columnX[j+1], y)
			}
		}
	}
	for _, x := range columnX {
		fmt.Fprintf(&c, "%.1f %.1f m %.1f %.1f l S\n", x, top, x, bottom)
	}
	return c.String()
}

// pdfOf numbers the objects and writes the table that finds them.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// blackPNG is a picture of 16 bits a colour whose file is small: one compressed
// MiB of zeros, again and again, and the rest.
func blackPNG(t testing.TB, w, h int) []byte {
	t.Helper()
	zeros := func(n int, end func(*flate.Writer) error) []byte {
		var b bytes.Buffer
		z, err := flate.NewWriter(&b, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Write(make([]byte, n)); err != nil {
			t.Fatal(err)
		}
		if err := end(z); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	n := (1 + 8*w) * h
	data := append([]byte{0x78, 0x01}, bytes.Repeat(zeros(1<<20, (*flate.Writer).Flush), n>>20)...)
	data = append(data, zeros(n%(1<<20), (*flate.Writer).Close)...)
	data = binary.BigEndian.AppendUint32(data, uint32(n%65521)<<16|1) // Adler-32 of zeros
	return png(w, h, data)
}

// png is a file of these sides around compressed pixels, interlaced: that takes the
// memory of half of them once more.
func png(w, h int, data []byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(name string, body []byte) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
		named := append([]byte(name), body...)
		b = append(b, named...)
		b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(named))
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(w))
	head = binary.BigEndian.AppendUint32(head, uint32(h))
	chunk("IHDR", append(head, 16, 6, 0, 0, 1))
	chunk("IDAT", data)
	chunk("IEND", nil)
	return b
}

// ofdEntry is where an OFD begins.
const ofdEntry = `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Creator>x</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`

// ofdDocument is the document of an OFD of so many pages.
func ofdDocument(pages int) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:MaxUnitID>900</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>`)
	for i := range pages {
		fmt.Fprintf(&b, `<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>`, i+1, i)
	}
	b.WriteString(`</ofd:Pages></ofd:Document>`)
	return b.String()
}

// ofdOf is an OFD with these objects on its pages.
func ofdOf(t testing.TB, pages ...string) []byte {
	t.Helper()
	parts := []string{"OFD.xml", ofdEntry, "Doc_0/Document.xml", ofdDocument(len(pages))}
	for i, objects := range pages {
		parts = append(parts, fmt.Sprintf("Doc_0/Pages/Page_%d/Content.xml", i), `<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="2" Type="Body">`+
			`<ofd:PathObject ID="3" Boundary="0 0 210 297" Stroke="false" Fill="true"><ofd:FillColor Value="255 255 255"/><ofd:AbbreviatedData>M 0 0 L 210 0 L 210 297 L 0 297 C</ofd:AbbreviatedData></ofd:PathObject>`+
			objects+`</ofd:Layer></ofd:Content></ofd:Page>`)
	}
	return zipped(t, parts...)
}

// ofd is an OFD with the rows of a table on each of its pages, with lines around its cells when
// ruled. Its objects are as large as on the page by a matrix of that scale.
func ofd(t testing.TB, ruled bool, scale float64, pages ...[][]string) []byte {
	t.Helper()
	const top, high, size, point = 15.0, 6.2, 3.2, 210.0 / 595
	var out []string
	for _, rows := range pages {
		var b strings.Builder
		object := 10
		for i, r := range rows {
			for j, cell := range r {
				letters := len([]rune(cell))
				object++
				fmt.Fprintf(&b, `<ofd:TextObject ID="%d" Boundary="%.3f %.3f 60 %.1f" Font="4" Size="%.3f" CTM="%g 0 0 %g 0 0"><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="%.3f"`,
					object, columnX[j]*point+1, top+float64(i)*high+1, size, size/scale, scale, scale, size*0.88/scale)
				if strings.ContainsFunc(cell, func(r rune) bool { return r > 0x2e80 }) && !strings.ContainsFunc(cell, func(r rune) bool { return r < 0x2e80 }) {
					fmt.Fprintf(&b, ` DeltaX="g %d %.3f"`, letters-1, size/scale)
				}
				fmt.Fprintf(&b, `>%s</ofd:TextCode></ofd:TextObject>`, html.EscapeString(cell))
			}
		}
		if ruled {
			w, h := (columnX[len(columnX)-1]-columnX[0])*point, float64(len(rows))*high
			for i := range len(rows) + 1 {
				object++
				fmt.Fprintf(&b, `<ofd:PathObject ID="%d" Boundary="%.3f %.3f %.3f 0.4" LineWidth="0.35"><ofd:AbbreviatedData>M 0 0 L %.3f 0</ofd:AbbreviatedData></ofd:PathObject>`, object, columnX[0]*point, top+float64(i)*high, w, w)
			}
			for _, x := range columnX {
				object++
				fmt.Fprintf(&b, `<ofd:PathObject ID="%d" Boundary="%.3f %.3f 0.3 %.3f" Stroke="false" Fill="true"><ofd:AbbreviatedData>M 0 0 L 0.3 0 L 0.3 %.3f L 0 %.3f C</ofd:AbbreviatedData></ofd:PathObject>`, object, x*point, top, h, h, h)
			}
		}
		out = append(out, b.String())
	}
	return ofdOf(t, out...)
}

// rtf is an RTF file with a table, as Word writes Chinese there: in bytes of GBK.
func rtf(t testing.TB, rows [][]string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString("{\\rtf1\\ansi\\ansicpg936\\uc2\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f13\\fnil\\fcharset134{\\*\\panose 02010600030101010101}\\'cb\\'ce\\'cc\\'e5;}}\r\n{\\info{\\title hidden}}\\pard\\plain {\\dbch\\f13 \\'b8\\'bd\\'bc\\'fe\\par}\r\n")
	for _, row := range rows {
		b.WriteString("\\trowd\\trgaph108")
		for i := range row {
			fmt.Fprintf(&b, "\\clbrdrt\\brdrs\\cellx%d", (i+1)*1500)
		}
		b.WriteString("\\pard\\intbl ")
		for _, cell := range row {
			b.WriteString("{\\hich\\af0\\dbch\\af13\\loch\\f0 ")
			for _, r := range cell {
				if r < 0x80 {
					b.WriteRune(r)
					continue
				}
				coded, err := simplifiedchinese.GB18030.NewEncoder().String(string(r))
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString("{\\dbch\\f13 ")
				for _, c := range []byte(coded) {
					fmt.Fprintf(&b, "\\'%02x", c)
				}
				b.WriteByte('}')
			}
			b.WriteString("}\\cell ")
		}
		b.WriteString("\\row\r\n")
	}
	b.WriteString("\\pard\\plain\\par {\\*\\generator Msftedit}{\\pict\\wmetafile8 0100090000}}")
	return []byte(b.String())
}
