package bot

import (
	"errors"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// crowd is a listener that lets everybody in, and has somebody else leave where there
// are too many: of the address that holds most connections the one that has been
// longest at what it does. Who holds connections open keeps nobody else out by that.
type crowd struct {
	net.Listener
	mu     sync.Mutex
	guests map[net.Conn]guest
}

type guest struct {
	host  string
	since time.Time // when it came, or began or ended its last request
}

func newCrowd(l net.Listener) *crowd {
	return &crowd{Listener: l, guests: map[net.Conn]guest{}}
}

// Accept lets the next caller in. Where the process may open no more files somebody
// leaves too, and the server tries again.
func (c *crowd) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	c.mu.Lock()
	var leaves net.Conn
	if len(c.guests) >= maxConnections || errors.Is(err, syscall.EMFILE) {
		leaves = c.longest()
		delete(c.guests, leaves)
	}
	if err == nil {
		c.guests[conn] = guest{hostOf(conn.RemoteAddr()), time.Now()}
	}
	c.mu.Unlock()
	if leaves != nil {
		_ = leaves.Close() // its server notices
	}
	return conn, err //nolint:wrapcheck // the server looks at what it is
}

// longest is who is to leave, nil where nobody is here.
func (c *crowd) longest() net.Conn {
	held := map[string]int{}
	for _, g := range c.guests {
		held[g.host]++
	}
	var out net.Conn
	var of guest
	for conn, g := range c.guests {
		if more := held[g.host] - held[of.host]; out == nil || more > 0 || more == 0 && g.since.Before(of.since) {
			out, of = conn, g
		}
	}
	return out
}

// changed is told by the server what becomes of a connection.
func (c *crowd) changed(conn net.Conn, now http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch now {
	case http.StateClosed, http.StateHijacked:
		delete(c.guests, conn)
	default:
		if g, ok := c.guests[conn]; ok {
			c.guests[conn] = guest{g.host, time.Now()}
		}
	}
}

func hostOf(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return host
}
