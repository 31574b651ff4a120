package command

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// byteOrder begins a table with Chinese in it: Excel takes one without it for an older
// charset.
const byteOrder = "\uFEFF"

// asCSV writes rows as a table; every cell is kept from being a formula.
func asCSV(rows [][]string) ([]byte, error) {
	b := bytes.NewBufferString(byteOrder)
	w := csv.NewWriter(b)
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("write CSV: %w", err)
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// cell puts an apostrophe before what a spreadsheet would take for a formula; some
// leave out what is blank or not seen before it.
func cell(s string) string {
	seen := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	if r, _ := utf8.DecodeRuneInString(seen); strings.ContainsRune("=+-@＝＋－＠", r) || strings.ContainsAny(s[:min(len(s), 1)], "\t\r\n") {
		s = "'" + s
	}
	return within.ReplaceAllString(s, "$1'$2")
}

// within finds a formula behind what parts a line for Excel where a comma is for fractions:
// semicolons, and tabs and line breaks, which no quotes keep there when the line does not
// begin with one.
var within = regexp.MustCompile(`([;\t\r\n][\s\p{Z}\p{Cc}\p{Cf}]*)([=+\-@＝＋－＠])`)
