package pattern

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
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
		got := MustCompile(expr).need
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
	atoms := []string{"甲", "乙", "ab", "k", ".", `\d`, "[甲乙]", "[^甲]", `\b`, "^", "$", "(?i:Ak)", "1"}
	forms := []string{"%s%s", "(?:%s|%s)", "(%s)?%s", "(?:%s)*%s", "(?:%s)+%s", "(?:%s){2}%s", "(?:%s){0,2}%s"}
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
		p := MustCompile(e)
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
		`(?:通知|通告|函)$`:    {"告", "知", "函"},
		`的(情况)$|说明$`:      {"情况", "说明"},
		`情况$|说明`:          nil,
		`(?m)情况$`:         nil,
		`(?i)app$`:        nil,
		`情况(?:说明)?$`:      nil,
		`\(\d+\)$`:        {")"},
		`^[甲乙]$`:          {"乙", "甲"},
		`[甲-癸]$`:          nil,
		`^(?P<A>.+?)的通知$`: {"的通知"},
	} {
		if got := MustCompile(expr).last; !reflect.DeepEqual(got, want) {
			t.Errorf("endings of %q = %q, want %q", expr, got, want)
		}
	}
}

func TestCompileTellsOfBadPatterns(t *testing.T) {
	if _, err := Compile("("); err == nil {
		t.Error("an open bracket compiled")
	}
	if p, err := Compile("甲+"); err != nil || !p.MatchString("甲甲") {
		t.Errorf("a good pattern: %v", err)
	}
}

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
