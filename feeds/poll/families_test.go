package poll_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
)

// pages is where package extract keeps documents of every family.
const pages = "../extract/testdata/variants"

// families are lists of the families that the recording of September 2022 lacks,
// as package extract's tests know them: the file has what is read of it.
var families = []struct {
	file string
	// before leads to the list, where the list is not asked itself: address to body.
	before town
}{
	{file: "jpaas-miit", before: town{"www.miit.gov.cn/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/index.html": column}},
	{file: "jpaas-samr", before: town{"www.samr.gov.cn/zw/zjwj/index.html": strings.ReplaceAll(column, "当前栏目_list", "内容区域")}},
	{file: "jpaas-samr-consult", before: town{"www.samr.gov.cn/hd/zjdc/": strings.ReplaceAll(column, "当前栏目_list", "内容区域")}},
	{file: "jpage-page"},
	{file: "gkmlpt-api", before: town{"gdga.gd.gov.cn/gkmlpt/index": `<html><script>window._CONFIG = {SITE_ID: '755', SID: '200008', TREE: [{"id":1234,"name":"通知公告","children":[]}]};</script></html>`}},
	{file: "ccontent-relative"},
	{file: "shgov-nested"},
	{file: "trs-table"},
	{file: "moj-rows"},
	{file: "gov-json-bom"},
	{file: "nfra-rows"},
	{file: "csrc-fallback", before: town{"www.csrc.gov.cn/csrc/c100028/common_xq_list.shtml": `<html><head><meta name="channelid" content="a1a078ee0bc54721ab6b148884c784a8"></head><body></body></html>`}},
	{file: "npc-drafts"},
	{file: "album"},
	{file: "ftc-feed"},
	{file: "atom"},
	{file: "clt"},
	{file: "pbc-rows"},
	{file: "nda-popbox"},
	{file: "cncert"},
	{file: "jp"},
	{file: "gd-gov"},
	{file: "oscca"},
	{file: "spc-list"},
	{file: "spp-list"},
	{file: "zj"},
	{file: "beijing"},
	{file: "jsonfeed"},
	{file: "enorth-rows"},
	{file: "tc260-portal-rows"},
	{file: "ndrc-rows"},
	{file: "openstd"},
	{file: "s-kr"},
	{file: "pcpd"},
	{file: "cagd"},
	{file: "lingang"},
	{file: "s-dated"},
}

// column is a shell that names the unit with its rows.
const column = `<html><body><script parseType="buildstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'parseType':'buildstatic','webId':'w','tplSetId':'t','pageType':'column','tagId':'当前栏目_list','editType':'null','pageId':'p'}"></script></body></html>`

// listed is a file of package extract: its source, address, page and rows.
type listed struct {
	source feeds.SourceID
	url    string
	body   string
	rows   []string // day | address | title
}

func listedIn(t *testing.T, file string) listed {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(pages, file+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := bytes.Cut(raw, []byte("-----\n"))
	l := listed{body: string(body)}
	for line := range strings.Lines(string(head)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "source":
			l.source = feeds.SourceID(value)
		case "url":
			l.url = value
		case "row":
			l.rows = append(l.rows, value)
		case "encoding":
			if value == "gb18030" {
				l.body = "!Content-Type: text/html\n" + gb18030(l.body)
			} else {
				l.body = "\xef\xbb\xbf" + l.body
			}
		}
	}
	return l
}

// bare is an address as a town names it.
func bare(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ToLower(u.Host) + cmp.Or(u.EscapedPath(), "/")
}

// jsonArticles are items whose text comes as JSON from another address, or from the one
// that this leads to.
var jsonArticles = map[string]func(id, title string) town{
	"https://yyglxxbsgw.ndrc.gov.cn/sa.html#/": func(string, string) town {
		const api = "yyglxxbsgw.ndrc.gov.cn/public/submission-service/"
		return town{
			api + "article/access-url":      `{"code":200,"data":"/htmls/article/article.html?articleId=1f"}`,
			api + "column/getArticleDetail": `{"code":200,"data":{"articleTitle":"公告","articleContent":"<p>正文。</p>"}}`,
		}
	},
	"https://www.nfra.gov.cn/cn/view/pages/ItemDetail.html?docId=": func(id, title string) town {
		id, _, _ = strings.Cut(id, "&")
		return town{"www.nfra.gov.cn/cn/static/data/DocInfo/SelectByDocId/data_docId=" + id + ".json": `{"rptCode":200,"data":{"docTitle":` + quoted(title) + `,"docClob":"<p>正文。</p>","publishDate":"2026-09-18 17:30:00"}}`}
	},
	"http://www.npc.gov.cn/flcaw/userIndex.html?lid=": func(id, title string) town {
		return town{"www.npc.gov.cn/flcaw/flca/" + id + "/info/": `{"flxxmc":` + quoted(title) + `,"tsy":"<p>正文。</p>"}`}
	},
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a string always marshals
	return string(b)
}

// articleAt serves the article of a row.
func articleAt(t *testing.T, row string, into town) {
	t.Helper()
	f := strings.SplitN(row, " | ", 3)
	for prefix, page := range jsonArticles {
		if id, ok := strings.CutPrefix(f[1], prefix); ok {
			maps.Copy(into, page(id, f[2]))
			return
		}
	}
	body := article(f[2], "现将有关事项通知如下，请遵照执行。")
	if strings.Contains(f[1], "mp.weixin") {
		body = `<html><body><h1 id="activity-name">` + f[2] + `</h1><div id="js_content"><p>正文。</p></div><script>var ct = "1662715200";</script></body></html>`
	}
	into[bare(t, f[1])] = body
}

// visited is one source of a run: what its visit found, and how many of its items
// were read with text.
type visited struct {
	poll.Observation
	items, read int
}

// summary prints a run by family: sources, outcomes, items, time.
func summary(families map[feeds.SourceID]string, run []visited, took time.Duration) string {
	type line struct {
		sources, items, read int
		outcomes             map[feeds.Outcome]int
		took                 time.Duration
	}
	lines, all := map[string]*line{}, &line{outcomes: map[feeds.Outcome]int{}}
	for _, v := range run {
		family := families[v.Source]
		if lines[family] == nil {
			lines[family] = &line{outcomes: map[feeds.Outcome]int{}}
		}
		for _, l := range []*line{lines[family], all} {
			l.sources++
			l.items += v.items
			l.read += v.read
			l.outcomes[v.Outcome]++
			l.took += v.Took
		}
	}
	var b strings.Builder
	show := func(name string, l *line, took time.Duration) {
		var outcomes []string
		for _, o := range slices.Sorted(maps.Keys(l.outcomes)) {
			outcomes = append(outcomes, fmt.Sprintf("%s %d", o, l.outcomes[o]))
		}
		fmt.Fprintf(&b, "%-15s %3d sources  %-10s %4d items, %4d with text  %6s\n", name, l.sources, strings.Join(outcomes, ", "), l.items, l.read, took.Round(time.Millisecond))
	}
	for _, family := range slices.Sorted(maps.Keys(lines)) {
		show(family, lines[family], lines[family].took)
	}
	show("all", all, took)
	return b.String()
}

// ran pairs what was observed of a lab's visits with what its store has now.
func (l *lab) ran(seen []poll.Observation) []visited {
	items, read := map[feeds.SourceID]int{}, map[feeds.SourceID]int{}
	for _, i := range l.all() {
		items[i.Source]++
		if i.State == feeds.ItemRead && i.Text != "" {
			read[i.Source]++
		}
	}
	var out []visited
	for _, o := range seen {
		out = append(out, visited{o, items[o.Source], read[o.Source]})
	}
	return out
}

// TestOneRunPollsTheDemosRecordingAndEveryFamily polls the sites of the demo as of
// September 2022, and of every family that they lack a list with its articles, and
// prints what came of each. The two stand at clocks of their own.
func TestOneRunPollsTheDemosRecordingAndEveryFamily(t *testing.T) {
	began := time.Now()
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	byFamily, polledIn := map[feeds.SourceID]string{}, map[string]bool{}
	recording, err := replay.September2022()
	if err != nil {
		t.Fatal(err)
	}
	var recorded []feeds.SourceID
	for _, s := range all {
		byFamily[s.ID] = s.Family
		if starts := s.Start(feeds.Visit{}, septemberEnd); len(starts) > 0 && recording.Serves(starts[0]) {
			recorded = append(recorded, s.ID)
		}
	}
	demo := newLab(t, 30, recorded...)
	run := demo.ran(demo.round(0))
	families := pollFamilies(t, all)
	run = append(run, families...)
	for _, v := range run {
		polledIn[byFamily[v.Source]] = true
		if v.Outcome != feeds.OutcomeItems || v.items == 0 {
			t.Errorf("%s: %s (%s), %d items", v.Source, v.Outcome, v.Reason, v.items)
		}
	}
	for _, s := range all {
		if len(s.Rule.Lists) > 0 && !polledIn[s.Family] {
			t.Errorf("no source of the family %s was polled, such as %s", s.Family, s.ID)
			polledIn[s.Family] = true
		}
	}
	t.Logf("\n%s", summary(byFamily, run, time.Since(began)))
}

var septemberEnd = time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)

// pollFamilies polls the lists of families from list to articles, and holds what is
// stored against what is in them.
func pollFamilies(t *testing.T, all []extract.Source) []visited {
	t.Helper()
	world, want, asked, led := town{}, map[feeds.SourceID][]string{}, map[feeds.SourceID]string{}, map[feeds.SourceID]bool{}
	var ids []feeds.SourceID
	for _, f := range families {
		l := listedIn(t, f.file)
		ids = append(ids, l.source)
		want[l.source], asked[l.source], led[l.source] = l.rows, l.url, f.before != nil
		maps.Copy(world, f.before)
		src := all[slices.IndexFunc(all, func(s extract.Source) bool { return s.ID == l.source })]
		at := bare(t, cmp.Or(l.url, src.Rule.Lists[0].URLs[0]))
		if _, twice := world[at]; twice {
			// Two columns of one host share the address of their units.
			u, _ := url.Parse(l.url)
			at += "?pageId=" + u.Query().Get("pageId")
		}
		world[at] = l.body
		for _, row := range l.rows {
			articleAt(t, row, world)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	// Several columns of one host would need units of their own here.
	ids = slices.DeleteFunc(ids, func(id feeds.SourceID) bool { return id == "samr-consultations" })
	polled := onlyFirstAddress(all, ids)
	for i, s := range all {
		if at := asked[s.ID]; slices.Contains(ids, s.ID) && at != "" && !led[s.ID] {
			polled[i].Rule.Lists[0].URLs = []string{at}
		}
	}
	l := newLabOf(t, world.recording(t), 90, polled, ids...)
	l.now = time.Date(2026, 10, 3, 18, 0, 0, 0, feeds.Shanghai)
	seen := l.round(0)
	if len(seen) != len(ids) {
		t.Errorf("%d of %d sources were visited", len(seen), len(ids))
	}
	for _, o := range seen {
		if o.Outcome != feeds.OutcomeItems || o.New != len(want[o.Source]) {
			t.Errorf("%s: %s (%s), %d new items, want %d", o.Source, o.Outcome, o.Reason, o.New, len(want[o.Source]))
		}
	}
	got, run := map[feeds.SourceID][]string{}, l.ran(seen)
	for _, i := range l.all() {
		got[i.Source] = append(got[i.Source], string(i.Published)+" | "+i.URL+" | "+i.Title)
		switch {
		case i.State == feeds.ItemRead && i.Text != "":
		case i.State == feeds.ItemTitleOnly && (strings.HasSuffix(i.URL, ".pdf") || strings.Contains(i.Unread, "long before") || i.Unread == "rendered by script"):
		default:
			t.Errorf("%s: %s (%s)", i.URL, i.State, i.Unread)
		}
	}
	for _, id := range ids {
		slices.Sort(got[id])
		slices.Sort(want[id])
		if !slices.Equal(got[id], want[id]) {
			t.Errorf("%s stored\n%s\nwant\n%s", id, strings.Join(got[id], "\n"), strings.Join(want[id], "\n"))
		}
	}
	for _, o := range l.round(60 * time.Hour) {
		if o.New != 0 || o.Outcome != feeds.OutcomeItems {
			t.Errorf("%s: second visit %s (%s), %d new", o.Source, o.Outcome, o.Reason, o.New)
		}
	}
	return run
}
