package main

import (
	"math/rand/v2"
	"strings"
	"time"
)

// topics is how many topics the items have, one each.
const topics = 30

// item is a made-up notice. Its number rises with its day.
type item struct {
	n           int
	title, text string
	topic       int
	day         int // since the first
}

// day is that of the n-th item: a hundred thousand make nine years.
func day(n int) int { return n * 3200 / 100_000 }

var firstDay = time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC)

func dateOf(day int) string { return firstDay.AddDate(0, 0, day).Format(time.DateOnly) }

// library writes items of made-up words as much alike as real ones: a title and
// 500 characters, seven of ten in Chinese. The same one comes out every time.
type library struct {
	rand             *rand.Rand
	chinese, english []string
	common           *rand.Zipf
	n                int
}

func newLibrary() *library {
	l := &library{rand: rand.New(rand.NewPCG(2022, 9))}
	for range 3000 { // words of two to four of 2,500 ideographs
		var w strings.Builder
		for range 2 + l.rand.IntN(3) {
			w.WriteRune(0x4e00 + rune(l.rand.IntN(2500)))
		}
		l.chinese = append(l.chinese, w.String())
	}
	for range 3000 {
		var w strings.Builder
		for range 2 + l.rand.IntN(9) {
			w.WriteByte('a' + byte(l.rand.IntN(26)))
		}
		l.english = append(l.english, w.String())
	}
	l.common = rand.NewZipf(l.rand, 1.1, 20, 2999)
	return l
}

func (l *library) next() item {
	l.n++
	chinese := l.rand.IntN(10) < 7
	return item{
		n: l.n, topic: l.rand.IntN(topics), day: day(l.n),
		title: strings.ReplaceAll(l.write(chinese, 24), "\n", ""), text: l.write(chinese, 500),
	}
}

func (l *library) write(chinese bool, runes int) string {
	var b strings.Builder
	for n := 0; n < runes; {
		var w string
		if chinese {
			w = l.chinese[l.common.Uint64()]
			n += len(w) / 3
			if l.rand.IntN(12) == 0 {
				w += "，"
			} else if l.rand.IntN(40) == 0 {
				w += "。\n"
			}
		} else {
			w = l.english[l.common.Uint64()] + " "
			n += len(w)
			if l.rand.IntN(15) == 0 {
				w = strings.TrimSpace(w) + ". "
			}
		}
		b.WriteString(w)
	}
	return b.String()
}

// pieces are parts of the texts of items, spread over all, for each number of
// ideographs that a class asks for; two words for 0.
func pieces(items, of int) map[int][]string {
	out := map[int][]string{}
	l, pick := newLibrary(), rand.New(rand.NewPCG(3, 5))
	step := max(1, items/(20*of))
	for n := range items {
		x := l.next()
		if n%step != 0 {
			continue
		}
		for _, runes := range []int{0, 2, 4, 8} {
			if w := x.piece(pick, runes); w != "" && len(out[runes]) < of {
				out[runes] = append(out[runes], w)
			}
		}
	}
	return out
}

// piece is a part of the item's text, "" when the place that was picked has none.
func (x item) piece(pick *rand.Rand, runes int) string {
	if runes > 0 {
		r := []rune(x.text)
		if r[0] < 0x3000 {
			return ""
		}
		at := pick.IntN(len(r) - runes)
		if w := string(r[at : at+runes]); !strings.ContainsAny(w, "，。\n") {
			return w
		}
		return ""
	}
	if x.text[0] >= 0x80 {
		return ""
	}
	w := strings.Fields(x.text)
	at := pick.IntN(len(w) - 1)
	if two := w[at] + " " + w[at+1]; !strings.Contains(two, ".") {
		return two
	}
	return ""
}
