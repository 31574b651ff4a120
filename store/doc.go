// Package store keeps everything the bot must not forget in one bbolt file:
// items and events, visits, subscriptions, channels, what is owed to whom, and
// who changed what. Start with Open and Store.
//
// Writes are whole operations (Commit, CommitPlans, CommitResults, Subscribe …):
// each is all or nothing, and a change stands in one transaction with what
// vouches for it. One goroutine carries out all of them, taking everything that
// waits into one transaction. Work is claimed before it is done, and a write
// whose claim has passed to somebody else is refused. A record whose checksum
// does not hold is set aside and never served.
//
// The package decides nothing about publishing or telling: whether two items are
// one event is decided by the Joiner that a Round brings along, who is owed what
// by the outbox.
//
// What it is made of lies beneath it and knows of no record: store/frame (checksums),
// store/object (JSON by hand), store/pages (whether the file is a tree), store/room
// (whether the disk has room), store/claims (who holds what), store/index (finds). Page
// copies live in store/copies.
//
// # Where to look
//
// Each file begins with the buckets that are its own.
//
// The file as a whole:
//
//	store.go      Store, Open and Close; the buckets and the number of their layout
//	file.go       the database file: made, opened, refused when it is cut short or damaged
//	holder.go     which process has it, for who finds it in use
//	upgrade.go    brings the layout of an earlier version forward
//	backup.go     one consistent copy, with its SHA-256
//	restore.go    puts a copy into place and holds what may have been posted since
//	shrink.go     writes a file anew that is mostly free
//	survey.go     looks a whole file over, and marks one that was not closed
//	leavings.go   rooms for copies, and what killed processes leave in them
//	export.go     all records as JSON, a line each, and back
//	stats.go      figures for operators; room on the disk
//	backlog.go    what waits, for operators
//
// Records and writes:
//
//	key.go        what keys are made of
//	record.go     records: framed, encoded, walked
//	damage.go     sets damaged records aside
//	committer.go  the one goroutine that writes, many writes to a transaction
//	claims.go     work given back, or never handed out
//	decoded.go    items that were just written, and need not be decoded
//	leads.go      events with their leading items, kept decoded
//
// What is published (feeds): a Round comes in, items become events.
//
//	sources.go    sources that people added
//	visits.go     when each source is due, and how its last visits went
//	checks.go     how well sources were watched, by month
//	seen.go       which rows of a list are known
//	commit.go     a Round in one transaction: what is new, what was read, what joins
//	news.go       what a Round counts, and old items that are no news
//	items.go      items, their texts, and the queue of what is to be read
//	waiting.go    an item that waits to be read, small and written by hand
//	ahead.go      items that a clock which was set back has queued for later
//	copies.go     which page copies are named
//	offers.go     the events that an item may join, for a Joiner to choose from
//	moves.go      items that another item draws to its event
//	events.go     events, their keys, those that nobody has planned
//	revision.go   what an item changes of its event
//	steps.go      lineage: the steps from one event to others
//	since.go      from when a step holds
//	curate.go     people split events and join them
//	days.go       events by the days that count down, or on which they were published
//	retain.go     texts that need not be kept
//
// Who is told (bot): people subscribe, deliveries are owed and posted.
//
//	subscriptions.go       subscriptions, channels, workspaces, the audit log
//	watches.go             words that people watch for
//	marks.go               what people saved, took or noted; calendars
//	requests.go            commands that were taken and are not done
//	deliveries.go          what is owed: planned, owed and listed
//	deliveries_record.go   the record of a delivery, by hand
//	owing.go               which channel is served next
//	posts.go               a channel with what it is owed: begun, ended, rested
//	unwanted.go            what nobody wants any more when a subscription goes
//	forget.go              all that is kept of a person
//
// Finds: the index is package index's.
//
//	find.go       a query, and its answers as records
//	fold.go       text as it is searched
//	documents.go  items and events as the index is handed them
//	looked.go     what finds looked at last
//	indexer.go    the goroutine that keeps the index up to date; bbolt as it sees it
package store
