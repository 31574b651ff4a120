package teams

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// flowHosts are where Workflows addresses lead.
var flowHosts = []string{"*.logic.azure.com", "*.environment.api.powerplatform.com"}

// checkFlow refuses an address that no flow has, without telling the address:
// whoever knows it can post.
func (c *Config) checkFlow(address string) error {
	const fix = ": in Teams, open the channel's Workflows, choose \"Send webhook alerts to a channel\", and copy the address it shows at the end"
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || address == "" || u.Host == "" {
		return errors.New("the address is missing or malformed" + fix)
	}
	host := u.Hostname()
	switch {
	case u.User != nil || u.Fragment != "":
		return errors.New("the address holds a name or a fragment" + fix)
	case slices.Contains(c.WorkflowHosts, u.Host) && (u.Scheme == "https" || loopback(u)):
		return nil
	case hostMatches(host, []string{"*.webhook.office.com", "webhook.office.com", "outlook.office.com", "outlook.office365.com"}):
		return errors.New("the address is one of an Office 365 connector, which Microsoft has retired" + fix)
	case u.Scheme != "https" || u.Port() != "" && u.Port() != "443" || !hostMatches(host, flowHosts):
		return fmt.Errorf("the host %s is not one of Workflows (%s)%s", word(host), strings.Join(flowHosts, ", "), fix)
	case u.Query().Get("sig") == "":
		return errors.New("the address has no sig=, so it was not copied whole" + fix)
	}
	return nil
}

// Flows are the channels of all flows, in order.
func (p *Platform) Flows() []bot.ChannelID {
	var ids []bot.ChannelID
	for name := range p.config.Workflows {
		ids = append(ids, bot.ChannelID(Name+":"+Workflows+"/"+name))
	}
	slices.Sort(ids)
	return ids
}

// flowPost is what a flow of the template takes.
type flowPost struct {
	Type        string       `json:"type"`
	Attachments []attachment `json:"attachments"`
}

type attachment struct {
	ContentType string `json:"contentType"`
	Content     card   `json:"content"`
}

const cardType = "application/vnd.microsoft.card.adaptive"

// postHeader names a post to a flow. Teams gives no id there, and ours lets a
// flow's run be found again.
const postHeader = "X-Regwire-Post"

// postFlow hands a card to a flow. Accepted is all that is ever known: the answer
// comes before the card is posted, without an id, so what would be an edit or a
// reply is a post of its own.
func (p *Platform) postFlow(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	address, ok := p.config.Workflows[c.ID.Place()]
	if !ok {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "no such flow", Fix: "the configuration has no teams.workflows of that name: add it, or unsubscribe the channel"}
	}
	if m.Edit.ID != "" {
		m = p.dated(m)
	}
	switch {
	case m.Part > 0:
		m = with(m, bot.Say("list.goes_on_from"))
	case m.Thread.ID != "":
		m = with(m, bot.Say("teams.earlier"))
	}
	raw, err := feeds.JSON(flowPost{Type: typeMessage, Attachments: []attachment{{ContentType: cardType, Content: layout(m, lang(c), flowTarget)}}})
	if err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FatePlain, Code: "not written as JSON", Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSpace(string(address)), bytes.NewReader(raw))
	if err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "malformed address", Fix: "write the flow's address anew into the configuration"}
	}
	id := rand.Text()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(postHeader, id)
	status, header, answer, fail := p.exchange(ctx, req)
	if fail != nil {
		return bot.Reference{}, fail
	}
	if status/100 == 2 {
		return bot.Reference{ID: id}, nil
	}
	return bot.Reference{}, p.flowRefused(status, header, answer)
}

const (
	fixPlain = "the message goes once more in its simplest form"
	fixFlow  = "the flow was deleted, switched off, or its owner has left: make it anew in the channel's Workflows, write the new address into the configuration, restart regwire, then resume the channel"
)

// minWait stands in for a 429 that names no time.
const minWait = 30 * time.Second

// flowRefused says what a refusal means.
func (p *Platform) flowRefused(status int, header http.Header, answer []byte) *bot.PostError {
	pe := &bot.PostError{Code: code(status, answer)}
	switch {
	case status == http.StatusTooManyRequests:
		pe.Fate, pe.After, pe.Fix = bot.FateRetry, bot.RetryAfter(header, p.config.Now(), minWait), bot.FixWait
	case status == http.StatusRequestTimeout:
		pe.Fate, pe.Fix = bot.FateRetry, bot.FixWait
	case status == http.StatusRequestEntityTooLarge:
		pe.Fate, pe.Fix = bot.FatePlain, fixPlain
	case status == http.StatusBadRequest && flowOff(answer):
		pe.Fate, pe.Fix = bot.FateHoldChannel, fixFlow
	case status == http.StatusBadRequest:
		pe.Fate, pe.Fix = bot.FatePlain, fixPlain
	case status >= 500:
		// The trigger may have started the flow before its answer was lost.
		pe.Fate, pe.After, pe.Fix = bot.FateAmbiguous, bot.RetryAfter(header, p.config.Now(), 0), bot.FixWait
	default:
		pe.Fate, pe.Fix = bot.FateHoldChannel, fixFlow
	}
	return pe
}

// flowOff knows a flow that cannot be triggered any more by its error.
func flowOff(answer []byte) bool {
	for _, sign := range []string{"WorkflowTriggerIsNotEnabled", "WorkflowNotFound", "WorkflowDisabled", "DirectApiAuthorizationRequired"} {
		if bytes.Contains(answer, []byte(sign)) {
			return true
		}
	}
	return false
}

// code is the service's word for a refusal: its own, else the status.
func code(status int, answer []byte) string {
	e := readError(answer)
	if e.Code == "" {
		return "status " + strconv.Itoa(status)
	}
	if e.SubCode != "" {
		return word(e.Code + "/" + e.SubCode)
	}
	return word(e.Code)
}
