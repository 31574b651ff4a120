package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// appRows is a made-up list of n apps with its header.
func appRows(n int) [][]string {
	rows := [][]string{{"序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"}}
	for i := range n {
		rows = append(rows, []string{fmt.Sprint(i + 1), fmt.Sprintf("云帆%d号", i+1), "杭州云帆网络科技有限公司", "应用宝", "7.2.1", "违规收集个人信息"})
	}
	return rows
}

func wordFile(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, `<w:document xmlns:w="w"><w:body><w:tbl>`)
	for _, r := range rows {
		fmt.Fprint(w, "<w:tr><w:tc><w:p><w:t>", strings.Join(r, "</w:t></w:p></w:tc><w:tc><w:p><w:t>"), "</w:t></w:p></w:tc></w:tr>")
	}
	fmt.Fprint(w, "</w:tbl></w:body></w:document>")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheetFile(t *testing.T, rows [][]string) []byte {
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

func saved(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// notices is a configuration of one source, whose site has a notice that attaches
// file under this name.
func notices(t *testing.T, apps int, name string, file []byte) (config string) {
	t.Helper()
	link := fmt.Sprintf(`<p><a href="/files/%s">附件：存在问题的应用软件名单</a></p>`, name)
	if strings.HasSuffix(name, ".png") {
		link = fmt.Sprintf(`<p><img src="/files/%s"></p>`, name)
	}
	return noticesRead(t, "{body: .TRS_Editor}", fmt.Sprintf(`<html><head><title>通报</title></head><body><h1>关于侵害用户权益行为APP的通报（2022年第3批）</h1><div class="TRS_Editor">
<p>依据《个人信息保护法》《网络安全法》等法律法规，我局近期组织第三方检测机构对移动互联网应用程序进行检查，共发现%d款APP存在侵害用户权益行为，名单见附件，现予以通报。上述APP应在9月30日前完成整改。</p>%s</div></body></html>`, apps, link), file)
}

// noticesRead is the same with this article rule and page; every address below
// /files/ has file.
func noticesRead(t *testing.T, article, page string, file []byte) (config string) {
	t.Helper()
	pages := map[string]string{
		"/list.html": `<html><body><ul class="news"><li><a href="/n/1.html">关于侵害用户权益行为APP的通报（2022年第3批）</a><span>` + time.Now().Format(time.DateOnly) + `</span></li></ul></body></html>`,
		"/n/1.html":  page,
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch body, ok := pages[r.URL.Path]; {
		case ok:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, body)
		case strings.HasPrefix(r.URL.Path, "/files/"):
			_, _ = w.Write(file)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	dir := t.TempDir()
	for file, text := range map[string]string{
		"sources.yaml": `authority: SHCA
jurisdiction: CN-SH
sources:
  - id: n1
    name_en: Notices
    name_zh: 通报
    kind: html
    family: test
    every: 1h
    list: {urls: ["http://n1.bench.example/list.html"], rows: ".news li", title: a, link: "a@href", date: span}
    article: ` + article + "\n",
		"regwire.yaml": "data: data\nsources: [sources.yaml]\nonly: [n1]\negress: {proxy: \"" + site.URL + "\"}\npoll: {gap: 0s}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "regwire.yaml")
}

func TestAPageDrawnByScriptIsReadByABrowserWhereTheRuleSaysSo(t *testing.T) {
	for _, tt := range []struct{ rule, want string }{
		{"{script: rendered by script, render: browser}", "Rectify by"},
		{"{script: rendered by script}", "Text not read (rendered by script)"},
	} {
		config := noticesRead(t, tt.rule, `<html><head><title>通报</title></head><body><div id="app"></div><script>
document.getElementById("app").innerHTML = "<h1>关于侵害用户权益行为APP的通报</h1><article><p>" + "我局近期组织第三方检测机构对移动互联网应用程序进行检查，共发现4款APP存在侵害用户权益行为。上述APP应在`+time.Now().AddDate(0, 0, 10).Format("1月2日")+`前完成整改。".repeat(4) + "</p></article>"
</script></body></html>`, nil)
		out, errs, code := runIn(t, "", "try", "n1", "--config", config)
		if code != 0 || !strings.Contains(out, tt.want) {
			t.Errorf("article %s: exit code %d, the alert lacks %q:\n%s%s", tt.rule, code, tt.want, out, errs)
		}
	}
}

func TestAnAlertSaysHowMuchOfAnAttachedListWasRead(t *testing.T) {
	for _, tt := range []struct {
		name string
		apps int
		file []byte
		want string
	}{
		{"list.docx", 41, wordFile(t, appRows(41)), "List: 41 of 41 rows read from a Word file"},
		{"list.xlsx", 41, sheetFile(t, appRows(41)), "List: 41 of 41 rows read from a spreadsheet"},
		{"part.xlsx", 127, sheetFile(t, appRows(41)), "List: only 41 of 127 rows read from a spreadsheet"},
		{"list.pdf", 41, saved(t, "../../feeds/attach/testdata/list.pdf"), "List: 41 of 41 rows read from a PDF"},
		{"list.png", 6, saved(t, "../../feeds/attach/testdata/ruled.png"), "List: 6 of 6 rows read from a picture (machine-read)"},
		{"list.doc", 41, saved(t, "../../feeds/attach/testdata/list.doc"), "List: 41 of 41 rows read from an old Word file"},
		{"list.xls", 41, saved(t, "../../feeds/attach/testdata/list.xls"), "List: 41 of 41 rows read from an old spreadsheet"},
		{"odd.doc", 41, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "LIST NOT READ (format not read: an old binary Office file"},
		{"hostile.docx", 41, []byte("PK\x03\x04 and no more"), "LIST NOT READ (the file is damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, errs, code := runIn(t, "", "try", "n1", "--config", notices(t, tt.apps, tt.name, tt.file))
			if code != 0 {
				t.Fatalf("exit code %d: %s", code, errs)
			}
			if !strings.Contains(out, tt.want) {
				t.Errorf("the alert lacks %q:\n%s\n%s", tt.want, out, errs)
			}
		})
	}
}
