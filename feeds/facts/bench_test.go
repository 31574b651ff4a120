package facts_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// BenchmarkRead reads a Chinese and an English text of two kilobytes, and of the
// most that is read.
func BenchmarkRead(b *testing.B) {
	r := factstest.Reader(b)
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

// hostile are units of texts that are nothing but dates, figures and names.
var hostile = map[string]string{
	"figures":                     "2022年9月1日，共38款APP存在问题。",
	"names":                       "国家互联网信息办公室、公安部发布《网络安全法》",
	"english":                     "On 1 September 2022 CAC fined 38 apps under the Provisions on Data. ",
	"digits":                      "1,234,",
	"terms of one sentence":       "自3月5日起30日内反馈意见,",
	"english terms of a sentence": "within 30 days after 5 p.m. on ",
	"apps of one sentence":        "《甲》(版本1.0,应用宝),",
}

func hostileText(unit string) feeds.Writing {
	return feeds.Writing{Title: "通报", Body: strings.Repeat(unit, (256<<10)/len(unit)), Published: "2022-09-01"}
}

// TestHostileTextsEnd: the longest text that is read costs no more than its length does.
func TestHostileTextsEnd(t *testing.T) {
	r := factstest.Reader(t)
	for name, unit := range hostile {
		start := time.Now()
		r.Read(hostileText(unit))
		if took := time.Since(start); took > 2*time.Minute { // a bound against running away, on a slow and busy machine with the race detector
			t.Errorf("%s: %v", name, took)
		}
	}
}

// BenchmarkReadHostile reads the most of such a text.
func BenchmarkReadHostile(b *testing.B) {
	r := factstest.Reader(b)
	for name, unit := range hostile {
		w := hostileText(unit)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(w.Body)))
			for b.Loop() {
				r.Read(w)
			}
		})
	}
}
