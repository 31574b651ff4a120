package poll_test

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// plainReader calls everything relevant: what a text says is not what is tested.
type plainReader struct{}

func (plainReader) Read(w feeds.Writing) feeds.Reading {
	return feeds.Reading{Relevance: feeds.Relevant, Section: feeds.Legislation, Topics: []feeds.Topic{"data_export"}}
}

// lab is a poller over recorded sites, a real store and a clock that is set.
type lab struct {
	t      *testing.T
	sites  *replay.Server
	store  *store.Store
	poller *poll.Poller

	mu   sync.Mutex
	now  time.Time
	seen []poll.Observation
}

func newLab(t *testing.T, backfill int, ids ...feeds.SourceID) *lab {
	t.Helper()
	return shippedLab(t, backfill, func(*lab, *poll.Deps, *poll.Config) {}, ids...)
}

// shippedLab is newLab with something of the poller changed.
func shippedLab(t *testing.T, backfill int, change func(*lab, *poll.Deps, *poll.Config), ids ...feeds.SourceID) *lab {
	t.Helper()
	recording, err := replay.September2022()
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	return newLabWith(t, recording, backfill, all, change, ids...)
}

// newLabOf polls those of the sources that ids name, over any recording.
func newLabOf(t *testing.T, recording *replay.Recording, backfill int, all []extract.Source, ids ...feeds.SourceID) *lab {
	t.Helper()
	return newLabWith(t, recording, backfill, all, func(*lab, *poll.Deps, *poll.Config) {}, ids...)
}

// newLabWith is newLabOf with something of the poller changed.
func newLabWith(t *testing.T, recording *replay.Recording, backfill int, all []extract.Source, change func(*lab, *poll.Deps, *poll.Config), ids ...feeds.SourceID) *lab {
	t.Helper()
	l := &lab{t: t, now: time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)}
	var err error
	if l.sites, err = recording.Serve(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.sites.Close() })
	l.store, err = store.Open(t.TempDir(), store.Options{Now: l.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.store.Close(); err != nil {
			t.Error(err)
		}
	})
	kept, err := copies.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	sources := slices.DeleteFunc(slices.Clone(all), func(s extract.Source) bool { return !slices.Contains(ids, s.ID) })
	client := fetch.New(fetch.Config{Dial: l.sites.DialContext, RootCAs: l.sites.RootCAs(), Gap: -1, Now: l.clock})
	t.Cleanup(client.Close)
	deps := poll.Deps{
		Store: l.store, Fetch: client, Read: plainReader{}, Keep: kept, Identity: dedupe.Identity{},
		Rules: extract.NewSet(all), Sources: sources, Log: slog.New(slog.DiscardHandler), Now: l.clock,
	}
	config := poll.Config{Backfill: backfill, Idle: time.Millisecond, Observe: l.observe}
	change(l, &deps, &config)
	l.poller = poll.New(deps, config)
	return l
}

func (l *lab) clock() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

func (l *lab) observe(o poll.Observation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, o)
}

// round moves the clock on and polls, and returns what was observed of visits.
func (l *lab) round(later time.Duration) []poll.Observation {
	l.t.Helper()
	l.mu.Lock()
	l.now = l.now.Add(later)
	l.seen = nil
	l.mu.Unlock()
	l.sites.Forget()
	if err := l.poller.Drain(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(l.seen), func(o poll.Observation) bool { return o.Read > 0 || o.Reading && o.Unchanged })
}

// stored is the export of the store without what every visit may touch: when it
// was, and that it was, for the auditor.
func (l *lab) stored() string {
	l.t.Helper()
	var b strings.Builder
	if err := l.store.Export(l.t.Context(), &b); err != nil {
		l.t.Fatal(err)
	}
	var keep []string
	for line := range strings.Lines(b.String()) {
		var r struct{ Kind string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			l.t.Fatal(err)
		}
		if r.Kind != "visit" && r.Kind != "check" {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "")
}

func (l *lab) items() int {
	l.t.Helper()
	_, n, err := l.store.Find(l.t.Context(), bot.Query{Items: true, Limit: 1})
	if err != nil {
		l.t.Fatal(err)
	}
	return n
}

func TestSecondPollOfUnchangedSitesAsksConditionallyAndCommitsNothing(t *testing.T) {
	l := newLab(t, 30, "tc260-legacy-consultations", "cac-releases", "bjca-notices", "sheitc-announcements")
	first := l.round(0)
	if len(first) != 4 || slices.ContainsFunc(first, func(o poll.Observation) bool { return !o.Outcome.Good() || o.New == 0 }) {
		t.Fatalf("first round: %+v", first)
	}
	before := l.stored()
	second := l.round(7 * time.Hour)
	for _, o := range second {
		if !o.Unchanged || o.New != 0 {
			t.Errorf("second visit of %s: %+v, want unchanged", o.Source, o)
		}
	}
	if len(second) != 4 {
		t.Errorf("%d sources were due again, want 4", len(second))
	}
	if after := l.stored(); after != before {
		t.Error("a poll of unchanged sites changed the store")
	}
	asked := map[string]bool{}
	for _, r := range l.sites.Requests() {
		if r.Method == http.MethodGet && r.Path != "/robots.txt" && !r.Conditional && r.Host != "bjca.miit.gov.cn" {
			t.Errorf("GET %s%s asked without validators", r.Host, r.Path)
		}
		asked[r.Method+" "+r.Host] = true
	}
	if !asked["POST www.cac.gov.cn"] {
		t.Error("the POST list of CAC was not asked again")
	}
}

func TestFirstPollIsABaselineUnlessBackfillReachesTheItem(t *testing.T) {
	for _, backfill := range []int{0, 30} {
		t.Run(fmt.Sprintf("backfill %d", backfill), func(t *testing.T) {
			l := newLab(t, backfill, "cac-releases")
			l.round(0)
			hits, _, err := l.store.Find(t.Context(), bot.Query{})
			if err != nil {
				t.Fatal(err)
			}
			told := 0
			for _, h := range hits {
				if !h.Event.Baseline {
					told++
				}
			}
			if backfill == 0 && told > 0 || backfill > 0 && told == 0 {
				t.Errorf("%d of %d events would be announced", told, len(hits))
			}
			if l.items() == 0 {
				t.Error("nothing was stored")
			}
		})
	}
}

func TestBadAnswersLeaveTheSourceAsItWasAndTheOthersGoOn(t *testing.T) {
	full, empty := `<html><body><ul id="loadingInfoPage"></ul></body></html>`, `{"list":[],"totalRec":0}`
	cases := []struct {
		name   string
		answer replay.Answer
		want   feeds.Outcome
	}{
		{"500", replay.Answer{Status: 500}, feeds.OutcomeError},
		{"404", replay.Answer{Status: 404}, feeds.OutcomeGone},
		{"challenge", replay.Answer{Status: 521, Body: []byte("<script>document.cookie='x=1';location.reload()</script>")}, feeds.OutcomeBlocked},
		{"throttled", replay.Answer{Status: 429, Header: http.Header{"Retry-After": {"120"}}}, feeds.OutcomeThrottled},
		{"truncated JSON", replay.Answer{Body: []byte(`{"list":[{"topic":"关于`)}, feeds.OutcomeError},
		{"empty after full", replay.Answer{Body: []byte(empty)}, feeds.OutcomeError},
		{"another page", replay.Answer{Body: []byte(full)}, feeds.OutcomeError},
		{"connection dropped", replay.Answer{Drop: true}, feeds.OutcomeError},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := newLab(t, 30, "cac-releases", "sheitc-announcements")
			l.round(0)
			before, items := l.stored(), l.items()
			good := l.visit("cac-releases")
			for _, path := range []string{"/cms/JsonList", "/wxzw/wxfb/A093702index_1.htm"} {
				if err := l.sites.Set("www.cac.gov.cn", path, c.answer); err != nil {
					t.Fatal(err)
				}
			}
			for _, o := range l.round(7 * time.Hour) {
				want := feeds.OutcomeItems
				if o.Source == "cac-releases" {
					want = c.want
				}
				if o.Outcome != want {
					t.Errorf("%s: outcome %s (%s), want %s", o.Source, o.Outcome, o.Reason, want)
				}
			}
			bad := l.visit("cac-releases")
			if !bad.Good.Equal(good.Good) || fmt.Sprint(bad.Pages) != fmt.Sprint(good.Pages) {
				t.Errorf("a bad answer advanced the visit:\n%+v\n%+v", good, bad)
			}
			if l.stored() != before || l.items() != items {
				t.Error("a bad answer changed what is stored")
			}
			l.sites.Restore("www.cac.gov.cn", "/cms/JsonList")
			l.sites.Restore("www.cac.gov.cn", "/wxzw/wxfb/A093702index_1.htm")
			l.round(48 * time.Hour)
			if got := l.visit("cac-releases"); got.Outcome != feeds.OutcomeItems || l.items() != items {
				t.Errorf("after the fault: %s (%s), %d items, want items and %d", got.Outcome, got.Reason, l.items(), items)
			}
		})
	}
}

func (l *lab) visit(id feeds.SourceID) feeds.Visit {
	l.t.Helper()
	visits, err := l.store.Visits(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	i := slices.IndexFunc(visits, func(v feeds.Visit) bool { return v.Source == id })
	if i < 0 {
		l.t.Fatalf("no visit of %s is stored", id)
	}
	return visits[i]
}

func TestEditedTitleAndTrackingParameterAreNoNews(t *testing.T) {
	l := newLab(t, 30, "cac-releases")
	l.round(0)
	items := l.items()
	body := l.body("www.cac.gov.cn", "/cms/JsonList", "channelCode=A093702")
	edited := strings.Replace(strings.ReplaceAll(body, `.htm"`, `.htm?spm=a1b2&from=timeline"`), `"topic":"`, `"topic":"（更正）`, 1)
	if edited == body {
		t.Fatal("nothing was edited")
	}
	if err := l.sites.Set("www.cac.gov.cn", "/cms/JsonList", replay.Answer{Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(edited)}); err != nil {
		t.Fatal(err)
	}
	for _, o := range l.round(7 * time.Hour) {
		if o.New != 0 {
			t.Errorf("an edit made %d new items", o.New)
		}
	}
	if got := l.items(); got != items {
		t.Errorf("%d items after an edit, want %d", got, items)
	}
}

// TestWhatIsNewTogetherIsReadOldestFirst, though lists have the newest on top: readers are
// told in that order.
func TestWhatIsNewTogetherIsReadOldestFirst(t *testing.T) {
	l := newLab(t, 0, "cac-releases")
	const host, path = "www.cac.gov.cn", "/cms/JsonList"
	var whole map[string]any
	if err := json.Unmarshal([]byte(l.body(host, path, "channelCode=A093702")), &whole); err != nil {
		t.Fatal(err)
	}
	rows := whole["list"].([]any)
	const later = 4
	show := func(rows []any) {
		whole["list"] = rows
		raw, err := json.Marshal(whole)
		if err == nil {
			err = l.sites.Set(host, path, replay.Answer{Header: http.Header{"Content-Type": {"application/json"}}, Body: raw})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	show(rows[later:])
	l.round(0)
	show(rows)
	l.round(7 * time.Hour)
	born := map[string]int{}
	for _, i := range l.all() {
		n, err := strconv.Atoi(strings.TrimPrefix(string(i.Event), "e"))
		if err != nil {
			t.Fatalf("%q is of event %q: %v", i.Title, i.Event, err)
		}
		born[i.Title] = n
	}
	last := 0
	for _, row := range slices.Backward(rows[:later]) {
		title := row.(map[string]any)["topic"].(string)
		if born[title] <= last {
			t.Errorf("%q is event %d, and what was published before it %d", title, born[title], last)
		}
		last = born[title]
	}
}

// What a first poll announces is told in that order too.
func TestWhatAFirstPollAnnouncesIsReadOldestFirst(t *testing.T) {
	l := newLab(t, 30, "cac-releases")
	l.round(0)
	all := slices.DeleteFunc(l.all(), func(i feeds.Item) bool { return i.Baseline })
	if len(all) < 3 {
		t.Fatalf("%d items are announced", len(all))
	}
	slices.SortFunc(all, func(a, b feeds.Item) int { // as they came into being: i2 before i10
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	if !slices.IsSortedFunc(all, func(a, b feeds.Item) int { return cmp.Compare(a.Published, b.Published) }) {
		for _, i := range all {
			t.Errorf("%s %s %s %s", i.ID, i.Event, i.Published, i.Title)
		}
	}
}

// body fetches a recorded body as a client would.
func (l *lab) body(host, path, form string) string {
	l.t.Helper()
	tr := &http.Transport{DialContext: l.sites.DialContext, DisableKeepAlives: true}
	defer tr.CloseIdleConnections()
	tr.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: l.sites.RootCAs()}
	req, err := http.NewRequestWithContext(l.t.Context(), http.MethodPost, "https://"+host+path, strings.NewReader(form))
	if err != nil {
		l.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := (&http.Client{Transport: tr}).Do(req)
	if err != nil {
		l.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

func TestArticleThatFailsIsReadByItsTitleInTheEnd(t *testing.T) {
	l := newLab(t, 30, "sheitc-announcements")
	const path = "/gg/20220914/5b58744a4f4740fb8da5d003cd9b6d23.html"
	for _, host := range []string{"www.sheitc.sh.gov.cn", "sheitc.sh.gov.cn"} {
		if err := l.sites.Fail(host, path, 500); err != nil {
			t.Fatal(err)
		}
	}
	l.round(0)
	find := func() feeds.Item {
		hits, _, err := l.store.Find(t.Context(), bot.Query{Words: []string{"上海市公共数据开放实施细则"}, Items: true})
		if err != nil || len(hits) == 0 {
			t.Fatalf("find: %d hits, %v", len(hits), err)
		}
		return hits[0].Item
	}
	if i := find(); i.State != feeds.ItemUnread || i.Attempts != 1 {
		t.Fatalf("after one failure: %s, %d attempts", i.State, i.Attempts)
	}
	l.round(10 * time.Minute)
	l.round(40 * time.Minute)
	if i := find(); i.State != feeds.ItemTitleOnly || !strings.Contains(i.Unread, "500") {
		t.Fatalf("after 50 minutes: %s (%s), want title_only with the reason", i.State, i.Unread)
	}
	for _, host := range []string{"www.sheitc.sh.gov.cn", "sheitc.sh.gov.cn"} {
		l.sites.Restore(host, path)
	}
	l.round(8 * time.Hour)
	if i := find(); i.State != feeds.ItemRead || i.Unread != "" {
		t.Errorf("after the page came back: %s (%s), want read", i.State, i.Unread)
	}
}

func TestPollEndsWithItsContext(t *testing.T) {
	l := newLab(t, 30, "rmfyb-epaper")
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- l.poller.Run(ctx) }()
	time.Sleep(20 * time.Millisecond)
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * time.Minute): // the machine may be busy
		t.Fatal("Run did not return")
	}
}
