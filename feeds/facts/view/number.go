package view

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// Number is a count as the text writes it: "38", "1.2万", "三百余",
// "36,000", "2.84 billion", "seventeen".
type Number struct {
	Span
	Value   float64
	Digits  int    // of a plain run of digits; 0 for composed numbers
	Ordinal bool   // after 第
	Dated   bool   // part of a date
	Bound   string // "more", "nearly" or ""
}

// hanScales stand behind digits too: 3千, 1.2万.
var hanScales = map[rune]float64{'百': 100, '千': 1000, '万': 1e4, '亿': 1e8, '佰': 100, '仟': 1000}

// numerals are the characters that a Chinese number may begin with, as a set of
// bits: of a text, every character is asked for.
var numerals = func() (set [1 << 10]uint64) {
	for _, r := range feeds.HanNumerals + feeds.HanFormal + "万亿" {
		set[r>>6] |= 1 << (r & 63)
	}
	return set
}()

func numeral(r rune) bool { return r <= 0xffff && numerals[r>>6]&(1<<(r&63)) != 0 }

var englishNumbers = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
	"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var englishScales = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "mln": 1e6, "bln": 1e9, "trillion": 1e12,
}

// ScanNumbers finds every number of s in one pass.
func ScanNumbers(s string) []Number {
	var out []Number
	for i := 0; i < len(s); {
		c := s[i]
		var n Number
		ok := false
		switch {
		case c >= '0' && c <= '9':
			n, ok = arabic(s, i)
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			n, ok = worded(s, i)
			if !ok {
				i = WordEnd(s, i)
				continue
			}
		case c >= 0xe3 && c <= 0xe9 && i+2 < len(s):
			// Views hold whole characters only.
			if !numeral(rune(c&0xf)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f)) {
				i += 3
				continue
			}
			if n, ok = hanNumber(s, i); !ok && n.To > i {
				i = n.To
				continue
			}
		}
		if !ok {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		n.Bound = boundOf(s, n)
		n.Ordinal = strings.HasSuffix(s[:n.From], "第")
		out = append(out, n)
		i = n.To
	}
	return out
}

// WordEnd is where the word of ASCII at i ends.
func WordEnd(s string, i int) int {
	for i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return i
}

func arabic(s string, i int) (Number, bool) {
	j := i
	for j < len(s) && (s[j] >= '0' && s[j] <= '9' || s[j] == ',' && grouped(s, j)) {
		j++
	}
	plain := j - i
	if strings.ContainsRune(s[i:j], ',') {
		plain = 0
	}
	if j+1 < len(s) && s[j] == '.' && s[j+1] >= '0' && s[j+1] <= '9' {
		j++
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		plain = 0
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(s[i:j], ",", ""), 64)
	if err != nil {
		return Number{}, false
	}
	n := Number{Span: Span{i, j}, Value: value, Digits: plain}
	return scaled(s, n), true
}

// grouped reports whether the comma at i separates thousands.
func grouped(s string, i int) bool {
	if i+4 > len(s) {
		return false
	}
	for k := i + 1; k < i+4; k++ {
		if s[k] < '0' || s[k] > '9' {
			return false
		}
	}
	return i+4 == len(s) || s[i+4] < '0' || s[i+4] > '9'
}

// scaled reads the scale after the digits: "万余", "余万", " million".
func scaled(s string, n Number) Number {
	for {
		r, w := utf8.DecodeRuneInString(s[n.To:])
		if (r == '余' || r == '多') && n.Bound == "" {
			n.Bound = "more"
			n.To += w
			continue
		}
		if f, ok := hanScales[r]; ok {
			n.Value *= f
			n.Digits = 0
			n.To += w
			continue
		}
		break
	}
	if n.To < len(s) && (s[n.To] == ' ' || s[n.To] == '-') {
		e := WordEnd(s, n.To+1)
		if f, ok := englishScales[LowerASCII(s[n.To+1:e])]; ok {
			n.Value *= f
			n.Digits = 0
			n.To = e
		}
	}
	return n
}

func worded(s string, i int) (Number, bool) {
	if i > 0 && (s[i-1] >= 'A' && s[i-1] <= 'Z' || s[i-1] >= 'a' && s[i-1] <= 'z' || s[i-1] >= '0' && s[i-1] <= '9') {
		return Number{}, false
	}
	e := WordEnd(s, i)
	if e-i > 9 {
		return Number{}, false
	}
	value, ok := englishNumbers[LowerASCII(s[i:e])]
	if !ok {
		return Number{}, false
	}
	if value >= 20 && value < 100 && e < len(s) && s[e] == '-' {
		f := WordEnd(s, e+1)
		if unit, ok := englishNumbers[LowerASCII(s[e+1:f])]; ok && unit < 10 {
			value, e = value+unit, f
		}
	}
	return scaled(s, Number{Span: Span{i, e}, Value: value}), true
}

// hanNumber reads a number in Chinese numerals; what stands behind it is read as it is
// behind digits: 三百余万. One that can be read in two ways, 七八十, is none to its end.
func hanNumber(s string, i int) (Number, bool) {
	n := Number{Span: Span{i, i}}
	first, w := utf8.DecodeRuneInString(s[i:])
	if f, bare := hanScales[first]; bare {
		if n.To += w; !roundScale(s[:i]) {
			return n, false
		}
		n.Value = f
		return scaled(s, n), true
	}
	value, size := feeds.HanNumber(s[i:])
	if size == 0 {
		for n.To < len(s) {
			r, w := utf8.DecodeRuneInString(s[n.To:])
			if !numeral(r) {
				break
			}
			n.To += w
		}
		return n, false
	}
	n.Value, n.To = float64(value), i+size
	if head := s[i:n.To]; !strings.ContainsAny(head, "十百千万亿拾佰仟廿卅") {
		n.Digits = utf8.RuneCountInString(head)
	}
	return scaled(s, n), true
}

// roundScale reports whether a bare 百, 千 or 万 after pre is a number: 近千款,
// 上百家.
func roundScale(pre string) bool {
	return strings.HasSuffix(pre, "近") || strings.HasSuffix(pre, "上") || strings.HasSuffix(pre, "逾") || strings.HasSuffix(pre, "超")
}

var (
	moreBefore   = []string{"超过", "超", "逾", "不少于", "more than ", "over ", "at least ", "exceeding "}
	nearlyBefore = []string{"近", "将近", "nearly ", "almost ", "close to "}
)

func boundOf(s string, n Number) string {
	if n.Bound != "" {
		return n.Bound
	}
	pre := LowerASCII(ClipLeft(s[:n.From], 12))
	for _, w := range moreBefore {
		if strings.HasSuffix(pre, w) {
			return "more"
		}
	}
	for _, w := range nearlyBefore {
		if strings.HasSuffix(pre, w) {
			return "nearly"
		}
	}
	return ""
}

// WholeNumber is the first number of s, 0 for none.
func WholeNumber(s string) int {
	for _, n := range ScanNumbers(s) {
		return int(n.Value)
	}
	return 0
}
