package fetch

import (
	"bytes"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The names that Document.Charset has most of the time.
const (
	utf8Name    = "utf-8"
	gb18030Name = "gb18030"
	latin1Name  = "windows-1252"
)

// headBytes is what is looked at first of a page. Its character set should be said there, as
// the HTML standard has it; browsers go by a label that comes later too, and read the page
// anew. Pages put styles and scripts before it, so that it is looked for up to lateLabel.
const (
	headBytes = 1024
	lateLabel = 16 << 10
)

// A label is contradicted when more than one character in a hundred cannot be
// decoded by it.
const tolerated = 100

// scheme is a way to decode.
type scheme struct {
	name string
	enc  encoding.Encoding // nil for UTF-8
}

var (
	utf8Scheme = scheme{name: utf8Name}
	// gbScheme stands for gb2312 and gbk as well: pages that declare the small
	// set use characters of the large one (names of people and places).
	gbScheme = scheme{gb18030Name, simplifiedchinese.GB18030}
)

var boms = []struct {
	mark   string
	scheme scheme
}{
	{"\xef\xbb\xbf", utf8Scheme},
	{"\x84\x31\x95\x33", gbScheme},
	{"\xff\xfe", wide[1]},
	{"\xfe\xff", wide[0]},
}

// wide are the encodings in two bytes, by the place of the byte that is zero for ASCII.
var wide = [2]scheme{
	{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
}

// Decode makes raw valid UTF-8 without byte order mark. It believes, in this
// order, the byte order mark or the zeros of two bytes a character, contentType (the
// header), the XML declaration or meta tag at its beginning, declared (the
// source's rule), and else looks at the bytes. A label that the bytes contradict is
// passed over. charset is what was decoded from, replaced the number of U+FFFD that had
// to be written.
func Decode(raw []byte, contentType, declared string) (body []byte, charset string, replaced int) {
	for _, b := range boms {
		if bytes.HasPrefix(raw, []byte(b.mark)) {
			body, replaced = b.scheme.decode(raw[len(b.mark):])
			return trimBOM(body), b.scheme.name, replaced
		}
	}
	if s, ok := unmarkedWide(raw); ok {
		if body, replaced = s.decode(raw); replaced == 0 {
			return trimBOM(body), s.name, 0
		}
	}
	label := fromContentType(contentType)
	if isUTF8(label) && utf8.Valid(raw) {
		return trimBOM(raw), utf8Name, 0 // the common case, without a copy
	}
	candidates := schemes(label, fromHead(raw), declared)
	body, charset, replaced = choose(raw, candidates)
	return trimBOM(body), charset, replaced
}

// unmarkedWide knows two bytes a character without their mark by the zeros of the ASCII
// ones, which no other encoding of text has: nearly all at the same of two places. A few
// Han characters have theirs at the other.
func unmarkedWide(raw []byte) (scheme, bool) {
	raw = raw[:min(len(raw), headBytes)]
	zeros := [2]int{}
	for at := bytes.IndexByte(raw, 0); at >= 0 && at < len(raw); at++ {
		if raw[at] == 0 {
			zeros[at%2]++
		}
	}
	for place, n := range zeros {
		if n*10 > len(raw) && n > 4*zeros[1-place] {
			return wide[place], true
		}
	}
	return scheme{}, false
}

func isUTF8(label string) bool {
	return strings.EqualFold(label, utf8Name) || strings.EqualFold(label, "utf8")
}

// schemes resolves labels in order. A Latin-1 header goes last: servers send it
// when nobody has set one.
func schemes(header, head, declared string) []scheme {
	var out, last []scheme
	if s, ok := lookup(header); ok {
		if s.name == latin1Name {
			last = append(last, s)
		} else {
			out = append(out, s)
		}
	}
	if s, ok := lookup(head); ok {
		if strings.HasPrefix(s.name, "utf-16") {
			s = utf8Scheme // it could not have been read as ASCII otherwise
		}
		out = append(out, s)
	}
	if s, ok := lookup(declared); ok {
		out = append(out, s)
	}
	return append(out, last...)
}

// aliases are names met in pages that the encoding standard does not list.
var aliases = map[string]string{
	"gb-2312": "gbk", "gb2312-80": "gbk", "gb_2312": "gbk", "cp936": "gbk", "ms936": "gbk", "windows-936": "gbk",
	"euc-cn": "gbk", "gb18030-2000": "gb18030", "gb18030-2005": "gb18030", "utf_8": "utf-8", "utf8mb4": "utf-8",
	"big5hkscs": "big5",
}

func lookup(label string) (scheme, bool) {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"';"))
	if label == "" {
		return scheme{}, false
	}
	if a, ok := aliases[label]; ok {
		label = a
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return scheme{}, false
	}
	name, err := htmlindex.Name(enc)
	switch {
	case err != nil, name == "replacement", name == "x-user-defined":
		return scheme{}, false
	case name == utf8Name:
		return utf8Scheme, true
	case name == "gbk", name == gb18030Name:
		return gbScheme, true
	}
	return scheme{name, enc}, true
}

// choose takes the first candidate that the bytes do not contradict, else what
// the bytes look like, else the candidate that loses least.
func choose(raw []byte, candidates []scheme) (body []byte, charset string, replaced int) {
	valid := utf8.Valid(raw)
	if valid && (len(candidates) == 0 || surelyUTF8(raw) || candidates[0].name == utf8Name || candidates[0].name == gb18030Name && isWestern(raw)) {
		return raw, utf8Name, 0
	}
	for _, s := range candidates {
		if s.name == latin1Name && eastern(raw) {
			continue // no bytes contradict it, and servers say it by themselves
		}
		b, n := s.decode(raw)
		if n*tolerated <= utf8.RuneCount(b) {
			return b, s.name, n
		}
		if charset == "" || n < replaced {
			body, charset, replaced = b, s.name, n
		}
	}
	guess := detect(raw)
	if b, n := guess.decode(raw); charset == "" || n < replaced {
		return b, guess.name, n
	}
	return body, charset, replaced
}

// surelyUTF8 reports whether valid UTF-8 can hardly be anything else: enough
// characters of three bytes, or some more of two, which other encodings form by chance only.
func surelyUTF8(valid []byte) bool {
	long, short := 0, 0
	for _, b := range valid {
		switch {
		case b >= 0xe0:
			long++
		case b >= 0xc0:
			short++
		}
		if long == 8 || short == 12 {
			return true
		}
	}
	// A two-byte one is likely in Western text, so a few must not decide alone.
	return long > 0 && long*3 == countHigh(valid)
}

// isWestern reports whether valid UTF-8 is text in Latin letters with a few signs and accents of
// Western languages. As GBK these would be rare characters, each alone among Latin letters.
func isWestern(valid []byte) bool {
	letters, signs := 0, 0
	for i := 0; i < len(valid); i++ {
		switch c := valid[i]; {
		case c == 0xc2 || c == 0xc3:
			signs++
			i++
		case c >= 0x80:
			return false
		case 'a' <= c && c <= 'z':
			letters++
		}
	}
	return letters > 10*signs
}

func countHigh(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= 0x80 {
			n++
		}
	}
	return n
}

// decode returns valid UTF-8 and the number of U+FFFD that were written.
func (s scheme) decode(raw []byte) ([]byte, int) {
	if s.enc == nil {
		return repairUTF8(raw)
	}
	out, err := s.enc.NewDecoder().Bytes(raw)
	if err != nil || !utf8.Valid(out) {
		return repairUTF8(raw)
	}
	n := bytes.Count(out, []byte("\uFFFD"))
	if n > 0 && s.name == gb18030Name {
		n -= min(n, bytes.Count(raw, []byte("\x84\x31\xa4\x37"))) // U+FFFD itself
	}
	return out, n
}

func repairUTF8(raw []byte) ([]byte, int) {
	if utf8.Valid(raw) {
		return raw, 0
	}
	out := make([]byte, 0, len(raw)+len(raw)/8)
	n := 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			n++
			out = append(out, "\uFFFD"...)
		} else {
			out = append(out, raw[:size]...)
		}
		raw = raw[size:]
	}
	return out, n
}

func trimBOM(b []byte) []byte {
	for bytes.HasPrefix(b, []byte("\uFEFF")) {
		b = b[len("\uFEFF"):]
	}
	return b
}

// fromContentType takes the charset parameter; mime.ParseMediaType would refuse
// the header for the slips that old servers make in it.
func fromContentType(v string) string {
	_, after, ok := cutFold(v, "charset")
	if !ok {
		return ""
	}
	after, ok = strings.CutPrefix(strings.TrimLeft(after, " \t"), "=")
	if !ok {
		return ""
	}
	return labelAt(after)
}

// labelAt reads the label at the start of s, in quotes or not.
func labelAt(s string) string {
	s = strings.TrimLeft(s, " \t\r\n\"'")
	end := strings.IndexFunc(s, func(r rune) bool {
		return !strings.ContainsRune("-_.:", r) && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
	if end >= 0 {
		s = s[:end]
	}
	return s
}

func cutFold(s, sep string) (before, after string, found bool) {
	if i := strings.Index(strings.ToLower(s), sep); i >= 0 && i+len(sep) <= len(s) {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// fromHead reads the XML declaration or the first meta tag that names a set.
// Comments, scripts and styles are passed over.
func fromHead(raw []byte) string {
	head := string(asciiLower(raw[:min(len(raw), lateLabel)]))
	for {
		i := strings.IndexByte(head, '<')
		if i < 0 {
			return ""
		}
		head = head[i:]
		if rest, ok := strings.CutPrefix(head, "<!--"); ok {
			if _, head, ok = strings.Cut(rest, "-->"); !ok {
				return ""
			}
			continue
		}
		tag, rest, _ := strings.Cut(head, ">")
		switch {
		case strings.HasPrefix(tag, "<body"):
			return ""
		case strings.HasPrefix(tag, "<script"), strings.HasPrefix(tag, "<style"):
			_, rest, _ = strings.Cut(rest, "</")
		case strings.HasPrefix(tag, "<?xml"):
			if label := attribute(tag, "encoding"); label != "" {
				return label
			}
		case strings.HasPrefix(tag, "<meta"):
			if label := attribute(tag, "charset"); label != "" {
				return label
			}
		}
		head = rest
	}
}

func attribute(tag, name string) string {
	for {
		_, after, ok := strings.Cut(tag, name)
		if !ok {
			return ""
		}
		if value, ok := strings.CutPrefix(strings.TrimLeft(after, " \t\r\n"), "="); ok {
			return labelAt(value)
		}
		tag = after
	}
}

// asciiLower keeps the length, whatever the bytes mean.
func asciiLower(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

// signatures begin files that hold no text of their own.
var signatures = []string{
	"%PDF-", "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Rar!", "\x89PNG\r\n", "\xff\xd8\xff", "GIF8", "7z\xbc\xaf", "\x1f\x8b",
}

// isText reports whether a body is worth decoding. Attachments count as files
// unless they say that they are text.
func isText(raw []byte, attachment bool, h http.Header) bool {
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s)) {
			return false
		}
	}
	kind := strings.ToLower(h.Get("Content-Type"))
	return !attachment || strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "xml")
}
