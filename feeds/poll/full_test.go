package poll_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/poll"
)

// fullDisk has no room for page copies, and the store none for anything, until it is
// emptied.
type fullDisk struct {
	poll.Keeper
	poll.Store
	copies, claims atomic.Bool
	log            strings.Builder
}

func (d *fullDisk) Keep(doc feeds.Document) (string, error) {
	if d.copies.Load() {
		return "", fmt.Errorf("write: %w", feeds.ErrFull)
	}
	return d.Keeper.Keep(doc)
}

func (d *fullDisk) ClaimHost(ctx context.Context, owner string, sources []feeds.Source) (feeds.Claim, []feeds.Visit, error) {
	if d.claims.Load() {
		return feeds.Claim{}, nil, feeds.ErrFull
	}
	return d.Store.ClaimHost(ctx, owner, sources)
}

func TestAFullDiskEndsADrainAndLosesNoCopy(t *testing.T) {
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	world := town{
		jswx:                              ul(`<li><a href="./202209/t20220928_1.shtml">关于数据出境的通知</a><span>2022-09-28</span></li>`),
		jswx + "202209/t20220928_1.shtml": article("关于数据出境的通知", "<p>数据处理者向境外提供个人信息和重要数据的，应当按照规定申报安全评估，现将有关事项通知如下。</p>"),
	}
	disk := &fullDisk{}
	l := newLabWith(t, world.recording(t), 30, all, func(_ *lab, d *poll.Deps, c *poll.Config) {
		disk.Keeper, disk.Store = d.Keep, d.Store
		d.Keep, d.Store, d.Log = disk, disk, slog.New(slog.NewTextHandler(&disk.log, &slog.HandlerOptions{Level: slog.LevelInfo}))
		c.Workers = 1
	}, "jswx-enforcement")
	disk.claims.Store(true)
	if err := l.poller.Drain(t.Context()); !errors.Is(err, feeds.ErrFull) || len(l.all()) > 0 {
		t.Errorf("with a full store: %v, %d items", err, len(l.all()))
	}
	disk.claims.Store(false)
	disk.copies.Store(true)
	if err := l.poller.Drain(t.Context()); !errors.Is(err, feeds.ErrFull) {
		t.Errorf("with no room for copies: %v", err)
	}
	if items := l.all(); len(items) != 1 || items[0].State != feeds.ItemUnread {
		t.Fatalf("read without a copy: %+v", items)
	}
	disk.copies.Store(false)
	if err := l.poller.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if items := l.all(); items[0].State != feeds.ItemRead || items[0].Copy == "" {
		t.Errorf("with room: %+v", items)
	}
	if strings.Contains(disk.log.String(), "ERROR") {
		t.Errorf("logged: %s", disk.log.String())
	}
}
