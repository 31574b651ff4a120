package teams

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// What a channel's Ref holds of a conversation.
const (
	refService = "service_url"
	refType    = "type" // personal, groupChat, channel
	refTenant  = "tenant"
	refBot     = "bot"  // our id there
	refUser    = "user" // of a personal chat, by the id that the bot knows
	refChat    = "chat" // the chat of two, of a channel that is a person
	refTeam    = "team"
)

const typeChannel = "channel"

// post is an activity of ours. Text and a card never go together: Teams answers
// such a post without its id.
type post struct {
	Type         string       `json:"type"`
	From         *account     `json:"from,omitempty"`
	Conversation *account     `json:"conversation,omitempty"`
	Recipient    *account     `json:"recipient,omitempty"`
	Summary      string       `json:"summary,omitempty"` // what a notification shows
	ReplyTo      string       `json:"replyToId,omitempty"`
	Attachments  []attachment `json:"attachments"`
}

type account struct {
	ID string `json:"id"`
}

const maxSummary = 200

func newPost(c bot.Channel, conversation string, m bot.Message, opened origin) post {
	p := post{
		Type: typeMessage, Conversation: &account{conversation}, Summary: summary(m, lang(c)),
		Attachments: []attachment{{ContentType: cardType, Content: layout(m, lang(c), conversationTarget(opened))}},
	}
	if id := c.Ref[refBot]; id != "" {
		p.From = &account{id}
	}
	return p
}

// summary is the first lines, as a phone shows them on its locked screen.
func summary(m bot.Message, lang bot.Lang) string {
	var words strings.Builder
	for _, b := range m.Blocks {
		if b.Kind != bot.Headline && b.Kind != bot.Title {
			continue
		}
		for _, l := range b.Lines {
			for _, s := range l {
				words.WriteString(s.Words(lang, phrase.Say))
			}
			words.WriteByte(' ')
		}
	}
	// Cleaned as one: what opens a template may come of two spans.
	return cut(strings.Join(strings.Fields(clean(words.String())), " "), maxSummary)
}

// place is where a request to the Connector goes.
type place struct {
	base, conversation string
}

// errNoWay says that a conversation names no service that our token may go to.
var errNoWay = errors.New("the conversation names no service that is known")

const fixAdd = "add the app to the conversation again, or write to it there: the bot then learns how to reach it"

// placeOf is where a channel's posts go.
func (p *Platform) placeOf(c bot.Channel, conversation string) (place, *bot.PostError) {
	if p.login == nil {
		return place{}, &bot.PostError{Fate: bot.FateHoldWorkspace, Code: "no bot", Fix: "set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID, restart regwire, then resume"}
	}
	base, ok := p.config.service(c.Ref[refService])
	if !ok {
		return place{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "no way there", Fix: fixAdd}
	}
	return place{base, conversation}, nil
}

// path is the address of the activities of the conversation, or of one of them.
// The ids hold signs that an address does not.
func (p place) path(activity string) string {
	s := p.base + "/v3/conversations/" + url.PathEscape(p.conversation) + "/activities"
	if activity != "" {
		s += "/" + url.PathEscape(activity)
	}
	return s
}

// postBot posts to a conversation, under an earlier post where there are threads,
// or edits a post.
func (p *Platform) postBot(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	conversation, root, method := c.ID.Place(), "", http.MethodPost
	switch {
	case m.Edit.ID != "":
		method, m = http.MethodPut, p.dated(m)
		if m.Edit.Place != "" {
			conversation = m.Edit.Place
		}
	case m.Thread.ID != "" && c.Ref[refType] == typeChannel:
		root = m.Thread.Thread
		if root == "" {
			root = m.Thread.ID
		}
		conversation += threadMark + root
	}
	to, fail := p.placeOf(c, conversation)
	if fail != nil {
		return bot.Reference{}, fail
	}
	if isPerson(c.ID) && m.Edit.Place == "" {
		if conversation, fail = p.chatWith(ctx, to.base, c); fail != nil {
			return bot.Reference{}, fail
		}
		to.conversation = conversation
	}
	id, no := p.sendSurely(ctx, method, to, m.Edit.ID, newPost(c, conversation, m, origin{}))
	if no != nil && no.status == http.StatusNotFound && root != "" {
		p.config.Log.Warn("reply becomes a post of its own", "channel", c.ID, "delivery", m.Delivery, "code", no.Code)
		m.Thread = bot.Reference{}
		return p.postBot(ctx, c, m)
	}
	if no != nil {
		return bot.Reference{}, meaning(no, m)
	}
	if m.Edit.ID != "" {
		return m.Edit, nil
	}
	return bot.Reference{ID: id, Place: conversation, Thread: root}, nil
}

// Answers reports whether the Connector gives a clear answer: that there is no such person
// in the conversation is one. A flow cannot be asked.
func (p *Platform) Answers(ctx context.Context, c bot.Channel) error {
	if p.login == nil || c.ID.Workspace() == Name+":"+Workflows {
		return nil
	}
	to, fail := p.placeOf(c, c.ID.Place())
	if fail != nil {
		return nil //nolint:nilerr // the post itself tells
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	address := to.base + "/v3/conversations/" + url.PathEscape(to.conversation) + "/members/" + url.PathEscape(c.Ref[refBot])
	if _, no := p.call(ctx, http.MethodGet, address, nil); no != nil && (no.Fate == bot.FateAmbiguous || no.Fate == bot.FateRetry) {
		return no.PostError
	}
	return nil
}

// isPerson reports a channel that is a person, by the id in the tenant: what
// concerns one person alone goes to a chat of two.
func isPerson(id bot.ChannelID) bool { return IsPerson(id.Place()) }

// IsPerson reports whether a tenant can have a person of this id.
func IsPerson(id string) bool { return guid.MatchString(id) }

// newChat asks the Connector for the chat with a person: the one that there is, or
// a new one where the person has the app.
type newChat struct {
	IsGroup     bool        `json:"isGroup"`
	Bot         account     `json:"bot"`
	Members     []account   `json:"members"`
	TenantID    string      `json:"tenantId"`
	ChannelData channelData `json:"channelData"`
}

// chatWith is the conversation with a person. It never changes, so it is asked for
// once.
func (p *Platform) chatWith(ctx context.Context, base string, c bot.Channel) (string, *bot.PostError) {
	if id := c.Ref[refChat]; id != "" {
		return id, nil
	}
	if id, ok := p.chats.Load(c.ID); ok {
		return id.(string), nil //nolint:forcetypeassert // only strings are put there
	}
	ask := newChat{Bot: account{c.Ref[refBot]}, Members: []account{{c.Ref[refUser]}}, TenantID: c.Ref[refTenant]}
	ask.ChannelData.Tenant.ID = c.Ref[refTenant]
	raw, err := feeds.JSON(ask)
	if err != nil {
		return "", &bot.PostError{Fate: bot.FateHoldChannel, Code: "not written as JSON", Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	answer, no := p.call(ctx, http.MethodPost, base+"/v3/conversations", raw)
	var said struct{ ID string }
	switch {
	case no != nil && no.Fate == bot.FateAmbiguous:
		no.Fate = bot.FateRetry // asking twice has one effect
		return "", no.PostError
	case no != nil && no.Fate == bot.FatePlain:
		no.Fate, no.Fix = bot.FateHoldChannel, fixAdd
		return "", no.PostError
	case no != nil:
		return "", no.PostError
	case json.Unmarshal(answer, &said) != nil || said.ID == "":
		return "", &bot.PostError{Fate: bot.FateRetry, Code: "a chat without an id", Fix: bot.FixWait}
	}
	p.chats.Store(c.ID, said.ID)
	return said.ID, nil
}

// threadMark parts a channel from a post in it in the id of a thread.
const threadMark = ";messageid="

// refused is an answer that is no 2xx, before anybody decided what it means.
type refused struct {
	*bot.PostError
	status int
}

// unknownFor is how long a conversation that Teams does not know is asked for again: now and
// then it does not know one that there is, and nothing was posted.
var unknownFor = []time.Duration{time.Second, 2 * time.Second}

// sendSurely posts or edits, and again where the conversation is said not to be.
func (p *Platform) sendSurely(ctx context.Context, method string, to place, activity string, v post) (id string, fail *refused) {
	for _, pause := range unknownFor {
		if id, fail = p.send(ctx, method, to.path(activity), v); fail == nil || fail.Code != "ConversationNotFound" {
			return id, fail
		}
		select {
		case <-ctx.Done():
			return id, fail
		case <-time.After(pause):
		}
	}
	return p.send(ctx, method, to.path(activity), v)
}

// send posts or edits. An answer may lack the id: it is then taken and cannot be
// edited later.
func (p *Platform) send(ctx context.Context, method, address string, v post) (id string, fail *refused) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := feeds.JSON(v)
	if err != nil {
		return "", &refused{PostError: &bot.PostError{Fate: bot.FatePlain, Code: "not written as JSON", Err: err}}
	}
	answer, fail := p.call(ctx, method, address, raw)
	var said struct{ ID string }
	_ = json.Unmarshal(answer, &said) // 202 comes with an empty body
	return said.ID, fail
}

// call calls the Connector. A token that it refuses is fetched anew once, since
// nothing was done with the old one.
func (p *Platform) call(ctx context.Context, method, address string, raw []byte) (answer []byte, fail *refused) {
	for {
		token, kept, err := p.login.get(ctx)
		if pe, ok := errors.AsType[*bot.PostError](err); ok {
			return nil, &refused{PostError: pe}
		}
		req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(raw))
		if err != nil {
			return nil, &refused{PostError: &bot.PostError{Fate: bot.FateHoldChannel, Code: "malformed address", Fix: fixAdd}}
		}
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		status, header, answer, none := p.exchange(ctx, req)
		switch {
		case none != nil:
			return nil, &refused{PostError: none}
		case status == http.StatusUnauthorized && kept:
			p.login.forget(token)
			continue
		case status/100 == 2:
			return answer, nil
		}
		return nil, p.refusal(status, header, answer)
	}
}

// fault is what the Connector says when it refuses.
type fault struct {
	Code    string `json:"code"`
	SubCode string `json:"-"`
}

// subCode stands somewhere in the answer, in a message that is JSON in a string.
var subCode = regexp.MustCompile(`\\*"sub[cC]ode\\*"\s*:\s*\\*"([A-Za-z0-9_]+)`)

func readError(answer []byte) fault {
	var said struct {
		Error fault `json:"error"`
	}
	_ = json.Unmarshal(answer, &said) // a proxy's page is no JSON, and the status says enough
	if m := subCode.FindSubmatch(answer); m != nil {
		said.Error.SubCode = string(m[1])
	}
	return said.Error
}

const (
	fixBlocked = "the app was removed from the conversation, or blocked there: add it again, then resume the channel"
	fixGone    = "the conversation was deleted: unsubscribe it"
	fixDenied  = "Teams refuses the bot: check TEAMS_TENANT_ID and that the bot's registration is single-tenant with the same app id, restart regwire, then resume"
	fixAdmin   = "an administrator has blocked the app: ask for it to be allowed, then resume"
)

// refusal says what a status means. Microsoft names 412, 429, 502 and 504 as those
// to try again; it promises no Retry-After. A gateway that gave up waiting does not know
// whether the post was taken behind it.
func (p *Platform) refusal(status int, header http.Header, answer []byte) *refused {
	pe := &bot.PostError{Code: code(status, answer)}
	e := readError(answer)
	after := bot.RetryAfter(header, p.config.Now(), 0)
	switch {
	case e.Code == "BotDisabledByAdmin":
		pe.Fate, pe.Fix = bot.FateHoldWorkspace, fixAdmin
	case status == http.StatusTooManyRequests:
		pe.Fate, pe.After, pe.Fix = bot.FateRetry, bot.RetryAfter(header, p.config.Now(), throttled), bot.FixWait
	case status == http.StatusPreconditionFailed:
		pe.Fate, pe.After, pe.Fix = bot.FateRetry, after, bot.FixWait
	case status >= 500 || status == http.StatusRequestTimeout:
		pe.Fate, pe.After, pe.Fix = bot.FateAmbiguous, after, bot.FixWait
	case status == http.StatusUnauthorized:
		pe.Fate, pe.Fix = bot.FateHoldWorkspace, fixDenied
	case status == http.StatusForbidden:
		pe.Fate, pe.Fix = bot.FateHoldChannel, fixBlocked
	case status == http.StatusNotFound || status == http.StatusGone:
		pe.Fate, pe.Fix = bot.FateHoldChannel, fixGone
	case status == http.StatusRequestEntityTooLarge || status == http.StatusBadRequest:
		pe.Fate, pe.Fix = bot.FatePlain, fixPlain
	default:
		pe.Fate, pe.Fix = bot.FateHoldChannel, "Teams refuses with a word that regwire does not know: look it up, mend it, then resume the channel"
	}
	return &refused{pe, status}
}

// throttled stands in for a 429 that names no time.
const throttled = 5 * time.Second

// meaning is what a refusal means for this message. An edit that may have been
// made is made again: twice the same has one effect. One that cannot be made is
// given up: it carries no news by itself.
func meaning(r *refused, m bot.Message) *bot.PostError {
	if m.Edit.ID == "" {
		return r.PostError
	}
	switch {
	case r.Fate == bot.FateAmbiguous:
		r.Fate = bot.FateRetry
	case r.status == http.StatusNotFound, r.status == http.StatusGone, r.status == http.StatusForbidden && r.Code == "ServiceError":
		// With the last Teams refuses to edit a post that somebody has deleted.
		r.Fate, r.Fix = bot.FateDead, bot.FixEdit
	}
	return r.PostError
}
