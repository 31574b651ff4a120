package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/mail"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/bot/slack"
	"github.com/regwire/regwire/bot/teams"
	"github.com/regwire/regwire/bot/webhook"
	"github.com/regwire/regwire/feeds"
)

// platformRow is one chat platform.
type platformRow struct {
	// needs says what it takes to be configured.
	needs string
	// place reports whether there can be a channel of this id, person whether somebody
	// of this id can be written to alone; nil takes every id.
	place, person func(id string) bool
	// workspace reports whether there can be a workspace of this id, which looks like example;
	// nil takes every id.
	workspace func(id string) bool
	example   string
	// chat reports whether a channel of this id is a chat of two, whose id is not that of
	// the person; nil where it always is.
	chat func(id string) bool
	// make makes the platform from the configuration and the secrets around it;
	// nil when it is not configured.
	make func(h *house, s surroundings) (bot.Platform, error)
	// check proves that it can post and what people do there is heard, and says as whom
	// and how; the error names the fix.
	check func(ctx context.Context, h *house, p bot.Platform, getenv func(string) string) (string, error)
	// settings refuses what is wrong in the file, whatever secrets there are, and names the
	// key. nil where make looks at them all.
	settings func(c config) (key string, err error)
	// listens is the setting of the address at which it is called, and the address, "" for
	// none; nil where nobody calls.
	listens func(c config) (setting, address string)
	// hear takes what people do there until ctx ends, at l where it is called; nil where
	// nobody can.
	hear func(ctx context.Context, h *house, p bot.Platform, l net.Listener, getenv func(string) string) error
}

// platformRows is the one table of chat platforms.
var platformRows = map[string]platformRow{
	console.Name: {
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return console.New(s.out, s.look, h.now), nil
		},
		check: func(context.Context, *house, bot.Platform, func(string) string) (string, error) {
			return "prints here", nil
		},
	},
	slack.Name: {
		needs: "SLACK_BOT_TOKEN is not set", place: slack.IsPlace, person: slack.IsPerson, chat: slack.IsChat,
		workspace: slack.IsWorkspace, example: "T0123ABC", make: makeSlack, check: checkSlack, hear: hearSlack,
		settings: func(c config) (string, error) {
			return slack.Name + ".base", slack.CheckBase(cmp.Or(c.Slack.Base, slack.Base))
		},
		listens: func(c config) (string, string) { return slack.Name + ".listen", c.Slack.Listen },
	},
	teams.Name: {
		needs:  "no teams.workflows, and TEAMS_APP_ID is not set",
		person: teams.IsPerson, workspace: teams.IsWorkspace, example: "11111111-2222-3333-4444-555555555555 (the tenant, in small letters) or " + teams.Workflows,
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return makeTeams(h.config.Teams, h, s)
		},
		check:    checkTeams,
		settings: func(c config) (string, error) { return c.Teams.check() },
		listens:  func(c config) (string, string) { return teams.Name + ".listen", c.Teams.Listen },
		hear: func(ctx context.Context, h *house, p bot.Platform, l net.Listener, _ func(string) string) error {
			return hearTeams(ctx, h, p.(*teams.Platform), l) //nolint:forcetypeassert // made by makeTeams
		},
	},
	webhook.Name: {
		needs:  "no webhooks are configured",
		person: func(string) bool { return false },
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return makeWebhook(h.config.Webhooks, h, s)
		},
		check: checkWebhook,
	},
	mail.Name: {
		needs:  "mail.server is not set",
		person: func(string) bool { return false },
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return makeMail(h.config.Mail, h, s)
		},
		check: checkMail,
	},
}

// checkChats refuses what is wrong in the settings of chat platforms, those too that lack
// their secrets still: who sets them up would hear of it only afterwards.
func (c config) checkChats(w written) error {
	for _, name := range slices.Sorted(maps.Keys(platformRows)) {
		if settings := platformRows[name].settings; settings != nil {
			if key, err := settings(c); err != nil {
				return usage("%s: %w", w.at(key), err)
			}
		}
	}
	return nil
}

// checkAddresses refuses what is no address to listen at.
func (c config) checkAddresses(w written) error {
	all := [][2]string{{"listen.pages", c.Listen.Pages}, {"listen.metrics", c.Listen.Metrics}}
	for _, name := range slices.Sorted(maps.Keys(platformRows)) {
		if listens := platformRows[name].listens; listens != nil {
			setting, address := listens(c)
			all = append(all, [2]string{setting, address})
		}
	}
	for _, of := range all {
		_, port, err := net.SplitHostPort(of[1])
		if _, wrong := strconv.ParseUint(port, 10, 16); of[1] != "" && (err != nil || wrong != nil) {
			return usage("%s: %s is %q, and no host and port such as 127.0.0.1:8080", w.at(of[0]), of[0], of[1])
		}
	}
	return nil
}

// channelOf is the channel of an id, on a platform that there is.
func channelOf(id string) (bot.ChannelID, error) {
	c, err := bot.ParseChannel(id)
	if err != nil {
		return "", err
	}
	row, ok := platformRows[c.Platform()]
	if !ok {
		return "", fmt.Errorf("channel %q is on no platform that there is: they are %s", id, platformNames())
	}
	if !row.has(c.Workspace()) {
		return "", fmt.Errorf("channel %q is in no workspace that %s has: the id in the middle is one such as %s", id, c.Platform(), row.example)
	}
	if row.place != nil && !row.place(c.Place()) {
		return "", fmt.Errorf("channel %q is no id that %s gives: the last part is an id such as C0456DEF, and no name", id, c.Platform())
	}
	return c, nil
}

// platformNames lists the platforms for whoever named none of them.
func platformNames() string { return strings.Join(slices.Sorted(maps.Keys(platformRows)), ", ") }

// has reports whether there can be such a workspace on the platform.
func (r platformRow) has(w feeds.WorkspaceID) bool {
	_, id, _ := strings.Cut(string(w), ":")
	return r.workspace == nil || r.workspace(id)
}

// named refuses a channel whose place has its name from the configuration, where that
// has no such name.
func (c config) named(id bot.ChannelID) error {
	var ok bool
	switch id.Workspace() {
	case webhook.Name + ":local":
		_, ok = c.Webhooks[id.Place()]
	case mail.Name + ":local":
		_, ok = c.Mail.To[id.Place()]
	case teams.Name + ":" + teams.Workflows:
		_, ok = c.Teams.Workflows[id.Place()]
	default:
		ok = id.Platform() != webhook.Name && id.Platform() != mail.Name
	}
	if !ok {
		return fmt.Errorf("%s is not in the configuration: mind its name, add it there, or give the file by --config", id)
	}
	return nil
}

// person reports whether somebody of the workspace can be written to alone.
func person(w feeds.WorkspaceID, id string) bool {
	is := platformRows[bot.Direct(w, id).Platform()].person
	return is == nil || is(id)
}

// chat reports whether a channel is a chat of two whose id does not name the person.
func chat(c bot.ChannelID) bool {
	is := platformRows[c.Platform()].chat
	return is != nil && is(c.Place())
}

// hear takes what people do on every platform until ctx ends, at the doors that were
// opened. One that cannot be heard is in the log; posting goes on without it.
func (h *house) hear(ctx context.Context, open doors, getenv func(string) string) {
	var wg sync.WaitGroup
	for name, p := range h.platforms {
		row := platformRows[name]
		if row.hear == nil {
			continue
		}
		wg.Go(func() {
			l := open.of(row, h.config)
			if err := row.hear(ctx, h, p, l, getenv); err != nil && ctx.Err() == nil {
				h.log.Error("platform is not heard", "platform", name, "err", err)
			}
			if l != nil {
				_ = l.Close() // whoever calls is refused, and waits for no answer
			}
		})
	}
	wg.Wait()
}

// platformsOf makes the platforms that are configured; without secrets, the terminal.
func platformsOf(h *house, s surroundings) (map[string]bot.Platform, error) {
	out := map[string]bot.Platform{}
	for _, name := range slices.Sorted(maps.Keys(platformRows)) { // of several mistakes always the same is told
		if s.getenv == nil && name != console.Name {
			continue
		}
		p, err := platformRows[name].make(h, s)
		if err != nil {
			return nil, err
		}
		if p != nil {
			out[name] = p
		}
	}
	return out, nil
}

// secret reads a secret from the environment, or from the file that NAME_FILE
// names; "" when neither is set.
func secret(getenv func(string) string, name string) (string, error) {
	value, file := getenv(name), getenv(name+"_FILE")
	switch {
	case value != "" && file != "":
		return "", usage("%s and %s_FILE are both set: keep one", name, name)
	case file == "":
		return value, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		// The file's content is a secret and its name is not.
		return "", usage("%s_FILE: %s cannot be read: %w", name, file, errors.Unwrap(err))
	}
	value = strings.TrimSpace(string(raw))
	if value == "" {
		return "", usage("%s_FILE: %s is empty", name, file)
	}
	return value, nil
}

// rejoin serves again the channels that were held because their platform was not
// configured, and it is now: one start without a token must not silence them for good.
func (h *house) rejoin(ctx context.Context) error {
	channels, err := h.store.Channels(ctx)
	if err != nil {
		return err
	}
	for _, c := range channels {
		if h.platforms[c.ID.Platform()] == nil || c.Held != outbox.Unserved(c.ID) {
			continue
		}
		h.log.Info("channel is served again", "channel", c.ID)
		audit := bot.Audit{At: h.now(), Actor: "regwire", Channel: c.ID, Verb: "resume", Detail: c.Held, Work: c.ID.Workspace()}
		c.Held = ""
		if err := h.store.PutChannel(ctx, c, audit); err != nil {
			return fmt.Errorf("serve channel %s again: %w", c.ID, err)
		}
	}
	return nil
}
