package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// runWith runs the program with the given environment.
func runWith(t *testing.T, env map[string]string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(name string) string { return env[name] }}
	code = p.run(t.Context(), args)
	return out.String(), errs.String(), code
}

func TestTeamsPackageIsWrittenWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	env := map[string]string{"TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555"}
	if _, errs, code := runWith(t, env, "teams", "package", "--out", dir, "--app-version", "1.0.1"); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	z, err := zip.OpenReader(filepath.Join(dir, "regwire-teams.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if len(z.File) != 3 {
		t.Errorf("%d files", len(z.File))
	}
	for name, args := range map[string][]string{"without an id": {}, "with no id": {"--app-id", "regwire"}, "with an address that is none": {"--app-id", env["TEAMS_APP_ID"], "--privacy", "here"}} {
		dir := t.TempDir()
		_, errs, code := runWith(t, nil, append([]string{"teams", "package", "--out", dir}, args...)...)
		left, err := os.ReadDir(dir)
		if code != exitUsage || errs == "" || err != nil || len(left) != 0 {
			t.Errorf("%s: exit code %d, %q, left %v", name, code, errs, left)
		}
	}
}

func TestWrongChatSettingsNameTheFixAndNoSecret(t *testing.T) {
	const hush = "hushhush"
	for name, c := range map[string]struct {
		config string
		env    map[string]string
		want   string
	}{
		"address in the file": {"teams:\n  workflows:\n    legal: https://prod-1.logic.azure.com/?sig=" + hush, nil, "regwire.yaml:3: teams.workflows.legal holds no name"},
		"variable not set":    {"teams:\n  workflows:\n    legal: FLOW", nil, "regwire.yaml:3: teams.workflows.legal names FLOW, and neither that nor FLOW_FILE is set"},
		"retired connector":   {"teams:\n  workflows:\n    legal: FLOW", map[string]string{"FLOW": "https://x.webhook.office.com/?sig=" + hush}, "retired"},
		"half a bot":          {"data: data", map[string]string{"TEAMS_APP_PASSWORD": hush}, "TEAMS_APP_ID"},
		"no day":              {"teams:\n  secret_expires: soon", nil, "teams.secret_expires"},
		"no tenant":           {"teams:\n  tenants: [acme]", nil, `regwire.yaml:2: teams.tenants: "acme" is no tenant id`},
		"any service":         {"teams:\n  service_hosts: ['*']", nil, "regwire.yaml:2: teams.service_hosts"},
		"an address of flows": {"teams:\n  workflow_hosts: ['https://flows.example/x']", nil, "regwire.yaml:2: teams.workflow_hosts"},
		"no login":            {"teams:\n  login: http://login.example", nil, "regwire.yaml:2: teams.login"},
		"no name of a flow":   {"teams:\n  workflows: {'a b': FLOW}", nil, "regwire.yaml:2: teams.workflows"},
		"no Web API":          {"slack:\n  base: slack.com/api", nil, "regwire.yaml:2: slack.base"},
		"no port":             {"slack:\n  listen: 8080", nil, `regwire.yaml:2: slack.listen is "8080"`},
		"port out of range":   {"teams:\n  listen: 127.0.0.1:99999", nil, "regwire.yaml:2: teams.listen"},
		"no port for pages":   {"listen:\n  pages: localhost", nil, "regwire.yaml:2: listen.pages"},
		"unknown key":         {"teams:\n  workflow: {}", nil, `did you mean "workflows"`},
		"webhook's secret":    {"webhooks:\n  archive: {url: URL, secret: SECRET}", map[string]string{"URL": "https://a.example", "SECRET": hush}, "shorter than 32"},
		"webhook's address":   {"webhooks:\n  archive: {url: URL, secret: SECRET}", map[string]string{"URL": hush, "SECRET": strings.Repeat(hush, 4)}, "the address is not one"},
		"webhook without one": {"webhooks:\n  archive: {url: URL}", map[string]string{"URL": "https://a.example"}, "regwire.yaml:2: webhooks.archive.secret"},
		"token in the clear":  {"slack:\n  base: http://slack.com/api/", nil, "regwire.yaml:2: slack.base: \"http://slack.com/api/\" would have"},
		"roles of no id":      {"roles:\n  'slack:t0123abc': {admins: [U0123ABC]}", nil, `regwire.yaml:2: roles: workspace "slack:t0123abc" is none that slack has`},
		"roles of nowhere":    {"roles:\n  'slak:T0123ABC': {admins: [U0123ABC]}", nil, `regwire.yaml:2: roles: workspace "slak:T0123ABC" is on no platform`},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "regwire.yaml")
		if err := os.WriteFile(file, []byte(c.config+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, code := runWith(t, c.env, "check", "--config", file, "--data", filepath.Join(dir, "data"))
		if code != exitUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit code %d: %s", name, code, errs)
		}
		if strings.Contains(out+errs, hush) {
			t.Errorf("%s: the secret is told: %s%s", name, out, errs)
		}
	}
}

// TestServeRefusesAnAddressThatIsTaken, for who calls there would be heard by nobody while
// everything else seems well; and leaves nothing listening behind.
func TestServeRefusesAnAddressThatIsTaken(t *testing.T) {
	taken := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(taken.Close)
	env := map[string]string{
		"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": strings.Repeat("0123456789abcdef", 2),
		"TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555", "TEAMS_TENANT_ID": "99999999-8888-7777-6666-555555555555", "TEAMS_APP_PASSWORD": "password",
	}
	for _, setting := range []string{"listen.pages", "listen.metrics", "slack.listen", "teams.listen"} {
		dir := t.TempDir()
		file := filepath.Join(dir, "regwire.yaml")
		section, key, _ := strings.Cut(setting, ".")
		config := fmt.Sprintf("egress: {proxy: %q}\n%s:\n  %s: %s\n", taken.URL, section, key, taken.Listener.Addr())
		if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		var out, errs bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(name string) string { return env[name] }}
		code := p.run(ctx, []string{"serve", "--config", file, "--data", filepath.Join(dir, "data")})
		if stop(); code == exitDone || !strings.Contains(errs.String(), setting+": listen tcp") || !strings.Contains(errs.String(), "choose another address") {
			t.Errorf("%s: exit code %d: %s%s", setting, code, out.String(), errs.String())
		}
	}
}

// TestEgressNamesTheFirstSecretThatCannotBeRead, of several always the same.
func TestEgressNamesTheFirstSecretThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "regwire.yaml")
	if err := os.WriteFile(file, []byte("teams: {workflows: {d: FLOW_D, b: FLOW_B, c: FLOW_C, a: FLOW_A}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{}
	for _, name := range []string{"FLOW_A", "FLOW_B", "FLOW_C", "FLOW_D"} {
		env[name+"_FILE"] = filepath.Join(dir, name)
	}
	for range 8 {
		if _, errs, code := runWith(t, env, "egress", "--config", file); code == 0 || !strings.Contains(errs, "FLOW_A") {
			t.Fatalf("exit code %d: %s", code, errs)
		}
	}
}

// TestDemoPostsEveryAlertToAFlowAndToAWebhook has the demo post to stand-ins of
// both on this machine, which the configuration opens to it.
func TestDemoPostsEveryAlertToAFlowAndToAWebhook(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	posts := map[string]int{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if err == nil && json.Valid(raw) && strings.Contains(string(raw), "北京市通信管理局") {
			posts[r.URL.Path+" with the named apps"]++
		}
		posts[r.URL.Path]++
		w.WriteHeader(http.StatusAccepted)
	}))
	defer s.Close()
	host := strings.TrimPrefix(s.URL, "http://")
	dir := t.TempDir()
	file := filepath.Join(dir, "regwire.yaml")
	config := "egress:\n  allow: [\"" + host + "\"]\nteams:\n  workflow_hosts: [\"" + host + "\"]\n  workflows: {legal: FLOW}\nwebhooks:\n  archive: {url: HOOK, secret: SECRET}\n"
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"FLOW": s.URL + "/flow", "HOOK": s.URL + "/hook", "SECRET": strings.Repeat("0123", 8)}
	for path, channel := range map[string]string{"/flow": "teams:workflows/legal", "/hook": "webhook:local/archive"} {
		if _, errs, code := runWith(t, env, "demo", "--once", "--config", file, "--data", filepath.Join(dir, path), "--channel", channel); code != 0 {
			t.Fatalf("%s: exit code %d: %s", channel, code, errs)
		}
		if posts[path] != 19 || posts[path+" with the named apps"] == 0 {
			t.Errorf("%s: posts %v", channel, posts)
		}
	}
}
