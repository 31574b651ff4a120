package feeds

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Shape says what a document is expected to be.
type Shape string

// The shapes.
const (
	ShapeList    Shape = "list"
	ShapeArticle Shape = "article"
)

// Request asks for one document.
type Request struct {
	Method string     `json:"method,omitempty"` // GET when empty
	URL    string     `json:"url"`
	Form   url.Values `json:"form,omitempty"` // sent as the body of a POST
	// JSON is sent as the body of a POST instead of a form.
	JSON   string            `json:"json,omitempty"`
	Header map[string]string `json:"header,omitempty"`
	// Charset is what the source's rule declares; the document's own mark wins.
	Charset string `json:"charset,omitempty"`
	Shape   Shape  `json:"shape"`
	// Part names the part of the source's rule that the answer is read with.
	Part string `json:"part,omitempty"`
	// Else is asked when this one's answer has no good outcome.
	Else *Request `json:"else,omitempty"`
	// Validators of the last visit; the fetcher sends them when set.
	ETag         string `json:"-"`
	LastModified string `json:"-"`
	// Known is the Fingerprint of what the last visit was answered. An answer of
	// the same bytes is then no more than NotModified, and is not decoded.
	Known string `json:"-"`
	// Feed raises the body cap from that of a page to that of a feed.
	Feed bool `json:"feed,omitempty"`
	// Attachment raises it to that of an attachment.
	Attachment bool `json:"attachment,omitempty"`
}

// Key names the document in Visit.Pages: method, address and form.
func (r Request) Key() string {
	m := r.Method
	if m == "" {
		m = http.MethodGet
	}
	if len(r.Form) == 0 && r.JSON == "" {
		return m + " " + r.URL
	}
	var b strings.Builder
	b.WriteString(m)
	b.WriteByte(' ')
	b.WriteString(r.URL)
	if len(r.Form) > 0 {
		b.WriteByte(' ')
		b.WriteString(r.Form.Encode())
	}
	if r.JSON != "" {
		b.WriteByte(' ')
		b.WriteString(r.JSON)
	}
	return b.String()
}

// Document is the answer to a Request.
type Document struct {
	Request     Request
	URL         string // final address, after redirects
	Status      int
	Header      http.Header
	NotModified bool   // 304, or the bytes that Request.Known stands for: Body is empty
	Raw         []byte // decoded from its content coding, as the publisher sent it
	Body        []byte // Raw as valid UTF-8, without byte order mark
	Charset     string // what Body was decoded from: "utf-8", "gb18030"
	Replaced    int    // U+FFFD that decoding had to write
	At          time.Time
	// Outcome is set when status or body shape already decide: blocked,
	// throttled, gone, error. Empty: let extract read it.
	Outcome Outcome
	Reason  string
	// RetryAfter is what the answer asked for, clamped; 0 when nothing.
	RetryAfter time.Duration
	// MaxAge is Cache-Control's freshness, clamped; 0 when nothing.
	MaxAge time.Duration
	// MovedTo is the target of a permanent redirect (301, 308).
	MovedTo string
}
