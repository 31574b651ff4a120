// Package docnumber finds the number of a document, by which offices cite it: 国信办发〔2022〕14号,
// 第15号令, 令第14号, 公告2022年第5号.
package docnumber

import (
	"cmp"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// The ways in which a document is numbered.
var (
	bracketNumber = pattern.MustCompile(`(?:\p{Han}{1,8}[（(]\p{Han}{1,6}[）)])?\p{Han}{1,14}[〔\[（(【﹝［]\s*(?:19|20)\d{2}\s*[〕\]）)】﹞］]\s*第?\s*\d{1,5}\s*号`)
	orderNumber   = pattern.MustCompile(`(?:[\p{Han}]{0,16}令|[\p{Han}]{0,16}公告)\s*[（(]?\s*(?:(?:19|20)\d{2}\s*年)?\s*第\s*[\d〇零一二三四五六七八九十百]+\s*号`)
	// countedOrder is an order by its count: 第228号令.
	countedOrder  = pattern.MustCompile(`第\s*[\d〇零一二三四五六七八九十百]+\s*号令`)
	sessionNumber = pattern.MustCompile(`[\p{Han}]{0,20}[〔\[]\s*[\p{Han}]{1,6}届\s*[〕\]]\s*第?\s*\d{1,5}\s*号`)
)

// Of is the document's number: what the rule or the page's own table
// says, else what stands in the title or the first 500 characters.
func Of(ruled, tabled, title, text string) string {
	titled := In(title)
	for _, s := range []string{ruled, tabled} {
		switch n := In(s); {
		case n == "":
		case strings.HasSuffix(titled, n):
			return titled // which names the issuer too
		default:
			return n
		}
	}
	head := []rune(text)
	return cmp.Or(titled, In(string(head[:min(len(head), 500)])))
}

// In is the first number of a document in a text, "" where there is none.
func In(s string) string {
	for _, re := range []*pattern.Pattern{bracketNumber, sessionNumber, orderNumber, countedOrder} {
		if m := re.FindString(s); m != "" {
			m = strings.Join(strings.Fields(m), "")
			if strings.Count(m, "（") > strings.Count(m, "）") {
				m += "）"
			}
			return m
		}
	}
	return ""
}

// line is a line that is a document's number, or begins with it before the day or a label.
var line = pattern.MustCompile(`^[（(]?\s*[\p{Han}]{1,14}(?:[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*第?|(?:公告|令)\s*[（(]?\s*(?:(?:19|20)\d{2}\s*年)?\s*第)\s*\d{1,5}\s*号\s*[）)]?(?:$|[\s\x{3000}|｜]+(?:(?:19|20)\d{2}\s*[-/.年]|\p{Han}{2,6}[：:]))`)

// IsLine reports whether a line is such a number, or begins with it before the day or a label.
func IsLine(s string) bool { return line.MatchString(s) }

// Numbers that leave to the title what is counted, as offices set them under a heading.
var (
	counted = pattern.MustCompile(`^[（(]?\s*((?:19|20)\d{2}\s*年\s*第\s*\d{1,4}\s*号)\s*(公告|通告|令)?\s*[）)]?$`)
	ofKind  = pattern.MustCompile(`(公告|通告|令)[）)》]?$`)
)

// Under is the number in a line under a title, "" where there is none: 2026年第13号 under that of an
// announcement. Under any other title it may be the issue of a paper.
func Under(title, s string) string {
	if IsLine(s) {
		return In(s)
	}
	number := counted.FindStringSubmatch(s)
	if number == nil {
		return ""
	}
	kind := ofKind.FindStringSubmatch(title)
	switch {
	case number[2] != "":
		return number[2] + strings.Join(strings.Fields(number[1]), "")
	case kind != nil:
		return kind[1] + strings.Join(strings.Fields(number[1]), "")
	}
	return ""
}
