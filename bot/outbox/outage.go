package outbox

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	// unclearRest is how long the last copy waits at least: a service that fails is seldom
	// back at once, and after that copy a person is needed.
	unclearRest = time.Minute
	// firstAsk and lastAsk bound the wait between two questions whether a service answers.
	firstAsk = 5 * time.Second
	lastAsk  = 5 * time.Minute
	// longestRest is the longest that a service is let alone. What lies further ahead was
	// written by a clock that has been set back since.
	longestRest = time.Hour
)

// outages are what is known of workspaces that answer nothing clear, or asked for
// patience. It is kept in memory: whoever starts anew asks anew.
type outages struct{ by sync.Map } // *outage by workspace

type outage struct {
	asking sync.Mutex // held by the one who asks; the others take its answer
	failed int        // questions without an answer, one after the other

	mu    sync.Mutex
	until time.Time // the workspace is let alone
}

func (o *outages) of(w feeds.WorkspaceID) *outage {
	v, _ := o.by.LoadOrStore(w, &outage{})
	return v.(*outage) //nolint:forcetypeassert // only those are put there
}

// left is how long the workspace is still let alone.
func (o *outage) left(now time.Time) time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	if d := o.until.Sub(now); d > 0 && d <= longestRest {
		return d
	}
	return 0
}

func (o *outage) rest(until time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if until.After(o.until) || o.until.Sub(until) > longestRest {
		o.until = until
	}
}

// unanswered asks the service whether it answers at all, before a copy is posted of what
// may have arrived: while it fails, copies would only be used up. It gives how long to let
// the workspace alone, 0 when it answers.
func (o *Outbox) unanswered(ctx context.Context, platform bot.Platform, c bot.Channel) time.Duration {
	service, ok := platform.(bot.Answering)
	if !ok {
		return 0
	}
	known := o.outages.of(c.ID.Workspace())
	known.asking.Lock()
	defer known.asking.Unlock()
	if left := known.left(o.deps.Now()); left > 0 {
		return left
	}
	ctx, cancel := lasting(ctx, parting)
	defer cancel()
	_, err := bot.Contain("a question to "+string(c.ID.Workspace()), func() (struct{}, error) { return struct{}{}, service.Answers(ctx, c) })
	if err == nil {
		known.failed = 0
		return 0
	}
	wait := min(firstAsk<<min(known.failed, 10), lastAsk)
	wait = wait/2 + rand.N(wait/2)
	if pe, ok := errors.AsType[*bot.PostError](err); ok {
		wait = max(wait, pe.After)
	}
	if known.failed++; known.failed == 1 {
		o.deps.Log.Warn("service does not answer: what is owed there waits", "workspace", c.ID.Workspace(), "err", err)
	}
	known.rest(o.deps.Now().Add(wait))
	return wait
}
