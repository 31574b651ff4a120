package teams

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
)

// playgroundTenant is the tenant of the Playground, which is no id that Entra gives.
const playgroundTenant = "00000000-0000-0000-0000-0000000000001"

// TestPeopleTalkToTheBotInTheAgentsPlayground has Microsoft's 365 Agents
// Playground, where it is installed, hold conversations in a browser: adding the
// app, a command in a chat of two, a button, a form, posts and edits of the bot's
// own accord, a mention in a channel. The Playground sends no tokens, so a proxy
// before the bot signs with the local issuer; the bot is as it always is.
func TestPeopleTalkToTheBotInTheAgentsPlayground(t *testing.T) {
	script := filepath.Join("testdata", "playground", "drive.cjs")
	if _, err := os.Stat(filepath.Join(filepath.Dir(script), "node_modules")); err != nil {
		t.Logf("not tried: %v", err)
		return
	}
	port := freePort(t)
	d := newDouble(t)
	d.now = time.Now()
	i, m := d.inbox(t, func(c *Config) { c.Now, c.ServiceHosts = time.Now, []string{"http://localhost:" + port} })
	m.answer = playgroundAnswers(help(t))
	own, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = i.Run(t.Context(), own) }()
	go func() {
		for !slices.ContainsFunc(m.given(), func(c bot.Command) bool { return c.Verb == "take" }) {
			time.Sleep(50 * time.Millisecond)
		}
		c, err := m.Channel(t.Context(), m.given()[0].Actor.Channel)
		if err != nil {
			return
		}
		if ref, err := i.platform.Post(t.Context(), c, words("first words")); err == nil {
			edit := words("edited words")
			edit.Edit = ref
			_, _ = i.platform.Post(t.Context(), c, edit)
		}
	}()
	proxy := httptest.NewServer(signing(t, d, "http://"+own.Addr().String()))
	defer proxy.Close()
	pictures := os.Getenv("PLAYGROUND_PICTURES")
	if pictures == "" {
		pictures = t.TempDir()
	}
	var errs strings.Builder
	cmd := exec.CommandContext(t.Context(), "node", script, proxy.URL+Path, port, pictures)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("drive the Playground: %v\n%.2000s", err, errs.String())
	}
	var pages map[string]string
	if err := json.Unmarshal(out, &pages); err != nil {
		t.Fatalf("%v: %.500s", err, out)
	}
	for page, want := range map[string]string{
		"installed": "What regwire understands", "alert": "COMMENT by", "note": "Unsubscribed e1", "proactive": "edited words",
		"form": "Cookies", "sent": "form cookies", "channel": "What regwire understands", "mention": "信息安全技术",
	} {
		if !strings.Contains(pages[page], want) {
			t.Errorf("%s does not show %q:\n%.2000s", page, want, pages[page])
		}
	}
	if strings.Contains(pages["proactive"], "first words") {
		t.Error("the edited post still shows its first words")
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func words(s string) bot.Message {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say("plain", s)})
	return m
}

func playgroundAnswers(help bot.Message) func(bot.Command) (bot.Message, error) {
	return func(c bot.Command) (bot.Message, error) {
		switch {
		case c.Verb == "latest":
			return draft(), nil
		case c.Verb == "subscribe" && c.Form == nil:
			return form(), nil
		case c.Verb == "subscribe":
			return words("form " + strings.Join(c.Form["topics"], " ")), nil
		case c.Verb == "take":
			return words("Unsubscribed " + c.Words[0]), nil
		}
		return help, nil
	}
}

// signing hands requests on with a token, and with a tenant that can be one.
func signing(t *testing.T, d *double, to string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		raw = bytes.ReplaceAll(raw, []byte(playgroundTenant), []byte(testTenant))
		var a activity
		_ = json.Unmarshal(raw, &a) // the Playground also knocks without a body
		c := d.claims()
		c["serviceurl"] = a.ServiceURL
		req, err := http.NewRequestWithContext(r.Context(), r.Method, to+r.URL.Path, bytes.NewReader(raw))
		if err != nil {
			return
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+d.issuer.sign(t, c))
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return
		}
		defer resp.Body.Close()
		w.Header().Set("Content-Type", resp.Header.Get("Content-Type"))
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	})
}
