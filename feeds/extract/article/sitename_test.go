package article

import "testing"

func TestATitleElementWithoutColumnAndSite(t *testing.T) {
	const title = "关于开展个人信息保护专项行动的公告"
	for in, want := range map[string]string{
		title + "_通知公告_网信办":      title,
		"中国网信网_" + title:         title,
		"中国网信网_" + title + "_首页": title,
		"中国网信网_首页":               "中国网信网",
		title + " - 网信办":         title,
		"国家数据局 - " + title:       title,
		"通知公告 | " + title:        title,
		title + " | 通知公告 | 网信办":  title,
		title + "-国家数据局":         title,
		title + "-2026年第8批":      title + "-2026年第8批",
		title + " - 2026-09-01":  title,
		"New rules - ICO":        "New rules",
		"A | B":                  "A | B",
	} {
		if got := withoutSite(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
