package main

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/store"
)

func TestForgetShowsFirstAndRemovesWhenToldTo(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	audit := bot.Audit{Actor: "Ann", User: "U1A", Work: "slack:T1", Channel: "slack:T1/U1A", Verb: "watch", Detail: "add owners:U1A"}
	if _, err := s.PutWatch(t.Context(), bot.WatchEntry{Workspace: "slack:T1", Kind: "app", Name: "Pay", Owners: []string{"U1A"}}, audit); err != nil {
		t.Fatal(err)
	}
	shared := bot.Channel{ID: "slack:T1/C1B"}
	if _, err := s.Subscribe(t.Context(), bot.Subscription{Channel: shared.ID, Owner: "U2B"}, shared, bot.Audit{Actor: "U2B", Channel: shared.ID, Work: "slack:T1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Subscribe(t.Context(), bot.Subscription{Channel: "console:local/legal", Owner: "operator"}, bot.Channel{ID: "console:local/legal"}, bot.Audit{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	const nothing = "Nothing is kept of slack:T1/U1A."
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"slack:T1/U3C"}, []string{"Nothing is kept of slack:T1/U3C."}},
		{[]string{"slack:T1/U1A"}, []string{"Kept of slack:T1/U1A:", "1  watched names that nobody else owns: w1", "1  audit rows", "would stand under an alias", "with --yes"}},
		{[]string{"slack:T1/U1A", "--yes"}, []string{"Removed of slack:T1/U1A:", "stands under an alias now", "Backups"}},
		{[]string{"slack:T1/U1A"}, []string{nothing}},
	} {
		out, errs, code := runIn(t, "", append([]string{"forget", "--data", dir}, c.args...)...)
		for _, want := range c.want {
			if code != 0 || !strings.Contains(out, want) {
				t.Errorf("forget %v: code %d, lacks %q:\n%s%s", c.args, code, want, out, errs)
			}
		}
	}
	out, _, _ := runIn(t, "", "export", "--data", dir)
	if strings.Contains(out, "U1A") || strings.Contains(out, "Ann") || !strings.Contains(out, "forgotten-") {
		t.Errorf("the export still tells who it was:\n%s", out)
	}
	for who, want := range map[string]string{
		"Ann": "is not of the form platform:workspace/id", "slak:T1/U1A": "is on no platform that there is",
		"slack:T1/u1a": "is no person", "slack:T1/C1B": "is no person", "webhook:local/x": "is no person",
		"console:local/legal": "is no person",
	} {
		if _, errs, code := runIn(t, "", "forget", "--data", dir, "--yes", who); code != exitUsage || !strings.Contains(errs, want) {
			t.Errorf("forget %s: code %d, %s", who, code, errs)
		}
	}
	if out, _, _ := runIn(t, "", "export", "--data", dir); !strings.Contains(out, `"owner":"U2B"`) {
		t.Errorf("the channel's subscription is gone:\n%s", out)
	}
}
