package feeds

import (
	"context"
	"sync"
)

// Documents take up memory from when they are fetched until they are parsed, and many are
// fetched at once. The fetcher bounds how much all of them may take together, but only its
// caller knows when one has been parsed. So the caller fetches in a context that Hold gives,
// the fetcher says by Leave how its memory is given back, and that happens when the caller
// calls done.

type hold struct {
	mu     sync.Mutex
	leaves []func()
	done   bool
}

type holdKey struct{}

// Hold gives a context for fetching one document. The caller calls done once the document is
// parsed, which gives back the memory that was set aside for it; further calls do nothing.
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

// Leave has leave called when the caller that ctx is from is done with its document, or at
// once where ctx is from no Hold.
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
