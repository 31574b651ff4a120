package redline

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the expected results anew")

// Each pair NAME.old.txt and NAME.new.txt has its expected changes beside it.
func TestComparePairs(t *testing.T) {
	olds, err := filepath.Glob("testdata/compare/*.old.txt")
	if err != nil || len(olds) == 0 {
		t.Fatalf("no pairs: %v", err)
	}
	for _, path := range olds {
		base := strings.TrimSuffix(path, ".old.txt")
		t.Run(filepath.Base(base), func(t *testing.T) {
			old, fresh := read(t, path), read(t, base+".new.txt")
			d := Compare(old, fresh)
			if got, want := d.apply(old), normal(fresh); got != want {
				t.Errorf("applied: %s\nwant: %s", got, want)
			}
			d.Parts = d.changes()
			got, err := json.MarshalIndent(d, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			if *update {
				if err := os.WriteFile(base+".want.json", got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := read(t, base+".want.json"); string(got) != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWhatMakesNoDifference(t *testing.T) {
	old := "某某办法\n第一条 为了规范数据处理活动，制定本办法。\n第二条 处理者应当做到：\n（一）合法；\n（二）正当（含必要）。\n第十二条 本办法自2023年9月1日起施行。"
	for name, fresh := range map[string]string{
		"itself":       old,
		"blanks":       strings.ReplaceAll(old, " ", "　　"),
		"one line":     strings.ReplaceAll(old, "\n", " "),
		"windows ends": strings.ReplaceAll(old, "\n", "\r\n"),
		"broken lines": strings.ReplaceAll(old, "处理", "处\n理"),
		"full width":   strings.NewReplacer("2023", "２０２３", "9", "９").Replace(old),
		"half width":   strings.NewReplacer("，", ",", "：", ":", "（", "(", "）", ")").Replace(old),
		"arabic":       strings.NewReplacer("第一条", "第1条", "第二条", "第2条", "第十二条", "第12条").Replace(old),
	} {
		if d := Compare(old, fresh); !d.empty() || len(d.changes()) > 0 {
			t.Errorf("%s: %+v", name, d.changes())
		}
	}
}

func TestCountsOfArticles(t *testing.T) {
	rule := func(articles ...string) string { return "某规定\n" + strings.Join(articles, "\n") }
	one, two, three := "第一条 为了保护个人信息权益，规范处理活动，制定本规定。", "第二条 在境内处理个人信息的活动，适用本规定。", "第三条 处理者应当每年开展一次合规审计并提交报告。"
	for _, tt := range []struct {
		name, old, new               string
		changed, new_, dropped, move int
	}{
		{"word", rule(one, two, three), rule(one, two, strings.Replace(three, "每年", "每两年", 1)), 1, 0, 0, 0},
		{"added at the end", rule(one, two), rule(one, two, three), 0, 1, 0, 0},
		{"dropped", rule(one, two, three), rule(one, two), 0, 0, 1, 0},
		{"inserted", rule(one, two), rule(one, "第二条 国家建立分类分级保护制度和目录。", "第三条 在境内处理个人信息的活动，适用本规定。"), 0, 1, 0, 1},
		{"inserted as 之一", rule(one, two, three), rule(one, two, "第二条之一 境外处理者应当指定代表。", three), 0, 1, 0, 0},
		{"moved and changed", rule(one, two, three), rule(one, strings.Replace(three, "第三条", "第二条", 1)+"报告保存三年。"), 1, 0, 1, 0},
		{"swapped", rule(one, two, three), rule(one, "第二条 处理者应当每年开展一次合规审计并提交报告。", "第三条 在境内处理个人信息的活动，适用本规定。"), 0, 0, 0, 2},
	} {
		d := Compare(tt.old, tt.new)
		if !d.Articles || d.Changed != tt.changed || d.New != tt.new_ || d.Dropped != tt.dropped || d.Moved != tt.move || d.Other != 0 {
			t.Errorf("%s: changed %d new %d dropped %d moved %d other %d: %+v", tt.name, d.Changed, d.New, d.Dropped, d.Moved, d.Other, d.changes())
		}
		if got := d.apply(tt.old); got != normal(tt.new) {
			t.Errorf("%s: applied %s", tt.name, got)
		}
	}
}

func TestAReferenceBeginsNoArticle(t *testing.T) {
	units := split(settle("第一条 依据本法。\n第五条规定的情形除外。违反第三条 的，从重。\n第二条　适用于处理者。第三条 另行规定。"), true)
	var numbers []string
	for _, u := range units {
		numbers = append(numbers, u.number)
	}
	if got := strings.Join(numbers, " "); got != "第一条 第二条 第三条" {
		t.Error(got)
	}
}

func TestInHan(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 100: "一百", 103: "一百零三", 110: "一百一十", 1260: "一千二百六十", 1005: "一千零五"} {
		if got := inHan(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// A rule of random articles, and edits of it.
func TestDiffTurnsOldIntoNew(t *testing.T) {
	words := []string{"处理者", "应当", "个人信息", "，", "。", "数据", "不得", "第三条", "出境", "评估", "2023", " ", "data", "\n", "（一）", "；", "第5条", "之一"}
	text := func(t *rapid.T, name string) string {
		n := rapid.IntRange(0, 12).Draw(t, name+" articles")
		var b strings.Builder
		for i := range n {
			if rapid.IntRange(0, 4).Draw(t, "plain") > 0 {
				fmt.Fprintf(&b, "第%s条 ", inHan(i+1+rapid.IntRange(0, 1).Draw(t, "shift")))
			}
			b.WriteString(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 20).Draw(t, "words"), ""))
			b.WriteByte('\n')
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) { holds(t, text(t, "old"), text(t, "new")) })
}

type fataler interface {
	Fatalf(format string, args ...any)
	Helper()
}

func holds(t fataler, old, fresh string) {
	t.Helper()
	if d := Compare(old, old); !d.empty() {
		t.Fatalf("a text differs from itself: %+v", d.changes())
	}
	d := Compare(old, fresh)
	if got, want := d.apply(old), normal(fresh); got != want {
		t.Fatalf("applied %q\nwant    %q\ndiff %+v", got, want, d)
	}
	if d.empty() != (normal(old) == normal(fresh)) {
		t.Fatalf("empty is %v for %q and %q", d.empty(), normal(old), normal(fresh))
	}
	for _, p := range d.changes() {
		if p.Kind != Changed {
			continue
		}
		edits := 0
		for _, s := range p.Spans {
			if s.Op != Equal {
				edits++
			}
		}
		if edits == 0 {
			t.Fatalf("changed without an edit: %+v", p)
		}
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("第一条 甲。\n第二条 乙。", "第一条 甲乙。\n第三条 乙。")
	f.Add("", "\x1f第1条　。")
	f.Add("plain text, of no articles", "plain text of  no\narticles")
	f.Fuzz(func(t *testing.T, old, fresh string) {
		if len(old)+len(fresh) > 1<<14 {
			return
		}
		holds(t, old, fresh)
	})
}

// longRule is a rule of about size bytes.
func longRule(size int, edit func(i int, body string) string) string {
	var b strings.Builder
	for i := 1; b.Len() < size; i++ {
		body := ""
		for k := range 8 {
			body += fmt.Sprintf("处理者第%d类%c数据达到%d条的，应当在%d个工作日内向%c级主管部门报告；", i*7+k, rune(0x4e00+(i*31+k*17)%8000), i*k+3, k+i%9, rune(0x4e00+(i*13+k)%3000))
		}
		fmt.Fprintf(&b, "第%s条　%s\n", inHan(i), edit(i, body))
	}
	return b.String()
}

func TestLongTextsAreComparedInTime(t *testing.T) {
	same := func(_ int, s string) string { return s }
	old := longRule(256<<10, same)
	hard := map[string]string{
		"a word in every third": longRule(256<<10, func(i int, s string) string {
			if i%3 == 0 {
				return strings.Replace(s, "报告", "备案", 2)
			}
			return s
		}),
		"all other":        longRule(256<<10, func(i int, _ string) string { return strings.Repeat(string(rune(0x5e00+i%5000)), 600) }),
		"one long article": "第一条 " + strings.Repeat("数据", 40000) + "\n第二条 " + old[:1000],
		"lines":            strings.Repeat("一\n二\n", 20000),
		"no line":          strings.ReplaceAll(old, "条", "款"),
	}
	for name, fresh := range hard {
		began := time.Now()
		d := Compare(old, fresh)
		took := time.Since(began)
		t.Logf("%s: %v, %d changed %d new %d dropped %d moved", name, took, d.Changed, d.New, d.Dropped, d.Moved)
		if took > slower*10*time.Second { // far beyond the bar: the machine may be slow and busy
			t.Errorf("%s took %v", name, took)
		}
		if d.apply(old) != normal(fresh) {
			t.Errorf("%s: does not give the new text", name)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	old := longRule(256<<10, func(_ int, s string) string { return s })
	fresh := longRule(256<<10, func(i int, s string) string {
		if i%3 == 0 {
			return strings.Replace(s, "报告", "备案", 2)
		}
		return s
	})
	b.SetBytes(256 << 10)
	for b.Loop() {
		Compare(old, fresh)
	}
}
