package store

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/store/frame"
)

const calendarToken = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// reads checks that the feed of the token is there, and nothing else by its name.
func reads(t *testing.T, s *Store) {
	t.Helper()
	c, err := s.Calendar(t.Context(), calendarToken)
	if err != nil || c.User != "U1" || c.Token != "" {
		t.Errorf("calendar %+v, %v", c, err)
	}
	if _, err := s.Calendar(t.Context(), c.ID); err == nil {
		t.Error("what an export tells opens the calendar")
	}
}

func TestCalendarsAreReadAfterALoadThoughNoExportTellsTheirToken(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	if err := s.PutCalendar(t.Context(), bot.Calendar{Token: calendarToken, Workspace: "slack:T1", User: "U1", Created: time.Unix(1664532000, 0)}, bot.Audit{Verb: "deadlines"}); err != nil {
		t.Fatal(err)
	}
	reads(t, s)
	var export bytes.Buffer
	if err := s.Export(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(export.String(), calendarToken) {
		t.Errorf("the export tells the token: %s", export.String())
	}
	other := OpenChecked(t, t.TempDir(), Options{})
	if err := other.Load(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	reads(t, other)
}

// earlier is a calendar as layout 2 kept and exported it.
const earlier = `{"token":"` + calendarToken + `","workspace":"slack:T1","user":"U1","created":"2022-09-30T10:00:00Z"}`

func TestTokensOfAnEarlierLayoutAreTakenOut(t *testing.T) {
	dir := t.TempDir()
	if err := OpenChecked(t, dir, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(filepath.Join(dir, FileName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		key := []byte(calendarToken)
		if err := tableCalendars.in(tx).Put(key, frame.Of(tableCalendars, key, []byte(earlier))); err != nil {
			return err
		}
		return putRecord(tx, tableMeta, []byte("schema"), 2)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s := OpenChecked(t, dir, Options{})
	reads(t, s)
	list, err := s.Calendars(t.Context(), "slack:T1")
	if err != nil || len(list) != 1 {
		t.Errorf("calendars %+v, %v", list, err)
	}
	loaded := OpenChecked(t, t.TempDir(), Options{})
	if err := loaded.Load(t.Context(), strings.NewReader(`{"kind":"calendar","key":"`+calendarToken+`","schema":2,"value":`+earlier+`}`)); err != nil {
		t.Fatal(err)
	}
	reads(t, loaded)
}
