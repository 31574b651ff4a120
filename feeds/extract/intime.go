package extract

import (
	"time"

	"github.com/regwire/regwire/feeds"
)

// ParseLimit is how long a document may be read.
const ParseLimit = 5 * time.Second

// ReadInTime is Read for callers who cannot wait: a document that takes longer than
// ParseLimit costs its visit and nothing else. done, which may be nil, is called when
// the reading has ended, which may be after the return.
func (s Source) ReadInTime(doc feeds.Document, done func()) (res Result, inTime bool) {
	read := make(chan Result, 1)
	go func() {
		if done != nil {
			defer done()
		}
		read <- s.Read(doc)
	}()
	late := time.NewTimer(ParseLimit)
	defer late.Stop()
	select {
	case res := <-read:
		return res, true
	case <-late.C:
		return failed("the document took more than %.0f seconds to read", ParseLimit.Seconds()), false
	}
}
