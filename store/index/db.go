package index

// DB is the database that holds the index, with the records that it is made of. The
// index asks for no more of a database than stands in this file.
type DB interface {
	// View calls do with the database as it is at one moment.
	View(do func(Reader) error) error
	// Write carries out do, all or nothing, in the order of all writes; do may be called
	// more than once. What grows is refused while the disk has no room for it.
	Write(grows bool, do func(Tx) error) error
}

// Tx is a transaction, as far as the index's own buckets go.
type Tx interface {
	Buckets
	ID() int // grows with every transaction that writes
}

// Reader is a transaction in which documents are read, too. Items are known by their
// numbers.
type Reader interface {
	Tx
	// Items goes through all items: their numbers are the keys, 8 bytes, big endian.
	Items() Cursor
	// Waiting are the items that are about to change, nil when they are more than most.
	Waiting(most int) map[uint64]bool
	// Outline is the document of an item without its text, nil when there is none or its
	// record is damaged. It belongs to who asks.
	Outline(item uint64) (*Document, error)
	// Fill reads the text of an outline, which takes longer than all the rest.
	Fill(d *Document) error
	// Text is the folded text of an item, mostly one that was asked for lately.
	Text(item uint64) (string, error)
	// Whole is the document of an item with its text, which is at hand; nil as with
	// Outline. Others may have it, too.
	Whole(item uint64, text string) (*Document, error)
}

// Buckets holds buckets by their names: a transaction does, and each bucket.
type Buckets interface {
	Bucket(name []byte) Bucket              // nil when there is none
	MakeBucket(name []byte) (Bucket, error) // the one that is there, or a new one
	DeleteBucket(name []byte) error         // with all that is in it
}

// Bucket is a map in the order of its keys. What it gives lives as long as the
// transaction and is not written to.
type Bucket interface {
	Buckets
	Get(key []byte) []byte // nil when there is none
	Put(key, value []byte) error
	Delete(key []byte) error
	Cursor() Cursor
	// Fill says how full pages become where keys come in order.
	Fill(part float64)
}

// Cursor goes through a bucket. A key of nil is behind the last; the value of a bucket
// within is nil.
type Cursor interface {
	First() (key, value []byte)
	Last() (key, value []byte)
	Next() (key, value []byte)
	Prev() (key, value []byte)
	Seek(at []byte) (key, value []byte) // the first that is not before at
}
