package teams

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot/bottest"
)

// running is the program as it ships, serving Teams: its store is that of the
// demo, its Microsoft is the double, and whatever it asks of the net goes by a
// proxy that lets it reach this machine and the pages of the test.
type running struct {
	*double
	program, data, config string
	hears                 string // address of its listener
	cmd                   *exec.Cmd
	ended                 chan struct{} // closed when there is no more of its log

	mu    sync.Mutex
	pages map[string]string // by address
	log   bytes.Buffer
}

// serving builds the program, fills its store and starts it. It is told to stop at the
// end of the test, and must then end well.
func serving(t *testing.T, serviceHost string) *running {
	t.Helper()
	r := &running{double: newDouble(t), pages: map[string]string{}}
	r.now = time.Now()
	dir := t.TempDir()
	r.program, r.data, r.config = filepath.Join(dir, "regwire"), filepath.Join(dir, "data"), filepath.Join(dir, "regwire.yaml")
	for _, args := range [][]string{{"go", "build", "-pgo=off", "-o", r.program, "../../cmd/regwire"}, {r.program, "demo", "--once", "--data", r.data}} {
		if out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%.2000s", args[:2], err, out)
		}
	}
	if serviceHost == "" {
		serviceHost = r.URL
	}
	egress := httptest.NewServer(http.HandlerFunc(r.let))
	t.Cleanup(egress.Close)
	settings := fmt.Sprintf(`data: %s
only: [cac-releases]
egress: {proxy: %q, allow: [%q, %q]}
teams:
  listen: 127.0.0.1:0
  login: %s
  metadata: %s/v1/.well-known/openidconfiguration
  service_hosts: [%q]
roles:
  teams:%s: {admins: [%s], curates: true}
`, r.data, egress.URL, host(r.URL), host(serviceHost), r.URL, r.URL, serviceHost, testTenant, testPerson)
	if err := os.WriteFile(r.config, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	r.start(t)
	t.Cleanup(func() { r.stop(t) })
	return r
}

// start starts the program and waits until it hears Teams.
func (r *running) start(t *testing.T) {
	t.Helper()
	r.cmd = exec.CommandContext(context.WithoutCancel(t.Context()), r.program, "serve", "--config", r.config, "--log", "debug")
	r.cmd.Env = append(os.Environ(), "TEAMS_APP_ID="+testApp, "TEAMS_TENANT_ID="+testTenant, "TEAMS_APP_PASSWORD="+string([]byte(testSecret)))
	log, err := r.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	heard, ended := make(chan string, 1), make(chan struct{})
	r.ended = ended
	go func() {
		defer close(ended)
		r.listen(log, heard)
	}()
	select {
	case r.hears = <-heard:
	case <-ended:
		t.Fatalf("the program ended: %s", r.logged())
	}
}

// kill is kill -9, and the wait for the end.
func (r *running) kill() {
	_ = r.cmd.Process.Kill()
	<-r.ended
	_ = r.cmd.Wait()
}

// listen keeps the program's log, and tells where it hears Teams.
func (r *running) listen(log io.Reader, heard chan<- string) {
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "hears Teams" {
			heard <- line.Address
		}
		r.mu.Lock()
		r.log.Write(append(lines.Bytes(), '\n'))
		r.mu.Unlock()
	}
}

func (r *running) logged() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.log.String()
}

// stop asks the program to end. Its log holds no secret.
func (r *running) stop(t *testing.T) {
	t.Helper()
	if err := r.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Errorf("stop the program: %v", err)
	}
	select {
	case <-r.ended:
	case <-time.After(2 * time.Minute): // its own grace is ten seconds; the machine may be busy
		_ = r.cmd.Process.Kill() // what follows reports it
	}
	if err := r.cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if leaks := bottest.Leaks(r.logged(), string([]byte(testSecret)), r.issuer.sign(t, r.claims())[:60]); len(leaks) > 0 || strings.Contains(r.logged(), "token-") {
		t.Errorf("the log tells %q", leaks)
	}
	if t.Failed() {
		t.Logf("the program's log: %s", r.logged())
	}
}

// publish puts a page up, which nobody else in the world has.
func (r *running) publish(address, page string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pages[address] = page
}

// let is the proxy.
func (r *running) let(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	page, ok := r.pages[req.URL.String()]
	r.mu.Unlock()
	switch {
	case ok:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, page)
	case req.Method != http.MethodConnect && loopback(req.URL):
		(&httputil.ReverseProxy{Rewrite: func(*httputil.ProxyRequest) {}}).ServeHTTP(w, req)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// signed hands requests on to the program with a token: the Playground sends none.
func (r *running) signed(t *testing.T) http.Handler {
	return &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
		raw, err := io.ReadAll(p.In.Body)
		if err != nil {
			return
		}
		var a activity
		_ = json.Unmarshal(raw, &a) // the Playground also knocks without a body
		c := r.claims()
		c["serviceurl"] = a.ServiceURL
		p.SetURL(&url.URL{Scheme: "http", Host: r.hears})
		p.Out.Body, p.Out.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
		p.Out.Header.Set("Authorization", "Bearer "+r.issuer.sign(t, c))
	}}
}

// host is the host and port of an address of this machine.
func host(address string) string { return strings.TrimPrefix(address, "http://") }
