package number_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/token"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		in, en, noun string
		kind         token.Kind
		rest         string
	}{
		{"第三批App", "Third Batch", "", token.Ordinal, "App"},
		{"第二百五十三条之一的", "Article 253-1", "", token.Ordinal, "的"},
		{"2025年3月1日起施行", "from 1 March 2025", "", token.Date, "施行"},
		{"2024年第三季度通报", "the Third Quarter of 2024", "", token.Date, "通报"},
		{"2023-2025年规划", "2023-2025", "", token.Date, "规划"},
		{"127款App", "127", "Apps", token.Number, "App"},
		{"两家银行", "Two", "Companies", token.Number, "银行"},
		{"8026万元罚款", "RMB 80.26 Million", "", token.Money, "罚款"},
		{"5亿欧元", "EUR 500 Million", "", token.Money, ""},
		{"60%用户", "60%", "", token.Date, "用户"},
		{"14周岁以下未成年人", "under-14", "", token.Ordinal, "未成年人"},
	} {
		got, n, ok := number.Read(c.in)
		if !ok || got.EN != c.en || got.Noun != c.noun || got.Kind != c.kind || c.in[n:] != c.rest {
			t.Errorf("%s: %q of %q, kind %d, left %q; want %q of %q, kind %d, left %q", c.in, got.EN, got.Noun, got.Kind, c.in[n:], c.en, c.noun, c.kind, c.rest)
		}
	}
	for _, none := range []string{"", "数据", "一体化"} {
		if got, n, ok := number.Read(none); ok {
			t.Errorf("%q: %+v of %d bytes", none, got, n)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct{ in, yuan, en string }{
		{"100人以上", "", "100 or More"}, {"一年六个月", "", "One Year and Six"}, {"5万元", "$", "$50,000"}, {"5万元", "", "RMB 50,000"}, {"二级以上医院", "", "Level-Two-and-above"},
	} {
		if got, _, ok := number.Amount(c.in, c.yuan); !ok || got.EN != c.en {
			t.Errorf("%s: %q, want %q", c.in, got.EN, c.en)
		}
	}
	if got, n, ok := number.Rough("近千万用户"); !ok || got.EN != "Nearly Ten Million" || n != len("近千万") {
		t.Errorf("got %+v of %d bytes", got, n)
	}
	if got, _, ok := number.Limit("在30日内报告"); !ok || got.EN != "within 30 Days" {
		t.Errorf("got %+v", got)
	}
}

func TestInBracket(t *testing.T) {
	for in, want := range map[string]string{
		"2024年第3批，总第39批": "Batch 3 of 2024, No. 39 Overall", "2025年第8号": "No. 8 of 2025", "2024年版": "2024 Edition", "V2.0版": "Version 2.0", "三": "III",
	} {
		if got, ok := number.InBracket(in); !ok || got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	if got, ok := number.InBracket("征求意见稿"); ok {
		t.Errorf("got %q", got)
	}
}
