package feeds_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestCompletes(t *testing.T) {
	for _, c := range []struct {
		cut, whole string
		want       bool
	}{
		{"关于开展数据安全专项检查的...", "关于开展数据安全专项检查的通知", true},
		{"关于开展 数据安全…", "关于开展数据安全专项检查的通知", true},
		{"关于开展数据安全专项检查的通知", "关于开展数据安全专项检查的通知", false},
		{"关于下架…", "关于公布名单的通知", false},
		{"数据安全.", "数据安全法", false},
		{"……", "数据安全法", false},
		{"关于……的说明", "关于……的说明及附件", false},
	} {
		if got := feeds.Completes(c.cut, c.whole); got != c.want {
			t.Errorf("Completes(%q, %q) = %v", c.cut, c.whole, got)
		}
	}
}
