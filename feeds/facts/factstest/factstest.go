// Package factstest gives the tests of what facts are read by a Reader of the shipped tables.
// What a package below facts reads shows in the whole reading, so its tests ask that.
package factstest

import (
	"sync"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/facts"
)

// shared is the reader of the shipped tables; it never changes.
var shared = sync.OnceValues(func() (*facts.Reader, error) {
	authorities, err := catalog.Authorities()
	if err != nil {
		return nil, err
	}
	laws, err := catalog.Laws()
	if err != nil {
		return nil, err
	}
	return facts.New(authorities, laws)
})

// Reader is the one of the shipped tables.
func Reader(tb testing.TB) *facts.Reader {
	tb.Helper()
	r, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// Notice is a page of the national cyberspace administration with that title and text.
func Notice(title, body string) feeds.Writing {
	return feeds.Writing{Title: title, Body: body, Source: "CAC", Published: "2022-09-14"}
}
