package gloss

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

type tokenKind uint8

const (
	tWord tokenKind = iota
	tUnknown
	tNumber  // a count with its measure word
	tOrdinal // "Second Batch", "No. 3"
	tDate
	tMoney
	tGroup // brackets, quotes and title marks, rendered already
	tLatin
	tComma // 、
)

// token is one piece of a phrase.
type token struct {
	kind   tokenKind
	zh, en string
	w      word
	noun   string // of a number: what it counts where no noun follows
	batch  bool
}

func (t token) verb() bool { return t.kind == tWord && t.w.kind == "verb" }

// is reports whether the token is that Chinese word.
func (t token) is(zh string) bool { return t.kind == tWord && t.zh == zh }

// Costs of the segmentation: a word is cheap, a single character that is a word
// less so, and an unknown character dear.
const (
	costWord    = 10
	costSingle  = 13
	costLatin   = 12
	costUnknown = 60
)

// step is the best way on from one place.
type step struct {
	cost int32
	end  int32
	id   int32 // of a word; -1 unknown, -2 prepared
}

// prepared is a token that is no word, and where it stands.
type prepared struct {
	token
	at, end int
}

// desk is the memory in which phrases are cut, one after the other.
type desk struct {
	hits  []lexicon.Hit
	first []int32 // by place: the first hit that begins there, counted from 1
	next  []int32 // by hit: the next one that begins where it does
	best  []step
}

// lay makes room for a phrase of so many bytes.
func (d *desk) lay(size int) {
	d.first = slices.Grow(d.first[:0], size)[:size]
	clear(d.first)
	d.best = slices.Grow(d.best[:0], size+1)[:size+1]
	d.best[size] = step{}
}

// segment cuts a phrase without blanks into tokens, so that the fewest
// characters stay unknown and the words are as long as they can be.
func (r *render) segment(s string) []token {
	if s == r.cut.of && r.cut.tokens != nil {
		return r.cut.tokens
	}
	t := r.cutUp(s)
	// what stands in brackets may have left unknown words, which must be told again
	if !slices.ContainsFunc(t, func(x token) bool { return x.kind == tGroup }) {
		r.cut.of, r.cut.tokens = s, t
	}
	return t
}

// cutUp is segment without memory.
func (r *render) cutUp(s string) []token {
	ready := r.prepare(s)
	d := &r.desk // after prepare, which may cut what stands in brackets
	d.lay(len(s))
	d.hits = r.g.lex.All(s, d.hits[:0])
	d.next = slices.Grow(d.next[:0], len(d.hits))[:len(d.hits)]
	for n, h := range slices.Backward(d.hits) {
		if r.fits(s, h) {
			d.next[n], d.first[h.Start] = d.first[h.Start], int32(n+1)
		}
	}
	left := len(ready)
	for i := len(s) - 1; i >= 0; i-- {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		b := step{d.best[i+size].cost + costUnknown, int32(i + size), -1}
		if left > 0 && ready[left-1].at == i {
			left--
			b = step{d.best[ready[left].end].cost + costLatin, int32(ready[left].end), -2}
		}
		for n := d.first[i]; n > 0; n = d.next[n-1] {
			h := &d.hits[n-1]
			c := d.best[h.End].cost + costWord
			if h.End-h.Start == 3 && s[i] >= 0x80 {
				c = d.best[h.End].cost + costSingle
			}
			if c < b.cost || c == b.cost && int32(h.End) > b.end {
				b = step{c, int32(h.End), h.ID}
			}
		}
		d.best[i] = b
	}
	return r.mend(r.collect(s, d.best, ready))
}

// prepare reads what is no word: numbers, brackets, quotes, persons, Latin.
func (r *render) prepare(s string) (ready []prepared) {
	for i := 0; i < len(s); {
		t, n, ok := r.special(s, i)
		if !ok || n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		ready = append(ready, prepared{t, i, i + n})
		if t.kind == tNumber || t.kind == tOrdinal {
			// A word may begin inside: 第三方, 一体化.
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		i += n
	}
	return ready
}

// underAge tells who are younger than an age.
var underAge = pattern.MustCompile(`^[不未]满([一二三四五六七八九十]{1,3}|\d{1,2})周?岁的?`)

// about stand before a number that is not exact.
var about = map[rune]string{'逾': "More Than", '超': "More Than", '近': "Nearly", '约': "About"}

// bounds stand behind a number.
var bounds = []struct{ zh, en string }{{"以上", " or More"}, {"以下", " or Fewer"}}

// severalRE is how many there are about; hundreds is the English of it.
var (
	severalRE = pattern.MustCompile(`^[数上几成](百|千|万|十万|百万|千万|亿)(条|款|起|项|件|家|名|人|个|位|份|次)`)
	hundreds  = map[string]string{"百": "Hundreds of", "千": "Thousands of", "万": "Tens of Thousands of", "十万": "Hundreds of Thousands of", "百万": "Millions of", "千万": "Tens of Millions of", "亿": "Hundreds of Millions of"}
)

// roundRE is a round number without its one: 百万条.
var (
	roundRE = pattern.MustCompile(`^(百万|千万|百亿|千亿|百万亿)(条|款|起|项|件|家|名|人|个|位|份|次)`)
	rounds  = map[string]string{"百万": "One Million", "千万": "Ten Million", "百亿": "Ten Billion", "千亿": "100 Billion", "百万亿": "100 Trillion"}
)

// withinRE is a term: 在30日内.
var (
	withinRE    = pattern.MustCompile(`^在?(\d+|[一二三四五六七八九十]+)(?:个)?(工作日|日|天|小时|月|年|周)(?:之)?内`)
	withinUnits = map[string]string{"工作日": "Working Days", "日": "Days", "天": "Days", "小时": "Hours", "月": "Months", "年": "Years", "周": "Weeks"}
)

// before is the character in front of i.
func before(s string, i int) rune {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return c
}

var closers = map[rune]string{'(': ")", '“': "”", '‘': "’", '《': "》", '〈': "〉", '[': "]"}

func (r *render) special(s string, i int) (token, int, bool) {
	c, size := utf8.DecodeRuneInString(s[i:])
	if closer, ok := closers[c]; ok {
		n := match(s[i:], c, closer)
		if n == 0 {
			return token{kind: tGroup}, size, true
		}
		in := s[i+size : i+n-len(closer)]
		return token{kind: tGroup, zh: s[i : i+n], en: r.group(c, in)}, n, true
	}
	switch {
	case c == '第' && rulingNo.MatchString(s[i:]):
		m := rulingNo.FindStringSubmatch(s[i:])
		return token{kind: tGroup, zh: m[0], en: rulings[m[2]] + " No. " + m[1]}, len(m[0]), true
	case digit(c) && brand.MatchString(s[i:]):
		name := brand.FindString(s[i:])
		return token{kind: tLatin, zh: name, en: name}, len(name), true
	case strings.ContainsRune("·”’)》〉]。…～", c):
		return token{kind: tGroup}, size, true // without its other half
	case c == '、':
		return token{kind: tComma, zh: "、"}, size, true
	case hanDigit[c] > 0 && strings.HasPrefix(s[i+size:], "中院"):
		en, _ := r.g.institution(s[i : i+size+len("中院")])
		return token{kind: tWord, zh: s[i : i+size+len("中院")], en: en, w: word{en: en, kind: "org", place: true}}, size + len("中院"), true
	case digit(c) && (i == 0 || !letter(rune(s[i-1])) || strings.HasSuffix(s[:i], "App") || strings.HasSuffix(s[:i], "APP")), c == '第', hanDigit[c] > 0, c == '十':
		if t, n, ok := r.number(s[i:]); ok {
			t.zh = s[i : i+n]
			if t.kind == tNumber && (t.noun == "Years" || t.noun == "Year") {
				if months, size, ok := r.number(s[i+n:]); ok && (months.noun == "Months" || months.noun == "Month") {
					n += size // 一年六个月
					t.zh, t.en, t.noun = s[i:i+n], t.en+" "+t.noun+" and "+months.en, months.noun
				}
			}
			for _, bound := range bounds {
				if t.kind == tNumber && (t.noun != "" || strings.HasSuffix(t.zh, "个")) && t.noun != "Levels" && strings.HasPrefix(s[i+n:], bound.zh) {
					n += len(bound.zh)
					t.zh, t.en = s[i:i+n], t.en+bound.en
				}
			}
			if r.dollars && t.kind == tMoney && strings.HasSuffix(t.zh, "元") {
				t.en = strings.Replace(t.en, "RMB ", "$", 1)
			}
			return t, n, true
		}
	case c == '在' || digit(c) || hanDigit[c] > 0:
		if m := withinRE.FindStringSubmatch(s[i:]); m != nil {
			en := "within " + countWord(m[1]) + " " + withinUnits[m[2]]
			return token{kind: tWord, zh: m[0], en: en, w: word{en: en, kind: "adverb", after: true}}, len(m[0]), true
		}
	}
	switch {
	case c == '数' || c == '上' || c == '几' || c == '成':
		if m := severalRE.FindStringSubmatch(s[i:]); m != nil {
			return token{kind: tNumber, zh: m[0], en: hundreds[m[1]], noun: units[m[2]]}, len(m[0]), true
		}
	case c == '百' || c == '千':
		if m := roundRE.FindStringSubmatch(s[i:]); m != nil && (i == 0 || hanDigit[before(s, i)] == 0 && !digit(before(s, i))) {
			return token{kind: tNumber, zh: m[0], en: rounds[m[1]], noun: units[m[2]]}, len(m[0]), true
		}
	case about[c] != "" && (c != '超' || i == 0 || strings.ContainsRune("有共计罚款获赔发率", before(s, i))):
		if t, n, ok := r.number(s[i+size:]); ok && (t.kind == tMoney || t.kind == tNumber && t.noun != "" && t.noun != "Years" && t.noun != "Months" && t.noun != "Days" || strings.HasSuffix(t.en, "%")) {
			t.zh, t.en = s[i:i+size+n], about[c]+" "+strings.TrimPrefix(t.en, "More Than ")
			return t, size + n, true
		}
	case c == '不' || c == '未':
		if m := underAge.FindStringSubmatch(s[i:]); m != nil {
			age, _ := HanNumber(m[1])
			if age == 0 {
				return token{kind: tOrdinal, zh: m[0], en: "under-" + m[1]}, len(m[0]), true
			}
			return token{kind: tOrdinal, zh: m[0], en: "under-" + strconv.Itoa(age)}, len(m[0]), true
		}
	case c < 0x250 && c > ' ':
		n := strings.IndexFunc(s[i:], func(r rune) bool { return r >= 0x250 || r == '(' || r == ')' })
		if n < 0 {
			n = len(s) - i
		}
		if w := s[i : i+n]; len(w) > 3 && strings.EqualFold(w[:3], "app") && digit(rune(w[3])) {
			if id, ok := r.g.index["App"]; ok { // App800余款
				return token{kind: tWord, zh: w[:3], en: r.g.words[id].en, w: r.g.words[id]}, 3, true
			}
		}
		return token{kind: tLatin, zh: s[i : i+n], en: s[i : i+n]}, n, true
	case strings.HasPrefix(s[i+size:], "某"):
		if en, n, ok := r.g.person(s[i:]); ok {
			return token{kind: tGroup, zh: s[i : i+n], en: en}, n, true
		}
	}
	return token{}, 0, false
}

// rulingNo is a rule of Macao by its number: 第5/2025号行政法规.
var (
	rulingNo = pattern.MustCompile(`^第(\d{1,3}/\d{4})号(行政法规|法律|行政命令|行政长官批示|经济财政司司长批示|许可|意见书|决定|公告|批示)`)
	rulings  = map[string]string{"行政法规": "Administrative Regulation", "法律": "Law", "行政命令": "Executive Order", "行政长官批示": "Chief Executive Order", "许可": "Authorization", "意见书": "Written Opinion", "决定": "Decision", "公告": "Announcement", "批示": "Order", "经济财政司司长批示": "Order of the Secretary for Economy and Finance"}
)

// brand is a name that begins with a number: 23andMe.
var brand = pattern.MustCompile(`^\d{1,4}[a-z]{2,}[A-Z][A-Za-z]*`)

// match is the length of the bracket that begins s, 0 when it is never closed.
func match(s string, open rune, closer string) int {
	depth := 0
	for i, c := range s {
		switch {
		case c == open:
			depth++
		case strings.HasPrefix(s[i:], closer):
			if depth--; depth == 0 {
				return i + len(closer)
			}
		}
	}
	return 0
}

// fits checks what a hit's note demands of its neighbours.
func (r *render) fits(s string, h lexicon.Hit) bool {
	w := r.g.words[h.ID]
	next, _ := utf8.DecodeRuneInString(s[h.End:])
	switch {
	case w.end && h.End < len(s) && han(next):
		return false
	case next == '门' && w.kind == "org" && strings.HasSuffix(s[:h.End], "部"):
		return false // 公安部门 is not 公安部
	}
	return true
}

func (r *render) collect(s string, best []step, ready []prepared) []token {
	count := 0
	for i := 0; i < len(s); i = int(best[i].end) {
		count++
	}
	out := make([]token, 0, count)
	for i := 0; i < len(s); {
		b := best[i]
		end := int(b.end)
		switch b.id {
		case -1:
			if n := len(out); n > 0 && out[n-1].kind == tUnknown {
				out[n-1].zh += s[i:end]
			} else {
				out = append(out, token{kind: tUnknown, zh: s[i:end]})
			}
		case -2:
			for ready[0].at < i {
				ready = ready[1:]
			}
			out = append(out, ready[0].token)
		default:
			w := r.g.words[b.id]
			out = append(out, token{kind: tWord, zh: s[i:end], en: w.en, w: w})
		}
		i = end
	}
	return out
}

// mend gives a single connective that touches an unknown word back to it: 与 in
// an unknown name joins nothing.
func (r *render) mend(in []token) []token {
	out := in[:0]
	skip := 0
	for i, t := range in {
		if i < skip {
			continue
		}
		if en, ok := illegally[t.zh]; ok && t.kind == tWord && i+1 < len(in) && in[i+1].w.base != "" && in[i+1].kind == tWord {
			t = token{kind: tWord, zh: t.zh, en: en, w: word{en: en, kind: "adverb"}}
		}
		if t.kind == tWord && illegally[t.zh] != "" && i > 0 && in[i-1].kind == tWord && in[i-1].w.kind == "noun" && i+1 < len(in) && penalties[in[i+1].zh] {
			out = append(out, token{kind: tWord, zh: t.zh, en: "Violation", w: word{en: "Violation", kind: "noun"}})
			continue // 个人信息违法处罚标准
		}
		if t.kind == tWord && dummies[t.zh] && i > 0 && i+1 < len(in) && in[i+1].deed() {
			continue // 予以下架
		}
		if en := deedAdverbs[t.zh]; en != "" && i+1 < len(in) && in[i+1].deed() && deeds[in[i+1].zh] && t.w.kind == "noun" && i+2 < len(in) && in[i+2].kind == tWord && in[i+2].w.kind == "noun" {
			out = append(out, token{kind: tWord, zh: t.zh, en: en, w: word{en: en, kind: "adverb"}})
			continue // 强制索取权限
		}
		if size, en := r.framedBy(in, i); size > 0 {
			out = append(out, token{kind: tWord, zh: text(in[i : i+size]), en: en, w: word{en: en, kind: "adverb", after: true}})
			skip = i + size
			continue
		}
		if size, what := consent(in, i); size > 0 {
			en := "without " + what
			if size > 2 {
				en = "without " + possessive(in[i+1].en) + " " + what
			}
			out = append(out, token{kind: tWord, zh: text(in[i : i+size]), en: en, w: word{en: en, kind: "adverb", after: true}})
			skip = i + size
			continue
		}
		if t.is("全国") && i+1 < len(in) && (in[i+1].verb() || in[i+1].is("已") || in[i+1].is("已有") || in[i+1].is("累计")) {
			t = token{kind: tWord, zh: t.zh, en: "nationwide", w: word{en: "nationwide", kind: "adverb", after: true}}
		}
		if (t.is("于") || t.is("自") || t.is("从")) && i+1 < len(in) && in[i+1].kind == tDate && strings.HasPrefix(in[i+1].en, "from ") {
			continue // 于5月1日起推行
		}
		if t.is("在") && i+2 < len(in) && in[i+1].is("全国") && in[i+2].verb() {
			continue // 在全国推广
		}
		if t.is("已有") && i+1 < len(in) && in[i+1].kind == tNumber {
			continue // 已有8000家企业完成备案
		}
		if n := len(out); n > 0 && t.kind == tUnknown && out[n-1].kind == tWord && out[n-1].w.kind == "place" {
			// 厦门 is a term, 厦门市 the same place.
			if r, size := utf8.DecodeRuneInString(t.zh); strings.ContainsRune("市省县", r) {
				if t.zh = t.zh[size:]; t.zh == "" {
					continue
				}
			}
		}
		unknown := func(j int) bool { return j >= 0 && j < len(in) && in[j].kind == tUnknown }
		if t.kind == tWord && t.w.between && !neutral[t.zh] && (len(out) > 0 && out[len(out)-1].kind == tUnknown || unknown(i+1)) {
			t = token{kind: tUnknown, zh: t.zh}
		}
		if n := len(out); t.kind == tUnknown && n > 0 && out[n-1].kind == tUnknown {
			out[n-1].zh += t.zh
			continue
		}
		out = append(out, t)
	}
	return out
}

// dummies say only that a deed is done.
var dummies = set("予以 加以")

// penalties stand behind the word for what they are imposed for.
var penalties = set("处罚 行政处罚 案件 案例 线索")

// around are two words with a phrase between, which English puts behind the verb.
var around = []struct{ from, to, en string }{
	{"以", "方式", "by Means of "}, {"以", "为由", "on the Grounds of "}, {"以", "为名", "in the Name of "}, {"自", "之日起", "from the Date of "}, {"从", "之日起", "from the Date of "},
}

// framedBy reads such a phrase at i: how many tokens, and its English.
func (r *render) framedBy(in []token, i int) (int, string) {
	for _, a := range around {
		if in[i].kind != tWord && in[i].kind != tUnknown || in[i].zh != a.from {
			continue
		}
		for j := i + 2; j < len(in) && j < i+7; j++ {
			if in[j].zh == a.to {
				return j - i + 1, a.en + r.linear(in[i+1:j])
			}
		}
	}
	return 0, ""
}

// consents are what may be lacking.
var consents = map[string]string{"同意": "Consent", "授权": "Authorization", "许可": "Permission", "批准": "Approval"}

// consent reads 未经客户同意 at i: how many tokens, and what is lacking.
func consent(in []token, i int) (int, string) {
	for n := 2; n <= 3 && in[i].is("未经") && i+n <= len(in); n++ {
		if what := consents[in[i+n-1].zh]; what != "" && (n == 2 || in[i+1].kind == tWord && in[i+1].w.nominal()) {
			return n, what
		}
	}
	return 0, ""
}

// illegally are words that stand before a noun as they are and before a verb as
// adverbs.
var illegally = map[string]string{"违法": "illegally", "非法": "illegally", "违规": "illegally", "违法违规": "illegally"}

// neutral connectives are safe beside an unknown word.
var neutral = map[string]bool{"的": true, "和": true, "与": true, "诉": true, "及": true, "被": true, "对": true, "因": true}
