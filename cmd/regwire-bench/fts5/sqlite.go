package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// sqlite is FTS5 over texts whose Chinese is cut into pairs beforehand, which finds
// words of any length. Filters are columns of a table beside it.
type sqlite struct {
	db              *sql.DB
	plain, filtered *sql.Stmt
}

func openSQLite(ctx context.Context, dir string) (engine, error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "items.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=cache_size(-64000)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &sqlite{db: db}
	for _, statement := range []string{
		`CREATE TABLE items (n INTEGER PRIMARY KEY, title TEXT, body TEXT, topic INTEGER, day INTEGER)`,
		`CREATE INDEX by_topic ON items (topic, day)`,
		`CREATE VIRTUAL TABLE words USING fts5(pairs, content='', tokenize='unicode61')`,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%s: %w", statement, err)
		}
	}
	s.plain, err = db.PrepareContext(ctx, `SELECT words.rowid, title, day FROM words JOIN items ON items.n = words.rowid WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT 10`)
	if err != nil {
		return nil, err
	}
	s.filtered, err = db.PrepareContext(ctx, `SELECT words.rowid, title, day FROM words JOIN items ON items.n = words.rowid WHERE words MATCH ? AND topic = ? AND day >= ? ORDER BY words.rowid DESC LIMIT 10`)
	return s, err
}

func (s *sqlite) close() error { return s.db.Close() }

func (s *sqlite) build(ctx context.Context, l *library, items int) (time.Duration, error) {
	var used time.Duration // of indexing; making texts up and storing them is not counted
	for done := 0; done < items; {
		batch := make([]item, min(5000, items-done))
		for i := range batch {
			batch[i] = l.next()
		}
		err := s.insert(ctx, `INSERT INTO items VALUES (?, ?, ?, ?, ?)`, batch, func(x item) []any {
			return []any{x.n, x.title, x.text, x.topic, x.day}
		})
		if err != nil {
			return 0, err
		}
		before := cpu()
		err = s.insert(ctx, `INSERT INTO words (rowid, pairs) VALUES (?, ?)`, batch, func(x item) []any {
			return []any{x.n, inPairs(x.title+"\n"+x.text, true)}
		})
		if err != nil {
			return 0, err
		}
		used += cpu() - before
		done += len(batch)
	}
	return used, nil
}

func (s *sqlite) insert(ctx context.Context, statement string, batch []item, values func(item) []any) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	to, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return err
	}
	defer to.Close()
	for _, x := range batch {
		if _, err := to.ExecContext(ctx, values(x)...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (s *sqlite) find(ctx context.Context, q query) ([]int, error) {
	phrase := `"` + inPairs(q.words, false) + `"`
	var rows *sql.Rows
	var err error
	if q.topic >= 0 {
		rows, err = s.filtered.QueryContext(ctx, phrase, q.topic, q.since)
	} else {
		rows, err = s.plain.QueryContext(ctx, phrase)
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int
	for rows.Next() {
		var n, day int
		var title string
		if err := rows.Scan(&n, &title, &day); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// inPairs cuts Chinese into neighbouring pairs, a word each; with end the last
// ideograph of a run stands alone as well. Other words stay.
func inPairs(s string, end bool) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		switch {
		case r < 0x3400:
			if last != 0 && end {
				b.WriteString(string(last) + " ")
			}
			last = 0
			if r < 0x80 {
				b.WriteRune(r)
				continue
			}
			b.WriteByte(' ')
		default:
			if last != 0 {
				b.WriteString(string(last) + string(r) + " ")
			}
			last = r
		}
	}
	if last != 0 && end {
		b.WriteString(string(last))
	}
	return strings.TrimSpace(b.String())
}
