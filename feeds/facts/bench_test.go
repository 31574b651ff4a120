package facts_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// BenchmarkRead reads a Chinese and an English text of two kilobytes, and of the
// most that is read.
func BenchmarkRead(b *testing.B) {
	r := shippedReader(b)
	byName := map[string]feeds.Writing{}
	for _, l := range corpus(b, "dev.jsonl") {
		switch l.ID {
		case "dev-220":
			byName["chinese"] = l.writing()
		case "dev-062":
			byName["english"] = l.writing()
		}
	}
	for name, size := range map[string]int{"chinese": 2000, "english": 2000, "chinese long": 128 << 10, "english long": 128 << 10} {
		w := byName[strings.TrimSuffix(name, " long")]
		for len(w.Body) < size {
			w.Body += "\n" + w.Body
		}
		w.Body = strings.ToValidUTF8(w.Body[:size], "")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(w.Body)))
			for b.Loop() {
				r.Read(w)
			}
		})
	}
}
