package jsonvalue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// How deep objects may nest, and how many values they may come to, some ten times what the
// largest answer has.
const (
	maxDepth  = 64
	maxValues = 500_000
)

// jsonp is a call around the JSON, with the marks some servers put before it; caught what
// follows the call where it is tried, assigned a variable that a script file gives it to.
var (
	jsonp    = regexp.MustCompile(`^\s*(?:/\*.{0,80}?\*/)?\s*(?:try\s*\{\s*)?(?:(?:typeof\s+[\w$.]+\s*===?\s*['"]function['"]|[A-Za-z_$][\w$.]*)\s*&&\s*)?[A-Za-z_$][\w$.]*\s*\(`)
	brackets = regexp.MustCompile(`^\s*\(\s*[\[{]`)
	caught   = regexp.MustCompile(`\)\s*;?\s*\}\s*catch\s*(?:\([\w$]*\)\s*)?\{[^{}]*\}[;\s]*$`)
	assigned = regexp.MustCompile(`^\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=\s*([\[{])`)
)

// Decode reads one whole JSON value, alone or in a JSONP call; a cut answer
// is an error.
func Decode(body []byte) (any, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if at := callEnd(body); at > 0 {
		body = body[at:]
		if at := caught.FindIndex(body); at != nil {
			body = body[:at[0]+1]
		}
		end := bytes.LastIndexByte(body, ')')
		if end < 0 {
			return nil, errors.New("read JSON: the call around it is cut")
		}
		body = body[:end]
	} else if loc := assigned.FindSubmatchIndex(body); loc != nil {
		body = bytes.TrimRight(body[loc[2]:], "; \t\r\n")
	}
	if err := checkSize(body); err != nil {
		return nil, err
	}
	v, err := decodeStrict(body)
	if loose := lastComma.ReplaceAll(body, []byte("$1")); err != nil && len(loose) < len(body) {
		return decodeStrict(loose)
	}
	return v, err
}

// lastComma is a comma behind a list's last element, which templates leave there.
var lastComma = regexp.MustCompile(`,(\s*[\]}])`)

// callEnd is the length of what stands before the JSON in a JSONP call, 0 where there is
// none. A server that was told no name for the call writes its brackets alone.
func callEnd(body []byte) int {
	if loc := jsonp.FindIndex(body); loc != nil {
		return loc[1]
	}
	if loc := brackets.FindIndex(body); loc != nil {
		return loc[1] - 1
	}
	return 0
}

func decodeStrict(body []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, errors.New("read JSON: the answer is cut")
		}
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read JSON: more follows the value")
	}
	return v, nil
}

// objectWeight is for how many values one in braces counts: each becomes a table of its own,
// and one of a feed an entry, of a kilobyte, however little it holds.
const objectWeight = 6

// checkSize refuses, before it is decoded, what nests too deep or comes to too many
// values: brackets alone come to a hundred times their length.
func checkSize(body []byte) error {
	depth, values, quoted := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return fmt.Errorf("read JSON: nested deeper than %d", maxDepth)
			}
			values++
			if c == '{' {
				values += objectWeight - 1
			}
		case c == ',':
			values++
		case c == '}' || c == ']':
			depth--
		}
	}
	if values > maxValues {
		return fmt.Errorf("read JSON: it comes to more than %d values", maxValues)
	}
	return nil
}

// Is reports whether a body is JSON or JSONP, whatever its content type
// says: some servers send it as text/html.
func Is(body []byte) bool {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	return len(body) > 0 && (body[0] == '{' || body[0] == '[' || callEnd(body) > 0 || assigned.Match(body))
}
