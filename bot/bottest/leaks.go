package bottest

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"
)

// Leaks says of each secret in what form it stands in the text, without telling it:
// as it is, as in an address, in base64, or cut to its end.
func Leaks(text string, secrets ...string) []string {
	const end = 8 // as much as a careless mask leaves
	var found []string
	for n, secret := range secrets {
		if len(secret) <= end {
			continue // it would be found in anything
		}
		for _, form := range []struct{ how, words string }{
			{"as it is", secret},
			{"as in an address", url.QueryEscape(secret)},
			{"in base64", strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(secret)), "=")},
			{"in base64 for addresses", strings.TrimRight(base64.URLEncoding.EncodeToString([]byte(secret)), "=")},
			{"cut to its end", secret[len(secret)-end:]},
		} {
			if strings.Contains(text, form.words) {
				found = append(found, fmt.Sprintf("secret %d %s", n+1, form.how))
				break
			}
		}
	}
	return found
}

// Holding is what a process holds for its work.
type Holding struct{ Goroutines, Files int }

// Held is what this process holds; Files is 0 where the system does not tell.
func Held() Holding {
	files, _ := os.ReadDir("/proc/self/fd") // nothing where there is no such folder
	return Holding{Goroutines: runtime.NumGoroutine(), Files: len(files)}
}

// Settled is what this process holds once that is no more than before, or after a
// while: what ends by itself takes a moment.
func Settled(before Holding) Holding {
	for deadline := time.Now().Add(5 * time.Second); ; {
		h := Held()
		if h.Goroutines <= before.Goroutines && h.Files <= before.Files || time.Now().After(deadline) {
			return h
		}
		time.Sleep(10 * time.Millisecond)
	}
}
