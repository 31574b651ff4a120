package teams

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// maxHeader bounds the Authorization header, far above real tokens.
	maxHeader = 8 << 10
	leeway    = 5 * time.Minute
	// channelTeams is the only channel of the Connector that is served.
	channelTeams = "msteams"
)

// claims are what a token of the Connector says.
type claims struct {
	jwt.RegisteredClaims
	ServiceURL string `json:"serviceurl"`
}

// ticket is a token whose signature holds, not yet bound to what was sent with it.
type ticket struct {
	service      string
	endorsements []string
}

// admit checks the token of a request. What it does not say cannot be asked for:
// no setting turns any of this off.
func (p *Platform) admit(ctx context.Context, h http.Header) (ticket, error) {
	raw, err := bearer(h)
	if err != nil {
		return ticket{}, err
	}
	var c claims
	var signer key
	_, err = jwt.ParseWithClaims(raw, &c, func(t *jwt.Token) (any, error) {
		// Keys that the token itself brings or points to (jwk, jku, x5u, x5c) are
		// never looked at.
		id, ok := t.Header["kid"].(string)
		if _, critical := t.Header["crit"]; !ok || id == "" || critical {
			return nil, errors.New("the token names no key, or demands what is not understood")
		}
		if signer, err = p.keys.find(ctx, id); err != nil {
			return nil, err
		}
		return signer.public, nil
	},
		jwt.WithValidMethods([]string{jwt.SigningMethodRS256.Alg()}), jwt.WithIssuer(p.config.Issuer), jwt.WithAudience(p.config.AppID),
		jwt.WithLeeway(leeway), jwt.WithExpirationRequired(), jwt.WithNotBeforeRequired(), jwt.WithTimeFunc(p.config.Now), jwt.WithStrictDecoding())
	switch {
	case err != nil:
		return ticket{}, fmt.Errorf("token refused: %w", err)
	case len(c.Audience) != 1:
		return ticket{}, errors.New("token refused: it is for more than one audience")
	case c.ServiceURL == "":
		return ticket{}, errors.New("token refused: it names no service")
	}
	return ticket{service: c.ServiceURL, endorsements: signer.endorsements}, nil
}

// bearer takes the token out of the one Authorization header.
func bearer(h http.Header) (string, error) {
	values := h.Values("Authorization")
	if len(values) != 1 {
		return "", fmt.Errorf("there are %d Authorization headers", len(values))
	}
	if len(values[0]) > maxHeader {
		return "", errors.New("the Authorization header is too long")
	}
	scheme, token, ok := strings.Cut(values[0], " ")
	if !ok || scheme != "Bearer" || token == "" || strings.ContainsAny(token, " \t,") || strings.Count(token, ".") != 2 {
		return "", errors.New("the Authorization header is not Bearer and a token")
	}
	return token, nil
}

// bind holds the token to the activity that came with it: its key is endorsed
// for the channel, it is of the service that the activity names, our own token
// may go there, and the tenant is served.
func (p *Platform) bind(t ticket, a activity) error {
	switch {
	case a.ChannelID != channelTeams:
		return fmt.Errorf("activity is of the channel %q", word(a.ChannelID))
	case !slices.Contains(t.endorsements, a.ChannelID):
		return errors.New("the token's key is not endorsed for Teams")
	case a.ServiceURL == "" || a.ServiceURL != t.service:
		return errors.New("activity and token name different services")
	}
	return p.serves(a)
}

// serves refuses an activity of a service or a tenant that is not served.
func (p *Platform) serves(a activity) error {
	if _, ok := p.config.service(a.ServiceURL); !ok {
		return fmt.Errorf("service %q is not one that is known: teams.service_hosts names those of other clouds", word(a.ServiceURL))
	}
	tenants := a.tenants()
	if len(tenants) == 0 {
		return errors.New("activity names no tenant")
	}
	for _, id := range tenants {
		if !slices.ContainsFunc(p.config.Tenants, func(t string) bool { return strings.EqualFold(t, id) }) {
			return fmt.Errorf("tenant %q is not served: teams.tenants lists those that are", word(id))
		}
	}
	return nil
}
