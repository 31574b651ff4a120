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
	audit := bot.Audit{Actor: "Ann", User: "U1", Work: "slack:T1", Channel: "slack:T1/U1", Verb: "watch", Detail: "add owners:U1"}
	if _, err := s.PutWatch(t.Context(), bot.WatchEntry{Workspace: "slack:T1", Kind: "app", Name: "Pay", Owners: []string{"U1"}}, audit); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	const nothing = "Nothing is kept of slack:T1/U1."
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"slack:T1/U2"}, []string{"Nothing is kept of slack:T1/U2."}},
		{[]string{"slack:T1/U1"}, []string{"Kept of slack:T1/U1:", "1  watched names that nobody else owns: w1", "1  audit rows", "would stand under an alias", "with --yes"}},
		{[]string{"slack:T1/U1", "--yes"}, []string{"Removed of slack:T1/U1:", "stands under an alias now", "Backups"}},
		{[]string{"slack:T1/U1"}, []string{nothing}},
	} {
		out, errs, code := runIn(t, "", append([]string{"forget", "--data", dir}, c.args...)...)
		for _, want := range c.want {
			if code != 0 || !strings.Contains(out, want) {
				t.Errorf("forget %v: code %d, lacks %q:\n%s%s", c.args, code, want, out, errs)
			}
		}
	}
	out, _, _ := runIn(t, "", "export", "--data", dir)
	if strings.Contains(out, "U1") || strings.Contains(out, "Ann") || !strings.Contains(out, "forgotten-") {
		t.Errorf("the export still tells who it was:\n%s", out)
	}
	if _, errs, code := runIn(t, "", "forget", "--data", dir, "Ann"); code != exitUsage || !strings.Contains(errs, "is not of the form platform:workspace/id") {
		t.Errorf("forget Ann: code %d, %s", code, errs)
	}
}
