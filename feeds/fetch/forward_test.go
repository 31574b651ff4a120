package fetch_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds/fetch"
)

// forward opens a proxy that may reach site, and a client that goes by it.
func forward(t *testing.T, cfg fetch.Config, limits fetch.ForwardLimits) (*fetch.Forward, *http.Client) {
	t.Helper()
	client := fetch.New(cfg)
	f, err := client.Forward(t.Context(), limits)
	if err != nil {
		t.Fatal(err)
	}
	by := &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: f.Address()})}
	t.Cleanup(func() {
		by.CloseIdleConnections()
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		client.Close()
	})
	return f, &http.Client{Transport: by}
}

func ask(t *testing.T, c *http.Client, address string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp.StatusCode, string(raw) + err.Error()
	}
	return resp.StatusCode, string(raw)
}

// connect asks the proxy for a tunnel and returns the status.
func connect(t *testing.T, proxy, to string) (net.Conn, int) {
	t.Helper()
	var d net.Dialer
	conn, err := d.DialContext(t.Context(), "tcp", proxy)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", to, to)
	resp, err := http.ReadResponse(bufio.NewReaderSize(conn, 16), &http.Request{Method: http.MethodConnect})
	if err != nil {
		t.Fatalf("CONNECT %s: %v", to, err)
	}
	defer resp.Body.Close()
	return conn, resp.StatusCode
}

func TestAForwardLetsNothingInside(t *testing.T) {
	var hits atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	t.Cleanup(inside.Close)
	host := strings.TrimPrefix(inside.URL, "http://")
	_, port, err := net.SplitHostPort(host)
	if err != nil {
		t.Fatal(err)
	}
	f, c := forward(t, fetch.Config{Allow: []string{"site.example:80"}}, fetch.ForwardLimits{Requests: 100, Bytes: 1 << 20})
	addresses := []string{host, "localhost:" + port, "127.1:" + port, "0x7f.1:" + port, "2130706433:" + port, "[::ffff:127.0.0.1]:" + port, "169.254.169.254:80", "169.254.169.254:443", "10.0.0.1:443", "[::1]:443", f.Address()}
	for _, to := range addresses {
		if status, body := ask(t, c, "http://"+to+"/"); status != http.StatusForbidden || strings.TrimSpace(body) != "refused" {
			t.Errorf("GET %s: %d %s", to, status, body)
		}
		if _, status := connect(t, f.Address(), to); status != http.StatusForbidden {
			t.Errorf("CONNECT %s: %d", to, status)
		}
	}
	if hits.Load() > 0 {
		t.Errorf("the inside was reached %d times", hits.Load())
	}
}

func TestAForwardPassesOnWhatTheGuardAllows(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Connection") != "" {
			t.Error("a header of the hop was passed on")
		}
		fmt.Fprint(w, "hello ", r.URL.Path)
	}))
	t.Cleanup(site.Close)
	host := strings.TrimPrefix(site.URL, "http://")
	f, c := forward(t, fetch.Config{Allow: []string{host}}, fetch.ForwardLimits{Requests: 100, Bytes: 1 << 20})
	if status, body := ask(t, c, site.URL+"/a"); status != http.StatusOK || body != "hello /a" {
		t.Errorf("%d %s", status, body)
	}
	conn, status := connect(t, f.Address(), host)
	if status != http.StatusOK {
		t.Fatalf("CONNECT: %d", status)
	}
	fmt.Fprintf(conn, "GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	raw, err := io.ReadAll(conn)
	if err != nil || !strings.HasSuffix(string(raw), "hello /b") {
		t.Errorf("%v: %s", err, raw)
	}
}

func TestAForwardEndsAtItsLimits(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		block := make([]byte, 64<<10)
		for range 100 {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}))
	t.Cleanup(site.Close)
	host := strings.TrimPrefix(site.URL, "http://")
	_, c := forward(t, fetch.Config{Allow: []string{host}}, fetch.ForwardLimits{Requests: 2, Bytes: 1 << 20})
	switch _, body := ask(t, c, site.URL); {
	case len(body) > 1<<20+100:
		t.Errorf("%d bytes came through", len(body))
	case !strings.HasSuffix(body, io.ErrUnexpectedEOF.Error()):
		t.Errorf("an answer that was cut at %d bytes looks whole", len(body))
	}
	_, _ = ask(t, c, site.URL)
	if status, _ := ask(t, c, site.URL); status != http.StatusForbidden {
		t.Errorf("the third of two requests has status %d", status)
	}
}

func TestAForwardGoesByTheEgressProxyWhenThereIsOne(t *testing.T) {
	asked := make(chan string, 1)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.Host + " " + r.Header.Get("Proxy-Authorization")
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusOK)
		}
	}))
	t.Cleanup(proxy.Close)
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("bot", "word")
	f, _ := forward(t, fetch.Config{Proxy: u}, fetch.ForwardLimits{Requests: 9, Bytes: 1 << 20})
	if _, status := connect(t, f.Address(), "www.example.com:443"); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	if got := <-asked; got != "CONNECT www.example.com:443 Basic Ym90OndvcmQ=" {
		t.Errorf("the egress proxy was asked %q", got)
	}
}

func TestAForwardEndsWhatPassesWhenItIsClosed(t *testing.T) {
	waiting, gone := make(chan struct{}), make(chan struct{})
	site := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(waiting)
		<-r.Context().Done()
		close(gone)
	}))
	t.Cleanup(site.Close)
	client := fetch.New(fetch.Config{Allow: []string{strings.TrimPrefix(site.URL, "http://")}})
	t.Cleanup(client.Close)
	f, err := client.Forward(t.Context(), fetch.ForwardLimits{Requests: 2, Bytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	by := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: f.Address()})}}
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		_, _ = ask(t, by, site.URL)
	}()
	<-waiting
	_, _ = connect(t, f.Address(), strings.TrimPrefix(site.URL, "http://"))
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Error("the site is still being asked")
	}
	<-asked
}

func TestAClosedForwardListensNoMore(t *testing.T) {
	client := fetch.New(fetch.Config{})
	t.Cleanup(client.Close)
	f, err := client.Forward(t.Context(), fetch.ForwardLimits{Requests: 1, Bytes: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	var d net.Dialer
	if conn, err := d.DialContext(t.Context(), "tcp", f.Address()); err == nil {
		_ = conn.Close()
		t.Error("it still listens")
	}
}
