package chinese_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/gloss/chinese"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     chinese.Title
	}{
		{"marks and widths", "关于ＡＢＣ（２０２４）的通知", chinese.Title{Text: "关于ABC(2024)的通知"}},
		{"blanks of layout", "警方处罚 5 款 App", chinese.Title{Text: "警方处罚5款App", Apps: true}},
		{"dates in numerals", "自二〇二五年一月一日起施行", chinese.Title{Text: "自2025年1月1日起施行"}},
		{"shares", "投诉下降两成半", chinese.Title{Text: "投诉下降25%"}},
		{"cases of a branch", "发布典型刑事案例", chinese.Title{Text: "发布刑事典型案例"}},
		{"a question in other words", "能不能查看员工手机", chinese.Title{Text: "能否查看员工手机"}},
		{"what only the press says", "男子获刑三年有期徒刑", chinese.Title{Text: "男子获刑有期徒刑三年"}},
		{"what official titles say", "关于几个数据问题的通知", chinese.Title{Text: "关于若干数据问题的通知"}},
		{"traditional characters", "網絡保安措施", chinese.Title{Text: "网络安全措施", HongKong: true, Yuan: "$"}},
		{"Taiwan", "教育部公布個資外洩", chinese.Title{Text: "台湾教育部公布个资外泄", Own: true, Yuan: "NT$"}},
		{"a state and no city", "德州总检察长起诉Meta", chinese.Title{Text: "得州总检察长起诉Meta"}},
		{"another country's laws", "韩国《个人信息保护法》施行", chinese.Title{Text: "韩国《个人信息保护法》施行", Own: true}},
		{"safety of things", "房屋安全管理条例", chinese.Title{Text: "房屋安全管理条例", Safety: true}},
		{"security of data, things or no", "道路运输数据安全管理办法", chinese.Title{Text: "道路运输数据安全管理办法"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := chinese.Read(c.in); got != c.want {
				t.Errorf("%s\n got %+v\nwant %+v", c.in, got, c.want)
			}
		})
	}
}

// TestReadTwice: what was read once is not read otherwise.
func TestReadTwice(t *testing.T) {
	for _, title := range []string{"国务院办公厅关于印发《 网络 数据 》的通知", "骇客偷走“个人信息”，谁该负责?", "會同有關部門印發第十四個五年規劃"} {
		once := chinese.Read(title).Text
		if twice := chinese.Read(once).Text; twice != once {
			t.Errorf("%s became %s, and then %s", title, once, twice)
		}
	}
}

func TestKeysOfLaws(t *testing.T) {
	want := chinese.LawKey("数据安全法")
	for _, name := range []string{"中华人民共和国数据安全法", "数据 安全法"} {
		if got := chinese.LawKey(chinese.Normalize(name)); got != want {
			t.Errorf("%s is looked up by %s, want %s", name, got, want)
		}
	}
	if got := chinese.Unmarked("《数据安全法》"); got != "数据安全法" {
		t.Errorf("got %s", got)
	}
	if got := chinese.Unmarked("《甲》和《乙》"); got != "《甲》和《乙》" {
		t.Errorf("got %s", got)
	}
}
