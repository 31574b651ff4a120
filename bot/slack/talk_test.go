package slack

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// person is somebody of the workspace.
type person struct{ id, name string }

var (
	admin   = person{"U0789GHI", "admin"}
	counsel = person{"U0654XYZ", "counsel"}
)

// talk is a conversation with the running program, by one of the two transports.
type talk struct {
	*running
	t     *testing.T
	ear   *ear
	clock func() time.Time // nil over the socket
	sent  int
	// real are the ids of the store for those of the golden file.
	real map[string]string
	// pressed are the labels of what was pressed, verbs what was asked for.
	pressed map[string]bool
	forms   map[string]bool
	said    []string
}

// transports are the two ways to hear Slack.
var transports = map[string]bool{"socket": false, "http": true}

func newTalk(t *testing.T, e *ear, data string, signed bool, args ...string) *talk {
	t.Helper()
	c := &talk{t: t, ear: e, pressed: map[string]bool{}, forms: map[string]bool{}}
	c.running = runLive(t, e.GetAPIURL(), data, "slack:T0123ABC/C0456DEF", signed, args...)
	return c
}

// resentAfter is when an envelope that nobody has acknowledged is sent again.
const resentAfter = 5 * time.Second

// send has Slack deliver something, and returns what the program answers at once.
func (c *talk) send(kind string, payload map[string]any) (atOnce any) {
	c.t.Helper()
	c.sent++
	raw, err := json.Marshal(payload)
	if err != nil {
		c.t.Fatal(err)
	}
	if c.listen == "" {
		id := fmt.Sprint("envelope-", c.sent)
		envelope := envelope(c.t, kind, id, string(raw), kind != "events_api")
		ok, sent := false, time.Time{}
		c.patiently(c.t, "the envelope is acknowledged", func() bool {
			// As Slack does, it is sent again: the first may have gone to a program that
			// was killed, before its socket was seen to be closed.
			if time.Since(sent) > resentAfter {
				select {
				case c.ear.out <- envelope:
					sent = time.Now()
				default: // nobody is connected
				}
			}
			atOnce, ok = c.ear.acknowledged(id)
			return ok
		})
		return atOnce
	}
	if c.clock == nil {
		c.clock = c.demoClock(c.t)
	}
	contentType, body := jsonType, string(raw)
	switch kind {
	case "slash_commands":
		form := url.Values{}
		for key, v := range payload {
			form.Set(key, fmt.Sprint(v))
		}
		contentType, body = formType, form.Encode()
	case "interactive":
		contentType, body = formType, url.Values{"payload": {string(raw)}}.Encode()
	}
	status, answer := c.signedPost(c.t, c.clock(), contentType, body)
	if status != http.StatusOK {
		c.t.Fatalf("status %d: %s\n%s", status, answer, body)
	}
	if answer != "" && json.Unmarshal([]byte(answer), &atOnce) != nil {
		c.t.Errorf("answered at once with %q", answer)
	}
	return atOnce
}

func (c *talk) trigger() string { return fmt.Sprintf("%d.%d", c.sent+1, len(c.ear.heard())) }

func (c *talk) response() string { return c.ear.GetAPIURL() + fmt.Sprint("respond/", c.sent+1) }

const channelOf = "C0456DEF"

// types gives a slash command in a place.
func (c *talk) types(p person, place, text string) any {
	for id, real := range c.real {
		text = strings.ReplaceAll(text, "{"+id+"}", real)
	}
	verb, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	c.said = append(c.said, verb)
	return c.send("slash_commands", map[string]any{
		"team_id": "T0123ABC", "api_app_id": "A0123ABC", "channel_id": place, "user_id": p.id, "user_name": p.name,
		"command": "/regwire", "text": text, "trigger_id": c.trigger(), "response_url": c.response(), "is_enterprise_install": "false",
	})
}

func (c *talk) event(event map[string]any) any {
	return c.send("events_api", map[string]any{"type": "event_callback", "team_id": "T0123ABC", "api_app_id": "A0123ABC", "event_id": fmt.Sprint("Ev", c.sent+1), "event": event})
}

// mentions writes @regwire in the channel.
func (c *talk) mentions(p person, text string) any {
	verb, _, _ := strings.Cut(text, " ")
	c.said = append(c.said, verb)
	return c.event(map[string]any{"type": "app_mention", "user": p.id, "text": "<@U0BOT> " + text, "channel": channelOf, "ts": fmt.Sprintf("1664532100.%06d", c.sent)})
}

// opens looks at the App Home.
func (c *talk) opens(p person) any {
	return c.event(map[string]any{"type": "app_home_opened", "user": p.id, "channel": "D0456DEF", "tab": "home"})
}

func (c *talk) interacts(p person, payload map[string]any) any {
	base := map[string]any{
		"api_app_id": "A0123ABC", "team": map[string]any{"id": "T0123ABC"}, "user": map[string]any{"id": p.id, "name": p.name},
		"trigger_id": c.trigger(), "response_url": c.response(),
	}
	maps.Copy(base, payload)
	return c.send("interactive", base)
}

// places are where something to press may stand, and the calls that put it there.
var places = map[string][]string{
	"answer": {"respond", "chat.postEphemeral"}, "card": {"chat.postMessage", "chat.update"}, "home": {"views.publish"},
}

// blocksOf are the blocks of a message or view.
func blocksOf(s spoken) []any {
	if view, ok := s.Args["view"].(map[string]any); ok {
		blocks, _ := view["blocks"].([]any)
		return blocks
	}
	blocks, _ := s.Args["blocks"].([]any)
	return blocks
}

func textOf(v any) string {
	m, _ := v.(map[string]any)
	words, _ := m["text"].(string)
	return words
}

// offered is everything to press in a call, by its label.
func offered(s spoken) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, b := range blocksOf(s) {
		block, _ := b.(map[string]any)
		if block["type"] != "actions" {
			continue
		}
		elements, _ := block["elements"].([]any)
		for _, e := range elements {
			el, _ := e.(map[string]any)
			options, _ := el["options"].([]any)
			for _, o := range options {
				option, _ := o.(map[string]any)
				all[textOf(option["text"])] = map[string]any{"action_id": el["action_id"], "action_ts": "1", "selected_option": option}
			}
			if options == nil {
				all[textOf(el["text"])] = map[string]any{"action_id": el["action_id"], "action_ts": "1", "value": el["value"]}
			}
		}
	}
	return all
}

// presses presses what has the label, in the last of what stands in that place.
func (c *talk) presses(p person, place, label string) any {
	c.t.Helper()
	for _, s := range slices.Backward(c.ear.heard()) {
		if !slices.Contains(places[place], s.Method) {
			continue
		}
		all := offered(s)
		action, ok := all[label]
		for _, name := range slices.Sorted(maps.Keys(all)) { // several alike end in an id
			if !ok && strings.HasPrefix(name, label+" ") {
				action, ok = all[name], true
			}
		}
		if !ok {
			continue
		}
		c.pressed[label] = true
		verb, words, _ := verbOf(pressed{ActionID: fmt.Sprint(action["action_id"]), Value: stringOf(action["value"]), Selected: choiceMade{Value: selectedOf(action)}})
		c.said = append(c.said, verb)
		_ = words
		payload := map[string]any{"type": "block_actions", "actions": []any{action}}
		switch place {
		case "home":
			view, _ := s.Args["view"].(map[string]any)
			payload["view"] = map[string]any{"id": "VHOME", "type": "home", "private_metadata": view["private_metadata"]}
			payload["response_url"] = ""
		default:
			payload["channel"] = map[string]any{"id": channelOf}
			payload["container"] = map[string]any{"channel_id": channelOf, "is_ephemeral": place == "answer"}
		}
		return c.interacts(p, payload)
	}
	c.t.Fatalf("nothing in the %s is labelled %q\n%s", place, label, c.out)
	return nil
}

func stringOf(v any) string { s, _ := v.(string); return s }

func selectedOf(action map[string]any) string {
	option, _ := action["selected_option"].(map[string]any)
	return stringOf(option["value"])
}

// form is the view that is open, with what was filled in.
func (c *talk) form(filled map[string]any) map[string]any {
	c.t.Helper()
	for _, s := range slices.Backward(c.ear.heard()) {
		view, _ := s.Args["view"].(map[string]any)
		if s.Method == "views.publish" || view["callback_id"] == nil {
			continue
		}
		c.forms[stringOf(view["callback_id"])] = true
		filled = maps.Clone(filled)
		for _, b := range blocksOf(s) { // what stands in a field and was not touched is sent too
			block, _ := b.(map[string]any)
			element, _ := block["element"].(map[string]any)
			if name := stringOf(block["block_id"]); filled[name] == nil && stringOf(element["initial_value"]) != "" {
				filled[name] = typedText(stringOf(element["initial_value"]))
			}
		}
		return map[string]any{"id": "V1", "hash": "h1", "type": "modal", "callback_id": view["callback_id"], "private_metadata": view["private_metadata"], "state": stateOf(filled)}
	}
	c.t.Fatal("no form is open")
	return nil
}

// fills changes the form, submits sends it.
func (c *talk) fills(p person, filled map[string]any) any {
	return c.interacts(p, map[string]any{"type": "block_actions", "view": c.form(filled), "actions": []any{map[string]any{"action_id": fieldID, "action_ts": "1"}}})
}

func (c *talk) submits(p person, filled map[string]any) any {
	view := c.form(filled)
	c.said = append(c.said, strings.TrimPrefix(stringOf(view["callback_id"]), formPrefix))
	return c.interacts(p, map[string]any{"type": "view_submission", "view": view})
}

// shortcut sends the links of a message to regwire.
func (c *talk) shortcut(p person, text string) any {
	c.said = append(c.said, "shortcut")
	return c.interacts(p, map[string]any{"type": "message_action", "callback_id": "submit_link", "channel": map[string]any{"id": channelOf}, "message": map[string]any{"text": text}})
}
