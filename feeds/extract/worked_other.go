//go:build !linux

package extract

import "time"

// thread is a thread of which is not known how long it worked.
type thread struct{}

func thisThread() *thread { return nil }

// worked takes all the time that has passed for work.
func (*thread) worked(ago time.Duration) time.Duration { return ago }
