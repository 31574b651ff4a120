package gloss

import "strings"

// countedAt is where the noun stands that the number at i counts, which takes the
// plural; -1 where there is none, or only one of it.
func (l *line) countedAt(i int) int {
	if n := l.t[i]; n.noun == "Departments" || n.noun == "Batches" {
		return -1
	}
	j := i + 1
	for ; j < len(l.t); j++ {
		x := l.t[j]
		if x.kind == tLatin && j == i+1 {
			continue
		}
		if x.kind != tWord || !x.w.nominal() && !x.verb() || x.done() || j > i+1 && notDone(x) || x.deed() && doer(l.t[j-1]) {
			break
		}
	}
	switch last := l.t[j-1]; {
	case last.kind != tWord || last.w.kind != "noun" && last.w.kind != "doc_type" || last.w.kind == "noun" && last.w.base != "", j < len(l.t) && l.t[j].kind == tUnknown:
		return -1
	}
	return j - 1
}

func (l *line) number(i int, x token) {
	if others := l.others(i); others != "" {
		l.put(true, "and", others)
		return
	}
	if j := l.countedAt(i); j > 0 && x.noun == "Items" && mass[l.t[j].en[strings.LastIndexByte(l.t[j].en, ' ')+1:]] {
		l.put(true, x.en, "Items", "of") // 8条信息
		return
	}
	l.put(true, counted(x, l.t[i+1:], len(l.out) > 0)...)
}

func (l *line) ordinal(i int, x token) {
	n, ok := l.next(i)
	if !ok || !x.batch || n.kind != tWord || i > 0 && l.t[i-1].kind != tDate && !l.t[i-1].verb() {
		l.put(l.begun, x.en)
		return
	}
	if last := len(l.out) - 1; last >= 0 && l.t[i-1].kind == tDate {
		l.out[last] = "the " + x.en + " of " + l.out[last] // 2022年第七批
		return
	}
	l.put(l.begun, "the", x.en, "of")
}

// others are the departments that 等四部门 counts beside those named; "" where it is
// no such count.
func (l *line) others(i int) string {
	if i < 2 || !l.t[i-1].is("等") || l.t[i].noun != "Departments" {
		return ""
	}
	n := atoi(strings.TrimRight(l.t[i].zh, "个国家部门委单位"))
	for _, x := range l.t[:i-1] {
		if x.kind == tWord && x.w.kind == "org" {
			n--
		}
	}
	switch {
	case n == 1:
		return "One Other Department"
	case n > 1:
		return cardinal(n) + " Other Departments"
	}
	return ""
}

// counted renders a number with what it counts.
func counted(x token, rest []token, behind bool) []string {
	if len(rest) > 0 && (rest[0].kind == tWord && rest[0].w.kind != "connective" && rest[0].w.kind != "verb" && rest[0].w.kind != "adverb" || rest[0].kind == tUnknown || rest[0].kind == tLatin) {
		if x.noun == "Departments" || x.noun == "People" && strings.HasSuffix(rest[0].en, " of") {
			return []string{x.en, x.noun}
		}
		if x.en == "One" {
			return []string{"a"}
		}
		return []string{x.en}
	}
	if len(rest) == 1 && x.noun == "People" && strings.HasPrefix(rest[0].zh, "“") {
		return []string{x.en} // 14名“黑客”
	}
	if len(rest) > 1 && rest[0].kind == tGroup && rest[1].kind == tWord && rest[1].w.nominal() {
		return []string{x.en} // 12名“开盒”团伙成员
	}
	if behind && len(rest) == 0 && x.noun != "" && !measuresOfTime[x.noun] {
		return []string{"(" + x.en, x.noun + ")"}
	}
	return []string{x.en, unitOf(x)}
}

// unitOf is what a number counts where no noun follows.
func unitOf(x token) string {
	if x.en == "One" && x.noun == "People" {
		return "Person"
	}
	return x.noun
}
