package object

import (
	"strconv"
	"strings"
	"time"
)

// Reader reads a JSON object without blanks, whose fields come in a known order and may
// be left out. What it cannot read makes it odd. The words it gives are parts of what it
// reads.
type Reader struct {
	rest string
	odd  bool
	more bool // a field of the object was read
}

// Read gives a reader of s.
func Read(s string) *Reader { return &Reader{rest: s} }

// Done reports whether all was read, and nothing odd.
func (in *Reader) Done() bool { return !in.odd && in.rest == "" }

// skip passes over what is next if it is that.
func (in *Reader) skip(s string) bool {
	rest, ok := strings.CutPrefix(in.rest, s)
	if ok {
		in.rest = rest
	}
	return ok
}

func (in *Reader) must(s string) { in.odd = !in.skip(s) || in.odd }

// name passes over the name of a field if it is next.
func (in *Reader) name(name string) bool {
	at := 0
	if in.more {
		at = 1
	}
	// ,"name":
	if len(in.rest) < at+len(name)+3 || in.more && in.rest[0] != ',' || in.rest[at] != '"' ||
		in.rest[at+1:at+1+len(name)] != name || in.rest[at+1+len(name):at+3+len(name)] != `":` {
		return false
	}
	in.rest, in.more = in.rest[at+len(name)+3:], true
	return true
}

// Begin reports whether the object begins, or one within by that name.
func (in *Reader) Begin(name string) bool {
	if name != "" && !in.name(name) {
		return false
	}
	in.must("{")
	in.more = false
	return true
}

// End passes over the end of what began last.
func (in *Reader) End() {
	in.must("}")
	in.more = true
}

// word is a string that stands in JSON as it is.
func (in *Reader) word() string {
	in.must(`"`)
	n := strings.IndexByte(in.rest, '"')
	if n < 0 || !AsIs(in.rest[:n]) {
		in.odd = true
		return ""
	}
	s := in.rest[:n]
	in.rest = in.rest[n+1:]
	return s
}

// Text is a string, empty where it was left out.
func (in *Reader) Text(name string) string {
	if !in.name(name) {
		return ""
	}
	return in.word()
}

// Time is a time, zero where it was left out.
func (in *Reader) Time(name string) (t time.Time) {
	if in.name(name) {
		if err := t.UnmarshalText([]byte(in.word())); err != nil {
			in.odd = true
		}
	}
	return t
}

func (in *Reader) number() uint64 {
	n := 0
	for n < len(in.rest) && in.rest[n] >= '0' && in.rest[n] <= '9' {
		n++
	}
	v, err := strconv.ParseUint(in.rest[:n], 10, 64)
	in.odd = in.odd || err != nil || n > 1 && in.rest[0] == '0'
	in.rest = in.rest[n:]
	return v
}

// Number is a number, 0 where it was left out.
func (in *Reader) Number(name string) uint64 {
	if !in.name(name) {
		return 0
	}
	return in.number()
}

// Count is a number that fits an int.
func (in *Reader) Count(name string) int {
	if !in.name(name) {
		return 0
	}
	v := in.number()
	in.odd = in.odd || int(v) < 0
	return int(v)
}

// Flag is false where it was left out.
func (in *Reader) Flag(name string) bool {
	if !in.name(name) {
		return false
	}
	in.must("true")
	return true
}

// ReadList adds the words of a list.
func ReadList[T ~string](in *Reader, name string, to []T) []T {
	if !in.name(name) {
		return to
	}
	for in.must("["); !in.odd; in.must(",") {
		to = append(to, T(in.word()))
		if in.skip("]") {
			break
		}
	}
	return to
}
