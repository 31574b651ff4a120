package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/form"
	"github.com/regwire/regwire/feeds/gloss"
)

// config is regwire.yaml. Secrets are never in it: they come from the
// environment or from files that it names.
type config struct {
	// Data is the data directory, beside the file when relative.
	Data string `yaml:"data"`
	// Sources are files of further sources in the form of the shipped ones.
	Sources []string `yaml:"sources"`
	// Only are ids of the sources that are polled, all that are enabled when
	// empty; Off are ids of sources that are not.
	Only   []string     `yaml:"only"`
	Off    []string     `yaml:"off"`
	Egress egressConfig `yaml:"egress"`
	// Terms are the English that is wanted for names of things, by their Chinese.
	Terms  gloss.Own    `yaml:"terms"`
	Poll   pollConfig   `yaml:"poll"`
	Post   postConfig   `yaml:"post"`
	Listen listenConfig `yaml:"listen"`
	Backup backupConfig `yaml:"backup"`
	Retain retainConfig `yaml:"retain"`
	Slack  slackConfig  `yaml:"slack"`
	Teams  teamsConfig  `yaml:"teams"`
	Mail   mailConfig   `yaml:"mail"`
	// Webhooks are receivers of signed JSON by the name in their channel,
	// webhook:local/NAME.
	Webhooks map[string]webhookConfig `yaml:"webhooks"`
	// Roles say who may do what, by workspace ("slack:T0123ABC").
	Roles map[string]roleConfig `yaml:"roles"`

	file written // for errors that are found later
}

type egressConfig struct {
	// Allow opens the guard for exactly these host:port or CIDR:port.
	Allow     []string `yaml:"allow"`
	Proxy     string   `yaml:"proxy"`
	UserAgent string   `yaml:"user_agent"`
	Ports     []int    `yaml:"ports"`
	NAT64     []string `yaml:"nat64"`
}

type pollConfig struct {
	Gap      *pause `yaml:"gap"`
	InFlight int    `yaml:"in_flight"`
	// Backfill is how many days back items of a first poll are announced.
	Backfill int `yaml:"backfill"`
}

// gap is Gap as the fetcher takes it: none when negative, as usual when 0.
func (c pollConfig) gap() time.Duration {
	switch {
	case c.Gap == nil:
		return 0
	case *c.Gap == 0:
		return -1
	}
	return time.Duration(*c.Gap)
}

// pause is a duration whose mistakes are told with their line.
type pause time.Duration

// UnmarshalYAML reads a duration of Go.
func (p *pause) UnmarshalYAML(decode func(any) error) error {
	var said string
	if err := decode(&said); err != nil {
		return err
	}
	d, err := time.ParseDuration(said)
	if err != nil {
		return fmt.Errorf("%q is no time such as 2s or 1m30s", said)
	}
	*p = pause(d)
	return nil
}

type postConfig struct {
	// Burst is how many alerts may wait for a channel before they become a list.
	Burst int `yaml:"burst"`
	// Operators is the channel that is told of sources and channels in trouble.
	Operators string `yaml:"operators"`
}

type listenConfig struct {
	Pages string `yaml:"pages"`
	// Base is the address that people reach the pages at.
	Base string `yaml:"base"`
	// Metrics is where Prometheus and probes ask.
	Metrics string `yaml:"metrics"`
}

// usualData is the data directory when none is named.
const usualData = "data"

// readConfig reads the file strictly; an empty name is the built-in default.
func readConfig(name string) (config, error) {
	c := config{Data: usualData, Backup: backupConfig{Daily: 7, Weekly: 4}}
	if name == "" {
		return c, nil
	}
	raw, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c, usage("configuration %s does not exist: regwire init %s writes a first one", name, name)
	case err != nil:
		return c, usage("configuration %s cannot be read: %w", name, err)
	}
	if err := form.Read(name, raw, &c); err != nil {
		return c, usageError{err}
	}
	w := written{name, raw}
	c.file = w
	c.Data = cmp.Or(c.Data, usualData)
	if !filepath.IsAbs(c.Data) {
		c.Data = filepath.Join(filepath.Dir(name), c.Data)
	}
	if strings.ContainsFunc(c.Egress.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		return c, usage("%s: egress.user_agent is %q: write it in one line of plain ASCII, with an address or page to reach you by", w.at("egress.user_agent"), c.Egress.UserAgent)
	}
	for i, s := range c.Sources {
		if !filepath.IsAbs(s) {
			c.Sources[i] = filepath.Join(filepath.Dir(name), s)
		}
	}
	if err := c.Egress.check(w); err != nil {
		return c, err
	}
	if err := c.checkLimits(w); err != nil {
		return c, err
	}
	if err := c.checkTerms(w); err != nil {
		return c, err
	}
	if err := errors.Join(c.checkAddresses(w), c.checkChats(w)); err != nil {
		return c, err
	}
	if err := c.Listen.check(w); err != nil {
		return c, err
	}
	if c.Listen.Pages != "" && c.Listen.Pages == c.Listen.Metrics {
		return c, usage("%s: listen.pages and listen.metrics are both %s: give each an address of its own", w.at("listen.metrics"), c.Listen.Pages)
	}
	c.Listen.Base = strings.TrimRight(c.Listen.Base, "/")
	return c, c.checkPeople(w)
}

// check refuses an address that nobody reaches the pages at.
func (c listenConfig) check(w written) error {
	u, err := url.Parse(c.Base)
	switch {
	case c.Base == "":
		return nil
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return usage("%s: listen.base %q is no address such as https://regwire.example", w.at("listen.base"), c.Base)
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return usage("%s: listen.base %q leads below a host, and the pages' own links do not: give them a host of their own, such as https://regwire.example", w.at("listen.base"), c.Base)
	}
	return nil
}

// check names the first entry of the guard or of the proxy that cannot be read.
func (c egressConfig) check(w written) error {
	for i, entry := range c.Allow {
		if err := (fetch.Config{Allow: []string{entry}}).Check(); err != nil {
			key := fmt.Sprintf("egress.allow[%d]", i)
			return usage("%s: %s: %w", w.at(key), key, err)
		}
	}
	for i, s := range c.NAT64 {
		key := fmt.Sprintf("egress.nat64[%d]", i)
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return usage("%s: %s is %q, and no prefix such as 64:ff9b::/96", w.at(key), key, s)
		}
		if err := (fetch.Config{NAT64: []netip.Prefix{p}}).Check(); err != nil {
			return usage("%s: %s: %w", w.at(key), key, err)
		}
	}
	if c.Proxy == "" {
		return nil
	}
	u := c.proxy()
	if u == nil || (fetch.Config{Proxy: u}).Check() != nil {
		return usage("%s: egress.proxy is no address such as http://proxy.example:3128, https or socks5", w.at("egress.proxy"))
	}
	return nil
}

// proxy is the egress proxy; nil where there is none.
func (c egressConfig) proxy() *url.URL {
	u, err := url.Parse(c.Proxy)
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}

// prefixes are those of NAT64.
func (c egressConfig) prefixes() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range c.NAT64 {
		if p, err := netip.ParsePrefix(s); err == nil { // check has refused what is none
			out = append(out, p)
		}
	}
	return out
}
