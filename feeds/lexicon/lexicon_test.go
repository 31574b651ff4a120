package lexicon_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds/lexicon"
)

func build(t testing.TB, texts ...string) *lexicon.Lexicon {
	t.Helper()
	terms := make([]lexicon.Term, len(texts))
	for i, s := range texts {
		s, exact := strings.CutPrefix(s, "=")
		terms[i] = lexicon.Term{Text: s, ID: int32(i), Exact: exact}
	}
	l, err := lexicon.New(terms)
	if err != nil {
		t.Fatalf("New(%q): %v", texts, err)
	}
	return l
}

// words are the hits as the text has them.
func words(text string, hits []lexicon.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, text[h.Start:h.End])
	}
	return out
}

func TestAll(t *testing.T) {
	for _, c := range []struct {
		name, text string
		terms      []string
		want       []string
	}{
		{
			"overlapping", "数据出境安全评估办法",
			[]string{"数据出境", "数据出境安全评估", "安全评估", "出境安全", "评估办法"},
			[]string{"数据出境", "出境安全", "数据出境安全评估", "安全评估", "评估办法"},
		},
		{"full width and case", "关于ＡＰＰ和app的通报", []string{"App"}, []string{"ＡＰＰ", "app"}},
		{"traditional", "個人資料（私隱）條例與網絡安全", []string{"个人资料(私隐)条例", "网络安全"}, []string{"個人資料（私隱）條例", "網絡安全"}},
		{"ambiguous characters stay", "皇后與乾隆", []string{"皇后", "乾隆", "干隆"}, []string{"皇后", "乾隆"}},
		{"layout blanks", "数 据　安\u00a0全 法，App 违法", []string{"数据安全法", "app违法"}, []string{"数 据　安\u00a0全 法", "App 违法"}},
		{"invisible characters", "数\u200b据安\ufeff全", []string{"数据安全"}, []string{"数\u200b据安\ufeff全"}},
		{"not across paragraphs", "数据\n安全 personal\ninformation", []string{"数据安全", "personal information"}, nil},
		{"runs of blanks in English", "Personal  \u00a0Information", []string{"personal information"}, []string{"Personal  \u00a0Information"}},
		{"whole words", "apps app approve snapp app2 app.", []string{"app"}, []string{"app", "app"}},
		{"Latin beside Chinese", "129款App违法", []string{"app"}, []string{"App"}},
		{"numbers are whole", "第1164号文与164号文", []string{"164号文"}, []string{"164号文"}},
		{"exact case", "NDA nda ＮＤＡ", []string{"=NDA"}, []string{"NDA"}},
		{"brackets quotes dashes", "〔2022〕 “回头看” 指南—附录", []string{"[2022]", `"回头看"`, "指南-附录"}, []string{"〔2022〕", "“回头看”", "指南—附录"}},
		{"beyond the basic plane", "姓𠮷田", []string{"𠮷田"}, []string{"𠮷田"}},
		{"broken text", "数据\xff安全 数据安全\xe6", []string{"数据安全"}, []string{"数据安全"}},
		{"same text twice", "条例", []string{"条例", "条例"}, []string{"条例", "条例"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := words(c.text, build(t, c.terms...).All(c.text, nil))
			if !slices.Equal(got, c.want) {
				t.Errorf("All(%q)\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestLongest(t *testing.T) {
	l := build(t, "数据", "数据出境", "出境安全评估", "安全评估办法", "办法", "评估")
	text := "数据出境安全评估办法与数据评估"
	want := []string{"数据出境", "安全评估办法", "数据", "评估"}
	if got := words(text, l.Longest(text, nil)); !slices.Equal(got, want) {
		t.Errorf("Longest(%q) = %q, want %q", text, got, want)
	}
	kept := []lexicon.Hit{{ID: 9}}
	if got := l.Longest(text, kept); got[0].ID != 9 || len(got) != 5 {
		t.Errorf("Longest with a filled dst = %v, want the old hit and 4 more", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"empty", " 　", lexicon.ErrEmptyTerm},
		{"long", strings.Repeat("法", 400), lexicon.ErrLongTerm},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := lexicon.New([]lexicon.Term{{Text: c.text}}); !errors.Is(err, c.want) {
				t.Errorf("New = %v, want %v", err, c.want)
			}
		})
	}
	if l, err := lexicon.New(nil); err != nil || l.All("数据", nil) != nil {
		t.Errorf("an empty vocabulary must build and find nothing: %v", err)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ＡＰＰ　Store":       "app store",
		"關於　徵求意見":         "关于征求意见",
		" a \t b ":        " a b",
		"信息安全技术 App （试行）": "信息安全技术app(试行)",
		"第１批\n通报":         "第1批\n通报",
		"｀":               "'",
	} {
		if got := lexicon.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// Property: hits are those of a search that folds by the letter, keeps where
// each character stood, and looks for every term at every place.
func TestAllAgreesWithOracle(t *testing.T) {
	letter := rapid.SampledFrom([]rune("数据安全出境法法數據Aaｂb1 　\n\u200b-—（(𠮷é"))
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringOfN(letter, 1, 6, -1), 1, 12).Draw(t, "terms")
		text := rapid.StringOfN(letter, 0, 60, -1).Draw(t, "text")
		terms := make([]lexicon.Term, 0, len(texts))
		for i, s := range texts {
			if strings.TrimSpace(lexicon.Fold(s)) != "" {
				terms = append(terms, lexicon.Term{Text: s, ID: int32(i)})
			}
		}
		l, err := lexicon.New(terms)
		if err != nil {
			t.Fatal(err)
		}
		got, want := l.All(text, nil), naive(terms, text)
		slices.SortFunc(got, byPlace)
		if !slices.Equal(got, want) {
			t.Errorf("terms %q in %q\n got %v\nwant %v", texts, text, got, want)
		}
	})
}

func byPlace(a, b lexicon.Hit) int {
	return slices.Compare([]int{a.Start, a.End, int(a.ID)}, []int{b.Start, b.End, int(b.ID)})
}

// naive is the oracle of the property test.
func naive(terms []lexicon.Term, text string) []lexicon.Hit {
	var runes []rune
	var at, end []int
	for i, r := range text {
		f := []rune(lexicon.Fold("." + string(r) + "."))
		f = f[1 : len(f)-1]
		if len(f) == 0 && unicode.IsSpace(r) {
			f = []rune{' '}
		}
		for _, r := range f {
			runes, at, end = append(runes, r), append(at, i), append(end, i+utf8.RuneLen([]rune(text[i:])[0]))
		}
	}
	var hits []lexicon.Hit
	for _, t := range terms {
		want := strings.TrimSpace(lexicon.Fold(t.Text))
		for from := range runes {
			if runes[from] == ' ' || runes[from] == '\n' {
				continue
			}
			for to := from + 1; to <= len(runes); to++ {
				if last := runes[to-1]; last == ' ' || last == '\n' {
					continue
				}
				if lexicon.Fold(text[at[from]:end[to-1]]) != want {
					continue
				}
				inner := func(i, j int) bool {
					return i >= 0 && j < len(runes) && latin(runes[i]) && latin(runes[j])
				}
				if !inner(from-1, from) && !inner(to-1, to) {
					hits = append(hits, lexicon.Hit{ID: t.ID, Start: at[from], End: end[to-1]})
				}
			}
		}
	}
	slices.SortFunc(hits, byPlace)
	return slices.Compact(hits)
}

func latin(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func FuzzAll(f *testing.F) {
	l := build(f, "数据", "数据出境", "personal information", "app", "=NDA", "𠮷田", "（试行）")
	f.Add("關於數據出境 Personal　information")
	f.Add("app \u13a4 app")
	f.Add("\xff\xe6\x95\u200b数\n据APP NDA")
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range l.All(text, nil) {
			if h.Start < 0 || h.Start >= h.End || h.End > len(text) {
				t.Fatalf("hit %v is outside of a text of %d bytes", h, len(text))
			}
			if again := l.All(text[h.Start:h.End], nil); !slices.ContainsFunc(again, func(o lexicon.Hit) bool { return o.ID == h.ID }) {
				t.Fatalf("%q was a hit of term %d, alone it is not", text[h.Start:h.End], h.ID)
			}
		}
		if twice := lexicon.Fold(lexicon.Fold(text)); twice != lexicon.Fold(text) {
			t.Fatalf("folding twice gives %q, once %q", twice, lexicon.Fold(text))
		}
	})
}

func TestSharedByGoroutines(t *testing.T) {
	l := build(t, "数据", "安全", "法")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				if n := len(l.All("数据安全法，数据安全", nil)); n != 5 {
					t.Errorf("%d hits, want 5", n)
				}
			}
		})
	}
	group.Wait()
}

// vocabulary makes 1,000 Chinese and 500 English terms and a dense 2 KB text.
func vocabulary() ([]lexicon.Term, string) {
	han := []rune("数据安全个人信息出境评估标准合同网络保护办法规定条例通报应用程序算法推荐深度成生未年公共开放授权运营监管处罚审查备案认证分类级")
	latin := strings.Fields("data security personal information export assessment standard contract network protection measures provisions notice app algorithm public opening review filing certification grading crime minor")
	seed := uint32(7)
	next := func(n int) int { seed = seed*1664525 + 1013904223; return int(seed>>8) % n }
	var terms []lexicon.Term
	for len(terms) < 1500 {
		var b strings.Builder
		if len(terms) < 1000 {
			for range 2 + next(6) {
				b.WriteRune(han[next(len(han))])
			}
		} else {
			for i := range 2 + next(3) {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(latin[next(len(latin))])
			}
		}
		terms = append(terms, lexicon.Term{Text: b.String(), ID: int32(len(terms))})
	}
	var text strings.Builder
	for text.Len() < 2048 {
		text.WriteString(terms[next(len(terms))].Text)
		text.WriteString("，根据有关要求。")
	}
	return terms, text.String()
}

// The limits are those that the program promises for a vocabulary of this size.
func TestLimits(t *testing.T) {
	terms, text := vocabulary()
	l, err := lexicon.New(terms)
	if err != nil {
		t.Fatal(err)
	}
	if size := l.Size(); size > 16<<20 {
		t.Errorf("1,500 terms hold %d bytes, limit 16 MB", size)
	}
	room := make([]lexicon.Hit, 0, 4096)
	if n := testing.AllocsPerRun(20, func() { l.All(text, room) }); n != 0 {
		t.Errorf("%v allocations beside the result, want 0", n)
	}
	// A pass takes microseconds, so that whatever else the machine does shows in one
	// measurement: the best of several is that of the code.
	pass, loop := time.Hour, time.Hour
	for range 10 {
		const rounds = 20
		start := time.Now()
		for range rounds {
			room = l.All(text, room[:0])
		}
		pass, loop = min(pass, time.Since(start)/rounds), min(loop, containsLoop(terms, text))
	}
	t.Logf("%d bytes; %v a pass, %v a loop", l.Size(), pass, loop)
	if loop < 20*pass && !raceEnabled {
		t.Errorf("one pass takes %v, a loop of bytes.Contains %v: want 20 times faster", pass, loop)
	}
}

func BenchmarkAll(b *testing.B) {
	terms, text := vocabulary()
	l, err := lexicon.New(terms)
	if err != nil {
		b.Fatal(err)
	}
	room := make([]lexicon.Hit, 0, 4096)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		room = l.All(text, room[:0])
	}
	per := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	b.ReportMetric(float64(containsLoop(terms, text).Nanoseconds())/per, "x-of-contains-loop")
	b.ReportMetric(float64(len(room)), "hits")
}

// containsLoop is the time of the baseline: one search of the folded text for
// every term, without the places.
func containsLoop(terms []lexicon.Term, text string) time.Duration {
	folded := make([][]byte, len(terms))
	for i, t := range terms {
		folded[i] = []byte(lexicon.Fold(t.Text))
	}
	page := []byte(lexicon.Fold(text))
	const rounds = 20
	found, start := 0, time.Now()
	for range rounds {
		for _, f := range folded {
			if bytes.Contains(page, f) {
				found++
			}
		}
	}
	if found == 0 {
		panic("the text must hold terms")
	}
	return time.Since(start) / rounds
}

func BenchmarkNew(b *testing.B) {
	terms, _ := vocabulary()
	for b.Loop() {
		if _, err := lexicon.New(terms); err != nil {
			b.Fatal(err)
		}
	}
}
