package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Slack is a loopback double of the few methods of Slack's Web API that posting
// needs. It answers at once, but for channels that a script throttles.
type Slack struct {
	// Throttle are channels that answer 429 the given number of times.
	throttle map[string]int
	after    int // Retry-After in seconds

	mu    sync.Mutex
	posts map[string]int
	at    map[string]time.Time // of the last accepted post of a channel
	n     int
	bytes int64 // of the forms of accepted posts
	held  int   // posts answered with 429
}

// NewSlack makes a double.
func NewSlack(throttle map[string]int, after int) *Slack {
	return &Slack{throttle: throttle, after: after, posts: map[string]int{}, at: map[string]time.Time{}}
}

func (s *Slack) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/api/auth.test":
		answer(w, map[string]any{"ok": true, "team_id": "T0123ABC", "user_id": "U0BOT", "bot_id": "B0BOT"})
	case "/api/chat.postMessage", "/api/chat.update":
		s.post(w, r)
	default:
		answer(w, map[string]any{"ok": false, "error": "unknown_method"})
	}
}

func (s *Slack) post(w http.ResponseWriter, r *http.Request) {
	channel := r.FormValue("channel")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.throttle[channel] > 0 {
		s.throttle[channel]--
		s.held++
		w.Header().Set("Retry-After", strconv.Itoa(s.after))
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	s.n++
	s.bytes += r.ContentLength
	s.posts[channel]++
	s.at[channel] = time.Now()
	answer(w, map[string]any{"ok": true, "channel": channel, "ts": fmt.Sprintf("1664000000.%06d", s.n)})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the caller has gone
}

// Accepted is how many posts were accepted, on how many channels, and how many
// were turned away.
func (s *Slack) Accepted() (posts, channels, held int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n, len(s.posts), s.held
}

// Size is how many bytes the form of a post has in the mean.
func (s *Slack) Size() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return float64(s.bytes) / float64(max(s.n, 1))
}

// Delays are the times from begin to the last post of each channel but those that
// leave out names.
func (s *Slack) Delays(begin time.Time, leaveOut map[string]bool) []float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []float64
	for c, at := range s.at {
		if !leaveOut[c] {
			all = append(all, at.Sub(begin).Seconds())
		}
	}
	return all
}
