package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/mmcdole/gofeed"
)

// The bare programs do the named part of the work and nothing else. They run in
// a child process, as the product does, so that both are measured alike.

// bareRound is what a bare program says after each round, a line of JSON.
type bareRound struct {
	Items   int     `json:"items"`
	Seconds float64 `json:"seconds"`
}

// bare is one program: what it does with each answer.
type bare struct {
	client *http.Client
	// conditional sends the validators of the round before.
	conditional bool
	parse       bool
	// parsing has a place for each core, as a careful program has.
	parsing chan struct{}

	mu         sync.Mutex
	validators map[string]http.Header
	items      int
}

// maxBareBody is what is read of a body at most: a program without any limit
// would never end at a publisher that sends without end.
const maxBareBody = 16 << 20

// runBare is the child process.
func runBare(_ context.Context, args []string) error {
	fs := flag.NewFlagSet(bareChild, flag.ContinueOnError)
	proxy := fs.String("proxy", "", "address of the publisher")
	hosts := fs.Int("hosts", 0, "number of hosts")
	flying := fs.Int("flying", 32, "requests in flight")
	times := fs.Int("times", 1, "rounds")
	parse := fs.Bool("parse", false, "parse what comes")
	conditional := fs.Bool("conditional", true, "send validators")
	page := fs.String("page", "feed.xml", "document to ask for")
	timeout := fs.Duration("timeout", time.Minute, "for one document")
	if err := fs.Parse(args); err != nil {
		return err
	}
	u, err := url.Parse(*proxy)
	if err != nil {
		return fmt.Errorf("proxy: %w", err)
	}
	b := &bare{
		client: &http.Client{Timeout: *timeout, Transport: &http.Transport{
			Proxy: http.ProxyURL(u), MaxIdleConns: 4 * *flying, MaxIdleConnsPerHost: 4 * *flying,
		}},
		conditional: *conditional, parse: *parse, parsing: make(chan struct{}, runtime.GOMAXPROCS(0)), validators: map[string]http.Header{},
	}
	out := json.NewEncoder(os.Stdout)
	for range *times {
		began := time.Now()
		b.round(*hosts, *flying, *page)
		if err := out.Encode(bareRound{Items: b.items, Seconds: time.Since(began).Seconds()}); err != nil {
			return err
		}
		b.items = 0
	}
	return nil
}

// round asks every host once. Faults are the publisher's: a failed request ends
// that one only.
func (b *bare) round(hosts, flying int, page string) {
	todo := make(chan int)
	var wg sync.WaitGroup
	for range flying {
		wg.Go(func() {
			for i := range todo {
				_ = b.get(context.Background(), "http://"+hostName(i)+"/"+page) // a fault of the publisher
			}
		})
	}
	for i := range hosts {
		todo <- i
	}
	close(todo)
	wg.Wait()
}

func (b *bare) get(ctx context.Context, address string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	if b.conditional {
		b.mu.Lock()
		known := b.validators[address]
		b.mu.Unlock()
		if tag := known.Get("ETag"); tag != "" {
			r.Header.Set("If-None-Match", tag)
			r.Header.Set("If-Modified-Since", known.Get("Last-Modified"))
		}
	}
	resp, err := b.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body := io.LimitReader(resp.Body, maxBareBody)
	if !b.parse || resp.StatusCode != http.StatusOK {
		_, err = io.Copy(io.Discard, body)
	} else {
		err = b.read(body)
	}
	if err != nil || resp.StatusCode != http.StatusOK {
		return err
	}
	b.mu.Lock()
	b.validators[address] = resp.Header
	b.mu.Unlock()
	return nil
}

func (b *bare) read(body io.Reader) error {
	b.parsing <- struct{}{}
	defer func() { <-b.parsing }()
	feed, err := gofeed.NewParser().Parse(body)
	if err != nil {
		return err
	}
	if len(feed.Items) == 0 {
		return errors.New("feed without items")
	}
	b.mu.Lock()
	b.items += len(feed.Items)
	b.mu.Unlock()
	return nil
}
