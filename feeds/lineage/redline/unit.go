package redline

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// The kinds of unit a text is cut into.
const (
	// Article is the word for an article in Part.What.
	Article = "article"
	heading = "heading"
	plain   = "text"
)

// unit is what is compared as one.
type unit struct {
	what   string
	number string // "第五条", "第五条之一"
	body   string
}

const hanDigits = "〇零一二三四五六七八九十百千"

var (
	arabic = pattern.MustCompile(`第([0-9]{1,4})(条|章|节)`)
	// An article begins its line, or follows the end of a sentence and is set off
	// by a blank; a reference to an article is neither.
	begins    = pattern.MustCompile(`^第[` + hanDigits + `]{1,9}条(?:之[` + hanDigits + `]{1,3})?`)
	inline    = pattern.MustCompile(`([。；：”])[\s]*(第[` + hanDigits + `]{1,9}条(?:之[` + hanDigits + `]{1,3})?[ \t\x{3000}])`)
	reference = pattern.MustCompile(`^(?:第|款|项|规|的|、|和|至|或|所|中|以)`)
	chapter   = pattern.MustCompile(`^第[` + hanDigits + `]{1,5}[章节编]`)
	annex     = pattern.MustCompile(`^附\s*(?:件|录|表)[\s:：一二三四五六七八九十0-9]*`)
)

// settle writes one text one way: widths, Arabic counting of articles, every
// article at the beginning of a line.
func settle(text string) string {
	runes := []rune(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range runes {
		switch {
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' || r == '％':
			r = feeds.Narrow(r)
		case strings.ContainsRune(",;:()?!", r) && besideHan(runes, i):
			r = width.LookupRune(r).Wide()
		case r == '\r' || r == '\u2028' || r == '\u2029':
			r = '\n'
		case r == '\uFEFF' || r == '\u200b':
			continue
		}
		b.WriteRune(r)
	}
	s := arabic.ReplaceAllStringFunc(b.String(), func(m string) string {
		g := arabic.FindStringSubmatch(m)
		n, err := strconv.Atoi(g[1])
		if err != nil || n == 0 {
			return m
		}
		return "第" + inHan(n) + g[2]
	})
	return inline.ReplaceAllString(s, "$1\n$2")
}

// besideHan reports whether the nearest letter on either side is a Han one.
func besideHan(runes []rune, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if !unicode.IsSpace(runes[j]) {
			if unicode.Is(unicode.Han, runes[j]) {
				return true
			}
			break
		}
	}
	for j := i + 1; j < len(runes) && j <= i+4; j++ {
		if !unicode.IsSpace(runes[j]) {
			return unicode.Is(unicode.Han, runes[j])
		}
	}
	return false
}

var hanPlaces = []struct {
	value int
	sign  string
}{{1000, "千"}, {100, "百"}, {10, "十"}}

// inHan counts as articles are counted: 十, 十二, 二十, 一百零三.
func inHan(n int) string {
	var b strings.Builder
	gap := false
	for _, p := range hanPlaces {
		d := n / p.value
		n %= p.value
		if d == 0 {
			gap = gap || b.Len() > 0
			continue
		}
		if gap {
			b.WriteString("零")
		}
		gap = false
		if d > 1 || p.value > 10 || b.Len() > 0 {
			b.WriteString(hanDigit(d))
		}
		b.WriteString(p.sign)
	}
	if n > 0 {
		if gap {
			b.WriteString("零")
		}
		b.WriteString(hanDigit(n))
	}
	return b.String()
}

func hanDigit(d int) string { return string([]rune("零一二三四五六七八九")[d]) }

// squeeze drops blanks beside anything that is not ASCII, where they mean
// nothing, and makes every other run of white space one blank.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	last, blank := rune(-1), false
	for _, r := range s {
		if unicode.IsSpace(r) {
			blank = true
			continue
		}
		if blank && last >= 0 && last < unicode.MaxASCII && r < unicode.MaxASCII {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, blank = r, false
	}
	return b.String()
}

// articles counts the articles of a settled text.
func articles(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		if number, _ := cutNumber(strings.TrimSpace(line)); number != "" {
			n++
		}
	}
	return n
}

// cutNumber parts an article's number from its words; "" for what begins none.
func cutNumber(line string) (number, rest string) {
	number = begins.FindString(line)
	if number == "" {
		return "", line
	}
	rest = line[len(number):]
	if reference.MatchString(rest) {
		return "", line
	}
	return number, rest
}

// split cuts a settled text into units.
func split(s string, byArticle bool) []unit {
	if !byArticle {
		return sentences(s)
	}
	var units []unit
	var open *strings.Builder
	shut := func() {
		if open != nil {
			units[len(units)-1].body = squeeze(open.String())
			open = nil
		}
	}
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		number, rest := cutNumber(line)
		switch {
		case number != "":
			shut()
			units = append(units, unit{what: Article, number: number})
			open = &strings.Builder{}
			open.WriteString(rest)
		case chapter.MatchString(line) && len(line) <= 120:
			shut()
			units = append(units, unit{what: heading, body: squeeze(line)})
		case open == nil || annex.MatchString(line) && len(line) <= 120:
			shut()
			units = append(units, unit{what: plain, body: squeeze(line)})
		default:
			open.WriteByte('\n')
			open.WriteString(line)
		}
	}
	shut()
	return units
}

// sentences cuts at line breaks and after the full stop, so that a paragraph
// that is broken elsewhere stays the same.
func sentences(s string) []unit {
	var units []unit
	for line := range strings.Lines(s) {
		for _, part := range strings.SplitAfter(strings.TrimSpace(line), "。") {
			if body := squeeze(part); body != "" {
				units = append(units, unit{what: plain, body: body})
			}
		}
	}
	return units
}
