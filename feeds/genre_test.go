package feeds_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestGenreOfTitles(t *testing.T) {
	for _, tt := range []struct {
		title string
		want  feeds.Genre
	}{
		{"某办有关负责人就《数据出境安全评估办法》答记者问", feeds.Questions},
		{"数据出境安全管理政策问答（2025年4月）", feeds.Questions},
		{"個人資料保護局公布常見問題", feeds.Questions},
		{"专家解读｜以合规审计提升个人信息保护水平", feeds.Commentary},
		{"一图读懂《工业和信息化领域数据安全管理办法（试行）》", feeds.Explanation},
		{"《医疗卫生机构网络安全管理办法》解读", feeds.Explanation},
		{"Q & A on the filing of standard contracts", feeds.Questions},
		{"Seven questions on the new cross-border data rules answered", feeds.Questions},
		{"CAC spokesperson answers press on algorithm rules", feeds.Questions},
		{"Infographic: who has to file", feeds.Explanation},
		// They answer, and explain nothing.
		{"某公司智能问答服务通过备案", ""},
		{"网信办约谈某平台负责人就数据安全问题提出要求", ""},
		{"Hackers who sold exam questions from school servers caught", ""},
		{"Court answers for a leak of case files", ""},
		{"数据出境安全评估办法", ""},
		{"", ""},
	} {
		if got := feeds.GenreOf(tt.title); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.title, got, tt.want)
		}
	}
}
