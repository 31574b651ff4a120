package fetch_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestKnownBytesAreNotModified(t *testing.T) {
	body, status := "as it was", http.StatusOK
	c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	req := feeds.Request{URL: "http://www.regulator.example/list", Known: feeds.Fingerprint([]byte(body))}
	if doc := getAs(t, c, req); !doc.NotModified || doc.Body != nil || doc.Outcome != "" {
		t.Errorf("the same bytes: not modified %t, body %q, outcome %q", doc.NotModified, doc.Body, doc.Outcome)
	}
	status = http.StatusServiceUnavailable
	if doc := getAs(t, c, req); doc.NotModified || doc.Outcome != feeds.OutcomeError {
		t.Errorf("the same bytes as an error: not modified %t, outcome %q", doc.NotModified, doc.Outcome)
	}
	body, status = "as it is", http.StatusOK
	if doc := getAs(t, c, req); doc.NotModified || string(doc.Body) != body {
		t.Errorf("other bytes: not modified %t, body %q", doc.NotModified, doc.Body)
	}
}
