package english

import (
	"strconv"
	"strings"
)

var (
	cardinals = strings.Fields("Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty")
	ordinals  = strings.Fields("Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth")
	months    = strings.Fields("0 January February March April May June July August September October November December")
)

// Cardinal is a number in a word, up to twenty.
func Cardinal(n int) string {
	if n >= 0 && n < len(cardinals) {
		return cardinals[n]
	}
	return strconv.Itoa(n)
}

// Ordinal is its place in a row.
func Ordinal(n int) string {
	if n >= 0 && n < len(ordinals) {
		return ordinals[n]
	}
	tail := "th"
	if t := n / 10 % 10; t != 1 {
		switch n % 10 {
		case 1:
			tail = "st"
		case 2:
			tail = "nd"
		case 3:
			tail = "rd"
		}
	}
	return strconv.Itoa(n) + tail
}

// Month is one by its number.
func Month(n int) string {
	if n >= 1 && n <= 12 {
		return months[n]
	}
	return strconv.Itoa(n)
}

// Thousands writes thousands commas: 2458 -> 2,458.
func Thousands(digits string) string {
	if strings.ContainsAny(digits, ".,") || len(digits) < 4 {
		return digits
	}
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}
