package teams

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
)

const (
	testApp    = "11111111-2222-3333-4444-555555555555"
	testTenant = "99999999-8888-7777-6666-555555555555"
	testSecret = bot.Secret("not-a-secret-of-anybody")
	testBot    = "28:" + testApp
)

var testNow = time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)

// asked is one request that reached the double.
type asked struct {
	Method, Path, Query, Token string
	Body                       string
}

// stood is one post as it stands in a conversation.
type stood struct {
	id, place string
	shown     bottest.Shown
}

// double is a Microsoft that can lie: login, metadata, keys, Connector and flows
// on one address. answer decides about each call, nil accepts.
type double struct {
	*httptest.Server
	issuer *issuer
	// now is when its tokens are made.
	now    time.Time
	mu     sync.Mutex
	calls  []asked
	posts  []stood
	logins int
	role   string // of everybody in a conversation
	answer func(a asked, w http.ResponseWriter) bool
}

func newDouble(t *testing.T) *double {
	t.Helper()
	d := &double{issuer: newIssuer(t), now: testNow}
	d.Server = httptest.NewServer(http.HandlerFunc(d.serve))
	t.Cleanup(d.Close)
	return d
}

func (d *double) serve(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	a := asked{Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Token: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), Body: string(raw)}
	d.calls = append(d.calls, a)
	if d.answer != nil && d.answer(a, w) {
		return
	}
	switch {
	case strings.HasSuffix(a.Path, "/oauth2/v2.0/token"):
		d.logins++
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3599,"access_token":"token-%d"}`, d.logins)
	case strings.HasPrefix(a.Path, "/flow"):
		d.posts = append(d.posts, stood{id: r.Header.Get(postHeader), shown: seen(a.Body)})
		w.WriteHeader(http.StatusAccepted)
	case strings.HasPrefix(a.Path, "/v1/"):
		d.issuer.serve(w, r, d.URL)
	case a.Path == "/v3/conversations" && a.Token == fmt.Sprintf("token-%d", d.logins):
		fmt.Fprint(w, `{"id":"a:made"}`)
	case strings.HasPrefix(a.Path, "/v3/conversations/") && a.Token == fmt.Sprintf("token-%d", d.logins):
		d.converse(w, a)
	default:
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// converse keeps posts as the Connector does.
func (d *double) converse(w http.ResponseWriter, a asked) {
	parts := strings.Split(strings.TrimPrefix(a.Path, "/v3/conversations/"), "/")
	place, _ := url.PathUnescape(parts[0])
	if a.Method == http.MethodGet {
		role := d.role
		if role == "" {
			role = "user"
		}
		fmt.Fprintf(w, `{"id":"29:1","userRole":%q,"tenantId":%q,"userPrincipalName":"a@b.example"}`, role, testTenant)
		return
	}
	if a.Method == http.MethodPut {
		id, _ := url.PathUnescape(parts[2])
		for n := range d.posts {
			if d.posts[n].id == id {
				d.posts[n].shown = seen(a.Body)
				fmt.Fprintf(w, `{"id":%q}`, id)
				return
			}
		}
		w.WriteHeader(http.StatusNotFound)
		return
	}
	id := fmt.Sprintf("1664532%06d", len(d.posts))
	d.posts = append(d.posts, stood{id: id, place: place, shown: seen(a.Body)})
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintf(w, `{"id":%q}`, id)
}

// refuse answers the next call to the Connector or a flow, not those to the login.
func (d *double) refuse(status int, body string, header ...string) func() {
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.answer = func(a asked, w http.ResponseWriter) bool {
			if !strings.HasPrefix(a.Path, "/v3/") && !strings.HasPrefix(a.Path, "/flow") {
				return false
			}
			d.answer = nil
			for i := 0; i+1 < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
			return true
		}
	}
}

func (d *double) asked() []asked {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]asked(nil), d.calls...)
}

// shown are the posts as their reader sees them.
func (d *double) shown() []bottest.Shown {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := make([]bottest.Shown, 0, len(d.posts))
	for _, p := range d.posts {
		s := p.shown
		s.Ref = p.id
		_, s.Thread, _ = strings.Cut(p.place, threadMark)
		all = append(all, s)
	}
	return all
}

// seen reads a post as Teams shows it: our invisible joiners show nothing.
func seen(raw string) bottest.Shown {
	s := bottest.Shown{Raw: raw}
	var p struct {
		Text        string
		Attachments []struct{ Content json.RawMessage }
	}
	if json.Unmarshal([]byte(raw), &p) != nil || len(p.Attachments) != 1 || p.Text != "" {
		return s
	}
	var c struct {
		Body []struct {
			Type    string
			Label   string
			Inlines []json.RawMessage
		}
	}
	if json.Unmarshal(p.Attachments[0].Content, &c) != nil {
		return s
	}
	for _, e := range c.Body {
		for _, in := range e.Inlines {
			var r run
			if json.Unmarshal(in, &r.Text) != nil && json.Unmarshal(in, &r) != nil {
				continue
			}
			s.Text += strings.ReplaceAll(r.Text, string(joiner), "")
			if r.SelectAction != nil {
				s.Links = append(s.Links, r.SelectAction.URL)
			}
		}
		s.Text += e.Label + "\n"
	}
	if len(c.Body) == 0 {
		s.Text = " "
	}
	return s
}

func (d *double) platform(t *testing.T, change ...func(*Config)) *Platform {
	t.Helper()
	c := Config{
		Workflows: map[string]bot.Secret{"legal": bot.Secret(d.URL + "/flow?sig=test")}, WorkflowHosts: []string{strings.TrimPrefix(d.URL, "http://")},
		AppID: testApp, Secret: testSecret, Tenant: testTenant,
		LoginBase: d.URL, Metadata: d.URL + "/v1/.well-known/openidconfiguration", ServiceHosts: []string{d.URL},
		Pace: &Pace{}, Now: func() time.Time { return testNow },
	}
	for _, f := range change {
		f(&c)
	}
	p, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var flow = bot.Channel{ID: "teams:workflows/legal", Lang: bot.English}

func (d *double) channel() bot.Channel {
	return bot.Channel{ID: "teams:" + testTenant + "/19:abc@thread.tacv2", Lang: bot.English, Ref: map[string]string{refService: d.URL + "/", refType: typeChannel, refBot: testBot}}
}
