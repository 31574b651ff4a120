package facts_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestWhosePageItIsIsToldByItsAddressWhereNobodySays(t *testing.T) {
	r := shippedReader(t)
	for _, c := range []struct {
		address      string
		source, want feeds.AuthorityID
	}{
		{"https://www.cac.gov.cn/2026-03/10/c_1.htm", "", "CAC"},
		{"http://cac.gov.cn:80/", "", "CAC"},
		{"https://www.cac.gov.cn./1.htm", "", "CAC"},
		{"https://WWW.MIIT.GOV.CN/xwfb/art/2026/art_1.html", "", "MIIT"},
		{"https://wap.miit.gov.cn/a", "", "MIIT"},
		{"https://std.samr.gov.cn/gb/1", "", "SAC"}, // not its parent's
		{"https://www.gov.cn/zhengce/1.htm", "", "SC"},
		{"https://www.unknown.gov.cn/1.htm", "", ""}, // not the State Council's
		{"https://mp.weixin.qq.com/s/abc", "", ""},   // anybody's
		{"https://finance.sina.com.cn/1.shtml", "", "MEDIA"},
		{"https://news.cn/1", "", "XINHUA"},
		{"https://english.news.cn/1", "", "XINHUA"},
		{"https://finance.cnr.cn/1", "", "CNR"},
		{"https://www.law.example.edu.cn/1", "", ""},
		{"https://192.0.2.1/1", "", ""},
		{"not an address", "", ""},
		{"", "", ""},
		{"https://www.cac.gov.cn/1.htm", "LEGALDAILY", "LEGALDAILY"}, // somebody said it
	} {
		if got := r.Placed(feeds.Writing{URL: c.address, Source: c.source}).Source; got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.address, c.source, got, c.want)
		}
	}
	if got := r.Placed(feeds.Writing{URL: "https://www.cac.gov.cn/1.htm", Media: true}); got.Source != "" {
		t.Errorf("a medium's page is called that of %s", got.Source)
	}
}
