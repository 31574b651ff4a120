package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func TestACommandIsAnsweredToThePersonAlone(t *testing.T) {
	h := newHouse(t, func(c *InboxConfig) { c.Admins = []string{"U0789GHI"} })
	if got := h.does(t, formType, h.slash("find “数据 出境” since:2022-09 a&amp;b &lt;x&gt;")); got != "" {
		t.Errorf("answered at once with %q", got)
	}
	got := h.desk.commands()
	if len(got) != 1 || got[0].Verb != "find" || !slices.Equal(got[0].Words, []string{"数据 出境", "since:2022-09", "a&b", "<x>"}) {
		t.Fatalf("commands %+v", got)
	}
	want := bot.Actor{Workspace: "slack:T0123ABC", User: "U0789GHI", Name: "li", Channel: "slack:T0123ABC/C0456DEF", Lang: bot.English, Admin: true}
	if got[0].Actor != want {
		t.Errorf("command %+v", got[0])
	}
	calls := h.slack.seen()
	if len(calls) != 1 || calls[0].Method != "/commands/1" {
		t.Fatalf("calls %+v", calls)
	}
	var sent struct {
		Type    string `json:"response_type"`
		Replace bool   `json:"replace_original"`
		Text    string
	}
	if err := json.Unmarshal([]byte(calls[0].Body), &sent); err != nil || sent.Type != "ephemeral" || sent.Replace || !strings.Contains(sent.Text, "answer to find") {
		t.Errorf("sent %s", calls[0].Body)
	}
}

func TestAWrongCommandIsToldKindly(t *testing.T) {
	h := newHouse(t, nil)
	h.desk.says["oops"] = func(bot.Command) (bot.Message, error) {
		return bot.Message{}, bot.Wrong("mistake.verb", feeds.Text("<!channel>"))
	}
	h.desk.says["fail"] = func(bot.Command) (bot.Message, error) {
		return bot.Message{}, errors.New("database is on fire at /var/lib")
	}
	h.desk.says["panic"] = func(bot.Command) (bot.Message, error) { panic("poison") }
	h.does(t, formType, h.slash("oops"))
	h.does(t, formType, h.slash("fail"))
	h.does(t, formType, h.slash("panic"))
	calls := h.slack.seen()
	if len(calls) != 3 {
		t.Fatalf("calls %+v", calls)
	}
	if !strings.Contains(calls[0].Body, "is not a command") || strings.Contains(calls[0].Body, "<!channel>") || strings.Contains(calls[0].Body, `\u003c!channel`) {
		t.Errorf("mistake: %s", calls[0].Body)
	}
	for _, c := range calls[1:] {
		if !strings.Contains(c.Body, "not your fault") || strings.Contains(c.Body, "/var/lib") || strings.Contains(c.Body, "poison") {
			t.Errorf("failure: %s", c.Body)
		}
	}
}

func TestTheAnswerIsInTheLanguageThatItSets(t *testing.T) {
	h := newHouse(t, nil)
	h.desk.says["settings"] = func(bot.Command) (m bot.Message, err error) {
		m.Private, m.Lang = true, bot.Chinese
		m.Add(bot.Body, bot.Line{bot.Say("settings.lang", bot.Phrase("form.chinese"))})
		return m, nil
	}
	h.does(t, formType, h.slash("settings"))
	if calls := h.slack.seen(); len(calls) != 1 || !strings.Contains(calls[0].Body, "语言") || strings.Contains(calls[0].Body, "language") {
		t.Errorf("calls %+v", calls)
	}
}

func TestARequestThatComesTwiceHasOneEffect(t *testing.T) {
	h := newHouse(t, nil)
	mention := `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"Ev1","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT> latest","channel":"C0456DEF","ts":"1.1"}}`
	for range 3 {
		h.does(t, formType, h.slash("list"))
		h.does(t, jsonType, mention)
	}
	again := newHouse(t, func(c *InboxConfig) { c.Requests = h.memory }) // after a restart
	again.does(t, formType, h.slash("list"))
	again.does(t, jsonType, mention)
	if n, m := len(h.desk.commands()), len(again.desk.commands()); n != 2 || m != 0 {
		t.Errorf("%d effects, then %d", n, m)
	}
	for key, until := range h.memory.seen {
		if until != testNow.Add(10*time.Minute) {
			t.Errorf("%s is remembered until %s", key, until)
		}
	}
}

func TestAMemoryThatFailsTakesNothing(t *testing.T) {
	h := newHouse(t, nil)
	h.memory.err = errors.New("store is full")
	if w := h.post(t, signedRequest(newSecret, testNow, formType, h.slash("list"))); w.Code != http.StatusServiceUnavailable || len(h.queue) != 0 {
		t.Errorf("status %d, %d queued", w.Code, len(h.queue))
	}
	h.memory.err = nil
	h.does(t, formType, h.slash("list"))
	if n := len(h.desk.commands()); n != 1 {
		t.Errorf("%d commands: a request that was turned away may come again", n)
	}
}

func TestAFullQueueSaysSo(t *testing.T) {
	h := newHouse(t, nil)
	for n := range queueSize {
		if w := h.post(t, signedRequest(newSecret, testNow, formType, h.slash(fmt.Sprint("find ", n)))); w.Code != 200 || w.Body.Len() > 0 {
			t.Fatalf("%d: status %d, %s", n, w.Code, w.Body)
		}
	}
	if w := h.post(t, signedRequest(newSecret, testNow, formType, h.slash("list"))); !strings.Contains(w.Body.String(), "try again") {
		t.Errorf("a full queue answers %d %s", w.Code, w.Body)
	}
	h.drain(t)
	h.does(t, formType, h.slash("list"))
	if n := len(h.desk.commands()); n != queueSize+1 {
		t.Errorf("%d commands", n)
	}
}

func TestAMentionIsAnsweredInItsThread(t *testing.T) {
	h := newHouse(t, nil)
	h.does(t, jsonType, `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"Ev1","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT>\u00a0submit <https://mp.weixin.qq.com/s?a=1&amp;b=2|mp.weixin.qq.com>","channel":"C0456DEF","ts":"1.2","thread_ts":"1.1"}}`)
	if got := h.desk.commands(); len(got) != 1 || got[0].Verb != "submit" || !slices.Equal(got[0].Words, []string{"https://mp.weixin.qq.com/s?a=1&b=2"}) {
		t.Fatalf("commands %+v", got)
	}
	a := h.slack.seen()[0]
	if a.Method != "chat.postEphemeral" || a.Form.Get("user") != "U0789GHI" || a.Form.Get("channel") != "C0456DEF" || a.Form.Get("thread_ts") != "1.1" {
		t.Errorf("asked %+v", a)
	}
	h.does(t, jsonType, `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"Ev2","event":{"type":"app_mention","user":"U0OTHERBOT","bot_id":"B1","text":"<@U0BOT> latest","channel":"C0456DEF","ts":"1.3"}}`)
	if n := len(h.desk.commands()); n != 1 {
		t.Errorf("a bot was answered: %d commands", n)
	}
}

func TestButtonsRunTheirCommand(t *testing.T) {
	for _, c := range []struct {
		name, action, value, selected string
		ephemeral                     bool
		verb                          string
		words                         []string
		method                        string
		replaced                      bool
	}{
		{"a button", "take/0", `["e1"]`, "", false, "take", []string{"e1"}, "/actions/1", false},
		{"a choice of a menu", "more/3", "", `["event","split","e1"]`, false, "event", []string{"split", "e1"}, "/actions/1", false},
		{"the next page replaces the private one", "find/0", `["数据","page:2"]`, "", true, "find", []string{"数据", "page:2"}, "/actions/1", true},
		{"a private answer to another is beside it", "take/0", `["e1"]`, "", true, "take", []string{"e1"}, "/actions/1", false},
		{"sharing posts for all", "share/0", `["find","数据"]`, "", true, "share", []string{"find", "数据"}, "chat.postMessage", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t, nil)
			h.interacts(t, map[string]any{
				"type": "block_actions", "channel": map[string]any{"id": "C0456DEF"},
				"container": map[string]any{"is_ephemeral": c.ephemeral, "channel_id": "C0456DEF"},
				"message":   map[string]any{"blocks": []any{map[string]any{"type": "block_of_tomorrow", "text": 7}}},
				"actions":   []any{map[string]any{"action_id": c.action, "value": c.value, "action_ts": "1.5", "selected_option": map[string]any{"value": c.selected}}},
			})
			got := h.desk.commands()
			if len(got) != 1 || got[0].Verb != c.verb || !slices.Equal(got[0].Words, c.words) {
				t.Fatalf("commands %+v", got)
			}
			calls := h.slack.seen()
			if len(calls) != 1 || calls[0].Method != c.method || strings.Contains(calls[0].Body, `"replace_original":true`) != c.replaced {
				t.Errorf("calls %+v", calls)
			}
		})
	}
	h := newHouse(t, nil)
	for _, value := range []string{"", "e1", "{}", "[1]", `["`} {
		h.interacts(t, map[string]any{"type": "block_actions", "actions": []any{map[string]any{"action_id": "take/0", "value": value, "action_ts": value}}})
	}
	if n := len(h.desk.commands()); n != 0 {
		t.Errorf("buttons that are none of ours ran %d commands", n)
	}
}

func TestSharingThatIsRefusedIsTold(t *testing.T) {
	h := newHouse(t, nil)
	h.slack.answer = func(n int, a asked, w http.ResponseWriter) bool {
		return a.Method == "chat.postMessage" && refuse("not_in_channel")(n, a, w)
	}
	h.does(t, formType, h.slash("share find 数据"))
	calls := h.slack.seen()
	if len(calls) != 2 || calls[1].Method != "/commands/1" || !strings.Contains(calls[1].Body, "/invite @regwire") {
		t.Errorf("calls %+v", calls)
	}
}

func TestASubscriptionSaysAtOnceWhenNothingCanBePosted(t *testing.T) {
	for word, want := range map[string]string{"not_in_channel": "/invite @regwire", "unknown_method": "", "ratelimited": ""} {
		h := newHouse(t, nil)
		h.slack.answer = func(n int, a asked, w http.ResponseWriter) bool {
			return a.Method == "chat.scheduleMessage" && refuse(word)(n, a, w)
		}
		h.does(t, formType, h.slash("subscribe data-export"))
		calls := h.slack.seen()
		last := calls[len(calls)-1]
		if last.Method != "/commands/1" || !strings.Contains(last.Body, "answer to subscribe") || !strings.Contains(last.Body, want) || want == "" && strings.Contains(last.Body, "yet") {
			t.Errorf("%s: %+v", word, last)
		}
	}
}

func TestAMessageShortcutSubmitsItsLinks(t *testing.T) {
	h := newHouse(t, nil)
	h.interacts(t, map[string]any{
		"type": "message_action", "callback_id": "submit_link", "channel": map[string]any{"id": "C0456DEF"},
		"message": map[string]any{"text": "see <https://mp.weixin.qq.com/s?a=1&amp;b=2|this> and <https://mp.weixin.qq.com/s?a=1&amp;b=2> and <http://www.cac.gov.cn/a.htm> <@U1> <javascript:x>"},
	})
	var links []string
	for _, c := range h.desk.commands() {
		if c.Verb != "submit" {
			t.Errorf("command %+v", c)
		}
		links = append(links, c.Words...)
	}
	if !slices.Equal(links, []string{"https://mp.weixin.qq.com/s?a=1&b=2", "http://www.cac.gov.cn/a.htm"}) {
		t.Errorf("links %q", links)
	}
	h.interacts(t, map[string]any{"type": "message_action", "callback_id": "submit_link", "channel": map[string]any{"id": "C0456DEF"}, "message": map[string]any{"text": "no link"}})
	calls := h.slack.seen()
	if last := calls[len(calls)-1]; !strings.Contains(last.Body, "no link in that message") {
		t.Errorf("last call %+v", last)
	}
}

func TestAnswersGoToSlackAlone(t *testing.T) {
	h := newHouse(t, nil)
	own, err := New(Config{Token: testToken})
	if err != nil {
		t.Fatal(err)
	}
	real, err := own.Inbox(InboxConfig{Handler: h.desk, Requests: h.memory, Team: "T0123ABC", Signing: []bot.Secret{newSecret}})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://hooks.slack.com/commands/T1/2/abc":            true,
		"http://hooks.slack.com/commands/T1/2/abc":             false,
		"https://hooks.slack.com.evil.example/x":               false,
		"https://evil.example/hooks.slack.com":                 false,
		"https://u:p@hooks.slack.com/x":                        false,
		"https://hooks.slack.com:8443/x":                       false,
		"https://HOOKS.slack.com@evil.example/":                false,
		"http://169.254.169.254/latest/meta-data":              false,
		"https://slack.com/api/chat.delete":                    false,
		"":                                                     false,
		"https://hooks.slack.com/" + strings.Repeat("a", 4000): false,
	} {
		if got := real.answerable(address); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
}

func TestInboxSettings(t *testing.T) {
	p := platform(t, Base)
	good := InboxConfig{Handler: &desk{}, Requests: &memory{}, Team: "T0123ABC", Signing: []bot.Secret{newSecret}, AppToken: "xapp-1-A0-1-abc"}
	if _, err := p.Inbox(good); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(c *InboxConfig){
		"needs a handler":      func(c *InboxConfig) { c.Handler = nil },
		"memory":               func(c *InboxConfig) { c.Requests = nil },
		"T0123ABC":             func(c *InboxConfig) { c.Team = "acme" },
		"SLACK_SIGNING_SECRET": func(c *InboxConfig) { c.Signing = []bot.Secret{""} },
		"more than two":        func(c *InboxConfig) { c.Signing = []bot.Secret{newSecret, newSecret, newSecret} },
		"SLACK_APP_TOKEN":      func(c *InboxConfig) { c.AppToken = "xoxb-1-2-abc" },
		"no way to hear":       func(c *InboxConfig) { c.AppToken, c.Signing = "", nil },
	} {
		c := good
		change(&c)
		if _, err := p.Inbox(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestRunSaysWhatItCannotHearBy(t *testing.T) {
	h := newHouse(t, nil)
	if err := h.Run(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") {
		t.Errorf("%v", err)
	}
	h.config.Signing = nil
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := h.Run(t.Context(), l); err == nil || !strings.Contains(err.Error(), "SLACK_SIGNING_SECRET") {
		t.Errorf("%v", err)
	}
}

func TestWhatWaitsIsAnsweredBeforeTheEnd(t *testing.T) {
	h := newHouse(t, nil)
	for n := range 40 {
		if w := h.post(t, signedRequest(newSecret, testNow, formType, h.slash(fmt.Sprint("find ", n)))); w.Code != 200 {
			t.Fatalf("status %d", w.Code)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Work(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(h.slack.seen()); n != 40 || len(h.places) != 0 {
		t.Errorf("%d of 40 requests were answered, %d places are taken", n, len(h.places))
	}
}
