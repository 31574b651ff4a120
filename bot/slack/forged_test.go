package slack

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

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
	for n, secret := range []bot.Secret{newSecret, oldSecret} {
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

// TestASignatureThatSlackPublished checks a request from Slack's own guide to
// verifying requests, so that signing and checking do not only agree with each
// other.
func TestASignatureThatSlackPublished(t *testing.T) {
	i := &Inbox{config: InboxConfig{Signing: []bot.Secret{"8f742231b10e8888abcd99yyyzzz85a5"}}}
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	const signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	if !i.signed("1531420618", []byte(body), signature) {
		t.Error("the published request is refused")
	}
	if i.signed("1531420619", []byte(body), signature) {
		t.Error("the published request holds a second later")
	}
}
