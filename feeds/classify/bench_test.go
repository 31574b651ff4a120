package classify_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// page is a text of about 2 KB with many words of the vocabulary.
func page() feeds.Writing {
	return feeds.Writing{
		Title:  "国家互联网信息办公室关于《网络数据安全管理条例（征求意见稿）》公开征求意见的通知",
		Source: "CAC",
		Body: strings.Repeat("为了规范网络数据处理活动，保障数据安全，保护个人信息权益，根据《网络安全法》《数据安全法》"+
			"《个人信息保护法》等法律，起草本条例。数据处理者向境外提供个人信息和重要数据，应当申报数据出境安全评估。\n", 8),
	}
}

func TestJudgeIsFast(t *testing.T) {
	c := shipped(t)
	w := page()
	best := time.Hour
	for range 20 {
		start := time.Now()
		var r feeds.Reading
		c.Judge(w, &r)
		best = min(best, time.Since(start))
	}
	if limit := 300 * time.Microsecond; best > limit && !raceEnabled {
		t.Errorf("judging %d bytes takes %v, limit %v", len(w.Body), best, limit)
	}
	t.Logf("%d bytes in %v", len(w.Body), best)
}

func BenchmarkJudge(b *testing.B) {
	c := shipped(b)
	w := page()
	b.SetBytes(int64(len(w.Title) + len(w.Body)))
	for b.Loop() {
		var r feeds.Reading
		c.Judge(w, &r)
	}
}
