package docnumber

import "testing"

func TestDocNumber(t *testing.T) {
	for text, want := range map[string]string{
		"国信办发〔2022〕14号 各有关单位": "国信办发〔2022〕14号",
		"国家互联网信息办公室令 第12号":    "国家互联网信息办公室令第12号",
		"商务部公告2025年第5号":       "商务部公告2025年第5号",
		"公告〔十五届〕第89号":         "公告〔十五届〕第89号",
		"根据网络安全法，现予通报":        "",
	} {
		if got := Of("", "", "", text); got != want {
			t.Errorf("number in %q = %q, want %q", text, got, want)
		}
	}
}

func TestUnder(t *testing.T) {
	const announcement = "关于发布个人信息保护认证实施规则的公告"
	for _, c := range []struct{ title, line, want string }{
		{announcement, "2026年第13号", "公告2026年第13号"},
		{announcement, "（2026年 第13号）", "公告2026年第13号"},
		{announcement, "2026年第13号令", "令2026年第13号"},
		{announcement, "市监公告〔2026〕13号", "市监公告〔2026〕13号"},
		{announcement, "2026年第13号发布", ""},
		{"关于开展专项检查的通知", "2026年第13号", ""},
		{"网信动态", "2026年第13号", ""},
	} {
		if got := Under(c.title, c.line); got != c.want {
			t.Errorf("%q under %q is %q, want %q", c.line, c.title, got, c.want)
		}
	}
}
