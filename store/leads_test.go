package store

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

// placed commits one read item under one key, and gives what was offered.
func placed(t *testing.T, s *Store, url, text string) (offered []feeds.Candidate) {
	t.Helper()
	claim, _, err := s.ClaimHost(t.Context(), "t", []feeds.Source{{ID: "a", Host: "a.example"}})
	if err != nil {
		t.Fatal(err)
	}
	found := feeds.Found{Item: feeds.Item{Source: "a", Host: "a.example", URL: url, Title: "t", Text: text}, Keys: []feeds.Key{feeds.Key("url:" + url)}}
	if _, err := s.Commit(t.Context(), claim, feeds.Round{Found: []feeds.Found{found}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	claim, items, err := s.ClaimUnread(t.Context(), "t", 10)
	if err != nil || len(items) != 1 {
		t.Fatalf("%d unread, %v", len(items), err)
	}
	join := func(_ *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
		for _, c := range candidates {
			_ = c.Text() // while the Joiner runs
			c.Notes.Identity = "seen"
		}
		offered = candidates
		return feeds.Verdict{}
	}
	items[0].State = feeds.ItemRead
	read := feeds.Round{Read: []feeds.ReadItem{{Item: items[0], Keys: []feeds.Key{"core:t"}, Notes: &feeds.Notes{Lineage: url}}}, Join: join}
	if _, err := s.Commit(t.Context(), claim, read); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	return offered
}

func TestNotesStayWithTheLeadUntilTheyAreDropped(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.search.start.Do(func() {}) // no indexer, which drops notes when it is done
	if offered := placed(t, s, "https://a.example/1", "text"); len(offered) != 0 {
		t.Fatalf("the first is offered %d events", len(offered))
	}
	first := placed(t, s, "https://a.example/2", "text")
	second := placed(t, s, "https://a.example/3", "text")
	if len(first) != 1 || len(second) != 2 || second[1].Event != first[0].Event || second[1].Notes != first[0].Notes {
		t.Errorf("offered %+v, then %+v; want the notes on the first event again", first, second)
	}
	if got := first[0].Notes.Lineage; got != "https://a.example/1" {
		t.Errorf("noted %v; want what was noted when the lead was read", got)
	}
	s.leads.forget()
	if third := placed(t, s, "https://a.example/4", "text"); len(third) != 3 || third[2].Notes == first[0].Notes {
		t.Errorf("offered %+v; want no notes that were dropped", third)
	}
}

func TestNotesOnAnItemThatChangedAreDropped(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	read := feeds.ReadItem{Item: feeds.Item{ID: "i1", Title: "t"}, Notes: &feeds.Notes{}}
	w := &round{claim: feeds.Claim{Epoch: 2}}
	if got := s.merge(w, feeds.Item{ID: "i1", Title: "t"}, read, ""); got.Notes != read.Notes {
		t.Error("notes on an item as it was read are dropped")
	}
	if got := s.merge(w, feeds.Item{ID: "i1", Title: "t"}, read, "text"); got.Notes != nil || got.Item.Text != "text" {
		t.Errorf("text %q that was kept, with notes on its absence", got.Item.Text)
	}
	s.edited.note([]feeds.ItemID{"i1"}, 3)
	if got := s.merge(w, feeds.Item{ID: "i1", Title: "edited"}, read, ""); got.Notes != nil || got.Item.Title != "edited" {
		t.Errorf("title %q, with notes on another", got.Item.Title)
	}
}

// A text that is kept as a whole by what was read of it is not kept.
func TestLongTextsAreNotHeldByWhatWasReadOfThem(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.search.start.Do(func() {})
	for url, kept := range map[string]bool{"https://a.example/short": true, "https://a.example/long": false} {
		text := "text"
		if !kept {
			text = string(make([]byte, maxQuoted+1))
		}
		before := len(s.leads.by)
		placed(t, s, url, text)
		if got := len(s.leads.by) > before; got != kept {
			t.Errorf("%s: kept %v, want %v", url, got, kept)
		}
	}
}
