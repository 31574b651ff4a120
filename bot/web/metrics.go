package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Figures are what is counted when somebody asks, by the metric's labels where it
// has some.
type Figures struct {
	// Sources that are polled or off, by their state.
	Sources map[string]int
	// Good is when each source of the configuration was last read. Sources that
	// people add are counted by state alone: their ids are not ours to bound.
	Good map[feeds.SourceID]time.Time
	// Deliveries are what is owed, by platform and by what it waits for.
	Deliveries map[[2]string]int
	// Oldest is when the oldest delivery was due that should have been posted by now.
	Oldest time.Time
	// Held are channels that wait for a person.
	Held, Channels, Subscriptions int
	// Items and Events are stored; Unread items, Unplanned events, Requests of
	// people and Writes wait.
	Items, Events, Unread, Unplanned, Requests, Writes int
	// Damaged records are set aside.
	Damaged                      int
	Database, DatabaseFree, Disk int64 // bytes
	Full                         bool
	// Connected are the platforms that are heard over a connection of ours, and
	// whether it stands.
	Connected map[string]bool
}

// Metrics counts what an operator needs to see, and serves it for Prometheus. Label
// values are of fixed sets, or ids of the configuration.
type Metrics struct {
	registry *prometheus.Registry
	health   func(ctx context.Context) error
	log      *slog.Logger

	visits, posts, limited *prometheus.CounterVec
	found, read, writes    prometheus.Counter
	visit, commit          prometheus.Histogram
}

// MetricsDeps are what metrics are made from; all are needed.
type MetricsDeps struct {
	Version string
	Figures func(ctx context.Context) (Figures, error)
	Health  func(ctx context.Context) error
	Now     func() time.Time
	Log     *slog.Logger
}

// NewMetrics returns metrics that have counted nothing.
func NewMetrics(d MetricsDeps) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(), health: d.Health, log: d.Log,
		visits:  counters("visits_total", "Visits to sources by how they ended: items or article are good, throttled is a 429.", "outcome"),
		posts:   counters("posts_total", "Posts by platform and by the state of their delivery afterwards.", "platform", "state"),
		limited: counters("posts_limited_total", "Posts that a platform put off by Retry-After.", "platform"),
		found:   counter("items_found_total", "New items that visits brought."),
		read:    counter("items_read_total", "Items that were read."),
		writes:  counter("writes_total", "Writes that commits took on."),
		visit:   histogram("visit_duration_seconds", "How long a visit took, its waits for the host's pace included.", .05, .2, 1, 5, 20, 60),
		commit:  histogram("commit_duration_seconds", "How long a commit to the database took.", .001, .003, .01, .03, .1, .3, 1, 3),
	}
	m.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.visits, m.posts, m.limited, m.found, m.read, m.writes, m.visit, m.commit,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "regwire_build_info", Help: "The version that runs.", ConstLabels: prometheus.Labels{"version": d.Version},
		}, func() float64 { return 1 }),
		&census{d},
	)
	return m
}

const namespace = "regwire"

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help})
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
}

func histogram(name, help string, buckets ...float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: buckets})
}

// outcomes are the values of that label; anything else is "other".
var outcomes = map[feeds.Outcome]bool{
	feeds.OutcomeItems: true, feeds.OutcomeArticle: true, feeds.OutcomeBlocked: true, feeds.OutcomeThrottled: true,
	feeds.OutcomeGone: true, feeds.OutcomeRedirect: true, feeds.OutcomeError: true,
}

// Visited counts a visit and what it found.
func (m *Metrics) Visited(o feeds.Outcome, found int, took time.Duration) {
	label := "other"
	if outcomes[o] {
		label = string(o)
	}
	m.visits.WithLabelValues(label).Inc()
	m.found.Add(float64(found))
	m.visit.Observe(took.Seconds())
}

// Read counts items that were read.
func (m *Metrics) Read(n int) { m.read.Add(float64(n)) }

// Posted counts a post; platform and state are of fixed sets.
func (m *Metrics) Posted(platform, state string, limited bool) {
	m.posts.WithLabelValues(platform, state).Inc()
	if limited {
		m.limited.WithLabelValues(platform).Inc()
	}
}

// Committed counts a commit to the database.
func (m *Metrics) Committed(took time.Duration, writes int) {
	m.commit.Observe(took.Seconds())
	m.writes.Add(float64(writes))
}

// Handler answers /metrics and the probes.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(m.log.Handler(), slog.LevelError), ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 2, Timeout: answerLimit,
	}))
	p := probes{m.health, m.log}
	mux.HandleFunc("GET /healthz", p.ready)
	mux.HandleFunc("GET /livez", p.live)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		mux.ServeHTTP(w, r)
	})
}

// Serve answers on l until ctx ends.
func (m *Metrics) Serve(ctx context.Context, l net.Listener) error {
	return bot.Serve(ctx, l, m.Handler(), m.log)
}

// census counts what is stored when it is asked.
type census struct{ d MetricsDeps }

// gauge is one figure of the census.
type gauge struct {
	desc *prometheus.Desc
	of   func(f Figures) float64
}

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(namespace+"_"+name, help, labels, nil)
}

var gauges = []gauge{
	{described("items", "Items stored."), func(f Figures) float64 { return float64(f.Items) }},
	{described("events", "Events stored."), func(f Figures) float64 { return float64(f.Events) }},
	{described("items_unread", "Items that wait to be read."), func(f Figures) float64 { return float64(f.Unread) }},
	{described("events_unplanned", "Events for which it is not decided yet who is told."), func(f Figures) float64 { return float64(f.Unplanned) }},
	{described("requests_waiting", "Commands of people that were taken and are not done."), func(f Figures) float64 { return float64(f.Requests) }},
	{described("writes_waiting", "Writes that wait for a commit."), func(f Figures) float64 { return float64(f.Writes) }},
	{described("subscriptions", "Subscriptions."), func(f Figures) float64 { return float64(f.Subscriptions) }},
	{described("channels", "Channels that are known."), func(f Figures) float64 { return float64(f.Channels) }},
	{described("channels_held", "Channels that get nothing until a person resumes them."), func(f Figures) float64 { return float64(f.Held) }},
	{described("records_damaged", "Records that were damaged and are set aside."), func(f Figures) float64 { return float64(f.Damaged) }},
	{described("database_bytes", "Size of the database."), func(f Figures) float64 { return float64(f.Database) }},
	{described("database_free_bytes", "Of it, free for new records."), func(f Figures) float64 { return float64(f.DatabaseFree) }},
	{described("disk_free_bytes", "What the disk of the data directory has left."), func(f Figures) float64 { return float64(f.Disk) }},
	{described("disk_full", "1 while nothing is polled because the disk is full."), func(f Figures) float64 { return number(f.Full) }},
}

var (
	failedDesc  = described("census_failed", "1 when the store could not be asked; its figures are missing then.")
	sourcesDesc = described("sources", "Sources by state: ok, degraded, broken, silent, new, disabled.", "state")
	goodDesc    = described("source_good_age_seconds", "How long ago each source of the configuration was last read.", "source")
	staleDesc   = described("sources_good_age_max_seconds", "How long ago that of them was read that was read least recently.")
	chatDesc    = described("chat_connected", "1 while the platform is heard over the connection that we keep to it.", "platform")
	owedDesc    = described("deliveries_owed", "Deliveries that are owed, by platform and by what they wait for: their turn, a time, a person.", "platform", "waits_for")
	oldestDesc  = described("delivery_oldest_age_seconds", "How long the oldest delivery has been due that is not posted; 0 when there is none.")
)

// Describe is of prometheus.Collector.
func (c *census) Describe(to chan<- *prometheus.Desc) {
	for _, g := range gauges {
		to <- g.desc
	}
	for _, d := range []*prometheus.Desc{failedDesc, sourcesDesc, goodDesc, staleDesc, chatDesc, owedDesc, oldestDesc} {
		to <- d
	}
}

// maxSourceLabels bounds the sources that have a figure of their own.
const maxSourceLabels = 1000

// Collect is of prometheus.Collector.
func (c *census) Collect(to chan<- prometheus.Metric) {
	send := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), answerLimit)
	defer cancel()
	f, err := c.d.Figures(ctx)
	send(failedDesc, number(err != nil))
	if err != nil {
		c.d.Log.Error("figures for metrics could not be counted", "err", err)
		return
	}
	for _, g := range gauges {
		send(g.desc, g.of(f))
	}
	for state, n := range f.Sources {
		send(sourcesDesc, float64(n), state)
	}
	stale := 0.0
	for id, at := range f.Good {
		age := c.age(at)
		if stale = max(stale, age); len(f.Good) <= maxSourceLabels {
			send(goodDesc, age, string(id))
		}
	}
	send(staleDesc, stale)
	for platform, yes := range f.Connected {
		send(chatDesc, number(yes), platform)
	}
	for of, n := range f.Deliveries {
		send(owedDesc, float64(n), of[0], of[1])
	}
	send(oldestDesc, c.age(f.Oldest))
}

// age is 0 for a time that is not known.
func (c *census) age(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return max(0, c.d.Now().Sub(at).Seconds())
}

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
