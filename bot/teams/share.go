package teams

import "context"

// share is what one conversation has of the inbox.
type share struct {
	places, working int
	waiting         []activity // for a worker
}

// shareOf is the share of the activity's conversation; the lock is held.
func (i *Inbox) shareOf(a activity) *share {
	s := i.shares[a.place()]
	if s == nil {
		s = &share{}
		i.shares[a.place()] = s
	}
	return s
}

// enter takes a place for the activity, if there is one for its conversation.
func (i *Inbox) enter(a activity) bool {
	i.sharing.Lock()
	defer i.sharing.Unlock()
	s := i.shareOf(a)
	if s.places >= shareOfOne {
		return false
	}
	select {
	case i.places <- struct{}{}:
		s.places++
		return true
	default:
		return false
	}
}

// leave gives the place of an activity back.
func (i *Inbox) leave(a activity) {
	i.sharing.Lock()
	defer i.sharing.Unlock()
	<-i.places
	s := i.shareOf(a)
	if s.places--; s.places <= 0 {
		delete(i.shares, a.place())
	}
}

// work works on what was taken until ctx ends, and then on what waits.
func (i *Inbox) work(ctx context.Context) {
	for {
		select {
		case a := <-i.queue:
			i.workOn(context.WithoutCancel(ctx), a)
			continue
		default:
		}
		select {
		case <-ctx.Done():
			return
		case a := <-i.queue:
			i.workOn(context.WithoutCancel(ctx), a)
		}
	}
}

// workOn works on an activity and then on those of its conversation that came to wait; or
// leaves it to those who work for the conversation already, when they are enough.
func (i *Inbox) workOn(ctx context.Context, a activity) {
	i.sharing.Lock()
	s := i.shareOf(a)
	if s.working >= workersOfOne {
		s.waiting = append(s.waiting, a)
		i.sharing.Unlock()
		return
	}
	s.working++
	for more := true; more; {
		i.sharing.Unlock()
		i.one(ctx, a)
		i.sharing.Lock()
		if more = len(s.waiting) > 0; more {
			a, s.waiting = s.waiting[0], s.waiting[1:]
		}
	}
	s.working--
	i.sharing.Unlock()
}
