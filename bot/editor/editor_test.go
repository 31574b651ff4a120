package editor

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

func TestSourceStatesAreToldAtEachChangeAlone(t *testing.T) {
	now := feeds.Day("2022-10-08").Time(feeds.Shanghai)
	ed := New(Deps{Now: func() time.Time { return now }}, Config{})
	const ops = bot.ChannelID("console:local/ops")
	good, since := now.Add(-8*24*time.Hour), now.Add(-7*24*time.Hour+9*time.Hour)
	visit := func(s feeds.HealthState) feeds.Visit {
		return feeds.Visit{Source: "cac", Good: good, Health: feeds.Health{State: s, Since: since, Reason: "403"}}
	}
	first := func(ago time.Duration) feeds.Visit {
		return feeds.Visit{Source: "cac", Good: good, Health: feeds.Health{State: feeds.HealthOK, Since: now.Add(-ago)}}
	}
	told := func(state string) bot.Delivery { return bot.Delivery{Args: map[string]string{"state": state}} }
	cases := []struct {
		name  string
		visit feeds.Visit
		told  []bot.Delivery
		want  string // occasion
	}{
		{"first poll", first(firstTold / 2), nil, "baseline"},
		{"first poll, of long ago", first(firstTold * 2), nil, ""},
		{"never read", feeds.Visit{Source: "cac", Health: feeds.Health{State: feeds.HealthNew}}, nil, ""},
		{"never read and broken", feeds.Visit{Source: "cac", Health: feeds.Health{State: feeds.HealthBroken, Since: since}}, nil, "broken@1664586000"},
		{"still well", visit(feeds.HealthOK), []bot.Delivery{told("")}, ""},
		{"broken", visit(feeds.HealthBroken), []bot.Delivery{told("")}, "broken@1664586000"},
		{"well again", visit(feeds.HealthOK), []bot.Delivery{told(""), told("broken")}, "ok@1664586000"},
		{"well and told so", visit(feeds.HealthOK), []bot.Delivery{told("broken"), told("ok")}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, ok := ed.sourceState(ops, "source:cac", c.visit, c.told)
			if ok != (c.want != "") || ok && d.Key.Occasion != c.want {
				t.Errorf("told %v, %q; want %q", ok, d.Key.Occasion, c.want)
			}
		})
	}
}

// TestRemindersComeInTheMorningOfTheirDay wherever their readers are: when China's Monday
// began it was Sunday noon in New York, and Sunday evening in Berlin.
func TestRemindersComeInTheMorningOfTheirDay(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Shanghai", "Pacific/Auckland", "UTC"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, today := range []feeds.Day{"2026-03-30", "2026-10-26", "2026-11-02", "2026-03-09", "2026-11-30"} { // Mondays, four behind a change of clocks
			ed := New(Deps{Now: func() time.Time { return today.Time(feeds.Shanghai).Add(time.Minute) }}, Config{})
			due := ed.timed(make([]bot.Delivery, 1), loc)[0].Due.In(loc)
			if got := due.Format("2006-01-02 15:04"); got != string(today)+" 09:00" {
				t.Errorf("%s: a reminder of %s is due at %s", zone, today, got)
			}
			ed.deps.Now = func() time.Time { return today.Time(feeds.Shanghai).Add(23 * time.Hour) }
			if due := ed.timed(make([]bot.Delivery, 1), loc)[0].Due; due.Before(ed.deps.Now()) {
				t.Errorf("%s: a reminder that is late is due at %s, before it is owed", zone, due)
			}
		}
	}
}

func TestAnOwnerIsToldWhichNamesMatchAndWhichWereNotRead(t *testing.T) {
	const place = feeds.WorkspaceID("console:local")
	entries := entriesOf([]bot.WatchEntry{
		{ID: "w1", Workspace: place, Kind: "app", Name: "艾克米支付", Owners: []string{"ann", "bob"}},
		{ID: "w2", Workspace: place, Kind: "app", Name: "随申行", Owners: []string{"eve", "bob"}},
		{ID: "w3", Workspace: place, Kind: "app", Name: "别家应用", Owners: []string{"eve"}},
	}, bot.Direct(place, "bob"))
	if len(entries) != 2 {
		t.Fatalf("%d entries are bob's, want two", len(entries))
	}
	e := feeds.Event{Reading: feeds.Reading{Apps: &feeds.AppList{Expected: 3, Rows: []feeds.AppRow{{Row: 1, Name: "艾克米支付"}, {Row: 2, Name: "随申行助手"}}}}}
	var told []string
	for _, l := range resultLines(bot.Comparer(e, nil, bot.Fold)(entries), len(entries)) {
		told = append(told, l.Words(bot.English, phrase.Say))
	}
	words := strings.Join(told, "\n")
	for _, want := range []string{"MATCH row 1: 艾克米支付 · your entry “艾克米支付”, exact", "Possible match, row 2 of 3: 随申行助手 · your entry “随申行”", "Names NOT fully checked: 2 of 3 rows read"} {
		if !strings.Contains(words, want) {
			t.Errorf("lacks %q:\n%s", want, words)
		}
	}
}
