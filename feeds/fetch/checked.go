package fetch

import (
	"net/url"
	"sync"
)

// Bounds of the addresses that are remembered as checked: how many, and how long.
const (
	maxChecked     = 4096
	maxCheckedSize = 512
)

// checked remembers addresses that the guard let pass: the same lists are asked
// all day. What an address resolves to is judged at each dial, not here.
type checked struct {
	mu    sync.Mutex
	known map[string]checkedURL
}

type checkedURL struct {
	url  url.URL
	text string // of url
}

// url is the guard's checkURL, with the text of the URL it gives.
func (c *checked) url(g *guard, raw string) (u *url.URL, text string, err error) {
	c.mu.Lock()
	known, ok := c.known[raw]
	c.mu.Unlock()
	if ok {
		own := known.url
		return &own, known.text, nil
	}
	if u, err = g.checkURL(raw); err != nil {
		return nil, "", err
	}
	text = u.String()
	if len(raw) > maxCheckedSize {
		return u, text, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= maxChecked {
		c.known = map[string]checkedURL{}
	}
	c.known[raw] = checkedURL{*u, text}
	return u, text, nil
}
