package command

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

// CoverageRow is what watching one source in one month came to.
type CoverageRow struct {
	Source    feeds.SourceID    `json:"source"`
	Name      string            `json:"name"`
	Authority feeds.AuthorityID `json:"authority,omitempty"`
	Disabled  string            `json:"disabled,omitempty"`
	Checks    int               `json:"checks"`
	Good      int               `json:"good"`
	Found     int               `json:"found"`
	Posted    int               `json:"posted"`
	Gaps      []bot.Gap         `json:"gaps,omitempty"`
}

// Coverage is what an auditor is shown of a month.
type Coverage struct {
	Month string        `json:"month"`
	Day   feeds.Day     `json:"day"` // when it was drawn up
	Rows  []CoverageRow `json:"rows"`
	// SHA256 is over the month, the day and the rows as JSON without blanks.
	SHA256 string `json:"sha256"`
}

func (k *Coverage) seal() error {
	raw, err := json.Marshal(struct {
		Month string
		Day   feeds.Day
		Rows  []CoverageRow
	}{k.Month, k.Day, k.Rows})
	if err != nil {
		return fmt.Errorf("hash the coverage of %s: %w", k.Month, err)
	}
	sum := sha256.Sum256(raw)
	k.SHA256 = hex.EncodeToString(sum[:])
	return nil
}

// CSV is the coverage as a table.
func (k Coverage) CSV() ([]byte, error) {
	rows := [][]string{{"month", "drawn up", "source", "name", "authority", "checks", "good", "found", "posted", "gaps", "off because", "sha256 of all rows"}}
	for _, r := range k.Rows {
		gaps := make([]string, len(r.Gaps))
		for i, g := range r.Gaps {
			to := "…"
			if !g.To.IsZero() {
				to = g.To.UTC().Format(time.RFC3339)
			}
			gaps[i] = g.From.UTC().Format(time.RFC3339) + "/" + to
		}
		rows = append(rows, []string{
			k.Month, string(k.Day), string(r.Source), r.Name, string(r.Authority), strconv.Itoa(r.Checks), strconv.Itoa(r.Good),
			strconv.Itoa(r.Found), strconv.Itoa(r.Posted), strings.Join(gaps, " "), r.Disabled, k.SHA256,
		})
	}
	return asCSV(rows)
}

// coverage shows what was watched in a month.
func (d *Desk) coverage(ctx context.Context, c bot.Command) (bot.Message, error) {
	month, err := d.monthWord(c)
	if err != nil {
		return bot.Message{}, err
	}
	k, err := d.covered(ctx, c, month)
	if err != nil {
		return bot.Message{}, err
	}
	if len(k.Rows) == 0 {
		m := said("coverage.none", month)
		m.Data = k
		return m, nil
	}
	return coverageMessage(c, k), nil
}

func coverageMessage(c bot.Command, k Coverage) bot.Message {
	var sum CoverageRow
	var lines []bot.Line
	quiet := 0
	for _, r := range k.Rows {
		sum.Checks, sum.Good, sum.Found, sum.Posted = sum.Checks+r.Checks, sum.Good+r.Good, sum.Found+r.Found, sum.Posted+r.Posted
		sum.Gaps = append(sum.Gaps, r.Gaps...)
		if len(r.Gaps)+r.Found+r.Posted == 0 {
			quiet++
			continue
		}
		l := bot.Line{bot.Say("coverage.row", string(r.Source), r.Checks, r.Good, r.Found, r.Posted)}
		for _, g := range r.Gaps {
			var to any = bot.Phrase("coverage.still")
			if !g.To.IsZero() {
				to = g.To
			}
			l = append(l, bot.Say("coverage.gap", g.From, to))
		}
		lines = append(lines, l)
	}
	m := said("coverage.head", k.Month, len(k.Rows), sum.Checks, sum.Good, len(sum.Gaps), sum.Found, sum.Posted)
	addRows(c, &m, listed(lines))
	if quiet > 0 {
		m.Add(bot.Context, bot.Line{bot.Say("coverage.more", quiet)})
	}
	m.Add(bot.Context, bot.Line{bot.Say("coverage.hash", k.Day, k.SHA256)})
	m.Data = k
	return m
}

// covered draws up the coverage: what was visited, what it brought, and what of
// that was posted where the actor sees.
func (d *Desk) covered(ctx context.Context, c bot.Command, month string) (Coverage, error) {
	k := Coverage{Month: month, Day: d.today()}
	checks, err := d.Watchers.Checks(ctx, month)
	if err != nil {
		return k, err
	}
	posted, err := d.posted(ctx, c, month)
	if err != nil {
		return k, err
	}
	by := map[feeds.SourceID]bot.Check{}
	for _, x := range checks {
		by[x.Source] = x
	}
	sources := d.allSources(ctx)
	for id := range posted { // links that people submit stand in no list of sources
		if s, ok := d.Catalog.Source(id); ok && !slices.ContainsFunc(sources, func(x feeds.Source) bool { return x.ID == id }) {
			sources = append(sources, s)
		}
	}
	for _, s := range sources {
		x := by[s.ID]
		if !sees(c, s.Workspace) || x.Checks == 0 && posted[s.ID] == 0 {
			continue
		}
		k.Rows = append(k.Rows, CoverageRow{
			Source: s.ID, Name: s.NameEN, Authority: s.Authority, Disabled: s.Disabled,
			Checks: x.Checks, Good: x.Good, Found: x.Found, Posted: posted[s.ID], Gaps: x.Gaps,
		})
	}
	slices.SortFunc(k.Rows, func(a, b CoverageRow) int { return cmp.Compare(a.Source, b.Source) })
	return k, k.seal()
}

// posted counts by source the events of the month that were posted to channels
// of the actor's workspace, to any channel for the operator.
func (d *Desk) posted(ctx context.Context, c bot.Command, month string) (map[feeds.SourceID]int, error) {
	first, last, err := digest.Month(month)
	if err != nil {
		return nil, err
	}
	n := map[feeds.SourceID]int{}
	var failed error
	_, err = d.Items.Published(ctx, c.Actor.Workspace, first, last, func(h *bot.Hit) bool {
		if failed != nil {
			return false
		}
		var ds []bot.Delivery
		ds, failed = d.Items.Deliveries(ctx, h.Event.ID)
		if slices.ContainsFunc(ds, func(x bot.Delivery) bool {
			return x.State == bot.Sent && (c.Actor.Operator || x.Key.Channel.Workspace() == c.Actor.Workspace)
		}) {
			n[h.Item.Source]++
		}
		return false // it is counted, not listed
	})
	return n, errors.Join(err, failed)
}
