package facts_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// BenchmarkRead reads a Chinese and an English text of two kilobytes.
func BenchmarkRead(b *testing.B) {
	r := newReader(b)
	byName := map[string]feeds.Writing{}
	for _, l := range corpus(b, "dev.jsonl") {
		switch l.ID {
		case "dev-220":
			byName["chinese"] = l.writing()
		case "dev-062":
			byName["english"] = l.writing()
		}
	}
	for name, w := range byName {
		for len(w.Body) < 2000 {
			w.Body += "\n" + w.Body
		}
		w.Body = strings.ToValidUTF8(w.Body[:2000], "")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(w.Body)))
			for b.Loop() {
				r.Read(w)
			}
		})
	}
}
