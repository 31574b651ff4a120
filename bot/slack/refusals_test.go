package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

func contextDone(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx, cancel
}

// named are the error words that the methods we call are documented to answer;
// the file says where each list comes from.
func named(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/refusals.txt")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, line)
		}
	}
	return words
}

func TestEveryNamedRefusalHasADecidedFate(t *testing.T) {
	for _, w := range named(t) {
		r, ok := refusals[w]
		if !ok {
			t.Errorf("%s has no row", w)
			continue
		}
		if r.fate == "" || r.fix == "" {
			t.Errorf("%s has no fate or no fix: %+v", w, r)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		word  string
		plain bool
		edit  bool
		fate  bot.Fate
		fix   string
	}{
		{"not_in_channel", false, false, bot.FateHoldChannel, "/invite @regwire"},
		{"is_archived", false, false, bot.FateHoldChannel, "unarchive"},
		{"channel_not_found", false, false, bot.FateHoldChannel, "/invite @regwire"},
		{"invalid_auth", false, false, bot.FateHoldWorkspace, "SLACK_BOT_TOKEN"},
		{"account_inactive", false, false, bot.FateHoldWorkspace, "install"},
		{"token_revoked", false, false, bot.FateHoldWorkspace, "install"},
		{"missing_scope", false, false, bot.FateHoldWorkspace, "scope"},
		{"invalid_blocks", false, false, bot.FatePlain, "plain"},
		{"msg_too_long", false, false, bot.FatePlain, "plain"},
		{"msg_blocks_too_long", false, false, bot.FatePlain, "plain"},
		{"invalid_blocks", true, false, bot.FateDead, "report"},
		{"ratelimited", false, false, bot.FateRetry, "itself"},
		{"fatal_error", false, false, bot.FateAmbiguous, ""},
		{"fatal_error", false, true, bot.FateRetry, ""},
		{"message_not_found", false, true, bot.FateDead, "deleted"},
		{"cant_update_message", false, true, bot.FateDead, "later news"},
		{"edit_window_closed", false, true, bot.FateDead, "limits editing"},
		{"never_seen_before", false, false, bot.FatePlain, "plain"},
		{"never_seen_before", true, false, bot.FateHoldChannel, "resume"},
	} {
		t.Run(fmt.Sprintf("%s plain=%t edit=%t", c.word, c.plain, c.edit), func(t *testing.T) {
			d := newDouble(t, refuse(c.word))
			m := hello()
			m.Plain = c.plain
			if c.edit {
				m.Edit = bot.Reference{ID: "1.1"}
			}
			_, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, m)
			pe, ok := errors.AsType[*bot.PostError](err)
			if !ok || pe.Fate != c.fate || pe.Code != c.word || !strings.Contains(pe.Fix, c.fix) {
				t.Errorf("%+v, want %s with a fix that says %q", err, c.fate, c.fix)
			}
		})
	}
}

func TestMissingScopeIsNamed(t *testing.T) {
	d := newDouble(t, func(_ int, _ asked, w http.ResponseWriter) bool {
		_, _ = w.Write([]byte(`{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"}`))
		return true
	})
	_, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, hello())
	if pe, ok := errors.AsType[*bot.PostError](err); !ok || !strings.Contains(pe.Fix, "chat:write") {
		t.Errorf("%v does not name the scope", err)
	}
}

func TestDetailsOfARefusalAreKept(t *testing.T) {
	d := newDouble(t, func(_ int, _ asked, w http.ResponseWriter) bool {
		_, _ = w.Write([]byte("{\"ok\":false,\"error\":\"invalid_blocks\",\"response_metadata\":{\"messages\":[\"[ERROR] must be less than 3001\\u001b[31m\"]}}"))
		return true
	})
	_, err := platform(t, d.URL+"/api/").Post(t.Context(), legal, hello())
	if !strings.Contains(err.Error(), "must be less than 3001") || strings.ContainsRune(err.Error(), 0x1b) {
		t.Errorf("%q", err)
	}
}

func TestTokensThatAreNoBotTokensAreRefused(t *testing.T) {
	for token, want := range map[bot.Secret]string{
		"":                          "no Slack bot token",
		"xapp-1-A0-1-abc":           "SLACK_APP_TOKEN",
		"xoxp-1-2-3":                "user token",
		"xoxe.xoxp-1-abc":           "user token",
		"xoxe-1-abc":                "refresh token",
		"xoxc-1":                    "browser",
		"https://hooks.slack.com/x": "webhook",
		"xoxb-1-2-abc\n":            "line end",
		"xoxb-":                     "does not look like one",
		"hunter2":                   "does not look like one",
		"xoxb-1&as_user=true":       "does not look like one",
	} {
		_, err := New(Config{Token: token})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN") {
			t.Errorf("%q: %v, want %q", string(token), err, want)
		}
		if err != nil && len(token) > 6 && strings.Contains(err.Error(), strings.TrimSpace(string(token))) {
			t.Errorf("the error tells the token: %v", err)
		}
	}
	for _, token := range []bot.Secret{"xoxb-1-2-abc", "xoxe.xoxb-1-Mi0yLTEy"} {
		if _, err := New(Config{Token: token}); err != nil {
			t.Errorf("%q: %v", string(token), err)
		}
	}
	for _, base := range []string{"slack.com/api/", "https://slack.com/api", "https://u:p@slack.com/api/", "ftp://slack.com/api/", "https://slack.com/api/?x=1"} {
		if _, err := New(Config{Token: testToken, Base: base}); err == nil || !strings.Contains(err.Error(), "slash") {
			t.Errorf("base %q: %v", base, err)
		}
	}
}

func TestSecretsHideThemselves(t *testing.T) {
	const s = bot.Secret("xoxb-hide-me")
	type holder struct {
		Token bot.Secret
		Map   map[string]bot.Secret
	}
	h := holder{s, map[string]bot.Secret{"a": s}}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T%[1]v"} {
		fmt.Fprintf(&out, verb+"\n", s)
		fmt.Fprintf(&out, verb+"\n", h)
		fmt.Fprintf(&out, verb+"\n", &h)
	}
	raw, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(raw)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "token", s, "holder", h)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "token", s, "holder", h)
	for _, form := range []string{"hide-me", fmt.Sprintf("%x", "hide-me")} {
		if strings.Contains(out.String(), form) {
			t.Errorf("%q is told in:\n%s", form, out.String())
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct{ name, scopes, auth, want string }{
		{"all is well", "chat:write,commands,app_mentions:read,im:write", `{"ok":true,"url":"https://acme.slack.com/","team":"Acme","team_id":"T0123ABC","user_id":"U0BOT","bot_id":"B0BOT"}`, ""},
		{"a scope is missing", "commands", `{"ok":true,"team_id":"T0123ABC","user_id":"U0BOT","bot_id":"B0BOT"}`, "lacks the scope chat:write"},
		{"a scope too many", "chat:write,commands,app_mentions:read,im:write,im:history", `{"ok":true,"team_id":"T0123ABC","user_id":"U0BOT","bot_id":"B0BOT"}`, "never needs"},
		{"revoked", "", `{"ok":false,"error":"token_revoked"}`, "whose token this is: token_revoked: install the app"},
		{"too often", "", `{"ok":false,"error":"ratelimited"}`, "whose token this is: ratelimited: check again in a minute"},
		{"a page of a proxy", "", `<html>log in</html>`, "answer not understood: see that slack.base is Slack's address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDouble(t, func(_ int, a asked, w http.ResponseWriter) bool {
				if a.Method != "auth.test" {
					return false
				}
				w.Header().Set("X-OAuth-Scopes", c.scopes)
				_, _ = w.Write([]byte(c.auth))
				return true
			})
			p := platform(t, d.URL+"/api/")
			state, err := p.Check(t.Context())
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Fatalf("%v, want %q", err, c.want)
			}
			if c.want != "" {
				return
			}
			if state.Workspace != "slack:T0123ABC" || state.Bot != "U0BOT" || state.Team != "Acme" {
				t.Errorf("state %+v", state)
			}
			ref, err := p.Post(t.Context(), legal, hello())
			if err != nil || ref.Link != "https://acme.slack.com/archives/C0456DEF/p1664532000000002" {
				t.Errorf("link %q, %v", ref.Link, err)
			}
		})
	}
}

// A clock that is wrong shows in nothing but refused requests and late posts.
func TestCheckTellsAWrongClock(t *testing.T) {
	for off, want := range map[time.Duration]string{time.Minute: "", -time.Minute: "", 3 * time.Hour: "3h0m0s behind Slack's", -26 * time.Minute: "26m0s ahead of Slack's"} {
		d := newDouble(t, func(_ int, a asked, w http.ResponseWriter) bool {
			w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
			_, _ = w.Write([]byte(`{"ok":true,"team_id":"T0123ABC","user_id":"U0BOT","bot_id":"B0BOT"}`))
			return a.Method != ""
		})
		_, err := platform(t, d.URL+"/api/").Check(t.Context())
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "set it")) {
			t.Errorf("Slack's clock %s from ours: %v, want %q", off, err, want)
		}
	}
}

// What stands in Slack's place may say back all that it was asked, the token too.
func TestNoTokenIsTold(t *testing.T) {
	const token = "xoxb-1234-5678-abcDEF"
	d := newDouble(t, func(_ int, a asked, w http.ResponseWriter) bool {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"ok": false, "error": "asked for " + a.Method + " with Bearer " + token, "needed": token,
			"response_metadata": map[string]any{"messages": []string{"token=" + token}},
		})
		return true
	})
	p := platform(t, d.URL+"/api/")
	_, checked := p.Check(t.Context())
	_, posted := p.Post(t.Context(), legal, hello())
	for what, err := range map[string]error{"check": checked, "post": posted} {
		if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), token) || !strings.Contains(err.Error(), "***") {
			t.Errorf("%s tells %v", what, err)
		}
	}
}

func TestCheckChannelPostsNothing(t *testing.T) {
	d := newDouble(t, func(_ int, a asked, w http.ResponseWriter) bool {
		if a.Method == "chat.scheduleMessage" {
			_, _ = w.Write([]byte(`{"ok":true,"channel":"C0456DEF","scheduled_message_id":"Q1"}`))
			return true
		}
		return false
	})
	p := platform(t, d.URL+"/api/")
	if err := p.CheckChannel(t.Context(), legal); err != nil {
		t.Fatal(err)
	}
	calls := d.seen()
	if len(calls) != 2 || calls[1].Method != "chat.deleteScheduledMessage" || calls[1].Form.Get("scheduled_message_id") != "Q1" {
		t.Errorf("calls %v", calls)
	}
	refused := newDouble(t, refuse("not_in_channel"))
	if err := platform(t, refused.URL+"/api/").CheckChannel(t.Context(), legal); err == nil || !strings.Contains(err.Error(), "/invite @regwire") {
		t.Errorf("%v names no fix", err)
	}
	if err := p.CheckChannel(t.Context(), bot.Channel{ID: "slack:T1/general"}); err == nil {
		t.Error("a name was taken for an id")
	}
}
