package bot

import (
	"bytes"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestGateTellsAddressesApartAndForgetsThem(t *testing.T) {
	synctest.Test(t, tellApart) // a slow machine would take longer than the second
}

func tellApart(t *testing.T) {
	var g Gate
	for n := range GateRate {
		if !g.Open(net.JoinHostPort("192.0.2.1", "1")) {
			t.Fatalf("request %d of %d within a second is turned away", n+1, GateRate)
		}
	}
	refused := 0
	for range GateRate {
		if !g.Open(net.JoinHostPort("192.0.2.1", "2")) {
			refused++
		}
	}
	if refused != GateRate {
		t.Error("one address may ask without end by changing its port")
	}
	if !g.Open("192.0.2.2") || !g.Open("[2001:db8::1]:3") {
		t.Error("another address is turned away for the first one's requests")
	}
	for n := range 2 * gateSize {
		g.Open(net.JoinHostPort(net.IPv4(10, byte(n>>16), byte(n>>8), byte(n)).String(), "1"))
	}
	if len(g.by) > gateSize {
		t.Errorf("%d addresses are kept", len(g.by))
	}
}

func TestAFloodOfRefusedRequestsDoesNotFillTheLog(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, nil))
	now := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	var r Refusals
	for range 10_000 {
		r.Log(log, now, "192.0.2.1:1", errors.New("signature does not hold"))
	}
	if n := strings.Count(out.String(), "\n"); n != refusalsSaid {
		t.Errorf("%d lines of 10000 refusals in one minute", n)
	}
	for _, later := range []time.Duration{time.Minute, time.Minute + time.Second, 0} { // at last the clock is set back
		out.Reset()
		r.Log(log, now.Add(later), "192.0.2.2:1", errors.New("timestamp malformed"))
		line := out.String()
		if !strings.Contains(line, "timestamp malformed") || !strings.Contains(line, "192.0.2.2") || strings.Contains(line, `"not_logged_before":9980`) != (later == time.Minute) {
			t.Errorf("after %s: %s", later, line)
		}
	}
}
