package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/teams"
	"github.com/regwire/regwire/feeds"
)

// teamsConfig are the settings of Teams. What is secret comes from the
// environment: TEAMS_APP_ID, TEAMS_TENANT_ID, TEAMS_APP_PASSWORD (or
// TEAMS_APP_CERTIFICATE, a certificate and its key in PEM), and the
// addresses of flows.
type teamsConfig struct {
	// Workflows are flows by the name in their channel, teams:workflows/NAME, with
	// the variable that holds the address (or, as VARIABLE_FILE, its file).
	Workflows map[string]string `yaml:"workflows"`
	// Listen is the address for POST /api/messages, behind a proxy with TLS.
	Listen string `yaml:"listen"`
	// Tenants are served beside the bot's own.
	Tenants []string `yaml:"tenants"`
	// SecretExpires is the day on which TEAMS_APP_PASSWORD ends.
	SecretExpires string `yaml:"secret_expires"`

	// The addresses of another cloud, or of emulators.
	Login         string   `yaml:"login"`
	Scope         string   `yaml:"scope"`
	Metadata      string   `yaml:"metadata"`
	Issuer        string   `yaml:"issuer"`
	ServiceHosts  []string `yaml:"service_hosts"`
	WorkflowHosts []string `yaml:"workflow_hosts"`
}

// chatClient reaches chat services as the guard allows, by the egress proxy when
// there is one, and not by what stands in for publishers in the demo.
func chatClient(c config, s surroundings) (*http.Client, error) {
	s.dial, s.roots = nil, nil
	guarded, err := fetcher(c, s)
	if err != nil {
		return nil, err
	}
	return &http.Client{Transport: guarded.RoundTripper()}, nil
}

// settings are those of the file, without the secrets.
func (c teamsConfig) settings() teams.Config {
	t := teams.Config{
		Workflows: map[string]bot.Secret{}, WorkflowHosts: c.WorkflowHosts, SecretExpires: feeds.Day(c.SecretExpires), Tenants: c.Tenants,
		LoginBase: c.Login, Scope: c.Scope, Metadata: c.Metadata, Issuer: c.Issuer, ServiceHosts: c.ServiceHosts,
	}
	for name := range c.Workflows {
		t.Workflows[name] = ""
	}
	return t
}

// check refuses what is wrong in the file, as teams.Config does, and names the key.
func (c teamsConfig) check() (key string, err error) {
	if c.SecretExpires != "" && !feeds.Day(c.SecretExpires).Valid() {
		const key = teams.Name + ".secret_expires"
		return key, fmt.Errorf("%s: %q is no day such as 2027-05-01", key, c.SecretExpires)
	}
	return c.settings().CheckSettings()
}

// makeTeams makes the platform when a flow or a bot is configured.
func makeTeams(c teamsConfig, h *house, s surroundings) (bot.Platform, error) {
	t := c.settings()
	t.Log, t.Now = h.log, h.now
	for name, variable := range c.Workflows {
		address, err := h.config.file.named(s.getenv, fmt.Sprintf("teams.workflows.%s", name), variable)
		if err != nil {
			return nil, err
		}
		t.Workflows[name] = bot.Secret(address)
	}
	for variable, set := range map[string]func(string){
		"TEAMS_APP_ID": func(v string) { t.AppID = v }, "TEAMS_TENANT_ID": func(v string) { t.Tenant = v },
		"TEAMS_APP_PASSWORD": func(v string) { t.Secret = bot.Secret(v) }, "TEAMS_APP_CERTIFICATE": func(v string) { t.Certificate = bot.Secret(v) },
	} {
		value, err := secret(s.getenv, variable)
		if err != nil {
			return nil, err
		}
		set(value)
	}
	if t.Tenant != "" {
		t.Tenants = append([]string{t.Tenant}, c.Tenants...)
	}
	if len(t.Workflows) == 0 && t.AppID == "" && t.Secret == "" && t.Certificate == "" && t.Tenant == "" {
		return nil, nil //nolint:nilnil // no Teams is no error
	}
	client, err := chatClient(h.config, s)
	if err != nil {
		return nil, err
	}
	t.Client = client
	p, err := teams.New(t)
	if err != nil {
		return nil, usageError{err}
	}
	if why := p.Expiry(); why != "" {
		h.log.Warn("secret ends", "platform", teams.Name, "reason", why)
	}
	return p, nil
}

// named reads the secret in the variable that a setting of the file names. A secret that
// stands in the setting itself is refused without repeating it.
func (w written) named(getenv func(string) string, setting, variable string) (string, error) {
	if strings.ContainsAny(variable, ":/= ") || variable == "" {
		return "", usage("%s: %s holds no name of an environment variable: put the value into one, such as %s, and name that", w.at(setting), setting, "REGWIRE_SECRET_1")
	}
	value, err := secret(getenv, variable)
	if err == nil && value == "" {
		err = usage("%s: %s names %s, and neither that nor %s_FILE is set", w.at(setting), setting, variable, variable)
	}
	return value, err
}

// checkTeams proves that the bot can log in and knows whom to believe, and says where
// it is called.
func checkTeams(ctx context.Context, h *house, p bot.Platform, _ func(string) string) (string, error) {
	t := p.(*teams.Platform) //nolint:forcetypeassert // made by makeTeams
	if err := t.Check(ctx); err != nil {
		return "", err
	}
	says := "no bot, posts only"
	if t.Talks() {
		says = "the bot logs in, keys read; takes commands at " + h.config.Teams.Listen
		if h.config.Teams.Listen == "" {
			says = "the bot logs in, keys read; takes no commands: for those set teams.listen"
		}
	}
	if flows := t.Flows(); len(flows) > 0 {
		says += "; " + counted(len(flows), "flow") + ", which only a post proves"
	}
	return says, nil
}

// hearTeams takes what people do in Teams until ctx ends, at l; without an address to
// listen at, the bot only posts.
func hearTeams(ctx context.Context, h *house, p *teams.Platform, l net.Listener) error {
	if l == nil || !p.Talks() {
		return nil
	}
	inbox, err := p.Inbox(teams.InboxConfig{Handler: h.desk, Requests: h.store, Channels: h.store})
	if err != nil {
		return err
	}
	h.log.Info("hears Teams", "address", l.Addr().String())
	return inbox.Run(ctx, l)
}

// teamsCmd are the commands about the Teams app.
type teamsCmd struct {
	Package teamsPackageCmd `cmd:"" help:"Write the app package that is uploaded to Teams."`
}

type teamsPackageCmd struct {
	Out       string `help:"Folder to write regwire-teams.zip into." placeholder:"DIR" default:"."`
	ID        string `name:"app-id" help:"The bot's app id; TEAMS_APP_ID when left out." placeholder:"ID"`
	Version   string `name:"app-version" help:"Version of the package; raise it with each upload." default:"1.0.0"`
	Developer string `help:"Who runs the bot, as people see it." default:"regwire, self-hosted"`
	Website   string `help:"Page about it." default:"https://github.com/regwire/regwire"`
	Privacy   string `help:"Page on what it keeps of people." default:"https://github.com/regwire/regwire/blob/main/deploy/teams/README.md#privacy"`
	Terms     string `help:"Page with the terms of use." default:"https://github.com/regwire/regwire/blob/main/deploy/teams/README.md#terms"`
}

// Run writes the package.
func (c *teamsPackageCmd) Run(p *program) (err error) {
	if c.ID == "" {
		if c.ID, err = secret(p.getenv, "TEAMS_APP_ID"); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("write the app package: %w", err)
	}
	name := filepath.Join(c.Out, "regwire-teams.zip")
	f, err := os.CreateTemp(c.Out, ".regwire-teams-*")
	if err != nil {
		return fmt.Errorf("write the app package: %w", err)
	}
	err = teams.Package(f, teams.App{ID: c.ID, Version: c.Version, Developer: c.Developer, Website: c.Website, Privacy: c.Privacy, Terms: c.Terms})
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error is the one that matters
		return usage("write the app package: %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s is written. Next: upload it in Teams under Apps, Manage your apps.\n", name)
	return err
}
