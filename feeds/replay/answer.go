package replay

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Seen is one request that the server got.
type Seen struct {
	At     time.Time
	Scheme string
	Host   string
	Method string
	Path   string
	Query  string
	// Conditional says that the request carried a validator.
	Conditional bool
	Status      int // what was answered; 0 when the connection was dropped
}

// maxSeen bounds the memory of a demo that runs for days.
const maxSeen = 10_000

// Requests are the newest requests, oldest first.
func (s *Server) Requests() []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// Forget empties Requests.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = nil
}

func (s *Server) note(n Seen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.seen) == maxSeen {
		s.seen = slices.Delete(s.seen, 0, maxSeen/2)
	}
	s.seen = append(s.seen, n)
}

// Answer is what a test lets a path say instead of what was recorded.
type Answer struct {
	Status int // 200 when 0
	Header http.Header
	Body   []byte
	// Drop breaks the connection off without an answer.
	Drop bool
}

// Set makes a path of a recorded host answer a, whatever the method; with path
// "" every path of the host.
func (s *Server) Set(host, path string, a Answer) error {
	host = feeds.HostName(host)
	if _, ok := s.scheme(host); !ok {
		return fmt.Errorf("host %q is not recorded", host)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[place{host, path}] = a
	return nil
}

// Fail makes a path answer a bare status.
func (s *Server) Fail(host, path string, status int) error {
	return s.Set(host, path, Answer{Status: status})
}

// Restore takes back what Set or Fail did to a path.
func (s *Server) Restore(host, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.answers, place{feeds.HostName(host), path})
}

func (s *Server) override(host, path string) (Answer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, ok := s.answers[place{host, path}]; ok {
		return a, true
	}
	a, ok := s.answers[place{host, ""}]
	return a, ok
}

// find is the most specific response to a request; of equals that of the newest
// layer, so that an update that names only a list's first page leaves the others.
func (s *Server) find(host string, r *http.Request, form url.Values) (response, bool) {
	s.mu.Lock()
	layers := slices.Clone(s.layers)
	s.mu.Unlock()
	best, found := -1, response{}
	query := r.URL.Query()
	for _, l := range layers {
		site, ok := l[host]
		if !ok {
			continue
		}
		if answer, fields := site.find(r.Method, r.URL.Path, query, form); fields > best {
			best, found = fields, answer
		}
	}
	return found, best >= 0
}

// notingWriter notes the request before the first byte of its answer leaves, so
// that a client that has its answer finds the request in Requests.
type notingWriter struct {
	http.ResponseWriter
	note func(status int)
}

func (w notingWriter) WriteHeader(status int) {
	w.note(status)
	w.ResponseWriter.WriteHeader(status)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, scheme string) {
	host := feeds.HostName((&url.URL{Host: r.Host}).Hostname())
	seen := Seen{
		At: time.Now(), Scheme: scheme, Host: host, Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery,
		Conditional: r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "",
	}
	a, overridden := s.override(host, r.URL.Path)
	if overridden && a.Drop {
		s.note(seen)
		panic(http.ErrAbortHandler) // net/http's way to break a connection off
	}
	noting := notingWriter{w, func(status int) {
		seen.Status = status
		s.note(seen)
	}}
	if overridden {
		a.send(noting)
		return
	}
	s.replay(noting, r, host, scheme)
}

func (a Answer) send(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.Header)
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	w.WriteHeader(cmp.Or(a.Status, http.StatusOK))
	_, _ = w.Write(a.Body) // a client that went away is its own business
}

// maxForm is more than any recorded form needs.
const maxForm = 64 << 10

func (s *Server) replay(w http.ResponseWriter, r *http.Request, host, scheme string) {
	speaks, ok := s.scheme(host)
	if !ok {
		http.Error(w, "this host is not recorded", http.StatusMisdirectedRequest)
		return
	}
	if speaks == schemeHTTPS && scheme == schemeHTTP {
		http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusMovedPermanently)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	found, ok := s.find(host, r, r.PostForm)
	if !ok {
		http.NotFound(w, r)
		return
	}
	found.send(w, r)
}

func (r response) send(w http.ResponseWriter, req *http.Request) {
	h := w.Header()
	for k, v := range r.Header {
		h.Set(k, v)
	}
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", r.contentType())
	}
	if r.etag != "" {
		h.Set("ETag", r.etag)
	}
	if r.Method == http.MethodGet && r.Status == http.StatusOK {
		// ServeContent answers conditional requests by what is set here.
		http.ServeContent(w, req, "", r.modified, bytes.NewReader(r.body))
		return
	}
	w.WriteHeader(r.Status)
	_, _ = w.Write(r.body) // a client that went away is its own business
}
