package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// round is a Round on its way into a transaction.
type round struct {
	*feeds.Round
	claim  feeds.Claim
	done   feeds.Committed
	edited []feeds.ItemID
	read   []feeds.ItemID
	held   []*feeds.Item // found ones that holdLate marked, which are the caller's
}

// Commit writes the round, all or nothing. Rounds that were committed before,
// also those of the same transaction, are seen when it is decided what is new
// and which event an item joins.
func (s *Store) Commit(ctx context.Context, c feeds.Claim, r feeds.Round) (feeds.Committed, error) {
	var w *round
	lingers := visitLingers
	if c.Kind == feeds.ClaimUnread {
		lingers = readingLingers
	}
	err := s.write(ctx, &request{
		patience: lingers,
		grows:    true,
		scope:    scopeOf(r),
		check:    func() error { return s.claims.Check(c, feeds.ClaimHost, feeds.ClaimUnread) },
		do: func(tx *bbolt.Tx) error {
			w.letGo()
			w = &round{Round: &r, claim: c}
			return s.commitRound(tx, w)
		},
		after: func() {
			if r.Visit != nil {
				s.due.visited(*r.Visit)
				s.checks.note(*r.Visit, len(w.done.New))
			}
			s.edited.forget(w.read, c.Epoch)
			s.edited.note(w.edited, s.claims.Latest())
			if len(w.read)+len(w.edited) > 0 {
				s.indexSoon() // what was only found is about to be read, and indexed then
			}
		},
	})
	if err != nil {
		return feeds.Committed{}, err
	}
	return w.done, nil
}

// scopeOf is the source that a round is about; "" for rounds of readings.
func scopeOf(r feeds.Round) string {
	if r.Visit == nil {
		return ""
	}
	return string(r.Visit.Source)
}

func (s *Store) commitRound(tx *bbolt.Tx, w *round) error {
	if err := s.commitFound(tx, w); err != nil {
		return err
	}
	if w.Visit != nil {
		if err := s.putVisit(tx, w.visited(s.now())); err != nil {
			return err
		}
	}
	for _, read := range w.Read {
		if err := s.commitRead(tx, w, read); err != nil {
			return fmt.Errorf("commit reading of item %s: %w", read.Item.ID, err)
		}
	}
	for _, item := range w.Retry {
		if err := s.commitRetry(tx, item); err != nil {
			return fmt.Errorf("commit retry of item %s: %w", item.ID, err)
		}
	}
	return nil
}

// commitFound decides for each found item whether it is new, edited or known.
// Found items of one scope stand together, as their document did.
func (s *Store) commitFound(tx *bbolt.Tx, w *round) error {
	for rest := w.Found; len(rest) > 0; {
		first, n := &rest[0].Item, 1
		for n < len(rest) && rest[n].Item.Source == first.Source && rest[n].Item.Workspace == first.Workspace {
			n++
		}
		if err := s.commitScope(tx, w, scope(first.Source, first.Workspace), rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

func (s *Store) commitScope(tx *bbolt.Tx, w *round, of string, found []feeds.Found) error {
	if of == "" || noZero(of) != nil {
		return fmt.Errorf("found items name no good source: %q", of)
	}
	m, err := s.loadMarks(tx, of)
	if err != nil {
		return err
	}
	s.holdLate(tx, w, m, of, found)
	sighted := make(sightings, 0, len(found))
	keys := 0
	for i := range found {
		keys += len(found[i].Keys)
		if err := s.commitOne(tx, w, m, of, &found[i], &sighted); err != nil {
			return err
		}
	}
	return m.store(tx, of, keys)
}

// sightings are the items that a document has shown so far: of two rows about
// one item the first speaks, else each poll would edit it back and forth.
type sightings []uint64

func (s *Store) commitOne(tx *bbolt.Tx, w *round, m *marks, of string, f *feeds.Found, sighted *sightings) error {
	if len(f.Keys) == 0 {
		return fmt.Errorf("found item %q of %s has no identity key", f.Item.Title, of)
	}
	look := lookOf(f)
	if same, ok := m.find(byLook, look); ok {
		*sighted = append(*sighted, same.item)
		return nil
	}
	keys := hashes(f.Keys)
	known, ok := s.recognise(tx, m, of, keys)
	if !ok {
		n, err := s.commitNew(tx, w, f, sighted)
		if err != nil {
			return err
		}
		return s.learn(tx, m, of, keys, n, look)
	}
	if slices.Contains(*sighted, known.item) {
		if m.has(keys) {
			return nil
		}
		return s.learn(tx, m, of, keys, known.item, known.look)
	}
	*sighted = append(*sighted, known.item)
	if err := s.commitEdit(tx, w, known.item, f.Item); err != nil {
		return err
	}
	return s.learn(tx, m, of, keys, known.item, look)
}

func (s *Store) commitNew(tx *bbolt.Tx, w *round, f *feeds.Found, sighted *sightings) (uint64, error) {
	n, err := s.newItem(tx, &f.Item)
	if err != nil {
		return 0, err
	}
	*sighted = append(*sighted, n)
	w.done.New = append(w.done.New, f.Item.ID)
	return n, nil
}

// learn keeps the keys of an item, for now and for good.
func (s *Store) learn(tx *bbolt.Tx, m *marks, of string, keys []uint64, item, look uint64) error {
	m.add(keys, item, look)
	for _, k := range keys {
		if old, ok := s.known(tx, m, of, k); ok && old == item {
			continue
		}
		if err := putKnown(tx, of, k, item); err != nil {
			return err
		}
	}
	return nil
}

// commitEdit brings a known item up to what its list shows now and has it read
// again; what the list leaves out stays.
func (s *Store) commitEdit(tx *bbolt.Tx, w *round, n uint64, now feeds.Item) error {
	old, err := s.getItems(tx, []feeds.ItemID{itemID(n)})
	if err != nil || len(old) == 0 { // a damaged record stays known
		return err
	}
	item := old[0]
	before := item
	if !feeds.Completes(now.Title, item.Title) { // the article said it in full
		item.Title = cmp.Or(now.Title, item.Title)
	}
	item.URL = cmp.Or(now.URL, item.URL)
	item.Published = cmp.Or(now.Published, item.Published)
	item.Deadline = cmp.Or(now.Deadline, item.Deadline)
	item.DeadlineQuote = cmp.Or(now.DeadlineQuote, item.DeadlineQuote)
	if item.Title == before.Title && item.URL == before.URL && item.Published == before.Published && item.Deadline == before.Deadline {
		return nil
	}
	if item.URL != before.URL {
		item.Host = hostOf(&item)
	}
	if queued(&before) {
		if err := dequeue(tx, &before); err != nil {
			return err
		}
	}
	item = nextTry(s.now(), item)
	w.done.Changed = append(w.done.Changed, item.ID)
	w.edited = append(w.edited, item.ID)
	if err := s.putItem(tx, &item); err != nil {
		return err
	}
	return enqueue(tx, &item)
}

// commitRetry keeps attempts and next try of an unread item, and when the page of one
// that was read is asked again.
func (s *Store) commitRetry(tx *bbolt.Tx, item feeds.Item) error {
	old, err := s.getItem(tx, item.ID)
	if err != nil {
		return err
	}
	if old.State != item.State {
		return nil // a list has changed it since
	}
	if err := dequeue(tx, &old); err != nil {
		return err
	}
	if old.State == feeds.ItemRead {
		old.Seen = item.Seen
		return errors.Join(s.putUntouched(tx, &old), enqueue(tx, &old))
	}
	old.Attempts, old.NextTry, old.Unread, old.Quarantine = item.Attempts, item.NextTry, item.Unread, item.Quarantine
	if err := s.putItem(tx, &old); err != nil {
		return err
	}
	return enqueue(tx, &old)
}

// commitRead writes an item with its reading and lets it join or start an event.
func (s *Store) commitRead(tx *bbolt.Tx, w *round, read feeds.ReadItem) error {
	key, err := itemKey(read.Item.ID)
	if err != nil {
		return err
	}
	var old feeds.Item
	if ok, err := s.getWaiting(tx, key, &old); err != nil {
		return err
	} else if !ok {
		return fmt.Errorf("item %s: %w", read.Item.ID, feeds.ErrNotFound)
	}
	text, err := s.getText(tx, old.ID)
	if err != nil {
		return err
	}
	read = s.merge(w, old, read, text)
	item := read.Item
	if err := dequeue(tx, &old); err != nil {
		return err
	}
	var event *feeds.Event
	old.Text = text
	if item.Quarantine == "" && item.State != feeds.ItemUnread {
		if item, event, err = s.place(tx, w, old, &read); err != nil {
			return err
		}
	}
	w.read = append(w.read, item.ID)
	if err := s.putItemOver(tx, &item, text); err != nil {
		return err
	}
	if event != nil && event.Lead == item.ID {
		if err := s.keepLead(tx, *event, item, read.Notes); err != nil {
			return err
		}
	}
	return enqueue(tx, &item)
}

// merge takes over what reading found. What the store and the list know better
// stays: whose the item is, its event, and edits that came while it was read,
// after which it is read once more. text is what was stored of it.
func (s *Store) merge(w *round, old feeds.Item, read feeds.ReadItem, text string) feeds.ReadItem {
	item := read.Item
	item.Source, item.Workspace, item.Event = old.Source, old.Workspace, old.Event
	item.Found, item.Submitted = old.Found, old.Submitted
	item.Baseline = item.Baseline && old.Baseline // the article may give the date that shows it is recent
	item.Host = cmp.Or(item.Host, old.Host)
	if item.State == feeds.ItemUnread || item.State == "" {
		item.State = feeds.ItemRead
	}
	if item.ReadAt.IsZero() {
		item.ReadAt = s.now()
	}
	if s.edited.since(item.ID, w.claim.Epoch) {
		item.Title, item.URL, item.Published = old.Title, old.URL, old.Published
		item.Deadline, item.DeadlineQuote, item.Host = old.Deadline, old.DeadlineQuote, old.Host
		read.Notes = nil
		item = nextTry(old.NextTry, item)
	}
	if item.Text == "" && item.Article.Text == "" && text != "" {
		// The page is gone or could not be had this time: what was read of it
		// before still holds.
		item.Text, item.Article, item.Copy = text, old.Article, cmp.Or(item.Copy, old.Copy)
		read.Notes = nil
		if old.Reading.Version != "" {
			item.Reading = old.Reading
		}
		if item.State == feeds.ItemTitleOnly {
			item.State, item.Unread = feeds.ItemRead, ""
		}
	}
	if item.Text != "" || item.Article.Text != "" {
		item.Removed = "" // it was published anew
	}
	read.Item = item
	return read
}

// Submit stores a link as an unread item unless the workspace knows it already,
// from its own people or from a public source. The audit row is written either way.
func (s *Store) Submit(ctx context.Context, f feeds.Found, a bot.Audit) (item feeds.Item, known bool, err error) {
	err = s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if item, known, err = s.submit(tx, f); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
	return item, known, err
}

func (s *Store) submit(tx *bbolt.Tx, f feeds.Found) (feeds.Item, bool, error) {
	if len(f.Keys) == 0 {
		return feeds.Item{}, false, fmt.Errorf("submitted link %s has no identity key", f.Item.URL)
	}
	if n, ok := s.itemOfKeys(tx, f.Item.Workspace, f.Keys); ok {
		item, err := s.withText(tx, itemID(n))
		return item, true, err
	}
	of := scope(f.Item.Source, f.Item.Workspace)
	if f.Item.Source == "" || strings.ContainsAny(of, "\x00") {
		return feeds.Item{}, false, fmt.Errorf("submitted link %s names no good source", f.Item.URL)
	}
	m, err := s.loadMarks(tx, of)
	if err != nil {
		return feeds.Item{}, false, err
	}
	n, err := s.newItem(tx, &f.Item)
	if err != nil {
		return feeds.Item{}, false, err
	}
	if err := s.learn(tx, m, of, hashes(f.Keys), n, lookOf(&f)); err != nil {
		return feeds.Item{}, false, err
	}
	return f.Item, false, m.store(tx, of, len(f.Keys))
}
