package teams

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// serviceHosts are the Connector of the public cloud. Those of government clouds
// are settings: smba.infra.gcc.teams.microsoft.com and its like.
var serviceHosts = []string{"smba.trafficmanager.net", "*.botframework.com"}

// service is the address of the Connector that a conversation names, as a base
// to add paths to; ok is false where our token must not go.
func (c *Config) service(raw string) (base string, ok bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(raw) > 512 {
		return "", false
	}
	base = strings.TrimSuffix(raw, "/")
	if loopback(u) || u.Scheme == "https" && u.Port() != "" {
		return base, slices.Contains(c.ServiceHosts, u.Scheme+"://"+u.Host)
	}
	return base, u.Scheme == "https" && (hostMatches(u.Hostname(), serviceHosts) || hostMatches(u.Hostname(), c.ServiceHosts))
}

// login gets the token for the Connector and keeps it while it lasts.
type login struct {
	config clientcredentials.Config
	// certificate is nil where there is a secret.
	certificate *certificate
	now         func() time.Time
	client      *http.Client
	// mu is held while a token is fetched: whoever else needs one waits for the same.
	mu    sync.Mutex
	token *oauth2.Token
}

// newLogin logs in at the bot's own tenant: bots are single-tenant now.
func newLogin(c Config, client *http.Client) (*login, error) {
	l := &login{client: client, now: c.Now, config: clientcredentials.Config{
		ClientID: c.AppID, ClientSecret: string(c.Secret), Scopes: []string{c.Scope}, AuthStyle: oauth2.AuthStyleInParams,
		TokenURL: strings.TrimSuffix(c.LoginBase, "/") + "/" + c.Tenant + "/oauth2/v2.0/token",
	}}
	if c.Certificate == "" {
		return l, nil
	}
	var err error
	l.certificate, err = readCertificate(c.Certificate)
	return l, err
}

// get returns a token and whether it was kept from before.
func (l *login) get(ctx context.Context) (token string, kept bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token.Valid() {
		return l.token.AccessToken, true, nil
	}
	config := l.config
	if l.certificate != nil {
		if config.EndpointParams, err = l.certificate.assert(config.ClientID, config.TokenURL, l.now()); err != nil {
			return "", false, &bot.PostError{Fate: bot.FateHoldWorkspace, Code: "no login", Fix: "check TEAMS_APP_CERTIFICATE, restart regwire, then resume", Err: err}
		}
	}
	t, err := config.Token(context.WithValue(ctx, oauth2.HTTPClient, l.client))
	if err != nil {
		return "", false, l.refused(err)
	}
	l.token = t
	return t.AccessToken, false, nil
}

// forget drops a token that the Connector refused.
func (l *login) forget(token string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.token != nil && l.token.AccessToken == token {
		l.token = nil
	}
}

// loginFixes are what Microsoft's login says, by the number in its sentence.
var loginFixes = []struct{ code, fix string }{
	{"AADSTS7000222", "the client secret has expired: make a new one under Certificates & secrets, put it into TEAMS_APP_PASSWORD, restart regwire, then resume"},
	{"AADSTS7000215", "the client secret is wrong: put its value, not its id, into TEAMS_APP_PASSWORD, restart regwire, then resume"},
	{"AADSTS700027", "Entra does not know the certificate: upload its public part under Certificates & secrets, then resume"},
	{"AADSTS700016", "the app is not known in this tenant: check TEAMS_APP_ID and TEAMS_TENANT_ID, restart regwire, then resume"},
	{"AADSTS90002", "the tenant does not exist: check TEAMS_TENANT_ID, restart regwire, then resume"},
	{"AADSTS900023", "the tenant does not exist: check TEAMS_TENANT_ID, restart regwire, then resume"},
	{"AADSTS7000112", "the app is switched off: have it enabled in Entra, then resume"},
	{"AADSTS53003", "a Conditional Access policy refuses this machine: have it let in, then resume"},
}

// refused says what a login without a token means. Nothing was posted.
func (l *login) refused(err error) *bot.PostError {
	said, ok := errors.AsType[*oauth2.RetrieveError](err)
	if u, none := errors.AsType[*url.Error](err); none {
		return &bot.PostError{Fate: bot.FateRetry, Code: "login not reached", Fix: "see that this machine reaches Microsoft's login; it is tried again by itself", Err: u.Err}
	}
	if !ok || said.Response == nil || said.Response.StatusCode < 500 && said.ErrorCode == "" && said.Response.StatusCode != http.StatusTooManyRequests {
		// It has no reason to say: somebody else answers.
		return &bot.PostError{Fate: bot.FateRetry, Whole: true, After: minWait, Code: "login without a token", Fix: "see that no proxy answers in place of Microsoft's login; it is tried again by itself", Err: noToken(err)}
	}
	status := said.Response.StatusCode
	pe := &bot.PostError{Fate: bot.FateHoldWorkspace, Code: "login refused: " + word(said.ErrorCode), Fix: "check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID against the bot's app registration, restart regwire, then resume"}
	if status == http.StatusTooManyRequests || status >= 500 || status/100 == 2 {
		pe.Fate, pe.Whole, pe.After, pe.Fix = bot.FateRetry, true, bot.RetryAfter(said.Response.Header, l.now(), minWait), bot.FixWait
		return pe
	}
	for _, f := range loginFixes {
		if strings.Contains(said.ErrorDescription, f.code+":") {
			pe.Code, pe.Fix = "login refused: "+f.code, f.fix
		}
	}
	return pe
}

// noToken says what came instead of a token: of an answer its status alone, since its text
// is a page for people.
func noToken(err error) error {
	if said, ok := errors.AsType[*oauth2.RetrieveError](err); ok && said.Response != nil {
		return fmt.Errorf("status %d", said.Response.StatusCode)
	}
	return err
}

// warnDays is how long before its end a secret is warned of.
const warnDays = 30

// Expiry warns of a client secret or certificate that ends soon, "" when none does.
// Microsoft does not tell when a secret ends, so that is a setting.
func (p *Platform) Expiry() string {
	end, what, fix := p.config.SecretExpires, "client secret", "put it into TEAMS_APP_PASSWORD, and set teams.secret_expires"
	if p.login != nil && p.login.certificate != nil {
		end, what, fix = p.login.certificate.end, "certificate", "upload its public part, and put it into TEAMS_APP_CERTIFICATE"
	}
	if end == "" {
		return ""
	}
	switch left := end.Sub(feeds.DayOf(p.config.Now(), time.UTC)); {
	case left < 0:
		return fmt.Sprintf("the Teams %s ended on %s: make a new one, %s", what, end, fix)
	case left <= warnDays:
		return fmt.Sprintf("the Teams %s ends on %s, in %d days: make a new one, %s", what, end, left, fix)
	}
	return ""
}

// Check proves that the bot can log in and knows whose requests to believe. Each
// error is one sentence with the fix. It posts nothing: a flow can only be tried
// by posting to it.
func (p *Platform) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var errs []error
	if why := p.Expiry(); why != "" {
		errs = append(errs, errors.New(why))
	}
	if p.login == nil {
		return errors.Join(errs...)
	}
	if _, _, err := p.login.get(ctx); err != nil {
		errs = append(errs, fmt.Errorf("log in to Teams: %w", err))
	}
	if err := p.keys.refresh(ctx); err != nil {
		errs = append(errs, fmt.Errorf("read the keys by which Teams signs: %w", err))
	}
	return errors.Join(errs...)
}
