package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	newSecret = Secret("00112233445566778899aabbccddeeff")
	oldSecret = Secret("ffeeddccbbaa99887766554433221100")
)

// memory remembers in the process.
type memory struct {
	mu   sync.Mutex
	seen map[string]time.Time
	err  error
}

func (m *memory) Seen(_ context.Context, key string, until time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return false, m.err
	}
	if m.seen == nil {
		m.seen = map[string]time.Time{}
	}
	_, known := m.seen[key]
	m.seen[key] = until
	return !known, nil
}

// desk answers commands by their verb and keeps them.
type desk struct {
	mu   sync.Mutex
	got  []bot.Command
	says map[string]func(c bot.Command) (bot.Message, error)
}

func (d *desk) Handle(_ context.Context, c bot.Command) (bot.Message, error) {
	d.mu.Lock()
	d.got = append(d.got, c)
	d.mu.Unlock()
	if say, ok := d.says[c.Verb]; ok {
		return say(c)
	}
	var m bot.Message
	m.Private = c.Verb != "share"
	m.Add(bot.Body, bot.Line{bot.Quote(feeds.Text("answer to " + c.Verb + " " + strings.Join(c.Words, " ")))})
	return m, nil
}

func (d *desk) commands() []bot.Command {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.got)
}

// house is an inbox with all that it needs.
type house struct {
	*Inbox
	slack  *double
	desk   *desk
	memory *memory
}

func newHouse(t *testing.T, change func(*InboxConfig)) *house {
	t.Helper()
	h := &house{slack: newDouble(t, nil), desk: &desk{says: map[string]func(bot.Command) (bot.Message, error){}}, memory: &memory{}}
	c := InboxConfig{
		Handler: h.desk, Seen: h.memory, Team: "T0123ABC", App: "A0123ABC", Signing: []Secret{newSecret, oldSecret},
		Lang: func(context.Context, bot.ChannelID) bot.Lang { return bot.English },
	}
	if change != nil {
		change(&c)
	}
	i, err := platform(t, h.slack.URL+"/api/").Inbox(c)
	if err != nil {
		t.Fatal(err)
	}
	h.Inbox = i
	return h
}

// drain works on what was taken, in the order it came.
func (h *house) drain(t *testing.T) {
	t.Helper()
	for len(h.queue) > 0 {
		h.one(t.Context(), <-h.queue)
		<-h.places
	}
}

// signedRequest is a request as Slack makes it.
func signedRequest(secret Secret, at time.Time, contentType, body string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/slack", strings.NewReader(body))
	stamp := fmt.Sprint(at.Unix())
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

const formType, jsonType = "application/x-www-form-urlencoded", "application/json"

func (h *house) slash(text string) string {
	return url.Values{
		"team_id": {"T0123ABC"}, "api_app_id": {"A0123ABC"}, "channel_id": {"C0456DEF"}, "user_id": {"U0789GHI"}, "user_name": {"li"},
		"command": {"/regwire"}, "text": {text}, "trigger_id": {"trigger." + text}, "response_url": {h.slack.URL + "/commands/1"}, "is_enterprise_install": {"false"},
	}.Encode()
}

func (h *house) post(t *testing.T, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// does sends a signed request, expects it to be taken, and works on it.
func (h *house) does(t *testing.T, contentType, body string) string {
	t.Helper()
	w := h.post(t, signedRequest(newSecret, testNow, contentType, body))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, body)
	}
	h.drain(t)
	return w.Body.String()
}

func (h *house) interacts(t *testing.T, payload map[string]any) string {
	t.Helper()
	base := map[string]any{
		"api_app_id": "A0123ABC", "team": map[string]any{"id": "T0123ABC"}, "user": map[string]any{"id": "U0789GHI", "name": "li"},
		"trigger_id": fmt.Sprint("trigger.", len(h.slack.seen()), len(h.desk.commands())), "response_url": h.slack.URL + "/actions/1",
	}
	maps.Copy(base, payload)
	raw, err := json.Marshal(base)
	if err != nil {
		t.Fatal(err)
	}
	return h.does(t, formType, url.Values{"payload": {string(raw)}}.Encode())
}

func TestForgedRequestsAreRefused(t *testing.T) {
	h := newHouse(t, nil)
	good := func() *http.Request { return signedRequest(newSecret, testNow, formType, h.slash("list")) }
	with := func(change func(r *http.Request)) func() *http.Request {
		return func() *http.Request { r := good(); change(r); return r }
	}
	header := func(name string, values ...string) func() *http.Request {
		return with(func(r *http.Request) { r.Header[http.CanonicalHeaderKey(name)] = values })
	}
	const stamp, sign = "X-Slack-Request-Timestamp", "X-Slack-Signature"
	signature := good().Header.Get(sign)
	other := func(key, value string) func() *http.Request {
		return func() *http.Request {
			form, _ := url.ParseQuery(h.slash("list"))
			form.Set(key, value)
			return signedRequest(newSecret, testNow, formType, form.Encode())
		}
	}
	for _, c := range []struct {
		name    string
		request func() *http.Request
		status  int
	}{
		{"no signature", header(sign), 401},
		{"empty signature", header(sign, ""), 401},
		{"two signatures", header(sign, signature, signature), 401},
		{"no timestamp", header(stamp), 401},
		{"two timestamps", header(stamp, fmt.Sprint(testNow.Unix()), fmt.Sprint(testNow.Unix())), 401},
		{"signature without version", header(sign, signature[3:]), 401},
		{"another version", header(sign, "v1="+signature[3:]), 401},
		{"signature cut", header(sign, signature[:len(signature)-2]), 401},
		{"signature too long", header(sign, signature+"00"), 401},
		{"signature in capitals", header(sign, "v0="+strings.ToUpper(signature[3:])), 401},
		{"signature not hexadecimal", header(sign, "v0="+strings.Repeat("z", 64)), 401},
		{"signature of zeros", header(sign, "v0="+strings.Repeat("0", 64)), 401},
		{"one bit of the signature", header(sign, flip(signature)), 401},
		{"timestamp moved by a second", header(stamp, fmt.Sprint(testNow.Unix()+1)), 401},
		{"timestamp with a sign", header(stamp, "+"+fmt.Sprint(testNow.Unix())[1:]), 401},
		{"timestamp with a blank", header(stamp, fmt.Sprint(testNow.Unix())+" "), 401},
		{"timestamp in milliseconds", header(stamp, fmt.Sprint(testNow.UnixMilli())), 401},
		{"timestamp of words", header(stamp, "yesterday"), 401},
		{"too old", func() *http.Request {
			return signedRequest(newSecret, testNow.Add(-301*time.Second), formType, h.slash("list"))
		}, 401},
		{"too new", func() *http.Request {
			return signedRequest(newSecret, testNow.Add(301*time.Second), formType, h.slash("list"))
		}, 401},
		{"body changed", with(func(r *http.Request) { r.Body = http.NoBody }), 401},
		{"body longer", with(func(r *http.Request) { r.Body = bodyOf(h.slash("list") + "&text=all"); r.ContentLength = -1 }), 401},
		{"another secret", func() *http.Request {
			return signedRequest("0123456789abcdef0123456789abcdef", testNow, formType, h.slash("list"))
		}, 401},
		{"the empty secret", func() *http.Request { return signedRequest("", testNow, formType, h.slash("list")) }, 401},
		{"another team", other("team_id", "T0OTHER"), 403},
		{"no team", other("team_id", ""), 403},
		{"another app", other("api_app_id", "A0OTHER"), 403},
		{"a GET", with(func(r *http.Request) { r.Method = http.MethodGet }), 405},
		{"declared too large", with(func(r *http.Request) { r.ContentLength = maxBody + 1 }), 413},
		{"too large without saying so", func() *http.Request {
			r := signedRequest(newSecret, testNow, formType, strings.Repeat("a", maxBody+1))
			r.ContentLength = -1
			return r
		}, 413},
		{"compressed", header("Content-Encoding", "gzip"), 415},
		{"no content type", header("Content-Type"), 415},
		{"two content types", header("Content-Type", formType, jsonType), 415},
		{"another content type", func() *http.Request { return signedRequest(newSecret, testNow, "text/plain", h.slash("list")) }, 415},
		{"a form that is none", func() *http.Request { return signedRequest(newSecret, testNow, formType, "%zz=1") }, 400},
		{"JSON that is none", func() *http.Request { return signedRequest(newSecret, testNow, jsonType, "{") }, 400},
		{"an event of another kind", func() *http.Request {
			return signedRequest(newSecret, testNow, jsonType, `{"type":"app_rate_limited"}`)
		}, 400},
		{"a challenge that is not signed", func() *http.Request {
			r := signedRequest("", testNow, jsonType, `{"type":"url_verification","challenge":"x"}`)
			return r
		}, 401},
		{"a certificate check that is not signed", func() *http.Request { return signedRequest("", testNow, formType, "ssl_check=1") }, 401},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := h.post(t, c.request())
			if w.Code != c.status {
				t.Errorf("status %d, want %d", w.Code, c.status)
			}
			if w.Body.Len() > 0 {
				t.Errorf("the refusal says %q", w.Body)
			}
		})
	}
	h.drain(t)
	if got := h.desk.commands(); len(got) > 0 {
		t.Errorf("commands were run: %+v", got)
	}
	if len(h.memory.seen) > 0 {
		t.Errorf("forged requests are remembered: %v", h.memory.seen)
	}
	if w := h.post(t, good()); w.Code != 200 || len(h.queue) != 1 {
		t.Errorf("the genuine request: status %d, %d queued", w.Code, len(h.queue))
	}
}

func flip(s string) string {
	last := map[byte]string{'0': "1"}[s[len(s)-1]]
	if last == "" {
		last = "0"
	}
	return s[:len(s)-1] + last
}

func bodyOf(s string) *openBody { return &openBody{strings.NewReader(s)} }

type openBody struct{ *strings.Reader }

func (*openBody) Close() error { return nil }

func TestForgedRequestsAreCheap(t *testing.T) {
	h := newHouse(t, nil)
	r := signedRequest("0123456789abcdef0123456789abcdef", testNow, formType, h.slash("list"))
	body := h.slash("list")
	const times = 200
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		r.Body = bodyOf(body)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized {
			t.Fatalf("status %d", w.Code)
		}
	}
	runtime.ReadMemStats(&after)
	if got := (after.TotalAlloc - before.TotalAlloc) / times; got > 64<<10 {
		t.Errorf("%d bytes for a forged request, at most 64 KiB", got)
	}
}

func TestBothSecretsCountWhileOneReplacesTheOther(t *testing.T) {
	h := newHouse(t, nil)
	for n, secret := range []Secret{newSecret, oldSecret} {
		if w := h.post(t, signedRequest(secret, testNow, formType, h.slash(fmt.Sprint("find ", n)))); w.Code != 200 {
			t.Errorf("secret %d: status %d", n, w.Code)
		}
	}
	h.drain(t)
	if n := len(h.desk.commands()); n != 2 {
		t.Errorf("%d commands", n)
	}
}

func TestSlacksOwnQuestionsAreAnsweredOnceSigned(t *testing.T) {
	h := newHouse(t, nil)
	if got := h.does(t, jsonType, `{"type":"url_verification","challenge":"3eZbrw1aB"}`); got != "{\"challenge\":\"3eZbrw1aB\"}\n" {
		t.Errorf("challenge answered %q", got)
	}
	if got := h.does(t, formType, "ssl_check=1&token=x"); got != "" {
		t.Errorf("certificate check answered %q", got)
	}
}

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
	if got[0].Actor != want || got[0].ID == "" || got[0].At != testNow {
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
	if len(calls) != 2 {
		t.Fatalf("calls %+v", calls)
	}
	if !strings.Contains(calls[0].Body, "is not a command") || strings.Contains(calls[0].Body, "<!channel>") || strings.Contains(calls[0].Body, `\u003c!channel`) {
		t.Errorf("mistake: %s", calls[0].Body)
	}
	if !strings.Contains(calls[1].Body, "not your fault") || strings.Contains(calls[1].Body, "/var/lib") {
		t.Errorf("failure: %s", calls[1].Body)
	}
}

func TestARequestThatComesTwiceHasOneEffect(t *testing.T) {
	h := newHouse(t, nil)
	mention := `{"type":"event_callback","team_id":"T0123ABC","api_app_id":"A0123ABC","event_id":"Ev1","event":{"type":"app_mention","user":"U0789GHI","text":"<@U0BOT> latest","channel":"C0456DEF","ts":"1.1"}}`
	for range 3 {
		h.does(t, formType, h.slash("list"))
		h.does(t, jsonType, mention)
	}
	again := newHouse(t, func(c *InboxConfig) { c.Seen = h.memory }) // after a restart
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
	real, err := own.Inbox(InboxConfig{Handler: h.desk, Seen: h.memory, Team: "T0123ABC", Signing: []Secret{newSecret}})
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
	good := InboxConfig{Handler: &desk{}, Seen: &memory{}, Team: "T0123ABC", Signing: []Secret{newSecret}, AppToken: "xapp-1-A0-1-abc"}
	if _, err := p.Inbox(good); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(c *InboxConfig){
		"needs a handler":      func(c *InboxConfig) { c.Handler = nil },
		"memory":               func(c *InboxConfig) { c.Seen = nil },
		"T0123ABC":             func(c *InboxConfig) { c.Team = "acme" },
		"SLACK_SIGNING_SECRET": func(c *InboxConfig) { c.Signing = []Secret{""} },
		"more than two":        func(c *InboxConfig) { c.Signing = []Secret{newSecret, newSecret, newSecret} },
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
