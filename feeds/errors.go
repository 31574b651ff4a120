package feeds

import "errors"

// What callers of a store branch on. They stand here because both halves and
// the store itself need them.
var (
	// ErrNoWork says that nothing can be claimed now.
	ErrNoWork = errors.New("no work to claim")
	// ErrClaimLost says that somebody else has the claim by now, or that it was
	// released: what was to be written was refused.
	ErrClaimLost = errors.New("the claim has passed to another worker")
	// ErrFull says that the disk, or the size allowed, is used up: nothing was
	// written, what is stored can be read, and it goes on once there is room.
	ErrFull = errors.New("the store is full")
	// ErrNotFound says that nothing has this id or key.
	ErrNotFound = errors.New("not found")
)
