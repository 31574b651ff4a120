package article

import (
	"testing"

	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestLabelsLoseTheBracketsAroundAndBehindThem(t *testing.T) {
	for label, want := range map[string]string{
		"附件：名单（）":  "附件：名单",
		"名单 [ ]":   "名单",
		"名单：【】":    "名单",
		"【名单】":     "名单",
		"名单（第一批）":  "名单（第一批）",
		"（征求意见稿）：": "征求意见稿",
	} {
		if got := withoutBrackets(label); got != want {
			t.Errorf("%q is called %q, want %q", label, got, want)
		}
	}
}

func TestIcons(t *testing.T) {
	for markup, want := range map[string]bool{
		`<img src="/images/icon_pdf.gif">`:                               true,
		`<img src="/images/pdf.png">`:                                    true,
		`<img src="/sys/icons/a.png">`:                                   true,
		`<img src="/images/share_wx.png">`:                               true,
		`<img src="a.png" width="16">`:                                   true,
		`<img src="a.png" style="display: none">`:                        true,
		`<img src="/2022/W020220914.png" width="600">`:                   false,
		`<img data-src="https://mmbiz.qpic.cn/mmbiz_png/xDoTy/640">`:     false,
		`<img src="https://res.weixin.example/upload/20220914/001.jpg">`: false,
		`<img src="/images/online-list.png">`:                            false,
	} {
		if got := isIcon(dom.First(dom.Fragment(markup), "img")); got != want {
			t.Errorf("isIcon(%s) = %v", markup, got)
		}
	}
}
