package slack

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds/form"
)

// manifest is the app that is shipped, as JSON.
func manifest(t *testing.T) []byte {
	t.Helper()
	raw, err := os.ReadFile("../../deploy/slack/manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := form.Read("manifest.yaml", raw, &value); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheManifestAsksForWhatCheckWants(t *testing.T) {
	var m struct {
		Display struct {
			Name, Description string
			Long              string `json:"long_description"`
		} `json:"display_information"`
		Features struct {
			Slash []struct {
				Command string
				Usage   string `json:"usage_hint"`
			} `json:"slash_commands"`
			Shortcuts []struct{ Name, Type, Description string }
		}
		OAuth    struct{ Scopes struct{ Bot []string } } `json:"oauth_config"`
		Settings struct {
			Socket bool `json:"socket_mode_enabled"`
			Events struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
		}
	}
	if err := json.Unmarshal(manifest(t), &m); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, s := range scopes {
		want = append(want, s.name)
	}
	got := m.OAuth.Scopes.Bot
	if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("the manifest asks for %q, check wants %q", got, want)
	}
	if slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, ":history") }) {
		t.Errorf("the manifest asks to read channels: %q", got)
	}
	if !m.Settings.Socket || !slices.Equal(m.Settings.Events.Bot, []string{"app_mention", "app_home_opened"}) {
		t.Errorf("settings %+v", m.Settings)
	}
	// Slack's limits of a manifest.
	if length(m.Display.Name) > 35 || length(m.Display.Description) > 140 || length(m.Display.Long) < 175 || length(m.Display.Long) > 4000 {
		t.Errorf("display information of %d, %d and %d characters", length(m.Display.Name), length(m.Display.Description), length(m.Display.Long))
	}
	if s := m.Features.Shortcuts; len(s) != 1 || length(s[0].Name) > 24 || length(s[0].Description) > 150 || s[0].Type != "message" {
		t.Errorf("shortcuts %+v", s)
	}
}
