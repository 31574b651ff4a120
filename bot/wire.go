package bot

import (
	"bytes"
	"encoding/json"
	"unicode/utf16"
)

// Units is the length of s in UTF-16 code units, in which chat services count.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// JSON is v as JSON with the signs of markup as they are: they cost no room, and who
// reads it knows no HTML.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
