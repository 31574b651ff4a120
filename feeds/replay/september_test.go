package replay

import (
	"bytes"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/regwire/regwire/feeds"
)

func loadSeptember(t *testing.T) *Recording {
	t.Helper()
	r, err := September2022()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSeptemberServesEveryRecordedResponse(t *testing.T) {
	r := loadSeptember(t)
	s, c := serve(t, r)
	if robots := do(t, c, "GET", "https://www.cac.gov.cn/robots.txt", nil); robots.status != http.StatusNotFound {
		t.Errorf("robots.txt answers %d", robots.status)
	}
	checkLayer := func(name string, l layer) {
		for host, site := range l {
			for _, want := range site.responses {
				for _, scheme := range map[string][]string{"http": {"http"}, "https": {"https"}, "both": {"http", "https"}}[site.scheme] {
					checkResponse(t, c, name, url.URL{Scheme: scheme, Host: host, Path: want.Path, RawQuery: values(want.Query).Encode()}, want)
				}
			}
		}
	}
	checkLayer("recording", r.base)
	for _, update := range r.Updates() {
		if err := s.Publish(update); err != nil {
			t.Fatal(err)
		}
		checkLayer(update, r.updates[update])
	}
}

func checkResponse(t *testing.T, c *http.Client, layer string, at url.URL, want response) {
	t.Helper()
	var form url.Values
	if want.Method == http.MethodPost {
		form = values(want.Form)
	}
	a := do(t, c, want.Method, at.String(), form)
	if a.status != want.Status || a.body != string(want.body) {
		t.Errorf("%s: %s %s %v answers %d with %d bytes, recorded are %d and %d", layer, want.Method, &at, want.Form,
			a.status, len(a.body), want.Status, len(want.body))
	}
	if want.etag == "" {
		return
	}
	if a := do(t, c, want.Method, at.String(), nil, "If-None-Match", want.etag); a.status != http.StatusNotModified {
		t.Errorf("%s: %s with its tag answers %d", layer, &at, a.status)
	}
}

// list is a request for the rows of a source.
type list struct {
	address string
	form    url.Values
}

func channel(code string) url.Values {
	return url.Values{"channelCode": {code}, "perPage": {"20"}, "pageno": {"1"}, "condition": {"0"}, "fuhao": {"="}, "value": {""}}
}

// lists are the catalogue's list addresses of the sources that are recorded.
var lists = map[feeds.SourceID][]list{
	"tc260-suggestions":          {{address: "https://www.tc260.org.cn/portal/suggestion"}},
	"tc260-legacy-consultations": {{address: "https://www.tc260.org.cn/front/bzzqyjList.html?start=0&length=10"}},
	"tc260-news": {
		{address: "https://www.tc260.org.cn/portal/list/index/id/1.html"},
		{address: "https://www.tc260.org.cn/portal/list/index/id/2.html"},
		{address: "https://www.tc260.org.cn/portal/list/index/id/3.html"},
		{address: "https://www.tc260.org.cn/"},
	},
	"bjrd-releases": {{address: "https://www.bjrd.gov.cn/zyfb/"}, {address: "http://www.bjrd.gov.cn/zyfb/zt/"}},
	"cac-releases": {
		{"https://www.cac.gov.cn/cms/JsonList", channel("A093702")},
		{address: "https://www.cac.gov.cn/cms/JsonList?channelCode=A093702"},
		{address: "https://www.cac.gov.cn/wxzw/wxfb/A093702index_1.htm"},
	},
	"cac-policies": {
		{"https://www.cac.gov.cn/cms/JsonList", channel("A093703")},
		{address: "https://www.cac.gov.cn/wxzw/zcfg/A093703index_1.htm"},
	},
	"cac-consultations": {
		{address: "https://www.cac.gov.cn/hdfw/wxan/A093802index_1.htm"},
		{"https://www.cac.gov.cn/cms/JsonList", channel("A093802")},
	},
	"cac-enforcement": {
		{"https://www.cac.gov.cn/cms/JsonList", channel("A093704")},
		{address: "https://www.cac.gov.cn/wxzw/wxzf/A093704index_1.htm"},
	},
	"cac-reports": {
		{"https://www.cac.gov.cn/cms/JsonList", channel("A093706")},
		{address: "https://www.cac.gov.cn/wxzw/bgfb/A093706index_1.htm"},
	},
	"bjrd-regulations": {{address: "https://www.bjrd.gov.cn/rdzl/dfxfgk/dfxfg/"}},
	"sheitc-announcements": {
		{address: "https://www.sheitc.sh.gov.cn/gg/index.html"},
		{address: "https://sheitc.sh.gov.cn/jxw/tzgg/"},
		{address: "https://www.sheitc.sh.gov.cn/zfxxgkml/"},
	},
	"jswx-enforcement": {{address: "https://www.jswx.gov.cn/zhengce/zhifa/"}},
	"jswx-data": {
		{address: "https://www.jswx.gov.cn/shuju/"},
		{address: "https://www.jswx.gov.cn/shuju/zixun/"},
		{address: "http://jswx.gov.cn/xinxi/shuzi/"},
	},
	"cnr-shanghai":          {{address: "https://www.cnr.cn/shanghai/tt/"}},
	"gzdaily-app":           {{address: "https://app.gzdaily.cn/app_if/getArticles?columnId=74&page=1"}},
	"bjca-notices":          {{address: "https://bjca.miit.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=5ea7e69e52d34260a34b9a473ffee325"}},
	"bjca-network-security": {{address: "https://bjca.miit.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=c1f0a86b3d2e4f57b0d94e6a7718c2b5"}},
	"rmfyb-epaper":          {{address: "http://rmfyb.chinacourt.org/paper/html/2022-09/05/node_2.htm"}, {address: "http://rmfyb.chinacourt.org/paper/html/2022-09/05/node_3.htm"}},
	"hebei-pingan":          {{address: "http://www.hebeipingan.org.cn/"}},
}

var comment = regexp.MustCompile(`(?s)<!--.*?-->`)

// readText is a body as people read it: decoded, without comments.
func readText(a answered) string {
	body := a.body
	if !utf8.ValidString(body) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(body); err == nil {
			body = s
		}
	}
	body = comment.ReplaceAllString(body, "")
	return strings.NewReplacer("&quot;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&", `\"`, `"`, `\/`, "/").Replace(body)
}

func get(t *testing.T, c *http.Client, l list) answered {
	t.Helper()
	method := http.MethodGet
	if l.form != nil {
		method = http.MethodPost
	}
	a := do(t, c, method, l.address, l.form)
	if a.status != http.StatusOK {
		t.Errorf("%s answers %d", l.address, a.status)
	}
	return a
}

func TestSeptemberHoldsWhatIsExpected(t *testing.T) {
	r := loadSeptember(t)
	_, c := serve(t, r)
	expected, err := r.Expected()
	if err != nil {
		t.Fatal(err)
	}
	submitted := 0
	for i, e := range expected {
		if e.Footnote != i+1 || !e.Alert || len(e.Topics) == 0 {
			t.Errorf("line %d: footnote %d, alert %v, topics %v", i+1, e.Footnote, e.Alert, e.Topics)
		}
		for _, address := range append([]string{e.URL}, e.Also...) {
			a := get(t, c, list{address: address})
			if d := e.CommentDeadline; d != "" && !strings.Contains(a.body, d.Time(feeds.Shanghai).Format("2006年1月2日")) {
				t.Errorf("%s does not state %s", address, d)
			}
		}
		if e.Submitted {
			submitted++
			if e.Source != "links" {
				t.Errorf("%s is submitted, its source is %q", e.ID, e.Source)
			}
			continue
		}
		if !inLists(t, c, e) {
			t.Errorf("no list of %s shows %q", e.Source, e.TitleZH)
		}
	}
	if len(expected) != 19 || submitted != 5 {
		t.Errorf("%d items are expected, %d of them submitted; want 19 and 5", len(expected), submitted)
	}
}

func inLists(t *testing.T, c *http.Client, e Expected) bool {
	t.Helper()
	for _, l := range lists[e.Source] {
		if strings.Contains(readText(get(t, c, l)), e.TitleZH) {
			return true
		}
	}
	return false
}

// rowLink finds addresses of items in rows: as links, in JSON and in calls.
var rowLink = regexp.MustCompile(`(?:href=\\?"|"infourl":"|"shareUrl": ?")\s*([^"\\]*(?:\d{6}|art_[0-9a-f]{32})[^"\\]*?)\s*\\?"|jumpDetail\('([0-9a-f]{32})'`)

func TestSeptemberListsHaveRowsThatAnswer(t *testing.T) {
	r := loadSeptember(t)
	_, c := serve(t, r)
	for source, ls := range lists {
		rows := map[string]bool{}
		for _, l := range ls {
			base, err := url.Parse(l.address)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range rowLink.FindAllStringSubmatch(readText(get(t, c, l)), -1) {
				ref := m[1]
				if m[2] != "" {
					ref = "/portal/suggestion-detail/" + m[2]
				}
				at, err := base.Parse(ref)
				if err != nil {
					t.Errorf("%s: %q: %v", source, ref, err)
					continue
				}
				rows[at.String()] = true
			}
		}
		if len(rows) < 8 && source != "rmfyb-epaper" {
			t.Errorf("%s has %d rows, want at least eight", source, len(rows))
		}
		for address := range rows {
			if a, err := try(t.Context(), c, "GET", address, nil); err != nil || a.status != http.StatusOK {
				t.Errorf("%s: %s answers %d, %v", source, address, a.status, err)
			}
		}
	}
}

// TestSeptemberItemsStandInTwoChannels holds the trap of one document in two
// columns of a site: it must be the same address in both.
func TestSeptemberItemsStandInTwoChannels(t *testing.T) {
	_, c := serve(t, loadSeptember(t))
	const amendment, procedure, popups = "c_1664781649609823", "c_1664174174624227", "c_1664260384702890"
	for source, ids := range map[feeds.SourceID][]string{
		"cac-releases":      {amendment, procedure, popups},
		"cac-policies":      {amendment, popups},
		"cac-consultations": {amendment, procedure},
	} {
		for _, l := range lists[source] {
			body := get(t, c, l).body
			for _, id := range ids {
				if !strings.Contains(body, id) {
					t.Errorf("%s (%s %v) lacks %s", source, l.address, l.form, id)
				}
			}
		}
	}
}

func TestSeptemberHoldsNoFileThatNothingServes(t *testing.T) {
	r := loadSeptember(t)
	served := map[string]bool{}
	for _, l := range append(slices.Collect(maps.Values(r.updates)), r.base) {
		for _, site := range l {
			for _, answer := range site.responses {
				served[path.Base(answer.File)] = true
			}
		}
	}
	err := fs.WalkDir(september, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || isSiteFile(name) || strings.Count(name, "/") == 1 {
			return err
		}
		if !served[path.Base(name)] {
			t.Errorf("%s is served by no site.yaml", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// secretLike are the shapes of credentials of services that could leak into a
// recording, and of private keys.
var secretLike = regexp.MustCompile(`xox[abeprs]-|xapp-|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20}|-----BEGIN|eyJ[A-Za-z0-9_-]{10,}\.eyJ|(?i:set-cookie|authorization:|bearer [a-z0-9]|pass_ticket|jsessionid)`)

func TestSeptemberHoldsNoSecrets(t *testing.T) {
	for _, planted := range []string{"xoxb" + "-1", "Set-Cookie: a", "Authorization: x", "Bearer abc"} {
		if !secretLike.MatchString(planted) {
			t.Errorf("%q is not seen as a secret", planted)
		}
	}
	err := fs.WalkDir(september, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(september, name)
		if found := secretLike.Find(raw); found != nil {
			t.Errorf("%s holds %q", name, found)
		}
		if bytes.Contains(raw, []byte{0xEF, 0xBF, 0xBD}) {
			t.Errorf("%s holds a replacement character", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
