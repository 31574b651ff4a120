package poll_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/poll"
)

// slowAttacher takes three minutes of the lab's clock for an attachment: three times
// a lease.
type slowAttacher struct {
	lab   *lab
	calls atomic.Int32
}

func (s *slowAttacher) Attach(_ context.Context, a feeds.Attachment, _ feeds.Document) feeds.Attachment {
	s.calls.Add(1)
	for range 18 {
		s.lab.mu.Lock()
		s.lab.now = s.lab.now.Add(10 * time.Second)
		s.lab.mu.Unlock()
		time.Sleep(10 * time.Millisecond) // others look for work meanwhile
	}
	a.Read, a.How = "read", "docx"
	return a
}

func TestClaimIsKeptWhileItsWorkGoesOn(t *testing.T) {
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	slow := &slowAttacher{}
	world := town{
		jswx:                              ul(`<li><a href="./202209/t20220928_1.shtml">关于数据出境的通知</a><span>2022-09-28</span></li>`),
		jswx + "202209/t20220928_1.shtml": article("关于数据出境的通知", `<a href="./P020220928.docx">名单.docx</a>`),
		jswx + "202209/P020220928.docx":   "!Content-Type: application/octet-stream\nPK",
	}
	l := newLabWith(t, world.recording(t), 30, all, func(l *lab, d *poll.Deps, c *poll.Config) {
		slow.lab, d.Attach, c.Renew = l, slow, time.Millisecond
	}, "jswx-enforcement")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.poller.Run(ctx) }()
	for began := time.Now(); time.Since(began) < 2*time.Minute; time.Sleep(10 * time.Millisecond) {
		if items := l.all(); len(items) == 1 && items[0].State == feeds.ItemRead {
			break
		}
	}
	stop()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n := slow.calls.Load(); n != 1 {
		t.Errorf("the attachment was read %d times, want once by who claimed it", n)
	}
	items := l.all()
	if len(items) != 1 || len(items[0].Article.Attachments) != 1 || items[0].Article.Attachments[0].Read != "read" {
		t.Errorf("items %+v", items)
	}
}
