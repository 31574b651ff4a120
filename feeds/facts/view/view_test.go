package view_test

import (
	"math"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/facts/view"
)

// Whatever the folding left out or made one, a piece of a view leads back to the words that
// were published.
func TestAPieceIsQuotedAsItWasPublished(t *testing.T) {
	for _, c := range []struct{ raw, find, want string }{
		{"本办法自 ２０２２ 年 ９ 月 １ 日起施行。", "自2022年9月1日", "自 ２０２２ 年 ９ 月 １ 日"},
		{"依據《個人資料（私隱）條例》第３３條", "个人资料(私隐)条例", "個人資料（私隱）條例"},
		{"关于印发〔2021〕14号的通知", "[2021]14号", "〔2021〕14号"},
		{"罚款\u200b人民币　5万元", "罚款人民币5万元", "罚款\u200b人民币　5万元"},
		{"Order No. 11 of the CAC", "No. 11", "No. 11"},
	} {
		v := view.New("text", c.raw)
		at := strings.Index(v.S, c.find)
		if at < 0 {
			t.Errorf("%q is read as %q, without %q", c.raw, v.S, c.find)
			continue
		}
		q := v.Quote(view.Span{From: at, To: at + len(c.find)})
		if q.Text != c.want || c.raw[q.Offset:q.Offset+len(q.Text)] != c.want {
			t.Errorf("%q of %q is quoted as %q at %d, not %q", c.find, c.raw, q.Text, q.Offset, c.want)
		}
	}
}

func TestNumbersAsTextsWriteThem(t *testing.T) {
	for _, c := range []struct {
		text  string
		value float64
		bound string
	}{
		{"38款", 38, ""},
		{"1.2万条", 12_000, ""},
		{"三百余名", 300, "more"},
		{"近千款", 1000, "nearly"},
		{"7000余条", 7000, "more"},
		{"10余万条", 100_000, "more"},
		{"36,000 records", 36_000, ""},
		{"2.84 billion yuan", 2.84e9, ""},
		{"more than seventeen", 17, "more"},
		{"twenty-three apps", 23, ""},
		{"壹佰贰拾元", 120, ""},
		{"80.26亿元", 8.026e9, ""},
	} {
		n := view.ScanNumbers(view.New("text", c.text).S)
		if len(n) != 1 || math.Round(n[0].Value) != c.value || n[0].Bound != c.bound {
			t.Errorf("%s: %+v, want %v %q", c.text, n, c.value, c.bound)
		}
	}
	for _, text := range []string{"七八十家", "百姓", "once"} {
		if n := view.ScanNumbers(text); len(n) > 0 {
			t.Errorf("%s has the number %+v", text, n)
		}
	}
}

func TestDaysAsTextsWriteThem(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2022年9月14日", "2022-09-14"},
		{"二〇二二年九月十四日", "2022-09-14"},
		{"2022-09-23", "2022-09-23"},
		{"2022.9.23", "2022-09-23"},
		{"9月5日至11日", "2026-09-05 2026-09-11"},
		{"5-11 September 2022", "2022-09-05 2022-09-11"},
		{"September 1, 2022", "2022-09-01"},
		{"from 13 September to 12 October 2022", "2022-09-13 2022-10-12"},
		{"明年1月1日", "2027-01-01"},
		{"2022年2月30日", ""},
		{"2022年8月", ""},
	} {
		v := view.New("text", c.text)
		v.Numbers = view.ScanNumbers(v.S)
		var got []string
		for _, d := range view.ScanDates(v, "2026-03-02") {
			got = append(got, string(d.Spoken("2026-03-02")))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.text, got, c.want)
		}
	}
}

func TestASentenceEndsWhereAPersonEndsIt(t *testing.T) {
	v := view.New("text", "Order No. 11 applies from 5 p.m. on Friday. It ends U.S. rules; others stay.\n第二条 应当报告。")
	var got []string
	for _, e := range v.Ends {
		got = append(got, strings.TrimSpace(v.Text(e)))
	}
	if want := "Order No. 11 applies from 5 p.m. on Friday.|It ends U.S. rules;|others stay.|第二条应当报告。"; strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
}
