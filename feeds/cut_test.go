package feeds_test

import (
	"slices"
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

func TestClipKeepsCharactersWhole(t *testing.T) {
	for n, want := range []string{"", "a", "a", "a", "a中", "a中", "a中", "a中文", "a中文"} {
		if got := feeds.Clip("a中文", n); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
}

func TestKeysStandOnce(t *testing.T) {
	keys := feeds.AddKey(nil, "url", "u")
	keys = feeds.AddKey(feeds.AddKey(feeds.AddKey(keys, "url", "u"), "core", ""), "core", "u")
	if !slices.Equal(keys, []feeds.Key{"url:u", "core:u"}) {
		t.Errorf("keys %v", keys)
	}
}
