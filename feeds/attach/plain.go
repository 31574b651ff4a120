package attach

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Text files are lines, or tables whose cells commas or tabs part.

// fewestLines is how many lines with as many cells make a table.
const fewestLines = 3

// plainText is a file that is text, in Unicode or as Chinese systems write it; ok is false
// for any other.
func plainText(raw []byte) (s string, ok bool) {
	var by *encoding.Decoder
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		by = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case bytes.IndexByte(raw, 0) >= 0:
		return "", false
	case !utf8.Valid(raw):
		by = simplifiedchinese.GB18030.NewDecoder()
	}
	if by != nil {
		decoded, err := by.Bytes(raw)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return "", false
		}
		raw = decoded
	}
	return strings.TrimPrefix(string(raw), "\ufeff"), !bytes.ContainsFunc(raw, isControl)
}

// isControl reports whether no text has a character.
func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' }

func readPlain(raw []byte) (content, error) {
	var c content
	s, _ := plainText(raw)
	if rows := partedRows(s); rows != nil {
		for _, row := range rows {
			if !c.row(row) {
				break
			}
		}
		return c, nil
	}
	for line := range strings.Lines(s) {
		c.line(line)
	}
	return c, nil
}

// partedRows are the rows of a text whose lines have as many cells each, nil for one that is
// no table.
func partedRows(s string) [][]string {
	for _, mark := range []rune{'\t', ','} {
		r := csv.NewReader(strings.NewReader(s))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = mark, true, -1
		rows, err := firstRows(r)
		if err != nil || len(rows) < fewestLines {
			continue
		}
		alike := 0
		for _, row := range rows {
			if len(row) > 1 && len(row) == len(rows[len(rows)-1]) {
				alike++
			}
		}
		if alike >= fewestLines && 5*alike >= 4*len(rows) {
			return rows
		}
	}
	return nil
}

// firstRows are as many rows of a table as are kept, and one more: all of a long one would find
// no room in memory.
func firstRows(r *csv.Reader) (rows [][]string, err error) {
	for len(rows) <= maxRows {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if filled(row) {
			rows = append(rows, row)
		}
	}
	return rows, nil
}
