package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
	"github.com/regwire/regwire/store/index"
)

// Buckets of this file:
//
//	"items"   8-byte number -> feeds.Item without its text
//	"texts"   8-byte number -> framed text, zstd-compressed when it is not short
//	"unread"  host, zero byte, 8-byte next try, 8-byte number -> nothing, or one byte for
//	          an item that was read, and whose page is to be asked again
const (
	tableItems  table = "items"
	tableTexts  table = "texts"
	tableUnread table = "unread"
)

// The texts are short: one encoder and one decoder, used for whole values, are
// safe for several goroutines.
var (
	textWriter, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	textReader, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(256<<20))
)

// edited remembers which items a list changed while a reader may have been at
// work on them, by the epoch of the newest claim at that moment.
type edited struct {
	mu    sync.Mutex
	epoch map[feeds.ItemID]uint64
}

func newEdited() *edited { return &edited{epoch: map[feeds.ItemID]uint64{}} }

func (e *edited) note(ids []feeds.ItemID, epoch uint64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, id := range ids {
		e.epoch[id] = epoch
	}
}

// since reports whether the item was edited after the claim was given.
func (e *edited) since(id feeds.ItemID, claim uint64) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	epoch, ok := e.epoch[id]
	return ok && epoch >= claim
}

func (e *edited) forget(ids []feeds.ItemID, claim uint64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, id := range ids {
		if e.epoch[id] < claim {
			delete(e.epoch, id)
		}
	}
}

// getItem reads an item without its text.
func (s *Store) getItem(tx *bbolt.Tx, id feeds.ItemID) (feeds.Item, error) {
	key, err := itemKey(id)
	if err != nil {
		return feeds.Item{}, err
	}
	var item feeds.Item
	ok, err := s.getRecord(tx, tableItems, key, &item)
	if err == nil && !ok {
		err = fmt.Errorf("item %s: %w", id, feeds.ErrNotFound)
	}
	return item, err
}

func (s *Store) getItems(tx *bbolt.Tx, ids []feeds.ItemID) ([]feeds.Item, error) {
	items := make([]feeds.Item, 0, len(ids))
	for _, id := range ids {
		key, err := itemKey(id)
		if err != nil {
			return nil, err
		}
		var item feeds.Item
		ok, err := s.getRecord(tx, tableItems, key, &item)
		if err != nil {
			return nil, err
		}
		if ok {
			items = append(items, item)
		}
	}
	return items, nil
}

// getWaiting is getRecord for an item that is probably unread.
func (s *Store) getWaiting(tx *bbolt.Tx, key []byte, item *feeds.Item) (ok bool, err error) {
	raw := tableItems.in(tx).Get(key)
	if raw == nil {
		return false, nil
	}
	n := seqOf(key)
	if kept, ok := s.decoded.waiting(n, raw); ok {
		*item = kept.item()
		return true, nil
	}
	if ok, err = s.decode(tableItems, key, raw, item); ok {
		s.decoded.put(n, raw, keptOf(item))
	}
	return ok, err
}

// getText reads the text of an item; a damaged one counts as absent.
func (s *Store) getText(tx *bbolt.Tx, id feeds.ItemID) (string, error) {
	key, err := itemKey(id)
	if err != nil {
		return "", err
	}
	raw := tableTexts.in(tx).Get(key)
	if raw == nil {
		return "", nil
	}
	payload, err := frame.Payload(tableTexts, key, raw)
	if err != nil {
		s.damage.note(tableTexts, key)
		return "", nil //nolint:nilerr // damage is noted and set aside, and never stops a read
	}
	if !bytes.HasPrefix(payload, zstdMagic) {
		return string(payload), nil
	}
	text, err := textReader.DecodeAll(payload, nil)
	if err != nil {
		return "", fmt.Errorf("expand text of item %s: %w", id, err)
	}
	return string(text), nil
}

// zstdMagic begins what is compressed; no text in UTF-8 begins so.
var zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// minPacked is the size from which a text is compressed: the content of a feed's
// item is short, comes by the dozen, and would shrink by a third only.
const minPacked = 1 << 10

// frameText is the record of a text.
func frameText(key []byte, text string) []byte {
	if len(text) < minPacked {
		return frame.Of(tableTexts, key, text)
	}
	return frame.Of(tableTexts, key, textWriter.EncodeAll([]byte(text), nil))
}

// putItem writes an item and, apart from it, its text.
func (s *Store) putItem(tx *bbolt.Tx, item *feeds.Item) error {
	return s.putItemOver(tx, item, "")
}

// putItemOver is putItem where the stored text is known: the same is not written again.
func (s *Store) putItemOver(tx *bbolt.Tx, item *feeds.Item, stored string) error {
	key, err := itemKey(item.ID)
	if err != nil {
		return err
	}
	text := cmp.Or(item.Text, item.Article.Text)
	if err := s.putUntouched(tx, item); err != nil {
		return err
	}
	if err := index.Touch(buckets{tx}, seqOf(key)); err != nil {
		return err
	}
	if text == "" || text == stored {
		return nil
	}
	return putRaw(tx, tableTexts, key, frameText(key, text))
}

// putUntouched writes an item without its text, of which nothing has changed that is
// searched.
func (s *Store) putUntouched(tx *bbolt.Tx, item *feeds.Item) error {
	key, err := itemKey(item.ID)
	if err != nil {
		return err
	}
	kept := keptOf(item)
	raw, err := kept.encode(key, item)
	if err != nil {
		return err
	}
	if err := putRaw(tx, tableItems, key, raw); err != nil {
		return err
	}
	s.decoded.put(seqOf(key), raw, kept)
	return nil
}

// encode gives the record of the item, without its text.
func (k decodedItem) encode(key []byte, item *feeds.Item) ([]byte, error) {
	if k.waiting != nil {
		e, _ := encoders.Get().(*encoder)
		defer encoders.Put(e)
		if payload, ok := k.waiting.append(e.room()); ok {
			return frame.Of(tableItems, key, payload), nil // the copy that stays
		}
	}
	bare := *item
	bare.Text, bare.Article.Text = "", ""
	return encodeRecord(tableItems, key, &bare)
}

// newFill is how far pages are filled with new items.
const newFill = 0.9

// newItem gives the item, where it stands, its number and what nobody said of it, and
// queues it for reading.
func (s *Store) newItem(tx *bbolt.Tx, item *feeds.Item) (uint64, error) {
	if item.Workspace != "" {
		s.private.Store(true)
	}
	items := tableItems.in(tx)
	n, err := items.NextSequence()
	if err != nil {
		return 0, fmt.Errorf("number an item: %w", err)
	}
	// Numbers grow: pages that new ones fill are not split by later ones.
	items.FillPercent, tableTexts.in(tx).FillPercent = newFill, newFill
	item.ID, item.State, item.Event = itemID(n), feeds.ItemUnread, ""
	if item.Found.IsZero() {
		item.Found = s.now()
	}
	if item.NextTry.IsZero() {
		item.NextTry = item.Found
	}
	if item.Host == "" {
		item.Host = hostOf(item)
	}
	if err := s.putItem(tx, item); err != nil {
		return 0, err
	}
	return n, enqueue(tx, item)
}

// hostOf is the host of the address; an address without one is read under the
// source's name, so that it does not wait for ever.
func hostOf(item *feeds.Item) string {
	return cmp.Or(feeds.Host(item.URL), string(item.Source))
}

func unreadKey(item *feeds.Item) ([]byte, error) {
	n, err := number('i', string(item.ID))
	if err != nil {
		return nil, err
	}
	if err := noZero(item.Host); err != nil {
		return nil, fmt.Errorf("host of item %s: %w", item.ID, err)
	}
	at := item.NextTry
	if item.State == feeds.ItemRead {
		at = item.Seen.Again
	}
	key := append(words(item.Host), seqKey(stamp(at))...)
	return append(key, seqKey(n)...), nil
}

// enqueue puts an item that waits to be read into its host's queue, unless it
// was set aside. One that was read, or its title alone, waits when it is to be asked again.
func enqueue(tx *bbolt.Tx, item *feeds.Item) error {
	if !queued(item) {
		return nil
	}
	key, err := unreadKey(item)
	if err != nil {
		return err
	}
	value := []byte{}
	if item.State == feeds.ItemRead {
		value = []byte{review}
	}
	return putRaw(tx, tableUnread, key, value)
}

// review marks in the queue an item that was read.
const review = 'r'

// queued reports whether the item stands in its host's queue.
func queued(item *feeds.Item) bool {
	switch {
	case item.Quarantine != "":
		return false
	case item.State == feeds.ItemRead:
		return !item.Seen.Again.IsZero()
	}
	return item.State == feeds.ItemUnread || !item.NextTry.IsZero()
}

func dequeue(tx *bbolt.Tx, item *feeds.Item) error {
	key, err := unreadKey(item)
	if err != nil {
		return err
	}
	return deleteKey(tx, tableUnread, key)
}

// ClaimUnread claims the next host that has unread items whose next try has
// come, and returns at most limit of them, the oldest first.
func (s *Store) ClaimUnread(ctx context.Context, owner string, limit int) (feeds.Claim, []feeds.Item, error) {
	return s.claimUnread(ctx, limit, func() (feeds.Claim, bool, error) { return s.takeUnread(owner) })
}

// ClaimUnreadOf is ClaimUnread of one host.
func (s *Store) ClaimUnreadOf(ctx context.Context, host, owner string, limit int) (feeds.Claim, []feeds.Item, error) {
	return s.claimUnread(ctx, limit, func() (feeds.Claim, bool, error) {
		claim, lapsed, ok := s.claims.Take(feeds.ClaimUnread, host, owner)
		if !ok {
			return feeds.Claim{}, false, feeds.ErrNoWork
		}
		return claim, lapsed, nil
	})
}

func (s *Store) claimUnread(ctx context.Context, limit int, take func() (claim feeds.Claim, lapsed bool, err error)) (feeds.Claim, []feeds.Item, error) {
	if err := s.room.Growing(); err != nil {
		return feeds.Claim{}, nil, err
	}
	if s.lookBack() {
		if err := s.requeueAhead(ctx); err != nil {
			return feeds.Claim{}, nil, err
		}
	}
	for range claimTries {
		claim, lapsed, err := take()
		if err != nil {
			return feeds.Claim{}, nil, err
		}
		if err := s.settleIf(ctx, lapsed); err != nil {
			return feeds.Claim{}, nil, s.giveBack(claim, err)
		}
		items, err := s.unreadOf(claim.Subject, limit)
		if err != nil {
			return feeds.Claim{}, nil, s.giveBack(claim, err)
		}
		if len(items) > 0 {
			return claim, items, nil
		}
		if err := s.giveUp(ctx, claim); err != nil {
			return feeds.Claim{}, nil, err
		}
	}
	return feeds.Claim{}, nil, feeds.ErrNoWork
}

// takeUnread takes the first free host with work after the one taken last.
func (s *Store) takeUnread(owner string) (claim feeds.Claim, lapsed bool, err error) {
	s.rotate.Lock()
	defer s.rotate.Unlock()
	now := stamp(s.now())
	ok := false
	err = s.db.View(func(tx *bbolt.Tx) error {
		c := tableUnread.in(tx).Cursor()
		var from []byte
		if s.rotated != "" {
			from = append([]byte(s.rotated), 1)
		}
		wrapped := from == nil
		for k := seek(c, from); ; {
			if k == nil {
				if wrapped {
					return nil
				}
				wrapped, k = true, seek(c, nil)
				continue
			}
			host, try := splitUnread(k)
			if try <= now {
				if claim, lapsed, ok = s.claims.Take(feeds.ClaimUnread, host, owner); ok {
					s.rotated = host
					return nil
				}
			}
			k = seek(c, append([]byte(host), 1))
		}
	})
	if err == nil && !ok {
		err = feeds.ErrNoWork
	}
	return claim, lapsed, err
}

func seek(c *bbolt.Cursor, from []byte) []byte {
	if from == nil {
		k, _ := c.First()
		return k
	}
	k, _ := c.Seek(from)
	return k
}

func splitUnread(k []byte) (host string, try uint64) {
	i := len(k) - 17
	if i < 0 {
		return string(k), never
	}
	return string(k[:i]), seqOf(k[:i+9])
}

// unreadOf gives what is new before what is only to be looked at again.
func (s *Store) unreadOf(host string, limit int) ([]feeds.Item, error) {
	items := make([]feeds.Item, 0, limit)
	err := s.db.View(func(tx *bbolt.Tx) (err error) {
		for _, again := range []bool{false, true} {
			if items, err = s.waitingOf(tx, host, again, limit, items); err != nil {
				return err
			}
		}
		return nil
	})
	return items, err
}

// waitingOf adds the items of the host whose time has come: those to be read, or those
// to be looked at again.
func (s *Store) waitingOf(tx *bbolt.Tx, host string, again bool, limit int, items []feeds.Item) ([]feeds.Item, error) {
	now, prefix := stamp(s.now()), words(host)
	c := tableUnread.in(tx).Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix) && len(items) < limit; k, v = c.Next() {
		if _, try := splitUnread(k); try > now {
			break
		}
		if again != (len(v) > 0) {
			continue
		}
		var item feeds.Item // in its place: an item is more than a kilobyte
		items = append(items, item)
		last := &items[len(items)-1]
		key := k[len(k)-8:]
		ok, err := s.getWaiting(tx, key, last)
		if err != nil {
			return items, err
		}
		if !ok {
			items = items[:len(items)-1]
			continue
		}
		if last.Text, err = s.getText(tx, last.ID); err != nil {
			return items, err
		}
	}
	return items, nil
}

// Item is the item with its text.
func (s *Store) Item(_ context.Context, id feeds.ItemID) (feeds.Item, error) {
	var item feeds.Item
	err := s.db.View(func(tx *bbolt.Tx) (err error) {
		item, err = s.withText(tx, id)
		return err
	})
	return item, err
}

func (s *Store) withText(tx *bbolt.Tx, id feeds.ItemID) (feeds.Item, error) {
	item, err := s.getItem(tx, id)
	if err != nil {
		return item, err
	}
	item.Text, err = s.getText(tx, id)
	return item, err
}

// ItemFor is the item of the first key that is known, among public items and
// those of the workspace, with its text.
func (s *Store) ItemFor(_ context.Context, w feeds.WorkspaceID, keys []feeds.Key) (item feeds.Item, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		n, ok := s.itemOfKeys(tx, w, keys)
		if !ok {
			return fmt.Errorf("item of keys %v: %w", keys, feeds.ErrNotFound)
		}
		item, err = s.withText(tx, itemID(n))
		return err
	})
	return item, err
}

// nextTry is when an item that a list changed is read again.
func nextTry(now time.Time, item feeds.Item) feeds.Item {
	item.State, item.Attempts, item.NextTry = feeds.ItemUnread, 0, now
	return item
}
