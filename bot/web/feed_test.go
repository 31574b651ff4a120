package web_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
)

// An event may be joined to another between being found and being read: a feed lacks that
// one, and has the others.
func TestFeedHasTheOthersWhereOneIsJoinedMeanwhile(t *testing.T) {
	a := &archive{items: map[feeds.ItemID]feeds.Item{}, joined: "e2"}
	for _, id := range []string{"1", "2", "3"} {
		a.add(feeds.Event{ID: feeds.EventID("e" + id), Published: "2022-09-01", Title: "题目" + id, Reading: feeds.Reading{TitleEN: feeds.Gloss{By: "none"}}}, feeds.Item{ID: feeds.ItemID("i" + id)})
	}
	for _, path := range []string{"/feed.json", "/feed.atom"} {
		w := get(pages(a).Handler(), path)
		if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, "题目1") || strings.Contains(body, "题目2") || !strings.Contains(body, "题目3") {
			t.Errorf("%s: status %d: %s", path, w.Code, body)
		}
	}
}

// A feed leads to its earlier entries, so that who begins to follow it can have them all.
func TestFeedIsPaged(t *testing.T) {
	a := &archive{items: map[feeds.ItemID]feeds.Item{}}
	for n := range 120 {
		id := strconv.Itoa(n)
		a.add(feeds.Event{ID: feeds.EventID("e" + id), Published: "2022-09-01", Title: "题目" + id, Reading: feeds.Reading{Topics: []feeds.Topic{"standards"}, TitleEN: feeds.Gloss{By: "none"}}}, feeds.Item{ID: feeds.ItemID("i" + id)})
	}
	h := pages(a).Handler()
	for first, next := range map[string]func(body []byte) (ids []string, next string){
		"/feed.json?topic=standards&lang=zh": func(body []byte) (ids []string, next string) {
			var f struct {
				Next  string `json:"next_url"`
				Items []struct{ ID string }
			}
			if err := json.Unmarshal(body, &f); err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Items {
				ids = append(ids, i.ID)
			}
			return ids, f.Next
		},
		"/feed.atom?topic=standards&lang=zh": func(body []byte) (ids []string, next string) {
			var f struct {
				Links []struct {
					Rel  string `xml:"rel,attr"`
					Href string `xml:"href,attr"`
				} `xml:"link"`
				Entries []struct {
					ID string `xml:"id"`
				} `xml:"entry"`
			}
			if err := xml.Unmarshal(body, &f); err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Entries {
				ids = append(ids, i.ID)
			}
			for _, l := range f.Links {
				if l.Rel == "next" {
					next = l.Href
				}
			}
			return ids, next
		},
	} {
		seen, asked := map[string]bool{}, 0
		for path := first; path != ""; asked++ {
			ids, further := next(get(h, path).Body.Bytes())
			for _, id := range ids {
				seen[id] = true
			}
			if further != "" && (!strings.Contains(further, "topic=standards") || !strings.Contains(further, "lang=zh")) {
				t.Fatalf("%s leads to %s, which forgets what was asked for", path, further)
			}
			path = strings.TrimPrefix(further, "https://regwire.example")
		}
		if len(seen) != 120 || asked != 3 {
			t.Errorf("%s: %d entries on %d pages, want 120 on 3", first, len(seen), asked)
		}
	}
}

func links(t *testing.T, body string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

func TestFeedsHoldTheSameEvents(t *testing.T) {
	h := pages(september()).Handler()
	var atom struct {
		ID      string `xml:"id"`
		Entries []struct {
			ID      string    `xml:"id"`
			Updated time.Time `xml:"updated"`
			Content string    `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(get(h, "/feed.atom").Body.Bytes(), &atom); err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Items []struct {
			ID       string `json:"id"`
			External string `json:"external_url"`
			Text     string `json:"content_text"`
		} `json:"items"`
	}
	if err := json.Unmarshal(get(h, "/feed.json").Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if len(atom.Entries) != 3 || len(feed.Items) != 3 {
		t.Fatalf("Atom has %d entries, JSON %d, want 3 public ones each", len(atom.Entries), len(feed.Items))
	}
	for i, e := range atom.Entries {
		if e.ID != feed.Items[i].ID || e.Content != feed.Items[i].Text {
			t.Errorf("entry %d: Atom says %q, JSON %q", i, e.ID, feed.Items[i].ID)
		}
		if !e.Updated.Equal(day(25)) {
			t.Errorf("entry %s updated %s, want %s", e.ID, e.Updated, day(25))
		}
	}
	if want := "https://regwire.example/event/e3"; atom.Entries[0].ID != want {
		t.Errorf("first id is %q, want %q", atom.Entries[0].ID, want)
	}
}
