package teams

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// member is what the Connector says of a person in a conversation.
type member struct {
	Role      string `json:"userRole"`
	Principal string `json:"userPrincipalName"`
	Tenant    string `json:"tenantId"`
}

// guests remembers who of a conversation is a guest.
type guests struct {
	mu sync.Mutex
	by map[string]guestKnown
}

type guestKnown struct {
	guest bool
	at    time.Time
}

// holds reports whether what was learnt is young enough; a clock that was set back since
// says nothing of its age.
func (k guestKnown) holds(now time.Time) bool {
	age := now.Sub(k.at)
	return age >= 0 && age < guestRemembered
}

const (
	guestRemembered = 10 * time.Minute
	guestTimeout    = 3 * time.Second
	maxGuests       = 10000
)

// guest reports whether the person who speaks comes from outside: an activity does
// not say, so the roster is asked. Where that cannot be read the person counts as
// a member, who at least is let into the conversation.
func (i *Inbox) guest(ctx context.Context, a activity) bool {
	if a.kind() == typePersonal {
		return false
	}
	key, now := a.place()+"|"+a.From.ID, i.platform.config.Now()
	i.guests.mu.Lock()
	known, ok := i.guests.by[key]
	i.guests.mu.Unlock()
	if ok && known.holds(now) {
		return known.guest
	}
	m, err := i.platform.member(ctx, a)
	if err != nil {
		i.platform.config.Log.Warn("roster not read", "conversation", word(a.place()), "err", err)
		return false
	}
	guest := m.outside(i.platform.config.Tenants)
	i.guests.mu.Lock()
	defer i.guests.mu.Unlock()
	if i.guests.by == nil || len(i.guests.by) >= maxGuests {
		i.guests.by = map[string]guestKnown{}
	}
	i.guests.by[key] = guestKnown{guest, now}
	return guest
}

// outside reports a guest account, somebody without an account, or a person of a
// tenant that is not served, as in a shared channel.
func (m member) outside(tenants []string) bool {
	role := strings.ToLower(m.Role)
	return role == "guest" || role == "anonymous" || strings.Contains(strings.ToUpper(m.Principal), "#EXT#") ||
		m.Tenant != "" && !slices.ContainsFunc(tenants, func(t string) bool { return strings.EqualFold(t, m.Tenant) })
}

// member asks the Connector for the person who speaks.
func (p *Platform) member(ctx context.Context, a activity) (m member, err error) {
	base, ok := p.config.service(a.ServiceURL)
	if !ok {
		return m, errNoWay
	}
	ctx, cancel := context.WithTimeout(ctx, guestTimeout)
	defer cancel()
	address := base + "/v3/conversations/" + url.PathEscape(a.place()) + "/members/" + url.PathEscape(a.From.ID)
	answer, no := p.call(ctx, http.MethodGet, address, nil)
	if no != nil {
		return m, no.PostError
	}
	return m, json.Unmarshal(answer, &m)
}
