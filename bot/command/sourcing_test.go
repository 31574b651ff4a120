package command_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

// shelf keeps sources in memory; every address reads as one row.
type shelf struct{ own []bot.OwnSource }

func (s *shelf) Propose(_ context.Context, _ feeds.WorkspaceID, what string, operator bool) ([]bot.Proposal, error) {
	if strings.Contains(what, "\n") && !operator {
		return nil, errors.New("a file of somebody who is no operator was read")
	}
	return []bot.Proposal{{Source: feeds.Source{ID: "own-x", NameZH: "通知"}, Rule: "r", List: what, Rows: []feeds.Entry{{Title: "关于数据的通知", URL: what}}}}, nil
}

func (s *shelf) Keep(_ context.Context, o bot.OwnSource, _ bot.Audit) error {
	s.own = append(slices.DeleteFunc(s.own, func(x bot.OwnSource) bool { return x.ID == o.ID }), o)
	return nil
}

func (s *shelf) Drop(_ context.Context, _ feeds.WorkspaceID, id feeds.SourceID, _ bot.Audit) error {
	s.own = slices.DeleteFunc(s.own, func(x bot.OwnSource) bool { return x.ID == id })
	return nil
}

func (s *shelf) OwnSources(context.Context) ([]bot.OwnSource, error) { return slices.Clone(s.own), nil }

func (s *shelf) Added(context.Context) (list []feeds.Source) {
	for _, o := range s.own {
		list = append(list, feeds.Source{ID: o.ID, Workspace: o.Workspace, Disabled: o.Paused})
	}
	return list
}

func (s *shelf) Pack(list []bot.OwnSource, _ bool) (string, error) {
	return strings.Repeat("x\n", len(list)), nil
}

// seenNothing has no visits.
type seenNothing struct{}

func (seenNothing) Visits(context.Context) ([]feeds.Visit, error)       { return nil, nil }
func (seenNothing) Checks(context.Context, string) ([]bot.Check, error) { return nil, nil }

// seenOnce has one visit.
type seenOnce struct {
	seenNothing
	visit feeds.Visit
}

func (s seenOnce) Visits(context.Context) ([]feeds.Visit, error) { return []feeds.Visit{s.visit}, nil }

func TestOneSourceSaysSinceWhenAndUntilWhen(t *testing.T) {
	at := time.Date(2022, 9, 30, 10, 0, 0, 0, feeds.Shanghai)
	o := newOffice(t)
	o.desk.Catalog.Sources = []feeds.Source{{ID: "cac-a", NameEN: "A"}, {ID: "cac-b", NameEN: "B"}}
	o.desk.Watchers = seenOnce{visit: feeds.Visit{Source: "cac-a", NextDue: at.Add(24 * time.Hour), Health: feeds.Health{State: feeds.HealthDegraded, Since: at, Reason: "the site asks to come back later"}}}
	p := o.person(here, "Ann")
	p.wants("sources cac-a", "degraded", "come back later", "so since 30 Sep 2022 10:00", "asked again from 1 Oct 2022 10:00")
	if answer := p.say("sources"); strings.Contains(answer, "since") {
		t.Errorf("a list is short: %s", answer)
	}
	p.wants("sources cac", "No source is called “cac”. There are cac-a, cac-b.")
	p.wants("sources cac-aa", "Did you mean cac-a?")
	p.wants("sources cac-news", "There are cac-a, cac-b.")
}

func TestSourcesBelongToTheWorkspaceThatAddedThem(t *testing.T) {
	s := &shelf{}
	d := &command.Desk{Sourcing: s, Watchers: seenNothing{}, Now: func() time.Time { return time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC) }}
	say := func(a bot.Actor, words ...string) error {
		_, err := d.Handle(t.Context(), bot.Command{Actor: a, Verb: "source", Words: words})
		return err
	}
	member := bot.Actor{User: "U1", Workspace: "slack:T1", Channel: "slack:T1/C1"}
	admin := bot.Actor{User: "U2", Workspace: "slack:T1", Channel: "slack:T1/C1", Admin: true}
	other := bot.Actor{User: "U3", Workspace: "slack:T2", Channel: "slack:T2/C1", Admin: true}
	for _, step := range []struct {
		name  string
		who   bot.Actor
		words []string
		ok    bool
		kept  int
	}{
		{"a member may not add", member, []string{"add", "https://a.example/", "yes"}, false, 0},
		{"without a yes nothing is kept", admin, []string{"add", "https://a.example/"}, true, 0},
		{"an admin adds", admin, []string{"add", "https://a.example/", "yes"}, true, 1},
		{"another workspace may not pause it", other, []string{"pause", "own-x"}, false, 1},
		{"nor remove it", other, []string{"remove", "own-x"}, false, 1},
		{"a member lists", member, []string{"list"}, true, 1},
		{"the admin pauses", admin, []string{"pause", "own-x", "loud"}, true, 1},
		{"words that say nothing", admin, []string{"frob"}, false, 1},
		{"the admin removes", admin, []string{"remove", "own-x"}, true, 0},
	} {
		if err := say(step.who, step.words...); (err == nil) != step.ok {
			t.Errorf("%s: %v", step.name, err)
		}
		if len(s.own) != step.kept {
			t.Errorf("%s: %d sources are kept, want %d", step.name, len(s.own), step.kept)
		}
		if len(s.own) > 0 && s.own[0].Workspace != "slack:T1" {
			t.Errorf("%s: it belongs to %q", step.name, s.own[0].Workspace)
		}
	}
}

// TestASourceThatIsPolledIsNotAddedAgain: it had said that it is polled from now on, each time.
func TestASourceThatIsPolledIsNotAddedAgain(t *testing.T) {
	o := newOffice(t)
	o.desk.Sourcing = &shelf{}
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.wants("source add https://a.example/ yes", "1 source is polled from now on")
	p.wants("source add https://a.example/", "1 source is polled already", "own-x")
	p.wants("source add https://a.example/ yes", "1 source is polled already")
	p.wants("source pause own-x loud", "paused")
	p.wants("source add https://a.example/ yes", "1 source is polled from now on")
}

// TestAShippedSourceIsSwitchedWhereItBelongs: that it is none of one's own helps nobody.
func TestAShippedSourceIsSwitchedWhereItBelongs(t *testing.T) {
	o := newOffice(t)
	o.desk.Sourcing = &shelf{}
	p := o.person(here, "Ann")
	p.actor.Admin = true
	p.wants("source pause cac holidays", "cac comes with regwire", "off: [cac] in regwire.yaml")
	p.wants("source remove cac", "off: [cac]")
	p.wants("source remove nothing", "nothing is no source that was added here")
	p.actor.Operator = true
	p.wants("source import garbage", "no OPML list", "source add")
}
