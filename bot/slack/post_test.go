package slack

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack/slacktest"

	"github.com/regwire/regwire/bot"
)

func TestPostCarriesWhatSlackNeeds(t *testing.T) {
	d := newDouble(t, nil)
	ref, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, hello())
	if err != nil {
		t.Fatal(err)
	}
	if want := (bot.Reference{ID: "1664532000.000001", Place: "C0456DEF"}); ref != want {
		t.Errorf("reference %+v, want %+v", ref, want)
	}
	a := d.seen()[0]
	for key, want := range map[string]string{
		"channel": "C0456DEF", "parse": "none", "unfurl_links": "false", "unfurl_media": "false",
		"link_names": "", "thread_ts": "", "text": "READ\nA notice",
	} {
		if got := a.Form.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if a.Method != "chat.postMessage" || a.Form.Get("blocks") == "" {
		t.Errorf("called %s with blocks %q", a.Method, a.Form.Get("blocks"))
	}
	var meta struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if err := json.Unmarshal([]byte(a.Form.Get("metadata")), &meta); err != nil || meta.Payload["delivery"] != hello().Delivery {
		t.Errorf("metadata %v: %v", meta, err)
	}
}

func TestThreadsAndBroadcasts(t *testing.T) {
	for _, c := range []struct {
		name      string
		thread    bot.Reference
		broadcast bool
		ts, also  string
	}{
		{"under the post", bot.Reference{ID: "1.1"}, false, "1.1", ""},
		{"under the root of a reply", bot.Reference{ID: "1.2", Thread: "1.1"}, false, "1.1", ""},
		{"also to the channel", bot.Reference{ID: "1.1"}, true, "1.1", "true"},
		{"no thread, nothing to broadcast", bot.Reference{}, true, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDouble(t, nil)
			m := hello()
			m.Thread, m.Broadcast = c.thread, c.broadcast
			ref, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m)
			if err != nil {
				t.Fatal(err)
			}
			form := d.seen()[0].Form
			if form.Get("thread_ts") != c.ts || form.Get("reply_broadcast") != c.also || ref.Thread != c.ts {
				t.Errorf("thread_ts %q, reply_broadcast %q, reference %+v", form.Get("thread_ts"), form.Get("reply_broadcast"), ref)
			}
		})
	}
}

func TestReplyThatMayNotStandInItsThreadBecomesAPost(t *testing.T) {
	d := newDouble(t, func(n int, a asked, w http.ResponseWriter) bool {
		return n == 1 && refuse("cannot_reply_to_message")(n, a, w)
	})
	m := hello()
	m.Thread, m.Broadcast = bot.Reference{ID: "1.1"}, true
	if _, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m); err != nil {
		t.Fatal(err)
	}
	calls := d.seen()
	if len(calls) != 2 || calls[1].Form.Get("thread_ts") != "" || calls[1].Form.Get("reply_broadcast") != "" {
		t.Errorf("calls: %v", calls)
	}
}

func TestEditReplacesThePostAndSaysSo(t *testing.T) {
	d := newDouble(t, nil)
	m := hello()
	m.Edit = bot.Reference{ID: "1664500000.000100", Place: "D0789GHI", Thread: "1664500000.000001"}
	ref, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m)
	if err != nil {
		t.Fatal(err)
	}
	a := d.seen()[0]
	if a.Method != "chat.update" || a.Form.Get("ts") != m.Edit.ID || a.Form.Get("channel") != "D0789GHI" || a.Form.Get("parse") != "none" {
		t.Errorf("asked %+v", a)
	}
	if !strings.Contains(a.Form.Get("blocks"), "Updated 30 Sep 2022 18:00") {
		t.Errorf("no word of the edit in %s", a.Form.Get("blocks"))
	}
	if ref.Thread != m.Edit.Thread {
		t.Errorf("the reference forgot its thread: %+v", ref)
	}
	m.Add(bot.Context, bot.Line{bot.Say("mark.updated", testNow, bot.Phrase("change.text"))})
	if _, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(d.seen()[1].Form.Get("blocks"), "Updated"); n != 1 {
		t.Errorf("the edit is told %d times", n)
	}
}

func TestRepeatIsMarkedWhereItIsRead(t *testing.T) {
	d := newDouble(t, nil)
	m := hello()
	m.Repeat = true
	if _, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m); err != nil {
		t.Fatal(err)
	}
	form := d.seen()[0].Form
	for _, part := range []string{"text", "blocks"} {
		if !strings.Contains(form.Get(part), "possible repeat") {
			t.Errorf("no mark in %s: %s", part, form.Get(part))
		}
	}
	if !strings.Contains(form.Get("metadata"), `"repeat":true`) {
		t.Errorf("no mark in metadata: %s", form.Get("metadata"))
	}
}

func TestPlainIsTextAlone(t *testing.T) {
	d := newDouble(t, nil)
	m := hello()
	m.Plain = true
	m.Buttons = []bot.Button{{Label: "button.take", Verb: "take", Words: []string{"e1"}}}
	if _, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m); err != nil {
		t.Fatal(err)
	}
	if form := d.seen()[0].Form; form.Has("blocks") || form.Get("mrkdwn") != "false" || form.Get("text") == "" {
		t.Errorf("plain post: %v", form)
	}
	m.Edit = bot.Reference{ID: "1.1"}
	if _, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m); err != nil {
		t.Fatal(err)
	}
	if form := d.seen()[1].Form; form.Get("blocks") != "[]" {
		t.Errorf("a plain edit keeps the old blocks: %v", form)
	}
}

func TestAgainstTheLibrarysOwnServer(t *testing.T) {
	s := slacktest.NewTestServer()
	s.Start()
	defer s.Stop()
	p := platform(t, s.GetAPIURL())
	ref, err := p.Post(t.Context(), legal, hello())
	if err != nil || ref.ID == "" || ref.Place != "C0456DEF" {
		t.Errorf("reference %+v, %v", ref, err)
	}
	if state, err := p.Check(t.Context()); err != nil || state.Workspace == "" || state.Bot == "" {
		t.Errorf("state %+v, %v", state, err)
	}
}

// endings are the ways a call may end, and what each means.
var endings = []struct {
	name  string
	serve func(w http.ResponseWriter)
	fate  bot.Fate
	after time.Duration
	whole bool
}{
	{"rate limited", status(429, "30"), bot.FateRetry, 30 * time.Second, true},
	{"rate limited for a day", status(429, "86400"), bot.FateRetry, time.Hour, true},
	{"rate limited for ever", status(429, "99999999999999999"), bot.FateRetry, time.Hour, true},
	{"rate limited for no time", status(429, "0"), bot.FateRetry, 30 * time.Second, true},
	{"rate limited, negative", status(429, "-5"), bot.FateRetry, 30 * time.Second, true},
	{"rate limited, no time said", status(429, ""), bot.FateRetry, 30 * time.Second, true},
	{"rate limited, nonsense", status(429, "soon"), bot.FateRetry, 30 * time.Second, true},
	{"rate limited until a moment", status(429, "Fri, 30 Sep 2022 10:01:00 GMT"), bot.FateRetry, time.Minute, true},
	{"server error", status(500, ""), bot.FateAmbiguous, 0, false},
	{"bad gateway", status(502, ""), bot.FateAmbiguous, 0, false},
	{"busy, with a time", status(503, "20"), bot.FateAmbiguous, 20 * time.Second, false},
	{"gateway timeout", status(504, ""), bot.FateAmbiguous, 0, false},
	{"forbidden by a proxy", status(403, ""), bot.FateRetry, 0, false},
	{"wrong host", status(404, ""), bot.FateRetry, 0, false},
	{"too large for a proxy", status(413, ""), bot.FatePlain, 0, false},
	{"redirect", func(w http.ResponseWriter) {
		w.Header().Set("Location", "https://login.example.org/")
		w.WriteHeader(http.StatusTemporaryRedirect)
	}, bot.FateRetry, 0, false},
	{"a page in place of an answer", body("<html>Sign in</html>"), bot.FateAmbiguous, 0, false},
	{"an empty answer", body(""), bot.FateAmbiguous, 0, false},
	{"an answer that says nothing", body("{}"), bot.FateAmbiguous, 0, false},
	{"an answer that is not an object", body("[]"), bot.FateAmbiguous, 0, false},
	{"an answer cut off", body(`{"ok":true,"chan`), bot.FateAmbiguous, 0, false},
	{"accepted, then reset", reset, bot.FateAmbiguous, 0, false},
	{"an answer without end", func(w http.ResponseWriter) {
		_, _ = w.Write([]byte(`{"ok":true,"x":"`))
		for range 3 << 10 {
			if _, err := w.Write([]byte(strings.Repeat("a", 1<<10))); err != nil {
				return
			}
		}
	}, bot.FateAmbiguous, 0, false},
}

func status(code int, retryAfter string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(code)
	}
}

func body(s string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(s))
	}
}

func reset(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func TestHowACallEnds(t *testing.T) {
	for _, c := range endings {
		t.Run(c.name, func(t *testing.T) {
			d := newDouble(t, func(_ int, _ asked, w http.ResponseWriter) bool { c.serve(w); return true })
			_, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, hello())
			pe, ok := errors.AsType[*bot.PostError](err)
			if !ok {
				t.Fatalf("%v is no PostError", err)
			}
			if pe.Fate != c.fate || pe.After != c.after || pe.Whole != c.whole || pe.Code == "" {
				t.Errorf("%+v, want %s after %s, whole %t", pe, c.fate, c.after, c.whole)
			}
			if n := len(d.seen()); n != 1 {
				t.Errorf("called %d times", n)
			}
			if strings.Contains(err.Error(), string(testToken)) {
				t.Errorf("the error tells the token: %v", err)
			}
		})
	}
}

func TestWhatNeverLeftIsTriedAgain(t *testing.T) {
	closed := newDouble(t, nil)
	closed.Close()
	ctxDone, cancel := contextDone(t)
	defer cancel()
	for _, c := range []struct {
		name, base string
	}{
		{"refused connection", closed.URL + "/api/"},
		{"no such host", "https://slack.invalid/api/"},
		{"not TLS", strings.Replace(newDouble(t, nil).URL, "http:", "https:", 1) + "/api/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := platform(t, c.base).Post(t.Context(), legal, hello())
			if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateRetry {
				t.Errorf("%v, want retry", err)
			}
		})
	}
	t.Run("told to stop before it began", func(t *testing.T) {
		_, err := platform(t, newDouble(t, nil).URL+"/api/").Post(ctxDone, legal, hello())
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateRetry {
			t.Errorf("%v, want retry", err)
		}
	})
}

func TestSilenceAfterTheRequestIsAmbiguous(t *testing.T) {
	done := make(chan struct{})
	d := newDouble(t, func(int, asked, http.ResponseWriter) bool { <-done; return true })
	defer close(done)
	p, err := New(Config{Token: testToken, Base: d.URL + "/api/", Client: &http.Client{Timeout: 50 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Post(t.Context(), legal, hello())
	if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateAmbiguous {
		t.Errorf("%v, want ambiguous", err)
	}
}

// TestSlackIsReachedByTheProxy: in a network whose only way out it is, nothing else
// would arrive. An emulator on this machine is none of its business.
func TestSlackIsReachedByTheProxy(t *testing.T) {
	var asked []string
	way := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.Host) // a proxy is asked for a way to a host
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer way.Close()
	proxy, err := url.Parse(way.URL)
	if err != nil {
		t.Fatal(err)
	}
	for base, arrives := range map[string]bool{"https://slack.example/api/": false, newDouble(t, nil).URL + "/api/": true} {
		p, err := New(Config{Token: testToken, Base: base, Proxy: proxy})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Post(t.Context(), legal, hello()); (err == nil) != arrives {
			t.Errorf("to %s: %v, want it to arrive: %t", base, err, arrives)
		}
	}
	if want := []string{"CONNECT slack.example:443"}; !slices.Equal(slices.Compact(asked), want) {
		t.Errorf("the proxy was asked for %v, want %v", asked, want)
	}
}

func TestAnEditWhoseEndIsUnknownIsMadeAgain(t *testing.T) {
	d := newDouble(t, func(_ int, _ asked, w http.ResponseWriter) bool { reset(w); return true })
	m := hello()
	m.Edit = bot.Reference{ID: "1.1"}
	_, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m)
	if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateRetry {
		t.Errorf("%v, want retry: the same edit twice has one effect", err)
	}
}

func TestPlacesThatAreNoneOfSlacksAreNotCalled(t *testing.T) {
	d := newDouble(t, nil)
	for _, id := range []bot.ChannelID{"teams:T1/C0456DEF", "slack:T0123ABC/", "slack:T0123ABC/general", "slack:T0123ABC/C0456DEF&as_user=true", "slack:T0123ABC/c0456def"} {
		_, err := platform(t, d.URL+"/api/").Post(t.Context(), bot.Channel{ID: id}, hello())
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateHoldChannel || pe.Fix == "" {
			t.Errorf("%s: %v", id, err)
		}
	}
	if n := len(d.seen()); n != 0 {
		t.Errorf("called %d times", n)
	}
}

// TestAnyClearAnswerIsOne: whoever asks whether Slack answers waits for nothing that waiting
// does not mend.
func TestAnyClearAnswerIsOne(t *testing.T) {
	for name, c := range map[string]struct {
		serve   func(http.ResponseWriter)
		answers bool
	}{
		"well": {body(`{"ok":true}`), true}, "a wrong token": {body(`{"ok":false,"error":"invalid_auth"}`), true}, "wrong host": {status(404, ""), true},
		"fails": {status(503, ""), false}, "gateway": {status(504, ""), false}, "asks for patience": {status(429, "5"), false},
		"failed inside": {body(`{"ok":false,"error":"fatal_error"}`), false}, "resets": {reset, false}, "a page in its place": {body("<html>"), false},
	} {
		d := newDouble(t, func(_ int, _ asked, w http.ResponseWriter) bool { c.serve(w); return true })
		if err := platform(t, d.URL+"/api/").Answers(t.Context(), legal); (err == nil) != c.answers {
			t.Errorf("%s: %v", name, err)
		}
	}
	d := newDouble(t, nil)
	d.Close()
	if err := platform(t, d.URL+"/api/").Answers(t.Context(), legal); err == nil {
		t.Error("nobody is there, and answers")
	}
}
