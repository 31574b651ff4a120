package command

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

// digest is the draft of a month's newsletter.
func (d *Desk) digest(ctx context.Context, c bot.Command) (bot.Message, error) {
	month, err := d.monthWord(c)
	if err != nil {
		return bot.Message{}, err
	}
	notes, err := d.notes(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	issue, err := d.issue(ctx, c, month, notes)
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Data: issue}
	if issue.Count() == 0 {
		m.Add(bot.Body, bot.Line{bot.Say("digest.empty", month)})
		return m, nil
	}
	m.Add(bot.Body, bot.Line{bot.Say("digest.month", month, issue.Count())})
	if d.Base != "" {
		m.Add(bot.Context, bot.Line{bot.Say("digest.page").To(d.Base + "/digest/" + month)})
	}
	parts := make([]part, len(issue.Sections))
	for i, p := range issue.Sections {
		parts[i] = part{bot.Line{bot.Say(bot.Phrase("section." + p.Section)).As(bot.Bold)}, len(p.Items), func(i int) bot.Line {
			x := p.Items[i]
			return bot.Line{bot.Say("digest.row", x.Footnote), bot.Say("name", feeds.Text(x.Title), feeds.Text(x.TitleZH)).To(x.URL), bot.Say("short.id", string(x.Event))}
		}}
	}
	addRows(c, &m, parts...)
	return m, nil
}

// Newsletter is a month's newsletter for everybody: of what is public, without what
// people wrote. An error wraps feeds.ErrNotFound or is the store's.
func (d *Desk) Newsletter(ctx context.Context, month string, lang bot.Lang) (digest.Issue, error) {
	return d.issue(ctx, bot.Command{Actor: bot.Actor{Lang: lang}}, month, nil)
}

func (d *Desk) issue(ctx context.Context, c bot.Command, month string, notes map[feeds.EventID]bot.Mark) (digest.Issue, error) {
	first, last, err := digest.Month(month)
	if err != nil {
		return digest.Issue{}, err
	}
	hits, err := d.Items.Published(ctx, c.Actor.Workspace, first, last, nil)
	if err != nil {
		return digest.Issue{}, err
	}
	entries := make([]digest.Entry, len(hits))
	for i, h := range hits {
		n := notes[h.Event.ID]
		entries[i] = digest.Entry{Event: h.Event, Item: h.Item, Note: n.Text, NoteBy: n.By(), Abroad: d.abroad(h)}
	}
	coming, err := d.coming(ctx, c, first, last, notes)
	if err != nil {
		return digest.Issue{}, err
	}
	with := digest.Made{Names: d.Catalog, Base: d.Base, Lang: c.Actor.Lang}
	return digest.Monthly(month, entries, with).WithDates(coming, with), nil
}

// abroad reports whether all authorities that an event is of, where it names any, are
// outside of China; those of Taiwan stand with those of Hong Kong and Macao.
func (d *Desk) abroad(h bot.Hit) bool {
	ids := h.Event.Reading.Authorities
	if len(ids) == 0 {
		ids = []feeds.AuthorityID{h.Item.Authority}
	}
	return d.Catalog.Region != nil && !slices.ContainsFunc(ids, func(id feeds.AuthorityID) bool {
		country, _, _ := strings.Cut(d.Catalog.Region(id), "-")
		return slices.Contains([]string{"", "CN", "HK", "MO", "TW"}, country)
	})
}

// digestAhead is how many days behind its month the dates of a newsletter reach.
const digestAhead = 92

// coming are the dates that a month's newsletter tells: what lies behind the month,
// or behind today while it runs, and which earlier rules took effect in it. What was
// published later is not known to it.
func (d *Desk) coming(ctx context.Context, c bot.Command, first, last feeds.Day, notes map[feeds.EventID]bot.Mark) ([]digest.Coming, error) {
	until := last.Add(digestAhead)
	hits, err := d.Items.Dated(ctx, c.Actor.Workspace, first.Add(-1), until)
	if err != nil {
		return nil, err
	}
	hits = slices.DeleteFunc(hits, func(h bot.Hit) bool { return h.Event.Published == "" || h.Event.Published > last })
	byID := make(map[feeds.EventID]bot.Hit, len(hits))
	for _, h := range hits {
		byID[h.Event.ID] = h
	}
	from := last.Add(1)
	if today := d.today(); today < from {
		from = max(first, today)
	}
	var out []digest.Coming
	for _, x := range deadline.Upcoming(hits, first, until.Sub(first)) {
		if h := byID[x.Event.ID]; x.Date.Day >= from || x.What == deadline.Effective && h.Event.Published < first {
			n := notes[x.Event.ID]
			out = append(out, digest.Coming{Entry: digest.Entry{Event: h.Event, Item: h.Item, Note: n.Text, NoteBy: n.By()}, What: x.What, Date: x.Date, Count: x.Count})
		}
	}
	return out, nil
}

// notes are the notes of the actor's workspace by event, the newest where several became one.
func (d *Desk) notes(ctx context.Context, c bot.Command) (map[feeds.EventID]bot.Mark, error) {
	marks, err := d.Marks.Marks(ctx, c.Actor.Workspace, "")
	if err != nil {
		return nil, err
	}
	notes := map[feeds.EventID]bot.Mark{}
	for _, m := range marks {
		if m.Kind != bot.MarkNote {
			continue
		}
		if e, _, err := d.seen(ctx, c, m.Event); err == nil { // else it is gone since
			notes[e.ID] = m
		}
	}
	return notes, nil
}

// sinceBack is how much earlier than the day asked for an event may have been
// published and still have reached the channel since.
const sinceBack = 31

// since is what a channel was to read since a day: what has a date ahead first.
func (d *Desk) since(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) != 1 {
		return bot.Message{}, bot.Wrong("mistake.since")
	}
	day, _, err := backWord(c.Words[0], d.today())
	if err != nil {
		return bot.Message{}, err
	}
	hits, err := d.reached(ctx, c, day)
	if err != nil {
		return bot.Message{}, err
	}
	if len(hits) == 0 {
		return none[bot.Hit]("since.none", day), nil
	}
	m := said("since.head", day, len(hits))
	m.Data = hits
	dated := deadline.Upcoming(hits, d.today(), 3660)
	ahead := make(map[feeds.EventID]bool, len(dated))
	for i := range dated {
		ahead[dated[i].Event.ID] = true
	}
	rest := briefing(hits, ahead)
	soon, others := d.ahead(ctx, c, dated, hits), d.short(ctx, c, len(rest), func(i int) *bot.Hit { return rest[i] })
	if len(dated) > 0 {
		soon.head, others.head = bot.Line{bot.Say("since.deadlines").As(bot.Bold)}, bot.Line{bot.Say("since.others").As(bot.Bold)}
	}
	addRows(c, &m, soon, others)
	return m, nil
}

// briefing is the hits that are not among those told, in the order to read them.
func briefing(hits []bot.Hit, told map[feeds.EventID]bool) []*bot.Hit {
	var rest []*bot.Hit
	for i := range hits {
		if !told[hits[i].Event.ID] {
			rest = append(rest, &hits[i])
		}
	}
	slices.SortStableFunc(rest, func(a, b *bot.Hit) int {
		return cmp.Or(cmp.Compare(rankOf(a.Event), rankOf(b.Event)), cmp.Compare(b.Event.Published, a.Event.Published))
	})
	return rest
}

// rankOf orders a briefing: rules, then cases, then news; the unsure last.
func rankOf(e feeds.Event) int {
	if e.Reading.Relevance == feeds.Unsure {
		return 9
	}
	i := slices.Index([]feeds.Section{feeds.Legislation, feeds.EnforcementCase, feeds.CourtLitigation, feeds.EnforcementAuthority}, e.Reading.Section)
	if i < 0 {
		return 8
	}
	return i
}

// reached are the events that the channel's subscriptions wanted since the day,
// or all that the actor sees when there is no subscription.
func (d *Desk) reached(ctx context.Context, c bot.Command, day feeds.Day) ([]bot.Hit, error) {
	subs, err := d.visible(ctx, c, false)
	if err != nil {
		return nil, err
	}
	start := day.Time(feeds.Shanghai)
	var failed error
	hits, err := d.Items.Published(ctx, c.Actor.Workspace, day.Add(-sinceBack), d.today(), func(h *bot.Hit) bool {
		if failed != nil || h.Event.Changed.Before(start) || h.Event.Baseline || h.Event.Reading.Relevance == feeds.NotRelevant {
			return false
		}
		var wanted bool
		wanted, failed = d.wanted(ctx, subs, *h)
		return wanted
	})
	return hits, errors.Join(err, failed)
}

// wanted reports whether one of the subscriptions wants the event; where there is
// none, everything is wanted.
func (d *Desk) wanted(ctx context.Context, subs []bot.Subscription, h bot.Hit) (bool, error) {
	for _, s := range subs {
		if _, no, err := d.match(ctx, s, h.Event, []feeds.Item{h.Item}); err != nil || no == nil {
			return err == nil, err
		}
	}
	return len(subs) == 0, nil
}

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

// byteOrder begins a table with Chinese in it: Excel takes one without it for an older
// charset.
const byteOrder = "\uFEFF"

// asCSV writes rows as a table; every cell is kept from being a formula.
func asCSV(rows [][]string) ([]byte, error) {
	b := bytes.NewBufferString(byteOrder)
	w := csv.NewWriter(b)
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("write CSV: %w", err)
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// cell puts an apostrophe before what a spreadsheet would take for a formula; some
// leave out what is blank or not seen before it.
func cell(s string) string {
	seen := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	if r, _ := utf8.DecodeRuneInString(seen); strings.ContainsRune("=+-@＝＋－＠", r) || strings.ContainsAny(s[:min(len(s), 1)], "\t\r\n") {
		s = "'" + s
	}
	return within.ReplaceAllString(s, "$1'$2")
}

// within finds a formula behind what parts a line for Excel where a comma is for fractions:
// semicolons, and tabs and line breaks, which no quotes keep there when the line does not
// begin with one.
var within = regexp.MustCompile(`([;\t\r\n][\s\p{Z}\p{Cc}\p{Cf}]*)([=+\-@＝＋－＠])`)

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
				to = g.To.In(feeds.Shanghai)
			}
			l = append(l, bot.Say("coverage.gap", g.From.In(feeds.Shanghai), to))
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
