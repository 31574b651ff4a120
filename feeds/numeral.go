package feeds

import (
	"strings"
	"unicode/utf8"
)

// HasCount reports whether the text has what begins with a number, not as the end of a longer
// number: "25款" does not have "5款", nor "12月25日" "2月25日".
func HasCount(text, count string) bool {
	for at := 0; ; at++ {
		i := strings.Index(text[at:], count)
		if i < 0 {
			return false
		}
		if at += i; at == 0 || text[at-1] < '0' || text[at-1] > '9' {
			return true
		}
	}
}

// HanNumerals are the characters of whole numbers written in Chinese, but for 万 and
// 亿, which stand behind digits as well: what a pattern puts between brackets.
const HanNumerals = "一二三四五六七八九十百千零〇两廿卅"

// HanFormal are those that sums of money are written in, so that nobody changes them.
const HanFormal = "壹贰叁肆伍陆柒捌玖拾佰仟"

var hanDigits = map[rune]int{
	'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

var hanScales = map[rune]int{'十': 10, '百': 100, '千': 1000, '拾': 10, '佰': 100, '仟': 1000}

// hanTens are tens of one character.
var hanTens = map[rune]int{'廿': 20, '卅': 30}

// The highest digits of a number that is written digit by digit, and what a scale may
// not come after.
const (
	longestRun = 12
	noScale    = 10000
)

// HanNumber reads a number in Chinese numerals at the head of s, composed (三百八十五) or
// digit by digit (二〇二五); n is its length in bytes. n is 0 where s begins with none, and
// where it can be read in two ways: 七八十, 一百二.
func HanNumber(s string) (value, n int) {
	h := hanReader{last: noScale}
	for i, r := range s {
		if !h.take(r) {
			break
		}
		n = i + utf8.RuneLen(r)
	}
	v, ok := h.value()
	if !ok {
		return 0, 0
	}
	return v, n
}

// hanReader composes a number from its characters.
type hanReader struct {
	total   int  // of what 万 and 亿 count
	section int  // below 万
	run     int  // digits that no scale has counted yet
	digits  int  // how many these are
	last    int  // the scale in front, noScale at the head of a section
	big     int  // the last of 万 and 亿, 0 for none
	yi      bool // 亿 was counted
	zero    bool
	twoWays bool
}

// take adds r to the number, or reports that the number ends before it.
func (h *hanReader) take(r rune) bool {
	if d, ok := hanDigits[r]; ok {
		return h.digit(d)
	}
	if tens, ok := hanTens[r]; ok && h.digits == 0 && h.last > 10 {
		h.section, h.last = h.section+tens, 10
		return true
	}
	if scale, ok := hanScales[r]; ok {
		return h.scale(scale)
	}
	switch {
	case r == '万' && h.big != 1e4:
		return h.count(1e4)
	case r == '亿' && !h.yi:
		return h.count(1e8)
	}
	return false
}

func (h *hanReader) digit(d int) bool {
	composed := h.last < noScale || h.big > 0
	switch {
	case composed && d == 0 && h.digits == 0:
		h.zero = true
		return true
	case composed && h.digits > 0, h.digits == longestRun:
		return false
	}
	h.run, h.digits = h.run*10+d, h.digits+1
	return true
}

func (h *hanReader) scale(m int) bool {
	if m >= h.last || h.digits == 0 && h.last < noScale && !h.zero || h.digits == 1 && h.run == 0 {
		return false
	}
	h.twoWays = h.twoWays || h.digits > 1
	h.section += max(h.run, 1) * m
	h.run, h.digits, h.last, h.zero = 0, 0, m, false
	return true
}

func (h *hanReader) count(m int) bool {
	n := h.section + h.run
	if n == 0 && (m == 1e4 || h.big == 0) {
		return false
	}
	h.twoWays = h.twoWays || h.digits > 1
	if m == 1e8 {
		h.total, h.yi = (h.total+n)*m, true // 一万亿
	} else {
		h.total += n * m
	}
	h.section, h.run, h.digits, h.last, h.zero, h.big = 0, 0, 0, noScale, false, m
	return true
}

// value is the number, false where none was read or it has two readings.
func (h *hanReader) value() (int, bool) {
	composed := h.last < noScale || h.big > 0
	short := composed && h.digits == 1 && !h.zero && (h.last == noScale || h.last > 10) // 一百二 is 120 to some
	return h.total + h.section + h.run, !h.twoWays && !short && (composed || h.digits > 0)
}
