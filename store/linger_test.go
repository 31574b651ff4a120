package store

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// visiting claims so many hosts and gives how to commit news of one and to release it.
func visiting(t *testing.T, s *Store, hosts int) (commit, release func(i int)) {
	t.Helper()
	var list []feeds.Source
	for i := range hosts {
		name := string(rune('a' + i))
		list = append(list, feeds.Source{ID: feeds.SourceID(name), Host: name + ".example.cn"})
	}
	claims := map[feeds.SourceID]feeds.Claim{}
	for range hosts {
		c, visits, err := s.ClaimHost(t.Context(), "test", list)
		if err != nil {
			t.Fatal(err)
		}
		claims[visits[0].Source] = c
	}
	commit = func(i int) {
		id := list[i].ID
		f := feeds.Found{Item: feeds.Item{Source: id, URL: "http://" + string(id) + ".example.cn/1", Title: "t"}, Keys: []feeds.Key{"url:1"}}
		if _, err := s.Commit(t.Context(), claims[id], feeds.Round{Visit: &feeds.Visit{Source: id}, Found: []feeds.Found{f}}); err != nil {
			t.Error(err)
		}
	}
	release = func(i int) {
		if err := s.Release(t.Context(), claims[list[i].ID]); err != nil {
			t.Error(err)
		}
	}
	return commit, release
}

func TestVisitsShareACommit(t *testing.T) {
	sleep := func(d time.Duration, f func()) func() { return func() { time.Sleep(d); f() } }
	for name, tt := range map[string]struct {
		hosts   int
		beside  func(s *Store, commit, release func(int)) func()
		took    time.Duration
		commits int
	}{
		"the last visit does not wait":         {hosts: 1, took: 0, commits: 1},
		"others are under way, and none comes": {hosts: 2, took: visitLingers, commits: 1},
		"another comes soon": {hosts: 2, took: 2500 * time.Microsecond, commits: 1, beside: func(_ *Store, commit, _ func(int)) func() {
			return sleep(2500*time.Microsecond, func() { commit(1) })
		}},
		"another comes late": {hosts: 2, took: visitLingers, commits: 2, beside: func(_ *Store, commit, _ func(int)) func() {
			return sleep(2*visitLingers, func() { commit(1) })
		}},
		"the others end without news": {hosts: 2, took: 2 * lingerStep, commits: 1, beside: func(_ *Store, _, release func(int)) func() {
			return sleep(1500*time.Microsecond, func() { release(1) })
		}},
		"a person waits": {hosts: 2, took: 2500 * time.Microsecond, commits: 1, beside: func(s *Store, _, _ func(int)) func() {
			return sleep(2500*time.Microsecond, func() { _ = s.PutCalendar(context.Background(), bot.Calendar{Token: "0123456789abcdef"}, bot.Audit{}) })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, err := Open(t.TempDir(), Options{})
				if err != nil {
					t.Fatal(err)
				}
				commit, release := visiting(t, s, tt.hosts)
				before, _ := s.Commits(t.Context())
				if tt.beside != nil {
					go tt.beside(s, commit, release)()
				}
				start := time.Now()
				commit(0)
				if took := time.Since(start); took != tt.took {
					t.Errorf("the commit took %s, want %s", took, tt.took)
				}
				time.Sleep(time.Second)
				if after, _ := s.Commits(t.Context()); after-before != tt.commits {
					t.Errorf("%d commits, want %d", after-before, tt.commits)
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}
