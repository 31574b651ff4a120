package replay

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/form"
)

// keptHeaders are those that change how a document is read or polled. Cookies,
// authorisations and what names a server or a visitor are never kept.
var keptHeaders = []string{
	"Cache-Control", "Content-Disposition", "Content-Language", "Content-Type", "Location", "Retry-After",
}

// secretField matches names of query and form fields that may carry a secret or
// a session; a recording is kept without them and matches without them.
var secretField = regexp.MustCompile(`(?i)(token|secret|passw|session|sid$|sign|signature|auth|cookie|api_?key|^key$|^pass_ticket$)`)

// sessionInPath is the session that some servers write into addresses.
var sessionInPath = regexp.MustCompile(`(?i);jsessionid=[^/?#]*`)

// Record adds one fetched document to the recording in dir, in the form that
// Load reads: the body in dir/HOST, the rest in its site.yaml, where it replaces
// an older answer to the same request. A redirect that led to the document is
// recorded too.
func Record(dir string, doc feeds.Document) error {
	if doc.NotModified {
		return errors.New("recording a document: it was not modified, so it has no body to keep")
	}
	final := doc.URL
	if final == "" {
		final = doc.Request.URL
	}
	at, err := recordedAddress(final)
	if err != nil {
		return err
	}
	r := responseTo(doc, at)
	body := doc.Raw
	if readable(doc) {
		body, r.Charset = doc.Body, doc.Charset
	}
	if len(body) > 0 {
		r.File = fileName(at, r, body)
		if err := writeBody(filepath.Join(dir, at.Host, r.File), body); err != nil {
			return err
		}
	}
	if err := addResponse(dir, at, r); err != nil {
		return err
	}
	return recordRedirect(dir, doc, at)
}

// recordedAddress is an address without the session it may carry.
func recordedAddress(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("recording a document: %w", err)
	}
	if u.Hostname() == "" || (u.Scheme != schemeHTTP && u.Scheme != schemeHTTPS) {
		return nil, fmt.Errorf("recording a document: %q is not an http address", raw)
	}
	host := feeds.HostName(u.Hostname())
	if strings.ContainsAny(host, `/\`) || host == ".." {
		return nil, fmt.Errorf("recording a document: %q is not a host name", host)
	}
	at := sessionInPath.ReplaceAllString(u.Path, "")
	if !writable(at) || strings.Contains(at, "?") {
		return nil, fmt.Errorf("recording a document: the path of %q cannot be written in a site.yaml", raw)
	}
	if at == "" {
		at = "/"
	}
	return &url.URL{Scheme: u.Scheme, Host: host, Path: at, RawQuery: u.RawQuery}, nil
}

func responseTo(doc feeds.Document, at *url.URL) Response {
	r := Response{Path: at.Path, Query: kept(at.Query()), Form: kept(doc.Request.Form)}
	if m := doc.Request.Method; m != "" && m != http.MethodGet {
		r.Method = m
	}
	if len(r.Form) > 0 {
		r.Method = http.MethodPost
	}
	if doc.Status != http.StatusOK {
		r.Status = doc.Status
	}
	for _, name := range keptHeaders {
		if v := doc.Header.Get(name); v != "" && writable(v) {
			if r.Header == nil {
				r.Header = map[string]string{}
			}
			r.Header[name] = sessionInPath.ReplaceAllString(withoutSecrets(v), "")
		}
	}
	modified, err := http.ParseTime(doc.Header.Get("Last-Modified"))
	hasModified, hasTag := err == nil, doc.Header.Get("ETag") != ""
	if hasModified {
		r.LastModified = modified.UTC().Truncate(time.Second)
	}
	for word, v := range validators {
		if word != "" && v.etag == hasTag && v.modified == hasModified {
			r.Validators = word
		}
	}
	return r
}

// writable reports whether s survives as text in a YAML file: old sites send
// query values in GBK, which does not.
func writable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// withoutSecrets is an address in a header without what its query may carry of a secret;
// any other value is as it was.
func withoutSecrets(v string) string {
	before, query, asks := strings.Cut(v, "?")
	fields, err := url.ParseQuery(query)
	if known := kept(fields); asks && err == nil && len(known) < len(fields) {
		return strings.TrimSuffix(before+"?"+values(known).Encode(), "?")
	}
	return v
}

// kept are the fields that a request is told by.
func kept(fields url.Values) map[string]string {
	var out map[string]string
	for k := range fields {
		if secretField.MatchString(k) || !writable(k) || !writable(fields.Get(k)) {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[k] = fields.Get(k)
	}
	return out
}

// readable reports whether Body, written in Charset again, is what was sent; if
// so the file is kept as readable UTF-8, otherwise byte for byte.
func readable(doc feeds.Document) bool {
	if doc.Charset == "" || len(doc.Body) == 0 {
		return false
	}
	enc, err := htmlindex.Get(doc.Charset)
	if err != nil {
		return false
	}
	again, err := enc.NewEncoder().Bytes(doc.Body)
	return err == nil && bytes.Equal(again, doc.Raw)
}

// fileName is the last part of the path, made unlike the answers to other
// requests for the same path.
func fileName(at *url.URL, r Response, body []byte) string {
	base := path.Base(at.Path)
	ext := path.Ext(base)
	stem := unsafeName.ReplaceAllString(strings.TrimSuffix(base, ext), "-")
	if ext = unsafeName.ReplaceAllString(ext, ""); len(ext) < 2 || len(ext) > 6 {
		ext = extensionOf(r.Header["Content-Type"], body)
	}
	stem = strings.Trim(stem, "-.")
	if stem == "" || strings.HasPrefix(stem, "site") { // site*.yaml are not bodies
		stem = strings.TrimSuffix("page-"+stem, "-")
	}
	sum := sha256.Sum256([]byte(r.Method + " " + at.Path + " " + values(r.Query).Encode() + " " + values(r.Form).Encode()))
	return fmt.Sprintf("%.60s-%s%s", stem, hex.EncodeToString(sum[:4]), ext)
}

var unsafeName = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

func extensionOf(contentType string, body []byte) string {
	if contentType == "" {
		contentType = http.DetectContentType(body)
	}
	t, _, err := mime.ParseMediaType(contentType)
	switch {
	case err != nil || t == "text/html":
		return ".html"
	case strings.HasSuffix(t, "json"):
		return ".json"
	case strings.HasSuffix(t, "xml"):
		return ".xml"
	}
	return ".bin"
}

func values(fields map[string]string) url.Values {
	v := url.Values{}
	for k, s := range fields {
		v.Set(k, s)
	}
	return v
}

func writeBody(name string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("recording a document: %w", err)
	}
	if err := os.WriteFile(name, body, 0o644); err != nil {
		return fmt.Errorf("recording a document: %w", err)
	}
	return nil
}

// addResponse writes r into the site.yaml of at's host.
func addResponse(dir string, at *url.URL, r Response) error {
	name := filepath.Join(dir, at.Host, "site.yaml")
	s := Site{Host: at.Host, Scheme: at.Scheme}
	raw, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("recording a document: %w", err)
	}
	if err == nil {
		s = Site{}
		if err := form.Read(name, raw, &s); err != nil {
			return err
		}
	}
	if s.Scheme != at.Scheme {
		s.Scheme = schemeBoth
	}
	s.put(r)
	out, err := form.Write(s)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return writeBody(name, out)
}

// put replaces the answer to the same request, or adds r.
func (s *Site) put(r Response) {
	for i, old := range s.Responses {
		if old.Method == r.Method && old.Path == r.Path && maps.Equal(old.Query, r.Query) && maps.Equal(old.Form, r.Form) {
			s.Responses[i] = r
			return
		}
	}
	s.Responses = append(s.Responses, r)
}

// recordRedirect keeps the step from the address that was asked to the one that
// answered, unless it only changed the scheme: the site's own scheme tells that.
func recordRedirect(dir string, doc feeds.Document, to *url.URL) error {
	if doc.Request.URL == "" {
		return nil
	}
	from, err := recordedAddress(doc.Request.URL)
	if err != nil {
		return err
	}
	if from.Host == to.Host && from.Path == to.Path && from.RawQuery == to.RawQuery {
		return nil
	}
	status := http.StatusFound
	if doc.MovedTo != "" {
		status = http.StatusMovedPermanently
	}
	location := *to
	location.RawQuery = values(kept(to.Query())).Encode()
	return addResponse(dir, from, Response{
		Path: from.Path, Query: kept(from.Query()), Status: status,
		Header: map[string]string{"Location": location.String()},
	})
}
