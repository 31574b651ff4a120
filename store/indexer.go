package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
	"github.com/regwire/regwire/store/index"
)

// Buckets of the search index, which is package index's: it is derived from items, texts
// and events, and so no part of the layout or of an export.
const (
	tableSearch  table = index.Name
	tableTouched table = index.TouchedName
)

// indexPause lets a burst of commits pass before it is indexed.
const indexPause = 250 * time.Millisecond

// indexer is the index with the goroutine that keeps it up to date.
type indexer struct {
	*index.Index
	start sync.Once
	work  sync.WaitGroup
	wake  chan struct{}
}

func newIndexer(s *Store) *indexer {
	return &indexer{Index: index.New(indexDB{s}, index.Limits{}), wake: make(chan struct{}, 1)}
}

// indexSoon has the index brought up to date, and begins with that work when
// it is the first time: not with Open, which nothing of this may delay.
func (s *Store) indexSoon() {
	if s.readOnly {
		return
	}
	s.search.start.Do(func() {
		s.closing.RLock()
		defer s.closing.RUnlock()
		if !s.closed {
			s.search.work.Go(s.indexLoop)
		}
	})
	select {
	case s.search.wake <- struct{}{}:
	default:
	}
}

func (s *Store) indexLoop() {
	for {
		select {
		case <-s.stop:
			return
		case <-s.search.wake:
		}
		select {
		case <-s.stop:
			return
		case <-time.After(indexPause):
		}
		if err := s.warmLeads(); err != nil {
			s.log.Error("recent events could not be read ahead; lists are slower but right", "err", err)
		}
		if err := s.index(); err != nil && !errors.Is(err, ErrClosed) && !errors.Is(err, feeds.ErrFull) {
			s.log.Error("search index could not be brought up to date; finds are slow but right", "err", err)
		}
	}
}

// index brings the index up to date. Damage met there is mended the next time.
func (s *Store) index() error {
	err := s.search.Update(s.stopping)
	if errors.Is(err, frame.ErrDamaged) {
		s.log.Error("search index is damaged and is made anew", "err", err)
		s.indexSoon()
		return nil
	}
	if err != nil {
		return err
	}
	s.decoded.clear() // of what is indexed nobody asks again soon
	s.leads.forget()
	return nil
}

func (s *Store) stopping() bool {
	select {
	case <-s.stop:
		return true
	default:
		return false
	}
}

// touchItems has the items of an event indexed anew.
func touchItems(tx *bbolt.Tx, ids []feeds.ItemID) error {
	if tableTouched.in(tx) == nil {
		return nil
	}
	for _, id := range ids {
		n, err := number('i', string(id))
		if err != nil {
			return err
		}
		if err := index.Touch(buckets{tx}, n); err != nil {
			return err
		}
	}
	return nil
}

// retouch brings the index up to date with a damaged record that was set aside.
func retouch(tx *bbolt.Tx, d damaged) error {
	switch d.table {
	case tableItems, tableTexts:
		return index.Touch(buckets{tx}, seqOf(d.key))
	case tableEvents: // its items cannot be told any more
		return index.Drop(buckets{tx})
	}
	return nil
}

// indexDB is the store as its index sees it: index.DB.
type indexDB struct{ s *Store }

// View reads the database as it is at one moment.
func (d indexDB) View(do func(index.Reader) error) error {
	return d.s.db.View(func(tx *bbolt.Tx) error { return do(&snapshot{buckets{tx}, d.s}) })
}

// Write hands the write to the committer.
func (d indexDB) Write(grows bool, do func(index.Tx) error) error {
	return d.s.write(context.Background(), &request{grows: grows, do: func(tx *bbolt.Tx) error { return do(buckets{tx}) }})
}

// buckets is a transaction as the index sees it: index.Tx.
type buckets struct{ *bbolt.Tx }

func (b buckets) Bucket(name []byte) index.Bucket { return bucketOrNil(b.Tx.Bucket(name)) }

func (b buckets) MakeBucket(name []byte) (index.Bucket, error) {
	in, err := b.CreateBucketIfNotExists(name)
	return bucketOrNil(in), err
}

// bucket is index.Bucket.
type bucket struct{ in *bbolt.Bucket }

// bucketOrNil keeps a bucket that is not there from being one of no bucket.
func bucketOrNil(b *bbolt.Bucket) index.Bucket {
	if b == nil {
		return nil
	}
	return bucket{b}
}

func (b bucket) Get(key []byte) []byte           { return b.in.Get(key) }
func (b bucket) Put(key, value []byte) error     { return b.in.Put(key, value) }
func (b bucket) Delete(key []byte) error         { return b.in.Delete(key) }
func (b bucket) Cursor() index.Cursor            { return b.in.Cursor() }
func (b bucket) Fill(part float64)               { b.in.FillPercent = part }
func (b bucket) Bucket(name []byte) index.Bucket { return bucketOrNil(b.in.Bucket(name)) }
func (b bucket) DeleteBucket(name []byte) error  { return b.in.DeleteBucket(name) }
func (b bucket) MakeBucket(name []byte) (index.Bucket, error) {
	in, err := b.in.CreateBucketIfNotExists(name)
	return bucketOrNil(in), err
}
