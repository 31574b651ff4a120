package bot_test

import (
	"testing"

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
