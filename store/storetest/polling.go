package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func testFound(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"an item is new once": func(t *testing.T, b *bench) {
			f := found("a", 1, "关于公布名单的通报")
			equal(t, "new", len(b.find(t, f).New), 1)
			equal(t, "new again", len(b.find(t, f).New), 0)
		},
		"any key makes an item known, and is learnt": func(t *testing.T, b *bench) {
			f := found("a", 1, "t")
			f.Keys = []feeds.Key{"guid:1", "url:u"}
			b.find(t, f)
			f.Keys = []feeds.Key{"guid:2", "url:u"}
			equal(t, "new with a new guid", len(b.find(t, f).New), 0)
			f.Keys = []feeds.Key{"guid:2"}
			equal(t, "new with the learnt guid", len(b.find(t, f).New), 0)
		},
		"two sources publish two items": func(t *testing.T, b *bench) {
			one, two := found("a", 1, "t"), found("b", 1, "t")
			two.Keys = one.Keys
			b.find(t, one)
			equal(t, "new at the other", len(b.find(t, two).New), 1)
		},
		"an old item that comes back is known": func(t *testing.T, b *bench) {
			b.find(t, found("a", 0, "old"))
			var many []feeds.Found
			for n := range 1000 {
				many = append(many, found("a", n+1, "later"))
			}
			equal(t, "new", len(b.find(t, many...).New), 1000)
			done := b.find(t, found("a", 0, "old"))
			equal(t, "new when back", len(done.New)+len(done.Changed), 0)
		},
		"an item without identity is refused": func(t *testing.T, b *bench) {
			c := b.hostClaim(t, "a")
			if _, err := b.Commit(t.Context(), c, feeds.Round{Found: []feeds.Found{{Item: feeds.Item{Source: "a"}}}}); err == nil {
				t.Error("committed")
			}
		},
	})
}

func testEdits(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"an edit is a change and is read again": func(t *testing.T, b *bench) {
			f := found("a", 1, "old title")
			item := b.publish(t, f, nil)
			f.Item.Title, f.Item.Published = "new title", ""
			done := b.find(t, f)
			if len(done.New) != 0 || !slices.Equal(done.Changed, []feeds.ItemID{item.ID}) {
				t.Errorf("committed %+v, want %s changed", done, item.ID)
			}
			equal(t, "changed again", len(b.find(t, f).Changed), 0)
			_, items := b.unread(t)
			if len(items) != 1 || items[0].Title != "new title" || items[0].Published != "2022-09-29" {
				t.Errorf("unread %+v, want the new title and the day that the list no longer shows", items)
			}
		},
		"an edit that is taken back is a change too": func(t *testing.T, b *bench) {
			list := func(title string) feeds.Found {
				f := found("a", 1, title)
				f.Keys = append(f.Keys, feeds.Key("title:"+title))
				return f
			}
			b.find(t, list("one"))
			for _, title := range []string{"two", "one", "two"} {
				equal(t, "changed to "+title, len(b.find(t, list(title)).Changed), 1)
				equal(t, "changed again", len(b.find(t, list(title)).Changed), 0)
			}
		},
		"of two rows about one item the first speaks": func(t *testing.T, b *bench) {
			first, second := found("a", 1, "whole title"), found("a", 1, "whole ti…")
			done := b.find(t, first, second)
			equal(t, "new", len(done.New), 1)
			for range 3 {
				done = b.find(t, first, second)
				equal(t, "changed by the second row", len(done.Changed), 0)
			}
		},
	})
}

// testFoundAtOnce: what workers find at the same time is new once.
func testFoundAtOnce(t *testing.T, b *bench) {
	var wg sync.WaitGroup
	news := make([]int, 20)
	for n := range news {
		wg.Go(func() {
			host := fmt.Sprintf("h%d.example", n)
			c, _, err := b.ClaimHost(t.Context(), host, []feeds.Source{source("s"+host, host)})
			if err != nil {
				t.Error(err)
				return
			}
			done, err := b.Commit(t.Context(), c, feeds.Round{Found: []feeds.Found{found("a", 1, "t"), found("a", 2, "t")}})
			if err != nil {
				t.Error(err)
			}
			news[n] = len(done.New)
		})
	}
	wg.Wait()
	total := 0
	for _, n := range news {
		total += n
	}
	equal(t, "new in all", total, 2)
}

// ghost is the reading of an item that is not there.
var ghost = feeds.ReadItem{Item: feeds.Item{ID: "i999"}}

func testRounds(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"a round is all or nothing": func(t *testing.T, b *bench) {
			c := b.hostClaim(t, "a")
			r := feeds.Round{Visit: &feeds.Visit{Source: "a", At: b.clock.Now()}, Found: []feeds.Found{found("a", 1, "t")}, Read: []feeds.ReadItem{ghost}}
			_, err := b.Commit(t.Context(), c, r)
			wantErr(t, "round with an unknown item", err, feeds.ErrNotFound)
			visits, err := b.Visits(t.Context())
			must(t, err)
			equal(t, "visits", len(visits), 0)
			r.Read = nil
			done, err := b.Commit(t.Context(), c, r)
			must(t, err)
			if !slices.Equal(done.New, []feeds.ItemID{"i1"}) {
				t.Errorf("new %v, want [i1]: the failed round has left nothing", done.New)
			}
		},
		"a visit stands with what it vouches for": func(t *testing.T, b *bench) {
			v := feeds.Visit{Source: "a", At: b.clock.Now(), Outcome: feeds.OutcomeItems, Pages: map[string]feeds.Page{"GET u": {ETag: `"1"`}}, Months: map[string]int{"2022-09": 1}}
			c := b.hostClaim(t, "a")
			_, err := b.Commit(t.Context(), c, feeds.Round{Visit: &v, Found: []feeds.Found{found("a", 1, "t")}})
			must(t, err)
			must(t, b.Release(t.Context(), c))
			b.Store = b.restart()
			_, visits, err := b.ClaimHost(t.Context(), "poller", []feeds.Source{source("a", "a.example")})
			must(t, err)
			if len(visits) != 1 || visits[0].Pages["GET u"].ETag != `"1"` || visits[0].Months["2022-09"] != 2 || !visits[0].At.Equal(v.At) {
				t.Errorf("visits = %+v, want the committed one", visits)
			}
		},
	})
}

// testFailingRounds: a round that fails does not take others down.
func testFailingRounds(t *testing.T, b *bench) {
	boom := func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict { panic("joiner failed") }
	stranger := func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict { return feeds.Verdict{Join: "e999"} }
	b.publish(t, found("seed", 1, "t"), nil, "core:t")
	var wg sync.WaitGroup
	for n := range 40 {
		id := feeds.SourceID(fmt.Sprintf("s%d", n))
		c := b.hostClaim(t, id)
		done, err := b.Commit(t.Context(), c, feeds.Round{Found: []feeds.Found{found(id, 1, "t")}})
		must(t, err)
		r := feeds.Round{Found: []feeds.Found{found(id, 2, "t")}}
		read := feeds.ReadItem{Item: feeds.Item{ID: done.New[0], State: feeds.ItemRead, Title: "t"}, Keys: []feeds.Key{"core:t"}}
		switch n % 4 {
		case 1:
			r.Read = []feeds.ReadItem{ghost}
		case 2:
			r.Read, r.Join = []feeds.ReadItem{read}, boom
		case 3:
			r.Read, r.Join = []feeds.ReadItem{read}, stranger
		}
		wg.Go(func() {
			_, err := b.Commit(t.Context(), c, r)
			if bad := n%4 != 0; bad != (err != nil) {
				t.Errorf("round %d: %v", n, err)
			}
		})
	}
	wg.Wait()
	for n := range 40 {
		_, err := b.ItemFor(t.Context(), "", found(feeds.SourceID(fmt.Sprintf("s%d", n)), 2, "").Keys)
		if bad := n%4 != 0; bad != errors.Is(err, feeds.ErrNotFound) {
			t.Errorf("item of round %d: %v", n, err)
		}
	}
}

var lone = []feeds.Source{source("a", "a.example")}

func testClaims(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"held until released": func(t *testing.T, b *bench) {
			c, _, err := b.ClaimHost(t.Context(), "one", lone)
			must(t, err)
			if c.Kind != feeds.ClaimHost || c.Subject != "a.example" || c.Owner != "one" || !c.Until.Equal(b.clock.Now().Add(Lease)) {
				t.Errorf("claim = %+v", c)
			}
			_, _, err = b.ClaimHost(t.Context(), "two", lone)
			wantErr(t, "second claim", err, feeds.ErrNoWork)
			must(t, b.Release(t.Context(), c))
			_, err = b.Commit(t.Context(), c, feeds.Round{Found: []feeds.Found{found("a", 1, "t")}})
			wantErr(t, "commit after release", err, feeds.ErrClaimLost)
			_, _, err = b.ClaimHost(t.Context(), "two", lone)
			must(t, err)
		},
		"of one kind do not allow writes of another": func(t *testing.T, b *bench) {
			c := b.hostClaim(t, "a")
			if err := b.CommitPlans(t.Context(), by(c, alerts("e1", 1))); err == nil {
				t.Error("planned with the claim of a host")
			}
			if err := b.CommitSending(t.Context(), c, nil); err == nil {
				t.Error("sent with the claim of a host")
			}
		},
		"end with the process": func(t *testing.T, b *bench) {
			late := b.hostClaim(t, "a")
			b.Store = b.restart()
			_, err := b.Commit(t.Context(), late, feeds.Round{})
			wantErr(t, "commit after a restart", err, feeds.ErrClaimLost)
			b.hostClaim(t, "a")
		},
	})
}

func testLeases(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"lost when the lease ends and another takes it": func(t *testing.T, b *bench) {
			late, _, err := b.ClaimHost(t.Context(), "one", lone)
			must(t, err)
			b.outlive()
			c, _, err := b.ClaimHost(t.Context(), "two", lone)
			must(t, err)
			if c.Epoch <= late.Epoch {
				t.Errorf("epoch %d after %d, want a greater one", c.Epoch, late.Epoch)
			}
			_, err = b.Commit(t.Context(), late, feeds.Round{Found: []feeds.Found{found("a", 1, "t")}})
			wantErr(t, "late commit", err, feeds.ErrClaimLost)
			wantErr(t, "late touch", b.Touch(t.Context(), late, feeds.Visit{Source: "a"}), feeds.ErrClaimLost)
			_, err = b.Renew(t.Context(), late)
			wantErr(t, "late renewal", err, feeds.ErrClaimLost)
			must(t, b.Release(t.Context(), late)) // does not take it from the other
			done, err := b.Commit(t.Context(), c, feeds.Round{Found: []feeds.Found{found("a", 1, "t")}})
			must(t, err)
			equal(t, "new", len(done.New), 1)
		},
		"renewed": func(t *testing.T, b *bench) {
			c, _, err := b.ClaimHost(t.Context(), "one", lone)
			must(t, err)
			for range 5 {
				b.clock.Move(Lease - time.Second)
				c, err = b.Renew(t.Context(), c)
				must(t, err)
			}
			_, _, err = b.ClaimHost(t.Context(), "two", lone)
			wantErr(t, "claim of what is renewed", err, feeds.ErrNoWork)
			_, err = b.Commit(t.Context(), c, feeds.Round{})
			must(t, err)
		},
	})
}

// twoHosts are three sources at two hosts.
var twoHosts = []feeds.Source{source("a1", "a.example"), source("b1", "b.example"), source("a2", "a.example")}

// visited commits a visit after which the source is due in a while.
func (b *bench) visited(t *testing.T, c feeds.Claim, id feeds.SourceID, in time.Duration) {
	t.Helper()
	_, err := b.Commit(t.Context(), c, feeds.Round{Visit: &feeds.Visit{Source: id, At: b.clock.Now(), NextDue: b.clock.Now().Add(in)}})
	must(t, err)
}

func testHosts(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"due sources of one host come together, each host once": func(t *testing.T, b *bench) {
			got := map[string]int{}
			for range 2 {
				c, visits, err := b.ClaimHost(t.Context(), "w", twoHosts)
				must(t, err)
				got[c.Subject] = len(visits)
			}
			_, _, err := b.ClaimHost(t.Context(), "w", twoHosts)
			wantErr(t, "third claim", err, feeds.ErrNoWork)
			if got["a.example"] != 2 || got["b.example"] != 1 {
				t.Errorf("claimed %v, want both of a and the one of b", got)
			}
		},
		"another list of sources counts at once": func(t *testing.T, b *bench) {
			_, _, err := b.ClaimHost(t.Context(), "w", nil)
			wantErr(t, "claim among no sources", err, feeds.ErrNoWork)
			c, _, err := b.ClaimHost(t.Context(), "w", twoHosts[1:2])
			must(t, err)
			equal(t, "claimed", c.Subject, "b.example")
			c, _, err = b.ClaimHost(t.Context(), "w", twoHosts[:2])
			must(t, err)
			equal(t, "claimed", c.Subject, "a.example")
		},
	})
}

func testDue(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"only what is due": func(t *testing.T, b *bench) {
			mine := twoHosts[:1:1]
			mine = append(mine, twoHosts[2])
			c, _, err := b.ClaimHost(t.Context(), "w", mine)
			must(t, err)
			b.visited(t, c, "a1", time.Hour)
			b.visited(t, c, "a2", 2*time.Hour)
			must(t, b.Release(t.Context(), c))
			_, _, err = b.ClaimHost(t.Context(), "w", mine)
			wantErr(t, "claim before anything is due", err, feeds.ErrNoWork)
			b.clock.Move(time.Hour)
			c, visits, err := b.ClaimHost(t.Context(), "w", mine)
			must(t, err)
			if len(visits) != 1 || visits[0].Source != "a1" {
				t.Errorf("visits = %+v, want that of a1 alone", visits)
			}
			must(t, b.Release(t.Context(), c))
		},
		"a touched visit counts at once and is kept over a restart": func(t *testing.T, b *bench) {
			mine := twoHosts[1:2]
			c, _, err := b.ClaimHost(t.Context(), "w", mine)
			must(t, err)
			v := feeds.Visit{Source: "b1", At: b.clock.Now(), NextDue: b.clock.Now().Add(time.Hour), Cursor: "2022-09-05"}
			must(t, b.Touch(t.Context(), c, v))
			must(t, b.Release(t.Context(), c))
			_, _, err = b.ClaimHost(t.Context(), "w", mine)
			wantErr(t, "claim after a touch", err, feeds.ErrNoWork)
			b.Store = b.restart()
			_, _, err = b.ClaimHost(t.Context(), "w", mine)
			wantErr(t, "claim after a restart", err, feeds.ErrNoWork)
			visits, err := b.Visits(t.Context())
			must(t, err)
			if len(visits) != 1 || visits[0].Cursor != "2022-09-05" {
				t.Errorf("visits = %+v, want the touched one", visits)
			}
		},
		"a clock that was set back does not silence a source, also over a restart": func(t *testing.T, b *bench) {
			mine := twoHosts[1:2]
			for _, back := range []time.Duration{2 * time.Minute, 8 * time.Hour, 10 * 365 * 24 * time.Hour} {
				for _, restart := range []bool{false, true} {
					c, _, err := b.ClaimHost(t.Context(), "w", mine)
					must(t, err)
					b.visited(t, c, "b1", time.Hour)
					must(t, b.Release(t.Context(), c))
					if b.clock.Move(-back); restart {
						b.Store = b.restart()
					}
					c, _, err = b.ClaimHost(t.Context(), "w", mine)
					if err != nil {
						t.Errorf("set back by %v (restart %v): %v, want the source due", back, restart, err)
					}
					b.visited(t, c, "b1", time.Hour)
					must(t, b.Release(t.Context(), c))
					_, _, err = b.ClaimHost(t.Context(), "w", mine)
					wantErr(t, "claim after one more visit", err, feeds.ErrNoWork)
					b.clock.Move(time.Hour)
				}
			}
		},
		"what a clock that was set back tells of a visit stands over a restart": func(t *testing.T, b *bench) {
			c, _, err := b.ClaimHost(t.Context(), "w", twoHosts[1:2])
			must(t, err)
			b.visited(t, c, "b1", time.Hour)
			b.clock.Move(-8 * time.Hour)
			v := feeds.Visit{Source: "b1", At: b.clock.Now(), NextDue: b.clock.Now().Add(time.Hour), Cursor: "2022-09-05"}
			must(t, b.Touch(t.Context(), c, v))
			b.Store = b.restart()
			visits, err := b.Visits(t.Context())
			must(t, err)
			if len(visits) != 1 || !visits[0].At.Equal(v.At) {
				t.Errorf("visits = %+v, want the one at %v", visits, v.At)
			}
		},
		"a clock that is set right by seconds brings no visit before its time": func(t *testing.T, b *bench) {
			mine := twoHosts[1:2]
			c, _, err := b.ClaimHost(t.Context(), "w", mine)
			must(t, err)
			b.visited(t, c, "b1", time.Hour)
			must(t, b.Release(t.Context(), c))
			b.clock.Move(-30 * time.Second)
			_, _, err = b.ClaimHost(t.Context(), "w", mine)
			wantErr(t, "claim before the source is due", err, feeds.ErrNoWork)
		},
	})
}
