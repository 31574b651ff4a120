package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// request is one thing that somebody did in Slack, from either transport. Only
// the fields that are used are read: a block of a kind that the library does not
// know cannot spoil a request.
type request struct {
	kind string // "command", "event", "interaction"
	// key is the id by which a request that comes twice is known.
	key         string
	team, app   string
	command     slashCommand
	event       event
	interaction interaction
	// id is under which it is kept until it is done; again says that an earlier run
	// of the program may have done it.
	id    string
	again bool
}

// keptRequest is a request as it is kept until it is done.
type keptRequest struct {
	Kind        string        `json:"kind"`
	Key         string        `json:"key"`
	Team        string        `json:"team"`
	App         string        `json:"app"`
	Command     *slashCommand `json:"command,omitempty"`
	Event       *event        `json:"event,omitempty"`
	Interaction *interaction  `json:"interaction,omitempty"`
}

// raw writes the request as it is kept.
func (r request) raw() ([]byte, error) {
	k := keptRequest{Kind: r.kind, Key: r.key, Team: r.team, App: r.app}
	switch r.kind {
	case "command":
		k.Command = &r.command
	case "event":
		k.Event = &r.event
	case "interaction":
		k.Interaction = &r.interaction
	}
	return json.Marshal(k)
}

// readRequest reads what raw wrote.
func readRequest(a bot.Accepted) (request, error) {
	var k keptRequest
	if err := json.Unmarshal(a.Raw, &k); err != nil {
		return request{}, fmt.Errorf("read a request that was kept: %w", err)
	}
	r := request{kind: k.Kind, key: k.Key, team: k.Team, app: k.App, id: a.ID, again: a.Begun}
	switch {
	case k.Command != nil:
		r.command = *k.Command
	case k.Event != nil:
		r.event = *k.Event
	case k.Interaction != nil:
		r.interaction = *k.Interaction
	}
	return r, nil
}

// slashCommand is a typed /regwire …
type slashCommand struct {
	TeamID      string `json:"team_id"`
	AppID       string `json:"api_app_id"`
	ChannelID   string `json:"channel_id"`
	UserID      string `json:"user_id"`
	UserName    string `json:"user_name"`
	Text        string `json:"text"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
}

// outer is what the Events API wraps an event in.
type outer struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"`
	TeamID    string `json:"team_id"`
	AppID     string `json:"api_app_id"`
	EventID   string `json:"event_id"`
	Event     event  `json:"event"`
}

// event is a mention of the bot, or a look at its Home.
type event struct {
	Type     string `json:"type"`
	User     string `json:"user"`
	BotID    string `json:"bot_id"`
	Text     string `json:"text"`
	Channel  string `json:"channel"`
	ThreadTS string `json:"thread_ts"`
	Tab      string `json:"tab"`
}

// interaction is a pressed button, a form that was changed or sent, or a message
// shortcut.
type interaction struct {
	Type        string `json:"type"`
	AppID       string `json:"api_app_id"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	Team        struct {
		ID string `json:"id"`
	} `json:"team"`
	User struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Username string `json:"username"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Message struct {
		Text string `json:"text"`
	} `json:"message"`
	Container struct {
		ChannelID   string `json:"channel_id"`
		ThreadTS    string `json:"thread_ts"`
		IsEphemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Actions []pressed `json:"actions"`
	View    seenView  `json:"view"`
}

// pressed is one button, or one choice of a menu.
type pressed struct {
	ActionID string     `json:"action_id"`
	Value    string     `json:"value"`
	Selected choiceMade `json:"selected_option"`
}

type choiceMade struct {
	Value string `json:"value"`
}

// seenView is a form or the Home as somebody has it before them.
type seenView struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Hash       string `json:"hash"`
	CallbackID string `json:"callback_id"`
	Metadata   string `json:"private_metadata"`
	State      struct {
		Values map[string]map[string]struct {
			Value    string       `json:"value"`
			Selected choiceMade   `json:"selected_option"`
			Many     []choiceMade `json:"selected_options"`
		} `json:"values"`
	} `json:"state"`
}

// form are the fields as they were filled in.
func (v seenView) form() map[string][]string {
	form := map[string][]string{}
	for name, inputs := range v.State.Values {
		for _, in := range inputs {
			values := []string{}
			for _, c := range in.Many {
				values = append(values, string(feeds.Clean(c.Value)))
			}
			for _, one := range []string{in.Value, in.Selected.Value} {
				if one != "" {
					values = append(values, string(feeds.Clean(one)))
				}
			}
			form[name] = append(form[name], values...)
		}
	}
	return form
}

// errOther is a request of a kind that the app does not ask for.
var errOther = errors.New("request of a kind that is not served")

// readForm reads a request that came as a form: a command or an interaction.
func readForm(raw []byte) (request, error) {
	form, err := url.ParseQuery(string(raw))
	if err != nil {
		return request{}, fmt.Errorf("read the form: %w", err)
	}
	if payload := form["payload"]; len(payload) == 1 {
		return readInteraction([]byte(payload[0]))
	}
	if len(form["command"]) != 1 {
		return request{}, errOther
	}
	one := func(name string) string {
		if v := form[name]; len(v) == 1 {
			return v[0]
		}
		return "" // twice is a mistake or a trick: neither value counts
	}
	return ofCommand(slashCommand{
		TeamID: one("team_id"), AppID: one("api_app_id"), ChannelID: one("channel_id"), UserID: one("user_id"), UserName: one("user_name"),
		Text: one("text"), ResponseURL: one("response_url"), TriggerID: one("trigger_id"),
	}), nil
}

// readCommand reads a command that came over the socket.
func readCommand(raw []byte) (request, error) {
	var c slashCommand
	if err := json.Unmarshal(raw, &c); err != nil {
		return request{}, fmt.Errorf("read the command: %w", err)
	}
	return ofCommand(c), nil
}

func ofCommand(c slashCommand) request {
	return request{kind: "command", key: c.TriggerID, team: c.TeamID, app: c.AppID, command: c}
}

func readInteraction(raw []byte) (request, error) {
	var i interaction
	if err := json.Unmarshal(raw, &i); err != nil {
		return request{}, fmt.Errorf("read the interaction: %w", err)
	}
	return request{kind: "interaction", key: i.TriggerID, team: i.Team.ID, app: i.AppID, interaction: i}, nil
}

// readEvent reads what the Events API sends.
func readEvent(raw []byte) (request, outer, error) {
	var o outer
	if err := json.Unmarshal(raw, &o); err != nil {
		return request{}, o, fmt.Errorf("read the event: %w", err)
	}
	return request{kind: "event", key: o.EventID, team: o.TeamID, app: o.AppID, event: o.Event}, o, nil
}

// unescaped is what a person typed, from what Slack made of it: entities are
// signs again, <https://…|…> is the address and <#C1|name> the name.
func unescaped(s string) string {
	var b strings.Builder
	for s != "" {
		before, rest, ok := strings.Cut(s, "<")
		b.WriteString(before)
		inner, after, closed := strings.Cut(rest, ">")
		if !ok || !closed {
			b.WriteString(strings.TrimPrefix(s[len(before):], "<"))
			break
		}
		address, text, named := strings.Cut(inner, "|")
		switch {
		case named && strings.HasPrefix(inner, "#"):
			b.WriteString("#" + text)
		case strings.HasPrefix(inner, "mailto:"):
			b.WriteString(text)
		default:
			b.WriteString(address)
		}
		s = after
	}
	return signs.Replace(b.String())
}

var signs = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// links are the addresses in a message, as Slack marks them, each once.
func links(text string) []string {
	const most = 3
	var found []string
	for rest := text; len(found) < most; {
		_, after, ok := strings.Cut(rest, "<http")
		if !ok {
			break
		}
		inner, next, _ := strings.Cut(after, ">")
		link, _, _ := strings.Cut("http"+inner, "|")
		if link = signs.Replace(link); bot.Link(link) != "" && !slices.Contains(found, link) {
			found = append(found, link)
		}
		rest = next
	}
	return found
}

// actor is who did it, where.
func (i *Inbox) actor(team, user, name, channel string, lang bot.Lang) bot.Actor {
	return bot.Actor{
		Workspace: feeds.WorkspaceID(Name + ":" + team), User: user, Name: string(feeds.CleanLine(name)),
		Channel: channelID(team, channel), Lang: lang, Admin: slices.Contains(i.config.Admins, user),
	}
}

// channelID is the channel, "" when the place is none of Slack's.
func channelID(team, place string) bot.ChannelID {
	if !placeForm.MatchString(place) {
		return ""
	}
	return bot.ChannelID(Name + ":" + team + "/" + place)
}
