package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/extract"
)

// TestExtractAnswersForEveryShippedSource: what the rules read of true pages is
// tested where they are; here every source answers, also to a page that is none
// of its own.
func TestExtractAnswersForEveryShippedSource(t *testing.T) {
	sources, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	raw := []byte(`<html><head><title>通知</title></head><body><h1>通知</h1><p>正文。</p></body></html>`)
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	outcomes := map[feeds.Outcome]int{}
	answered := func(id feeds.SourceID, as, out string, err error) {
		t.Helper()
		var got struct {
			Outcome feeds.Outcome
			Items   []struct{ Title, URL, Date string }
		}
		if wrong := json.Unmarshal([]byte(out), &got); err != nil || wrong != nil || got.Outcome == "" {
			t.Errorf("extract %s --as %s: %v, %v\n%s", id, as, err, wrong, out)
		}
		outcomes[got.Outcome]++
	}
	set := extract.NewSet(sources)
	for _, s := range sources {
		for _, as := range []string{"list", "article"} {
			var out strings.Builder
			e := extractCmd{Source: string(s.ID), File: page, As: as, Status: http.StatusOK}
			err := e.through(set, s, raw, &out)
			answered(s.ID, as, out.String(), err)
		}
	}
	// The command takes the same way to one of them as to another.
	for n, as := range []string{"list", "article"} {
		s := sources[n*(len(sources)-1)]
		out, errs, code := runIn(t, "", "extract", string(s.ID), "--file", page, "--as", as)
		var err error
		if code != 0 {
			err = errors.New(errs)
		}
		answered(s.ID, as, out, err)
	}
	if len(sources) < 100 || len(outcomes) < 2 {
		t.Errorf("%d sources, outcomes %v", len(sources), outcomes)
	}
}

func TestSavedStatusDecidesTheOutcome(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte("<html></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	for status, want := range map[string]feeds.Outcome{"404": feeds.OutcomeGone, "412": feeds.OutcomeBlocked, "521": feeds.OutcomeBlocked, "429": feeds.OutcomeThrottled, "500": feeds.OutcomeError} {
		out, errs, code := runIn(t, "", "extract", "sheitc-announcements", "--file", page, "--status", status)
		var got struct{ Outcome feeds.Outcome }
		if err := json.Unmarshal([]byte(out), &got); code != 0 || err != nil || got.Outcome != want {
			t.Errorf("status %s: exit code %d, outcome %q, want %q\n%s", status, code, got.Outcome, want, errs)
		}
	}
}

func TestUnchangedDocumentSaysNothing(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte(`<ul><li><a href="/gg/20260925/0a1b2c3d4e5f60718293a4b5c6d7e8f9.html">关于开展评估的通知</a></li></ul>`), 0o600); err != nil {
		t.Fatal(err)
	}
	for status, want := range map[string]int{"200": 1, "304": 0} {
		out, errs, code := runIn(t, "", "extract", "sheitc-announcements", "--file", page, "--status", status)
		var got struct {
			Outcome feeds.Outcome
			Items   []struct{ Title string }
		}
		if err := json.Unmarshal([]byte(out), &got); code != 0 || err != nil || got.Outcome != feeds.OutcomeItems || len(got.Items) != want {
			t.Errorf("status %s: exit code %d, %v, %d items, want %d\n%s%s", status, code, err, len(got.Items), want, out, errs)
		}
	}
}

func TestExtractRefusesWhatNoAnswerHas(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte("<html></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	for flag, value := range map[string]string{"--at": "yesterday", "--url": "www.gov.cn/a", "--status": "700", "--as": "page"} {
		_, errs, code := runIn(t, "", "extract", "sheitc-announcements", "--file", page, flag, value)
		if code != 2 || !strings.Contains(errs, value) {
			t.Errorf("%s %s: exit code %d, %q; want 2 and a sentence that names it", flag, value, code, errs)
		}
	}
	if _, errs, code := runIn(t, "", "extract", "sheitc-announcements", "--file", page, "--at", "2026-10-03"); code != 0 {
		t.Errorf("a day: exit code %d, %s", code, errs)
	}
}
