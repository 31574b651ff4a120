package teams

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// memory is a store of what an inbox needs.
type memory struct {
	mu       sync.Mutex
	seen     map[string]bool
	channels map[bot.ChannelID]bot.Channel
	commands []bot.Command
	waits    []bot.Accepted
	taken    int
	err      error // of what is written
	// answer is what a command is answered with; nil echoes it.
	answer func(c bot.Command) (bot.Message, error)
}

func newMemory() *memory {
	return &memory{seen: map[string]bool{}, channels: map[bot.ChannelID]bot.Channel{}}
}

func (m *memory) Seen(_ context.Context, key string, _ time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	first := !m.seen[key]
	m.seen[key] = true
	return first, nil
}

func (m *memory) AcceptRequest(_ context.Context, r bot.Accepted, keys []string, _ time.Time) (id string, first bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return "", false, m.err
	}
	first = true
	for _, key := range keys {
		first = first && !m.seen[key]
		m.seen[key] = true
	}
	if !first {
		return "", false, nil
	}
	m.taken++
	r.ID = fmt.Sprint("w", m.taken)
	m.waits = append(m.waits, r)
	return r.ID, true, nil
}

func (m *memory) BeginRequest(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for n := range m.waits {
		m.waits[n].Begun = m.waits[n].Begun || m.waits[n].ID == id
	}
	return m.err
}

func (m *memory) FinishRequest(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.waits = slices.DeleteFunc(m.waits, func(r bot.Accepted) bool { return r.ID == id })
	return m.err
}

func (m *memory) WaitingRequests(_ context.Context, platform string) ([]bot.Accepted, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.waits), func(r bot.Accepted) bool { return r.Platform != platform }), m.err
}

func (m *memory) Channel(_ context.Context, id bot.ChannelID) (bot.Channel, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.channels[id]
	if !ok {
		return c, feeds.ErrNotFound
	}
	return c, nil
}

func (m *memory) PutChannel(_ context.Context, c bot.Channel, _ bot.Audit) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.channels[c.ID] = c
	return nil
}

func (m *memory) Handle(_ context.Context, c bot.Command) (bot.Message, error) {
	m.mu.Lock()
	m.commands = append(m.commands, c)
	answer := m.answer
	m.mu.Unlock()
	if answer != nil {
		return answer(c)
	}
	var out bot.Message
	out.Private = true
	out.Add(bot.Body, bot.Line{bot.Quote(feeds.CleanLine(c.Verb + " " + strings.Join(c.Words, " ")))})
	return out, nil
}

func (m *memory) given() []bot.Command {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]bot.Command(nil), m.commands...)
}

func (d *double) inbox(t *testing.T, change ...func(*Config)) (*Inbox, *memory) {
	t.Helper()
	m := newMemory()
	i, err := d.platform(t, change...).Inbox(InboxConfig{Handler: m, Requests: m, Channels: m})
	if err != nil {
		t.Fatal(err)
	}
	return i, m
}

// hello is an activity that somebody said in a chat of two.
func (d *double) hello() map[string]any {
	return map[string]any{
		"type": "message", "id": "1", "channelId": "msteams", "serviceUrl": d.URL + "/", "text": "help",
		"from": map[string]any{"id": "29:1", "name": "A Person", "aadObjectId": "aaaa"}, "recipient": map[string]any{"id": testBot},
		"conversation": map[string]any{"id": "a:1", "conversationType": "personal", "tenantId": testTenant},
		"channelData":  map[string]any{"tenant": map[string]any{"id": testTenant}},
	}
}

// knock sends an activity with a token and returns the status.
func knock(t *testing.T, h http.Handler, activity any, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	raw, ok := activity.(string)
	if !ok {
		b, err := json.Marshal(activity)
		if err != nil {
			t.Fatal(err)
		}
		raw = string(b)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, Path, strings.NewReader(raw))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	for _, h := range headers {
		r.Header.Add("Authorization", h)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// forgery is a request that must not be believed, unless it is good.
type forgery struct {
	name string
	good bool
	// headers are the Authorization headers; change alters the activity.
	headers []string
	change  func(a map[string]any)
}

// forgeries are all kinds of tokens, for one double.
func (d *double) forgeries(t failer) []forgery {
	sign := func(change func(c jwt.MapClaims), header ...func(map[string]any)) []string {
		c := d.claims()
		if change != nil {
			change(c)
		}
		return []string{"Bearer " + d.issuer.sign(t, c, header...)}
	}
	claim := func(name string, value any) []string {
		return sign(func(c jwt.MapClaims) {
			if c[name] = value; value == nil {
				delete(c, name)
			}
		})
	}
	head := func(name string, value any) []string {
		return sign(nil, func(h map[string]any) {
			if h[name] = value; value == nil {
				delete(h, name)
			}
		})
	}
	good := sign(nil)[0]
	parts := strings.Split(strings.TrimPrefix(good, "Bearer "), ".")
	set := func(path ...string) func(map[string]any) {
		return func(a map[string]any) {
			for _, p := range path[:len(path)-2] {
				inner := maps.Clone(a[p].(map[string]any))
				a[p] = inner
				a = inner
			}
			a[path[len(path)-2]] = path[len(path)-1]
		}
	}
	b64 := base64.RawURLEncoding.EncodeToString
	hs := func(secret []byte) []string {
		token := jwt.NewWithClaims(jwt.SigningMethodHS256, d.claims())
		token.Header["kid"] = "k1"
		raw, err := token.SignedString(secret)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return []string{"Bearer " + raw}
	}
	der, err := x509.MarshalPKIXPublicKey(&d.issuer.signer.PublicKey)
	if err != nil {
		t.Fatalf("%v", err)
	}
	stranger := jwt.NewWithClaims(jwt.SigningMethodRS256, d.claims())
	own := publish("k1", &testKeys()[1].PublicKey, "msteams")
	stranger.Header["kid"], stranger.Header["jwk"] = "k1", own
	foreign, err := stranger.SignedString(testKeys()[1])
	if err != nil {
		t.Fatalf("%v", err)
	}
	other := func(alg jwt.SigningMethod) []string {
		token := jwt.NewWithClaims(alg, d.claims())
		token.Header["kid"] = "k1"
		raw, err := token.SignedString(d.issuer.signer)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return []string{"Bearer " + raw}
	}
	at := func(after time.Duration) int64 { return d.now.Add(after).Unix() }
	return []forgery{
		{name: "good", good: true, headers: []string{good}},
		{name: "audience as a list of one", good: true, headers: claim("aud", []string{testApp})},
		{name: "just expired, within the leeway", good: true, headers: claim("exp", at(-4*time.Minute))},
		{name: "just not valid yet, within the leeway", good: true, headers: claim("nbf", at(4*time.Minute))},
		{name: "tenant in capitals", good: true, headers: []string{good}, change: set("conversation", "tenantId", strings.ToUpper(testTenant))},

		{name: "no header"},
		{name: "empty header", headers: []string{""}},
		{name: "two headers", headers: []string{good, good}},
		{name: "a good one after a bad one", headers: []string{"Bearer x.y.z", good}},
		{name: "basic", headers: []string{"Basic " + base64.StdEncoding.EncodeToString([]byte("a:b"))}},
		{name: "scheme in small letters", headers: []string{strings.Replace(good, "Bearer", "bearer", 1)}},
		{name: "scheme in capitals", headers: []string{strings.Replace(good, "Bearer", "BEARER", 1)}},
		{name: "no scheme", headers: []string{parts[0] + "." + parts[1] + "." + parts[2]}},
		{name: "two blanks", headers: []string{strings.Replace(good, " ", "  ", 1)}},
		{name: "two tokens", headers: []string{good + " " + parts[0]}},
		{name: "two tokens by a comma", headers: []string{good + ", " + good}},
		{name: "oversize", headers: []string{good + strings.Repeat("A", maxHeader)}},
		{name: "oversize and well signed", headers: claim("pad", strings.Repeat("a", maxHeader))},
		{name: "many dots", headers: []string{"Bearer " + strings.Repeat(".", 8000)}},
		{name: "two parts", headers: []string{"Bearer " + parts[0] + "." + parts[1]}},
		{name: "four parts", headers: []string{good + "." + parts[2]}},
		{name: "no signature", headers: []string{"Bearer " + parts[0] + "." + parts[1] + "."}},
		{name: "signature of another token", headers: []string{"Bearer " + parts[0] + "." + strings.Split(claim("jti", "x")[0], ".")[1] + "." + parts[2]}},
		{name: "signature with a byte turned", headers: []string{good[:len(good)-20] + strings.Map(turn, good[len(good)-20:len(good)-19]) + good[len(good)-19:]}},
		{name: "padding", headers: []string{good + "=="}},
		{name: "none", headers: []string{"Bearer " + b64([]byte(`{"alg":"none","kid":"k1"}`)) + "." + parts[1] + "."}},
		{name: "None", headers: []string{"Bearer " + b64([]byte(`{"alg":"None","kid":"k1"}`)) + "." + parts[1] + "." + parts[2]}},
		{name: "no algorithm", headers: []string{"Bearer " + b64([]byte(`{"kid":"k1"}`)) + "." + parts[1] + "." + parts[2]}},
		{name: "HS256 with the public key as PEM", headers: hs(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))},
		{name: "HS256 with the public key as DER", headers: hs(der)},
		{name: "HS256 with the modulus", headers: hs(d.issuer.signer.N.Bytes())},
		{name: "RS512", headers: other(jwt.SigningMethodRS512)},
		{name: "PS256", headers: other(jwt.SigningMethodPS256)},
		{name: "unknown key id", headers: head("kid", "k9")},
		{name: "no key id", headers: head("kid", nil)},
		{name: "key id in capitals", headers: head("kid", "K1")},
		{name: "key id that is a number", headers: head("kid", 1)},
		{name: "key id that is a path", headers: head("kid", "../../k1")},
		{name: "signed by a stranger who brings his key", headers: []string{"Bearer " + foreign}},
		{name: "key at an address of the token's", headers: sign(nil, func(h map[string]any) { h["kid"], h["jku"] = "k9", d.URL+"/v1/.well-known/keys" })},
		{name: "certificate at an address of the token's", headers: sign(nil, func(h map[string]any) { h["kid"], h["x5u"] = "k9", d.URL+"/v1/.well-known/keys" })},
		{name: "demands what is not understood", headers: head("crit", []string{"exp"})},
		{name: "key without endorsements", headers: head("kid", "k-none")},
		{name: "key endorsed for others", headers: head("kid", "k-other")},
		{name: "another issuer", headers: claim("iss", "https://sts.windows.net/"+testTenant+"/")},
		{name: "emulator's issuer", headers: claim("iss", "https://login.microsoftonline.com/"+testTenant+"/v2.0")},
		{name: "government issuer", headers: claim("iss", "https://api.botframework.us")},
		{name: "issuer with a slash", headers: claim("iss", Issuer+"/")},
		{name: "no issuer", headers: claim("iss", nil)},
		{name: "another audience", headers: claim("aud", testTenant)},
		{name: "two audiences", headers: claim("aud", []string{testApp, testTenant})},
		{name: "the audience twice", headers: claim("aud", []string{testApp, testApp})},
		{name: "no audience", headers: claim("aud", nil)},
		{name: "expired", headers: claim("exp", at(-6*time.Minute))},
		{name: "no expiry", headers: claim("exp", nil)},
		{name: "expiry that is a word", headers: claim("exp", "never")},
		{name: "not valid yet", headers: claim("nbf", at(6*time.Minute))},
		{name: "no beginning", headers: claim("nbf", nil)},
		{name: "no service", headers: claim("serviceurl", nil)},
		{name: "empty service", headers: claim("serviceurl", "")},
		{name: "service that is a list", headers: claim("serviceurl", []string{d.URL + "/"})},
		{name: "token of another service", headers: claim("serviceurl", "https://smba.trafficmanager.net/emea/")},
		{name: "activity of another service", headers: []string{good}, change: set("serviceUrl", "https://smba.trafficmanager.net/emea/")},
		{name: "service without the slash", headers: []string{good}, change: set("serviceUrl", d.URL)},
		{name: "both of an unknown service", headers: claim("serviceurl", "https://evil.example/"), change: set("serviceUrl", "https://evil.example/")},
		{name: "both of no service", headers: claim("serviceurl", ""), change: set("serviceUrl", "")},
		{name: "another channel", headers: []string{good}, change: set("channelId", "webchat")},
		{name: "channel in capitals", headers: []string{good}, change: set("channelId", "MSTEAMS")},
		{name: "no channel", headers: []string{good}, change: set("channelId", "")},
		{name: "emulator's channel", headers: []string{good}, change: set("channelId", "emulator")},
		{name: "another tenant", headers: []string{good}, change: set("conversation", "tenantId", testApp)},
		{name: "another tenant in the channel's data", headers: []string{good}, change: set("channelData", "tenant", "id", testApp)},
		{name: "no tenant", headers: []string{good}, change: func(a map[string]any) {
			set("conversation", "tenantId", "")(a)
			delete(a, "channelData")
		}},
	}
}

func turn(r rune) rune {
	if r == 'A' {
		return 'B'
	}
	return 'A'
}

func TestEveryForgeryIsRefused(t *testing.T) {
	d := newDouble(t)
	kinds := 0
	for _, f := range d.forgeries(t) {
		t.Run(f.name, func(t *testing.T) {
			i, m := d.inbox(t)
			a := d.hello()
			if f.change != nil {
				f.change(a)
			}
			want := http.StatusUnauthorized
			if f.good {
				want = http.StatusOK
			}
			if got := knock(t, i, a, f.headers...).Code; got != want {
				t.Errorf("status %d, want %d", got, want)
			}
			if taken := len(i.queue); f.good != (taken == 1) {
				t.Errorf("%d activities were taken", taken)
			}
			if !f.good && (len(m.seen) > 0 || len(m.channels) > 0) {
				t.Error("something was kept of it")
			}
		})
		if !f.good {
			kinds++
		}
	}
	if kinds < 60 {
		t.Errorf("only %d kinds were tried", kinds)
	}
}

func TestRequestsThatAreNoActivitiesAreRefused(t *testing.T) {
	d := newDouble(t)
	good := "Bearer " + d.issuer.sign(t, d.claims())
	i, _ := d.inbox(t)
	bad := d.hello()
	bad["conversation"] = map[string]any{"id": "a b", "tenantId": testTenant}
	none := d.hello()
	none["conversation"] = map[string]any{"tenantId": testTenant}
	for name, c := range map[string]struct {
		body any
		want int
	}{
		"no JSON":         {"hello", http.StatusBadRequest},
		"empty":           {"", http.StatusBadRequest},
		"a list":          {"[]", http.StatusBadRequest},
		"too large":       {`{"text":"` + strings.Repeat("a", maxBody) + `"}`, http.StatusRequestEntityTooLarge},
		"odd id":          {bad, http.StatusBadRequest},
		"no conversation": {none, http.StatusBadRequest},
	} {
		if got := knock(t, i, c.body, good).Code; got != c.want {
			t.Errorf("%s: status %d, want %d", name, got, c.want)
		}
	}
	for method, path := range map[string]string{http.MethodGet: Path, http.MethodPost: "/", http.MethodPut: Path} {
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		r.Header.Set("Authorization", good)
		w := httptest.NewRecorder()
		i.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s %s: status %d", method, path, w.Code)
		}
	}
	if len(i.queue) != 0 {
		t.Errorf("%d activities were taken", len(i.queue))
	}
}

func TestFloodIsTurnedAwayBeforeAnySignature(t *testing.T) {
	d := newDouble(t)
	i, _ := d.inbox(t)
	synctest.Test(t, func(t *testing.T) { // a slow machine would take longer than the second
		refused := 0
		for range 2 * bot.GateRate {
			if knock(t, i, "{}", "Bearer x.y.z").Code == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused != bot.GateRate {
			t.Errorf("%d of %d were turned away, want %d", refused, 2*bot.GateRate, bot.GateRate)
		}
	})
}

func FuzzHeaderIsNeverBelieved(f *testing.F) {
	f.Add("Bearer a.b.c")
	f.Add("Bearer eyJhbGciOiJub25lIn0.e30.")
	f.Fuzz(func(t *testing.T, header string) {
		p := &Platform{config: Config{AppID: testApp, Issuer: Issuer, Now: func() time.Time { return testNow }}, keys: &keys{byID: map[string]key{"k1": {public: &testKeys()[0].PublicKey, endorsements: []string{"msteams"}}}, now: func() time.Time { return testNow }, fetched: testNow, tried: testNow}}
		if _, err := p.admit(t.Context(), http.Header{"Authorization": {header}}); err == nil {
			t.Errorf("%q is believed", header)
		}
	})
}
