package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/mail"
	"github.com/regwire/regwire/feeds/fetch"
)

// mailConfig is how letters are sent, and to whom.
type mailConfig struct {
	// Server is host:port.
	Server string `yaml:"server"`
	From   string `yaml:"from"`
	// User logs in; Password names the variable that holds the password (or, as
	// VARIABLE_FILE, its file).
	User     string `yaml:"user"`
	Password string `yaml:"password"`
	// To are the addresses by the name in their channel, mail:local/NAME.
	To map[string][]string `yaml:"to"`
}

// makeMail makes the platform when a server is configured.
func makeMail(c mailConfig, h *house, s surroundings) (bot.Platform, error) {
	if c.Server == "" {
		if c.From != "" || c.User != "" || c.Password != "" || len(c.To) > 0 {
			return nil, usage("%s: mail has no server: name it, such as mail.server: smtp.example.com:587", h.config.file.at("mail"))
		}
		return nil, nil //nolint:nilnil // no mail is no error
	}
	set := mail.Config{Server: c.Server, From: c.From, User: c.User, Lists: c.To, Now: h.now}
	if c.User != "" || c.Password != "" {
		password, err := h.config.file.named(s.getenv, "mail.password", c.Password)
		if err != nil {
			return nil, err
		}
		set.Password = bot.Secret(password)
	}
	dial, err := mailDialer(h.config, s)
	if err != nil {
		return nil, err
	}
	set.Dial = dial
	p, err := mail.New(set)
	if err != nil {
		key, _, _ := strings.Cut(err.Error(), " ") // the setting, which every such error begins with
		return nil, usage("%s: %w", h.config.file.at(strings.TrimSuffix(key, ":")), err)
	}
	return p, nil
}

// mailDialer reaches the server as the guard allows. Its port is open, since the
// configuration names it; an address inside has to be opened as any other.
func mailDialer(c config, s surroundings) (func(ctx context.Context, network, address string) (net.Conn, error), error) {
	s.dial, s.roots, c.Egress.Proxy = nil, nil, ""
	if _, port, err := net.SplitHostPort(c.Mail.Server); err == nil {
		if n, err := strconv.Atoi(port); err == nil { // mail.New refuses what is none
			c.Egress.Ports = []int{n}
		}
	}
	guarded, err := fetcher(c, s)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := guarded.Dial(ctx, network, address)
		if errors.Is(err, fetch.ErrBlocked) {
			err = fmt.Errorf("%s is inside your network: open it by egress.allow: [%q]", address, address)
		}
		return conn, err
	}, nil
}

// checkMail logs in and sends nothing.
func checkMail(ctx context.Context, h *house, p bot.Platform, _ func(string) string) (string, error) {
	m := p.(*mail.Platform) //nolint:forcetypeassert // made by makeMail
	if err := m.Check(ctx); err != nil {
		return "", err
	}
	return "as " + h.config.Mail.From + " by " + h.config.Mail.Server + ", " + counted(len(m.Channels()), "list"), nil
}
