package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/bot/teams"
	"github.com/regwire/regwire/feeds/extract"
)

type egressCmd struct {
	Config string `help:"Configuration file." placeholder:"FILE"`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// contact is a host that will be contacted, with why.
type contact struct {
	Host string   `json:"host"`
	Why  []string `json:"why"`
}

// Run prints every host that will be contacted, for who has to open a firewall or
// to answer what a machine talks to.
func (e *egressCmd) Run(ctx context.Context, p *program) error {
	c, err := p.settings(dataFlag{Config: e.Config})
	if err != nil {
		return err
	}
	t, err := readTables(c)
	if err != nil {
		return err
	}
	sources, err := chosen(t.sources, c, surroundings{now: time.Now})
	if err != nil {
		return err
	}
	added, err := p.addedIn(ctx, c.Data)
	if err != nil {
		return err
	}
	all := egress{}
	all.publishers(slices.Concat(sources, added))
	if err := all.chats(c, p.getenv); err != nil {
		return err
	}
	if c.Egress.Proxy != "" {
		all.add(c.Egress.Proxy, "egress proxy: all requests go by it")
	}
	return all.print(p, e.JSON)
}

// egress is why each host is contacted.
type egress map[string][]string

// add takes a host, or the host of an address.
func (e egress) add(host, why string) {
	if u, err := url.Parse(host); err == nil && u.Host != "" {
		host = u.Host
	}
	if host != "" && !slices.Contains(e[host], why) {
		e[host] = append(e[host], why)
	}
}

func (e egress) publishers(sources []extract.Source) {
	for _, s := range sources {
		if s.Disabled != "" {
			continue
		}
		for _, h := range s.ListHosts(time.Now()) {
			e.add(h, "list of "+string(s.ID))
		}
		for _, h := range s.ArticleHosts() {
			e.add(h, "articles of "+string(s.ID))
		}
	}
	e.add("any public host", "articles and attachments that lists link to elsewhere, and links that people submit; inside addresses never")
}

// chats adds the chat platforms that have their secrets or settings.
func (e egress) chats(c config, getenv func(string) string) error {
	for _, platform := range []struct {
		secret string
		hosts  map[string]string
	}{
		{"SLACK_BOT_TOKEN", map[string]string{cmp.Or(c.Slack.Base, "https://slack.com/api/"): "Slack: Web API", "hooks.slack.com": "Slack: answers to commands"}},
		{"SLACK_APP_TOKEN", map[string]string{"*.slack.com": "Slack: Socket Mode"}},
		{"TEAMS_APP_ID", map[string]string{
			cmp.Or(c.Teams.Login, teams.LoginBase): "Teams: login", cmp.Or(c.Teams.Metadata, teams.Metadata): "Teams: keys",
			"smba.trafficmanager.net": "Teams: connector", "*.botframework.com": "Teams: connector and keys",
		}},
	} {
		value, err := secret(getenv, platform.secret)
		if err != nil {
			return err
		}
		if value == "" {
			continue
		}
		for host, why := range platform.hosts {
			e.add(host, why)
		}
	}
	for _, h := range c.Teams.ServiceHosts {
		e.add(h, "Teams: connector")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Teams.Workflows)) { // of several mistakes always the same is told
		address, err := secret(getenv, c.Teams.Workflows[name])
		if err != nil {
			return err
		}
		e.add(address, "Teams: workflow "+name)
	}
	if c.Mail.Server != "" {
		e.add(c.Mail.Server, "mail: SMTP")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Webhooks)) {
		address, err := secret(getenv, c.Webhooks[name].URL)
		if err != nil {
			return err
		}
		e.add(address, "webhook "+name)
	}
	return nil
}

func (e egress) print(p *program, asJSON bool) error {
	contacts := make([]contact, 0, len(e))
	for host, why := range e {
		slices.Sort(why)
		contacts = append(contacts, contact{host, why})
	}
	slices.SortFunc(contacts, func(a, b contact) int { return strings.Compare(a.Host, b.Host) })
	if asJSON {
		enc := json.NewEncoder(p.stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(contacts)
	}
	for _, c := range contacts {
		if _, err := fmt.Fprintf(p.stdout, "%-36s %s\n", c.Host, summary(c.Why)); err != nil {
			return err
		}
	}
	return nil
}

// summary is the first reasons; --json has all.
func summary(why []string) string {
	const shown = 3
	s := strings.Join(why[:min(shown, len(why))], ", ")
	if len(why) > shown {
		s += fmt.Sprintf(" and %d more", len(why)-shown)
	}
	return s
}
