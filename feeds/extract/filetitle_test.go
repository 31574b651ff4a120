package extract_test

import (
	"net/http"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

func TestFilesAreNamed(t *testing.T) {
	for _, c := range []struct {
		url, kind, disposition, body string
		want                         string
		file                         bool
	}{
		{"https://a.example/f/%E6%95%B0%E6%8D%AE%E6%8C%87%E5%8D%97.pdf", "application/pdf", "", "", "数据指南", true},
		{"https://a.example/download?id=1", "application/octet-stream", `attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95.xlsx`, "", "名单", true},
		{"https://a.example/downloadfile.jsp?fText=%E9%99%84%E4%BB%B6.docx", "application/x-msdownload", "", "", "附件", true},
		{"https://a.example/a.html", "text/html", "", "<html></html>", "", false},
		{"https://a.example/a", "application/octet-stream", "", `{"a":1}`, "", false},
	} {
		doc := feeds.Document{URL: c.url, Header: http.Header{"Content-Type": {c.kind}, "Content-Disposition": {c.disposition}}, Body: []byte(c.body), Raw: []byte("%PDF" + c.body)}
		if got, file := extract.FileTitle(doc); got != c.want || file != c.file {
			t.Errorf("%s: %q, %v; want %q, %v", c.url, got, file, c.want, c.file)
		}
	}
}
