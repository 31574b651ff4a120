package outbox

import (
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
)

// lastCopyAfter is when the last copy is posted though nothing has been answered in its
// channel since: an outage is mostly over by then, and after that copy a person is needed.
const lastCopyAfter = 15 * time.Minute

// silences are the channels in which the last post came to nothing. They are kept in
// memory, as outages are: a service may answer questions and take no posts, and a receiver
// that is only told cannot be asked.
type silences struct{ by sync.Map } // *silence by channel

// silence is how many posts to a channel came to nothing since one had a clear answer.
// What one delivery is refused over and over counts once: it may be at fault itself.
type silence struct {
	mu    sync.Mutex
	posts int
	of    string // the delivery that was posted last
	last  time.Time
}

// note notes how a post to a channel ended.
func (o *silences) note(c bot.ChannelID, delivery string, err error, now time.Time) {
	if decides(err) {
		o.by.Delete(c)
		return
	}
	v, _ := o.by.LoadOrStore(c, &silence{})
	s := v.(*silence) //nolint:forcetypeassert // only those are put there
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of != delivery {
		s.posts++
	}
	s.of, s.last = delivery, now
}

// decides reports whether a post ended with an answer that decides something, if only when
// to come again.
func decides(err error) bool {
	if err == nil {
		return true
	}
	pe, ok := errors.AsType[*bot.PostError](err)
	return ok && pe.Fate != bot.FateAmbiguous && (pe.Fate != bot.FateRetry || pe.After > 0)
}

// of is the silence of a channel, nil where there is none.
func (o *silences) of(c bot.ChannelID) *silence {
	v, _ := o.by.Load(c)
	s, _ := v.(*silence)
	return s
}

// rest is how long a channel is let alone where one delivery after the other came to
// nothing: to try each would use up the copies of all that is owed.
func (s *silence) rest() time.Duration {
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.posts < 2 {
		return 0
	}
	d := min(firstAsk<<min(s.posts-2, 10), lastAsk)
	return d/2 + rand.N(d/2)
}

// spared is how long the last copy of a delivery waits for a sign that posts to its channel
// are answered again, which other deliveries give; 0 where it need not.
func (s *silence) spared(now time.Time) time.Duration {
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.last.Add(lastCopyAfter).Sub(now)
	if left <= 0 || left > lastCopyAfter { // the clock was set back
		return 0
	}
	return min(left, lastAsk)
}
