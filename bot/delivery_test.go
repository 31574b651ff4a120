package bot_test

import (
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

func TestOnlyNoticesAboutSourcesAreLinesThatShareAPost(t *testing.T) {
	for _, c := range []struct {
		kind    bot.Kind
		subject string
		want    bool
	}{
		{bot.KindNotice, "source:cac", true},
		{bot.KindNotice, "disk", false},
		{bot.KindAlert, "source:cac", false},
		{bot.KindAlert, "e1", false},
	} {
		d := bot.Delivery{Key: bot.DeliveryKey{Kind: c.kind, Subject: c.subject}}
		if got := d.AboutSource(); got != c.want {
			t.Errorf("%s about %q: %v, want %v", c.kind, c.subject, got, c.want)
		}
	}
}

func TestATryOfAClockThatWasSetBackIsDue(t *testing.T) {
	now := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	tried := bot.Delivery{State: bot.Retry, Attempts: 1, Started: now, NextTry: now.Add(30 * time.Second)}
	for after, waits := range map[time.Duration]bool{0: true, time.Second: true, 30 * time.Second: false, -time.Second: false, -20 * time.Minute: false} {
		if tried.Waits(now.Add(after)) != waits {
			t.Errorf("put off by half a minute, %s after it was tried: waits %t", after, !waits)
		}
	}
	for _, c := range []struct {
		due, next time.Duration
		waits     bool
	}{{0, 0, false}, {0, time.Minute, true}, {0, bot.MaxWait, true}, {0, 24 * time.Hour, false}, {24 * time.Hour, 0, true}, {-time.Hour, -time.Minute, false}} {
		d := bot.Delivery{State: bot.Pending, Created: now, Due: now.Add(c.due), NextTry: now.Add(c.next)}
		if d.Waits(now) != c.waits {
			t.Errorf("due in %s, next try in %s: waits %t", c.due, c.next, !c.waits)
		}
		if d.Created = d.Due; d.Waits(now) != (c.waits && c.next > 0) {
			t.Errorf("due in %s when it was owed, next try in %s: waits %t", c.due, c.next, d.Waits(now))
		}
		if d.Created, d.Attempts = now, 1; d.Waits(now) != (c.waits && c.next > 0) {
			t.Errorf("due in %s and tried, next try in %s: waits %t", c.due, c.next, d.Waits(now))
		}
	}
}
