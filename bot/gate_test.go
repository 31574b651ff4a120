package bot

import (
	"net"
	"testing"
	"testing/synctest"
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
