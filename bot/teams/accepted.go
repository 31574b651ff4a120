package teams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/regwire/regwire/bot"
)

// Requests keeps what Teams was told is taken until it is worked on, since it does
// not come again, and knows a copy of it, both over a kill: the store has it.
type Requests interface {
	// AcceptRequest keeps r until FinishRequest, unless one of the keys was seen;
	// they are remembered until then.
	AcceptRequest(ctx context.Context, r bot.Accepted, keys []string, until time.Time) (id string, first bool, err error)
	// BeginRequest notes that some of the work may be done.
	BeginRequest(ctx context.Context, id string) error
	FinishRequest(ctx context.Context, id string) error
	// WaitingRequests are those that an earlier run has left.
	WaitingRequests(ctx context.Context, platform string) ([]bot.Accepted, error)
	// Seen reports whether key is new, and keeps it until then. It is for pressed
	// buttons, which are answered in place: nobody is told that they are taken.
	Seen(ctx context.Context, key string, until time.Time) (first bool, err error)
}

// first reports whether the activity was not taken before, and writes down one that
// is worked on after its answer. One without an id cannot be told from another.
func (i *Inbox) first(ctx context.Context, a *activity) (first bool, err error) {
	until := i.platform.config.Now().Add(remembered)
	var keys []string
	if a.ID != "" {
		keys = []string{Name + ":" + word(a.Conversation.ID) + "|" + word(a.ID)}
	}
	if a.Type == typeInvoke {
		if len(keys) == 0 {
			return true, nil
		}
		return i.config.Requests.Seen(ctx, keys[0], until)
	}
	raw, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("write the activity down: %w", err)
	}
	a.request, first, err = i.config.Requests.AcceptRequest(ctx, bot.Accepted{Platform: Name, Raw: raw}, keys, until)
	if err != nil {
		return false, fmt.Errorf("write the activity down: %w", err)
	}
	return first, nil
}

// resume takes up what an earlier run was told and has not finished.
func (i *Inbox) resume(ctx context.Context) {
	log := i.platform.config.Log
	left, err := i.config.Requests.WaitingRequests(ctx, Name)
	if err != nil {
		log.Error("activities that were taken before cannot be read", "err", err)
		return
	}
	for _, kept := range left {
		a, err := i.readKept(kept)
		if err != nil {
			log.Error("activity that was taken before is dropped", "err", err)
			i.finish(ctx, a)
			continue
		}
		select {
		case <-ctx.Done():
			return
		case i.places <- struct{}{}: // whatever the share of its conversation: it was taken
			i.sharing.Lock()
			i.shareOf(a).places++
			i.sharing.Unlock()
		}
		i.queue <- a // a place was free, so the queue has one
	}
}

// readKept reads an activity that was written down. Whose it is was proven then;
// whether they are served still is asked anew.
func (i *Inbox) readKept(kept bot.Accepted) (activity, error) {
	a := activity{request: kept.ID, again: kept.Begun}
	if err := json.Unmarshal(kept.Raw, &a); err != nil {
		return a, fmt.Errorf("read an activity that was kept: %w", err)
	}
	if err := i.platform.serves(a); err != nil {
		return a, err
	}
	if _, ok := a.channel(); !ok {
		return a, errors.New("activity names no conversation")
	}
	return a, nil
}

// finish forgets an activity whose work is done.
func (i *Inbox) finish(ctx context.Context, a activity) {
	if a.request == "" {
		return
	}
	if err := i.config.Requests.FinishRequest(context.WithoutCancel(ctx), a.request); err != nil {
		i.platform.config.Log.Error("activity is done and cannot be forgotten: it is done again after a restart", "err", err)
	}
}
