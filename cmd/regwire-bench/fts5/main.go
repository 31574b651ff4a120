// Command fts5 asks made-up items for words, through the program's own index or
// through SQLite's FTS5 over the same items, and prints what it took as a line of
// JSON. The bench starts it once for each, so that neither pays for the other:
//
//	go run . --engine ours --items 100000
//	go run . --engine fts5 --items 100000
//
// It is a module apart because SQLite in Go takes minutes to compile, which nobody
// who only vets or runs the rest of the bench should wait for.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// engine holds the items and finds the ten newest of a query.
type engine interface {
	// build stores the items and returns when the index is done. It tells the CPU
	// time that indexing took.
	build(ctx context.Context, l *library, items int) (time.Duration, error)
	find(ctx context.Context, q query) ([]int, error)
	close() error
}

// query is one of a class.
type query struct {
	words string
	topic int // -1 for any
	since int // day, 0 for any
}

// class is a kind of query: so many ideographs, or two English words for 0.
type class struct {
	name     string
	runes    int
	filtered bool
}

var classes = []class{
	{"2 characters", 2, false},
	{"2 characters, filtered", 2, true},
	{"4 characters", 4, false},
	{"4 characters, filtered", 4, true},
	{"8 characters", 8, false},
	{"8 characters, filtered", 8, true},
	{"two words", 0, false},
	{"two words, filtered", 0, true},
}

// result is what the program prints.
type result struct {
	Items    int           `json:"items"`
	IndexCPU float64       `json:"index_cpu"`    // seconds
	AnonMB   float64       `json:"anonymous_mb"` // after the queries
	Classes  []classResult `json:"classes"`
}

type classResult struct {
	Name  string  `json:"name"`
	P50   float64 `json:"p50"` // milliseconds
	P99   float64 `json:"p99"`
	Found int     `json:"found"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fts5:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	name := flag.String("engine", "ours", "ours or fts5")
	items := flag.Int("items", 100_000, "number of items")
	asked := flag.Int("queries", 200, "queries of each class")
	flag.Parse()
	dir, err := os.MkdirTemp("", "regwire-find-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var e engine
	switch *name {
	case "ours":
		e, err = openOurs(dir)
	case "fts5":
		e, err = openSQLite(ctx, dir)
	default:
		return fmt.Errorf("no engine %q", *name)
	}
	if err != nil {
		return err
	}
	r, err := measure(ctx, e, *items, *asked)
	if err := cmp.Or(err, e.close()); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func measure(ctx context.Context, e engine, items, asked int) (result, error) {
	used, err := e.build(ctx, newLibrary(), items)
	if err != nil {
		return result{}, fmt.Errorf("build: %w", err)
	}
	r := result{Items: items, IndexCPU: used.Seconds()}
	all := pieces(items, asked)
	for _, c := range classes {
		one := classResult{Name: c.name}
		var took []float64
		for n := range asked {
			q := query{words: all[c.runes][n], topic: -1}
			if c.filtered {
				q.topic, q.since = n%topics, day(items)*2/3
			}
			ms, found, err := fastest(ctx, e, q)
			if err != nil {
				return r, fmt.Errorf("find %q: %w", q.words, err)
			}
			took, one.Found = append(took, ms), one.Found+found
		}
		slices.Sort(took)
		one.P50, one.P99 = took[len(took)/2], took[len(took)*99/100]
		r.Classes = append(r.Classes, one)
	}
	r.AnonMB, err = anonymous()
	return r, err
}

// fastest asks three times: other programs on the machine blur the quickest least.
func fastest(ctx context.Context, e engine, q query) (ms float64, found int, err error) {
	for i := range 3 {
		began := time.Now()
		hits, err := e.find(ctx, q)
		if err != nil {
			return 0, 0, err
		}
		if took := float64(time.Since(began).Microseconds()) / 1000; i == 0 || took < ms {
			ms = took
		}
		found = len(hits)
	}
	return ms, found, nil
}

// cpu is what the process has used so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// anonymous is the anonymous resident memory in megabytes.
func anonymous() (float64, error) {
	raw, err := os.ReadFile("/proc/self/smaps_rollup")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(raw)) {
		if value, ok := strings.CutPrefix(line, "Anonymous:"); ok {
			var kb float64
			_, err := fmt.Sscan(value, &kb)
			return kb / 1024, err
		}
	}
	return 0, fmt.Errorf("smaps_rollup tells no anonymous memory")
}
