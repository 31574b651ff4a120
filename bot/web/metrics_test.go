package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"github.com/regwire/regwire/bot/web"
	"github.com/regwire/regwire/feeds"
)

// measured are metrics of the figures.
func measured(f web.Figures, err error) *web.Metrics {
	now := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	return web.NewMetrics(web.MetricsDeps{
		Version: "v1", Figures: func(context.Context) (web.Figures, error) { return f, err },
		Health: func(context.Context) error { return err },
		Now:    func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	})
}

// scrape asks for the metrics as Prometheus does, and gives their lines by name and
// labels.
func scrape(t *testing.T, m *web.Metrics) map[string]string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", http.NoBody))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	problems, err := promlint.New(strings.NewReader(w.Body.String())).Lint()
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	if err != nil {
		t.Error(err)
	}
	lines := map[string]string{}
	for line := range strings.Lines(w.Body.String()) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok && strings.HasPrefix(name, "regwire_") {
			lines[name] = value
		}
	}
	return lines
}

func TestMetricsSayWhatAnOperatorNeeds(t *testing.T) {
	at := time.Date(2022, 9, 30, 9, 0, 0, 0, time.UTC)
	m := measured(web.Figures{
		Sources: map[string]int{"ok": 3, "broken": 1}, Good: map[feeds.SourceID]time.Time{"cac-releases": at, "miit": at.Add(-time.Hour)},
		Deliveries: map[[2]string]int{{"slack", "turn"}: 2}, Oldest: at.Add(50 * time.Minute), Held: 1, Unread: 4, Full: true,
	}, nil)
	m.Visited(feeds.OutcomeItems, 5, 2*time.Second)
	m.Visited(feeds.OutcomeThrottled, 0, time.Second)
	m.Visited("of a publisher's own making", 0, time.Second)
	m.Read(3)
	m.Posted("slack", "sent", false)
	m.Posted("slack", "retry", true)
	m.Committed(20*time.Millisecond, 7)
	got := scrape(t, m)
	for name, want := range map[string]string{
		`regwire_visits_total{outcome="items"}`: "1", `regwire_visits_total{outcome="throttled"}`: "1", `regwire_visits_total{outcome="other"}`: "1",
		"regwire_items_found_total": "5", "regwire_items_read_total": "3", "regwire_visit_duration_seconds_count": "3",
		`regwire_posts_total{platform="slack",state="sent"}`: "1", `regwire_posts_total{platform="slack",state="retry"}`: "1", `regwire_posts_limited_total{platform="slack"}`: "1",
		"regwire_writes_total": "7", `regwire_commit_duration_seconds_bucket{le="0.03"}`: "1", `regwire_commit_duration_seconds_bucket{le="0.01"}`: "0",
		`regwire_sources{state="ok"}`: "3", `regwire_sources{state="broken"}`: "1",
		`regwire_source_good_age_seconds{source="cac-releases"}`: "3600", "regwire_sources_good_age_max_seconds": "7200",
		`regwire_deliveries_owed{platform="slack",waits_for="turn"}`: "2", "regwire_delivery_oldest_age_seconds": "600",
		"regwire_channels_held": "1", "regwire_items_unread": "4", "regwire_disk_full": "1", "regwire_census_failed": "0", `regwire_build_info{version="v1"}`: "1",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %s", name, got[name], want)
		}
	}
}

func TestSourcesWithoutBoundHaveNoFigureEach(t *testing.T) {
	f := web.Figures{Good: map[feeds.SourceID]time.Time{}}
	for n := range 1001 {
		f.Good[feeds.SourceID(fmt.Sprint("s", n))] = time.Date(2022, 9, 30, 9, 59, 0, 0, time.UTC)
	}
	got := scrape(t, measured(f, nil))
	if n := len(got); n > 80 || got["regwire_sources_good_age_max_seconds"] != "60" {
		t.Errorf("%d lines: %v", n, slices.Sorted(maps.Keys(got)))
	}
}

func TestFiguresThatCannotBeCountedAreMissing(t *testing.T) {
	got := scrape(t, measured(web.Figures{Items: 7}, errors.New("store is closed: /data")))
	if _, ok := got["regwire_items"]; ok || got["regwire_census_failed"] != "1" || got["regwire_writes_total"] != "0" {
		t.Errorf("got %v", got)
	}
}

func TestProbesBesideMetrics(t *testing.T) {
	for _, c := range []struct {
		path   string
		err    error
		status int
		says   string
	}{
		{"/livez", nil, 200, "ok\n"},
		{"/livez", web.Ailment("the disk is full"), 200, "ok\n"},
		{"/healthz", nil, 200, "ok\n"},
		{"/healthz", web.Ailment("the disk is full: free some space"), 503, "not healthy: the disk is full: free some space\n"},
		{"/healthz", fmt.Errorf("look: %w", errors.New("/data/regwire.db")), 503, "not healthy; the log says why\n"},
		{"/", nil, 404, ""},
	} {
		w := httptest.NewRecorder()
		measured(web.Figures{}, c.err).Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, c.path, http.NoBody))
		if body, _ := io.ReadAll(w.Body); w.Code != c.status || c.says != "" && string(body) != c.says {
			t.Errorf("%s with %v: %d %q", c.path, c.err, w.Code, body)
		}
	}
}

var metricName = regexp.MustCompile(`regwire_[a-z_]+`)

func TestAlertRulesAskForMetricsThatThereAre(t *testing.T) {
	rules, err := os.ReadFile("../../deploy/prometheus/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := measured(web.Figures{Sources: map[string]int{"ok": 1}, Deliveries: map[[2]string]int{{"slack", "turn"}: 1}, Connected: map[string]bool{"slack": true}}, nil)
	m.Posted("slack", "sent", true)
	served := map[string]bool{}
	for name := range scrape(t, m) {
		name, _, _ = strings.Cut(name, "{")
		served[name] = true
	}
	names := metricName.FindAllString(string(rules), -1)
	if len(names) < 10 {
		t.Fatalf("the rules name %v", names)
	}
	for _, name := range names {
		if !served[name] {
			t.Errorf("the rules ask for %s", name)
		}
	}
}
