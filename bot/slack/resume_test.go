package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// restarted is the house after the program died: only what was written down is
// left of the old one.
func restarted(t *testing.T, old *house, begun bool) *house {
	t.Helper()
	if begun {
		for n := range old.memory.waits {
			old.memory.waits[n].Begun = true
		}
	}
	fresh := newHouse(t, func(c *InboxConfig) { c.Requests = old.memory })
	fresh.memory = old.memory
	return fresh
}

func TestWhatWasAcknowledgedIsDoneAfterTheProgramDied(t *testing.T) {
	old := newHouse(t, nil)
	press, err := json.Marshal(map[string]any{
		"type": "block_actions", "api_app_id": "A0123ABC", "team": map[string]any{"id": "T0123ABC"}, "user": map[string]any{"id": "U0789GHI"}, "trigger_id": "t9",
		"channel": map[string]any{"id": "C0456DEF"}, "actions": []any{map[string]any{"action_id": "take/0", "value": `["e1"]`, "action_ts": "1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for contentType, body := range map[string]string{
		formType:                     old.slash("list"),
		jsonType:                     `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"Ev1","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT> topics","channel":"C0456DEF","ts":"1.1","thread_ts":"1.0"}}`,
		formType + "; charset=utf-8": url.Values{"payload": {string(press)}}.Encode(),
	} {
		if w := old.post(t, signedRequest(newSecret, testNow, contentType, body)); w.Code != http.StatusOK {
			t.Fatalf("status %d: %s", w.Code, body)
		}
	}
	fresh := restarted(t, old, false)
	fresh.resume(t.Context())
	fresh.drain(t)
	var got []string
	for _, c := range fresh.desk.commands() {
		if c.Again || c.Request == "" || c.Actor.Channel != legal.ID {
			t.Errorf("command %+v", c)
		}
		got = append(got, c.Verb)
	}
	if slices.Sort(got); !slices.Equal(got, []string{"list", "take", "topics"}) {
		t.Errorf("done after the restart: %v", got)
	}
	if len(old.memory.waits) > 0 {
		t.Errorf("still kept: %+v", old.memory.waits)
	}
	for _, a := range fresh.slack.seen() {
		if strings.Contains(a.Form.Get("text"), "topics") != (a.Form.Get("thread_ts") == "1.0") {
			t.Errorf("answered elsewhere: %+v", a)
		}
	}
	// Slack sends an event again when its answer got lost: that is no second one.
	fresh.does(t, formType, old.slash("list"))
	if n := len(fresh.desk.commands()); n != 3 {
		t.Errorf("%d commands", n)
	}
}

func TestWhatHadBegunIsNotCalledAMistake(t *testing.T) {
	old := newHouse(t, nil)
	if w := old.post(t, signedRequest(newSecret, testNow, formType, old.slash("unsubscribe s1"))); w.Code != http.StatusOK {
		t.Fatal(w.Code)
	}
	fresh := restarted(t, old, true)
	fresh.desk.says["unsubscribe"] = func(c bot.Command) (bot.Message, error) {
		if !c.Again {
			t.Error("the command does not know that it may have been carried out")
		}
		return bot.Message{}, bot.Wrong("mistake.no_subscription", feeds.Text("s1"))
	}
	fresh.resume(t.Context())
	fresh.drain(t)
	if calls := fresh.slack.seen(); len(calls) != 1 || !strings.Contains(calls[0].Form.Get("text"), "unsubscribe was done just before") {
		t.Errorf("calls %+v", calls)
	}
}

func TestSharingThatMayStandIsMarkedAsARepeat(t *testing.T) {
	old := newHouse(t, nil)
	if w := old.post(t, signedRequest(newSecret, testNow, formType, old.slash("share find x"))); w.Code != http.StatusOK {
		t.Fatal(w.Code)
	}
	// It dies between the post and the end of the work.
	old.memory.err = errors.New("killed")
	old.drain(t)
	old.memory.err = nil
	if n := len(old.slack.seen()); n != 1 || strings.Contains(old.slack.seen()[0].Body, "channel=C0456DEF") {
		t.Fatalf("posted without being written down: %+v", old.slack.seen())
	}
	for begun, want := range map[bool]bool{false: false, true: true} {
		old.memory.waits = []bot.Accepted{{ID: "w1", Platform: Name, Raw: mustRaw(t, old.slash("share find x"))}}
		fresh := restarted(t, old, begun)
		fresh.resume(t.Context())
		fresh.drain(t)
		calls := fresh.slack.seen()
		if len(calls) != 1 || calls[0].Method != "chat.postMessage" || strings.Contains(calls[0].Form.Get("blocks"), "possible repeat") != want {
			t.Errorf("begun %t: calls %+v", begun, calls)
		}
	}
}

func mustRaw(t *testing.T, form string) []byte {
	t.Helper()
	r, err := readForm([]byte(form))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := r.raw()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAKeptRequestThatCannotBeReadIsDropped(t *testing.T) {
	h := newHouse(t, nil)
	h.memory.waits = []bot.Accepted{{ID: "w1", Platform: Name, Raw: []byte(`{"kind":7}`)}, {ID: "w2", Platform: "teams", Raw: []byte(`{}`)}}
	h.resume(t.Context())
	if h.drain(t); len(h.memory.waits) != 1 || len(h.desk.commands()) != 0 {
		t.Errorf("kept %+v", h.memory.waits)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	h.memory.err = errors.New("store is closed")
	h.resume(ctx)
}
