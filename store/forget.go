package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/object"
)

// Forget removes what is kept of a person, all or nothing. Rows that others rest on
// stand under the alias: notes, audit rows, who handed what in. With Look it only says
// what there is. Nothing of the person may stand in the audit row that comes with it.
func (s *Store) Forget(ctx context.Context, ask bot.Forgetting, a bot.Audit) (told bot.Forgotten, err error) {
	if ask.Workspace == "" || ask.User == "" || noZero(string(ask.Workspace), ask.User) != nil || !ask.Look && ask.Alias == "" {
		return told, fmt.Errorf("forget: %q of %q is no person, or comes without an alias", ask.User, ask.Workspace)
	}
	if ask.Look {
		err = s.db.View(func(tx *bbolt.Tx) error {
			told, _, err = s.forget(tx, ask)
			return err
		})
		return told, err
	}
	var own []bot.ChannelID
	err = s.writeSubs(ctx, a, func(tx *bbolt.Tx) (err error) {
		told, own, err = s.forget(tx, ask)
		return err
	}, func() {
		for _, c := range own {
			s.owing.pause(map[string]pause{string(c): {}})
			s.owing.resumed(c, never)
		}
	})
	if err != nil {
		return bot.Forgotten{}, err
	}
	return told, nil
}

// platformUser is where platforms keep in a private channel what they call its person.
const platformUser = "user"

// forgetting is the work on one person.
type forgetting struct {
	*Store
	tx     *bbolt.Tx
	ask    bot.Forgetting
	direct bot.ChannelID
	// own are the private channels of the person, direct among them; ids what a platform
	// calls them by beside the id; names what they were called.
	own   []bot.ChannelID
	ids   []string
	names []string
	told  bot.Forgotten
}

func (s *Store) forget(tx *bbolt.Tx, ask bot.Forgetting) (bot.Forgotten, []bot.ChannelID, error) {
	f := &forgetting{Store: s, tx: tx, ask: ask, direct: bot.Direct(ask.Workspace, ask.User)}
	for _, step := range []func() error{
		f.learn, f.marks, f.calendars, f.watches, f.subscriptions, f.channels, f.deliveries, f.sources, f.items, f.events, f.audits,
	} {
		if err := step(); err != nil {
			return f.told, nil, err
		}
	}
	return f.told, f.own, nil
}

// What becomes of a record.
type fate int

const (
	stays fate = iota
	changes
	goes
)

// over walks records of a table whose keys begin with prefix, and whose bytes may hold
// something of the person, and does with each what judge says. put writes one that
// changes; nil is the usual way.
func over[T any](f *forgetting, t table, prefix []byte, judge func(v *T) fate, put func(v T) error) error {
	var gone [][]byte
	type changed struct {
		key []byte
		v   T
	}
	var fresh []changed
	for k, raw := range t.under(f.tx, prefix) {
		if !f.mayHold(k, raw) {
			continue
		}
		var v T
		ok, err := f.decode(t, k, raw, &v)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		switch judge(&v) {
		case changes:
			fresh = append(fresh, changed{bytes.Clone(k), v})
		case goes:
			gone = append(gone, bytes.Clone(k))
		}
	}
	if f.ask.Look {
		return nil
	}
	for _, k := range gone {
		if err := deleteKey(f.tx, t, k); err != nil {
			return err
		}
	}
	for _, x := range fresh {
		err := error(nil)
		if put != nil {
			err = put(x.v)
		} else {
			err = putRecord(f.tx, t, x.key, x.v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mayHold spares decoding what has neither id nor name in it.
func (f *forgetting) mayHold(k, raw []byte) bool {
	has := func(s string) bool { return bytes.Contains(raw, []byte(s)) || bytes.Contains(k, []byte(s)) }
	for _, c := range f.own {
		if has(c.Place()) {
			return true
		}
	}
	return slices.ContainsFunc(f.ids, has) || slices.ContainsFunc(f.names, func(n string) bool { return has(n) || !object.AsIs(n) })
}

// person reports whether who is the person, by id or name.
func (f *forgetting) person(who string) bool {
	return slices.Contains(f.ids, who) || slices.Contains(f.names, who)
}

func (f *forgetting) private(c bot.ChannelID) bool { return slices.Contains(f.own, c) }

// scrub puts the alias in place of the person's channels and, in what belongs to their
// workspace, of ids and names, where they stand as words.
func (f *forgetting) scrub(s string, of feeds.WorkspaceID) string {
	for _, c := range f.own {
		s = replaceWord(s, string(c), f.ask.Alias)
	}
	if of != f.ask.Workspace {
		return s
	}
	for _, w := range slices.Concat(f.ids, f.names) {
		s = replaceWord(s, w, f.ask.Alias)
	}
	return s
}

func replaceWord(s, word, by string) string {
	if utf8.RuneCountInString(word) < 2 || !strings.Contains(s, word) {
		return s
	}
	var b strings.Builder
	for rest := s; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			return b.String() + rest
		}
		before, _ := utf8.DecodeLastRuneInString(s[:len(s)-len(rest)+i])
		after, _ := utf8.DecodeRuneInString(rest[i+len(word):])
		b.WriteString(rest[:i])
		if inWord(before) || inWord(after) {
			b.WriteString(word)
		} else {
			b.WriteString(by)
		}
		rest = rest[i+len(word):]
	}
}

func inWord(r rune) bool {
	return r != utf8.RuneError && r < unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// learn finds the channels, the ids and the names of the person.
func (f *forgetting) learn() error {
	f.own, f.ids = []bot.ChannelID{f.direct}, []string{f.ask.User}
	add := func(name string) {
		if name != "" && !slices.Contains(f.ids, name) && !slices.Contains(f.names, name) {
			f.names = append(f.names, name)
		}
	}
	var c bot.Channel
	if _, err := f.getRecord(f.tx, tableChannels, []byte(f.direct), &c); err != nil {
		return err
	}
	add(c.Name)
	if id := c.Ref[platformUser]; id != "" && id != f.ask.User {
		f.ids = append(f.ids, id)
	}
	look := *f
	look.ask.Look = true
	err := over(&look, tableChannels, []byte(f.ask.Workspace), func(c *bot.Channel) fate {
		if slices.Contains(f.ids, c.Ref[platformUser]) && c.ID != f.direct && c.ID.Workspace() == f.ask.Workspace {
			f.own = append(f.own, c.ID)
		}
		return stays
	}, nil)
	if err != nil {
		return err
	}
	err = over(&look, tableMarks, words(string(f.ask.Workspace)), func(m *bot.Mark) fate {
		if m.User == f.ask.User {
			add(m.Name)
		}
		return stays
	}, nil)
	if err != nil {
		return err
	}
	err = over(&look, tableAudit, nil, func(a *bot.Audit) fate {
		if a.User == f.ask.User && a.Work == f.ask.Workspace {
			add(a.Actor)
			f.chat(a.Channel)
		}
		return stays
	}, nil)
	if err != nil {
		return err
	}
	return over(&look, tableSubscriptions, nil, func(s *bot.Subscription) fate {
		if s.Owner == f.ask.User {
			f.chat(s.Channel)
		}
		return stays
	}, nil)
}

// chat takes the channel, in which the person did something, for theirs if it is a chat
// with one person.
func (f *forgetting) chat(c bot.ChannelID) {
	if c.Workspace() == f.ask.Workspace && f.ask.Chat != nil && f.ask.Chat(c) && !f.private(c) {
		f.own = append(f.own, c)
	}
}

func (f *forgetting) marks() error {
	return over(f, tableMarks, words(string(f.ask.Workspace)), func(m *bot.Mark) fate {
		switch {
		case m.User != f.ask.User:
			return stays
		case m.Kind.Shared():
			f.told.Notes++
			m.User, m.Name, m.Text = f.ask.Alias, "", f.scrub(m.Text, m.Workspace)
			if f.private(m.Channel) {
				m.Channel = ""
			}
			return changes
		}
		f.told.Marks++
		return goes
	}, nil)
}

func (f *forgetting) calendars() error {
	return over(f, tableCalendars, nil, func(c *bot.Calendar) fate {
		if c.Workspace != f.ask.Workspace || c.User != f.ask.User {
			return stays
		}
		f.told.Calendars++
		return goes
	}, nil)
}

func (f *forgetting) watches() error {
	return over(f, tableWatches, nil, func(w *bot.WatchEntry) fate {
		if w.Workspace != f.ask.Workspace || !slices.Contains(w.Owners, f.ask.User) {
			return stays
		}
		w.Owners = slices.DeleteFunc(w.Owners, func(o string) bool { return o == f.ask.User })
		if len(w.Owners) > 0 {
			f.told.Watches++
			return changes
		}
		f.told.Unowned = append(f.told.Unowned, w.ID)
		return goes
	}, nil)
}

func (f *forgetting) subscriptions() error {
	return over(f, tableSubscriptions, nil, func(s *bot.Subscription) fate {
		if f.private(s.Channel) {
			f.told.Direct++
			return goes
		}
		muted := f.scrub(s.Muted, s.Channel.Workspace())
		if s.Channel.Workspace() != f.ask.Workspace || s.Owner != f.ask.User && muted == s.Muted {
			return stays
		}
		f.told.Subscriptions++
		if s.Muted = muted; s.Owner == f.ask.User {
			s.Owner = f.ask.Alias
		}
		return changes
	}, nil)
}

func (f *forgetting) channels() error {
	return over(f, tableChannels, []byte(f.ask.Workspace), func(c *bot.Channel) fate {
		if !f.private(c.ID) {
			return stays
		}
		f.told.Direct++
		return goes
	}, nil)
}

// deliveries removes the posts to the person, and what others were told of their
// channel; who else was told something keeps it without the name.
func (f *forgetting) deliveries() error {
	var gone []delivery
	err := over(f, tableDeliveries, nil, func(d *delivery) fate {
		w := d.Key.Channel.Workspace()
		if f.private(d.Key.Channel) || f.scrub(d.Key.Subject, w) != d.Key.Subject || f.scrub(d.Key.Occasion, w) != d.Key.Occasion {
			gone = append(gone, *d)
			f.told.Deliveries++
			return goes
		}
		fate := stays
		for name, value := range d.Args {
			if clean := f.scrub(value, w); clean != value {
				d.Args[name], fate = clean, changes
			}
		}
		if clean := f.scrub(d.Reason, w); clean != d.Reason {
			d.Reason, fate = clean, changes
		}
		if fate == changes {
			f.told.Notices++
		}
		return fate
	}, func(d delivery) error { return rewrite(f.tx, &d) })
	if err != nil || f.ask.Look {
		return err
	}
	for _, d := range gone {
		key, err := deliveryKey(d.Key)
		if err != nil {
			return err
		}
		if err := deleteKey(f.tx, tableOwed, owedKey(d.Key.Channel, d.Seq)); err != nil {
			return err
		}
		for _, e := range d.Events {
			if err := deleteKey(f.tx, tableListed, append(words(string(e)), key...)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *forgetting) sources() error {
	return over(f, tableSources, nil, func(o *bot.OwnSource) fate {
		if o.Workspace != f.ask.Workspace || !f.person(o.By) {
			return stays
		}
		f.told.Submissions++
		o.By = f.ask.Alias
		return changes
	}, nil)
}

func (f *forgetting) items() error {
	return over(f, tableItems, nil, func(i *feeds.Item) fate {
		if i.Submitted == nil || i.Submitted.Workspace != f.ask.Workspace || !f.person(i.Submitted.By) && !f.private(bot.ChannelID(i.Submitted.Channel)) {
			return stays
		}
		f.told.Submissions++
		i.Submitted.By = f.ask.Alias
		if f.private(bot.ChannelID(i.Submitted.Channel)) {
			i.Submitted.Channel = ""
		}
		return changes
	}, func(i feeds.Item) error { return f.putUntouched(f.tx, &i) })
}

func (f *forgetting) events() error {
	return over(f, tableEvents, nil, func(e *feeds.Event) fate {
		if e.Workspace != "" && e.Workspace != f.ask.Workspace {
			return stays
		}
		fate := stays
		all := [][]feeds.Link{e.Lineage}
		for _, c := range e.Corrected {
			all = append(all, c.Steps)
		}
		for _, links := range all {
			for i, l := range links {
				if l.By != "" && f.person(l.By) {
					links[i].By, fate = f.ask.Alias, changes
					f.told.Links++
				}
			}
		}
		return fate
	}, func(e feeds.Event) error { return putEvent(f.tx, e) })
}

// audits leaves every row, under the alias. Rows of before the id was kept are known by
// the name, which somebody else of the workspace may bear.
func (f *forgetting) audits() error {
	return over(f, tableAudit, nil, func(a *bot.Audit) fate {
		if a.Work != f.ask.Workspace && a.Channel.Workspace() != f.ask.Workspace {
			return stays
		}
		before := *a
		if slices.Contains(f.ids, a.User) || a.User == "" && f.person(a.Actor) {
			a.Actor, a.User = f.ask.Alias, ""
		}
		if f.private(a.Channel) {
			a.Channel = ""
		}
		if a.Detail = f.scrub(a.Detail, f.ask.Workspace); *a == before {
			return stays
		}
		f.told.Audits++
		return changes
	}, nil)
}
