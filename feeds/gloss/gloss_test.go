package gloss_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/gloss"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shipped is a Glosser over the shipped tables.
var shipped = sync.OnceValues(func() (*gloss.Glosser, error) {
	terms, err := catalog.Glossary()
	if err != nil {
		return nil, err
	}
	authorities, err := catalog.Authorities()
	if err != nil {
		return nil, err
	}
	laws, err := catalog.Laws()
	if err != nil {
		return nil, err
	}
	var names gloss.Names
	for _, a := range authorities {
		names.Authorities = append(names.Authorities, gloss.Name{ZH: a.NameZH, Aliases: a.AliasesZH, EN: a.NameEN, Official: true})
	}
	for _, l := range laws {
		names.Laws = append(names.Laws, gloss.Name{ZH: l.NameZH, Aliases: l.ShortZH, EN: l.NameEN, Official: l.Status != "draft"})
	}
	return gloss.New(terms, names)
})

func glosser(t testing.TB) *gloss.Glosser {
	t.Helper()
	g, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// golden reads pairs of Chinese and English, a pair a line.
func golden(t *testing.T, path string, render func(zh string) string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		zh, want, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		got := render(zh)
		out.WriteString(zh + "\t" + got + "\n")
		if !*update && got != want {
			t.Errorf("%s\n got %s\nwant %s", zh, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTitles(t *testing.T) {
	g := glosser(t)
	golden(t, "testdata/titles.tsv", func(zh string) string {
		g.Phrase(zh) // texts say it too, where no frame of titles takes it first
		return g.Title(zh).Text
	})
}

func TestNames(t *testing.T) {
	g := glosser(t)
	golden(t, "testdata/names.tsv", func(zh string) string {
		en, ok := g.Name(zh)
		if !ok {
			t.Errorf("%s: no name", zh)
		}
		return en
	})
}

func TestWhoseEnglish(t *testing.T) {
	g := glosser(t)
	for _, c := range []struct{ name, title, by, text string }{
		{"a statute by its official name", "中华人民共和国数据安全法", "official", "Data Security Law of the People's Republic of China"},
		{"a rule in title marks", "《数据出境安全评估办法》", "official", ""},
		{"a row of words that no grammar joins", "人民法院案例库首批上线个人信息保护案例", "rough", ""},
		{"a question that stayed one", "你的健康数据正被谁窥视", "rough", ""},
		{"an auxiliary without its verb", "剧本娱乐场所须“体检”隐患", "rough", ""},
		{"more than a number where something was counted", "第九届数字中国建设峰会签约项目超400个", "rough", ""},
		{"two finite verbs in what a document is on", "关于公开征集《道路车辆 电动汽车充电系统》强制性国家标准修订意见的通知", "rough", ""},
		{"an adjective within a chain of nouns", "五部门印发《汽车数据安全若干问题合规实务指引》", "rough", ""},
		{"a gerund that has another for its object", "关于国家密码管理局拟发布标准项目的公示", "rough", ""},
		{"one who is told to be what he tells of", "国家网信办集中查处一批传播涉未成年人有害信息的平台账号", "rough", ""},
		{"what is to be, with a verb behind it", "三年方案出台：4.5万家工业企业将落实数据安全分类分级", "ours", ""},
		{"a word that is not known", "工信部通报齉龘情况", "rough", ""},
		{"a draft of our own", "国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知", "ours", ""},
		{"an English page", "China adopts the Data Security Law", "official", "China adopts the Data Security Law"},
		{"a Japanese page", "個人情報保護法の改正案について", "none", ""},
		{"nothing", " ", "none", ""},
		{"far too long", strings.Repeat("数据", 50<<10), "none", ""},
		{"broken text", "数\xff据", "none", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := g.Title(c.title)
			if got.By != c.by || c.text != "" && got.Text != c.text {
				t.Errorf("got %+v, want by %q text %q", got, c.by, c.text)
			}
		})
	}
}

func TestTraditionalReadsLikeSimplified(t *testing.T) {
	g := glosser(t)
	a, b := g.Title("關於公開徵求《數據安全管理辦法（徵求意見稿）》意見的通知"), g.Title("关于公开征求《数据安全管理办法（征求意见稿）》意见的通知")
	if a.Text != b.Text || len(a.Unknown) > 0 {
		t.Errorf("traditional %+v, simplified %+v", a, b)
	}
}

func TestUnknownWordStaysChinese(t *testing.T) {
	g := glosser(t)
	got := g.Title("关于囧㗊龘数据安全的通知")
	if !strings.Contains(got.Text, "[囧㗊龘]") || len(got.Unknown) != 1 {
		t.Errorf("got %+v, want the unknown word in brackets", got)
	}
}

func TestBadTermsAreRefused(t *testing.T) {
	for _, terms := range [][]gloss.Term{
		{{ZH: "数据", EN: "", Kind: "noun"}},
		{{ZH: "数据", EN: "Data", Kind: "nuon"}},
		{{ZH: "数据", EN: "Data", Kind: "noun"}, {ZH: "數據", EN: "Data", Kind: "noun"}},
	} {
		if _, err := gloss.New(terms, gloss.Names{}); err == nil {
			t.Errorf("New(%v) took it", terms)
		}
	}
}

// TestUnknownShare holds the share of corpus titles that keep a Chinese word.
func TestUnknownShare(t *testing.T) {
	g := glosser(t)
	var titles, bad [2]int
	for _, file := range []string{"seed", "dev"} {
		data, err := os.ReadFile("../reading/testdata/" + file + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			var item struct {
				Title   string `json:"title"`
				TitleZH string `json:"title_zh"`
			}
			if err := json.Unmarshal([]byte(line), &item); err != nil {
				t.Fatal(err)
			}
			n++
			title := item.Title
			if item.TitleZH != "" {
				title = item.TitleZH
			}
			if !strings.ContainsFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				continue
			}
			titles[n%2]++
			if got := g.Title(title); len(got.Unknown) > 0 {
				bad[n%2]++
				t.Logf("%s: %v", title, got.Unknown)
			}
		}
	}
	t.Logf("titles with unknown words: even %d of %d, odd %d of %d", bad[0], titles[0], bad[1], titles[1])
	if share := float64(bad[0]+bad[1]) / float64(titles[0]+titles[1]); share > 0.05 {
		t.Errorf("%.1f%% of titles have unknown words, want at most 5%%", 100*share)
	}
}

func TestAnyTextIsRendered(t *testing.T) {
	g := glosser(t)
	words := strings.Fields("关于 印发 《 》 〈 〉 （ ） “ ” 的 通知 公告 公开征求 意见 发布 等六部门 国家网信办 公安部 、 和 与 诉 张某 纠纷案 就 约谈 对 依法作出 行政处罚 第三批 2022年 9月1日 起施行 127款 App 通报 下架 名单 征求意见稿 管理办法 数据安全 个人信息 领域 答记者问 典型案例 令 第11号 一图读懂 专家解读 ｜ ： ， － 上海市 江阴市 人民法院 人民检察院 督促 被罚 5000万元 在 用 将 未 进一步 加强 GB/T 35273-2020 信息安全技术")
	words = append(words, " ", "\u3000")
	alphabet := []rune("关于印发《〈》〉（）“”‘’、，。：；—-  的通知公告第二〇年月日1234万亿余多款起批号部门等国家互联网信息办公室某张对就在被数据安全APP/~[]㗊\u0301\x00")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 120).Draw(t, "title"))
		if rapid.Bool().Draw(t, "of words") {
			s = strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), "")
		}
		a, b := g.Title(s), g.Title(s)
		if !utf8.ValidString(a.Text) || a.Text != b.Text {
			t.Fatalf("%q: %q then %q", s, a.Text, b.Text)
		}
		g.Phrase(s)
		g.Name(s)
	})
}

// TestHostileTitlesEnd: titles made to nest and to match every frame take no
// longer than their length warrants.
func TestHostileTitlesEnd(t *testing.T) {
	g := glosser(t)
	for _, unit := range []string{"一图读懂", "关于印发《", "《", "（", "“", "国家网信办发布", "的", "关于", "第一", "1", "某", "等部门关于", "诉", "办法", "个人信息", "关于《》的通知 ", "、", "和", "公安部、", "办公厅", "《办法》", "某某诉", "加强", "一起案"} {
		s := strings.Repeat(unit, 2000/len(unit))
		start := time.Now()
		g.Title(s)
		g.Phrase(s)
		g.Name(s)
		if took := time.Since(start); took > 30*time.Second { // a bound against running away, as the machine may be slow and busy
			t.Errorf("%q repeated took %v", unit, took)
		}
	}
}

func FuzzTitle(f *testing.F) {
	g, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知")
	f.Add("关于侵害用户权益行为的APP通报（2022年第4批，总第24批）")
	f.Add("因”进行约谈")         // a mark without its other half, where a deed is looked for
	f.Add("3款y数量")          // a plural of one letter
	f.Add("判令平台向公众有权要求")    // a verb that wants another behind it, and has none
	f.Add("平台滥用市场支配地位是否合法") // a verb whose English has its object, asked about
	f.Fuzz(func(t *testing.T, s string) {
		got := g.Title(s)
		if !utf8.ValidString(got.Text) {
			t.Errorf("%q: %q is not valid UTF-8", s, got.Text)
		}
		for _, u := range got.Unknown {
			if u == "" {
				t.Errorf("%q: empty unknown word", s)
			}
		}
	})
}

// FuzzTerms makes titles of terms, which bytes alone hardly ever spell: each two of
// them name one.
func FuzzTerms(f *testing.F) {
	g, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	terms, err := catalog.Glossary()
	if err != nil {
		f.Fatal(err)
	}
	between := []string{"的", "等", "后", "对", "就", "在", "被", "将", "未", "与", "、", "，", "：", "“", "”", "《", "》", "是否", "吗", "3款", "第七批", "2024年", "一", "某", "以上", "案", "行为", "y"}
	f.Add([]byte("\x00\x01\xff\x02\x10\x20"))
	f.Fuzz(func(t *testing.T, names []byte) {
		var title strings.Builder
		for ; len(names) > 1 && title.Len() < 400; names = names[2:] {
			if n := int(names[0])<<8 | int(names[1]); names[0] >= 0xf0 {
				title.WriteString(between[n%len(between)])
			} else {
				title.WriteString(terms[n%len(terms)].ZH)
			}
		}
		if got := g.Title(title.String()); !utf8.ValidString(got.Text) {
			t.Errorf("%q: %q is not valid UTF-8", title.String(), got.Text)
		}
	})
}

func BenchmarkTitle(b *testing.B) {
	g := glosser(b)
	for _, c := range []struct{ name, title string }{
		{"frame", "国家互联网信息办公室关于《网络安全事件报告管理办法（征求意见稿）》公开征求意见的通知"},
		{"headline", "江苏警方打掉一个利用网络爬虫窃取公民个人信息团伙"},
		{"notice", "关于进一步规范商业银行互联网保险代理业务的通知"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Title(c.title)
			}
		})
	}
}
