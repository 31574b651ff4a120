package pattern

import (
	"slices"
	"testing"
)

// TestSieveFindsWhatItsPatternsFind tries a table on texts and each of its patterns by
// itself: what a table passes over must be what does not match.
func TestSieveFindsWhatItsPatternsFind(t *testing.T) {
	var patterns []*Pattern
	for _, expr := range []string{
		`^关于(.+?)的通知$`, `^(.+?)(?:印发|发布)(.+?)$`, `^(.+?)的(?:通知|公告|函)$`, `通报`, `^(.*)$`, `^$`,
		`(?:App|应用)(.+?)$`, `(?:甲|B)乙`, `^(?:一|二)?季度$`, `[甲乙]方`, `x`, `(?:征求|公开)意见`, `^(?i:app)通报$`,
	} {
		patterns = append(patterns, MustCompile(expr))
	}
	sieve := NewSieve(patterns)
	found := map[int]bool{}
	for _, s := range []string{
		"", "x", "关于做好工作的通知", "网信办发布关于做好工作的通知", "网信办印发方案", "关于下架App的通报", "应用x", "B乙", "甲乙", "季度",
		"二季度", "乙方征求意见", "APP通报", "的函", "关于的通知", "公开意见的公告",
	} {
		text := NewText(s)
		next := 0
		check := func(to int) {
			for ; next < to; next++ {
				if m := patterns[next].FindStringSubmatch(s); m != nil {
					t.Errorf("%q: the table passes over %s, which finds %q", s, patterns[next].expr, m)
				}
			}
		}
		for i, m := sieve.Next(text, 0); i >= 0; i, m = sieve.Next(text, i+1) {
			check(i)
			if want := patterns[i].FindStringSubmatch(s); !slices.Equal(m, want) {
				t.Errorf("%q: the table finds %q by %s, which finds %q", s, m, patterns[i].expr, want)
			}
			found[i], next = true, i+1
		}
		check(len(patterns))
	}
	if len(found) != len(patterns) {
		t.Errorf("only %d of %d patterns matched any text", len(found), len(patterns))
	}
}
