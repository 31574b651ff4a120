package poll

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

func TestAPageSendsOnWithinItsDomainOnly(t *testing.T) {
	for to, want := range map[string]bool{
		"https://www.cac.gov.cn/2022/a.htm": true,
		"http://app.CAC.gov.cn.:8080/a":     true,
		"https://www.miit.gov.cn/a":         false, // gov.cn is nobody's
		"https://cac.gov.cn.evil.example/a": false,
		"https://127.0.0.1/":                false,
		"/a":                                false,
		"":                                  false,
	} {
		if got := sameDomain("https://www.cac.gov.cn/list.htm", to); got != want {
			t.Errorf("to %q: %v", to, got)
		}
	}
	if !sameDomain("http://192.0.2.1:8080/a", "https://192.0.2.1/b") || sameDomain("http://192.0.2.1/", "http://198.51.2.1/") {
		t.Error("machines' addresses are compared by their last figures")
	}
}

// TestLongDocumentsAreParsedOneAfterAnother holds the place of long ones: a short document
// goes by, and a long one is read only when the place is free.
func TestLongDocumentsAreParsedOneAfterAnother(t *testing.T) {
	p := &Poller{parsing: make(chan struct{}, 2), large: make(chan struct{}, 1)}
	s := extract.Source{Source: feeds.Source{ID: "a", Family: "feed", Kind: "feed"}}
	document := func(n int) feeds.Document {
		body := []byte(`<rss version="2.0"><channel><title>` + strings.Repeat("x", n) + `</title></channel></rss>`)
		return feeds.Document{Raw: body, Body: body}
	}
	p.large <- struct{}{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.parse(s, document(largeBody))
	}()
	for range 10 {
		p.parse(s, document(largeBody-100))
	}
	select {
	case <-done:
		t.Error("a long document was parsed beside another")
	default:
	}
	<-p.large
	<-done
}
