package store

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// object is a JSON object under way. Fields that may be left out when empty are
// written by words, when, count and flag.
type object struct {
	to  []byte
	err error
}

func (o *object) begin(name string) {
	if name != "" {
		o.name(name)
	}
	o.to = append(o.to, '{')
}

func (o *object) end() { o.to = append(o.to, '}') }

func (o *object) name(name string) {
	if o.to[len(o.to)-1] != '{' {
		o.to = append(o.to, ',')
	}
	o.to = append(append(append(o.to, '"'), name...), '"', ':')
}

// value writes what package json makes of v.
func (o *object) value(name string, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		o.err = err
	}
	o.name(name)
	o.to = append(o.to, raw...)
}

func (o *object) text(name, s string) {
	if !asIs(s) {
		o.value(name, s)
		return
	}
	o.name(name)
	o.to = append(append(append(o.to, '"'), s...), '"')
}

// list writes words, and nothing where there are none.
func list[T ~string](o *object, name string, words []T) {
	switch {
	case len(words) == 0:
		return
	case slices.ContainsFunc(words, func(w T) bool { return !asIs(string(w)) }):
		o.value(name, words)
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

// asIs reports whether s stands in JSON as it is.
func asIs(s string) bool {
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

func (o *object) words(name, s string) {
	if s != "" {
		o.text(name, s)
	}
}

func (o *object) at(name string, t time.Time) {
	o.name(name)
	o.to = append(o.to, '"')
	to, err := t.AppendText(o.to)
	if err != nil {
		o.err = err
	}
	o.to = append(to, '"')
}

func (o *object) when(name string, t time.Time) {
	if !t.IsZero() {
		o.at(name, t)
	}
}

func (o *object) count(name string, n int) {
	if n != 0 {
		o.name(name)
		o.to = strconv.AppendInt(o.to, int64(n), 10)
	}
}

func (o *object) flag(name string, yes bool) {
	if yes {
		o.name(name)
		o.to = append(o.to, "true"...)
	}
}
