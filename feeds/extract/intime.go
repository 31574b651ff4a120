package extract

import (
	"runtime"
	"sync/atomic"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
)

const (
	// ParseLimit is how long a document may be read, in processor time where the system
	// tells it: a busy machine makes no page hostile.
	ParseLimit = 5 * time.Second
	// parseWait is how long that is waited for, however little of it there was.
	parseWait = time.Minute
)

// ReadInTime is Read for callers who cannot wait: a document that takes longer than
// ParseLimit costs its visit and nothing else. done, which may be nil, is called when
// the reading has ended, which may be after the return.
func (s Source) ReadInTime(doc feeds.Document, done func()) (res Result, inTime bool) {
	read := make(chan answer.Result, 1)
	var reader atomic.Pointer[thread] // nil before it reads
	go func() {
		if done != nil {
			defer done()
		}
		runtime.LockOSThread() // so that its processor time is the reading's
		defer runtime.UnlockOSThread()
		reader.Store(thisThread())
		read <- s.Read(doc)
	}()
	began := time.Now()
	late := time.NewTimer(ParseLimit)
	defer late.Stop()
	for {
		select {
		case res := <-read:
			return res, true
		case <-late.C:
		}
		waited := time.Since(began)
		left := min(ParseLimit-reader.Load().worked(waited), parseWait-waited)
		if left <= 0 {
			return answer.Failed("the document took more than %.0f seconds to read", ParseLimit.Seconds()), false
		}
		late.Reset(left)
	}
}
