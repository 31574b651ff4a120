package script

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/pattern"
)

// Limits of what is looked at in scripts.
const (
	MaxSize   = 2 << 20 // bytes of one
	MaxValues = 8       // values that they assign
)

// assignedState is the beginning of an object that a script gives a name to, as it stands
// or as a string.
var assignedState = pattern.MustCompile(`(?:=|\breturn)\s*(?:\{|JSON\.parse\(\s*(["'])|(["'])%7B)`)

// undefinedValue is what scripts write for a field without a value, which JSON does not know.
var undefinedValue = pattern.MustCompile(`([:,\[]\s*)(?:undefined|void 0|NaN)(\s*[,}\]])`)

// Values are the values that a script holds or assigns.
func Values(s *html.Node) (out []any) {
	data := strings.TrimSpace(s.FirstChild.Data)
	if strings.Contains(dom.Attr(s, "type"), "json") {
		if strings.HasPrefix(data, "%") {
			data, _ = url.PathUnescape(data)
		}
		if v, err := jsonvalue.Decode([]byte(data)); err == nil {
			out = append(out, v)
		}
		return out
	}
	for range MaxValues {
		loc := assignedState.FindStringSubmatchIndex(data)
		if loc == nil {
			return out
		}
		var value string
		switch {
		case loc[2] >= 0:
			value = quotedJSON(data[loc[2]:])
		case loc[4] >= 0:
			value = percentJSON(data[loc[4]:])
		default:
			value = Object(data[loc[1]-1:])
		}
		if v, err := jsonvalue.Decode([]byte(undefinedValue.ReplaceAllString(value, "${1}null$2"))); err == nil && value != "" {
			out = append(out, v)
			data = data[loc[1]-1+len(value):]
			continue
		}
		if loc[2] < 0 && loc[4] < 0 {
			value, end := objectLiteral(data, loc[1]-1)
			if v, err := jsonvalue.Decode([]byte(value)); err == nil && value != "" {
				out = append(out, v)
				data = data[loc[1]-1+end:]
				continue
			}
		}
		data = data[loc[1]:]
	}
	return out
}

// objectLiteral is the object at a place of a script as JSON, and how long it is there.
func objectLiteral(data string, at int) (value string, end int) {
	value, end = literalJSON(data[at:], nil)
	if given := arguments(data[:at], data[at+end:]); value != "" && len(given) > 0 {
		return literalJSON(data[at:], given)
	}
	return value, end
}

// Object is the object at the beginning of s, up to the brace that closes it.
func Object(s string) string {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return s[:i+1]
			}
		}
	}
	return ""
}

// quotedJSON is the JSON in the string literal at the beginning of s.
func quotedJSON(s string) string {
	end := literalEnd(s)
	if end < 0 {
		return ""
	}
	inside := s[1:end]
	if s[0] == '\'' {
		inside = strings.ReplaceAll(strings.ReplaceAll(inside, `\'`, `'`), `"`, `\"`)
	}
	v, err := jsonvalue.Decode([]byte(`"` + escapedX.ReplaceAllString(inside, `\u00$1`) + `"`))
	if err != nil {
		return ""
	}
	return jsonvalue.Text(v)
}

// percentJSON is the JSON in such a literal, written as an address would.
func percentJSON(s string) string {
	end := literalEnd(s)
	if end < 0 {
		return ""
	}
	v, err := url.PathUnescape(s[1:end])
	if err != nil {
		return ""
	}
	return v
}

// assignedList is the beginning of a list of objects that a script gives a name to.
var assignedList = pattern.MustCompile(`=\s*(\[\s*\{)`)

// Lists are such lists.
func Lists(script string) (out []any) {
	for _, at := range assignedList.FindAllStringSubmatchIndex(script, MaxValues) {
		value, _ := literalJSON(script[at[2]:], nil)
		if v, err := jsonvalue.Decode([]byte(value)); err == nil && value != "" {
			out = append(out, v)
		}
	}
	return out
}
