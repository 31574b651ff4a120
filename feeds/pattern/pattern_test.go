package pattern

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestLiterals(t *testing.T) {
	for expr, want := range map[string][]anyOf{
		`号`:                  {{"号"}},
		`第\d+号`:              {{"第"}, {"号"}},
		`判决|判令`:              {{"判决", "判令"}},
		`(?:判决|判令).*罪`:       {{"罪"}, {"判决", "判令"}},
		`^关于(.+)的(?:通知|公告)$`: {{"关于"}, {"的通知", "的公告"}},
		`网(?:信)?办`:           {{"网办", "网信办"}},
		`(?i)app`:            {{"APP", "APp", "ApP", "App", "aPP", "aPp", "apP", "app"}},
		`\d{8}-[TQZ]-\d{3}`:  {{"-Q-", "-T-", "-Z-"}},
		`\bfine[sd]?\b`:      {{"fine"}},
		`a*`:                 nil,
		`一|\d`:               nil,
		`(?:万元)+`:            {{"万元"}},
		`下架|下架处理`:            {{"下架"}},
		`[甲乙丙丁戊]方`:           {{"方"}},
		`(?:甲.+乙丙|丁)戊`:       {{"丁", "乙丙"}, {"戊"}},
		`罚款|\d+元罚金`:          {{"罚款", "元罚金"}},
	} {
		got := made(expr).plan().need
		if !reflect.DeepEqual(sets(got), sets(want)) {
			t.Errorf("needs of %q: %q, want %q", expr, got, want)
		}
	}
}

// sets tells lists apart by what they hold, whatever the order.
func sets(need []anyOf) map[string]bool {
	out := map[string]bool{}
	for _, words := range need {
		out[strings.Join(slices.Sorted(slices.Values(words)), " ")] = true
	}
	return out
}

// TestSameAsRegexp: whatever the pattern and the text, looking for literals first
// changes no answer.
func TestSameAsRegexp(t *testing.T) {
	atoms := []string{"甲", "乙", "ab", "k", ".", `\d`, "[甲乙]", "[^甲]", `\b`, "^", "$", "(?i:Ak)", "1", "(?:甲|甲乙|a)", "(?i:kk1)", `\p{Han}`, `\B`, "[^a]+?", ".*?", "[甲a]{0,3}"}
	forms := []string{"%s%s", "(?:%s|%s)", "(%s)?%s", "(?:%s)*%s", "(?:%s)+%s", "(?:%s){2}%s", "(?:%s){0,2}%s", "(%s)??%s", "(?:%s)*?%s", "(%s)+?%s", "(?P<x>%s){1,2}?%s"}
	var expr func(t *rapid.T, depth int) string
	expr = func(t *rapid.T, depth int) string {
		if depth == 0 || rapid.IntRange(0, 4).Draw(t, "leaf") == 0 {
			return rapid.SampledFrom(atoms).Draw(t, "atom")
		}
		form := rapid.SampledFrom(forms).Draw(t, "form")
		return fmt.Sprintf(form, expr(t, depth-1), expr(t, depth-1))
	}
	rapid.Check(t, func(t *rapid.T) {
		e := expr(t, 4)
		want, err := regexp.Compile(e)
		if err != nil {
			t.Fatalf("%q: %v", e, err)
		}
		p := made(e)
		s := rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙abAkKK1\n ")), 0, 12, -1).Draw(t, "text")
		if rapid.Bool().Draw(t, "broken") {
			s += "\xe7\x94"
		}
		same(t, e, s, p.MatchString(s), want.MatchString(s))
		same(t, e, s, NewText(s).Matches(p), want.MatchString(s))
		same(t, e, s, p.FindString(s), want.FindString(s))
		same(t, e, s, p.FindStringIndex(s), want.FindStringIndex(s))
		same(t, e, s, p.FindStringSubmatch(s), want.FindStringSubmatch(s))
		same(t, e, s, p.FindStringSubmatchIndex(s), want.FindStringSubmatchIndex(s))
		same(t, e, s, p.FindAllString(s, -1), want.FindAllString(s, -1))
		same(t, e, s, p.FindAllStringIndex(s, 3), want.FindAllStringIndex(s, 3))
		same(t, e, s, p.FindAllStringSubmatch(s, -1), want.FindAllStringSubmatch(s, -1))
		same(t, e, s, p.FindAllStringSubmatchIndex(s, -1), want.FindAllStringSubmatchIndex(s, -1))
		same(t, e, s, p.ReplaceAllString(s, "<$0>"), want.ReplaceAllString(s, "<$0>"))
		same(t, e, s, p.ReplaceAllStringFunc(s, strings.ToUpper), want.ReplaceAllStringFunc(s, strings.ToUpper))
		same(t, e, s, p.SubexpNames(), want.SubexpNames())
	})
}

func same(t *rapid.T, expr, text string, got, want any) {
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%q on %q: got %#v, want %#v", expr, text, got, want)
	}
}

func TestEndings(t *testing.T) {
	for expr, want := range map[string]anyOf{
		`(?:通知|通告|函)$`:    {"通告", "通知", "函"},
		`的(情况)$|说明$`:      {"的情况", "说明"},
		`情况$|说明`:          nil,
		`(?m)情况$`:         nil,
		`(?i)ap$`:         {"AP", "Ap", "aP", "ap"},
		`情况(?:说明)?$`:      {"情况说明", "情况"},
		`情况(?:说明)*$`:      nil,
		`(?:情况)?$`:        nil,
		`.(?:函|函告|公函)$`:   {"函", "函告"},
		`\(\d+\)$`:        {")"},
		`^[甲乙]$`:          {"乙", "甲"},
		`[甲-癸]$`:          nil,
		`^(?P<A>.+?)的通知$`: {"的通知"},
	} {
		got := slices.Clone(made(expr).plan().last)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("endings of %q = %q, want %q", expr, got, want)
		}
	}
}

// TestTooManyWays: a text that has more ways to fail than a program tries is left to
// regexp, which finds the same.
func TestTooManyWays(t *testing.T) {
	many := strings.Repeat("ab", 400)
	for _, expr := range []string{`(?:a|b|ab)*c`, `(?:(?:ab)?a?b?x?.)*d`, `(.+?)(.+?)(.+?)(.+?)e`, `(?:a(?:b)+)+$`} {
		p, want := made(expr), regexp.MustCompile(expr)
		if p.plan().program == nil {
			t.Errorf("%q has no program", expr)
			continue
		}
		for _, s := range []string{many, many + "c", many + "d", many + "e!"} {
			if got, want := p.FindAllStringSubmatchIndex(s, -1), want.FindAllStringSubmatchIndex(s, -1); !reflect.DeepEqual(got, want) {
				t.Errorf("%q finds %v, want %v", expr, got, want)
			}
			if got, want := p.plan().first(s), want.FindStringSubmatchIndex(s); !reflect.DeepEqual(got, want) {
				t.Errorf("%q finds %v first, want %v", expr, got, want)
			}
			if got, want := p.plan().matches(s), want.MatchString(s); got != want {
				t.Errorf("%q matches: %t, want %t", expr, got, want)
			}
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	const expr = `^(?P<ORG>[^《》：。“]{0,90}?)关于(?P<SUBJ>[^《》]+?)(?:的)?(?P<HEAD>(?:风险提示|补充通知|通知|公告|通告|公示|函|意见|决定|规定|通报|报告|方案|措施|计划|函告|要求))$`
	const s = "国家互联网信息办公室秘书局关于侵害用户权益行为的应用通报"
	p, re := made(expr), regexp.MustCompile(expr)
	b.Run("pattern", func(b *testing.B) {
		for b.Loop() {
			p.FindStringSubmatchIndex(s)
		}
	})
	b.Run("regexp", func(b *testing.B) {
		for b.Loop() {
			re.FindStringSubmatchIndex(s)
		}
	})
}

// TestWrongPatternIsNamed: what is wrong with a pattern is known when it is worked
// out, by the check of all or by its first use.
func TestWrongPatternIsNamed(t *testing.T) {
	wrong := &Pattern{expr: "甲("}
	if err := wrong.workOut(); err == nil || !strings.Contains(err.Error(), `"甲("`) {
		t.Errorf("an open bracket: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("an open bracket was looked for")
		}
	}()
	wrong.MatchString("甲")
}

// TestFirstUseBySeveral: a pattern that many use first at once finds the same for all.
func TestFirstUseBySeveral(t *testing.T) {
	p := made("(甲+)乙")
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if got := p.FindStringSubmatch("丙甲甲乙"); len(got) != 2 || got[1] != "甲甲" {
				t.Errorf("found %q", got)
			}
		})
	}
	all.Wait()
}

// made is a pattern that Check does not know of.
func made(expr string) *Pattern { return &Pattern{expr: expr} }

// TestTextHasWhatContainsFinds: what the text remembers changes no answer.
func TestTextHasWhatContainsFinds(t *testing.T) {
	some := rapid.StringOf(rapid.SampledFrom([]rune("甲乙丙ab1 ")))
	rapid.Check(t, func(t *rapid.T) {
		s, word := some.Draw(t, "text"), some.Draw(t, "word")
		if rapid.Bool().Draw(t, "cut") {
			from := rapid.IntRange(0, len(s)).Draw(t, "from")
			word = s[from:rapid.IntRange(from, len(s)).Draw(t, "to")]
		}
		if got, want := NewText(s).Has(word), strings.Contains(s, word); got != want {
			t.Fatalf("%q in %q: %t, want %t", word, s, got, want)
		}
		if got, want := NewText(s).HasAny("丁", word), strings.Contains(s, word); got != want {
			t.Fatalf("%q or another in %q: %t, want %t", word, s, got, want)
		}
	})
}

// TestAnyKeyMatchesTheLongest: a key that another begins with does not hide it.
func TestAnyKeyMatchesTheLongest(t *testing.T) {
	p := MustCompile(AnyKey(map[string]int{"网络": 1, "网络安全": 2, "App": 3}))
	if got := p.FindString("办网络安全"); got != "网络安全" {
		t.Errorf("got %q", got)
	}
}
