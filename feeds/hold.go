package feeds

import (
	"context"
	"sync"
)

// A long document takes memory until it was parsed, and more of them are asked for at
// once than are parsed. Who will parse one asks under Hold, and whoever fetches it keeps
// the room that it takes from others until then.

type hold struct {
	mu     sync.Mutex
	leaves []func()
	done   bool
}

type holdKey struct{}

// Hold gives a context for the fetching of one document; done gives back the room that
// the document takes, and may be called again.
func Hold(ctx context.Context) (_ context.Context, done func()) {
	h := &hold{}
	return context.WithValue(ctx, holdKey{}, h), func() {
		h.mu.Lock()
		leaves := h.leaves
		h.leaves, h.done = nil, true
		h.mu.Unlock()
		for _, leave := range leaves {
			leave()
		}
	}
}

// Leave calls leave when who holds ctx is done, at once when nobody does.
func Leave(ctx context.Context, leave func()) {
	h, ok := ctx.Value(holdKey{}).(*hold)
	if !ok {
		leave()
		return
	}
	h.mu.Lock()
	late := h.done
	if !late {
		h.leaves = append(h.leaves, leave)
	}
	h.mu.Unlock()
	if late {
		leave()
	}
}
