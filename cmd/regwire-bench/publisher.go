package main

import (
	"fmt"
	"hash/fnv"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Publisher serves feeds and list pages under many host names on loopback. It is
// asked as an HTTP proxy is, so that its names need no resolver, and it says what
// it was asked.
type Publisher struct {
	knobs Knobs

	mu    sync.Mutex
	sites map[string]*site

	robots, lists, articles, changes atomic.Int64
	good                             atomic.Int64 // when the last good list was served
}

// Knobs are what a publisher can be like.
type Knobs struct {
	Items int // of one feed
	Body  int // characters of an item's text
	// Validators sends ETag and Last-Modified and honours them.
	Validators bool
	Latency    time.Duration
	// Change is the share of feeds, in per cent, that show a new item at each
	// further visit.
	Change int
	// Fault is what Faulty per cent of the hosts do instead of answering.
	Fault  Fault
	Faulty int
}

// Fault is a way to answer badly.
type Fault string

// The faults.
const (
	NoFault   Fault = ""
	Errors    Fault = "500"
	Drip      Fault = "drip"      // a byte now and then, for ever
	Endless   Fault = "endless"   // a body without end
	Truncated Fault = "truncated" // a feed that ends in the middle
	GBK       Fault = "gbk"       // no fault: a feed in another charset
	Redirect  Fault = "redirect"  // no fault: one more request
)

// faults are all of them, in the order in which they are reported.
var faults = []Fault{Errors, Drip, Endless, Truncated, GBK, Redirect}

// site is one host: how often its list was asked for, and the document it shows.
type site struct {
	mu      sync.Mutex
	asked   int
	extra   int // new items since the first visit
	body    []byte
	version int
}

// NewPublisher makes a publisher.
func NewPublisher(k Knobs) *Publisher { return &Publisher{knobs: k, sites: map[string]*site{}} }

// Counts is what was asked of a publisher.
type Counts struct{ Robots, Lists, Articles, Changes int64 }

// Counts tells what was asked so far.
func (p *Publisher) Counts() Counts {
	return Counts{p.robots.Load(), p.lists.Load(), p.articles.Load(), p.changes.Load()}
}

// lastGood is when the last good list was served.
func (p *Publisher) lastGood() time.Time { return time.Unix(0, p.good.Load()) }

// hostName is the name of the i-th host.
func hostName(i int) string { return fmt.Sprintf("f%04d.bench.example", i) }

func (p *Publisher) site(host string) *site {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.sites[host]
	if s == nil {
		s = &site{}
		p.sites[host] = s
	}
	return s
}

// chosen reports whether the host belongs to a share of all hosts, evenly spread.
func chosen(host, salt string, percent int) bool {
	h := fnv.New32a()
	_, _ = io.WriteString(h, salt+host)
	return int(h.Sum32()%1000) < percent*10
}

// ServeHTTP answers proxy requests, which name a whole address.
func (p *Publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.URL.Host
	if host == "" {
		http.Error(w, "this is a proxy", http.StatusBadRequest)
		return
	}
	if r.URL.Path == "/robots.txt" {
		p.robots.Add(1)
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if p.knobs.Latency > 0 {
		time.Sleep(p.knobs.Latency)
	}
	switch {
	case r.URL.Path == "/feed.xml" || r.URL.Path == "/list.html":
		p.lists.Add(1)
		if p.knobs.Fault != NoFault && chosen(host, "fault", p.knobs.Faulty) && p.misbehave(w, r) {
			return
		}
		p.list(w, r)
	case strings.HasPrefix(r.URL.Path, "/moved/"):
		p.lists.Add(1)
		p.list(w, r)
	default:
		p.articles.Add(1)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, articlePage(r.URL.Path, p.knobs.Body))
	}
}

// misbehave does what the fault says; false leaves it to the usual answer.
func (p *Publisher) misbehave(w http.ResponseWriter, r *http.Request) bool {
	switch p.knobs.Fault {
	case Errors:
		w.WriteHeader(http.StatusInternalServerError)
	case Drip:
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(time.Second):
			}
		}
	case Endless:
		_, _ = io.WriteString(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>`)
		filler := []byte(strings.Repeat("abcdefgh ", 4<<10))
		for r.Context().Err() == nil {
			if _, err := w.Write(filler); err != nil {
				return true
			}
		}
	case Truncated:
		body, _ := p.document(r.URL.Host, r.URL.Path)
		_, _ = w.Write(body[:len(body)/2])
	case GBK:
		body, _ := p.document(r.URL.Host, r.URL.Path)
		text := strings.Replace(string(body), `encoding="UTF-8"`, `encoding="GBK"`, 1)
		gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
		if err != nil {
			return false
		}
		w.Header().Set("Content-Type", "application/xml")
		_, _ = io.WriteString(w, gbk)
	case Redirect:
		http.Redirect(w, r, "http://"+r.URL.Host+"/moved"+r.URL.Path, http.StatusFound)
	default:
		return false
	}
	return true
}

// document is what the host's list shows now.
func (p *Publisher) document(host, path string) (body []byte, version int) {
	s := p.site(host)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if s.asked > 1 && chosen(host, "change"+strconv.Itoa(s.asked), p.knobs.Change) {
		s.extra++
		s.body = nil
		p.changes.Add(1)
	}
	if s.body == nil {
		s.version++
		s.body = p.write(host, path, s.extra)
	}
	return s.body, s.version
}

func (p *Publisher) write(host, path string, extra int) []byte {
	if strings.HasSuffix(path, ".html") {
		return listPage(host, p.knobs.Items, extra)
	}
	// Half of the hosts speak RSS, half Atom, by the last digit of their number.
	label, _, _ := strings.Cut(host, ".")
	if strings.ContainsAny(label[len(label)-1:], "02468") {
		return rss(host, p.knobs.Items, extra, p.knobs.Body)
	}
	return atom(host, p.knobs.Items, extra, p.knobs.Body)
}

// list serves the document, or 304 when it is known.
func (p *Publisher) list(w http.ResponseWriter, r *http.Request) {
	body, version := p.document(r.URL.Host, strings.TrimPrefix(r.URL.Path, "/moved"))
	h := w.Header()
	h.Set("Content-Type", "application/xml; charset=utf-8")
	if strings.HasSuffix(r.URL.Path, ".html") {
		h.Set("Content-Type", "text/html; charset=utf-8")
	}
	if p.knobs.Validators {
		tag := `"v` + strconv.Itoa(version) + `"`
		h.Set("ETag", tag)
		h.Set("Last-Modified", published(version).Format(http.TimeFormat))
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
	p.good.Store(time.Now().UnixNano())
}

// listen serves h on loopback until the returned function is called.
func listen(h http.Handler) (address string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("listen on loopback: %w", err)
	}
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.Serve(l) }() // ends with Close
	return l.Addr().String(), func() { _ = s.Close() }, nil
}
