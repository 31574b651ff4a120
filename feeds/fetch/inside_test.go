package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"
)

// TestControlJudgesTheSocketsAddress is about the last check before connect,
// which the checks before it leave nothing to do in any other test.
func TestControlJudgesTheSocketsAddress(t *testing.T) {
	d := newDialer(newGuard(Config{Allow: []string{"10.1.0.0/16:8080"}}), Config{})
	for address, open := range map[string]bool{
		"8.8.8.8:443": true, "[2606:4700::1111]:443": true, "10.1.2.3:8080": true,
		"127.0.0.1:80": false, "[::1]:80": false, "[::ffff:127.0.0.1]:80": false, "[fe80::1%lo]:80": false,
		"10.1.2.3:80": false, "10.2.0.1:8080": false, "8.8.8.8:22": false, "8.8.8.8:8080": false,
		"8.8.8.8": false, "localhost:80": false, "/run/x.sock": false, "": false,
	} {
		err := d.control(t.Context(), "tcp", address, nil)
		if (err == nil) != open || (err != nil && !errors.Is(err, ErrBlocked)) {
			t.Errorf("%q: error %v, want open %t", address, err, open)
		}
	}
}

func TestPaceForgetsIdleHostsOnly(t *testing.T) {
	p := newPace(-1, 0)
	busy, err := p.enter(t.Context(), "busy")
	if err != nil {
		t.Fatal(err)
	}
	resting, err := p.enter(t.Context(), "resting")
	if err != nil {
		t.Fatal(err)
	}
	resting.ready = time.Now().Add(time.Hour)
	p.leave(resting)
	for i := range 2 * maxHosts {
		h, err := p.enter(t.Context(), fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		p.leave(h)
	}
	if n := len(p.hosts); n > maxHosts {
		t.Errorf("%d hosts are remembered, want %d at most", n, maxHosts)
	}
	if p.hosts["busy"] != busy || p.hosts["resting"] != resting {
		t.Error("a host that is in use, or whose gap has not passed, was forgotten")
	}
	p.leave(busy)
}

// FuzzPatience holds that whatever a publisher asks of our schedule stays within limits.
func FuzzPatience(f *testing.F) {
	for _, seed := range [][2]string{{"120", "max-age=60"}, {"Wed, 21 Oct 2037 07:28:00 GMT", `s-maxage=1, max-age="3600"`}, {"-1", "no-store"}, {"99999999999999999999", "max-age=9223372036854775807"}, {"1.5", "max-age=,max-age"}} {
		f.Add(seed[0], seed[1])
	}
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, after, control string) {
		h := http.Header{"Retry-After": {after}, "Cache-Control": {control}}
		for what, d := range map[string]time.Duration{"Retry-After " + after: retryAfter(h, now), "Cache-Control " + control: maxAge(h)} {
			if d != 0 && (d < minPause || d > maxPause) {
				t.Errorf("%q is taken for %s", what, d)
			}
		}
	})
}
