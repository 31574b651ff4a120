package main

import (
	"bytes"
	"encoding/json"
	"log"
	"strings"
	"testing"
	"time"
)

// TestWhatLibrariesSayIsLoggedWithinBounds has a site make package http complain without end.
func TestWhatLibrariesSayIsLoggedWithinBounds(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	std := log.New(&asides{log: logger(&out, "info"), now: func() time.Time { return now }}, "", 0)
	for range 10_000 {
		std.Printf("Unsolicited response received on idle HTTP channel starting with %q; err=%v", "HTTP/1.1 200 OK\r\n"+strings.Repeat("x", 5000), nil)
	}
	now = now.Add(time.Minute)
	std.Print("once more")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != asidesSaid+1 {
		t.Fatalf("%d records of 10,001 lines, want %d", len(lines), asidesSaid+1)
	}
	for _, line := range lines {
		var record struct {
			Says string `json:"says"`
			More int    `json:"not_logged_before"`
		}
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("record %.200s: %v", line, err)
		}
		if len(record.Says) > maxLogValue+len("…") {
			t.Errorf("a record of %d bytes", len(record.Says))
		}
		if last := line == lines[len(lines)-1]; last && (record.Says != "once more" || record.More != 10_000-asidesSaid) {
			t.Errorf("last record says %q after %d that were not logged", record.Says, record.More)
		}
	}
}
