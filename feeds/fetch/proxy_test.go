package fetch_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

func TestAProxyThatIsNotThereIsNotTheSitesFault(t *testing.T) {
	answering := func(status int) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(s.Close)
		return s.Listener.Addr().String()
	}
	gone, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := gone.Addr().String()
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	for proxy, want := range map[string]string{
		closed:                                  "the egress proxy could not be reached",
		"nosuch.invalid:3128":                   "the egress proxy could not be reached",
		answering(http.StatusForbidden):         "the egress proxy did not let the connection through (status 403)",
		answering(http.StatusBadGateway):        "the egress proxy did not let the connection through (status 502)",
		answering(http.StatusProxyAuthRequired): "the egress proxy asks for a login",
	} {
		client := fetch.New(fetch.Config{Proxy: &url.URL{Scheme: "http", Host: proxy}, Gap: -1})
		t.Cleanup(client.Close)
		doc, err := client.Get(t.Context(), feeds.Request{URL: "https://www.example.com/"})
		if err != nil || doc.Outcome != feeds.OutcomeError || doc.Reason != want {
			t.Errorf("%s: %s %q %v, want %q", proxy, doc.Outcome, doc.Reason, err, want)
		}
	}
}
