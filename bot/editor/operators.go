package editor

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// sourceStates tells operators once of each source's first poll and of every
// change of its state.
func (ed *Editor) sourceStates(ctx context.Context) ([]bot.Delivery, error) {
	ops := ed.config.Operators
	if ops == "" {
		return nil, nil
	}
	visits, err := ed.deps.Store.Visits(ctx)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, v := range visits {
		subject := bot.SourceSubject + string(v.Source)
		told, err := ed.deps.Store.Told(ctx, subject)
		if err != nil {
			return nil, err
		}
		if d, ok := ed.sourceState(ops, subject, v, told); ok {
			owed = append(owed, d)
		}
	}
	return owed, nil
}

func (ed *Editor) sourceState(ops bot.ChannelID, subject string, v feeds.Visit, told []bot.Delivery) (bot.Delivery, bool) {
	state := v.Health.State
	healthy := state == feeds.HealthOK || state == feeds.HealthNew || state == ""
	switch {
	case len(told) == 0 && healthy && !v.Good.IsZero():
		return ed.firstPoll(ops, subject, v), ed.deps.Now().Sub(v.Health.Since) <= firstTold
	case healthy && (len(told) == 0 || told[len(told)-1].Args["state"] == "" || told[len(told)-1].Args["state"] == string(feeds.HealthOK)):
		return bot.Delivery{}, false
	}
	if state == feeds.HealthNew || state == "" {
		return bot.Delivery{}, false
	}
	d := ed.said(ops, subject, fmt.Sprintf("%s@%d", state, v.Health.Since.Unix()), "report.health", string(v.Source), "@health."+string(state), v.Health.Since.Format(time.RFC3339), v.Health.Reason)
	d.Args["state"] = string(state)
	return d, true
}

// firstTold is for how long a first poll is news. Who names a channel for operators later
// would be told of every source what its lists hold by then, and not what was announced.
const firstTold = 24 * time.Hour

// firstPoll says how long the lists of a source were when they were first read, and what
// of it is announced.
func (ed *Editor) firstPoll(ops bot.ChannelID, subject string, v feeds.Visit) bot.Delivery {
	rows := 0
	for _, p := range v.Pages {
		rows += p.Count
	}
	key, args := "report.baseline", []string{string(v.Source), strconv.Itoa(rows)}
	if back := ed.config.Backfill; back > 0 {
		key, args = "report.backfill", append(args, strconv.Itoa(back))
	}
	return ed.said(ops, subject, "baseline", key, args...)
}

// diskState tells operators once that the disk is full, and once that it has room
// again.
func (ed *Editor) diskState(ctx context.Context) ([]bot.Delivery, error) {
	ops := ed.config.Operators
	if ops == "" {
		return nil, nil
	}
	const subject, state = "disk", "state"
	told, err := ed.deps.Store.Told(ctx, subject)
	if err != nil {
		return nil, err
	}
	said := len(told) > 0 && told[len(told)-1].Args[state] == "full"
	switch since := ed.deps.Full(); {
	case !since.IsZero() && !said:
		d := ed.said(ops, subject, "full@"+strconv.FormatInt(since.Unix(), 10), "report.disk_full", since.Format(time.RFC3339))
		d.Args[state] = "full"
		return []bot.Delivery{d}, nil
	case since.IsZero() && said:
		d := ed.said(ops, subject, "room@"+strconv.FormatInt(ed.deps.Now().Unix(), 10), "report.disk_room")
		d.Args[state] = "room"
		return []bot.Delivery{d}, nil
	}
	return nil, nil
}
