package facts

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// number is a count as the text writes it: "38", "1.2万", "三百余",
// "36,000", "2.84 billion", "seventeen".
type number struct {
	span
	value   float64
	digits  int    // of a plain run of digits; 0 for composed numbers
	ordinal bool   // after 第
	dated   bool   // part of a date
	bound   string // "more", "nearly" or ""
}

var hanDigits = map[rune]float64{
	'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5,
	'六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

var hanScales = map[rune]float64{
	'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000,
	'万': 1e4, '亿': 1e8,
}

// numerals are the characters that a Chinese number may begin with, as a set of
// bits: of a text, every character is asked for.
var numerals = func() (set [1 << 10]uint64) {
	for r := range hanDigits {
		set[r>>6] |= 1 << (r & 63)
	}
	for r := range hanScales {
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

// scanNumbers finds every number of s in one pass.
func scanNumbers(s string) []number {
	var out []number
	for i := 0; i < len(s); {
		c := s[i]
		var n number
		ok := false
		switch {
		case c >= '0' && c <= '9':
			n, ok = arabic(s, i)
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			n, ok = worded(s, i)
			if !ok {
				i = wordEnd(s, i)
				continue
			}
		case c >= 0xe3 && c <= 0xe9 && i+2 < len(s):
			// Views hold whole characters only.
			if !numeral(rune(c&0xf)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f)) {
				i += 3
				continue
			}
			n, ok = hanNumber(s, i)
		}
		if !ok {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		n.bound = boundOf(s, n)
		n.ordinal = strings.HasSuffix(s[:n.from], "第")
		out = append(out, n)
		i = n.to
	}
	return out
}

func wordEnd(s string, i int) int {
	for i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return i
}

func arabic(s string, i int) (number, bool) {
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
		return number{}, false
	}
	n := number{span: span{i, j}, value: value, digits: plain}
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
func scaled(s string, n number) number {
	for {
		r, w := utf8.DecodeRuneInString(s[n.to:])
		if (r == '余' || r == '多') && n.bound == "" {
			n.bound = "more"
			n.to += w
			continue
		}
		if f, ok := hanScales[r]; ok && r != '十' {
			n.value *= f
			n.digits = 0
			n.to += w
			continue
		}
		break
	}
	if n.to < len(s) && (s[n.to] == ' ' || s[n.to] == '-') {
		e := wordEnd(s, n.to+1)
		if f, ok := englishScales[lowerASCII(s[n.to+1:e])]; ok {
			n.value *= f
			n.digits = 0
			n.to = e
		}
	}
	return n
}

func worded(s string, i int) (number, bool) {
	if i > 0 && (s[i-1] >= 'A' && s[i-1] <= 'Z' || s[i-1] >= 'a' && s[i-1] <= 'z' || s[i-1] >= '0' && s[i-1] <= '9') {
		return number{}, false
	}
	e := wordEnd(s, i)
	if e-i > 9 {
		return number{}, false
	}
	value, ok := englishNumbers[lowerASCII(s[i:e])]
	if !ok {
		return number{}, false
	}
	if value >= 20 && value < 100 && e < len(s) && s[e] == '-' {
		f := wordEnd(s, e+1)
		if unit, ok := englishNumbers[lowerASCII(s[e+1:f])]; ok && unit < 10 {
			value, e = value+unit, f
		}
	}
	return scaled(s, number{span: span{i, e}, value: value}), true
}

// hanNumber composes 亿 > 万 > 千 > 百 > 十; a run of bare digits is read digit
// by digit, as years are.
func hanNumber(s string, i int) (number, bool) {
	var total, section, digit float64
	j, digits, scales := i, 0, 0
	run := 0.0
	more := false
	for j < len(s) {
		r, w := utf8.DecodeRuneInString(s[j:])
		if d, ok := hanDigits[r]; ok {
			if more {
				break
			}
			digit = d
			run = run*10 + d
			digits++
			j += w
			continue
		}
		if f, ok := hanScales[r]; ok {
			if j == i && f != 10 && !roundScale(s[:i]) {
				return number{}, false
			}
			scales++
			switch one := onlyOne(digit, j == i); f {
			case 1e8: // 一万二千亿
				total, section = (total+max(section+digit, one))*f, 0
			case 1e4:
				total, section = total+max(section+digit, one)*f, 0
			default:
				section += max(digit, one) * f
			}
			digit = 0
			j += w
			continue
		}
		if (r == '余' || r == '多') && digits+scales > 0 && !more {
			more = true
			j += w
			continue
		}
		break
	}
	if digits+scales == 0 {
		return number{}, false
	}
	n := number{span: span{i, j}, value: total + section + digit}
	if scales == 0 {
		n.value, n.digits = run, digits
	}
	if more {
		n.bound = "more"
	}
	return n, !math.IsInf(n.value, 0)
}

// onlyOne gives a scale without a digit in front, 十 or 近千, its value once.
func onlyOne(digit float64, first bool) float64 {
	if digit == 0 && first {
		return 1
	}
	return digit
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

func boundOf(s string, n number) string {
	if n.bound != "" {
		return n.bound
	}
	pre := lowerASCII(clipLeft(s[:n.from], 12))
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
