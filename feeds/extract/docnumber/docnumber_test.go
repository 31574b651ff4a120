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
