package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"syscall"
	"time"

	bobusumisu "github.com/BobuSumisu/aho-corasick"
	cloudflare "github.com/cloudflare/ahocorasick"
	coregx "github.com/coregx/ahocorasick"
	petar "github.com/petar-dambovaliev/aho-corasick"

	"github.com/regwire/regwire/feeds/lexicon"
)

// vocabulary makes 1,000 Chinese and 500 English terms and a text of 2 KB that is
// dense with them: about a hundred different ones.
func vocabulary() (terms []string, text string) {
	han := []rune("数据安全个人信息出境评估标准合同网络保护办法规定条例通报应用程序算法推荐深度成生未年公共开放授权运营监管处罚审查备案认证分类级")
	latin := strings.Fields("data security personal information export assessment standard contract network protection measures provisions notice app algorithm public opening review filing certification grading crime minor")
	seed := uint32(7)
	next := func(n int) int { seed = seed*1664525 + 1013904223; return int(seed>>8) % n }
	known := map[string]bool{}
	for len(terms) < 1500 {
		var b strings.Builder
		if len(terms) < 1000 {
			for range 2 + next(6) {
				b.WriteRune(han[next(len(han))])
			}
		} else {
			for i := range 2 + next(3) {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(latin[next(len(latin))])
			}
		}
		if t := b.String(); !known[t] {
			known[t] = true
			terms = append(terms, t)
		}
	}
	var b strings.Builder
	for b.Len() < 2048 {
		b.WriteString(terms[next(len(terms))])
		b.WriteString("，")
	}
	return terms, b.String()
}

// scanner is one way to find all terms, overlapping ones too where it can. It
// calls found with the number of each.
type scanner struct {
	name string
	scan func(text string, found func(term int))
	// all: it finds overlapping terms; one that does not has less to do.
	all bool
}

// scanners are ours, which folds the text as it goes, looks at the ends of words and
// tells places in the text as it was given, and the kept libraries, which know
// bytes alone: their text has to be folded first.
func scanners(terms []string) ([]scanner, *lexicon.Lexicon, error) {
	list := make([]lexicon.Term, len(terms))
	patterns := make([][]byte, len(terms))
	for i, t := range terms {
		list[i], patterns[i] = lexicon.Term{Text: t, ID: int32(i)}, []byte(t)
	}
	lex, err := lexicon.New(list)
	if err != nil {
		return nil, nil, err
	}
	fast, err := coregx.NewBuilder().AddPatterns(patterns).Build()
	if err != nil {
		return nil, nil, fmt.Errorf("coregx/ahocorasick: %w", err)
	}
	trie, matcher := bobusumisu.NewTrieBuilder().AddPatterns(patterns).Build(), cloudflare.NewMatcher(patterns)
	automaton := func(dfa bool) petar.AhoCorasick {
		b := petar.NewAhoCorasickBuilder(petar.Opts{MatchKind: petar.StandardMatch, DFA: dfa})
		return b.Build(terms)
	}
	dfa, nfa := automaton(true), automaton(false)
	overlapping := func(a petar.AhoCorasick) func(string, func(int)) {
		return func(text string, found func(int)) {
			for it := a.IterOverlapping(text); ; {
				m := it.Next()
				if m == nil {
					return
				}
				found(m.Pattern())
			}
		}
	}
	room := make([]lexicon.Hit, 0, 4096)
	return []scanner{
		{"ours", func(text string, found func(int)) {
			room = lex.All(text, room[:0])
			for _, h := range room {
				found(int(h.ID))
			}
		}, true},
		{"coregx/ahocorasick, overlapping", func(text string, found func(int)) {
			for _, m := range fast.FindAllOverlapping([]byte(text)) {
				found(m.PatternID)
			}
		}, true},
		{"coregx/ahocorasick, leftmost only", func(text string, found func(int)) {
			for _, m := range fast.FindAll([]byte(text), -1) {
				found(m.PatternID)
			}
		}, false},
		{"BobuSumisu/aho-corasick", func(text string, found func(int)) {
			trie.Walk([]byte(text), func(_, _, pattern int64) bool { found(int(pattern)); return true })
		}, true},
		{"cloudflare/ahocorasick", func(text string, found func(int)) {
			for _, n := range matcher.MatchThreadSafe([]byte(text)) {
				found(n)
			}
		}, true},
		{"petar-dambovaliev/aho-corasick, DFA", overlapping(dfa), true},
		{"petar-dambovaliev/aho-corasick, NFA", overlapping(nfa), true},
	}, lex, nil
}

// distinct counts the terms that a scanner finds.
func (s scanner) distinct(text string) int {
	terms := map[int]bool{}
	s.scan(text, func(n int) { terms[n] = true })
	return len(terms)
}

// cpuOf is the least CPU time that f takes, of several turns: what else runs on the
// machine only ever adds.
func cpuOf(turns, each int, f func()) time.Duration {
	best := time.Duration(math.MaxInt64)
	for range turns {
		before := ownCPU()
		for range each {
			f()
		}
		best = min(best, ownCPU()-before)
	}
	return best / time.Duration(each)
}

func ownCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// lexicon compares a pass over a text with the libraries and with looking for one
// term after the other.
func (b *bench) lexicon(context.Context) ([]figure, error) {
	terms, text := vocabulary()
	all, lex, err := scanners(terms)
	if err != nil {
		return nil, err
	}
	page := []byte(text)
	patterns := make([][]byte, len(terms))
	for i, t := range terms {
		patterns[i] = []byte(t)
	}
	contained := 0
	loop := cpuOf(b.times, 30, func() {
		contained = 0
		for _, p := range patterns {
			if bytes.Contains(page, p) {
				contained++
			}
		}
	})
	const rounds = 3000
	took := make([]time.Duration, len(all))
	for i := range took {
		took[i] = math.MaxInt64
	}
	for range 3 * b.times { // turn about
		for i, s := range all {
			took[i] = min(took[i], cpuOf(1, rounds, func() { s.scan(text, func(int) {}) }))
		}
	}
	folding := cpuOf(3*b.times, rounds, func() { lexicon.Fold(text) })
	fastest, name := time.Duration(math.MaxInt64), ""
	var rest []figure
	for i, s := range all {
		if found := s.distinct(text); s.all && found != contained {
			return nil, fmt.Errorf("%s finds %d different terms, a plain search %d", s.name, found, contained)
		}
		rest = append(rest, figure{what: s.name, value: float64(len(text)) / took[i].Seconds() / 1e6, unit: " MB/s", free: true})
		if i > 0 && s.all && took[i] < fastest {
			fastest, name = took[i], s.name
		}
	}
	rest = append(rest, figure{what: "different terms in the text", value: float64(contained), free: true})
	return append([]figure{
		{what: "against a loop of bytes.Contains", value: loop.Seconds() / took[0].Seconds(), limit: 20, least: true, unit: "x"},
		{what: "text as published, against the fastest library", value: (folding + fastest).Seconds() / took[0].Seconds(), limit: 1.5, least: true, unit: "x"},
		{what: "folding in ours, none for " + name, value: fastest.Seconds() / took[0].Seconds(), unit: "x", free: true},
		{what: "memory of 1,500 terms", value: float64(lex.Size()) / 1e6, limit: 16, unit: " MB"},
		{what: "allocations of a pass, beside the result", value: allocations(func() { all[0].scan(text, func(int) {}) }), limit: 0},
	}, rest...), nil
}

// allocations is how many f makes.
func allocations(f func()) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const rounds = 100
	var before, after runtime.MemStats
	f()
	runtime.ReadMemStats(&before)
	for range rounds {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(int(after.Mallocs-before.Mallocs) / rounds)
}
