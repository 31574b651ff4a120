package script

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// maxLiteral is how much of a script is read as one object.
const maxLiteral = 512 << 10

// literalJSON is the object that a script writes at the beginning of s, as JSON, and where
// it ends: names of fields without quotes, strings in any, comments. What it computes is
// null, but for the names that are given with their values. It is "" where the object calls
// or does anything more.
func literalJSON(s string, given map[string]string) (out string, end int) {
	var b strings.Builder
	depth := 0
	for i := 0; i < len(s) && i < maxLiteral; {
		switch c := s[i]; {
		case c == '"' || c == '\'' || c == '`':
			n := literalEnd(s[i:])
			if n < 0 {
				return "", 0
			}
			b.WriteString(jsonString(s[i+1 : i+n]))
			i += n + 1
		case strings.HasPrefix(s[i:], "//"):
			i += lineLength(s[i:])
		case strings.HasPrefix(s[i:], "/*"):
			n := strings.Index(s[i:], "*/")
			if n < 0 {
				return "", 0
			}
			i += n + 2
		case c == '{' || c == '[':
			depth++
			b.WriteByte(c)
			i++
		case c == '}' || c == ']':
			b.WriteByte(c)
			i++
			if depth--; depth == 0 {
				return b.String(), i
			}
		case strings.HasPrefix(s[i:], "!0"), strings.HasPrefix(s[i:], "!1"):
			b.WriteString(strconv.FormatBool(s[i+1] == '0'))
			i += 2
		case strings.HasPrefix(s[i:], "void 0"):
			b.WriteString("null")
			i += len("void 0")
		case isNameByte(c):
			n := nameLength(s[i:])
			b.WriteString(jsonWord(s[i:i+n], strings.TrimLeft(s[i+n:min(len(s), i+n+8)], " \t\r\n"), given))
			i += n
		case strings.IndexByte(":,. \t\r\n-+", c) >= 0:
			b.WriteByte(c)
			i++
		default:
			return "", 0 // a call, a function, a sum
		}
	}
	return "", 0
}

func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$'
}

func nameLength(s string) int {
	n := 0
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	return n
}

// jsonWord is a word of such an object: the name of a field, where a colon follows, or a
// value.
func jsonWord(word, next string, given map[string]string) string {
	switch {
	case strings.HasPrefix(next, ":"):
		return `"` + word + `"`
	case word == "true", word == "false", word == "null", word[0] >= '0' && word[0] <= '9':
		return word
	case given[word] != "":
		return given[word]
	}
	return "null"
}

// calledWith is the beginning of a function that does nothing but give back an object.
var calledWith = pattern.MustCompile(`function\s*\(([\w$,\s]*)\)\s*\{\s*return\s*$`)

// maxParameters is how many bytes the names of a function's parameters have at most.
const maxParameters = 64 << 10

// arguments are the values, as JSON, of the parameters of the function that ends with
// before and is called behind the object: programs that draw pages keep there whatever the
// object says more than once.
func arguments(before, behind string) map[string]string {
	m := calledWith.FindStringSubmatch(before[max(0, len(before)-maxParameters):])
	behind = strings.TrimLeft(behind, "}; \t\r\n")
	if m == nil || !strings.HasPrefix(behind, "(") {
		return nil
	}
	var values []json.RawMessage
	if err := json.Unmarshal([]byte(list(behind[1:])), &values); err != nil {
		return nil
	}
	given := map[string]string{}
	for i, name := range strings.Split(m[1], ",") {
		if i < len(values) {
			given[strings.TrimSpace(name)] = string(values[i])
		}
	}
	return given
}

// list is the arguments at the beginning of s, up to the bracket that closes them, as a
// list in JSON.
func list(s string) string {
	depth := 0
	for i := 0; i < len(s) && i < maxLiteral; i++ {
		switch c := s[i]; c {
		case '"', '\'', '`':
			n := literalEnd(s[i:])
			if n < 0 {
				return ""
			}
			i += n
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				out, _ := literalJSON("["+s[:i]+"]", nil)
				return out
			}
		}
	}
	return ""
}

// jsonString is a string of a script, of which the marks around it are gone, as JSON.
func jsonString(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 't', 'r', 'b', 'f', 'v':
			b.WriteByte(' ')
		case 'u', 'x':
			b.WriteByte('\\')
			b.WriteByte(s[i])
		case '\n':
		default:
			b.WriteByte(s[i])
		}
	}
	text := unescapeU(escapedX.ReplaceAllString(b.String(), `\u00$1`))
	out, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(out)
}

// escapedU is a character as scripts write it, or the two halves of one.
var escapedU = pattern.MustCompile(`(?:\\u[0-9a-fA-F]{4})+`)

// unescapeU undoes the \u4e2d of script strings.
func unescapeU(s string) string {
	return escapedU.ReplaceAllStringFunc(s, func(m string) string {
		var out string
		if err := json.Unmarshal([]byte(`"`+m+`"`), &out); err != nil {
			return m
		}
		return out
	})
}

// escapedX is a character as scripts write it in two figures.
var escapedX = pattern.MustCompile(`\\x([0-9a-fA-F]{2})`)

// UnescapeX undoes the \x0a of script strings.
func UnescapeX(s string) string {
	s = escapedX.ReplaceAllStringFunc(s, func(m string) string {
		return string(rune(hexValue(m[2])<<4 | hexValue(m[3])))
	})
	return strings.ReplaceAll(s, `\n`, "\n")
}

func hexValue(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// literalEnd is where the string ends that s begins with, by the mark it begins with; -1 where
// it does not.
func literalEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i
		}
	}
	return -1
}
