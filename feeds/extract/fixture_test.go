package extract_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
)

var update = flag.Bool("update", false, "write the .want.json files anew")

// at is when every fixture was fetched.
var at = time.Date(2026, 10, 3, 9, 0, 0, 0, time.UTC)

// fixtures are documents in the true structure of their source, with the traps
// that the source is known for. An empty address is that of the list.
var fixtures = []struct {
	source, file, url string
	shape             feeds.Shape
}{
	{"tc260-suggestions", "list.html", "", "list"},
	{"tc260-suggestions", "article.html", "https://www.tc260.org.cn/portal/suggestion-detail/3f2a9c0e5b7d41868a0c1e2f3d4b5a69", "article"},
	{"tc260-legacy-consultations", "list.html", "", "list"},
	{"bjrd-releases", "list.html", "", "list"},
	{"bjrd-releases", "article.html", "https://www.bjrd.gov.cn/zyfb/202211/t20221125_2870421.html", "article"},
	{"cac-releases", "list.json", "", "list"},
	{"cac-releases", "static.html", "https://www.cac.gov.cn/wxzw/wxfb/A093702index_1.htm", "list"},
	{"cac-releases", "article.html", "https://www.cac.gov.cn/2025-10/17/c_1762449728610471.htm", "article"},
	{"jswx-enforcement", "list.html", "", "list"},
	{"mofcom-policy", "unit.json", "", "list"},
	{"sheitc-announcements", "list.html", "", "list"},
	{"cnr-shanghai", "list.html", "", "list"},
	{"gzdaily-app", "list.json", "", "list"},
	{"bjca-notices", "column.html", "", "list"},
	{"bjca-notices", "unit.json", "", "list"},
	{"bjca-notices", "failed.json", "", "list"},
	{"bjca-notices", "empty.json", "", "list"},
	{"bjca-notices", "cut.json", "", "list"},
	{"miit-consultations", "unit.json", "", "list"},
	{"samr-documents", "unit.json", "", "list"},
	{"samr-consultations", "unit.json", "", "list"},
	{"jiangsu-gov-documents", "page.html", "", "list"},
	{"jiangsu-gov-documents", "proxy.xml", "", "list"},
	{"jiangsu-gov-documents", "cut.xml", "", "list"},
	{"guangdong-gkmlpt", "index.html", "", "list"},
	{"guangdong-gkmlpt", "api.json", "", "list"},
	{"guangdong-gkmlpt", "article.html", "https://gdga.gd.gov.cn/gkmlpt/content/4/4013/post_4013346.html", "article"},
	{"rmfyb-epaper", "node.html", "http://rmfyb.chinacourt.org/paper/html/2022-09/06/node_2.htm", "list"},
	{"rmfyb-epaper", "article.html", "http://rmfyb.chinacourt.org/paper/html/2022-09/06/content_220701.htm?div=-1", "article"},
	{"us-ftc-press", "feed.xml", "", "list"},
	{"eu-edpb-news", "atom.xml", "", "list"},
	{"eu-edpb-news", "cut.xml", "", "list"},
	{"china-law-translate", "posts.json", "", "list"},
	{"wechat-article", "article.html", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "article"},
	{"wechat-article", "deleted.html", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "article"},
	{"wechat-article", "invalid.html", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "article"},
	{"wechat-article", "wall.html", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "article"},
	{"wechat-article", "throttled.html", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "article"},
	{"wechat-album", "album.html", "", "list"},
	{"xinhua-app", "share.html", "https://xhpfmapi.xinhuaxmt.com/vh512/share/11130000", "article"},
	{"nda-policies", "list.html", "", "list"},
	{"beijing-gov-documents", "list.html", "", "list"},
	{"ndrc-consultations", "list.html", "", "list"},
	{"cncert-warnings", "list.html", "", "list"},
	{"openstd-national", "list.html", "", "list"},
	{"jp-ppc", "list.html", "", "list"},
	{"kr-pipc-korean", "list.html", "", "list"},
	{"npc-law-drafts", "list.json", "", "list"},
	{"npc-law-drafts", "article.json", "http://www.npc.gov.cn/flcaw/flca/ff80818190a1b2c3/info/", "article"},
	{"nfra-supervision", "article.json", "https://www.nfra.gov.cn/cn/static/data/DocInfo/SelectByDocId/data_docId=123.json", "article"},
	{"csrc-news", "column.html", "", "list"},
	{"csrc-news", "rows.json", "", "list"},
	{"csrc-news", "index.html", "http://www.csrc.gov.cn/csrc/c100028/c7500001/content.shtml", "article"},
	{"gov-latest-policies", "list.json", "", "list"},
	{"mps-news", "list.html", "", "list"},
	{"pbc-rules", "list.html", "", "list"},
}

// oddPages are what hosts answer with status 200 instead of a list or article.
var oddPages = []struct {
	file  string
	shape feeds.Shape
}{
	{"gone.html", "list"},
	{"captcha.html", "list"},
	{"refresh.html", "list"},
	{"script.html", "list"},
	{"abroad.html", "list"},
	{"login.html", "list"},
	{"gone.html", "article"},
	{"captcha.html", "article"},
	{"refresh.html", "article"},
	{"split.html", "article"},
	{"buried.html", "article"},
	{"short.html", "article"},
	{"buried.html", "list"},
}

// shipped decodes the catalogue once for all tests.
var shipped = sync.OnceValues(catalog.Sources)

func sources(t testing.TB) map[string]extract.Source {
	t.Helper()
	list, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]extract.Source, len(list))
	for _, s := range list {
		out[string(s.ID)] = s
	}
	return out
}

func document(t testing.TB, file, url string, shape feeds.Shape) feeds.Document {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return feeds.Document{
		Request: feeds.Request{URL: url, Shape: shape}, URL: url, Status: 200, Body: body, Charset: "utf-8", At: at,
	}
}

// compare holds a result against the file beside the document.
func compare(t *testing.T, name string, res extract.Result) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(res); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", filepath.FromSlash(name)+".want.json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s reads as\n%s\nwant\n%s", name, got.Bytes(), want)
	}
}

func TestFixtures(t *testing.T) {
	all := sources(t)
	for _, f := range fixtures {
		t.Run(f.source+"/"+f.file, func(t *testing.T) {
			s, ok := all[f.source]
			if !ok {
				t.Fatalf("no source %s", f.source)
			}
			name := f.source + "/" + f.file
			compare(t, name, s.Read(document(t, name, f.url, f.shape)))
		})
	}
}

func TestOddPages(t *testing.T) {
	s := sources(t)["jswx-data"]
	for _, f := range oddPages {
		name := "odd/" + f.file
		t.Run(string(f.shape)+"/"+f.file, func(t *testing.T) {
			url := "https://www.jswx.gov.cn/shuju/"
			if f.shape == feeds.ShapeArticle {
				url = "https://www.jswx.gov.cn/shuju/202209/t20220902_3068388.shtml"
			}
			res := s.Read(document(t, name, url, f.shape))
			compare(t, strings.TrimSuffix(name, ".html")+"."+string(f.shape), res)
		})
	}
}

func TestGenericArticle(t *testing.T) {
	const name = "generic/article.html"
	compare(t, name, extract.Generic.Read(document(t, name, "https://times.example/a", feeds.ShapeArticle)))
}
