package command

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

// Limits of watch lists: each event is compared with every entry.
const (
	maxWatches  = 500 // of a workspace
	maxAliases  = 20
	maxNameSize = 120
)

// kindPhrases name the kinds of entries.
var kindPhrases = map[string]bot.Phrase{
	"app": "watch.kind_app", "mini_program": "watch.kind_mini", "sdk": "watch.kind_sdk",
	"entity": "watch.kind_ent", "vendor": "watch.kind_vend",
}

func (d *Desk) watch(ctx context.Context, c bot.Command) (bot.Message, error) {
	if c.Actor.User == "" || c.Actor.Workspace == "" {
		return bot.Message{}, nobody(c)
	}
	if len(c.Words) == 0 {
		return d.watchList(ctx, c)
	}
	what := meant(c.Words[0])
	c.Words = c.Words[1:]
	switch what {
	case "list":
		return d.watchList(ctx, c)
	case "add":
		if err := d.in(c, d.given(c, "watch", Admins), "watch add"); err != nil {
			return bot.Message{}, err
		}
		return d.watchAdd(ctx, c)
	case "remove":
		return d.watchRemove(ctx, c)
	}
	return bot.Message{}, bot.Wrong("mistake.watch")
}

// watchEntry is what the words of watch add ask for.
func (d *Desk) watchEntry(c bot.Command) (bot.WatchEntry, error) {
	words, opts, err := options(c, "owners", "nomatch", "alias")
	w := bot.WatchEntry{Workspace: c.Actor.Workspace, Created: d.Now()}
	if err != nil {
		return w, err
	}
	if len(words) > 0 && !slices.Contains(bot.WatchKinds, typedKind(words[0])) && spelling.Nearest(typedKind(words[0]), bot.WatchKinds) == "" {
		return w, bot.Wrong("mistake.watch_kind", feeds.CleanLine(cut(words[0])), feeds.CleanLine(cut(strings.Join(words, " "))))
	}
	if len(words) < 2 {
		return w, bot.Wrong("mistake.watch")
	}
	if err := each(typedKind(words[0]), bot.WatchKinds, "watch", func(k string) { w.Kind = k }); err != nil {
		return w, err
	}
	if opts["nomatch"] != "" {
		if err := each(opts["nomatch"], []string{"now", "weekly"}, "nomatch", func(v string) { w.Quiet = v == "weekly" }); err != nil {
			return w, err
		}
	}
	w.Name = string(feeds.CleanLine(words[1]))
	aliases, people := d.mentioned(c, words[2:])
	opts["owners"] += "," + strings.Join(people, ",")
	if opts["alias"] != "" {
		aliases = slices.AppendSeq(aliases, values(opts["alias"]))
	}
	for _, a := range aliases {
		w.Aliases = add(w.Aliases, string(feeds.CleanLine(a)))
	}
	if n := len(w.Aliases); n > maxAliases {
		return w, bot.Wrong("mistake.too_many", maxAliases)
	}
	for _, name := range append([]string{w.Name}, w.Aliases...) {
		if n := len([]rune(name)); n > maxNameSize {
			return w, bot.Wrong("mistake.too_long", n, maxNameSize)
		}
	}
	names := strings.Join(append([]string{w.Name}, w.Aliases...), `" "`)
	w.Owners, err = d.owners(c, opts["owners"], "watch add "+typed(w.Kind)+` "`+names+`"`)
	return w, err
}

func (d *Desk) watchAdd(ctx context.Context, c bot.Command) (bot.Message, error) {
	w, err := d.watchEntry(c)
	if err != nil {
		return bot.Message{}, err
	}
	all, err := d.watches(ctx, c, false)
	if err != nil || len(all) >= maxWatches {
		return bot.Message{}, cmp.Or(err, bot.Wrong("mistake.too_many", maxWatches))
	}
	if i := slices.IndexFunc(all, func(o bot.WatchEntry) bool {
		return sameWatch(o, w) && (c.Again || slices.Contains(o.Owners, c.Actor.User)) // others must not learn of it
	}); i >= 0 {
		return said("watch.twin", w.Name, string(all[i].ID)), nil
	}
	// The audit row is read by others: it does not tell the name.
	if w, err = d.WatchLists.PutWatch(ctx, w, d.audit(c, "add "+w.Kind)); err != nil {
		return bot.Message{}, err
	}
	m := said("watch.added", w.Name, string(w.ID), bot.Say(kindPhrases[w.Kind]), strings.Join(w.Owners, ", "))
	if !slices.ContainsFunc(append([]string{w.Name}, w.Aliases...), feeds.HasHan) {
		m.Add(bot.Body, bot.Line{bot.Say("watch.chinese").As(bot.Bold)})
	}
	if err := d.namedBefore(ctx, c, w, &m); err != nil {
		return bot.Message{}, err
	}
	return m, nil
}

// typedKind is the kind of an entry as the program has it: what people watch is a
// company, and not an entity.
func typedKind(word string) string {
	word = strings.ReplaceAll(meant(word), "-", "_")
	if kind, ok := map[string]string{"company": "entity", "apps": "app", "miniprogram": "mini_program", "supplier": "vendor"}[word]; ok {
		return kind
	}
	return word
}

const (
	namedBack = 365 // days of notices that a new name is looked up in
	namedMost = 5   // of them are shown, the newest
)

// namedBefore tells who watches a name in which lists it stands already, and which it
// could not be looked for in: from now on they hear of new notices alone.
func (d *Desk) namedBefore(ctx context.Context, c bot.Command, w bot.WatchEntry, m *bot.Message) error {
	var found, unread []bot.Hit
	var hits []bot.WatchHit
	all, err := d.Items.Published(ctx, c.Actor.Workspace, d.today().Add(-namedBack), d.today(), func(h *bot.Hit) bool { return bot.NamesSomebody(h.Event) })
	if err != nil {
		return err
	}
	fold := d.Fold
	if fold == nil {
		fold = bot.Fold
	}
	for _, h := range all {
		items, err := d.texts(ctx, h.Event.ID)
		if err != nil {
			return err
		}
		switch r := bot.Comparer(h.Event, items, fold)([]bot.WatchEntry{w}); {
		case len(r.Hits) > 0:
			found, hits = append(found, h), append(hits, r.Hits[0])
		case !r.Whole() && h.Event.Reading.Apps != nil:
			unread = append(unread, h)
		}
	}
	v := d.view(ctx, c)
	tell := func(head bot.Phrase, all []bot.Hit, behind func(i int) []bot.Span) {
		if len(all) == 0 {
			return
		}
		m.Add(bot.Body, bot.Line{bot.Say(head, len(all), namedBack)})
		var lines []bot.Line
		for i := len(all) - 1; i >= max(0, len(all)-namedMost); i-- {
			lines = append(lines, append(bot.Short(all[i].Event, []feeds.Item{all[i].Item}, v), behind(i)...))
		}
		m.Add(bot.Bullets, lines...)
	}
	tell("watch.before", found, func(i int) []bot.Span { return []bot.Span{bot.Say("watch.quote", feeds.CleanLine(hits[i].Quote))} })
	tell("watch.lists", unread, func(int) []bot.Span { return nil })
	return nil
}

// texts are the items of an event with what they say.
func (d *Desk) texts(ctx context.Context, id feeds.EventID) ([]feeds.Item, error) {
	_, items, err := d.Items.Event(ctx, id)
	for i := 0; err == nil && i < len(items); i++ {
		items[i], err = d.Items.Item(ctx, items[i].ID)
	}
	return items, err
}

// sameWatch reports whether two entries ask for the same on behalf of the same.
func sameWatch(a, b bot.WatchEntry) bool {
	return a.Kind == b.Kind && bot.Fold(a.Name) == bot.Fold(b.Name) && slices.Equal(a.Aliases, b.Aliases) && slices.Equal(a.Owners, b.Owners) && a.Quiet == b.Quiet
}

// mention is how Slack writes a person into a command.
var mention = regexp.MustCompile(`^<@([A-Za-z0-9]+)(\|[^>]*)?>$`)

// self is how people name themselves among owners.
const self = "me"

// owners are those named, or the actor first when they name fewer than two. Each must
// be somebody who can be written to: what notices say of a name goes to them alone, and
// to nobody where the only one is away. asked is the command without them, to be
// completed.
func (d *Desk) owners(c bot.Command, value, asked string) ([]string, error) {
	actor := c.Actor.User
	if !d.person(c.Actor.Workspace, actor) {
		actor = "" // at the terminal, of a chat
	}
	var owners []string
	for o := range values(value) {
		if o = personID(o); o == self && actor != "" {
			o = actor
		}
		switch {
		case o == "":
		case strings.ContainsAny(o, "/\x00 ") || !d.person(c.Actor.Workspace, o):
			return nil, bot.Wrong("mistake.watch_owner", feeds.CleanLine(cut(o)))
		default:
			owners = add(owners, o)
		}
	}
	if len(owners) < 2 && actor != "" && !slices.Contains(owners, actor) {
		owners = append([]string{actor}, owners...)
	}
	switch {
	case len(owners) < 2 && actor != "" && slices.Contains(owners, actor):
		return nil, bot.Wrong("mistake.watch_second", feeds.CleanLine(asked))
	case len(owners) < 2:
		return nil, bot.Wrong("mistake.watch_owners", feeds.CleanLine(asked))
	}
	return owners, nil
}

// mentioned takes the people out of the words behind a name: a chat that completes a
// mention puts a blank behind it, so that owners stand apart.
func (d *Desk) mentioned(c bot.Command, words []string) (rest, people []string) {
	for _, w := range words {
		w = strings.Trim(w, ",，")
		id := personID(w)
		if id != w && d.Person != nil && d.person(c.Actor.Workspace, id) {
			people = append(people, id)
		} else if w != "" {
			rest = append(rest, w)
		}
	}
	return rest, people
}

// personID is the id in a mention, or the word as it is.
func personID(word string) string {
	word = strings.TrimSpace(word)
	if m := mention.FindStringSubmatch(word); m != nil {
		return m[1]
	}
	return strings.TrimPrefix(word, "@")
}

// person reports whether somebody can be written to alone.
func (d *Desk) person(w feeds.WorkspaceID, id string) bool {
	return id != "" && (d.Person == nil || d.Person(w, id))
}

// watches are the entries of the workspace: those of the actor alone when own.
func (d *Desk) watches(ctx context.Context, c bot.Command, own bool) ([]bot.WatchEntry, error) {
	all, err := d.WatchLists.Watches(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(w bot.WatchEntry) bool {
		return w.Workspace != c.Actor.Workspace || own && !c.Actor.Operator && !slices.Contains(w.Owners, c.Actor.User)
	}), nil
}

func (d *Desk) watchList(ctx context.Context, c bot.Command) (bot.Message, error) {
	own, err := d.watches(ctx, c, true)
	if err != nil {
		return bot.Message{}, err
	}
	if len(own) == 0 {
		return none[bot.WatchEntry]("watch.none"), nil
	}
	m := said("watch.head", len(own))
	lines := make([]bot.Line, len(own))
	for i, w := range own {
		names := strings.Join(append([]string{w.Name}, w.Aliases...), " / ")
		lines[i] = bot.Line{bot.Say("watch.row", string(w.ID), bot.Say(kindPhrases[w.Kind]), feeds.CleanLine(names), feeds.CleanLine(strings.Join(w.Owners, ", ")))}
	}
	addRows(c, &m, listed(lines))
	m.Data = own
	return m, nil
}

func (d *Desk) watchRemove(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) != 1 {
		return bot.Message{}, bot.Wrong("mistake.watch")
	}
	own, err := d.watches(ctx, c, true)
	if err != nil {
		return bot.Message{}, err
	}
	i := slices.IndexFunc(own, func(w bot.WatchEntry) bool {
		return string(w.ID) == bot.Fold(c.Words[0]) || bot.Fold(w.Name) == bot.Fold(c.Words[0])
	})
	if i < 0 {
		return bot.Message{}, bot.Wrong("mistake.no_watch", feeds.CleanLine(cut(c.Words[0])))
	}
	if err := d.WatchLists.DropWatch(ctx, c.Actor.Workspace, own[i].ID, d.audit(c, "remove "+string(own[i].ID))); err != nil {
		return bot.Message{}, err
	}
	return said("watch.removed", string(own[i].ID)), nil
}
