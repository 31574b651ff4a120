// Command regwire-bench measures the built binary against what cannot be gone
// below: bare programs that do one part of the work and nothing else. It serves
// thousands of feeds on loopback as the binary's egress proxy, runs both sides as
// child processes within a minute of each other, three times each, and prints the
// median ratio beside its bar. It exits with 1 when a bar is not met.
//
//	go run . --bars 1,3,4        from this folder
//	go run . --quick             a tenth of the feeds, one run each
//	go run . --profile FILE      records what the compiler is guided by (profile.go)
//
// Absolute figures are of one machine; only ratios are worth quoting. The module
// is apart from the program's so that nothing of it reaches the binary.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Names of child processes of our own.
const (
	bareChild   = "bare"
	slackChild  = "bare-slack"
	outboxChild = "outbox"
)

var children = map[string]func(context.Context, []string) error{bareChild: runBare, slackChild: runBareSlack, outboxChild: runOutbox}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := command(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "regwire-bench:", err)
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	if len(args) > 0 {
		if child, ok := children[args[0]]; ok {
			return child(ctx, args[1:])
		}
	}
	fs := flag.NewFlagSet("regwire-bench", flag.ContinueOnError)
	list := fs.String("bars", "", "numbers of the bars to measure, all when empty")
	quick := fs.Bool("quick", false, "a tenth of the size, one run each: a look, no measurement")
	root := fs.String("root", filepath.Join("..", ".."), "folder of the program's module")
	items := fs.Int("items", 100_000, "items that bars 13 and 14 look for words in; their limits are others from 1,000,000 on")
	binary := fs.String("binary", "", "measure this binary instead of building one")
	record := fs.String("profile", "", "record a profile for the compiler into this file and measure nothing")
	if err := fs.Parse(args); err != nil {
		return err
	}
	wanted, err := numbers(*list)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "regwire-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &bench{root: *root, dir: dir, hosts: 1000, times: 3, items: *items}
	if *quick {
		b.hosts, b.times, b.items = 100, 1, *items/10
	}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if *record != "" {
		return b.profile(ctx, *record)
	}
	if *binary != "" {
		b.product = &product{binary: *binary, dir: dir}
	} else if b.product, err = buildProduct(ctx, *root, dir); err != nil {
		return err
	}
	return b.measure(ctx, wanted)
}

// numbers reads "1,3,4"; nil means all.
func numbers(list string) ([]int, error) {
	if list == "" {
		return nil, nil
	}
	var out []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || !slices.ContainsFunc(bars, func(b bar) bool { return b.n == n }) {
			return nil, fmt.Errorf("--bars: %q is none of %s", word, known())
		}
		out = append(out, n)
	}
	return out, nil
}

func known() string {
	var words []string
	for _, b := range bars {
		words = append(words, strconv.Itoa(b.n))
	}
	return strings.Join(words, ",")
}

// bench is one measurement of everything that was asked for.
type bench struct {
	root, dir, self string
	product         *product
	hosts           int // feeds of a usual run
	times           int // runs whose median counts
	items           int // of a search
	found           []found
}

// bar is one of the promises: its number and how it is measured.
type bar struct {
	n       int
	what    string
	measure func(*bench, context.Context) ([]figure, error)
}

// figure is one measured value beside what it may be.
type figure struct {
	what  string
	value float64
	limit float64
	// least: the limit is the smallest value allowed, not the largest.
	least bool
	// free figures are told and not judged.
	free bool
	unit string
}

func (f figure) met() bool {
	switch {
	case f.free:
		return true
	case f.least:
		return f.value >= f.limit
	}
	return f.value <= f.limit
}

func (f figure) String() string {
	if f.free {
		return fmt.Sprintf("        %-58s %9.3f%s", f.what, f.value, f.unit)
	}
	word, sign := "PASS", "<="
	if !f.met() {
		word = "FAIL"
	}
	if f.least {
		sign = ">="
	}
	return fmt.Sprintf("  %s  %-58s %9.3f%s  bar %s %g", word, f.what, f.value, f.unit, sign, f.limit)
}

// bars are all promises that this program measures.
var bars = []bar{
	{1, "first refresh: fetch, parse, dedupe, store, against bare gofeed", (*bench).firstRefresh},
	{2, "first refresh with reading, events and outbox, against bare gofeed", (*bench).firstReading},
	{3, "steady refresh, 304, against bare http", (*bench).steady304},
	{4, "steady refresh, 200 and the same body, against bare http", (*bench).steady200},
	{5, "50 ms latency, against feeds x latency / in flight", (*bench).latency},
	{6, "five times as many feeds: wall per feed", (*bench).growth},
	{7, "dedupe of a seen item, against gofeed's time for it", (*bench).dedupe},
	{8, "commits per changed feed", (*bench).commits},
	{9, "durable writes, against a plain Update", (*bench).writes},
	{11, "a pass over a text, against Aho-Corasick libraries and a plain loop", (*bench).lexicon},
	{12, "near-duplicates: what joins, and what an item costs", (*bench).nearDuplicates},
	{13, "find, ten newest, against SQLite FTS5", (*bench).find},
	{14, "search index, against SQLite FTS5", (*bench).index},
	{15, "one alert to 10,000 channels, against slack-go alone", (*bench).broadcast},
	{16, "429 on one channel: delay of the others", (*bench).throttled},
	{18, "list page of 60 KB in GBK, against goquery alone", (*bench).listPage},
	{19, "faults: good feeds and memory, against a clean run", (*bench).faulty},
	{20, "idle: memory and CPU", (*bench).idle},
	{21, "exec to first poll, against an empty program", (*bench).startUp},
	{22, "size of the stripped binary", (*bench).size},
}

// measure prints all figures, and fails when one misses its bar.
func (b *bench) measure(ctx context.Context, wanted []int) error {
	var missed []string
	for _, x := range bars {
		if wanted != nil && !slices.Contains(wanted, x.n) {
			continue
		}
		fmt.Printf("%2d  %s\n", x.n, x.what)
		began := time.Now()
		figures, err := x.measure(b, ctx)
		if err != nil {
			return fmt.Errorf("bar %d: %w", x.n, err)
		}
		for _, f := range figures {
			fmt.Println(f)
			if !f.met() {
				missed = append(missed, strconv.Itoa(x.n))
			}
		}
		fmt.Printf("        (%.0f s)\n", time.Since(began).Seconds())
	}
	if missed = slices.Compact(missed); len(missed) > 0 {
		return errors.New("not met: " + strings.Join(missed, ", "))
	}
	return nil
}

func median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	if len(s) == 0 {
		return 0
	}
	return s[len(s)/2]
}
