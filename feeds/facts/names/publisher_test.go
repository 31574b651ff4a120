package names_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

func TestWhosePageItIsIsToldByItsAddressWhereNobodySays(t *testing.T) {
	r := factstest.Reader(t)
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

// TestWhoTestedIsWhoNames: a ministry's page of what its centre found is the centre's, and
// a bureau's that had apps tested by somebody its own.
func TestWhoTestedIsWhoNames(t *testing.T) {
	for _, c := range []struct {
		title, body string
		source      feeds.AuthorityID
		want        feeds.AuthorityID
	}{
		{"70款违法违规收集使用个人信息App被通报", "经国家计算机病毒应急处理中心检测，70款移动应用存在违法违规情况。", "MPS", "CVERC"},
		{"公安部通报70款违法违规收集使用个人信息App", "经国家计算机病毒应急处理中心检测，70款移动应用存在违法违规情况。", "MPS", "MPS"},
		{"关于侵害用户权益行为的APP通报", "经中国信息通信研究院检测，12款APP存在问题，现予以通报。", "GDCA", "GDCA"},
	} {
		got := factstest.Reader(t).Read(feeds.Writing{Title: c.title, Body: c.body, Source: c.source, Published: "2026-03-02"}).Authorities
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s on a page of %s: %v, want %s", c.title, c.source, got, c.want)
		}
	}
}
