package main

import (
	"context"
	"fmt"
	"time"
)

// faulty runs each fault at some per cent of the hosts, beside a clean run. What
// counts is when the last good feed was had, so the wait for the bad ones is not
// in it. A drip is waited for to the end of its minute, once.
func (b *bench) faulty(ctx context.Context) ([]figure, error) {
	hosts := max(b.hosts*3/10, 100)
	const percent = 5 // the most that is promised
	var out []figure
	for _, f := range faults {
		times := b.times
		if f == Drip {
			times = 1
		}
		var waits, peaks []float64
		for range times {
			clean, err := b.oneFaulty(ctx, hosts, NoFault, 0)
			if err != nil {
				return nil, err
			}
			got, err := b.oneFaulty(ctx, hosts, f, percent)
			if err != nil {
				return nil, err
			}
			waits = append(waits, got.good.Seconds()/clean.good.Seconds())
			peaks = append(peaks, float64(got.peak)/float64(clean.peak))
		}
		out = append(out,
			figure{what: string(f) + ": time to the last good feed", value: median(waits), limit: 1.5, unit: "x"},
			figure{what: string(f) + ": largest resident set", value: median(peaks), limit: 2, unit: "x"},
		)
	}
	crowd, err := b.crowd(ctx, percent)
	return append(out, crowd...), err
}

// crowd is a round of many feeds among which bodies without end are many too: what
// they take together must stay within what a small machine has.
func (b *bench) crowd(ctx context.Context, percent int) ([]figure, error) {
	hosts := 5 * b.hosts
	got, err := b.oneFaulty(ctx, hosts, Endless, percent)
	if err != nil {
		return nil, err
	}
	return []figure{
		{what: fmt.Sprintf("%d feeds, %d %% endless: most anonymous memory", hosts, percent), value: float64(got.anon) / (1 << 20), limit: 200, unit: " MB"},
	}, nil
}

// mishap is how a run with a fault went.
type mishap struct {
	good time.Duration
	peak int64 // largest resident set
	anon int64
}

func (b *bench) oneFaulty(ctx context.Context, hosts int, f Fault, percent int) (mishap, error) {
	p := NewPublisher(Knobs{Items: usualItems, Body: usualBody, Validators: true, Fault: f, Faulty: percent})
	address, stop, err := listen(p)
	if err != nil {
		return mishap{}, err
	}
	defer stop()
	began := time.Now()
	r, err := b.product.poll(ctx, settings{hosts: hosts, flying: 32, proxy: address, page: "feed.xml"}, "--no-read")
	if err != nil {
		return mishap{}, err
	}
	bad := 0
	for i := range hosts {
		if percent > 0 && chosen(hostName(i), "fault", percent) && f != GBK && f != Redirect {
			bad++
		}
	}
	if want := (hosts - bad) * usualItems; r.rounds[0].New != want {
		return mishap{}, fmt.Errorf("%s: %d items were stored, the good feeds have %d", f, r.rounds[0].New, want)
	}
	return mishap{good: p.lastGood().Sub(began), peak: r.peak, anon: r.anon}, nil
}
