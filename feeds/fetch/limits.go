package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// The deadlines of one document. Waiting for a host's turn and gap is not
// counted: only network time is.
const (
	totalTimeout  = 60 * time.Second
	robotsTimeout = 20 * time.Second
	dialTimeout   = 10 * time.Second
	tlsTimeout    = 10 * time.Second
	headerTimeout = 20 * time.Second
	idleTimeout   = 15 * time.Second // between two pieces of a body
	keepAlive     = 30 * time.Second
	// slowAfter is when an exchange counts as slow and makes way for others.
	slowAfter = 2 * time.Second
	// roomWait is how long a long body waits for others to be read and parsed.
	roomWait = 30 * time.Second
)

// The sizes of one document.
const (
	maxURL        = 2048
	maxRedirects  = 5
	maxHeader     = 64 << 10
	maxWire       = 20 << 20 // as sent, before gzip is undone
	maxFeed       = 10 << 20
	maxPage       = 5 << 20
	maxAttachment = 20 << 20
	maxErrorBody  = 4 << 10 // enough to recognise a challenge
	maxRobots     = 500 << 10
	maxRoom       = 21 << 20 // of all long bodies until they are parsed: two of feeds
	maxMembers    = 100      // gzip members; empty ones cost time and yield nothing
)

// The politeness defaults.
const (
	defaultGap      = 2 * time.Second
	defaultInFlight = 32
	maxCrawlDelay   = time.Hour
	// longestWait is how long Get waits for a host itself. A longer pause is
	// handed back as a time to come again, so that no worker sleeps for an hour.
	longestWait = time.Minute
	robotsFresh = 24 * time.Hour
	robotsRetry = time.Hour
)

// What a publisher may ask of our schedule.
const (
	minPause = time.Minute
	maxPause = 24 * time.Hour
)

// DefaultUserAgent names the program and where its people can be found.
const DefaultUserAgent = "regwire/1 (+https://github.com/regwire/regwire)"

// limit says how much of a body is read, and whether more is a failure.
type limit struct {
	decoded int64
	cut     bool // keep the beginning of a longer body
}

func bodyLimit(r feeds.Request) limit {
	switch {
	case r.Attachment:
		return limit{decoded: maxAttachment}
	case r.Feed:
		return limit{decoded: maxFeed}
	}
	return limit{decoded: maxPage}
}

// retryAfter reads Retry-After, in seconds or as a date; 0 when it says nothing.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	if d, ok := seconds(v); ok {
		return clampPause(d)
	}
	if t, err := http.ParseTime(v); err == nil {
		return clampPause(t.Sub(now))
	}
	return 0
}

// maxAge reads max-age of Cache-Control; 0 when the answer may not be kept.
func maxAge(h http.Header) time.Duration {
	var age time.Duration
	for _, line := range h.Values("Cache-Control") {
		for part := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			switch strings.ToLower(name) {
			case "no-cache", "no-store":
				return 0
			case "max-age":
				if d, ok := seconds(strings.Trim(value, `"`)); ok && d > 0 {
					age = clampPause(d)
				}
			}
		}
	}
	return age
}

// seconds reads a whole number of seconds. A number too large for a duration is
// the longest pause: digits without end must not wrap round to a short one.
func seconds(s string) (time.Duration, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > int64(maxPause/time.Second) {
		return maxPause, true
	}
	return time.Duration(n) * time.Second, true
}

func clampPause(d time.Duration) time.Duration { return min(max(d, minPause), maxPause) }
