package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/phrase"
)

const testSecret = bot.Secret("0123456789abcdef0123456789abcdef")

var testNow = time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)

// receiver is a program that takes posts, checks their signatures, and can
// answer otherwise.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []Body
	raws   []string
	answer func(w http.ResponseWriter) bool
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(r.serve))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) serve(w http.ResponseWriter, req *http.Request) {
	raw, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.answer != nil {
		answer := r.answer
		r.answer = nil
		if answer(w) {
			return
		}
	}
	var b Body
	if json.Unmarshal(raw, &b) != nil || req.Header.Get(SignatureHeader) != Sign([]bot.Secret{testSecret}, testNow, raw) || req.Method != http.MethodPost {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	r.bodies = append(r.bodies, b)
	r.raws = append(r.raws, string(raw))
	w.WriteHeader(http.StatusAccepted)
}

func (r *receiver) refuse(status int, header ...string) func() {
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.answer = func(w http.ResponseWriter) bool {
			for i := 0; i+1 < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			return true
		}
	}
}

func (r *receiver) shown(lang func() bot.Lang) []bottest.Shown {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []bottest.Shown
	for i, b := range r.bodies {
		s := bottest.Shown{Ref: b.Post, Thread: b.Follows, Raw: r.raws[i]}
		for _, block := range b.Blocks {
			for _, l := range block.Lines {
				if lang() == bot.Chinese {
					l.EN = l.ZH
				}
				s.Text += l.EN + "\n"
				for _, a := range l.Links {
					s.Links = append(s.Links, a.URL)
				}
			}
		}
		if b.Cut > 0 {
			s.Text += fmt.Sprintf("%d lines are missing", b.Cut)
		}
		all = append(all, s)
	}
	return all
}

func platform(t *testing.T, url string) *Platform {
	t.Helper()
	p, err := New(Config{Targets: map[string]Target{"archive": {URL: bot.Secret(url), Secrets: []bot.Secret{testSecret}}}, Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var archive = bot.Channel{ID: "webhook:local/archive", Lang: bot.English}

func TestWebhookIsAPlatform(t *testing.T) {
	bottest.RunPlatform(t, func(t *testing.T) bottest.Setup {
		r := newReceiver(t)
		lang := func() bot.Lang {
			if len(r.bodies) > 0 {
				return bot.Lang(r.bodies[len(r.bodies)-1].Lang)
			}
			return bot.English
		}
		return bottest.Setup{
			Platform: platform(t, r.URL), Channel: archive, Say: phrase.Say,
			Shown: func() []bottest.Shown { return r.shown(lang) },
			Check: func(s bottest.Shown) error {
				if len(s.Raw) > maxBody+8<<10 {
					return fmt.Errorf("body of %d bytes", len(s.Raw))
				}
				return nil
			},
			Refusals: []bottest.Refusal{
				{Name: "too many", Arrange: r.refuse(429, "Retry-After", "7"), Fate: bot.FateRetry, After: 7 * time.Second},
				{Name: "too many, without a time", Arrange: r.refuse(429), Fate: bot.FateRetry, After: wait},
				{Name: "too many, with a date", Arrange: r.refuse(429, "Retry-After", testNow.Add(time.Minute).Format(http.TimeFormat)), Fate: bot.FateRetry, After: time.Minute},
				{Name: "too many, for a year", Arrange: r.refuse(429, "Retry-After", "31536000"), Fate: bot.FateRetry, After: time.Hour},
				{Name: "unavailable", Arrange: r.refuse(503), Fate: bot.FateRetry, After: wait},
				{Name: "failed", Arrange: r.refuse(500), Fate: bot.FateAmbiguous},
				{Name: "gateway", Arrange: r.refuse(502), Fate: bot.FateAmbiguous},
				{Name: "signature", Arrange: r.refuse(401), Fate: bot.FateHoldChannel},
				{Name: "gone", Arrange: r.refuse(410), Fate: bot.FateHoldChannel},
				{Name: "moved", Arrange: r.refuse(302, "Location", "/elsewhere"), Fate: bot.FateHoldChannel},
				{Name: "teapot", Arrange: r.refuse(418), Fate: bot.FateHoldChannel},
				{Name: "too large", Arrange: r.refuse(413), Fate: bot.FatePlain},
				{Name: "unprocessable", Arrange: r.refuse(422), Fate: bot.FatePlain},
			},
		}
	})
}

func TestBodySaysWhatTheMessageIsAbout(t *testing.T) {
	r := newReceiver(t)
	m := bot.Message{Kind: bot.KindFollowup, Subject: "e7", Revision: 3, Delivery: "webhook:local/archive|followup|e7|r3", Repeat: true, Thread: bot.Reference{ID: "first"}}
	m.Add(bot.Headline, bot.Line{bot.Say("word.enforced")})
	m.Add(bot.Divider)
	m.Add(bot.Body, bot.Line{bot.Quote("<b>\n"), bot.Say("link.original").To("https://www.cac.gov.cn/?a=1&b=2")})
	ref, err := platform(t, r.URL).Post(t.Context(), archive, m)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"post":"` + ref.ID + `","sent_at":"2022-09-30T10:00:00Z","delivery":"webhook:local/archive|followup|e7|r3","repeat":true,"kind":"followup","event":"e7","revision":3,"follows":"first","lang":"en","blocks":[` +
		`{"kind":"context","lines":[{"en":"` + phrase.Say("en", "mark.repeat") + `","zh":"` + phrase.Say("zh", "mark.repeat") + `"}]},` +
		`{"kind":"headline","lines":[{"en":"ENFORCED","zh":"` + phrase.Say("zh", "word.enforced") + `"}]},{"kind":"divider"},` +
		`{"kind":"body","lines":[{"en":"<b> Original","zh":"<b> 原文","links":[{"en":"Original","zh":"原文","url":"https://www.cac.gov.cn/?a=1&b=2"}]}]}]}`
	if r.raws[0] != want {
		t.Errorf("body\n%s\nwant\n%s", r.raws[0], want)
	}
}

func TestLinesThatDoNotFitAreCounted(t *testing.T) {
	r := newReceiver(t)
	var m bot.Message
	lines := make([]bot.Line, 5000)
	for i := range lines {
		lines[i] = bot.Line{bot.Quote("a line of some forty characters or so …")}
	}
	m.Add(bot.Body, lines...)
	for _, plain := range []bool{false, true} {
		m.Plain = plain
		if _, err := platform(t, r.URL).Post(t.Context(), archive, m); err != nil {
			t.Fatal(err)
		}
	}
	for i, most := range []int{maxBody, maxPlain} {
		b := r.bodies[i]
		if b.Cut == 0 || b.Cut+len(b.Blocks[0].Lines) != len(lines) || len(r.raws[i]) > most+1024 {
			t.Errorf("%d lines and %d missing in %d bytes", len(b.Blocks[0].Lines), b.Cut, len(r.raws[i]))
		}
	}
}

// A receiver that keeps the deliveries it has taken tells the parts of a list apart, and
// knows of which deliveries it is the post.
func TestAListGoesOnInPartsOfItsDelivery(t *testing.T) {
	r := newReceiver(t)
	m := bot.Message{Kind: bot.KindDigest, Delivery: "webhook:local/archive|digest|burst|1", Members: []string{"webhook:local/archive|alert|e1|", "webhook:local/archive|alert|e2|"}}
	lines := make([]bot.Line, 2000)
	for i := range lines {
		lines[i] = bot.Line{bot.Quote("a notice of some hundred bytes in each of two languages, as titles are")}
	}
	m.Add(bot.Bullets, lines...)
	if _, err := platform(t, r.URL).Post(t.Context(), archive, m); err != nil {
		t.Fatal(err)
	}
	if len(r.bodies) < 2 {
		t.Fatalf("%d posts", len(r.bodies))
	}
	for i, b := range r.bodies {
		part, follows, members := 0, "", m.Members
		if i > 0 {
			part, follows, members = i+1, r.bodies[0].Post, nil
		}
		if b.Delivery != m.Delivery || b.Part != part || b.Follows != follows || b.Cut != 0 || !slices.Equal(b.Members, members) {
			t.Errorf("post %d is %s part %d follows %q cut %d members %v", i, b.Delivery, b.Part, b.Follows, b.Cut, b.Members)
		}
	}
}

func TestBothSecretsSignWhileOneIsChanged(t *testing.T) {
	got := Sign([]bot.Secret{"k1", "k2"}, time.Unix(1664532000, 0), []byte(`{}`))
	// printf '1664532000.{}' | openssl dgst -sha256 -hmac k1 (and k2)
	want := "t=1664532000,v1=95e1dca872fb539e22ad4e7862e112811bf9f8c25c17d59412a5d06b7f94039c" +
		",v1=530ffdf54dad3694373a09bdfd4daa9070b73bb7d851d6d2176c38d19536977b"
	if got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestWrongSettingsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		target Target
		want   string
	}{
		"no address":      {Target{Secrets: []bot.Secret{testSecret}}, "the address"},
		"another scheme":  {Target{URL: "ftp://receiver.example", Secrets: []bot.Secret{testSecret}}, "the address"},
		"no secret":       {Target{URL: "https://receiver.example"}, "no secret"},
		"a short secret":  {Target{URL: "https://receiver.example", Secrets: []bot.Secret{"short"}}, "shorter than 32"},
		"a short second":  {Target{URL: "https://receiver.example", Secrets: []bot.Secret{testSecret, ""}}, "shorter than 32"},
		"with a fragment": {Target{URL: "https://receiver.example/#a", Secrets: []bot.Secret{testSecret}}, "the address"},
	} {
		_, err := New(Config{Targets: map[string]Target{"archive": c.target}})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "archive") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestUnknownChannelIsHeld(t *testing.T) {
	p := platform(t, "http://127.0.0.1:1")
	for _, id := range []bot.ChannelID{"webhook:local/other", "slack:local/archive"} {
		_, err := p.Post(t.Context(), bot.Channel{ID: id}, bot.Message{})
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateHoldChannel || pe.Fix == "" {
			t.Errorf("%s: %v", id, err)
		}
	}
	if got := p.Channels(); len(got) != 1 || got[0] != archive.ID {
		t.Errorf("channels %v", got)
	}
}

func TestWhatNeverLeftIsToldFromWhatMayHaveArrived(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	}))
	defer cut.Close()
	for url, want := range map[string]bot.Fate{gone.URL + "/?token=notasecret": bot.FateRetry, cut.URL + "/?token=notasecret": bot.FateAmbiguous} {
		_, err := platform(t, url).Post(t.Context(), archive, bot.Message{})
		pe, ok := errors.AsType[*bot.PostError](err)
		if !ok || pe.Fate != want {
			t.Fatalf("%v, want fate %s", err, want)
		}
		if strings.Contains(err.Error(), "notasecret") {
			t.Errorf("the error tells the address: %v", err)
		}
	}
}
