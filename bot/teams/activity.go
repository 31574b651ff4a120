package teams

import (
	"cmp"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// activity is what the Connector sends; only what is used is read.
type activity struct {
	Type         string          `json:"type"`
	ID           string          `json:"id"`
	ServiceURL   string          `json:"serviceUrl"`
	ChannelID    string          `json:"channelId"`
	From         person          `json:"from"`
	Recipient    person          `json:"recipient"`
	Conversation conversation    `json:"conversation"`
	Text         string          `json:"text"`
	Entities     []entity        `json:"entities"`
	Value        json.RawMessage `json:"value,omitempty"`
	Name         string          `json:"name"`
	Action       string          `json:"action"`
	Added        []person        `json:"membersAdded"`
	Removed      []person        `json:"membersRemoved"`
	ChannelData  channelData     `json:"channelData"`

	// request is under which it is kept until it is done; again says that an earlier
	// run of the program may have done it.
	request string
	again   bool
	// left is set when its answer is left to the next start.
	left *bool
}

// typeMessage is something that somebody said, typeInvoke a pressed button that is answered
// in place.
const (
	typeMessage = "message"
	typeInvoke  = "invoke"
)

type person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Object string `json:"aadObjectId"`
	Role   string `json:"role"`
}

type conversation struct {
	ID     string `json:"id"`
	Type   string `json:"conversationType"`
	Tenant string `json:"tenantId"`
	Name   string `json:"name"`
}

type channelData struct {
	Tenant    named  `json:"tenant,omitzero"`
	Team      named  `json:"team,omitzero"`
	Channel   named  `json:"channel,omitzero"`
	EventType string `json:"eventType,omitempty"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

// entity is a mention, among other things.
type entity struct {
	Type      string `json:"type"`
	Text      string `json:"text"`
	Mentioned person `json:"mentioned"`
}

// The types of conversation beside typeChannel.
const (
	typePersonal = "personal"
	typeGroup    = "groupChat"
)

// tenants are all that the activity names, each once.
func (a activity) tenants() []string {
	var ids []string
	for _, id := range []string{a.Conversation.Tenant, a.ChannelData.Tenant.ID} {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// place is the conversation without the post in it that an answer would go to.
func (a activity) place() string {
	id, _, _ := strings.Cut(a.Conversation.ID, threadMark)
	return id
}

// channel is our name of the place; ok is false for an id that cannot be one.
func (a activity) channel() (bot.ChannelID, bool) {
	id, err := bot.ParseChannel(Name + ":" + strings.ToLower(a.tenants()[0]) + "/" + a.place())
	return id, err == nil && string(feeds.CleanLine(string(id))) == string(id)
}

// kind is the type of the conversation; Teams leaves it out of some activities.
func (a activity) kind() string {
	switch {
	case a.Conversation.Type != "":
		return a.Conversation.Type
	case a.ChannelData.Team.ID != "":
		return typeChannel
	case strings.HasPrefix(a.Conversation.ID, "19:"):
		return typeGroup
	}
	return typePersonal
}

// ref is what has to be known to post there later.
func (a activity) ref() map[string]string {
	ref := map[string]string{refService: a.ServiceURL, refType: a.kind(), refTenant: a.tenants()[0]}
	for field, value := range map[string]string{refBot: a.Recipient.ID, refTeam: a.ChannelData.Team.ID} {
		if value != "" {
			ref[field] = value
		}
	}
	if a.kind() == typePersonal && a.From.ID != "" {
		ref[refUser] = a.From.ID
	}
	return ref
}

// user is the id of who speaks in the tenant, or that which is per bot.
func (a activity) user() string {
	if a.From.Object != "" {
		return word(a.From.Object)
	}
	return word(a.From.ID)
}

// person is our name of who speaks, as a channel of what concerns them alone; ok is
// false where nobody does whom the tenant knows.
func (a activity) person() (bot.ChannelID, bool) {
	if !guid.MatchString(a.From.Object) || a.From.ID == "" || a.From.ID == a.Recipient.ID {
		return "", false
	}
	return bot.Direct(feeds.WorkspaceID(Name+":"+strings.ToLower(a.tenants()[0])), a.From.Object), true
}

// personRef is what has to be known to write to who speaks.
func (a activity) personRef() map[string]string {
	ref := map[string]string{refService: a.ServiceURL, refType: typePersonal, refTenant: a.tenants()[0], refBot: a.Recipient.ID, refUser: a.From.ID}
	if a.kind() == typePersonal {
		ref[refChat] = a.place()
	}
	return ref
}

// title is how people call the place.
func (a activity) title() string {
	for _, name := range []string{a.ChannelData.Channel.Name, a.Conversation.Name} {
		if name != "" {
			return word(name)
		}
	}
	return ""
}

// typed is a verb as it is to be typed there: in a group the bot is to be mentioned.
func (a activity) typed(verb string) feeds.Text {
	if a.kind() != typePersonal {
		verb = "@" + cmp.Or(word(a.Recipient.Name), "regwire") + " " + verb
	}
	return feeds.Text(verb)
}

// said is what was said to the bot. In a group it must be mentioned, by its id:
// anybody may take its name.
func (a activity) said() (text string, ok bool) {
	text, mentioned := a.Text, false
	for _, e := range a.Entities {
		if e.Type == "mention" && e.Mentioned.ID != "" && e.Mentioned.ID == a.Recipient.ID {
			mentioned = true
			if e.Text != "" {
				text = strings.Replace(text, e.Text, " ", 1)
			}
		}
	}
	if !mentioned && a.kind() != typePersonal {
		return "", false
	}
	// Teams writes some signs as HTML does, blanks among them.
	text = strings.ReplaceAll(html.UnescapeString(text), "\u00a0", " ")
	return string(feeds.CleanLine(text)), true
}

// concernsBot reports whether the bot is one of the people.
func (a activity) concernsBot(people []person) bool {
	return slices.ContainsFunc(people, func(p person) bool { return p.ID != "" && p.ID == a.Recipient.ID })
}
