package main

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// The usual publisher: 20 items of 300 characters, 21 KB.
const (
	usualItems = 20
	usualBody  = 300
	flying     = 64
)

// pair is the product's run and the bare one beside it.
type pair struct{ ours, bare run }

// sides are the arguments of a comparison.
type sides struct {
	knobs    Knobs
	hosts    int
	flying   int
	settings settings
	product  []string
	bare     []string
}

// compare runs both sides, turn about, each against a publisher of its own.
func (b *bench) compare(ctx context.Context, s sides) ([]pair, error) {
	if s.knobs.Items == 0 {
		s.knobs.Items, s.knobs.Body = usualItems, usualBody
	}
	if s.flying == 0 {
		s.flying = flying
	}
	var pairs []pair
	for range b.times {
		var p pair
		var err error
		if p.bare, err = b.bare(ctx, s); err != nil {
			return nil, err
		}
		if p.ours, err = b.ours(ctx, s); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

func (b *bench) bare(ctx context.Context, s sides) (run, error) {
	address, stop, err := listen(NewPublisher(s.knobs))
	if err != nil {
		return run{}, err
	}
	defer stop()
	args := []string{bareChild, "--proxy", "http://" + address, "--hosts", strconv.Itoa(s.hosts), "--flying", strconv.Itoa(s.flying)}
	return start(ctx, b.self, append(args, s.bare...)...)
}

func (b *bench) ours(ctx context.Context, s sides) (run, error) {
	address, stop, err := listen(NewPublisher(s.knobs))
	if err != nil {
		return run{}, err
	}
	defer stop()
	set := s.settings
	set.hosts, set.flying, set.proxy = s.hosts, s.flying, address
	if set.page == "" {
		set.page = "feed.xml"
	}
	return b.product.poll(ctx, set, s.product...)
}

// ratio is the median over the pairs of one figure of both sides.
func ratio(pairs []pair, of func(run) float64) float64 {
	var all []float64
	for _, p := range pairs {
		all = append(all, of(p.ours)/of(p.bare))
	}
	return median(all)
}

func middle(pairs []pair, of func(pair) float64) float64 {
	var all []float64
	for _, p := range pairs {
		all = append(all, of(p))
	}
	return median(all)
}

func wall(r run) float64       { return r.wall.Seconds() }
func cpu(r run) float64        { return r.cpu.Seconds() }
func steadyWall(r run) float64 { return r.steady().Seconds }
func steadyCPU(r run) float64  { return r.steady().cpu.Seconds() }

// complete reports a run that did not do its work: fast and wrong is no figure.
func complete(pairs []pair, hosts, rounds int) error {
	for _, p := range pairs {
		if got := p.ours.rounds[0]; got.New != hosts*usualItems || got.Visits != hosts || got.Failed > 0 {
			return fmt.Errorf("the product stored %d items in %d visits (%d failed), want %d in %d: %s", got.New, got.Visits, got.Failed, hosts*usualItems, hosts, p.ours.stderr)
		}
		if len(p.ours.rounds) != rounds || len(p.bare.rounds) != rounds {
			return fmt.Errorf("%d and %d rounds, want %d", len(p.ours.rounds), len(p.bare.rounds), rounds)
		}
	}
	return nil
}

func (b *bench) firstRefresh(ctx context.Context) ([]figure, error) {
	pairs, err := b.compare(ctx, sides{
		knobs: Knobs{Items: usualItems, Body: usualBody, Validators: true}, hosts: b.hosts,
		product: []string{"--no-read"}, bare: []string{"--parse"},
	})
	if err != nil {
		return nil, err
	}
	if err := complete(pairs, b.hosts, 1); err != nil {
		return nil, err
	}
	commits := middle(pairs, func(p pair) float64 { return float64(p.ours.rounds[0].Commits) / float64(b.hosts) })
	return []figure{
		{what: "wall, whole process, robots.txt of every host included", value: ratio(pairs, wall), limit: 1.3, unit: "x"},
		{what: "CPU, whole process, robots.txt of every host included", value: ratio(pairs, cpu), limit: 1.3, unit: "x"},
		{what: "commits per feed", value: commits, limit: 0.5},
		{what: "wall of the round alone", value: ratio(pairs, func(r run) float64 { return r.rounds[0].Seconds }), unit: "x", free: true},
		{what: "bare gofeed, wall", value: middle(pairs, func(p pair) float64 { return wall(p.bare) }), unit: " s", free: true},
		{what: "bare gofeed, CPU", value: middle(pairs, func(p pair) float64 { return cpu(p.bare) }), unit: " s", free: true},
		{what: "largest resident set", value: middle(pairs, func(p pair) float64 { return float64(p.ours.peak) / (1 << 20) }), unit: " MB", free: true},
	}, nil
}

func (b *bench) firstReading(ctx context.Context) ([]figure, error) {
	pairs, err := b.compare(ctx, sides{
		knobs: Knobs{Items: usualItems, Body: usualBody, Validators: true}, hosts: b.hosts,
		settings: settings{backfill: 30}, product: []string{"--post"}, bare: []string{"--parse"},
	})
	if err != nil {
		return nil, err
	}
	if err := complete(pairs, b.hosts, 1); err != nil {
		return nil, err
	}
	for _, p := range pairs {
		if got := p.ours.rounds[0].Read; got != b.hosts*usualItems {
			return nil, fmt.Errorf("the product read %d items, want %d", got, b.hosts*usualItems)
		}
	}
	return []figure{
		{what: fmt.Sprintf("wall, whole process, one item in %d relevant", relevantEvery), value: ratio(pairs, wall), limit: 4, unit: "x"},
		{what: "CPU, whole process", value: ratio(pairs, cpu), limit: 4, unit: "x"},
		{what: "bare gofeed, wall", value: middle(pairs, func(p pair) float64 { return wall(p.bare) }), unit: " s", free: true},
		{what: "bare gofeed, CPU", value: middle(pairs, func(p pair) float64 { return cpu(p.bare) }), unit: " s", free: true},
	}, nil
}

// steadyRounds are those that count; many, since each is short. Those between the
// first and them let the product finish the search index of what the first brought.
const (
	settleRounds = 24
	steadyRounds = 24
	allRounds    = 1 + settleRounds + steadyRounds
)

func (b *bench) steady304(ctx context.Context) ([]figure, error) {
	times := []string{"--times", strconv.Itoa(allRounds)}
	pairs, err := b.compare(ctx, sides{
		knobs: Knobs{Items: usualItems, Body: usualBody, Validators: true}, hosts: b.hosts,
		product: append([]string{"--no-read"}, times...), bare: times,
	})
	if err != nil {
		return nil, err
	}
	return steadyFigures(pairs, b.hosts)
}

func (b *bench) steady200(ctx context.Context) ([]figure, error) {
	times := []string{"--times", strconv.Itoa(allRounds)}
	pairs, err := b.compare(ctx, sides{
		hosts: b.hosts, product: append([]string{"--no-read"}, times...), bare: append([]string{"--conditional=false"}, times...),
	})
	if err != nil {
		return nil, err
	}
	return steadyFigures(pairs, b.hosts)
}

func steadyFigures(pairs []pair, hosts int) ([]figure, error) {
	if err := complete(pairs, hosts, allRounds); err != nil {
		return nil, err
	}
	for _, p := range pairs {
		if s := p.ours.steady(); s.Unchanged != steadyRounds*hosts {
			return nil, fmt.Errorf("%d of %d visits found nothing changed, want all", s.Unchanged, steadyRounds*hosts)
		}
	}
	return []figure{
		{what: "wall", value: ratio(pairs, steadyWall), limit: 1.5, unit: "x"},
		{what: "CPU", value: ratio(pairs, steadyCPU), limit: 1.5, unit: "x"},
		{what: "commits", value: middle(pairs, func(p pair) float64 { return float64(p.ours.steady().Commits) })},
		{what: "documents parsed", value: middle(pairs, func(p pair) float64 { return float64(p.ours.steady().Parsed) })},
		{what: "CPU per visit", value: middle(pairs, func(p pair) float64 { return steadyCPU(p.ours) / steadyRounds / float64(hosts) * 1e6 }), unit: " us", free: true},
		{what: "bare http, CPU per request", value: middle(pairs, func(p pair) float64 { return steadyCPU(p.bare) / steadyRounds / float64(hosts) * 1e6 }), unit: " us", free: true},
	}, nil
}

func (b *bench) latency(ctx context.Context) ([]figure, error) {
	const wait, flying, rounds = 50 * time.Millisecond, 32, 3
	times := []string{"--times", strconv.Itoa(rounds)}
	pairs, err := b.compare(ctx, sides{
		knobs: Knobs{Items: usualItems, Body: usualBody, Validators: true, Latency: wait}, hosts: b.hosts, flying: flying,
		product: append([]string{"--no-read"}, times...), bare: append([]string{"--parse"}, times...),
	})
	if err != nil {
		return nil, err
	}
	if err := complete(pairs, b.hosts, rounds); err != nil {
		return nil, err
	}
	floor := float64((b.hosts+flying-1)/flying) * wait.Seconds()
	return []figure{
		{what: "304", value: middle(pairs, func(p pair) float64 { return steadyWall(p.ours) / (rounds - 1) / floor }), limit: 1.25, unit: "x"},
		{what: "everything new", value: middle(pairs, func(p pair) float64 { return p.ours.rounds[0].Seconds / floor }), unit: "x", free: true},
		{what: "bare http, 304", value: middle(pairs, func(p pair) float64 { return steadyWall(p.bare) / (rounds - 1) / floor }), unit: "x", free: true},
	}, nil
}

func (b *bench) growth(ctx context.Context) ([]figure, error) {
	const rounds, more = 4, 5
	perFeed := func(hosts int) (first, steady float64, err error) {
		var f, s []float64
		for range b.times {
			r, err := b.ours(ctx, sides{
				knobs: Knobs{Items: usualItems, Body: usualBody, Validators: true}, hosts: hosts, flying: flying,
				product: []string{"--no-read", "--times", strconv.Itoa(rounds)},
			})
			if err != nil {
				return 0, 0, err
			}
			f = append(f, r.rounds[0].Seconds/float64(hosts))
			s = append(s, steadyWall(r)/float64(hosts))
		}
		return median(f), median(s), nil
	}
	first1, steady1, err := perFeed(b.hosts)
	if err != nil {
		return nil, err
	}
	first5, steady5, err := perFeed(more * b.hosts)
	if err != nil {
		return nil, err
	}
	return []figure{
		{what: "first refresh", value: first5 / first1, limit: 1.2, unit: "x"},
		{what: "304", value: steady5 / steady1, limit: 1.2, unit: "x"},
	}, nil
}

func (b *bench) commits(ctx context.Context) ([]figure, error) {
	p := NewPublisher(Knobs{Items: usualItems, Body: usualBody, Validators: true, Change: 5})
	address, stop, err := listen(p)
	if err != nil {
		return nil, err
	}
	defer stop()
	r, err := b.product.poll(ctx, settings{hosts: b.hosts, flying: flying, proxy: address, page: "feed.xml"}, "--no-read", "--times", "6")
	if err != nil {
		return nil, err
	}
	s, changed := r.steady(), float64(p.Counts().Changes)
	if float64(s.New) != changed || changed == 0 {
		return nil, fmt.Errorf("%d new items were stored of %.0f published", s.New, changed)
	}
	return []figure{
		{what: "5 % changed: commits per changed feed", value: float64(s.Commits) / changed, limit: 0.5},
		{what: "5 % changed: feeds parsed per changed feed", value: float64(s.Parsed) / changed, limit: 1},
		{what: "first refresh: commits per feed", value: float64(r.rounds[0].Commits) / float64(b.hosts), limit: 0.5},
	}, nil
}
