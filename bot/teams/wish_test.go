package teams

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// realDesk is the desk itself over a real store, with as many topics and regions
// to choose from as it has in earnest.
func realDesk(t *testing.T) (*command.Desk, *store.Store) {
	t.Helper()
	s, err := store.Open(t.TempDir(), store.Options{Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	var topics []feeds.Topic
	c := command.Catalog{Names: names{}, AuthorityIDs: []string{"CAC", "MIIT"}, Regions: []string{"CN"}}
	for n := range 20 {
		id := feeds.Topic(fmt.Sprint("topic_", string(rune('a'+n))))
		c.Topics = append(c.Topics, command.Topic{ID: id, EN: fmt.Sprint("A topic of ordinary length ", n), ZH: fmt.Sprint("主题", n)})
		topics = append(topics, id)
	}
	for n := range 33 {
		c.Regions = append(c.Regions, fmt.Sprintf("CN-%02d", n+1))
	}
	bottest.Publish(t, s, testNow, topics...)
	return &command.Desk{Subscriptions: s, Items: s, Catalog: c, Now: func() time.Time { return testNow }}, s
}

// formCard is what a card with a form holds.
type formCard struct {
	Body []struct {
		Type, ID, Value string
		Choices         []choice
		Inlines         []json.RawMessage
	}
	Actions []struct{ Data map[string]any }
}

func (c formCard) at(id string) int {
	for n, e := range c.Body {
		if e.ID == id {
			return n
		}
	}
	return -1
}

func TestTheFormOfTheDeskIsACardThatSubscribes(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	desk, kept := realDesk(t)
	m.answer = func(c bot.Command) (bot.Message, error) { return desk.Handle(t.Context(), c) }
	a := d.hello()
	a["text"] = "subscribe"
	d.send(t, i, a)
	raw := d.shown()[0].Raw
	if err := judge(raw, budgetBot); err != nil {
		t.Fatal(err)
	}
	var p struct{ Attachments []struct{ Content formCard } }
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		t.Fatal(err)
	}
	c := p.Attachments[0].Content
	for name, choices := range map[string]int{"topics": 21, "authorities": 0, "region": 34, "stages": 5, "words": 0, "without": 0, "mode": 4, "lang": 4, "followups": 4} {
		if n := c.at(name); n < 0 || len(c.Body[n].Choices) != choices {
			t.Errorf("%s: not %d choices in %s", name, choices, raw)
		}
	}
	if !strings.Contains(raw, "20 events matched") {
		t.Errorf("the card counts nothing: %s", raw)
	}

	data := c.Actions[1].Data
	data["topics"], data["mode"] = "topic-a,topic-b", "weekly"
	_, body := d.send(t, i, d.press("count", data))
	c = formCard{}
	if err := json.Unmarshal(answerOf(t, body).Value, &c); err != nil || !strings.Contains(body, "2 events matched") || strings.Contains(body, "20 events") {
		t.Fatalf("counted: %s, %v", body, err)
	}
	if c.Body[c.at("topics")].Value != "topic-a,topic-b" || c.Body[c.at("mode")].Value != "weekly" {
		t.Errorf("counting lost what was chosen: %s", body)
	}

	data = c.Actions[0].Data
	data["topics"], data["authorities"], data["words"], data["mode"] = "topic-a,topic-b", "cac, ciac", "", "weekly"
	_, body = d.send(t, i, d.press("2", data))
	r := answerOf(t, body)
	c = formCard{}
	if err := json.Unmarshal(r.Value, &c); err != nil || r.Type != resultCard {
		t.Fatalf("%s: %v", body, err)
	}
	n := c.at("authorities")
	if n < 1 || c.Body[n].Value != "cac, ciac" || len(c.Body[n+1].Inlines) == 0 || !strings.Contains(string(c.Body[n+1].Inlines[0]), "A code here is of no authority") {
		t.Errorf("the wrong field is not marked: %s", body)
	}
	if c.Body[c.at("topics")].Value != "topic-a,topic-b" || c.Body[c.at("mode")].Value != "weekly" || !strings.Contains(body, "Did you mean cac?") {
		t.Errorf("what was right is lost: %s", body)
	}

	data = c.Actions[0].Data
	data["topics"], data["authorities"], data["words"], data["mode"] = "", "", strings.Repeat("数", 80), "daily"
	_, body = d.send(t, i, d.press("long", data))
	c = formCard{}
	if err := json.Unmarshal(answerOf(t, body).Value, &c); err != nil || c.Body[c.at("words")].Value != strings.Repeat("数", 80) || !strings.Contains(string(c.Body[c.at("words")+1].Inlines[0]), "too long") {
		t.Errorf("a word that is too long: %s", body)
	}
	data["words"] = ""
	_, body = d.send(t, i, d.press("empty", data))
	c = formCard{}
	if err := json.Unmarshal(answerOf(t, body).Value, &c); err != nil || c.Body[c.at("mode")].Value != "daily" || !strings.Contains(string(c.Body[c.at("topics")+1].Inlines[0]), "Nothing is asked for yet") {
		t.Errorf("an empty form: %s", body)
	}
	if all, err := kept.Subscriptions(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("a wrong form subscribed: %+v, %v", all, err)
	}

	data = c.Actions[0].Data
	data["topics"], data["authorities"], data["mode"] = "topic-a,topic-b", "cac", "weekly"
	_, body = d.send(t, i, d.press("3", data))
	if r = answerOf(t, body); r.Type != resultCard || !strings.Contains(body, "as s1") || strings.Contains(body, "Input.") {
		t.Errorf("answer %s", body)
	}
	all, err := kept.Subscriptions(t.Context())
	if err != nil || len(all) != 1 || all[0].Mode != bot.Weekly || !slices.Equal(all[0].Filter.Topics, []feeds.Topic{"topic_a", "topic_b"}) {
		t.Errorf("kept %+v, %v", all, err)
	}
}
