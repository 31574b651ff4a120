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
	p := New(Deps{Calendars: calendars{}, Base: "https://us.example", Now: func() time.Time { return time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC) }, Log: slog.New(slog.NewTextHandler(&log, nil))})
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
