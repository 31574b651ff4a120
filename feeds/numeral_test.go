package feeds_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
)

func TestHanNumber(t *testing.T) {
	for _, c := range []struct {
		zh   string
		want int
		rest string
	}{
		{"一", 1, ""},
		{"十", 10, ""},
		{"十五批", 15, "批"},
		{"二十", 20, ""},
		{"九十九条", 99, "条"},
		{"一百零二条", 102, "条"},
		{"一百〇二条", 102, "条"},
		{"三百八十五批", 385, "批"},
		{"两百余家", 200, "余家"},
		{"三百二十件", 320, "件"},
		{"一千二百六十条", 1260, "条"},
		{"一千零五", 1005, ""},
		{"二〇二五号", 2025, "号"},
		{"二零二六年", 2026, "年"},
		{"二百三十万英镑", 2_300_000, "英镑"},
		{"一亿零三百万件", 103_000_000, "件"},
		{"三万零五十条", 30_050, "条"},
		{"一万亿", 1_000_000_000_000, ""},
		{"八十亿二千六百万元", 8_026_000_000, "元"},
		{"廿二间", 22, "间"},
		{"廿", 20, ""},
		{"卅一", 31, ""},
		{"百", 100, ""},
		{"一万", 10_000, ""},
		{"一百一十条", 110, "条"},
		{"十一十二", 11, "十二"},
		{"二〇二五〇一八号", 2025018, "号"},
		{"条", 0, "条"},
		{"", 0, ""},
		{"万一", 0, "万一"},
		{"七八十家", 0, "七八十家"},
		{"一百二", 0, "一百二"},
		{"三万五", 0, "三万五"},
	} {
		got, n := feeds.HanNumber(c.zh)
		if got != c.want || c.zh[n:] != c.rest {
			t.Errorf("%s: %d and %q, want %d and %q", c.zh, got, c.zh[n:], c.want, c.rest)
		}
	}
}

// Any number is read as it is written, and whatever is read ends within its text.
func TestHanNumberReadsWhatIsWritten(t *testing.T) {
	digit := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	var write func(n int) string
	write = func(n int) string {
		for _, s := range []struct {
			at int
			zh string
		}{{1e8, "亿"}, {1e4, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}} {
			if n < s.at {
				continue
			}
			rest := ""
			if low := n % s.at; low > 0 {
				if rest = write(low); low < s.at/10 {
					rest = "零" + rest
				}
			}
			return write(n/s.at) + s.zh + rest
		}
		return digit[n]
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 999_999_999_999).Draw(t, "number")
		zh := write(n)
		if got, size := feeds.HanNumber(zh + "条"); got != n || size != len(zh) {
			t.Errorf("%s: %d and %d bytes, want %d and %d", zh, got, size, n, len(zh))
		}
		text := rapid.StringOfN(rapid.RuneFrom([]rune(feeds.HanNumerals+"万亿条")), 0, 40, -1).Draw(t, "text")
		if got, size := feeds.HanNumber(text); got < 0 || size > len(text) {
			t.Errorf("%s: %d and %d bytes", text, got, size)
		}
	})
}

func TestACountIsNotTheEndOfALongerNumber(t *testing.T) {
	for _, c := range []struct {
		text, count string
		want        bool
	}{
		{"下架5款", "5款", true},
		{"下架25款", "5款", false},
		{"通报25款，下架5款", "5款", true},
		{"12月25日", "2月25日", false},
		{"2月25日", "2月25日", true},
		{"", "5款", false},
	} {
		if got := feeds.HasCount(c.text, c.count); got != c.want {
			t.Errorf("HasCount(%q, %q) is %t", c.text, c.count, got)
		}
	}
}
