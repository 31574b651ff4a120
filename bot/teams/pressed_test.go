package teams

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func TestPressedButtonIsAnsweredInPlace(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	status, body := d.send(t, i, d.press("1", map[string]any{"regwire": map[string]any{"run": "take", "words": []string{"e1\u202e"}}}))
	r := answerOf(t, body)
	if status != http.StatusOK || r.StatusCode != 200 || r.Type != resultMessage || string(r.Value) != `"take e1"` {
		t.Errorf("%d %s", status, body)
	}
	if _, body = d.send(t, i, d.press("1", map[string]any{"regwire": map[string]any{"run": "take"}})); !strings.Contains(body, "pressed before") || len(m.given()) != 1 {
		t.Errorf("pressed twice: %s", body)
	}
	m.answer = func(bot.Command) (bot.Message, error) {
		var long bot.Message
		long.Add(bot.Body, bot.Line{bot.Quote(feeds.Text(strings.Repeat("why ", 200)))})
		return long, nil
	}
	if _, body = d.send(t, i, d.press("2", map[string]any{"regwire": map[string]any{"run": "why", "words": []string{"e1"}}})); !strings.Contains(body, "stands in the conversation") {
		t.Errorf("long answer: %s", body)
	}
	if posts := d.shown(); len(posts) != 1 || !strings.Contains(posts[0].Text, "why why") {
		t.Errorf("posts %+v", posts)
	}
	if _, body = d.send(t, i, d.press("3", map[string]any{"regwire": map[string]any{"run": "sources", "words": []string{"page:2"}}})); answerOf(t, body).Type != resultCard || !strings.Contains(body, "why why") {
		t.Errorf("a page that is turned: %s", body)
	}
	for n, data := range []any{nil, "x", map[string]any{"regwire": 1}, map[string]any{"run": "take"}, []any{}} {
		if status, body = d.send(t, i, d.press(fmt.Sprint(10+n), data)); status != http.StatusOK || answerOf(t, body).Type != resultMessage {
			t.Errorf("%v: %d %s", data, status, body)
		}
	}
	other := d.press("30", nil)
	for _, name := range []string{"task/fetch", "composeExtension/query", "", "adaptiveCard/Action"} {
		other["name"] = name
		if status, _ = d.send(t, i, other); status != http.StatusNotImplemented {
			t.Errorf("%q: status %d", name, status)
		}
	}
}

func TestFormKeepsWhatWasTyped(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	m.answer = func(c bot.Command) (bot.Message, error) {
		switch {
		case c.Form == nil:
			return form(), nil
		case slices.Contains(c.Form["words"], "bad"):
			return bot.Message{}, bot.Wrong("mistake.verb", "bad")
		}
		var done bot.Message
		done.Add(bot.Body, bot.Line{bot.Quote("subscribed")})
		return done, nil
	}
	a := d.hello()
	a["text"] = "subscribe here"
	d.send(t, i, a)
	posts := d.shown()
	var p struct {
		Attachments []struct {
			Content struct {
				Actions []struct {
					Data map[string]any
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(posts[0].Raw), &p); err != nil {
		t.Fatal(err)
	}
	if err := judge(posts[0].Raw, budgetBot); err != nil {
		t.Fatal(err)
	}
	data := p.Attachments[0].Content.Actions[0].Data
	data["topics"], data["words"], data["mode"] = "data-export,cookies", "bad", "daily"
	_, body := d.send(t, i, d.press("2", data))
	r := answerOf(t, body)
	for _, want := range []string{`"value":"data-export,cookies"`, `"value":"bad"`, `"value":"daily"`, `“bad”`} {
		if r.Type != resultCard || !strings.Contains(string(r.Value), want) {
			t.Errorf("the form lacks %s: %s", want, body)
		}
	}
	data["words"] = ""
	_, body = d.send(t, i, d.press("3", data))
	if r = answerOf(t, body); r.Type != resultCard || !strings.Contains(body, "subscribed") || strings.Contains(body, "Input.") {
		t.Errorf("answer %s", body)
	}
	all := m.given()
	last := all[len(all)-1]
	if last.Verb != "subscribe" || fmt.Sprint(last.Form) != "map[mode:[daily] topics:[data-export cookies] words:[]]" {
		t.Errorf("command %+v", last)
	}
	// A client that knows Action.Submit alone sends the data as a message.
	a = d.hello()
	a["id"], a["text"], a["value"] = "4", "", data
	d.send(t, i, a)
	if posts := d.shown(); len(posts) != 2 || !strings.Contains(posts[1].Text, "subscribed") {
		t.Errorf("posts %+v", posts)
	}
}
