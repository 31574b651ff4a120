package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/feeds"
)

// calendars has one calendar, for a filter, and events of two topics.
type calendars struct{}

const calendarToken = "THETOKENTHETOKENTHETOKEN"

func (calendars) Calendar(_ context.Context, token string) (bot.Calendar, error) {
	if token != calendarToken {
		return bot.Calendar{}, feeds.ErrNotFound
	}
	return bot.Calendar{Token: token, Workspace: "slack:T1", Filter: bot.Filter{Topics: []feeds.Topic{"data_export"}}}, nil
}

func (calendars) Dated(_ context.Context, w feeds.WorkspaceID, _, _ feeds.Day) ([]bot.Hit, error) {
	hit := func(id feeds.EventID, topic feeds.Topic) bot.Hit {
		return bot.Hit{Event: feeds.Event{ID: id, Workspace: w, Title: "标题", Reading: feeds.Reading{
			Relevance: feeds.Relevant, Topics: []feeds.Topic{topic}, Stage: feeds.StageDraft, Dates: feeds.Dates{CommentCloses: feeds.Date{Day: "2022-10-12"}},
		}}}
	}
	return []bot.Hit{hit("e1", "data_export"), hit("e2", "app_enforcement")}, nil
}

func TestCalendarIsForWhoHasTheToken(t *testing.T) {
	var log strings.Builder
	p := New(Deps{Calendars: calendars{}, Names: bottest.Names{}, Base: "https://us.example", Now: func() time.Time { return time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC) }, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for path, want := range map[string]int{
		"/ical/" + calendarToken + ".ics": http.StatusOK, "/ical/" + calendarToken: http.StatusNotFound,
		"/ical/thetokenthetokenthetoken.ics": http.StatusNotFound, "/ical/.ics": http.StatusNotFound, "/ical/": http.StatusNotFound,
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://us.example"+path, nil)
		w := httptest.NewRecorder()
		p.Handler().ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
		if want != http.StatusOK {
			continue
		}
		body := w.Body.String()
		if ct := w.Header().Get("Content-Type"); ct != "text/calendar; charset=utf-8" || !strings.Contains(w.Header().Get("Cache-Control"), "private") {
			t.Errorf("headers %v", w.Header())
		}
		if !strings.Contains(body, "UID:e1-comments@us.example") || strings.Contains(body, "UID:e2") {
			t.Errorf("the filter does not hold:\n%s", body)
		}
	}
	if strings.Contains(log.String(), calendarToken) {
		t.Errorf("the token stands in the log: %s", log.String())
	}
}

// agenda are dates of public events, of somebody's own, and of what is not relevant.
type agenda struct{ calendars }

func (agenda) Dated(_ context.Context, w feeds.WorkspaceID, _, _ feeds.Day) ([]bot.Hit, error) {
	if w != "" {
		return nil, nil
	}
	hit := func(id feeds.EventID, own feeds.WorkspaceID, r feeds.Relevance, d feeds.Dates) bot.Hit {
		return bot.Hit{Event: feeds.Event{ID: id, Workspace: own, Title: "标题" + string(id), Reading: feeds.Reading{Relevance: r, Stage: feeds.StageDraft, Dates: d}}}
	}
	closes := feeds.Dates{CommentCloses: feeds.Date{Day: "2022-10-12", Quote: feeds.Quote{Text: "请于10月12日前反馈", In: "text"}}}
	return []bot.Hit{
		hit("e1", "", feeds.Relevant, closes),
		hit("e2", "", feeds.Unsure, feeds.Dates{Effective: feeds.Date{Day: "2023-01-01", Computed: true}}),
		hit("e3", "slack:T1", feeds.Relevant, closes),
		hit("e4", "", feeds.NotRelevant, closes),
		hit("e5", "", feeds.Relevant, feeds.Dates{CommentCloses: feeds.Date{Day: "2022-09-12"}}),
	}, nil
}

func TestDatesAheadStandWithTheWordsTheyRestOn(t *testing.T) {
	page := func(c Calendars, path string) (int, string) {
		p := New(Deps{Calendars: c, Names: bottest.Names{}, Base: "https://us.example", Now: func() time.Time { return time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC) }, Log: slog.New(slog.DiscardHandler)})
		w := httptest.NewRecorder()
		p.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://us.example"+path, nil))
		return w.Code, w.Body.String()
	}
	code, body := page(agenda{}, "/dates")
	if code != http.StatusOK {
		t.Fatalf("status %d", code)
	}
	last := 0
	for _, want := range []string{"2 dates in the next 365 days", "<h2>October 2022</h2>", "12 Oct 2022 (12 days) comments close", `href="/event/e1"`, "请于10月12日前反馈", "<h2>January 2023</h2>", "takes effect (computed)", `href="/event/e2"`} {
		at := strings.Index(body[last:], want)
		if at < 0 {
			t.Fatalf("no %q after the rest in\n%s", want, body)
		}
		last += at
	}
	for _, no := range []string{"e3", "e4", "e5"} {
		if strings.Contains(body, "/event/"+no) {
			t.Errorf("%s is shown", no)
		}
	}
	if _, body := page(agenda{}, "/dates?lang=zh"); !strings.Contains(body, "<h2>2022年10月</h2>") || !strings.Contains(body, `href="/event/e1?lang=zh"`) {
		t.Errorf("in Chinese:\n%s", body)
	}
	if code, _ := page(nil, "/dates"); code != http.StatusNotFound {
		t.Errorf("without dates: status %d", code)
	}
	if _, body := page(nil, "/nothing"); strings.Contains(body, `href="/dates"`) {
		t.Error("a page that is not there is led to")
	}
}
