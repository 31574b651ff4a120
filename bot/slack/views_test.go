package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// wish is a form as the desk gives one.
func wish() bot.Message {
	m := bot.Message{Submit: "subscribe"}
	m.Add(bot.Headline, bot.Line{bot.Say("help.subscribe")})
	m.Form = []bot.Field{
		{Name: "topic", Label: "rule.topics", Many: true, Value: "data_export", Options: []bot.Option{
			{Value: "data_export", Label: bot.Say("name", "Data export", "数据出境")},
			{Value: "app_enforcement", Label: bot.Say("name", "App enforcement", "App治理")},
		}},
		{Name: "mode", Label: "rule.stages", Options: []bot.Option{{Value: "now", Label: bot.Say("mode.now")}, {Value: "weekly", Label: bot.Say("mode.weekly")}}},
		{Name: "words", Label: "rule.words", Value: "个人信息"},
	}
	return m
}

func stateOf(values map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range values {
		out[name] = map[string]any{fieldID: v}
	}
	return map[string]any{"values": out}
}

func chosen(values ...string) map[string]any {
	var many []any
	for _, v := range values {
		many = append(many, map[string]any{"value": v})
	}
	return map[string]any{"type": "multi_static_select", "selected_options": many}
}

// viewIn is the view that a call carries.
func viewIn(t *testing.T, a asked) (id, hash string, view string) {
	t.Helper()
	var sent struct {
		ViewID string          `json:"view_id"`
		Hash   string          `json:"hash"`
		View   json.RawMessage `json:"view"`
	}
	if err := json.Unmarshal([]byte(a.Body), &sent); err != nil {
		t.Fatalf("%s: %v", a.Body, err)
	}
	return sent.ViewID, sent.Hash, string(sent.View)
}

func TestAFormOpensCountsAndKeepsWhatWasTyped(t *testing.T) {
	h := newHouse(t, nil)
	h.desk.says["subscribe"] = func(c bot.Command) (bot.Message, error) {
		switch {
		case len(c.Form) == 0:
			return wish(), nil
		case len(c.Form["topic"]) > 1:
			return bot.Message{}, bot.Wrong("mistake.topic", feeds.Text("both"))
		}
		var m bot.Message
		m.Add(bot.Body, bot.Line{bot.Say("subscribe.done", "s1", "here", "x")})
		return m, nil
	}
	h.desk.says["preview"] = func(c bot.Command) (bot.Message, error) {
		var m bot.Message
		m.Add(bot.Body, bot.Line{bot.Say("expect", 30, 30, 7)})
		return m, nil
	}
	h.does(t, formType, h.slash("subscribe"))
	opened := h.slack.seen()[0]
	_, _, form := viewIn(t, opened)
	var view struct {
		CallbackID string `json:"callback_id"`
		Metadata   string `json:"private_metadata"`
	}
	if err := json.Unmarshal([]byte(form), &view); err != nil || opened.Method != "views.open" || view.CallbackID != "form:subscribe" {
		t.Fatalf("%s %s: %v", opened.Method, form, err)
	}
	if n := strings.Count(form, `"dispatch_action":true`); n != 3 {
		t.Errorf("%d fields tell of a change, want 3", n)
	}

	seen := map[string]any{
		"id": "V1", "hash": "h1", "type": "modal", "callback_id": view.CallbackID, "private_metadata": view.Metadata,
		"state": stateOf(map[string]any{"topic": chosen("app_enforcement"), "mode": map[string]any{"type": "static_select", "selected_option": nil}, "words": map[string]any{"type": "plain_text_input", "value": "出境 <x>"}}),
	}
	h.interacts(t, map[string]any{"type": "block_actions", "view": seen, "actions": []any{map[string]any{"action_id": fieldID, "action_ts": "1"}}})
	counted := h.slack.seen()[1]
	id, hash, form := viewIn(t, counted)
	if counted.Method != "views.update" || id != "V1" || hash != "h1" || !strings.Contains(form, "about 7 posts a week") {
		t.Errorf("%s %s %s %s", counted.Method, id, hash, form)
	}
	if !strings.Contains(form, `"initial_options":[{"text":{"type":"plain_text","text":"App enforcement"`) || !strings.Contains(form, `"initial_value":"出境 \u003cx\u003e"`) {
		t.Errorf("what was typed is lost: %s", form)
	}
	last := h.desk.commands()[1]
	if last.Verb != "preview" || last.Form["topic"][0] != "app_enforcement" || last.Form["words"][0] != "出境 <x>" || len(last.Form["mode"]) != 0 || last.Actor.Channel != "slack:T0123ABC/C0456DEF" {
		t.Errorf("preview %+v", last)
	}

	seen["state"] = stateOf(map[string]any{"topic": chosen("app_enforcement", "data_export")})
	answer := h.interacts(t, map[string]any{"type": "view_submission", "view": seen})
	if !strings.Contains(answer, `"response_action":"update"`) || len(answer) > 4096 {
		t.Errorf("answered at once: %s", answer)
	}
	_, _, form = viewIn(t, h.slack.seen()[2])
	if !strings.Contains(form, "is not a topic") || !strings.Contains(form, `"callback_id":"form:subscribe"`) || strings.Count(form, `"value":"data_export"`) != 2 {
		t.Errorf("a wrong form shows %s", form)
	}

	seen["state"] = stateOf(map[string]any{"topic": chosen("data_export")})
	h.interacts(t, map[string]any{"type": "view_submission", "view": seen})
	_, _, form = viewIn(t, h.slack.seen()[len(h.slack.seen())-1])
	if !strings.Contains(form, "Subscribed here as s1") || strings.Contains(form, "callback_id") {
		t.Errorf("the answer shows %s", form)
	}
}

func TestAFormThatCannotOpenIsSaidInWords(t *testing.T) {
	h := newHouse(t, nil)
	h.slack.answer = func(n int, a asked, w http.ResponseWriter) bool {
		return a.Method == "views.open" && refuse("expired_trigger_id")(n, a, w)
	}
	h.desk.says["subscribe"] = func(bot.Command) (bot.Message, error) { return wish(), nil }
	h.does(t, formType, h.slash("subscribe"))
	calls := h.slack.seen()
	if len(calls) != 2 || calls[1].Method != "/commands/1" || !strings.Contains(calls[1].Body, "post what matches") {
		t.Errorf("calls %+v", calls)
	}
}

func homeOpened(n int) string {
	return fmt.Sprintf(`{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"EvHome%d","event":{"type":"app_home_opened","user":"U0789GHI","channel":"D0456DEF","tab":"home"}}`, n)
}

// homely answers the verbs of the Home; saved is one that a desk may lack.
func homely(h *house) {
	h.desk.says["saved"] = func(bot.Command) (bot.Message, error) {
		return bot.Message{}, bot.Wrong("mistake.verb", "saved")
	}
	h.desk.says["list"] = func(bot.Command) (bot.Message, error) {
		var m bot.Message
		m.Add(bot.Bullets, bot.Line{bot.Quote("s1 · data export")})
		m.Buttons = []bot.Button{{Label: "button.done", Verb: "unsubscribe", Words: []string{"s1"}}}
		return m, nil
	}
	h.desk.says["sources"] = func(bot.Command) (bot.Message, error) {
		var m bot.Message
		m.Add(bot.Headline, bot.Line{bot.Say("sources.head", 42, 41)})
		m.Add(bot.Bullets, bot.Line{bot.Quote("one")}, bot.Line{bot.Quote("two")})
		return m, nil
	}
}

func TestTheHomeIsMadeOfAnswers(t *testing.T) {
	h := newHouse(t, nil)
	homely(h)
	h.does(t, jsonType, homeOpened(1))
	a := h.slack.seen()[0]
	_, _, view := viewIn(t, a)
	if a.Method != "views.publish" || !strings.Contains(a.Body, `"user_id":"U0789GHI"`) {
		t.Fatalf("asked %+v", a)
	}
	for _, want := range []string{"Your subscriptions", "s1 · data export", "Coming deadlines", "answer to deadlines 30d", "Sources", "42 sources, 41 ok", "unsubscribe/0"} {
		if !strings.Contains(view, want) {
			t.Errorf("the Home lacks %q: %s", want, view)
		}
	}
	for _, no := range []string{"Saved", "two"} {
		if strings.Contains(view, no) {
			t.Errorf("the Home shows %q: %s", no, view)
		}
	}
	for _, c := range h.desk.commands() {
		if c.Actor.Channel != "slack:T0123ABC/U0789GHI" {
			t.Errorf("%s was asked for %s", c.Verb, c.Actor.Channel)
		}
	}
	// A button in the Home answers in a view and makes the Home anew.
	h.interacts(t, map[string]any{"type": "block_actions", "response_url": "", "view": map[string]any{"id": "VH", "type": "home"}, "actions": []any{map[string]any{"action_id": "unsubscribe/0", "value": `["s1"]`, "action_ts": "2"}}})
	calls := h.slack.seen()
	if len(calls) != 3 || calls[1].Method != "views.open" || calls[2].Method != "views.publish" {
		t.Errorf("calls %+v", calls)
	}
	h.does(t, jsonType, strings.ReplaceAll(homeOpened(2), `"home"`, `"messages"`))
	if n := len(h.slack.seen()); n != 3 {
		t.Errorf("the messages tab made a Home: %d calls", n)
	}
}

func TestGoldenViews(t *testing.T) {
	h := newHouse(t, nil)
	homely(h)
	h.does(t, jsonType, homeOpened(1))
	_, _, home := viewIn(t, h.slack.seen()[0])
	form, err := json.Marshal(formView(wish(), origin{Verb: "subscribe", Channel: "C0456DEF"}, bot.Chinese, layoutIn(hello(), bot.Chinese, partBlocks, partAll)))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := json.Marshal(answerView(hello(), bot.English))
	if err != nil {
		t.Fatal(err)
	}
	wait, err := json.Marshal(waiting())
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"view_home": []byte(home), "view_form": form, "view_answer": answer, "view_waiting": wait} {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(value); err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join("testdata", name+".json"), out.Bytes())
	}
}

func TestAnyFormKeepsTheLimits(t *testing.T) {
	option := rapid.Custom(func(t *rapid.T) bot.Option {
		return bot.Option{Value: words().Draw(t, "value"), Label: bot.Quote(feeds.Text(words().Draw(t, "label")))}
	})
	field := rapid.Custom(func(t *rapid.T) bot.Field {
		f := bot.Field{Name: rapid.StringMatching(`[a-z]{0,300}`).Draw(t, "name"), Label: rapid.SampledFrom([]bot.Phrase{"rule.topics", "mistake.ours"}).Draw(t, "label"), Value: words().Draw(t, "typed"), Many: rapid.Bool().Draw(t, "many"), Error: rapid.SampledFrom([]bot.Phrase{"", "mistake.ours"}).Draw(t, "error")}
		f.Options = rapid.SliceOfN(option, 0, 8).Draw(t, "options")
		for n := range rapid.SampledFrom([]int{0, 0, 0, 250}).Draw(t, "more") {
			f.Options = append(f.Options, bot.Option{Value: fmt.Sprint(n), Label: bot.Quote(feeds.Text(fmt.Sprint(n)))})
		}
		return f
	})
	rapid.Check(t, func(t *rapid.T) {
		m := anyMessage().Draw(t, "message")
		m.Submit, m.Form = "subscribe", rapid.SliceOfN(field, 0, 40).Draw(t, "fields")
		v := formView(m, origin{Verb: "subscribe", Words: []string{words().Draw(t, "word")}, Channel: "C0456DEF"}, bot.English, layoutIn(anyMessage().Draw(t, "after"), bot.English, partBlocks, partAll))
		if n := len(v.Blocks.BlockSet); n < 1 || n > 100 || length(v.PrivateMetadata) > 3000 || length(v.CallbackID) > 255 || length(v.Title.Text) > 24 || length(v.Submit.Text) > 24 {
			t.Fatalf("%d blocks, view %+v", n, v)
		}
		for _, b := range v.Blocks.BlockSet {
			if in, ok := b.(*api.InputBlock); ok {
				inputHolds(t, in)
			}
		}
	})
}

func inputHolds(t failer, in *api.InputBlock) {
	t.Helper()
	if n := length(in.BlockID); n < 1 || n > 255 || length(in.Label.Text) > 2000 {
		t.Errorf("input %q labelled %q", in.BlockID, in.Label.Text)
	}
	var options []*api.OptionBlockObject
	var groups []*api.OptionGroupBlockObject
	switch e := in.Element.(type) {
	case *api.PlainTextInputBlockElement:
		if length(e.InitialValue) > 3000 {
			t.Errorf("%d units typed", length(e.InitialValue))
		}
		return
	case *api.SelectBlockElement:
		options, groups = e.Options, e.OptionGroups
	case *api.MultiSelectBlockElement:
		options, groups = e.Options, e.OptionGroups
	}
	for _, g := range groups {
		options = append(options, g.Options...)
		if len(g.Options) > 100 || length(g.Label.Text) > 75 {
			t.Errorf("group %q of %d", g.Label.Text, len(g.Options))
		}
	}
	if groups == nil && (len(options) > 100 || len(options) == 0) {
		t.Errorf("%d options", len(options))
	}
	for _, o := range options {
		if o.Value == "" || o.Text.Text == "" || length(o.Value) > 150 || length(o.Text.Text) > 75 {
			t.Errorf("option %q %q", o.Value, o.Text.Text)
		}
	}
}
