package slack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slack-go/slack/slacktest"
)

// runDemo has the demo of the program post into a channel of the Slack
// at base. It returns what the program printed and the export of its store.
func runDemo(t *testing.T, base, channel string) (printed, export string) {
	t.Helper()
	dir, program := t.TempDir(), theProgram(t)
	config := filepath.Join(dir, "regwire.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "slack:\n  base: %q\n", base), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Env = append(os.Environ(), "SLACK_BOT_TOKEN="+string(testToken))
		var errs strings.Builder
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("regwire %s: %v\n%s\n%s", args[0], err, errs.String(), out[max(0, len(out)-2000):])
		}
		if strings.Contains(errs.String()+string(out), string(testToken)) {
			t.Errorf("regwire %s printed the token", args[0])
		}
		return string(out)
	}
	data := filepath.Join(dir, "data")
	printed = run("demo", "--once", "--data", data, "--config", config, "--channel", channel)
	return printed, run("export", "--data", data)
}

// alertStates counts the alerts of the channel in the export by their state; those
// sent as a possible repeat count as "repeat" too.
func alertStates(export, channel string) map[string]int {
	states := map[string]int{}
	for line := range strings.Lines(export) {
		var r struct {
			Kind  string
			Value struct {
				Key    struct{ Channel, Kind string }
				State  string
				Repeat bool
			}
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Kind != "delivery" || r.Value.Key.Channel != channel || r.Value.Key.Kind != "alert" {
			continue
		}
		states[r.Value.State]++
		if r.Value.State == "sent" && r.Value.Repeat {
			states["repeat"]++
		}
	}
	return states
}

// sentTo counts the alerts that the export calls sent, and those sent as a
// possible repeat; all must be sent.
func sentTo(t *testing.T, export, channel string) (sent, repeats int) {
	t.Helper()
	states := alertStates(export, channel)
	sent, repeats = states["sent"], states["repeat"]
	delete(states, "sent")
	delete(states, "repeat")
	if len(states) > 0 {
		t.Errorf("after the demo there are alerts in the states %v", states)
	}
	return sent, repeats
}

// TestDemoArrivesInSlacktest has the whole program post to the library's own
// double.
func TestDemoArrivesInSlacktest(t *testing.T) {
	t.Parallel()
	s := slacktest.NewTestServer()
	s.Start()
	t.Cleanup(s.Stop)
	printed, export := runDemo(t, s.GetAPIURL(), "slack:T024BE7LH/C024BE7LH")
	if sent, _ := sentTo(t, export, "slack:T024BE7LH/C024BE7LH"); sent != 19 || !strings.Contains(printed, "0 wrong") {
		t.Errorf("%d alerts sent, want 19\n%s", sent, printed)
	}
}

// TestDemoArrivesInAnEmulatedSlack has the whole program post to the emulator
// and reads back what stands in the channel.
func TestDemoArrivesInAnEmulatedSlack(t *testing.T) {
	t.Parallel()
	base := emulator(t)
	if base == "" {
		return
	}
	_, export := runDemo(t, base, "slack:T000000001/C000000001")
	sent, _ := sentTo(t, export, "slack:T000000001/C000000001")
	alerts := map[string]bool{}
	for _, m := range readBack(t, base, "conversations.history", url.Values{"include_all_metadata": {"true"}}) {
		payload, _ := m["metadata"].(map[string]any)["event_payload"].(map[string]any)
		if d, ok := payload["delivery"].(string); ok {
			if alerts[d] {
				t.Errorf("%s stands there twice", d)
			}
			alerts[d] = true
		}
	}
	if sent != 19 || len(alerts) != 19 {
		t.Errorf("%d alerts sent, %d stand there, want 19", sent, len(alerts))
	}
}

// TestDemoLosesNothingToA429OrA500 has the program post to a Slack that limits
// every fourth call, and takes every fifth post without saying so.
func TestDemoLosesNothingToA429OrA500(t *testing.T) {
	t.Parallel()
	accepted, marked, posts := map[string]int{}, map[string]int{}, 0
	d := newDouble(t, func(_ int, a asked, w http.ResponseWriter) bool {
		if a.Method != "chat.postMessage" {
			return false
		}
		posts++
		if posts%4 == 2 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return true
		}
		var meta struct {
			Payload struct {
				Delivery string `json:"delivery"`
				Repeat   bool   `json:"repeat"`
			} `json:"event_payload"`
		}
		if err := json.Unmarshal([]byte(a.Form.Get("metadata")), &meta); err != nil {
			t.Errorf("metadata: %v", err)
		}
		if meta.Payload.Repeat {
			marked[meta.Payload.Delivery]++
		} else {
			accepted[meta.Payload.Delivery]++
		}
		// Once for each: three such answers to one delivery hold it for a person.
		if posts%5 == 3 && !meta.Payload.Repeat {
			w.WriteHeader(http.StatusInternalServerError)
			return true
		}
		return false
	})
	_, export := runDemo(t, d.URL+"/api/", "slack:T000000001/C000000001")
	sent, repeats := sentTo(t, export, "slack:T000000001/C000000001")
	for delivery, n := range accepted {
		if n > 1 {
			t.Errorf("%s was posted %d times unmarked", delivery, n)
		}
	}
	if sent != 19 || len(accepted) != 19 || repeats == 0 || len(marked) != repeats {
		t.Errorf("%d sent, %d accepted, %d marked as repeats in the store, %d on the wire; want 19, 19 and some", sent, len(accepted), repeats, len(marked))
	}
}
