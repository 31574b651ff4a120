package main

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/regwire/regwire/feeds/form"
)

// written is a configuration file as it was written, for errors that name its lines.
type written struct {
	name string
	raw  []byte
}

// at is the place of a key such as poll.gap: file and line, the file where nothing of the
// key is written.
func (w written) at(key string) string {
	if line := form.Line(w.raw, key); line > 0 {
		return fmt.Sprintf("%s:%d", w.name, line)
	}
	return w.name
}

// limit is a number or time of the configuration with what it may be.
type limit struct {
	key                string
	value, least, most int64
	unit               func(int64) string // how it is said
}

func count(n int64) string { return strconv.FormatInt(n, 10) }

func span(n int64) string { return shortSpan(time.Duration(n)) }

// shortSpan is a time without the parts that are zero: 1h, 500ms.
func shortSpan(d time.Duration) string {
	switch {
	case d != 0 && d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d != 0 && d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return d.String()
}

// politeGap is the shortest time between two requests to a publisher's host.
const politeGap = 500 * time.Millisecond

// limits are what numbers and times may be; 0 stands for as usual, but for a gap.
func (c config) limits() []limit {
	all := []limit{
		{"poll.backfill", int64(c.Poll.Backfill), 0, 3660, count},
		{"poll.in_flight", int64(c.Poll.InFlight), 0, 4096, count},
		{"post.burst", int64(c.Post.Burst), 0, 10_000, count},
		{"backup.daily", int64(c.Backup.Daily), 0, 3660, count},
		{"backup.weekly", int64(c.Backup.Weekly), 0, 520, count},
	}
	if days := c.Retain.Audit; days != 0 {
		all = append(all, limit{"retain.audit", int64(days), leastRetained, 36_600, count})
	}
	if days := c.Retain.Irrelevant; days != 0 {
		all = append(all, limit{"retain.irrelevant", int64(days), leastRetained, 36_600, count})
	}
	for i, port := range c.Egress.Ports {
		all = append(all, limit{fmt.Sprintf("egress.ports[%d]", i), int64(port), 1, 65535, count})
	}
	if c.Poll.Gap != nil {
		least := politeGap
		if c.Egress.inside() {
			least = 0 // publishers have a stand-in on this machine
		}
		all = append(all, limit{"poll.gap", int64(*c.Poll.Gap), int64(least), int64(time.Hour), span})
	}
	return all
}

// inside reports whether requests go to this machine: to a proxy, or to what the
// operator opened, if that is nothing else.
func (c egressConfig) inside() bool {
	if u := c.proxy(); u != nil {
		return loopback(u.Host)
	}
	return len(c.Allow) > 0 && !slices.ContainsFunc(c.Allow, func(a string) bool { return !loopback(a) })
}

// loopback reports whether host:port is on this machine.
func loopback(hostPort string) bool {
	a, err := netip.ParseAddrPort(hostPort)
	return err == nil && a.Addr().IsLoopback()
}

// checkLimits names the first value that is out of its range.
func (c config) checkLimits(w written) error {
	for _, l := range c.limits() {
		if l.value >= l.least && l.value <= l.most {
			continue
		}
		what := "a number"
		if l.key == "poll.gap" {
			what = "a time"
		}
		return usage("%s: %s is %s: give %s from %s to %s", w.at(l.key), l.key, l.unit(l.value), what, l.unit(l.least), l.unit(l.most))
	}
	return nil
}

// checkBackfill is the limit of --backfill.
func checkBackfill(days int) error {
	if days < 0 || days > 3660 {
		return usage("--backfill is %d: give a number of days from 0 to 3660", days)
	}
	return nil
}
