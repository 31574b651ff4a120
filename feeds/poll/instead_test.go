package poll_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/replay"
)

// TestWhatASiteSaysInPlaceOfAnArticleIsNotItsText: a firewall answers at 200 once, in the frame
// of the site, and the article is there again later.
func TestWhatASiteSaysInPlaceOfAnArticleIsNotItsText(t *testing.T) {
	l := newLab(t, 30, "sheitc-announcements")
	const path = "/gg/20220914/5b58744a4f4740fb8da5d003cd9b6d23.html"
	wall := `<html><head><meta charset="utf-8"><title>上海市经济和信息化委员会</title></head><body><div class="nav">` + strings.Repeat(`<a href="/zwgk/">政务公开栏目</a>`, 60) +
		`</div><div class="content"><h3>提示</h3><p>您的请求疑似攻击行为，已被拦截！事件编号：0000-20220930</p></div></body></html>`
	hosts := []string{"www.sheitc.sh.gov.cn", "sheitc.sh.gov.cn"}
	for _, host := range hosts {
		if err := l.sites.Set(host, path, replay.Answer{Body: []byte(wall)}); err != nil {
			t.Fatal(err)
		}
	}
	find := func() feeds.Item {
		hits, _, err := l.store.Find(t.Context(), bot.Query{Words: []string{"上海市公共数据开放实施细则"}, Items: true})
		if err != nil || len(hits) == 0 {
			t.Fatalf("find: %d hits, %v", len(hits), err)
		}
		item, err := l.store.Item(t.Context(), hits[0].Item.ID)
		if err != nil {
			t.Fatal(err)
		}
		return item
	}
	l.round(0)
	if i := find(); i.State != feeds.ItemUnread || i.Attempts != 1 || i.Text != "" {
		t.Fatalf("behind the wall: %s (%s), %d attempts, %q", i.State, i.Unread, i.Attempts, i.Text)
	}
	for _, host := range hosts {
		l.sites.Restore(host, path)
	}
	l.round(10 * time.Minute)
	if i := find(); i.State != feeds.ItemRead || !strings.Contains(i.Text, "公共数据") {
		t.Errorf("after the wall: %s (%s), %q", i.State, i.Unread, feeds.Clip(i.Text, 60))
	}
}
