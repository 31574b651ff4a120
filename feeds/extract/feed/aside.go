package feed

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	// leastAside is the length, in bytes, from which a text is set aside.
	leastAside = 64
	// A text that was set aside leaves its number between these, which stand for
	// nothing and which no feed is likely to hold.
	asideBegins, asideEnds = "\ue000", "\ue001"
)

// tellers are the elements that hold an entry's text, by their local names.
var tellers = []string{"encoded", "content", "description", "summary"}

// aside are the texts of a feed, taken out before it is parsed and put back afterwards:
// most of a feed is text, which the parser would look at byte by byte, several times.
type aside struct {
	body  []byte  // as it came
	short []byte  // without the texts, as far as it was written
	space *[]byte // whose space short is in, nil for none
	done  int     // up to where body was written
	texts []string
	inner bool // the last tag began an element that holds text
	// entries is how many the feed begins.
	entries int
}

// newAside sets nothing aside from a body that has the marks in it, or a base against which
// the parser resolves the addresses in its texts.
func newAside(body []byte) *aside {
	if bytes.Contains(body, []byte(asideBegins)) || bytes.Contains(body, []byte(":base")) {
		return &aside{body: body, done: len(body)}
	}
	a := &aside{body: body}
	a.space, _ = spaces.Get().(*[]byte)
	a.short = (*a.space)[:0]
	return a
}

// spaces are what feeds are written into that are parsed and forgotten.
var spaces = sync.Pool{New: func() any { return new([]byte) }}

// parsed gives the space back that rest is in: nothing that was parsed holds a part of it.
func (a *aside) parsed() {
	if a.space != nil {
		*a.space, a.short = a.short, nil
		spaces.Put(a.space)
		a.space = nil
	}
}

// tag notes which tag comes before what follows.
func (a *aside) tag(tag []byte) {
	name := tag[1:]
	if end := bytes.IndexAny(name, " \t\r\n/>"); end >= 0 {
		name = name[:end]
	}
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	a.inner = slices.Contains(tellers, string(name))
}

// text sets aside what stands between from and to, if it holds nothing that means more
// than itself; whole says that it stands in a passage where nothing does.
func (a *aside) text(from, to int, whole bool) {
	if a.done > from || !a.inner {
		return
	}
	s := a.body[from:to]
	if !whole { // the parser trims it
		from = to - len(bytes.TrimLeftFunc(s, unicode.IsSpace))
		s = bytes.TrimSpace(s)
	}
	if len(s) < leastAside || !settled(s, whole) {
		return
	}
	a.short = append(append(a.short, a.body[a.done:from]...), asideBegins...)
	a.short = append(strconv.AppendInt(a.short, int64(len(a.texts)), 10), asideEnds...)
	a.texts = append(a.texts, string(s))
	a.done = from + len(s)
}

// settled reports whether the parser would hand on s as it stands: it drops control
// characters, unifies ends of lines, decodes references and refuses what XML does not allow.
func settled(s []byte, whole bool) bool {
	for _, c := range s {
		if c < ' ' && c != '\n' && c != '\t' || c == '&' && !whole || c == '>' && !whole {
			return false
		}
	}
	return utf8.Valid(s) && !bytes.Contains(s, []byte("\ufffe")) && !bytes.Contains(s, []byte("\uffff"))
}

// rest is what is left to parse.
func (a *aside) rest() []byte {
	if len(a.texts) == 0 {
		return a.body
	}
	a.short, a.done = append(a.short, a.body[a.done:]...), len(a.body)
	return a.short
}

// back puts the texts back into what was parsed.
func (a *aside) back(s string) string {
	if len(a.texts) == 0 || !strings.Contains(s, asideBegins) {
		return s
	}
	if number, ok := strings.CutPrefix(s, asideBegins); ok { // most texts are nothing else
		if number, ok = strings.CutSuffix(number, asideEnds); ok {
			if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(a.texts) {
				return a.texts[n]
			}
		}
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, asideBegins)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		number, rest, _ := strings.Cut(after, asideEnds)
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || n >= len(a.texts) {
			b.WriteString(asideBegins) // a reference gave it, not we
			s = after
			continue
		}
		b.WriteString(a.texts[n])
		s = rest
	}
}
