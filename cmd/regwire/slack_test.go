package main

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckSaysWhetherCommandsOfSlackAreHeard: who can post and is not heard finds it
// out by check, and not by a command that nobody answers.
func TestCheckSaysWhetherCommandsOfSlackAreHeard(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/auth.test"):
			_, _ = io.WriteString(w, `{"ok":true,"url":"https://acme.slack.com/","team":"Acme","team_id":"T0123ABC","user_id":"U0BOT"}`)
		case r.Header.Get("Authorization") == "Bearer xapp-1-good":
			_, _ = io.WriteString(w, `{"ok":true,"url":"wss://example.org/"}`)
		default:
			_, _ = io.WriteString(w, `{"ok":false,"error":"invalid_auth"}`)
		}
	}))
	t.Cleanup(s.Close)
	taken, free := httptest.NewServer(http.NotFoundHandler()), "127.0.0.1:0"
	t.Cleanup(taken.Close)
	secret := strings.Repeat("0123456789abcdef", 2)
	for name, c := range map[string]struct {
		listen string
		env    map[string]string
		ok     bool
		want   string
	}{
		"neither way":           {"", nil, true, "takes no commands: for those set SLACK_APP_TOKEN, or slack.listen"},
		"Socket Mode":           {"", map[string]string{"SLACK_APP_TOKEN": "xapp-1-good"}, true, "takes commands by Socket Mode"},
		"refused app token":     {"", map[string]string{"SLACK_APP_TOKEN": "xapp-1-bad"}, false, "app token refused by Slack (invalid_auth)"},
		"another kind of token": {"", map[string]string{"SLACK_APP_TOKEN": "xoxb-1"}, false, "does not begin with xapp-"},
		"signed requests":       {free, map[string]string{"SLACK_SIGNING_SECRET": secret}, true, "takes commands by signed requests at " + free},
		"both":                  {free, map[string]string{"SLACK_APP_TOKEN": "xapp-1-good", "SLACK_SIGNING_SECRET": secret}, true, "by Socket Mode and by signed requests"},
		"no signing secret":     {free, nil, false, "SLACK_SIGNING_SECRET is not"},
		"wrong signing secret":  {free, map[string]string{"SLACK_SIGNING_SECRET": "secret"}, false, "32 hexadecimal digits"},
		"address in use":        {taken.Listener.Addr().String(), map[string]string{"SLACK_SIGNING_SECRET": secret}, false, "slack.listen: listen tcp"},
		"secret without a way":  {"", map[string]string{"SLACK_SIGNING_SECRET": secret}, true, "takes no commands"},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "regwire.yaml")
		if err := os.WriteFile(file, []byte("slack: {base: \""+s.URL+"/\", listen: \""+c.listen+"\"}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		env := map[string]string{"SLACK_BOT_TOKEN": "xoxb-1"}
		maps.Copy(env, c.env)
		out, errs, code := runWith(t, env, "check", "--config", file, "--data", filepath.Join(dir, "data"))
		if (code == 0) != c.ok || !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: exit code %d: %s%s", name, code, out, errs)
		}
		if strings.Contains(out, secret) || strings.Contains(errs, secret) || strings.Contains(out+errs, "xapp-1") {
			t.Errorf("%s: a secret is told: %s%s", name, out, errs)
		}
	}
}
