package extract

import (
	"runtime"
	"testing"
	"time"
)

// What others do while a reading has no processor is none of its work.
func TestAReadingIsChargedForItsOwnWorkAlone(t *testing.T) {
	began, reader, goOn, done := time.Now(), make(chan *thread), make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		self := thisThread()
		reader <- self
		for work := range goOn {
			for work && self.worked(0) < 50*time.Millisecond {
			}
		}
	}()
	r := <-reader
	for time.Since(began) < 200*time.Millisecond { // others work
	}
	if got := r.worked(time.Since(began)); got > 20*time.Millisecond {
		t.Errorf("a thread that waits has worked for %s", got)
	}
	goOn <- true
	close(goOn)
	<-done
	if got := r.worked(time.Since(began)); got < 50*time.Millisecond {
		t.Errorf("a thread that worked has worked for %s", got)
	}
	if got := (*thread)(nil).worked(time.Hour); got != 0 {
		t.Errorf("a thread that has not begun has worked for %s", got)
	}
}
