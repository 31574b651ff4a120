package attach_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/feeds/attach"
)

func TestListsBecomeRowsWhateverTheyCameIn(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	rows := list(41)
	r := reader(t)
	for _, tt := range []struct {
		name, how string
		raw       []byte
	}{
		{"list.docx", "docx", docx(t, wordParagraph("附件")+wordTable(rows)+wordParagraph("（完）"))},
		{"list.xlsx", "xlsx", xlsx(t, rows)},
		{"list.doc", "doc", file(t, "testdata/list.doc")},
		{"list.wps", "doc", file(t, "testdata/list.doc")},
		{"list.xls", "xls", file(t, "testdata/list.xls")},
		{"page.xls", "html", inGB18030(t, `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td{x}</style></head><body><table><tr><td>`+
			strings.Join(rowsOf(rows, "</td><td>"), "</td></tr>\n<tr><td>")+`</td></tr></table></body></html>`)},
		{"ruled.pdf", "pdf", pdf(rows, true)},
		{"ruled.ofd", "ofd", ofd(t, true, 1, rows[:30], rows[30:])},
		{"plain.ofd", "ofd", ofd(t, false, 1, rows)},
		{"by a matrix.ofd", "ofd", ofd(t, true, 0.5, rows)},
		{"list.rtf", "rtf", rtf(t, rows)},
		{"plain.pdf", "pdf", pdf(rows, false)},
		{"list.csv", "text", []byte("\ufeff" + strings.Join(rowsOf(rows, ","), "\r\n"))},
		{"list.txt", "text", inGB18030(t, strings.Join(rowsOf(rows, "\t"), "\r\n")+"\r\n")},
		{"named wrongly.jpg", "docx", docx(t, wordTable(rows))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := read(t, r, tt.name, tt.raw)
			if a.Unread != "" || a.How != tt.how || len(a.Table) != 42 {
				t.Fatalf("%d rows by %q, unread %q, want 42 by %q", len(a.Table), a.How, a.Unread, tt.how)
			}
			for i, want := range rows {
				if !slices.Equal(a.Table[i], want) {
					t.Errorf("row %d is %q, want %q", i, a.Table[i], want)
				}
			}
			if !strings.Contains(a.Read, "云帆41号") {
				t.Error("the text lacks the last row")
			}
		})
	}
}

// rowsOf are rows as lines of a text file.
func rowsOf(rows [][]string, mark string) (out []string) {
	for _, row := range rows {
		out = append(out, strings.Join(row, mark))
	}
	return out
}

// changed is a saved file with the byte behind a mark changed that stands so far from it.
func changed(t *testing.T, name, mark string, far int, to byte) string {
	t.Helper()
	raw := file(t, name)
	at := bytes.Index(raw, []byte(mark))
	if at < 0 {
		t.Fatalf("%s has no %q", name, mark)
	}
	raw[at+far] = to
	return string(raw)
}

func inGB18030(t *testing.T, s string) []byte {
	t.Helper()
	raw, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestLinesOfATextFileAreItsText(t *testing.T) {
	a := read(t, reader(t), "list.txt", inGB18030(t, "下架应用名单\r\n1、云帆记账\r\n2、海鹤课堂\r\n"))
	if want := "下架应用名单\n1、云帆记账\n2、海鹤课堂"; a.Read != want || a.Table != nil || a.Unread != "" {
		t.Errorf("%+v, want the text %q", a, want)
	}
}

func TestAListLongerThanTheLimitIsReadInPart(t *testing.T) {
	rows := list(6_000)
	for name, raw := range map[string][]byte{"long.docx": docx(t, wordTable(rows)), "long.xlsx": xlsx(t, rows)} {
		a := read(t, reader(t), name, raw)
		if len(a.Table) != 5_000 || a.Unread != "read in part: only its first 5000 rows" || a.How == "" {
			t.Errorf("%s: %d rows, unread %q", name, len(a.Table), a.Unread)
		}
		if len(a.Read) > 256<<10 {
			t.Errorf("%s: %d bytes of text", name, len(a.Read))
		}
	}
}

func TestRowsOfLongCellsAreReadAsFarAsAnAnswerHoldsThem(t *testing.T) {
	for sign, rows := range map[string][2]int{"<": {300, 203}, "a": {1_450, 1_222}} { // JSON writes the first in six bytes
		line := strings.Repeat(sign, 4_000) + strings.Repeat(","+strings.Repeat(sign, 4_000), 2) + "\n"
		a := read(t, reader(t), "long cells.csv", []byte(strings.Repeat(line, rows[0])))
		if want := fmt.Sprintf("read in part: only its first %d rows", rows[1]); len(a.Table) != rows[1] || a.Unread != want {
			t.Errorf("of %s: %d rows, unread %q, want %q", sign, len(a.Table), a.Unread, want)
		}
	}
}

func TestAListAsLongAsTheLimitIsReadWhole(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	pages := make([][][]string, 61)
	for i := range pages {
		pages[i] = list(1)
	}
	for name, tt := range map[string]struct {
		raw    []byte
		unread string
	}{
		"60 pages.pdf":  {pdfPages(false, pages[:60]...), ""},
		"61 pages.pdf":  {pdfPages(false, pages...), "read in part: only its first 60 pages"},
		"5000 rows.csv": {[]byte(strings.Join(rowsOf(list(4_999), ","), "\n") + "\n,,,,,\n"), ""},
	} {
		if a := read(t, reader(t), name, tt.raw); a.Unread != tt.unread || a.Read == "" {
			t.Errorf("%s: unread %q, want %q", name, a.Unread, tt.unread)
		}
	}
}

func TestATextLongerThanTheLimitSaysSo(t *testing.T) {
	const cut = "read in part: only the first 256 KiB of its text"
	line := strings.Repeat("个人信息", 1_000)
	for name, tt := range map[string]struct {
		raw    []byte
		unread string
	}{
		"lines.txt":     {[]byte(strings.Repeat(line+"\n", 30)), cut},
		"short.txt":     {[]byte(strings.Repeat(line+"\n", 20)), ""},
		"one line.txt":  {[]byte(strings.Repeat(line, 30)), cut},
		"one line.docx": {docx(t, wordParagraph(strings.Repeat(line, 30))), cut},
	} {
		a := read(t, reader(t), name, tt.raw)
		if a.Unread != tt.unread || len(a.Read) < 200_000 || len(a.Read) > 256<<10 || !utf8.ValidString(a.Read) {
			t.Errorf("%s: %d bytes of text, unread %q, want %q", name, len(a.Read), a.Unread, tt.unread)
		}
	}
}

func TestATableOfMillionsOfRowsIsReadInPart(t *testing.T) {
	a := read(t, reader(t), "long.csv", []byte(strings.Repeat(",,\n", 6_000)+strings.Repeat("1,2,3\n", 3_000_000)))
	if len(a.Table) != 5_000 || a.Unread != "read in part: only its first 5000 rows" {
		t.Errorf("%d rows, unread %q", len(a.Table), a.Unread)
	}
}

func TestPicturesOfAListBecomeRows(t *testing.T) {
	needs(t, "tesseract", "tesseract-ocr tesseract-ocr-chi-sim")
	r := reader(t)
	for _, name := range []string{"ruled.png", "plain.png"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := read(t, r, name, file(t, "testdata/"+name))
			if a.Unread != "" || a.How != "ocr" || !a.Image || len(a.Table) != 7 {
				t.Fatalf("%d rows by %q, image %t, unread %q: %q", len(a.Table), a.How, a.Image, a.Unread, a.Table)
			}
			if want := []string{"应用名称", "应用开发者", "应用来源"}; !slices.Equal(a.Table[0][1:4], want) {
				t.Errorf("the header is %q", a.Table[0])
			}
			for column, want := range map[int][]string{
				1: {"云帆出行", "小鹿课堂", "星链借贷", "快易天气", "优学健身", "聚优记账"},
				4: {"7.2.1", "3.14.0", "2.0.9", "5.6.2", "1.8.8", "9.0.1"},
			} {
				wrong := 0
				for i, w := range want {
					if got := a.Table[i+1][column]; got != w {
						t.Logf("row %d, column %d is %q, want %q", i+1, column, got, w)
						wrong++
					}
				}
				// Characters of this size are misread now and then: that is why rows
				// from pictures are marked.
				if wrong > 1 {
					t.Errorf("%d of 6 are wrong in column %d", wrong, column)
				}
			}
			if !strings.Contains(a.Read, "虚构示例") {
				t.Errorf("the title above the table is not read: %q", a.Read)
			}
		})
	}
}

func TestWordFilesAreReadAsPeopleSeeThem(t *testing.T) {
	cell := func(props, s string) string {
		return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + wordParagraph(s) + "</w:tc>"
	}
	body := wordParagraph("第一段") +
		`<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins><w:r><w:t>加上的</w:t></w:r></w:ins></w:p>` +
		`<w:p><mc:AlternateContent><mc:Choice>` + `<w:r><w:t>图中</w:t></w:r>` + `</mc:Choice><mc:Fallback><w:r><w:t>旧式图中</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>` +
		"<w:tbl><w:tr>" + cell(`<w:gridSpan w:val="2"/>`, "宽") + cell("", "窄") + "</w:tr><w:tr>" +
		cell(`<w:vMerge w:val="restart"/>`, "高") + cell("", "一") + "<w:tc>" + wordTable([][]string{{"里", "面"}}) + wordParagraph("") + "</w:tc></w:tr><w:tr>" +
		cell(`<w:vMerge/>`, "看不见") + cell("", "二") + cell("", "三") + "</w:tr></w:tbl>"
	a := read(t, reader(t), "a.docx", docx(t, body))
	want := [][]string{{"宽", "", "窄"}, {"高", "一", "里 面"}, {"高", "二", "三"}}
	if !slices.EqualFunc(a.Table, want, slices.Equal) {
		t.Errorf("rows are %q, want %q", a.Table, want)
	}
	if text := "第一段\n加上的\n图中\n"; !strings.HasPrefix(a.Read, text) || strings.Contains(a.Read, "删去") || strings.Contains(a.Read, "旧式") {
		t.Errorf("the text is %q", a.Read)
	}
}

func TestWhatARowOfAWordFileLeavesOutOrHidesIsNoCell(t *testing.T) {
	cell := func(runs string) string { return "<w:tc><w:p>" + runs + "</w:p></w:tc>" }
	body := "<w:tbl><w:tr><w:tc>" + // a table that only places the list
		wordTable([][]string{{"序号", "应用名称", "问题"}}) +
		"<w:tbl><w:tr>" + cell("<w:r><w:t>1</w:t></w:r>") +
		cell(`<w:r><w:t>云帆</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:noBreakHyphen/><w:t>出行</w:t></w:r>`) +
		`<w:tc><w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange></w:tcPr>` + wordParagraph("一") + "</w:tc></w:tr>" +
		`<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>` + cell("<w:r><w:t>二</w:t></w:r>") + "</w:tr></w:tbl>" +
		wordParagraph("") + "</w:tc></w:tr></w:tbl>"
	a := read(t, reader(t), "a.docx", docx(t, body))
	want := [][]string{{"序号", "应用名称", "问题"}, {"1", "云帆-出行", "一"}, {"", "", "二"}}
	if !slices.EqualFunc(a.Table, want, slices.Equal) {
		t.Errorf("rows are %q, want %q", a.Table, want)
	}
}

func TestAMainPartMayHaveANumber(t *testing.T) {
	raw := zipped(t, "[Content_Types].xml", contentTypes, "word/document2.xml", "<w:document><w:p><w:t>正文</w:t></w:p></w:document>")
	if a := read(t, reader(t), "a.docx", raw); a.Read != "正文" {
		t.Errorf("read %q, unread %q", a.Read, a.Unread)
	}
}

func TestARowThatAPageOfAPDFBreaksIsOneRow(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	rows := list(4)
	for i := range rows {
		rows[i] = slices.Clone(rows[i])
	}
	rows[2][2], rows[2][5] = "杭州云帆二号网络科技（集团）有限", "未公开收集使用规则，未经"
	rest := []string{" ", " ", "公司", " ", " ", "同意收集"}
	rows[4][2], rows[3][2] = "", "" // one developer for three rows, over both pages
	rows[3][2] = "杭州云帆三号网络科技（集团）有限公司"
	for name, pages := range map[string][][][]string{
		"header once":     {rows[:3], slices.Insert(slices.Clone(rows[3:]), 0, rest)},
		"header repeated": {rows[:3], slices.Insert(slices.Clone(rows[3:]), 0, rows[0], rest)},
	} {
		a := read(t, reader(t), name+".pdf", pdfPages(true, pages...))
		var got [][]string
		for _, row := range a.Table {
			if row[0] != "序号" {
				got = append(got, row)
			}
		}
		if a.Unread != "" || len(got) != 4 {
			t.Fatalf("%s: %d rows, unread %q: %q", name, len(got), a.Unread, a.Table)
		}
		for i, want := range map[int][2]string{0: {"杭州云帆1网络科技有限公司", "违规收集个人信息"}, 1: {"杭州云帆二号网络科技（集团）有限公司", "未公开收集使用规则，未经同意收集"}, 3: {"杭州云帆三号网络科技（集团）有限公司", "违规收集个人信息"}} {
			if got[i][2] != want[0] || got[i][5] != want[1] {
				t.Errorf("%s: row %d is %q", name, i+1, got[i])
			}
		}
	}
}

func TestACellThatReachesOverToTheNextPageStandsInEachOfItsRows(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	rows := list(5)
	rows[2][2], rows[3][2], rows[4][2] = "", " ", "" // as rows 1 to 4 have one developer
	a := read(t, reader(t), "a.pdf", pdfPages(true, rows[:3], slices.Insert(slices.Clone(rows[3:]), 0, rows[0])))
	if a.Unread != "" || len(a.Table) != 7 {
		t.Fatalf("%d rows, unread %q: %q", len(a.Table), a.Unread, a.Table)
	}
	for _, i := range []int{1, 2, 4, 5} {
		if a.Table[i][2] != "杭州云帆1网络科技有限公司" {
			t.Errorf("row %d is %q", i, a.Table[i])
		}
	}
	if a.Table[6][2] != "杭州云帆5网络科技有限公司" {
		t.Errorf("the last row is %q", a.Table[6])
	}
}

func TestACellThatReachesIntoRowsBelowStandsInEach(t *testing.T) {
	needs(t, "pdftotext", "poppler-utils")
	rows := list(4)
	rows[2][2], rows[3][2] = "", ""
	f := excelize.NewFile()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.MergeCell("Sheet1", "C2", "C4"); err != nil {
		t.Fatal(err)
	}
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"a.xlsx": book.Bytes(), "a.pdf": pdf(rows, true)} {
		a := read(t, reader(t), name, raw)
		if a.Unread != "" || len(a.Table) != len(rows) {
			t.Fatalf("%s: %d rows, unread %q", name, len(a.Table), a.Unread)
		}
		for i := 1; i < 4; i++ {
			if got := a.Table[i][2]; got != "杭州云帆1网络科技有限公司" {
				t.Errorf("%s: row %d has %q", name, i, got)
			}
		}
	}
}

func TestWhatIsNotReadSaysWhy(t *testing.T) {
	r := reader(t)
	for _, tt := range []struct{ name, raw, want string }{
		{"empty", "", "the file is empty"},
		{"a page", "  <!DOCTYPE html><html>", "the site sent a page in place of the file"},
		{"old Office", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "format not read: an old binary Office file, or one with a password"},
		{"Word 95", changed(t, "testdata/list.doc", "\xec\xa5", 0, 0xdc), "format not read: a Word file of before 1997"},
		{"Word with a password", changed(t, "testdata/list.doc", "\xec\xa5", 0x0B, 0x13), "the file has a password"},
		{"Excel 95", changed(t, "testdata/list.xls", "\x09\x08\x10\x00", 5, 0x05), "format not read: an Excel file of before 1997"},
		{"damaged Word", changed(t, "testdata/list.doc", "\xec\xa5", 0, 0), "the file is damaged or not what it seems"},
		{"RAR", "Rar!\x1a", "format not read: RAR archive"},
		{"ZIP in ZIP", string(zipped(t, "a.zip", string(zipped(t, "a.zip", "x")))), "a.zip: an archive inside an archive is not opened"},
		{"BMP", "BM\x9a\x10\x0e\x00\x00\x00\x00\x006", "format not read: BMP picture"},
		{"WebP", "RIFF\x10\x20\x00\x00WEBPVP8 ", "format not read: WebP picture"},
		{"sound", "RIFF\x10\x20\x00\x00WAVEfmt ", "format not read"},
		{"damaged OFD", string(zipped(t, "OFD.xml", "x")), "the file is damaged or not what it seems"},
		{"OFD without its pages", string(zipped(t, "OFD.xml", ofdEntry, "Doc_0/Document.xml", ofdDocument(1))), "the file is damaged or not what it seems"},
		{"letters of a font", string(ofdOf(t, `<ofd:TextObject Boundary="20 20 60 6" Size="4"><ofd:TextCode X="0" Y="4">&#xE001;&#xE002;</ofd:TextCode></ofd:TextObject>`)), "its letters mean nothing without its fonts"},
		{"anything", "something\x00else", "format not read"},
		{"no text", string(docx(t, "")), "no text was found in it"},
		{"ornament", string(png(16, 16, nil)), "the picture is too small to hold text"},
	} {
		if a := read(t, r, tt.name, []byte(tt.raw)); a.Unread != tt.want || a.How != "" || len(a.Table) != 0 {
			t.Errorf("%s: unread is %q by %q, want %q", tt.name, a.Unread, a.How, tt.want)
		}
	}
}

// A text may begin as other files do: BMW names an app before others.
func TestATextIsNoPictureByItsFirstLetters(t *testing.T) {
	for _, text := range []string{"BMW互联驾驶,宝马（中国）服务有限公司,4.2\n", "RIFF播放器,杭州云帆网络科技有限公司,1.0\n"} {
		if a := read(t, reader(t), "list.csv", []byte(strings.Repeat(text, 3))); a.Unread != "" || len(a.Table) != 3 {
			t.Errorf("%q: unread is %q with %d rows", text, a.Unread, len(a.Table))
		}
	}
}

func TestAMissingProgramIsSaid(t *testing.T) {
	whole := reader(t)
	t.Setenv("PATH", t.TempDir())
	r := attach.New(attach.Config{Self: "/nowhere"})
	if a := read(t, r, "a.png", file(t, "testdata/ruled.png")); a.Unread != "tesseract is not installed" || !a.Image {
		t.Errorf("picture: %q", a.Unread)
	}
	if a := read(t, r, "a.pdf", pdf(list(1), true)); a.Unread != "pdftotext is not installed" {
		t.Errorf("PDF: %q", a.Unread)
	}
	if a := read(t, r, "a.docx", docx(t, wordParagraph("一"))); a.Unread != "it could not be opened here" {
		t.Errorf("without a child: %q", a.Unread)
	}
	if a := read(t, whole, "a.docx", docx(t, wordParagraph("一"))); a.Read != "一" {
		t.Errorf("a Word file needs no program, but: %q", a.Unread)
	}
}

func TestOldFilesAreReadAsTheyAreShown(t *testing.T) {
	for _, tt := range []struct {
		name string
		want [][]string
		text string // of what is no table
	}{
		{"merged.doc", [][]string{
			{"序号", "应用名称", "主体信息", "", "所涉问题"},
			{"序号", "应用名称", "应用开发者", "应用来源及版本", "所涉问题"},
			{"1", "云帆记账", "杭州云帆网络科技有限公司", "应用宝/7.2.1", "违规收集个人信息"},
			{"2", "云帆课堂", "杭州云帆网络科技有限公司", "华为应用市场/1.0", "超范围收集个人信息；强制索取权限"},
			{"3", "海鹤出行", "上海海鹤信息技术有限公司", "小米应用商店/3.3", ""},
		}, "注：以上排名不分先后，详见通报。"},
		{"merged.rtf", [][]string{
			{"序号", "应用名称", "主体信息", "", "所涉问题"},
			{"序号", "应用名称", "应用开发者", "应用来源及版本", "所涉问题"},
			{"1", "云帆记账", "杭州云帆网络科技有限公司", "应用宝/7.2.1", "违规收集个人信息"},
			{"2", "云帆课堂", "杭州云帆网络科技有限公司", "华为应用市场/1.0", "超范围收集个人信息；强制索取权限"},
			{"3", "海鹤出行", "上海海鹤信息技术有限公司", "小米应用商店/3.3", ""},
		}, "注：以上排名不分先后，详见通报。"},
		{"book.xls", [][]string{
			{"附件：存在问题的App名单（第三批）"},
			{"序号", "应用名称", "应用开发者", "检测日期", "检出率"},
			{"1", "云帆记账", "杭州云帆网络科技有限公司", "2026-09-10", "0.5"},
			{"2", "云帆课堂", "杭州云帆网络科技有限公司", "2026-09-11", "12.25"},
			{"3", "内部备注行", "不公开", "2026-09-12", "1"},
			{"4", "海鹤出行", "上海海鹤信息技术有限公司", "2026-09-12", "3"},
			{"下架应用"},
			{"青禾天气"},
		}, ""},
	} {
		a := read(t, reader(t), tt.name, file(t, "testdata/"+tt.name))
		if !slices.EqualFunc(a.Table, tt.want, slices.Equal[[]string]) || a.Unread != "" || !strings.Contains(a.Read, tt.text) {
			t.Errorf("%s: rows %q, text %q, unread %q", tt.name, a.Table, a.Read, a.Unread)
		}
	}
}

// What an office hides it does not say: a list that it filtered names those apps alone that it shows.
func TestRowsThatASheetHidesAreNotRead(t *testing.T) {
	f := excelize.NewFile()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"应用名称", "云帆记账", "未公布的应用", "海鹤出行"} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &[]any{name, 46275 + i}); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetRowVisible("Sheet1", 3, false), f.SetColStyle("Sheet1", "B", day)); err != nil {
		t.Fatal(err)
	}
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		t.Fatal(err)
	}
	a := read(t, reader(t), "a.xlsx", book.Bytes())
	want := [][]string{{"应用名称", "2026-09-10"}, {"云帆记账", "2026-09-11"}, {"海鹤出行", "2026-09-13"}}
	if !slices.EqualFunc(a.Table, want, slices.Equal[[]string]) {
		t.Errorf("read %q, want %q", a.Table, want)
	}
}

func TestParagraphsAreReadWithTheNumbersThatWordGivesThem(t *testing.T) {
	const list = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
		`<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num></w:numbering>`
	numbered := func(list, level int, s string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, list, s)
	}
	const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="heading"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="article"><w:basedOn w:val="heading"/></w:style></w:styles>`
	styled := func(style, properties, s string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, style, properties, s)
	}
	body := numbered(1, 0, "为了保护数据，制定本规定。") + numbered(1, 0, "处理者应当：") + numbered(1, 1, "分类；") + numbered(1, 1, "备份。") + numbered(1, 0, "本规定自公布之日起施行。") +
		numbered(3, 0, "一点") + numbered(0, 0, "不在列表中") + styled("article", "", "依据样式编号。") + styled("heading", `<w:numPr><w:numId w:val="0"/></w:numPr>`, "样式的编号不用。") + "<w:tbl>"
	for _, name := range []string{"云帆记账", "海鹤课堂"} {
		body += "<w:tr><w:tc>" + numbered(2, 0, "") + "</w:tc><w:tc>" + wordParagraph(name) + "</w:tc></w:tr>"
	}
	body += `<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + wordParagraph("11") + "</w:tc><w:tc>" + wordParagraph("删去的应用") + "</w:tc></w:tr></w:tbl>"
	raw := zipped(t, "[Content_Types].xml", contentTypes, "word/numbering.xml", list, "word/styles.xml", styles, "word/document.xml",
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body+`</w:body></w:document>`)
	a := read(t, reader(t), "rule.docx", raw)
	want := strings.Join([]string{
		"第一条 为了保护数据，制定本规定。", "第二条 处理者应当：", "（1） 分类；", "（2） 备份。", "第三条 本规定自公布之日起施行。",
		"一点", "不在列表中", "第四条 依据样式编号。", "样式的编号不用。", "9 | 云帆记账", "10 | 海鹤课堂",
	}, "\n")
	if a.Read != want || a.Unread != "" {
		t.Errorf("read\n%s\n(%s), want\n%s", a.Read, a.Unread, want)
	}
}
