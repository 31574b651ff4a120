package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/bot/slack"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// Posting is measured on the program's own outbox, store and Slack package in a
// child process: the binary has no command that posts one alert to 10,000 channels
// without reading 10,000 subscriptions first.

const (
	workers  = 64 // of slack-go; the outbox has as many senders as in the program
	channels = 10000
	token    = "xoxb-bench"
)

func channelName(i int) string { return fmt.Sprintf("C%07d", i) }

func channelID(team string, i int) bot.ChannelID {
	return bot.ChannelID(slack.Name + ":" + team + "/" + channelName(i))
}

// postedRound is what a posting child says.
type postedRound struct {
	Posted  int     `json:"posted"`
	Seconds float64 `json:"seconds"`
	// Append is the part that wrote the deliveries down.
	Append float64 `json:"append"`
}

// runBareSlack posts as many messages by slack-go alone.
func runBareSlack(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet(slackChild, flag.ContinueOnError)
	base := fs.String("base", "", "address of the double")
	n := fs.Int("n", channels, "channels")
	if err := fs.Parse(args); err != nil {
		return err
	}
	transport := &http.Transport{MaxIdleConns: workers, MaxIdleConnsPerHost: workers}
	client := api.New(token, api.OptionAPIURL(*base), api.OptionHTTPClient(&http.Client{Transport: transport}))
	began := time.Now()
	var next, failed atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(*n); i = next.Add(1) {
				if _, _, err := client.PostMessageContext(ctx, channelName(int(i)), bareMessage(int(i))...); err != nil {
					failed.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if failed.Load() > 0 {
		return fmt.Errorf("%d posts failed", failed.Load())
	}
	return json.NewEncoder(os.Stdout).Encode(postedRound{Posted: *n, Seconds: time.Since(began).Seconds()})
}

// Words of the message, the same on both sides.
const (
	sayHead  = "New draft for comment, 14 September 2022"
	sayTitle = "Provisions on the Administration of Deep Synthesis of Internet Information Services (Draft for Comment)"
	sayZH    = "国家互联网信息办公室关于《互联网信息服务深度合成管理规定（征求意见稿）》公开征求意见的通知"
	sayBody  = "The Cyberspace Administration of China publishes a draft of 25 articles. It binds whoever offers deep synthesis services in China. Comments are open until 28 February 2022, by e-mail or letter. The draft asks for marks on generated content, a filing of algorithms and a security assessment."
	saySmall = "source: www.cac.gov.cn · found 2022-09-14 10:02 · event e17"
)

// bareMessage builds five blocks as a plain program would, and what else stands in
// the form of the program's posts: the words as text for notifications and screen
// readers, the delivery's key as metadata, and that links are not unfurled. Both
// sides then send, and the double reads, as much.
func bareMessage(i int) []api.MsgOption {
	section := func(s string) api.Block {
		return api.NewSectionBlock(api.NewTextBlockObject(api.MarkdownType, s, false, false), nil, nil)
	}
	small := api.NewContextBlock("", api.NewTextBlockObject(api.MarkdownType, saySmall, false, false))
	return []api.MsgOption{
		api.MsgOptionText(strings.Join([]string{sayHead, sayTitle, sayZH, sayBody, saySmall}, "\n"), false),
		api.MsgOptionBlocks(section("*"+sayHead+"*"), section(sayTitle), section(sayZH), section(sayBody), small),
		api.MsgOptionMetadata(api.SlackMetadata{EventType: "bench_delivery", EventPayload: map[string]any{
			"delivery": string(channelID("T0123ABC", i)) + "|alert|e1|", "kind": "alert", "repeat": false,
		}}),
		api.MsgOptionParse(false), api.MsgOptionDisableLinkUnfurl(), api.MsgOptionDisableMediaUnfurl(),
	}
}

func ourMessage() bot.Message {
	var m bot.Message
	for _, b := range []struct {
		kind bot.BlockKind
		text feeds.Text
	}{{bot.Headline, sayHead}, {bot.Title, sayTitle}, {bot.Original, sayZH}, {bot.Body, sayBody}, {bot.Context, saySmall}} {
		m.Add(b.kind, bot.Line{{Text: b.text}})
	}
	m.Revision = 1
	return m
}

// runOutbox owes one alert to every channel, or several, and delivers them.
func runOutbox(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet(outboxChild, flag.ContinueOnError)
	base := fs.String("base", "", "address of the double")
	n := fs.Int("n", channels, "channels")
	each := fs.Int("each", 1, "alerts for each")
	data := fs.String("data", "", "data directory")
	apart := fs.Bool("apart", false, "put the first channel into a workspace of its own")
	if err := fs.Parse(args); err != nil {
		return err
	}
	s, err := store.Open(*data, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	platform, err := slack.New(slack.Config{Token: token, Base: *base})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var done atomic.Int64
	want := int64(*n * *each)
	message := ourMessage()
	o := outbox.New(outbox.Deps{
		Store: s, Platforms: map[string]bot.Platform{slack.Name: platform},
		Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) {
			m := message
			m.Blocks = slices.Clone(message.Blocks)
			return m, nil
		}},
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}, outbox.Config{Observe: func(_ bot.Delivery, r bot.Result) {
		if r.State == bot.Sent && done.Add(1) == want {
			stop()
		}
	}})
	began := time.Now()
	if err := s.Owe(ctx, owed(*n, *each, *apart)); err != nil {
		return err
	}
	appended := time.Since(began)
	if err := o.Run(ctx); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(postedRound{Posted: int(done.Load()), Seconds: time.Since(began).Seconds(), Append: appended.Seconds()})
}

func owed(n, each int, apart bool) []bot.Delivery {
	now := time.Now()
	all := make([]bot.Delivery, 0, n*each)
	for e := range each {
		for i := 1; i <= n; i++ {
			team := "T0123ABC"
			if apart && i == 1 {
				team = "T0456DEF"
			}
			all = append(all, bot.Delivery{
				Key:   bot.DeliveryKey{Channel: channelID(team, i), Kind: bot.KindAlert, Subject: fmt.Sprintf("e%d", e+1)},
				State: bot.Pending, Subscriptions: []bot.SubscriptionID{"s1"}, Created: now, Due: now, Revision: 1,
			})
		}
	}
	return all
}

// post runs a posting child against a double of Slack.
func (b *bench) post(ctx context.Context, s *Slack, child string, args ...string) (run, error) {
	address, stop, err := listen(s)
	if err != nil {
		return run{}, err
	}
	defer stop()
	args = append([]string{child, "--base", "http://" + address + "/api/"}, args...)
	if child == outboxChild {
		dir, err := os.MkdirTemp(b.dir, "outbox-")
		if err != nil {
			return run{}, err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		args = append(args, "--data", dir)
	}
	return start(ctx, b.self, args...)
}

func (b *bench) broadcast(ctx context.Context) ([]figure, error) {
	n := strconv.Itoa(channels * b.hosts / 1000)
	var pairs []pair
	var sizes []float64
	for range b.times {
		var p pair
		var err error
		plain := NewSlack(nil, 0)
		if p.bare, err = b.post(ctx, plain, slackChild, "--n", n); err != nil {
			return nil, err
		}
		double := NewSlack(nil, 0)
		if p.ours, err = b.post(ctx, double, outboxChild, "--n", n); err != nil {
			return nil, err
		}
		if posts, places, _ := double.Accepted(); strconv.Itoa(posts) != n || places != posts {
			return nil, fmt.Errorf("%d posts reached %d channels, want one on each of %s", posts, places, n)
		}
		pairs, sizes = append(pairs, p), append(sizes, double.Size()/plain.Size())
	}
	said := func(r run) float64 { return r.rounds[0].Seconds }
	return []figure{
		{what: "wall", value: ratio(pairs, said), limit: 1.3, unit: "x"},
		{what: "CPU", value: ratio(pairs, cpu), unit: "x", free: true},
		{what: "bytes of a post", value: median(sizes), unit: "x", free: true},
		{what: "writing the deliveries down, of slack-go's time", value: 100 * middle(pairs, func(p pair) float64 { return p.ours.rounds[0].Append / said(p.bare) }), limit: 10, unit: "%"},
		{what: "slack-go alone, per message", value: 1e6 * middle(pairs, func(p pair) float64 { return said(p.bare) }) / float64(channels*b.hosts/1000), unit: " us", free: true},
	}, nil
}

// throttled owes alerts to 200 channels, one of which answers 429, and looks at
// the others. Slack's Retry-After holds for a workspace and a method, and no call
// is made before it has passed: the channels of that workspace have to wait, so
// "no other" of the bar are the channels of other workspaces. What the wait costs
// the ones beside it is told too.
func (b *bench) throttled(ctx context.Context) ([]figure, error) {
	const places, after = 200, 2
	bad := channelName(1)
	p99 := func(throttle map[string]int, flags ...string) (float64, error) {
		double := NewSlack(throttle, after)
		began := time.Now()
		if _, err := b.post(ctx, double, outboxChild, append([]string{"--n", strconv.Itoa(places), "--each", "3"}, flags...)...); err != nil {
			return 0, err
		}
		if _, _, held := double.Accepted(); (held > 0) != (throttle != nil) {
			return 0, fmt.Errorf("%d posts were turned away", held)
		}
		all := slices.Sorted(slices.Values(double.Delays(began, map[string]bool{bad: true})))
		return all[len(all)*99/100], nil
	}
	var others, same, plain []float64
	for range b.times {
		without, err := p99(nil)
		if err != nil {
			return nil, err
		}
		elsewhere, err := p99(map[string]int{bad: 2}, "--apart")
		if err != nil {
			return nil, err
		}
		beside, err := p99(map[string]int{bad: 2})
		if err != nil {
			return nil, err
		}
		others, same, plain = append(others, elsewhere/without), append(same, beside/without), append(plain, without)
	}
	return []figure{
		{what: "channels of other workspaces, which the bar means: p99", value: median(others), limit: 1.5, unit: "x"},
		{what: "channels of the workspace that Slack told to wait: p99", value: median(same), unit: "x", free: true},
		{what: "p99 to a channel's third alert without any 429", value: median(plain), unit: " s", free: true},
	}, nil
}
