// Package object writes and reads JSON objects by hand, field by field, for records that
// come by the thousand: reflection costs several times what their fields do. Start with
// Writer and Reader.
//
// What a Writer gives is, byte for byte, what package json makes of a struct whose fields
// come in that order. A Reader reads that and no more: of anything else it says that it is
// odd, and package json reads it.
package object

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// Writer is a JSON object under way. Fields that are left out when empty are written by
// Words, List, When, Count and Flag.
type Writer struct {
	to  []byte
	err error
}

// Write gives a writer that adds to what is there.
func Write(to []byte) *Writer { return &Writer{to: to} }

// Bytes are those of the object, once it has ended.
func (o *Writer) Bytes() ([]byte, error) { return o.to, o.err }

// Begin opens the object, or one within by its name.
func (o *Writer) Begin(name string) {
	if name != "" {
		o.name(name)
	}
	o.to = append(o.to, '{')
}

// End closes what Begin opened last.
func (o *Writer) End() { o.to = append(o.to, '}') }

func (o *Writer) name(name string) {
	if o.to[len(o.to)-1] != '{' {
		o.to = append(o.to, ',')
	}
	o.to = append(append(append(o.to, '"'), name...), '"', ':')
}

// Value writes what package json makes of v.
func (o *Writer) Value(name string, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		o.err = err
	}
	o.name(name)
	o.to = append(o.to, raw...)
}

// Text writes a string.
func (o *Writer) Text(name, s string) {
	if !AsIs(s) {
		o.Value(name, s)
		return
	}
	o.name(name)
	o.to = append(append(append(o.to, '"'), s...), '"')
}

// List writes words, and nothing where there are none.
func List[T ~string](o *Writer, name string, words []T) {
	switch {
	case len(words) == 0:
		return
	case slices.ContainsFunc(words, func(w T) bool { return !AsIs(string(w)) }):
		o.Value(name, words)
		return
	}
	o.name(name)
	o.to = append(o.to, '[')
	for i, w := range words {
		if i > 0 {
			o.to = append(o.to, ',')
		}
		o.to = append(append(append(o.to, '"'), w...), '"')
	}
	o.to = append(o.to, ']')
}

// AsIs reports whether s stands in JSON as it is.
func AsIs(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xa8: // U+2028 and U+2029
			return false
		}
	}
	return utf8.ValidString(s)
}

// Words writes a string unless it is empty.
func (o *Writer) Words(name, s string) {
	if s != "" {
		o.Text(name, s)
	}
}

// At writes a time.
func (o *Writer) At(name string, t time.Time) {
	o.name(name)
	o.to = append(o.to, '"')
	to, err := t.AppendText(o.to)
	if err != nil {
		o.err = err
	}
	o.to = append(to, '"')
}

// When writes a time unless it is zero.
func (o *Writer) When(name string, t time.Time) {
	if !t.IsZero() {
		o.At(name, t)
	}
}

// Number writes a number.
func (o *Writer) Number(name string, n uint64) {
	o.name(name)
	o.to = strconv.AppendUint(o.to, n, 10)
}

// Count writes a number unless it is 0.
func (o *Writer) Count(name string, n int) {
	if n != 0 {
		o.name(name)
		o.to = strconv.AppendInt(o.to, int64(n), 10)
	}
}

// Flag writes true, or nothing.
func (o *Writer) Flag(name string, yes bool) {
	if yes {
		o.name(name)
		o.to = append(o.to, "true"...)
	}
}
