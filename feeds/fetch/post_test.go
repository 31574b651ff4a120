package fetch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPostsGoOnlyWhereTheGuardLetsThem(t *testing.T) {
	got := ""
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got = r.Method + " " + string(raw)
	}))
	defer s.Close()
	post := func(c *Client, address string) error {
		t.Helper()
		defer c.Close()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("words"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.RoundTripper().RoundTrip(req)
		if err != nil {
			return err
		}
		return resp.Body.Close()
	}
	for _, address := range []string{s.URL, "http://localhost/", "http://169.254.169.254/latest/", "http://[::1]/", "http://x@cac.gov.cn/"} {
		if err := post(New(Config{}), address); !errors.Is(err, ErrBlocked) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if got != "" {
		t.Fatalf("something was sent: %s", got)
	}
	if err := post(New(Config{Allow: []string{strings.TrimPrefix(s.URL, "http://")}}), s.URL); err != nil || got != "POST words" {
		t.Errorf("opened by the operator: %v, %q", err, got)
	}
}
