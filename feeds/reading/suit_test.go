package reading_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// Of several bodies that a report of a case names, one decided it, and others brought it: told
// together, all would have decided.
func TestACaseIsBroughtByOneAndDecidedByAnother(t *testing.T) {
	for _, c := range []struct {
		title, body, want, not string
	}{
		{"个人信息保护民事公益诉讼案宣判", "北京市消费者协会就某公司强制收集个人信息提起消费民事公益诉讼，北京互联网法院近日公开宣判，判令被告停止侵害。", "Brought by the Beijing Consumers Association, decided by the Beijing Internet Court", "litigation filed"},
		{"个人信息保护民事公益诉讼案宣判", "近日，杭州互联网法院公开宣判，判令被告支付公益损害赔偿金5万元。", "Decided by the Hangzhou Internet Court.", "Bodies named"},
		{"个人信息保护民事公益诉讼案开庭", "杭州互联网法院将于下月开庭，原告请求判令被告支付赔偿金5万元。", "Bodies named: the Hangzhou Internet Court.", "Decided"},
	} {
		got := summaryOf(t, feeds.Writing{Title: c.title, Body: c.body, Source: "MEDIA", Media: true, Published: "2024-05-06"})
		if !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%s: %q, want %q and no %q", c.body, got, c.want, c.not)
		}
	}
}
