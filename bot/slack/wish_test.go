package slack

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

// realDesk is the desk itself over a real store: 3 events on data export, 6 on
// apps, and as many choices as the country has provinces.
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
	bottest.Publish(t, s, testNow, slices.Concat(slices.Repeat([]feeds.Topic{"data_export"}, 3), slices.Repeat([]feeds.Topic{"app_enforcement"}, 6))...)
	c := command.Catalog{
		Names: bottest.Names{}, AuthorityIDs: []string{"CAC", "MIIT"}, Regions: []string{"CN"},
		Topics: []command.Topic{{ID: "data_export", EN: "Data export", ZH: "数据出境"}, {ID: "app_enforcement", EN: "Apps", ZH: "应用"}},
	}
	for n := range 33 {
		c.Regions = append(c.Regions, fmt.Sprintf("CN-%02d", n+1))
	}
	return &command.Desk{Subscriptions: s, Items: s, Catalog: c, Now: func() time.Time { return testNow }}, s
}

// lastView is the view of the last call, and the call.
func (h *house) lastView(t *testing.T) (asked, string) {
	t.Helper()
	calls := h.slack.seen()
	for _, call := range slices.Backward(calls) {
		if strings.HasPrefix(call.Method, "views.") {
			_, _, view := viewIn(t, call)
			return call, view
		}
	}
	t.Fatal("no view was shown")
	return asked{}, ""
}

func typedText(s string) map[string]any {
	return map[string]any{"type": "plain_text_input", "value": s}
}

func picked(s string) map[string]any {
	return map[string]any{"type": "static_select", "selected_option": map[string]any{"value": s}}
}

func TestTheFormOfTheDeskOpensRecountsAndSubscribes(t *testing.T) {
	desk, kept := realDesk(t)
	h := newHouse(t, func(c *InboxConfig) { c.Handler = desk })
	h.does(t, formType, h.slash("subscribe"))
	call, form := h.lastView(t)
	if call.Method != "views.open" || !strings.Contains(form, "9 events matched") || strings.Count(form, `"dispatch_action":true`) != 9 {
		t.Fatalf("%s %s", call.Method, form)
	}
	var view struct {
		CallbackID string `json:"callback_id"`
		Metadata   string `json:"private_metadata"`
	}
	if err := json.Unmarshal([]byte(form), &view); err != nil {
		t.Fatal(err)
	}
	filled := map[string]any{
		"topics": chosen("data-export"), "authorities": typedText(""), "region": chosen(), "stages": chosen(), "words": typedText(""), "without": typedText(""),
		"mode": picked("now"), "lang": picked("default"), "followups": picked("thread"),
	}
	seen := map[string]any{"id": "V1", "hash": "h1", "type": "modal", "callback_id": view.CallbackID, "private_metadata": view.Metadata, "state": stateOf(filled)}
	h.interacts(t, map[string]any{"type": "block_actions", "view": seen, "actions": []any{map[string]any{"action_id": fieldID, "action_ts": "1"}}})
	call, form = h.lastView(t)
	if call.Method != "views.update" || !strings.Contains(form, "3 events matched") || strings.Count(form, "matched: expect") != 1 {
		t.Errorf("recounted: %s %s", call.Method, form)
	}
	if !strings.Contains(form, `"initial_options":[{"text":{"type":"plain_text","text":"Data export"`) || !strings.Contains(form, `"private_metadata":`) {
		t.Errorf("what was chosen is lost: %s", form)
	}

	filled["authorities"] = typedText("cac, ciac")
	seen["state"] = stateOf(filled)
	h.interacts(t, map[string]any{"type": "view_submission", "view": seen})
	_, form = h.lastView(t)
	field := strings.Index(form, `"block_id":"authorities"`)
	wrong := strings.Index(form, "A code here is of no authority")
	next := strings.Index(form, `"block_id":"region"`)
	if field < 0 || wrong < field || next < wrong || !strings.Contains(form, "Did you mean cac?") || !strings.Contains(form, `"initial_value":"cac, ciac"`) {
		t.Errorf("a wrong code shows %s", form)
	}
	if all, err := kept.Subscriptions(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("a wrong form subscribed: %+v, %v", all, err)
	}

	filled["authorities"] = typedText("cac")
	seen["state"] = stateOf(filled)
	h.interacts(t, map[string]any{"type": "view_submission", "view": seen})
	_, form = h.lastView(t)
	if !strings.Contains(form, "as s1") || strings.Contains(form, "callback_id") {
		t.Errorf("the answer shows %s", form)
	}
	all, err := kept.Subscriptions(t.Context())
	if err != nil || len(all) != 1 || all[0].Channel != legal.ID || all[0].Mode != bot.Now || all[0].Owner != "U0789GHI" || !slices.Equal(all[0].Filter.Authorities, []feeds.AuthorityID{"CAC"}) {
		t.Errorf("kept %+v, %v", all, err)
	}
}

func TestWhereNoFormOpensTheAnswerSaysWhatToType(t *testing.T) {
	desk, _ := realDesk(t)
	h := newHouse(t, func(c *InboxConfig) { c.Handler = desk })
	h.does(t, jsonType, `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"EvWish","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT> subscribe","channel":"C0456DEF","ts":"1.1"}}`)
	calls := h.slack.seen()
	if len(calls) != 1 || calls[0].Method != "chat.postEphemeral" || !strings.Contains(calls[0].Form.Get("blocks"), "subscribe data-export") {
		t.Errorf("calls %+v", calls)
	}
}
