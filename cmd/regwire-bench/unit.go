package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"github.com/mmcdole/gofeed"
)

// The benchmarks of single packages compare with a limit inside one run; here
// they are run and judged.

var metric = regexp.MustCompile(`([0-9.e+]+) (\S+)`)

// fewRounds are for benchmarks of which a round takes long; where it is short, the
// collector may run in either half of so few and decide the ratio.
const (
	fewRounds  = 3
	manyRounds = 100
)

// goBench runs one benchmark of the program and gives the metrics of each of its
// lines, by the line's name.
func (b *bench) goBench(ctx context.Context, pkg, name string, rounds int) (map[string]map[string]float64, error) {
	cmd := exec.CommandContext(ctx, "go", "test", pkg, "-run", "^$", "-bench", "^"+name+"$", "-benchtime", strconv.Itoa(rounds)+"x", "-count", strconv.Itoa(b.times))
	cmd.Dir = b.root
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("go test -bench %s %s: %w\n%s", name, pkg, err, out)
	}
	all := map[string]map[string][]float64{}
	for line := range bytes.Lines(out) {
		fields := bytes.Fields(line)
		if len(fields) < 3 || !bytes.HasPrefix(fields[0], []byte("Benchmark")) {
			continue
		}
		line := all[string(fields[0])]
		if line == nil {
			line = map[string][]float64{}
			all[string(fields[0])] = line
		}
		for _, m := range metric.FindAllSubmatch(bytes.Join(fields[1:], []byte(" ")), -1) {
			if v, err := strconv.ParseFloat(string(m[1]), 64); err == nil {
				line[string(m[2])] = append(line[string(m[2])], v)
			}
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("benchmark %s of %s printed nothing", name, pkg)
	}
	middles := map[string]map[string]float64{}
	for name, line := range all {
		middles[name] = map[string]float64{}
		for unit, values := range line {
			middles[name][unit] = median(values)
		}
	}
	return middles, nil
}

// value is the one metric of that unit in any line.
func value(lines map[string]map[string]float64, unit string) (float64, error) {
	for _, line := range lines {
		if v, ok := line[unit]; ok {
			return v, nil
		}
	}
	return 0, fmt.Errorf("no benchmark printed %q", unit)
}

// gofeedItem is the CPU time that gofeed takes for one item of the usual feed.
func gofeedItem() (time.Duration, error) {
	const rounds = 200
	docs := [][]byte{rss(hostName(2), usualItems, 0, usualBody), atom(hostName(1), usualItems, 0, usualBody)}
	began := ownCPU()
	for i := range rounds {
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(docs[i%len(docs)]))
		if err != nil || len(feed.Items) != usualItems {
			return 0, fmt.Errorf("gofeed reads a feed of ours wrongly: %w", err)
		}
	}
	return (ownCPU() - began) / (rounds * usualItems), nil
}

func (b *bench) dedupe(ctx context.Context) ([]figure, error) {
	lines, err := b.goBench(ctx, "./store", "BenchmarkDedupe", fewRounds)
	if err != nil {
		return nil, err
	}
	ns, err := value(lines, "cpu-ns/seen-item")
	if err != nil {
		return nil, err
	}
	parse, err := gofeedItem()
	if err != nil {
		return nil, err
	}
	return []figure{
		{what: "seen item", value: 100 * ns / float64(parse.Nanoseconds()), limit: 1, unit: "%"},
		{what: "gofeed, an item", value: float64(parse.Nanoseconds()) / 1000, unit: " us", free: true},
	}, nil
}

func (b *bench) writes(ctx context.Context) ([]figure, error) {
	lines, err := b.goBench(ctx, "./store", "BenchmarkWrite", fewRounds)
	if err != nil {
		return nil, err
	}
	quiet, err := value(lines, "x-plain")
	if err != nil {
		return nil, err
	}
	many, err := value(lines, "x-rate-of-plain")
	if err != nil {
		return nil, err
	}
	return []figure{
		{what: "quiet, one writer: time of a plain Update", value: quiet, limit: 1.5, unit: "x"},
		{what: "100 writers: rate of plain Updates", value: many, limit: 8, least: true, unit: "x"},
	}, nil
}

func (b *bench) listPage(ctx context.Context) ([]figure, error) {
	lines, err := b.goBench(ctx, "./feeds/extract", "BenchmarkListPage", manyRounds)
	if err != nil {
		return nil, err
	}
	x, err := value(lines, "x-bare")
	if err != nil {
		return nil, err
	}
	return []figure{{what: "sniffing, decoding and extracting twenty rows", value: x, limit: 1.2, unit: "x"}}, nil
}

// nearDuplicates are the shares that the variants of made-up notices join, and what
// keys and decision of an item cost, beside gofeed's time for one.
func (b *bench) nearDuplicates(ctx context.Context) ([]figure, error) {
	lines, err := b.goBench(ctx, "./feeds/dedupe", "BenchmarkNearDuplicates", fewRounds)
	if err != nil {
		return nil, err
	}
	figures := []figure{
		{what: "cut, prefixed, suffixed, reworded: worst share that joins", limit: 95, least: true, unit: "%"},
		{what: "other number: worst share that joins", limit: 0, unit: "%"},
		{what: "other subject, day or stage: worst share that joins", limit: 1, unit: "%"},
		{what: "an item, against parsing it", limit: 2, unit: "x"},
	}
	for i, unit := range []string{"%-variants-joined", "%-other-numbers-joined", "%-others-joined", "cpu-ns/item"} {
		if figures[i].value, err = value(lines, unit); err != nil {
			return nil, err
		}
	}
	parse, err := gofeedItem()
	if err != nil {
		return nil, err
	}
	figures[3].value /= float64(parse.Nanoseconds())
	return figures, nil
}
