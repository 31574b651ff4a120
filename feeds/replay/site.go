package replay

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/form"
)

// Site is one site.yaml.
type Site struct {
	Host string `yaml:"host"`
	// Scheme is what the host speaks: "https" (http redirects to it), "http"
	// (https is refused) or "both".
	Scheme    string     `yaml:"scheme"`
	Responses []Response `yaml:"responses"`
}

// Response says which requests a recorded file answers, and how.
type Response struct {
	Path   string `yaml:"path"`
	Method string `yaml:"method,omitempty"` // GET when absent
	// Query and Form list the fields that must match; others are ignored. Of
	// several responses that match, the one with most fields answers.
	Query  map[string]string `yaml:"query,omitempty"`
	Form   map[string]string `yaml:"form,omitempty"`
	Status int               `yaml:"status,omitempty"` // 200 when absent
	Header map[string]string `yaml:"header,omitempty"`
	// Charset is what the body is sent in; the file itself is UTF-8. Without
	// it the file is sent as it is.
	Charset string `yaml:"charset,omitempty"`
	// Validators are "etag", "last_modified", "both" (when absent) or "none".
	// The answer to a POST never has any.
	Validators   string    `yaml:"validators,omitempty"`
	LastModified time.Time `yaml:"last_modified,omitempty"`
	File         string    `yaml:"file,omitempty"` // beside site.yaml; no body when absent
}

// site is a Site whose files were read.
type site struct {
	host      string
	scheme    string
	responses []response
}

// response is a Response ready to be sent.
type response struct {
	Response
	etag     string
	modified time.Time
	body     []byte
}

const (
	schemeHTTP  = "http"
	schemeHTTPS = "https"
	schemeBoth  = "both"
)

// validators says which validators each word stands for.
var validators = map[string]struct{ etag, modified bool }{
	"":              {true, true},
	"both":          {true, true},
	"etag":          {true, false},
	"last_modified": {false, true},
	"none":          {},
}

func loadSite(fsys fs.FS, name string, modified time.Time) (*site, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading a recorded site: %w", err)
	}
	var decoded Site
	if err := form.Read(name, raw, &decoded); err != nil {
		return nil, err
	}
	s := &site{host: feeds.HostName(decoded.Host), scheme: decoded.Scheme}
	if s.host == "" || strings.ContainsAny(s.host, ":/ ") {
		return nil, fmt.Errorf("%s:%d: host %q is not a host name", name, lineOf(raw, "host"), decoded.Host)
	}
	if s.scheme != schemeHTTP && s.scheme != schemeHTTPS && s.scheme != schemeBoth {
		return nil, fmt.Errorf("%s:%d: scheme %q is none of http, https, both", name, lineOf(raw, "scheme"), s.scheme)
	}
	for i, rec := range decoded.Responses {
		ready, err := rec.load(fsys, path.Dir(name), modified)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, lineOf(raw, fmt.Sprintf("responses[%d].path", i)), err)
		}
		s.responses = append(s.responses, ready)
	}
	return s, nil
}

// lineOf is the line of what stands at a path of a site.yaml, 1 when it is not there.
func lineOf(raw []byte, path string) int { return max(form.Line(raw, path), 1) }

// load checks a response and reads its file, into the charset it is sent in.
func (r Response) load(fsys fs.FS, dir string, modified time.Time) (response, error) {
	if !strings.HasPrefix(r.Path, "/") || strings.Contains(r.Path, "?") {
		return response{}, fmt.Errorf("path %q must start with / and carry no query (use query:)", r.Path)
	}
	valid, ok := validators[r.Validators]
	if !ok {
		return response{}, fmt.Errorf("validators %q is none of etag, last_modified, both, none", r.Validators)
	}
	r.Method = strings.ToUpper(r.Method)
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	if len(r.Form) > 0 && r.Method != http.MethodPost {
		return response{}, fmt.Errorf("form fields need method: POST, not %s", r.Method)
	}
	if r.Status == 0 {
		r.Status = http.StatusOK
	}
	if r.Status < 200 || r.Status > 599 {
		return response{}, fmt.Errorf("status %d cannot be sent", r.Status)
	}
	body, err := r.read(fsys, dir)
	if err != nil {
		return response{}, err
	}
	ready := response{Response: r, body: body}
	if r.Method != http.MethodGet || r.Status != http.StatusOK {
		return ready, nil
	}
	if valid.etag {
		sum := sha256.Sum256(body)
		ready.etag = `"` + hex.EncodeToString(sum[:8]) + `"`
	}
	if valid.modified {
		ready.modified = modified
		if !r.LastModified.IsZero() {
			ready.modified = r.LastModified
		}
	}
	return ready, nil
}

func (r Response) read(fsys fs.FS, dir string) ([]byte, error) {
	if r.File == "" {
		return nil, nil
	}
	name := path.Join(dir, r.File)
	body, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading the body: %w", err)
	}
	if r.Charset == "" {
		return body, nil
	}
	enc, err := htmlindex.Get(r.Charset)
	if err != nil {
		return nil, fmt.Errorf("charset %q is not known", r.Charset)
	}
	sent, err := enc.NewEncoder().Bytes(body)
	if err != nil {
		return nil, fmt.Errorf("writing %s in %s: %w", name, r.Charset, err)
	}
	return sent, nil
}

// contentType is what the answer says when the recording does not: by the
// ending of the file, or of the address.
func (r response) contentType() string {
	name := r.File
	if path.Ext(name) == "" {
		name = r.Path
	}
	t, _, err := mime.ParseMediaType(mime.TypeByExtension(path.Ext(name)))
	if err != nil {
		t = "text/html"
	}
	charset := r.Charset
	if charset == "" {
		charset = "utf-8"
	}
	if strings.HasPrefix(t, "text/") {
		t += "; charset=" + charset
	}
	return t
}

// matches counts the fields by which r answers a request; -1 when it does not.
func (r response) matches(method, at string, query, form url.Values) int {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if r.Method != method || r.Path != at || !holds(query, r.Query) || !holds(form, r.Form) {
		return -1
	}
	return len(r.Query) + len(r.Form)
}

func holds(have url.Values, want map[string]string) bool {
	for k, v := range want {
		if !have.Has(k) || have.Get(k) != v {
			return false
		}
	}
	return true
}

// find is the most specific response to a request, the first of equals, and the
// number of fields that matched; -1 when nothing answers.
func (s *site) find(method, at string, query, form url.Values) (found response, fields int) {
	fields = -1
	for _, r := range s.responses {
		if n := r.matches(method, at, query, form); n > fields {
			found, fields = r, n
		}
	}
	return found, fields
}
