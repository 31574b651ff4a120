package reading_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/classify"
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
	"github.com/regwire/regwire/feeds/reading"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shipped is a Reader over the shipped tables.
var shipped = sync.OnceValues(func() (*reading.Reader, error) {
	authorities, err := catalog.Authorities()
	if err != nil {
		return nil, err
	}
	laws, err := catalog.Laws()
	if err != nil {
		return nil, err
	}
	f, err := facts.New(authorities, laws)
	if err != nil {
		return nil, err
	}
	rules, err := catalog.Classify()
	if err != nil {
		return nil, err
	}
	c, err := classify.New(rules)
	if err != nil {
		return nil, err
	}
	terms, err := catalog.Glossary()
	if err != nil {
		return nil, err
	}
	g, err := gloss.New(terms, catalog.Names(authorities, laws))
	if err != nil {
		return nil, err
	}
	return reading.New(f, c, g), nil
})

func reader(t testing.TB) *reading.Reader {
	t.Helper()
	r, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// item is a line of the corpora, as a poller would see it.
type item struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	TitleZH   string            `json:"title_zh"`
	Body      string            `json:"body"`
	URL       string            `json:"url"`
	Source    feeds.AuthorityID `json:"source_authority"`
	Published feeds.Day         `json:"published"`
}

func (i item) writing() feeds.Writing {
	return feeds.Writing{Title: i.Title, TitleZH: i.TitleZH, Body: i.Body, URL: i.URL, Source: i.Source, Published: i.Published}
}

func corpus(t testing.TB) []item { return itemsOf(t, "seed", "dev") }

// itemsOf are the items of some files of testdata.
func itemsOf(t testing.TB, files ...string) []item {
	t.Helper()
	var out []item
	for _, file := range files {
		data, err := os.ReadFile("testdata/" + file + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var i item
			if err := json.Unmarshal([]byte(line), &i); err != nil {
				t.Fatalf("%s.jsonl: %v", file, err)
			}
			out = append(out, i)
		}
	}
	return out
}

// outcome is an item with what was read of it.
type outcome struct {
	item
	read feeds.Reading
}

var outcomes []outcome

// readings reads the corpora once for all tests.
func readings(t testing.TB) []outcome {
	t.Helper()
	if outcomes == nil {
		r := reader(t)
		for _, i := range corpus(t) {
			outcomes = append(outcomes, outcome{i, r.Read(i.writing())})
		}
	}
	return outcomes
}

// TestSummaries compares with testdata/summaries.golden: every third item of the
// corpora that has a summary.
func TestSummaries(t *testing.T) {
	var b strings.Builder
	n := 0
	for _, i := range readings(t) {
		out := i.read
		if len(out.Summary) == 0 {
			continue
		}
		if n++; n%3 != 0 {
			continue
		}
		fmt.Fprintf(&b, "%s %s\n  %s\n", i.ID, i.Title, out.TitleEN.Text)
		for _, s := range out.Summary {
			fmt.Fprintf(&b, "  - %s\n", s.EN)
			if s.ZH != "" {
				fmt.Fprintf(&b, "    %s\n", s.ZH)
			}
			for _, q := range s.Quotes {
				fmt.Fprintf(&b, "      %s: %s\n", q.In, q.Text)
			}
		}
	}
	if *update {
		if err := os.WriteFile("testdata/summaries.golden", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/summaries.golden")
	if err != nil {
		t.Fatal(err)
	}
	got, old := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(old)) {
		if i >= len(got) || i >= len(old) || got[i] != old[i] {
			t.Fatalf("line %d differs\n got %q\nwant %q", i+1, at(got, i), at(old, i))
		}
	}
}

func at(s []string, i int) string {
	if i < len(s) {
		return s[i]
	}
	return ""
}

var numbers = regexp.MustCompile(`\d[\d,.]*\d|\d`)

// TestSummaryClaimsOnlyWhatIsThere: each quote stands where it says, and each
// number of a sentence is in the text, in a fact, or marked computed.
func TestSummaryClaimsOnlyWhatIsThere(t *testing.T) {
	for _, i := range readings(t) {
		w, out := i.writing(), i.read
		if len(out.Summary) > 4 {
			t.Errorf("%s: %d sentences", i.ID, len(out.Summary))
		}
		source := facing(w, out)
		for _, s := range out.Summary {
			if s.EN == "" || len(s.Quotes) == 0 {
				t.Errorf("%s: %+v has no words or no quote", i.ID, s)
			}
			for _, q := range s.Quotes {
				text := map[string]string{"title": w.Title + "\n" + w.TitleZH, "text": w.Body}[q.In]
				if q.Text == "" || !strings.Contains(text, q.Text) {
					t.Errorf("%s: %q is not in the %s", i.ID, q.Text, q.In)
				}
			}
			if strings.Contains(s.EN, "(computed)") {
				continue
			}
			for _, n := range numbers.FindAllString(s.EN, -1) {
				if plain := strings.ReplaceAll(n, ",", ""); !strings.Contains(source, plain) && !strings.Contains(source, n) {
					t.Errorf("%s: %q: nothing in the text says %s", i.ID, s.EN, n)
				}
			}
		}
	}
}

// facing is the text and every number that its facts hold, in digits.
func facing(w feeds.Writing, out feeds.Reading) string {
	var b strings.Builder
	b.WriteString(w.Title + " " + w.TitleZH + " " + w.Body + " " + string(w.Published))
	for _, f := range out.Figures {
		b.WriteString(" " + strconv.FormatInt(f.Value, 10))
		if f.Name == "departments" { // of whom some are named
			for named := range f.Value {
				b.WriteString(" " + strconv.FormatInt(f.Value-named, 10))
			}
		}
		for _, by := range []float64{1e6, 1e9} {
			b.WriteString(" " + strconv.FormatFloat(float64(f.Value)/by, 'f', -1, 64))
		}
	}
	for _, a := range out.Authorities {
		b.WriteString(" " + string(a))
	}
	for _, p := range out.Penalties {
		hanNumbers(&b, p.Text)
	}
	for _, s := range out.Summary {
		for _, q := range s.Quotes {
			hanNumbers(&b, q.Text)
		}
	}
	return b.String()
}

// hanNumbers writes the numbers that text has in characters, and those that count 万.
func hanNumbers(b *strings.Builder, text string) {
	for i := range text {
		if n, size := feeds.HanNumber(text[i:]); size > 0 {
			b.WriteString(" " + strconv.Itoa(n))
		}
	}
	for _, m := range tenThousands.FindAllStringSubmatch(text, -1) {
		b.WriteString(" " + m[1] + "0000")
	}
}

var tenThousands = regexp.MustCompile(`(\d+)万`)

// TestUnreadTextIsNotClaimed: that the text was not read is said beside the
// summary, which then rests on the title alone.
func TestUnreadTextIsNotClaimed(t *testing.T) {
	out := reader(t).Read(feeds.Writing{
		Title:  "国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知",
		Unread: "rendered by script", Source: "CAC", Published: "2023-12-08",
	})
	if len(out.Summary) == 0 {
		t.Error("the title tells nothing")
	}
	for _, s := range out.Summary {
		for _, q := range s.Quotes {
			if q.In != "title" {
				t.Errorf("%q rests on the %s", s.EN, q.In)
			}
		}
	}
}

func TestLongTextIsCut(t *testing.T) {
	w := feeds.Writing{Title: "数据安全管理办法", Body: strings.Repeat("网络数据安全管理。", 40<<10), Published: "2022-09-01"}
	out := reader(t).Read(w)
	if out.Refused == "" {
		t.Error("nothing says that the text was cut")
	}
	if out.TitleEN.Text == "" {
		t.Error("the title was not read")
	}
}

// TestBrokenPartIsNotTheEnd: whatever a part does to a text, Read returns.
func TestBrokenPartIsNotTheEnd(t *testing.T) {
	rules, err := catalog.Classify()
	if err != nil {
		t.Fatal(err)
	}
	c, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	g, err := gloss.New(nil, gloss.Names{})
	if err != nil {
		t.Fatal(err)
	}
	out := reading.New(nil, c, g).Read(feeds.Writing{Title: "数据安全管理办法", Body: "自公布之日起施行。"})
	if out.Refused == "" || out.Relevance != feeds.Unsure {
		t.Errorf("got %q, %q: want a reason, and unsure", out.Refused, out.Relevance)
	}
}

func TestVersionNamesTheRules(t *testing.T) {
	if out := reader(t).Read(feeds.Writing{Title: "数据安全管理办法"}); out.Version == "" {
		t.Error("the reading does not say by which rules")
	}
}

func TestAnyTextIsRead(t *testing.T) {
	r := reader(t)
	words := []string{"个人信息", "2022年9月1日", "《", "》", "127款", "App", "罚款", "。", "\n", "国家网信办", "关于", "意见反馈截止时间为", "有期徒刑一年", " ", "the Data Security Law ", "fined RMB 5 million. ", "\u0301", "第一条", "（", "）", "适用于", "为了", "，", "\xff"}
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "body"), "")
		title := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "title"), "")
		w := feeds.Writing{Title: title, Body: body, Published: "2022-09-14"}
		out := r.Read(w)
		if strings.HasPrefix(out.Refused, "reading the text failed") {
			t.Fatalf("%q %q: %s", title, body, out.Refused)
		}
		for _, s := range out.Summary {
			if utf8.ValidString(title+body) && !utf8.ValidString(s.EN) {
				t.Fatalf("%q is not valid UTF-8", s.EN)
			}
			if len(s.Quotes) == 0 {
				t.Fatalf("%q has no quote", s.EN)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	w := feeds.Writing{
		Title:  "国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知",
		Body:   strings.Repeat("为了规范网络安全事件的报告，减少网络安全事件造成的损失和危害，根据《网络安全法》等法律法规，制定本办法。\n在中华人民共和国境内建设、运营网络的网络运营者，应当按照本办法报告。意见反馈截止时间为2024年1月7日。\n", 7),
		Source: "CAC", Published: "2023-12-08",
	}
	b.SetBytes(int64(len(w.Title) + len(w.Body)))
	b.ReportAllocs()
	for b.Loop() {
		r.Read(w)
	}
}

// TestGoroutinesShareAReader: what several read at once is what one reads alone.
func TestGoroutinesShareAReader(t *testing.T) {
	r := reader(t)
	texts := []feeds.Writing{
		{Title: "工业和信息化部关于侵害用户权益行为的APP通报（2026年第3批）", Body: "我部组织检测，发现38款APP存在违规收集个人信息行为，应在9月10日前完成整改。"},
		{Title: "国家互联网信息办公室关于《网络数据安全管理规定（征求意见稿）》公开征求意见的通知", Body: "意见反馈截止时间为2026年10月13日。第一条 为了规范网络数据处理活动，制定本规定。"},
		{Title: "关于做好档案管理工作的通知", Body: "各单位要高度重视档案管理工作。"},
		{Title: "Hong Kong privacy commissioner publishes guidance on AI", Body: "The guidance takes effect on 1 October 2026."},
	}
	want := make([]feeds.Reading, len(texts))
	for i, w := range texts {
		want[i] = r.Read(w)
	}
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for k := range 3 * len(texts) {
				i := (g + k) % len(texts)
				if got := r.Read(texts[i]); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%s: read beside others %+v, alone %+v", texts[i].Title, got, want[i])
				}
			}
		})
	}
	all.Wait()
}
