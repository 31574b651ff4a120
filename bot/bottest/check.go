// Package bottest holds what proves that telling people works: Check compares an
// export of the store with what publishers served and what a platform accepted,
// Recorder is a platform that remembers what it accepted over a kill -9, and
// RunPlatform is what every platform must do. Start with Check and Ledger.
//
// Nothing here looks into the store or the outbox: a check reads `regwire export`
// and ledgers that were kept outside the bot, so that no bug of the bot can hide
// itself.
package bottest

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Ledger is what is known of a run from outside the bot. A zero field asks
// nothing, but for Repeats.
type Ledger struct {
	// Served are the addresses of items that a poll was served whole.
	Served []string
	// Accepted is what platforms took, in their order; see Recorder.
	Accepted []Acceptance
	// Repeats is how many second copies there may be: sends under way when the
	// bot was killed, and answers that lied.
	Repeats int
	// Settled says that the bot had time to finish: nothing may wait to be read
	// or planned, and nothing may be on its way.
	Settled bool
	// Least is how many posts make the run worth anything.
	Least int
	// Region tells the region of an authority, for subscriptions that ask for one.
	Region func(feeds.AuthorityID) string
	// Damage says that records were damaged on purpose.
	Damage bool
	// Logs are what the bot wrote of itself: logs, pages, answers. Secrets are what
	// it was given to keep.
	Logs    string
	Secrets []string
	// Idle and After are what the bot held before it had anything to do, and when
	// all was done.
	Idle, After Holding
}

// Acceptance is one post that a platform took.
type Acceptance struct {
	Ref      string        `json:"ref"`
	At       time.Time     `json:"at"`
	Channel  bot.ChannelID `json:"channel"`
	Delivery string        `json:"delivery,omitempty"` // that of a list is of none that is owed:
	Members  []string      `json:"members,omitempty"`  // these are
	Kind     bot.Kind      `json:"kind,omitempty"`
	Subject  feeds.EventID `json:"subject,omitempty"`
	Revision int           `json:"revision,omitempty"`
	Repeat   bool          `json:"repeat,omitempty"`
	Edit     string        `json:"edit,omitempty"`
	Thread   string        `json:"thread,omitempty"`
}

// ErrVoid says that too little happened for the run to prove anything.
var ErrVoid = errors.New("void: too little happened to prove anything")

// Broken is one promise that a run did not keep.
type Broken struct {
	Rule    string // "I1" to "I8"
	Subject string
	What    string
}

func (b *Broken) Error() string { return b.Rule + ": " + b.Subject + ": " + b.What }

// maxCopies is the most copies of one delivery that may ever be posted.
const maxCopies = 3

// Check reads an export and reports every promise that was not kept, joined:
//
//	I1 what was served is stored, and no item is in two events
//	I2 what is stored and relevant is planned, and owed where somebody wants it
//	I3 what is owed was accepted, or is open or given up with the reason
//	I4 nothing was accepted twice, unless marked, and no more often than allowed
//	I5 a channel got its alerts in order, and no news before its alert
//	I6 no record is damaged or leads nowhere
//	I7 no secret stands in what the bot wrote of itself
//	I8 nothing is held any more when all is done
func Check(export io.Reader, l Ledger) error {
	s, err := read(export)
	if err != nil {
		return err
	}
	if len(l.Accepted) < l.Least {
		return fmt.Errorf("%w: %d posts, at least %d are needed", ErrVoid, len(l.Accepted), l.Least)
	}
	c := &checker{stored: s, Ledger: l}
	for _, rule := range []func(){c.served, c.single, c.planned, c.wanted, c.settled, c.copies, c.order, c.whole, c.silent, c.empty} {
		rule()
	}
	return errors.Join(c.broken...)
}

// delivery is a delivery with its place in the store's order.
type delivery struct {
	bot.Delivery
	Seq uint64 `json:"seq"`
}

// stored is what the checks need of an export.
type stored struct {
	items         map[feeds.ItemID]feeds.Item
	events        map[feeds.EventID]feeds.Event
	deliveries    map[string]delivery
	subscriptions []bot.Subscription
	unplanned     []feeds.EventID
	damaged       []string
}

// row is one line of an export.
type row struct {
	Kind  string          `json:"kind"`
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
}

func read(export io.Reader) (*stored, error) {
	s := &stored{items: map[feeds.ItemID]feeds.Item{}, events: map[feeds.EventID]feeds.Event{}, deliveries: map[string]delivery{}}
	dec := json.NewDecoder(export)
	for n := 1; ; n++ {
		var r row
		err := dec.Decode(&r)
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err == nil {
			err = s.take(r)
		}
		if err != nil {
			return nil, fmt.Errorf("read export: line %d: %w", n, err)
		}
	}
}

func (s *stored) take(r row) error {
	switch r.Kind {
	case "item":
		return into(r, func(i feeds.Item) { s.items[i.ID] = i })
	case "event":
		return into(r, func(e feeds.Event) { s.events[e.ID] = e })
	case "delivery":
		return into(r, func(d delivery) { s.deliveries[d.Key.String()] = d })
	case "subscription":
		return into(r, func(x bot.Subscription) { s.subscriptions = append(s.subscriptions, x) })
	case "unplanned":
		id, err := eventOf(r.Key)
		s.unplanned = append(s.unplanned, id)
		return err
	case "damaged":
		s.damaged = append(s.damaged, r.Key)
	}
	return nil
}

func into[T any](r row, put func(T)) error {
	var v T
	if err := json.Unmarshal(r.Value, &v); err != nil {
		return fmt.Errorf("%s %s: %w", r.Kind, r.Key, err)
	}
	put(v)
	return nil
}

// eventOf reads the key of a row of "unplanned": the event's number in hex.
func eventOf(key string) (feeds.EventID, error) {
	raw, err := hex.DecodeString(key)
	if err != nil || len(raw) != 8 {
		return "", fmt.Errorf("%q is no number of an event", key)
	}
	n, err := strconv.ParseUint(key, 16, 64)
	return feeds.EventID("e" + strconv.FormatUint(n, 10)), err
}

type checker struct {
	*stored
	Ledger
	broken []error
}

func (c *checker) report(rule, subject, format string, args ...any) {
	c.broken = append(c.broken, &Broken{Rule: rule, Subject: subject, What: fmt.Sprintf(format, args...)})
}

// served: I1, every item that was served is stored.
func (c *checker) served() {
	have := map[string]bool{}
	for _, i := range c.items {
		have[i.URL] = true
	}
	for _, address := range c.Served {
		if !have[address] {
			c.report("I1", address, "was served and is not stored")
		}
	}
}

// single: I1, an item is in the one event that it names.
func (c *checker) single() {
	home := map[feeds.ItemID]feeds.EventID{}
	for _, id := range sorted(c.events) {
		e := c.events[id]
		if e.Alias != "" {
			continue
		}
		for _, i := range e.Items {
			if other, twice := home[i]; twice {
				c.report("I1", string(i), "is in two events, %s and %s", other, e.ID)
			}
			home[i] = e.ID
		}
	}
	for _, id := range sorted(c.items) {
		i := c.items[id]
		if home[id] != i.Event && c.events[i.Event].Alias == "" {
			c.report("I1", string(id), "names event %q and stands in %q", i.Event, home[id])
		}
	}
}

// planned: I2, what was read as relevant became an event, and events are planned.
func (c *checker) planned() {
	for _, id := range sorted(c.items) {
		i := c.items[id]
		if i.Event == "" && i.Quarantine == "" && i.State != feeds.ItemUnread && (i.Reading.Relevance == feeds.Relevant || i.Reading.Relevance == feeds.Unsure) {
			c.report("I2", string(id), "was read as %s and is in no event", i.Reading.Relevance)
		}
		if c.Settled && i.State == feeds.ItemUnread && i.Quarantine == "" && i.Attempts == 0 {
			c.report("I2", string(id), "was never tried to be read")
		}
	}
	for _, id := range c.unplanned {
		e, ok := c.events[id]
		switch {
		case !ok:
			c.report("I6", string(id), "waits to be planned and does not exist")
		case e.Baseline:
			c.report("I2", string(id), "was born at baseline and waits to be announced")
		case c.Settled:
			c.report("I2", string(id), "is still not planned")
		}
	}
}

// wanted: I2, whoever asked for an event before it was born is owed it.
func (c *checker) wanted() {
	owed := map[string]bool{}
	for _, d := range c.deliveries {
		owed[string(d.Key.Channel)+"|"+d.Key.Subject] = true
		for _, e := range d.Events {
			owed[string(d.Key.Channel)+"|"+string(e)] = true
		}
	}
	for _, id := range sorted(c.events) {
		e := c.events[id]
		if e.Baseline || e.Alias != "" || slices.Contains(c.unplanned, id) {
			continue
		}
		for _, s := range c.subscriptions {
			if c.wants(s, e) && !owed[string(s.Channel)+"|"+string(id)] {
				c.report("I2", string(id), "matches subscription %s, and nothing is owed to %s", s.ID, s.Channel)
			}
		}
	}
}

// wants leaves out what cannot be judged afterwards: subscriptions that came
// later, were paused, or belong to another workspace.
func (c *checker) wants(s bot.Subscription, e feeds.Event) bool {
	if !s.Created.Before(e.Born) || s.Held != "" || !s.MutedUntil.IsZero() || e.Workspace != "" && e.Workspace != s.Channel.Workspace() {
		return false
	}
	region := c.Region
	if region == nil {
		region = func(feeds.AuthorityID) string { return "" }
	}
	_, no := bot.Match(s, e, c.of(e), feeds.DayOf(e.Changed, feeds.Shanghai), region)
	return no == nil
}

func (c *checker) of(e feeds.Event) []feeds.Item {
	out := make([]feeds.Item, 0, len(e.Items))
	for _, id := range e.Items {
		out = append(out, c.items[id])
	}
	return out
}

// settled: I3, what is owed was accepted, or the reason is written down.
func (c *checker) settled() {
	byKey, byRef := map[string]bool{}, map[string]bool{}
	for _, a := range c.Accepted {
		for _, key := range a.keys() {
			byKey[key] = true
		}
		if a.Ref != "" {
			byRef[string(a.Channel)+"|"+a.Ref] = true
		}
	}
	for _, key := range sorted(c.deliveries) {
		d := c.deliveries[key]
		switch d.State {
		case bot.Sent:
			posted := byKey[key] || byRef[string(d.Key.Channel)+"|"+d.Ref.ID]
			if !posted && (d.Ref.ID != "" || d.Reason == "") {
				c.report("I3", key, "counts as sent, and no platform accepted it")
			}
		case bot.HeldUp, bot.Dead, bot.Retry:
			if d.Reason == "" {
				c.report("I3", key, "is %s without a reason", d.State)
			}
		case bot.Sending:
			if c.Settled {
				c.report("I3", key, "is still on its way")
			}
		case bot.Pending:
		default:
			c.report("I3", key, "has the unknown state %q", d.State)
		}
	}
}

// keys are the deliveries that the post is the post of.
func (a Acceptance) keys() []string {
	if len(a.Members) == 0 {
		return []string{a.Delivery}
	}
	return a.Members
}

// copies: I4, a second copy is marked, and there are not more than allowed. The
// members of a list that was under way are one send.
func (c *checker) copies() {
	posted := map[string]int{}
	first := map[string]string{} // the post that was the first of a delivery
	again := map[string]int{}    // the most second copies of a delivery, by its first post
	for _, a := range c.Accepted {
		for _, key := range a.keys() {
			if _, ok := c.deliveries[key]; !ok {
				c.report("I4", key, "was posted as %s and is not owed", a.Ref)
			}
			if posted[key]++; posted[key] == 1 {
				first[key] = key
				if len(a.Members) > 0 {
					first[key] = "list " + a.Ref
				}
				continue
			}
			again[first[key]] = max(again[first[key]], posted[key]-1)
			if !a.Repeat {
				c.report("I4", key, "was accepted again as %s without the mark", a.Ref)
			}
			if posted[key] > maxCopies {
				c.report("I4", key, "was accepted %d times", posted[key])
			}
		}
	}
	second := 0
	for _, n := range again {
		second += n
	}
	if second > c.Repeats {
		c.report("I4", "all channels", "%d second copies, at most %d may be", second, c.Repeats)
	}
}

// order: I5. A delivery that had to be tried again may be passed by others, so
// only those that went at the first attempt are compared; news about an event
// never comes before its alert.
func (c *checker) order() {
	last := map[bot.ChannelID]delivery{}
	seen := map[string]bool{}
	for _, a := range c.Accepted {
		for _, key := range a.keys() {
			d, ok := c.deliveries[key]
			if !ok || seen[key] {
				continue
			}
			seen[key] = true
			if d.Key.Kind == bot.KindUpdate || d.Key.Kind == bot.KindFollowup {
				c.afterAlert(d, seen)
				continue
			}
			if d.Key.Kind != bot.KindAlert || d.Attempts > 1 || d.Lies > 0 {
				continue
			}
			if before, ok := last[d.Key.Channel]; ok && before.Seq > d.Seq && !before.Due.Before(d.Due) {
				c.report("I5", key, "was posted after %s, which was owed later", before.Key)
			}
			last[d.Key.Channel] = d
		}
	}
}

func (c *checker) afterAlert(d delivery, seen map[string]bool) {
	alert := d.Key
	alert.Kind, alert.Occasion = bot.KindAlert, ""
	if !seen[alert.String()] {
		c.report("I5", d.Key.String(), "came before the alert it belongs to")
	}
}

// whole: I6, nothing is damaged and nothing leads nowhere.
func (c *checker) whole() {
	if !c.Damage {
		for _, key := range c.damaged {
			c.report("I6", key, "is damaged")
		}
	}
	for _, key := range sorted(c.deliveries) {
		d := c.deliveries[key]
		about := slices.Clone(d.Events)
		switch d.Key.Kind {
		case bot.KindAlert, bot.KindUpdate, bot.KindFollowup, bot.KindReminder:
			about = append(about, feeds.EventID(d.Key.Subject))
		}
		for _, id := range about {
			if _, ok := c.events[id]; !ok {
				c.report("I6", key, "is about event %s, which does not exist", id)
			}
		}
	}
	for _, id := range sorted(c.events) {
		for _, i := range c.events[id].Items {
			if _, ok := c.items[i]; !ok {
				c.report("I6", string(id), "has item %s, which does not exist", i)
			}
		}
	}
}

// silent: I7, no secret was written, in any form that a secret is written in.
func (c *checker) silent() {
	for _, leak := range Leaks(c.Logs, c.Secrets...) {
		c.report("I7", "what the bot wrote", "holds %s", leak)
	}
}

// empty: I8, what was held for work is given back.
func (c *checker) empty() {
	if c.Idle == (Holding{}) {
		return
	}
	if n, before := c.After.Goroutines, c.Idle.Goroutines; n > before {
		c.report("I8", "goroutines", "%d at the end, %d before", n, before)
	}
	if n, before := c.After.Files, c.Idle.Files; n > before {
		c.report("I8", "open files", "%d at the end, %d before", n, before)
	}
}

func sorted[K ~string, V any](m map[K]V) []K {
	return slices.SortedFunc(maps.Keys(m), func(a, b K) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
}
